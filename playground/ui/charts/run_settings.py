"""The settings that a run was made with, one after the other. No Qt."""

from collections.abc import Sequence

from playground.core.experiment import Experiment


class RunSettings:
    """Keeps of a run that begins with `first` what tells its settings apart from another's, however often they change.

    That is the first, the last, and for each field the first one in which it had another value than in the beginning.
    """

    def __init__(self, first: Experiment) -> None:
        self._held: list[tuple[int, Experiment]] = [(0, first)]  # each with the step after which it held

    def __len__(self) -> int:
        return len(self._held)

    @property
    def present(self) -> Experiment:
        return self._held[-1][1]

    def change(self, step: int, experiment: Experiment) -> None:
        """Say that from `step` on the settings of `experiment` hold."""
        untrained = self._held[-1][0] >= step
        if untrained or not self._last_has_news():
            self._held.pop()
        if not self._held or self.present != experiment:
            self._held.append((step, experiment))

    def used(self, last_step: int) -> Sequence[Experiment]:
        """Return those with which something was trained, of a run that ended at `last_step`, in their order."""
        return [experiment for start, experiment in self._held if start < last_step]

    def _last_has_news(self) -> bool:
        """Tell whether the last settings are the first of all, or the first in which a field differs from these."""
        if len(self._held) == 1:
            return True
        first = self._held[0][1]
        changed = [set(first.difference(experiment)) for _, experiment in self._held[1:]]
        return not changed[-1] <= set().union(*changed[:-1])
