"""A widget that paints one picture and keeps it until something in it changes."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QWidget

from playground.ui.look import Look
from playground.ui.network.sheet import Sheet, blank_pixmap, sheet_on

_AIR = 12.0  # kept at both sides of what is brought into view


class Painted(QWidget):
    """Base of the diagrams: `paint_picture` is called once for each picture, `paint_over` at every repaint of it.

    It takes the keyboard's focus, and shows that by a frame when it was reached by a key.
    """

    scroll_wanted = Signal(float)
    """So many px further right something is that should be seen."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self._picture: QPixmap | None = None
        self._reached_by_key = False
        self._view: tuple[float, float] | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        look.changed.connect(self._on_look_changed)

    @property
    def view(self) -> tuple[float, float]:
        """The left end and the width of what is seen of the widget."""
        return (0.0, float(self.width())) if self._view is None else self._view

    def set_view(self, left: float, width: float) -> None:
        """Say what is seen where the widget is wider than its frame."""
        if (left, width) != self._view:
            self._view = (left, width)
            self.arrange()
            self.repaint_picture()

    def bring_into(self, area: QRectF, left: float, right: float) -> None:
        """Ask for scrolling that brings what reaches from `left` to `right` into the part `area` of the view."""
        by = max(0.0, right + _AIR - area.right()) or min(0.0, left - _AIR - area.left())
        if by:
            self.scroll_wanted.emit(by)

    def arrange(self) -> None:
        """Find new places for everything: the size, the view or the look is another one."""
        raise NotImplementedError

    def paint_picture(self, sheet: Sheet) -> None:
        """Paint all that is kept; the ground is there already."""
        raise NotImplementedError

    def paint_over(self, sheet: Sheet) -> None:
        """Paint what changes more often than the picture."""

    def repaint_picture(self) -> None:
        """Have the picture painted anew, when it is next seen."""
        self._picture = None
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()
        self.repaint_picture()

    def paintEvent(self, event: QPaintEvent) -> None:
        dpr = self.devicePixelRatioF()
        if self._picture is None or self._picture.devicePixelRatioF() != dpr:
            self._picture = blank_pixmap(self.size(), dpr, self.look.theme.color("surface"))
            with sheet_on(self._picture, self.look) as sheet:
                self.paint_picture(sheet)
        with sheet_on(self, self.look) as sheet:
            sheet.painter.drawPixmap(0, 0, self._picture)
            self.paint_over(sheet)
            if self.hasFocus() and self._reached_by_key:
                sheet.frame(QRectF(self.rect()).adjusted(2, 2, -2, -2), "accent", 2.0)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._reached_by_key = event.reason() is not Qt.FocusReason.MouseFocusReason
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def _on_look_changed(self) -> None:
        self.arrange()
        self.repaint_picture()
