"""Controls that the wheel turns only with the focus, so that scrolling past changes nothing."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QWheelEvent

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget as _Control
else:
    _Control = object  # Qt takes one class of its own among the bases, and that is the control


class SteadyWheel(_Control):
    """Stands before the class of a control among its bases. By default the wheel would give spin boxes and their like
    the focus: they need Qt.FocusPolicy.StrongFocus too.
    """

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
