"""Which own drawings a run has among its examples: the person's, or those of the folder that it was opened from."""

from dataclasses import dataclass

from playground.app.worker import Run
from playground.core.data_options import DataOptions
from playground.core.facts import DataFacts
from playground.core.messages import Message, message
from playground.core.own_drawings import OwnSet, named_ink
from playground.core.saved_run import SavedRun


class RunDrawings:
    """The person's drawings, and until the person changes them, beside them those of a run that was opened."""

    def __init__(self) -> None:
        self._own: OwnSet | None = None  # the person's, once they are read
        self._opened: _Opened | None = None

    def open(self, saved: SavedRun | None) -> None:
        """Keep to the drawings of a run that was opened, if it was and they are known; None: to the person's."""
        self._opened = None
        if saved is not None and saved.own is not None:
            self._opened = _Opened(saved.own, saved.experiment.data)

    def take(self, own: OwnSet) -> bool:
        """Take the person's drawings as they are now; returns whether they have just been read, which is no change."""
        before, self._own = self._own, own
        if before is not None and own.drawings != before.drawings:
            self._opened = None
        return before is None

    def of_next_run(self, data: DataOptions, saved: SavedRun | None) -> OwnSet | None:
        """Return the drawings that a run on `data` is to have among its examples, one that takes up `saved` if that is
        given; None where there are none, or nobody knows which a saved run had.
        """
        if not data.own_weight:
            return None
        if saved is not None:
            return saved.own
        if self._opened is not None and self._opened.fits(data):
            return self._opened.own
        return self._own or OwnSet()

    def about_others(self, run: Run | None) -> Message | None:
        """Return that `run`, which was opened, has other drawings than there are here, if so."""
        if run is None or self._opened is None or self._own is None or run.own is not self._opened.own:
            return None
        return _about_others(self._opened.own, self._own, run.facts)


@dataclass(frozen=True, slots=True, eq=False)
class _Opened:
    """The drawings `own` of an opened run, and the `data` that they were chosen for."""

    own: OwnSet
    data: DataOptions

    def fits(self, data: DataOptions) -> bool:
        """Whether a run on these data is to have the same drawings: as long as their classes and weight stay."""
        return _what_counts(data) == _what_counts(self.data)


def _about_others(trained_on: OwnSet, own: OwnSet, facts: DataFacts) -> Message | None:
    drawings, present = ({named_ink(one) for one in each.fitting(facts)} for each in (trained_on, own))
    if drawings == present:
        return None
    count = len(trained_on.fitting(facts))
    if count == 1:
        return message("This run was trained on 1 drawing of its own folder. Reset keeps to it until you change yours.")
    return message(
        "This run was trained on {count} drawings of its own folder. Reset keeps to them until you change yours.",
        count=count,
    )


def _what_counts(data: DataOptions) -> object:
    return data.name, data.classes, data.own_weight
