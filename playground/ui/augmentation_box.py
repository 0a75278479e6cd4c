"""The switch that lets training images be varied; while it is on, the strengths and what becomes of the images."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from playground.core.augmentation_options import AugmentationOptions
from playground.core.facts import DataFacts
from playground.core.probes import AskAugmented, Augmented, Question
from playground.ui.augmentation_preview import IMAGES, TIMES, AugmentationPreview
from playground.ui.field_grid import FieldGrid
from playground.ui.fields import Field
from playground.ui.look import Look
from playground.ui.sections import OVERHANG

SWITCH = "augmentation.on"


class AugmentationBox(QWidget):
    """Holds the fields of the table `augmentation`; it asks for a preview while the one it shows is out of date."""

    questions_changed = Signal()
    """Other images are to be asked for now."""

    def __init__(self, switch: Field, strengths: Sequence[Field], look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._facts: DataFacts | None = None
        self._wanted: AskAugmented | None = None
        self._draw = 0
        self._preview = AugmentationPreview(look)
        self._more = QWidget()
        self._lines = QVBoxLayout(self._more)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.addWidget(FieldGrid(strengths, look))
        self._lines.addLayout(_inset(self._preview))
        self._more.hide()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(switch)
        self._column.addWidget(self._more)
        self._preview.others_wanted.connect(self._on_others_wanted)
        self._preview.seen.connect(self._on_seen)
        look.changed.connect(self._on_look_changed)
        self._on_look_changed()

    @property
    def preview(self) -> AugmentationPreview:
        return self._preview

    def controls(self) -> list[QWidget]:
        """Return what comes after the fields in the order of Tab."""
        return [self._preview]

    def show_options(self, options: AugmentationOptions, facts: DataFacts | None, *, images: bool) -> None:
        """Show whether images are varied, and how; nothing for a set without `images`. `facts` are None while no data
        is in memory.
        """
        self.setVisible(images)
        on = options.on and images
        if facts is None or self._facts is None or facts.fingerprint != self._facts.fingerprint:
            self._facts = facts
            self._preview.show_images(None, 1.0)
        self._more.setVisible(on)
        wanted = AskAugmented(options, self._draw, IMAGES, TIMES) if on and facts is not None else None
        self._want(wanted)

    def questions(self) -> Sequence[Question]:
        """Return what is to be asked: nothing while what is shown holds."""
        if self._wanted is None or not self._preview.isVisible() or self._holds():
            return []
        return [self._wanted]

    def show_answer(self, answer: object) -> None:
        """Show an answer; one to another question, or about other data, is left alone."""
        if not isinstance(answer, Augmented) or self._wanted is None or self._facts is None:
            return
        # While a slider is dragged, answers come late: the newest is better than none.
        if answer.data == self._facts.fingerprint and answer.ask.draw == self._draw:
            self._preview.show_images(answer, self._facts.high[0])

    def _want(self, wanted: AskAugmented | None) -> None:
        if wanted != self._wanted:
            self._wanted = wanted
            self._on_seen()

    def _holds(self) -> bool:
        shown = self._preview.shown
        return shown is not None and shown.ask == self._wanted

    def _on_seen(self) -> None:
        if self.questions():
            self.questions_changed.emit()

    def _on_others_wanted(self) -> None:
        if self._wanted is not None:
            self._draw += 1
            self._want(AskAugmented(self._wanted.options, self._draw, IMAGES, TIMES))

    def _on_look_changed(self) -> None:
        gap = 6 if self._look.small else 10
        self._column.setSpacing(gap)
        self._lines.setSpacing(gap)


def _inset(widget: QWidget) -> QVBoxLayout:
    """Let `widget` end where the fields' frames end."""
    line = QVBoxLayout()
    line.setContentsMargins(0, 0, OVERHANG, 0)
    line.addWidget(widget)
    return line
