"""The whole program with a small lesson of a teacher's own, for tests of what happens between the two."""

from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from playground.app.main import KeptFiles, Program
from playground.core.experiment import Experiment
from playground.data.folders import DataFolders
from playground.ui.combo import Combo

TIMEOUT_MS = 30_000
BEFORE = Experiment().changed({"model.hidden": [32], "training.epochs": 1, "training.seed": 5})

SETTINGS = """
format = 1
number = 9
title = "On digits"
about = "For tests."

[[runs]]
name = "two-epochs"
title = "Two epochs"

[runs.experiment.data]
name = "digits"

[runs.experiment.model]
hidden = [16]

[runs.experiment.training]
epochs = 2

[[runs.figures]]
metric = "test_accuracy"
epoch = 2
value = 0.8
within = 0.2

[[steps]]
light = "network"

[[steps]]
light = "training.learning_rate"
changes = { "training.learning_rate" = 0.05 }

[[steps]]
light = "samples"
"""
SQUARES = (
    SETTINGS.replace("hidden = [16]", 'hidden = []\noutput_activation = "identity"')
    .replace("epochs = 2", 'epochs = 2\nloss = "mse"')
    .replace('metric = "test_accuracy"', 'metric = "train_loss"\norigin = "least_squares"')
    .replace("value = 0.8\nwithin = 0.2", "least = 0.5\nmost = 4.0")
)
"""The same with a figure that is computed from the data."""
WORDS = "".join(f"## Step {name}\n\nLook at {name}.\n\nWords about {name}.\n\n" for name in ("one", "two", "three"))


def write_lesson(file: Path, settings: str = SETTINGS) -> Path:
    """Write a lesson into `file` and the Markdown file beside it."""
    file.write_text(settings, encoding="utf-8")
    file.with_suffix(".md").write_text(WORDS, encoding="utf-8")
    return file


def begun(folder: Path, experiment: Experiment | None, lesson: str = "") -> Program:
    """Return a program that keeps its files in `folder`; it is not shown yet."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return Program(app, experiment, DataFolders(own=folder / "data", given=None), KeptFiles.within(folder), lesson)


def shown(qtbot: QtBot, program: Program) -> Program:
    """Show the program and wait for its first run."""
    with qtbot.waitSignal(program.session.run_built, timeout=TIMEOUT_MS):
        program.show()
    return program


def close(program: Program) -> None:
    program.window.close()
    program.window.deleteLater()
    program.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def train(qtbot: QtBot, program: Program) -> None:
    """Train to the end of the plan."""
    program.session.train()
    qtbot.waitUntil(lambda: not program.session.training, timeout=TIMEOUT_MS)


def take_step(qtbot: QtBot, program: Program) -> None:
    program.session.step()
    qtbot.waitUntil(lambda: not program.session.training, timeout=TIMEOUT_MS)


def open_lesson(qtbot: QtBot, program: Program, file: Path) -> None:
    """Open the lesson in `file`, which builds a new run."""
    with qtbot.waitSignal(program.session.run_built, timeout=TIMEOUT_MS):
        program.lessons.open(str(file))
    QApplication.processEvents()


def click(parent: QWidget, text: str) -> None:
    button = next(one for one in parent.findChildren(QPushButton) if one.text() == text and one.isVisible())
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def offers(parent: QWidget, text: str) -> bool:
    return any(one.text() == text and one.isVisible() for one in parent.findChildren(QPushButton))


def lesson_box(program: Program) -> Combo:
    return next(box for box in program.window.toolbar.findChildren(Combo) if box.accessibleName() == "Lesson")


def goals(program: Program) -> list[str]:
    return [goal.text for goal in program.window.curves._goals]


def texts(program: Program) -> list[str]:
    """Return what is read in the Lesson panel, in front."""
    program.window.docks.bring_up("lesson")
    QApplication.processEvents()
    program.joint.refresh()
    return [label.text() for label in program.window.lesson.findChildren(QLabel) if label.isVisible()]


def refused(program: Program) -> list[str]:
    """Return what dialogs say of lessons that could not be opened, and close them."""
    dialogs = [one for one in program.window.findChildren(QMessageBox) if one.isVisible()]
    said = [f"{one.text()} {one.informativeText()}" for one in dialogs]
    for one in dialogs:
        one.close()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return said
