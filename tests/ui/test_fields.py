from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from playground.core.experiment import specs_by_path
from playground.core.setting import Effect
from playground.ui.fields import CheckField, ChoiceField, Field, NumberField, SeedField, SliderField, make_field
from playground.ui.look import Look
from playground.ui.values import stops

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints", extend=True)

LEFT = Qt.MouseButton.LeftButton
Maker = Callable[[str], Field]
Edits = list[tuple[str, object, bool]]


@pytest.fixture
def make(qtbot: QtBot) -> Iterator[Maker]:
    look = Look()
    window = QWidget()
    column = QVBoxLayout(window)
    qtbot.addWidget(window)
    window.resize(300, 100)
    with qtbot.waitExposed(window):
        window.show()

    def made(path: str) -> Field:
        field = make_field(specs_by_path()[path], look)
        column.addWidget(field)
        field.show()
        window.adjustSize()
        return field

    yield made
    window.close()


def _edits(field: Field) -> Edits:
    found: Edits = []
    field.edited.connect(lambda path, value, dragging: found.append((path, value, dragging)))
    return found


def _type(field: Field, text: str) -> None:
    widget = field.controls()[0]
    widget.setFocus()
    QTest.keyClick(widget, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(widget, text)
    QTest.keyClick(widget, Qt.Key.Key_Return)


def _slider(field: Field) -> SliderField:
    assert isinstance(field, SliderField)
    return field


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("training.learning_rate", SliderField),
        ("model.dropout", SliderField),
        ("training.seed", SeedField),
        ("model.target_on", NumberField),
        ("model.activation", ChoiceField),
        ("training.shuffle", CheckField),
    ],
)
def test_each_kind_of_field_has_its_control(make: Maker, path: str, kind: type[Field]) -> None:
    assert type(make(path)) is kind


