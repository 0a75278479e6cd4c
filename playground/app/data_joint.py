"""Ties the data sets that can be missing to the window: what is said of them, and how they are fetched."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QMessageBox

from playground.app.session import Session
from playground.core.catalog import DataSetInfo, info_of
from playground.core.messages import Message
from playground.ui.figures import whole
from playground.ui.window import MainWindow
from playground.ui.words import say

if TYPE_CHECKING:
    from playground.data.download import DownloadProgress

_LARGE_BYTES = 100_000_000


class DataJoint(QObject):
    """Where data are missing the window offers to fetch them, and shows how that goes."""

    def __init__(self, session: Session, window: MainWindow) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self._connect()

    def _connect(self) -> None:
        session, window = self._session, self._window
        window.network.action_requested.connect(self._on_download_requested)
        window.network.other_action_requested.connect(window.actions_.data_folder_requested)
        window.experiment.data_action_requested.connect(self._on_download_requested)
        window.download.cancel_requested.connect(session.cancel_download)
        session.run_built.connect(self._show_available)
        session.failed.connect(self._show_available)
        session.data_missing.connect(self._on_data_missing)
        session.download_begun.connect(self._on_download_begun)
        session.download_progressed.connect(self._on_download_progressed)
        session.download_ended.connect(window.download.end)
        session.download_failed.connect(self._on_download_failed)

    @Slot(object)
    def _on_data_missing(self, what: Message) -> None:
        self._offer_download(what)
        self._show_available()

    @Slot()
    def _show_available(self) -> None:
        """Tell which data sets need no download."""
        self._window.experiment.set_available(self._session.folders.available())

    @Slot(object)
    def _on_download_failed(self, why: Message) -> None:
        self._window.status.warn(say(why))
        if self._session.run is None and not self._session.building:
            self._offer_download(why)

    def _offer_download(self, what: Message) -> None:
        """Say what is the matter with the data in place of the network, and offer the two ways on."""
        size = info_of(self._session.experiment.data.name).download_bytes / 1e6
        download = self.tr("Download {size} MB").format(size=whole(round(size)))
        self._window.network.show_missing(say(what), download, self.tr("Choose a folder…"))

    @Slot()
    def _on_download_requested(self) -> None:
        """Fetch the data set that is missing; a very large one only after the person has agreed to its size."""
        info = info_of(self._session.experiment.data.name)
        if info.download_bytes < _LARGE_BYTES or self._agreed_to(info):
            self._session.download()

    def _agreed_to(self, info: DataSetInfo) -> bool:
        text = self.tr("{data} comes in one archive of {size} MB. Download it?")
        shown = text.format(data=info.title, size=whole(round(info.download_bytes / 1e6)))
        answer = QMessageBox.question(self._window, self.tr("Download"), shown)
        return answer is QMessageBox.StandardButton.Yes

    @Slot(object)
    def _on_download_begun(self, info: DataSetInfo) -> None:
        self._window.download.begin(info.title)

    @Slot(object)
    def _on_download_progressed(self, progress: "DownloadProgress") -> None:
        self._window.download.show_progress(progress.received, progress.total, progress.bytes_per_second)
