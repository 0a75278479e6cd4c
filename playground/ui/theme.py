"""Colours of the window, dark and light, and what is computed from them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """Colours as "#RRGGBB", named by what they are for. Text colours reach a contrast of 4.8 on every ground."""

    name: str
    bg: str  # toolbar, status bar, window
    surface: str  # panels
    side: str  # the experiment panel
    sunken: str  # segments that are off, empty tiles
    control: str  # buttons, combo boxes, fields
    paper: str
    ink: str
    line: str  # between panels and groups
    border: str  # around controls and pictures
    track: str  # troughs of sliders and bars
    text: str
    text2: str
    text3: str
    disabled: str
    accent: str  # act here; this is the answer; the test line
    accent_hover: str
    on_accent: str
    soft: str  # selected segment, chosen chip
    danger: str
    danger_fill: str
    warn: str
    warn_fill: str
    train: str
    train_raw: str
    grid: str
    axis: str
    neg: str
    pos: str
    diverging: tuple[str, ...]  # seven even stops from -1 to 1
    classes: tuple[str, ...]
    surface_mix: float  # share of the map's colour in a decision surface

    def color(self, name: str, alpha: float = 1.0) -> QColor:
        """Return the colour of role `name` with opacity `alpha` 0..1."""
        color = QColor(str(getattr(self, name)))
        color.setAlphaF(alpha)
        return color

    def class_color(self, label: int) -> QColor:
        """Return the colour of the class `label`; after ten they come again, so a class also shows its name."""
        return QColor(self.classes[label % len(self.classes)])

    def on_class_color(self, label: int) -> QColor:
        """Return the text colour with the greater contrast on `class_color(label)`."""
        ground = _luminance(self.class_color(label))
        white = 1.05 / (ground + 0.05)
        dark = (ground + 0.05) / (_luminance(QColor("#14181D")) + 0.05)
        return QColor("#FFFFFF") if white >= dark else QColor("#14181D")

    def diverging_table(self, size: int = 256) -> NDArray[np.uint8]:
        """Return [size, 3] colours for values from -1 to 1."""
        return _ramp(self.diverging, size)

    def paper_table(self, size: int = 256) -> NDArray[np.uint8]:
        """Return [size, 3] colours from paper (0) to ink (1)."""
        return _ramp((self.paper, self.ink), size)


def _ramp(stops: tuple[str, ...], size: int) -> NDArray[np.uint8]:
    colors = [QColor(stop) for stop in stops]
    points = np.array([(color.red(), color.green(), color.blue()) for color in colors], dtype=np.float64)
    at = np.linspace(0, len(stops) - 1, size)
    places = np.arange(len(stops), dtype=np.float64)
    channels = [np.interp(at, places, points[:, channel]) for channel in range(3)]
    return np.stack(channels, axis=1).round().astype(np.uint8)


def _luminance(color: QColor) -> float:
    """Return the relative luminance 0..1 (WCAG 2.2)."""
    parts = np.array([color.redF(), color.greenF(), color.blueF()])
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    return float(linear @ np.array([0.2126, 0.7152, 0.0722]))


LIGHT = Theme(
    name="light",
    bg="#F3F5F7",
    surface="#FFFFFF",
    side="#F8F9FB",
    sunken="#F1F3F6",
    control="#FFFFFF",
    paper="#FFFFFF",
    ink="#14181D",
    line="#DFE3E8",
    border="#BCC4CE",
    track="#DDE2E8",
    text="#14181D",
    text2="#424B57",
    text3="#5E6875",
    disabled="#98A1AD",
    accent="#0A7566",
    accent_hover="#075B50",
    on_accent="#FFFFFF",
    soft="#E0F1EE",
    danger="#B42318",
    danger_fill="#FCEBE9",
    warn="#8A5200",
    warn_fill="#FDF1DC",
    train="#7C8794",
    train_raw="#C9CFD7",
    grid="#EBEEF2",
    axis="#C3CAD3",
    neg="#D4630F",
    pos="#1F6FC4",
    diverging=("#B94A05", "#E27C2B", "#F4BE90", "#F7F8F9", "#A3C8EF", "#4389D6", "#1757A6"),
    classes=(
        "#D4630F",
        "#1F6FC4",
        "#57004A",
        "#1CA3B9",
        "#6F531C",
        "#9A73FF",
        "#1B390B",
        "#9E6067",
        "#424B5B",
        "#B38776",
    ),
    surface_mix=0.62,
)

DARK = Theme(
    name="dark",
    bg="#0F1215",
    surface="#16191E",
    side="#131619",
    sunken="#0F1215",
    control="#20252C",
    paper="#0B0D10",
    ink="#F2F4F7",
    line="#272D35",
    border="#3D4652",
    track="#2C333C",
    text="#EBEEF2",
    text2="#BAC2CD",
    text3="#919BA9",
    disabled="#5F6976",
    accent="#43CDB5",
    accent_hover="#6BE0CB",
    on_accent="#05201B",
    soft="#14302D",
    danger="#FF8A7A",
    danger_fill="#3A1D1A",
    warn="#F2B84B",
    warn_fill="#33270F",
    train="#8A95A3",
    train_raw="#48525F",
    grid="#22272E",
    axis="#3D4652",
    neg="#FB8F2E",
    pos="#4A9BF0",
    diverging=("#FFBE7F", "#F08A2C", "#854A18", "#1D2127", "#1F5085", "#4596EA", "#A6D0FF"),
    classes=(
        "#FB8F2E",
        "#4A9BF0",
        "#BC51A6",
        "#4BE4FF",
        "#FCC618",
        "#706BED",
        "#79CB97",
        "#E34D38",
        "#979EB2",
        "#FDE2BA",
    ),
    surface_mix=0.60,
)
