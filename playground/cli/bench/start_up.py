"""How long the program takes to start: to its first painted window, and to a run that stands ready to be trained.

`measure_start` starts it as the command does (see `started`), in a process of its own and on Qt's offscreen platform.
"""

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from playground.cli.bench.started import PAINTED, READY
from playground.core.messages import PlaygroundError, message


@dataclass(frozen=True, slots=True)
class StartUp:
    """Seconds from the start of the process."""

    first_window: float
    ready: float


def measure_start() -> StartUp:
    """Start the program once, as at a first start, with the default experiment; raises PlaygroundError."""
    with TemporaryDirectory(prefix="nn-playground-start-") as folder:
        started = time.perf_counter()
        with _process(Path(folder)) as process:
            painted = _seconds_until(PAINTED, process, started)
            ready = _seconds_until(READY, process, started)
    return StartUp(painted, ready)


def _process(folder: Path) -> "subprocess.Popen[str]":
    # Modules stay compiled from one start to the next, as they do for everyone who does not forbid it.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    quiet = {"QT_QPA_PLATFORM": "offscreen", "QT_LOGGING_RULES": "default.warning=false"}
    command = [sys.executable, "-m", "playground.cli.bench.started", str(folder)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**environment, **quiet})


def _seconds_until(line: str, process: "subprocess.Popen[str]", started: float) -> float:
    """Return how long after `started` the process writes `line`; raises PlaygroundError when it ends before."""
    assert process.stdout is not None
    if process.stdout.readline() != line:
        raise PlaygroundError(message("The program ended while it started; see above."))
    return time.perf_counter() - started
