"""What a change does to a run under way, as a small sign beside a title and as a sentence."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from playground.core.setting import Effect, FieldSpec
from playground.ui.icons import icon
from playground.ui.look import Look

MARK_WIDTH = 11

_ICONS = {Effect.LIVE: "live", Effect.OPTIMIZER: "optimizer", Effect.NETWORK: "rebuild", Effect.DATA: "rebuild"}


class EffectMark(QWidget):
    """A full bolt for what changes at the next step, an outlined one for what keeps the weights, an arrow back for what
    builds a new network."""

    def __init__(self, effect: Effect, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = _ICONS[effect]
        self._look = look
        self.setFixedSize(MARK_WIDTH, 14)

    def paintEvent(self, event: QPaintEvent) -> None:
        role = "text3" if self.isEnabled() else "disabled"
        painter = QPainter(self)
        icon(self._look, self._icon, role).paint(painter, self.rect().adjusted(0, 2, 0, -1))
        painter.end()


SECTION_EFFECTS = {"data": Effect.DATA, "model": Effect.NETWORK}
"""What most fields of a section do: the section's head carries the sign for them, only the others have their own."""


def own_mark(spec: FieldSpec) -> bool:
    """Tell whether a field needs a sign of its own."""
    return SECTION_EFFECTS.get(spec.section) is not spec.setting.effect


def effect_sentence(effect: Effect) -> str:
    """Return how a change takes hold."""
    translate = QCoreApplication.translate
    return {
        Effect.LIVE: translate("Effects", "Changes at the next step."),
        Effect.OPTIMIZER: translate("Effects", "Keeps the weights, restarts the optimizer."),
        Effect.NETWORK: translate("Effects", "Builds a new network."),
        Effect.DATA: translate("Effects", "Loads the data and builds a new network."),
    }[effect]
