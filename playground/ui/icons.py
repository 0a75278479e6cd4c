"""Icons in the theme's colours: Phosphor's outlines, and small curves of the activations."""

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QPointF, Qt
from PySide6.QtGui import QIcon, QPainter, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QAbstractButton

from playground.ui.glyphs import GlyphEngine
from playground.ui.look import Look

ICONS: Mapping[str, str] = {
    "add": "plus-bold",
    "clear": "trash",
    "close": "x",
    "device": "cpu",
    "dock": "arrow-square-in",
    "download": "download-simple",
    "export": "export",
    "float": "arrow-square-out",
    "folded": "caret-right-bold",
    "image": "image",
    "live": "lightning-fill",
    "menu": "list",
    "more": "dots-three-bold",
    "new_seed": "dice-five",
    "optimizer": "lightning",
    "pause": "pause-fill",
    "pin": "push-pin",
    "pinned": "push-pin-fill",
    "plane": "dots-nine",
    "play": "play-fill",
    "rebuild": "arrow-counter-clockwise-bold",
    "redo": "arrow-u-up-right",
    "remove": "x",
    "reset": "arrow-counter-clockwise",
    "step": "skip-forward-fill",
    "table": "table",
    "undo": "arrow-u-up-left",
    "unfolded": "caret-down-bold",
    "warning": "warning",
    "whole": "arrows-out-line-horizontal",
}

Curve = Callable[[NDArray[np.float64]], NDArray[np.float64]]

_CURVES: Mapping[str, Curve] = {
    "identity": lambda x: x,
    "relu": lambda x: np.maximum(x, 0),
    "leaky_relu": lambda x: np.where(x > 0, x, 0.15 * x),  # steeper than torch's 0.01, which a glyph cannot show
    "elu": lambda x: np.where(x > 0, x, np.expm1(np.minimum(x, 0))),
    "gelu": lambda x: 0.5 * x * (1 + np.tanh(np.sqrt(2 / np.pi) * (x + 0.044715 * x**3))),
    "silu": lambda x: x / (1 + np.exp(-x)),
    "tanh": np.tanh,
    "sigmoid": lambda x: 1 / (1 + np.exp(-2 * x)),
    "softplus": lambda x: np.log1p(np.exp(x)),
}


def icon(look: Look, name: str, role: str = "text2") -> QIcon:
    """Return the icon `name` (a key of ICONS) in the theme's colour `role`; KeyError for an unknown name."""
    return QIcon(GlyphEngine(ICONS[name], look.theme.color(role), look.theme.color("disabled")))


def give_icon(button: QAbstractButton, look: Look, name: str, role: str = "text2") -> None:
    """Show the icon `name` on a button, in colours that follow the theme. A later call replaces it."""
    keeper = button.findChild(_Keeper) or _Keeper(button, look)
    keeper.show_icon(name, role)


def curve_icon(look: Look, activation: str) -> QIcon:
    """Return a small picture of the activation's curve; an empty icon for an unknown one."""
    curve = _CURVES.get(activation)
    if curve is None:
        return QIcon()
    pixmap = QPixmap(2 * _CURVE_WIDTH, 2 * _CURVE_HEIGHT)
    pixmap.setDevicePixelRatio(2)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(look.theme.color("text2"), 1.25))
    painter.drawPolyline(_polyline(curve))
    painter.end()
    return QIcon(pixmap)


_CURVE_WIDTH, _CURVE_HEIGHT = 20, 14


def _polyline(curve: Curve) -> QPolygonF:
    x = np.linspace(-3.0, 3.0, 41)
    y = curve(x)
    across = (x + 3) / 6 * (_CURVE_WIDTH - 2) + 1
    down = (1 - (y - y.min()) / (y.max() - y.min())) * (_CURVE_HEIGHT - 3) + 1.5
    return QPolygonF([QPointF(*point) for point in zip(across.tolist(), down.tolist(), strict=True)])


class _Keeper(QObject):
    """Keeps a button's icon in the theme's colours."""

    def __init__(self, button: QAbstractButton, look: Look) -> None:
        super().__init__(button)
        self._button = button
        self._look = look
        self._name = ""
        self._role = ""
        look.changed.connect(self.refresh)

    def show_icon(self, name: str, role: str) -> None:
        if (name, role) != (self._name, self._role):
            self._name, self._role = name, role
            self.refresh()

    def refresh(self) -> None:
        self._button.setIcon(icon(self._look, self._name, self._role))
