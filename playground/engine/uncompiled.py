"""torch's optimizers, less what they hold ready for torch.compile: that alone takes a second to import."""

import functools
import inspect
from typing import Any, TypeVar

import torch
from torch.optim import Optimizer

Kind = TypeVar("Kind", bound=Optimizer)

_WRAPPED = ("add_param_group", "zero_grad", "state_dict", "load_state_dict")


def uncompiled(kind: type[Kind]) -> type[Kind]:
    """Return the optimizer class `kind` with the same steps and state, and without the wrappers around its methods.

    They tell torch._dynamo to keep out, and import it for that: when an optimizer is made, and again at its steps.
    """
    given: Any = kind
    made: type[Kind] = _uncompiled(given)
    return made


@functools.cache
def _uncompiled(kind: type[Optimizer]) -> Any:
    plain = {name: inspect.unwrap(getattr(kind, name)) for name in _WRAPPED}
    step = torch.no_grad()(inspect.unwrap(kind.step))
    return type(kind.__name__, (kind,), {**plain, "step": step})
