"""The main window: toolbar, status bar, and the panels in their docks."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QByteArray, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QMainWindow, QMessageBox, QWidget

from playground import __version__
from playground.ui.clicks import ClickedButtons
from playground.ui.curves import CurvesPanel
from playground.ui.download_strip import DownloadStrip
from playground.ui.experiment_panel import ExperimentPanel
from playground.ui.look import Look
from playground.ui.menu import Actions
from playground.ui.network_panel import NetworkPanel
from playground.ui.panel import AskingPanel, PanelDock, PanelHead
from playground.ui.samples_panel import SamplesPanel
from playground.ui.status import StatusBar
from playground.ui.toolbar import Toolbar
from playground.ui.try_panel import TryPanel

LAYOUT_VERSION = 1

_SMALL = QSize(1440, 900)
_FIRST = QSize(1600, 1000)
_FRAME = QSize(0, 32)  # a window manager's title bar, about
_MINIMUM = {
    "experiment": QSize(264, 200),
    "try": QSize(208, 200),
    "network": QSize(520, 280),
    "curves": QSize(420, 200),
    "samples": QSize(270, 180),
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
        self.download = DownloadStrip(look, self)
        self.status = StatusBar(look, self)
        self.experiment = ExperimentPanel(look)
        self.try_it = TryPanel(look)
        self.network = NetworkPanel(look)
        self.curves = CurvesPanel(look)
        self.samples = SamplesPanel(look)
        self.addToolBar(self.toolbar)
        self.addToolBarBreak()
        self.addToolBar(self.download)
        self.setStatusBar(self.status)
        self.setDockNestingEnabled(True)
        self._shared_out = False
        ClickedButtons(self)
        self._docks = self._make_docks()
        self._regroup = QTimer(self, singleShot=True, interval=0)
        self._regroup.timeout.connect(self._show_tabs)
        for dock in self._docks.values():
            self._watch(dock)
        self._docks["network"].visibilityChanged.connect(self.try_it.set_network_visible)
        self._docks["network"].visibilityChanged.connect(self.samples.set_network_visible)
        self._fill_panel_menu()
        self.resize(size)
        self.actions_.quit_requested.connect(self.close)
        self.actions_.layout_reset_requested.connect(self.put_panels_back)
        self.actions_.about_requested.connect(self._on_about_requested)
        self.put_panels_back()

    def asking_panels(self) -> Sequence[AskingPanel]:
        """Return the panels that show answers and can be seen."""
        panels: Mapping[str, AskingPanel] = {"try": self.try_it, "network": self.network, "samples": self.samples}
        return [panel for name, panel in panels.items() if self.sees(name)]

    def sees(self, name: str) -> bool:
        """Tell whether the panel `name` can be seen: not hidden, nor behind another in the same place."""
        dock = self._docks[name]
        return dock.isVisible() and not dock.visibleRegion().isEmpty()

    def put_panels_back(self) -> None:
        """Arrange the panels as they are at the first start."""
        docks = self._docks
        for dock in docks.values():
            dock.setFloating(False)
            self.removeDockWidget(dock)
        self.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, docks["experiment"])
        self.splitDockWidget(docks["experiment"], docks["try"], Qt.Orientation.Horizontal)
        self.splitDockWidget(docks["try"], docks["curves"], Qt.Orientation.Vertical)
        self.splitDockWidget(docks["try"], docks["network"], Qt.Orientation.Horizontal)
        self.splitDockWidget(docks["curves"], docks["samples"], Qt.Orientation.Horizontal)
        for dock in docks.values():
            dock.show()
        self._share_out()

    def layout_state(self) -> tuple[bytes, bytes]:
        """Return the window's geometry and the docks' places, for the next start."""
        return bytes(self.saveGeometry().data()), bytes(self.saveState(LAYOUT_VERSION).data())

    def restore_layout(self, geometry: bytes, state: bytes) -> None:
        """Put window and docks where `layout_state` found them; what does not fit is left as it is."""
        self._shared_out = True
        self.restoreGeometry(QByteArray(geometry))
        self.restoreState(QByteArray(state), LAYOUT_VERSION)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._shared_out:
            self._shared_out = True
            self._share_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._look.set_small(_is_small(self.size()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self.actions_.train_toggled.emit()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        super().closeEvent(event)

    def _on_about_requested(self) -> None:
        text = self.tr("Build a small neural network, train it on real data with PyTorch, and try it by hand.")
        QMessageBox.about(self, self.tr("nn-playground"), f"<b>nn-playground {__version__}</b><p>{text}</p>")

    def _make_docks(self) -> dict[str, PanelDock]:
        heads = {
            "experiment": PanelHead(self.experiment, self._look, "side"),
            "try": PanelHead(self.try_it, self._look),
            "network": PanelHead(self.network, self._look),
            "curves": PanelHead(self.curves, self._look),
            "samples": PanelHead(self.samples, self._look),
        }
        panels: Sequence[QWidget] = (self.experiment, self.try_it, self.network, self.curves, self.samples)
        return {
            name: PanelDock(name, panel, head, _MINIMUM[name], self)
            for (name, head), panel in zip(heads.items(), panels, strict=True)
        }

    def _watch(self, dock: PanelDock) -> None:
        """Find out anew which docks share one place whenever `dock` may have come to another."""
        for moved in (dock.visibilityChanged, dock.topLevelChanged, dock.dockLocationChanged):
            moved.connect(self._regroup.start)
        dock.head.tab_chosen.connect(self.raise_panel)

    def _show_tabs(self) -> None:
        """Show in each head the titles of the panels that share its place."""
        for name, dock in self._docks.items():
            others = self.tabifiedDockWidgets(dock)
            group = {
                other: each.head.title
                for other, each in self._docks.items()
                if each is dock or (each in others and not each.isHidden())
            }
            dock.head.show_tabs(group, name)

    def raise_panel(self, name: str) -> None:
        """Bring the panel `name` to the front of the place that it shares; its head gets the focus that a tab had."""
        self._docks[name].show()
        self._docks[name].raise_()

    def _fill_panel_menu(self) -> None:
        for dock in self._docks.values():
            self.actions_.panels.addAction(dock.toggleViewAction())
        self.actions_.add_layout_reset()

    def _share_out(self) -> None:
        """Give each panel the room that the design has for it; what is left over goes to Network and Curves."""
        docks = self._docks
        small = self._look.small
        side, tried = (264, 208) if small else (288, 240)
        rest = max(400, self.width() - side - tried)
        self.resizeDocks([docks["experiment"], docks["try"], docks["network"]], [side, tried, rest], _ACROSS)
        lower = max(400, self.width() - side)
        self.resizeDocks([docks["curves"], docks["samples"]], [round(lower * 0.6), round(lower * 0.4)], _ACROSS)
        upper, bottom = (436, 287) if small else (548, 300)
        self.resizeDocks([docks["network"], docks["curves"]], [upper, bottom], Qt.Orientation.Vertical)


def _is_small(size: QSize) -> bool:
    return size.width() < _SMALL.width() or size.height() < _SMALL.height()


_ACROSS = Qt.Orientation.Horizontal
