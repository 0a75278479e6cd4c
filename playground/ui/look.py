"""How the window looks right now: its theme, its fonts and whether space is short. Shared by all widgets."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication

from playground.ui.theme import DARK, LIGHT, Theme

REGULAR = QFont.Weight.Normal
SEMIBOLD = QFont.Weight.DemiBold
BOLD = QFont.Weight.Bold


class Look(QObject):
    """The theme in force and the metrics that follow from the window's size.

    Widgets that paint read it while they paint and call `update` on `changed`; all others follow the style sheet.
    `small` is true when the window is under 1440 wide or 900 high.
    """

    changed = Signal()

    def __init__(self, theme: Theme = LIGHT, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._small = False
        self._family = _font_family()

    @property
    def theme(self) -> Theme:
        return self._theme

    @property
    def small(self) -> bool:
        return self._small

    @property
    def dark(self) -> bool:
        return self._theme is DARK

    @property
    def family(self) -> str:
        """The font family: Inter where it is installed, else the system's own."""
        return self._family

    def set_theme(self, theme: Theme) -> None:
        if theme is not self._theme:
            self._theme = theme
            self.changed.emit()

    def set_small(self, small: bool) -> None:
        if small != self._small:
            self._small = small
            self.changed.emit()

    def font(self, size: int, weight: QFont.Weight = REGULAR) -> QFont:
        """Return a font of `size` px whose figures all have the same width.

        Contextual alternates are off: with them Inter writes the x of "w1 x1" as a multiplication sign.
        """
        font = QFont(self._family)
        font.setPixelSize(size)
        font.setWeight(weight)
        if hasattr(font, "setFeature"):  # Qt 6.7
            font.setFeature(QFont.Tag("tnum"), 1)
            font.setFeature(QFont.Tag("calt"), 0)
        return font


def system_theme() -> Theme:
    """Return the theme that the desktop asks for."""
    dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return DARK if dark else LIGHT


def _font_family() -> str:
    if "Inter" in QFontDatabase.families():
        return "Inter"
    return QGuiApplication.font().family()
