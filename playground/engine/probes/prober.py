"""The prober: answers questions about a network at any step, apart from the network that trains."""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

import torch

from playground.core.activations import AskSums
from playground.core.by_hand import AskHandStep
from playground.core.experiment import Experiment
from playground.core.layers_tour import AskTour
from playground.core.lesson_questions import AskLeastSquares
from playground.core.numbers import AskNth, AskNumbers
from playground.core.probes import (
    AskAnswer,
    AskAnswers,
    AskAugmented,
    AskFlow,
    AskPlane,
    AskPoints,
    AskSamples,
    Question,
)
from playground.core.rules import layer_sizes
from playground.core.snapshot import NetworkState
from playground.core.why import AskFlip, AskNearest, AskOcclusion, AskSaliency
from playground.data.dataset import DataSet
from playground.engine.model import Network
from playground.engine.outputs import Outputs
from playground.engine.probes.answer import answer_input, answer_inputs
from playground.engine.probes.arrays import tensor_of
from playground.engine.probes.augmented import show_augmented
from playground.engine.probes.by_hand import answer_hand_step
from playground.engine.probes.flip import seek_flip
from playground.engine.probes.flow import follow_input
from playground.engine.probes.least_squares import LeastSquaresAnswer
from playground.engine.probes.nearest import NearestSearch
from playground.engine.probes.numbers import find_nth, spell_out
from playground.engine.probes.plane import survey_plane
from playground.engine.probes.points import judge_points
from playground.engine.probes.saliency import weigh_ink, wipe_patches
from playground.engine.probes.samples import judge_samples
from playground.engine.probes.subject import Subject
from playground.engine.probes.sums import weigh_sums
from playground.engine.probes.tour import walk_layers

_AnswerTo: TypeAlias = Callable[[Any, Subject], object]

_ANSWERS: Mapping[type[Question], _AnswerTo] = {
    AskAnswer: answer_input,
    AskAnswers: answer_inputs,
    AskSamples: judge_samples,
    AskFlow: follow_input,
    AskPlane: survey_plane,
    AskPoints: judge_points,
    AskAugmented: show_augmented,
    AskSaliency: weigh_ink,
    AskOcclusion: wipe_patches,
    AskFlip: seek_flip,
    AskSums: weigh_sums,
    AskHandStep: answer_hand_step,
    AskNumbers: spell_out,
    AskNth: find_nth,
    AskTour: walk_layers,
}
# Through tensors of inference mode no gradient can pass.
_WITH_GRADIENTS = frozenset({AskSaliency, AskFlip, AskHandStep})


class Prober:
    """Answers questions on the CPU with a network of its own; one prober belongs to one thread.

    All that it hands out is its own: nothing shares memory with weights that go on changing.
    """

    def __init__(self, experiment: Experiment, data: DataSet) -> None:
        self._experiment = experiment
        facts = data.facts
        sizes = layer_sizes(experiment, facts.input_count, facts.class_count)
        self._network = Network(sizes, experiment.model, torch.Generator()).eval().requires_grad_(False)
        self._outputs = Outputs.of(experiment, facts.class_count)
        self._data = data
        self._answers: Mapping[type[Question], _AnswerTo] = {
            **_ANSWERS,
            AskNearest: NearestSearch().answer,
            AskLeastSquares: LeastSquaresAnswer().answer,
        }

    def answer(self, question: Question, state: NetworkState) -> object:
        """Return the answer of `question` for the weights of `state`: the type that stands beside it in `core.probes`
        or `core.why`; `Unfinished` where the work is done in pieces.

        Raises PlaygroundError when the question's input does not fit the data.
        """
        with torch.inference_mode(type(question) not in _WITH_GRADIENTS):
            weights = {name: tensor_of(array) for name, array in state.weights.items()}
            self._network.load_state_dict(weights, assign=True)  # takes the tensors themselves, without a copy
            subject = Subject(self._experiment, self._network, self._outputs, self._data, state)
            return self._answers[type(question)](question, subject)
