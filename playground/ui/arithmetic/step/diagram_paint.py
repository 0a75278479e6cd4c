"""Paints a small network with its numbers: links, boxes, and the way of the picked weight."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPen

from playground.core.by_hand import HandStep, Stage, WeightAt
from playground.ui.arithmetic.step import diagram_texts as texts
from playground.ui.arithmetic.step.diagram_labels import LABEL_LINE, Label, Labelling
from playground.ui.arithmetic.step.diagram_places import BoxForm, DiagramPlaces
from playground.ui.arithmetic.step.digits import Digits
from playground.ui.arithmetic.step.lines import pieces
from playground.ui.arithmetic.step.names import Names
from playground.ui.arithmetic.step.places import InputAt, Place, TargetAt
from playground.ui.arithmetic.step.shades import shades
from playground.ui.look import REGULAR, SEMIBOLD
from playground.ui.network.colors import link_inks, link_level, map_colors
from playground.ui.network.letters import Letters
from playground.ui.network.sheet import Sheet

_TINT = 0.32
_RADIUS = 4.0
_PAD, _GAP = 6.0, 6.0
_LOWER = 2.0  # px that an index stands below its line


@dataclass(frozen=True, slots=True)
class Painting:
    """What is painted, and where; `pointed` is under the mouse."""

    step: HandStep
    stage: Stage
    names: Names
    places: DiagramPlaces
    digits: Digits
    form: BoxForm
    picked: WeightAt
    focused: Place
    pointed: Place | None

    @property
    def figures(self) -> int:
        """Significant digits where there is little room."""
        return 4 if self.form.symbols else 3

    @property
    def whole(self) -> Digits | None:
        """How figures are shown that have all their digits; None: they have not."""
        return self.digits if self.form.long else None

    @property
    def shows_biases(self) -> bool:
        """Tell whether each bias stands under its neuron."""
        return self.names.numbered and self.places.has_room_below


def labels_of(letters: Letters, painting: Painting) -> Sequence[Label]:
    """Return the labels of the links."""
    p = painting
    return Labelling(p.step, p.stage, p.names, p.places, letters, p.picked, p.pointed, p.figures).labels()


def paint(sheet: Sheet, painting: Painting) -> None:
    _paint_way(sheet, painting)
    for layer in range(len(painting.places.layers)):
        _paint_links(sheet, painting, layer)
    for label in labels_of(sheet.letters, painting):
        _paint_label(sheet, painting, label)
    _paint_boxes(sheet, painting)
    if painting.shows_biases:
        _paint_biases(sheet, painting)


def _paint_way(sheet: Sheet, painting: Painting) -> None:
    """Lay a band under what the gradient comes along, or what the picked weight leads from and to."""
    places, picked = painting.places, painting.picked
    lines = [places.link(picked)] if picked.start is not None else []
    if texts.goes_back(painting.stage):
        ends = [picked.end]
        for layer in range(picked.layer + 1, len(places.layers)):
            onward = range(len(places.layers[layer]))
            lines += [places.link(WeightAt(layer, end, start)) for end in onward for start in ends]
            ends = list(onward)
        for end in ends:
            box, target = places.layers[-1][end], places.targets[end]
            sheet.painter.fillRect(
                QRectF(box.right(), box.center().y() - 4, target.left() - box.right(), 8), sheet.theme.color("soft")
            )
    sheet.painter.setPen(QPen(sheet.theme.color("soft"), 10, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
    sheet.painter.drawLines(lines)


def _paint_links(sheet: Sheet, painting: Painting, layer: int) -> None:
    strengths = texts.link_strengths(painting.step, painting.stage, layer)
    lowering, raising = link_inks(sheet.theme, False)
    levels = link_level(np.abs(strengths).astype(np.float32))
    crowded = strengths.size > 100
    for at in painting.places.links(layer):
        if crowded and at.end != painting.picked.end:
            continue
        assert at.start is not None
        inks = raising if strengths[at.end, at.start] >= 0 else lowering
        strength = abs(float(strengths[at.end, at.start]))
        ink = inks[int(levels[at.end, at.start])] if strength else sheet.theme.color("border")
        sheet.painter.setPen(QPen(ink, 1.0 + 1.8 * strength))
        sheet.painter.drawLine(painting.places.link(at))


def _paint_label(sheet: Sheet, painting: Painting, label: Label) -> None:
    mine, area = label.at == painting.picked, label.area
    _plate(sheet, area, "control", "text" if mine else None, label.at == painting.pointed)
    weight = SEMIBOLD if mine else REGULAR
    for number, text in enumerate(label.lines):
        role = "text3" if number < len(label.lines) - 1 else "text"
        line = QRectF(area.left(), area.top() + number * LABEL_LINE, area.width(), LABEL_LINE)
        sheet.text(line, text, 11, weight, role, "centre")


def _paint_biases(sheet: Sheet, painting: Painting) -> None:
    """Write each bias under its neuron, by the name that it has in the working."""
    p = painting
    for number, column in enumerate(p.places.layers):
        for end in range(len(column)):
            at = WeightAt(number, end, None)
            area = p.places.bias(at)
            _plate(sheet, area, "control", "text" if at == p.picked else None, at == p.pointed)
            _paint_marked(sheet, area, texts.bias_texts(p.step, p.stage, p.names, at, p.figures))


def _paint_marked(sheet: Sheet, area: QRectF, variants: texts.Texts) -> None:
    """Write the first of `variants` that fits into the middle of `area`, with what is marked to stand lower."""
    sized = ((text, sum(_widths(sheet, text))) for text in variants)
    text, width = next(((text, width) for text, width in sized if width <= area.width() - _PAD), ("", 0.0))
    left = area.center().x() - width / 2
    for piece, piece_width in zip(pieces(text), _widths(sheet, text), strict=True):
        top = area.top() + (_LOWER if piece.level < 0 else 0.0)
        sheet.text(QRectF(left, top, piece_width, area.height()), piece.text, 11)
        left += piece_width


def _widths(sheet: Sheet, text: str) -> Sequence[float]:
    return [sheet.letters.width(piece.text, 11) for piece in pieces(text)]


def _plate(sheet: Sheet, area: QRectF, ground: str, frame: str | None, pointed: bool) -> None:
    pen = QPen(sheet.theme.color(frame or ("text3" if pointed else "line")), 2 if frame else 1)
    sheet.painter.setPen(pen)
    sheet.painter.setBrush(sheet.theme.color(ground))
    sheet.painter.drawRoundedRect(area, _RADIUS, _RADIUS)


def _paint_boxes(sheet: Sheet, painting: Painting) -> None:
    step, places, names = painting.step, painting.places, painting.names
    levels = shades(step.inputs[0])
    for index, box in enumerate(places.inputs):
        _paint_box(
            sheet, painting, box, InputAt(index), texts.input_text(step, names, index, painting.figures), levels[index]
        )
    for number, column in enumerate(places.layers):
        layer = step.layers[number]
        back = texts.goes_back(painting.stage)
        levels = shades(layer.sum_gradients[0] if back else layer.outputs[0])
        for end, box in enumerate(column):
            at = WeightAt(number, end, None)
            text = texts.neuron_text(step, painting.stage, names, at, painting.whole, painting.figures)
            _paint_box(sheet, painting, box, at, text, levels[end])
    for index, box in enumerate(places.targets):
        text = texts.target_text(step, painting.stage, index, named=painting.form.symbols)
        _paint_box(sheet, painting, box, TargetAt(index), text, None)


def _paint_box(
    sheet: Sheet, painting: Painting, box: QRectF, place: Place, text: texts.BoxText, shade: float | None
) -> None:
    """Paint a box on the tint of its value, 0 to 1 either way; one without stands on plain ground."""
    if shade is None:
        fill = sheet.theme.color("surface")
    else:
        fill = QColor.fromRgb(int(map_colors(np.array([shade]), sheet.theme, _TINT)[0]))
    painter = sheet.painter
    focused = place == painting.focused or (isinstance(place, WeightAt) and place == painting.picked)
    role = "text" if focused else "text3" if place == painting.pointed else "border"
    painter.setPen(QPen(sheet.theme.color(role), 2 if focused else 1))
    painter.setBrush(fill)
    painter.drawRoundedRect(box, _RADIUS, _RADIUS)
    inner = box.adjusted(_PAD, 0, -_PAD, 0)
    if painting.places.high:
        _paint_lines(sheet, inner, text, symbols=painting.form.symbols or isinstance(place, TargetAt))
    else:
        name = ""
        if not isinstance(place, TargetAt):
            share = inner.width() - _least_width(sheet, text.brief) - _GAP
            name = sheet.fitting(text.name if painting.form.symbols else text.tag, share, 11, SEMIBOLD)
            sheet.text(inner, name, 11, SEMIBOLD, "text")
        taken = sheet.letters.width(name, 11, SEMIBOLD) + _GAP if name else 0.0
        sheet.text(inner, sheet.fitting(text.brief, inner.width() - taken, 11), 11, REGULAR, "text", "right")


def _least_width(sheet: Sheet, figures: texts.Texts) -> float:
    """Return the room that a figure needs in three digits, which come before all of a name."""
    return sheet.letters.width(figures[min(1, len(figures) - 1)], 11)


def _paint_lines(sheet: Sheet, area: QRectF, text: texts.BoxText, *, symbols: bool) -> None:
    top = area.center().y() - LABEL_LINE * (1 + len(text.lines)) / 2
    name = sheet.fitting(text.name, area.width(), 11, SEMIBOLD)
    sheet.text(QRectF(area.left(), top, area.width(), LABEL_LINE), name, 11, SEMIBOLD, "text")
    for number, (symbol, figures) in enumerate(text.lines, start=1):
        corner = QPointF(area.left(), top + number * LABEL_LINE)
        line = QRectF(corner, QPointF(area.right(), corner.y() + LABEL_LINE))
        taken = 0.0
        if symbols and symbol:
            sheet.text(line, symbol, 11, REGULAR, "text2")
            taken = sheet.letters.width(symbol, 11) + _GAP
        sheet.text(line, sheet.fitting(figures, area.width() - taken, 11), 11, REGULAR, "text", "right")
