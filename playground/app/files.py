"""The window's files: experiments and runs, opened and saved through dialogs."""

from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QFileDialog

from playground.app.session import Session
from playground.core.experiment import Experiment
from playground.core.experiment_toml import from_toml, to_toml
from playground.core.messages import Message, PlaygroundError, message
from playground.store.run_folder import require_free
from playground.store.whole_files import read_text, write_whole
from playground.ui.window import MainWindow

_MOST_TEXT = 1_000_000


class Files(QObject):
    """What the menu's file commands do. Failures are said in the status bar; nothing is lost by them."""

    def __init__(self, session: Session, window: MainWindow) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        actions = window.actions_
        actions.new_requested.connect(self.new)
        actions.open_requested.connect(self.choose_experiment)
        actions.save_requested.connect(self.choose_where_to_save)
        actions.open_run_requested.connect(self.choose_run)
        actions.save_run_requested.connect(self.choose_run_folder)
        actions.data_folder_requested.connect(self.choose_data_folder)
        actions.data_folder_dropped.connect(self.forget_data_folder)
        actions.menu.aboutToShow.connect(self._on_menu_opens)
        session.run_saved.connect(self._on_run_saved)

    @Slot()
    def new(self) -> None:
        """Begin with the default experiment."""
        self._session.open(Experiment())

    @Slot()
    def choose_experiment(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self._window, self.tr("Open experiment"), "", self._filter())
        if name:
            self.open_experiment(Path(name))

    @Slot()
    def choose_where_to_save(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self._window, self.tr("Save experiment"), "experiment.toml", self._filter()
        )
        if name:
            self.save_experiment(Path(name))

    @Slot()
    def choose_run(self) -> None:
        name = QFileDialog.getExistingDirectory(self._window, self.tr("Open the folder of a run"))
        if name:
            self._session.open_run(Path(name))

    @Slot()
    def choose_run_folder(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self._window, self.tr("Save the run as a folder"), "run")
        if name:
            self.save_run(Path(name))

    @Slot()
    def choose_data_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self._window, self.tr("Folder with data sets (it is only read)"))
        if name:
            self._session.set_data_folder(Path(name))

    @Slot()
    def forget_data_folder(self) -> None:
        """Read no other folder than the program's own any more."""
        self._session.set_data_folder(None)

    @Slot()
    def _on_menu_opens(self) -> None:
        """Offer only what there is something for."""
        actions, progress = self._window.actions_, self._session.progress()
        actions.forget_folder.setVisible(self._session.folders.given is not None)
        actions.stop.setEnabled(progress is not None and progress.step > 0)

    def open_experiment(self, path: Path) -> None:
        """Begin anew with the experiment in the TOML file `path`."""
        try:
            self._session.open(from_toml(read_text(path, _MOST_TEXT)))
        except PlaygroundError as error:
            self._say(error.message)

    def save_experiment(self, path: Path) -> None:
        """Write the experiment as TOML."""
        try:
            write_whole(path, to_toml(self._session.experiment).encode())
        except PlaygroundError as error:
            self._say(error.message)
        else:
            self._say(message("Saved as {path}.", path=path))

    def save_run(self, folder: Path) -> None:
        """Write the run into `folder`, which must be new or empty."""
        try:
            require_free(folder)
        except PlaygroundError as error:
            self._say(error.message)
        else:
            self._session.save_run(folder)

    @Slot(object)
    def _on_run_saved(self, folder: Path) -> None:
        self._say(message("The run was saved in {folder}.", folder=folder))

    def _say(self, what: Message) -> None:
        self._session.said.emit(what)

    def _filter(self) -> str:
        return self.tr("Experiments (*.toml)")
