"""At most one warning about how a run goes, and what to do about it."""

import math

from playground.core.experiment import Experiment
from playground.core.history import Values
from playground.core.messages import Message, message
from playground.core.model_options import Init
from playground.core.training_options import Reduction

_LEAST_TESTS = 4  # evaluations after the first before anything is said
_WORSE = 1.25  # test loss over its least from which the network is said to memorise
_GROWN = 10.0  # loss over its start from which it is said to run away
_ROSE = 2.0  # train loss over its least from which steps are said to be too large
_EARLY = 100  # steps; a loss that breaks down before is far from one that trains
_STUCK = 0.02  # the part of the first loss that must be gone by then


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
        return _stuck(experiment)
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


def _stuck(experiment: Experiment) -> Message:
    if experiment.model.init is Init.ZEROS and experiment.model.hidden:
        return message("Weights that all start at zero stay alike: choose another initialisation.")
    return message("Test loss hardly falls: raise the learning rate, or give the network more to work with.")


def _rounded(figure: float) -> float:
    """Return a figure as a sentence shows it."""
    return float(f"{figure:.3g}")