def test_a_slider_moved_by_hand_gives_the_value_and_shows_it(make: Maker) -> None:
    field = _slider(make("model.dropout"))
    field.show_value(0.0)
    edits = _edits(field)
    at = QPoint(field.slider.handle_middle(10), field.slider.height() // 2)
    QTest.mousePress(field.slider, LEFT, pos=at)
    assert edits == [("model.dropout", 0.5, True)]
    assert field.value_field.text() == "0.5"
    QTest.mouseRelease(field.slider, LEFT, pos=at)
    assert edits[-1] == ("model.dropout", 0.5, False)


def test_a_typed_value_may_lie_beyond_the_slider(make: Maker) -> None:
    field = _slider(make("training.learning_rate"))
    field.show_value(0.001)
    edits = _edits(field)
    _type(field, "2.5")
    assert edits == [("training.learning_rate", 2.5, False)]
    assert field.slider.value() == field.slider.maximum()
    assert field.value_field.text() == "2.5"


def test_words_for_zero_are_shown_and_understood(make: Maker) -> None:
    field = _slider(make("training.weight_decay"))
    field.show_value(0.01)
    edits = _edits(field)
    _type(field, "off")
    assert edits == [("training.weight_decay", 0, False)]
    assert field.slider.value() == 0


@pytest.mark.parametrize("text", ["quick", "11", "", "0"])
def test_a_bad_value_gives_way_to_the_last_good_one_and_says_what_fits(make: Maker, text: str) -> None:
    field = _slider(make("training.learning_rate"))
    field.show_value(0.01)
    edits = _edits(field)
    refusals: list[tuple[str, str]] = []
    field.refused.connect(lambda path, sentence: refusals.append((path, sentence)))
    field.value_field.setFocus()
    QTest.keyClick(field.value_field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(field.value_field, Qt.Key.Key_Delete)
    QTest.keyClicks(field.value_field, text)
    assert field.value_field.property("invalid") is True  # while it is typed
    field.value_field.clearFocus()
    assert edits == []
    assert field.value_field.text() == "0.01"
    assert field.value_field.property("invalid") is False
    assert [path for path, _ in refusals] == ["training.learning_rate"]
    assert text in refusals[0][1]
    assert "0.000001 to 10" in refusals[0][1]


def test_leaving_a_field_enters_what_was_typed(make: Maker) -> None:
    field, other = _slider(make("training.epochs")), _slider(make("model.dropout"))
    field.show_value(30)
    edits = _edits(field)
    field.value_field.setFocus()
    QTest.keyClick(field.value_field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(field.value_field, "12 000")
    other.value_field.setFocus()
    assert edits == [("training.epochs", 12_000, False)]
    assert field.value_field.text() == "12\u202f000"


def test_escape_takes_back_what_was_typed(make: Maker) -> None:
    field = _slider(make("training.epochs"))
    field.show_value(30)
    edits = _edits(field)
    field.value_field.setFocus()
    QTest.keyClicks(field.value_field, "x")
    QTest.keyClick(field.value_field, Qt.Key.Key_Escape)
    field.value_field.clearFocus()
    assert field.value_field.text() == "30"
    assert edits == []


def test_undo_in_a_field_is_the_fields_own_only_while_it_is_edited(make: Maker, qtbot: QtBot) -> None:
    field = _slider(make("training.epochs"))
    field.show_value(30)
    undone: list[bool] = []
    undo = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), field.window())
    undo.activated.connect(lambda: undone.append(True))
    line = field.value_field
    line.setFocus()
    line.window().activateWindow()
    qtbot.waitUntil(line.hasFocus)
    QTest.keyClicks(line, "5")
    QTest.keyClick(line, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert (line.text(), undone) == ("30", [])
    QTest.keyClick(line, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert (line.text(), undone) == ("30", [True])


def test_arrow_keys_in_a_field_go_to_the_next_stop_from_where_the_value_is(make: Maker) -> None:
    field = _slider(make("training.epochs"))
    field.show_value(30)
    edits = _edits(field)
    field.value_field.setFocus()
    QTest.keyClick(field.value_field, Qt.Key.Key_Up)
    QTest.keyClick(field.value_field, Qt.Key.Key_Down)
    assert edits == [("training.epochs", 32, False), ("training.epochs", 28, False)]


def test_arrow_keys_in_a_plain_field_stay_within_its_range(make: Maker) -> None:
    field = make("training.seed")
    field.show_value(0)
    edits = _edits(field)
    field.controls()[0].setFocus()
    QTest.keyClick(field.controls()[0], Qt.Key.Key_Down)
    assert edits == []
    QTest.keyClick(field.controls()[0], Qt.Key.Key_Up)
    assert edits == [("training.seed", 1, False)]


def test_what_is_shown_meanwhile_does_not_wipe_out_what_is_being_typed(make: Maker) -> None:
    field = _slider(make("training.epochs"))
    field.show_value(30)
    field.value_field.setFocus()
    QTest.keyClick(field.value_field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(field.value_field, "50")
    field.show_value(40)
    assert field.value_field.text() == "50"


def test_a_choice_gives_its_plain_word(make: Maker) -> None:
    field = make("model.activation")
    assert isinstance(field, ChoiceField)
    field.show_value("relu")
    edits = _edits(field)
    field.combo.setFocus()
    QTest.keyClicks(field.combo, "Tanh")
    assert edits[-1] == ("model.activation", "tanh", False)
    assert field.combo.currentText() == "Tanh"


def test_every_choice_says_what_it_is_where_core_does(make: Maker) -> None:
    field = make("model.init")
    assert isinstance(field, ChoiceField)
    tips = [field.combo.itemData(index, Qt.ItemDataRole.ToolTipRole) for index in range(field.combo.count())]
    assert len(tips) == 5
    assert all(tips)


def test_a_check_box_gives_yes_and_no(make: Maker) -> None:
    field = make("training.shuffle")
    assert isinstance(field, CheckField)
    field.show_value(True)
    edits = _edits(field)
    QTest.keyClick(field.box, Qt.Key.Key_Space)
    assert edits == [("training.shuffle", False, False)]


def test_a_new_seed_is_another_one(make: Maker) -> None:
    field = make("training.seed")
    assert isinstance(field, SeedField)
    field.show_value(0)
    edits = _edits(field)
    field.button.click()
    [(path, seed, dragging)] = edits
    assert path == "training.seed"
    assert isinstance(seed, int)
    assert seed > 0
    assert dragging is False


def test_showing_a_value_is_silent(make: Maker) -> None:
    for path, value in {
        "training.learning_rate": 0.5,
        "training.seed": 7,
        "model.activation": "gelu",
        "training.shuffle": False,
    }.items():
        field = make(path)
        edits = _edits(field)
        field.show_value(value)
        assert edits == [], path


def test_an_unused_field_is_grey_and_says_why(make: Maker) -> None:
    field = make("training.momentum")
    field.show_unused("Not now & never.")
    assert not any(control.isEnabled() for control in field.controls())
    assert "Not now &amp; never." in field.toolTip()
    field.show_unused("")
    assert all(control.isEnabled() for control in field.controls())
    assert "Not now" not in field.toolTip()


def test_a_problem_frames_the_control_and_stands_below_it(make: Maker) -> None:
    field = make("training.loss")
    field.show_problem("This cannot be.")
    assert field.controls()[0].property("invalid") is True
    assert field.problem_text == "This cannot be."
    field.show_problem("")
    assert field.controls()[0].property("invalid") is False


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("training.learning_rate", "next step"),
        ("training.loss", "Keeps the weights"),
        ("model.activation", "new network"),
        ("data.noise", "Loads the data"),
    ],
)
def test_a_tooltip_says_what_the_field_is_and_how_a_change_takes_hold(make: Maker, path: str, sentence: str) -> None:
    field = make(path)
    assert specs_by_path()[path].setting.help.split("'")[0] in field.toolTip()
    assert sentence in field.toolTip()


def test_a_slider_for_a_field_that_core_gains_tomorrow_needs_nothing_here(make: Maker) -> None:
    spec = specs_by_path()["training.momentum"]
    assert spec.setting.effect is Effect.LIVE
    field = _slider(make("training.momentum"))
    assert field.slider.stops == stops(spec)
    for control in field.controls():
        assert control.accessibleName() == "Momentum"
        assert control.accessibleDescription()
