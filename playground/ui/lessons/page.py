"""What the Lesson panel holds once a lesson is open: words first, figures and readings below."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from playground.core.history import History
from playground.core.lesson import Figure, LessonStep
from playground.core.lesson_figures import outcome
from playground.ui.lessons.figures_table import FiguresTable
from playground.ui.lessons.markdown import html_of
from playground.ui.lessons.readings import EPOCHS, Readings
from playground.ui.look import Look

_MARGIN = 16


class LessonPage(QScrollArea):
    """A column that scrolls."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._step: LessonStep | None = None
        self._figures: Sequence[Figure] = ()
        self._history: History | None = None
        self._computed: float | None = None
        self._compared_at = (0, 0)
        self._place = _label("caption")
        self._title = _label("title")
        self._sentence = QLabel(wordWrap=True)
        self._text = self._make_text()
        self._compared = QWidget()
        self._table = FiguresTable(look)
        self.readings = Readings(look)
        self._lay_out()
        look.changed.connect(self._on_look_changed)
        self._on_look_changed()

    def sizeHint(self) -> QSize:
        """Ask for little: the panel comes into the place of another, whose size it is to keep."""
        return QSize(200, 100)

    def show_step(self, index: int, count: int, step: LessonStep) -> None:
        self._step = step
        self._place.setText(self.tr("Step {number} of {count}").format(number=index + 1, count=count))
        self._title.setText(step.title)
        self._sentence.setText(step.sentence)
        self._show_text()
        self.verticalScrollBar().setValue(0)

    def show_sentence(self, shown: bool) -> None:
        self._sentence.setVisible(shown)

    def show_figures(self, figures: Sequence[Figure], history: History | None) -> None:
        """Show `figures` and what comes out for them in `history`."""
        self._history, self._computed = history, None
        if tuple(figures) != tuple(self._figures):
            self._figures = tuple(figures)
            self._table.show_figures(self._figures)
        self._compared.setVisible(bool(self._figures))
        self._show_outcomes()

    def show_computed(self, loss: float) -> None:
        """Take the least-squares loss that a figure is held to."""
        self._computed = loss
        self._show_outcomes()

    def refresh(self) -> None:
        """Show what is new; figures are looked up only once more has been measured."""
        measured = self._measured()
        if measured != self._compared_at:
            self._show_outcomes()
        self.readings.refresh()

    def _measured(self) -> tuple[int, int]:
        """Return what of the run is measured by now: a generation, and how many times."""
        history = self._history
        return (history.generation(EPOCHS), history.length(EPOCHS)) if history is not None else (0, 0)

    def _show_outcomes(self) -> None:
        self._compared_at = self._measured()
        history = self._history or History()
        self._table.show_outcomes([outcome(figure, history, self._computed) for figure in self._figures])

    def _show_text(self) -> None:
        if self._step is not None:
            self._text.setText(html_of(self._step.text, self._look))

    def _make_text(self) -> QLabel:
        label = QLabel(wordWrap=True, textFormat=Qt.TextFormat.RichText)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        label.setOpenExternalLinks(False)
        label.linkActivated.connect(self._on_link_activated)
        label.setAccessibleName(self.tr("What this step is about"))
        return label

    def _on_link_activated(self, address: str) -> None:
        """Open a link in the browser, if it leads into the web safely."""
        url = QUrl(address)
        if url.scheme() == "https":
            QDesktopServices.openUrl(url)

    def _lay_out(self) -> None:
        compared = QVBoxLayout(self._compared)
        compared.setContentsMargins(0, 0, 0, 0)
        compared.setSpacing(8)
        head = _label("title")
        head.setText(self.tr("What to reach"))
        parts: list[QWidget] = [_line(), head, self._table]
        for part in parts:
            compared.addWidget(part)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(_MARGIN, 8, _MARGIN, _MARGIN)
        column.setSpacing(4)
        column.addWidget(self._place)
        column.addWidget(self._title)
        column.addSpacing(2)
        column.addWidget(self._sentence)
        column.addWidget(self._text)
        column.addSpacing(8)
        column.addWidget(self._compared)
        column.addSpacing(8)
        column.addWidget(_line())
        column.addSpacing(4)
        column.addWidget(self.readings)
        column.addStretch(1)
        self.setWidget(content)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        for part in (self.viewport(), content):  # or each would lay its own ground over the panel's
            part.setAutoFillBackground(False)

    def _on_look_changed(self) -> None:
        self._sentence.setFont(self._look.font(13))
        self._show_text()


def _label(role: str) -> QLabel:
    label = QLabel()
    label.setProperty("role", role)
    return label


def _line() -> QFrame:
    line = QFrame()
    line.setProperty("role", "line")
    line.setFixedHeight(1)
    return line
