"""Where the panels stand in the window: their docks at the first start, and the tabs of those that share one place."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QMainWindow, QTabBar, QWidget

from playground.ui.lessons.place import LessonPlace
from playground.ui.look import Look
from playground.ui.panel import PanelDock

_ACROSS = Qt.Orientation.Horizontal
_LESSON = "lesson"
_BESIDE_TRY_IT = ("network", "preparation", "why", "my_digits", "arithmetic")


class Docks(QObject):
    """The docks of `window` by the names of their panels."""

    changed = Signal()
    """Other panels may be seen now, or elsewhere."""

    def __init__(self, window: QMainWindow, look: Look, docks: Mapping[str, PanelDock]) -> None:
        super().__init__(window)
        self._window = window
        self._look = look
        self._docks = docks
        self._lesson_offered = False
        self.lesson_place = LessonPlace(window, look, docks["curves"], docks["samples"], docks[_LESSON])
        self._regroup = QTimer(self, singleShot=True, interval=0)
        self._regroup.timeout.connect(self._on_regroup)
        for dock in docks.values():
            self._watch(dock)
        docks[_LESSON].toggleViewAction().setEnabled(False)

    def __getitem__(self, name: str) -> PanelDock:
        return self._docks[name]

    def __iter__(self) -> Iterator[PanelDock]:
        return iter(self._docks.values())

    def beside(self, name: str) -> Sequence[PanelDock]:
        """Return the docks of all other panels than `name`."""
        return [dock for other, dock in self._docks.items() if other != name]

    def sees(self, name: str) -> bool:
        """Tell whether the panel `name` can be seen: not hidden, nor behind another in the same place."""
        dock = self._docks[name]
        return dock.isVisible() and not dock.visibleRegion().isEmpty()

    def hide(self, widget: QWidget) -> bool:
        """Tell whether `widget` belongs to a panel that is behind another, or is the tab bar in their place."""
        bar = isinstance(widget, QTabBar) and widget.parent() is self._window
        return bar or any(dock.isAncestorOf(widget) and dock.visibleRegion().isEmpty() for dock in self)

    def holds(self, name: str) -> bool:
        """Tell whether the panel `name` is in the window, be it behind another."""
        return not self._docks[name].isHidden()

    def knows(self, name: str) -> bool:
        """Tell whether there is a panel `name`."""
        return name in self._docks

    def offer_lesson(self, offered: bool) -> None:
        """Let the Lesson panel be opened and bring it up; or keep it away until there is something to see in it."""
        self._lesson_offered = offered
        self._docks[_LESSON].toggleViewAction().setEnabled(offered)
        if offered:
            self.lesson_place.open()
            self._docks[_LESSON].raise_()
        else:
            self.lesson_place.leave()

    def bring_up(self, name: str) -> None:
        """Show the panel `name`, before others in the same place."""
        self._docks[name].show()
        self._docks[name].raise_()

    def shares(self, name: str, other: str) -> bool:
        """Tell whether the two panels stand in the same place."""
        return self._docks[other] in self._window.tabifiedDockWidgets(self._docks[name])

    def tab_of(self, name: str) -> QWidget | None:
        """Return the tab that brings up the panel `name` where it is behind another; else None."""
        others = self._window.tabifiedDockWidgets(self._docks[name])
        before = next((dock for other, dock in self._docks.items() if dock in others and self.sees(other)), None)
        return before.head.tab(name) if before is not None else None

    def put_back(self) -> None:
        """Arrange the panels as they are at the first start."""
        window, docks = self._window, self._docks
        for dock in docks.values():
            dock.setFloating(False)
            window.removeDockWidget(dock)
        window.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, docks["experiment"])
        window.splitDockWidget(docks["experiment"], docks["try"], Qt.Orientation.Horizontal)
        window.splitDockWidget(docks["try"], docks["curves"], Qt.Orientation.Vertical)
        window.splitDockWidget(docks["try"], docks["network"], Qt.Orientation.Horizontal)
        window.splitDockWidget(docks["curves"], docks["samples"], Qt.Orientation.Horizontal)
        for before, after in pairwise(_BESIDE_TRY_IT):
            window.tabifyDockWidget(docks[before], docks[after])
        window.tabifyDockWidget(docks["samples"], docks["lesson"])
        for name, dock in docks.items():
            dock.setVisible(name != _LESSON or self._lesson_offered)
        docks[_BESIDE_TRY_IT[0]].raise_()
        self.share_out()
        self.lesson_place.put_back()

    def share_out(self) -> None:
        """Give each panel the room that the design has for it; what is left over goes to Network and Curves."""
        window, docks = self._window, self._docks
        small = self._look.small
        side, tried = (264, 208) if small else (288, 240)
        rest = max(400, window.width() - side - tried)
        window.resizeDocks([docks["experiment"], docks["try"], docks["network"]], [side, tried, rest], _ACROSS)
        lower = max(400, window.width() - side)
        window.resizeDocks([docks["curves"], docks["samples"]], [round(lower * 0.6), round(lower * 0.4)], _ACROSS)
        upper, bottom = (436, 287) if small else (548, 300)
        window.resizeDocks([docks["network"], docks["curves"]], [upper, bottom], Qt.Orientation.Vertical)

    def _watch(self, dock: PanelDock) -> None:
        """Find out anew which docks share one place whenever `dock` may have come to another."""
        for moved in (dock.visibilityChanged, dock.topLevelChanged, dock.dockLocationChanged):
            moved.connect(self._regroup.start)
        dock.head.tab_chosen.connect(self.bring_up)
        dock.toggleViewAction().triggered.connect(dock.raise_)  # opened again it is to be seen

    def _on_regroup(self) -> None:
        """Show in each head the titles of the panels that share its place."""
        for name, dock in self._docks.items():
            others = self._window.tabifiedDockWidgets(dock)
            titles = {other: each.head.title for other, each in self._docks.items() if each is dock or each in others}
            dock.head.show_tabs(titles, name)
        self.changed.emit()
