"""What the Lesson panel holds once a lesson is open: words first, figures and readings below."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from playground.core.history import History
from playground.core.lesson import Figure, LessonStep
from playground.core.lesson_figures import outcome
from playground.ui.lessons.figures_table import FiguresTable
from playground.ui.lessons.markdown import html_of
from playground.ui.lessons.readings import EPOCHS, Readings
from playground.ui.look import Look

_MARGIN = 16
_NARROW = 380  # px


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
        self._note = _label("problem")
        self._sentence = _label("title")
        self._text = self._make_text()
        self._compared = QWidget()
        self._strayed = self._make_strayed()
        self._table = FiguresTable(look)
        self.readings = Readings(look)
        self._lay_out()
        look.changed.connect(self._show_text)

    def sizeHint(self) -> QSize:
        """Ask for little: the panel comes into the place of another, whose size it is to keep."""
        return QSize(200, 100)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.viewport().width() < _NARROW
        self._table.set_narrow(narrow)
        self.readings.set_narrow(narrow)

    def show_step(self, index: int, count: int, step: LessonStep) -> None:
        self._step = step
        place = self.tr("Step {number} of {count}: {title}")
        self._place.setText(place.format(number=index + 1, count=count, title=step.title))
        self._sentence.setText(step.sentence)
        self._show_text()
        self.verticalScrollBar().setValue(0)

    def show_note(self, note: str) -> None:
        """Say `note` before the sentence; "" is none."""
        self._note.setText(note)
        self._note.setVisible(bool(note))

    def show_figures(self, figures: Sequence[Figure], history: History | None) -> None:
        """Show `figures` and what comes out for them in `history`."""
        self._history, self._computed = history, None
        if tuple(figures) != tuple(self._figures):
            self._figures = tuple(figures)
            self._table.show_figures(self._figures)
        self._compared.setVisible(bool(self._figures))
        self._show_outcomes()

    def show_strayed(self, strayed: bool) -> None:
        """Say why nothing is compared, where that is because some steps were taken with other settings."""
        self._strayed.setVisible(strayed)

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

    def _make_strayed(self) -> QLabel:
        label = QLabel(wordWrap=True)
        label.setProperty("role", "caption")
        label.setText(self.tr("Not compared: this run was also trained with other settings. Reset begins it anew."))
        label.hide()
        return label

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
        compared.setSpacing(6)
        parts: list[QWidget] = [_line(), self._table, self._strayed]
        for part in parts:
            compared.addWidget(part)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(_MARGIN, 8, _MARGIN, _MARGIN)
        column.setSpacing(4)
        for label in (self._place, self._note, self._sentence):
            label.setWordWrap(True)
            column.addWidget(label)
        self._note.hide()
        column.addWidget(self._text)
        column.addSpacing(4)
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


def _label(role: str) -> QLabel:
    label = QLabel()
    label.setProperty("role", role)
    return label


def _line() -> QFrame:
    line = QFrame()
    line.setProperty("role", "line")
    line.setFixedHeight(1)
    return line
