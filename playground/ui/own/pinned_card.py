"""The pinned drawing: its picture, what it is, what the network says, and how that changed in training."""

from collections.abc import Sequence
from typing import Any

from numpy.typing import NDArray
from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from playground.core.facts import DataFacts
from playground.core.history import History, Metric
from playground.ui.charts.bends import Bend
from playground.ui.figures import whole_surety
from playground.ui.fitting_text import FittingText
from playground.ui.icons import give_icon
from playground.ui.look import Look
from playground.ui.own.entries import UNKNOWN, Entries
from playground.ui.own.pinned_view import PinnedView
from playground.ui.paper import draw_crisp, paper_image

_PICTURE = 66


class PinnedCard(QWidget):
    """What there is to see of the pinned drawing; or how to pin one."""

    unpinned = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._chart = PinnedView(look)
        self._look = look
        self._facts: DataFacts | None = None
        self._picture = _Picture(look)
        self._title = QLabel()
        self._title.setProperty("role", "title")
        self._answer = FittingText(look)
        self._unpin = QToolButton()
        self._none = QLabel(alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        self._none.setProperty("role", "hint")
        self._pages = QStackedWidget()
        self._lay_out()
        self._show_none(elsewhere=False)

    def set_facts(self, facts: DataFacts | None) -> None:
        self._facts = facts

    def follow(self, history: History | None, metrics: Sequence[Metric]) -> None:
        """Show the run that writes `history`, with a line for each of `metrics`; None: there is none."""
        self._chart.follow(history, metrics)

    def set_plan(self, steps_per_epoch: int, planned_steps: int, bends: Sequence[Bend]) -> None:
        self._chart.set_plan(steps_per_epoch, planned_steps, bends)

    def refresh(self) -> bool:
        """Draw what is new; return whether there was anything to draw."""
        return self._chart.refresh()

    def show_pinned(self, entries: Entries, number: int | None) -> None:
        """Show the drawing `number`, where it is among `entries`; None: none is pinned."""
        position = entries.position(number)
        if position is None or self._facts is None:
            self._show_none(elsewhere=number is not None)
            return
        label, chosen = int(entries.labels[position]), int(entries.chosen[position])
        self._picture.show_picture(entries.images[position], max(self._facts.high))
        self._title.setText(self.tr("Pinned: {name}").format(name=self._facts.class_names[label]))
        self._show_answer(label, chosen, float(entries.sureties[position]))
        self._chart.set_true(label)
        self._pages.setCurrentIndex(0)

    def _show_answer(self, label: int, chosen: int, sure: float) -> None:
        if chosen == UNKNOWN or self._facts is None:
            self._answer.show_texts([self.tr("the network was not asked yet"), self.tr("not asked yet")], "text3")
            return
        name, percent = self._facts.class_names[chosen], whole_surety(sure)
        texts = [
            self.tr("the network says {name}, {percent} sure"),
            self.tr("it says {name}, {percent} sure"),
            "{name}",
        ]
        wrong = chosen != label
        self._answer.show_texts(
            [text.format(name=name, percent=percent) for text in texts], "danger" if wrong else "text2"
        )

    def _show_none(self, *, elsewhere: bool) -> None:
        self._none.setText(
            self.tr("The pinned drawing is of another class.")
            if elsewhere
            else self.tr("Pick a drawing and pin it: how sure the network is of each class is drawn while it learns.")
        )
        self._pages.setCurrentIndex(1)

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addStretch(1)
        words.addWidget(self._title)
        words.addWidget(self._answer)
        words.addStretch(1)
        self._unpin.setProperty("compact", True)
        self._unpin.setToolTip(self.tr("Pin this drawing no longer."))
        self._unpin.setAccessibleName(self.tr("Unpin"))
        give_icon(self._unpin, self._look, "close")
        self._unpin.clicked.connect(self.unpinned)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._picture)
        head.addLayout(words, 1)
        head.addWidget(self._unpin, 0, Qt.AlignmentFlag.AlignTop)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._chart, 1)
        self._pages.addWidget(page)
        self._pages.addWidget(self._none)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._pages)


class _Picture(QWidget):
    """The image that the network gets, pixel for pixel."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._values: NDArray[Any] | None = None
        self._high = 1.0
        self.setFixedSize(QSize(_PICTURE, _PICTURE))
        look.changed.connect(self.update)

    def show_picture(self, values: NDArray[Any], high: float) -> None:
        """Show `values` [h, w], stored values 0..high."""
        self._values, self._high = values, high
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme = self._look.theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(theme.color("paper"))
        painter.setPen(QPen(theme.color("border"), 1))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        if self._values is not None:
            room = QRectF(self.rect()).adjusted(5, 5, -5, -5)
            draw_crisp(painter, room, paper_image(self._values, self._high, theme))
