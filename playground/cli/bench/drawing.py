"""The part `drawing`: from the strokes of a drawing to the network's answer, alone and while a network trains."""

import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import numpy as np

from playground.cli.bench.cases import CASES, experiment_of, train
from playground.cli.bench.figures import Figure, Group, Part, Unit
from playground.cli.bench.plan import PartName, Plan
from playground.cli.bench.telling import tell
from playground.core.probes import AskAnswer, Example
from playground.core.snapshot import NetworkState
from playground.core.strokes import Strokes, prepare
from playground.data.dataset import DataSet
from playground.engine.control import Control
from playground.engine.probes import Prober
from playground.engine.trainer import Trainer

_NOTES = (
    "Strokes are fitted, set upright and drawn anew as an image, which the network answers: all of it is counted.",
)

# Corners of a few digits, each pen stroke a list of (x, y), y down.
_CORNERS = (
    (((5, 0), (1, 2), (0, 6), (2, 10), (6, 9), (7, 4), (5, 0)),),
    (((3, 2), (5, 0), (5, 10)),),
    (((0, 2), (3, 0), (6, 2), (5, 5), (0, 10), (7, 10)),),
    (((2, 0), (0, 6), (7, 6)), ((5, 3), (5, 10))),
    (((0, 0), (7, 0), (3, 10)), ((2, 5), (6, 5))),
)
_POINTS_A_CORNER = 12  # as a mouse reports them


def measure_drawing(data: DataSet, plan: Plan) -> Part:
    """Measure how long a drawing waits for its answer from the first case's network, trained for some steps."""
    case = CASES[0]
    tell("Drawings")
    trainer = Trainer(experiment_of(case, plan), data, Control())
    train(trainer, steps=plan.most_steps)
    reader = _Reader(data, trainer)
    reader.answer_all(plan.drawings)
    alone, beside = [], []
    for _ in range(plan.rounds):
        alone.append(reader.answer_all(plan.drawings))
        with _training(trainer):
            beside.append(reader.answer_all(plan.drawings))
    figures = (*waits("alone", alone), *waits("while a network trains", beside))
    return Part(PartName.DRAWING, (Group(case.network, figures),), _NOTES)


class _Reader:
    """Recognises drawings with the weights that `trainer` has now."""

    def __init__(self, data: DataSet, trainer: Trainer) -> None:
        self._facts = data.facts
        self._prober = Prober(trainer.experiment, data)
        self._state: NetworkState = trainer.network_state()
        self._drawings = drawings()

    def answer_all(self, count: int) -> list[float]:
        """Recognise `count` drawings, one after the other; returns the seconds that each took."""
        took = []
        for number in range(count):
            started = time.perf_counter()
            self._answer(self._drawings[number % len(self._drawings)])
            took.append(time.perf_counter() - started)
        return took

    def _answer(self, strokes: Strokes) -> None:
        height, width = self._facts.input_shape
        image = prepare(strokes, self._facts.drawing, (height, width), self._facts.stroke_width)
        self._prober.answer(AskAnswer(Example(image)), self._state)


def drawings() -> Sequence[Strokes]:
    """Return a few digits as a hand draws them, some 7 wide and 10 high."""
    return [_drawn(corners) for corners in _CORNERS]


def _drawn(corners: Sequence[Sequence[tuple[float, float]]]) -> Strokes:
    """Return strokes through `corners` with as many points as a pointing device would give."""
    strokes = []
    for stroke in corners:
        at = np.linspace(0, len(stroke) - 1, len(stroke) * _POINTS_A_CORNER)
        x, y = (np.interp(at, np.arange(len(stroke)), axis) for axis in zip(*stroke, strict=True))
        strokes.append(np.column_stack([x, y]))
    return strokes


@contextmanager
def _training(trainer: Trainer) -> Iterator[None]:
    """Let `trainer` train in a thread of its own meanwhile."""
    begun = threading.Event()

    def run() -> None:
        for _ in trainer.run():
            begun.set()

    thread = threading.Thread(target=run, name="training")
    trainer.control.go()
    thread.start()
    begun.wait()
    try:
        yield
    finally:
        trainer.control.halt()
        thread.join()


def waits(name: str, rounds: Sequence[Sequence[float]], unit: Unit = Unit.MICROSECONDS) -> tuple[Figure, Figure]:
    """Return the median and the 99th percentile of the seconds waited in each round."""
    scale = {Unit.MICROSECONDS: 1e6, Unit.MILLISECONDS: 1e3}[unit]
    middle, late = (tuple(float(np.quantile(took, q)) * scale for took in rounds) for q in (0.5, 0.99))
    return (Figure(f"{name}, median", unit, middle), Figure(f"{name}, 99th percentile", unit, late))
