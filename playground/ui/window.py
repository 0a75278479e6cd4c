"""The main window: toolbar, status bar, and the panels in their docks."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QByteArray, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QMainWindow, QMessageBox, QWidget

from playground import __version__
from playground.ui.arithmetic_panel import ArithmeticPanel
from playground.ui.clicks import ClickedButtons
from playground.ui.curves import CurvesPanel
from playground.ui.docks import Docks
from playground.ui.download_strip import DownloadStrip
from playground.ui.experiment_panel import ExperimentPanel
from playground.ui.lesson_panel import LessonPanel
from playground.ui.lessons.light import Light
from playground.ui.lessons.strip import LessonStrip
from playground.ui.look import Look
from playground.ui.menu import Actions
from playground.ui.my_digits_panel import MyDigitsPanel
from playground.ui.network_panel import NetworkPanel
from playground.ui.panel import AskingPanel, PanelDock, PanelHead
from playground.ui.pen_first import PenFirst
from playground.ui.preparation_panel import PreparationPanel
from playground.ui.samples_panel import SamplesPanel
from playground.ui.status import StatusBar
from playground.ui.toolbar import Toolbar
from playground.ui.try_panel import TryPanel
from playground.ui.why_panel import WhyPanel

LAYOUT_VERSION = 3

_SMALL = QSize(1440, 900)
_FIRST = QSize(1600, 1000)
_FRAME = QSize(0, 32)  # a window manager's title bar, about
_MINIMUM = {
    "experiment": QSize(264, 200),
    "try": QSize(208, 200),
    "network": QSize(520, 280),
    "preparation": QSize(420, 280),
    "why": QSize(420, 280),
    "my_digits": QSize(420, 280),
    "arithmetic": QSize(420, 280),
    "curves": QSize(420, 200),
    "samples": QSize(270, 180),
    "lesson": QSize(270, 180),
}


class MainWindow(QMainWindow):
    """Shows everything, decides nothing."""

    closing = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setWindowTitle(self.tr("nn-playground"))
        self._look = look
        size = _FIRST.boundedTo(self.screen().availableSize() - _FRAME)
        # Before anything is made: a panel's head that began large would make the window larger than the screen.
        look.set_small(_is_small(size))
        self.actions_ = Actions(self)
        self.toolbar = Toolbar(look, self.actions_.menu, self.actions_.steps, self)
        self.lesson_strip = LessonStrip(look, self)
        self.download = DownloadStrip(look, self)
        self.status = StatusBar(look, self)
        self.experiment = ExperimentPanel(look)
        self.try_it = TryPanel(look)
        self.network = NetworkPanel(look)
        self.preparation = PreparationPanel(look)
        self.why = WhyPanel(look)
        self.my_digits = MyDigitsPanel(look)
        self.arithmetic = ArithmeticPanel(look)
        self.curves = CurvesPanel(look)
        self.samples = SamplesPanel(look)
        self.lesson = LessonPanel(look)
        self._asking: Mapping[str, AskingPanel] = {
            "experiment": self.experiment,
            "try": self.try_it,
            "network": self.network,
            "preparation": self.preparation,
            "why": self.why,
            "my_digits": self.my_digits,
            "arithmetic": self.arithmetic,
            "samples": self.samples,
        }
        self.addToolBar(self.toolbar)
        self.addToolBarBreak()
        self.addToolBar(self.lesson_strip)
        self.addToolBarBreak()
        self.addToolBar(self.download)
        self.setStatusBar(self.status)
        self.setDockNestingEnabled(True)
        self._shared_out = False
        ClickedButtons(self)
        self.docks = self._make_docks()
        self.docks.changed.connect(self._on_docks_changed)
        self.docks.lesson_place.stands_beside.connect(self.samples.set_narrow)
        self.light = Light(look, self)
        self.docks.changed.connect(self.light.follow)
        PenFirst(self.try_it.drawing.canvas, self.docks.beside("try"), self)
        self._fill_panel_menu()
        self.resize(size)
        self.actions_.quit_requested.connect(self.close)
        self.actions_.layout_reset_requested.connect(self.docks.put_back)
        self.actions_.about_requested.connect(self._on_about_requested)
        self.docks.put_back()

    @property
    def asking_panels(self) -> Sequence[AskingPanel]:
        """The panels that show answers."""
        return tuple(self._asking.values())

    def seen_asking_panels(self) -> Sequence[AskingPanel]:
        """Return those of them that can be seen now."""
        return [panel for name, panel in self._asking.items() if self.docks.sees(name)]

    def layout_state(self) -> tuple[bytes, bytes]:
        """Return the window's geometry and the docks' places, for the next start."""
        return bytes(self.saveGeometry().data()), bytes(self.saveState(LAYOUT_VERSION).data())

    def restore_layout(self, geometry: bytes, state: bytes) -> bool:
        """Put window and docks where `layout_state` found them; what does not fit is left as it is.

        Returns whether the docks' places could be read; where not, all stand as at a first start.
        """
        self.restoreGeometry(QByteArray(geometry))
        restored = self.restoreState(QByteArray(state), LAYOUT_VERSION)
        self._shared_out = restored
        if not self.docks.lesson_place.opened:
            self.docks.offer_lesson(False)
        self.lesson_strip.hide()
        return restored

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.setFocus()  # the first box in the toolbar would have it else, and take Space
        if not self._shared_out:
            self._shared_out = True
            self.docks.share_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._look.set_small(_is_small(self.size()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self.actions_.train_toggled.emit()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Pass over what stands in panels behind others: Qt holds it for visible, since it is only out of sight."""
        first = self.focusWidget()
        while super().focusNextPrevChild(forward):
            now = self.focusWidget()
            if now is first or not self.docks.hide(now):
                return True
        return False

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        super().closeEvent(event)

    def _on_docks_changed(self) -> None:
        """Let others do for the Network panel where it is closed; behind another it is a click away."""
        there = self.docks.holds("network")
        self.try_it.set_network_visible(there)
        self.samples.set_network_visible(there)

    def _on_about_requested(self) -> None:
        text = self.tr("Build a small neural network, train it on real data with PyTorch, and try it by hand.")
        QMessageBox.about(self, self.tr("nn-playground"), f"<b>nn-playground {__version__}</b><p>{text}</p>")

    def _make_docks(self) -> Docks:
        heads = {
            "experiment": PanelHead(self.experiment, self._look, "side"),
            "try": PanelHead(self.try_it, self._look),
            "network": PanelHead(self.network, self._look),
            "preparation": PanelHead(self.preparation, self._look),
            "why": PanelHead(self.why, self._look),
            "my_digits": PanelHead(self.my_digits, self._look),
            "arithmetic": PanelHead(self.arithmetic, self._look),
            "curves": PanelHead(self.curves, self._look),
            "samples": PanelHead(self.samples, self._look),
            "lesson": PanelHead(self.lesson, self._look),
        }
        panels: Sequence[QWidget] = (
            self.experiment,
            self.try_it,
            self.network,
            self.preparation,
            self.why,
            self.my_digits,
            self.arithmetic,
            self.curves,
            self.samples,
            self.lesson,
        )
        made = {
            name: PanelDock(name, panel, head, _MINIMUM[name], self)
            for (name, head), panel in zip(heads.items(), panels, strict=True)
        }
        return Docks(self, self._look, made)

    def _fill_panel_menu(self) -> None:
        for dock in self.docks:
            self.actions_.panels.addAction(dock.toggleViewAction())
        self.actions_.add_layout_reset()


def _is_small(size: QSize) -> bool:
    return size.width() < _SMALL.width() or size.height() < _SMALL.height()
