"""What the network answered to a drawing prepared in several ways, in words."""

from collections.abc import Sequence

from playground.core.preparation import Step, steps_of
from playground.core.probes import Answers, Floats
from playground.ui.example_words import short_names
from playground.ui.figures import surety
from playground.ui.preparing import words
from playground.ui.preparing.preparer import Prepared
from playground.ui.preparing.ways import Way, way_but


class Told:
    """The `answers` to those images of `prepared` that show something, in their order.

    Of two texts that come with it the second is the theme's colour to say it in.
    """

    def __init__(self, prepared: Prepared, answers: Answers) -> None:
        self.steps: Sequence[Step] = steps_of(prepared.wish.source, prepared.wish.facts.drawing)
        self._without = prepared.wish.without
        self._answers = answers
        self._names = short_names(prepared.wish.facts)
        self._rows = {way: row for row, way in enumerate(_seen(prepared))}

    def compares(self, prepared: Prepared) -> bool:
        """Tell whether the same ways of another drawing are compared in `prepared`."""
        return self._without == prepared.wish.without and list(self._rows) == _seen(prepared)

    def answer(self) -> tuple[Floats, int] | None:
        """Return the probabilities [classes] and the answer with the present steps; None where nothing is seen."""
        row = self._rows.get(self._without)
        return (self._answers.probabilities[row], int(self._answers.chosen[row])) if row is not None else None

    def verdict(self) -> Sequence[str]:
        """Return what the comparison shows, longest wording first."""
        deciding = [step for step in self.steps if self._differs(way_but(step, self._without))]
        missing = [step for step in deciding if step in self._without]
        on = len(self.steps) - len(self._without)
        return words.missed(missing) if missing else words.verdict(deciding, on)

    def worth(self, step: Step) -> tuple[str, str]:
        """Return what switching `step` over would do."""
        on, way = step not in self._without, way_but(step, self._without)
        if way not in self._rows:
            return words.nothing_left(on), "danger"
        return words.worth(on, *self._named(way)), self._role(way)

    def shrunk(self) -> tuple[str, str]:
        """Return the answer where all steps are left out."""
        naive = frozenset(self.steps)
        return (words.shrunk(*self._named(naive)), self._role(naive)) if naive in self._rows else ("", "text2")

    def _named(self, way: Way) -> tuple[str, str, str]:
        """Return the answer, the present one, and how sure the first is."""
        row, now = self._rows[way], self._rows[self._without]
        chosen = int(self._answers.chosen[row])
        sure = surety(float(self._answers.probabilities[row, chosen]))
        return self._names[chosen], self._names[int(self._answers.chosen[now])], sure

    def _role(self, way: Way) -> str:
        return "danger" if self._differs(way) else "text"

    def _differs(self, way: Way) -> bool:
        row, now = self._rows.get(way), self._rows.get(self._without)
        return row is None or now is None or bool(self._answers.chosen[row] != self._answers.chosen[now])


def _seen(prepared: Prepared) -> Sequence[Way]:
    return [way for way, image in prepared.images.items() if image is not None]
