"""Which lines are shown at which stage."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from playground.core.by_hand import HandStep, Stage
from playground.ui.arithmetic.step.backward_words import backward_lines
from playground.ui.arithmetic.step.digits import Digits
from playground.ui.arithmetic.step.forward_words import forward_lines
from playground.ui.arithmetic.step.lines import Line, Note
from playground.ui.arithmetic.step.loss_words import loss_lines
from playground.ui.arithmetic.step.names import Names
from playground.ui.arithmetic.step.update_words import step_lines, zero_grad_lines

_LINES = {
    Stage.FORWARD: forward_lines,
    Stage.LOSS: loss_lines,
    Stage.ZERO_GRAD: zero_grad_lines,
    Stage.BACKWARD: backward_lines,
    Stage.STEP: step_lines,
}


def working_lines(step: HandStep, stage: Stage, names: Names, digits: Digits, *, textbook: bool) -> Sequence[Line]:
    """Return the working of `stage`; of the `textbook`'s numbers it says where the textbook's own differ."""
    lines = list(_LINES[stage](step, names, digits))
    if textbook:
        lines.append(Note(_tr("Textbooks cut digits where they should round, so their last one can be 1 or 2 off.")))
    return lines


def _tr(text: str) -> str:
    return QCoreApplication.translate("OneStep", text)
