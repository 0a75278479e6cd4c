"""The My digits panel: own drawings, what the network makes of them, and what the person does with them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from digit_strokes import draw_digits
from made_facts import MNIST_FACTS
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from playground.core.catalog import Drawing
from playground.core.facts import DataFacts
from playground.core.history import History, Line, Metric
from playground.core.own_drawings import OwnExamples, OwnPreparer, OwnSet
from playground.core.probes import Answers, AskAnswers
from playground.core.setting import Effect
from playground.core.stroke_file import LabelledDrawing
from playground.ui.effects import EffectMark, effect_sentence
from playground.ui.fitting_text import FittingText
from playground.ui.look import Look
from playground.ui.my_digits_panel import MyDigitsPanel
from playground.ui.own.gallery import Gallery
from playground.ui.own.pinned_card import PinnedCard
from playground.ui.own.pinned_view import PinnedView
from playground.ui.own.score import ScoreLine
from playground.ui.segments import SegmentedControl
from playground.ui.style import apply_style

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints", extend=True)


CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
LETTERS = replace(MNIST_FACTS, class_names=tuple("ABCDEFGHIJKLMNOPQRSTUVWXYZ"), fingerprint="letters")


def digits(count: int) -> list[LabelledDrawing]:
    return [LabelledDrawing(one.strokes, str(one.label)) for one in draw_digits(count)]


def examples_of(own: OwnSet, facts: DataFacts = MNIST_FACTS) -> OwnExamples:
    return OwnPreparer().examples(own, facts)


def answers(panel: MyDigitsPanel, chosen: Sequence[int], step: int = 10) -> Answers:
    """The network answers `chosen`, newest drawing first, 80 % sure each."""
    (question,) = panel.questions()
    assert isinstance(question, AskAnswers)
    probabilities = np.full((len(chosen), 10), 0.2 / 9, np.float32)
    probabilities[np.arange(len(chosen)), chosen] = 0.8
    return Answers(step, question.mark, probabilities, np.array(chosen))


@pytest.fixture
def look(qtbot: QtBot) -> Look:
    return Look()


@pytest.fixture
def panel(qtbot: QtBot, look: Look) -> Iterator[MyDigitsPanel]:
    made = MyDigitsPanel(look)
    qtbot.addWidget(made)
    made.resize(1200, 470)
    with qtbot.waitExposed(made):
        made.show()
    made.show_facts(MNIST_FACTS, True)
    yield made
    made.close()


@pytest.fixture
def own(panel: MyDigitsPanel) -> OwnSet:
    """Six drawings, 0 to 5, numbered from 1; the network gets all but the newest right."""
    made = OwnSet().with_drawings(digits(6))
    panel.show_own(made, None)
    panel.show_own(made, examples_of(made))
    panel.show_answer(answers(panel, [9, 4, 3, 2, 1, 0]))
    return made


def gallery_of(panel: MyDigitsPanel) -> Gallery:
    return panel.findChildren(Gallery)[0]


def score_of(panel: MyDigitsPanel) -> tuple[str, str, str]:
    QApplication.processEvents()  # what fits is known once it is laid out
    return panel.findChildren(ScoreLine)[0].texts()


def visible_texts(panel: QWidget) -> str:
    QApplication.processEvents()
    labels = [label.text() for label in panel.findChildren(QLabel) if label.isVisible()]
    return " ".join([*labels, *(text.text() for text in panel.findChildren(FittingText) if text.isVisible())])


def button_of(panel: MyDigitsPanel, text: str) -> QPushButton:
    return next(one for one in panel.findChildren(QPushButton) if one.text() == text and one.isVisible())


def click_cell(panel: MyDigitsPanel, position: int) -> None:
    gallery = gallery_of(panel)
    place = gallery.cell_rect(position).center().toPoint()
    QTest.mouseClick(gallery.viewport(), Qt.MouseButton.LeftButton, pos=place)


# What is asked and shown


def test_the_network_is_asked_about_the_images_that_it_gets(panel: MyDigitsPanel, own: OwnSet) -> None:
    (question,) = panel.questions()
    assert isinstance(question, AskAnswers)
    assert question.mark[0] == "my digits"
    assert np.array_equal(question.values, examples_of(own).images[::-1])


def test_newest_first_with_the_answers(panel: MyDigitsPanel, own: OwnSet) -> None:
    cells = gallery_of(panel).cells()
    assert [cell.answer for cell in cells] == ["9", "4", "3", "2", "1", "0"]
    assert [cell.wrong for cell in cells] == [True, *[False] * 5]
    assert cells[0].truth == "is 5"
    assert cells[0].surety == pytest.approx(0.8)


def asked_images(panel: MyDigitsPanel) -> NDArray[Any]:
    (question,) = panel.questions()
    assert isinstance(question, AskAnswers)
    return question.values


def test_what_a_wide_network_left_unanswered_is_asked_next(panel: MyDigitsPanel, own: OwnSet, qtbot: QtBot) -> None:
    images = examples_of(own).images[::-1]
    with qtbot.waitSignal(panel.questions_changed):
        panel.show_answer(answers(panel, [5, 4, 9, 9]))
    assert np.array_equal(asked_images(panel), images[4:])
    assert score_of(panel)[0] == "83\u202f%"  # what was before, until all have answered
    assert [cell.answer for cell in gallery_of(panel).cells()] == ["9", "4", "3", "2", "1", "0"]
    with qtbot.assertNotEmitted(panel.questions_changed):
        panel.show_answer(answers(panel, [1, 9]))
    assert score_of(panel)[0] == "50\u202f%"  # of 5 4 3 2 1 0
    assert np.array_equal(asked_images(panel), images)


def test_pieces_of_several_steps_are_asked_all_over_until_they_are_of_one(
    panel: MyDigitsPanel, own: OwnSet, qtbot: QtBot
) -> None:
    """Learning may end while a part has been asked about: nobody else would ask again then."""
    with qtbot.waitSignals([panel.questions_changed] * 2):
        panel.show_answer(answers(panel, [9, 9, 9, 9], step=10))
        panel.show_answer(answers(panel, [1, 0], step=11))
    assert len(asked_images(panel)) == 6
    panel.show_answer(answers(panel, [5, 4, 3, 2], step=11))
    with qtbot.assertNotEmitted(panel.questions_changed):
        panel.show_answer(answers(panel, [1, 0], step=11))
    assert score_of(panel)[0] == "100\u202f%"


def test_a_late_answer_of_another_step_has_them_asked_again(panel: MyDigitsPanel, own: OwnSet, qtbot: QtBot) -> None:
    """The last step's answer may come for a piece that an earlier step has answered meanwhile."""
    panel.show_answer(answers(panel, [5, 4, 3, 2]))
    late = answers(panel, [9, 9], step=11)
    panel.show_answer(answers(panel, [1, 0]))
    with qtbot.waitSignal(panel.questions_changed):
        panel.show_answer(late)
    assert score_of(panel)[0] == "100\u202f%"


