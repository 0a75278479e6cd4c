from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QIcon
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QScrollArea, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from playground.core.catalog import CATALOG, DataSetInfo, info_of
from playground.core.experiment import Experiment, specs_by_path
from playground.core.facts import DataFacts
from playground.core.messages import message
from playground.core.problems import Problem
from playground.core.setting import Effect
from playground.ui.data_ranges import total
from playground.ui.experiment_panel import ELSEWHERE, ExperimentPanel
from playground.ui.fields import CheckField, ChoiceField, Field, NumberField, SliderField
from playground.ui.look import Look
from playground.ui.style import apply_style

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints", extend=True)

LEFT = Qt.MouseButton.LeftButton
Edits = list[tuple[dict[str, Any], bool]]

SLIDERS = [
    "data.examples",
    "data.train_share",
    "data.noise",
    "model.dropout",
    "training.learning_rate",
    "training.batch_size",
    "training.epochs",
    "training.weight_decay",
    "training.momentum",
]


@pytest.fixture
def styled(qapp: QApplication) -> Iterator[Look]:
    """A look for a small window, in force for the whole application."""
    style, colors, font = qapp.style().objectName(), qapp.palette(), qapp.font()
    look = Look()
    look.set_small(True)
    apply_style(qapp, look)
    yield look
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # what qtbot closed need not change its style
    qapp.setStyleSheet("")
    qapp.setStyle(style)
    qapp.setPalette(colors)
    qapp.setFont(font)


@pytest.fixture
def panel(qtbot: QtBot, styled: Look) -> Iterator[ExperimentPanel]:
    """The panel as it stands in a window of 1280x800, showing the experiment on spirals with SGD."""
    made = ExperimentPanel(styled)
    qtbot.addWidget(made)
    made.setFixedSize(264, 696)
    made.set_available(CATALOG)
    _show(made, "spiral", {"training.optimizer": "sgd"})
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.close()


@pytest.fixture
def edits(panel: ExperimentPanel) -> Edits:
    found: Edits = []
    panel.edited.connect(lambda values, dragging: found.append((values, dragging)))
    return found


def _facts(info: DataSetInfo, classes: int = 0) -> DataFacts:
    columns = max(1, info.input_shape[0] if len(info.input_shape) == 1 else 1)
    return DataFacts(
        name=info.name,
        title=info.title,
        family=info.family,
        drawing=info.drawing,
        input_shape=info.input_shape,
        class_names=info.class_names[: classes or None],
        feature_names=(),
        train_count=info.train_count if info.official_split else round(0.8 * info.train_count),
        test_count=info.test_count or round(0.2 * info.train_count),
        official_split=info.official_split,
        low=(0.0,) * columns,
        high=(1.0,) * columns,
        mean=(0.0,) * columns,
        deviation=(1.0,) * columns,
        shift=(0.0,) * columns,
        scale=(1.0,) * columns,
        stroke_width=0.0,
        fingerprint="",
    )


def _show(
    panel: ExperimentPanel, name: str, values: dict[str, Any] | None = None, *, loaded: bool = True
) -> Experiment:
    experiment = Experiment().changed({"data.name": name, **(values or {})})
    info = info_of(name)
    panel.show_experiment(experiment, info, _facts(info) if loaded else None)
    return experiment


def _slider_field(panel: ExperimentPanel, path: str) -> SliderField:
    field = panel.field(path)
    assert isinstance(field, SliderField)
    return field


def _texts(panel: ExperimentPanel) -> str:
    return "\n".join(label.text() for label in panel.findChildren(QLabel) if label.isVisibleTo(panel))


def _bottom(panel: ExperimentPanel, widget: QWidget) -> int:
    return widget.mapTo(panel, QPoint(0, widget.height())).y()


def test_every_field_of_the_experiment_has_a_control(panel: ExperimentPanel) -> None:
    for path in specs_by_path():
        assert (panel.editor(path) is None) == (path in ELSEWHERE), path


