"""One sample, large: its values, and how sure the network is of each class."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QSizePolicy,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from playground.core.catalog import Family
from playground.core.facts import DataFacts
from playground.core.probes import Floats, Part, Plane, Points, Samples
from playground.ui.example_words import in_part, kind_of
from playground.ui.feature_figures import Feature, features_of
from playground.ui.figures import decimal, whole
from playground.ui.fitting_text import FittingText
from playground.ui.icons import give_icon
from playground.ui.look import Look
from playground.ui.plane_ground import Dots
from playground.ui.probability_bars import ProbabilityBars
from playground.ui.samples.pixel_view import PixelLens, PixelView
from playground.ui.samples.plane_patch import PlanePatch


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """One of the `Samples`."""

    part: Part
    index: int
    values: NDArray[Any]
    label: int
    probabilities: Floats
    chosen: int

    @classmethod
    def at(cls, samples: Samples, position: int) -> "Sample":
        return cls(
            part=samples.part,
            index=int(samples.indexes[position]),
            values=samples.values[position],
            label=int(samples.labels[position]),
            probabilities=samples.probabilities[position],
            chosen=int(samples.chosen[position]),
        )


_TOP, _BOTTOM, _GAP, _SIDE_GAP = 8, 12, 8, 4
"""Room above, beneath and between the parts, in px."""

_ARROWS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}


class SampleDetail(QWidget):
    """Shows one sample, with buttons and arrow keys that go to its neighbours; Escape closes it. With Ctrl the arrow
    keys go through the pixels of a picture, as the mouse does.
    """

    closed = Signal()
    moved = Signal(int)
    """The person went so many samples on (1) or back (-1)."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._facts: DataFacts | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._title = _label("title")
        self._verdict = FittingText(look)
        self._caption = _label("caption")
        self._caption.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._bars = ProbabilityBars(look, row=17)
        self._pixels = PixelView(look)
        self._lens = PixelLens(look)
        self._patch = PlanePatch(look)
        self._features = _FeatureTable()
        self._views = QStackedWidget()
        for view in (self._pixels, self._patch, self._features):
            self._views.addWidget(view)
        self._pixels.focus_changed.connect(self._on_pixel)
        self._lens.window_changed.connect(self._pixels.set_window)
        self._head = QHBoxLayout()
        self._lay_out()

    def set_facts(self, facts: DataFacts | None) -> None:
        """Begin anew with another data set."""
        self._facts = facts
        self._patch.forget()
        if facts is not None:
            self._bars.set_names(facts.class_names)
            self._features.set_features(features_of(facts) if facts.family is Family.TABLE else ())
            views = {Family.IMAGE: self._pixels, Family.PLANE: self._patch, Family.TABLE: self._features}
            self._views.setCurrentWidget(views[facts.family])
        self._show_lens()

    def show_points(self, points: Points) -> None:
        self._patch.set_dots(Dots.of(points))

    def set_plane(self, plane: Plane | None) -> None:
        """Take the network's answers over the plane; None: there are none yet."""
        self._patch.set_plane(plane)

    def show_sample(self, sample: Sample, trained: bool) -> None:
        """Show `sample`; before training (`trained` False) only what it is."""
        facts = self._facts
        if facts is None:
            return
        which = in_part(kind_of(facts), sample.part is Part.TRAIN)
        self._title.setText(f"{which} {whole(sample.index)}")
        self._show_verdict(sample, facts, trained)
        if trained:
            self._bars.show_probabilities(sample.probabilities, sample.chosen, sample.label)
        else:
            self._bars.clear()
        if facts.family is Family.IMAGE:
            self._lens.show_picture(sample.values, max(facts.high))
            self._pixels.show_picture(sample.values, max(facts.high))
        elif facts.family is Family.PLANE:
            self._patch.show_point(sample.values.astype(np.float32), sample.label)
            x, y = (decimal(float(value), 2) for value in sample.values)
            self._caption.setText(self.tr("x {x}   y {y}").format(x=x, y=y))
        else:
            self._features.show_values(sample.values)
        self._show_lens()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        across, down = _ARROWS.get(Qt.Key(event.key()), (0, 0))
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif not (across or down):
            super().keyPressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._pixels.move_focus(down, across)
        else:
            self.moved.emit(across + down)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_lens()

    def _lay_out(self) -> None:
        head = self._head
        head.setSpacing(_GAP)
        head.addWidget(self._title)
        head.addWidget(self._verdict, 1)
        for button in self._buttons():
            head.addWidget(button)
        side = QVBoxLayout()
        side.setSpacing(_SIDE_GAP)
        side.addWidget(self._bars)
        side.addSpacing(_SIDE_GAP)
        side.addWidget(self._caption)
        side.addWidget(self._lens, 1)
        side.addStretch(0)
        body = QHBoxLayout()
        body.setSpacing(16)
        body.addWidget(self._views, 1)
        body.addLayout(side, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, _TOP, 16, _BOTTOM)
        layout.setSpacing(_GAP)
        layout.addLayout(head)
        layout.addLayout(body, 1)

    def _buttons(self) -> list[QToolButton]:
        back = self._button(self.tr("The sample before (Left)"))
        back.setText("‹")
        on = self._button(self.tr("The next sample (Right)"))
        on.setText("›")
        close = self._button(self.tr("Back to all samples (Esc)"))
        give_icon(close, self._look, "close")
        back.clicked.connect(self._on_back)
        on.clicked.connect(self._on_on)
        close.clicked.connect(self.closed)
        return [back, on, close]

    def _button(self, words: str) -> QToolButton:
        button = QToolButton(self)
        button.setToolTip(words)
        button.setAccessibleName(words)
        button.setProperty("compact", True)
        return button

    def _show_verdict(self, sample: Sample, facts: DataFacts, trained: bool) -> None:
        truth, answer = facts.class_names[sample.label], facts.class_names[sample.chosen]
        wrong = trained and sample.chosen != sample.label
        if not trained:
            texts = [self.tr("is {truth}")]
        elif wrong:
            texts = [
                self.tr("is {truth}, the network says {answer}"),
                self.tr("is {truth}, not {answer}"),
                self.tr("wrong"),
            ]
        else:
            texts = [self.tr("is {truth}, and the network says so"), self.tr("is {truth}"), self.tr("right")]
        self._verdict.show_texts(
            [text.format(truth=truth, answer=answer) for text in texts], "danger" if wrong else "text2"
        )

    def _show_lens(self) -> None:
        """Show the lens where the picture's pixels are too small to hold their values; where there is no room for it
        beneath the bars, the caption tells the value of one pixel.
        """
        image = self._facts is not None and self._facts.family is Family.IMAGE
        wanted = image and not self._pixels.values_shown()
        roomy = self._bars.minimumSizeHint().height() + self._lens.minimumSizeHint().height() <= self._side_room()
        self._lens.setVisible(wanted and roomy)
        self._pixels.set_window(*self._lens.window_size() if roomy else (1, 1))
        self._caption.setVisible(wanted or self._views.currentWidget() is self._patch)
        if image:
            self._show_pixel()

    def _side_room(self) -> int:
        """Return the height beside the picture that the caption and its gaps leave, in px."""
        parts = self._head.sizeHint().height() + self._caption.sizeHint().height()
        return self.height() - _TOP - _BOTTOM - parts - _GAP - 3 * _SIDE_GAP

    def _show_pixel(self) -> None:
        row, column = self._pixels.focus_pixel
        if self._lens.isVisibleTo(self):
            text = self.tr("Around row {row}, column {column}").format(row=row, column=column)
        else:
            value = whole(self._pixels.focus_value())
            text = self.tr("Row {row}, column {column}: {value}").format(row=row, column=column, value=value)
        self._caption.setText(text)

    def _on_pixel(self, row: int, column: int) -> None:
        self._lens.show_pixel(row, column)
        self._show_pixel()

    def _on_back(self) -> None:
        self.moved.emit(-1)

    def _on_on(self) -> None:
        self.moved.emit(1)


class _FeatureTable(QTableWidget):
    """The features of a row and their values, one beneath the other."""

    def __init__(self) -> None:
        super().__init__(0, 2)
        self._features: tuple[Feature, ...] = ()
        self._figures: list[QTableWidgetItem] = []
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.horizontalHeader().hide()
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(22)
        self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)

    def set_features(self, features: tuple[Feature, ...]) -> None:
        self._features = features
        self._figures = [QTableWidgetItem() for _ in features]
        self.setRowCount(len(features))
        for row, (feature, figure) in enumerate(zip(features, self._figures, strict=True)):
            self.setItem(row, 0, QTableWidgetItem(feature.name))
            figure.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.setItem(row, 1, figure)

    def show_values(self, values: NDArray[Any]) -> None:
        for feature, figure, value in zip(self._features, self._figures, values.tolist(), strict=True):
            figure.setText(feature.figure(value))


def _label(role: str) -> QLabel:
    label = QLabel()
    label.setProperty("role", role)
    return label