def test_pieces_from_before_the_network_began_anew_do_not_count(panel: MyDigitsPanel, own: OwnSet) -> None:
    panel.show_answer(answers(panel, [5, 4, 3, 2]))
    panel.show_facts(MNIST_FACTS, False)
    assert len(asked_images(panel)) == 6


def test_the_score_is_that_of_the_answers(panel: MyDigitsPanel, own: OwnSet) -> None:
    assert score_of(panel)[:2] == ("83\u202f%", "of 6 right now")
    panel.show_answer(answers(panel, [5, 4, 3, 2, 1, 0]))
    assert score_of(panel)[0] == "100\u202f%"
    panel.show_answer(answers(panel, [0, 0, 0, 0, 0, 1]))
    assert score_of(panel)[0] == "0\u202f%"


def test_nearly_all_right_is_not_all_right(panel: MyDigitsPanel) -> None:
    made = OwnSet().with_drawings(digits(1) * 400)
    panel.show_own(made, examples_of(made))
    panel.show_answer(answers(panel, [1, *[0] * 399]))
    assert score_of(panel)[0] == "99\u202f%"


def test_those_that_it_was_not_trained_on_count_apart(panel: MyDigitsPanel, own: OwnSet) -> None:
    assert score_of(panel)[2] == ""
    panel.show_trained_on(frozenset({1, 2, 3}), 10)
    assert score_of(panel)[2] == "of the 3 that it was not trained on: 67\u202f%"
    panel.show_trained_on(frozenset(range(1, 7)), 10)
    assert score_of(panel)[2] == "it was trained on all of them"


