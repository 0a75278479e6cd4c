"""The Lesson panel: what a lesson's step says, what the tutorial reports beside what comes out, and the losses read."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from playground.core.history import History
from playground.core.lesson import Lesson, LessonRun
from playground.ui.look import Look

if TYPE_CHECKING:
    from playground.ui.lessons.page import LessonPage


class LessonPanel(QWidget):
    """Shows one step at a time."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._page: LessonPage | None = None
        self._none = QLabel(alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        self._none.setProperty("role", "hint")
        self._none.setText(self.tr("No lesson is open. Choose one at the left of the toolbar."))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._none)

    @property
    def title(self) -> str:
        return self.tr("Lesson")

    @property
    def about(self) -> str:
        return self.tr("what to look at, and what to try")

    def header_controls(self) -> Sequence[QWidget]:
        return ()

    def show_step(self, lesson: Lesson, step: int) -> None:
        """Show the step of this index of `lesson`."""
        page = self._shown_page()
        page.show_step(step, len(lesson.steps), lesson.steps[step])

    def show_note(self, note: str) -> None:
        """Say first why the step cannot be followed as things are, and what to do; "": it can."""
        self._shown_page().show_note(note)

    def leave(self) -> None:
        """There is no lesson any more."""
        if self._page is not None:
            self._page.hide()
            self._none.show()
        self.show_run(None, None)

    def show_run(
        self,
        run: LessonRun | None,
        history: History | None,
        *,
        strayed: bool = False,
        computed: float | None = None,
    ) -> None:
        """Show the figures of `run`, and what comes out in `history`, unless that has `strayed`: some of its steps were
        taken with other settings. `computed` is the least-squares loss of its data, once that is known.
        """
        if self._page is None:
            return
        compared = history if run is not None and not strayed else None
        self._page.show_figures(run.figures if run is not None else (), compared)
        if computed is not None:
            self._page.show_computed(computed)
        self._page.show_strayed(strayed)

    def follow(self, history: History | None) -> None:
        """Read the losses of the run that writes `history`, whichever that is."""
        if self._page is not None:
            self._page.readings.follow(history)

    def refresh(self) -> None:
        """Show what is new, if that is seen."""
        if self._page is not None and self._page.isVisible():
            self._page.refresh()

    def _shown_page(self) -> "LessonPage":
        """Return the page, made when the first lesson is opened."""
        if self._page is None:
            from playground.ui.lessons.page import LessonPage  # most starts have no lesson, and need not wait for it

            self._page = LessonPage(self._look)
            self._column.addWidget(self._page)
        self._none.hide()
        self._page.show()
        return self._page
