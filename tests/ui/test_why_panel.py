from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
import pytest
from made_facts import MNIST_FACTS
from PySide6.QtCore import QPoint, QSize, Qt, QTimer
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from playground.core.catalog import Drawing, Family
from playground.core.facts import DataFacts
from playground.core.probes import Answer, Example, ExampleAt, Part
from playground.core.why import (
    AMOUNTS,
    AskFlip,
    AskNearest,
    AskOcclusion,
    AskSaliency,
    Flip,
    Nearest,
    Occlusion,
    Saliency,
)
from playground.ui.fitting_text import FittingText
from playground.ui.input_switch import InputChoice, InputSwitch
from playground.ui.look import Look
from playground.ui.theme import DARK
from playground.ui.why.flip_axis import FlipAxis, ticks_of
from playground.ui.why.flip_chart import FlipChart
from playground.ui.why.flipping import FlipPart
from playground.ui.why.neighbour_grid import NeighbourGrid
from playground.ui.why.neighbours import NeighboursPart
from playground.ui.why.ramp import Ramp
from playground.ui.why.speaking import SpeakingPart
from playground.ui.why_panel import WhyPanel

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints", extend=True)

DIGITS = replace(MNIST_FACTS, train_count=60_000, test_count=10_000, fingerprint="digits")
CLOTHES = replace(
    DIGITS, name="fashion_mnist", drawing=Drawing.NONE, class_names=("T-shirt/top", "Bag"), fingerprint="clothes"
)
POINTS = replace(DIGITS, name="moons", family=Family.PLANE, input_shape=(2,), fingerprint="points")

PICTURE = np.zeros((28, 28), dtype=np.uint8)
PICTURE[4:24, 14] = 200
DRAWING = Example(PICTURE)


def saliency(number: int, label: int = 3, chosen: int = 3, step: int = 9, truth: int = -1) -> Saliency:
    """Ink in column 14 speaks for the class above the middle, and against it beneath."""
    contributions = np.zeros((28, 28), dtype=np.float32)
    contributions[4:14, 14], contributions[14:24, 14] = 0.4, -0.2
    probabilities = np.full(10, 0.1, dtype=np.float32)
    return Saliency(step, ("why", number), PICTURE, label, chosen, probabilities, 5.0, contributions, truth)


def occlusion(number: int, label: int = 3) -> Occlusion:
    worth = np.zeros((28, 28), dtype=np.float32)
    worth[10, 14] = 4.0
    left = np.full((28, 28), 0.999, dtype=np.float32)
    left[10, 14] = 0.43
    return Occlusion(9, ("why", number), PICTURE, label, 5, 1, 0.999, worth, left)


def nearest(
    number: int, looked: int = 60_000, step: int = 9, labels: Sequence[int] = (3, 3, 5, 3, 3, 3, 3, 3)
) -> Nearest:
    count = len(labels)
    return Nearest(
        step=step,
        mark=("why", number),
        chosen=3,
        indexes=np.arange(700, 700 + count),
        values=np.repeat(PICTURE[None], count, axis=0),
        labels=np.array(labels),
        distances=np.arange(1, count + 1, dtype=np.float32) * 0.9,
        looked=looked,
        total=60_000,
    )


def flip(number: int, at: int | None = 13) -> Flip:
    """The answer 3 becomes 8 at amount number `at`: 6.5 %."""
    chosen = np.full(len(AMOUNTS), 3)
    probabilities = np.full((len(AMOUNTS), 10), 0.01, dtype=np.float32)
    probabilities[:, 3] = 0.91
    if at is not None:
        chosen[at:] = 8
        probabilities[at:, 3], probabilities[at:, 8] = 0.1, 0.82
    direction = np.zeros((28, 28), dtype=np.int8)
    direction[:, 14], direction[0, 0] = -1, 1
    return Flip(9, ("why", number), PICTURE, direction, AMOUNTS, probabilities, chosen)


@pytest.fixture
def look(qtbot: QtBot) -> Look:
    return Look()


@pytest.fixture
def panel(qtbot: QtBot, look: Look) -> Iterator[WhyPanel]:
    made = WhyPanel(look)
    qtbot.addWidget(made)
    made.resize(1070, 434)
    with qtbot.waitExposed(made):
        made.show()
    made.show_facts(DIGITS, True)
    yield made
    made.close()


