"""What stands around and over the lines of a chart, and where: its frame, labels, and what the cursor reads."""

import math
from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF, QSizeF

from playground.ui.charts.boxes import box_place
from playground.ui.charts.chart_words import ChartWords
from playground.ui.charts.corner import in_corner
from playground.ui.charts.frame import Frame, Mark, clear_part
from playground.ui.charts.items import width_of
from playground.ui.charts.line_set import RAW, TRAIN
from playground.ui.charts.marks import EndLabel, Marks, Reading, box_size
from playground.ui.charts.marks_item import apart
from playground.ui.charts.placed import Placed
from playground.ui.charts.shown import Shown
from playground.ui.charts.stage import Stage
from playground.ui.charts.whole_button import SIGN_WIDTH, WholeButton

_TITLE_Y = 10.5  # the middle of labels that stand beside the title
_TITLE_GAP = 10.0
_BUTTON_GAP = 4.0  # its own padding comes to it
_ABOUT_GAP = 6.0
_CROSS_INSIDE = 8.0
_LABEL_HALF = 9.0


class Cover:
    """Arranges on `stage` what `words` say of the lines, and `whole`, the way out of a closer look."""

    def __init__(self, words: ChartWords, stage: Stage, whole: WholeButton) -> None:
        self._words = words
        self._stage = stage
        self._whole = whole

    def frame(self, shown: Shown, crossed: Sequence[float] = ()) -> Frame:
        """Return what stands still around the lines; the plot is `crossed` by others at these heights, px."""
        plane, view = shown.placed.plane, shown.options.view
        has_axes = shown.followed or bool(shown.runs)
        return Frame(
            size=self._stage.size_f,
            plot=plane.plot,
            title=self._words.title,
            abouts=self._words.abouts(shown.timeline, view),
            about_left=self._after_title + _ABOUT_GAP + (0 if view is None else self._whole.width()),
            about_right=self.about_right(shown),
            sentence="" if shown.runs else self._words.sentence(followed=shown.followed),
            clear=clear_part(plane.plot, crossed),
            origin=self._words.origin(shown.timeline, view) if has_axes else "",
            end=self._words.end(shown.timeline, view) if has_axes else "",
            x_marks=tuple(Mark(plane.x(tick.at), tick.text) for tick in plane.time.ticks) if has_axes else (),
            y_marks=tuple(Mark(plane.y(tick.at), tick.text) for tick in plane.values.ticks) if has_axes else (),
        )

    def about_right(self, shown: Shown) -> float:
        """Return up to where there is room beside the title."""
        lefts = [label.at.x() - _TITLE_GAP for label in self._labels(shown)] if shown.placed.view is not None else []
        return min(lefts, default=self._stage.size_f.right())

    def place_whole_button(self, shown: Shown) -> None:
        """Show the way out of a closer look beside the title."""
        if shown.options.view is None:
            self._whole.hide()
        else:
            self._whole.show_at(self._after_title, self.about_right(shown) - self._after_title)

    def marks(
        self, shown: Shown, *, cursor: bool, focus: bool, band: tuple[float, float] | None, grounded: bool
    ) -> Marks:
        """Return the marks, and if there is to be a `cursor`, it and what else a hand does: `focus` and the `band`.

        `grounded`: lines may pass beneath the labels.
        """
        placed = shown.placed
        train = placed.lines.of(TRAIN)
        reading = self._reading(shown) if cursor else None
        return Marks(
            size=self._stage.size_f,
            plot=placed.plane.plot,
            signs=placed.signs(),
            labels=self._labels(shown, reading),
            reading=reading,
            cross=placed.cross(train, _CROSS_INSIDE) if shown.diverged and len(train) else None,
            focus=focus and cursor,
            band=band if cursor else None,
            grounded=(grounded or placed.inside) and placed.view is None,
            beside_title=placed.view is not None,
        )

    def end_places(self, shown: Shown) -> list[QRectF]:
        """Return what of the plot the labels at the lines' ends take."""
        labels = self._labels(shown) if shown.placed.view is None else ()
        sizes = [QSizeF(label.width(self._stage.fonts), 2 * _LABEL_HALF) for label in labels]
        heights = apart(labels, shown.placed.plane.plot)
        return [
            QRectF(QPointF(label.at.x(), y - _LABEL_HALF), size)
            for label, y, size in zip(labels, heights, sizes, strict=True)
        ]

    def _labels(self, shown: Shown, reading: Reading | None = None) -> tuple[EndLabel, ...]:
        """Return the labels: at the lines' ends, in a narrow chart in a corner, or in a closer look, where the ends may
        be anywhere, beside the title.

        There they tell what `reading` tells if that has no box.
        """
        labels = self._words.labels(shown)
        if shown.placed.inside:
            return self._in_corner(shown.placed, labels)
        if shown.placed.view is None:
            return labels
        if reading is not None and reading.box.isNull():
            return self._beside_title(_row_labels(reading))
        while len(labels) > 1 and self._beside_title(labels)[0].at.x() < self._after_title + SIGN_WIDTH:
            labels = labels[1:]
        return self._beside_title(labels)

    def _in_corner(self, placed: Placed, labels: Sequence[EndLabel]) -> tuple[EndLabel, ...]:
        lines = [placed.trace(which) for which, _ in placed.told.ends]
        return in_corner(labels, placed.plane.plot, self._stage.fonts, lines, at_top=self._words.falls)

    def _beside_title(self, labels: Sequence[EndLabel]) -> tuple[EndLabel, ...]:
        right, moved = self._stage.size_f.right(), []
        for label in reversed(labels):
            right -= math.ceil(label.width(self._stage.fonts))
            moved.append(replace(label, at=QPointF(right, _TITLE_Y)))
            right -= _TITLE_GAP
        return tuple(reversed(moved))

    def _reading(self, shown: Shown) -> Reading | None:
        """Return what the cursor reads: in a box, or in a closer look beside the title if that has room for it."""
        reading = self._words.reading(shown)
        if reading is None:
            return None
        if self._reads_beside_title(shown, reading):
            single = [f"{row.word} {row.value}" for row in reading.rows if row.which == RAW]
            return replace(reading, head=" · ".join([reading.head, *single]))
        placed, size = shown.placed, box_size(self._stage.fonts, reading)
        lines = [(placed.trace(which), style.weight) for which, style in placed.told.styles.items()]
        dots = [row.at for row in reading.rows]
        box = box_place(placed.plane.plot, reading.x, size, at_top=reading.at_top, lines=lines, dots=dots)
        return replace(reading, box=box)

    def _reads_beside_title(self, shown: Shown, reading: Reading) -> bool:
        if shown.placed.view is None or any(row.which is None for row in reading.rows):
            return False
        lefts = [label.at.x() for label in self._beside_title(_row_labels(reading))]
        return min(lefts, default=math.inf) >= self._after_title + self._whole.width() + _ABOUT_GAP

    @property
    def _after_title(self) -> float:
        """Where the button beside the title begins."""
        return width_of(self._stage.fonts.title, self._words.title) + _BUTTON_GAP


def _row_labels(reading: Reading) -> list[EndLabel]:
    """Return the labels of the lines that have an end too; a single step's value is told with the step."""
    return [
        EndLabel(row.word, row.value, row.which, row.style, row.at)
        for row in reading.rows
        if row.which is not None and row.which != RAW
    ]
