"""The switch for varied training images in the Experiment panel, and the preview of them."""

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from playground.core.catalog import Drawing, Family, info_of
from playground.core.experiment import Experiment
from playground.core.facts import DataFacts
from playground.core.probes import Answer, AskAugmented, Augmented
from playground.ui.experiment_panel import ExperimentPanel
from playground.ui.fields import CheckField, SliderField
from playground.ui.look import Look
from playground.ui.theme import DARK

LEFT = Qt.MouseButton.LeftButton
STRENGTHS = ("rotation", "shear", "scale", "shift", "pen", "elastic")
FACTS = DataFacts(
    name="digits",
    title="Digits",
    family=Family.IMAGE,
    drawing=Drawing.DIGITS,
    input_shape=(8, 8),
    class_names=tuple("0123456789"),
    feature_names=(),
    train_count=100,
    test_count=20,
    official_split=False,
    low=(0.0,),
    high=(16.0,),
    mean=(5.0,),
    deviation=(6.0,),
    shift=(5.0,),
    scale=(1 / 6,),
    stroke_width=1.4,
    fingerprint="first",
)


@pytest.fixture
def panel(qtbot: QtBot) -> Iterator[ExperimentPanel]:
    made = ExperimentPanel(Look())
    qtbot.addWidget(made)
    made.setFixedSize(264, 696)
    _show(made)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.close()


def _show(panel: ExperimentPanel, facts: DataFacts | None = FACTS, name: str = "digits", **values: object) -> None:
    fields = {f"augmentation.{field}": value for field, value in values.items()}
    panel.show_experiment(Experiment().changed({"data.name": name, **fields}), info_of(name), facts)
    QApplication.processEvents()


def _asked(panel: ExperimentPanel) -> AskAugmented:
    (question,) = panel.questions()
    assert isinstance(question, AskAugmented)
    return question


def _answer(ask: AskAugmented, data: str = "first", ink: int = 16) -> Augmented:
    varied = np.full((ask.times, ask.images, 8, 8), ink / 2, np.float32)
    return Augmented(ask, data, np.full((ask.images, 8, 8), ink, np.uint8), varied)


def _filled(panel: ExperimentPanel) -> bool:
    return panel.augmentation.preview.shown is not None


def test_the_switch_is_in_sight_and_off_with_nothing_beneath_it(panel: ExperimentPanel) -> None:
    switch = panel.field("augmentation.on")
    assert isinstance(switch, CheckField)
    assert switch.isVisible()
    assert not switch.box.isChecked()
    assert not any(panel.field(f"augmentation.{name}").isVisible() for name in STRENGTHS)
    assert not panel.augmentation.preview.isVisible()
    assert panel.questions() == []


def test_a_click_on_the_switch_asks_for_varied_images(panel: ExperimentPanel, qtbot: QtBot) -> None:
    switch = panel.field("augmentation.on")
    assert isinstance(switch, CheckField)
    with qtbot.waitSignal(panel.edited) as edited:
        switch.box.click()
    assert edited.args == [{"augmentation.on": True}, False]


def test_strengths_stand_two_in_a_row_while_it_is_on(panel: ExperimentPanel) -> None:
    _show(panel, on=True)
    fields = [panel.field(f"augmentation.{name}") for name in STRENGTHS]
    assert all(isinstance(field, SliderField) and field.isVisible() for field in fields)
    tops = [field.mapTo(panel, field.rect().topLeft()).y() for field in fields]
    assert len(set(tops)) == 3
    assert [field.title for field in fields] == ["Turn", "Slant", "Size", "Shift", "Pen", "Bend"]


def test_sets_without_images_have_no_switch(panel: ExperimentPanel) -> None:
    _show(panel, None, "moons", on=True)
    assert not panel.field("augmentation.on").isVisible()
    assert panel.questions() == []


def test_a_preview_is_asked_for_until_it_is_answered(panel: ExperimentPanel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(panel.questions_changed):
        _show(panel, on=True)
    ask = _asked(panel)
    assert ask.options.on
    panel.show_answer(_answer(ask))
    assert panel.questions() == []
    with qtbot.waitSignal(panel.questions_changed):
        _show(panel, on=True, rotation=25.0)
    assert _asked(panel).options.rotation == 25.0
    assert _asked(panel).draw == ask.draw  # the same images, turned further


def test_a_click_and_the_space_bar_ask_for_other_images(panel: ExperimentPanel, qtbot: QtBot) -> None:
    _show(panel, on=True)
    preview = panel.augmentation.preview
    first = _asked(panel)
    panel.show_answer(_answer(first))
    with qtbot.waitSignal(panel.questions_changed):
        QTest.mouseClick(preview, LEFT)
    second = _asked(panel)
    panel.show_answer(_answer(second))
    with qtbot.waitSignal(panel.questions_changed):
        QTest.keyClick(preview, Qt.Key.Key_Space)
    assert len({first.draw, second.draw, _asked(panel).draw}) == 3
    panel.show_answer(_answer(first))  # too late
    assert preview.shown is not None
    assert preview.shown.ask == second


def test_other_answers_and_those_about_other_data_are_left_alone(panel: ExperimentPanel) -> None:
    _show(panel, on=True)
    ask = _asked(panel)
    panel.show_answer(Answer(0, np.ones(2, np.float32), 0))
    panel.show_answer(_answer(ask, data="another"))
    assert not _filled(panel)
    panel.show_answer(_answer(ask))
    assert _filled(panel)
    _show(panel, None, on=True)  # its data is being fetched
    assert not _filled(panel)
    assert panel.questions() == []


def test_a_folded_section_asks_nothing_and_asks_again_once_it_is_seen(panel: ExperimentPanel, qtbot: QtBot) -> None:
    _show(panel, on=True)
    data = panel.sections[0]
    data.set_folded(True)
    assert panel.questions() == []
    with qtbot.waitSignal(panel.questions_changed):
        data.set_folded(False)


def test_pictures_are_ink_on_paper_in_both_themes(panel: ExperimentPanel) -> None:
    _show(panel, on=True)
    preview = panel.augmentation.preview
    look = preview._look
    panel.show_answer(_answer(_asked(panel)))
    light = preview.grab().toImage()
    middle = preview._place(0, 0).center().toPoint()
    assert light.pixelColor(middle) == look.theme.color("ink")
    empty = preview._place(1, 0).center().toPoint()
    assert light.pixelColor(empty) != look.theme.color("paper")
    look.set_theme(DARK)
    assert preview.grab().toImage().pixelColor(middle) == DARK.color("ink")
