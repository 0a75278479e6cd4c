"""The Why panel: what the answer to a picture hangs on."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QSizePolicy, QStackedLayout, QWidget

from playground.core.catalog import Family
from playground.core.facts import DataFacts
from playground.core.probes import ExampleAt, Input, Question
from playground.core.why import AskFlip, AskNearest, AskOcclusion, AskSaliency, Flip, Nearest, Occlusion, Saliency
from playground.ui.input_switch import InputChoice, InputSwitch
from playground.ui.look import Look
from playground.ui.why.flipping import FlipPart
from playground.ui.why.neighbours import NeighboursPart
from playground.ui.why.speaking import SpeakingPart
from playground.ui.why.words import named_input, nothing_to_explain

_MARK = "why"
_NEIGHBOURS = 12
_ASK_ON_MS = 600
_LEAST_WIDTH, _LEAST_HEIGHT = 640, 300
_WIDE = 940  # from here on the neighbours have the room of three columns
_NARROW_GRID, _WIDE_GRID = 126, 194
_SPEAKING = 0.51  # least share of the rest for what speaks for a class
_FLIP = 274  # enough for three pictures of 3 px for each of MNIST's pixels
_SIDE, _TOP, _BETWEEN = 16, 8, 10
_LINE = 2 * _BETWEEN + 1  # room for a line between two parts
_SENTENCE_WIDTH = 560

_Answers = Saliency | Occlusion | Nearest | Flip


class WhyPanel(QWidget):
    """Shows which ink speaks for the answer, what it reminds the network of, and how little would change it.

    It is an `AskingPanel`.
    """

    questions_changed = Signal()
    sample_chosen = Signal(object)
    """The person chose one of the nearest training images: an ExampleAt."""
    input_chosen = Signal(str)
    """The person took the other input: "drawing" or "sample"."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts: DataFacts | None = None
        self._trained = False
        self._input: Input | None = None
        self._number = self._since = 0  # of the input, and of the first whose answers may be shown
        self._truth = -1  # the input's true label, where it is known
        self._nearest: Nearest | None = None
        self._asks_on = False
        self._speaking = SpeakingPart(look)
        self._neighbours = NeighboursPart(look)
        self._flipping = FlipPart(look)
        self._guess = QLabel(self.tr("not trained yet"), self)
        self._switch = InputSwitch(self)
        self._sentence = QLabel(alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        self._row = QHBoxLayout()
        self._area = self._make_area()
        self._pages = QStackedLayout(self)
        self._lay_out()
        self._later = QTimer(self, singleShot=True, interval=_ASK_ON_MS)
        self._later.timeout.connect(self._ask_on)
        self._speaking.label_chosen.connect(self.questions_changed)
        self._neighbours.sample_chosen.connect(self.sample_chosen)
        self._switch.chosen.connect(self.input_chosen)
        self._show_page()

    @property
    def title(self) -> str:
        return self.tr("Why")

    @property
    def about(self) -> str:
        return self.tr("what the answer hangs on")

    def header_controls(self) -> Sequence[QWidget]:
        return (self._guess, self._switch)

    def show_facts(self, facts: DataFacts | None, trained: bool) -> None:
        """Take the data, or that there are none; `trained` tells whether the network has learned anything yet."""
        fresh = facts is None or self._facts is None or facts.fingerprint != self._facts.fingerprint
        self._facts, self._trained = facts, trained
        if fresh:
            self._forget()
            if not self._fits():
                self._input = None
            if facts is not None and facts.family is Family.IMAGE:
                for part in (self._speaking, self._neighbours, self._flipping):
                    part.set_facts(facts)
        self._show_page()
        self.questions_changed.emit()

    def show_choice(self, choice: InputChoice) -> None:
        """Take which input goes through the network, and what the inputs are called."""
        self._switch.show_choice(choice)

    def set_input(self, asked: Input | None) -> None:
        """Take what goes through the network now, or that there is nothing."""
        self._number += 1
        if asked != self._input:
            self._flipping.follow()
            self._truth = -1
        self._input = asked
        if asked is None:
            self._forget()
        self._show_page()
        self.questions_changed.emit()

    def questions(self) -> Sequence[Question]:
        """Return what is to be asked now; while only more of the training images are to be looked at, that alone."""
        asked = self._input
        if asked is None or not self._explains:
            return ()
        mark = (_MARK, self._number)
        nearest = AskNearest(asked, _NEIGHBOURS, mark)
        if self._asks_on:
            return (nearest,)
        label = self._speaking.label()
        return (AskSaliency(asked, label, mark), AskOcclusion(asked, label, mark), AskFlip(asked, mark), nearest)

    def show_answer(self, answer: object) -> None:
        """Show an answer to one of the questions, be it about a stroke before; others are left alone."""
        if not isinstance(answer, _Answers) or not self._is_ours(answer):
            return
        if isinstance(answer, Saliency):
            self._take_saliency(answer)
        elif isinstance(answer, Occlusion):
            self._speaking.show_occlusion(answer)
        elif isinstance(answer, Flip):
            self._flipping.show_flip(answer)
        else:
            self._take_nearest(answer)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self, self.questions_changed.emit)  # once it can be seen, which is asked only then

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_out()

    @property
    def _explains(self) -> bool:
        return self._facts is not None and self._facts.family is Family.IMAGE

    def _fits(self) -> bool:
        """Tell whether the input can be one of the data that there are now."""
        example = self._input
        return isinstance(example, ExampleAt) or (
            example is not None and self._facts is not None and example.values.shape == self._facts.input_shape
        )

    def _is_ours(self, answer: _Answers) -> bool:
        who, number = answer.mark
        return who == _MARK and number >= self._since and self._input is not None

    def _take_saliency(self, saliency: Saliency) -> None:
        self._speaking.show_saliency(saliency)
        if saliency.mark[1] == self._number:
            self._truth = saliency.truth
            self._show_named()

    def _take_nearest(self, nearest: Nearest) -> None:
        """Show the nearest, and ask for those further on: at once while the network stands still, else where it has
        done so for a while, since for each step the search begins anew.
        """
        before, self._nearest = self._nearest, nearest
        self._neighbours.show_nearest(nearest)
        self._later.stop()
        if nearest.looked >= nearest.total:
            return
        if before is not None and before.step == nearest.step:
            self._ask_on()
        else:
            self._later.start()

    def _ask_on(self) -> None:
        """Ask about more training images alone; the other answers stand."""
        self._asks_on = True
        self.questions_changed.emit()
        self._asks_on = False

    def _forget(self) -> None:
        """Show nothing of what was asked so far."""
        self._since = self._number
        self._nearest = None
        self._later.stop()
        self._speaking.forget()
        self._neighbours.show_nearest(None)
        self._flipping.show_flip(None)

    def _make_area(self) -> QScrollArea:
        page = QWidget()
        page.setMinimumSize(_LEAST_WIDTH, _LEAST_HEIGHT)
        page.setLayout(self._row)
        area = QScrollArea(widgetResizable=True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(page)
        for part in (area.viewport(), page):  # or each would lay its own ground over the panel's
            part.setAutoFillBackground(False)
        return area

    def _lay_out(self) -> None:
        self._row.setContentsMargins(_SIDE, _TOP, _SIDE, _TOP)
        self._row.setSpacing(_BETWEEN)
        parts = (self._speaking, self._neighbours, self._flipping)
        for part in parts:
            if part is not parts[0]:
                line = QFrame()
                line.setProperty("role", "line")
                line.setFixedWidth(1)
                self._row.addWidget(line)
            part.setMinimumHeight(_LEAST_HEIGHT - 2 * _TOP)  # however large its pictures are just now
            self._row.addWidget(part)
        self._guess.setProperty("role", "caption")
        self._guess.setToolTip(self.tr("The network has learned nothing yet: its answer is a guess, and so are these."))
        self._sentence.setProperty("role", "hint")
        self._sentence.setMaximumWidth(_SENTENCE_WIDTH)
        self._sentence.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        middle = QWidget()
        centred = QHBoxLayout(middle)
        centred.setContentsMargins(48, 16, 48, 16)
        centred.addWidget(self._sentence)
        self._pages.addWidget(middle)
        self._pages.addWidget(self._area)

    def _share_out(self) -> None:
        """Give each part its room: by figures of its own, since pictures take what their part has."""
        grid = _WIDE_GRID if self.width() >= _WIDE else _NARROW_GRID
        rest = max(self.width(), _LEAST_WIDTH) - 2 * _SIDE - 2 * _LINE - grid
        height = max(self.height(), _LEAST_HEIGHT) - 2 * _TOP
        speaking = max(round(_SPEAKING * rest), min(rest - _FLIP, self._speaking.enough_width(height)))
        for part, width in ((self._speaking, speaking), (self._neighbours, grid), (self._flipping, rest - speaking)):
            part.setFixedWidth(width)

    def _show_page(self) -> None:
        explained = self._explains and self._input is not None
        self._guess.setVisible(explained and not self._trained)
        self._switch.setVisible(self._explains)
        self._show_named()
        if not explained:
            self._sentence.setText(nothing_to_explain(self._facts))
        self._pages.setCurrentIndex(1 if explained else 0)

    def _show_named(self) -> None:
        """Name what is explained."""
        if self._facts is not None and self._input is not None:
            self._speaking.show_named(named_input(self._input, self._truth, self._facts))
