"""Numbers as colours: the diverging map over arrays, and the images and inks made with it."""

from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor, QImage

from playground.core.model_options import Activation
from playground.core.probes import Floats
from playground.ui.theme import Theme

Colors = NDArray[np.uint32]

_HALF = 128  # steps of the map on each side of 0
_LEVELS = 24  # of a link's strength
_LINEAR_ABOVE = frozenset(
    {
        Activation.IDENTITY,
        Activation.RELU,
        Activation.LEAKY_RELU,
        Activation.ELU,
        Activation.GELU,
        Activation.SILU,
        Activation.SOFTPLUS,
    }
)


@cache
def _diverging(theme: Theme, share: float) -> Colors:
    """Return [257] colours from -1 to 1, each `share` of the map over the panel's ground."""
    ground = QColor(theme.surface)
    base = np.array([ground.red(), ground.green(), ground.blue()])
    mixed = np.rint(share * theme.diverging_table(2 * _HALF + 1) + (1 - share) * base)
    return np.asarray(mixed @ [1 << 16, 1 << 8, 1] + 0xFF000000, dtype=np.uint32)


def map_colors(values: NDArray[Any], theme: Theme, share: float = 1.0) -> Colors:
    """Return the colours of `values` -1..1, of any shape; beyond that range they stay as at its ends."""
    colors: Colors = _diverging(theme, share)[_steps(values)]
    return colors


def map_patterns(patterns: Floats, faded: NDArray[np.bool_], theme: Theme, share: float) -> Colors:
    """Return the colours of `patterns` [n, h, w], -1..1; of those that are `faded` [n] only `share` over the ground."""
    steps = _steps(patterns)
    colors: Colors = _diverging(theme, 1.0)[steps]
    colors[faded] = _diverging(theme, share)[steps[faded]]
    return colors


def _steps(values: NDArray[Any]) -> NDArray[np.int16]:
    """Return which colour of the map fits each of `values`."""
    return np.asarray((np.clip(values, -1, 1) * _HALF).astype(np.int16) + _HALF, dtype=np.int16)


def image_of(colors: Colors) -> QImage:
    """Return `colors` [h, w] as an image of one point each."""
    rows, columns = colors.shape
    colors = np.ascontiguousarray(colors)
    return QImage(colors.data, columns, rows, columns * 4, QImage.Format.Format_RGB32).copy()


def output_shades(outputs: Floats) -> Floats:
    """Return where the outputs [n] of one layer lie on the map: the largest at an end, silence in the middle."""
    largest = float(np.abs(outputs).max(initial=0.0))
    if not 0 < largest < np.inf:
        return np.zeros_like(outputs)
    return np.asarray(np.sign(outputs) * (np.abs(outputs) / largest) ** 0.8, dtype=np.float32)


def map_shades(outputs: Floats, activation: Activation) -> Floats:
    """Return where the outputs [...] of one layer over the whole plane lie on the map.

    Outputs that saturate keep one scale for ever; others have that of their layer.
    """
    if activation in _LINEAR_ABOVE:
        return output_shades(outputs)
    if activation is Activation.SIGMOID:
        return 0.74 * (2 * outputs - 1)
    return 0.74 * outputs


@cache
def link_inks(theme: Theme, faded: bool) -> tuple[Sequence[QColor], Sequence[QColor]]:
    """Return the colours of links that lower and that raise, from the weakest to the strongest.

    They are the sign's colour mixed into the ground and not translucent, which takes a third of the time to draw.
    """
    strongest = np.linspace(0, 1, _LEVELS)
    shares = (0.22 + 0.68 * strongest) * (0.25 if faded else 1.0)
    lowering, raising = (
        [_mixed(QColor(theme.surface), theme.color(sign), float(share)) for share in shares] for sign in ("neg", "pos")
    )
    return lowering, raising


def link_level(strength: Floats) -> NDArray[np.int64]:
    """Return which of the inks fits each `strength` 0..1."""
    levels: NDArray[np.int64] = np.rint(strength * (_LEVELS - 1)).astype(np.int64)
    return levels


def _mixed(ground: QColor, ink: QColor, share: float) -> QColor:
    return QColor.fromRgbF(
        ground.redF() + share * (ink.redF() - ground.redF()),
        ground.greenF() + share * (ink.greenF() - ground.greenF()),
        ground.blueF() + share * (ink.blueF() - ground.blueF()),
    )
