"""A widget that paints one picture and keeps it until something in it changes, and longer what stands still in it."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QWidget

from playground.ui.look import Look
from playground.ui.network.letters import Letters
from playground.ui.network.sheet import Sheet, sheet_on

_AIR = 12.0  # kept at both sides of what is brought into view


@dataclass(frozen=True, slots=True)
class StillPart:
    """What stands still in `area` below the picture while a network learns: `paint` is called only when `key` is
    another one, or all has new places. It must not paint beyond its area, which reaches from side to side.
    """

    area: QRectF
    key: Hashable
    paint: Callable[[Sheet], None]


class Painted(QWidget):
    """Base of the diagrams: `paint_picture` is called once for each picture, `paint_over` at every repaint of it, and
    the `still_parts` when they change.

    It takes the keyboard's focus, and shows that by a frame when it was reached by a key.
    """

    scroll_wanted = Signal(float)
    """So many px further right something is that should be seen."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.letters = Letters(look)
        self._picture, self._picture_stands = QPixmap(), False
        self._still, self._still_keys = QPixmap(), list[Hashable]()
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

    def still_parts(self) -> Sequence[StillPart]:
        """Return what is kept longer than a picture; always as many parts."""
        return ()

    def paint_picture(self, sheet: Sheet) -> None:
        """Paint all else; the ground and the still parts are there already."""
        raise NotImplementedError

    def paint_over(self, sheet: Sheet) -> None:
        """Paint what changes more often than the picture."""

    def repaint_picture(self) -> None:
        """Have the picture painted anew, when it is next seen."""
        self._picture_stands = False
        self.update()

    def rearrange(self) -> None:
        """Find new places for everything and have all painted anew."""
        self.arrange()
        self._still_keys = []
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
        if not self._picture_stands or self._picture.devicePixelRatioF() != dpr:
            self._picture_stands = True
            still = self._painted_still(dpr)
            self._picture = _of_size(self._picture, self.size(), dpr)
            with sheet_on(self._picture, self.look, self.letters) as sheet:
                sheet.painter.drawPixmap(0, 0, still)
                self.paint_picture(sheet)
        return self._picture

    def _painted_still(self, dpr: float) -> QPixmap:
        """Return what stands still, in which only those parts are painted anew that have changed."""
        ground, parts = self.look.theme.color("surface"), self.still_parts()
        if not self._still_keys or self._still.devicePixelRatioF() != dpr:
            self._still = _of_size(self._still, self.size(), dpr)
            self._still.fill(ground)
            self._still_keys = []
        keys = [part.key for part in parts]
        changed = [part for part, key in zip_longest(parts, self._still_keys) if part.key != key]
        if changed:
            with sheet_on(self._still, self.look, self.letters) as sheet:
                for part in changed:
                    sheet.painter.setClipRect(part.area)
                    sheet.painter.fillRect(part.area, ground)
                    part.paint(sheet)
        self._still_keys = keys
        return self._still

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._reached_by_key = event.reason() is not Qt.FocusReason.MouseFocusReason
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def _on_look_changed(self) -> None:
        self.rearrange()


def halves(area: QRect, y: float) -> tuple[QRectF, QRectF]:
    """Return what of `area` lies above and below `y`, which is brought to a whole px."""
    whole, edge = QRectF(area), float(round(y))
    return QRectF(0, 0, whole.width(), edge), QRectF(0, edge, whole.width(), whole.height() - edge)


def _of_size(kept: QPixmap, size: QSize, dpr: float) -> QPixmap:
    """Return a pixmap for a widget of `size` px on a screen of `dpr` dots per px: `kept` where it is as large, since
    the system has to clear new memory each time. It shows whatever it did before.
    """
    dots = QSize(round(size.width() * dpr), round(size.height() * dpr))
    pixmap = kept if kept.size() == dots else QPixmap(dots)
    pixmap.setDevicePixelRatio(dpr)
    return pixmap
