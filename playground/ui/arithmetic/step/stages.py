"""The five stages of a step, to go through one by one."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from playground.core.by_hand import Stage
from playground.ui.fitting_text import FittingText
from playground.ui.look import Look
from playground.ui.segments import SegmentedControl

_STAGES = tuple(Stage)


@dataclass(frozen=True, slots=True)
class _About:
    """A stage's line of a program, and what it does."""

    code: str
    sentence: str


class StageBar(QWidget):
    """Stages under the names that PyTorch tutorials give them. In the segments the arrow keys go to the one beside."""

    chosen = Signal(Stage)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._abouts = self._make_abouts()
        self._segments = SegmentedControl([(stage, f"{number}  {stage}") for number, stage in enumerate(_STAGES, 1)])
        self._back = self._button("←", self.tr("Previous stage"), self.tr("Left"))
        self._next = self._button("→", self.tr("Next stage"), self.tr("Right"))
        self._about = FittingText(look)
        self._give_tips()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for widget in (self._segments, self._back, self._next):
            row.addWidget(widget)
        row.addWidget(self._about, 1)
        self._segments.chosen.connect(self._on_chosen)
        self._back.clicked.connect(lambda: self._go(-1))
        self._next.clicked.connect(lambda: self._go(1))
        self._show()

    def stage(self) -> Stage:
        return Stage(self._segments.value())

    def set_stage(self, stage: Stage) -> None:
        """Show `stage`; silent."""
        self._segments.set_value(stage)
        self._show()

    def _go(self, by: int) -> None:
        self._segments.set_value(_STAGES[_STAGES.index(self.stage()) + by])
        self._on_chosen()

    def _on_chosen(self) -> None:
        self._show()
        self.chosen.emit(self.stage())

    def _show(self) -> None:
        stage = self.stage()
        self._back.setEnabled(stage is not _STAGES[0])
        self._next.setEnabled(stage is not _STAGES[-1])
        about = self._abouts[stage]
        self._about.show_texts((f"{about.code}    {about.sentence}", about.code), "text2")
        self._about.setToolTip(about.sentence)

    def _give_tips(self) -> None:
        for stage, button in zip(_STAGES, self._segments.findChildren(QPushButton), strict=True):
            about = self._abouts[stage]
            button.setToolTip(f"{about.sentence}\n{about.code}")

    def _button(self, arrow: str, name: str, key: str) -> QPushButton:
        button = QPushButton(arrow)
        button.setProperty("compact", True)
        button.setAccessibleName(name)
        button.setToolTip(self.tr("{name} ({key} in the row of stages)").format(name=name, key=key))
        return button

    def _make_abouts(self) -> dict[Stage, _About]:
        return {
            Stage.FORWARD: _About(
                "outputs = model(inputs)",
                self.tr("Each neuron adds up, and sends on."),
            ),
            Stage.LOSS: _About("loss = criterion(outputs, targets)", self.tr("How wrong the outputs are.")),
            Stage.ZERO_GRAD: _About("optimizer.zero_grad()", self.tr("The old gradients are emptied.")),
            Stage.BACKWARD: _About("loss.backward()", self.tr("How the loss changes with each weight.")),
            Stage.STEP: _About("optimizer.step()", self.tr("Each weight moves against its gradient.")),
        }
