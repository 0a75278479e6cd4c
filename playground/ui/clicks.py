"""Space trains, also after a click: a button keeps the keys only where it was reached by one."""

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QPushButton, QToolButton, QWidget


class ClickedButtons(QObject):
    """Takes the focus from each button of the program that got it by a click, once that is over.

    A button takes it for the time of the click, so that what was typed elsewhere is entered before the button acts.
    Then what holds the button has it: that does nothing with keys, and Tab goes on from there.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus_changed)

    @Slot(QWidget, QWidget)
    def _on_focus_changed(self, before: QWidget | None, now: QWidget | None) -> None:
        clicked = QApplication.mouseButtons() != Qt.MouseButton.NoButton
        if not clicked or not isinstance(now, QAbstractButton) or isinstance(now.window(), QDialog):
            return
        menu = now.menu() if isinstance(now, QPushButton | QToolButton) else None
        if menu is not None:  # which ends the click in place of the button
            menu.aboutToHide.connect(self._on_over, Qt.ConnectionType.SingleShotConnection)
        else:
            now.released.connect(self._on_over, Qt.ConnectionType.SingleShotConnection)

    @Slot()
    def _on_over(self) -> None:
        button = QApplication.focusWidget()
        holder = button.parentWidget() if isinstance(button, QAbstractButton) else None
        if holder is not None:
            holder.setFocus(Qt.FocusReason.OtherFocusReason)
