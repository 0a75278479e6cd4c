"""The titles of panels that share one place, as tabs in the head of the one that is seen."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

_SPACING = 10
_FOCUS = 3  # px at either side of a title, for the frame of the tab that has the focus


class HeadTabs(QWidget):
    """One tab for each panel. They take the place of Qt's own tab bar, which would need a row of its own."""

    chosen = Signal(str)
    """The person wants to see the panel of this name."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[dict[str, str], str] = ({}, "")
        self._tabs: dict[str, QToolButton] = {}
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(_SPACING)

    def show_titles(self, titles: Mapping[str, str], current: str) -> None:
        """Show a tab for each of `titles` (name -> title); the one of `current` is marked."""
        if self._shown == (titles, current):
            return
        self._shown = (dict(titles), current)
        while (item := self._layout.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self._tabs = {name: self._tab(name, title, name == current) for name, title in titles.items()}
        for tab in self._tabs.values():
            self._layout.addWidget(tab)

    def tab(self, name: str) -> QWidget | None:
        """Return the tab of the panel of this name; None where it has none here."""
        return self._tabs.get(name)

    def _tab(self, name: str, title: str, current: bool) -> QToolButton:
        tab = _Tab(title, self)
        tab.setCheckable(True)
        tab.setChecked(current)
        tab.setToolTip("" if current else self.tr("Show {panel} here.").format(panel=title))
        tab.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        # Pressed, it stays as it was: what is seen decides which tab is marked.
        tab.clicked.connect(lambda: tab.setChecked(current))
        tab.clicked.connect(lambda: self.chosen.emit(name))
        return tab


class _Tab(QToolButton):
    """Has room for its title in the heavier weight of the marked one, so that the others never move."""

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("headtab", True)
        self.setText(title)
        self.setAccessibleName(title)

    def sizeHint(self) -> QSize:
        heavy = QFont(self.font())
        heavy.setWeight(QFont.Weight.DemiBold)
        return QSize(QFontMetrics(heavy).horizontalAdvance(self.text()) + 2 * _FOCUS, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() in (QEvent.Type.Polish, QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()
        return done
