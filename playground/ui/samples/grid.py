"""Pictures of samples side by side: images, or pieces of the plane around points."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QToolTip, QWidget

from playground.core.catalog import Family
from playground.core.facts import DataFacts
from playground.core.probes import Part, Plane, Points, Samples
from playground.ui.example_words import in_part, kind_of, short_names
from playground.ui.figures import surety, whole
from playground.ui.look import Look
from playground.ui.plane_ground import Dots
from playground.ui.samples.cells import CaptionNeed, Cell, CellGrid, caption_need, lay_out
from playground.ui.samples.mosaic import Sheet, image_mosaic, mosaic_image
from playground.ui.samples.overlay import CellPoints, Content, SampleOverlay
from playground.ui.samples.plane_pieces import PieceStyle, PlanePieces

_RIM = 4
"""Room around the cells, for the frame of the selected one."""

_STEPS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}


@dataclass(frozen=True, slots=True, eq=False)
class _Subject:
    """The data set whose samples are shown, and the words for its classes."""

    facts: DataFacts
    names: tuple[str, ...]
    truths: tuple[str, ...]


class SampleGrid(QWidget):
    """Samples in cells, as many as there is room for.

    One image holds all pictures: a hundred of their own would cost ten times as much.
    """

    opened = Signal(int)
    """A cell was clicked, or Enter pressed on it; its position."""

    moved = Signal(int)
    """The arrow keys went to another cell; its position."""

    capacity_changed = Signal()
    """Another number of cells fits."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._subject: _Subject | None = None
        self._need = CaptionNeed(0.0, 1)
        self._grid: CellGrid | None = None
        self._samples: Samples | None = None
        self._trained = False
        self._pieces = PlanePieces(PieceStyle(reach=1.25, diameter=4, rim=0.5))
        self._selected: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Samples"))
        self._pictures: QImage | None = None
        self._overlay = SampleOverlay(look)
        look.changed.connect(self._on_look_changed)

    def set_facts(self, facts: DataFacts | None) -> None:
        """Begin anew with another data set, or without one."""
        if facts is None:
            self._subject = None
        else:
            names = short_names(facts)
            self._subject = _Subject(facts, names, tuple(self.tr("is {name}").format(name=name) for name in names))
        self._samples = self._selected = None
        self._pieces.forget()
        self._measure()
        self._lay_out()
        self._show()

    def capacity(self) -> int:
        """Return how many samples fit."""
        return self._grid.count if self._grid is not None else 0

    def columns(self) -> int:
        return self._grid.columns if self._grid is not None else 1

    def shown(self) -> int:
        """Return how many samples are shown."""
        return min(self.capacity(), len(self._samples.indexes)) if self._samples is not None else 0

    def show_samples(self, samples: Samples, trained: bool) -> None:
        """Show the first of `samples`; before training (`trained` False) only what they are."""
        self._samples = samples
        self._trained = trained
        self._show()

    def show_points(self, points: Points) -> None:
        """Take the points of the plane, which are drawn in all cells where they belong."""
        if self._pieces.set_dots(Dots.of(points)):
            self._show_overlay()

    def set_plane(self, plane: Plane | None) -> None:
        """Take the network's answers over the plane as ground of all cells; None: there are none yet."""
        self._pieces.set_plane(plane)
        self.update()

    def select(self, position: int | None) -> None:
        """Frame the cell at `position`."""
        if position != self._selected:
            self._selected = position
            self._show_overlay()

    def cell_rect(self, position: int) -> QRectF:
        """Return where the picture at `position` is, in px of this widget."""
        return self._grid.frame_rect(position) if self._grid is not None else QRectF()

    def cells(self) -> Sequence[Cell]:
        """Return what the shown cells say."""
        samples, subject = self._samples, self._subject
        if samples is None or subject is None:
            return ()
        return [_cell(samples, position, subject, self._trained) for position in range(self.shown())]

    def _measure(self) -> None:
        subject = self._subject
        if subject is not None:
            self._need = caption_need(self._look, subject.names, subject.truths)

    def _lay_out(self) -> None:
        before = self.capacity()
        if self._subject is None:
            self._grid = None
        else:
            room = QRectF(self.rect()).adjusted(_RIM, _RIM, -_RIM, -_RIM)
            self._grid = lay_out(room, self._need)
        if self.capacity() != before:
            self.capacity_changed.emit()

    def _on_look_changed(self) -> None:
        self._measure()
        self._lay_out()
        self._show()

    def _show(self) -> None:
        self._show_pictures()
        self._show_overlay()

    def _show_pictures(self) -> None:
        samples, subject, grid = self._samples, self._subject, self._grid
        if samples is None or subject is None or grid is None or subject.facts.family is not Family.IMAGE:
            self._pictures = None
            return
        sheet = Sheet(grid, self.size(), self.devicePixelRatioF())
        mosaic = image_mosaic(samples.values[: self.shown()], max(subject.facts.high), sheet)
        self._pictures = mosaic_image(mosaic, self._look.theme, sheet.dpr)

    def _show_overlay(self) -> None:
        grid = self._grid
        content = None
        if grid is not None:
            selected = [position for position in (self._selected,) if position is not None and position < self.shown()]
            content = Content(grid, self._need, self.cells(), self._cell_points(), selected, self.hasFocus())
        self._overlay.show_content(content, QRectF(self.rect()))
        self.update()

    def _cell_points(self) -> CellPoints | None:
        samples, subject = self._samples, self._subject
        if samples is None or subject is None or subject.facts.family is not Family.PLANE:
            return None
        return CellPoints(samples.values[: self.shown()], samples.labels[: self.shown()], self._pieces)

    def _position_at(self, point: QPointF) -> int | None:
        if self._grid is None:
            return None
        position = self._grid.position_at(point, self._grid.frame + self._need.height)
        return position if position is not None and position < self.shown() else None

    def _words(self, position: int) -> str:
        """Return a sentence about the sample at `position`."""
        samples, subject = self._samples, self._subject
        if samples is None or subject is None:
            return ""
        which = in_part(kind_of(subject.facts), samples.part is Part.TRAIN)
        names, label, chosen = subject.facts.class_names, int(samples.labels[position]), int(samples.chosen[position])
        number = whole(int(samples.indexes[position]))
        if not self._trained:
            return self.tr("{which} {number}: is {truth}").format(which=which, number=number, truth=names[label])
        return self.tr("{which} {number}: is {truth}, the network says {answer} ({surety} sure)").format(
            which=which,
            number=number,
            truth=names[label],
            answer=names[chosen],
            surety=surety(float(samples.probabilities[position, chosen])),
        )

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            position = self._position_at(QPointF(event.pos()))
            text = self._words(position) if position is not None else ""
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._pictures is not None:
            painter.drawImage(QPointF(0, 0), self._pictures)
        self._overlay.paint(painter)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self._position_at(event.position()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        position = self._position_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and position is not None:
            self.opened.emit(position)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS and self.shown():
            across, down = _STEPS[key]
            step = across + down * self.columns()
            start = self._selected if self._selected is not None else -step
            self.moved.emit(max(0, min(start + step, self.shown() - 1)))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._selected is not None:
            self.opened.emit(self._selected)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._show_overlay()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._show_overlay()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()
        self._show()


def _cell(samples: Samples, position: int, subject: _Subject, trained: bool) -> Cell:
    label, chosen = int(samples.labels[position]), int(samples.chosen[position])
    return Cell(
        answer=subject.names[chosen] if trained else "",
        truth=subject.truths[label],
        wrong=trained and chosen != label,
        surety=float(samples.probabilities[position, chosen]) if trained else 0.0,
    )