def test_answers_to_others_or_about_earlier_drawings_are_left_alone(panel: MyDigitsPanel, own: OwnSet) -> None:
    late = answers(panel, [5, 4, 3, 2, 1, 0])
    panel.show_answer(replace(late, mark=("why", late.mark[1])))
    assert score_of(panel)[0] == "83\u202f%"
    more = own.with_drawings(digits(1)).without([1])
    panel.show_own(more, examples_of(more))
    panel.show_answer(late)
    assert [cell.answer for cell in gallery_of(panel).cells()] == ["", "9", "4", "3", "2", "1"]


def test_a_new_drawing_is_asked_about_at_once_and_the_others_keep_their_answers(
    panel: MyDigitsPanel, own: OwnSet, qtbot: QtBot
) -> None:
    more = own.with_drawings(digits(1))
    panel.show_own(more, None)
    with qtbot.waitSignal(panel.questions_changed):
        panel.show_own(more, examples_of(more))
    assert [cell.answer for cell in gallery_of(panel).cells()] == ["", "9", "4", "3", "2", "1", "0"]
    assert score_of(panel)[1] == "of 6 right now"
    panel.show_answer(answers(panel, [0, 9, 4, 3, 2, 1, 0]))
    assert score_of(panel)[1] == "of 7 right now"


def test_what_was_deleted_goes_before_the_examples_come(panel: MyDigitsPanel, own: OwnSet) -> None:
    panel.show_own(own.without([6]), None)
    assert [cell.answer for cell in gallery_of(panel).cells()] == ["4", "3", "2", "1", "0"]
    assert score_of(panel)[0] == "100\u202f%"


def test_examples_for_earlier_data_that_come_late_are_left_alone(panel: MyDigitsPanel, own: OwnSet) -> None:
    small = replace(MNIST_FACTS, drawing=Drawing.DIGITS, input_shape=(8, 8), high=(16.0,), fingerprint="small")
    panel.show_facts(replace(small, class_names=("2", "1"), fingerprint="two"), True)
    # Of another shape, with more classes, and with the same shape and number of classes: others.
    for late in (MNIST_FACTS, small, replace(small, class_names=("1", "2"), fingerprint="turned")):
        panel.show_own(own, examples_of(own, late))
        assert not panel.questions()


def test_before_training_there_is_no_score(panel: MyDigitsPanel, own: OwnSet) -> None:
    panel.show_facts(MNIST_FACTS, False)
    assert score_of(panel) == ("–", "not trained yet", "")
    assert [cell.answer for cell in gallery_of(panel).cells()] == [""] * 6
    panel.show_answer(answers(panel, [5] * 6, step=0))
    assert score_of(panel)[0] == "–"
    panel.show_answer(answers(panel, [5] * 6, step=1))
    assert score_of(panel)[0] == "17\u202f%"


def test_the_filter_leaves_those_that_are_wrong(panel: MyDigitsPanel, own: OwnSet) -> None:
    (choice,) = panel.header_controls()
    assert isinstance(choice, SegmentedControl)
    QTest.mouseClick(next(one for one in choice.findChildren(QPushButton) if one.text() == "Wrong"), _LEFT)
    assert [cell.truth for cell in gallery_of(panel).cells()] == ["is 5"]
    panel.show_answer(answers(panel, [5, 4, 3, 2, 1, 0]))
    assert not gallery_of(panel).isVisible()
    assert "None of them is answered wrong" in visible_texts(panel)
    assert score_of(panel)[:2] == ("100\u202f%", "of 6 right now")


_LEFT = Qt.MouseButton.LeftButton


# Other data


def test_drawings_of_other_data_sets_are_counted(panel: MyDigitsPanel) -> None:
    made = OwnSet().with_drawings([*digits(2), *(replace(one, label="X") for one in digits(3))])
    panel.show_own(made, examples_of(made))
    assert "3 more of other classes" in visible_texts(panel)
    panel.show_facts(LETTERS, True)
    assert not panel.questions()
    panel.show_own(made, examples_of(made, LETTERS))
    assert [cell.truth for cell in gallery_of(panel).cells()] == ["is X"] * 3
    assert "2 more of other classes" in visible_texts(panel)


