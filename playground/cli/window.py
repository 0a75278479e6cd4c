"""The window, as the command opens it: only where there is a display to open it on."""

import sys

from playground.cli.display import no_display_reason
from playground.cli.exit_codes import WRONG_USE
from playground.core.experiment import Experiment
from playground.data.folders import DataFolders


def open_window(experiment: Experiment, folders: DataFolders, *, chosen: bool, lesson: str = "") -> int:
    """Open the window and return the exit code once it is closed.

    `chosen` tells that the experiment was named on the command line; otherwise the last session's comes back. `lesson`
    names the lesson that it is of, or its file; "" is none.
    """
    reason = no_display_reason()
    if reason is not None:
        sys.stderr.write(f"nn-playground: {reason}\n")
        return WRONG_USE
    from playground.app.qt_import import settle_imports  # Qt: only once it is known to find a display

    settle_imports()
    from playground.app.main import run

    return run(experiment if chosen else None, folders, lesson)
