"""Where the Lesson panel stands: a tab in the place of Samples, or, in a large window, at the right of them."""

from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QMainWindow

from playground.ui.look import Look
from playground.ui.panel import PanelDock

_ACROSS = Qt.Orientation.Horizontal


class Place(StrEnum):
    TAB = "tab"
    BESIDE = "beside"
    OWN = "own"  # the person has moved the panel, or Samples: both stay where they were put


class LessonPlace(QObject):
    """Moves the panel when a lesson is opened, and when the window becomes large or small meanwhile."""

    stands_beside = Signal(bool)
    """The panel stands beside Samples now, which have less room; or it does not any more."""

    def __init__(
        self, window: QMainWindow, look: Look, curves: PanelDock, samples: PanelDock, lesson: PanelDock
    ) -> None:
        super().__init__(window)
        self._window = window
        self._look = look
        self._shares = {curves: 38, samples: 27, lesson: 35}
        self._shares_without = {curves: 60, samples: 40}
        self._curves = curves
        self._samples = samples
        self._lesson = lesson
        self._open = False
        self._moving = False
        self.place = Place.TAB
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._arrange)
        self._share = QTimer(self, singleShot=True, interval=0)  # once all know how little they can do with
        self._share.timeout.connect(self._share_out)
        look.changed.connect(self._soon.start)
        for dock in (samples, lesson):
            dock.topLevelChanged.connect(self._on_moved)

    def restore(self, place: str, *, lesson: bool) -> None:
        """Take the panel for where a layout has it that is restored next; `lesson` tells whether one is open."""
        self.place = Place(place) if place in set(Place) else Place.TAB
        self._open = lesson
        self.stands_beside.emit(self._beside)

    def open(self) -> None:
        """There is a lesson: the panel is to be seen. One that is seen already keeps its size."""
        seen = self._open or not self._lesson.isHidden()
        self._open = True
        self._lesson.show()
        self._soon.start()  # once it has its place
        self.stands_beside.emit(self._beside)
        if self._beside and not seen:
            self._share.start()

    def leave(self) -> None:
        """There is no lesson: the panel goes, and those beside it have its room again."""
        before, self._open = self._beside, False
        self._lesson.hide()
        self.stands_beside.emit(False)
        if before:
            self._share.start()

    def put_back(self) -> None:
        """Take the panel for where it is at the first start, in the place of Samples."""
        self.place = Place.TAB
        self.stands_beside.emit(False)
        self._soon.start()

    @property
    def opened(self) -> bool:
        """Whether there is a lesson, or will be as soon as it can be shown: its panel keeps its size till then."""
        return self._open

    @property
    def _beside(self) -> bool:
        return self._open and self.place is Place.BESIDE

    def _arrange(self) -> None:
        """Put the panel where a window of this size has it, unless the person has put it somewhere."""
        if not self._open or self._lesson.isHidden():
            return
        if self.place is Place.TAB and not self._look.small and self._can_stand_beside():
            self._move(Place.BESIDE)
        elif self.place is Place.BESIDE and self._look.small:
            self._move(Place.TAB)

    def _can_stand_beside(self) -> bool:
        """Tell whether the three stand as at the first start: Curves, and beside them Samples with this panel."""
        tabs = self._window.tabifiedDockWidgets
        together = tabs(self._lesson) == [self._samples] and not tabs(self._curves)
        docked = not self._curves.isHidden() and not self._curves.isFloating()
        seen = self._lesson if self._samples.visibleRegion().isEmpty() else self._samples
        return together and docked and self._curves.y() == seen.y()

    def _move(self, place: Place) -> None:
        window, samples, lesson = self._window, self._samples, self._lesson
        self._moving = True
        window.removeDockWidget(lesson)
        if place is Place.BESIDE:
            # A place once shared takes only tabs, so Samples are put anew too.
            window.removeDockWidget(samples)
            window.splitDockWidget(self._curves, samples, _ACROSS)
            window.splitDockWidget(samples, lesson, _ACROSS)
            samples.show()
        else:
            window.tabifyDockWidget(samples, lesson)
        lesson.show()
        lesson.raise_()
        self._moving = False
        self.place = place
        self.stands_beside.emit(self._beside)
        self._share.start()

    def _share_out(self) -> None:
        """Divide the room of those that stand in one row by the design's shares."""
        shares = self._shares if self._beside else self._shares_without
        row = self._row(list(shares))
        room, all_shares = sum(dock.width() for dock in row), sum(shares[dock] for dock in row)
        if len(row) > 1:
            self._window.resizeDocks(row, [round(room * shares[dock] / all_shares) for dock in row], _ACROSS)

    def _row(self, docks: Sequence[PanelDock]) -> list[PanelDock]:
        """Return those of `docks` that can be seen in one row with Curves."""
        seen = [dock for dock in docks if dock.isVisible() and not dock.isFloating()]
        return [dock for dock in seen if dock.y() == self._curves.y()]

    def _on_moved(self) -> None:
        if not self._moving and self._window.isVisible():
            self.place = Place.OWN
            self.stands_beside.emit(False)
