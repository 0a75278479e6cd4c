"""What lights up the control or panel that a step of a lesson is about: a ring around it, with the step's number."""

from collections.abc import Callable, Iterator
from typing import TypeAlias

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


StandIn: TypeAlias = Callable[[], QWidget | None]


def _nothing() -> None:
    return None


class Light(QWidget):
    """An overlay over the window of the widget that it lights up: it follows that wherever it goes, and takes no click.

    Where the widget is out of sight, what stands for it is lit, if there is such. Of a control in a scroll area only
    what is seen of it is ringed.
    """

    def __init__(self, look: Look, window: QWidget) -> None:
        super().__init__(window)
        self._look = look
        self._target: QWidget | None = None
        self._stand_in: StandIn = _nothing
        self._lit: QWidget | None = None
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

    def light_up(self, target: QWidget, number: int, stand_in: StandIn = _nothing) -> None:
        """Light up `target` for the step of this number; while it is out of sight, what `stand_in` returns."""
        self._target, self._number, self._stand_in = target, number, stand_in
        self._watch(target)
        self.follow()
        self._soon.start()  # once all that was just brought up has its place

    def go_out(self) -> None:
        self._watch()
        self._target = self._lit = None
        self.hide()

    def follow(self) -> None:
        """Be where the widget is now."""
        target = self._target
        if target is None or not shiboken6.isValid(target):
            self.go_out()
            return
        lit = target if _is_seen(target) else self._stand_in()
        self._watch(target, *([] if lit is None or lit is target else [lit]))
        self._lit = lit
        if lit is None or not _is_seen(lit):
            self.hide()
            return
        window = lit.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        ring, clip = self._places(lit, window)
        if not ring.intersects(clip):
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
        return QPointF(9, 9) if isinstance(self._lit, QDockWidget) else QPointF(1, 1)

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

    def _watch(self, *targets: QWidget) -> None:
        """Take notice of what moves `targets`, and no longer of what moved others."""
        chains = [widget for target in targets for widget in _up_to_window(target)]
        if chains == self._watched:
            return
        for widget in self._watched:
            if shiboken6.isValid(widget):
                widget.removeEventFilter(self)
        for widget in chains:
            widget.installEventFilter(self)
        self._watched = chains


def _is_seen(widget: QWidget) -> bool:
    return widget.isVisible() and not widget.visibleRegion().isEmpty()


def _up_to_window(widget: QWidget) -> Iterator[QWidget]:
    """Yield `widget` and all that it stands in."""
    within: QWidget | None = widget
    while within is not None:
        yield within
        within = None if within.isWindow() else within.parentWidget()
