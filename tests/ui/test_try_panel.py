from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from made_facts import MNIST_FACTS
from numpy.typing import NDArray
from PySide6.QtCore import QMimeData, QPoint, QPointF, QSize, Qt, QUrl
from PySide6.QtGui import (
    QAction,
    QColor,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QKeySequence,
    QPainter,
    QPen,
    QWheelEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QDockWidget,
    QDoubleSpinBox,
    QLabel,
    QMainWindow,
    QPushButton,
    QScrollArea,
    QSlider,
    QWidget,
)
from pytestqt.qtbot import QtBot

from playground.core.catalog import Drawing, Family
from playground.core.facts import DataFacts
from playground.core.preparation import Sketch, Step, prepared
from playground.core.probes import Answer, AskAnswer, AskPoints, AskSamples, Example, Part, Points, Samples
from playground.core.strokes import prepare
from playground.ui.canvas import StrokeCanvas
from playground.ui.look import Look
from playground.ui.probability_bars import ProbabilityBars
from playground.ui.theme import DARK
from playground.ui.try_panel import TryPanel
from playground.ui.trying.answer_view import AnswerView
from playground.ui.trying.picture_paper import PicturePaper
from playground.ui.trying.picture_source import grey_of
from playground.ui.trying.point_canvas import PointCanvas
from playground.ui.trying.row_input import FeatureSlider
from playground.ui.trying.sees_view import SeesView
from playground.ui.trying.wrapped_text import WrappedText

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints", extend=True)

DIGITS = tuple("0123456789")


def drawn_facts(names: tuple[str, ...] = DIGITS) -> DataFacts:
    return replace(MNIST_FACTS, class_names=names, fingerprint="drawn")


def small_facts() -> DataFacts:
    return replace(
        drawn_facts(), drawing=Drawing.DIGITS, input_shape=(8, 8), high=(16.0,), stroke_width=1.7, fingerprint="small"
    )


def picture_facts() -> DataFacts:
    return replace(drawn_facts(("Bag", "Ankle boot")), drawing=Drawing.NONE, fingerprint="pictures")


def plane_facts() -> DataFacts:
    return replace(
        drawn_facts(("Class 0", "Class 1")),
        family=Family.PLANE,
        drawing=Drawing.NONE,
        input_shape=(2,),
        feature_names=("x", "y"),
        low=(-5.2, -5.0),
        high=(5.1, 5.0),
        mean=(0.0, 0.0),
        fingerprint="plane",
    )


def table_facts() -> DataFacts:
    return replace(
        drawn_facts(("setosa", "versicolor", "virginica")),
        family=Family.TABLE,
        drawing=Drawing.NONE,
        input_shape=(2,),
        feature_names=("petal length (cm)", "petal width (cm)"),
        low=(1.0, 0.1),
        high=(6.9, 2.5),
        mean=(3.76, 1.2),
        fingerprint="table",
    )


def an_answer(chosen: int, classes: int = 10, step: int = 10) -> Answer:
    """80 % for `chosen`, 15 % for the class after it, the rest shared."""
    probabilities = np.full(classes, 0.05 / max(1, classes - 2), dtype=np.float32)
    probabilities[chosen], probabilities[(chosen + 1) % classes] = 0.8, 0.15 if classes > 2 else 0.2
    return Answer(step, probabilities, chosen)


def some_samples(values: NDArray[np.generic], classes: int, part: Part = Part.TEST) -> Samples:
    count = len(values)
    none = np.zeros(count, dtype=np.int64)
    return Samples(10, part, np.arange(count), values, none, np.zeros((count, classes), np.float32), none, count, 0, [])


@pytest.fixture
def look(qtbot: QtBot) -> Look:
    return Look()


@pytest.fixture
def panel(qtbot: QtBot, look: Look) -> Iterator[TryPanel]:
    made = TryPanel(look)
    qtbot.addWidget(made)
    made.resize(240, 476)
    with qtbot.waitExposed(made):
        made.show()
    made.show_facts(drawn_facts(), True)
    yield made
    made.close()


def canvas_of(panel: TryPanel) -> StrokeCanvas:
    return panel.findChildren(StrokeCanvas)[0]


def answer_of(panel: TryPanel) -> tuple[str, str, str]:
    return panel.findChildren(AnswerView)[0].texts()


