"""The part of the Why panel about the picture itself: which ink, and which patches, speak for a class."""

import numpy as np
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from playground.core.facts import DataFacts
from playground.core.probes import Floats
from playground.core.why import Occlusion, Saliency
from playground.ui.combo import Combo
from playground.ui.example_words import short_names
from playground.ui.fitting_text import FittingText
from playground.ui.look import Look
from playground.ui.why.column import MapColumn
from playground.ui.why.inked import inked_image, ramp_end
from playground.ui.why.picture import Pixel
from playground.ui.why.words import ink_value, ink_words, patch_value, patch_words

HEAD = 24
"""Height of the line of titles, px."""

_BETWEEN = 8
_GAP = 6


class SpeakingPart(QWidget):
    """Explains the answer, or a class that a person chose in its place."""

    label_chosen = Signal()
    """The person chose another class to be explained."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._facts: DataFacts | None = None
        self._names: tuple[str, ...] = ()
        self._saliency: Saliency | None = None
        self._occlusion: Occlusion | None = None
        self._pixel: Pixel | None = None
        self._box = self._make_box()
        self._named = FittingText(look)
        self._ink = MapColumn(
            look,
            self.tr("Ink × gradient"),
            self.tr("How far the ink of each pixel raises or lowers the raw output of the class: ink times slope."),
        )
        self._patches = MapColumn(
            look,
            self.tr("Patch wiped"),
            self.tr("By how much the raw output of the class falls when the patch around a pixel is wiped to paper."),
        )
        self._lay_out()
        for column in (self._ink, self._patches):
            column.pointed.connect(self._on_pointed)
        look.changed.connect(self._show)

    def show_named(self, text: str) -> None:
        """Say in `text` what is explained."""
        self._named.show_texts((text,), "text2")

    def named(self) -> str:
        """Return what is said to be explained."""
        return self._named.text()

    def enough_width(self, height: int) -> int:
        """Return the width with which the pictures are as large as `height` allows, in px."""
        side = self._ink.side_within(self._rest_of(height))
        return 2 * side + _BETWEEN

    def label(self) -> int | None:
        """Return the class that is to be explained; None: the answer, whatever it is."""
        index = self._box.currentIndex()
        return index - 1 if index > 0 else None

    def set_facts(self, facts: DataFacts) -> None:
        """Begin anew with another data set."""
        self._facts, self._names = facts, short_names(facts)
        self._box.clear()
        self._box.addItem(self.tr("the answer"))
        self._box.addItems(list(facts.class_names))
        for column in (self._ink, self._patches):
            column.picture.set_shape(facts.input_shape)
        self.forget()
        self._fit()

    def forget(self) -> None:
        """Show nothing until there are answers."""
        self._saliency = self._occlusion = self._pixel = None
        self._show()

    def show_saliency(self, saliency: Saliency) -> None:
        self._saliency = saliency
        self._box.setItemText(0, self.tr("answer: {name}").format(name=self._names[saliency.chosen]))
        self._show()

    def show_occlusion(self, occlusion: Occlusion) -> None:
        self._occlusion = occlusion
        self._show()

    def columns(self) -> tuple[MapColumn, MapColumn]:
        """Return the two pictures with their words: of ink, of patches."""
        return self._ink, self._patches

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _make_box(self) -> Combo:
        box = Combo(self)
        box.setFixedHeight(HEAD)
        box.setStyleSheet(f"QComboBox, QComboBox:focus {{ min-height: {HEAD - 2}px; font-size: 12px; }}")
        box.setAccessibleName(self.tr("Class to explain"))
        box.setToolTip(self.tr("Which class is explained: the answer, or another one, to see why it was not that."))
        box.setMinimumContentsLength(8)
        box.activated.connect(self._on_activated)
        return box

    def _lay_out(self) -> None:
        title = QLabel(self.tr("What speaks for"))
        title.setProperty("role", "title")
        title.setBuddy(self._box)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(title)
        head.addWidget(self._box, 1)
        pictures = QHBoxLayout()
        pictures.setSpacing(_BETWEEN)
        for column in (self._ink, self._patches):
            pictures.addWidget(column, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(_GAP)
        layout.addLayout(head)
        layout.addWidget(self._named)
        layout.addLayout(pictures, 1)
        layout.setAlignment(Qt.AlignmentFlag.AlignTop)

    def _fit(self) -> None:
        room = QSize((self.width() - _BETWEEN) // 2, self._rest_of(self.height()))
        for column in (self._ink, self._patches):
            column.fit(room)

    def _rest_of(self, height: int) -> int:
        """Return what the two lines above the pictures leave of `height`, in px."""
        return height - HEAD - self._named.sizeHint().height() - 2 * _GAP

    def _show(self) -> None:
        self._show_ink()
        self._show_patches()

    def _show_ink(self) -> None:
        saliency = self._saliency
        if saliency is None:
            self._ink.show_map(None, None)
            self._ink.show_words("", None)
            return
        name, values = self._names[saliency.label], saliency.contributions
        end = ramp_end(values)
        self._ink.show_map(inked_image(values, end, self._inks(saliency), self._look.theme), end)
        pixel = self._pixel
        text = ink_words(name) if pixel is None else ink_value(*pixel, float(values[pixel]), name)
        self._ink.show_words(text, pixel)

    def _show_patches(self) -> None:
        occlusion = self._occlusion
        if occlusion is None:
            self._patches.show_map(None, None)
            self._patches.show_words("", None)
            return
        name, values = self._names[occlusion.label], occlusion.worth
        end = ramp_end(values)
        self._patches.show_map(inked_image(values, end, self._inks(occlusion), self._look.theme), end)
        pixel = self._pixel
        text = patch_words(occlusion, name) if pixel is None else patch_value(occlusion, pixel, name)
        self._patches.show_words(text, pixel, occlusion.patch)

    def _inks(self, of: Saliency | Occlusion) -> Floats:
        """Return how much ink each pixel [h, w] holds, 0..1."""
        high = max(self._facts.high) if self._facts is not None else 1.0
        return np.asarray(np.clip(of.input / max(high, 1e-12), 0, 1), dtype=np.float32)

    def _on_pointed(self, pixel: Pixel | None) -> None:
        if pixel != self._pixel:
            self._pixel = pixel
            self._show()

    def _on_activated(self) -> None:
        self.label_chosen.emit()
