"""torch's optimizers, made from the experiment and changed while they run; their state as plain arrays."""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import Parameter
from torch.optim import SGD, Adagrad, Adam, AdamW, Optimizer, RMSprop

from playground.core.snapshot import Arrays
from playground.core.training_options import OptimizerName, TrainingOptions
from playground.engine.uncompiled import uncompiled


def make(training: TrainingOptions, parameters: Iterable[Parameter]) -> Optimizer:
    """Return a new optimizer over `parameters`; where torch has a fused one on this device, that."""
    listed = list(parameters)
    settings = _settings(training)
    match training.optimizer:
        case OptimizerName.SGD:
            return uncompiled(SGD)(listed, fused=True, **settings)
        case OptimizerName.ADAM:
            return uncompiled(Adam)(listed, fused=True, **settings)
        case OptimizerName.ADAMW:
            return uncompiled(AdamW)(listed, fused=True, **settings)
        case OptimizerName.ADAGRAD:
            # There is no fused one for Apple's GPUs.
            return uncompiled(Adagrad)(listed, fused=listed[0].device.type != "mps", **settings)
        case OptimizerName.RMSPROP:
            return uncompiled(RMSprop)(listed, **settings)


def update(optimizer: Optimizer, training: TrainingOptions) -> None:
    """Let live values take hold: rate, momentum, betas, weight decay. The state stays."""
    for group in optimizer.param_groups:
        group.update(_settings(training))
    if isinstance(optimizer, RMSprop) and training.momentum > 0:
        _begin_momentum(optimizer)


def set_rate(optimizer: Optimizer, rate: float) -> None:
    for group in optimizer.param_groups:
        group["lr"] = rate


def state_arrays(optimizer: Optimizer, names: Mapping[Tensor, str]) -> Arrays:
    """Return the state as "weight name/entry" -> array, copied to the CPU."""
    arrays = {}
    for parameter, entries in optimizer.state.items():
        for key, value in entries.items():
            if isinstance(value, Tensor):
                arrays[f"{names[parameter]}/{key}"] = value.detach().cpu().numpy().copy()
            elif value is not None:
                arrays[f"{names[parameter]}/{key}"] = np.asarray(value)
    return arrays


def state_lists(optimizer: Optimizer, entries: Iterable[str]) -> list[list[Tensor]] | None:
    """Return the tensors of each of `entries`, for all weights in order; None while one is not there yet."""
    states = [optimizer.state[parameter] for parameter in optimizer.param_groups[0]["params"]]
    lists = [[state.get(entry) for state in states] for entry in entries]
    return None if any(tensor is None for tensors in lists for tensor in tensors) else lists


def restore_state(optimizer: Optimizer, arrays: Arrays, names: Mapping[Tensor, str]) -> None:
    """Put a state from `state_arrays` back; the optimizer is of the same kind, over the same parameters."""
    optimizer.state.clear()
    parameters = {name: parameter for parameter, name in names.items()}
    for path, array in arrays.items():
        name, _, key = path.rpartition("/")
        parameter = parameters[name]
        # A fused optimizer keeps its step count beside the weights, the others keep it on the CPU.
        beside = array.ndim > 0 or optimizer.param_groups[0].get("fused")
        place = parameter.device if beside else torch.device("cpu")
        optimizer.state[parameter][key] = torch.from_numpy(array.copy()).to(place)


def _begin_momentum(optimizer: RMSprop) -> None:
    """Give weights that began without momentum the buffer that torch makes at the first step only."""
    for parameter, entries in optimizer.state.items():
        entries.setdefault("momentum_buffer", torch.zeros_like(parameter))


def _settings(training: TrainingOptions) -> dict[str, Any]:
    shared = {
        "lr": training.learning_rate,
        "weight_decay": training.weight_decay,
    }
    match training.optimizer:
        case OptimizerName.SGD:
            nesterov = training.nesterov and training.momentum > 0
            return {**shared, "momentum": training.momentum, "nesterov": nesterov}
        case OptimizerName.RMSPROP:
            return {**shared, "momentum": training.momentum}
        case OptimizerName.ADAM | OptimizerName.ADAMW:
            return {**shared, "betas": (training.beta1, training.beta2)}
        case OptimizerName.ADAGRAD:
            return shared
