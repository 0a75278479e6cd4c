"""The Samples panel: examples that the network is asked about, and what it says of them while it learns."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from playground.core.catalog import Family
from playground.core.facts import DataFacts
from playground.core.probes import (
    AskPlane,
    AskPoints,
    AskSamples,
    ExampleAt,
    Keep,
    Order,
    Plane,
    Points,
    Question,
    Samples,
)
from playground.ui.figures import whole
from playground.ui.icons import give_icon
from playground.ui.look import Look
from playground.ui.samples.detail import Sample, SampleDetail
from playground.ui.samples.footer_line import FooterLine
from playground.ui.samples.grid import SampleGrid
from playground.ui.samples.order_box import OrderBox
from playground.ui.samples.rows import SampleRows
from playground.ui.samples.words import footer_texts, nothing_kept
from playground.ui.segments import SegmentedControl

_ROWS = 60
_COARSE = AskPlane(cells=24, neuron_cells=1)
"""How many rows a table shows; the rest of them is a matter of scrolling, so it need not be exact."""

_FIGURE_SPACE = "\u2007"


class SamplesPanel(QWidget):
    """Samples as pictures or rows, filtered and sorted; a click sends one through the network and enlarges it."""

    questions_changed = Signal()
    """Other questions are to be asked now."""

    sample_chosen = Signal(object)
    """The person chose this sample, a picture or a row: an ExampleAt."""

    point_chosen = Signal(float, float)
    """The person chose a sample of the plane: its x and y."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._facts: DataFacts | None = None
        self._trained = False
        self._network_visible = True
        self._narrow = False
        self._samples: Samples | None = None
        self._selected: ExampleAt | None = None
        self._counts: dict[Keep, str] = {}
        self._filter = SegmentedControl(
            [(Keep.ALL, self.tr("All")), (Keep.RIGHT, self.tr("Right")), (Keep.WRONG, self.tr("Wrong"))]
        )
        self._filter.setToolTip(self.tr("All of the samples that are looked at, or those answered right or wrong."))
        self._order = OrderBox(look)
        self._draw = 0
        self._again = self._make_again()
        self._again_key = QShortcut(QKeySequence(Qt.Key.Key_D), self)
        self._again_key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._again_key.setEnabled(False)
        self._grid = SampleGrid(look)
        self._rows = SampleRows(look)
        self._detail = SampleDetail(look)
        self._message = QLabel(alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        self._message.setProperty("role", "hint")
        self._footer = FooterLine(look)
        self._pages = QStackedWidget()
        self._list = QStackedWidget()
        self._lay_out()
        self._connect()
        self.show_facts(None, False)

    @property
    def title(self) -> str:
        return self.tr("Samples")

    @property
    def about(self) -> str:
        return self.tr("single examples, and what the network says")

    def header_controls(self) -> Sequence[QWidget]:
        return [self._filter, self._order, self._again]

    def questions(self) -> Sequence[Question]:
        """Return what is to be asked: as many samples as fit; while one is enlarged all, so that it is among them."""
        facts = self._facts
        if facts is None:
            return []
        part, order = self._order.choice()
        count = _ROWS if facts.family is Family.TABLE else self._grid.capacity()
        ask = AskSamples(part=part, order=order, keep=self._keep(), count=count, draw=self._draw)
        if self._enlarged():
            ask = replace(ask, keep=Keep.ALL, count=ask.pool)
        if facts.family is not Family.PLANE:
            return [ask]
        # The Network panel surveys the plane, as finely as the network's size allows; without it a coarse survey does.
        return [ask, AskPoints()] if self._network_visible else [ask, AskPoints(), _COARSE]

    def begin_anew(self) -> None:
        """Go back to all samples in the order of the first start."""
        self._filter.set_value(Keep.ALL)
        self._order.put_back()
        self._on_order()

    def draw_again(self) -> None:
        """Draw other examples at random."""
        self._draw += 1
        self._on_controls()

    def set_network_visible(self, visible: bool) -> None:
        """Tell whether the Network panel is there, whose survey of the plane serves here too."""
        if visible != self._network_visible:
            self._network_visible = visible
            self.questions_changed.emit()

    def set_narrow(self, narrow: bool) -> None:
        """Do with less room, because another panel stands beside this one; or with the usual room."""
        if narrow != self._narrow:
            self._narrow = narrow
            self._order.set_narrow(narrow)
            self._show_counts()

    def show_facts(self, facts: DataFacts | None, trained: bool) -> None:
        """Begin anew with this data, or without any; `trained` tells whether the network has learned anything yet."""
        if facts is None or self._facts is None or facts.fingerprint != self._facts.fingerprint:
            self._facts = facts
            self._samples = self._selected = None
            for view in (self._grid, self._rows, self._detail):
                view.set_facts(facts)
            self._show_list_page()
        self._set_trained(trained)
        self._show()
        self.questions_changed.emit()

    def show_answer(self, answer: object) -> None:
        """Show an answer; one to another panel's question, or to one that is no longer asked, is left alone."""
        facts = self._facts
        if facts is None:
            return
        if isinstance(answer, Samples):
            self._take_samples(answer, facts)
        elif isinstance(answer, Points) and facts.family is Family.PLANE:
            self._grid.show_points(answer)
            self._detail.show_points(answer)
        elif isinstance(answer, Plane) and facts.family is Family.PLANE and self._trained:
            self._grid.set_plane(answer)
            self._detail.set_plane(answer)

    def _make_again(self) -> QToolButton:
        button = QToolButton()
        button.setProperty("compact", True)
        button.setIconSize(QSize(14, 14))
        give_icon(button, self._look, "new_seed")
        button.setAccessibleName(self.tr("Draw again"))
        button.setToolTip(self.tr("Draw other examples at random. (D, while the samples have the keys)"))
        button.hide()
        return button

    def _lay_out(self) -> None:
        for view in (self._grid, self._rows, self._message):
            self._list.addWidget(view)
        foot = QVBoxLayout()
        foot.setContentsMargins(4, 0, 4, 0)
        foot.addWidget(self._footer)
        page = QWidget()
        inner = QVBoxLayout(page)
        inner.setContentsMargins(12, 2, 12, 0)
        inner.setSpacing(0)
        inner.addWidget(self._list, 1)
        inner.addLayout(foot)
        self._pages.addWidget(page)
        self._pages.addWidget(self._detail)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._pages)

    def _connect(self) -> None:
        self._filter.chosen.connect(self._on_controls)
        self._order.chosen.connect(self._on_order)
        self._again.clicked.connect(self.draw_again)
        self._again_key.activated.connect(self.draw_again)
        self._grid.capacity_changed.connect(self.questions_changed)
        for view in (self._grid, self._rows):
            view.opened.connect(self._on_opened)
            view.moved.connect(self._on_moved)
        self._detail.closed.connect(self._on_closed)
        self._detail.moved.connect(self._on_detail_moved)
        self._look.changed.connect(self._show)

    def _view(self) -> SampleGrid | SampleRows:
        """Return the view that suits the data."""
        table = self._facts is not None and self._facts.family is Family.TABLE
        return self._rows if table else self._grid

    def _keep(self) -> Keep:
        return Keep(self._filter.value()) if self._trained else Keep.ALL

    def _enlarged(self) -> bool:
        return self._pages.currentWidget() is self._detail

    def _set_trained(self, trained: bool) -> None:
        self._trained = trained
        self._filter.setEnabled(trained)
        self._order.set_trained(trained)
        if not trained:
            self._grid.set_plane(None)
            self._detail.set_plane(None)

    def _take_samples(self, samples: Samples, facts: DataFacts) -> None:
        fits = samples.values.shape[1:] == facts.input_shape and samples.probabilities.shape[1] == facts.class_count
        if not fits or samples.part is not self._order.choice()[0]:
            return
        self._samples = samples
        if samples.step > 0 and not self._trained:
            self._set_trained(True)
            self.questions_changed.emit()
        self._show()

    def _show_list_page(self) -> None:
        """Go back from one sample to all."""
        self._pages.setCurrentIndex(0)

    def _show(self) -> None:
        """Show what is known now, in the view that is seen."""
        samples = self._samples
        if samples is not None and self._enlarged():
            self._show_detail(samples)
        elif samples is not None:
            self._show_list(samples)
        elif self._facts is None:
            self._show_message(self.tr("Samples appear here once there is data."))
        else:
            self._list.setCurrentWidget(self._view())
        self._show_counts()
        self._footer.show_texts(*footer_texts(self._facts, samples, self._trained, not self._look.small))

    def _show_detail(self, samples: Samples) -> None:
        position = _position(samples, self._selected)
        if position is not None:
            self._detail.show_sample(Sample.at(samples, position), self._trained)

    def _show_list(self, samples: Samples) -> None:
        shown, view = self._passing(samples), self._view()
        if not len(shown.indexes):
            self._show_message(nothing_kept(self._keep(), samples.pool))
            return
        view.show_samples(shown, self._trained)
        view.select(_position(shown, self._selected))
        self._list.setCurrentWidget(view)

    def _show_message(self, text: str) -> None:
        self._message.setText(text)
        self._list.setCurrentWidget(self._message)

    def _show_counts(self) -> None:
        """Say how many are looked at and how many are wrong, where there is room for it."""
        samples = None if self._look.small or self._narrow else self._samples
        texts = {Keep.ALL: self.tr("All"), Keep.WRONG: self.tr("Wrong")}
        if samples is not None:
            pool = whole(samples.pool)
            wrong = whole(samples.wrong) if self._trained else "–"
            texts[Keep.ALL] += f" {pool}"
            texts[Keep.WRONG] += f" {wrong.ljust(len(pool), _FIGURE_SPACE)}"  # keeps its width while figures change
        for keep, text in texts.items():
            if self._counts.get(keep) != text:
                self._counts[keep] = text
                self._filter.set_text(keep, text)

    def _passing(self, samples: Samples) -> Samples:
        """Return those of `samples` that the filter lets through."""
        right = samples.chosen == samples.labels
        if self._keep() is Keep.ALL:
            return samples
        places = np.flatnonzero(right if self._keep() is Keep.RIGHT else ~right)
        return replace(
            samples,
            indexes=samples.indexes[places],
            values=samples.values[places],
            labels=samples.labels[places],
            probabilities=samples.probabilities[places],
            chosen=samples.chosen[places],
        )

    def _choose(self, samples: Samples, position: int) -> None:
        """Take the one at `position` of `samples`, and tell."""
        example = ExampleAt(samples.part, int(samples.indexes[position]))
        if example != self._selected:
            self._selected = example
            if self._facts is not None and self._facts.family is Family.PLANE:
                x, y = samples.values[position].tolist()
                self.point_chosen.emit(x, y)
            else:
                self.sample_chosen.emit(example)

    def _on_order(self) -> None:
        at_random = self._order.choice()[1] is Order.RANDOM
        self._again.setVisible(at_random)
        self._again_key.setEnabled(at_random)
        self._on_controls()

    def _on_controls(self) -> None:
        self._show_list_page()
        self._show()
        self.questions_changed.emit()

    def _on_moved(self, position: int) -> None:
        if self._samples is not None:
            self._choose(self._passing(self._samples), position)
            self._show()

    def _on_opened(self, position: int) -> None:
        if self._samples is None:
            return
        self._choose(self._passing(self._samples), position)
        self._pages.setCurrentWidget(self._detail)
        self._detail.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show()
        self.questions_changed.emit()

    def _on_closed(self) -> None:
        self._show_list_page()
        self._view().setFocus(Qt.FocusReason.OtherFocusReason)
        self._show()
        self.questions_changed.emit()

    def _on_detail_moved(self, step: int) -> None:
        if self._samples is None:
            return
        passing = self._passing(self._samples)
        if not len(passing.indexes):
            return
        here = _position(passing, self._selected)
        self._choose(passing, 0 if here is None else max(0, min(here + step, len(passing.indexes) - 1)))
        self._show()


def _position(samples: Samples, example: ExampleAt | None) -> int | None:
    """Return where `example` is among `samples`."""
    if example is None or example.part is not samples.part:
        return None
    places = np.flatnonzero(samples.indexes == example.index)
    return int(places[0]) if len(places) else None
