"""Fonts of the diagrams, and the widths of their words: both are looked up some hundred times for each picture."""

from functools import lru_cache

from PySide6.QtGui import QFont, QFontMetricsF

from playground.ui.look import REGULAR, Look

_KEPT_FONTS = 16
_KEPT_WIDTHS = 1024


class Letters:
    """Makes each font of `look` once, and keeps the widths of the texts measured last."""

    def __init__(self, look: Look) -> None:
        self._font = lru_cache(_KEPT_FONTS)(look.font)
        self._metrics = lru_cache(_KEPT_FONTS)(lambda size, weight: QFontMetricsF(self._font(size, weight)))
        self._width = lru_cache(_KEPT_WIDTHS)(self._measured)

    def font(self, size: int = 12, weight: QFont.Weight = REGULAR) -> QFont:
        """Return the font of `size` px."""
        return self._font(size, weight)

    def width(self, text: str, size: int = 12, weight: QFont.Weight = REGULAR) -> float:
        """Return the width in px of one line."""
        return self._width(text, size, weight)

    def _measured(self, text: str, size: int, weight: QFont.Weight) -> float:
        return float(self._metrics(size, weight).horizontalAdvance(text))
