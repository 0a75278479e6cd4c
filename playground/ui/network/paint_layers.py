"""Paints the layers: circles lit by their outputs, and the strongest links between them."""

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QPen

from playground.core.probes import Flow, Ints, Layer
from playground.ui.look import SEMIBOLD
from playground.ui.network import words
from playground.ui.network.colors import map_colors, output_shades
from playground.ui.network.discs import discs_of
from playground.ui.network.layout import BESIDE_TILES
from playground.ui.network.links import SIGNALS, Curves, draw_links
from playground.ui.network.places import FeatureRows, Spots, Tiles
from playground.ui.network.scene import Neuron, Scene
from playground.ui.network.sheet import Sheet, Side

_ABOVE_PATTERNS = 24.0  # of the room above the patterns that the head of the circles beside them may take
_LIT = 0.01  # of the most active neuron's shade: below that a circle is empty
_RIMMED = 0.3  # from there on the rim has the sign's colour too


def paint_layers(sheet: Sheet, scene: Scene) -> None:
    """Paint links below, then the circles of the hidden layers, then their heads."""
    layers = scene.answer.layers if scene.answer is not None else [None] * len(scene.structure.hidden)
    with sheet.clipped(scene.layout.between):
        if scene.answer is not None:
            for gap in range(len(scene.structure.sizes)):
                _paint_gap(sheet, scene, scene.answer, gap)
        for layer in range(len(scene.structure.hidden)):
            _paint_circles(sheet, scene.layout.layers[layer], layers[layer])
        for layer, position in _ringed(scene):
            _paint_ring(sheet, scene.layout.layers[layer], position)
    above = _ABOVE_PATTERNS if scene.layout.tiles is not None else 0.0
    left, right = scene.layout.between.left() - above, scene.layout.between.right()
    for layer, (spots, reach) in enumerate(zip(scene.layout.layers, scene.layout.reaches, strict=False)):
        if spots.middle - reach >= left and spots.middle + reach <= right:  # half a word says less than none
            _paint_head(sheet, scene, layer, layers[layer])


def _ringed(scene: Scene) -> set[Neuron]:
    """Return the hidden neurons with a ring: what was chosen, what is pointed at, and whose pattern is shown large."""
    of_pattern = (0, scene.pattern) if scene.pattern is not None and scene.layout.tiles is not None else None
    found = {neuron for neuron in (scene.chosen, scene.hovered, of_pattern) if neuron is not None}
    return {neuron for neuron in found if neuron[0] < len(scene.structure.hidden)}


@dataclass(frozen=True, slots=True, eq=False)
class _Gap:
    """The links of one gap as curves, from position `before` [n] of a layer to `after` [n] of the next."""

    curves: Curves
    before: Ints
    after: Ints


def _paint_gap(sheet: Sheet, scene: Scene, flow: Flow, number: int) -> None:
    gap = _gap(scene, flow, number)
    if gap is None or not len(gap.after):
        return
    largest = float(np.abs(gap.curves.carried).max())
    if scene.hovered is None:
        draw_links(sheet, gap.curves, largest, SIGNALS)
        return
    layer, position = scene.hovered
    touching = np.zeros(len(gap.after), dtype=np.bool_)
    if layer == number:
        touching = gap.after == position
    elif layer == number - 1:
        touching = gap.before == position
    draw_links(sheet, gap.curves.picked(~touching), largest, SIGNALS, faded=True)
    draw_links(sheet, gap.curves.picked(touching), largest, SIGNALS)


def _gap(scene: Scene, flow: Flow, number: int) -> _Gap | None:
    """Return the links into layer `number`; None for those into the patterns, which all pixels share."""
    layout = scene.layout
    if number > 0:
        return _between_layers(scene, flow, number)
    if layout.features is not None:
        return _from_features(scene, flow, layout.features)
    if layout.tiles is not None and not scene.structure.hidden:
        return _from_class_patterns(scene, flow, layout.tiles)
    return None


def _ends(scene: Scene, flow: Flow, number: int) -> Ints:
    """Return where the links into layer `number` end: output units are about classes."""
    after = flow.links[number].end
    if number == len(scene.structure.hidden) and scene.structure.is_single:
        return np.full_like(after, scene.structure.class_of(0))
    return after


