"""The Try it panel: a digit drawn, a point placed, numbers set; and what the network says of it."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from playground.core.catalog import Drawing, Family
from playground.core.facts import DataFacts
from playground.core.messages import PlaygroundError
from playground.core.own_drawings import OwnDrawing, OwnSet
from playground.core.preparation import Sketch, Source, Step, steps_of
from playground.core.probes import Answer, AskAnswer, AskPoints, Example, Points, Question, Samples
from playground.ui.edit_keys import Edit, edit_by
from playground.ui.look import Look
from playground.ui.trying.base import LEAST_SIDE, SquareInput, TryInput
from playground.ui.trying.columns import AnswerColumn, InputColumn
from playground.ui.trying.drawing_input import DrawingInput
from playground.ui.trying.drawing_menu import DrawingMenu
from playground.ui.trying.exchange import Exchange
from playground.ui.trying.picture_input import PictureInput
from playground.ui.trying.picture_source import can_hold_picture
from playground.ui.trying.point_input import PointInput
from playground.ui.trying.row_input import RowInput
from playground.ui.trying.sample_store import SampleStore
from playground.ui.trying.words import steps_off
from playground.ui.words import say

_MARGIN = 16
_GAP = 12
_MOST_SIDE = 440
_NEWS_MS = 80
"""From one news of a drawing to the next. The Network panel alone works on each for longer than the answer takes."""

_COLUMN = 220
"""Where there is room for two columns of this width, px, the answer stands beside the input."""


class TryPanel(QWidget):
    """An input of one's own, in the way that suits the data, and the answer to it at every change."""

    questions_changed = Signal()
    """Other questions are to be asked now."""

    example_changed = Signal(object)
    """There is another input: an Example, or None. While somebody draws it is told now and then: the answer does not
    wait for what others make of it.
    """

    source_changed = Signal(object)
    """It is made of another drawing or picture: a Source, or None where it is made of neither."""

    drawing_named = Signal(object, str)
    """The person said what the drawing is: its strokes, and the class. `show_kept` is to follow."""

    kept_relabelled = Signal(int, str)
    """The person gave the kept drawing of this number another class."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._facts: DataFacts | None = None
        self._trained = False
        self._network_visible = True
        self._answer: Answer | None = None
        self._without: frozenset[Step] = frozenset()
        self._store = SampleStore()
        self._fitted_for = (0, 0)
        """The `_needs` that the input's size was last made for."""
        self.drawing = DrawingInput(look)
        self._picture = PictureInput(look)
        self._point = PointInput(look)
        self._row = RowInput(look)
        self._inputs: Sequence[TryInput] = (self.drawing, self._picture, self._point, self._row)
        self._input: TryInput = self.drawing
        self._exchange = Exchange(self, self._sketch, self._image)
        self._menu = DrawingMenu(look, self, self.drawing.canvas)
        self._left = InputColumn(look, self._inputs)
        self._right = AnswerColumn(look)
        self._columns = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._area = QScrollArea(widgetResizable=True)
        self._waiting = QLabel(self.tr("Try the network here once there is data."))
        self._waiting.setProperty("role", "hint")
        self._waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._waiting.setWordWrap(True)
        self._waiting.setContentsMargins(_MARGIN, 0, _MARGIN, 0)
        self._news = QTimer(self, singleShot=True, interval=_NEWS_MS)
        self._untold = False  # there is news that waits for the timer
        self.setAcceptDrops(True)
        self._lay_out()
        self._connect()
        self.show_facts(None, False)

    @property
    def title(self) -> str:
        return self.tr("Try it")

    @property
    def about(self) -> str:
        return self.tr("your own input, and what the network says")

    def header_controls(self) -> Sequence[QWidget]:
        return [self._menu]

    def example(self) -> Example | None:
        """Return the input as it is now, in stored values; None while there is none."""
        return self._input.example() if self._facts is not None else None

    def source(self) -> Source | None:
        """Return the drawing or picture that the input is made of; None where it is made of neither."""
        return self._input.source() if self._facts is not None else None

    def set_without(self, without: frozenset[Step]) -> None:
        """Leave these steps of the preparation of drawings out."""
        self._without = without
        for made in (self.drawing, self._picture):
            made.set_without(without)
        self._show()

    def questions(self) -> Sequence[Question]:
        """Return what is to be asked about the input, and for the plane its points."""
        if self._facts is None:
            return []
        example, samples = self.example(), self._store.question()
        asked: list[Question] = [AskAnswer(example)] if example is not None else []
        asked += [samples] if samples is not None else []
        return [*asked, AskPoints()] if self._facts.family is Family.PLANE else asked

    def show_facts(self, facts: DataFacts | None, trained: bool) -> None:
        """Take the data, or that there are none; `trained` tells whether the network has learned anything yet.

        A drawing stays while the data can be drawn, a point while they lie in the plane, and so on.
        """
        fresh = facts is None or self._facts is None or facts.fingerprint != self._facts.fingerprint
        self._facts, self._trained = facts, trained
        self._waiting.setVisible(facts is None)
        self._area.setVisible(facts is not None)
        layout = self.layout()
        if layout is not None:
            layout.activate()  # the room that the input gets is measured next
        if facts is not None and fresh:
            self._take_data(facts)
        if fresh:
            self._answer = None
            self._store.forget()
            self._tell()
        self._show()
        self.questions_changed.emit()

    def show_answer(self, answer: object) -> None:
        """Show an answer; one to another panel's question, or to one that is no longer asked, is left alone."""
        facts = self._facts
        if facts is None:
            return
        if isinstance(answer, Answer) and len(answer.probabilities) == facts.class_count:
            self._answer = answer
            self._trained = self._trained or answer.step > 0
            self._show()
        elif isinstance(answer, Points) and facts.family is Family.PLANE:
            self._point.show_points(answer)
        elif isinstance(answer, Samples):
            self._store.take(answer, facts)
            if self._store.wanted:
                self._on_sample_wanted()

    def set_point(self, x: float, y: float) -> None:
        """Place the point of the plane at x, y."""
        if self._input is self._point:
            self._point.set_point(x, y)

    def load_drawing(self, own: OwnDrawing) -> None:
        """Take an own drawing as the input, where the data set can be drawn."""
        if self._facts is not None and self._input is self.drawing:
            self.drawing.load_drawing(own)

    @property
    def kept(self) -> int | None:
        """The number of the own drawing that is the input, or None."""
        return self.drawing.naming.kept

    def show_kept(self, number: int | None, label: str) -> None:
        """Mark what is drawn as the own drawing `number` of the class `label`; None: it is not kept, or no longer.

        The mark goes by itself when the drawing changes.
        """
        self.drawing.naming.show_kept(number, label)

    def show_own(self, own: OwnSet) -> None:
        """Keep the mark of what is drawn in step with the own drawings as they are now."""
        self.drawing.naming.show_own(own)

    def set_network_visible(self, visible: bool) -> None:
        """Tell whether the Network panel shows what the network sees and answers; else it is shown here."""
        if visible != self._network_visible:
            self._network_visible = visible
            self._right.sees.setVisible(not visible)
            self._fit()

    def event(self, event: QEvent) -> bool:
        """Keep the keys that take back and redo for the drawing, wherever in the panel the focus is: the window's own
        Undo stays out of it. A shortcut of the panel would be ambiguous with the window's.
        """
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._command(event):
            event.accept()
            return True
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Share the room anew when something in the page needs another height: once it is styled, or with a warning."""
        if event.type() is QEvent.Type.LayoutRequest and self._needs() != self._fitted_for:
            self._fit()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        command = self._command(event)
        if command is not None:
            command()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._takes_pictures() and can_hold_picture(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self._exchange.take(event.mimeData())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _lay_out(self) -> None:
        page = QWidget()
        self._columns.setContentsMargins(_MARGIN, 0, _MARGIN, _GAP)
        self._columns.setSpacing(_GAP)
        self._columns.addWidget(self._left)
        self._columns.addWidget(self._right)
        page.setLayout(self._columns)
        page.installEventFilter(self)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(page)
        self._area.viewport().setAutoFillBackground(False)
        page.setAutoFillBackground(False)  # setWidget turned it on
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._area)
        layout.addWidget(self._waiting)

    def _connect(self) -> None:
        for made in self._inputs:
            made.changed.connect(self._on_input_changed)
        self._picture.sample_wanted.connect(self._on_sample_wanted)
        self._row.sample_wanted.connect(self._on_sample_wanted)
        self._picture.file_wanted.connect(self._exchange.open_file)
        self.drawing.naming.named.connect(self.drawing_named)
        self.drawing.naming.relabelled.connect(self.kept_relabelled)
        self.drawing.naming.changed.connect(self._on_naming_changed)
        self._menu.open_wanted.connect(self._exchange.open_file)
        self._menu.paste_wanted.connect(self._exchange.paste)
        self._menu.copy_wanted.connect(self._exchange.copy)
        self._menu.save_wanted.connect(self._exchange.save)
        self._exchange.picture_read.connect(self._on_picture_read)
        self._exchange.failed.connect(self._right.show_problem)
        self._look.changed.connect(self._fit)
        self._news.timeout.connect(self._on_news_due)

    def _take_data(self, facts: DataFacts) -> None:
        if facts.family is Family.IMAGE:
            self._input = self._picture if facts.drawing is Drawing.NONE else self.drawing
        else:
            self._input = self._point if facts.family is Family.PLANE else self._row
        self._input.set_facts(facts)
        self._left.show_input(self._input)
        self._right.set_facts(facts)
        self._right.set_terse(self._input is self.drawing)
        self._fit()

    def _show(self) -> None:
        laid = self._facts is not None and self._input is self.drawing and self.drawing.canvas.picture is not None
        self._right.show_state(self.example(), self._answer, self._trained, laid)
        self._right.warn(*steps_off(self._steps_off()))
        self._menu.show_possible(pictures=self._takes_pictures(), drawing=self._sketch() is not None, picture=laid)

    def _steps_off(self) -> int:
        """Return how many steps are left out of what is tried now."""
        source, facts = self.source(), self._facts
        if source is None or facts is None:
            return 0
        return len(self._without.intersection(steps_of(source, facts.drawing)))

    def _fit(self) -> None:
        """Give the square the room that the rest leaves, and put the answer beside it where there is room for both."""
        room = self._area.size()
        self._fitted_for = self._needs()
        across = room.width() - 2 * _MARGIN
        wide = not self._network_visible and across >= 2 * _COLUMN + _GAP
        row = self._input is self._row
        self._columns.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
        self._columns.setStretch(0, 1 if wide or row else 0)
        self._columns.setStretch(1, 0 if row and not wide else 1)
        self._right.stand_beside(wide, self._left.heading_height())
        if isinstance(self._input, SquareInput):
            beneath, answer = self._fitted_for
            rest = self._left.heading_height() + beneath + _GAP + (0 if wide else _GAP + answer)
            width = (across - _GAP) // 2 if wide else across
            self._input.set_side(max(LEAST_SIDE, min(width, room.height() - rest, _MOST_SIDE)))

    def _needs(self) -> tuple[int, int]:
        """Return the heights that the controls beneath a square and the answer need, in px."""
        beneath = self._input.controls_height() if isinstance(self._input, SquareInput) else 0
        return beneath, self._right.needed_height()

    def _command(self, event: QKeyEvent) -> Callable[[], None] | None:
        """Return what `event` does to the drawing that is shown."""
        if self._facts is None or self._input is not self.drawing:
            return None
        edit = edit_by(event)
        if edit is Edit.UNDO:
            return self.drawing.undo
        return self.drawing.redo if edit is Edit.REDO else None

    def _takes_pictures(self) -> bool:
        return self._facts is not None and self._facts.family is Family.IMAGE

    def _sketch(self) -> Sketch | None:
        source = self.source()
        return source if isinstance(source, Sketch) else None

    def _image(self) -> QImage | None:
        return self.drawing.image() if self._facts is not None and self._input is self.drawing else None

    def _on_picture_read(self, grey: NDArray[np.uint8]) -> None:
        """Take the picture `grey` [h, w] as input, or say why not."""
        target = self._input
        if self._facts is None or not isinstance(target, DrawingInput | PictureInput):
            return
        try:
            target.load_picture(grey)
        except PlaygroundError as error:
            self._right.show_problem(say(error.message))

    def _on_input_changed(self) -> None:
        example = self.example()
        self._right.show_problem("")
        if example is None:
            self._answer = None
        self._show()
        if example is not None and self._input is self.drawing and self._news.isActive():
            self._untold = True
        else:
            self._tell()
        self.questions_changed.emit()

    def _tell(self) -> None:
        """Tell the other panels what there is now."""
        self._untold = False
        self._news.start()
        self.example_changed.emit(self.example())
        self.source_changed.emit(self.source())

    def _on_news_due(self) -> None:
        if self._untold:
            self._tell()

    def _on_naming_changed(self) -> None:
        if self._facts is not None and self._input is self.drawing:
            self._left.refresh(self.drawing)

    def _on_sample_wanted(self) -> None:
        values = self._store.another()
        if values is not None:
            self._input.load(values)
        else:
            self.questions_changed.emit()
