"""The chains of factors that make the gradient by one weight."""

import math

from torch import Tensor

from playground.core.by_hand import Chain, WeightAt
from playground.engine.probes.by_hand_pass import Passed

_MOST_CHAINS = 16


def chains_of(passed: Passed, picked: WeightAt) -> tuple[Chain, ...]:
    """Return the chains of the first samples."""
    count = min(_MOST_CHAINS, len(passed.problem.inputs))
    return tuple(_chain(passed, picked, sample) for sample in range(count))


def chained(passed: Passed, picked: WeightAt) -> float:
    """Return the sum of the products of all samples' chains, dE/dnet x dnet/dw."""
    return float((passed.by_sums[picked.layer][:, picked.end] * _entering(passed, picked)).sum())


def _chain(passed: Passed, picked: WeightAt, sample: int) -> Chain:
    output_gradient = float(passed.by_outputs[picked.layer][sample, picked.end])
    slopes = passed.slopes[picked.layer]
    sum_gradient = float(passed.by_sums[picked.layer][sample, picked.end])
    entering = float(_entering(passed, picked)[sample])
    return Chain(
        output_gradient=output_gradient,
        parts=_parts(passed, picked, sample),
        slope=float(slopes[sample, picked.end]) if slopes is not None and math.isfinite(output_gradient) else None,
        sum_gradient=sum_gradient,
        input=entering,
        product=sum_gradient * entering,
    )


def _parts(passed: Passed, picked: WeightAt, sample: int) -> tuple[float, ...]:
    """Return what each neuron of the next layer sends back to the picked weight's neuron."""
    after = picked.layer + 1
    if after == len(passed.by_sums):
        return ()
    parts: list[float] = (passed.by_sums[after][sample] * passed.problem.weights[after][:, picked.end]).tolist()
    return tuple(parts)


def _entering(passed: Passed, picked: WeightAt) -> Tensor:
    """Return dnet/dw [n]: what the weight is multiplied by, 1 for a bias."""
    before = passed.before(picked.layer)
    return before.new_ones(len(before)) if picked.start is None else before[:, picked.start]
