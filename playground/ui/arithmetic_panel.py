"""The Arithmetic panel: the numbers behind what the other panels show, on pages that are made when they are seen."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from playground.core.experiment import Experiment
from playground.core.facts import DataFacts
from playground.core.probes import Input, Question
from playground.ui.arithmetic.page import Page
from playground.ui.arithmetic.pages import ACTIVATIONS, AUTOGRAD, LAYERS, LOSSES, NUMBERS, STEP, make_page
from playground.ui.look import Look


class ArithmeticPanel(QWidget):
    """Pages about single numbers; a list at the left chooses. It is an `AskingPanel`."""

    questions_changed = Signal()
    sample_chosen = Signal(object)
    """The person chose an example of the data: an ExampleAt."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._run: tuple[Experiment | None, DataFacts | None] = (None, None)
        self._input: Input | None = None
        self._pages: dict[str, Page] = {}
        self._wanted = STEP
        self._stack = QStackedWidget()
        self._buttons = self._make_buttons()
        self._lay_out()

    @property
    def title(self) -> str:
        return self.tr("Arithmetic")

    @property
    def about(self) -> str:
        return self.tr("the numbers behind it")

    def header_controls(self) -> Sequence[QWidget]:
        return ()

    def show_page(self, name: str, part: str = "") -> None:
        """Show the page `name` (see `arithmetic.pages`) for a lesson, and of it what `part` names, if anything."""
        self._open(name)
        page = self._page(name)
        if part:
            page.show_part(part)
        else:
            page.bring_out()

    def show_run(self, experiment: Experiment | None, facts: DataFacts | None) -> None:
        """Take the run that there is now, as it began; None: there is none."""
        self._run = experiment, facts
        for page in self._pages.values():
            page.show_run(experiment, facts)

    def set_input(self, asked: Input | None) -> None:
        """Take what goes through the network now, or that there is nothing."""
        self._input = asked
        for page in self._pages.values():
            page.set_input(asked)

    def questions(self) -> Sequence[Question]:
        """Return what the page that is seen asks."""
        page = self._pages.get(self._wanted)
        return page.questions() if page is not None else ()

    def show_answer(self, answer: object) -> None:
        """Hand an answer to the page that is seen."""
        page = self._pages.get(self._wanted)
        if page is not None:
            page.show_answer(answer)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Have the page made once the panel is really seen: behind another panel it is shown, but never painted."""
        super().paintEvent(event)
        if self._wanted not in self._pages:
            QTimer.singleShot(0, self, self._on_seen)

    def _on_seen(self) -> None:
        self._open(self._wanted)

    def _open(self, name: str) -> None:
        """Show the page as it was left."""
        self._wanted = name
        self._buttons[name].setChecked(True)
        self._stack.setCurrentWidget(self._page(name))
        self.questions_changed.emit()

    def _page(self, name: str) -> Page:
        """Return the page, made if it has not been seen before."""
        if name not in self._pages:
            page = self._pages[name] = make_page(name, self._look)
            page.questions_changed.connect(self._on_questions_changed)
            page.sample_chosen.connect(self.sample_chosen)
            self._stack.addWidget(page)
            self._follow_list(page)
            page.show_run(*self._run)
            page.set_input(self._input)
        return self._pages[name]

    def _follow_list(self, page: Page) -> None:
        """Have Tab go from the list into the page; as it is made late, it would else come last in the window."""
        controls: list[QWidget] = []
        control = page.nextInFocusChain()
        while control is not None and control is not page:
            if page.isAncestorOf(control) and control.focusPolicy() is not Qt.FocusPolicy.NoFocus:
                controls.append(control)
            control = control.nextInFocusChain()
        *_, last = self._buttons.values()
        for before, after in pairwise([last, *controls]):
            QWidget.setTabOrder(before, after)

    def _on_questions_changed(self) -> None:
        if self.sender() is self._pages.get(self._wanted):
            self.questions_changed.emit()

    def _make_buttons(self) -> dict[str, QPushButton]:
        titles = {
            STEP: (self.tr("One step"), self.tr("A step of learning, from forward to update, with its real numbers.")),
            NUMBERS: (self.tr("Numbers"), self.tr("The picture as the numbers that a neuron adds up.")),
            LAYERS: (
                self.tr("Layers"),
                self.tr("What each layer does to a batch, and the parameters it does it with."),
            ),
            ACTIVATIONS: (self.tr("Activations"), self.tr("Each activation with its slope, and what reaches it.")),
            LOSSES: (self.tr("Losses"), self.tr("What each loss makes of one prediction.")),
            AUTOGRAD: (
                self.tr("Autograd"),
                self.tr("An expression of yours as a graph: values there, gradients back."),
            ),
        }
        group = QButtonGroup(self)
        buttons = {}
        for name, (title, about) in titles.items():
            button = QPushButton(title)
            button.setCheckable(True)
            button.setChecked(name == self._wanted)
            button.setProperty("navigation", True)
            button.setToolTip(about)
            button.clicked.connect(lambda _=False, name=name: self._open(name))
            group.addButton(button)
            buttons[name] = button
        return buttons

    def _lay_out(self) -> None:
        names = QVBoxLayout()
        names.setContentsMargins(8, 8, 8, 8)
        names.setSpacing(2)
        for button in self._buttons.values():
            names.addWidget(button)
        names.addStretch(1)
        line = QFrame()
        line.setProperty("role", "line")
        line.setFixedWidth(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(names)
        layout.addWidget(line)
        layout.addWidget(self._stack, 1)
