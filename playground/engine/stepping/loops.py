"""Recordings as loops: many steps, or many chunks of a test, in one call into TorchScript's interpreter.

The interpreter needs no Python lock, so the window draws while the network learns. It runs without its optimisations:
they would add up some sums in another order.
"""

import logging
from collections.abc import Callable, Sequence
from typing import Any

import torch
from torch import Tensor

from playground.core.training_options import TrainingOptions
from playground.engine.stepping.recorder import NotRecordableError, Recording
from playground.engine.stepping.updates import NUMBERS, Update

log = logging.getLogger(__name__)

# Recording takes as long as some fifty steps of a small network; what is done more often than this may well go on.
_OFTEN = 10
_MOST_LOOPS = 16

# Lines that start the text of both kinds of loop, and the place of lines inside the loop.
_HEAD = "def loop(weights: List[Tensor], inputs: Tensor, labels: Tensor, shift: Tensor, scale: Tensor"
_INSIDE = "\n        "


class Loop:
    """The function that TorchScript's `text` defines under the name `loop`."""

    def __init__(self, text: str) -> None:
        """Raises NotRecordableError when TorchScript does not understand the text."""
        self.text = text
        try:
            self._loop = torch.jit.CompilationUnit(text).loop
        except RuntimeError as error:
            raise NotRecordableError(str(error)) from error

    def __call__(self, *args: Any) -> Tensor:
        with torch.inference_mode(), torch.jit.optimized_execution(False):  # type: ignore[attr-defined]
            found: Tensor = self._loop(*args)
        return found


class Loops:
    """Loops by the number of examples in a batch or chunk; each is made once that number has come up often."""

    def __init__(self) -> None:
        self._seen: dict[int, int] = {}
        self._made: dict[int, Loop | None] = {}

    def get(self, rows: int, make: Callable[[int], Loop]) -> Loop | None:
        """Return the loop for `rows` examples, made by `make`; None while it is not worth making, or where there can be
        none. (`make` is not kept: it would keep its owner alive, where cycles are collected late.)
        """
        if rows not in self._made:
            self._seen[rows] = self._seen.get(rows, 0) + 1
            if self._seen[rows] <= _OFTEN:
                return None
            if len(self._made) >= _MOST_LOOPS:
                self.forget()
            self._made[rows] = _tried(rows, make)
        return self._made[rows]

    def forget(self) -> None:
        """Let go of all loops, since what they are made from has changed."""
        self._seen.clear()
        self._made.clear()


def _tried(rows: int, make: Callable[[int], Loop]) -> Loop | None:
    try:
        return make(rows)
    except NotRecordableError as error:
        log.warning("This goes on call by call, since it cannot be recorded: %s", error)
        return None


def step_loop(
    recording: Recording,
    matrices: Sequence[int],
    training: TrainingOptions,
    update: Update,
    varying: Sequence[str],
) -> Loop:
    """Return a loop of steps: (weights, inputs, labels, shift, scale, generator, batches [n, rows], n rates,
    augmentation, varying, *NUMBERS, *state) -> losses and numbers of right answers before each step, float32 [2, n].

    `recording` reads weight0, weight1, ..., the names above, `batch` [rows], and under the names `varying` what the
    list of that name holds; it results in the sum of the losses, the number of right answers, and the gradient of each
    weight. The L1 penalty is on the weights at `matrices`.
    """
    loss, right, *gradients = recording.results
    numbers = "".join(f", {number}: float" for number in NUMBERS)
    state = "".join(f", {entry}: List[Tensor]" for entry in update.entries)
    others = f"batches: Tensor, rates: List[float], augmentation: Generator, varying: List[Tensor]{numbers}{state}"
    inside = [
        "batch = batches[i]",
        *recording.lines,
        f"losses.append({loss})",
        f"rights.append({right})",
        f"gradients = [{', '.join(gradients)}]",
        *(_penalty(matrices) if training.l1 > 0 else ()),
        *(_CLIPPING if training.clip_norm > 0 else ()),
        *update.lines,
    ]
    return Loop(f"""{_HEAD}, generator: Generator, {others}) -> Tensor:
    {_unpacked("weights", [f"weight{i}" for i in range(len(gradients))])}
    {_unpacked("varying", varying)}
    losses: List[Tensor] = []
    rights: List[Tensor] = []
    for i, rate in enumerate(rates):
        {_INSIDE.join(inside)}
    {_COUNT_ALL if "step" in update.entries else ""}
    return torch.stack([torch.stack(losses), torch.stack(rights)])
""")


def score_loop(recording: Recording, weights: int, rows: int) -> Loop:
    """Return a loop over chunks of `rows` examples: (weights, inputs [n * rows, ...], labels, shift, scale) ->
    losses and numbers of right answers of each chunk, float32 [2, n].

    `recording` reads weight0, weight1, ..., `chunk` [rows, ...], `answers` [rows], shift and scale.
    """
    loss, right = recording.results
    return Loop(f"""{_HEAD}) -> Tensor:
    {_unpacked("weights", [f"weight{i}" for i in range(weights)])}
    losses: List[Tensor] = []
    rights: List[Tensor] = []
    for start in range(0, len(labels), {rows}):
        chunk = inputs[start : start + {rows}]
        answers = labels[start : start + {rows}]
        {_INSIDE.join(recording.lines)}
        losses.append({loss})
        rights.append({right})
    return torch.stack([torch.stack(losses), torch.stack(rights)])
""")


def _unpacked(parts: str, names: Sequence[str]) -> str:
    return f"{', '.join(names)}, = {parts}" if names else ""


def _penalty(matrices: Sequence[int]) -> list[str]:
    return [f"gradients[{i}].add_(torch.sign(weight{i}), alpha=l1)" for i in matrices]


_COUNT_ALL = """for count in step[1:]:
        count.copy_(step[0])"""

# torch.nn.utils.clip_grad_norm_
_CLIPPING = (
    "norms = torch.stack([torch.ops.aten.linalg_vector_norm(each) for each in gradients])",
    "norm = torch.ops.aten.linalg_vector_norm(norms)",
    "shrink = torch.clamp(clip_norm / (norm + 1e-6), max=1.0)",
    "for each in gradients:",
    "    each.mul_(shrink)",
)
