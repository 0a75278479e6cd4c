"""The status bar: what it says is text, whoever wrote it."""

from pytestqt.qtbot import QtBot

from playground.core.progress import Phase
from playground.ui.look import Look
from playground.ui.status import StatusBar
from playground.ui.steady_label import SteadyLabel

TEXT = '<img src="http://a.b"> & more'


def test_tooltips_show_text_as_it_is(qtbot: QtBot) -> None:
    bar = StatusBar(Look())
    qtbot.addWidget(bar)
    bar.say(Phase.IDLE, TEXT)
    bar.warn(TEXT)
    tips = [label.toolTip() for label in bar.findChildren(SteadyLabel)]
    assert len(tips) == 2
    for tip in tips:
        assert "&lt;img src=" in tip
        assert "<img" not in tip
    bar.warn("")
    assert bar.findChildren(SteadyLabel)[1].toolTip() == ""
