"""What the head of the curves panel offers: axes, smoothing, export."""

from enum import Enum, auto

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from playground.core.setting import Scale
from playground.ui.figures import decimal
from playground.ui.icons import give_icon
from playground.ui.look import Look
from playground.ui.segments import HEIGHT, SegmentedControl
from playground.ui.slider import StopSlider
from playground.ui.values import Stops

# Finer towards the end, so that each stop makes the average's memory longer by about the same factor.
SMOOTHINGS = (
    *(0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.65, 0.7, 0.75, 0.8, 0.82, 0.84, 0.86, 0.88),
    *(0.9, 0.91, 0.92, 0.93, 0.94, 0.95, 0.955, 0.96, 0.965, 0.97, 0.975, 0.98, 0.985, 0.99, 0.992, 0.995),
)

_SLIDER_WIDTH = 76
_SMALL_SLIDER_WIDTH = 44
_GAP = 8


class CurveControls(QWidget):
    """The earlier runs, the axes, the smoothing and the export side by side.

    Where space is short they give way: first the words for the axis, then those for the smoothing, its figure, the way
    to forget earlier runs, the word on the export's button, that on the switch of earlier runs, and the switch.
    """

    def __init__(
        self,
        earlier: "EarlierSwitch",
        axis: SegmentedControl,
        axis_title: str,
        smoothing: "SmoothingSlider",
        unit: SegmentedControl,
        export: QPushButton,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._kept: tuple[QWidget, ...] = (axis, smoothing.slider, unit)
        self._earlier = earlier
        earlier.count_changed.connect(self._on_count_changed)
        self._export, self._export_text = export, export.text()
        self._givers = (_label(axis_title), _label(smoothing.slider.accessibleName()), smoothing.figure)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(_GAP)
        layout.addStretch(1)
        for widget in (earlier, self._givers[0], axis, self._givers[1], smoothing, unit, export):
            layout.addWidget(widget)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self._width(0), HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._width(self._steps), HEIGHT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()
            self._fit()

    @property
    def _steps(self) -> int:
        """How many can give way."""
        return len(self._givers) + len(_EARLIER_FORMS)

    def _fit(self) -> None:
        gone = next((count for count in range(self._steps) if self._width(count) <= self.width()), self._steps)
        for rank, widget in enumerate(self._givers):
            widget.setVisible(rank >= gone)
        self._export.setText(self._export_text if self._export_has_text(gone) else "")
        self._earlier.set_form(self._earlier_form(gone))

    def _width(self, gone: int) -> int:
        """Return the width that is needed once so many have given way."""
        shown = [*self._kept, *self._givers[gone:]]
        widths = sum(widget.minimumWidth() or widget.sizeHint().width() for widget in shown)
        earlier = self._earlier.width_of(self._earlier_form(gone))
        gaps = _GAP * (len(shown) + int(earlier > 0))
        return widths + earlier + self._export_width(self._export_has_text(gone)) + gaps

    def _earlier_form(self, gone: int) -> "EarlierForm":
        return _EARLIER_FORMS[max(0, gone - len(self._givers) - 1)] if gone > len(self._givers) else EarlierForm.WHOLE

    def _export_has_text(self, gone: int) -> bool:
        return gone < len(self._givers) + 2

    def _export_width(self, with_text: bool) -> int:
        change = int(with_text) - int(bool(self._export.text()))
        text = self._export.fontMetrics().horizontalAdvance(self._export_text)
        return self._export.sizeHint().width() + change * text

    def _on_count_changed(self) -> None:
        self.updateGeometry()
        self._fit()


class EarlierForm(Enum):
    """How much of the switch of earlier runs is seen."""

    WHOLE = auto()
    WORD_AND_COUNT = auto()
    COUNT = auto()
    NOTHING = auto()


# After the words: the way to forget; then the export's word; then the switch's; then the switch.
_EARLIER_FORMS = (EarlierForm.WORD_AND_COUNT, EarlierForm.WORD_AND_COUNT, EarlierForm.COUNT, EarlierForm.NOTHING)


class EarlierSwitch(QWidget):
    """Shows or hides earlier runs, says how many there are, and takes them away; without any it is not seen."""

    toggled = Signal()
    cleared = Signal()
    count_changed = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("segments")
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._button = self._segment("first")
        self._button.setCheckable(True)
        self._button.setChecked(True)
        self._button.toggled.connect(self.toggled)
        self._button.setToolTip(
            self.tr(
                "Runs before this one, as faint lines. Point at one, or press up and down, to see what was different."
            )
        )
        self._clear = self._segment("last")
        self._clear.setFixedWidth(HEIGHT + 2)
        self._clear.setStyleSheet("padding: 0;")  # a segment's would leave its icon no room
        self._clear.clicked.connect(self.cleared)
        self._clear.setAccessibleName(self.tr("Forget the earlier runs"))
        self._clear.setToolTip(self.tr("Forget the earlier runs."))
        give_icon(self._clear, look, "clear")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._button)
        layout.addWidget(self._clear)
        self._count = 0
        self._form = EarlierForm.WHOLE
        self._show()

    @property
    def on(self) -> bool:
        return self._button.isChecked()

    def set_count(self, count: int) -> None:
        if count == self._count:
            return
        self._count = count
        self._show()
        self.count_changed.emit()

    def set_form(self, form: EarlierForm) -> None:
        if form is not self._form:
            self._form = form
            self._show()

    def width_of(self, form: EarlierForm) -> int:
        """Return the width that it needs in `form`."""
        if not self._count or form is EarlierForm.NOTHING:
            return 0
        change = self._metrics.horizontalAdvance(self._text(form)) - self._metrics.horizontalAdvance(
            self._button.text()
        )
        return self._button.sizeHint().width() + change + (self._clear.width() if form is EarlierForm.WHOLE else 0)

    def _show(self) -> None:
        self._button.setText(self._text(self._form))
        self._button.setAccessibleName(self.tr("Earlier runs: {count}").format(count=self._count))
        self._clear.setVisible(self._form is EarlierForm.WHOLE)
        self.setVisible(self._count > 0 and self._form is not EarlierForm.NOTHING)

    def _text(self, form: EarlierForm) -> str:
        return str(self._count) if form is EarlierForm.COUNT else self.tr("Earlier {count}").format(count=self._count)

    @property
    def _metrics(self) -> QFontMetrics:
        """Those of the heavier weight that the style sheet gives it while it is on."""
        heavy = QFont(self._button.font())
        heavy.setWeight(QFont.Weight.DemiBold)
        return QFontMetrics(heavy)

    def _segment(self, place: str) -> QPushButton:
        button = QPushButton(self)
        button.setFixedHeight(HEIGHT)
        button.setProperty("segment", place)
        return button


