"""The curves panel: the metrics of the run over time, one chart for each kind."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from playground.core.experiment import Experiment, specs_by_path
from playground.core.history import History, Metric
from playground.core.setting import Effect
from playground.ui.charts.bends import Bend
from playground.ui.charts.earlier import LEAST_STEPS, EarlierRuns
from playground.ui.charts.goals import Goal
from playground.ui.charts.lines import ChartOptions
from playground.ui.charts.run_settings import RunSettings
from playground.ui.charts.span import Span
from playground.ui.charts.timeline import EPOCHS, STEPS, Timeline
from playground.ui.curve_controls import CurveControls, EarlierSwitch, SmoothingSlider
from playground.ui.curve_export import Writing, csv_writing, save_png, save_svg
from playground.ui.icons import give_icon
from playground.ui.look import Look
from playground.ui.segments import SegmentedControl

if TYPE_CHECKING:
    from playground.ui.charts.chart import Chart

_LINEAR = "linear"
_LOG = "log"
_PADDING = 16
_CHART_GAP = 24
_START_SMOOTHING = 0.9


class CurvesPanel(QWidget):
    """Charts of a run that is being made or was made; there are none before the first `set_metrics`.

    Nothing is read or drawn but in `refresh`, which the window's timer calls, and when something is set.
    """

    remedy_requested = Signal()
    """The person took what `show_diverged` offered."""
    failed = Signal(str)
    """An export could not be written; a sentence about it."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._history: History | None = None
        self._metrics: tuple[Metric, ...] = ()
        self._charts: list[Chart] = []
        self._settings: RunSettings | None = None
        self._kept = False  # whether the run is among the earlier ones already
        self._earlier = EarlierRuns()
        self._goals: tuple[Goal, ...] = ()
        self._options = ChartOptions(smoothing=_START_SMOOTHING)
        self._folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        self._build()
        self._build_controls()
        look.changed.connect(self._on_look_changed)
        self._on_look_changed()

    @property
    def title(self) -> str:
        return self.tr("Curves")

    @property
    def about(self) -> str:
        return self.tr("how well it does while it learns")

    @property
    def charts(self) -> "Sequence[Chart]":
        return tuple(self._charts)

    def header_controls(self) -> list[QWidget]:
        """Return what belongs into the panel's head, from left to right."""
        return [self._controls]

    def set_metrics(self, metrics: Sequence[Metric]) -> None:
        """Show a chart for each `chart` among `metrics`, in their order."""
        if tuple(metrics) == self._metrics:
            return
        self._keep_run()
        self._metrics = tuple(metrics)
        for chart in self._charts:
            self._row.removeWidget(chart)
            chart.hide()
            chart.deleteLater()
        names = dict.fromkeys(metric.chart for metric in metrics)
        self._charts = [self._chart([metric for metric in metrics if metric.chart == name]) for name in names]
        self._show_earlier()
        self._enable_export()
        self._axis.setEnabled(any(chart.has_log_axis for chart in self._charts))

    def follow(self, history: History | None, experiment: Experiment | None = None) -> None:
        """Show the run that writes `history`, made by `experiment`; None: there is none, nor a plan.

        The run that was shown before stays as a faint line behind those of the same data and loss.
        """
        self._keep_run()
        self._history = history
        self._settings, self._kept = None if experiment is None else RunSettings(experiment), False
        self._see(None)
        if history is None:
            self._set_timeline(Timeline(unit=self._timeline.unit))
            self.show_diverged(None)
        for chart in self._charts:
            chart.follow(history)
        self._show_earlier()
        self._enable_export()

    def note_settings(self, experiment: Experiment) -> None:
        """Say that the run goes on with the settings of `experiment`; those that make another run are not its own."""
        if self._settings is None:
            return
        specs = specs_by_path()
        effects = {specs[path].setting.effect for path in self._settings.present.difference(experiment)}
        if effects and effects <= {Effect.LIVE, Effect.OPTIMIZER}:
            self._settings.change(self._last_step, experiment)
            self._show_earlier()

    def set_plan(self, steps_per_epoch: int, planned_steps: int, bends: Sequence[Bend] = ()) -> None:
        """Say how far the run is to go (0 planned steps: until it is paused); `bends` as in Timeline."""
        self._set_timeline(Timeline(steps_per_epoch, planned_steps, tuple(bends), self._timeline.unit))

    def show_goals(self, goals: Sequence[Goal]) -> None:
        """Draw values to reach into the charts; none takes them away."""
        self._goals = tuple(goals)
        for chart in self._charts:
            chart.set_goals(self._goals)

    def refresh(self) -> bool:
        """Draw what is new since the last call; return whether there was anything to draw."""
        drawn = [chart.refresh() for chart in self._charts]
        self._enable_export()
        return any(drawn)

    def show_diverged(self, step: int | None, text: str = "", action: str = "") -> None:
        """Say that the run diverged at `step`: `text`, and a button `action`; None: it did not."""
        for chart in self._charts:
            chart.set_diverged(step is not None)
        self._strip.say(text, action)
        self._strip.setVisible(step is not None)

    def export_png(self, path: str | Path) -> None:
        """Save the charts as a picture of twice their size; raises OSError."""
        save_png(Path(path), self._charts, self, self._look.theme)

    def export_svg(self, path: str | Path) -> None:
        """Save the charts as a vector picture; raises OSError."""
        save_svg(Path(path), self._charts, self, self._look.theme, self.title)

    def export_csv(self, path: str | Path) -> None:
        """Save all points of all lines as a table; raises OSError."""
        for _ in self._csv_writing(path):
            pass

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        upright = self.width() < self.height()
        self._row.setDirection(QBoxLayout.Direction.TopToBottom if upright else QBoxLayout.Direction.LeftToRight)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), self._look.theme.color("surface"))

    @property
    def _last_step(self) -> int:
        return max((chart.last_step for chart in self._charts), default=0)

    def _keep_run(self) -> None:
        """Keep what there is of the present run, if it is more than a few steps, as the newest of the earlier ones."""
        lines = {chart.name: line for chart in self._charts if (line := chart.kept()) is not None}
        if self._settings is not None and not self._kept and lines and self._last_step >= LEAST_STEPS:
            self._kept = True
            self._earlier.add(self._settings.used(self._last_step), lines)

    def _show_earlier(self) -> None:
        """Show and count the earlier runs that can be held against the present one."""
        runs = self._earlier.like(self._present)
        self._switch.set_count(len(runs))
        for chart in self._charts:
            chart.set_earlier(runs if self._switch.on else (), self._present)

    @property
    def _present(self) -> Experiment | None:
        return self._settings.present if self._settings is not None else None

    @property
    def _timeline(self) -> Timeline:
        return self._options.timeline

    def _build(self) -> None:
        self._strip = _DivergedStrip(self._look, self)
        self._strip.taken.connect(self.remedy_requested)
        self._strip.hide()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setContentsMargins(_PADDING, 8, _PADDING, 10)
        self._row.setSpacing(_CHART_GAP)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._strip)
        layout.addLayout(self._row, 1)

    def _build_controls(self) -> None:
        self._axis = SegmentedControl([(_LINEAR, self.tr("Linear")), (_LOG, self.tr("Log"))])
        self._axis.set_value(_LOG)
        self._axis.setAccessibleName(self.tr("Loss axis"))
        self._axis.setToolTip(self.tr("A logarithmic axis shows small losses as clearly as large ones."))
        self._axis.chosen.connect(self._on_axis_chosen)
        self._smoothing = SmoothingSlider(self._look, _START_SMOOTHING)
        self._smoothing.set_words(
            self.tr("Smoothing"),
            self.tr(
                "How much of the point before it each point of the train line keeps; test points are never smoothed. "
                "A closer look is smoothed less, as its points are closer."
            ),
        )
        self._smoothing.changed.connect(self._on_smoothing_changed)
        self._unit_switch = SegmentedControl([(STEPS, self.tr("Steps")), (EPOCHS, self.tr("Epochs"))])
        self._unit_switch.setAccessibleName(self.tr("Time axis"))
        self._unit_switch.setToolTip(self.tr("A step is one batch; an epoch is once through all training data."))
        self._unit_switch.chosen.connect(self._on_unit_chosen)
        self._unit_switch.setEnabled(False)
        self._export = self._export_button()
        self._switch = EarlierSwitch(self._look)
        self._switch.toggled.connect(self._show_earlier)
        self._switch.cleared.connect(self._on_earlier_cleared)
        self._controls = CurveControls(
            self._switch, self._axis, self.tr("Loss axis"), self._smoothing, self._unit_switch, self._export
        )
        self._enable_export()

    def _enable_export(self) -> None:
        some = any(not chart.empty for chart in self._charts)
        if some != self._export.isEnabled():
            self._export.setEnabled(some)

    def _export_button(self) -> QPushButton:
        button = QPushButton(self.tr("Export"))
        button.setProperty("compact", True)
        button.setAccessibleName(self.tr("Export"))
        give_icon(button, self._look, "export")
        button.setToolTip(self.tr("Save the charts as a picture, or all their points as a table."))
        menu = QMenu(button)
        menu.addAction(self.tr("Picture (PNG) …"), self._on_export_png)
        menu.addAction(self.tr("Vector picture (SVG) …"), self._on_export_svg)
        menu.addAction(self.tr("Table (CSV) …"), self._on_export_csv)
        button.setMenu(menu)
        return button

    def _chart(self, metrics: Sequence[Metric]) -> "Chart":
        from playground.ui.charts.chart import Chart  # pyqtgraph: the window is there before it

        chart = Chart(metrics, self._look, self)
        chart.set_options(self._options)
        chart.follow(self._history)
        chart.set_goals(self._goals)
        chart.pointed.connect(self._on_pointed)
        chart.earlier_pointed.connect(self._on_earlier_pointed)
        chart.view_wanted.connect(self._see)
        self._row.addWidget(chart, 1)
        return chart

    def _set_timeline(self, timeline: Timeline) -> None:
        self._unit_switch.setEnabled(timeline.knows_epochs)
        self._set_options(replace(self._options, timeline=timeline))

    def _set_options(self, options: ChartOptions) -> None:
        self._options = options
        for chart in self._charts:
            chart.set_options(options)

    def _on_axis_chosen(self, axis: str) -> None:
        self._set_options(replace(self._options, log=axis == _LOG))

    def _on_smoothing_changed(self, smoothing: float) -> None:
        self._set_options(replace(self._options, smoothing=smoothing))

    def _on_unit_chosen(self, unit: str) -> None:
        self._set_timeline(replace(self._timeline, unit=unit))

    def _on_pointed(self, step: int | None) -> None:
        for chart in self._charts:
            chart.show_cursor(step)

    def _on_earlier_pointed(self, number: int | None) -> None:
        for chart in self._charts:
            chart.show_earlier(number)

    def _on_earlier_cleared(self) -> None:
        self._earlier.forget(self._earlier.like(self._present))
        self._show_earlier()

    def _see(self, view: Span | None) -> None:
        """Look closely at `view` in all charts; None: at the whole run."""
        self._set_options(replace(self._options, view=view))

    def _on_look_changed(self) -> None:
        self.update()

    def _on_export_png(self) -> None:
        self._save_picture("png", self.tr("Picture (*.png)"), self.export_png)

    def _on_export_svg(self) -> None:
        self._save_picture("svg", self.tr("Vector picture (*.svg)"), self.export_svg)

    def _on_export_csv(self) -> None:
        path = self._ask_path("csv", self.tr("Table (*.csv)"))
        if path:
            writing = Writing(path, self._csv_writing(path), self)
            writing.finished.connect(self._on_written)

    def _csv_writing(self, path: str | Path) -> Iterator[None]:
        return csv_writing(Path(path), self._metrics, self._history or History(), self._timeline)

    def _save_picture(self, kind: str, kinds: str, write: Callable[[str], None]) -> None:
        path = self._ask_path(kind, kinds)
        if path:
            try:
                write(path)
            except OSError as error:
                self._on_written(path, error)

    def _ask_path(self, kind: str, kinds: str) -> str:
        """Return where to save a file of `kind`, or "" if nowhere."""
        title = "-".join(chart.title.lower().replace("/", " ") for chart in self._charts)
        place = Path(self._folder, f"{'-'.join(title.split())}.{kind}")
        path, _ = QFileDialog.getSaveFileName(self, self.tr("Export curves"), str(place), kinds)
        if not path:
            return ""
        self._folder = str(Path(path).parent)
        return path if Path(path).suffix else f"{path}.{kind}"

    def _on_written(self, path: str, error: OSError | None) -> None:
        if error is not None:
            sentence = self.tr("The curves could not be written to {path}: {reason}. Choose another place.")
            self.failed.emit(sentence.format(path=path, reason=error.strerror))


class _DivergedStrip(QWidget):
    """One line on danger ground: what happened, and a button that mends it."""

    taken = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._text = QLabel(self)
        self._text.setWordWrap(True)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._button = QPushButton(self)
        self._button.setProperty("compact", True)
        self._button.clicked.connect(self.taken)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(_PADDING, 6, _PADDING, 6)
        layout.setSpacing(12)
        layout.addWidget(self._text, 1)
        layout.addWidget(self._button, 0, Qt.AlignmentFlag.AlignVCenter)
        look.changed.connect(self._on_look_changed)
        self._on_look_changed()

    def say(self, text: str, action: str) -> None:
        self._text.setText(text)
        self._button.setText(action)
        self._button.setVisible(bool(action))

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), self._look.theme.color("danger_fill"))

    def _on_look_changed(self) -> None:
        self._text.setFont(self._look.font(12))
        self._text.setStyleSheet(f"color: {self._look.theme.danger};")
        self.update()
