"""A strip below the toolbar while a data set is fetched: how far, how fast, and Cancel."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QToolBar, QWidget

from playground.ui.figures import decimal, percent
from playground.ui.look import Look

_BAR_STEPS = 1000


class DownloadStrip(QToolBar):
    """Hidden until a download begins."""

    cancel_requested = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("download_strip")
        self.setWindowTitle(self.tr("Download"))
        self.setMovable(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.setProperty("ground", "soft")
        self._look = look
        self._title = ""
        self._text = QLabel()
        self._bar = QProgressBar()
        self._bar.setProperty("thin", True)
        self._bar.setTextVisible(False)
        self._bar.setRange(0, _BAR_STEPS)
        self._bar.setAccessibleName(self.tr("Progress of the download"))
        self._figures = QLabel()
        self._figures.setFont(look.font(12))
        self._cancel = QPushButton(self.tr("Cancel"))
        self._cancel.setProperty("compact", True)
        self._cancel.clicked.connect(self._on_cancel_clicked)
        self._lay_out()
        self.hide()

    def begin(self, title: str) -> None:
        """Show that the files of `title` are being fetched."""
        self._title = title
        self._text.setText(self.tr("Fetching {data}…").format(data=title))
        self._figures.setText(self.tr("connecting"))
        self._bar.setValue(0)
        self._cancel.setEnabled(True)
        self.show()

    def show_progress(self, received: int, total: int, bytes_per_second: float) -> None:
        """Show how far it has come; sizes in bytes."""
        share = received / max(1, total)
        self._bar.setValue(round(_BAR_STEPS * min(1.0, share)))
        text = self.tr("{done} of {all} MB   {share}   {speed} MB/s").format(
            done=decimal(received / 1e6, 1),
            all=decimal(total / 1e6, 1),
            share=percent(share, 0),
            speed=decimal(bytes_per_second / 1e6, 1),
        )
        self._figures.setText(text)

    def end(self) -> None:
        self.hide()

    def _on_cancel_clicked(self) -> None:
        self._cancel.setEnabled(False)
        self._figures.setText(self.tr("cancelling"))
        self.cancel_requested.emit()

    def _lay_out(self) -> None:
        box = QWidget()
        layout = QHBoxLayout(box)
        layout.setContentsMargins(16, 6, 16, 6)
        layout.setSpacing(16)
        layout.addWidget(self._text)
        layout.addWidget(self._bar, 1)
        layout.addWidget(self._figures)
        layout.addWidget(self._cancel)
        self.addWidget(box)
