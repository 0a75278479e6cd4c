"""The switch between what a person tries and an example of the data; Network and Why both have it in their heads."""

from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from playground.ui.network.inputs import DRAWING, SAMPLE
from playground.ui.segments import SegmentedControl


@dataclass(frozen=True, slots=True)
class InputChoice:
    """Which input is `taken`, DRAWING or SAMPLE, and what both are called; not `offered` where there is but one."""

    taken: str
    drawing: str
    sample: str
    offered: bool


class InputSwitch(SegmentedControl):
    """Shows an `InputChoice`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__([(DRAWING, ""), (SAMPLE, "")], parent)
        self.setToolTip(self.tr("What goes through the network: what you try yourself, or an example of the data."))
        self._choice: InputChoice | None = None

    def show_choice(self, choice: InputChoice) -> None:
        """Show `choice` without a signal. Whether it is offered is left to whoever places this."""
        if choice != self._choice:
            self._choice = choice
            self.set_text(DRAWING, choice.drawing)
            self.set_text(SAMPLE, choice.sample)
        self.set_value(choice.taken)
