"""The labels at the links of a small network: which links have one, what it says, and where it lies."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from PySide6.QtCore import QRectF

from playground.core.by_hand import HandStep, Stage, WeightAt
from playground.ui.arithmetic.step.diagram_places import DiagramPlaces
from playground.ui.arithmetic.step.diagram_texts import Texts, link_strengths, link_texts
from playground.ui.arithmetic.step.names import Names
from playground.ui.arithmetic.step.places import Place
from playground.ui.look import REGULAR, SEMIBOLD
from playground.ui.network.letters import Letters

LABEL_LINE = 15.0

_FEW = 9  # links of a gap that all have their labels
_MOST_LABELS = 10
_PADDING = 6.0
_FROM_BOXES = 1.0


@dataclass(frozen=True, slots=True)
class Label:
    """The `lines` of a link's label, and the plate under them."""

    at: WeightAt
    lines: Texts
    area: QRectF


@dataclass(frozen=True, slots=True)
class Labelling:
    """Places labels with so many `figures` each; those of the `picked` and of the `pointed` link are always there."""

    step: HandStep
    stage: Stage
    names: Names
    places: DiagramPlaces
    letters: Letters
    picked: WeightAt
    pointed: Place | None
    figures: int

    def labels(self) -> Sequence[Label]:
        """Return the labels, none of which lies over another."""
        found: list[Label] = []
        for layer in range(len(self.places.layers)):
            found += self._of_layer(self._wanted(layer))
        return found

    def _wanted(self, layer: int) -> Sequence[WeightAt]:
        """Return the links that should have a label, the most telling first: all of a gap with few, else those into the
        picked neuron, else the picked one.
        """
        starts, ends = len(self.places.columns()[layer]), len(self.places.layers[layer])
        found: list[WeightAt] = []
        if starts * ends <= _FEW:
            found = list(self.places.links(layer))
        elif layer == self.picked.layer and starts <= _MOST_LABELS:
            found = [WeightAt(layer, self.picked.end, start) for start in range(starts)]
        strengths = abs(link_strengths(self.step, self.stage, layer))
        found.sort(key=lambda at: -float(strengths[at.end, at.start or 0]))
        first = [at for at in (self.picked, self.pointed) if isinstance(at, WeightAt) and at.layer == layer]
        return list(dict.fromkeys([*(at for at in first if at.start is not None), *found]))

    def _of_layer(self, wanted: Sequence[WeightAt]) -> Sequence[Label]:
        """Return all labels in the fullest wording in which none lies over another; where that is none, each in its own
        fullest that still has room, if one has.
        """
        worded = [self._wordings(at) for at in wanted]
        for labels in list(zip(*worded, strict=True))[:-1]:  # the last tells next to nothing
            if all(map(self._fits, labels)) and not any(a.area.intersects(b.area) for a, b in combinations(labels, 2)):
                return labels
        kept: list[Label] = []
        for wordings in worded:
            kept += next(([label] for label in wordings if self._has_room(label, kept)), [])
        return kept

    def _wordings(self, at: WeightAt) -> Sequence[Label]:
        return [self._label(at, lines) for lines in link_texts(self.step, self.stage, self.names, at, self.figures)]

    def _has_room(self, label: Label, others: Sequence[Label]) -> bool:
        return self._fits(label) and not any(label.area.intersects(other.area) for other in others)

    def _fits(self, label: Label) -> bool:
        line = self.places.link(label.at)
        return label.area.width() <= line.dx() - 2 * _FROM_BOXES and (len(label.lines) == 1 or self.places.high)

    def _label(self, at: WeightAt, lines: Texts) -> Label:
        weight = SEMIBOLD if at == self.picked else REGULAR
        width = max(self.letters.width(text, 11, weight) for text in lines) + _PADDING
        height = LABEL_LINE * len(lines)
        line, middle = self.places.link(at), self.places.label(at)
        farthest = line.x2() - _FROM_BOXES - width
        left = max(line.x1() + _FROM_BOXES, min(middle.x() - width / 2, farthest))
        return Label(at, lines, QRectF(left, middle.y() - height / 2, width, height))
