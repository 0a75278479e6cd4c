"""The window's menu: files, panels, theme, help; and the keys that work everywhere."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from playground.ui.edit_keys import ALSO_REDO

Keys = str | QKeySequence.StandardKey


class Actions(QObject):
    """Everything that has a name and a key. The actions belong to the window, so their keys work everywhere in it.

    Space is not among the keys: a button or check box that has the focus needs it, so the window takes what is left.
    """

    new_requested = Signal()
    open_requested = Signal()
    save_requested = Signal()
    open_run_requested = Signal()
    save_run_requested = Signal()
    data_folder_requested = Signal()
    data_folder_dropped = Signal()
    undo_requested = Signal()
    redo_requested = Signal()
    train_toggled = Signal()
    step_requested = Signal()
    epoch_requested = Signal()
    stop_requested = Signal()
    reset_requested = Signal()
    lesson_chosen = Signal(str)  # its key
    lesson_open_requested = Signal()
    lesson_leave_requested = Signal()
    theme_chosen = Signal(str)  # "system", "light" or "dark"
    layout_reset_requested = Signal()
    about_requested = Signal()
    quit_requested = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.menu = QMenu(window)
        self.menu.setToolTipsVisible(True)
        self.panels = QMenu(self.tr("Panels"), self.menu)
        self.lessons = QMenu(self.tr("Lessons"), self.menu)
        self._lessons = QActionGroup(self.lessons)
        self._themes: dict[str, QAction] = {}
        self.undo = self._action(self.tr("Undo"), self.undo_requested.emit, QKeySequence.StandardKey.Undo)
        self.redo = self._action(self.tr("Redo"), self.redo_requested.emit, QKeySequence.StandardKey.Redo)
        also = QKeySequence(ALSO_REDO)
        known = QKeySequence.keyBindings(QKeySequence.StandardKey.Redo)
        self.redo.setShortcuts(known if also in known else [*known, also])
        self.forget_folder = self._action(self.tr("Forget that folder"), self.data_folder_dropped.emit)
        self.stop = self._action(self.tr("Stop: end the run here"), self.stop_requested.emit)
        self.steps = self._step_menu()
        self.open_lesson = self._action(self.tr("Open a lesson…"), self.lesson_open_requested.emit)
        self.leave_lesson = self._action(self.tr("Leave the lesson"), self.lesson_leave_requested.emit)
        self._fill()
        self._lessons.triggered.connect(self._on_lesson_triggered)
        self.show_lessons({}, "")

    def show_theme(self, name: str) -> None:
        """Mark the theme that is chosen."""
        self._themes[name].setChecked(True)

    def show_lessons(self, lessons: Mapping[str, str], chosen: str) -> None:
        """List `lessons` (key -> title), and mark the one that is `chosen`; "" is none."""
        self.lessons.clear()
        for old in self._lessons.actions():
            self._lessons.removeAction(old)
            old.deleteLater()
        for key, title in lessons.items():
            action = QAction(title, self._lessons)
            action.setCheckable(True)
            action.setChecked(key == chosen)
            action.setData(key)
            self.lessons.addAction(action)
        self.lessons.addSeparator()
        self.lessons.addAction(self.open_lesson)
        self.lessons.addAction(self.leave_lesson)
        self.leave_lesson.setEnabled(bool(chosen))

    def show_undo(self, can_undo: bool, can_redo: bool) -> None:
        self.undo.setEnabled(can_undo)
        self.redo.setEnabled(can_redo)

    def _fill(self) -> None:
        standard = QKeySequence.StandardKey
        menu = self.menu
        menu.addAction(self._action(self.tr("New experiment"), self.new_requested.emit, standard.New))
        menu.addAction(self._action(self.tr("Open experiment…"), self.open_requested.emit, standard.Open))
        menu.addAction(self._action(self.tr("Save experiment…"), self.save_requested.emit, standard.Save))
        menu.addSeparator()
        menu.addAction(self._action(self.tr("Open run…"), self.open_run_requested.emit, "Ctrl+Shift+O"))
        menu.addAction(self._action(self.tr("Save run…"), self.save_run_requested.emit, "Ctrl+Shift+S"))
        menu.addAction(self._action(self.tr("Folder with data sets…"), self.data_folder_requested.emit))
        menu.addAction(self.forget_folder)
        menu.addSeparator()
        menu.addAction(self.undo)
        menu.addAction(self.redo)
        menu.addSeparator()
        menu.addAction(self._action(self.tr("Train or pause") + "\tSpace", self.train_toggled.emit))
        menu.addActions(self.steps.actions())
        menu.addAction(self.stop)
        menu.addAction(self._action(self.tr("Reset"), self.reset_requested.emit, "R"))
        menu.addSeparator()
        menu.addMenu(self.lessons)
        menu.addMenu(self.panels)
        menu.addMenu(self._theme_menu())
        menu.addSeparator()
        menu.addAction(self._action(self.tr("About nn-playground"), self.about_requested.emit))
        menu.addAction(self._action(self.tr("Quit"), self.quit_requested.emit, standard.Quit))

    def add_layout_reset(self) -> None:
        """Close the list of panels with the way back to the first layout."""
        self.panels.addSeparator()
        self.panels.addAction(self._action(self.tr("Put all panels back"), self.layout_reset_requested.emit))

    def _step_menu(self) -> QMenu:
        menu = QMenu(self._window)
        menu.addAction(self._action(self.tr("One step (a batch)"), self.step_requested.emit, "S"))
        menu.addAction(self._action(self.tr("One epoch"), self.epoch_requested.emit, "Shift+S"))
        return menu

    def _theme_menu(self) -> QMenu:
        menu = QMenu(self.tr("Theme"), self.menu)
        group = QActionGroup(menu)
        for name, text in (
            ("system", self.tr("As the system")),
            ("light", self.tr("Light")),
            ("dark", self.tr("Dark")),
        ):
            action = QAction(text, group)
            action.setCheckable(True)
            action.setData(name)
            self._themes[name] = action
            menu.addAction(action)
        group.triggered.connect(self._on_theme_triggered)
        return menu

    def _on_lesson_triggered(self, action: QAction) -> None:
        self.lesson_chosen.emit(str(action.data()))

    def _on_theme_triggered(self, action: QAction) -> None:
        self.theme_chosen.emit(str(action.data()))

    def _action(self, text: str, call: Callable[[], None], key: Keys | None = None) -> QAction:
        action = QAction(text, self._window)
        if key is not None:
            action.setShortcut(QKeySequence(key))
        action.triggered.connect(call)
        self._window.addAction(action)
        return action
