"""Strokes by mouse, pen and finger on the canvas; what is kept and what is seen."""

from collections.abc import Iterator, Sequence

import numpy as np
import pytest
from digit_strokes import draw_digit
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import (
    QEnterEvent,
    QImage,
    QInputDevice,
    QKeySequence,
    QPaintEvent,
    QPointingDevice,
    QShortcut,
    QTabletEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from playground.ui.canvas import StrokeCanvas
from playground.ui.look import Look
from playground.ui.stroke_history import Picture
from playground.ui.theme import DARK, LIGHT

# Qt's offscreen plugin says this of every window that has a layout.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints", extend=True)

SIDE = 200
COMPRESS = Qt.ApplicationAttribute.AA_CompressHighFrequencyEvents


@pytest.fixture
def look() -> Look:
    return Look(LIGHT)


@pytest.fixture
def canvas(qtbot: QtBot, look: Look) -> Iterator[StrokeCanvas]:
    made = StrokeCanvas(look)
    made.resize(SIDE, SIDE)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.close()


def _draw(canvas: QWidget, *places: tuple[int, int]) -> None:
    points = [QPoint(x, y) for x, y in places]
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QTest.mousePress(canvas, left, none, points[0])
    for point in points[1:]:
        QTest.mouseMove(canvas, point)
    QTest.mouseRelease(canvas, left, none, points[-1])


def _in_px(canvas: StrokeCanvas) -> list[list[tuple[int, int]]]:
    return [[(round(x * SIDE), round(y * SIDE)) for x, y in stroke.tolist()] for stroke in canvas.strokes()]


def _inked(canvas: StrokeCanvas, x: int, y: int) -> bool:
    image = canvas.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    return bool(image.pixelColor(x, y).lightness() < 128)


def _ink_count(canvas: StrokeCanvas) -> int:
    """Dark pixels of the sheet, its frame left out."""
    image = canvas.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    bytes_ = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return int((bytes_[6:-6, 6 : image.width() - 6] < 60).sum())


def test_a_drag_is_one_stroke(canvas: StrokeCanvas) -> None:
    _draw(canvas, (20, 30), (60, 30), (100, 90))
    _draw(canvas, (150, 150))
    assert _in_px(canvas) == [[(20, 30), (60, 30), (100, 90)], [(150, 150)]]


def test_strokes_are_told_while_the_pen_is_down(canvas: StrokeCanvas, qtbot: QtBot) -> None:
    lengths: list[int] = []
    canvas.strokes_changed.connect(lambda: lengths.append(len(canvas.strokes()[-1])))
    _draw(canvas, (20, 30), (60, 30), (60, 30), (100, 90))
    assert lengths == [1, 2, 3]


def test_ink_follows_at_once_and_stays(canvas: StrokeCanvas) -> None:
    none = Qt.KeyboardModifier.NoModifier
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, none, QPoint(40, 100))
    assert _inked(canvas, 40, 100)
    for x in range(60, 161, 20):
        QTest.mouseMove(canvas, QPoint(x, 100))
        assert _inked(canvas, x, 100)
        assert _inked(canvas, x - 10, 100)
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, none, QPoint(160, 100))
    assert all(_inked(canvas, x, 100) for x in range(40, 161, 5))
    assert not _inked(canvas, 100, 130)


def test_only_the_new_ink_is_painted(canvas: StrokeCanvas) -> None:
    none = Qt.KeyboardModifier.NoModifier
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, none, QPoint(40, 40))
    QTest.mouseMove(canvas, QPoint(45, 40))
    QApplication.processEvents()
    painted = _Painted(canvas)
    canvas.installEventFilter(painted)
    QTest.mouseMove(canvas, QPoint(60, 40))
    QTest.mouseMove(canvas, QPoint(70, 60))
    QApplication.processEvents()
    assert painted.area.contains(QRect(45, 30, 25, 30))
    assert QRect(20, 20, 70, 65).contains(painted.area)


class _Painted(QObject):
    """Remembers what of a widget was painted."""

    area = QRect()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.area = self.area.united(event.rect())
        return False


