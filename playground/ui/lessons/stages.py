"""The steps of a lesson as numbered stages: those done ticked, the present one filled, later ones outlined."""

from collections.abc import Sequence
from enum import Enum, auto

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from playground.ui.look import SEMIBOLD, Look
from playground.ui.words import tooltip

_DISC = 20
_GAP = 6
_DASH = 10
_TICK = QPolygonF([QPointF(-4, 0), QPointF(-1.2, 3), QPointF(4, -3)])


class Naming(Enum):
    """Which stages have their names beside them."""

    ALL = auto()
    CURRENT = auto()
    NONE = auto()


class Stages(QWidget):
    """A row of stages that can be clicked."""

    chosen = Signal(int)
    """The person wants to see the step of this index."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._stages: list[_Stage] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def show_titles(self, titles: Sequence[str]) -> None:
        """Make a stage for each of `titles`."""
        for old in self._stages:
            self._row.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._stages = [_Stage(index, title, self._look) for index, title in enumerate(titles)]
        for index, stage in enumerate(self._stages):
            stage.clicked.connect(lambda _=False, index=index: self.chosen.emit(index))
            stage.last = index == len(titles) - 1
            self._row.addWidget(stage)

    def show_current(self, current: int) -> None:
        """Fill the stage of this index."""
        for stage in self._stages:
            stage.show_current(current)

    def show_names(self, naming: Naming) -> None:
        for stage in self._stages:
            stage.show_name(naming)

    def width_of(self, naming: Naming) -> int:
        """Return the width that the row has in this form, px."""
        return sum(stage.width_of(naming) for stage in self._stages)


class _Stage(QAbstractButton):
    """A numbered disc, perhaps a name, and a dash to the next one."""

    def __init__(self, index: int, title: str, look: Look) -> None:
        super().__init__()
        self.last = False
        self._index = index
        self._current = 0
        self._naming = Naming.NONE
        self._look = look
        self.setText(title)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setToolTip(tooltip(self.tr("Step {number}: {title}").format(number=index + 1, title=title)))
        look.changed.connect(self.updateGeometry)

    def show_current(self, current: int) -> None:
        self._current = current
        state = self.tr("done") if self._done else (self.tr("now") if self._now else self.tr("to come"))
        name = self.tr("Step {number}: {title}, {state}")
        self.setAccessibleName(name.format(number=self._index + 1, title=self.text(), state=state))
        self.updateGeometry()
        self.update()

    def show_name(self, naming: Naming) -> None:
        if naming is not self._naming:
            self._naming = naming
            self.updateGeometry()
            self.update()

    def width_of(self, naming: Naming) -> int:
        named = naming is Naming.ALL or (naming is Naming.CURRENT and self._now)
        # In the heavier weight that it has when it is its turn, so that the row does not move with each step.
        name = QFontMetrics(self._look.font(13, SEMIBOLD)).horizontalAdvance(self.text()) + _GAP if named else 0
        return _DISC + 2 + name + (0 if self.last else _DASH + 2 * _GAP)

    def sizeHint(self) -> QSize:
        return QSize(self.width_of(self._naming), _DISC + 4)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        disc = QRectF(1, (self.height() - _DISC) / 2, _DISC, _DISC)
        self._paint_disc(painter, disc)
        if self._naming is Naming.ALL or (self._naming is Naming.CURRENT and self._now):
            self._paint_name(painter, disc)
        if not self.last:
            painter.setPen(QPen(self._look.theme.color("border"), 1))
            right, y = self.width() - _GAP, self.height() // 2 + 0.5
            painter.drawLine(QPointF(right - _DASH, y), QPointF(right, y))
        if self.hasFocus():
            painter.setPen(QPen(self._look.theme.color("text"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(disc.adjusted(1, 1, -1, -1))

    @property
    def _now(self) -> bool:
        return self._index == self._current

    @property
    def _done(self) -> bool:
        return self._index < self._current

    def _paint_disc(self, painter: QPainter, disc: QRectF) -> None:
        theme = self._look.theme
        edge = "accent" if self._now or self._done else "text3"
        painter.setPen(QPen(theme.color(edge), 1.25))
        painter.setBrush(theme.color("accent" if self._now else ("surface" if self.underMouse() else "soft")))
        painter.drawEllipse(disc.adjusted(0.5, 0.5, -0.5, -0.5))
        if self._done:
            painter.setPen(QPen(theme.color("accent"), 1.75))
            painter.drawPolyline(_TICK.translated(disc.center()))
            return
        painter.setFont(self._look.font(12, SEMIBOLD))
        painter.setPen(theme.color("on_accent" if self._now else "text2"))
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, str(self._index + 1))

    def _paint_name(self, painter: QPainter, disc: QRectF) -> None:
        painter.setFont(self._look.font(13, SEMIBOLD) if self._now else self._look.font(13))
        painter.setPen(self._look.theme.color("text" if self._now else "text2"))
        room = QRectF(disc.right() + _GAP, 0, self.width(), self.height())
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self.text())
