"""The composition root: makes application, window and session, and joins them."""

import gc
import logging
import sys
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, QThread, QTimer, Signal, Slot
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from playground.app.faults import Faults, start_log
from playground.app.files import Files
from playground.app.joining import Joint
from playground.app.lesson_joint import LessonJoint
from playground.app.own_drawings import OwnDrawings
from playground.app.own_joint import OwnJoint
from playground.app.session import Session
from playground.core.experiment import Experiment
from playground.core.messages import PlaygroundError
from playground.core.resources import resource
from playground.data.folders import DataFolders
from playground.store import places
from playground.store.settings import Settings, load_settings, save_settings
from playground.ui.look import Look, system_theme
from playground.ui.style import apply_style, begin_style
from playground.ui.theme import DARK, LIGHT, Theme
from playground.ui.window import MainWindow

log = logging.getLogger(__name__)

_COLLECT_MS = 1000
_REMEMBER_MS = 2000


def run(experiment: Experiment | None, folders: DataFolders, lesson: str = "") -> int:
    """Open the window and run until it is closed; `experiment` None: the last session's. Returns the exit code.

    `lesson` names the lesson that the experiment is of, or its file; "" is none.
    """
    if sys.platform == "win32":
        import torch  # noqa: F401  (imported after Qt its libraries can fail to load there, pytorch 166628)
    start_log(places.log_file())
    app = application()
    files = KeptFiles(places.settings_file(), places.own_drawings())
    program = Program(app, experiment, folders, files, lesson)
    program.show()
    return app.exec()


def application() -> QApplication:
    """Return Qt's application, with our name and icon."""
    app = QApplication(sys.argv[:1])
    app.setApplicationName("nn-playground")
    app.setWindowIcon(QIcon(str(resource("icons/nn-playground.svg"))))
    return app


@dataclass(frozen=True, slots=True)
class KeptFiles:
    """Where is kept what a person does not save by hand."""

    settings: Path
    drawings: Path

    @classmethod
    def within(cls, folder: Path) -> "KeptFiles":
        """Return files that all lie in `folder`."""
        return cls(folder / "settings.json", folder / "drawings.json")


