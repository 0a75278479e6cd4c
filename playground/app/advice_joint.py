"""Ties what is known about trainings that go wrong to the window: a warning, and the remedy for a divergence."""

import time

from PySide6.QtCore import QObject, Slot

from playground.app.session import Session
from playground.core.advice import advise, calmer_rate
from playground.core.progress import Phase, Progress
from playground.ui.run_words import RunWords
from playground.ui.window import MainWindow
from playground.ui.words import say

_ADVICE_SECONDS = 1.0


class AdviceJoint(QObject):
    """Looks at how a training goes, says what should be done about it, and does it when that is asked for."""

    def __init__(self, session: Session, window: MainWindow) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self._words = RunWords()
        self._advised = (0, 0)  # run id and epoch
        self._advised_at = 0.0
        window.curves.remedy_requested.connect(self._on_remedy_requested)

    def look(self, progress: Progress) -> None:
        """Say what there is to say about the present run, which stands at `progress`."""
        self._show_divergence(progress)
        self._show_advice(progress)

    def _show_divergence(self, progress: Progress) -> None:
        if progress.phase is Phase.DIVERGED and progress.diverged_at is not None:
            rate = self._calmer_rate(progress.diverged_at)
            text, action = self._words.diverged(progress.diverged_at, rate)
            self._window.curves.show_diverged(progress.diverged_at, text, action)
        else:
            self._window.curves.show_diverged(None, "", "")

    def _show_advice(self, progress: Progress) -> None:
        """Warn, at the end of an epoch, where the test loss shows that something should be done; not at each of many
        short ones, since it takes the whole history.
        """
        run, now = self._session.run, time.perf_counter()
        ended = (progress.run_id, progress.epoch)
        soon = ended[0] == self._advised[0] and now - self._advised_at < _ADVICE_SECONDS
        if run is None or ended == self._advised or (soon and self._session.training):
            return
        self._advised, self._advised_at = ended, now
        epochs, tests, trains = (run.history.read(name).values for name in ("epoch", "test_loss", "train_loss"))
        warning = advise(self._session.experiment, epochs, tests, trains)
        self._window.status.warn(say(warning) if warning is not None else "")

    @Slot()
    def _on_remedy_requested(self) -> None:
        """After a divergence: a lower learning rate, and from the start."""
        progress = self._session.progress()
        if progress is not None and progress.diverged_at is not None:
            self._session.edit({"training.learning_rate": self._calmer_rate(progress.diverged_at)})
            self._session.reset()

    def _calmer_rate(self, diverged_at: int) -> float:
        facts = self._session.facts
        return calmer_rate(self._session.experiment, diverged_at, facts.train_count if facts is not None else 1)