class SmoothingSlider(QWidget):
    """A `slider` over `SMOOTHINGS`, with its value in `figure` beside it."""

    changed = Signal(float)

    def __init__(self, look: Look, value: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.slider = StopSlider(Stops(SMOOTHINGS, Scale.LINEAR), self)
        self.slider.show_value(value)
        self.slider.moved.connect(self._on_moved)
        self.figure = QLabel(smoothing_text(self.value()), self)
        self.figure.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setFocusProxy(self.slider)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(_GAP)
        layout.addWidget(self.slider)
        layout.addWidget(self.figure)
        look.changed.connect(self._on_look_changed)
        self._on_look_changed()

    def value(self) -> float:
        return self.slider.stop()

    def set_words(self, name: str, help_text: str) -> None:
        self.slider.setAccessibleName(name)
        self.slider.setToolTip(help_text)

    def _on_moved(self, value: float) -> None:
        self.figure.setText(smoothing_text(value))
        self.changed.emit(value)

    def _on_look_changed(self) -> None:
        self.figure.setFont(self._look.font(12))
        self.figure.setFixedWidth(self.figure.fontMetrics().horizontalAdvance(smoothing_text(SMOOTHINGS[-1])) + 2)
        self.slider.setFixedWidth(_SMALL_SLIDER_WIDTH if self._look.small else _SLIDER_WIDTH)


def smoothing_text(smoothing: float) -> str:
    """Write a smoothing as short as it goes: 0, 0.90, 0.995."""
    if smoothing == 0:
        return "0"
    return decimal(smoothing, 3 if smoothing > 0.95 else 2)


def _label(title: str) -> QLabel:
    label = QLabel(title)
    label.setProperty("role", "label")
    return label
