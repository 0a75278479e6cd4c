"""Metrics as growing columns: appended by training, read by whoever draws or saves them."""

import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Steps: TypeAlias = NDArray[np.int64]
Values: TypeAlias = NDArray[np.float64]

_CHUNK = 8192


class Line(StrEnum):
    """What a metric is drawn as."""

    RAW = "raw"  # every step, faint, with its smoothed curve over it
    TRAIN = "train"  # means over the samples trained since the point before
    TEST = "test"


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """One series: `name` in the history, `chart` it belongs to (one chart for each), and the words for it.

    `unit` is "" for plain numbers and "%" for fractions that are shown as percentages. `better` is -1 where lower is
    better, 1 where higher is.
    """

    name: str
    chart: str
    title: str
    about: str
    line: Line
    unit: str = ""
    better: int = -1


@dataclass(frozen=True, slots=True)
class Piece:
    """What `History.read` found: points from `start` on, under `generation`."""

    generation: int
    start: int
    steps: Steps
    values: Values


class History:
    """Named series of (step, value), each with its own steps; safe to append to and read from different threads.

    `generation` rises whenever points are taken away (`clear`, `cut`); a reader that sees a new one starts over at 0.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._columns: dict[str, _Column] = {}
        self._generation = 0

    @property
    def generation(self) -> int:
        return self._generation

    def append(self, step: int, values: Mapping[str, float]) -> None:
        """Add one point at `step` to each series of `values`."""
        with self._lock:
            for name, value in values.items():
                self._column(name).extend((step,), (value,))

    def extend(self, name: str, steps: Sequence[int] | Steps, values: Sequence[float] | Values) -> None:
        """Add points to the series `name`; `steps` rise."""
        with self._lock:
            self._column(name).extend(steps, values)

    def length(self, name: str) -> int:
        """Return how many points the series has; 0 for one that has not begun."""
        with self._lock:
            return self._column(name).length if name in self._columns else 0

    def read(self, name: str, start: int = 0) -> Piece:
        """Return a copy of the points of `name` from index `start` on."""
        with self._lock:
            column = self._columns.get(name, _EMPTY)
            steps, values = column.slice(min(start, column.length))
            return Piece(self._generation, start, steps, values)

    def last(self, name: str) -> float | None:
        """Return the newest value of `name`, or None."""
        with self._lock:
            column = self._columns.get(name)
            return column.last() if column is not None and column.length else None

    def clear(self) -> None:
        """Take every point away."""
        with self._cut():
            self._columns.clear()

    def cut(self, step: int) -> None:
        """Take away all points after `step`, as going back to an earlier state of the run does."""
        with self._cut():
            for column in self._columns.values():
                column.cut(step)

    @contextmanager
    def _cut(self) -> Iterator[None]:
        with self._lock:
            self._generation += 1
            yield

    def _column(self, name: str) -> "_Column":
        return self._columns.setdefault(name, _Column())


class _Column:
    """A growing pair of arrays in chunks, so that appending never copies what is already there."""

    def __init__(self) -> None:
        self._steps: list[Steps] = []
        self._values: list[Values] = []
        self.length = 0

    def extend(self, steps: Sequence[int] | Steps, values: Sequence[float] | Values) -> None:
        done = 0
        while done < len(steps):
            used = self.length % _CHUNK
            if used == 0:
                self._steps.append(np.empty(_CHUNK, np.int64))
                self._values.append(np.empty(_CHUNK, np.float64))
            count = min(_CHUNK - used, len(steps) - done)
            self._steps[-1][used : used + count] = steps[done : done + count]
            self._values[-1][used : used + count] = values[done : done + count]
            self.length += count
            done += count

    def slice(self, start: int) -> tuple[Steps, Values]:
        first = start // _CHUNK
        offset = start - first * _CHUNK
        end = offset + self.length - start
        if not self._steps[first:]:
            return np.empty(0, np.int64), np.empty(0, np.float64)
        return np.concatenate(self._steps[first:])[offset:end], np.concatenate(self._values[first:])[offset:end]

    def last(self) -> float:
        index = self.length - 1
        return float(self._values[index // _CHUNK][index % _CHUNK])

    def cut(self, step: int) -> None:
        steps, values = self.slice(0)
        keep = int(np.searchsorted(steps, step, side="right"))
        self._steps, self._values, self.length = [], [], 0
        self.extend(steps[:keep], values[:keep])


_EMPTY = _Column()
