"""Paints a large network: cells coloured by what they send, or on the way back by the gradient of their sum."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QCoreApplication, QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QPen

from playground.core.by_hand import HandStep, Stage, WeightAt
from playground.core.probes import Doubles
from playground.ui.arithmetic.step.diagram_texts import Texts, goes_back, held, shortened
from playground.ui.arithmetic.step.digits import shorter
from playground.ui.arithmetic.step.names import Names
from playground.ui.arithmetic.step.places import InputAt, Place
from playground.ui.arithmetic.step.shades import shades
from playground.ui.arithmetic.step.strip_places import MOST_CHIPS, Strip, StripPlaces
from playground.ui.figures import whole
from playground.ui.look import REGULAR, SEMIBOLD
from playground.ui.network.colors import image_of, map_colors
from playground.ui.network.sheet import Sheet

_WITH_GAPS = 6  # px; smaller cells touch
_TINT = 0.32
_GAP = 6.0


@dataclass(frozen=True, slots=True)
class StripPainting:
    """What is painted, and where; `pointed` is under the mouse."""

    step: HandStep
    stage: Stage
    names: Names
    places: StripPlaces
    picked: WeightAt
    pointed: Place | None


@dataclass(frozen=True, slots=True)
class StripHead:
    """What stands over a strip: its title, and after it the first of `under` that there is room for."""

    strip: Strip
    title: str
    under: Texts


def paint(sheet: Sheet, painting: StripPainting) -> None:
    step, places = painting.step, painting.places
    _paint_cells(sheet, places.inputs, step.inputs[0])
    _paint_weights(sheet, painting)
    values = [_values(painting, number) for number in range(len(places.layers))]
    *hidden, outputs = zip(places.layers, values, strict=True)
    has_chips = outputs[0].count <= MOST_CHIPS
    for strip, shown in hidden if has_chips else (*hidden, outputs):
        _paint_cells(sheet, strip, shown)
    _paint_link(sheet, painting)
    if has_chips:  # over the link, which would strike their figures through
        _paint_chips(sheet, painting, *outputs)
    _frame_ends(sheet, painting)
    for head in heads(painting):
        _paint_head(sheet, head)
    _paint_pointed(sheet, painting)


def heads(painting: StripPainting) -> Sequence[StripHead]:
    """Return what stands over each strip."""
    places, names = painting.places, painting.names
    found = [StripHead(places.inputs, _tr("inputs"), [whole(names.sizes[0])])]
    at = painting.picked
    if places.weights is not None and at.layer == 0:
        title = _tr("gradients of {name}") if goes_back(painting.stage) else _tr("weights of {name}")
        found.append(StripHead(places.weights, title.format(name=names.neuron(0, at.end)), scales(_weights(painting))))
    for number, strip in enumerate(places.layers):
        title = _tr("outputs") if number == names.last else _tr("hidden {number}").format(number=number + 1)
        whats = held(painting.step, painting.stage, names, number)
        unders = [*(f"{whats[0]} · {scale}" for scale in scales(_values(painting, number))), *whats]
        found.append(StripHead(strip, title, [f"{whole(strip.count)} · {under}" for under in unders]))
    return found


def scales(values: Doubles) -> Texts:
    """Return how large the largest of `values` is: shades tell only which of them are larger than others."""
    largest = float(np.abs(values).max(initial=0.0))
    sign = "±" if (values < 0).any() else ""
    return [_tr("up to {value}").format(value=sign + figure) for figure in shorter(largest, 2)] if largest else []


def _values(painting: StripPainting, number: int) -> Doubles:
    """Return what the cells of a layer show."""
    layer = painting.step.layers[number]
    values: Doubles = (layer.sum_gradients if goes_back(painting.stage) else layer.outputs)[0]
    return values


def _weights(painting: StripPainting) -> Doubles:
    """Return the weights into the picked neuron, or the gradients by them."""
    layer = painting.step.layers[painting.picked.layer]
    weights: Doubles = (layer.weight_gradient if goes_back(painting.stage) else layer.weight)[painting.picked.end]
    return weights


def _paint_weights(sheet: Sheet, painting: StripPainting) -> None:
    """Paint the weights into the picked neuron as a picture, where they come from the inputs."""
    if painting.places.weights is not None and painting.picked.layer == 0:
        _paint_cells(sheet, painting.places.weights, _weights(painting))


def _paint_head(sheet: Sheet, head: StripHead) -> None:
    """Write a head on ground of its own, so that no link strikes it through."""
    area = head.strip.head()
    width = sheet.letters.width(head.title, 11, SEMIBOLD) + _GAP
    under = sheet.fitting(head.under, area.width() - width, 11)
    taken = width + sheet.letters.width(under, 11)
    sheet.painter.fillRect(QRectF(area.left(), area.top(), taken, area.height() - 2), sheet.theme.color("surface"))
    sheet.text(area, head.title, 11, SEMIBOLD, "text")
    sheet.text(area.translated(width, 0), under, 11, REGULAR, "text3")


def _paint_cells(sheet: Sheet, strip: Strip, values: Doubles) -> None:
    """Paint all cells as one image, and the gaps between them over it."""
    rows = -(-strip.count // strip.across)
    padded = np.zeros(rows * strip.across, dtype=np.float32)
    padded[: strip.count] = shades(values)
    image = image_of(map_colors(padded.reshape(rows, strip.across), sheet.theme))
    sheet.painter.setRenderHint(sheet.painter.RenderHint.SmoothPixmapTransform, False)
    sheet.painter.drawImage(strip.area, image)
    ground = sheet.theme.color("surface")
    left_over = rows * strip.across - strip.count
    if left_over:
        last = strip.box(strip.count)
        sheet.painter.fillRect(QRectF(last.topLeft(), strip.area.bottomRight()), ground)
    if strip.cell.width() >= _WITH_GAPS:
        _paint_gaps(sheet, strip, rows)
    if not left_over:
        sheet.frame(strip.area, "line", 1.0)


def _paint_gaps(sheet: Sheet, strip: Strip, rows: int) -> None:
    area, cell = strip.area, strip.cell
    sheet.painter.setPen(QPen(sheet.theme.color("surface"), 1))
    lines = [
        QLineF(area.left() + index * cell.width(), area.top(), area.left() + index * cell.width(), area.bottom())
        for index in range(1, strip.across)
    ]
    lines += [
        QLineF(area.left(), area.top() + index * cell.height(), area.right(), area.top() + index * cell.height())
        for index in range(1, rows)
    ]
    sheet.painter.drawLines(lines)


def _paint_chips(sheet: Sheet, painting: StripPainting, strip: Strip, values: Doubles) -> None:
    """Paint the outputs with names and figures, on ground of their own: no link shows between them."""
    sheet.painter.fillRect(strip.area, sheet.theme.color("surface"))
    colors = map_colors(shades(values), sheet.theme, _TINT)
    target = int(painting.step.labels[0])
    for index in range(strip.count):
        box = strip.box(index).adjusted(1, 1, -1, -1)
        sheet.bar(box, QColor.fromRgb(int(colors[index])))
        half = QRectF(box.left(), box.top() + 2, box.width(), box.height() / 2)
        room = box.width() - 4
        title = sheet.fitting(shortened(painting.names.neuron(painting.names.last, index)), room, 11, SEMIBOLD)
        sheet.text(half, title, 11, SEMIBOLD, "accent" if index == target else "text", "centre")
        figure = sheet.fitting(shorter(float(values[index])), room, 11)
        sheet.text(half.translated(0, box.height() / 2 - 3), figure, 11, REGULAR, "text", "centre")


def _paint_link(sheet: Sheet, painting: StripPainting) -> None:
    """Draw the picked weight from cell to cell."""
    at, step, end = painting.picked, painting.step, _end(painting)
    start = _start(painting)
    if start is not None and at.start is not None:
        layer = step.layers[at.layer]
        value = (layer.weight_gradient if goes_back(painting.stage) else layer.weight)[at.end, at.start]
        halo = QPen(sheet.theme.color("surface"), 4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
        ink = QPen(sheet.theme.color("pos" if value >= 0 else "neg"), 2)
        line = QLineF(start.center().x(), start.bottom(), end.center().x(), end.top())
        for pen in (halo, ink):
            sheet.painter.setPen(pen)
            sheet.painter.drawLine(line)


def _frame_ends(sheet: Sheet, painting: StripPainting) -> None:
    """Frame what the picked weight leads from and to."""
    for box in (_start(painting), _end(painting)):
        if box is not None:
            sheet.frame(box, "text", 2.0)


def _end(painting: StripPainting) -> QRectF:
    return painting.places.layers[painting.picked.layer].box(painting.picked.end)


def _start(painting: StripPainting) -> QRectF | None:
    at = painting.picked
    if at.start is None:
        return None
    strip = painting.places.inputs if at.layer == 0 else painting.places.layers[at.layer - 1]
    return strip.box(at.start)


def _paint_pointed(sheet: Sheet, painting: StripPainting) -> None:
    for box in _pointed_boxes(painting):
        sheet.frame(box, "accent", 1.0)


def _pointed_boxes(painting: StripPainting) -> Sequence[QRectF]:
    place, places = painting.pointed, painting.places
    if isinstance(place, InputAt):
        strips = (places.inputs, places.weights if painting.picked.layer == 0 else None)
        return [strip.box(place.index) for strip in strips if strip is not None]
    if isinstance(place, WeightAt):
        return [places.layers[place.layer].box(place.end)]
    return []


def _tr(text: str) -> str:
    return QCoreApplication.translate("OneStep", text)