def test_ink_drawn_live_is_the_ink_drawn_anew(canvas: StrokeCanvas) -> None:
    _draw(canvas, (30, 40), (60, 35), (120, 60), (110, 120), (40, 160), (150, 165))
    live = _ink_count(canvas)
    canvas.set_strokes(canvas.strokes())
    assert abs(_ink_count(canvas) - live) < 0.02 * live


def test_an_empty_canvas_says_where_to_draw(canvas: StrokeCanvas) -> None:
    assert canvas.is_empty()
    before = canvas.grab().toImage()
    _draw(canvas, (20, 20))
    canvas.undo()
    assert canvas.grab().toImage() == before
    words = [before.pixelColor(x, SIDE // 2).name() for x in range(20, SIDE - 20)]
    assert len(set(words)) > 3


def test_undo_redo_and_clear(canvas: StrokeCanvas) -> None:
    told: list[tuple[str, bool]] = []
    canvas.can_undo_changed.connect(lambda can: told.append(("undo", can)))
    canvas.can_redo_changed.connect(lambda can: told.append(("redo", can)))
    _draw(canvas, (20, 30), (60, 30))
    _draw(canvas, (20, 90), (60, 90))
    canvas.clear()
    assert canvas.is_empty()
    canvas.undo()
    canvas.undo()
    assert _in_px(canvas) == [[(20, 30), (60, 30)]]
    assert _inked(canvas, 40, 30)
    assert not _inked(canvas, 40, 90)
    canvas.redo()
    assert len(canvas.strokes()) == 2
    _draw(canvas, (20, 150), (60, 150))
    assert not canvas.can_redo
    assert told == [("undo", True), ("redo", True), ("redo", False)]


@pytest.mark.parametrize("change", ["undo", "clear", "set_strokes"])
def test_the_rest_of_a_stroke_that_was_taken_back_is_no_ink(canvas: StrokeCanvas, change: str) -> None:
    none = Qt.KeyboardModifier.NoModifier
    _draw(canvas, (20, 30), (60, 30))
    before = canvas.strokes()
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, none, QPoint(20, 90))
    QTest.mouseMove(canvas, QPoint(60, 90))
    if change == "set_strokes":
        canvas.set_strokes(before)
    else:
        {"undo": canvas.undo, "clear": canvas.clear}[change]()
    assert not canvas.pen_down
    QTest.mouseMove(canvas, QPoint(100, 90))
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, none, QPoint(120, 90))
    assert len(canvas.strokes()) == (0 if change == "clear" else 1)
    _draw(canvas, (20, 150), (60, 150))
    assert _in_px(canvas)[-1] == [(20, 150), (60, 150)]


def test_undo_of_nothing_and_clear_of_nothing_do_nothing(canvas: StrokeCanvas, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(canvas.strokes_changed):
        canvas.undo()
        canvas.redo()
        canvas.clear()
    assert not canvas.can_undo


def test_a_pen_that_leaves_the_sheet_ends_its_stroke_at_the_edge(canvas: StrokeCanvas) -> None:
    _draw(canvas, (100, 100), (300, 100), (300, 150), (150, 160), (120, 160))
    assert _in_px(canvas) == [[(100, 100), (200, 100)], [(150, 160), (120, 160)]]


def test_a_pen_that_strays_a_little_keeps_to_the_edge(canvas: StrokeCanvas) -> None:
    _draw(canvas, (100, 50), (110, -8), (130, -8), (140, 60))
    assert _in_px(canvas) == [[(100, 50), (110, 0), (130, 0), (140, 60)]]


def test_a_lift_outside_the_sheet_ends_the_stroke(canvas: StrokeCanvas) -> None:
    _draw(canvas, (100, 100), (100, 260))
    QTest.mouseMove(canvas, QPoint(50, 50))
    assert _in_px(canvas) == [[(100, 100), (100, 200)]]


def test_hiding_ends_the_stroke(canvas: StrokeCanvas) -> None:
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(40, 100))
    canvas.hide()
    canvas.show()
    QTest.mouseMove(canvas, QPoint(90, 90))
    assert _in_px(canvas) == [[(40, 100)]]


