import subprocess
import sys
from collections.abc import Iterator, Sequence

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea
from pytestqt.qtbot import QtBot

from playground.core.history import History, Line, Metric
from playground.ui.look import Look
from playground.ui.own.pinned_view import PinnedView

# Qt's offscreen plugin says this of every window that has a layout.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints", extend=True)


def _metrics(names: Sequence[str]) -> list[Metric]:
    return [
        Metric(name=f"p{label}", chart="Pinned", title=name, about="", line=Line.CLASS, unit="%", better=1, label=label)
        for label, name in enumerate(names)
    ]


@pytest.fixture
def history() -> History:
    made = History()
    for step in range(0, 501, 100):
        made.append(step, {"p0": 0.1, "p1": 0.3, "p2": 0.6})
    return made


@pytest.fixture
def view(history: History, qtbot: QtBot) -> Iterator[PinnedView]:
    made = PinnedView(Look())
    made.set_plan(100, 1000)
    made.follow(history, _metrics("abc"))
    made.resize(340, 380)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.close()


def _viewport(view: PinnedView) -> QAbstractScrollArea:
    return view.findChildren(QAbstractScrollArea)[0]


def test_it_follows_a_run(view: PinnedView, history: History) -> None:
    assert view.reading_text() == "a 10\u202f%, b 30\u202f%, c 60\u202f%"
    assert not view.refresh()
    history.append(600, {"p0": 0.0, "p1": 1.0, "p2": 0.0})
    assert view.refresh()
    assert view.reading_text() == "c 0\u202f%, b 99\u202f%"  # as beside the drawing: never quite sure


def test_other_classes_make_another_chart(view: PinnedView, history: History, qtbot: QtBot) -> None:
    view.follow(history, _metrics("xyz"))
    qtbot.waitUntil(lambda: _viewport(view).isVisible())
    assert view.reading_text() == "x 10\u202f%, y 30\u202f%, z 60\u202f%"
    view.follow(None, _metrics("xyz"))
    assert "once there is a run" in view.reading_text()
    view.follow(None, ())
    assert view.reading_text() == ""
    assert not view.refresh()


def test_the_true_class_is_told_first_when_it_is_not_seen_else(view: PinnedView, history: History) -> None:
    history.append(600, {"p0": 0.0, "p1": 1.0, "p2": 0.0})
    view.set_true(0)
    view.refresh()
    assert view.reading_text().startswith("a 0")


def test_the_mouse_reads_epochs(view: PinnedView) -> None:
    viewport = _viewport(view).viewport()
    QTest.mouseMove(viewport, QPoint(44 + round(0.3 * 296), 100))
    assert view.reading_text().startswith("epoch 3 · step 300, c 60")


def test_a_part_is_looked_at_closely_until_another_run_comes(view: PinnedView, history: History) -> None:
    viewport = _viewport(view).viewport()
    none = Qt.KeyboardModifier.NoModifier
    whole = view.grab().toImage()
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, none, QPoint(80, 150))
    QTest.mouseMove(viewport, QPoint(120, 150))
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, none, QPoint(120, 150))
    QTest.mouseMove(viewport, QPoint(2, 2))
    assert view.grab().toImage() != whole
    view.follow(history, _metrics("abc"))
    assert view.grab().toImage() == whole


def test_a_hidden_view_costs_nothing(view: PinnedView, history: History) -> None:
    view.hide()
    history.append(600, {"p1": 1.0})
    assert not view.refresh()


def test_it_is_there_before_pyqtgraph() -> None:
    code = "import sys, playground.ui.own.pinned_view; sys.exit('pyqtgraph' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
