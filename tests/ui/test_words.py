from PySide6.QtCore import QCoreApplication, QTranslator
from PySide6.QtGui import QTextDocument
from pytestqt.qtbot import QtBot

from playground.core.messages import message
from playground.ui.words import say, tooltip


class _German(QTranslator):
    def translate(self, context: str, text: str, disambiguation: str | None = None, n: int = -1) -> str:
        known = {"{count} left of {what}": "{what}: noch {count}", "Noise": "Rauschen"}
        return known.get(text, "") if context == "core" else ""

    def isEmpty(self) -> bool:  # noqa: N802
        return False


def test_arguments_are_figures_as_people_read_them() -> None:
    said = say(message("{low} to {high}, {count}, {flag}", low=-1e-06, high=10.0, count=70_000, flag=True))
    assert said == "\u22120.000001 to 10, 70\u202f000, True"


def test_messages_within_messages_are_rendered_too() -> None:
    assert say(message("{inner}!", inner=message("{n} steps", n=3))) == "3 steps!"


def test_the_template_is_what_is_translated(qtbot: QtBot) -> None:
    german = _German()
    QCoreApplication.installTranslator(german)
    try:
        assert say("Noise") == "Rauschen"
        assert say(message("{count} left of {what}", count=2, what=message("Noise"))) == "Rauschen: noch 2"
    finally:
        QCoreApplication.removeTranslator(german)


def test_a_tooltip_has_a_paragraph_for_each_sentence_and_shows_signs_as_they_are() -> None:
    document = QTextDocument()
    document.setHtml(tooltip("a < b", "", "c"))
    assert document.toPlainText() == "a < b\nc"
    assert tooltip("") == ""
