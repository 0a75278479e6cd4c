"""Where the window lays down questions to the network and the prober takes them up; the newest of a kind counts."""

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from playground.core.probes import Question
from playground.core.snapshot import NetworkState

if TYPE_CHECKING:
    from playground.engine.probes import Prober


@dataclass(frozen=True, slots=True)
class Task:
    """One question, to be put to `prober` about `state`."""

    question: Question
    prober: "Prober"
    state: NetworkState


class Desk:
    """Questions wait here, one of each kind and asker; the newest weights and the prober that fits them lie beside.

    Any thread may call any method. Weights are wanted again once those that lie here have been used.
    """

    def __init__(self) -> None:
        self._wake = threading.Condition()
        self._questions: dict[tuple[str, type[Question]], Question] = {}
        self._prober: Prober | None = None
        self._state: NetworkState | None = None
        self._state_wanted = True
        self._closed = False

    def ask(self, asker: str, question: Question) -> None:
        """Lay down a question; it takes the place of an older one of its kind by the same asker.

        One that waits already, whoever asked it, is not laid down twice: its answer goes to all.
        """
        with self._wake:
            if question in self._questions.values():
                return
            self._questions.pop((asker, type(question)), None)
            self._questions[asker, type(question)] = question
            self._wake.notify_all()

    def set_network(self, prober: "Prober | None", state: NetworkState | None) -> None:
        """Answer from now on about this network; None: about none. Open questions belonged to the old one and go."""
        with self._wake:
            self._prober, self._state = prober, state
            self._questions.clear()

    def set_state(self, state: NetworkState) -> None:
        """Lay down newer weights of the same network."""
        with self._wake:
            self._state = state
            self._state_wanted = False
            self._wake.notify_all()

    @property
    def state_wanted(self) -> bool:
        return self._state_wanted

    def close(self) -> None:
        """Let whoever waits in `take` go."""
        with self._wake:
            self._closed = True
            self._wake.notify_all()

    def take(self) -> Task | None:
        """Wait for a question; None once the desk is closed."""
        with self._wake:
            self._wake.wait_for(lambda: self._closed or (self._questions and self._prober and self._state))
            if self._closed or self._prober is None or self._state is None:
                return None
            kind = next(
                (key for key, waiting in self._questions.items() if waiting.urgent), next(iter(self._questions))
            )
            self._state_wanted = True
            return Task(self._questions.pop(kind), self._prober, self._state)
