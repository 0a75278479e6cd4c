"""How likely each class is for the pinned drawing, over the epochs of the run."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QVBoxLayout, QWidget

from playground.core.history import History, Metric
from playground.ui.charts.bends import Bend
from playground.ui.charts.lines import ChartOptions
from playground.ui.charts.span import Span
from playground.ui.charts.timeline import EPOCHS, Timeline
from playground.ui.look import Look

if TYPE_CHECKING:
    from playground.ui.charts.chart import Chart

_SIZE = QSize(340, 380)
_LEAST_SIZE = QSize(200, 160)


class PinnedView(QWidget):
    """A chart with a line for each class; there is none before the first `follow` with metrics.

    Nothing is read or drawn but in `refresh`, and when something is set.
    """

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._metrics: tuple[Metric, ...] = ()
        self._chart: Chart | None = None
        self._options = ChartOptions(Timeline(unit=EPOCHS))
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)

    def sizeHint(self) -> QSize:
        return _SIZE

    def minimumSizeHint(self) -> QSize:
        return _LEAST_SIZE

    def follow(self, history: History | None, metrics: Sequence[Metric]) -> None:
        """Show the run that writes `history`, with a line for each of `metrics`; None: there is none."""
        if tuple(metrics) != self._metrics:
            self._metrics = tuple(metrics)
            self._change_chart()
        self._see(None)
        if self._chart is not None:
            self._chart.follow(history)

    def set_plan(self, steps_per_epoch: int, planned_steps: int, bends: Sequence[Bend] = ()) -> None:
        """Say how far the run is to go (0 planned steps: until it is paused); `bends` as in Timeline."""
        timeline = Timeline(steps_per_epoch, planned_steps, tuple(bends), EPOCHS)
        self._set_options(replace(self._options, timeline=timeline))

    def set_true(self, label: int) -> None:
        """Tell the class `label`, the pinned drawing's own, from the others; -1: none."""
        self._set_options(replace(self._options, true_label=label))

    def refresh(self) -> bool:
        """Draw what is new since the last call; return whether there was anything to draw."""
        return self._chart is not None and self._chart.refresh()

    def reading_text(self) -> str:
        """Say what the cursor, or without one the newest points, read; "" without a chart."""
        return "" if self._chart is None else self._chart.reading_text()

    def _change_chart(self) -> None:
        if self._chart is not None:
            self._layout.removeWidget(self._chart)
            self._chart.hide()
            self._chart.deleteLater()
        self._chart = self._new_chart() if self._metrics else None

    def _new_chart(self) -> "Chart":
        from playground.ui.charts.chart import Chart  # pyqtgraph: the window is there before it

        chart = Chart(self._metrics, self._look, self)
        chart.set_options(self._options)
        chart.pointed.connect(chart.show_cursor)
        chart.view_wanted.connect(self._see)
        self._layout.addWidget(chart)
        return chart

    def _see(self, view: Span | None) -> None:
        """Look closely at `view`; None: at the whole run."""
        self._set_options(replace(self._options, view=view))

    def _set_options(self, options: ChartOptions) -> None:
        self._options = options
        if self._chart is not None:
            self._chart.set_options(options)
