"""What a page of the Arithmetic panel is."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from playground.core.experiment import Experiment
from playground.core.facts import DataFacts
from playground.core.probes import Input, Question
from playground.ui.look import Look


class Page(QWidget):
    """A page asks and is answered like a panel (see `AskingPanel`), while it is the one that is seen. It takes
    notice of what it needs by overriding; all of it is told when the page is made, and again when it changes.
    """

    questions_changed = Signal()
    sample_chosen = Signal(object)
    """The person chose an example of the data: an ExampleAt."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self._number = 0

    @property
    def mark(self) -> tuple[str, int]:
        """The mark of what is asked now: this page's, and how many times it has asked for something else."""
        return type(self).__name__, self._number

    def ask_anew(self) -> None:
        """Ask with another mark from now on, so that answers to earlier questions can be told from later ones."""
        self._number += 1
        self.questions_changed.emit()

    def questions(self) -> Sequence[Question]:
        """Return what is to be asked now; again and again while the network learns, so free ones only till answered."""
        return ()

    def show_answer(self, answer: object) -> None:
        """Show an answer to one of the questions; others are left alone."""

    def show_run(self, experiment: Experiment | None, facts: DataFacts | None) -> None:
        """Take the run that there is now, as it began; None: there is none."""

    def set_input(self, asked: Input | None) -> None:
        """Take what goes through the network now, or that there is nothing."""

    def bring_out(self) -> None:
        """A lesson begins to speak of this page, and of no part of it."""

    def show_part(self, name: str) -> None:
        """Show the part of the page that a lesson names, such as one of its examples."""