def hint_of(panel: TryPanel) -> str:
    return panel.findChildren(WrappedText)[0].text()


def visible_texts(panel: TryPanel) -> list[str]:
    return [label.text() for label in panel.findChildren(QLabel) if label.isVisible()]


def button_of(panel: TryPanel, name: str) -> QPushButton:
    buttons = [button for button in panel.findChildren(QPushButton) if name in (button.text(), button.accessibleName())]
    return next(button for button in buttons if button.isVisible())


def draw(panel: TryPanel, qtbot: QtBot, *stroke: tuple[float, float]) -> None:
    """Draw by mouse through points in parts of the canvas, and wait for what comes of it."""
    canvas = canvas_of(panel)
    points = [QPoint(round(x * canvas.width()), round(y * canvas.height())) for x, y in stroke]
    with qtbot.waitSignal(panel.example_changed):
        QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=points[0])
        for point in points[1:]:
            QTest.mouseMove(canvas, point)
        QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=points[-1])


def example_of(panel: TryPanel) -> Example:
    example = panel.example()
    assert example is not None
    return example


def a_picture() -> QImage:
    """A dark bar on white, standing upright."""
    image = QImage(60, 90, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setPen(QPen(QColor("#101010"), 9))
    painter.drawLine(30, 15, 30, 75)
    painter.end()
    return image


def drop(widget: QWidget, mime: QMimeData) -> bool:
    """Drop `mime` on the widget; returns whether it would take it."""
    keys = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter = QDragEnterEvent(QPoint(50, 50), Qt.DropAction.CopyAction, mime, *keys)
    QGuiApplication.sendEvent(widget, enter)
    QGuiApplication.sendEvent(widget, QDropEvent(QPointF(50, 50), Qt.DropAction.CopyAction, mime, *keys))
    return enter.isAccepted()


# Drawing


def test_a_blank_canvas_is_no_input(panel: TryPanel) -> None:
    assert panel.example() is None
    assert not panel.questions()
    assert answer_of(panel)[:2] == ("?", "No answer yet")
    assert hint_of(panel) == ""
    assert "Draw a digit" in visible_texts(panel)


def test_letters_are_asked_for_by_name(panel: TryPanel) -> None:
    panel.show_facts(replace(drawn_facts(tuple("ABC")), fingerprint="letters"), True)
    assert "Draw a letter" in visible_texts(panel)


def test_before_training_it_says_what_to_do(panel: TryPanel, qtbot: QtBot) -> None:
    panel.show_facts(drawn_facts(), False)
    draw(panel, qtbot, (0.2, 0.2), (0.8, 0.8))
    panel.show_answer(an_answer(7, step=0))
    assert answer_of(panel) == ("?", "Not trained yet", "press Train, then draw")
    panel.show_answer(an_answer(7, step=1))
    assert answer_of(panel)[0] == "7"


def test_what_is_drawn_is_asked_as_the_network_sees_it(panel: TryPanel, qtbot: QtBot) -> None:
    draw(panel, qtbot, (0.2, 0.2), (0.8, 0.2), (0.4, 0.9))
    question = panel.questions()[0]
    assert isinstance(question, AskAnswer)
    expected = prepare(canvas_of(panel).strokes(), Drawing.MNIST, (28, 28), 2.4)
    assert np.array_equal(question.input.values, expected)
    assert question.input.values.any()


def test_many_points_in_one_turn_are_prepared_once(panel: TryPanel, qtbot: QtBot) -> None:
    heard: list[object] = []
    panel.example_changed.connect(heard.append)
    draw(panel, qtbot, *[(0.1 + 0.02 * step, 0.5) for step in range(40)])
    assert len(heard) == 1


def test_the_answer_its_surety_and_the_runner_up(panel: TryPanel, qtbot: QtBot) -> None:
    draw(panel, qtbot, (0.2, 0.2), (0.8, 0.8))
    panel.show_answer(an_answer(7))
    assert answer_of(panel) == ("7", "80.00\u202f% sure", "then 8: 15.00\u202f%")


def test_an_answer_that_comes_after_clear_is_not_shown(panel: TryPanel, qtbot: QtBot) -> None:
    draw(panel, qtbot, (0.2, 0.2), (0.8, 0.8))
    with qtbot.waitSignal(panel.example_changed) as changed:
        QTest.mouseClick(button_of(panel, "Clear"), Qt.MouseButton.LeftButton)
    assert changed.args == [None]
    panel.show_answer(an_answer(7))
    assert answer_of(panel)[0] == "?"
    assert not panel.questions()


def test_undo_and_redo(panel: TryPanel, qtbot: QtBot) -> None:
    undo, redo = button_of(panel, "Undo"), button_of(panel, "Redo")
    assert not undo.isEnabled()
    draw(panel, qtbot, (0.2, 0.2), (0.8, 0.2))
    first = example_of(panel).values
    draw(panel, qtbot, (0.5, 0.5), (0.5, 0.9))
    second = example_of(panel).values
    assert not np.array_equal(first, second)
    for button, expected in ((undo, first), (redo, second)):
        with qtbot.waitSignal(panel.example_changed):
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        assert np.array_equal(example_of(panel).values, expected)


def test_the_pen_changes_what_is_seen_and_not_what_is_asked(panel: TryPanel, qtbot: QtBot) -> None:
    draw(panel, qtbot, (0.2, 0.2), (0.8, 0.2))
    before = example_of(panel).values
    slider = panel.findChildren(QSlider)[0]
    slider.setFocus()
    QTest.keyClick(slider, Qt.Key.Key_End)
    assert canvas_of(panel).pen_width == 40
    assert np.array_equal(example_of(panel).values, before)


def test_a_drawing_survives_other_data(panel: TryPanel, qtbot: QtBot) -> None:
    draw(panel, qtbot, (0.2, 0.2), (0.8, 0.2), (0.4, 0.9))
    panel.show_answer(an_answer(7))
    with qtbot.waitSignal(panel.example_changed) as changed:
        panel.show_facts(small_facts(), False)
    (example,) = changed.args
    assert isinstance(example, Example)
    assert example.values.shape == (8, 8)
    assert example.values.max() <= 16
    assert answer_of(panel)[0] == "?"


def test_the_same_data_again_change_nothing(panel: TryPanel, qtbot: QtBot) -> None:
    draw(panel, qtbot, (0.2, 0.2), (0.8, 0.2))
    with qtbot.assertNotEmitted(panel.example_changed):
        panel.show_facts(drawn_facts(), False)
    assert panel.example() is not None


def test_without_data_there_is_nothing(panel: TryPanel, qtbot: QtBot) -> None:
    draw(panel, qtbot, (0.2, 0.2), (0.8, 0.2))
    panel.show_facts(None, False)
    assert panel.example() is None
    assert not panel.questions()
    assert not canvas_of(panel).isVisible()


def test_an_answer_about_other_data_is_left_alone(panel: TryPanel, qtbot: QtBot) -> None:
    draw(panel, qtbot, (0.2, 0.2), (0.8, 0.2))
    panel.show_answer(an_answer(1, classes=2))
    assert answer_of(panel)[0] == "?"


# Pictures


def test_a_pasted_picture_lies_in_place_of_the_drawing_until_it_is_taken_back(panel: TryPanel, qtbot: QtBot) -> None:
    draw(panel, qtbot, (0.2, 0.2), (0.8, 0.2))
    drawn = example_of(panel).values
    QGuiApplication.clipboard().setImage(a_picture())
    canvas_of(panel).setFocus()
    with qtbot.waitSignal(panel.example_changed):
        QTest.keySequence(panel, "Ctrl+V")
    pasted = example_of(panel).values
    assert pasted[:, 14].max() > 200
    assert not canvas_of(panel).strokes()
    with qtbot.waitSignal(panel.example_changed):
        QTest.mouseClick(button_of(panel, "Undo"), Qt.MouseButton.LeftButton)
    assert len(canvas_of(panel).strokes()) == 1
    assert np.array_equal(example_of(panel).values, drawn)


def lay_picture(panel: TryPanel, kind: str) -> None:
    """Bring a picture onto the sheet: one of somebody's own, or a test example of the data."""
    if kind == "own":
        mime = QMimeData()
        mime.setImageData(a_picture())
        drop(panel, mime)
    else:
        bar = np.zeros((28, 28), np.uint8)
        bar[5:23, 12:15] = 250
        panel.drawing.load(bar)


@pytest.mark.parametrize("kind", ["own", "sample"])
def test_the_pen_draws_on_a_picture_and_begins_anew(panel: TryPanel, qtbot: QtBot, kind: str) -> None:
    lay_picture(panel, kind)
    laid = example_of(panel).values
    panel.show_answer(an_answer(7))
    assert "A picture" in visible_texts(panel)
    assert "by hand" in hint_of(panel)
    draw(panel, qtbot, (0.2, 0.2), (0.8, 0.2))
    assert "Draw a digit" in visible_texts(panel)
    assert "change one stroke" in hint_of(panel)
    source = panel.source()
    assert isinstance(source, Sketch)
    assert np.array_equal(example_of(panel).values, prepared(source, drawn_facts()))
    with qtbot.waitSignal(panel.example_changed):
        QTest.keySequence(canvas_of(panel), "Ctrl+Z")
    assert "A picture" in visible_texts(panel)
    assert np.array_equal(example_of(panel).values, laid)


@pytest.mark.parametrize("kind", ["own", "sample"])
def test_keys_do_to_a_picture_what_they_do_to_a_drawing(panel: TryPanel, qtbot: QtBot, kind: str) -> None:
    lay_picture(panel, kind)
    laid, canvas = example_of(panel).values, canvas_of(panel)
    canvas.setFocus()  # a sample leaves it where it was chosen
    with qtbot.waitSignal(panel.example_changed):
        QTest.keySequence(canvas, "Delete")
    assert panel.example() is None
    for keys in ("Ctrl+Z", "Ctrl+Shift+Z", "Ctrl+Z"):
        with qtbot.waitSignal(panel.example_changed):
            QTest.keySequence(canvas, keys)
    assert np.array_equal(example_of(panel).values, laid)
    QGuiApplication.clipboard().clear()
    QTest.keySequence(canvas, "Ctrl+C")
    with qtbot.waitSignal(panel.example_changed):
        QTest.keySequence(canvas, "Delete")
    with qtbot.waitSignal(panel.example_changed):
        QTest.keySequence(canvas, "Ctrl+V")
    if kind == "own":
        assert np.array_equal(example_of(panel).values, laid)
    else:  # which goes through the preparation now, as all that comes from elsewhere
        assert panel.source() is not None


def test_a_picture_that_came_in_has_the_focus_and_is_seen(panel: TryPanel, look: Look) -> None:
    panel.activateWindow()
    button_of(panel, "Clear").setFocus()
    canvas = canvas_of(panel)
    blank = canvas.grab().toImage()
    lay_picture(panel, "own")
    assert canvas.hasFocus()
    middle = canvas.rect().center()
    seen = canvas.grab().toImage()
    assert seen.pixelColor(middle).lightness() < 100 < blank.pixelColor(middle).lightness()
    look.set_theme(DARK)
    assert canvas.grab().toImage().pixelColor(middle).lightness() > 150


def test_a_sample_goes_with_its_data_and_a_picture_of_ones_own_stays(panel: TryPanel, qtbot: QtBot) -> None:
    draw(panel, qtbot, (0.2, 0.2), (0.8, 0.2))
    lay_picture(panel, "sample")
    panel.show_facts(small_facts(), True)
    assert isinstance(panel.source(), Sketch)
    lay_picture(panel, "own")
    panel.show_facts(drawn_facts(), True)
    assert not isinstance(panel.source(), Sketch)
    assert example_of(panel).values.shape == (28, 28)


def test_a_file_can_be_dropped(panel: TryPanel, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "bar.png"
    assert a_picture().save(str(path))
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    with qtbot.waitSignal(panel.example_changed):
        drop(panel, mime)
    assert example_of(panel).values[:, 14].max() > 200


def test_a_file_that_is_no_picture_gets_a_sentence(panel: TryPanel, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("no picture")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    drop(panel, mime)
    assert hint_of(panel).startswith(f"{path} cannot be read as a picture")
    draw(panel, qtbot, (0.2, 0.2), (0.8, 0.2))
    assert "cannot be read" not in hint_of(panel)


def test_an_empty_picture_gets_a_sentence(panel: TryPanel) -> None:
    blank = QImage(20, 20, QImage.Format.Format_RGB32)
    blank.fill(Qt.GlobalColor.white)
    mime = QMimeData()
    mime.setImageData(blank)
    drop(panel, mime)
    assert panel.example() is None
    assert "nothing" in hint_of(panel)


def test_transparent_is_white_and_rows_are_not_padded() -> None:
    image = QImage(5, 3, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    image.setPixelColor(4, 2, QColor("black"))
    grey = grey_of(image)
    assert grey.shape == (3, 5)
    assert grey[2, 4] == 0
    assert grey.sum() == 14 * 255


def test_large_pictures_are_made_small_first() -> None:
    image = QImage(3000, 1500, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    assert max(grey_of(image).shape) <= 1000


def test_where_nobody_can_draw_test_images_are_tried_one_after_the_other(panel: TryPanel, qtbot: QtBot) -> None:
    panel.show_facts(picture_facts(), True)
    assert not canvas_of(panel).isVisible()
    with qtbot.waitSignal(panel.questions_changed):
        QTest.mouseClick(button_of(panel, "Test image"), Qt.MouseButton.LeftButton)
    assert any(isinstance(question, AskSamples) for question in panel.questions())
    images = np.stack([np.full((28, 28), shade, dtype=np.uint8) for shade in (10, 200)])
    panel.show_answer(some_samples(images, 2, Part.TRAIN))
    assert panel.example() is None
    panel.show_answer(some_samples(images, 2))
    assert example_of(panel).values[0, 0] == 10
    assert not any(isinstance(question, AskSamples) for question in panel.questions())
    QTest.mouseClick(button_of(panel, "Test image"), Qt.MouseButton.LeftButton)
    assert example_of(panel).values[0, 0] == 200


def test_words_as_classes_stand_whole_in_the_tile(panel: TryPanel) -> None:
    panel.show_facts(picture_facts(), True)
    lay_grey(panel, np.tri(40, 30, dtype=np.uint8) * 200)
    panel.show_answer(an_answer(1, classes=2))
    assert answer_of(panel) == ("Ankle boot", "80.00\u202f% sure", "then Bag: 20.00\u202f%")


def test_steps_that_are_left_out_are_left_out_of_pictures_of_things(panel: TryPanel, qtbot: QtBot) -> None:
    panel.show_facts(picture_facts(), True)
    grey = np.full((90, 60), 40, np.uint8)
    grey[10:40, 6:20] = 230
    lay_grey(panel, grey)
    with qtbot.waitSignal(panel.example_changed) as changed:
        panel.set_without(frozenset({Step.BOX}))
    assert np.array_equal(changed.args[0].values, prepared(grey, picture_facts(), {Step.BOX}))
    assert "One step of the preparation is off" in hint_of(panel)
    panel.set_without(frozenset())
    example = panel.example()
    assert example is not None
    assert np.array_equal(example.values, prepared(grey, picture_facts()))


def lay_grey(panel: TryPanel, grey: NDArray[np.uint8]) -> None:
    """Bring the picture `grey` in."""
    height, width = grey.shape
    mime = QMimeData()
    mime.setImageData(QImage(grey.tobytes(), width, height, width, QImage.Format.Format_Grayscale8).copy())
    drop(panel, mime)


def test_points_and_rows_take_no_pictures(panel: TryPanel) -> None:
    panel.show_facts(table_facts(), True)
    mime = QMimeData()
    mime.setImageData(a_picture())
    assert not drop(panel, mime)


# The plane


@pytest.fixture
def plane(panel: TryPanel) -> PointCanvas:
    panel.show_facts(plane_facts(), True)
    return panel.findChildren(PointCanvas)[0]


def test_the_plane_asks_for_its_points(panel: TryPanel, plane: PointCanvas) -> None:
    assert panel.questions() == [AskPoints()]
    assert panel.example() is None


def test_a_click_places_the_point_and_fills_the_fields(panel: TryPanel, plane: PointCanvas, qtbot: QtBot) -> None:
    place = plane.place_of((1.5, -3.0)).toPoint()
    with qtbot.waitSignal(panel.example_changed):
        QTest.mouseClick(plane, Qt.MouseButton.LeftButton, pos=place)
    assert example_of(panel).values == pytest.approx([1.5, -3.0], abs=0.06)
    x, y = (box for box in panel.findChildren(QDoubleSpinBox) if box.isVisible())
    assert x.value() == pytest.approx(1.5, abs=0.06)
    assert y.text().startswith("\u2212")
    panel.show_answer(an_answer(1, classes=2))
    assert answer_of(panel) == ("1", "80.00\u202f% sure", "it is Class 1")


def test_fields_take_typed_numbers_with_either_minus(panel: TryPanel, plane: PointCanvas, qtbot: QtBot) -> None:
    panel.set_point(1.0, 1.0)
    y = [box for box in panel.findChildren(QDoubleSpinBox) if box.isVisible()][1]
    y.selectAll()
    QTest.keyClicks(y, "-2.5")
    with qtbot.waitSignal(panel.example_changed):
        QTest.keyClick(y, Qt.Key.Key_Return)
    assert list(example_of(panel).values) == [1.0, -2.5]


def test_arrow_keys_move_the_point_and_it_stays_in_the_plane(panel: TryPanel, plane: PointCanvas) -> None:
    plane.setFocus()
    panel.set_point(5.95, 0.0)
    QTest.keyClick(plane, Qt.Key.Key_Right)
    QTest.keyClick(plane, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    assert example_of(panel).values == pytest.approx([6.0, 1.0])


def test_training_points_are_drawn_in_their_colours(panel: TryPanel, plane: PointCanvas, look: Look) -> None:
    train = np.array([[3.0, 3.0], [-3.0, -3.0]], dtype=np.float32)
    none = np.empty((0, 2), dtype=np.float32)
    labels = np.array([0, 1])
    panel.show_answer(Points(1, train, labels, none, labels[:0], labels[:0]))
    picture = plane.grab().toImage()
    for point, label in zip(train, (0, 1), strict=True):
        place = plane.place_of((float(point[0]), float(point[1]))).toPoint()
        assert picture.pixelColor(place) == look.theme.class_color(label)


# Tables


def test_a_row_begins_at_the_mean_and_follows_its_sliders(panel: TryPanel, qtbot: QtBot) -> None:
    panel.show_facts(table_facts(), True)
    assert example_of(panel).values == pytest.approx([3.76, 1.2])
    slider = [made for made in panel.findChildren(QSlider) if made.isVisible()][1]
    slider.setFocus()
    with qtbot.waitSignal(panel.example_changed):
        QTest.keyClick(slider, Qt.Key.Key_End)
    assert example_of(panel).values == pytest.approx([3.76, 2.5])
    box = next(made for made in panel.findChildren(QDoubleSpinBox) if made.isVisible())
    box.selectAll()
    QTest.keyClicks(box, "1.5")
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert example_of(panel).values == pytest.approx([1.5, 2.5])
    QTest.mouseClick(button_of(panel, "Mean"), Qt.MouseButton.LeftButton)
    assert example_of(panel).values == pytest.approx([3.76, 1.2])


def test_in_a_narrow_panel_names_keep_to_one_line_and_fields_show_their_figures(panel: TryPanel, look: Look) -> None:
    look.set_small(True)
    panel.resize(208, 388)
    panel.show_facts(table_facts(), True)
    QGuiApplication.processEvents()
    names = [label for label in panel.findChildren(QLabel) if label.text() == "petal length, cm"]
    assert [label.height() < 2 * label.fontMetrics().height() for label in names] == [True]
    box = next(made for made in panel.findChildren(QDoubleSpinBox) if made.isVisible())
    assert box.lineEdit().width() >= box.fontMetrics().horizontalAdvance(box.text())
    rows = [made for made in panel.findChildren(FeatureSlider) if made.isVisible()]
    assert max(row.height() for row in rows) <= 40


def test_a_test_row_is_taken_from_what_samples_were_told(panel: TryPanel) -> None:
    panel.show_facts(table_facts(), True)
    panel.show_answer(some_samples(np.array([[5.1, 0.3]], dtype=np.float32), 3))
    QTest.mouseClick(button_of(panel, "Test row"), Qt.MouseButton.LeftButton)
    assert example_of(panel).values == pytest.approx([5.1, 0.3])


def test_many_features_scroll_while_the_answer_stays_in_sight(panel: TryPanel) -> None:
    names = tuple(f"feature {number}" for number in range(30))
    many = replace(
        table_facts(), input_shape=(30,), feature_names=names, low=(0.0,) * 30, high=(1.0,) * 30, mean=(0.5,) * 30
    )
    panel.show_facts(many, True)
    outer = next(area for area in panel.findChildren(QScrollArea) if area.parent() is panel)
    QGuiApplication.processEvents()
    assert outer.verticalScrollBar().maximum() == 0
    view = panel.findChildren(AnswerView)[0]
    assert panel.rect().contains(view.mapTo(panel, view.rect().bottomRight()))


# Layout


def test_the_canvas_is_square_and_gives_way_to_the_answer(panel: TryPanel) -> None:
    assert canvas_of(panel).size() == QSize(208, 208)
    panel.resize(240, 420)
    QGuiApplication.processEvents()
    assert canvas_of(panel).height() < 208
    view = panel.findChildren(AnswerView)[0]
    assert panel.rect().contains(view.mapTo(panel, view.rect().bottomRight()))


def test_without_the_network_panel_it_shows_itself_what_the_net_sees(panel: TryPanel, qtbot: QtBot) -> None:
    sees = panel.findChildren(SeesView)[0]
    assert not sees.isVisible()
    panel.set_network_visible(False)
    panel.resize(600, 476)
    QGuiApplication.processEvents()
    assert sees.isVisible()
    assert sees.mapTo(panel, QPoint(0, 0)).x() > canvas_of(panel).width()
    draw(panel, qtbot, (0.2, 0.2), (0.8, 0.8))
    bars, picture = sees.findChildren(ProbabilityBars)[0], sees.findChildren(PicturePaper)[0]
    empty = bars.grab().toImage()
    panel.show_answer(an_answer(7))
    assert bars.grab().toImage() != empty
    seen = picture.grab().toImage()
    with qtbot.waitSignal(panel.example_changed):
        canvas_of(panel).clear()
    assert picture.grab().toImage() != seen
    assert bars.grab().toImage() == empty


def test_after_a_button_the_drawing_has_the_focus_so_that_undo_takes_clear_back(panel: TryPanel, qtbot: QtBot) -> None:
    draw(panel, qtbot, (0.2, 0.2), (0.8, 0.8))
    before = len(canvas_of(panel).strokes())
    panel.activateWindow()
    QTest.mouseClick(button_of(panel, "Clear"), Qt.MouseButton.LeftButton)
    assert canvas_of(panel).is_empty()
    assert canvas_of(panel).hasFocus()
    QTest.keyClick(canvas_of(panel), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(canvas_of(panel).strokes()) == before


@pytest.mark.parametrize("place", ["Clear", "pen", "window"])
def test_in_the_panel_undo_is_the_drawings_and_elsewhere_the_windows(look: Look, qtbot: QtBot, place: str) -> None:
    window, panel, elsewhere = QMainWindow(), TryPanel(look), QPushButton("elsewhere")
    undone: list[str] = []
    undo = QAction("Undo", window)
    undo.setShortcut(QKeySequence.StandardKey.Undo)
    undo.triggered.connect(lambda: undone.append("window"))
    window.addAction(undo)
    dock = QDockWidget()
    dock.setWidget(panel)
    window.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, dock)
    window.setCentralWidget(elsewhere)
    qtbot.addWidget(window)
    panel.show_facts(drawn_facts(), True)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    draw(panel, qtbot, (0.2, 0.2), (0.8, 0.8))
    draw(panel, qtbot, (0.2, 0.8), (0.8, 0.2))
    pen = panel.drawing.findChildren(QSlider)[0]
    target = {"Clear": button_of(panel, "Clear"), "pen": pen, "window": elsewhere}[place]
    target.setFocus()
    assert target.hasFocus()
    handle = window.windowHandle()
    QTest.keyClick(handle, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    inside = place != "window"
    assert len(canvas_of(panel).strokes()) == (1 if inside else 2)
    assert undone == ([] if inside else ["window"])
    if inside:
        target.setFocus()
        QTest.keyClick(handle, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
        assert len(canvas_of(panel).strokes()) == 2
        panel.drawing.undo()
        target.setFocus()
        QTest.keyClick(handle, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
        assert len(canvas_of(panel).strokes()) == 2


def test_without_data_a_sentence_stands_in_its_place(panel: TryPanel) -> None:
    panel.show_facts(None, False)
    assert visible_texts(panel) == ["Try the network here once there is data."]


def test_the_wheel_changes_nothing_that_has_no_focus(panel: TryPanel) -> None:
    panel.show_facts(table_facts(), True)
    before = example_of(panel).values.copy()
    boxes: list[QWidget] = [made for made in panel.findChildren(QDoubleSpinBox) if made.isVisible()]
    sliders: list[QWidget] = [made for made in panel.findChildren(QSlider) if made.isVisible()]
    for target in [*boxes, *sliders]:
        assert target.focusPolicy() is Qt.FocusPolicy.StrongFocus
        middle = QPointF(target.rect().center())
        turn = QWheelEvent(
            middle,
            target.mapToGlobal(middle),
            QPoint(),
            QPoint(0, -120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QGuiApplication.sendEvent(target, turn)
    assert np.array_equal(example_of(panel).values, before)


# What the input is made of


def test_the_source_is_told_with_every_change(panel: TryPanel, qtbot: QtBot) -> None:
    assert panel.source() is None
    with qtbot.waitSignal(panel.source_changed) as changed:
        draw(panel, qtbot, (0.2, 0.2), (0.8, 0.2))
    (sketch,) = changed.args
    assert isinstance(sketch, Sketch)
    canvas = canvas_of(panel)
    assert sketch.pen == pytest.approx(canvas.pen_width / min(canvas.width(), canvas.height()))
    assert np.array_equal(sketch.strokes[0], canvas.strokes()[0])
    with qtbot.waitSignal(panel.source_changed) as changed:
        panel.drawing.load_picture(grey_of(a_picture()))
    assert np.array_equal(changed.args[0], grey_of(a_picture()))
    with qtbot.waitSignal(panel.source_changed) as changed:
        panel.drawing.load(np.zeros((28, 28), np.uint8))  # of the data set: nothing was prepared
    assert changed.args == [None]


def test_another_pen_is_another_source(panel: TryPanel, qtbot: QtBot) -> None:
    draw(panel, qtbot, (0.2, 0.2), (0.8, 0.2))
    with qtbot.waitSignal(panel.source_changed) as changed:
        panel.findChildren(QSlider)[0].setValue(0)
    assert changed.args[0].pen == pytest.approx(canvas_of(panel).pen_share)


@pytest.mark.parametrize("step", list(Step)[1:])
def test_a_step_that_is_off_is_left_out_and_said(panel: TryPanel, qtbot: QtBot, step: Step) -> None:
    draw(panel, qtbot, (0.1, 0.1), (0.3, 0.1), (0.2, 0.4))
    off = frozenset({step})
    with qtbot.waitSignal(panel.example_changed):
        panel.set_without(off)
    source = panel.source()
    assert source is not None
    assert np.array_equal(example_of(panel).values, prepared(source, drawn_facts(), off))
    assert "One step of the preparation is off" in hint_of(panel)
    panel.set_without(frozenset())
    assert np.array_equal(example_of(panel).values, prepared(source, drawn_facts()))
    assert "is off" not in hint_of(panel)


def test_steps_that_a_drawing_does_not_have_are_not_counted(panel: TryPanel, qtbot: QtBot) -> None:
    panel.set_without(frozenset({Step.GROUND, Step.BOX, Step.PEN}))
    assert "off" not in hint_of(panel)  # there is nothing yet that they could be left out of
    draw(panel, qtbot, (0.1, 0.1), (0.3, 0.1), (0.2, 0.4))
    assert "2 steps of the preparation are off" in hint_of(panel)
    panel.drawing.load_picture(grey_of(a_picture()))
    assert "3 steps of the preparation are off" in hint_of(panel)


def test_other_panels_hear_of_a_drawing_now_and_then_and_of_its_end(panel: TryPanel, qtbot: QtBot) -> None:
    heard: list[Example] = []
    asked: list[Example] = []
    panel.example_changed.connect(heard.append)
    panel.questions_changed.connect(lambda: asked.append(example_of(panel)))
    canvas = canvas_of(panel)
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    for x in range(21, 41):
        with qtbot.waitSignal(panel.questions_changed):  # each is asked about at once
            QTest.mouseMove(canvas, QPoint(x, 20))
    assert len(heard) < len(asked)
    qtbot.waitUntil(lambda: bool(heard) and np.array_equal(heard[-1].values, asked[-1].values))


def test_other_panels_hear_at_once_that_a_drawing_is_gone(panel: TryPanel, qtbot: QtBot) -> None:
    draw(panel, qtbot, (0.2, 0.2), (0.8, 0.2))
    heard: list[Example | None] = []
    panel.example_changed.connect(heard.append)
    panel.drawing.canvas.clear()
    QGuiApplication.processEvents()
    assert heard == [None]
