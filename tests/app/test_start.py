import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import QEvent, QThread
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from playground.app.main import KeptFiles, Program
from playground.data.folders import DataFolders

# Opens the window as the command does, and says what there is when it has been drawn and when it is ready.
OPENED = """
import linecache
import sys
from pathlib import Path

from playground.app.qt_import import settle_imports

settle_imports()
from playground.app.main import KeptFiles, Program, application
from playground.data.folders import DataFolders

HEAVY = {"torch", "pyqtgraph", "sklearn", "scipy", "qtawesome", "torchvision"}
DEEP = {"torch._dynamo", "sympy", "sklearn", "scipy", "qtawesome", "torchvision"}


def say(what, modules):
    sources = len(linecache.cache)  # torch itself reads some of its own
    print(what, sorted(modules & sys.modules.keys()), len(program.window.curves.charts), sources < 200)


app = application()
folder = Path(sys.argv[1])
program = Program(app, None, DataFolders(own=folder, given=None), KeptFiles.within(folder))
program.drawn.disconnect(program._late.start)  # to look before the thread that imports more has begun
program.drawn.connect(lambda: say("drawn", HEAVY))
program.drawn.connect(program._late.start)
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


def test_a_window_closed_while_it_starts_leaves_no_thread(qtbot: QtBot, tmp_path: Path) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    program = Program(app, None, DataFolders(own=tmp_path, given=None), KeptFiles.within(tmp_path))
    program.drawn.connect(program.window.close)
    with qtbot.waitSignal(program.window.closing):
        program.show()
    QApplication.processEvents()  # what the threads sent arrives
    threads = program.findChildren(QThread)
    assert len(threads) == 3
    assert not any(thread.isRunning() for thread in threads)
    program.window.deleteLater()
    program.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