@pytest.mark.parametrize("path", SLIDERS)
def test_moving_a_slider_gives_the_edit(panel: ExperimentPanel, edits: Edits, path: str) -> None:
    slider = _slider_field(panel, path).slider
    middle = slider.maximum() // 2
    target = middle if slider.value() != middle else slider.maximum()
    at = QPoint(slider.handle_middle(target), slider.height() // 2)
    QTest.mousePress(slider, LEFT, pos=at)
    value = slider.stop()
    QTest.mouseRelease(slider, LEFT, pos=at)
    assert edits == [({path: value}, True), ({path: value}, False)]
    assert Experiment().changed({path: value}).value(path) == value


def test_a_drag_gives_few_edits_and_the_last_one_always(panel: ExperimentPanel, edits: Edits, qtbot: QtBot) -> None:
    slider = _slider_field(panel, "training.learning_rate").slider
    middle = slider.height() // 2
    QTest.mousePress(slider, LEFT, pos=QPoint(slider.handle_middle(10), middle))
    for place in range(11, 60):
        QTest.mouseMove(slider, QPoint(slider.handle_middle(place), middle))
    held_back = slider.stops.values[59]
    qtbot.waitUntil(lambda: edits[-1] == ({"training.learning_rate": held_back}, True))
    moves = len(edits)
    QTest.mouseRelease(slider, LEFT, pos=QPoint(slider.handle_middle(59), middle))
    assert moves < 49
    assert edits[-1] == ({"training.learning_rate": held_back}, False)


def test_showing_an_experiment_is_silent(panel: ExperimentPanel, edits: Edits) -> None:
    for name in CATALOG:
        _show(panel, name, {"training.learning_rate": 0.3, "model.hidden": [3, 4000], "training.loss": "mse"})
    assert edits == []


def test_every_control_shows_what_the_experiment_says(panel: ExperimentPanel) -> None:
    _show(
        panel,
        "spiral",
        {
            "data.noise": 0.25,
            "data.examples": 700,
            "model.hidden": [8, 6],
            "model.activation": "tanh",
            "training.learning_rate": 3.0,
            "training.shuffle": False,
            "training.seed": 42,
        },
    )
    assert _shown(panel.field("data.noise")) == "0.25"
    assert _shown(panel.field("data.examples")) == "700"
    assert _shown(panel.field("model.activation")) == "Tanh"
    assert _shown(panel.field("training.learning_rate")) == "3"
    assert _shown(panel.field("training.shuffle")) == "no"
    assert _shown(panel.field("training.seed")) == "42"
    assert [row.field.text() for row in panel.layers.rows] == ["8", "6"]


def _shown(field: Field) -> str:
    match field:
        case SliderField() | NumberField():
            return field.value_field.text()
        case ChoiceField():
            return field.combo.currentText()
        case CheckField():
            return "yes" if field.box.isChecked() else "no"
    raise AssertionError(field)


def test_a_changed_choice_layer_or_class_is_an_edit(panel: ExperimentPanel, edits: Edits) -> None:
    _show(panel, "digits")
    loss = panel.field("training.loss")
    assert isinstance(loss, ChoiceField)
    loss.combo.setFocus()
    QTest.keyClicks(loss.combo, "Huber")
    panel.layers.add_button.click()
    panel.classes.chips[0].click()
    assert edits == [
        ({"training.loss": "huber"}, False),
        ({"model.hidden": (64, 64, 64, 64)}, False),
        ({"data.classes": (1, 2, 3, 4, 5, 6, 7, 8, 9)}, False),
    ]
    for values, _ in edits:
        Experiment().changed(values)


def test_another_data_set_is_asked_for_and_not_an_edit(panel: ExperimentPanel, edits: Edits, qtbot: QtBot) -> None:
    _show(panel, "digits")
    combo = panel.data_set.combo
    combo.setFocus()
    with qtbot.waitSignal(panel.data_set_chosen) as chosen:
        QTest.keyClicks(combo, "M")
    assert chosen.args == ["mnist"]
    assert edits == []


def test_data_sets_stand_in_their_families(panel: ExperimentPanel) -> None:
    combo = panel.data_set.combo
    names = [combo.itemData(index) for index in range(combo.count())]
    assert [name for name in names if name is not None] == sorted(
        CATALOG, key=lambda name: list(type(CATALOG[name].family)).index(CATALOG[name].family)
    )
    assert names.count(None) == 3
    for index, name in enumerate(names):
        if name is not None:
            assert CATALOG[name].licence in combo.itemData(index, Qt.ItemDataRole.ToolTipRole)


def test_the_sign_of_the_family_shows_whole_in_the_closed_box(panel: ExperimentPanel) -> None:
    combo = panel.data_set.combo
    _show(panel, "digits")
    with_sign = combo.grab().toImage()
    combo.setItemIcon(combo.currentIndex(), QIcon())
    without = combo.grab().toImage()
    width, height = with_sign.width(), with_sign.height()
    drawn = [(x, y) for x in range(width) for y in range(height) if with_sign.pixel(x, y) != without.pixel(x, y)]
    left, right = min(x for x, _ in drawn), max(x for x, _ in drawn)
    top, bottom = min(y for _, y in drawn), max(y for _, y in drawn)
    assert right - left < 16
    assert bottom - top < 16
    frame = [y for x, y in drawn if x == left]
    assert len(frame) > 3, "the frame's left side is drawn"


def test_a_data_set_that_is_not_here_offers_its_download(panel: ExperimentPanel, qtbot: QtBot) -> None:
    panel.set_available({"mnist"})
    _show(panel, "mnist", loaded=False)
    assert not panel.data_set.download_button.isVisible()
    _show(panel, "kmnist", loaded=False)
    assert panel.data_set.download_button.isVisible()
    assert panel.data_set.combo.currentText() == "KMNIST \u00b7 21\u202fMB"
    with qtbot.waitSignal(panel.data_action_requested):
        panel.data_set.download_button.click()
    panel.set_available({"mnist", "kmnist"})
    assert not panel.data_set.download_button.isVisible()
    assert panel.data_set.combo.currentText() == "KMNIST"


def test_fields_that_a_data_set_has_no_use_for_are_hidden(panel: ExperimentPanel) -> None:
    def in_sight() -> set[str]:
        names = ("noise", "features", "class_count", "seed")
        return {name for name in names if not panel.field(f"data.{name}").isHidden()}

    assert in_sight() == {"noise", "seed"}
    _show(panel, "digits")
    assert in_sight() == set()
    _show(panel, "classification")
    assert in_sight() == {"noise", "features", "class_count", "seed"}


def test_an_official_split_is_shown_grey_at_its_true_share(panel: ExperimentPanel) -> None:
    _show(panel, "mnist")
    share = _slider_field(panel, "data.train_share")
    assert share.isVisible()
    assert share.value_field.text() == "86\u202f%"
    assert not share.slider.isEnabled()
    assert "comes split: 60\u202f000 to train, 10\u202f000 to test" in share.toolTip()
    _show(panel, "digits")
    assert share.slider.isEnabled()
    assert share.value_field.text() == "80\u202f%"


def test_what_an_optimizer_does_not_use_is_grey_with_the_reason(panel: ExperimentPanel) -> None:
    momentum = _slider_field(panel, "training.momentum")
    assert momentum.slider.isEnabled()
    _show(panel, "spiral", {"training.optimizer": "adam"})
    assert not momentum.slider.isEnabled()
    assert "Used by SGD and RMSprop.</p>" in momentum.toolTip()  # a sentence of its own


def test_sliders_of_examples_and_batches_end_at_what_there_is(panel: ExperimentPanel) -> None:
    _show(panel, "digits")
    examples, batch = _slider_field(panel, "data.examples"), _slider_field(panel, "training.batch_size")
    assert batch.slider.stops.values[-1] == 1438
    assert examples.value_field.text() == "all 1\u202f797"
    assert examples.slider.value() == examples.slider.maximum()
    _show(panel, "mnist")
    assert batch.slider.stops.values[-1] == 60_000
    assert examples.value_field.text() == "all 70\u202f000"
    _show(panel, "spiral")
    assert examples.value_field.text() == "500"
    assert examples.slider.stops.values[-1] == 5000


def test_all_examples_are_those_of_the_chosen_classes(panel: ExperimentPanel) -> None:
    examples = _slider_field(panel, "data.examples")
    info = info_of("digits")
    some = Experiment().changed({"data.classes": [3, 7]})
    panel.show_experiment(Experiment(), info, _facts(info))
    panel.show_experiment(some, info, _facts(info))  # the data of two classes is on its way
    assert examples.value_field.text() == "all"
    of_two = replace(_facts(info, classes=2), train_count=290, test_count=72)
    panel.show_experiment(some, info, of_two)
    assert examples.value_field.text() == "all 362"
    assert examples.slider.stops.values[-2:] == (361, 0)
    fewer = replace(of_two, train_count=80, test_count=20)
    panel.show_experiment(some.changed({"data.examples": 100}), info, of_two)
    panel.show_experiment(some.changed({"data.examples": 100}), info, fewer)
    assert examples.slider.stops.values[-2:] == (361, 0)
    panel.show_experiment(some, info, fewer)
    assert examples.value_field.text() == "all 362"
    panel.show_experiment(Experiment(), info, fewer)
    assert examples.value_field.text() == "all 1\u202f797"


def test_training_without_end_lies_beyond_the_longest(panel: ExperimentPanel) -> None:
    epochs = _slider_field(panel, "training.epochs")
    _show(panel, "spiral", {"training.epochs": 0})
    assert epochs.value_field.text() == "until paused"
    assert epochs.slider.value() == epochs.slider.maximum()


def test_shapes_follow_the_data(panel: ExperimentPanel) -> None:
    _show(panel, "mnist")
    assert "59 210 parameters" in _texts(panel).replace("\u00a0", " ")
    _show(panel, "mnist", loaded=False)
    assert "parameters" not in _texts(panel)


def test_facts_of_the_set_before_say_nothing_about_the_one_chosen(panel: ExperimentPanel) -> None:
    _show(panel, "digits")
    panel.set_available(())
    panel.show_experiment(Experiment().changed({"data.name": "kmnist"}), info_of("kmnist"), _facts(info_of("digits")))
    assert "parameters" not in _texts(panel)
    assert panel.data_set.download_button.isVisible()
    assert _slider_field(panel, "training.batch_size").slider.stops.values[-1] == 1024


def test_problems_mark_their_fields_and_go_again(panel: ExperimentPanel) -> None:
    panel.show_problems([Problem("training.loss", message("This loss cannot be.", value=1))])
    loss = panel.field("training.loss")
    assert loss.problem_text == "This loss cannot be."
    assert loss.controls()[0].property("invalid") is True
    panel.show_problems([Problem("model.hidden", message("Too wide."))])
    assert loss.problem_text == ""
    assert loss.controls()[0].property("invalid") is False
    assert panel.layers.problem_text == "Too wide."


def test_a_problem_in_a_field_that_is_folded_away_brings_it_into_sight(panel: ExperimentPanel) -> None:
    targets = panel.field("model.target_on")
    assert not targets.isVisible()
    panel.show_problems([Problem("model.target_on", message("The targets are the same."))])
    assert targets.isVisible()
    panel.sections[2].set_folded(True)
    panel.show_problems([Problem("training.loss", message("This loss cannot be."))])
    assert panel.field("training.loss").isVisible()


def test_a_refused_value_goes_back_and_says_why_until_the_next_edit(panel: ExperimentPanel, edits: Edits) -> None:
    dropout = _slider_field(panel, "model.dropout")
    at = QPoint(dropout.slider.handle_middle(10), dropout.slider.height() // 2)
    QTest.mouseClick(dropout.slider, LEFT, pos=at)
    assert dropout.value_field.text() == "0.5"
    panel.show_refusal("model.dropout", message("Not {value}.", value=0.5))
    assert dropout.value_field.text() == "off"
    assert dropout.problem_text == "Not 0.5."
    panel.layers.add_button.click()
    assert dropout.problem_text == ""


def test_a_bad_value_typed_marks_its_field_until_the_last_good_one_is_back(
    panel: ExperimentPanel, edits: Edits
) -> None:
    rate = _slider_field(panel, "training.learning_rate")
    _type(rate.value_field, "11")
    assert edits == []
    assert rate.value_field.text() == "11"
    assert "0.000001 to 10" in rate.problem_text
    assert rate.value_field.property("invalid") is True
    panel.show_problems([])
    assert rate.value_field.property("invalid") is True
    panel.sections[2].head.setFocus()
    assert rate.value_field.text() == "0.001"
    assert rate.value_field.property("invalid") is False
    assert "\u201c11\u201d" in rate.problem_text  # or nobody knew where it went


@pytest.mark.parametrize("good", ["0.001", ""])
def test_a_bad_value_put_right_or_taken_back_leaves_nothing(panel: ExperimentPanel, good: str) -> None:
    rate = _slider_field(panel, "training.learning_rate")
    _type(rate.value_field, "11")
    if good:
        _type(rate.value_field, good)
    else:
        QTest.keyClick(rate.value_field, Qt.Key.Key_Escape)
    assert rate.value_field.text() == "0.001"
    assert rate.value_field.property("invalid") is False
    assert rate.problem_text == ""


def test_a_bad_width_marks_its_own_layer_only(panel: ExperimentPanel) -> None:
    first, second, _ = (row.field for row in panel.layers.rows)
    _type(second, "9999")
    assert second.text() == "9999"
    assert second.property("invalid") is True
    assert not first.property("invalid")
    assert "4\u202f096" in panel.layers.problem_text
    first.setFocus()
    assert second.text() == "64"
    assert second.property("invalid") is False


def _type(field: QWidget, text: str) -> None:
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)


def test_undo_and_redo_stand_in_the_head(panel: ExperimentPanel, qtbot: QtBot) -> None:
    undo, redo = panel.header_controls()
    assert not undo.isEnabled()
    panel.set_undo(can_undo=True, can_redo=True)
    assert isinstance(undo, QToolButton)
    assert isinstance(redo, QToolButton)
    with qtbot.waitSignal(panel.undo_requested):
        undo.click()
    with qtbot.waitSignal(panel.redo_requested):
        redo.click()


def test_a_folded_section_says_what_is_inside(panel: ExperimentPanel) -> None:
    _show(panel, "digits")
    for section in panel.sections:
        QTest.mouseClick(section.head, LEFT)
    QApplication.processEvents()
    text = _texts(panel)
    assert "Digits 8x8 \u00b7 1\u202f797" in text
    assert "64 \u00b7 64 \u00b7 64" in text
    assert "Adam \u00b7 0.001" in text
    assert not panel.field("training.loss").isVisible()


def test_more_shows_what_is_not_asked_for_often(panel: ExperimentPanel) -> None:
    section = panel.sections[2]
    beta = panel.field("training.beta1")
    assert not beta.isVisible()
    section.more_button.click()
    assert beta.isVisible()
    section.more_button.click()
    assert not beta.isVisible()


def test_what_matters_most_is_in_sight_without_scrolling(panel: ExperimentPanel) -> None:
    fields = [panel.field(path) for path in ("model.activation", "training.learning_rate", "training.loss")]
    for name in CATALOG:
        _show(panel, name)
        QApplication.processEvents()
        for editor in (panel.data_set, panel.layers, *fields):
            middle = _bottom(panel, editor) - editor.height() / 2  # the last one may be cut at the edge
            assert 0 < middle < panel.height(), (name, editor)


@pytest.mark.parametrize("width", [264, 288])
def test_what_stands_at_the_right_ends_at_one_line(panel: ExperimentPanel, width: int) -> None:
    panel.setFixedWidth(width)
    _show(panel, "digits")
    QApplication.processEvents()
    examples, dropout = _slider_field(panel, "data.examples"), _slider_field(panel, "model.dropout")
    boxes = [panel.data_set.combo, panel.field("training.loss").controls()[0]]
    values = [examples.value_field, examples.slider, dropout.value_field]
    edges = {widget.mapTo(panel, QPoint(widget.width(), 0)).x() for widget in (*boxes, *values)}
    assert len(edges) == 1, edges
    edge = edges.pop()
    for link in (panel.classes.count_button, panel.layers.add_button, panel.sections[0].more_button):
        assert abs(_ink_end(panel, link) - edge) <= 2, link.text()


def _ink_end(panel: ExperimentPanel, button: QPushButton) -> int:
    """Return where the button's text ends, px from the panel's left."""
    picture = button.grab().toImage()
    ground = picture.pixel(0, 0)
    inked = [x for x in range(picture.width()) for y in range(picture.height()) if picture.pixel(x, y) != ground]
    return button.mapTo(panel, QPoint(max(inked) + 1, 0)).x()


def test_a_value_field_has_a_frame_before_it_is_touched(panel: ExperimentPanel, styled: Look) -> None:
    field = _slider_field(panel, "data.noise").value_field
    picture = field.grab().toImage()
    assert picture.pixelColor(0, picture.height() // 2).name() == styled.theme.color("line").name()


@pytest.mark.parametrize("width", [248, 264, 288, 420])
def test_no_text_is_cut_off(panel: ExperimentPanel, width: int) -> None:
    panel.setFixedWidth(width)
    for section in panel.sections:
        section.show_more()
    for name in CATALOG:
        _show(panel, name, {"training.loss": "nll", "model.activation": "leaky_relu", "data.examples": 1000})
        QApplication.processEvents()
        assert _cut_off(panel) == [], name


def _cut_off(panel: ExperimentPanel) -> list[str]:
    """Name what does not show whole, from left to right."""
    scroll = panel.findChild(QScrollArea)
    assert scroll is not None
    found = ["the panel"] if scroll.horizontalScrollBar().maximum() > 0 else []
    right = panel.width() - scroll.verticalScrollBar().width()
    for path in specs_by_path():
        editor = panel.editor(path)
        if isinstance(editor, Field) and editor.isVisible():
            end = editor.mapTo(panel, QPoint(editor.width(), 0)).x()
            found += [path] if editor.width() < editor.narrow_width() or end > right else []
    for button in panel.findChildren(QPushButton):
        text = button.fontMetrics().horizontalAdvance(button.text())
        found += [button.text()] if button.isVisible() and button.width() < text else []
    return found


def test_tab_goes_from_top_to_bottom_through_every_control(panel: ExperimentPanel) -> None:
    for section in panel.sections:
        section.show_more()
    QApplication.processEvents()
    wanted = [
        control
        for path, spec in sorted(specs_by_path().items(), key=lambda item: item[1].setting.advanced)
        if (editor := panel.editor(path)) is not None
        for control in editor.controls()
        if control.isVisible() and control.isEnabled()
    ]
    panel.sections[0].head.setFocus()
    reached: list[QWidget] = []
    while panel.focusWidget() not in reached:
        reached.append(panel.focusWidget())
        QTest.keyClick(panel.focusWidget(), Qt.Key.Key_Tab)
    heights = [widget.mapTo(_content(panel), QPoint(0, widget.height() // 2)).y() for widget in reached]
    assert set(wanted) <= set(reached)
    line = 24  # a value stands above its slider, and a line of fields is as high as its tallest
    assert all(after >= before - line for before, after in pairwise(heights)), [
        (widget.accessibleName(), type(widget).__name__, y) for widget, y in zip(reached, heights, strict=True)
    ]


def _content(panel: ExperimentPanel) -> QWidget:
    content = panel.sections[0].parentWidget()
    assert content is not None
    return content


def test_every_control_has_a_name_and_a_tooltip(panel: ExperimentPanel) -> None:
    for path in specs_by_path():
        editor = panel.editor(path)
        if editor is not None:
            assert editor.toolTip() or all(control.toolTip() for control in editor.controls()), path
            for control in editor.controls():
                text = control.text() if isinstance(control, QPushButton) else ""
                assert control.accessibleName() or text, (path, control)


def test_the_signs_of_what_a_change_does_are_explained(panel: ExperimentPanel) -> None:
    assert specs_by_path()["training.learning_rate"].setting.effect is Effect.LIVE
    for sentence in ("Changes at the next step.", "Keeps the weights", "Builds a new network."):
        assert sentence in _texts(panel)


def test_the_size_of_official_sets_counts_both_parts() -> None:
    assert total(info_of("mnist")) == 70_000
    assert total(info_of("digits")) == 1797
