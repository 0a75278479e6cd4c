"""A run on disk: a folder with its metrics, experiment, weights, and all that predicting with it needs."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import chain, pairwise
from pathlib import Path
from typing import Annotated, Any

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from safetensors import SafetensorError
from safetensors.numpy import load_file, save

from playground.core.experiment import Experiment
from playground.core.experiment_toml import from_toml, to_toml
from playground.core.facts import DataFacts
from playground.core.messages import PlaygroundError, message
from playground.core.own_drawings import OwnSet
from playground.core.progress import Environment, Event
from playground.core.rules import layer_sizes
from playground.core.saved_run import COLUMNS, SavedRun
from playground.core.snapshot import Arrays
from playground.store.own_drawings import read_exactly, write_own
from playground.store.whole_files import read_text, write_whole

_METRICS = "metrics.csv"
_EXPERIMENT = "experiment.toml"
_WEIGHTS = "weights.safetensors"
_RUN = "run.json"
_DRAWINGS = "drawings.json"
_FORMAT = 1
_MOST_TEXT = 10_000_000
_MOST_WEIGHTS = 2_000_000_000


class _RunFile(BaseModel):
    """What run.json holds."""

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False, defer_build=True)

    format: int
    facts: DataFacts
    environment: Environment
    events: list[Event]
    step: Annotated[int, Field(ge=0)]
    epoch: Annotated[int, Field(ge=0)]
    samples: Annotated[int, Field(ge=0)]
    seconds: Annotated[float, Field(ge=0)]


def dated_folder(parent: Path, name: str, now: datetime) -> Path:
    """Return a folder in `parent` that is not there yet, named by the moment and the data set."""
    stem = f"{now:%Y-%m-%d-%H%M%S}-{name}"
    candidates = (parent / (stem if number == 1 else f"{stem}-{number}") for number in range(1, 10_000))
    return next(folder for folder in candidates if not folder.exists())


def require_free(folder: Path) -> None:
    """Raise PlaygroundError when `folder` is there and has content, or is no folder."""
    if folder.is_file() or (folder.is_dir() and any(folder.iterdir())):
        raise PlaygroundError(
            message("{folder} is not empty. Choose another folder, or on the command line add --force.", folder=folder)
        )


def require_writable(folder: Path) -> None:
    """Make `folder`, and raise PlaygroundError when nothing can be written into it: before the work, not after."""
    write_whole(folder / _METRICS, metrics_csv([]).encode())


def write_run(folder: Path, run: SavedRun) -> None:
    """Write the run's files into `folder`; raises PlaygroundError when that cannot be done."""
    file = _RunFile(
        format=_FORMAT,
        facts=run.facts,
        environment=run.environment,
        events=list(run.events),
        step=run.step,
        epoch=run.epoch,
        samples=run.samples,
        seconds=run.seconds,
    )
    weights = {name: np.ascontiguousarray(array) for name, array in run.weights.items()}
    write_whole(folder / _METRICS, metrics_csv(run.rows).encode())
    write_whole(folder / _EXPERIMENT, to_toml(run.experiment).encode())
    write_whole(folder / _WEIGHTS, save(weights))
    if run.own is not None:
        write_own(folder / _DRAWINGS, run.own)
    elif (folder / _RUN).exists():  # else they are no run's, but the person's
        _remove(folder / _DRAWINGS)
    write_whole(folder / _RUN, json.dumps(file.model_dump(mode="json"), indent=1).encode())


def read_run(folder: Path) -> SavedRun:
    """Read what `write_run` wrote; raises PlaygroundError that names the file at fault."""
    if not folder.is_dir():
        raise PlaygroundError(message("{folder} is not there, or is no folder.", folder=folder))
    experiment = from_toml(read_text(folder / _EXPERIMENT, _MOST_TEXT))
    file = _read_run_file(folder / _RUN)
    weights = _read_weights(folder / _WEIGHTS)
    _check_weights(folder, experiment, file.facts, weights)
    rows = _read_rows(folder / _METRICS)
    return SavedRun(
        experiment=experiment,
        facts=file.facts,
        environment=file.environment,
        events=file.events,
        step=file.step,
        epoch=file.epoch,
        samples=file.samples,
        seconds=file.seconds,
        rows=rows,
        weights=weights,
        own=_read_drawings(folder / _DRAWINGS) if experiment.data.own_weight else None,
    )


