"""Where the window lays down questions to the network and the prober takes them up; the newest of a kind counts."""

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from playground.core.probes import Question
from playground.core.snapshot import NetworkState

if TYPE_CHECKING:
    from playground.engine.probes import Prober

_Kind: TypeAlias = tuple[str, type[Question]]

_GOING_ON = "going on"  # who asks for the rest of an answer


@dataclass(frozen=True, slots=True)
class Task:
    """One question, to be put to `prober` about `state`."""

    question: Question
    prober: "Prober"
    state: NetworkState


@dataclass(frozen=True, slots=True)
class FreeTask:
    """One question that is about no network."""

    question: Question


class Desk:
    """Questions wait here, one of each kind and asker; the newest weights and the prober that fits them lie beside.

    Any thread may call any method. Weights are wanted again once those that lie here have been used, and where they
    lack what a question is about. Nothing is taken before the desk is open, or has a network.
    """

    def __init__(self) -> None:
        self._wake = threading.Condition()
        self._questions: dict[_Kind, Question] = {}
        self._prober: Prober | None = None
        self._state: NetworkState | None = None
        self._state_wanted = True
        self._open = False
        self._closed = False

    def open(self) -> None:
        """Let free questions be taken: what answers them has been imported."""
        with self._wake:
            self._open = True
            self._wake.notify_all()

    def ask(self, asker: str, question: Question) -> None:
        """Lay down a question; it takes the place of an older one of its kind by the same asker.

        One that another asker has laid down too is taken once for both: its answer goes to all.
        """
        with self._wake:
            kind = asker, type(question)
            if self._questions.get(kind) == question:
                return
            self._questions.pop(kind, None)
            self._questions[kind] = question
            self._state_wanted = self._state_wanted or self._lacks_optimizer(question)
            self._wake.notify_all()

    def ask_rest(self, task: Task) -> None:
        """Lay down again, behind all that waits, a question of which only a piece has been answered; not where its
        network was replaced meanwhile: it goes with it.
        """
        with self._wake:
            if task.prober is self._prober:
                self.ask(_GOING_ON, task.question)

    def set_network(self, prober: "Prober | None", state: NetworkState | None) -> None:
        """Answer from now on about this network; None: about none. Open questions belonged to the old one and go, but
        for the free ones.
        """
        with self._wake:
            self._prober, self._state = prober, state
            self._questions = {kind: question for kind, question in self._questions.items() if question.free}
            self._wake.notify_all()

    def set_state(self, state: NetworkState) -> None:
        """Lay down newer weights of the same network; others are wanted at once where a question, perhaps one that was
        laid down while these were copied, is about the optimizer's state and they come without it.
        """
        with self._wake:
            self._state = state
            self._state_wanted = any(map(self._lacks_optimizer, self._questions.values()))
            self._wake.notify_all()

    @property
    def state_wanted(self) -> bool:
        return self._state_wanted

    @property
    def optimizer_wanted(self) -> bool:
        """Whether a question waits that is about the optimizer's state too."""
        with self._wake:
            return any(question.about_learning for question in self._questions.values())

    def close(self) -> None:
        """Let whoever waits in `take` go."""
        with self._wake:
            self._closed = True
            self._wake.notify_all()

    def take(self) -> Task | FreeTask | None:
        """Wait for a question; None once the desk is closed."""
        with self._wake:
            self._wake.wait_for(lambda: self._closed or self._next() is not None)
            kind = self._next()
            if self._closed or kind is None:
                return None
            question = self._questions[kind]
            self._questions = {kind: other for kind, other in self._questions.items() if other != question}
            if question.free or self._prober is None or self._state is None:
                return FreeTask(question)
            self._state_wanted = True
            return Task(question, self._prober, self._state)

    def _next(self) -> _Kind | None:
        """Return which of the questions that can be answered now comes first; None where there is none."""
        able = [kind for kind, question in self._questions.items() if self._can_answer(question)]
        return next((kind for kind in able if self._questions[kind].urgent), able[0] if able else None)

    def _can_answer(self, question: Question) -> bool:
        if question.free:
            return self._open
        return self._prober is not None and self._state is not None and not self._lacks_optimizer(question)

    def _lacks_optimizer(self, question: Question) -> bool:
        return question.about_learning and (self._state is None or self._state.optimizer is None)
