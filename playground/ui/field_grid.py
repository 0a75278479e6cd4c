"""Fields in rows: those that need little width stand two in a row."""

from collections.abc import Collection, Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from playground.ui.fields import Field
from playground.ui.look import Look
from playground.ui.sections import OVERHANG

_GAP = 8
_FIRST_WIDTH = 232  # until there is one: that of a panel 264 wide

_WHOLE, _HALF = QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored


class FieldGrid(QWidget):
    """Fields from left to right and top to bottom, in the order given."""

    def __init__(self, fields: Sequence[Field], look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fields = tuple(fields)
        self._look = look
        self._rows: list[tuple[Field, ...]] = []
        self._shown = self._fields
        self._half = (_FIRST_WIDTH - _GAP) // 2
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, OVERHANG, 0)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        self._grid.setHorizontalSpacing(_GAP)
        for field in self._fields:
            field.setParent(self)
        self._arrange()
        look.changed.connect(self._on_look_changed)
        self._on_look_changed()

    @property
    def fields(self) -> tuple[Field, ...]:
        return self._fields

    def show_fields(self, paths: Collection[str]) -> None:
        """Show the fields with these paths and hide the others."""
        self._shown = tuple(field for field in self._fields if field.path in paths)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._half = (event.size().width() - OVERHANG - _GAP) // 2
        self._arrange()

    def _arrange(self) -> None:
        rows = _rows(self._shown, self._half)
        if rows == self._rows:
            return
        self._rows = rows
        for field in self._fields:
            self._grid.removeWidget(field)
            field.setVisible(field in self._shown)
        for row, fields in enumerate(rows):
            for column, field in enumerate(fields):
                alone = len(fields) == 1
                field.arrange(alone=alone)
                # Halves take exactly half, whatever they would like: they need less by the rule they were paired by.
                field.setSizePolicy(_WHOLE if alone else _HALF, QSizePolicy.Policy.Preferred)
                self._grid.addWidget(field, row, column, 1, 2 if alone else 1)

    def _on_look_changed(self) -> None:
        self._grid.setVerticalSpacing(6 if self._look.small else 10)


def _rows(fields: Sequence[Field], half: int) -> list[tuple[Field, ...]]:
    rows: list[tuple[Field, ...]] = []
    waiting: Field | None = None
    for field in fields:
        narrow = field.narrow_width() <= half
        if narrow and waiting and waiting.pairs_with(field):
            rows.append((waiting, field))
            waiting = None
            continue
        rows += [(waiting,)] if waiting else []
        rows += [] if narrow else [(field,)]
        waiting = field if narrow else None
    return [*rows, (waiting,)] if waiting else rows