@pytest.mark.parametrize("width", [1070, 806, 520])
def test_that_there_are_others_is_said_however_little_room_there_is(
    panel: MyDigitsPanel, look: Look, width: int
) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    apply_style(app, look)
    look.set_small(True)
    panel.setMinimumSize(1, 1)
    panel.resize(width, 380)
    others = replace(MNIST_FACTS, class_names=tuple("12345"), fingerprint="five")
    panel.show_facts(others, True)
    made = OwnSet().with_drawings(digits(6))
    panel.show_own(made, examples_of(made, others))
    assert "1 more of other classes" in visible_texts(panel)
    click_cell(panel, 0)
    assert "1 more of other classes" in visible_texts(panel)


def test_a_drawing_whose_example_is_being_made_is_not_one_of_the_others(panel: MyDigitsPanel, own: OwnSet) -> None:
    panel.show_own(own.with_drawings(digits(1)), None)
    assert "more of" not in visible_texts(panel)


@pytest.mark.parametrize(
    ("count", "sentence"), [(1, "Your drawing is of another class."), (6, "Your 6 drawings are of")]
)
def test_the_empty_page_says_that_there_are_others(panel: MyDigitsPanel, count: int, sentence: str) -> None:
    panel.show_facts(LETTERS, True)
    panel.show_own(OwnSet().with_drawings(digits(count)), None)
    assert sentence in visible_texts(panel)


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        (None, "once there is data"),
        (MNIST_FACTS, "Draw a digit in Try it, then press the key of what it is"),
        (LETTERS, "Draw a letter"),
        (replace(MNIST_FACTS, class_names=("tsu", "na"), fingerprint="kana"), "say beneath it what it is"),
        (replace(MNIST_FACTS, drawing=Drawing.NONE, fingerprint="clothes"), "cannot be drawn"),
    ],
)
def test_while_there_are_none_it_says_how_to_begin(
    panel: MyDigitsPanel, facts: DataFacts | None, sentence: str, qtbot: QtBot
) -> None:
    panel.show_facts(facts, True)
    assert sentence in visible_texts(panel)
    assert not panel.questions()
    with qtbot.waitSignal(panel.import_requested):
        QTest.mouseClick(button_of(panel, "Import…"), _LEFT)


# What the person does


def test_a_click_opens_and_keys_relabel_and_delete(panel: MyDigitsPanel, own: OwnSet, qtbot: QtBot) -> None:
    with qtbot.waitSignal(panel.opened) as opened:
        click_cell(panel, 1)
    assert opened.args == [5]
    with qtbot.waitSignal(panel.relabelled) as relabelled:
        QTest.keyClick(gallery_of(panel), Qt.Key.Key_8)
    assert relabelled.args == [5, "8"]
    with qtbot.waitSignal(panel.removed) as removed:
        QTest.keyClick(gallery_of(panel), Qt.Key.Key_Delete)
    assert removed.args == [[5]]


def test_undo_and_redo_are_the_panels_wherever_in_it_the_focus_is(qtbot: QtBot, look: Look) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    panel = MyDigitsPanel(look)
    QVBoxLayout(window).addWidget(panel)
    stolen: list[str] = []
    for keys in ("Ctrl+Z", "Ctrl+Shift+Z"):
        QShortcut(QKeySequence(keys), window).activated.connect(lambda keys=keys: stolen.append(keys))
    window.resize(900, 500)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    panel.show_facts(MNIST_FACTS, True)
    made = OwnSet().with_drawings(digits(1))
    panel.show_own(made, examples_of(made))
    click_cell(panel, 0)
    gallery_of(panel).setFocus()
    for there in (made, made.without([1])):  # then the last drawing is gone, and with it the gallery
        panel.show_own(there, examples_of(there))
        focus = window.focusWidget()
        assert focus is not None
        assert panel.isAncestorOf(focus)
        for modifiers, wanted in ((CONTROL, panel.undo_requested), (CONTROL | SHIFT, panel.redo_requested)):
            with qtbot.waitSignal(wanted):
                QTest.keyClick(focus, Qt.Key.Key_Z, modifiers)
    assert stolen == []


