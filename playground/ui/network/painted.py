"""A widget that paints one picture and keeps it until something in it changes, and longer what stands still in it."""

from collections.abc import Hashable

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QWidget

from playground.ui.look import Look
from playground.ui.network.letters import Letters
from playground.ui.network.sheet import Sheet, sheet_on

_AIR = 12.0  # kept at both sides of what is brought into view


class Painted(QWidget):
    """Base of the diagrams: `paint_picture` is called once for each picture, `paint_over` at every repaint of it, and
    `paint_still` only when `still_key` is another one, or all has new places.

    It takes the keyboard's focus, and shows that by a frame when it was reached by a key.
    """

    scroll_wanted = Signal(float)
    """So many px further right something is that should be seen."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.letters = Letters(look)
        self._still = _Layer()
        self._picture = _Layer()
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
            self.rearrange()

    def bring_into(self, area: QRectF, left: float, right: float) -> None:
        """Ask for scrolling that brings what reaches from `left` to `right` into the part `area` of the view."""
        by = max(0.0, right + _AIR - area.right()) or min(0.0, left - _AIR - area.left())
        if by:
            self.scroll_wanted.emit(by)

    def arrange(self) -> None:
        """Find new places for everything: the size, the view or the look is another one."""
        raise NotImplementedError

    def still_key(self) -> Hashable:
        """Return what the look of `paint_still` depends on beside the places: where it is equal, so is the look."""
        return None

    def paint_still(self, sheet: Sheet) -> None:
        """Paint what stands still below the picture while a network learns; the ground is there already."""

    def paint_picture(self, sheet: Sheet) -> None:
        """Paint all else that is kept."""
        raise NotImplementedError

    def paint_over(self, sheet: Sheet) -> None:
        """Paint what changes more often than the picture."""

    def repaint_picture(self) -> None:
        """Have the picture painted anew, when it is next seen."""
        self._picture.key = None
        self.update()

    def rearrange(self) -> None:
        """Find new places for everything and have all painted anew."""
        self.arrange()
        self._still.key = None
        self.repaint_picture()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.rearrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        picture = self._painted()
        with sheet_on(self, self.look, self.letters) as sheet:
            sheet.painter.drawPixmap(0, 0, picture)
            self.paint_over(sheet)
            if self.hasFocus() and self._reached_by_key:
                sheet.frame(QRectF(self.rect()).adjusted(2, 2, -2, -2), "accent", 2.0)

    def _painted(self) -> QPixmap:
        """Return the picture, where need be painted anew over what stands still."""
        dpr = self.devicePixelRatioF()
        if not self._picture.is_of((dpr,)):
            still = self._painted_still(dpr)
            with sheet_on(self._picture.begin((dpr,), self.size(), dpr), self.look, self.letters) as sheet:
                sheet.painter.drawPixmap(0, 0, still)
                self.paint_picture(sheet)
        return self._picture.pixmap

    def _painted_still(self, dpr: float) -> QPixmap:
        key = (dpr, self.still_key())
        if not self._still.is_of(key):
            pixmap = self._still.begin(key, self.size(), dpr)
            pixmap.fill(self.look.theme.color("surface"))
            with sheet_on(pixmap, self.look, self.letters) as sheet:
                self.paint_still(sheet)
        return self._still.pixmap

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._reached_by_key = event.reason() is not Qt.FocusReason.MouseFocusReason
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def _on_look_changed(self) -> None:
        self.rearrange()


class _Layer:
    """A pixmap and what it shows, by a `key`; None: nothing that is still true. It is kept for the next picture, since
    memory of this size comes from the system anew each time, and must be cleared.
    """

    def __init__(self) -> None:
        self.pixmap = QPixmap()
        self.key: Hashable = None

    def is_of(self, key: Hashable) -> bool:
        return self.key == key

    def begin(self, key: Hashable, size: QSize, dpr: float) -> QPixmap:
        """Return a pixmap in which what `key` stands for is now painted, over whatever was there before; it is for a
        widget of `size` px on a screen of `dpr` dots per px.
        """
        self.key = key
        dots = QSize(round(size.width() * dpr), round(size.height() * dpr))
        if self.pixmap.size() != dots:
            self.pixmap = QPixmap(dots)
        self.pixmap.setDevicePixelRatio(dpr)
        return self.pixmap
