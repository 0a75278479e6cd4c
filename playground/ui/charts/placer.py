"""Where all of a chart is: its axes, its lines on them, and the room for what stands beside."""

import math
from collections.abc import Sequence

from PySide6.QtCore import QRectF

from playground.ui.charts.chart_words import CROSS_AWAY, ChartWords
from playground.ui.charts.earlier import EarlierLine, EarlierRun, Held
from playground.ui.charts.lines import ChartLines, ChartOptions
from playground.ui.charts.marks import EndLabel
from playground.ui.charts.placed import Placed, PlacedRun, place_runs
from playground.ui.charts.plane import Plane
from playground.ui.charts.stage import Stage
from playground.ui.charts.told import Told
from playground.ui.figures import whole

_LEFT = 44.0  # room for the texts of the value axis
_TOP = 30.0
_BOTTOM = 24.0
_END_ROOM = 88.0  # after the last point, for the labels
_MOST_ROOM = 0.45
_MOST_ROOM_BESIDE = 0.4  # of the width; where labels need more they stand inside the plot
_ROOM_INSIDE = 16.0
_ROOM_GRAIN = 8.0
_TICK_AWAY = 14.0  # from one tick's text to the next, at least
_CLOSE_TICK_WIDTH = 40.0  # those that have no room for their texts are lines alone
_TICK_HEIGHT = 52.0
_MOST_VALUE_TICKS = 6


class Placer:
    """Places `lines` on `stage`; `words` are those that need room there."""

    def __init__(self, lines: ChartLines, words: ChartWords, stage: Stage) -> None:
        self._lines = lines
        self._words = words
        self._stage = stage
        self._earlier_key: object = None
        self._earlier: Sequence[PlacedRun] = ()

    def place(self, options: ChartOptions, earlier: Sequence[tuple[EarlierRun, EarlierLine]], held: Held) -> Placed:
        """Return all places with `options`; the value axis holds what earlier runs have `held` too."""
        view = options.view
        area = self._stage.size_f.adjusted(_LEFT, _TOP, 0, -_BOTTOM)
        plot = QRectF(area.left(), area.top(), max(1.0, area.width()), max(1.0, area.height()))
        lines = self._lines.lines(options, plot.width())
        told = Told(lines, options)
        labels = self._words.end_labels(told)
        most_values = min(_MOST_VALUE_TICKS, max(2, round(plot.height() / _TICK_HEIGHT)))
        values, inside = self._lines.value_axis(lines, options.log, most_values, held), False
        if view is not None:
            most_times = max(2, round(plot.width() / _CLOSE_TICK_WIDTH))
            time = self._lines.close_time_axis(options.timeline, view, most_times)
            values = self._lines.close_value_axis(lines, view, options.log, most_values) or values
        else:
            room = self._room(told, labels, plot.width())
            inside = room > _MOST_ROOM_BESIDE * plot.width() and not lines.classes
            time = self._lines.time_axis(
                options.timeline,
                lines.last_step,
                _ROOM_INSIDE if inside else room,
                plot.width(),
                self._tick_width(options),
            )
        plane = Plane(plot, options.timeline, time, values)
        return Placed(plane, told, labels, self._place_earlier(plane, earlier, options.smoothing), inside)

    def _tick_width(self, options: ChartOptions) -> float:
        """Return the room that each tick of the time axis needs, px."""
        last = whole(options.timeline.span(self._lines.last_step))
        return self._stage.fonts.tick_width(last) + _TICK_AWAY

    def _place_earlier(
        self, plane: Plane, earlier: Sequence[tuple[EarlierRun, EarlierLine]], smoothing: float
    ) -> Sequence[PlacedRun]:
        """Return the earlier runs' lines on `plane`; the same ones as before while nothing changed for them."""
        key = (plane, earlier, smoothing)
        if key != self._earlier_key:
            self._earlier_key = key
            self._earlier = place_runs(plane, earlier, smoothing)
        return self._earlier

    def _room(self, told: Told, labels: Sequence[EndLabel], width: float) -> float:
        """Return how many of `width` px the `labels` at the lines' ends need; 0 without any, and never a little more or
        less. Of many classes others may come to lead: they have room too.
        """
        classes = bool(told.lines.classes)
        widths = [label.width(self._stage.fonts) for label in (self._words.widest_labels() if classes else labels)]
        needed = max(_END_ROOM, CROSS_AWAY + max(widths)) if widths else 0.0
        if classes:  # their names may be long
            needed = min(needed, _MOST_ROOM * width)
        return _ROOM_GRAIN * math.ceil(needed / _ROOM_GRAIN)
