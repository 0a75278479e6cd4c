"""What all ways to try the network have in common."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from numpy.typing import NDArray
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from playground.core.facts import DataFacts
from playground.core.preparation import Source
from playground.core.probes import Example
from playground.ui.look import Look

LEAST_SIDE = 144
GAP = 8


@dataclass(frozen=True, slots=True)
class Invitation:
    """What is said above an input: what to do, and how, the latter in several wordings, longest first."""

    head: str
    ways: Sequence[str]


class TryInput(QWidget):
    """A widget in which a person makes an input for the network."""

    changed = Signal()
    """There is another example now, or none any more."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look

    def invitation(self) -> Invitation:
        raise NotImplementedError

    def set_facts(self, facts: DataFacts) -> None:
        """Take the data set that inputs are made for; what the person made stays where it makes sense."""
        raise NotImplementedError

    def example(self) -> Example | None:
        """Return the input as it is now, in the data set's stored values."""
        raise NotImplementedError

    def source(self) -> Source | None:
        """Return the drawing or picture that the example is made of, where it is made of one."""
        return None

    def load(self, values: NDArray[Any]) -> None:
        """Take `values` [*input shape], stored values, as input."""
        raise NotImplementedError


class SquareInput(TryInput):
    """An input whose main part is a square sheet, with controls beneath it."""

    def __init__(self, look: Look, sheet: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._sheet = sheet
        self._controls = QWidget()
        self.rows = QVBoxLayout(self._controls)
        """The controls, to be filled by whoever inherits this."""
        self.rows.setContentsMargins(0, 0, 0, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addWidget(sheet)
        layout.addWidget(self._controls)
        layout.addStretch(1)

    def set_side(self, side: int) -> None:
        """Take the side of the square, in px."""
        self._sheet.setFixedHeight(side)

    def controls_height(self) -> int:
        """Return what is needed beside the square, in px."""
        return GAP + self._controls.sizeHint().height()
