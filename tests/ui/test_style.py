import re
from collections.abc import Iterator

import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from playground.core.experiment import specs_by_path
from playground.core.resources import resource
from playground.ui.look import Look
from playground.ui.style import apply_style, begin_style, palette, set_flag, style_sheet
from playground.ui.theme import DARK, LIGHT, Theme
from playground.ui.value_field import ValueField
from playground.ui.values import stops

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints", extend=True)


@pytest.fixture
def app(qapp: QApplication) -> Iterator[QApplication]:
    """The application, which has its own style again afterwards."""
    style, colors, font = qapp.style().objectName(), qapp.palette(), qapp.font()
    yield qapp
    qapp.setStyleSheet("")
    qapp.setStyle(style)
    qapp.setPalette(colors)
    qapp.setFont(font)


@pytest.mark.parametrize("theme", [LIGHT, DARK])
@pytest.mark.parametrize("small", [False, True])
def test_the_sheet_has_no_place_left_open_and_names_files_that_exist(qtbot: QtBot, theme: Theme, small: bool) -> None:
    look = Look(theme)
    look.set_small(small)
    sheet = style_sheet(look)
    assert "$" not in sheet
    assert sheet.count("{") == sheet.count("}")
    pictures = re.findall(r'url\("([^"]+)"\)', sheet)
    assert pictures
    for picture in pictures:
        assert resource("icons").joinpath(picture).is_file()


def test_small_windows_have_lower_toolbar_buttons(qtbot: QtBot) -> None:
    look = Look()
    roomy = style_sheet(look)
    look.set_small(True)
    assert style_sheet(look) != roomy


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_the_palette_is_the_theme(theme: Theme) -> None:
    colors = palette(theme)
    assert colors.color(QPalette.ColorRole.Window).name().upper() == theme.bg
    assert colors.color(QPalette.ColorRole.Highlight).name().upper() == theme.accent
    assert colors.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text).name().upper() == theme.disabled


def test_the_application_follows_the_look(app: QApplication, qtbot: QtBot) -> None:
    look = Look(LIGHT)
    apply_style(app, look)
    apply_style(app, look)  # a second time adds nothing
    button = QPushButton("Train")
    button.setProperty("primary", True)
    qtbot.addWidget(button)
    with qtbot.waitExposed(button):
        button.show()
    assert button.grab().toImage().pixelColor(5, button.height() // 2).name().upper() == LIGHT.accent
    look.set_theme(DARK)
    assert button.grab().toImage().pixelColor(5, button.height() // 2).name().upper() == DARK.accent
    assert app.palette().color(QPalette.ColorRole.Window).name().upper() == DARK.bg


def test_before_the_sheet_come_colours_and_font(app: QApplication) -> None:
    look = Look(DARK)
    begin_style(app, look)
    assert (app.styleSheet(), app.palette().color(QPalette.ColorRole.Window).name().upper()) == ("", DARK.bg)
    assert app.font().pixelSize() == 13
    look.set_small(True)
    assert app.styleSheet() == ""
    apply_style(app, look)
    assert app.styleSheet() == style_sheet(look)


def test_a_field_that_was_there_before_the_sheet_is_as_wide_as_one_made_after_it(
    app: QApplication, qtbot: QtBot
) -> None:
    look = Look()
    begin_style(app, look)
    spec = specs_by_path()["training.learning_rate"]
    widths = []
    for _ in range(2):
        field = ValueField(spec, stops(spec), form="large")
        qtbot.addWidget(field)
        field.sizeHint()
        apply_style(app, look)
        field.ensurePolished()
        widths.append(field.sizeHint().width())
    assert widths[0] == widths[1]


def test_roles_of_labels_have_their_sizes(app: QApplication, qtbot: QtBot) -> None:
    apply_style(app, Look())
    sizes = {"caption": 11, "hint": 12, "title": 13, "figure": 14}
    for role, size in sizes.items():
        label = QLabel("12")
        label.setProperty("role", role)
        qtbot.addWidget(label)
        label.ensurePolished()
        assert label.font().pixelSize() == size, role


def test_a_flag_is_seen_at_once(app: QApplication, qtbot: QtBot) -> None:
    apply_style(app, Look(LIGHT))
    button = QPushButton("Go")
    qtbot.addWidget(button)
    with qtbot.waitExposed(button):
        button.show()
    plain = button.grab().toImage().pixelColor(5, button.height() // 2).name().upper()
    set_flag(button, "primary", True)
    assert (plain, button.grab().toImage().pixelColor(5, button.height() // 2).name().upper()) == (
        LIGHT.control,
        LIGHT.accent,
    )
