"""The pen, in whatever form it comes: mouse, stylus or finger."""

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QEventPoint, QMouseEvent, QTabletEvent, QTouchEvent
from PySide6.QtWidgets import QWidget

_THINNED_OUT = Qt.ApplicationAttribute.AA_CompressHighFrequencyEvents
_LEFT = Qt.MouseButton.LeftButton


class Pen(QObject):
    """Tells what a pen does on `sheet`, in its coordinates. Pressure is ignored; of fingers the first counts."""

    pressed = Signal(QPointF)
    moved = Signal(QPointF)
    """While it is down."""
    released = Signal(QPointF)
    lost = Signal()
    """It is up without having been released: the sheet is hidden, or the system wants the finger for itself."""

    def __init__(self, sheet: QWidget) -> None:
        super().__init__(sheet)
        self._sheet = sheet
        self._down = False
        self._finger = -1
        self._all_told = False  # whether every movement of the pointer is told
        self._thinned_out = False  # whether some are left out elsewhere, by the platform's own rule
        sheet.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        sheet.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take what comes from a pen; all else, and the sheet's entering and leaving, goes on to it."""
        match event:
            case QTabletEvent():
                self._take_tablet(event)
            case QTouchEvent():
                self._take_touch(event)
            case QMouseEvent():
                self._take_mouse(event)
            case _:
                self._watch(event.type())
                return False
        event.accept()  # or Qt would send a tablet's again, as if by mouse
        return True

    def _take_mouse(self, event: QMouseEvent) -> None:
        match event.type():
            case QEvent.Type.MouseMove if event.buttons() & _LEFT:
                self.moved.emit(event.position())
            case QEvent.Type.MouseButtonPress | QEvent.Type.MouseButtonDblClick if event.button() is _LEFT:
                self._press(event.position())
            case QEvent.Type.MouseButtonRelease if event.button() is _LEFT:
                self._release(event.position())

    def _take_tablet(self, event: QTabletEvent) -> None:
        if event.type() is QEvent.Type.TabletPress:
            self._press(event.position())
        elif event.type() is QEvent.Type.TabletMove:
            self.moved.emit(event.position())
        else:
            self._release(event.position())

    def _take_touch(self, event: QTouchEvent) -> None:
        if event.type() is QEvent.Type.TouchCancel:
            self._finger = -1
            self._lose()
            return
        for point in event.points():
            if point.state() is QEventPoint.State.Pressed and self._finger < 0:
                self._finger = point.id()
                self._press(point.position())
            elif point.id() == self._finger and point.state() is QEventPoint.State.Released:
                self._finger = -1
                self._release(point.position())
            elif point.id() == self._finger:
                self.moved.emit(point.position())

    def _watch(self, kind: QEvent.Type) -> None:
        if kind is QEvent.Type.Enter:
            self._tell_every_move(True)
        elif kind is QEvent.Type.Leave:
            self._tell_every_move(self._down)
        elif kind is QEvent.Type.Hide:
            self._lose()
            self._tell_every_move(False)

    def _press(self, place: QPointF) -> None:
        self._down = True
        self._tell_every_move(True)
        self.pressed.emit(place)

    def _release(self, place: QPointF) -> None:
        self._lift()
        self.released.emit(place)

    def _lose(self) -> None:
        self._lift()
        self.lost.emit()

    def _lift(self) -> None:
        self._down = False
        self._tell_every_move(self._sheet.underMouse())

    def _tell_every_move(self, wanted: bool) -> None:
        """Have every movement told, not only the last of those that came while the program was busy.

        Under X11 Qt leaves the others out unless told so: of 125 points that came 2 ms apart, to a program that was
        busy for 30 ms at a time, 22 were left. It is told so before the pen comes down, since what follows that may be
        waiting already.
        """
        if wanted and not self._all_told:
            self._thinned_out = QCoreApplication.testAttribute(_THINNED_OUT)
        self._all_told = wanted
        QCoreApplication.setAttribute(_THINNED_OUT, self._thinned_out and not wanted)
