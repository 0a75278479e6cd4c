"""Paints what goes in: the picture with the patterns it meets, or the features of a table."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QImage, QPainter, QPen

from playground.core.probes import Floats, Flow
from playground.ui.figures import significant
from playground.ui.look import REGULAR, SEMIBOLD
from playground.ui.network import words
from playground.ui.network.colors import image_of, map_colors, map_patterns
from playground.ui.network.links import lead_path
from playground.ui.network.places import FeatureRows, Tiles
from playground.ui.network.scene import Scene
from playground.ui.network.sheet import Sheet
from playground.ui.network.words import Arithmetic
from playground.ui.paper import paper_image

_ROW = 16.0  # height of a line of the arithmetic
_WIDEST_FIGURE = "−8.888e8"
_SILENT_SHARE = 0.30
_MOST_DEVIATIONS = 3.0  # where a feature's bar is full


def paint_picture_part(sheet: Sheet, scene: Scene) -> None:
    """Paint the picture with its way into the patterns, and what stands around these."""
    layout, structure = scene.layout, scene.structure
    if layout.picture is None or layout.tiles is None:
        return
    sheet.head(
        layout.band,
        layout.picture.left(),
        layout.tiles.left - 12,
        words.picture_title(),
        words.picture_subtitle(structure),
    )
    sheet.head(
        layout.band,
        layout.tiles.left,
        layout.tiles.right - 27 if structure.hidden else layout.layers[0].left - 12,
        words.patterns_title(structure),
        words.patterns_subtitle(structure),
    )
    _paint_picture(sheet, scene, layout.picture)
    _paint_leads(sheet, layout.picture, layout.tiles)
    if layout.tiles.captioned:
        _paint_captions(sheet, scene, layout.tiles)
    if scene.flow is None:
        _paint_empty_tiles(sheet, layout.tiles)


def paint_patterns(sheet: Sheet, scene: Scene) -> None:
    """Paint all patterns of the first layer, and the selected one large with its arithmetic."""
    layout = scene.layout
    if layout.pattern is None or layout.tiles is None or scene.flow is None:
        return
    patterns = scene.flow.patterns / (scene.flow.pattern_scale or 1.0)
    _paint_tiles(sheet, patterns, _silent(scene, scene.flow), layout.tiles)
    if scene.pattern is not None:
        sheet.frame(layout.tiles.rect(scene.pattern), "text", 2.0, 1.0)
        _paint_pattern(sheet, scene, patterns[scene.pattern], layout.pattern, scene.pattern)


def _silent(scene: Scene, flow: Flow) -> NDArray[np.bool_]:
    """Tell for each pattern whether its neuron is silent for the input there is."""
    if scene.answer is None or not words.can_be_silent(scene.structure):
        return np.zeros(len(flow.patterns), dtype=np.bool_)
    return flow.layers[0].outputs <= 0


def _paint_tiles(sheet: Sheet, patterns: Floats, silent: NDArray[np.bool_], tiles: Tiles) -> None:
    """Paint `patterns` [n, h, w], -1..1, those of silent neurons faded."""
    count, height, width = patterns.shape
    colors = map_patterns(patterns, silent, sheet.theme, _SILENT_SHARE)
    image = image_of(colors.reshape(count * height, width))  # all below each other
    sheet.painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
    for position in range(count):
        place = _proportional(tiles.rect(position), height, width)
        sheet.painter.drawImage(place, image, QRectF(0, position * height, width, height))


def _proportional(area: QRectF, height: int, width: int) -> QRectF:
    """Return the largest place in the middle of `area` that has the proportions of a picture."""
    if height == width:
        return area
    longer = max(height, width)
    across, down = area.width() * width / longer, area.height() * height / longer
    return QRectF(area.center().x() - across / 2, area.center().y() - down / 2, across, down)


def _paint_picture(sheet: Sheet, scene: Scene, area: QRectF) -> None:
    sheet.painter.fillRect(area, sheet.theme.color("paper"))
    if scene.answer is not None:
        image: QImage = paper_image(scene.answer.input, scene.structure.high, sheet.theme)
        sheet.painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
        sheet.painter.drawImage(_proportional(area, image.height(), image.width()), image)
    elif scene.flow is not None:
        sheet.text(area, sheet.fitting(words.no_input(), area.width() - 8), role="text3", side="centre")
    sheet.frame(area, "border")


def _paint_leads(sheet: Sheet, picture: QRectF, tiles: Tiles) -> None:
    sheet.painter.setPen(QPen(sheet.theme.color("axis"), 1))
    sheet.painter.setBrush(Qt.BrushStyle.NoBrush)
    sheet.painter.drawPath(lead_path(picture.right() + 3, picture.center().y(), tiles.left - 5, tiles.row_middles()))


def _paint_captions(sheet: Sheet, scene: Scene, tiles: Tiles) -> None:
    for unit in range(len(tiles.x)):
        label = scene.structure.class_of(unit)
        chosen = scene.answer is not None and scene.answer.chosen == label
        area = tiles.rect(unit)
        place = QRectF(area.left() - 20, area.top() - 16, area.width() + 40, 14)
        weight, role = (SEMIBOLD, "text") if chosen else (REGULAR, "text2")
        sheet.text(place, scene.structure.classes[label], 11, weight, role, "centre")


def _paint_empty_tiles(sheet: Sheet, tiles: Tiles) -> None:
    for position in range(len(tiles.x)):
        sheet.painter.fillRect(tiles.rect(position), sheet.theme.color("sunken"))


def _paint_pattern(sheet: Sheet, scene: Scene, pattern: Floats, area: QRectF, position: int) -> None:
    sheet.text(QRectF(area.left(), area.top() - 22, area.width(), 20), "×", 13, role="text3", side="centre")
    image = image_of(map_colors(pattern, sheet.theme))
    sheet.painter.drawImage(_proportional(area, image.height(), image.width()), image)
    sheet.frame(area, "text", 2.0)
    if scene.answer is not None:
        said = words.arithmetic(scene.structure, scene.answer, 0, position)
        _paint_arithmetic(sheet, said, area.translated(0, area.height() + 8), scene.layout.band.foot + 6)


def _paint_arithmetic(sheet: Sheet, said: Arithmetic, area: QRectF, foot: float) -> None:
    """Write the sum from the top of `area` down to `foot`: the outcome alone where that is all there is room for."""
    row = QRectF(area.left(), area.top(), area.width(), _ROW)
    sheet.text(row, said.name, 12, SEMIBOLD)
    if row.top() + 4 * _ROW + 4 <= foot:
        for names, value in ((said.incoming_names, said.incoming), (said.bias_names, said.bias)):
            row = row.translated(0, _ROW)
            _paint_row(sheet, row, names, value, REGULAR, "text2")
        sheet.rule(row.left(), row.right(), row.bottom() + 2)
        row = row.translated(0, 4)
    row = row.translated(0, _ROW)
    _paint_row(sheet, row, said.outcome_names, said.outcome, SEMIBOLD, "text")
    _paint_hint(sheet, QRectF(row.left(), row.bottom() + 8, row.width() + 8, foot - row.bottom() - 8))


def _paint_row(sheet: Sheet, row: QRectF, names: Sequence[str], value: str, weight: QFont.Weight, role: str) -> None:
    """Write the first of `names` that fits beside any figure, so that it does not change with the figure, else the
    last where it fits beside this one.
    """
    rooms = [row.width() - sheet.letters.width(figure, 11, weight) - 6 for figure in (_WIDEST_FIGURE, value)]
    name = sheet.fitting(names, rooms[0], 11, weight) or sheet.fitting(names[-1:], rooms[1], 11, weight)
    sheet.text(row, name, 11, weight, role)
    sheet.text(row, value, 11, weight, "text", "right")


def _paint_hint(sheet: Sheet, area: QRectF) -> None:
    sheet.paragraph(area, words.pattern_hint(), 12, "text2")


def paint_features(sheet: Sheet, scene: Scene) -> None:
    """Paint the rows of a table: name, value, and how far it is from the mean."""
    layout, rows = scene.layout, scene.layout.features
    if rows is None:
        return
    subtitle = words.inputs_subtitle(scene.structure, len(rows.y))
    sheet.head(layout.band, rows.left, rows.bar_right + 16, words.inputs_title(), subtitle)
    size = 12 if rows.pitch >= 17 else 11
    for row, feature in enumerate(scene.features.tolist()):
        y = float(rows.y[row])
        line = QRectF(rows.left, y - rows.pitch / 2, rows.value_right - rows.left, rows.pitch)
        sheet.text(line, scene.structure.features[feature], size, role="text2")
        sheet.rule(rows.bar_left, rows.bar_right, y, "track")
        if scene.answer is None:
            continue
        value = float(np.ravel(scene.answer.input)[feature])
        sheet.text(line, significant(value, 4), size, role="text", side="right")
        _paint_deviation(sheet, rows, y, _deviations(scene, feature, value))


def _deviations(scene: Scene, feature: int, value: float) -> float:
    return (value - scene.structure.mean[feature]) / (scene.structure.deviation[feature] or 1.0)


def _paint_deviation(sheet: Sheet, rows: FeatureRows, y: float, deviations: float) -> None:
    """Paint a bar from the middle, left for what is below the mean, and the node the links start from."""
    share = min(max(deviations / _MOST_DEVIATIONS, -1.0), 1.0)
    middle = (rows.bar_left + rows.bar_right) / 2
    reach = share * (rows.bar_right - rows.bar_left) / 2
    height = 8.0 if rows.pitch >= 18 else 6.0
    ink = "pos" if share > 0 else "neg"
    sheet.bar(QRectF(min(middle, middle + reach), y - height / 2 + 0.5, abs(reach), height), ink)
    sheet.painter.setBrush(sheet.theme.color(ink))
    sheet.painter.drawEllipse(QPointF(rows.node_x, y + 0.5), 2.5, 2.5)
