"""The canvas: strokes by mouse, pen or finger, painted as they are drawn and kept as vectors."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QImage, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from playground.core.strokes import Strokes
from playground.ui.curve_ink import draw_line, newest_piece, tail
from playground.ui.edit_keys import Edit, edit_by
from playground.ui.ink import Ink
from playground.ui.look import Look
from playground.ui.name_keys import named_by
from playground.ui.paper import draw_crisp
from playground.ui.pen import Pen
from playground.ui.stroke_history import Picture, Sheet, Stroke, StrokeHistory

_RADIUS = 4.0
_DEFAULT_PEN = 20.0

_KEYBOARD = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)


class StrokeCanvas(QWidget):
    """A square sheet to draw on. Strokes are kept in parts of the sheet's side (0..1 from its upper left corner), so
    that they stay with the sheet when it changes its size; the pen's width is only what is shown.

    A pen that leaves the sheet by more than its own width ends its stroke at the edge and begins another where it comes
    back; one that only strays keeps to the edge.

    A picture can lie on the sheet in place of strokes. The pen's next stroke takes it away.

    What changes the drawing otherwise, such as undo, while the pen is down, ends its stroke: the rest of it is no ink.
    """

    strokes_changed = Signal()
    """At every point that is added, at undo, redo and clear, and when a picture is laid."""
    can_undo_changed = Signal(bool)
    can_redo_changed = Signal(bool)
    pen_changed = Signal(bool)
    """The pen has come down, or gone up again."""
    name_typed = Signal(str)
    """The key of one of the classes that `set_names` told was pressed."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._history = StrokeHistory()
        self._live: list[QPointF] = []  # the stroke being drawn, in parts of the side
        self._pen_down = False
        self._pen_width = _DEFAULT_PEN
        self._ink = Ink()
        self._image: QImage | None = None
        self._ring = False
        self._said = (False, False)
        self._names: tuple[str, ...] = ()
        self._finished = False
        self._anew = False  # the stroke being drawn began a clean sheet
        self._dress()
        pen = Pen(self)
        pen.pressed.connect(self._press)
        pen.moved.connect(self._move)
        pen.released.connect(self._release)
        pen.lost.connect(self._lift)
        look.changed.connect(self._redraw)

    def strokes(self) -> list[Stroke]:
        """Return copies of all strokes [n, 2], x right and y down, the one being drawn included."""
        drawn = [stroke.copy() for stroke in self._under()]
        return [*drawn, _array(self._live)] if self._live else drawn

    def set_strokes(self, strokes: Strokes) -> None:
        """Replace the drawing by `strokes`, in parts of the side; it can be undone."""
        self._lift()
        self._replace(Sheet(tuple(np.array(stroke, dtype=np.float64) for stroke in strokes if len(stroke))))

    @property
    def sheet(self) -> Sheet | None:
        """What lies there now; None while a stroke is being drawn."""
        return None if self._live else self._history.sheet

    @property
    def picture(self) -> Picture | None:
        """The picture that lies there in place of strokes, or None."""
        return None if self._live else self._history.sheet.picture

    def lay(self, picture: Picture) -> None:
        """Lay `picture` on the sheet, in place of what is there; it can be undone. What is seen of it comes with
        `show_image`.
        """
        self._lift()
        self._replace(Sheet(picture=picture))

    def show_image(self, image: QImage | None) -> None:
        """Take what is seen of the picture: a pixel of `image` for each of its own."""
        self._image = image
        self.update()

    def forget_samples(self, but_of: str) -> None:
        """Take the pictures away that are stored values of other data than those of the fingerprint `but_of`, from
        undo and redo as well.
        """
        before = self._history.sheet
        self._history.forget(lambda sheet: sheet.picture is not None and sheet.picture.of not in (None, but_of))
        if self._history.sheet is not before:
            self._drawing_replaced()
        self._say_can_do()

    def is_empty(self) -> bool:
        """Tell whether neither strokes nor a picture lie there."""
        return not self._live and self._history.sheet.is_empty

    @property
    def can_undo(self) -> bool:
        return self._history.can_undo or bool(self._live)

    @property
    def can_redo(self) -> bool:
        return self._history.can_redo

    def undo(self) -> None:
        """Take the last stroke or picture back, or bring back what was cleared."""
        self._lift()
        if self._history.can_undo:
            self._history.undo()
            self._drawing_replaced()

    def redo(self) -> None:
        self._lift()
        if self._history.can_redo:
            self._history.redo()
            self._drawing_replaced()

    def clear(self) -> None:
        """Take away what is there; it can be undone."""
        self._lift()
        if not self.is_empty():
            self._replace(Sheet())

    @property
    def pen_down(self) -> bool:
        return self._pen_down

    @property
    def pen_width(self) -> float:
        """Width of the ink on the sheet, in px."""
        return self._pen_width

    @property
    def pen_share(self) -> float:
        """Width of the ink in parts of the sheet's side."""
        return self._pen_width / max(1.0, self._sheet().width())

    def set_pen_width(self, width: float) -> None:
        if width != self._pen_width:
            self._pen_width = width
            self._redraw()

    def set_names(self, names: tuple[str, ...]) -> None:
        """Take the classes whose keys are listened to; the window's own shortcuts give way to them."""
        self._names = names

    def set_finished(self, finished: bool) -> None:
        """Tell whether the drawing is done: then the pen's next stroke begins a clean sheet. Undoing it brings the
        drawing back.
        """
        self._finished = finished
        if finished:
            self._lift()

    def sizeHint(self) -> QSize:
        return QSize(208, 208)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, 120)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return width

    # What the pen does

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._wants(event):
            event.accept()  # the window has other plans for Ctrl+Z and S
            return True
        if event.type() is QEvent.Type.DevicePixelRatioChange:
            self._redraw()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        edit = edit_by(event)
        if edit is not None:
            {Edit.UNDO: self.undo, Edit.REDO: self.redo, Edit.CLEAR: self.clear}[edit]()
        elif (name := named_by(event, self._names)) and not event.isAutoRepeat():
            self.name_typed.emit(name)
        else:
            super().keyPressEvent(event)

    def _press(self, place: QPointF) -> None:
        if not self._pen_down and self._sheet().contains(place):
            self._set_pen_down(True)
            self.setFocus(Qt.FocusReason.MouseFocusReason)  # which tablets do not give
            if self._finished or self.picture is not None:
                self._finished, self._anew = False, True
                self._redraw()
            self._add(place)

    def _move(self, place: QPointF) -> None:
        if not self._pen_down:
            return
        sheet, room = self._sheet(), self._pen_width
        near = sheet.adjusted(-room, -room, room, room).contains(place)
        if near or self._live:
            self._add(_onto(sheet, place))
        if not near:
            self._end_stroke()

    def _release(self, place: QPointF) -> None:
        self._move(place)
        self._lift()

    def _lift(self) -> None:
        self._set_pen_down(False)
        self._end_stroke()

    def _set_pen_down(self, down: bool) -> None:
        if down != self._pen_down:
            self._pen_down = down
            self.pen_changed.emit(down)

    def _add(self, place: QPointF) -> None:
        sheet = self._sheet()
        point = (place - sheet.topLeft()) / sheet.width()
        if self._live and point == self._live[-1]:
            return
        was_empty = self.is_empty()
        self._live.append(point)
        self._ink.add(newest_piece(self._newest(3)), self._pen())
        self.update(self.rect() if was_empty else self._tail_rect())
        self._say_what_changed()

    def _end_stroke(self) -> None:
        if not self._live:
            return
        self._ink.add(tail(self._newest(2)), self._pen())
        self.update(self._tail_rect())
        self._history.record(Sheet((*self._under(), _array(self._live))))
        self._live, self._anew = [], False
        self._say_can_do()

    def _under(self) -> tuple[Stroke, ...]:
        """Return the strokes that were there before the one being drawn."""
        return () if self._anew else self._history.sheet.strokes

    def _replace(self, sheet: Sheet) -> None:
        self._history.record(sheet)
        self._drawing_replaced()

    def _drawing_replaced(self) -> None:
        self._redraw()
        self._say_what_changed()

    def _say_what_changed(self) -> None:
        self._say_can_do()
        self.strokes_changed.emit()

    def _say_can_do(self) -> None:
        (could_undo, could_redo), self._said = self._said, (self.can_undo, self.can_redo)
        if could_undo != self.can_undo:
            self.can_undo_changed.emit(self.can_undo)
        if could_redo != self.can_redo:
            self.can_redo_changed.emit(self.can_redo)

    def _wants(self, event: QKeyEvent) -> bool:
        return edit_by(event) is not None or bool(named_by(event, self._names))

    # What is seen

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._redraw()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = event.reason() in _KEYBOARD
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._ring = False
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self._look.theme
        sheet = self._sheet()
        frame = QPainterPath()
        frame.addRoundedRect(sheet.adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)
        painter.fillPath(frame, theme.color("paper"))
        if self.is_empty():
            self._paint_hint(painter, sheet)
        elif self.picture is None:
            painter.setClipPath(frame)
            self._paint_ink(painter, sheet)
            painter.setClipping(False)
        elif self._image is not None:
            draw_crisp(painter, sheet.adjusted(2, 2, -2, -2), self._image)
        self._paint_frame(painter, frame, sheet)

    def _paint_ink(self, painter: QPainter, sheet: QRectF) -> None:
        painter.drawPixmap(sheet.topLeft(), self._ink.layer)
        painter.translate(sheet.topLeft())
        painter.setPen(self._pen())
        draw_line(painter, tail(self._newest(2)))
        painter.resetTransform()

    def _paint_hint(self, painter: QPainter, sheet: QRectF) -> None:
        painter.setFont(self._look.font(14))
        painter.setPen(self._look.theme.color("text3"))
        painter.drawText(sheet, int(Qt.AlignmentFlag.AlignCenter), self.tr("draw here"))

    def _paint_frame(self, painter: QPainter, frame: QPainterPath, sheet: QRectF) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._look.theme.color("border"), 1))
        painter.drawPath(frame)
        if self._ring:
            painter.setPen(QPen(self._look.theme.color("accent"), 2))
            painter.drawRoundedRect(sheet.adjusted(2, 2, -2, -2), _RADIUS - 1, _RADIUS - 1)

    def _sheet(self) -> QRectF:
        """Return the square that is drawn on: as large as fits, in the middle of the width."""
        side = min(self.width(), self.height())
        return QRectF((self.width() - side) // 2, 0, side, side)

    def _redraw(self) -> None:
        """Draw all ink anew: the sheet, its screen, the theme or the strokes have changed."""
        self._ink.redraw(self.strokes(), int(self._sheet().width()), self.devicePixelRatioF(), self._pen())
        self.update()

    def _pen(self) -> QPen:
        caps, joins = Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
        return QPen(self._look.theme.color("ink"), self._pen_width, Qt.PenStyle.SolidLine, caps, joins)

    def _newest(self, count: int) -> list[QPointF]:
        """Return the last points of the live stroke, in px of the sheet."""
        side = self._sheet().width()
        return [point * side for point in self._live[-count:]]

    def _tail_rect(self) -> QRect:
        """Return the part of the widget that the newest piece of the live stroke covers."""
        if not self._live:
            return QRect()
        sheet = self._sheet()
        places = [point + sheet.topLeft() for point in self._newest(3)]
        across, down = [place.x() for place in places], [place.y() for place in places]
        room = self._pen_width / 2 + 2
        reach = QRectF(min(across), min(down), max(across) - min(across), max(down) - min(down))
        return reach.adjusted(-room, -room, room, room).toAlignedRect()

    def _dress(self) -> None:
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setAccessibleName(self.tr("Drawing"))
        self.setAccessibleDescription(
            self.tr("Draw with the mouse, a pen or a finger. Ctrl+Z takes the last stroke back, Delete clears.")
        )
        self.setToolTip(self.tr("What you draw here is what the network is asked about."))


def _onto(sheet: QRectF, place: QPointF) -> QPointF:
    """Return the point of `sheet` that is nearest to `place`."""
    return QPointF(min(max(place.x(), sheet.left()), sheet.right()), min(max(place.y(), sheet.top()), sheet.bottom()))


def _array(points: Sequence[QPointF]) -> Stroke:
    return np.array([(point.x(), point.y()) for point in points], dtype=np.float64)
