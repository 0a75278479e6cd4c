"""The editor of layer widths: a slider and a field for each hidden layer, layers added and removed."""

from collections.abc import Sequence
from functools import cache

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from playground.core.model_options import MAX_LAYERS, MAX_WIDTH
from playground.core.setting import Effect, FieldSpec, Scale, Setting
from playground.ui.effects import effect_sentence
from playground.ui.figures import THIN, whole
from playground.ui.icons import give_icon
from playground.ui.look import Look
from playground.ui.slider import StopSlider
from playground.ui.value_field import ValueField
from playground.ui.values import Stops, stops
from playground.ui.words import say, tooltip

_FIRST_WIDTH = 16  # of a layer added to a network without any
_ROW_HEIGHT = 25
_NO_BREAK = "\u00a0"
_WIDE = "\u2003"
_ARROW = f"\u2192{_NO_BREAK}"  # an arrow stays with the number it points to


class LayersEditor(QWidget):
    """The hidden layers, from input to output, with shapes and parameter count beneath."""

    edited = Signal(str, object, bool)
    """The person gave other widths: the field's path, the widths (tuple[int, ...]), whether a drag goes on."""
    refused = Signal(str, str)
    """What was typed cannot be: the field's path, and a sentence about it, or "" once it is taken back."""

    def __init__(self, spec: FieldSpec, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.spec = spec
        self._widths: tuple[int, ...] = ()
        self._rows = [_Row(number, look) for number in range(1, MAX_LAYERS + 1)]
        self._add = self._make_add(look)
        self._shapes = QLabel()
        self._none = QLabel(self.tr("No hidden layer: the inputs go straight to the answer."))
        self._problem = QLabel()
        self._lay_out()
        for row in self._rows:
            row.width_changed.connect(self._on_width_changed)
            row.removed.connect(self._on_removed)
            row.refused.connect(self._on_refused)
        self.show_value(())

    @property
    def path(self) -> str:
        return self.spec.path

    @property
    def problem_text(self) -> str:
        return self._problem.text()

    @property
    def rows(self) -> "list[_Row]":
        """The rows in sight, one for each layer."""
        return self._rows[: len(self._widths)]

    @property
    def add_button(self) -> QPushButton:
        return self._add

    def controls(self) -> list[QWidget]:
        return [self._add, *(widget for row in self._rows for widget in row.controls())]

    def show_value(self, widths: Sequence[int]) -> None:
        """Show the widths of the hidden layers; silent."""
        self._widths = tuple(widths)
        for index, row in enumerate(self._rows):
            row.setVisible(index < len(widths))
            if index < len(widths):
                row.show_width(widths[index])
        self._none.setVisible(not widths)
        self._add.setEnabled(len(widths) < MAX_LAYERS)

    def show_shapes(self, sizes: Sequence[int], parameters: int) -> None:
        """Say what the network looks like from input to output; without `sizes` that this is not known yet."""
        if sizes:
            first, *rest = (whole(size) for size in sizes)
            chain = " ".join(f"{_ARROW}{size}" for size in rest)
            shapes = self.tr("input {first} {chain}").format(first=first, chain=chain)
            count = self.tr("{count} parameters").format(count=whole(parameters)).replace(" ", _NO_BREAK)
            # Qt breaks lines at thin spaces, even at those that forbid it.
            self._shapes.setText(
                f"{shapes}{_WIDE}<span style='font-weight: 600'>{count}</span>".replace(THIN, _NO_BREAK)
            )
        else:
            self._shapes.setText(self.tr("The shapes follow once the data is here."))

    def show_problem(self, text: str, *, framed: bool = True) -> None:
        """Say below what is wrong; an empty text clears it. `framed`: the widths shown are what is wrong."""
        self._problem.setText(text)
        self._problem.setVisible(bool(text))
        for row in self._rows:
            row.field.mark_faulty(framed and bool(text))

    def _on_width_changed(self, number: int, width: int, dragging: bool) -> None:
        self._give((*self._widths[: number - 1], width, *self._widths[number:]), dragging)

    def _on_removed(self, number: int) -> None:
        has_focus = self._rows[number - 1].remove.hasFocus()
        self._give((*self._widths[: number - 1], *self._widths[number:]), dragging=False)
        if has_focus and number > len(self._widths):
            self._add.setFocus()  # Qt would go on to the next control, which the same key would open

    def _on_add_clicked(self) -> None:
        self._give((*self._widths, self._widths[-1] if self._widths else _FIRST_WIDTH), dragging=False)

    def _on_refused(self, sentence: str) -> None:
        self.refused.emit(self.path, sentence)

    def _give(self, widths: tuple[int, ...], dragging: bool) -> None:
        self.show_value(widths)
        self.edited.emit(self.path, widths, dragging)

    def _make_add(self, look: Look) -> QPushButton:
        button = QPushButton(self.tr("Add layer"))
        button.setProperty("link", True)
        button.setToolTip(tooltip(self.tr("Add a hidden layer before the answer, as wide as the last one.")))
        button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        button.setIconSize(QSize(12, 12))
        button.clicked.connect(self._on_add_clicked)
        give_icon(button, look, "add")
        return button

    def _lay_out(self) -> None:
        setting = self.spec.setting
        title = _label(say(setting.title), "label")
        tip = tooltip(say(setting.help), effect_sentence(setting.effect))
        self.setToolTip(tip)
        head = _line(3, title, None, self._add)
        self._shapes.setProperty("role", "hint")
        self._shapes.setWordWrap(True)
        for label, role in ((self._none, "hint"), (self._problem, "problem")):
            label.setProperty("role", role)
            label.setWordWrap(True)
            label.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        for row in self._rows:
            column.addWidget(row)
        column.addWidget(self._none)
        column.addWidget(self._problem)
        column.addSpacing(2)
        column.addWidget(self._shapes)


class _Row(QWidget):
    """One layer: its number, its width as slider and field, and a cross to take it away."""

    width_changed = Signal(int, int, bool)
    removed = Signal(int)
    refused = Signal(str)

    def __init__(self, number: int, look: Look) -> None:
        super().__init__()
        self._number = number
        spec = _width_spec()
        self.slider = StopSlider(_row_stops())
        self.field = ValueField(spec, _row_stops(), form="flat")
        self.remove = QToolButton()
        self._describe(look)
        self.setFixedHeight(_ROW_HEIGHT)
        label = _label(str(number), "caption")
        label.setFixedWidth(10)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(label)
        layout.addWidget(self.slider, 1)
        layout.addWidget(self.field)
        layout.addWidget(self.remove)
        self.slider.moved.connect(self._on_moved)
        self.field.entered.connect(self._on_entered)
        self.field.refused.connect(self.refused)
        self.remove.clicked.connect(self._on_remove_clicked)

    def controls(self) -> list[QWidget]:
        return [self.slider, self.field, self.remove]

    def show_width(self, width: int) -> None:
        self.slider.show_value(width)
        self.field.show_value(width)

    def _describe(self, look: Look) -> None:
        name = self.tr("Neurons in hidden layer {number}").format(number=self._number)
        for widget in (self.slider, self.field):
            widget.setAccessibleName(name)
        self.remove.setAccessibleName(self.tr("Remove hidden layer {number}").format(number=self._number))
        self.remove.setToolTip(tooltip(self.tr("Take this layer out.")))
        self.remove.setProperty("tiny", True)
        self.remove.setIconSize(QSize(12, 12))
        self.remove.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        give_icon(self.remove, look, "remove", "text3")

    def _on_moved(self, width: int, dragging: bool) -> None:
        self.field.show_value(width)
        self.width_changed.emit(self._number, width, dragging)

    def _on_entered(self, width: int) -> None:
        self.slider.show_value(width)
        self.width_changed.emit(self._number, width, False)

    def _on_remove_clicked(self) -> None:
        self.removed.emit(self._number)


def _width_spec() -> FieldSpec:
    """Return the spec of a single width, as the experiment has one for the list of them."""
    setting = Setting(title="Neurons", help="", effect=Effect.NETWORK, scale=Scale.LOG)
    return FieldSpec("model.hidden", "int", setting, _FIRST_WIDTH, 1, MAX_WIDTH)


@cache
def _row_stops() -> Stops:
    """Return one scale for all layers and all networks, so that equal widths stand at equal places."""
    return stops(_width_spec())


def _label(text: str, role: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", role)
    return label


def _line(spacing: int, *widgets: QWidget | None) -> QHBoxLayout:
    """Put widgets in a line, with a stretch for None."""
    line = QHBoxLayout()
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(spacing)
    for widget in widgets:
        if widget is None:
            line.addStretch(1)
        else:
            line.addWidget(widget)
    return line
