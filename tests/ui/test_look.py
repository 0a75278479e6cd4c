"""Fonts: what is written is what is meant, in what is painted as in what the style sheet gives its size."""

from collections.abc import Iterable

import pytest
from PySide6.QtGui import QFont, QGlyphRun, QTextDocument, QTextLayout
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from playground.ui.lessons.markdown import html_of
from playground.ui.look import Look
from playground.ui.style import apply_style, begin_style

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints", extend=True)


@pytest.fixture
def styled(qapp: QApplication) -> Look:
    """The look of an application that has our style."""
    look = Look()
    begin_style(qapp, look)
    apply_style(qapp, look)
    return look


def _letters(runs: Iterable[QGlyphRun]) -> list[int]:
    return [glyph for run in runs for glyph in run.glyphIndexes()]


def _written(text: str, font: QFont) -> list[int]:
    layout = QTextLayout(text, font)
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    return _letters(layout.glyphRuns())


def _each_alone(text: str, font: QFont) -> list[int]:
    return [glyph for letter in text for glyph in _written(letter, font)]


def test_an_x_between_figures_stays_an_x(styled: Look) -> None:
    font = styled.font(12)
    assert [font.featureValue(QFont.Tag(name)) for name in ("tnum", "calt")] == [1, 0]
    assert _written("w1 x1", font) == _each_alone("w1 x1", font)


def test_a_label_with_a_size_of_the_sheet_writes_it_so_too(styled: Look, qtbot: QtBot) -> None:
    label = QLabel("w1 x1")
    label.setProperty("role", "hint")
    qtbot.addWidget(label)
    label.ensurePolished()
    assert label.font().pixelSize() == 12
    assert _written("w1 x1", label.font()) == _each_alone("w1 x1", label.font())


def test_the_text_of_a_lesson_writes_it_so_too(styled: Look, qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    label.ensurePolished()
    document = QTextDocument()
    document.setDefaultFont(label.font())
    document.setHtml(html_of("w1 x1", styled))
    document.size()  # has it laid out
    runs = document.firstBlock().begin().fragment().glyphRuns()
    assert _letters(runs) == _each_alone("w1 x1", label.font())
