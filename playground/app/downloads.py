"""The download worker: fetches a data set in a thread of its own, as far as nobody cancels it."""

import logging
import threading
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, Signal, Slot

from playground.core.catalog import DataSetInfo
from playground.core.messages import Message, PlaygroundError
from playground.data.folders import DataFolders

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, eq=False)
class Download:
    """A wish for the files of `info`; setting `cancelled` ends it from any thread."""

    info: DataSetInfo
    folders: DataFolders
    cancelled: threading.Event = field(default_factory=threading.Event)


class DownloadWorker(QObject):
    """Lives in a QThread; one download at a time."""

    progressed = Signal(object)  # DownloadProgress, about ten times a second
    ended = Signal(object, object)  # Download, and a Message why it did not succeed or None

    @Slot(object)
    def fetch(self, wish: Download) -> None:
        # Looking up addresses imports torchvision, which takes a second: not before somebody wants them.
        from playground.data.download import DownloadCancelled, download

        why: Message | None = None
        try:
            download(wish.info, wish.folders, self.progressed.emit, wish.cancelled.is_set)
        except DownloadCancelled as cancelled:
            why = cancelled.message
        except PlaygroundError as error:
            log.warning("Download failed: %s", error)
            why = error.message
        self.ended.emit(wish, why)