@pytest.fixture
def asked(panel: WhyPanel) -> int:
    """Show the panel a drawing; the number that its questions carry."""
    panel.set_input(DRAWING)
    return _number(panel)


def _number(panel: WhyPanel) -> int:
    question = panel.questions()[0]
    assert isinstance(question, AskSaliency)
    return question.mark[1]


def _sentence(panel: WhyPanel) -> str:
    return next(
        (label.text() for label in panel.findChildren(QLabel) if label.isVisible() and len(label.text()) > 40), ""
    )


def _speaking(panel: WhyPanel) -> SpeakingPart:
    return panel.findChildren(SpeakingPart)[0]


def _neighbours(panel: WhyPanel) -> NeighboursPart:
    return panel.findChildren(NeighboursPart)[0]


def _flipping(panel: WhyPanel) -> FlipPart:
    return panel.findChildren(FlipPart)[0]


def _answer_all(panel: WhyPanel, number: int) -> None:
    for answer in (saliency(number), occlusion(number), nearest(number), flip(number)):
        panel.show_answer(answer)


def _middle_color(widget: QWidget, row: int, column: int) -> QColor:
    """Return the colour in the middle of a pixel of the picture in `widget`."""
    image = widget.grab().toImage()
    side = (widget.width() - 2) / 28
    dpr = image.devicePixelRatio()
    return image.pixelColor(QPoint(round((1 + (column + 0.5) * side) * dpr), round((1 + (row + 0.5) * side) * dpr)))


def test_says_what_it_is(panel: WhyPanel) -> None:
    assert (panel.title, panel.about) == ("Why", "what the answer hangs on")


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (None, "once there is data"),
        (POINTS, "for pictures|to pictures"),
        (DIGITS, "Draw a digit"),
        (CLOTHES, "Open a picture"),
    ],
)
def test_says_what_to_do_where_there_is_nothing_to_explain(
    panel: WhyPanel, facts: DataFacts | None, words: str
) -> None:
    panel.show_facts(facts, False)
    assert any(part in _sentence(panel) for part in words.split("|"))
    assert not panel.questions()
    assert not _speaking(panel).isVisible()


def test_points_are_not_asked_about(panel: WhyPanel) -> None:
    panel.show_facts(POINTS, True)
    panel.set_input(Example(np.zeros(2, dtype=np.float32)))
    assert not panel.questions()
    assert "to pictures" in _sentence(panel)


def test_an_input_may_come_before_its_data(panel: WhyPanel) -> None:
    panel.show_facts(None, False)
    panel.set_input(ExampleAt(Part.TEST, 5))
    panel.show_facts(CLOTHES, False)
    assert [question.input for question in panel.questions() if isinstance(question, AskFlip)] == [
        ExampleAt(Part.TEST, 5)
    ]
    panel.set_input(DRAWING)
    panel.show_facts(replace(DIGITS, input_shape=(8, 8), fingerprint="small"), False)
    assert not panel.questions()


