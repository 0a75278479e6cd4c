"""How long the program takes to start: to its first painted window, and to a run that stands ready to be trained.

`measure_start` starts it as the command does, in a process of its own and on Qt's offscreen platform. That process runs
this module, too, so that the module may import next to nothing at its head.
"""

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from playground.cli.exit_codes import WRONG_USE
from playground.core.messages import PlaygroundError, message

if TYPE_CHECKING:
    from playground.app.main import Program

_PAINTED = "painted\n"
_READY = "ready\n"


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
            painted = _seconds_until(_PAINTED, process, started)
            ready = _seconds_until(_READY, process, started)
    return StartUp(painted, ready)


def _process(folder: Path) -> "subprocess.Popen[str]":
    # Modules stay compiled from one start to the next, as they do for everyone who does not forbid it.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    quiet = {"QT_QPA_PLATFORM": "offscreen", "QT_LOGGING_RULES": "default.warning=false"}
    command = [sys.executable, "-m", "playground.cli.bench.start_up", str(folder)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**environment, **quiet})


def _seconds_until(line: str, process: "subprocess.Popen[str]", started: float) -> float:
    """Return how long after `started` the process writes `line`; raises PlaygroundError when it ends before."""
    assert process.stdout is not None
    if process.stdout.readline() != line:
        raise PlaygroundError(message("The program ended while it started; see above."))
    return time.perf_counter() - started


def main() -> int:
    """Start the program as the command does, with its files in the folder named, and close it once it is ready."""
    import playground.cli.main  # noqa: F401  (what the command loads counts)
    from playground.app.qt_import import settle_imports
    from playground.cli.display import no_display_reason
    from playground.data.folders import DataFolders

    reason = no_display_reason()
    if reason is not None:
        sys.stderr.write(f"{reason}\n")
        return WRONG_USE
    settle_imports()
    from playground.app.main import Program, application

    folder = Path(sys.argv[1])
    app = application()
    program = Program(app, None, DataFolders(own=folder, given=None), folder / "settings.json")
    _tell(program)
    program.show()
    return app.exec()


def _tell(program: "Program") -> None:
    """Say on standard output how far the start is; it is over with the first run, or the failure of it."""
    program.drawn.connect(lambda: _say(_PAINTED))
    program.session.run_built.connect(lambda _: _say(_READY))
    for end in (program.session.run_built, program.session.failed):
        end.connect(lambda _: program.window.close())


def _say(line: str) -> None:
    sys.stdout.write(line)
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
