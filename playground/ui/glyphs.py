"""Phosphor's icons as glyphs of a font: the package qtawesome brings it.

The package is not imported: that, and the eleven other fonts that it loads, would hold the window up for a tenth of a
second.
"""

import importlib.util
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QIconEngine, QPainter, QPixmap

_HEIGHT = 0.875  # of a glyph's font, in heights of the icon: the glyphs have no room around them


class GlyphEngine(QIconEngine):
    """Draws an icon from the glyph of a font whenever the icon is needed, in the size that is needed."""

    def __init__(self, name: str, color: QColor, disabled: QColor) -> None:
        """`name` is Phosphor's, such as "caret-right-bold"; KeyError for one that it does not have."""
        super().__init__()
        self._character = _phosphor().characters[name]
        self._color = color
        self._disabled = disabled

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        font = QFont(_phosphor().family)
        font.setPixelSize(round(_HEIGHT * rect.height()))
        painter.save()
        painter.setFont(font)
        painter.setPen(self._disabled if mode is QIcon.Mode.Disabled else self._color)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self._character)
        painter.restore()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return pixmap


@dataclass(frozen=True, slots=True)
class _Phosphor:
    """The font as Qt knows it, and its characters by name."""

    family: str
    characters: Mapping[str, str]


@cache
def _phosphor() -> _Phosphor:
    """Make the font known to Qt, once. Raises ModuleNotFoundError where qtawesome is not installed."""
    spec = importlib.util.find_spec("qtawesome")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("qtawesome")
    folder = Path(spec.origin).parent / "fonts"
    # Their names end in the version of the font.
    (font,), (names,) = folder.glob("phosphor-*.ttf"), folder.glob("phosphor-charmap-*.json")
    family = QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(font)))[0]
    codes = json.loads(names.read_text(encoding="utf-8"))
    return _Phosphor(family, {name: chr(int(code, 16)) for name, code in codes.items()})
