"""A point of the plane as a way to try the network."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from playground.core.facts import DataFacts
from playground.core.probes import AskPlane, Example, Points
from playground.ui.look import Look
from playground.ui.trying.base import Invitation, SquareInput
from playground.ui.trying.number_box import NumberBox
from playground.ui.trying.point_canvas import PointCanvas


class PointInput(SquareInput):
    """The plane to click on, and the numbers to type."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        self.canvas = PointCanvas(look)
        super().__init__(look, self.canvas, parent)
        self._fingerprint = ""
        self._point: tuple[float, float] | None = None
        self._x, self._y = NumberBox("x"), NumberBox("y")
        fields = QHBoxLayout()
        fields.setSpacing(6)
        for name, box in (("x", self._x), ("y", self._y)):
            label = QLabel(name)
            label.setProperty("role", "label")
            label.setBuddy(box)
            box.setDecimals(2)
            box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)  # or its range sets its width
            box.setSingleStep(0.1)
            box.valueChanged.connect(self._on_typed)
            fields.addWidget(label)
            fields.addWidget(box, 1)
        self.rows.addLayout(fields)
        self.canvas.placed.connect(self.set_point)

    def invitation(self) -> Invitation:
        return Invitation(
            self.tr("Click to place a point"), [self.tr("or type its x and y"), self.tr("or type x and y")]
        )

    def set_facts(self, facts: DataFacts) -> None:
        if facts.fingerprint == self._fingerprint:
            return
        self._fingerprint = facts.fingerprint
        extent = max(AskPlane().extent, *(abs(bound) for bound in (*facts.low, *facts.high)))
        self.canvas.set_extent(float(np.ceil(extent)))
        for box in (self._x, self._y):
            with QSignalBlocker(box):
                box.setRange(-self.canvas.extent, self.canvas.extent)
                if self._point is None:
                    box.clear()

    def show_points(self, points: Points) -> None:
        self.canvas.show_points(points)

    def example(self) -> Example | None:
        return Example(np.array(self._point, dtype=np.float32)) if self._point is not None else None

    def load(self, values: NDArray[Any]) -> None:
        self.set_point(float(values[0]), float(values[1]))

    def set_point(self, x: float, y: float) -> None:
        """Place the point at x, y."""
        self._point = (x, y)
        for box, value in ((self._x, x), (self._y, y)):
            with QSignalBlocker(box):
                box.setValue(value)
        self.canvas.show_point(self._point)
        self.changed.emit()

    def _on_typed(self) -> None:
        self.set_point(self._x.value(), self._y.value())
