"""The labels of lines in a chart that is too narrow for them at the lines' ends: they stand in a corner of the plot."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF, QSizeF

from playground.ui.charts.boxes import hidden
from playground.ui.charts.items import Fonts
from playground.ui.charts.marks import EndLabel
from playground.ui.charts.marks_item import LABEL_INSIDE, LABELS_APART
from playground.ui.charts.traces import Trace

_TURN = 24.0  # px of lines that they rather hide than stand in the other corner


def in_corner(
    labels: Sequence[EndLabel], plot: QRectF, fonts: Fonts, lines: Sequence[Trace], *, at_top: bool
) -> tuple[EndLabel, ...]:
    """Return `labels` one below the other, as their lines lie, at the right of `plot`: at the top or at the bottom,
    or where they hide much of `lines` there at the other one.
    """
    if not labels:
        return ()
    left = plot.right() - max(label.width(fonts) for label in labels)
    size = QSizeF(plot.right() - left, 2 * LABEL_INSIDE + (len(labels) - 1) * LABELS_APART)
    tops = [plot.top(), plot.bottom() - size.height()]
    usual, other = tops if at_top else reversed(tops)
    costs = [sum(hidden(line, QRectF(QPointF(left, top), size)) for line in lines) for top in (usual, other)]
    top = usual if costs[0] <= costs[1] + _TURN else other
    order = sorted(labels, key=lambda label: label.at.y())
    places = {label.which: top + LABEL_INSIDE + place * LABELS_APART for place, label in enumerate(order)}
    return tuple(replace(label, at=QPointF(left, places[label.which])) for label in labels)