def test_other_mouse_buttons_do_not_draw(canvas: StrokeCanvas) -> None:
    QTest.mouseClick(canvas, Qt.MouseButton.RightButton, Qt.KeyboardModifier.NoModifier, QPoint(40, 100))
    assert canvas.is_empty()


def test_keys_while_it_has_the_focus(canvas: StrokeCanvas) -> None:
    canvas.setFocus()
    _draw(canvas, (20, 30), (60, 30))
    _draw(canvas, (20, 90), (60, 90))
    control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(canvas, Qt.Key.Key_Z, control)
    assert len(canvas.strokes()) == 1
    QTest.keyClick(canvas, Qt.Key.Key_Z, control | shift)
    assert len(canvas.strokes()) == 2
    QTest.keyClick(canvas, Qt.Key.Key_Z, control)
    QTest.keyClick(canvas, Qt.Key.Key_Y, control)
    assert len(canvas.strokes()) == 2
    QTest.keyClick(canvas, Qt.Key.Key_Delete)
    assert canvas.is_empty()


def test_the_windows_own_undo_waits_while_the_canvas_has_the_focus(qtbot: QtBot, look: Look) -> None:
    window, canvas = QWidget(), StrokeCanvas(look)
    QVBoxLayout(window).addWidget(canvas)
    taken: list[str] = []
    QShortcut(QKeySequence.StandardKey.Undo, window).activated.connect(lambda: taken.append("window"))
    qtbot.addWidget(window)
    window.resize(SIDE, SIDE)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    canvas.setFocus()
    _draw(canvas, (60, 30), (90, 30))
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert canvas.is_empty()
    assert taken == []


