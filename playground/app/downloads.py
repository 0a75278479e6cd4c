"""Downloads beside the window: fetches a data set in a thread of its own, as far as nobody cancels it."""

import logging
import threading

from PySide6.QtCore import QObject, Signal

from playground.core.catalog import DataSetInfo
from playground.core.messages import Message, PlaygroundError, message
from playground.data.folders import DataFolders

log = logging.getLogger(__name__)

_CLOSE_SECONDS = 1.0


class Downloader(QObject):
    """Fetches one data set at a time; lives in the GUI thread.

    Its thread is a daemon of Python's, not a QThread: a connection that is silent can hold it for seconds, which
    nothing can cut short, and closing the window does not wait for it. Files appear only when they are whole.
    """

    begun = Signal(object)  # DataSetInfo
    progressed = Signal(object)  # DownloadProgress, about ten times a second
    ended = Signal(object, object)  # DataSetInfo, and a Message why it did not succeed or None

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cancelled = threading.Event()
        self._thread: threading.Thread | None = None

    def fetch(self, info: DataSetInfo, folders: DataFolders) -> None:
        """Begin to fetch the files of `info`, unless a download is under way."""
        if self._thread is not None and self._thread.is_alive():
            return
        self._cancelled = threading.Event()
        self._thread = threading.Thread(
            target=self._run, args=(info, folders, self._cancelled), name="download", daemon=True
        )
        self.begun.emit(info)
        self._thread.start()

    def cancel(self) -> None:
        self._cancelled.set()

    def close(self) -> None:
        """Give a download up, and the thread a second to clear away what it had."""
        self.cancel()
        if self._thread is not None:
            self._thread.join(_CLOSE_SECONDS)

    def _run(self, info: DataSetInfo, folders: DataFolders, cancelled: threading.Event) -> None:
        # Looking up addresses imports torchvision, which takes a second: not before somebody wants them.
        from playground.data.download import DownloadCancelled, download

        why: Message | None = None
        try:
            download(info, folders, self.progressed.emit, cancelled.is_set)
        except DownloadCancelled as given_up:
            why = given_up.message
        except PlaygroundError as error:
            log.warning("Download failed: %s", error)
            why = error.message
        except Exception as error:  # (told, and then the next download can begin)
            log.exception("Download failed")
            why = message("{data} could not be fetched: {error}.", data=info.title, error=error)
        self.ended.emit(info, why)
