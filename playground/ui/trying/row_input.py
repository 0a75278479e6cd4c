"""A row of a table as a way to try the network: a slider and a field for each feature."""

import re
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from playground.core.facts import DataFacts
from playground.core.probes import Example
from playground.ui.feature_figures import Feature, features_of
from playground.ui.look import Look
from playground.ui.trying.base import LEAST_SIDE, Invitation, TryInput
from playground.ui.trying.number_box import WITHOUT_BUTTONS, NumberBox
from playground.ui.trying.slid_number import SlidNumber

_STOPS = 101
_FIELD_HEIGHT = 20
_FIELD_PADDING = 16
_SLIDER_HEIGHT = 16


class FeatureSlider(QWidget):
    """One feature: its name, its value to type, and a slider over the range that the data have."""

    changed = Signal()

    def __init__(self, feature: Feature, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.feature = feature
        name = QLabel(re.sub(r" \(([^()]*)\)$", r", \1", feature.name), wordWrap=True)
        name.setToolTip(feature.name)
        name.setProperty("role", "label")
        name.setMinimumWidth(0)
        box = NumberBox(feature.name)
        box.setDecimals(feature.digits)
        box.setRange(feature.low, feature.high)
        box.setSingleStep(10.0**-feature.digits)
        box.setFixedSize(_field_width(box, feature), _FIELD_HEIGHT)
        name.setBuddy(box)
        self._number = SlidNumber(box, np.linspace(feature.low, feature.high, _STOPS).tolist(), self)
        self._number.slider.setFixedHeight(_SLIDER_HEIGHT)
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(name, 1)
        head.addWidget(box)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self._number.slider)
        self._number.changed.connect(self.changed)
        self.set_value(feature.mean)

    def value(self) -> float:
        return self._number.value()

    def set_value(self, value: float) -> None:
        """Show `value`, or the nearest in range; silent."""
        self._number.set_value(value)


def _field_width(box: NumberBox, feature: Feature) -> int:
    """Return the width in px that any figure of `feature` fits into, and take the buttons away: they would cost the
    name its line.
    """
    box.setStyleSheet(f"QDoubleSpinBox {{ min-height: {_FIELD_HEIGHT - 2}px; padding: 0 4px; }}{WITHOUT_BUTTONS}")
    widest = max(box.fontMetrics().horizontalAdvance(feature.figure(value)) for value in (feature.low, feature.high))
    return widest + _FIELD_PADDING


class RowInput(TryInput):
    """A slider for each feature, beginning at the mean of the training rows."""

    sample_wanted = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._fingerprint = ""
        self._sliders: list[FeatureSlider] = []
        self._area = QScrollArea(widgetResizable=True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setMinimumHeight(LEAST_SIDE)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.viewport().setAutoFillBackground(False)
        mean = QPushButton(self.tr("Mean"))
        mean.setToolTip(self.tr("Put all features back to the mean of the training rows."))
        mean.clicked.connect(self._on_mean)
        sample = QPushButton(self.tr("Test row"))
        sample.setToolTip(self.tr("Take one of the test rows, another each time."))
        sample.clicked.connect(self.sample_wanted)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(mean, 1)
        buttons.addWidget(sample, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._area, 1)
        layout.addLayout(buttons)

    def invitation(self) -> Invitation:
        return Invitation(self.tr("Set the numbers"), [self.tr("and follow the answer"), self.tr("of one row")])

    def set_facts(self, facts: DataFacts) -> None:
        if facts.fingerprint == self._fingerprint:
            return
        self._fingerprint = facts.fingerprint
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(3)
        self._sliders = [FeatureSlider(feature) for feature in features_of(facts)]
        for slider in self._sliders:
            slider.changed.connect(self.changed)
            column.addWidget(slider)
        column.addStretch(1)
        self._area.setWidget(page)
        page.setAutoFillBackground(False)

    def example(self) -> Example | None:
        return Example(np.array([slider.value() for slider in self._sliders], dtype=np.float32))

    def load(self, values: NDArray[Any]) -> None:
        for slider, value in zip(self._sliders, values.tolist(), strict=True):
            slider.set_value(value)
        self.changed.emit()

    def _on_mean(self) -> None:
        self.load(np.array([slider.feature.mean for slider in self._sliders]))
