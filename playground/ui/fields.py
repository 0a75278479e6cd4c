"""Controls that are made from the experiment's own field specs: a new hyperparameter needs nothing here."""

import random
from abc import abstractmethod
from typing import Any

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from playground.core.setting import FieldSpec
from playground.ui.combo import Combo
from playground.ui.decades import DecadeScale
from playground.ui.effects import MARK_WIDTH, EffectMark, effect_sentence, own_mark
from playground.ui.icons import curve_icon, give_icon
from playground.ui.look import Look
from playground.ui.slider import StopSlider
from playground.ui.style import set_flag
from playground.ui.value_field import ValueField
from playground.ui.values import Stops, has_slider, shown, stops
from playground.ui.words import say, tooltip

_GAP = 3
_BESIDE_WIDTH = 132  # boxes with their title beside them line up from here on
_TITLE_HEIGHT = 18  # as high as the value beside it, so that titles in a row line up
_ROW_WIDTH = 216  # in the narrowest panel, 248 wide
_LARGE = "training.learning_rate"
_RUN_SEED = "training.seed"
_HIGHEST_NEW_SEED = 9999  # short enough to remember and to say aloud


class Field(QWidget):
    """One field of the experiment: its title, the sign of its effect, its control, and what is wrong with it."""

    edited = Signal(str, object, bool)
    """The person gave another value: the field's path, the value (a number, a word, a yes or no), whether a drag goes
    on."""
    refused = Signal(str, str)
    """What was typed cannot be: the field's path, and a sentence about it, or "" once it is taken back."""

    def __init__(self, spec: FieldSpec, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.spec = spec
        self.title = say(spec.setting.title)
        self._look = look
        self._reason = ""
        self._title_label = QLabel(self.title)
        self._title_label.setProperty("role", "label")
        self._title_label.setMinimumHeight(_TITLE_HEIGHT)
        self._marks = [EffectMark(spec.setting.effect, look)] if own_mark(spec) else []
        self._problem = QLabel()
        self._problem.setProperty("role", "problem")
        self._problem.setWordWrap(True)
        self._problem.hide()
        self._show_help()

    @property
    def path(self) -> str:
        return self.spec.path

    @property
    def problem_text(self) -> str:
        return self._problem.text()

    @abstractmethod
    def show_value(self, value: Any) -> None:
        """Show a value; silent."""

    @abstractmethod
    def controls(self) -> list[QWidget]:
        """Return what the person works with, in the order of Tab."""

    @abstractmethod
    def narrow_width(self) -> int:
        """Return the least width that cuts off nothing, px: fields that need little stand two in a row."""

    def pairs_with(self, other: "Field") -> bool:
        """Tell whether the two look well side by side."""
        return type(self) is type(other) or {type(self), type(other)} == {SliderField, ChoiceField}

    def arrange(self, *, alone: bool) -> None:
        """Take the form for a row of one's own, or for half a row."""

    def show_unused(self, reason: str) -> None:
        """Grey the control and say why in its tooltip; an empty reason makes it usable."""
        if reason == self._reason:
            return
        self._reason = reason
        for widget in (self._title_label, *self._marks, *self.controls()):
            widget.setEnabled(not reason)
        self._show_help()

    def show_problem(self, text: str, *, framed: bool = True) -> None:
        """Say below the control what is wrong; an empty text clears it. `framed`: the value shown is what is wrong."""
        self._problem.setText(text)
        self._problem.setVisible(bool(text))
        self._frame(framed and bool(text))

    def _frame(self, faulty: bool) -> None:
        control = self.controls()[0]
        if isinstance(control, ValueField):
            control.mark_faulty(faulty)
        else:
            set_flag(control, "invalid", faulty)

    def _show_help(self) -> None:
        setting = self.spec.setting
        self.setToolTip(tooltip(self._reason, say(setting.help), effect_sentence(setting.effect)))

    def _on_refused(self, sentence: str) -> None:
        self.refused.emit(self.path, sentence)

    def _name(self, *widgets: QWidget) -> None:
        for widget in widgets:
            widget.setAccessibleName(self.title)
            widget.setAccessibleDescription(say(self.spec.setting.help))

    def _title_line(self, *right: QWidget) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(_GAP)
        line.addWidget(self._title_label)
        for mark in self._marks:
            line.addWidget(mark)
        line.addStretch(1)
        for widget in right:
            line.addWidget(widget)
        return line

    def _title_width(self) -> int:
        """Return the width of title and sign, by the font that the style sheet gives the title."""
        return QFontMetrics(self._look.font(12)).horizontalAdvance(self.title) + _GAP + self._marks_width()

    def _marks_width(self) -> int:
        return len(self._marks) * (MARK_WIDTH + _GAP)


class SliderField(Field):
    """Title and value in one line, a slider beneath. The large form has a frame around its figures, and decades."""

    def __init__(self, spec: FieldSpec, look: Look, parent: QWidget | None = None, *, large: bool = False) -> None:
        super().__init__(spec, look, parent)
        self._slider = StopSlider(stops(spec), large=large)
        self._value = ValueField(spec, self._slider.stops, form="large" if large else "flat")
        self._name(self._slider, self._value)
        self._slider.moved.connect(self._on_moved)
        self._value.entered.connect(self._on_entered)
        self._value.refused.connect(self._on_refused)
        column = _column(self, 0)
        column.addLayout(self._title_line(self._value))
        column.addWidget(self._slider, 1)
        if large:
            self._title_label.setProperty("role", "title")
            column.addWidget(DecadeScale(self._slider, look))
        column.addWidget(self._problem)

    @property
    def slider(self) -> StopSlider:
        return self._slider

    @property
    def value_field(self) -> ValueField:
        return self._value

    def set_range(self, spec: FieldSpec, new_stops: Stops) -> None:
        """Take other stops, and perhaps another word for 0, as the data asks for."""
        if new_stops != self._slider.stops or spec != self.spec:
            self.spec = spec
            self._slider.set_stops(new_stops)
            self._value.set_range(spec, new_stops)

    def show_value(self, value: float) -> None:
        if not self._slider.isSliderDown():
            self._slider.show_value(value)
            self._show_text(value)

    def controls(self) -> list[QWidget]:
        return [self._value, self._slider]

    def narrow_width(self) -> int:
        return self._title_width() + self._value.needed_width()

    def _show_text(self, value: float) -> None:
        self._value.show_value(value)
        self._slider.setAccessibleDescription(shown(self.spec, value))

    def _on_moved(self, value: float, dragging: bool) -> None:
        self._show_text(value)
        self.edited.emit(self.path, value, dragging)

    def _on_entered(self, value: float) -> None:
        self._slider.show_value(value)
        self.edited.emit(self.path, value, False)


class NumberField(Field):
    """A plain field with its title above, for numbers that nobody drags, such as seeds."""

    def __init__(self, spec: FieldSpec, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(spec, look, parent)
        self._value = ValueField(spec, None)
        self._value.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._name(self._value)
        self._value.entered.connect(self._on_entered)
        self._value.refused.connect(self._on_refused)
        column = _column(self, 2)
        column.addLayout(self._title_line())
        column.addLayout(self._control_line())
        column.addWidget(self._problem)

    @property
    def value_field(self) -> ValueField:
        return self._value

    def show_value(self, value: float) -> None:
        self._value.show_value(value)

    def controls(self) -> list[QWidget]:
        return [self._value]

    def narrow_width(self) -> int:
        return self._title_width()

    def _control_line(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self._value, 1)
        return line

    def _on_entered(self, value: float) -> None:
        self.edited.emit(self.path, value, False)


class SeedField(NumberField):
    """The run's seed, with a button that draws another."""

    def __init__(self, spec: FieldSpec, look: Look, parent: QWidget | None = None) -> None:
        self._button = QPushButton()
        super().__init__(spec, look, parent)
        self._button.setText(self.tr("New seed"))
        self._button.setToolTip(tooltip(self.tr("Start from other random numbers.")))
        self._button.clicked.connect(self._on_clicked)
        give_icon(self._button, look, "new_seed")

    @property
    def button(self) -> QPushButton:
        return self._button

    def controls(self) -> list[QWidget]:
        return [self._value, self._button]

    def narrow_width(self) -> int:
        return self._title_width() + self._button.sizeHint().width()

    def _control_line(self) -> QHBoxLayout:
        line = super()._control_line()
        line.addWidget(self._button, 1)
        return line

    def _on_clicked(self) -> None:
        self.edited.emit(self.path, random.randint(1, _HIGHEST_NEW_SEED), False)


class ChoiceField(Field):
    """One of a few words: the title above the box, or beside it in a row of its own."""

    def __init__(self, spec: FieldSpec, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(spec, look, parent)
        self._combo = Combo()
        self._combo.setIconSize(QSize(20, 14))
        for value, title in spec.setting.choices.items():
            self._combo.addItem(say(title), value)
            about = tooltip(say(spec.setting.choice_help.get(value, "")))
            self._combo.setItemData(self._combo.count() - 1, about, Qt.ItemDataRole.ToolTipRole)
        self._name(self._combo)
        self._combo.activated.connect(self._on_activated)
        self._head = QWidget()
        self._head.setLayout(self._title_line())
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(2)
        self._grid.addWidget(self._problem, 2, 0, 1, 2)
        self.arrange(alone=False)
        look.changed.connect(self._on_look_changed)
        self._on_look_changed()

    @property
    def combo(self) -> Combo:
        return self._combo

    def arrange(self, *, alone: bool) -> None:
        self._grid.removeWidget(self._head)
        self._grid.removeWidget(self._combo)
        beside = alone and self._title_width() + self._combo.needed_width() <= _ROW_WIDTH
        if beside:
            self._grid.addWidget(self._head, 0, 0)
            self._grid.addWidget(self._combo, 0, 1)
            self._combo.prefer_width(_BESIDE_WIDTH)
        else:
            self._grid.addWidget(self._head, 0, 0, 1, 2)
            self._grid.addWidget(self._combo, 1, 0, 1, 2)
            self._combo.take_width()
        self._grid.setColumnStretch(0, 1 if beside else 0)

    def show_value(self, value: str) -> None:
        with QSignalBlocker(self._combo):
            self._combo.setCurrentIndex(self._combo.findData(str(value)))

    def controls(self) -> list[QWidget]:
        return [self._combo]

    def narrow_width(self) -> int:
        return max(self._title_width(), self._combo.needed_width())

    def _on_activated(self) -> None:
        self.edited.emit(self.path, self._combo.currentData(), False)

    def _on_look_changed(self) -> None:
        for index in range(self._combo.count()):
            self._combo.setItemIcon(index, curve_icon(self._look, self._combo.itemData(index)))


class CheckField(Field):
    """A yes or no."""

    def __init__(self, spec: FieldSpec, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(spec, look, parent)
        self._box = QCheckBox(self.title)
        self._name(self._box)
        self._box.clicked.connect(self._on_clicked)
        self._title_label.hide()
        line = QHBoxLayout()
        line.setSpacing(_GAP)
        line.addWidget(self._box)
        for mark in self._marks:
            line.addWidget(mark)
        line.addStretch(1)
        column = _column(self, 0)
        column.addLayout(line)
        column.addWidget(self._problem)

    @property
    def box(self) -> QCheckBox:
        return self._box

    def show_value(self, value: bool) -> None:
        with QSignalBlocker(self._box):
            self._box.setChecked(value)

    def controls(self) -> list[QWidget]:
        return [self._box]

    def narrow_width(self) -> int:
        return self._box.sizeHint().width() + self._marks_width()

    def _on_clicked(self, checked: bool) -> None:
        self.edited.emit(self.path, checked, False)


def make_field(spec: FieldSpec, look: Look) -> Field:
    """Make the control that fits the field; ValueError for kinds that have none (words and lists of numbers)."""
    if spec.kind == "bool":
        return CheckField(spec, look)
    if spec.kind == "choice":
        return ChoiceField(spec, look)
    if spec.kind not in ("int", "float"):
        raise ValueError(f"no control for {spec.path} of kind {spec.kind}")
    if spec.path == _RUN_SEED:
        return SeedField(spec, look)
    if has_slider(spec):
        return SliderField(spec, look, large=spec.path == _LARGE)
    return NumberField(spec, look)


def _column(parent: QWidget, spacing: int) -> QVBoxLayout:
    column = QVBoxLayout(parent)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(spacing)
    return column
