"""Which own drawings a run that was opened from its folder has among its examples."""

from dataclasses import dataclass

from playground.core.data_options import DataOptions
from playground.core.facts import DataFacts
from playground.core.messages import Message, message
from playground.core.own_drawings import OwnSet, named_ink
from playground.core.saved_run import SavedRun


@dataclass(frozen=True, slots=True, eq=False)
class RunDrawings:
    """The drawings `own` of an opened run, and the `data` that they were chosen for."""

    own: OwnSet
    data: DataOptions

    def fit(self, data: DataOptions) -> bool:
        """Whether a run on these data is to have the same drawings: as long as their classes and weight stay."""
        return _what_counts(data) == _what_counts(self.data)


def run_drawings(saved: SavedRun | None) -> RunDrawings | None:
    """Return the drawings of a run that was opened, if it was and they are known."""
    if saved is None or saved.own is None:
        return None
    return RunDrawings(saved.own, saved.experiment.data)


def about_others(trained_on: OwnSet, own: OwnSet, facts: DataFacts) -> Message | None:
    """Return that a run was `trained_on` other drawings than the present `own` ones of its classes, if so."""
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
