"""What happens when something goes wrong that nobody foresaw: a log, and a dialog with a sentence and its details."""

import faulthandler
import logging
import sys
import threading
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Signal, Slot, qInstallMessageHandler
from PySide6.QtWidgets import QMessageBox, QWidget

log = logging.getLogger(__name__)

_LOG_BYTES = 500_000
_LOG_FILES = 3
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def start_log(path: Path) -> None:
    """Log into a file that is rotated at half a megabyte, and let crashes of compiled code leave a trace on stderr."""
    faulthandler.enable()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(path, maxBytes=_LOG_BYTES, backupCount=_LOG_FILES, encoding="utf-8")
    except OSError as error:
        log.warning("No log file: %s", error)
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)


class Faults(QObject):
    """Takes every uncaught error, of whichever thread, to the log and to a dialog in the GUI thread."""

    _caught = Signal(str, str)

    def __init__(self, window: QWidget, log_path: Path) -> None:
        super().__init__(window)
        self._window = window
        self._log_path = log_path
        self._dialog: QMessageBox | None = None
        self._caught.connect(self._on_caught)

    def install(self) -> None:
        sys.excepthook = self._on_error
        threading.excepthook = self._on_thread_error
        qInstallMessageHandler(_on_qt_message)

    def uninstall(self) -> None:
        """Give the hooks back, since the window goes."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        qInstallMessageHandler(None)

    def _on_error(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        details = "".join(traceback.format_exception(kind, error, trace))
        log.error("Uncaught error\n%s", details)
        self._caught.emit(f"{kind.__name__}: {error}", details)

    def _on_thread_error(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self._on_error(args.exc_type, args.exc_value, args.exc_traceback)

    @Slot(str, str)
    def _on_caught(self, what: str, details: str) -> None:
        """Show one dialog at a time: a fault that repeats itself must not bury the window."""
        if self._dialog is not None:
            return
        text = self.tr("Something went wrong that should not have: {what}").format(what=what)
        dialog = QMessageBox(QMessageBox.Icon.Warning, self.tr("nn-playground"), text, parent=self._window)
        hint = self.tr("Training may go on. If it does not, press Reset. The log is {path}.")
        dialog.setInformativeText(hint.format(path=self._log_path))
        dialog.setDetailedText(details)
        dialog.finished.connect(self._on_dialog_finished)
        self._dialog = dialog
        dialog.open()

    @Slot(int)
    def _on_dialog_finished(self, result: int) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None


def _on_qt_message(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    logging.getLogger("qt").log(_LEVELS.get(kind, logging.WARNING), "%s", text)