class Program(QObject):
    """The window, its session, and what is remembered of both."""

    drawn = Signal()
    """The window has been drawn for the first time."""

    def __init__(
        self,
        app: QApplication,
        experiment: Experiment | None,
        folders: DataFolders,
        files: KeptFiles,
        lesson: str = "",
    ) -> None:
        super().__init__(app)
        self._settings_file = files.settings
        self._closed = False
        self._settings, said = load_settings(files.settings)
        self._named_folder = folders.given
        if folders.given is None:
            folders = replace(folders, given=self._settings.data_folder)
        self.look = Look(_theme(self._settings.theme), self)
        begin_style(app, self.look)
        self.session = Session(experiment or self._settings.experiment or Experiment(), folders, self)
        self.window = MainWindow(self.look)
        self.own = OwnDrawings(files.drawings, self)
        self.joint = Joint(self.session, self.window)
        self.own_joint = OwnJoint(self.own, self.session, self.window)
        # What was open the last time goes with the experiment of that time.
        first = (self._settings.lesson, self._settings.lesson_step) if experiment is None else (lesson, 0)
        self.lessons = LessonJoint(self.session, self.window, *first)
        apply_style(app, self.look)
        self._late = _LateImport(self)
        self.drawn.connect(self._late.start)
        self.drawn.connect(self.own.load)
        self._late.finished.connect(self.joint.show_charts)
        self._late.finished.connect(self._on_late_imported)
        self.files = Files(self.session, self.window)
        self._faults = Faults(self.window, places.log_file())
        self._faults.install()
        self._collector = self._make_collector()
        self._run_is_new = False
        self.session.run_built.connect(self._on_run_built)
        self.session.engine_ready.connect(self._on_engine_ready)
        self.window.actions_.show_theme(self._settings.theme)
        self.window.actions_.theme_chosen.connect(self._on_theme_chosen)
        self.window.closing.connect(self._on_closing)
        app.styleHints().colorSchemeChanged.connect(self._on_system_theme_changed)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_REMEMBER_MS)
        self._soon.timeout.connect(self._remember)
        self.session.experiment_changed.connect(self._soon.start)
        self.lessons.changed.connect(self._soon.start)
        if said is not None:
            self.session.said.emit(said)

    def show(self) -> None:
        """Show the window as it was left; then, once it has been drawn, start what takes longer."""
        if self._settings.geometry:
            place = self.window.docks.lesson_place
            place.restore(self._settings.lesson_place, lesson=bool(self.lessons.remembered[0]))
            if not self.window.restore_layout(self._settings.geometry, self._settings.layout):
                place.restore("", lesson=False)  # what is remembered is a place in that layout
        self.window.show()
        self.window.windowHandle().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait for the event that has the window drawn; what is posted here comes after that."""
        if event.type() == QEvent.Type.Expose:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self.drawn.emit)
        return super().eventFilter(watched, event)

    def _make_collector(self) -> QTimer:
        """Collect garbage from the GUI thread alone: the collector would else destroy widgets in the training one."""
        gc.disable()
        timer = QTimer(self)
        timer.setInterval(_COLLECT_MS)
        timer.timeout.connect(self._on_collect)
        return timer

    @Slot()
    def _on_engine_ready(self) -> None:
        """Begin to collect: what the imports made has been frozen now, and is not gone through at each turn."""
        self._collector.start()

    @Slot()
    def _on_collect(self) -> None:
        """Collect what is young; and after a run was built all, so that nothing of the one before stays."""
        gc.collect(2 if self._run_is_new else 1)
        self._run_is_new = False

    @Slot()
    def _on_run_built(self) -> None:
        self._run_is_new = True

    @Slot(str)
    def _on_theme_chosen(self, name: str) -> None:
        self._settings = replace(self._settings, theme=name)
        self.window.actions_.show_theme(name)
        self.look.set_theme(_theme(name))
        self._remember()

    @Slot(Qt.ColorScheme)
    def _on_system_theme_changed(self, scheme: Qt.ColorScheme) -> None:
        if self._settings.theme == "system":
            self.look.set_theme(DARK if scheme == Qt.ColorScheme.Dark else LIGHT)

    @Slot()
    def _on_late_imported(self) -> None:
        """Go on to torch, now: while its libraries load no others do, and who wants some waits with Python's lock.

        Lessons come now and not sooner, since they import widgets, which is not to be done by two threads at a time:
        PySide makes a class when it is first named, and that by two at once ends the program.
        """
        if not self._closed:
            self.session.start()
            self.lessons.begin()

    @Slot()
    def _on_closing(self) -> None:
        self._closed = True
        self._collector.stop()
        self._soon.stop()
        self.joint.stop()
        self._late.wait()
        self.session.close()
        self.own.close()
        self._remember()
        self._faults.uninstall()
        gc.enable()

    @Slot()
    def _remember(self) -> None:
        """Write the settings: at the end, and soon after a change, since not every end is a clean one."""
        geometry, layout = self.window.layout_state()
        given = self.session.folders.given
        # A folder that was named on the command line holds for this time only.
        folder = self._settings.data_folder if given == self._named_folder else given
        experiment, lesson = self.session.experiment, self.lessons.remembered
        place = str(self.window.docks.lesson_place.place)
        settings = Settings(self._settings.theme, geometry, layout, experiment, folder, *lesson, place)
        try:
            save_settings(self._settings_file, settings)
        except PlaygroundError as error:
            log.warning("%s", error)


class _LateImport(QThread):
    """Imports what the window is shown without: pyqtgraph and what stands on it, and what draws networks."""

    def run(self) -> None:
        import playground.ui.charts.chart
        import playground.ui.network.diagram
        import playground.ui.network.plane_page  # noqa: F401


def _theme(name: str) -> Theme:
    """Return the theme that a setting names."""
    return {"light": LIGHT, "dark": DARK}.get(name) or system_theme()