def test_the_empty_page_offers_to_bring_back_what_was_deleted(panel: MyDigitsPanel, own: OwnSet, qtbot: QtBot) -> None:
    empty = own.without(range(1, 7))
    panel.show_own(empty, examples_of(empty))
    assert not [one for one in panel.findChildren(QPushButton) if one.text() == "Undo" and one.isVisible()]
    panel.show_undo(True)
    with qtbot.waitSignal(panel.undo_requested):
        QTest.mouseClick(button_of(panel, "Undo"), _LEFT)


@pytest.mark.parametrize("count", [0, 6])
def test_what_came_of_a_file_is_said_in_the_panel(panel: MyDigitsPanel, own: OwnSet, count: int) -> None:
    there = own if count else own.without(range(1, 7))
    panel.show_own(there, examples_of(there))
    panel.show_note("<b>4 drawings</b> were added; 1 without a label was left out.")
    assert "<b>4 drawings</b> were added; 1 without" in visible_texts(panel)
    notes = [label for label in panel.findChildren(QLabel) if label.text().startswith("<b>4")]
    assert [note.textFormat() for note in notes if note.isVisible()] == [Qt.TextFormat.PlainText]


@pytest.mark.parametrize("count", [0, 6])
def test_a_note_moves_no_button(panel: MyDigitsPanel, own: OwnSet, count: int) -> None:
    there = own if count else own.without(range(1, 7))
    panel.show_own(there, examples_of(there))
    panel.show_undo(True)

    def places() -> list[QRect]:
        QApplication.processEvents()
        shown = [one for one in panel.findChildren(QPushButton) if one.isVisible()]
        return [QRect(one.mapTo(panel, QPoint()), one.size()) for one in shown]

    before = places()
    panel.show_note("One of your drawings was deleted. Ctrl+Z brings it back. " * 4)
    assert "was deleted" in visible_texts(panel)
    assert places() == before


def test_a_note_ends_where_it_no_longer_holds(panel: MyDigitsPanel, own: OwnSet) -> None:
    panel.show_note("One of your drawings was deleted.")
    assert "was deleted" in visible_texts(panel)
    panel.show_note("")
    assert "was deleted" not in visible_texts(panel)
    panel.show_note("One of your drawings was deleted.")
    panel.show_facts(LETTERS, True)
    assert "was deleted" not in visible_texts(panel)


def test_what_is_brought_back_is_picked_once_it_is_there(panel: MyDigitsPanel, own: OwnSet) -> None:
    less = own.without([2, 4])
    panel.show_own(less, examples_of(less))
    click_cell(panel, 0)
    panel.pick([2, 4])
    panel.show_own(own, None)
    assert gallery_of(panel).picks() == {6}
    panel.show_own(own, examples_of(own))
    assert gallery_of(panel).picks() == {2, 4}
    assert "2 picked" in visible_texts(panel)
    click_cell(panel, 0)
    more = own.with_drawings(digits(1))
    panel.show_own(more, examples_of(more))
    assert gallery_of(panel).picks() == {6}


def test_buttons_do_what_they_say_to_what_is_picked(panel: MyDigitsPanel, own: OwnSet, qtbot: QtBot) -> None:
    assert not button_of(panel, "Pin").isEnabled()
    assert not button_of(panel, "Delete").isEnabled()
    click_cell(panel, 0)
    with qtbot.waitSignal(panel.removed) as removed:
        QTest.mouseClick(button_of(panel, "Delete"), _LEFT)
    assert removed.args == [[6]]
    with qtbot.waitSignal(panel.export_requested):
        QTest.mouseClick(button_of(panel, "Export…"), _LEFT)
    with qtbot.waitSignal(panel.import_requested):
        QTest.mouseClick(button_of(panel, "Import…"), _LEFT)


def test_how_often_they_are_in_training_is_chosen_and_shown(panel: MyDigitsPanel, own: OwnSet, qtbot: QtBot) -> None:
    with qtbot.waitSignal(panel.weight_chosen) as chosen:
        QTest.mouseClick(button_of(panel, "×50"), _LEFT)
    assert chosen.args == [50]
    panel.show_trained_on(frozenset(), 7)
    assert button_of(panel, "×7").isChecked()
    QTest.mouseClick(button_of(panel, "off"), _LEFT)
    with qtbot.waitSignal(panel.weight_chosen) as chosen:
        QTest.mouseClick(button_of(panel, "×7"), _LEFT)
    assert chosen.args == [7]
    with qtbot.assertNotEmitted(panel.weight_chosen):
        panel.show_trained_on(frozenset(), 0)
    assert button_of(panel, "off").isChecked()
    assert not button_of(panel, "×10").isChecked()


