"""Pictures in, drawings out: the menu of the Try it panel, its keys, and the files."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from made_facts import MNIST_FACTS
from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QAction, QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QMainWindow
from pytestqt.qtbot import QtBot

from playground.core.catalog import Drawing, Family
from playground.core.facts import DataFacts
from playground.core.pictures import LARGEST_SIDE as SIDE
from playground.core.stroke_file import parse_drawings
from playground.ui.look import Look
from playground.ui.panel import PanelHead
from playground.ui.try_panel import TryPanel
from playground.ui.trying.drawing_menu import DrawingMenu
from playground.ui.trying.picture_source import grey_of
from playground.ui.trying.wrapped_text import WrappedText

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints", extend=True)

STROKES = [np.array([[0.25, 0.25], [0.75, 0.25], [0.5, 0.75]]), np.array([[0.5, 0.9]])]


def facts(family: Family = Family.IMAGE, shape: tuple[int, ...] = (28, 28)) -> DataFacts:
    return replace(
        MNIST_FACTS,
        family=family,
        drawing=Drawing.MNIST if family is Family.IMAGE else Drawing.NONE,
        input_shape=shape,
        fingerprint=family,
    )


@pytest.fixture
def panel(qtbot: QtBot) -> Iterator[TryPanel]:
    window, look = QMainWindow(), Look()
    made = TryPanel(look)
    window.setMenuWidget(PanelHead(made, look))
    window.setCentralWidget(made)
    window.resize(240, 520)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    made.show_facts(facts(), True)
    window.activateWindow()
    yield made
    window.close()


def draw(panel: TryPanel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(panel.source_changed):
        panel.drawing.canvas.set_strokes(STROKES)


def menu_of(panel: TryPanel) -> DrawingMenu:
    (menu,) = panel.header_controls()
    assert isinstance(menu, DrawingMenu)
    return menu


def action_of(panel: TryPanel, start: str) -> QAction:
    return next(action for action in menu_of(panel).menu().actions() if action.text().startswith(start))


def saved_as(panel: TryPanel, path: Path, monkeypatch: pytest.MonkeyPatch, kind: str = "") -> None:
    """Take the menu's way to save, and give `path` in its dialog."""
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), kind))
    action_of(panel, "Save").trigger()


def inked(image: QImage) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    return grey_of(image) < 128


def hint_of(panel: TryPanel) -> str:
    return panel.findChildren(WrappedText)[0].text()


def test_only_what_can_be_done_is_offered(panel: TryPanel, qtbot: QtBot) -> None:
    def offered() -> list[str]:
        actions = menu_of(panel).menu().actions()
        return [action.text().split()[0] for action in actions if action.isEnabled() and action.text()]

    assert offered() == ["Open", "Paste"]
    draw(panel, qtbot)
    assert offered() == ["Open", "Paste", "Copy", "Save"]
    panel.show_facts(facts(Family.PLANE, (2,)), True)
    assert not offered()
    assert not menu_of(panel).isEnabled()


