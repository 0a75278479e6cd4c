"""What the head of the curves panel offers: axes, smoothing, export."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
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
    """The axes, the smoothing and the export side by side. Where space is short, first the words for the axis go, then
    those for the smoothing, its figure, and the word on the export's button.
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
        """How many can give way: the words on the button last."""
        return len(self._givers) + 1

    def _fit(self) -> None:
        gone = next((count for count in range(self._steps) if self._width(count) <= self.width()), self._steps)
        for rank, widget in enumerate(self._givers):
            widget.setVisible(rank >= gone)
        self._export.setText("" if gone == self._steps else self._export_text)

    def _width(self, gone: int) -> int:
        """Return the width that is needed once so many have given way."""
        shown = [*self._kept, *self._givers[gone:]]
        if self._earlier.isVisibleTo(self):
            shown.append(self._earlier)
        widths = sum(widget.minimumWidth() or widget.sizeHint().width() for widget in shown)
        return widths + self._export_width(gone < self._steps) + _GAP * len(shown)

    def _export_width(self, with_text: bool) -> int:
        change = int(with_text) - int(bool(self._export.text()))
        text = self._export.fontMetrics().horizontalAdvance(self._export_text)
        return self._export.sizeHint().width() + change * text


class EarlierSwitch(QWidget):
    """Shows or hides earlier runs, says how many there are, and takes them away; without any it is not seen."""

    toggled = Signal()
    cleared = Signal()

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
        self._clear.setStyleSheet("padding: 0;")
        self._clear.clicked.connect(self.cleared)
        self._clear.setAccessibleName(self.tr("Forget the earlier runs"))
        self._clear.setToolTip(self.tr("Forget the earlier runs."))
        give_icon(self._clear, look, "clear")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._button)
        layout.addWidget(self._clear)
        self.set_count(0)

    @property
    def on(self) -> bool:
        return self._button.isChecked()

    def set_count(self, count: int) -> None:
        self._button.setText(self.tr("Earlier {count}").format(count=count))
        self._button.setAccessibleName(self.tr("Earlier runs: {count}").format(count=count))
        self.setVisible(count > 0)

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