def metrics_csv(rows: Sequence[Mapping[str, float]]) -> str:
    """Return rows of metrics as CSV text with a heading; what is absent is left empty."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def _read_run_file(path: Path) -> _RunFile:
    text = read_text(path, _MOST_TEXT)
    try:
        found: Any = json.loads(text)
        if isinstance(found, dict) and isinstance(found.get("format"), int) and found["format"] > _FORMAT:
            raise PlaygroundError(
                message("{path} was written by a newer nn-playground. Install a newer one to open it.", path=path)
            )
        read = _RunFile.model_validate_json(text)
        _check_facts(read.facts)
        return read
    except (ValueError, RecursionError, ValidationError) as error:
        raise PlaygroundError(message("{path} does not describe a run of nn-playground.", path=path)) from error


def _check_facts(facts: DataFacts) -> None:
    """Raise ValueError when the facts contradict themselves."""
    lists = (facts.low, facts.high, facts.mean, facts.deviation, facts.shift, facts.scale)
    if any(len(numbers) not in (1, facts.input_count) for numbers in lists):
        raise ValueError("a list of numbers does not fit the inputs")
    if not np.isfinite([*chain.from_iterable(lists), facts.stroke_width]).all():
        raise ValueError("a number is not finite")
    if len(set(facts.class_names)) < max(2, facts.class_count):
        raise ValueError("classes share a name")


def _read_weights(path: Path) -> Arrays:
    try:
        if path.stat().st_size > _MOST_WEIGHTS:
            raise PlaygroundError(message("{path} is too large to hold the weights of a run.", path=path))
        return load_file(path)
    except (OSError, SafetensorError) as error:
        raise PlaygroundError(message("{path} could not be read: {why}.", path=path, why=error)) from error


def _check_weights(folder: Path, experiment: Experiment, facts: DataFacts, weights: Arrays) -> None:
    sizes = layer_sizes(experiment, facts.input_count, facts.class_count)
    wanted: dict[str, tuple[int, ...]] = {}
    for index, (before, after) in enumerate(pairwise(sizes)):
        wanted[f"layers.{index}.weight"] = (after, before)
        wanted[f"layers.{index}.bias"] = (after,)
    found = {name: array.shape for name, array in weights.items()}
    if found != wanted:
        raise PlaygroundError(
            message("The weights in {folder} do not fit the network that its experiment describes.", folder=folder)
        )
    if any(array.dtype != np.float32 or not np.isfinite(array).all() for array in weights.values()):
        raise PlaygroundError(message("The weights in {folder} are not all finite numbers of 32 bits.", folder=folder))


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise PlaygroundError(
            message("{path} could not be removed: {why}.", path=path, why=error.strerror or error)
        ) from error


def _read_drawings(path: Path) -> OwnSet | None:
    """Return the drawings that were trained on; None where the folder does not say which."""
    return read_exactly(path) if path.exists() else None


def _read_rows(path: Path) -> list[dict[str, float]]:
    try:
        found = list(csv.DictReader(io.StringIO(read_text(path, _MOST_TEXT))))
        rows = [{name: float(row[name]) for name in COLUMNS if row.get(name)} for row in found]
        _check_rows(rows)
        return rows
    except (ValueError, csv.Error) as error:
        raise PlaygroundError(message("{path} is no table of metrics.", path=path)) from error


def _check_rows(rows: Sequence[Mapping[str, float]]) -> None:
    """Raise ValueError unless every row has a step and all are finite, and steps rise."""
    if any("step" not in row or not np.isfinite(list(row.values())).all() for row in rows):
        raise ValueError("a row has no step, or a number that is not finite")
    if any(before["step"] >= after["step"] for before, after in pairwise(rows)):
        raise ValueError("steps do not rise")
