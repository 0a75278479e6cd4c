"""The Lesson panel: the step's words, figures that fill in, and the question where one is computed."""

from dataclasses import replace

import pytest
from made_lessons import LESSON, RUN, SQUARES
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from playground.core.history import History
from playground.ui.lesson_panel import LessonPanel
from playground.ui.lessons.figures_table import FiguresTable
from playground.ui.lessons.page import LessonPage
from playground.ui.look import Look
from playground.ui.theme import DARK

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints", extend=True)


@pytest.fixture
def look(qapp: object) -> Look:
    return Look()


@pytest.fixture
def panel(look: Look, qtbot: QtBot) -> LessonPanel:
    made = LessonPanel(look)
    qtbot.addWidget(made)
    made.resize(400, 300)
    made.show()
    return made


@pytest.fixture
def history() -> History:
    """One epoch of a run."""
    made = History()
    made.append(0, {"epoch": 0.0, "test_loss": 2.3, "test_accuracy": 0.5})
    made.append(10, {"epoch": 1.0, "test_loss": 0.3, "test_accuracy": 0.75})
    return made


def _texts(panel: LessonPanel) -> list[str]:
    return [label.text() for label in panel.findChildren(QLabel) if label.isVisible()]


def _rows(panel: LessonPanel) -> list[tuple[str, str, str]]:
    """What is wanted, what came out and whether that is held, of each figure."""
    (table,) = panel.findChildren(FiguresTable)
    return [(row._wanted.text(), row._found.text(), row._held.text()) for row in table._rows]


def test_without_a_lesson_it_says_where_there_are_some(panel: LessonPanel) -> None:
    assert any("No lesson is open" in text for text in _texts(panel))
    panel.show_step(LESSON, 0)
    assert not any("No lesson is open" in text for text in _texts(panel))
    panel.leave()
    assert any("No lesson is open" in text for text in _texts(panel))


def test_it_shows_the_step(panel: LessonPanel) -> None:
    panel.show_step(LESSON, 1)
    texts = _texts(panel)
    assert texts[:2] == ["Step 2 of 4: The rate", LESSON.steps[1].sentence]
    assert any("font-weight:700" in text or "font-weight:600" in text for text in texts)


def test_what_keeps_the_step_from_being_followed_comes_before_its_sentence(panel: LessonPanel) -> None:
    panel.show_step(LESSON, 0)
    panel.show_note("No data.")
    assert _texts(panel)[1:3] == ["No data.", LESSON.steps[0].sentence]
    panel.show_note("")
    assert "No data." not in _texts(panel)


def test_figures_are_seen_with_what_they_are_and_where_from_in_one_line(panel: LessonPanel, history: History) -> None:
    panel.show_step(LESSON, 0)
    panel.show_run(RUN, history)
    (table,) = panel.findChildren(FiguresTable)
    heads = [label for label in table.findChildren(QLabel) if label.text() in ("What to reach", "tutorial", "yours")]
    assert len(heads) == 3
    assert len({label.geometry().center().y() for label in heads}) == 1


def test_raw_html_is_shown_as_it_is_written(panel: LessonPanel) -> None:
    odd = replace(LESSON.steps[0], text='<img src="file:///etc/passwd"> and words')
    panel.show_step(replace(LESSON, steps=(odd,)), 0)
    assert not any("<img" in text for text in _texts(panel))


def test_links_lead_into_the_web_and_nowhere_else(panel: LessonPanel, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    panel.show_step(LESSON, 0)
    label = next(label for label in panel.findChildren(QLabel) if "href" in label.text())
    for address in ("file:///etc/passwd", "http://example.org/", "https://example.org/11"):
        label.linkActivated.emit(address)
    assert opened == ["https://example.org/11"]


def test_links_have_the_colour_of_the_theme(panel: LessonPanel, look: Look, qapp: object) -> None:
    panel.show_step(LESSON, 0)
    label = next(label for label in panel.findChildren(QLabel) if "href" in label.text())
    assert look.theme.accent.lower() in label.text().lower()
    look.set_theme(DARK)
    assert DARK.accent.lower() in label.text().lower()


def test_figures_fill_in_as_the_run_reaches_their_epochs(panel: LessonPanel, history: History) -> None:
    panel.show_step(LESSON, 0)
    panel.show_run(RUN, history)
    assert _rows(panel) == [
        ("0\u202f% to 40\u202f%", "50.00\u202f%", "outside"),
        ("80\u202f%", "75.00\u202f%", "✓"),
        ("90\u202f%", "–", ""),
        ("0.00001", "–", ""),
    ]
    history.append(20, {"epoch": 2.0, "test_loss": 0.25, "test_accuracy": 0.95})
    panel.refresh()
    assert _rows(panel)[2:] == [("90\u202f%", "95.00\u202f%", "✓"), ("0.00001", "0.25000", "outside")]


def test_when_all_figures_are_taken_at_one_time_the_title_says_it(panel: LessonPanel, history: History) -> None:
    panel.show_step(LESSON, 0)
    panel.show_run(RUN, history)
    QApplication.processEvents()
    assert {"What to reach", "Before training", "After epoch 2"} <= set(_texts(panel))
    panel.show_run(SQUARES, history)
    QApplication.processEvents()
    assert "What to reach \u00b7 After epoch 1" in _texts(panel)
    assert "After epoch 1" not in _texts(panel)


def test_nothing_is_cut_off_in_a_narrow_room(panel: LessonPanel, history: History) -> None:
    panel.show_step(LESSON, 0)
    panel.show_run(RUN, history)
    (page,) = panel.findChildren(LessonPage)
    content = page.widget()
    assert content is not None
    for width in (300, 400, 600):  # 300 px are left for it in a window of 1440
        panel.resize(width, 300)
        QApplication.processEvents()
        assert content.width() == page.viewport().width()


def test_a_run_that_is_none_of_the_lesson_has_nothing_to_compare(panel: LessonPanel, history: History) -> None:
    panel.show_step(LESSON, 0)
    panel.show_run(RUN, history)
    panel.show_run(None, None)
    assert not any("What to reach" in text for text in _texts(panel))


def test_a_figure_is_held_to_the_least_squares_once_they_are_known(panel: LessonPanel, history: History) -> None:
    panel.show_step(LESSON, 2)
    panel.show_run(SQUARES, history)
    assert _rows(panel)[0] == ("–", "0.30000", "")
    panel.show_run(SQUARES, history, computed=0.25)
    assert _rows(panel) == [("0.25", "0.30000", "✓"), ("40\u202f% to 60\u202f%", "75.00\u202f%", "outside")]


def test_the_least_squares_of_a_run_are_not_those_of_the_next(panel: LessonPanel, history: History) -> None:
    panel.show_step(LESSON, 2)
    panel.show_run(SQUARES, history, computed=0.25)
    panel.show_run(SQUARES, history)
    assert _rows(panel)[0][0] == "–"


def test_a_run_that_had_other_settings_is_not_compared_and_says_so(panel: LessonPanel, history: History) -> None:
    panel.show_step(LESSON, 0)
    panel.show_run(RUN, history, strayed=True)
    assert {found for _, found, _ in _rows(panel)} == {"–"}
    assert any(text.startswith("Not compared") for text in _texts(panel))
    panel.show_run(RUN, history)
    assert _rows(panel)[1][1] == "75.00\u202f%"
    assert not any(text.startswith("Not compared") for text in _texts(panel))
