"""What a lesson's tutorial reports beside what came out of the present run."""

from collections.abc import Sequence
from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from playground.core.lesson import Figure
from playground.core.lesson_figures import MEASURED, Outcome
from playground.ui.lessons.words import found_text, held_text, help_of, origin_word, wanted_text, when_text
from playground.ui.look import Look
from playground.ui.style import restyle
from playground.ui.words import say

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_TICK = "✓"
_GROUP_GAP = 8
_SPACING, _SPACING_NARROW = 16, 8


class FiguresTable(QWidget):
    """A head that says what it is, and a row for each figure, in groups by when they are taken."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._rows: list[_Row] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(_SPACING)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(0, 1)

    def set_narrow(self, narrow: bool) -> None:
        """Do with a narrow room, or have a wide one."""
        self._grid.setHorizontalSpacing(_SPACING_NARROW if narrow else _SPACING)

    def show_figures(self, figures: Sequence[Figure]) -> None:
        """Make the rows, without anything found."""
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._rows = []
        self._add_heads(figures)
        in_groups = len({figure.epoch for figure in figures}) > 1
        for epoch, group in groupby(sorted(figures, key=lambda figure: figure.epoch), lambda figure: figure.epoch):
            if in_groups:
                when = _label(when_text(epoch), "subtitle")
                when.setContentsMargins(0, _GROUP_GAP if self._rows else 0, 0, 0)
                self._grid.addWidget(when, self._grid.rowCount(), 0, 1, 4)
            for figure in group:
                self._rows.append(_Row(figure, self._look))
                self._rows[-1].add_to(self._grid)

    def show_outcomes(self, outcomes: Sequence[Outcome]) -> None:
        """Show what came out for the figures, whatever their order."""
        for row in self._rows:
            row.show_outcome(next(one for one in outcomes if one.figure is row.figure))

    def _add_heads(self, figures: Sequence[Figure]) -> None:
        self._grid.addWidget(self._make_title(figures), 0, 0)
        origins = {figure.origin for figure in figures}
        wanted = origin_word(origins.pop()) if len(origins) == 1 else self.tr("to reach")
        for column, text in ((1, wanted), (2, self.tr("yours"))):
            head = _label(text, "head")
            head.setAlignment(_RIGHT)
            self._grid.addWidget(head, 0, column)

    def _make_title(self, figures: Sequence[Figure]) -> QLabel:
        """Make the title; where all figures are taken at one time it says when, which saves a line."""
        title, epochs = _label(self.tr("What to reach"), "title"), {figure.epoch for figure in figures}
        title.setWordWrap(True)
        if len(epochs) == 1:
            title.setText(f"{title.text()} \u00b7 {when_text(epochs.pop())}")
        return title


class _Row:
    """The labels of one figure."""

    def __init__(self, figure: Figure, look: Look) -> None:
        self.figure = figure
        self._shown: Outcome | None = None
        self._name = _label(say(MEASURED[figure.metric]), "")
        self._wanted, self._found, self._held = (_label("", "") for _ in range(3))
        for label in (self._name, self._wanted, self._found, self._held):
            label.setFont(look.font(13))
        self._name.setWordWrap(True)
        for label in (self._wanted, self._found):
            label.setAlignment(_RIGHT)
        self._held.setMinimumWidth(QFontMetrics(look.font(13)).horizontalAdvance(held_text(False)))
        self.show_outcome(Outcome(figure, None))

    def add_to(self, grid: QGridLayout) -> None:
        row = grid.rowCount()
        for column, label in enumerate((self._name, self._wanted, self._found, self._held)):
            grid.addWidget(label, row, column)

    def show_outcome(self, outcome: Outcome) -> None:
        if outcome == self._shown:
            return
        self._shown, figure = outcome, self.figure
        self._wanted.setText(wanted_text(figure, outcome.computed))
        self._found.setText(found_text(figure, outcome.found))
        for label in (self._name, self._wanted, self._found, self._held):
            label.setToolTip(help_of(figure, outcome.computed))
        self._held.setText(_TICK if outcome.held else held_text(outcome.held))
        self._held.setAccessibleName(held_text(outcome.held))
        self._held.setProperty("role", "held" if outcome.held else "")
        restyle(self._held)


def _label(text: str, role: str) -> QLabel:
    label = QLabel(text)
    if role:
        label.setProperty("role", role)
    return label
