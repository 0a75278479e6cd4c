"""How sure the network is of each answer on the way, over how much each pixel may change."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from playground.core.probes import Floats
from playground.core.why import Flip
from playground.ui.figures import percent
from playground.ui.look import SEMIBOLD, Look
from playground.ui.why.flip_axis import ticks_of

_TOP, _BOTTOM = 18, 3
_LABEL = 12
_SCALE = 44.0  # of the figure at the top right
_MARK = 5.0


class FlipChart(QWidget):
    """Stands above the slider of amounts and has its places: `place_of` tells where the slider's handle is at one."""

    def __init__(self, look: Look, place_of: Callable[[int], int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._place_of = place_of
        self._flip: Flip | None = None
        self._names: tuple[str, ...] = ()
        self._at = 0
        self.setAccessibleName(self.tr("How sure the network is, over the amount of change"))
        self.setToolTip(
            self.tr("How sure the network is of its answer and of those that follow, the more each pixel may change.")
        )
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(44)
        self.setMaximumHeight(280)
        look.changed.connect(self.update)

    def show_flip(self, flip: Flip | None, at: int, names: tuple[str, ...]) -> None:
        """Show `flip`, with the slider at its amount number `at`."""
        self._flip, self._at, self._names = flip, at, names
        self.update()

    def lines(self) -> Sequence[int]:
        """Return the classes that have a line: the answer, then all that it becomes on the way, in their order; where
        it stays, the likeliest other at the end.
        """
        flip = self._flip
        if flip is None:
            return ()
        answers = list(dict.fromkeys(flip.chosen.tolist()))
        if len(answers) > 1:
            return answers
        last = flip.probabilities[-1].copy()
        last[answers[0]] = -1.0
        return [*answers, int(last.argmax())]

    def sizeHint(self) -> QSize:
        return QSize(200, 100)

    def paintEvent(self, event: QPaintEvent) -> None:
        flip, lines = self._flip, self.lines()
        if flip is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_frame(painter)
        for label in reversed(lines):
            pen = QPen(self._look.theme.color(self._role(flip, label)), 2 if label == lines[0] else 1.5)
            self._paint_line(painter, flip.probabilities[:, label], pen)
        self._paint_names(painter, flip, lines)
        if flip.first is not None:
            self._paint_mark(painter, self._x(flip.first))

    def _role(self, flip: Flip, label: int) -> str:
        """Return the colour of a line: the answer's, that of the class at the slider, or that of the others."""
        if label == int(flip.chosen[0]):
            return "accent"
        return "text" if label == int(flip.chosen[self._at]) else "text3"

    def _paint_frame(self, painter: QPainter) -> None:
        theme = self._look.theme
        painter.setPen(QPen(theme.color("grid"), 1))
        for place in ticks_of(self._flip.amounts if self._flip is not None else ()):
            x = self._x(place) + 0.5
            painter.drawLine(QPointF(x, _TOP), QPointF(x, self.height()))
        for share in (0.0, 0.5, 1.0):
            y = round(self._y(share)) + 0.5
            painter.drawLine(QPointF(0, y), QPointF(self.width(), y))
        painter.setFont(self._look.font(11))
        painter.setPen(theme.color("text3"))
        painter.drawText(QRectF(0, 0, self.width(), _TOP - 1), int(Qt.AlignmentFlag.AlignRight), percent(1, 0))
        painter.setPen(QPen(theme.color("text3"), 1, Qt.PenStyle.DashLine))
        x = self._x(self._at) + 0.5
        painter.drawLine(QPointF(x, _TOP), QPointF(x, self.height()))

    def _paint_line(self, painter: QPainter, shares: Floats, pen: QPen) -> None:
        painter.setPen(pen)
        painter.drawPolyline(self._points(shares))

    def _points(self, shares: Floats) -> Sequence[QPointF]:
        return [QPointF(self._x(place), self._y(share)) for place, share in enumerate(shares.tolist())]

    def _paint_names(self, painter: QPainter, flip: Flip, lines: Sequence[int]) -> None:
        """Name the lines: the answer's where it begins, the others' where they are highest; those where there is no
        room for a name are named when the slider is there.
        """
        font = self._look.font(_LABEL, SEMIBOLD)
        painter.setFont(font)
        metrics = QFontMetricsF(font)
        taken: list[QRectF] = []
        there = int(flip.chosen[self._at])
        for label in sorted(lines, key=lambda label: (label != there, label != lines[0])):
            place = 0 if label == lines[0] else int(flip.probabilities[:, label].argmax())
            name = self._names[label]
            width = metrics.horizontalAdvance(name)
            top = max(0.0, self._y(float(flip.probabilities[place, label])) - _LABEL - 4)
            right = self.width() - (_SCALE if top < _TOP else 0)
            area = QRectF(max(0.0, min(self._x(place) - width / 2, right - width)), top, width + 1, _LABEL + 3)
            if any(area.intersects(other) for other in taken):
                continue
            taken.append(area)
            painter.setPen(self._look.theme.color(self._role(flip, label)))
            painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter), name)

    def _paint_mark(self, painter: QPainter, x: float) -> None:
        """Mark on the slider's side where the answer flips first."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.theme.color("danger"))
        bottom = float(self.height())
        tip = QPointF(x + 0.5, bottom)
        painter.drawPolygon(QPolygonF([tip, tip + QPointF(-_MARK, -1.6 * _MARK), tip + QPointF(_MARK, -1.6 * _MARK)]))

    def _x(self, place: int) -> float:
        return float(self._place_of(place))

    def _y(self, share: float) -> float:
        return _TOP + (1 - share) * (self.height() - _TOP - _BOTTOM - 1)
