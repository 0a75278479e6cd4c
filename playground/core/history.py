"""Metrics as growing columns: appended by training, read by whoever draws or saves them."""

import threading
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
    OWN = "own"  # on the person's own drawings
    CLASS = "class"  # one of many, in the colour of the class `label`


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """One series: `name` in the history, `chart` it belongs to (one chart for each), and the words for it.

    `unit` is "" for plain numbers and "%" for fractions that are shown as percentages. `better` is -1 where lower is
    better, 1 where higher is. `label` is that of the class which the metric is about, or -1.
    """

    name: str
    chart: str
    title: str
    about: str
    line: Line
    unit: str = ""
    better: int = -1
    label: int = -1


@dataclass(frozen=True, slots=True)
class Piece:
    """What `History.read` found: points from `start` on, under `generation`."""

    generation: int
    start: int
    steps: Steps
    values: Values


class History:
    """Named series of (step, value), each with its own steps; safe to append to and read from different threads.

    The `generation` of a series rises whenever points of it are taken away; a reader that sees a new one starts over at
    0.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._columns: dict[str, _Column] = {}

    def generation(self, name: str) -> int:
        return self._columns.get(name, _EMPTY).generation

    def append(self, step: int, values: Mapping[str, float]) -> None:
        """Add one point at `step` to each series of `values`."""
        with self._lock:
            for name, value in values.items():
                self._column(name).extend((step,), (value,))

    def extend(self, name: str, steps: Sequence[int] | Steps, values: Sequence[float] | Values) -> None:
        """Add points to the series `name`; `steps` rise."""
        with self._lock:
            self._column(name).extend(steps, values)

    def put(self, step: int, values: Mapping[str, float]) -> None:
        """Add one point at `step` to each series of `values`, in place of what the series has there or later."""
        with self._lock:
            for name, value in values.items():
                column = self._column(name)
                if column.index(step) < column.length:
                    column.cut(step - 1)
                column.extend((step,), (value,))

    def length(self, name: str) -> int:
        """Return how many points the series has; 0 for one that has not begun."""
        with self._lock:
            return self._column(name).length if name in self._columns else 0

    def read(self, name: str, start: int = 0, stop: int | None = None) -> Piece:
        """Return a copy of the points of `name` from index `start` on, up to `stop` where that is given."""
        with self._lock:
            column = self._columns.get(name, _EMPTY)
            end = column.length if stop is None else min(stop, column.length)
            steps, values = column.slice(min(start, end), end)
            return Piece(column.generation, start, steps, values)

    def index(self, name: str, step: int) -> int:
        """Return the index of the first point of `name` at `step` or after it: how many lie before."""
        with self._lock:
            return self._columns.get(name, _EMPTY).index(step)

    def last(self, name: str) -> float | None:
        """Return the newest value of `name`, or None."""
        with self._lock:
            column = self._columns.get(name)
            return column.last() if column is not None and column.length else None

    def cut(self, step: int) -> None:
        """Take away all points after `step`, as going back to an earlier state of the run does."""
        with self._lock:
            for column in self._columns.values():
                column.cut(step)

    def clear(self, names: Iterable[str]) -> None:
        """Take all points of these series away, as they are about something else from now on."""
        with self._lock:
            for name in names:
                self._column(name).cut(-1)

    def _column(self, name: str) -> "_Column":
        return self._columns.setdefault(name, _Column())


class _Column:
    """A growing series of points in chunks, so that appending never copies what is already there."""

    def __init__(self) -> None:
        self.generation = 0
        self._chunks: list[_Chunk] = []

    @property
    def length(self) -> int:
        return _CHUNK * (len(self._chunks) - 1) + self._chunks[-1].length if self._chunks else 0

    def extend(self, steps: Sequence[int] | Steps, values: Sequence[float] | Values) -> None:
        steps, values = np.asarray(steps, np.int64), np.asarray(values, np.float64)
        done = 0
        while done < len(steps):
            if self.length % _CHUNK == 0:
                self._chunks.append(_Chunk(int(steps[done])))
            done += self._chunks[-1].extend(steps[done:], values[done:])

    def slice(self, start: int, stop: int) -> tuple[Steps, Values]:
        parts = [
            chunk.slice(max(0, start - place), min(_CHUNK, stop - place)) for chunk, place in self._between(start, stop)
        ]
        if not parts:
            return np.empty(0, np.int64), np.empty(0, np.float64)
        steps, values = zip(*parts, strict=True)
        return np.concatenate(steps), np.concatenate(values)

    def index(self, step: int) -> int:
        """Return how many points lie before `step`."""
        number = max(0, bisect_left(self._chunks, step, key=lambda chunk: chunk.first) - 1)
        return _CHUNK * number + self._chunks[number].index(step) if self._chunks else 0

    def last(self) -> float:
        return self._chunks[-1].last()

    def cut(self, step: int) -> None:
        self.generation += 1
        kept = self.index(step + 1)
        self._chunks = self._chunks[: -(-kept // _CHUNK)]
        if self._chunks:
            self._chunks[-1].length = kept - _CHUNK * (len(self._chunks) - 1)

    def _between(self, start: int, stop: int) -> Iterator[tuple["_Chunk", int]]:
        """Yield the chunks that hold points `start` to `stop`, each with the index of its first point."""
        for number in range(start // _CHUNK, -(-stop // _CHUNK)):
            yield self._chunks[number], _CHUNK * number


class _Chunk:
    """Up to `_CHUNK` points. Steps that count on from the `first`, as where each has a value, are not kept."""

    def __init__(self, first: int) -> None:
        self.first = first
        self.length = 0
        self._steps: Steps | None = None
        self._values = np.empty(_CHUNK)

    def extend(self, steps: Steps, values: Values) -> int:
        """Add as many points as there is room for; return how many that are."""
        start, end = self.length, min(_CHUNK, self.length + len(steps))
        count = end - start
        if self._steps is None and not np.array_equal(steps[:count], self._counted(start, end)):
            self._steps = np.empty(_CHUNK, np.int64)
            self._steps[:start] = self._counted(0, start)
        if self._steps is not None:
            self._steps[start:end] = steps[:count]
        self._values[start:end] = values[:count]
        self.length = end
        return count

    def slice(self, start: int, stop: int) -> tuple[Steps, Values]:
        steps = self._counted(start, stop) if self._steps is None else self._steps[start:stop]
        return steps, self._values[start:stop]

    def index(self, step: int) -> int:
        if self._steps is None:
            return min(max(0, step - self.first), self.length)
        return int(np.searchsorted(self._steps[: self.length], step))

    def last(self) -> float:
        return float(self._values[self.length - 1])

    def _counted(self, start: int, stop: int) -> Steps:
        return np.arange(self.first + start, self.first + stop)


_EMPTY = _Column()
