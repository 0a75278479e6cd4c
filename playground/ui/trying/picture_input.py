"""Pictures as a way to try the network, for data sets that nobody can draw."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from playground.core.facts import DataFacts
from playground.core.messages import PlaygroundError
from playground.core.preparation import Source, Step, prepared
from playground.core.probes import Example
from playground.ui.icons import give_icon
from playground.ui.look import Look
from playground.ui.trying.base import GAP, Invitation, SquareInput
from playground.ui.trying.picture_paper import PicturePaper


class PictureInput(SquareInput):
    """One of the test images, or a picture from the clipboard or a file."""

    sample_wanted = Signal()
    file_wanted = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        self._paper = PicturePaper(look, self.tr("paste or drop a picture here"))
        super().__init__(look, self._paper, parent)
        self._facts: DataFacts | None = None
        self._grey: NDArray[np.uint8] | None = None
        self._values: NDArray[Any] | None = None
        self._without: frozenset[Step] = frozenset()
        sample = QPushButton(self.tr("Test image"))
        sample.setToolTip(self.tr("Take one of the test images, another each time."))
        give_icon(sample, look, "image")
        sample.setIconSize(QSize(16, 16))
        sample.clicked.connect(self.sample_wanted)
        own = QPushButton(self.tr("Open a file…"))
        own.setToolTip(self.tr("Take a picture of your own from a file. You can also paste one (Ctrl+V) or drop one."))
        own.clicked.connect(self.file_wanted)
        self.rows.setSpacing(GAP)
        self.rows.addWidget(sample)
        self.rows.addWidget(own)

    def invitation(self) -> Invitation:
        return Invitation(
            self.tr("Pick a picture"), [self.tr("of the test set, or one of your own"), self.tr("or drop one")]
        )

    def set_facts(self, facts: DataFacts) -> None:
        same = self._facts is not None and facts.input_shape == self._facts.input_shape
        self._facts = facts
        if self._grey is not None:
            self.load_picture(self._grey)
        elif not same:
            self._values = None
            self._paper.show_picture(None, max(facts.high))

    def example(self) -> Example | None:
        return Example(self._values) if self._values is not None else None

    def source(self) -> Source | None:
        return self._grey

    def set_without(self, without: frozenset[Step]) -> None:
        """Leave these steps of the preparation out, of the picture that is there now too."""
        if without == self._without:
            return
        self._without = without
        if self._grey is not None and self._facts is not None:
            try:
                self._values = prepared(self._grey, self._facts, without)
            except PlaygroundError:  # it shows something only with, or without, the steps there were
                self._values = None
            self._show(self._values)

    def load(self, values: NDArray[Any]) -> None:
        self._grey = None
        self._show(values)

    def load_picture(self, grey: NDArray[np.uint8]) -> None:
        """Take the picture `grey` [h, w] as input; raises PlaygroundError when it shows nothing."""
        if self._facts is not None:
            values = prepared(grey, self._facts, self._without)
            self._grey = grey
            self._show(values)

    def _show(self, values: NDArray[Any] | None) -> None:
        self._values = values
        self._paper.show_picture(values, max(self._facts.high) if self._facts is not None else 255.0)
        self.changed.emit()
