import subprocess
import sys

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon
from PySide6.QtWidgets import QApplication, QPushButton

from playground.ui.icons import ICONS, give_icon, icon
from playground.ui.look import Look
from playground.ui.theme import DARK, LIGHT


def inks(shown: QIcon, mode: QIcon.Mode = QIcon.Mode.Normal) -> set[str]:
    """Colours of the dots that are drawn in full."""
    image = shown.pixmap(QSize(96, 96), 1.0, mode).toImage()
    dots = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return {dot.name() for dot in dots if dot.alpha() == 255}


@pytest.fixture
def look(qapp: QApplication) -> Look:
    return Look(LIGHT)


@pytest.mark.parametrize("name", ICONS)
def test_every_icon_is_drawn_in_its_colour(name: str, look: Look) -> None:
    assert inks(icon(look, name, "accent")) == {QColor(LIGHT.accent).name()}
    assert inks(icon(look, name), QIcon.Mode.Disabled) == {QColor(LIGHT.disabled).name()}


def test_icons_differ(look: Look) -> None:
    images = [icon(look, name).pixmap(QSize(24, 24)).toImage() for name in ("play", "pause", "step", "menu")]
    assert all(one != other for index, one in enumerate(images) for other in images[:index])


def test_an_unknown_icon_is_refused(look: Look) -> None:
    with pytest.raises(KeyError):
        icon(look, "unicorn")


def test_a_buttons_icon_follows_the_theme(look: Look) -> None:
    button = QPushButton()
    give_icon(button, look, "play")
    look.set_theme(DARK)
    assert inks(button.icon()) == {QColor(DARK.text2).name()}


def test_the_package_that_brings_the_font_is_not_imported() -> None:
    code = (
        "import sys; from PySide6.QtWidgets import QApplication; app = QApplication([])\n"
        "from playground.ui.icons import icon; from playground.ui.look import Look\n"
        "icon(Look(), 'play').pixmap(16, 16); print('qtawesome' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
