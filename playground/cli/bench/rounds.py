"""Measuring side by side: what is compared takes turns, so that whatever else goes on meets all of it alike."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from playground.cli.bench.figures import Figure, Unit

_SECOND = {Unit.MICROSECONDS: 1e6, Unit.MILLISECONDS: 1e3, Unit.SECONDS: 1.0}


@dataclass(frozen=True, slots=True)
class Contender:
    """`work` does `pieces` pieces of what is compared; it can be called again and again, and is at full speed after
    `warm_ups` calls."""

    name: str
    pieces: int
    work: Callable[[], object]
    warm_ups: int = 1


def interleaved(contenders: Sequence[Contender], rounds: int, unit: Unit) -> list[Figure]:
    """Return the time that a piece takes each contender, in `unit`.

    Each warms up unmeasured; then all work once in every round, a different one first each time.
    """
    for contender in contenders:
        for _ in range(contender.warm_ups):
            contender.work()
    measured: list[list[float]] = [[] for _ in contenders]
    for number in range(rounds):
        for place in range(len(contenders)):
            index = (place + number) % len(contenders)
            measured[index].append(seconds_of(contenders[index].work) / contenders[index].pieces * _SECOND[unit])
    return [Figure(contender.name, unit, tuple(values)) for contender, values in zip(contenders, measured, strict=True)]


def seconds_of(work: Callable[[], object]) -> float:
    """Return how long `work` takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
