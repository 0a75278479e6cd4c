"""What of a gallery can be seen: its pictures as one image, and what is painted over them."""

from collections.abc import Sequence, Set

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter

from playground.core.facts import DataFacts
from playground.ui.example_words import short_names
from playground.ui.icons import icon
from playground.ui.look import Look
from playground.ui.own.entries import UNKNOWN, Entries
from playground.ui.own.shelf import Shelf
from playground.ui.samples.cells import CaptionNeed, Cell, caption_need
from playground.ui.samples.mosaic import Sheet, image_mosaic, mosaic_image
from playground.ui.samples.overlay import Content, SampleOverlay

_PIN = 14


class SeenRows:
    """Paints those rows of a shelf that can be seen; the pictures are made anew only when others are to be seen."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self._high = 1.0
        self._names: tuple[str, ...] = ()
        self._truths: tuple[str, ...] = ()
        self._pictures: tuple[object, QImage] | None = None  # and what they were made for
        self._overlay = SampleOverlay(look)

    def set_facts(self, facts: DataFacts | None, truth: str) -> None:
        """Begin anew with another data set; `truth` is the template for what a picture is ("is {name}")."""
        self._high = max(facts.high) if facts is not None else 1.0
        self._names = short_names(facts) if facts is not None else ()
        self._truths = tuple(truth.format(name=name) for name in self._names)
        self._pictures = None

    def need(self) -> CaptionNeed:
        return caption_need(self._look, self._names, self._truths)

    def cells(self, entries: Entries, here: range) -> Sequence[Cell]:
        """Return what the cells `here` say."""
        return [self._cell(entries, position) for position in here]

    def prepare(
        self, entries: Entries, shelf: Shelf, rows: range, need: CaptionNeed, picks: Set[int], *, focused: bool
    ) -> None:
        """Make ready what is said and marked in `rows`."""
        here = shelf.positions(rows)
        picked = [place for place, position in enumerate(here) if int(entries.numbers[position]) in picks]
        content = Content(shelf.strip(rows), need, self.cells(entries, here), None, picked, focused)
        self._overlay.show_content(content if here else None, QRectF())

    def prepare_pictures(self, entries: Entries, shelf: Shelf, rows: range, width: int, dpr: float) -> None:
        """Make ready the pictures in `rows`, for a widget so wide on a screen of `dpr`."""
        here = shelf.positions(rows)
        if not here:
            self._pictures = None
            return
        sheet = Sheet(shelf.strip(rows), QSize(width, 1), dpr)
        made_for = (sheet, self._look.theme, entries.numbers[here.start : here.stop].tobytes())
        if self._pictures is None or self._pictures[0] != made_for:
            mosaic = image_mosaic(entries.images[here.start : here.stop], self._high, sheet)
            self._pictures = (made_for, mosaic_image(mosaic, self._look.theme, dpr))

    def paint(self, painter: QPainter) -> None:
        if self._pictures is not None:
            painter.drawImage(QPointF(0, 0), self._pictures[1])
        self._overlay.paint(painter)

    def paint_pin(self, painter: QPainter, frame: QRectF) -> None:
        """Paint a pin into the corner of the picture at `frame`."""
        place = QRectF(frame.left() + 3, frame.top() + 3, _PIN, _PIN)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.theme.color("soft"))
        painter.drawEllipse(place.adjusted(-2, -2, 2, 2))
        icon(self._look, "pinned", "accent").paint(painter, place.toRect())

    def _cell(self, entries: Entries, position: int) -> Cell:
        label, chosen = int(entries.labels[position]), int(entries.chosen[position])
        known = chosen != UNKNOWN
        return Cell(
            answer=self._names[chosen] if known else "",
            truth=self._truths[label],
            wrong=known and chosen != label,
            surety=float(entries.sureties[position]),
        )
