"""Paints a large network: cells coloured by what they send, or on the way back by the gradient of their sum."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QCoreApplication, QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QPen

from playground.core.by_hand import HandStep, Stage, WeightAt
from playground.core.probes import Doubles
from playground.ui.arithmetic.step.activation_words import activation_name
from playground.ui.arithmetic.step.diagram_texts import goes_back
from playground.ui.arithmetic.step.digits import short
from playground.ui.arithmetic.step.names import Names
from playground.ui.arithmetic.step.places import InputAt, Place
from playground.ui.arithmetic.step.strip_places import MOST_CHIPS, Strip, StripPlaces
from playground.ui.figures import whole
from playground.ui.look import REGULAR, SEMIBOLD
from playground.ui.network.colors import image_of, map_colors, output_shades
from playground.ui.network.sheet import Sheet

_WITH_GAPS = 6  # px; smaller cells touch
_TINT = 0.32


@dataclass(frozen=True, slots=True)
class StripPainting:
    """What is painted, and where; `pointed` is under the mouse."""

    step: HandStep
    stage: Stage
    names: Names
    places: StripPlaces
    picked: WeightAt
    pointed: Place | None


def paint(sheet: Sheet, painting: StripPainting) -> None:
    step, places = painting.step, painting.places
    _paint_head(sheet, places.inputs, _tr("inputs"), whole(painting.names.sizes[0]))
    _paint_cells(sheet, places.inputs, step.inputs[0])
    if places.weights is not None:
        _paint_weights(sheet, painting, places.weights)
    for number, strip in enumerate(places.layers):
        _paint_layer(sheet, painting, number, strip)
    _paint_link(sheet, painting)
    _paint_pointed(sheet, painting)


def _paint_layer(sheet: Sheet, painting: StripPainting, number: int, strip: Strip) -> None:
    layer, names = painting.step.layers[number], painting.names
    back = goes_back(painting.stage)
    values = layer.sum_gradients[0] if back else layer.outputs[0]
    title = _tr("outputs") if number == names.last else _tr("hidden {number}").format(number=number + 1)
    what = "∂E/∂net" if back else activation_name(painting.step, number)
    _paint_head(sheet, strip, title, f"{whole(strip.count)} · {what}")
    if number == names.last and strip.count <= MOST_CHIPS:
        _paint_chips(sheet, painting, strip, values)
    else:
        _paint_cells(sheet, strip, values)


def _paint_weights(sheet: Sheet, painting: StripPainting, strip: Strip) -> None:
    """Paint the weights into the picked neuron as a picture, where they come from the inputs."""
    at = painting.picked
    if at.layer != 0:
        return
    layer = painting.step.layers[0]
    back = goes_back(painting.stage)
    name = painting.names.neuron(0, at.end)
    title = _tr("gradients of {name}") if back else _tr("weights of {name}")
    _paint_head(sheet, strip, title.format(name=name), "")
    _paint_cells(sheet, strip, (layer.weight_gradient if back else layer.weight)[at.end])


def _paint_head(sheet: Sheet, strip: Strip, title: str, under: str) -> None:
    area = strip.head()
    sheet.text(area, title, 11, SEMIBOLD, "text")
    width = sheet.letters.width(title, 11, SEMIBOLD)
    sheet.text(area.translated(width + 6, 0), under, 11, REGULAR, "text3")


def _paint_cells(sheet: Sheet, strip: Strip, values: Doubles) -> None:
    """Paint all cells as one image, and the gaps between them over it."""
    rows = -(-strip.count // strip.across)
    padded = np.zeros(rows * strip.across, dtype=np.float32)
    padded[: strip.count] = output_shades(values.astype(np.float32))
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
    """Paint the outputs with names and figures."""
    shades = output_shades(values.astype(np.float32))
    colors = map_colors(shades, sheet.theme, _TINT)
    target = int(painting.step.labels[0])
    for index in range(strip.count):
        box = strip.box(index).adjusted(1, 1, -1, -1)
        sheet.bar(box, QColor.fromRgb(int(colors[index])))
        half = QRectF(box.left(), box.top() + 2, box.width(), box.height() / 2)
        room = box.width() - 4
        name = painting.names.output(index)
        title = sheet.fitting((name, painting.names.neuron(painting.names.last, index)), room, 11, SEMIBOLD)
        sheet.text(half, title, 11, SEMIBOLD, "accent" if index == target else "text", "centre")
        figure = sheet.fitting(tuple(short(float(values[index]), digits) for digits in (4, 3, 2, 1)), room, 11)
        sheet.text(half.translated(0, box.height() / 2 - 3), figure, 11, REGULAR, "text", "centre")


def _paint_link(sheet: Sheet, painting: StripPainting) -> None:
    """Draw the picked weight from cell to cell, and frame both."""
    at, step = painting.picked, painting.step
    end = painting.places.layers[at.layer].box(at.end)
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
        sheet.frame(start, "text", 2.0)
    sheet.frame(end, "text", 2.0)


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
