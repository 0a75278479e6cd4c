"""At most one warning about how a run goes, and what to do about it."""

import math
from collections.abc import Mapping

from playground.core.experiment import Experiment
from playground.core.history import Values
from playground.core.messages import Message, message
from playground.core.model_options import Init
from playground.core.rules import can_reach_targets
from playground.core.training_options import OptimizerName, Reduction

_LEAST_TESTS = 4  # evaluations after the first before anything is said
_WORSE = 1.25  # test loss over its least from which the network is said to memorise
_GROWN = 10.0  # loss over its start from which it is said to run away
_ROSE = 2.0  # train loss over its least from which steps are said to be too large
_EARLY = 100  # steps; a loss that breaks down before is far from one that trains
_STUCK = 0.02  # the part of the first loss that must be gone by then
_LARGE_STEP = 1.0  # learning rate of plain gradient descent from which steps may saturate a network
_LARGE_ADAPTIVE_STEP = 0.1  # the same of an optimizer that scales its steps


def advise(experiment: Experiment, epochs: Values, losses: Values, train_losses: Values) -> Message | None:
    """Return a warning, or None while all goes well.

    `losses` are the test losses at `epochs` (as far as training had come), the first before any step; `train_losses`
    those of the training between them.
    """
    if len(losses) <= _LEAST_TESTS:
        return None
    best = int(losses.argmin())
    first, last, least = float(losses[0]), float(losses[-1]), float(losses[best])
    figures = {"first": _rounded(first), "last": _rounded(last), "least": _rounded(least)}
    if last > _GROWN * first:
        return message("Test loss is {last}, far above its start ({first}): lower the learning rate.", **figures)
    if least > (1 - _STUCK) * first:
        return _stuck(experiment, figures)
    if last <= _WORSE * least:  # a train loss that rises alone has been given harder examples
        return None
    if len(train_losses) and train_losses[-1] > _ROSE * train_losses.min():
        return message(
            "The loss rises in training too (from {least} to {last}): lower the learning rate.",
            least=_rounded(float(train_losses.min())),
            last=_rounded(float(train_losses[-1])),
        )
    if best < len(losses) - 2:
        return message(
            "Test loss was lowest at epoch {epoch} ({least}) and is {last} now: stop earlier, or add weight decay.",
            epoch=float(epochs[best]),
            **figures,
        )
    return None


def calmer_rate(experiment: Experiment, diverged_at: int, train_count: int) -> float:
    """Return a learning rate to try after the loss broke down at step `diverged_at`: a power of ten times the old one.

    It is lower by more where it broke down at once, and where a batch's loss is a sum, which makes steps as many times
    larger as the batch has examples.
    """
    training = experiment.training
    factor = 10 if diverged_at > _EARLY else 100
    if training.reduction is Reduction.SUM:
        factor *= 10 ** round(math.log10(min(training.batch_size, train_count)))
    return max(1e-6, training.learning_rate / factor)


def _stuck(experiment: Experiment, figures: Mapping[str, float]) -> Message:
    model = experiment.model
    if not can_reach_targets(experiment):
        return message(
            "The outputs lie between 0 and 1 and cannot reach targets of {off} and {on}: set the targets to 0 and 1.",
            off=model.target_off,
            on=model.target_on,
        )
    if experiment.model.init is Init.ZEROS and experiment.model.hidden:
        return message("Weights that all start at zero stay alike: choose another initialisation.")
    if figures["last"] > (1 + _STUCK) * figures["first"] or _step_size(experiment) >= _LARGE_STEP:
        return message(
            "Test loss is {last} and began at {first}: the first steps may have gone too far. Lower the learning rate "
            "and reset.",
            **figures,
        )
    return message("Test loss hardly falls: raise the learning rate, or give the network more to work with.")


def _step_size(experiment: Experiment) -> float:
    """Return about how far a step goes, as a plain gradient descent of the mean loss would count it."""
    training = experiment.training
    if training.optimizer is not OptimizerName.SGD:  # the others divide by the gradient's size, a sum's too
        return training.learning_rate * _LARGE_STEP / _LARGE_ADAPTIVE_STEP
    return training.learning_rate * (training.batch_size if training.reduction is Reduction.SUM else 1)


def _rounded(figure: float) -> float:
    """Return a figure as a sentence shows it."""
    return float(f"{figure:.3g}")
