"""Writes a computation down while it happens: each call that reaches torch's kernels becomes a line of TorchScript.

Read again by TorchScript's interpreter, the lines call the same kernels on the same numbers, without what makes small
networks slow: the Python between the calls, and autograd's bookkeeping (the backward pass is among the lines). The idea
is that of `torch.fx.experimental.proxy_tensor.make_fx`, whose import alone takes a second.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Generator, Tensor
from torch.utils._python_dispatch import TorchDispatchMode

_ALIAS = torch.ops.aten.detach.default
_NAMESPACES = ("aten", "mkldnn")
_LOOKS = ("_local_scalar_dense", "nonzero")  # what follows can depend on the numbers in a tensor


class NotRecordableError(Exception):
    """A computation does something that depends on more than its tensors, or that TorchScript has no words for."""


@dataclass(frozen=True, slots=True)
class Recording:
    """`lines` of TorchScript that read what was named, and the names under which the `results` stand after them."""

    lines: Sequence[str]
    results: Sequence[str]


def record(compute: Callable[[], Sequence[Tensor]], named: Mapping[str, Tensor | Generator]) -> Recording:
    """Run `compute` once and write down what it did.

    All tensors and generators that it reads must be in `named`. Whatever else it reads becomes part of the lines:
    numbers, and the shapes of the tensors; so they hold for tensors of the same shapes only. Raises NotRecordableError.
    """
    writer = _Writer(named)
    with writer:
        results = compute()
    names = [writer.text(result) for result in results]
    return Recording(_needed(writer.calls, names), names)


@dataclass(frozen=True, slots=True)
class _Call:
    """A line: what it gives names to, what its text reads, and whether it changes a tensor or draws a number."""

    gives: Sequence[str]
    reads: frozenset[str]
    text: str
    acts: bool


class _Writer(TorchDispatchMode):  # type: ignore[no-untyped-call]
    """Sees every call below autograd: [forward ..., backward ...]."""

    def __init__(self, named: Mapping[str, Tensor | Generator]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.calls: list[_Call] = []
        self._names = {_identity(thing): name for name, thing in named.items()}
        # Names go by identity, so what has one must live until the end.
        self._alive: list[Any] = list(named.values())
        self._reads: set[str] = set()

    @classmethod
    def _should_skip_dynamo(cls) -> bool:
        """Nothing here is compiled; to tell torch's compiler to keep out would import it, which takes a second."""
        return False

    def __torch_dispatch__(
        self, func: Any, types: Any, args: tuple[Any, ...] = (), kwargs: Mapping[str, Any] | None = None
    ) -> Any:
        out = func(*args, **(kwargs or {}))
        if func is _ALIAS:
            self._give(out, self.text(args[0]))
            return out
        namespace, _, operator = func._schema.name.partition("::")
        if namespace not in _NAMESPACES or operator in _LOOKS:
            raise NotRecordableError(f"{func} cannot be replayed.")
        self._reads = set()
        said = [self.text(arg) for arg in args] + [f"{key}={self.text(value)}" for key, value in (kwargs or {}).items()]
        gives = [self._new_name(each) for each in (out if isinstance(out, tuple) else (out,))]
        text = f"{', '.join(gives)} = torch.ops.{namespace}.{operator}({', '.join(said)})"
        acts = func._schema.is_mutable or "generator" in (kwargs or {})
        self.calls.append(_Call(gives, frozenset(self._reads), text, acts))
        return out

    def text(self, value: Any) -> str:
        """Write `value` as TorchScript."""
        match value:
            case Tensor() | Generator():
                return self._name(value)
            case list() | tuple():
                return f"[{', '.join(self.text(each) for each in value)}]"
            case float() if value in (float("inf"), float("-inf")):
                return f'float("{value}")'
            case None | bool() | int() | float() | str():
                return repr(value)
            case torch.device():
                return f'torch.device("{value}")'
            case torch.dtype() | torch.layout() | torch.memory_format():
                return str(value)
        raise NotRecordableError(f"{type(value).__name__} has no words in TorchScript.")

    def _name(self, thing: Tensor | Generator) -> str:
        name = self._names.get(_identity(thing))
        if name is None:
            raise NotRecordableError("It reads a tensor or a generator that has no name.")
        self._reads.add(name)
        return name

    def _new_name(self, thing: Any) -> str:
        """Return the name of a result; one that is an argument changed in place has its name already."""
        if not isinstance(thing, Tensor):
            raise NotRecordableError("A result is no tensor.")
        if _identity(thing) not in self._names:
            self._give(thing, f"t{len(self._alive)}")
        return self._names[_identity(thing)]

    def _give(self, thing: Tensor, name: str) -> None:
        self._names[_identity(thing)] = name
        self._alive.append(thing)


def _identity(thing: Tensor | Generator) -> int:
    """Tell things apart while they live; one generator comes wrapped in a new Python object each time."""
    return thing._cdata if isinstance(thing, Generator) else id(thing)  # type: ignore[attr-defined]


def _needed(calls: Sequence[_Call], results: Sequence[str]) -> list[str]:
    """Return the lines that the results depend on, in order."""
    wanted = set(results)
    kept = []
    for call in reversed(calls):
        if call.acts or wanted.intersection(call.gives):
            wanted |= call.reads
            kept.append(call.text)
    return kept[::-1]
