"""What is remembered from one start to the next: layout, theme, and the last experiment."""

import base64
import json
import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from playground.core.experiment import Experiment
from playground.core.messages import Message, PlaygroundError, message
from playground.core.problems import ExperimentError
from playground.store.whole_files import read_text, write_whole

log = logging.getLogger(__name__)

_MOST_TEXT = 1_000_000


@dataclass(frozen=True, slots=True)
class Settings:
    """`theme` is "system", "light" or "dark"; `geometry` and `layout` are Qt's own bytes, empty at first.

    `lesson` names the lesson that was open, or its file, as `store.lessons` has it, and `lesson_step` the index of its
    step; "" is none. `lesson_place` is where its panel stands, as `ui.lessons.place` calls it; "" at first.
    """

    theme: str = "system"
    geometry: bytes = b""
    layout: bytes = b""
    experiment: Experiment | None = None
    data_folder: Path | None = None
    lesson: str = ""
    lesson_step: int = 0
    lesson_place: str = ""


class _SettingsFile(BaseModel):
    model_config = ConfigDict(extra="ignore")

    theme: str = "system"
    geometry: str = ""
    layout: str = ""
    experiment: dict[str, Any] | None = None
    data_folder: str | None = None
    lesson: str = ""
    lesson_step: int = 0
    lesson_place: str = ""


def load_settings(path: Path) -> tuple[Settings, Message | None]:
    """Return the settings, and a sentence where some could not be read: such a file is set aside, never deleted."""
    if not path.exists():
        return Settings(), None
    try:
        file = _SettingsFile.model_validate_json(read_text(path, _MOST_TEXT))
        return _settings(file), None
    except (PlaygroundError, ValidationError, ExperimentError, ValueError) as error:
        log.warning("The settings could not be read: %s", error)
        return Settings(), _set_aside(path)


def save_settings(path: Path, settings: Settings) -> None:
    """Write the settings; raises PlaygroundError when that cannot be done."""
    file = _SettingsFile(
        theme=settings.theme,
        geometry=base64.b64encode(settings.geometry).decode(),
        layout=base64.b64encode(settings.layout).decode(),
        experiment=settings.experiment.to_tree() if settings.experiment is not None else None,
        data_folder=str(settings.data_folder) if settings.data_folder is not None else None,
        lesson=settings.lesson,
        lesson_step=settings.lesson_step,
        lesson_place=settings.lesson_place,
    )
    write_whole(path, json.dumps(file.model_dump(), indent=1).encode())


def _settings(file: _SettingsFile) -> Settings:
    return Settings(
        theme=file.theme if file.theme in ("system", "light", "dark") else "system",
        geometry=base64.b64decode(file.geometry, validate=True),
        layout=base64.b64decode(file.layout, validate=True),
        experiment=Experiment.from_tree(file.experiment) if file.experiment is not None else None,
        data_folder=Path(file.data_folder) if file.data_folder is not None else None,
        lesson=file.lesson,
        lesson_step=max(0, file.lesson_step),
        lesson_place=file.lesson_place,
    )


def _set_aside(path: Path) -> Message:
    aside = path.with_suffix(".unreadable.json")
    try:
        path.replace(aside)
    except OSError as error:
        log.warning("%s could not be renamed: %s", path, error)
    return message("The settings could not be read and were set aside as {path}.", path=aside)
