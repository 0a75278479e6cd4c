"""The diagram of images and tables: from the input through every layer to the answer."""

from collections.abc import Hashable, Sequence
from math import ceil

import numpy as np
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QToolTip, QWidget

from playground.core.probes import Flow, Ints
from playground.ui.look import Look
from playground.ui.network import words
from playground.ui.network.layout import lay_out
from playground.ui.network.paint_answers import paint_answer_rows, paint_answers
from playground.ui.network.paint_input import paint_features, paint_patterns, paint_picture_part
from playground.ui.network.paint_layers import paint_layers
from playground.ui.network.paint_legend import Entry, bars, dots, line, paint_legend, ramp
from playground.ui.network.painted import Painted, StillPart, halves
from playground.ui.network.picks import Picks, step
from playground.ui.network.scene import Neuron, Scene
from playground.ui.network.sheet import Sheet
from playground.ui.network.structure import Structure
from playground.ui.network.words import Arithmetic

_STEPS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}


class NetworkDiagram(Painted):
    """Paints a network with what flows through it. Hover a neuron to follow its links; click it to keep its pattern.

    With the keyboard, the arrow keys go from neuron to neuron. The picture is painted once for each answer, and
    again only when something in it changes.
    """

    def __init__(self, structure: Structure, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._structure = structure
        self._picks = Picks(structure)
        self._flow: Flow | None = None
        self._fed = False
        self._hovered: Neuron | None = None
        self._layout = lay_out(structure, self.width(), self.height(), look)
        self.setAccessibleName(self.tr("Network diagram"))

    def set_structure(self, structure: Structure) -> None:
        """Draw the skeleton of another network; the same one keeps what it shows."""
        if structure != self._structure:
            self._structure = structure
            self._picks = Picks(structure)
            self._flow, self._fed, self._hovered = None, False, None
            self.rearrange()

    def show_flow(self, flow: Flow, fed: bool) -> None:
        """Show an answer; where `fed` is false there is no input, and only the weights of `flow` are shown.

        A late answer, of a network before this one, is not shown.
        """
        if not self._structure.fits_flow(flow):
            return
        self._flow, self._fed = flow, fed
        if fed:
            self._picks.suggest(flow)
        else:
            self._hovered = None
        self.repaint_picture()

    def take_input_away(self) -> None:
        """Show the weights alone: there is no input any more."""
        if self._flow is not None and self._fed:
            self.show_flow(self._flow, False)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self._tooltip_at(QPointF(event.pos())), self)
            return True
        return super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self._neuron_under(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        neuron = self._neuron_under(event.position())
        if neuron is not None and event.button() is Qt.MouseButton.LeftButton:
            self._choose(neuron)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        move = _STEPS.get(Qt.Key(event.key()))
        if move is None or self._flow is None or not self._fed:
            super().keyPressEvent(event)
            return
        start = self._picks.chosen(self._flow) or (0, self._picks.pattern(self._flow, None) or 0)
        neuron = step(self._structure, self._layout, start, *move)
        if neuron[0] < len(self._structure.hidden):
            spots = self._layout.layers[neuron[0]]
            self.bring_into(self._layout.between, spots.left, spots.right)
        self._choose(neuron)
        self._hover(neuron)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._hover(None)

    def _choose(self, neuron: Neuron) -> None:
        if self._flow is not None:
            self._picks.choose(neuron, self._flow)
            self.setAccessibleDescription(", ".join(self._said_of(neuron)))
            self.repaint_picture()

    def _hover(self, neuron: Neuron | None) -> None:
        if neuron != self._hovered:
            self._hovered = neuron
            self.setCursor(Qt.CursorShape.ArrowCursor if neuron is None else Qt.CursorShape.PointingHandCursor)
            self.repaint_picture()

    def _neuron_under(self, point: QPointF) -> Neuron | None:
        """Return what is under the mouse, once there is something to say of it."""
        return self._layout.neuron_at(point) if self._flow is not None and self._fed else None

    def _tooltip_at(self, point: QPointF) -> str:
        neuron = self._neuron_under(point)
        return "\n".join(self._said_of(neuron)) if neuron is not None else ""

    def _said_of(self, neuron: Neuron) -> Sequence[str]:
        """Return what there is to say of a neuron, line by line."""
        if self._flow is None:
            return ()
        said = self._arithmetic(self._flow, neuron).lines
        if neuron[0] < len(self._structure.hidden):
            return said
        return (words.class_line(self._structure, self._flow, neuron[1]), *said[1:])

    def _arithmetic(self, flow: Flow, neuron: Neuron) -> Arithmetic:
        layer, position = neuron
        is_output = layer == len(self._structure.hidden)
        return words.arithmetic(
            self._structure, flow, layer, self._structure.unit_of(position) if is_output else position
        )

    def arrange(self) -> None:
        self._layout = lay_out(self._structure, self.width(), self.height(), self.look).seen(*self.view)
        self.setMinimumWidth(ceil(lay_out(self._structure, 0, self.height(), self.look).width))

    def still_parts(self) -> Sequence[StillPart]:
        scene = self._scene()
        above, below = halves(self.rect(), scene.layout.band.rule - 2)
        return (
            StillPart(above, self._still_key(scene), self._paint_surroundings),
            StillPart(below, self._foot_key(scene), self._paint_foot),
        )

    def _still_key(self, scene: Scene) -> Hashable:
        answer, hovered = scene.answer, self._hovered
        return (
            self._structure,
            self._flow is None,
            (answer.input.tobytes(), answer.chosen, answer.label) if answer is not None else None,
            scene.features.tobytes(),
            hovered if hovered is not None and hovered[0] == len(self._structure.hidden) else None,
        )

    def _foot_key(self, scene: Scene) -> Hashable:
        return self._structure, self._legend_figure(scene), self._legend_room(scene)

    def _paint_surroundings(self, sheet: Sheet) -> None:
        scene = self._scene()
        paint_picture_part(sheet, scene)
        paint_features(sheet, scene)
        paint_answer_rows(sheet, scene)

    def paint_picture(self, sheet: Sheet) -> None:
        scene = self._scene()
        paint_patterns(sheet, scene)
        paint_layers(sheet, scene)
        paint_answers(sheet, scene)
        area = scene.layout.band.legend(scene.layout.left, scene.layout.answers.right)
        sheet.text(area, self._said_below(scene), role="text2", side="right")

    def _scene(self) -> Scene:
        return Scene(
            structure=self._structure,
            layout=self._layout,
            flow=self._flow,
            fed=self._fed,
            pattern=self._picks.pattern(self._flow, self._hovered) if self._fed else None,
            chosen=self._picks.chosen(self._flow) if self._fed else None,
            hovered=self._hovered,
            features=self._shown_features(),
        )

    def _shown_features(self) -> Ints:
        """Return which features of a table have a row: where there is no room for all, those farthest from the mean."""
        rows, count = self._layout.features, len(self._structure.features)
        if rows is None or len(rows.y) >= count or self._flow is None or not self._fed:
            return np.arange(count if rows is None else len(rows.y))
        deviations = (self._flow.input - np.array(self._structure.mean)) / np.array(self._structure.deviation)
        return np.sort(np.argsort(-np.abs(deviations), kind="stable")[: len(rows.y)])

    def _paint_foot(self, sheet: Sheet) -> None:
        """Paint the legend, and a note at its right where nothing else is said there."""
        scene = self._scene()
        band, left, right = scene.layout.band, scene.layout.left, scene.layout.answers.right
        sheet.rule(left, right, band.rule)
        end = paint_legend(sheet, band.legend(left, left + self._legend_room(scene)), [self._legend(scene)])
        if not self._said_below(scene) and (self._structure.hidden or not self._structure.has_patterns):
            area = band.legend(end, right)
            note = sheet.fitting([self.tr("Only the strongest signals are drawn")], area.width())
            sheet.text(area, note, role="text3", side="right")

    def _legend_room(self, scene: Scene) -> float:
        """Return the width that what is said of a neuron leaves for the legend."""
        said = self._said_below(scene)
        width = scene.layout.answers.right - scene.layout.left
        return width - self.letters.width(said) - 28 if said else width

    def _said_below(self, scene: Scene) -> str:
        neuron = scene.hovered or scene.chosen
        if neuron is None or scene.flow is None or neuron[0] >= len(self._structure.hidden):
            return ""
        return self._arithmetic(scene.flow, neuron).line

    def _legend(self, scene: Scene) -> Sequence[Entry]:
        if self._structure.hidden:
            entries = [line(self.tr("raises the next neuron"), "pos"), line(self.tr("lowers it"), "neg")]
        elif self._structure.speaks_against:
            entries = [line(self.tr("speaks against the class"), "pos"), line(self.tr("speaks for it"), "neg")]
        else:
            entries = [line(self.tr("speaks for the class"), "pos"), line(self.tr("speaks against it"), "neg")]
        if words.can_be_silent(self._structure):
            entries.append(dots(self.tr("fires / silent"), ("pos", "surface")))
        if not self._structure.has_patterns:
            return [bars(self.tr("below / above the mean"), ("neg", "pos")), *entries]
        figure = self._legend_figure(scene)
        return (
            entries if not figure else [ramp(self.tr("Weight −{figure}").format(figure=figure), f"+{figure}"), *entries]
        )

    def _legend_figure(self, scene: Scene) -> str:
        """Return the weight at the ends of the patterns' scale; nothing where there is none."""
        scale = scene.flow.pattern_scale if scene.flow is not None and self._structure.has_patterns else 0.0
        return words.weight_figure(scale) if scale else ""
