"""What torch's optimizers do in one step, as TorchScript: the kernels that `torch.optim` calls, over the same state.

The lines read `weights`, `gradients`, the lists of state named in `entries`, `rate`, and the numbers of `NUMBERS`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from playground.core.training_options import OptimizerName, TrainingOptions

# The live numbers, by the names that lines and training options have for them.
NUMBERS = ("weight_decay", "momentum", "beta1", "beta2", "l1", "clip_norm")


def numbers(training: TrainingOptions) -> list[float]:
    """Return the values of NUMBERS."""
    return [getattr(training, name) for name in NUMBERS]


@dataclass(frozen=True, slots=True)
class Update:
    """`lines` of TorchScript, and the `entries` of the optimizer's state that they read and change, list by list."""

    entries: Sequence[str]
    lines: Sequence[str]


def update(training: TrainingOptions) -> Update:
    """Return the step of the optimizer that `training` names."""
    # torch keeps a count of steps for every weight. They are all alike: one is counted, the others follow at the end.
    count = ["step[0].add_(1)", "counts = [step[0]] * len(weights)"]
    match training.optimizer:
        case OptimizerName.SGD:
            return _sgd(training)
        case OptimizerName.ADAM | OptimizerName.ADAMW:
            kernel = f"torch._fused_{training.optimizer}_"
            call = f"{kernel}(weights, gradients, exp_avg, exp_avg_sq, [], counts, lr=rate, beta1=beta1, beta2=beta2, "
            rest = "weight_decay=weight_decay, eps=1e-08, amsgrad=False, maximize=False)"
            return Update(("step", "exp_avg", "exp_avg_sq"), [*count, call + rest])
        case OptimizerName.ADAGRAD:
            call = "torch._fused_adagrad_(weights, gradients, sum, counts, lr=rate, lr_decay=0.0, "
            return Update(("step", "sum"), [*count, call + "weight_decay=weight_decay, eps=1e-10, maximize=False)"])
        case OptimizerName.RMSPROP:
            return _rmsprop(training)


def _sgd(training: TrainingOptions) -> Update:
    buffers = "momentum_buffer" if training.momentum > 0 else "[]"
    nesterov = training.nesterov and training.momentum > 0
    call = f"torch._fused_sgd_(weights, gradients, {buffers}, weight_decay=weight_decay, momentum=momentum, lr=rate, "
    rest = f"dampening=0.0, nesterov={nesterov}, maximize=False, is_first_step=False)"
    return Update(("momentum_buffer",) if training.momentum > 0 else (), [call + rest])


def _rmsprop(training: TrainingOptions) -> Update:
    """There is no fused kernel for RMSprop."""
    lines = [
        "step[0].add_(1)",
        "for i in range(len(weights)):",
        "    slope = gradients[i]",
        "    if weight_decay != 0.0:",
        "        slope = slope.add(weights[i], alpha=weight_decay)",
        "    spread = square_avg[i].mul_(0.99).addcmul_(slope, slope, value=1 - 0.99).sqrt().add_(1e-08)",
    ]
    if training.momentum > 0:
        lines += [
            "    momentum_buffer[i].mul_(momentum).addcdiv_(slope, spread)",
            "    weights[i].add_(momentum_buffer[i], alpha=-rate)",
        ]
        return Update(("step", "square_avg", "momentum_buffer"), lines)
    return Update(("step", "square_avg"), [*lines, "    weights[i].addcdiv_(slope, spread, value=-rate)"])
