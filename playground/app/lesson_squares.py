"""The least-squares loss that a lesson's figure may be held to: asked once for a run, whichever panels are seen."""

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from playground.app.session import Session
from playground.core.lesson import LessonRun, Origin
from playground.core.lesson_questions import AskLeastSquares, LeastSquares

_ASKER = "lesson"
_ASK_AGAIN_MS = 1000


class RunSquares(QObject):
    """That of the present run's data."""

    found = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._wanted = False
        self.loss: float | None = None  # once it is computed
        self._again = QTimer(self, interval=_ASK_AGAIN_MS)  # a live change of settings drops what is asked
        self._again.timeout.connect(self._ask)
        session.answered.connect(self._on_answered)

    def forget(self) -> None:
        """The run is another now, or there is none."""
        self._wanted, self.loss = False, None
        self._again.stop()

    def want_for(self, run: LessonRun | None) -> None:
        """Let it be computed if a figure of `run`, which is the present one, is held to it; None: nothing is."""
        figures = run.figures if run is not None else ()
        self._wanted = any(figure.origin is Origin.LEAST_SQUARES for figure in figures)
        self._ask()

    @Slot()
    def _ask(self) -> None:
        if self._wanted and self.loss is None:
            self._session.ask(AskLeastSquares(), _ASKER)
            self._again.start()
        else:
            self._again.stop()

    @Slot(object)
    def _on_answered(self, answer: object) -> None:
        if isinstance(answer, LeastSquares) and self._session.run is not None:
            self.loss = answer.loss
            self._again.stop()
            self.found.emit()
