"""What lights up the control or panel that a step of a lesson is about: a ring around it, with the step's number."""

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QRegion
from PySide6.QtWidgets import QAbstractScrollArea, QDockWidget, QWidget

from playground.ui.look import SEMIBOLD, Look

_AWAY = 4  # px between a control and the ring
_BADGE = 18
_REACH = _BADGE // 2 + 1  # of the badge beyond the ring
_RADIUS = 6
_WIDE = 5  # px within which the ring is painted, with its corners
_MOVES = {
    QEvent.Type.Move,
    QEvent.Type.Resize,
    QEvent.Type.Show,
    QEvent.Type.Hide,
    QEvent.Type.ParentChange,
    QEvent.Type.ZOrderChange,
}


class Light(QWidget):
    """An overlay over the window of the widget that it lights up: it follows that wherever it goes, and takes no click.

    Where the widget is out of sight, so is the light. Of a control in a scroll area only what is seen of it is ringed.
    """

    def __init__(self, look: Look, window: QWidget) -> None:
        super().__init__(window)
        self._look = look
        self._target: QWidget | None = None
        self._watched: list[QWidget] = []
        self._number = 0
        self._ring = QRect()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.follow)
        look.changed.connect(self._soon.start)
        self.hide()

    @property
    def target(self) -> QWidget | None:
        """What is lit, seen or not."""
        return self._target

    def light_up(self, target: QWidget, number: int) -> None:
        """Light up `target` for the step of this number."""
        self._watch(None)
        self._target, self._number = target, number
        self._watch(target)
        self.follow()
        self._soon.start()  # once all that was just brought up has its place

    def go_out(self) -> None:
        self._watch(None)
        self._target = None
        self.hide()

    def follow(self) -> None:
        """Be where the widget is now."""
        target = self._target
        if target is None or not shiboken6.isValid(target):
            self.go_out()
            return
        window = target.window()
        if self.parentWidget() is not window:
            self.setParent(window)
            self._watch(target)
        ring, clip = self._places(target, window)
        if not target.isVisible() or target.visibleRegion().isEmpty() or not ring.intersects(clip):
            self.hide()
            return
        area = ring.adjusted(-_REACH, -_REACH, _REACH, _REACH).intersected(clip)
        self._ring = ring.translated(-area.topLeft())
        self.setGeometry(area)
        self.setMask(self._painted())
        self.show()
        self.raise_()
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _MOVES and watched is not self:
            self._soon.start()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, ring = self._look.theme, QRectF(self._ring)
        painter.setPen(QPen(theme.color("accent"), 2))
        painter.drawRoundedRect(ring.adjusted(1, 1, -1, -1), _RADIUS, _RADIUS)
        badge = self._badge()
        painter.setPen(QPen(theme.color("surface"), 1.5))
        painter.setBrush(theme.color("accent"))
        painter.drawEllipse(badge.adjusted(0.75, 0.75, -0.75, -0.75))
        painter.setFont(self._look.font(11, SEMIBOLD))
        painter.setPen(theme.color("on_accent"))
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, str(self._number))

    def _painted(self) -> QRegion:
        """Return the part that is painted on: what is lit up paints itself anew without the light."""
        inside = self._ring.adjusted(_WIDE, _WIDE, -_WIDE, -_WIDE)
        return QRegion(self.rect()).subtracted(QRegion(inside)).united(QRegion(self._badge().toAlignedRect()))

    def _badge(self) -> QRectF:
        badge = QRectF(0, 0, _BADGE, _BADGE)
        badge.moveCenter(QRectF(self._ring).topLeft() + self._badge_offset())
        return badge

    def _badge_offset(self) -> QPointF:
        """Return where the badge's middle is, from the ring's corner: inside of a panel, which ends at others."""
        return QPointF(9, 9) if isinstance(self._target, QDockWidget) else QPointF(1, 1)

    def _places(self, target: QWidget, window: QWidget) -> tuple[QRect, QRect]:
        """Return the ring and what of the window it may be drawn on, both in the window."""
        ring = QRect(target.mapTo(window, QPoint(0, 0)), target.size()) if target is not window else window.rect()
        if not isinstance(target, QDockWidget):
            ring.adjust(-_AWAY, -_AWAY, _AWAY, _AWAY)
        clip, within = window.rect(), target.parentWidget()
        while within is not None and within is not window:
            scrolls = within.parentWidget()
            if isinstance(scrolls, QAbstractScrollArea) and scrolls.viewport() is within:
                clip = clip.intersected(QRect(within.mapTo(window, QPoint(0, 0)), within.size()))
            within = scrolls
        return ring, clip

    def _watch(self, target: QWidget | None) -> None:
        """Take notice of what moves `target`, and no longer of what moved the one before."""
        for widget in self._watched:
            if shiboken6.isValid(widget):
                widget.removeEventFilter(self)
        self._watched = []
        while target is not None:
            target.installEventFilter(self)
            self._watched.append(target)
            target = None if target.isWindow() else target.parentWidget()