def test_the_focus_by_keyboard_is_seen(canvas: StrokeCanvas) -> None:
    canvas.clearFocus()
    canvas.setFocus(Qt.FocusReason.TabFocusReason)
    assert canvas.grab().toImage().pixelColor(SIDE // 2, 2).name().upper() == LIGHT.accent
    canvas.clearFocus()
    assert canvas.grab().toImage().pixelColor(SIDE // 2, 2).name().upper() == LIGHT.paper


def test_fingers_draw_and_only_the_first_one(canvas: StrokeCanvas) -> None:
    screen = QTest.createTouchDevice()
    QTest.touchEvent(canvas, screen).press(1, QPoint(20, 30)).commit()
    QTest.touchEvent(canvas, screen).move(1, QPoint(60, 30)).press(2, QPoint(150, 150)).commit()
    QTest.touchEvent(canvas, screen).move(1, QPoint(60, 90)).move(2, QPoint(150, 90)).commit()
    QTest.touchEvent(canvas, screen).release(1, QPoint(60, 90)).stationary(2).commit()
    QTest.touchEvent(canvas, screen).move(2, QPoint(100, 90)).commit()
    QTest.touchEvent(canvas, screen).release(2, QPoint(100, 90)).commit()
    (stroke,) = canvas.strokes()
    steps = np.rint(np.diff(stroke, axis=0) * SIDE)  # the offscreen plugin moves touches by its frame
    assert steps.tolist() == [[40, 0], [0, 60]]


def test_a_tablets_pen_draws_once(canvas: StrokeCanvas) -> None:
    places = [QPointF(20, 30), QPointF(60.5, 30), QPointF(60.5, 90)]
    kinds = [QEvent.Type.TabletPress, QEvent.Type.TabletMove, QEvent.Type.TabletRelease]
    pen = _pen()
    for kind, place in zip(kinds, places, strict=True):
        assert QApplication.sendEvent(canvas, _pen_event(pen, kind, place, canvas))
    assert [stroke.tolist() for stroke in canvas.strokes()] == [[[0.1, 0.15], [0.3025, 0.15], [0.3025, 0.45]]]


def _pen() -> QPointingDevice:
    kind, tip = QInputDevice.DeviceType.Stylus, QPointingDevice.PointerType.Pen
    return QPointingDevice("pen", 1, kind, tip, QInputDevice.Capability.Position, 1, 1)


def _pen_event(pen: QPointingDevice, kind: QEvent.Type, place: QPointF, canvas: StrokeCanvas) -> QTabletEvent:
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    held = Qt.MouseButton.NoButton if kind is QEvent.Type.TabletRelease else left
    return QTabletEvent(kind, pen, place, canvas.mapToGlobal(place), 0.5, 0, 0, 0, 0, 0, none, left, held)


def test_the_drawing_grows_with_the_sheet(canvas: StrokeCanvas) -> None:
    _draw(canvas, (100, 40), (100, 160))
    canvas.resize(2 * SIDE, 2 * SIDE)
    assert _inked(canvas, 200, 100)
    assert _inked(canvas, 200, 300)
    assert canvas.strokes()[0].tolist() == [[0.5, 0.2], [0.5, 0.8]]


def test_in_a_wide_place_the_sheet_stays_square(canvas: StrokeCanvas) -> None:
    canvas.resize(3 * SIDE, SIDE)
    _draw(canvas, (SIDE + 50, 100), (SIDE + 150, 100))
    assert [stroke.tolist() for stroke in canvas.strokes()] == [[[0.25, 0.5], [0.75, 0.5]]]
    _draw(canvas, (50, 100), (60, 100))
    assert len(canvas.strokes()) == 1


def test_a_layout_gives_it_a_square(qtbot: QtBot, look: Look) -> None:
    window, canvas = QWidget(), StrokeCanvas(look)
    layout = QVBoxLayout(window)
    layout.addWidget(canvas)
    layout.addStretch(1)
    qtbot.addWidget(window)
    window.resize(300, 700)
    with qtbot.waitExposed(window):
        window.show()
    assert canvas.width() == canvas.height() > 200


def test_a_wider_pen_leaves_more_ink(canvas: StrokeCanvas) -> None:
    canvas.set_strokes([np.array([[0.2, 0.5], [0.8, 0.5]])])
    thin = _ink_count(canvas)
    canvas.set_pen_width(40)
    assert 1.8 < _ink_count(canvas) / thin < 2.5


def test_the_theme_is_followed(canvas: StrokeCanvas, look: Look) -> None:
    canvas.set_strokes([np.array([[0.2, 0.5], [0.8, 0.5]])])
    look.set_theme(DARK)
    image = canvas.grab().toImage()
    assert image.pixelColor(SIDE // 2, SIDE // 2).name().upper() == DARK.ink
    assert image.pixelColor(SIDE // 2, SIDE // 4).name().upper() == DARK.paper


def test_set_strokes_keeps_what_it_was_given_and_can_be_undone(canvas: StrokeCanvas) -> None:
    drawn = draw_digit(7, np.random.default_rng(0)).strokes
    canvas.set_strokes(drawn)
    drawn[0][:] = -1
    canvas.strokes()[0][:] = -1
    assert canvas.strokes()[0].min() != -1
    canvas.undo()
    assert canvas.is_empty()


def test_wide_ink_has_no_hairs_where_pieces_meet(canvas: StrokeCanvas) -> None:
    turns = np.linspace(0, 2 * np.pi, 25)
    ring: Sequence[np.ndarray[tuple[int, ...], np.dtype[np.float64]]] = [
        np.column_stack([0.5 + 0.3 * np.cos(turns), 0.5 + 0.3 * np.sin(turns)]).round(2)
    ]
    canvas.set_strokes(ring)
    image = canvas.grab().toImage()
    for turn in np.linspace(0, 2 * np.pi, 400):
        x, y = round(100 + 60 * np.cos(turn)), round(100 + 60 * np.sin(turn))
        assert image.pixelColor(x, y).name().upper() == LIGHT.ink


def _picture(of: str | None = None) -> Picture:
    return Picture(np.full((28, 28), 9, np.uint8), of)


def test_the_pens_next_stroke_takes_a_picture_away_and_undo_brings_it_back(canvas: StrokeCanvas) -> None:
    picture, black = _picture(), QImage(28, 28, QImage.Format.Format_RGB32)
    black.fill(Qt.GlobalColor.black)
    _draw(canvas, (20, 30), (60, 30))
    canvas.lay(picture)
    canvas.show_image(black)
    assert canvas.picture is picture
    assert not canvas.strokes()
    assert not canvas.is_empty()
    assert _inked(canvas, 100, 100)
    _draw(canvas, (20, 90), (60, 90))
    assert _in_px(canvas) == [[(20, 90), (60, 90)]]
    assert _inked(canvas, 40, 90)
    assert not _inked(canvas, 100, 100)
    assert not _inked(canvas, 40, 30)
    canvas.undo()
    assert canvas.picture is picture
    assert _inked(canvas, 100, 100)
    canvas.undo()
    assert _in_px(canvas) == [[(20, 30), (60, 30)]]


def test_pictures_laid_one_over_the_other_are_one_step_back(canvas: StrokeCanvas) -> None:
    _draw(canvas, (20, 30), (60, 30))
    for _ in range(3):
        canvas.lay(_picture())
    canvas.undo()
    assert len(canvas.strokes()) == 1
    canvas.redo()
    canvas.clear()
    assert canvas.is_empty()
    canvas.undo()
    assert canvas.picture is not None


def test_samples_of_other_data_are_forgotten_and_what_was_before_them_comes_back(
    canvas: StrokeCanvas, qtbot: QtBot
) -> None:
    own, sample = _picture(), _picture("some data")
    canvas.lay(own)
    _draw(canvas, (20, 30), (60, 30))
    canvas.lay(sample)
    canvas.forget_samples("some data")
    assert canvas.picture is sample
    with qtbot.waitSignal(canvas.strokes_changed):
        canvas.forget_samples("other data")
    assert len(canvas.strokes()) == 1
    assert not canvas.can_redo
    canvas.undo()
    assert canvas.picture is own


def test_it_can_be_reached_and_named(canvas: StrokeCanvas) -> None:
    assert canvas.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert canvas.accessibleName()
    assert canvas.toolTip()


def test_the_pen_tells_when_it_comes_down_and_goes_up(canvas: StrokeCanvas) -> None:
    heard: list[bool] = []
    canvas.pen_changed.connect(heard.append)
    _draw(canvas, (20, 30), (60, 30))
    assert heard == [True, False]
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=QPoint(20, 90))
    canvas.hide()
    assert heard == [True, False, True, False]


@pytest.fixture(params=[True, False])
def thinned_out(request: pytest.FixtureRequest) -> Iterator[bool]:
    """Whether the platform leaves out movements that come while the program is busy."""
    before = QApplication.testAttribute(COMPRESS)
    QApplication.setAttribute(COMPRESS, request.param)
    yield request.param
    QApplication.setAttribute(COMPRESS, before)


def test_no_movement_is_left_out_while_the_pen_is_down(thinned_out: bool, canvas: StrokeCanvas) -> None:
    QApplication.sendEvent(canvas, QEvent(QEvent.Type.Leave))
    pen = _pen()
    for _ in range(2):
        QApplication.sendEvent(canvas, _pen_event(pen, QEvent.Type.TabletPress, QPointF(20, 30), canvas))
        assert not QApplication.testAttribute(COMPRESS)
        QApplication.sendEvent(canvas, _pen_event(pen, QEvent.Type.TabletRelease, QPointF(20, 30), canvas))
        assert QApplication.testAttribute(COMPRESS) is thinned_out


def test_no_movement_over_the_canvas_is_left_out_even_before(thinned_out: bool, canvas: StrokeCanvas) -> None:
    place = QPointF(20, 30)
    QApplication.sendEvent(canvas, QEnterEvent(place, place, place))
    assert not QApplication.testAttribute(COMPRESS)
    QApplication.sendEvent(canvas, QEvent(QEvent.Type.Leave))
    assert QApplication.testAttribute(COMPRESS) is thinned_out


def test_the_rule_is_the_platforms_again_when_the_canvas_is_hidden(thinned_out: bool, canvas: StrokeCanvas) -> None:
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=QPoint(20, 30))
    canvas.hide()
    assert QApplication.testAttribute(COMPRESS) is thinned_out
