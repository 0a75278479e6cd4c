"""Questions that are about no network, and what answers them."""

from collections.abc import Callable, Mapping
from typing import Any

from playground.core.activations import AskCurves
from playground.core.autograd import AskGraph
from playground.core.by_hand import AskHandExample
from playground.core.loss_figures import AskClassLosses, AskLineLosses, AskValueLosses
from playground.core.probes import Question
from playground.engine.probes.activation_curves import draw_curves
from playground.engine.probes.autograd import follow_graph
from playground.engine.probes.by_hand import answer_hand_example
from playground.engine.probes.loss_figures import weigh_line, weigh_logits, weigh_prediction

_ANSWERS: Mapping[type[Question], Callable[[Any], object]] = {
    AskCurves: draw_curves,
    AskGraph: follow_graph,
    AskHandExample: answer_hand_example,
    AskValueLosses: weigh_prediction,
    AskClassLosses: weigh_logits,
    AskLineLosses: weigh_line,
}


def answer_free(question: Question) -> object:
    """Return the answer to a free question: the type that stands beside it in core."""
    return _ANSWERS[type(question)](question)
