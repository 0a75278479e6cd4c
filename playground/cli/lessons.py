"""`nn-playground lessons`: the tutorials that can be run, and whether their data is here."""

import sys
from collections.abc import Sequence

from playground.cli.exit_codes import OK
from playground.core.catalog import DataSetInfo, Source, info_of
from playground.core.lesson import Lesson
from playground.data.folders import DataFolders
from playground.store.lessons import bundled_lessons, lesson_named


def named_lessons(names: Sequence[str]) -> Sequence[Lesson]:
    """Return the lessons of these names or files, or all of the program's where none is named."""
    return [lesson_named(name) for name in names] if names else bundled_lessons()


def list_lessons(lessons: Sequence[Lesson], folders: DataFolders) -> int:
    """Print what there is to know of each lesson; returns the exit code."""
    sys.stdout.write("\n".join(_entry(lesson, folders) for lesson in lessons))
    return OK


def _entry(lesson: Lesson, folders: DataFolders) -> str:
    runs = ", ".join(run.name for run in lesson.runs)
    infos = {run.experiment.data.name: info_of(run.experiment.data.name) for run in lesson.runs}
    needs = ", ".join(f"{info.title} ({_where(info, folders)})" for info in infos.values())
    lines = (f"{lesson.name}  {lesson.title}", f"    {lesson.about}", f"    data: {needs}", f"    runs: {runs}")
    return "".join(f"{line}\n" for line in lines)


def _where(info: DataSetInfo, folders: DataFolders) -> str:
    if info.source is not Source.DOWNLOAD:
        return "no download"
    here = info.name in folders.available()
    return "here" if here else f"not here, {round(info.download_bytes / 1e6)} MB to download"
