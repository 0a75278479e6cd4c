"""Who is painted while the pen is down."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from playground.ui.canvas import StrokeCanvas
from playground.ui.look import Look
from playground.ui.pen_first import PenFirst

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints", extend=True)


class Counting(QWidget):
    """Counts how often it is painted."""

    painted = 0

    def paintEvent(self, event: QPaintEvent) -> None:
        self.painted += 1


@dataclass(frozen=True)
class Scene:
    canvas: StrokeCanvas
    panels: tuple[Counting, Counting]

    def change(self) -> None:
        for panel in self.panels:
            panel.update()

    def painted(self) -> list[int]:
        return [panel.painted for panel in self.panels]


@pytest.fixture
def scene(qtbot: QtBot) -> Iterator[Scene]:
    window = QWidget()
    made = Scene(StrokeCanvas(Look()), (Counting(), Counting()))
    layout = QHBoxLayout(window)
    for widget in (made.canvas, *made.panels):
        layout.addWidget(widget, 1)
    PenFirst(made.canvas, made.panels, window)
    window.resize(600, 200)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    QApplication.processEvents()
    yield made
    window.close()


def test_the_ink_is_painted_alone(scene: Scene) -> None:
    QTest.mousePress(scene.canvas, Qt.MouseButton.LeftButton, pos=QPoint(20, 30))
    before = scene.painted()
    scene.change()
    QTest.mouseMove(scene.canvas, QPoint(40, 50))
    QApplication.sendPostedEvents()
    assert scene.painted() == before
    assert scene.canvas.grab().toImage().pixelColor(40, 50).lightness() < 128


def test_panels_are_painted_in_turn_while_the_pen_is_down(scene: Scene, qtbot: QtBot) -> None:
    QTest.mousePress(scene.canvas, Qt.MouseButton.LeftButton, pos=QPoint(20, 30))
    first, second = scene.painted()
    qtbot.waitUntil(lambda: scene.painted() == [first + 1, second])
    qtbot.waitUntil(lambda: scene.painted() == [first + 1, second + 1])
    qtbot.waitUntil(lambda: scene.painted() == [first + 2, second + 1])


def test_after_the_pen_has_gone_up_all_is_as_before(scene: Scene, qtbot: QtBot) -> None:
    QTest.mousePress(scene.canvas, Qt.MouseButton.LeftButton, pos=QPoint(20, 30))
    QTest.mouseRelease(scene.canvas, Qt.MouseButton.LeftButton, pos=QPoint(20, 30))
    qtbot.waitUntil(lambda: all(panel.updatesEnabled() for panel in scene.panels))
    QApplication.processEvents()
    before = scene.painted()
    scene.change()
    QApplication.processEvents()
    assert scene.painted() == [count + 1 for count in before]


def test_a_panel_that_nobody_sees_is_left_alone(scene: Scene) -> None:
    hidden = scene.panels[0]
    hidden.hide()
    QTest.mousePress(scene.canvas, Qt.MouseButton.LeftButton, pos=QPoint(20, 30))
    hidden.show()
    assert hidden.updatesEnabled()
