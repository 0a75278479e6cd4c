"""A hand that draws in the open window, and how long it waits for its ink and for the answer.

Only imported in a process of its own (`apart`): it loads Qt.
"""

import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from itertools import cycle
from typing import Any
from unittest.mock import patch

from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPointF, QProcess, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QMouseEvent

from playground.cli.bench.opened import Opened
from playground.core.probes import Answer, AskAnswer, Question
from playground.core.snapshot import NetworkState
from playground.core.strokes import Strokes
from playground.engine.probes import Prober

_INTERVAL = 0.008  # s between two points, as most mice report them
_LIFTED = 0.1  # s between two strokes
_LOOKED_AT = 0.3  # s that a finished drawing is left
_MARGIN, _SIZE = 0.2, 0.06  # of the sheet: where drawings begin, and how long one of their units is


# Tells the time, which is the same in all processes, at each of the times that it is given, in seconds from its start.
_CLOCK = """
import sys, time
began = time.perf_counter()
for at in map(float, sys.argv[1].split(",")):
    time.sleep(max(0.0, began + at - time.perf_counter()))
    print(time.perf_counter(), flush=True)
"""


class Act(Enum):
    PRESS = QEvent.Type.MouseButtonPress
    MOVE = QEvent.Type.MouseMove
    RELEASE = QEvent.Type.MouseButtonRelease
    CLEAR = None


@dataclass(frozen=True, slots=True)
class Move:
    """What the hand does `at` seconds from its start, at x, y in parts of the sheet."""

    at: float
    act: Act
    x: float = 0.0
    y: float = 0.0


@dataclass(frozen=True, slots=True)
class Waits:
    """Seconds for every point: until its `ink` is painted, and until the `answer` to it is."""

    ink: tuple[float, ...]
    answer: tuple[float, ...]


class Hand(QObject):
    """Draws by mouse, point after point on time, whatever the window is doing then: a process of its own says when, as
    a mouse does. A point that has to wait until the window is through with something else has waited since then.
    """

    _done = Signal()

    def __init__(self, program: Opened, drawings: Sequence[Strokes]) -> None:
        super().__init__(program)
        self._program = program
        self._drawings = drawings
        self._window = program.window
        self._canvas = program.window.try_it.drawing.canvas
        self._asked = _Asked()
        self._moves: Sequence[Move] = ()
        self._begin()
        self._window.installEventFilter(self)
        self._clock = QProcess(self)
        self._clock.readyReadStandardOutput.connect(self._on_ticks)
        self._canvas.strokes_changed.connect(self._on_strokes_changed)
        self._window.try_it.questions_changed.connect(self._on_questions_changed)
        program.session.answered.connect(self._on_answered)

    def draw(self, seconds: float) -> Waits:
        """Draw for about so long."""
        self._moves = list(_moves(self._drawings, seconds))
        self._begin()
        times = ",".join(f"{move.at:.4f}" for move in self._moves)
        with self._asked.noted():
            self._program.until(self._done, lambda: self._clock.start(sys.executable, ["-c", _CLOCK, times]))
        self._clock.waitForFinished()
        return Waits(tuple(self._ink), tuple(self._answers))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Qt sends the window this event to have painted all that has changed; when it returns, that is done.
        if event.type() is QEvent.Type.UpdateRequest:
            inked, answered = len(self._times), self._answered
            watched.event(event)
            self._note_shown(inked, answered)
            return True
        return False

    def _begin(self) -> None:
        self._made = 0  # moves
        self._time: float | None = None  # of the point that is being sent
        self._times: list[float] = []  # of all points that have come
        self._ink: list[float] = []
        self._answers: list[float] = []
        self._answered = 0  # points that the newest answer is about
        self._asked.clear()

    @Slot()
    def _on_ticks(self) -> None:
        """Make the moves whose time has come: one for each line, which tells when."""
        while self._clock.canReadLine():
            self._make(self._moves[self._made], float(bytes(self._clock.readLine().data())))
            self._made += 1
        if self._made == len(self._moves):
            self._done.emit()

    def _make(self, move: Move, now: float) -> None:
        if move.act is Act.CLEAR:
            self._time = None
            self._canvas.clear()
        else:
            self._time = now
            self._send(move)

    def _send(self, move: Move) -> None:
        side = self._canvas.height()
        corner = QPointF((self._canvas.width() - side) // 2, 0)
        place = self._canvas.mapTo(self._window, corner + QPointF(move.x, move.y) * side)
        left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
        button = none if move.act is Act.MOVE else left
        held = none if move.act is Act.RELEASE else left
        spot = self._window.mapToGlobal(place)
        event = QMouseEvent(move.act.value, place, place, spot, button, held, Qt.KeyboardModifier.NoModifier)
        QCoreApplication.sendEvent(self._window.windowHandle(), event)

    @Slot()
    def _on_strokes_changed(self) -> None:
        if self._time is not None:
            self._times.append(self._time)

    @Slot()
    def _on_questions_changed(self) -> None:
        example = self._window.try_it.example()
        if example is not None:
            self._asked.add(example.values, len(self._times))

    @Slot(object)
    def _on_answered(self, answer: object) -> None:
        if isinstance(answer, Answer):
            self._answered = max(self._answered, self._asked.about(answer))
            QTimer.singleShot(0, self._on_settled)

    @Slot()
    def _on_settled(self) -> None:
        """All that the answer changed has been painted: what is to be painted goes before timers."""
        self._note_shown(len(self._ink), self._answered)

    def _note_shown(self, inked: int, answered: int) -> None:
        now = time.perf_counter()
        self._ink += [now - since for since in self._times[len(self._ink) : inked]]
        self._answers += [now - since for since in self._times[len(self._answers) : answered]]


class _Asked:
    """Which inputs hold how many of the points, and which answer is about which input."""

    def __init__(self) -> None:
        self._points: dict[int, tuple[NDArray[Any], int]] = {}  # by the identity of the values, which are kept alive
        self._inputs: dict[int, tuple[Answer, NDArray[Any]]] = {}  # by the identity of the answer

    def clear(self) -> None:
        self._points.clear()
        self._inputs.clear()

    def add(self, values: NDArray[Any], points: int) -> None:
        self._points[id(values)] = (values, points)

    def about(self, answer: Answer) -> int:
        """Return how many of the points `answer` is about."""
        _, values = self._inputs.get(id(answer), (answer, None))
        return self._points.get(id(values), (None, 0))[1]

    @contextmanager
    def noted(self) -> Iterator[None]:
        """Note the input of every answer, which does not tell it itself."""
        answer_of = Prober.answer

        def answer(prober: Prober, question: Question, state: NetworkState) -> object:
            given = answer_of(prober, question, state)
            if isinstance(question, AskAnswer) and isinstance(given, Answer):
                self._inputs[id(given)] = (given, question.input.values)
            return given

        with patch.object(Prober, "answer", answer):
            yield


def _moves(drawings: Sequence[Strokes], seconds: float) -> Iterator[Move]:
    """Yield what the hand does to draw one after the other until so much time has passed; each drawing is finished."""
    at = 0.0
    for strokes in cycle(drawings):
        for stroke in strokes:
            (x, y), *others = (_MARGIN + _SIZE * stroke).tolist()
            yield Move(at, Act.PRESS, x, y)
            for x, y in others:
                at += _INTERVAL
                yield Move(at, Act.MOVE, x, y)
            yield Move(at, Act.RELEASE, x, y)
            at += _LIFTED
        at += _LOOKED_AT
        yield Move(at, Act.CLEAR)
        if at >= seconds:
            return
