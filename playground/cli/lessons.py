"""`nn-playground lessons`: the tutorials that can be run, and whether their data is here."""

import sys
from collections.abc import Mapping, Sequence

from playground.cli.exit_codes import OK
from playground.core.catalog import DataSetInfo, Source, info_of
from playground.core.lesson import Lesson
from playground.data.folders import DataFolders
from playground.store.lessons import bundled_lessons, lesson_named


def named_lessons(names: Sequence[str]) -> Mapping[str, Lesson]:
    """Return the lessons of these names or files by what they were called, once each; all of the program's where none
    is named.
    """
    if not names:
        return {lesson.name: lesson for lesson in bundled_lessons()}
    return {name: lesson_named(name) for name in dict.fromkeys(names)}


def list_lessons(lessons: Mapping[str, Lesson], folders: DataFolders) -> int:
    """Print what there is to know of each lesson, by what it is called; returns the exit code."""
    sys.stdout.write("\n".join(_entry(name, lesson, folders) for name, lesson in lessons.items()))
    return OK


def _entry(name: str, lesson: Lesson, folders: DataFolders) -> str:
    runs = ", ".join(run.name if run.figures else f"{run.name} (no figures)" for run in lesson.runs)
    infos = {run.experiment.data.name: info_of(run.experiment.data.name) for run in lesson.runs}
    needs = ", ".join(f"{info.title} ({_where(info, folders)})" for info in infos.values())
    lines = (f"{name}  {lesson.title}", f"    {lesson.about}", f"    data: {needs}", f"    runs: {runs}")
    return "".join(f"{line}\n" for line in lines)


def _where(info: DataSetInfo, folders: DataFolders) -> str:
    if info.source is not Source.DOWNLOAD:
        return "no download"
    here = info.name in folders.available()
    return "here" if here else f"not here, {round(info.download_bytes / 1e6)} MB to download"
