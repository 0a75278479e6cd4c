"""The toolbar: train, pause, step, reset; how far and how fast; the device and the menu."""

import math
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSizePolicy,
    QSlider,
    QToolBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from playground.core.progress import Phase
from playground.ui.figures import THIN, percent, whole
from playground.ui.icons import give_icon
from playground.ui.lessons.box import LessonBox
from playground.ui.look import SEMIBOLD, Look
from playground.ui.progress_bar import EpochBar
from playground.ui.run_state import RunState
from playground.ui.steady_label import SteadyLabel

_LESSON_WIDTH, _LESSON_WIDTH_SMALL = 256, 204  # px
_SPEED_NOTCHES = 100
_FASTEST = 10_000.0  # steps a second at the last notch but one; the last lifts the limit


class Toolbar(QToolBar):
    """Commands of the run, and its figures. It only says what is wanted; the session decides."""

    train_requested = Signal()
    pause_requested = Signal()
    step_requested = Signal()
    reset_requested = Signal()
    speed_chosen = Signal(object)  # steps a second, or None for as fast as possible
    device_chosen = Signal(str)
    lesson_chosen = Signal(str)  # its key; "" for none

    CONTROLS = frozenset({"train", "step", "reset", "speed", "progress", "device"})
    """What `control` knows."""

    def __init__(self, look: Look, menu: QMenu, step_menu: QMenu, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("toolbar")
        self.setWindowTitle(self.tr("Toolbar"))
        self.setMovable(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self._look = look
        self._training = False
        self._lesson = self._make_lesson()
        self._train = self._make_train()
        self._step = self._make_step(step_menu)
        self._reset = self._make_reset()
        self._epoch = _Figure(look, self.tr("epoch"), "100\u202f/\u202f100")
        self._steps = SteadyLabel(look, look.font(12), "text2")
        self._percent = SteadyLabel(look, look.font(12), "text2")
        self._bar = EpochBar(look)
        self._rate = _Figure(look, self.tr("steps/s"), "10\u202f000")
        self._left = _Figure(look, self.tr("left"), "00:00")
        self._speed = self._make_speed()
        self._speed_text = QLabel()
        self._device = self._make_device()
        self._lay_out(menu)
        look.changed.connect(self._on_look_changed)
        self._on_look_changed()
        self._show_speed_text()

    def control(self, name: str) -> QWidget:
        """Return the control of this name, one of `CONTROLS`, for whoever leads a person to it."""
        controls: dict[str, QWidget] = {
            "train": self._train,
            "step": self._step,
            "reset": self._reset,
            "speed": self._speed_area,
            "progress": self._progress_area,
            "device": self._device,
        }
        return controls[name]

    def show_lessons(self, lessons: Mapping[str, str], chosen: str) -> None:
        """Offer `lessons` (key -> title), with the one that is `chosen` shown; "" is none."""
        self._lesson.clear()
        for key, title in {"": self.tr("No lesson"), **lessons}.items():
            self._lesson.addItem(title, key)
        self._lesson.setCurrentIndex(self._lesson.findData(chosen))

    def show_devices(self, devices: Sequence[tuple[str, str]], chosen: str) -> None:
        """Offer `devices` (name, title)."""
        self._device.clear()
        for name, title in devices:
            short = name.upper() if name in ("cpu", "mps") else title
            self._device.addItem(short, name)
            self._device.setItemData(self._device.count() - 1, title, Qt.ItemDataRole.ToolTipRole)
        self.show_device(chosen)

    def show_device(self, name: str) -> None:
        """Show which device is set; one that this computer lacks is listed too, since the experiment says so."""
        if self._device.findData(name) < 0:
            self._device.addItem(name.upper(), name)
        self._device.setCurrentIndex(self._device.findData(name))

    def show_state(self, state: RunState, *, can_train: bool) -> None:
        """Show the run's figures, and which commands make sense."""
        self._show_commands(state, can_train)
        progress = state.progress
        if progress is None:
            self._epoch.show_figure("\u2013")
            self._steps.setText(self.tr("getting ready") if state.building else "\u2013")
            self._percent.setText("")
        else:
            plan = f"{THIN}/{THIN}{whole(progress.planned_epochs)}" if progress.planned_epochs else ""
            going = min(
                progress.epoch + (1 if progress.share or state.training else 0), progress.planned_epochs or 10**9
            )
            self._epoch.show_figure(f"{whole(going)}{plan}")
            self._steps.setText(self._step_text(progress.step, progress.planned_steps))
            self._percent.setText(percent(state.share, 0) if progress.planned_steps else "")
        self._bar.show_share(state.share, progress.planned_epochs if progress else 0)
        self._show_speed(state)

    def _show_commands(self, state: RunState, can_train: bool) -> None:
        self._training = state.training
        if state.training:
            text, picture = self.tr("Pause"), "pause"
        else:
            finished = state.phase is Phase.FINISHED
            text, picture = (self.tr("Train on") if finished else self.tr("Train")), "play"
        if text != self._train.text():
            self._train.setText(text)
            give_icon(self._train, self._look, picture, "on_accent")
        self._train.setEnabled(can_train)
        self._step.setEnabled(can_train and not state.training)
        self._reset.setEnabled(can_train)

    def _show_speed(self, state: RunState) -> None:
        known = state.steps_per_second > 0
        self._rate.show_figure(whole(round(state.steps_per_second)) if known else "\u2013")
        samples = self.tr("{count} samples a second").format(count=whole(round(state.samples_per_second)))
        self._rate.setToolTip(samples if known else self.tr("Steps a second, once it trains."))
        if state.phase is Phase.FINISHED and state.progress is not None:
            self._left.show_figure(_clock(state.progress.seconds), self.tr("taken"))
        else:
            left = state.seconds_left
            self._left.show_figure("\u2013" if left is None else _clock(left), self.tr("left"))

    def _step_text(self, step: int, planned: int) -> str:
        if planned:
            return self.tr("step {step} of {planned}").format(step=whole(step), planned=whole(planned))
        return self.tr("step {step}").format(step=whole(step))

    # Making

    def _make_train(self) -> QPushButton:
        button = QPushButton(self.tr("Train"))
        button.setProperty("primary", True)
        button.setToolTip(self.tr("Train the network, or pause it (Space)."))
        button.setIconSize(QSize(16, 16))
        button.clicked.connect(self._on_train_clicked)
        give_icon(button, self._look, "play", "on_accent")
        return button

    def _make_step(self, menu: QMenu) -> QToolButton:
        button = QToolButton()
        button.setText(self.tr("Step"))
        button.setToolTip(self.tr("Learn from one batch (S), or a whole epoch (Shift+S)."))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        give_icon(button, self._look, "step")
        button.setMenu(menu)
        button.clicked.connect(self._on_step_clicked)
        return button

    def _make_reset(self) -> QToolButton:
        button = QToolButton()
        button.setText(self.tr("Reset"))
        button.setToolTip(self.tr("Back to the untrained network, from the same seed (R)."))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        give_icon(button, self._look, "reset")
        button.clicked.connect(self._on_reset_clicked)
        return button

    def _make_lesson(self) -> LessonBox:
        combo = LessonBox()
        combo.addItem(self.tr("No lesson"), "")
        combo.activated.connect(self._on_lesson_activated)
        return combo

    def _make_speed(self) -> QSlider:
        slider = QSlider(Qt.Orientation.Horizontal)
        slider.setRange(0, _SPEED_NOTCHES)
        slider.setValue(_SPEED_NOTCHES)
        slider.setFixedWidth(104)
        slider.setAccessibleName(self.tr("Speed"))
        slider.setToolTip(self.tr("How fast it trains: from one step a second, to watch it, to as fast as possible."))
        slider.valueChanged.connect(self._on_speed_moved)
        return slider

    def _make_device(self) -> QComboBox:
        combo = QComboBox()
        combo.addItem("CPU", "cpu")
        combo.setAccessibleName(self.tr("Device"))
        combo.setToolTip(self.tr("The processor or graphics card that trains. Builds a new network."))
        combo.activated.connect(self._on_device_activated)
        return combo

    def _lay_out(self, menu: QMenu) -> None:
        self.addWidget(_margin(8))
        self.addWidget(self._lesson)
        self.addWidget(_divider())
        for widget in (self._train, self._step, self._reset):
            self.addWidget(widget)
        self.addWidget(_divider())
        self.addWidget(self._epoch)
        self._progress_area, self._speed_area = self._progress(), self._speed_box()
        self.addWidget(self._progress_area)
        self.addWidget(self._rate)
        self.addWidget(self._left)
        self.addWidget(self._speed_area)
        self.addWidget(_divider())
        self.addWidget(self._device)
        self.addWidget(self._menu_button(menu))
        self.addWidget(_margin(0))

    def _progress(self) -> QWidget:
        box = QWidget()
        layout = QVBoxLayout(box)
        box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        layout.setContentsMargins(8, 0, 12, 0)
        layout.setSpacing(4)
        row = QHBoxLayout()
        row.addWidget(self._steps)
        row.addStretch(1)
        row.addWidget(self._percent)
        layout.addStretch(1)
        layout.addLayout(row)
        layout.addWidget(self._bar)
        layout.addStretch(1)
        return box

    def _speed_box(self) -> QWidget:
        box = QWidget()
        box.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        layout = QVBoxLayout(box)
        layout.setContentsMargins(4, 0, 4, 0)
        layout.setSpacing(2)
        self._speed_text.setProperty("role", "caption")
        layout.addStretch(1)
        layout.addWidget(self._speed)
        layout.addWidget(self._speed_text)
        layout.addStretch(1)
        return box

    def _menu_button(self, menu: QMenu) -> QToolButton:
        button = QToolButton()
        button.setProperty("quiet", True)
        button.setAccessibleName(self.tr("Menu"))
        button.setToolTip(self.tr("Files, panels, theme and help."))
        button.setMenu(menu)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setIconSize(QSize(18, 18))
        give_icon(button, self._look, "menu")
        return button

    # What happens

    def _on_look_changed(self) -> None:
        small = self._look.small
        height = 32 if small else 36
        self.setFixedHeight(48 if small else 56)
        self._train.setFixedSize(104, height)
        self._step.setFixedHeight(height)
        self._reset.setFixedHeight(height)
        self._device.setFixedHeight(height)
        self._lesson.setFixedSize(_LESSON_WIDTH_SMALL if small else _LESSON_WIDTH, height)
        self._speed.setFixedWidth(84 if small else 104)

    def _on_train_clicked(self) -> None:
        (self.pause_requested if self._training else self.train_requested).emit()

    def _on_step_clicked(self) -> None:
        self.step_requested.emit()

    def _on_reset_clicked(self) -> None:
        self.reset_requested.emit()

    def _on_device_activated(self, index: int) -> None:
        self.device_chosen.emit(str(self._device.itemData(index)))

    def _on_lesson_activated(self, index: int) -> None:
        self.lesson_chosen.emit(str(self._lesson.itemData(index)))

    def _on_speed_moved(self, notch: int) -> None:
        self._show_speed_text()
        self.speed_chosen.emit(steps_per_second(notch))

    def _show_speed_text(self) -> None:
        speed = steps_per_second(self._speed.value())
        if speed is None:
            self._speed_text.setText(self.tr("full speed"))
        else:
            self._speed_text.setText(self.tr("{speed} steps/s").format(speed=whole(round(speed))))


def steps_per_second(notch: int) -> float | None:
    """Return the speed of a notch of the slider: 1 at 0, ten times as much every 25; None at the last one."""
    if notch >= _SPEED_NOTCHES:
        return None
    return float(max(1, round(math.pow(_FASTEST, notch / (_SPEED_NOTCHES - 1)))))


class _Figure(QWidget):
    """A figure with its unit beneath."""

    def __init__(self, look: Look, unit: str, widest: str) -> None:
        """`widest` is the longest figure that is expected."""
        super().__init__()
        self._figure = SteadyLabel(look, look.font(14, SEMIBOLD), widest=widest)
        self._figure.setText("\u2013")
        self._unit = QLabel(unit)
        self._unit.setProperty("role", "caption")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 0, 6, 0)
        layout.setSpacing(0)
        layout.addStretch(1)
        layout.addWidget(self._figure)
        layout.addWidget(self._unit)
        layout.addStretch(1)

    def show_figure(self, text: str, unit: str | None = None) -> None:
        """Show `text`, and another unit where one is given."""
        self._figure.setText(text)
        if unit is not None and unit != self._unit.text():
            self._unit.setText(unit)


def _margin(width: int) -> QWidget:
    """Return empty room at an end of the bar, px beside the bar's own spacing; a padding in the style sheet would
    push the widgets out of the bar's height.
    """
    box = QWidget()
    box.setFixedWidth(width)
    return box


def _divider() -> QWidget:
    """Return a 1 px line with 8 px on both sides."""
    box = QWidget()
    layout = QHBoxLayout(box)
    layout.setContentsMargins(8, 8, 8, 8)
    line = QFrame()
    line.setProperty("role", "line")
    line.setFixedWidth(1)
    layout.addWidget(line)
    return box


def _clock(seconds: float) -> str:
    """95 -> "1:35", 4000 -> "1:06:40"."""
    whole_seconds = math.ceil(seconds) if seconds >= 1 else round(seconds)
    minutes, rest = divmod(whole_seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
