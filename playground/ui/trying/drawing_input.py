"""Drawing as a way to try the network: the canvas, its pen, and pictures laid on it."""

from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from playground.core.facts import DataFacts
from playground.core.messages import PlaygroundError
from playground.core.own_drawings import OwnDrawing
from playground.core.preparation import Sketch, Source, Step, prepared
from playground.core.probes import Example
from playground.core.setting import Scale
from playground.ui.canvas import StrokeCanvas
from playground.ui.example_words import ExampleKind, kind_of
from playground.ui.icons import give_icon
from playground.ui.look import Look
from playground.ui.paper import paper_image
from playground.ui.slider import StopSlider
from playground.ui.stroke_history import Picture
from playground.ui.trying.base import GAP, Invitation, SquareInput
from playground.ui.trying.drawing_files import picture_of, picture_of_grey, picture_of_values
from playground.ui.trying.naming import Naming
from playground.ui.values import Stops

_BUTTON = 36
_PENS = Stops(tuple(float(width) for width in range(4, 41)), Scale.LINEAR)


class DrawingInput(SquareInput):
    """What is drawn goes through the data set's own preparation at every stroke; so does a picture that is laid on the
    canvas.
    """

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        self.canvas = StrokeCanvas(look)
        super().__init__(look, self.canvas, parent)
        self._facts: DataFacts | None = None
        self._values: NDArray[Any] | None = None
        self._without: frozenset[Step] = frozenset()
        self.naming = Naming(look, self.canvas)
        self._buttons = QHBoxLayout()
        self._undo = self._button("undo", self.tr("Undo"), self.tr("Take the last stroke back (Ctrl+Z)."))
        self._redo = self._button("redo", self.tr("Redo"), self.tr("Draw again what was taken back (Ctrl+Shift+Z)."))
        self._clear = self._button("clear", self.tr("Clear"), self.tr("Take a clean sheet (Delete)."))
        self._clear.setText(self.tr("Clear"))
        self._pen = StopSlider(_PENS)
        self._pen_width = QLabel()
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._lay_out()
        self._connect()
        self._show_pen(self.canvas.pen_width)
        look.changed.connect(self._on_look_changed)
        self._on_look_changed()

    def invitation(self) -> Invitation:
        if self.canvas.picture is not None:
            again = [self.tr("draw over it to begin anew"), self.tr("draw to begin anew"), self.tr("draw anew")]
            return Invitation(self.tr("A picture"), again)
        kind = kind_of(self._facts) if self._facts is not None else ExampleKind.DIGIT
        heads = {
            ExampleKind.LETTER: self.tr("Draw a letter"),
            ExampleKind.CHARACTER: self.tr("Draw a character"),
        }
        ways = self.naming.ways() or [
            self.tr("with the mouse, a pen or a finger"),
            self.tr("with mouse, pen or finger"),
            self.tr("by hand"),
        ]
        return Invitation(heads.get(kind, self.tr("Draw a digit")), ways)

    def set_facts(self, facts: DataFacts) -> None:
        self._facts = facts
        self.canvas.forget_samples(facts.fingerprint)
        self.naming.set_facts(facts)
        self._order_tabs()
        self._prepare()

    def example(self) -> Example | None:
        return Example(self._values) if self._values is not None else None

    def source(self) -> Source | None:
        picture = self.canvas.picture
        if picture is not None:
            return picture.values if picture.of is None else None
        return None if self.canvas.is_empty() else Sketch(self.canvas.strokes(), self.canvas.pen_share)

    def image(self) -> QImage | None:
        """Return what lies on the sheet as an image for other programs, dark on white; None where nothing does."""
        picture, source = self.canvas.picture, self.source()
        if picture is not None and picture.of is not None and self._facts is not None:
            return picture_of_values(picture.values, max(self._facts.high))
        if isinstance(source, Sketch):
            return picture_of(source)
        return picture_of_grey(source) if source is not None else None

    def set_without(self, without: frozenset[Step]) -> None:
        """Leave these steps of the preparation out, of what is there now too."""
        if without != self._without:
            self._without = without
            if self.source() is not None:
                self._prepare()
                self.changed.emit()

    def load(self, values: NDArray[Any]) -> None:
        if self._facts is not None:
            self._lay(Picture(values, self._facts.fingerprint), values)

    def load_picture(self, grey: NDArray[np.uint8]) -> None:
        """Take the picture `grey` [h, w] as input; raises PlaygroundError when it shows nothing."""
        if self._facts is not None:
            self._lay(Picture(grey), prepared(grey, self._facts, self._without))
            self._focus_canvas()

    def load_drawing(self, own: OwnDrawing) -> None:
        """Take an own drawing onto the sheet, in place of what is there; that can be undone."""
        self.canvas.set_strokes(own.strokes)
        self.naming.show_kept(own.number, own.label)

    def undo(self) -> None:
        """Take back the last stroke, or a picture that was laid over the drawing."""
        self.canvas.undo()
        self._focus_canvas()

    def redo(self) -> None:
        self.canvas.redo()
        self._focus_canvas()

    def _lay_out(self) -> None:
        buttons = self._buttons
        buttons.setSpacing(8)
        for button in (self._undo, self._redo, self._clear):
            buttons.addWidget(button, 1 if button is self._clear else 0)
        caption = QLabel(self.tr("Pen"))
        caption.setProperty("role", "label")
        caption.setBuddy(self._pen)
        self._pen.setAccessibleName(self.tr("Width of the pen"))
        self._pen.setToolTip(
            self.tr("How thick the ink is here. The network sees it at the pen width of its training images.")
        )
        self._pen_width.setProperty("role", "label")
        self._pen_width.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        pen = QHBoxLayout()
        pen.setSpacing(8)
        pen.addWidget(caption)
        pen.addWidget(self._pen, 1)
        pen.addWidget(self._pen_width)
        self.rows.setSpacing(GAP)
        self.rows.addWidget(self.naming.row)
        self.rows.addLayout(buttons)
        self.rows.addLayout(pen)

    def _order_tabs(self) -> None:
        """Put the chips, some of which are younger than what stands beneath them, in their place for Tab."""
        stops = (self.canvas, *self.naming.row.chips, self._undo, self._redo, self._clear, self._pen)
        for before, after in pairwise(stops):
            self.setTabOrder(before, after)

    def _button(self, icon: str, name: str, tip: str) -> QPushButton:
        button = QPushButton()
        button.setToolTip(tip)
        button.setAccessibleName(name)
        button.setIconSize(QSize(16, 16))
        button.setEnabled(False)
        button.setMinimumWidth(_BUTTON)
        give_icon(button, self.look, icon)
        return button

    def _connect(self) -> None:
        self._soon.timeout.connect(self._on_soon)
        self.canvas.strokes_changed.connect(self._on_strokes_changed)
        self.canvas.can_undo_changed.connect(self._undo.setEnabled)
        self.canvas.can_redo_changed.connect(self._redo.setEnabled)
        self._undo.clicked.connect(self.undo)
        self._redo.clicked.connect(self.redo)
        self._clear.clicked.connect(self._on_clear)
        self._pen.moved.connect(self._on_pen_moved)

    def _prepare(self) -> None:
        """Make what the network sees of what lies on the sheet."""
        try:
            self._take(self._prepared())
        except PlaygroundError:  # a picture that shows something only with, or without, the steps there were
            self._take(None)

    def _prepared(self) -> NDArray[Any] | None:
        facts, picture, source = self._facts, self.canvas.picture, self.source()
        if facts is not None and source is not None:
            return prepared(source, facts, self._without)
        return picture.values if picture is not None else None

    def _take(self, values: NDArray[Any] | None) -> None:
        """Take `values` as what the network sees."""
        self._values = values
        self._clear.setEnabled(not self.canvas.is_empty())
        self._show_image()

    def _lay(self, picture: Picture, values: NDArray[Any]) -> None:
        """Lay `picture` on the sheet, of which the network sees `values`."""
        self.canvas.lay(picture)
        self._soon.stop()
        self._take(values)
        self.changed.emit()

    def _show_image(self) -> None:
        """Show the picture on the sheet as the network sees it."""
        if self._values is None or self._facts is None or self.canvas.picture is None:
            self.canvas.show_image(None)
        else:
            self.canvas.show_image(paper_image(self._values, max(self._facts.high), self.look.theme))

    def _show_pen(self, width: float) -> None:
        self._pen.show_value(width)
        self._pen_width.setText(self.tr("{width} px").format(width=round(width)))
        self._pen_width.setMinimumWidth(self._pen_width.fontMetrics().horizontalAdvance(self.tr("88 px")) + 2)

    def _on_look_changed(self) -> None:
        """Where room is short, a picture must do for Undo; the picture on the sheet takes the theme's colours."""
        self._undo.setText("" if self.look.small else self.tr("Undo"))
        self._buttons.setStretchFactor(self._undo, 0 if self.look.small else 1)
        self._show_image()

    def _on_strokes_changed(self) -> None:
        """Prepare once in a turn of the event loop, however many points came."""
        self._soon.start()

    def _on_soon(self) -> None:
        self._prepare()
        self.changed.emit()

    def _focus_canvas(self) -> None:
        """Leave the focus with the drawing, so that Ctrl+Z takes back what a button did to it."""
        if self.canvas.isVisible():
            self.canvas.setFocus()

    def _on_clear(self) -> None:
        self.canvas.clear()
        self._focus_canvas()

    def _on_pen_moved(self, width: float) -> None:
        self.canvas.set_pen_width(width)
        self._show_pen(width)
        self._soon.start()
