"""`nn-playground predict`: what a saved run makes of pictures and drawn strokes, from its folder alone."""

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playground.cli.exit_codes import FAILED, OK
from playground.core.messages import PlaygroundError
from playground.core.preparation import Sketch, prepared
from playground.core.probes import Answer, AskAnswer, Example
from playground.core.saved_run import SavedRun
from playground.core.snapshot import NetworkState
from playground.data.dataset import DataSet
from playground.engine.probes import Prober
from playground.store.picture_files import read_grey
from playground.store.run_folder import read_run
from playground.store.stroke_files import read_drawings


@dataclass(frozen=True, slots=True)
class Prediction:
    """The answer for one picture or drawing; `label` is None where nobody said what it is, and `known` tells whether
    the network has a class of that name at all: only then can it be right or wrong.
    """

    file: Path
    index: int
    chosen: str
    probabilities: dict[str, float]
    label: str | None
    known: bool

    @property
    def right(self) -> bool:
        return self.label is not None and self.label.casefold() == self.chosen.casefold()


def predict(folder: Path, files: Sequence[Path], *, as_json: bool) -> int:
    """Print a prediction for everything in `files`, and the accuracy where labels are given; returns the exit code.

    What cannot be read is named on stderr, and the rest goes on. Raises PlaygroundError when the run cannot be read.
    """
    oracle = _Oracle(read_run(folder))
    found: list[Prediction] = []
    failed = False
    for file in files:
        for result in oracle.predictions(file):
            if isinstance(result, Prediction):
                found.append(result)
            else:
                failed = True
                sys.stderr.write(f"{result}\n")
    sys.stdout.write(_as_json(found) if as_json else _as_lines(found))
    return FAILED if failed else OK


class _Oracle:
    """Prepares pictures and drawings as the run's data set expects them, and asks its network."""

    def __init__(self, run: SavedRun) -> None:
        self._facts = run.facts
        self._prober = Prober(run.experiment, DataSet.without_examples(run.facts))
        self._state = NetworkState(0, 0, 0.0, run.weights)

    def predictions(self, file: Path) -> Iterator[Prediction | str]:
        """Yield a prediction for each thing in `file`, or a sentence where that could not be."""
        if len(self._facts.input_shape) != 2:
            yield f"{file}: {self._facts.title} has no pictures, so none can be classified."
            return
        try:
            if file.suffix.lower() == ".json":
                yield from self._drawings(file)
            else:
                grey = read_grey(file)
                yield self._predict(file, 0, prepared(grey, self._facts), None)
        except PlaygroundError as error:
            text = str(error)
            yield text if str(file) in text else f"{file}: {text}"

    def _drawings(self, file: Path) -> Iterator[Prediction | str]:
        for index, drawing in enumerate(read_drawings(file)):
            try:
                image = prepared(Sketch(drawing.strokes, 0.0), self._facts)
            except PlaygroundError as error:
                yield f"{file}[{index}]: {error}"
            else:
                yield self._predict(file, index, image, drawing.label)

    def _predict(self, file: Path, index: int, image: Any, label: str | None) -> Prediction:
        answer = self._prober.answer(AskAnswer(Example(image)), self._state)
        assert isinstance(answer, Answer)
        names = self._facts.class_names
        probabilities = dict(zip(names, answer.probabilities.tolist(), strict=True))
        known = label is not None and label.casefold() in {name.casefold() for name in names}
        return Prediction(file, index, names[answer.chosen], probabilities, label, known)


def _as_lines(found: Sequence[Prediction]) -> str:
    lines = [f"{item.file}[{item.index}]\t{item.chosen}\t{item.probabilities[item.chosen]:.4f}" for item in found]
    judged, others = _judged(found), _other_classes(found)
    if others:
        lines.append(f"left out of the accuracy, since the network has no such class: {others}")
    if judged:
        right = sum(item.right for item in judged)
        lines.append(f"accuracy {right / len(judged):.4f} ({right} of {len(judged)})")
    return "".join(f"{line}\n" for line in lines)


def _judged(found: Sequence[Prediction]) -> Sequence[Prediction]:
    """Return those whose true class the network knows."""
    return [item for item in found if item.known]


def _other_classes(found: Sequence[Prediction]) -> int:
    """Return how many have a label that the network has no class for."""
    return sum(item.label is not None and not item.known for item in found)


def _as_json(found: Sequence[Prediction]) -> str:
    judged = _judged(found)
    right = sum(item.right for item in judged)
    tree = {
        "predictions": [
            {
                "file": str(item.file),
                "index": item.index,
                "class": item.chosen,
                "probability": item.probabilities[item.chosen],
                "probabilities": item.probabilities,
                "label": item.label,
            }
            for item in found
        ],
        "accuracy": right / len(judged) if judged else None,
        "right": right,
        "labelled": len(judged),
        "other_classes": _other_classes(found),
    }
    return json.dumps(tree, indent=1) + "\n"
