import subprocess
import sys
from pathlib import Path

# Opens the window as the command does, and says what there is when it has been drawn and when it is ready.
OPENED = """
import linecache
import sys
from pathlib import Path

from playground.app.qt_import import settle_imports

settle_imports()
from playground.app.main import Program, application
from playground.data.folders import DataFolders

HEAVY = {"torch", "pyqtgraph", "sklearn", "scipy", "qtawesome", "torchvision"}
DEEP = {"torch._dynamo", "sympy", "sklearn", "scipy", "qtawesome", "torchvision"}


def say(what, modules):
    sources = len(linecache.cache)  # torch itself reads some of its own
    print(what, sorted(modules & sys.modules.keys()), len(program.window.curves.charts), sources < 200)


app = application()
folder = Path(sys.argv[1])
program = Program(app, None, DataFolders(own=folder, given=None), folder / "settings.json")
program.drawn.connect(lambda: say("drawn", HEAVY))
program.session.run_built.connect(lambda run: say("ready", DEEP))
program.session.run_built.connect(lambda run: program.window.close())
program.show()
sys.exit(app.exec())
"""


def test_what_takes_long_comes_after_the_window_and_only_what_is_needed(tmp_path: Path) -> None:
    command = [sys.executable, "-c", OPENED, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stdout.splitlines() == ["drawn [] 0 True", "ready [] 2 True"], done.stderr
    assert done.returncode == 0
