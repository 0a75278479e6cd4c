"""The wheel scrolls past controls, and turns the one that has the focus."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from playground.core.setting import Scale
from playground.ui.arithmetic.count_box import LowSpinBox
from playground.ui.combo import Combo
from playground.ui.slider import StopSlider
from playground.ui.trying.number_box import NumberBox
from playground.ui.values import Stops


def _combo() -> Combo:
    combo = Combo()
    combo.addItems(["a", "b", "c"])
    combo.setCurrentIndex(1)
    return combo


def _reading(control: QWidget) -> object:
    return control.currentIndex() if isinstance(control, Combo) else control.property("value")


@pytest.fixture(params=["slider", "combo", "number", "count"])
def control(request: pytest.FixtureRequest, qtbot: QtBot) -> Iterator[QWidget]:
    made: dict[str, QWidget] = {
        "slider": StopSlider(Stops((0.0, 1.0, 2.0), Scale.LINEAR)),
        "combo": _combo(),
        "number": NumberBox("number"),
        "count": LowSpinBox("count"),
    }
    room = QWidget()
    qtbot.addWidget(room)
    for control in made.values():
        control.setParent(room)
        control.show()
    with qtbot.waitExposed(room):
        room.show()
    room.activateWindow()
    room.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    room.setFocus()
    yield made[str(request.param)]
    room.close()


def test_the_wheel_turns_only_what_has_the_focus(control: QWidget, qtbot: QtBot) -> None:
    before = _reading(control)
    assert not _turned(control).isAccepted()
    assert _reading(control) == before
    control.setFocus()
    qtbot.waitUntil(control.hasFocus)
    assert _turned(control).isAccepted()
    assert _reading(control) != before


def _turned(control: QWidget) -> QWheelEvent:
    at = QPointF(control.rect().center())
    event = QWheelEvent(
        at,
        control.mapToGlobal(at),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(control, event)
    return event