def test_how_all_are_deleted_is_said_where_there_is_room(panel: MyDigitsPanel, own: OwnSet) -> None:
    assert "Ctrl+A picks all" in button_of(panel, "Delete").toolTip()
    panel.resize(1600, 470)
    assert "take it onto the sheet, Ctrl+A picks all" in visible_texts(panel)
    click_cell(panel, 0)
    assert "Ctrl+A" not in visible_texts(panel)


def test_that_putting_them_into_training_begins_anew_is_said_beside_it(panel: MyDigitsPanel, own: OwnSet) -> None:
    mark = panel.findChildren(EffectMark)[0]
    assert mark.isVisible()
    assert effect_sentence(Effect.DATA) in mark.toolTip()
    assert effect_sentence(Effect.DATA) in panel.findChildren(ScoreLine)[0].findChildren(SegmentedControl)[0].toolTip()


# The pinned one


def test_a_drawing_is_pinned_and_unpinned(panel: MyDigitsPanel, own: OwnSet, qtbot: QtBot) -> None:
    assert "pin it" in visible_texts(panel)
    click_cell(panel, 0)
    with qtbot.waitSignal(panel.pinned) as pinned:
        QTest.mouseClick(button_of(panel, "Pin"), _LEFT)
    assert pinned.args == [6]
    panel.show_own(own.pinning(6), examples_of(own.pinning(6)))
    assert "Pinned: 5" in visible_texts(panel)
    assert panel.findChildren(PinnedView)[0]._options.true_label == 5
    assert "the network says 9, 80\u202f% sure" in visible_texts(panel)
    with qtbot.waitSignal(panel.pinned) as pinned:
        QTest.mouseClick(button_of(panel, "Unpin"), _LEFT)
    assert pinned.args == [None]
    with qtbot.waitSignal(panel.pinned) as pinned:
        QTest.mouseClick(panel.findChildren(PinnedCard)[0].findChildren(QToolButton)[0], _LEFT)
    assert pinned.args == [None]


def test_a_pinned_drawing_of_other_data_is_said_to_be_one(panel: MyDigitsPanel, own: OwnSet) -> None:
    pinned = own.with_drawings([replace(digits(1)[0], label="X")]).pinning(7)
    panel.show_own(pinned, examples_of(pinned))
    assert "pinned drawing is of another class" in visible_texts(panel)


def test_its_probabilities_are_plotted_while_it_is_pinned(panel: MyDigitsPanel, own: OwnSet) -> None:
    history = History()
    metric = Metric(
        name="p5", chart="Pinned", title="5", about="how likely 5 is", line=Line.CLASS, unit="%", better=1, label=5
    )
    panel.set_plan(45, 450)
    panel.follow(history, [metric])
    history.extend("p5", [0, 45], [0.1, 0.7])
    assert not panel.refresh()  # a chart that cannot be seen costs nothing
    pinned = own.pinning(6)
    panel.show_own(pinned, examples_of(pinned))
    QApplication.processEvents()
    history.extend("p5", [90], [0.8])
    assert panel.refresh()
    chart = panel.findChildren(PinnedView)[0]
    assert chart.isVisible()
    assert "80" in chart.reading_text()


# Room


@pytest.mark.parametrize(("width", "height", "small"), [(1070, 470, False), (806, 350, True), (520, 300, True)])
def test_nothing_is_cut_off_and_the_gallery_has_the_room(
    panel: MyDigitsPanel, own: OwnSet, look: Look, width: int, height: int, small: bool
) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    apply_style(app, look)
    look.set_small(small)
    panel.setMinimumSize(1, 1)
    panel.resize(width, height)
    panel.show_trained_on(frozenset({1}), 10)
    QApplication.processEvents()
    for button in panel.findChildren(QPushButton):
        if button.isVisible():
            assert button.width() >= button.sizeHint().width()
            assert button.visibleRegion().boundingRect() == button.rect()
    assert gallery_of(panel).width() >= 300
    assert gallery_of(panel).height() >= 0.55 * height
    assert all(score_of(panel))
    assert panel.findChildren(PinnedCard)[0].isVisible() == (width > 600)
