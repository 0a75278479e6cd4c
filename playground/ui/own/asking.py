"""Asking a network about the own drawings: a wide one answers them piece by piece, in cycles."""

from playground.core.probes import Answers, AskAnswers
from playground.ui.own.entries import NO_ENTRIES, Entries

_MARK = "my digits"


class AskCycle:
    """What is asked next about some entries. The answers of a cycle are kept back until all are there, so that what is
    shown is one state, and shown once. A network that learns may be another one at each piece; once it rests, a cycle
    is asked all over unless its pieces are of one step.
    """

    def __init__(self) -> None:
        self._entries = NO_ENTRIES
        self._serial = 0  # of the piece that is asked about
        self._start = 0
        self._steps: set[int] = set()  # of this cycle's answers, or of the last one's while the next has none

    def begin(self, entries: Entries) -> None:
        """Ask about these from now on; answers about others come too late."""
        self._entries = entries
        self._go_to(0)

    def question(self) -> AskAnswers | None:
        """Return what to ask next; None: there are no drawings."""
        images = self._entries.images[self._start :]
        return AskAnswers(images, (_MARK, self._serial)) if len(images) else None

    def take(self, answers: Answers) -> Entries | None:
        """Take an answer; returns all entries with their answers where it was the last of its cycle."""
        if answers.mark != (_MARK, self._serial):
            return None
        self._steps = {answers.step} if not self._start else self._steps | {answers.step}
        self._entries = self._entries.answered(self._start, answers)
        end = self._start + len(answers.chosen)
        if end < len(self._entries):
            self._go_to(end)
            return None
        if self._start:
            self._go_to(0)
        return self._entries

    def goes_on(self, answers: Answers) -> bool:
        """Tell whether to ask again at once now that these answers were taken: pieces are missing, or those that there
        are tell of several steps, or an answer that came too late tells of another one than they do.
        """
        ours = answers.mark[0] == _MARK
        return ours and (bool(self._start) or bool(self._steps - {answers.step}))

    def _go_to(self, start: int) -> None:
        self._start = start
        self._serial += 1
