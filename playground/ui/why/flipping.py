"""The part of the Why panel about the smallest change that flips the answer."""

import numpy as np
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from playground.core.facts import DataFacts
from playground.core.probes import Floats
from playground.core.setting import Scale
from playground.core.why import AMOUNTS, Flip, shifted
from playground.ui.example_words import short_names
from playground.ui.fitting_text import FittingText
from playground.ui.look import Look
from playground.ui.paper import paper_image
from playground.ui.slider import StopSlider
from playground.ui.values import Stops
from playground.ui.why.flip_axis import FlipAxis
from playground.ui.why.flip_chart import FlipChart
from playground.ui.why.inked import inked_image
from playground.ui.why.picture import Picture, Pixel
from playground.ui.why.speaking import HEAD
from playground.ui.why.words import amount_text, answer_at, legend, pixel_change, verdict

_BETWEEN = 8
_GAP = 4
_FULL = 0.2
"""The change, in parts of the range, that has the full colour of the map."""

_CHART = 60
_LARGEST = 114


class FlipPart(QWidget):
    """Input, changed input and the change, with a slider for how much each pixel may change.

    The slider stands at the smallest change that flips the answer, until a person puts it somewhere else: then it stays
    there while the input does.
    """

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._facts: DataFacts | None = None
        self._names: tuple[str, ...] = ()
        self._flip: Flip | None = None
        self._follows = True
        self._pixel: Pixel | None = None
        self._verdict = FittingText(look)
        captions = (self.tr("input"), self.tr("changed"), self.tr("the change"))
        self.pictures = tuple(Picture(look, caption) for caption in captions)
        self._captions = [_caption(caption) for caption in captions]
        self._captions[2].setToolTip(self.tr("Blue pixels got ink, orange ones lost it; full colour from 20 % on."))
        self.slider = StopSlider(Stops(AMOUNTS, Scale.LINEAR))
        self._chart = FlipChart(look, self.slider.handle_middle)
        self._axis = FlipAxis(look, self.slider.handle_middle)
        self._legend = FittingText(look)
        self._amount, self._answer = QLabel(), FittingText(look)
        self._label = QLabel(self.tr("Each pixel may change"))
        self._lay_out()
        self.slider.moved.connect(self._on_moved)
        for picture in self.pictures:
            picture.pointed.connect(self._on_pointed)
        look.changed.connect(self._show)

    def set_facts(self, facts: DataFacts) -> None:
        """Begin anew with another data set."""
        self._facts, self._names = facts, short_names(facts)
        for picture in self.pictures:
            picture.set_shape(facts.input_shape)
        self._follows = True
        self.show_flip(None)
        self._fit()

    def follow(self) -> None:
        """Put the slider where the answer flips again: there is another input."""
        self._follows = True

    def show_flip(self, flip: Flip | None) -> None:
        """Show this; None: nothing until there is an answer."""
        self._flip = flip
        if flip is not None:
            self.slider.set_stops(Stops(tuple(flip.amounts), Scale.LINEAR))
            if self._follows:
                place = flip.first if flip.first is not None else len(flip.amounts) - 1
                self.slider.show_value(flip.amounts[place])
        self._show()

    def words(self) -> str:
        """Return what is said about the flip."""
        return verdict(self._flip, self._names) if self._flip is not None else ""

    def answer(self) -> str:
        """Return what is said about the changed input."""
        return self._answer.text()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _lay_out(self) -> None:
        title = QLabel(self.tr("Smallest change that flips"))
        title.setProperty("role", "title")
        title.setFixedHeight(HEAD)
        title.setToolTip(
            self.tr("Every pixel moves by the same amount, each in the direction that hurts the answer most (FGSM).")
        )
        row = QHBoxLayout()
        row.setSpacing(_BETWEEN)
        for picture, caption in zip(self.pictures, self._captions, strict=True):
            column = QVBoxLayout()
            column.setSpacing(2)
            column.addWidget(picture)
            column.addWidget(caption)
            row.addLayout(column)
        row.addStretch(1)
        self._label.setProperty("role", "label")
        self._label.setBuddy(self.slider)
        self._amount.setProperty("role", "head")
        self.slider.setAccessibleName(self._label.text())
        self.slider.setToolTip(self.tr("By how much each pixel may change, in parts of its range of values."))
        line = QHBoxLayout()
        line.addWidget(self._label)
        line.addStretch(1)
        line.addWidget(self._amount)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(_GAP)
        layout.addWidget(title)
        layout.addWidget(self._verdict)
        layout.addLayout(row)
        layout.addWidget(self._legend)
        layout.addWidget(self._answer)
        layout.addWidget(self._chart, 1)
        layout.addWidget(self.slider)
        layout.addWidget(self._axis)
        layout.addLayout(line)
        layout.addStretch(0)
        layout.setAlignment(Qt.AlignmentFlag.AlignTop)

    def _fit(self) -> None:
        texts = 3 * self._verdict.sizeHint().height() + self._axis.sizeHint().height()
        others = HEAD + texts + _CHART + 4 * 20 + 8 * _GAP
        side = min((self.width() - 2 * _BETWEEN) // 3, self.height() - others, _LARGEST)
        for picture in self.pictures:
            picture.fit(QSize(side, side))

    def _show(self) -> None:
        flip, facts = self._flip, self._facts
        at = self.slider.value()
        self._chart.show_flip(flip, at, self._names)
        self._axis.show_amounts(flip.amounts if flip is not None else ())
        self.slider.setEnabled(flip is not None)
        self._amount.setText(amount_text(self.slider.stop()) if flip is not None else "")
        if flip is None or facts is None:
            for picture in self.pictures:
                picture.show_image(None)
            self._verdict.show_texts((), "text")
            self._legend.show_texts((), "text3")
            self._answer.show_texts((), "text2")
            return
        self._legend.show_texts(legend(), "text3")
        self._verdict.show_texts((self.words(),), "text")
        self._show_pictures(flip, facts)
        self._show_answer(flip)

    def _show_pictures(self, flip: Flip, facts: DataFacts) -> None:
        theme, high = self._look.theme, max(facts.high)
        changed, change = self._changed(flip, facts)
        ink = np.asarray(np.clip(flip.input / max(high, 1e-12), 0, 1), dtype=np.float32)
        before, after, difference = self.pictures
        before.show_image(paper_image(flip.input, high, theme))
        after.show_image(paper_image(changed, high, theme))
        difference.show_image(inked_image(change, _FULL, ink, theme))

    def _changed(self, flip: Flip, facts: DataFacts) -> tuple[Floats, Floats]:
        """Return the changed input [h, w] as stored, and the change in parts of the range."""
        changed = shifted(flip.input, flip.direction, self.slider.stop(), facts)
        span = max(facts.high) - min(facts.low)
        return changed, np.asarray((changed - flip.input) / max(span, 1e-12), dtype=np.float32)

    def _show_answer(self, flip: Flip) -> None:
        facts, pixel = self._facts, self._pixel
        for picture in self.pictures:
            picture.point_at(pixel)
        if pixel is not None and facts is not None:
            changed, change = self._changed(flip, facts)
            text = pixel_change(pixel, float(flip.input[pixel]), float(changed[pixel]), float(change[pixel]))
        else:
            text = answer_at(flip, self.slider.value(), self._names)
        self._answer.show_texts((text,), "text2")

    def _on_moved(self) -> None:
        flip = self._flip
        if flip is not None:
            self._follows = self.slider.value() == flip.first
            self._show()

    def _on_pointed(self, pixel: Pixel | None) -> None:
        self._pixel = pixel
        if self._flip is not None:
            self._show_answer(self._flip)


def _caption(text: str) -> QLabel:
    label = QLabel(text, alignment=Qt.AlignmentFlag.AlignHCenter)
    label.setProperty("role", "caption")
    return label