def _between_layers(scene: Scene, flow: Flow, number: int) -> _Gap:
    links, after = flow.links[number], _ends(scene, flow, number)
    left, right = scene.layout.layers[number - 1], scene.layout.layers[number]
    curves = Curves(
        left.x[links.start] + left.diameter / 2,
        left.y[links.start],
        right.x[after] - right.diameter / 2,
        right.y[after],
        links.signal,
    )
    return _Gap(curves, links.start, after)


def _from_features(scene: Scene, flow: Flow, rows: FeatureRows) -> _Gap:
    row_of = np.full(len(scene.structure.features), -1, dtype=np.int64)
    row_of[scene.features] = np.arange(len(scene.features))
    links, after = flow.links[0], _ends(scene, flow, 0)
    drawn = row_of[links.start] >= 0
    before, after, right = row_of[links.start][drawn], after[drawn], scene.layout.layers[0]
    curves = Curves(
        np.full(len(after), rows.node_x + 3),
        rows.y[before] + 0.5,
        right.x[after] - right.diameter / 2,
        right.y[after],
        links.signal[drawn],
    )
    return _Gap(curves, before, after)


def _from_class_patterns(scene: Scene, flow: Flow, tiles: Tiles) -> _Gap:
    """Return a link from each class's pattern to its answer: it carries the class's score."""
    sums = flow.layers[0].sums
    order = np.argsort(np.abs(sums), kind="stable")
    after = np.array([scene.structure.class_of(unit) for unit in order.tolist()], dtype=np.int64)
    within_row = (order % tiles.columns - (tiles.columns - 1) / 2) * tiles.side / (2 * tiles.columns)
    right = scene.layout.layers[0]
    curves = Curves(
        np.full(len(order), tiles.right + 5),
        tiles.y[order] + tiles.side / 2 + within_row,
        right.x[after] - right.diameter / 2,
        right.y[after],
        sums[order],
    )
    return _Gap(curves, np.full_like(after, -1), after)


def _paint_circles(sheet: Sheet, spots: Spots, layer: Layer | None) -> None:
    painter, theme = sheet.painter, sheet.theme
    shades = output_shades(layer.outputs) if layer is not None else np.zeros(len(spots.x), dtype=np.float32)
    insides = np.where(np.abs(shades) > _LIT, map_colors(shades, theme), np.uint32(theme.color("surface").rgb()))
    silent, raised, lowered = (np.uint32(theme.color(role).rgb()) for role in ("border", "pos", "neg"))
    rims = np.where(np.abs(shades) < _RIMMED, silent, np.where(shades > 0, raised, lowered))
    discs_of(spots, painter.device().devicePixelRatioF()).draw(painter, insides, rims)


def _paint_ring(sheet: Sheet, spots: Spots, position: int) -> None:
    sheet.painter.setPen(QPen(sheet.theme.color("text"), 2))
    sheet.painter.setBrush(Qt.BrushStyle.NoBrush)
    radius = spots.diameter / 2 + 1.5
    sheet.painter.drawEllipse(spots.centre(position), radius, radius)


def _paint_head(sheet: Sheet, scene: Scene, number: int, layer: Layer | None) -> None:
    """Write over the middle of a column, in the room up to halfway to its neighbours; what is too long for that over
    circles beside patterns goes on above the patterns.
    """
    spots, reach = scene.layout.layers[number], scene.layout.reaches[number]
    middle = spots.middle
    titles = words.layer_title(scene.structure, number)
    subtitles = [sheet.fitting(words.layer_subtitle(scene.structure, number, layer), 2 * reach)]
    side: Side = "centre"
    left, right = middle - reach, middle + reach
    if number == 0 and scene.layout.tiles is not None and not sheet.fitting(titles[:1], 2 * reach, 12, SEMIBOLD):
        left, side = spots.left - BESIDE_TILES - _ABOVE_PATTERNS, "right"
    sheet.head(scene.layout.band, left, right, titles, subtitles, side)
