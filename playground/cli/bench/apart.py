"""Parts that are measured in a process of their own: those with a window, since the command itself never loads Qt."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from pydantic import TypeAdapter

from playground.cli.bench.figures import Part
from playground.cli.bench.images import Images
from playground.cli.bench.plan import PartName, Plan
from playground.cli.exit_codes import FAILED, INTERRUPTED, OK
from playground.core.messages import PlaygroundError, message


@dataclass(frozen=True, slots=True)
class Task:
    """What the process is to do: it comes in on its standard input as JSON, and the part goes out the same way.

    The window keeps its settings and drawings in the folder `kept`.
    """

    part: PartName
    images: Images
    plan: Plan
    kept: Path


_TASK = TypeAdapter(Task)
_PART = TypeAdapter(Part)


def measured_apart(part: PartName, images: Images, plan: Plan) -> Part:
    """Measure a part in a new process, without a display; raises PlaygroundError when that fails."""
    with TemporaryDirectory(prefix="nn-playground-bench-") as folder:
        done = _run(Task(part, images, plan, Path(folder)))
    if done.returncode == INTERRUPTED:
        raise KeyboardInterrupt
    if done.returncode != OK:
        raise PlaygroundError(message("Its process ended with exit code {code}; see above.", code=done.returncode))
    return _PART.validate_json(done.stdout)


def _run(task: Task) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run(
        [sys.executable, "-m", "playground.cli.bench.apart"],
        input=_TASK.dump_json(task),
        stdout=subprocess.PIPE,
        # The platform warns at every turn that it leaves the size of windows to nobody.
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_LOGGING_RULES": "default.warning=false"},
        check=False,
    )


def main() -> int:
    """Do the task of standard input; returns the exit code."""
    task = _TASK.validate_json(sys.stdin.buffer.read())
    try:
        part = _measured(task)
    except PlaygroundError as error:
        sys.stderr.write(f"{error}\n")
        return FAILED
    except KeyboardInterrupt:
        return INTERRUPTED
    sys.stdout.buffer.write(_PART.dump_json(part))
    return OK


def _measured(task: Task) -> Part:
    from playground.cli.display import no_display_reason

    reason = no_display_reason()
    if reason is not None:
        raise PlaygroundError(reason)
    from playground.app.qt_import import settle_imports

    settle_imports()  # as the program does
    if task.part is PartName.MEMORY:
        from playground.cli.bench.memory import measure_memory

        return measure_memory(task.images, task.plan, task.kept)
    if task.part is PartName.DRAWING:
        from playground.cli.bench.drawing_window import measure_drawing_window

        return measure_drawing_window(task.images, task.plan, task.kept)
    from playground.cli.bench.window import measure_window

    return measure_window(task.images, task.plan, task.kept)


if __name__ == "__main__":
    sys.exit(main())
