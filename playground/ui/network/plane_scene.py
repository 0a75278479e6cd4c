"""Paints the diagram of plane data: a map of the plane for each neuron, the weights between them, and the answer."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from playground.core.probes import Floats, Flow, Plane
from playground.ui.figures import surety
from playground.ui.look import REGULAR, SEMIBOLD
from playground.ui.network import words
from playground.ui.network.colors import image_of, map_colors, map_shades
from playground.ui.network.links import SIGNALS, WEIGHTS, Curves, Thickness, draw_links
from playground.ui.network.paint_legend import Entry, line, paint_legend, ramp, ring
from playground.ui.network.plane_places import Maps, PlaneLayout
from playground.ui.network.sheet import Sheet
from playground.ui.network.structure import Structure

_ALL_LINKS = 100  # up to so many are all drawn; of more only the strongest, thinner
_STRONGEST_LINKS = 72
_SMALLEST_RINGED = 24.0  # maps below this size get a dot for the point
_INPUT_CELLS = 44
_COMPACT_ANSWERS = 62.0  # rows of classes closer than this have their words beside the circle


@dataclass(frozen=True, slots=True, eq=False)
class PlaneScene:
    """`plane` and `flow` are None before the first answers; `point` is the one that is tried. `hovered` counts columns,
    the inputs being column 0.
    """

    structure: Structure
    layout: PlaneLayout
    plane: Plane | None
    flow: Flow | None
    point: tuple[float, float] | None
    hovered: tuple[int, int] | None
    extent: float


def paint_plane_surroundings(sheet: Sheet, scene: PlaneScene) -> None:
    """Paint what stands still while a network learns: the heads."""
    with sheet.clipped(scene.layout.between):
        _paint_layer_heads(sheet, scene)
    _paint_end_heads(sheet, scene)


def paint_plane_foot(sheet: Sheet, scene: PlaneScene) -> None:
    """Paint the legend."""
    layout = scene.layout
    left, right = layout.columns[0].left, layout.right
    sheet.rule(left, right, layout.band.rule)
    paint_legend(sheet, layout.band.legend(left, right), [_legend(scene, 0), _legend(scene, 1)])


def paint_plane_scene(sheet: Sheet, scene: PlaneScene) -> None:
    """Paint maps, links and answers."""
    layout = scene.layout
    with sheet.clipped(layout.between):
        if scene.plane is not None:
            for gap in range(len(scene.structure.sizes)):
                _paint_gap(sheet, scene, scene.plane, gap)
        for column, maps in enumerate(layout.columns[1:], 1):
            _paint_maps(sheet, scene, column, maps)
    _paint_maps(sheet, scene, 0, layout.columns[0])
    for label in range(len(scene.structure.classes)):
        _paint_answer(sheet, scene, label)
    if scene.flow is not None:
        _paint_arrow(sheet, layout)


def _paint_layer_heads(sheet: Sheet, scene: PlaneScene) -> None:
    for number, (maps, reach) in enumerate(zip(scene.layout.columns[1:], scene.layout.reaches, strict=True)):
        middle = (maps.left + maps.right) / 2
        if middle - reach < scene.layout.between.left() or middle + reach > scene.layout.between.right():
            continue  # half a word says less than none
        titles = words.layer_title(scene.structure, number)
        subtitles = words.maps_subtitle(scene.structure, number, len(maps.x))
        sheet.head(scene.layout.band, middle - reach, middle + reach, titles, subtitles, "centre")


def _paint_end_heads(sheet: Sheet, scene: PlaneScene) -> None:
    layout = scene.layout
    left, answer = layout.columns[0].left, layout.answer_left
    sheet.head(layout.band, left, layout.columns[0].right + 8, words.inputs_title(), words.plane_inputs_subtitle())
    sheet.head(layout.band, answer, layout.right, words.answer_title(), words.plane_answer_subtitle())


def _paint_gap(sheet: Sheet, scene: PlaneScene, plane: Plane, gap: int) -> None:
    """Paint the weights into hidden layer `gap`, or into the answers."""
    layout = scene.layout
    maps = layout.columns[gap]
    if gap + 1 < len(layout.columns):
        end_x, end_y = layout.columns[gap + 1].left, layout.columns[gap + 1].link_y
    else:
        units = [scene.structure.class_of(unit) for unit in range(scene.structure.outputs)]
        end_x, end_y = layout.answer_left, layout.answer_y[units]
    weights = plane.weights[gap][: len(end_y), : len(maps.x)]
    every = weights.size <= _ALL_LINKS
    order = np.argsort(np.abs(weights), axis=None)[-(_ALL_LINKS if every else _STRONGEST_LINKS) :]
    after, before = np.unravel_index(order, weights.shape)
    carried = weights[after, before]
    start_x = np.full(len(order), maps.right + 1)
    curves = Curves(start_x, maps.link_y[before], np.full(len(order), end_x - 1), end_y[after], carried)
    touching = None
    if scene.hovered is not None:
        column, position = scene.hovered
        touching = (before == position) if column == gap else (after == position) & (column == gap + 1)
    if every:
        _draw(sheet, curves, WEIGHTS, touching)
    else:
        _draw(sheet, replace(curves, carried=_above_the_least(carried)), SIGNALS, touching)


def _draw(sheet: Sheet, curves: Curves, thickness: Thickness, touching: NDArray[np.bool_] | None) -> None:
    """Draw links, or, where a neuron is looked at, those `touching` it over the faded rest."""
    largest = float(np.abs(curves.carried).max(initial=0.0))
    if touching is None:
        draw_links(sheet, curves, largest, thickness)
        return
    draw_links(sheet, curves.picked(~touching), largest, thickness, faded=True)
    draw_links(sheet, curves.picked(touching), largest, thickness)


def _above_the_least(weights: Floats) -> Floats:
    """Return how far weights are above the least of them, with their signs: the strongest of many are much alike."""
    sizes = np.abs(weights)
    return np.asarray(np.sign(weights) * (sizes - 0.95 * sizes.min()), dtype=np.float32)


def _paint_maps(sheet: Sheet, scene: PlaneScene, column: int, maps: Maps) -> None:
    fields = _fields(scene, column)
    areas = [maps.rect(position) for position in range(len(maps.x))]
    if fields is None:
        for area in areas:
            sheet.painter.fillRect(area, sheet.theme.color("sunken"))
    else:
        _paint_fields(sheet, areas, fields[: len(areas)])
    sheet.painter.setPen(QPen(sheet.theme.color("border"), 1))
    sheet.painter.setBrush(Qt.BrushStyle.NoBrush)
    sheet.painter.drawRects([area.adjusted(0.5, 0.5, -0.5, -0.5) for area in areas])
    if scene.hovered is not None and scene.hovered[0] == column and scene.hovered[1] < len(areas):
        sheet.frame(areas[scene.hovered[1]], "text", 2.0)
    if column == 0:
        for name, area in zip("xy", areas, strict=True):
            sheet.text(area.translated(0, -maps.side / 2 - 10), name, 12, SEMIBOLD, side="centre")
    if scene.point is not None:
        _paint_points(sheet, scene, maps, scene.point)


def _paint_fields(sheet: Sheet, areas: Sequence[QRectF], fields: Floats) -> None:
    """Paint values -1..1 [n, rows, columns] into n places."""
    count, rows, columns = fields.shape
    image = image_of(map_colors(fields.reshape(count * rows, columns), sheet.theme))  # all below each other
    sheet.painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
    for number, area in enumerate(areas):
        sheet.painter.drawImage(area, image, QRectF(0, number * rows, columns, rows))


def _fields(scene: PlaneScene, column: int) -> Floats | None:
    """Return values -1..1 [n, cells, cells] of the maps of a column; those of the inputs are always known."""
    if column == 0:
        across = (np.arange(_INPUT_CELLS, dtype=np.float32) + 0.5) / _INPUT_CELLS * 2 - 1
        x = np.broadcast_to(across, (_INPUT_CELLS, _INPUT_CELLS))
        return np.stack([x, -x.T])
    if scene.plane is None:
        return None
    return map_shades(scene.plane.neurons[column - 1], scene.structure.activation)


def _paint_points(sheet: Sheet, scene: PlaneScene, maps: Maps, point: tuple[float, float]) -> None:
    """Mark the point at the same place in every map: by a ring, or by a dot in small ones."""
    share_x = min(max((point[0] / scene.extent + 1) / 2, 0.0), 1.0)
    share_y = min(max((1 - point[1] / scene.extent) / 2, 0.0), 1.0)
    ringed = maps.side >= _SMALLEST_RINGED
    size = 6.6 if ringed else 3.0
    inset, reach = 1 + size / 2, maps.side - 2 - size
    centres = [
        QPointF(x + inset + share_x * reach, y + inset + share_y * reach)
        for x, y in zip(maps.x.tolist(), maps.y.tolist(), strict=True)
    ]
    sheet.dots(centres, "text", size)
    if ringed:
        sheet.dots(centres, "surface", size - 2.8)


def _paint_answer(sheet: Sheet, scene: PlaneScene, label: int) -> None:
    layout, flow, theme = scene.layout, scene.flow, sheet.theme
    chosen = flow is not None and flow.chosen == label
    y, left, right = float(layout.answer_y[label]), layout.answer_left, layout.answer_right
    sheet.painter.setPen(Qt.PenStyle.NoPen)
    sheet.painter.setBrush(theme.class_color(label))
    sheet.painter.drawEllipse(QPointF(left + 11, y), 11, 11)
    short = scene.structure.classes[label]
    if len(short) <= 2:
        sheet.text(QRectF(left, y - 11, 22, 22), short, 12, SEMIBOLD, theme.on_class_color(label), "centre")
    value = surety(float(flow.probabilities[label])) if flow is not None else "–"
    weight, role = (SEMIBOLD, "text") if chosen else (REGULAR, "text2")
    compact = len(layout.answer_y) > 1 and layout.answer_y[1] - layout.answer_y[0] < _COMPACT_ANSWERS
    row = QRectF(left + 28, y - 13, right - left - 28, 16) if compact else QRectF(left, y + 15, right - left, 18)
    if not compact:
        sheet.text(row, scene.structure.class_names[label], 12, weight, role)
    sheet.text(row, value, 12, weight, role, "right")
    trough = QRectF(row.left(), row.bottom() + 2, row.width(), 8 if not compact else 6)
    sheet.bar(trough, "track")
    if flow is not None and flow.probabilities[label] * trough.width() >= 0.5:
        trough.setWidth(float(flow.probabilities[label]) * trough.width())
        sheet.bar(trough, theme.class_color(label))


def _paint_arrow(sheet: Sheet, layout: PlaneLayout) -> None:
    """Paint an arrow from the answers to the decision surface."""
    x, y = layout.answer_right + 10, layout.band.middle
    sheet.painter.setPen(QPen(sheet.theme.color("text3"), 1.25))
    sheet.painter.drawLine(QPointF(x, y), QPointF(x + 12, y))
    sheet.painter.drawLine(QPointF(x + 12, y), QPointF(x + 8, y - 4))
    sheet.painter.drawLine(QPointF(x + 12, y), QPointF(x + 8, y + 4))


def _legend(scene: PlaneScene, shorter: int) -> list[Entry]:
    low, high = words.map_ends(scene.structure)
    entries = [ramp(low, high)] if scene.structure.hidden else []
    entries += [line(words.positive_weight()[shorter], "pos"), line(words.negative_weight()[shorter], "neg")]
    return [*entries, ring(words.your_point())] if scene.point is not None else entries