def test_the_drawing_is_copied_with_the_canvas_in_focus(panel: TryPanel, qtbot: QtBot) -> None:
    draw(panel, qtbot)
    clipboard = QGuiApplication.clipboard()
    clipboard.clear()
    panel.drawing.canvas.setFocus()
    QTest.keySequence(panel.drawing.canvas, "Ctrl+C")
    ink = inked(clipboard.image())
    assert ink.shape == (SIDE, SIDE)
    assert ink[SIDE // 4, SIDE // 4 : SIDE * 5 // 8].all()
    assert ink[SIDE * 9 // 10, SIDE // 2]
    assert ink.mean() < 0.2


def test_a_picture_is_pasted_by_key_and_by_menu(panel: TryPanel, qtbot: QtBot) -> None:
    draw(panel, qtbot)
    action_of(panel, "Copy").trigger()
    panel.drawing.canvas.setFocus()
    with qtbot.waitSignal(panel.source_changed) as changed:
        QTest.keySequence(panel.drawing.canvas, "Ctrl+V")
    assert isinstance(changed.args[0], np.ndarray)
    panel.drawing.undo()
    with qtbot.waitSignal(panel.source_changed, check_params_cb=lambda source: isinstance(source, np.ndarray)):
        action_of(panel, "Paste").trigger()


def test_a_picture_is_opened(panel: TryPanel, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    draw(panel, qtbot)
    saved_as(panel, tmp_path / "seven.png", monkeypatch)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(tmp_path / "seven.png"), ""))
    with qtbot.waitSignal(panel.source_changed) as changed:
        action_of(panel, "Open").trigger()
    assert isinstance(changed.args[0], np.ndarray)
    (tmp_path / "seven.png").write_bytes(b"no picture")
    action_of(panel, "Open").trigger()
    assert "seven.png cannot be read" in hint_of(panel)


def test_the_saved_picture_shows_the_drawing(
    panel: TryPanel, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    draw(panel, qtbot)
    saved_as(panel, tmp_path / "Seven.PNG", monkeypatch)
    image = QImage(str(tmp_path / "Seven.PNG"))
    assert image.width() == image.height() == 1024
    pen = panel.drawing.canvas.pen_share
    across = inked(image)[:, SIDE // 2]
    thickness = across[SIDE // 6 : SIDE // 3].sum() / SIDE  # of the line at a quarter of the height
    assert thickness == pytest.approx(pen, abs=0.005)


def test_the_saved_curves_look_like_the_picture(
    panel: TryPanel, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    draw(panel, qtbot)
    for name in ("seven.svg", "seven.png"):
        saved_as(panel, tmp_path / name, monkeypatch)
    renderer = QSvgRenderer(QByteArray((tmp_path / "seven.svg").read_bytes()))
    drawn = QImage(1024, 1024, QImage.Format.Format_RGB32)
    painter = QPainter(drawn)
    renderer.render(painter)
    painter.end()
    picture = inked(QImage(str(tmp_path / "seven.png")))
    assert b"<path" in (tmp_path / "seven.svg").read_bytes()
    assert (inked(drawn) == picture).mean() > 0.998


def test_the_saved_strokes_are_read_again_as_they_were(
    panel: TryPanel, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    draw(panel, qtbot)
    saved_as(panel, tmp_path / "seven", monkeypatch, "Strokes, as nn-playground predict reads them (*.json)")
    text = (tmp_path / "seven.json").read_text()
    (drawing,) = parse_drawings(text)
    assert all(np.array_equal(one, other) for one, other in zip(drawing.strokes, STROKES, strict=True))
    assert "label" not in json.loads(text)[0]


def test_what_cannot_be_saved_is_said(
    panel: TryPanel, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    draw(panel, qtbot)
    saved_as(panel, tmp_path / "seven.doc", monkeypatch)
    assert "seven.doc ends in none of these" in hint_of(panel)
    (tmp_path / "taken").write_text("a file")
    saved_as(panel, tmp_path / "taken" / "seven.png", monkeypatch)
    assert "could not be written" in hint_of(panel)
    (tmp_path / "old.png").write_text("kept")
    saved_as(panel, tmp_path / "old", monkeypatch)
    assert "is there already" in hint_of(panel)
    assert (tmp_path / "old.png").read_text() == "kept"


def test_nothing_happens_when_no_file_is_chosen(
    panel: TryPanel, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    draw(panel, qtbot)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    with qtbot.assertNotEmitted(panel.source_changed):
        action_of(panel, "Save").trigger()
        action_of(panel, "Open").trigger()
    assert "cannot" not in hint_of(panel)


def test_the_button_says_what_it_is_and_is_reached_by_tab(panel: TryPanel) -> None:
    menu = menu_of(panel)
    assert menu.accessibleName()
    assert menu.toolTip()
    assert menu.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert menu.height() == 24
