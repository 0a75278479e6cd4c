"""The menu in the head of the Try it panel: pictures in, the drawing out."""

from PySide6.QtCore import QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from playground.ui.icons import give_icon
from playground.ui.look import Look


class DrawingMenu(QToolButton):
    """A small button with what can be done to pictures and drawings; the keys hold in the panel alone."""

    open_wanted = Signal()
    paste_wanted = Signal()
    copy_wanted = Signal()
    save_wanted = Signal()

    def __init__(self, look: Look, panel: QWidget, canvas: QWidget) -> None:
        """Paste's key holds wherever in `panel` the focus is, copy's on the `canvas`: beside it there are texts."""
        super().__init__(panel)
        standard = QKeySequence.StandardKey
        menu = QMenu(self)
        self._open = self._action(menu, self.tr("Open a picture…"), self.open_wanted)
        self._paste = self._action(menu, self.tr("Paste a picture"), self.paste_wanted)
        menu.addSeparator()
        self._copy = self._action(menu, self.tr("Copy the drawing"), self.copy_wanted)
        self._save = self._action(menu, self.tr("Save the drawing…"), self.save_wanted)
        self._give_key(self._paste, standard.Paste, panel, Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._give_key(self._copy, standard.Copy, canvas, Qt.ShortcutContext.WidgetShortcut)
        self.setMenu(menu)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setProperty("quiet", True)
        self.setFixedSize(24, 24)
        self.setIconSize(QSize(16, 16))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(self.tr("Pictures and the drawing"))
        self.setToolTip(self.tr("Open or paste a picture, copy or save the drawing."))
        give_icon(self, look, "more")

    def show_possible(self, *, pictures: bool, drawing: bool, picture: bool) -> None:
        """Offer what can be done: whether `pictures` can be tried, and whether there is a `drawing`, or a `picture` in
        its place.
        """
        for action in (self._open, self._paste):
            action.setEnabled(pictures)
        self._copy.setText(self.tr("Copy the picture") if picture else self.tr("Copy the drawing"))
        self._copy.setEnabled(drawing or picture)
        self._save.setEnabled(drawing)
        self.setEnabled(pictures)

    @staticmethod
    def _action(menu: QMenu, text: str, signal: SignalInstance) -> QAction:
        action = menu.addAction(text)
        action.triggered.connect(signal)
        return action

    @staticmethod
    def _give_key(action: QAction, key: QKeySequence.StandardKey, where: QWidget, context: Qt.ShortcutContext) -> None:
        action.setShortcut(QKeySequence(key))
        action.setShortcutContext(context)
        where.addAction(action)
