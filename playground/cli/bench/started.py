"""The program as the command starts it, but with its files in a folder of its own, and saying how far it is.

Run in a process that is measured (`start_up`), and so without imports that the command does not make.
"""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import playground.cli.main  # noqa: F401  (what the command loads counts)
from playground.cli.display import no_display_reason
from playground.cli.exit_codes import WRONG_USE
from playground.data.folders import DataFolders

if TYPE_CHECKING:
    from playground.app.main import Program

PAINTED = "painted\n"
READY = "ready\n"


def main() -> int:
    """Start the program with its files in the folder that is named, and close it once it is ready."""
    reason = no_display_reason()
    if reason is not None:
        sys.stderr.write(f"{reason}\n")
        return WRONG_USE
    from playground.app.qt_import import settle_imports

    settle_imports()
    from playground.app.main import KeptFiles, Program, application

    folder = Path(sys.argv[1])
    app = application()
    program = Program(app, None, DataFolders(own=folder, given=None), KeptFiles.within(folder))
    _tell(program)
    program.show()
    return app.exec()


def _tell(program: "Program") -> None:
    """Say on standard output how far the start is; it is over with the first run, or the failure of it."""
    program.drawn.connect(lambda: _say(PAINTED))
    program.session.run_built.connect(lambda _: _say(READY))
    for end in (program.session.run_built, program.session.failed):
        end.connect(lambda _: program.window.close())


def _say(line: str) -> None:
    sys.stdout.write(line)
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