def test_asks_about_the_input_at_once(panel: WhyPanel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(panel.questions_changed):
        panel.set_input(DRAWING)
    ink, patches, change, near = panel.questions()
    assert isinstance(ink, AskSaliency)
    assert isinstance(patches, AskOcclusion)
    assert isinstance(change, AskFlip)
    assert isinstance(near, AskNearest)
    for question in (ink, patches, change, near):
        assert question.input is DRAWING
        assert question.mark == ink.mark
    assert ink.label is None


def test_another_class_can_be_explained(panel: WhyPanel, asked: int, qtbot: QtBot) -> None:
    _answer_all(panel, asked)
    box = panel.findChildren(QComboBox)[0]
    assert box.currentText() == "answer: 3"
    box.setCurrentIndex(1 + 2)
    with qtbot.waitSignal(panel.questions_changed):
        box.activated.emit(3)
    ink, patches = panel.questions()[:2]
    assert isinstance(ink, AskSaliency)
    assert isinstance(patches, AskOcclusion)
    assert (ink.label, patches.label) == (2, 2)
    panel.show_answer(saliency(asked, label=2))
    assert "speaks for 2" in _speaking(panel).columns()[0].words()
    panel.show_facts(CLOTHES, True)
    assert box.count() == 1 + 2
    assert _speaking(panel).label() is None


def test_it_names_what_it_explains(panel: WhyPanel, asked: int) -> None:
    assert _speaking(panel).named() == "Your drawing"
    panel.set_input(ExampleAt(Part.TEST, 12))
    panel.show_answer(saliency(asked, truth=7))  # about what was there before
    assert _speaking(panel).named() == "Test image 12"
    panel.show_answer(saliency(_number(panel), truth=3))
    assert _speaking(panel).named() == "Test image 12, which is 3"
    panel.set_input(ExampleAt(Part.TRAIN, 702))
    assert _speaking(panel).named() == "Training image 702"
    panel.show_facts(CLOTHES, True)
    panel.set_input(DRAWING)
    assert _speaking(panel).named() == "Your picture"


def test_the_input_is_chosen_in_its_head_too(panel: WhyPanel, qtbot: QtBot) -> None:
    _, switch = panel.header_controls()
    assert isinstance(switch, InputSwitch)
    panel.show_choice(InputChoice("sample", "My drawing", "Test image", offered=True))
    own, example = switch.findChildren(QPushButton)
    assert [own.text(), example.text(), switch.value()] == ["My drawing", "Test image", "sample"]
    with qtbot.waitSignal(panel.input_chosen) as chosen:
        own.click()
    assert chosen.args == ["drawing"]
    assert not switch.isHidden()
    panel.show_facts(POINTS, True)
    assert switch.isHidden()


def test_thumbnails_grow_with_the_room(panel: WhyPanel, asked: int) -> None:
    _answer_all(panel, asked)
    grid = panel.findChildren(NeighbourGrid)[0]
    panel.resize(1066, 434)
    small = grid.cell_rect(0).width()
    panel.resize(1066, 508)
    assert grid.cell_rect(0).width() > small
    assert grid.shown() == 8
    assert all(grid.rect().contains(grid.cell_rect(at).toAlignedRect()) for at in range(8))


def test_answers_of_others_are_left_alone(panel: WhyPanel, asked: int) -> None:
    panel.show_answer(Answer(9, np.ones(10, dtype=np.float32), 3))
    panel.show_answer(replace(flip(asked), mark=("other", asked)))
    assert _flipping(panel).words() == ""


def test_answers_about_the_stroke_before_are_shown_but_none_of_what_was_taken_back(panel: WhyPanel, asked: int) -> None:
    panel.set_input(Example(PICTURE.T.copy()))
    panel.show_answer(flip(asked))
    assert "becomes 8" in _flipping(panel).words()
    last = _number(panel)
    panel.set_input(None)
    panel.set_input(DRAWING)
    panel.show_answer(flip(last))
    assert _flipping(panel).words() == ""
    panel.show_answer(flip(_number(panel)))
    assert "becomes 8" in _flipping(panel).words()


def test_ink_and_patches_are_drawn_in_the_colours_of_their_sign(panel: WhyPanel, asked: int, look: Look) -> None:
    _answer_all(panel, asked)
    for _ in range(2):
        ink, patches = (column.picture for column in _speaking(panel).columns())
        raises, lowers = _middle_color(ink, 8, 14), _middle_color(ink, 20, 14)
        assert raises.blue() > raises.red() + 30
        assert lowers.red() > lowers.blue()
        patch = _middle_color(patches, 10, 14)
        assert patch.blue() > patch.red() + 30
        look.set_theme(DARK)


def test_ramps_tell_the_scale(panel: WhyPanel, asked: int) -> None:
    _answer_all(panel, asked)
    assert [ramp.texts() for ramp in panel.findChildren(Ramp)] == [("\u22120.5", "+0.5"), ("\u22125", "+5")]


def test_a_pixel_tells_its_values_in_both_pictures(panel: WhyPanel, asked: int) -> None:
    _answer_all(panel, asked)
    ink, patches = _speaking(panel).columns()
    side = (ink.picture.width() - 2) / 28
    QTest.mouseMove(ink.picture, QPoint(round(1 + 14.5 * side), round(1 + 10.5 * side)))
    assert ink.words() == "Row 10, column 14: +0.4 for 3, in the class's raw output."
    assert "+4 for 3" in patches.words()  # as blue as the ramp's end with the same sign
    assert "99.90" in patches.words()
    assert "43.00" in patches.words()
    ink.picture.pointed.emit(None)
    assert "Blue ink speaks for 3" in ink.words()
    assert "5×5 pixels costs 3" in patches.words()


def test_neighbours_tell_what_they_are_and_how_far(panel: WhyPanel, asked: int) -> None:
    _answer_all(panel, asked)
    grid = panel.findChildren(NeighbourGrid)[0]
    captions = grid.captions()
    assert [caption.name for caption in captions] == list("33533333")
    assert [caption.agrees for caption in captions] == [True, True, False] + [True] * 5
    assert [caption.text() for caption in captions] == ["3", "3", "is 5"] + ["3"] * 5
    assert captions[1].distance == "1.8"
    assert _neighbours(panel).words() == ("7 of 8 are 3 too.", "Among all 60\u202f000.")
    tips = [line.toolTip() for line in _neighbours(panel).findChildren(FittingText)]
    assert tips[0].endswith("Of the 8 nearest training images 7 are 3. Those framed in red are not.")


def test_a_neighbour_is_chosen_by_click_or_key(panel: WhyPanel, asked: int, qtbot: QtBot) -> None:
    _answer_all(panel, asked)
    grid = panel.findChildren(NeighbourGrid)[0]
    with qtbot.waitSignal(panel.sample_chosen) as chosen:
        QTest.mouseClick(grid, Qt.MouseButton.LeftButton, pos=grid.cell_rect(2).center().toPoint())
    assert chosen.args == [ExampleAt(Part.TRAIN, 702)]
    QTest.keyClick(grid, Qt.Key.Key_Right)
    with qtbot.waitSignal(panel.sample_chosen) as chosen:
        QTest.keyClick(grid, Qt.Key.Key_Return)
    assert chosen.args == [ExampleAt(Part.TRAIN, 701)]


def test_all_training_images_are_looked_at_while_the_network_stands_still(panel: WhyPanel, asked: int) -> None:
    rounds: list[list[type]] = []
    panel.questions_changed.connect(lambda: rounds.append([type(question) for question in panel.questions()]))
    panel.show_answer(nearest(asked, looked=5000))
    assert _neighbours(panel).words()[1] == "Sample of 5\u202f000: pause for all."
    panel.resize(806, 380)
    assert _neighbours(panel).words()[1] == "Sample: pause for all."
    tips = [line.toolTip() for line in _neighbours(panel).findChildren(FittingText)]
    assert tips[1] == "In a sample, 5\u202f000 of 60\u202f000: pause to look at all."
    assert rounds == []
    panel.show_answer(nearest(asked, looked=10_000))
    assert rounds == [[AskNearest]]
    panel.show_answer(nearest(asked, looked=60_000))
    assert rounds == [[AskNearest]]
    assert len(panel.questions()) == 4


def test_while_the_network_learns_the_first_must_do(panel: WhyPanel, asked: int) -> None:
    rounds: list[int] = []
    panel.questions_changed.connect(lambda: rounds.append(len(panel.questions())))
    for step in (10, 20, 30):
        panel.show_answer(nearest(asked, looked=5000, step=step))
    assert rounds == []
    (later,) = [timer for timer in panel.findChildren(QTimer) if timer.isActive()]
    later.timeout.emit()
    assert rounds == [1]


def test_the_flip_is_told_and_marked(panel: WhyPanel, asked: int) -> None:
    _answer_all(panel, asked)
    part = _flipping(panel)
    assert part.words() == "3 becomes 8 at 6.5\u202f%."
    assert part.slider.stop() == 0.065
    assert part.answer() == "8, 82.00\u202f% sure"
    assert panel.findChildren(FlipChart)[0].lines() == [3, 8]


def test_every_answer_on_the_way_has_a_line(panel: WhyPanel, asked: int) -> None:
    answer = flip(asked)
    answer.chosen[40:] = 7
    answer.chosen[50:] = 8
    panel.show_answer(answer)
    chart = panel.findChildren(FlipChart)[0]
    assert chart.lines() == [3, 8, 7]
    assert not chart.grab().isNull()
    panel.show_answer(flip(asked, at=None))
    assert len(chart.lines()) == 2


def test_the_axis_of_amounts_has_figures_beneath_the_slider(panel: WhyPanel, asked: int) -> None:
    panel.show_answer(flip(asked))
    (axis,) = panel.findChildren(FlipAxis)
    assert axis.texts() == ["0", "10", "20", "30", "40", "50\u202f%"]
    assert list(ticks_of(AMOUNTS)) == [AMOUNTS.index(tenth / 10) for tenth in range(6)]
    assert axis.width() == _flipping(panel).slider.width()


def test_the_colours_of_the_change_are_explained(panel: WhyPanel, asked: int) -> None:
    panel.show_answer(flip(asked))
    texts = [line.text() for line in _flipping(panel).findChildren(FittingText)]
    assert any("blue is more ink, orange is less" in text for text in texts)


def test_an_answer_that_nothing_flips_is_told(panel: WhyPanel, asked: int) -> None:
    panel.show_answer(flip(asked, at=None))
    assert _flipping(panel).words() == "3 stays 3, up to 50\u202f%."
    assert _flipping(panel).answer() == "3, 91.00\u202f% sure"


def test_the_slider_needs_no_question_and_stays_where_it_was_put(panel: WhyPanel, asked: int) -> None:
    _answer_all(panel, asked)
    part = _flipping(panel)
    before, changed, change = part.pictures
    asking: list[None] = []
    panel.questions_changed.connect(lambda: asking.append(None))
    part.slider.setValue(len(AMOUNTS) - 1)
    assert not asking
    ink, less = _middle_color(before, 10, 14), _middle_color(changed, 10, 14)
    assert less.lightness() > ink.lightness() + 60  # in the light theme ink that is lost is lighter
    assert _middle_color(changed, 0, 0).lightness() < 160
    assert _middle_color(change, 0, 0).blue() > _middle_color(change, 0, 0).red()
    assert _middle_color(change, 10, 14).red() > _middle_color(change, 10, 14).blue()
    panel.show_answer(flip(asked, at=5))
    assert part.slider.stop() == 0.5
    part.slider.setValue(5)
    panel.show_answer(flip(asked, at=9))
    assert part.slider.stop() == AMOUNTS[9]


def test_another_input_takes_the_slider_to_where_it_flips(panel: WhyPanel, asked: int) -> None:
    panel.show_answer(flip(asked))
    part = _flipping(panel)
    part.slider.setValue(3)
    panel.set_input(DRAWING)  # as when a run begins anew: it is the same one
    panel.show_answer(flip(_number(panel), at=9))
    assert part.slider.stop() == AMOUNTS[3]
    panel.set_input(Example(PICTURE.T.copy()))
    panel.show_answer(flip(_number(panel), at=9))
    assert part.slider.stop() == AMOUNTS[9]


def test_a_pixel_tells_how_it_changed(panel: WhyPanel, asked: int) -> None:
    _answer_all(panel, asked)
    part = _flipping(panel)
    part.pictures[1].pointed.emit((10, 14))
    assert part.answer() == "Row 10, column 14: 200 → 183 (\u22126.5 %)"
    part.pictures[1].pointed.emit(None)
    assert part.answer() == "8, 82.00\u202f% sure"


@pytest.mark.parametrize(
    ("size", "picture", "shown"), [(QSize(1066, 508), 252, 8), (QSize(1070, 434), 252, 8), (QSize(806, 380), 140, 8)]
)
def test_all_parts_have_their_room(panel: WhyPanel, asked: int, size: QSize, picture: int, shown: int) -> None:
    _answer_all(panel, asked)
    panel.resize(size)
    ink, patches = (column.picture for column in _speaking(panel).columns())
    assert ink.width() == patches.width() == picture + 2
    assert panel.findChildren(NeighbourGrid)[0].shown() == shown
    assert _neighbours(panel).words()[0].startswith(f"7 of {shown}")
    part = _flipping(panel)
    right = max(piece.geometry().right() for piece in part.pictures)
    assert right <= part.width()
    assert all(piece.width() == 86 for piece in part.pictures)
    chart = panel.findChildren(FlipChart)[0]
    assert chart.width() == part.slider.width()
    assert part.mapTo(panel, part.rect().bottomRight()).y() <= panel.height()


def test_what_is_not_trained_is_called_so(panel: WhyPanel, asked: int) -> None:
    guess, _ = panel.header_controls()
    assert guess.isHidden()
    panel.show_facts(DIGITS, False)
    assert not guess.isHidden()
    assert len(panel.questions()) == 4
