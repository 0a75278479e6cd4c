"""The charts as a picture or a table: PNG, SVG, CSV."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, QObject, QPoint, QPointF, QRectF, QSizeF, QTimer, Signal
from PySide6.QtGui import QImage, QImageWriter, QPainter
from PySide6.QtWidgets import QWidget

from playground.core.history import History, Metric, Steps, Values
from playground.ui.charts.timeline import Timeline
from playground.ui.theme import Theme

if TYPE_CHECKING:
    from playground.ui.charts.chart import Chart

_PNG_SCALE = 2
_CSV_ROWS = 2000
_MARGIN = 16


def save_png(path: Path, charts: "Sequence[Chart]", panel: QWidget, theme: Theme) -> None:
    """Write the charts as they stand in `panel`, at twice their size; raises OSError."""
    area = _area(charts, panel)
    image = QImage((area.size() * _PNG_SCALE).toSize(), QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.scale(_PNG_SCALE, _PNG_SCALE)
    _paint(painter, area, charts, panel, theme)
    buffer = _open_buffer()
    QImageWriter(buffer, b"PNG").write(image)
    path.write_bytes(buffer.data().data())


def save_svg(path: Path, charts: "Sequence[Chart]", panel: QWidget, theme: Theme, title: str) -> None:
    """Write the charts as they stand in `panel`, with text as text; raises OSError."""
    from PySide6.QtSvg import QSvgGenerator

    area = _area(charts, panel)
    buffer = _open_buffer()
    generator = QSvgGenerator(QSvgGenerator.SvgVersion.Svg11)
    generator.setOutputDevice(buffer)
    generator.setTitle(title)
    generator.setSize(area.size().toSize())
    generator.setViewBox(QRectF(QPointF(0, 0), area.size()))
    _paint(QPainter(generator), area, charts, panel, theme)
    path.write_bytes(buffer.data().data())


def csv_writing(path: Path, metrics: Sequence[Metric], history: History, timeline: Timeline) -> Iterator[None]:
    """Write every point of `metrics`: its metric, step, epoch (empty if unknown) and value; raises OSError.

    Each turn of the iterator writes some milliseconds' worth, as a run of a million steps takes seconds. The table is
    that of the first turn, and takes its place at `path` with the last; given up before, it leaves nothing behind.
    """
    pieces = [(metric.name, history.read(metric.name)) for metric in metrics]
    unfinished = path.with_name(f"{path.name}.part")
    try:
        with unfinished.open("w", encoding="utf-8", newline="") as file:
            file.write("metric,step,epoch,value\n")
            for name, piece in pieces:
                for start in range(0, len(piece.steps), _CSV_ROWS):
                    rows = slice(start, start + _CSV_ROWS)
                    file.write(_csv_rows(name, piece.steps[rows], piece.values[rows], timeline))
                    yield
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


class Writing(QObject):
    """Writes `path` by turning an iterator, between the turns of the event loop, until it is through."""

    finished = Signal(str, object)
    """It is through: the path, and the OSError that ended it or None."""

    def __init__(self, path: str, turns: Iterator[None], parent: QObject) -> None:
        super().__init__(parent)
        self._path = path
        self._turns = turns
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._on_turn)
        self._timer.start(0)

    def _on_turn(self) -> None:
        try:
            next(self._turns)
        except StopIteration:
            self._finish(None)
        except OSError as error:
            self._finish(error)

    def _finish(self, error: OSError | None) -> None:
        self._timer.stop()
        self.finished.emit(self._path, error)
        self.deleteLater()


def _csv_rows(name: str, steps: Steps, values: Values, timeline: Timeline) -> str:
    if timeline.knows_epochs:
        epochs = [f"{epoch:.8g}" for epoch in timeline.epochs(steps.astype(float)).tolist()]
    else:
        epochs = [""] * len(steps)
    rows = zip(steps.tolist(), epochs, values.tolist(), strict=True)
    return "".join(f"{name},{step},{epoch},{value}\n" for step, epoch, value in rows)


def _area(charts: "Sequence[Chart]", panel: QWidget) -> QRectF:
    """Return the part of `panel` that holds the charts, with a margin."""
    area = QRectF()
    for chart in charts:
        area = area.united(_place(chart, panel))
    return area.adjusted(-_MARGIN, -_MARGIN, _MARGIN, _MARGIN)


def _place(chart: "Chart", panel: QWidget) -> QRectF:
    return QRectF(QPointF(chart.mapTo(panel, QPoint(0, 0))), QSizeF(chart.size()))


def _paint(painter: QPainter, area: QRectF, charts: "Sequence[Chart]", panel: QWidget, theme: Theme) -> None:
    """Paint the `area` of `panel`, its corner at the painter's origin, and end the painter."""
    painter.fillRect(QRectF(QPointF(0, 0), area.size()), theme.color("surface"))
    for chart in charts:
        chart.paint_picture(painter, _place(chart, panel).translated(-area.topLeft()))
    painter.end()


def _open_buffer() -> QBuffer:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    return buffer
