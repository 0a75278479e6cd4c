"""What is said in place of a step that cannot be shown."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from playground.core.by_hand import MOST_PARAMETERS, HandStep
from playground.ui.arithmetic.step.sources import RunNow
from playground.ui.figures import whole


def why_no_step(run: RunNow) -> str:
    """Return what keeps a step of the network from being shown, and what to do; "" where nothing does."""
    if run.experiment is None or run.facts is None:
        return _tr("Load data first: choose a data set in Experiment. Until then, take one of the examples above.")
    if run.is_too_large:
        text = _tr(
            "This network has {count} weights and biases; a step is gone through by hand with up to {most}. Make its "
            "layers narrower, or take one of the examples above."
        )
        return text.format(count=whole(run.parameters), most=whole(MOST_PARAMETERS))
    return ""


def network_words(step: HandStep, run: RunNow) -> Sequence[str]:
    """Return at which step the network is, longest first, and what goes through it where that is not what the person
    tries.
    """
    trained = _tr("after step {step}").format(step=whole(step.step))
    words = trained if step.step else _untrained(step)
    count = step.losses.size
    if count > 1:
        shown = _tr("the picture shows the first of {count}").format(count=count)
    elif not run.has_input:
        shown = _tr("the first training example, until you try something")
    else:
        return (words,)
    return f"{words}; {shown}", shown


def _untrained(step: HandStep) -> str:
    if any(layer.weight.any() for layer in step.layers):
        return _tr("not trained yet: its weights are random")
    return _tr("not trained yet: its weights are all 0")


def _tr(text: str) -> str:
    return QCoreApplication.translate("OneStep", text)
