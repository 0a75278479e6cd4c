"""What is painted over the pictures of samples: frames, flags, captions, bars, points of the plane."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPixmap, QPolygonF

from playground.core.probes import Ints
from playground.ui.figures import whole_surety
from playground.ui.look import BOLD, SEMIBOLD, Look
from playground.ui.plane_ground import draw_ring
from playground.ui.samples.cells import BAR, CaptionNeed, Cell, CellGrid, inside
from playground.ui.samples.plane_pieces import PlanePieces

_FLAG = 17.0
_RADIUS = 3.0


@dataclass(frozen=True, slots=True, eq=False)
class CellPoints:
    """The points of the plane in the middle of the cells: their `places` [n, 2], true `labels` [n], and the plane."""

    places: NDArray[Any]
    labels: Ints
    pieces: PlanePieces


@dataclass(frozen=True, slots=True, eq=False)
class Content:
    """All that the overlay shows."""

    grid: CellGrid
    need: CaptionNeed
    cells: Sequence[Cell]
    points: CellPoints | None
    selected: Sequence[int]
    focused: bool


class SampleOverlay:
    """Paints `Content` over `area`, in px. What stands over the plane is kept as a picture: the plane's colours change
    far more often than the samples do.
    """

    def __init__(self, look: Look) -> None:
        self._look = look
        self._area = QRectF()
        self._content: Content | None = None
        self._marks = QPixmap()
        self._kept_for: tuple[float, QPointF] | None = None

    def show_content(self, content: Content | None, area: QRectF) -> None:
        """Show `content` as it is now."""
        self._area = area
        self._content = content
        self._kept_for = None

    def paint(self, painter: QPainter) -> None:
        content = self._content
        if content is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if content.points is None:
            self._paint_marks(painter, content)
        else:
            self._paint_ground(painter, content.points, content.grid)
            self._draw_kept_marks(painter, content)
        self._paint_captions(painter, content)

    def _draw_kept_marks(self, painter: QPainter, content: Content) -> None:
        """Draw the kept picture on whole dots: where px are no whole dots, a widget can begin in the middle of one."""
        dpr, place = painter.device().devicePixelRatioF(), painter.deviceTransform()
        aside = QPointF(place.dx() % 1, place.dy() % 1) / dpr
        if self._kept_for != (dpr, aside):
            self._kept_for = (dpr, aside)
            size = QSize(ceil(self._area.width() * dpr) + 1, ceil(self._area.height() * dpr) + 1)
            if self._marks.size() != size:
                self._marks = QPixmap(size)
            self._marks.setDevicePixelRatio(dpr)
            self._marks.fill(Qt.GlobalColor.transparent)
            own = QPainter(self._marks)
            own.setRenderHint(QPainter.RenderHint.Antialiasing)
            own.translate(aside)
            self._paint_marks(own, content)
            own.end()
        painter.drawPixmap(-aside, self._marks)

    def _paint_marks(self, painter: QPainter, content: Content) -> None:
        """Paint all but words: these are sharper on the ground itself."""
        if content.points is not None:
            self._paint_points(painter, content.points, content.grid)
        self._paint_frames(painter, content)
        self._paint_bars(painter, content)

    def _paint_ground(self, painter: QPainter, points: CellPoints, grid: CellGrid) -> None:
        paper = self._look.theme.color("paper")
        for position, centre in enumerate(points.places):
            ground = inside(grid.frame_rect(position))
            painter.fillRect(ground, paper)
            points.pieces.draw_ground(painter, self._look.theme, ground, centre)

    def _paint_points(self, painter: QPainter, points: CellPoints, grid: CellGrid) -> None:
        theme = self._look.theme
        for position, (centre, label) in enumerate(zip(points.places, points.labels.tolist(), strict=True)):
            ground = inside(grid.frame_rect(position))
            points.pieces.draw_dots(painter, theme, ground, centre)
            draw_ring(painter, theme, ground.center(), label, 5.0)

    def _paint_frames(self, painter: QPainter, content: Content) -> None:
        theme = self._look.theme
        frames = [content.grid.frame_rect(position) for position in range(len(content.cells))]
        wrong = [frame for frame, cell in zip(frames, content.cells, strict=True) if cell.wrong]
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.color("border"), 1))
        for frame, cell in zip(frames, content.cells, strict=True):
            if not cell.wrong:
                painter.drawRoundedRect(frame.adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)
        painter.setPen(QPen(theme.color("danger"), 2))
        for frame in wrong:
            painter.drawRoundedRect(frame.adjusted(1, 1, -1, -1), _RADIUS, _RADIUS)
        self._paint_flags(painter, wrong)
        if content.focused and not content.selected and not self._area.isEmpty():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.drawRoundedRect(self._area.adjusted(1, 1, -1, -1), _RADIUS, _RADIUS)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.color("accent" if content.focused else "text"), 2))
        for position in content.selected:
            painter.drawRoundedRect(frames[position].adjusted(-3, -3, 3, 3), _RADIUS + 3, _RADIUS + 3)

    def _paint_flags(self, painter: QPainter, frames: Sequence[QRectF]) -> None:
        """Paint a corner with a cross into each of `frames`, so that colour is not the only sign."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.theme.color("danger"))
        for frame in frames:
            corner = frame.topRight()
            painter.drawPolygon(QPolygonF([corner - QPointF(_FLAG, 0), corner, corner + QPointF(0, _FLAG)]))
        painter.setPen(QPen(QColor(self._look.theme.surface), 1.5))
        for frame in frames:
            middle = frame.topRight() + QPointF(-5.5, 5.5)
            painter.drawLine(middle + QPointF(-2.5, -2.5), middle + QPointF(2.5, 2.5))
            painter.drawLine(middle + QPointF(-2.5, 2.5), middle + QPointF(2.5, -2.5))

    def _paint_captions(self, painter: QPainter, content: Content) -> None:
        theme, look = self._look.theme, self._look
        answer_font, truths = look.font(content.need.answer_size, BOLD), look.font(11, SEMIBOLD)
        answers = QFontMetricsF(answer_font)
        corners = [content.grid.corner(position) for position in range(len(content.cells))]
        line = content.grid.frame + content.need.baseline
        painter.setFont(answer_font)
        painter.setPen(theme.color("text"))
        for corner, cell in zip(corners, content.cells, strict=True):
            if cell.answer:
                painter.drawText(corner + QPointF(0, line), cell.answer)
        painter.setFont(truths)
        painter.setPen(theme.color("danger"))
        for corner, cell in zip(corners, content.cells, strict=True):
            if cell.wrong:
                beside = QPointF(answers.horizontalAdvance(cell.answer) + 4, line)
                beneath = QPointF(0, line + content.need.line)
                painter.drawText(corner + (beside if content.need.lines == 1 else beneath), cell.truth)
        painter.setFont(look.font(11))
        painter.setPen(theme.color("text2"))
        for corner, cell in zip(corners, content.cells, strict=True):
            if not cell.answer:
                painter.drawText(corner + QPointF(0, line), cell.truth)
        self._paint_sureties(painter, content, corners, line)

    def _paint_sureties(self, painter: QPainter, content: Content, corners: Sequence[QPointF], line: float) -> None:
        metrics = QFontMetricsF(painter.font())
        painter.setPen(self._look.theme.color("text3"))
        for corner, cell in zip(corners, content.cells, strict=True):
            text = whole_surety(cell.surety) if cell.answer else "–"
            left = content.grid.width - metrics.horizontalAdvance(text)
            painter.drawText(corner + QPointF(left, line), text)

    def _paint_bars(self, painter: QPainter, content: Content) -> None:
        theme = self._look.theme
        top = content.grid.frame + content.need.height - BAR
        bars = [
            QRectF(corner.x(), corner.y() + top, content.grid.width, BAR)
            for corner in (content.grid.corner(position) for position in range(len(content.cells)))
        ]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("track"))
        for bar in bars:
            painter.drawRoundedRect(bar, 2, 2)
        painter.setBrush(theme.color("text3"))
        for bar, cell in zip(bars, content.cells, strict=True):
            if cell.answer:
                bar.setWidth(max(BAR, cell.surety * bar.width()))
                painter.drawRoundedRect(bar, 2, 2)
