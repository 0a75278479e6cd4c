"""While the pen is down the ink goes first: other panels are painted in turn, not together with it."""

from collections import deque
from collections.abc import Iterable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from playground.ui.canvas import StrokeCanvas

_TURN_MS = 40


class PenFirst(QObject):
    """Keeps `panels` from being painted together with the ink of `canvas`.

    Qt paints all that has changed in a window at once, and the ink of a point that comes meanwhile waits for all of it.
    So, while the pen is down, one panel is painted every 40 ms, and in between the ink alone. A panel's turn comes
    right after the ink of a point, when there is most time until the next one. `panels` are the docks: a panel whose
    parts cover it whole counts as unseen.
    """

    def __init__(self, canvas: StrokeCanvas, panels: Iterable[QWidget], parent: QObject) -> None:
        super().__init__(parent)
        self._panels = tuple(panels)
        self._held: deque[QWidget] = deque()
        self._pen_down = False
        self._due = False  # a turn waits for a point
        self._timer = QTimer(self, interval=_TURN_MS)
        self._timer.timeout.connect(self._on_timeout)
        self._inked = QTimer(self, singleShot=True, interval=0)  # what is to be painted goes before timers
        self._inked.timeout.connect(self._take_turn)
        canvas.pen_changed.connect(self._on_pen_changed)
        canvas.strokes_changed.connect(self._on_strokes_changed)

    def _on_pen_changed(self, down: bool) -> None:
        self._pen_down = down
        if down:
            for panel in self._panels:
                if panel not in self._held and not panel.visibleRegion().isEmpty():
                    panel.setUpdatesEnabled(False)
                    self._held.append(panel)
            self._due = False
            self._timer.start()

    def _on_strokes_changed(self) -> None:
        if self._due:
            self._due = False
            self._inked.start()

    def _on_timeout(self) -> None:
        if self._pen_down and not self._due:
            self._due = True
        else:
            self._take_turn()  # the pen rests

    def _take_turn(self) -> None:
        """Have the panel painted that waits longest; for good when the pen is up."""
        if not self._held:
            self._timer.stop()
            return
        panel = self._held.popleft()
        panel.setUpdatesEnabled(True)
        if self._pen_down:
            panel.repaint()
            panel.setUpdatesEnabled(False)
            self._held.append(panel)
