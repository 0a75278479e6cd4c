"""Where the epochs of a run change their length, read from its history as it grows. No Qt."""

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np

from playground.core.history import History, Steps, Values

Bend: TypeAlias = tuple[int, int]
"""A step, and the number of epochs that are done at it."""

_START: Bend = (0, 0)


class EpochBends:
    """The ends of epochs of the run that `follow` named at which steps and epochs begin to rise at another rate.

    Between two of them every epoch is as long, so there are only as many as the batch size was changed, or two each
    where that was in the middle of an epoch.
    """

    def __init__(self) -> None:
        self._history: History | None = None
        self._begin(0)

    def read(self, history: History, name: str, steps_per_epoch: int) -> tuple[Bend, ...]:
        """Return the bends in the series `name`, epochs done, of a run whose epochs have `steps_per_epoch` from its
        newest end on. Only what came since the last call is read.
        """
        if history is not self._history or history.generation(name) != self._generation:
            self._history = history
            self._begin(history.generation(name))
        if history.length(name) != self._length:
            piece = history.read(name, self._length)
            if piece.generation == self._generation:  # else it was cut since, and all of it comes with the next call
                self._length += len(piece.steps)
                self._extend(piece.steps, piece.values)
        return (*self._bends[1:], *self._newest_bend(steps_per_epoch))

    def _begin(self, generation: int) -> None:
        self._generation = generation
        self._length = 0  # of what was read
        self._bends = [_START]
        self._newest = _START

    def _extend(self, steps: Steps, epochs: Values) -> None:
        ends = np.flatnonzero((epochs % 1 == 0) & (epochs > self._newest[1]))
        done, first = np.unique(epochs[ends].astype(np.int64), return_index=True)
        xs = np.concatenate(((self._bends[-1][0], self._newest[0]), steps[ends[first]]))
        ys = np.concatenate(((self._bends[-1][1], self._newest[1]), done))
        runs, rises = np.diff(xs), np.diff(ys)
        bent = np.flatnonzero(runs[:-1] * rises[1:] != runs[1:] * rises[:-1]) + 1
        self._bends += zip(xs[bent].tolist(), ys[bent].tolist(), strict=True)
        self._newest = (int(xs[-1]), int(ys[-1]))

    def _newest_bend(self, steps_per_epoch: int) -> Sequence[Bend]:
        (first, done), (last, now) = self._bends[-1], self._newest
        return () if last - first == steps_per_epoch * (now - done) else (self._newest,)
