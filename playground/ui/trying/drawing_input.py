"""Drawing as a way to try the network: the canvas, its pen, and pictures laid over it."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QWidget

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
from playground.ui.slider import StopSlider
from playground.ui.trying.base import GAP, Invitation, SquareInput
from playground.ui.trying.naming import Naming
from playground.ui.trying.picture_paper import PicturePaper
from playground.ui.values import Stops

_BUTTON = 36
_PENS = Stops(tuple(float(width) for width in range(4, 41)), Scale.LINEAR)


class DrawingInput(SquareInput):
    """What is drawn goes through the data set's own preparation at every stroke; a picture may lie over the canvas."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        self._sheets = QStackedWidget()
        super().__init__(look, self._sheets, parent)
        self._facts: DataFacts | None = None
        self._grey: NDArray[np.uint8] | None = None
        self._values: NDArray[Any] | None = None
        self._without: frozenset[Step] = frozenset()
        self.canvas = StrokeCanvas(look)
        self.naming = Naming(look, self.canvas)
        self._paper = PicturePaper(look, "")
        self._sheets.addWidget(self.canvas)
        self._sheets.addWidget(self._paper)
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
        self.naming.set_facts(facts)
        if self._sheets.currentWidget() is self._paper and self._grey is None:
            self._take_canvas()
        else:
            self._prepare()

    def example(self) -> Example | None:
        return Example(self._values) if self._values is not None else None

    def source(self) -> Source | None:
        if self._sheets.currentWidget() is self._paper:
            return self._grey
        return None if self.canvas.is_empty() else Sketch(self.canvas.strokes(), self.canvas.pen_share)

    def set_without(self, without: frozenset[Step]) -> None:
        """Leave these steps of the preparation out, of what is there now too."""
        if without != self._without:
            self._without = without
            if self.source() is not None:
                self._prepare()
                self.changed.emit()

    def load(self, values: NDArray[Any]) -> None:
        self._grey = None
        self._show_values(values)

    def load_picture(self, grey: NDArray[np.uint8]) -> None:
        """Take the picture `grey` [h, w] as input; raises PlaygroundError when it shows nothing."""
        if self._facts is not None:
            values = prepared(grey, self._facts, self._without)
            self._grey = grey
            self._show_values(values)

    def load_drawing(self, own: OwnDrawing) -> None:
        """Take an own drawing onto the sheet, in place of what is there; that can be undone."""
        self._uncover()
        self.canvas.set_strokes(own.strokes)
        self.naming.show_kept(own.number, own.label)

    def undo(self) -> None:
        """Take back a picture that lies over the canvas, or else the last stroke."""
        if self._sheets.currentWidget() is self._paper:
            self._take_canvas()
        else:
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
        """Make what the network sees of the drawing, or of the picture that lies over it."""
        facts, source = self._facts, self.source()
        try:
            self._values = prepared(source, facts, self._without) if facts is not None and source is not None else None
        except PlaygroundError:  # a picture that shows something only with, or without, the steps there were
            self._values = None
        self._clear.setEnabled(source is not None)
        if self._grey is not None:
            self._show_paper()

    def _show_paper(self) -> None:
        self._paper.show_picture(self._values, max(self._facts.high) if self._facts is not None else 255.0)

    def _show_values(self, values: NDArray[Any]) -> None:
        """Lay the picture that the network sees over the canvas."""
        self._values = values
        self._show_paper()
        self._sheets.setCurrentWidget(self._paper)
        self.naming.set_covered(True)
        self._undo.setEnabled(True)
        self._clear.setEnabled(True)
        self.changed.emit()

    def _take_canvas(self) -> None:
        """Take the picture away; the drawing beneath it is as it was."""
        self._uncover()
        self._prepare()
        self.changed.emit()

    def _uncover(self) -> None:
        self._grey = None
        self._sheets.setCurrentWidget(self.canvas)
        self.naming.set_covered(False)
        self._undo.setEnabled(self.canvas.can_undo)

    def _show_pen(self, width: float) -> None:
        self._pen.show_value(width)
        self._pen_width.setText(self.tr("{width} px").format(width=round(width)))
        self._pen_width.setMinimumWidth(self._pen_width.fontMetrics().horizontalAdvance(self.tr("88 px")) + 2)

    def _on_look_changed(self) -> None:
        """Where room is short, a picture must do for Undo."""
        self._undo.setText("" if self.look.small else self.tr("Undo"))
        self._buttons.setStretchFactor(self._undo, 0 if self.look.small else 1)

    def _on_strokes_changed(self) -> None:
        """Prepare once in a turn of the event loop, however many points came."""
        self._soon.start()

    def _on_soon(self) -> None:
        if self._sheets.currentWidget() is self.canvas:
            self._prepare()
            self.changed.emit()

    def _focus_canvas(self) -> None:
        """Leave the focus with the drawing, so that Ctrl+Z takes back what a button did to it."""
        if self.canvas.isVisible():
            self.canvas.setFocus()

    def _on_clear(self) -> None:
        self.canvas.clear()
        if self._sheets.currentWidget() is self._paper:
            self._take_canvas()
        self._focus_canvas()

    def _on_pen_moved(self, width: float) -> None:
        self.canvas.set_pen_width(width)
        self._show_pen(width)
        self._soon.start()
