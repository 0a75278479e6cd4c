"""At most one warning about how a run goes, and what to do about it."""

from collections.abc import Sequence

from playground.core.experiment import Experiment
from playground.core.messages import Message, message
from playground.core.model_options import Init

_LEAST_TESTS = 4  # evaluations after the first before anything is said
_WORSE = 1.25  # test loss over its least from which the network is said to memorise
_GROWN = 10.0  # loss over its start from which it is said to run away
_STUCK = 0.02  # the part of the first loss that must be gone by then


def advise(experiment: Experiment, epochs: Sequence[float], losses: Sequence[float]) -> Message | None:
    """Return a warning, or None while all goes well.

    `losses` are the test losses at `epochs` (as far as training had come), the first before any step.
    """
    if len(losses) <= _LEAST_TESTS:
        return None
    first, last, least = losses[0], losses[-1], min(losses)
    if last > _GROWN * first:
        return message(
            "Test loss is {last}, far above its start ({first}): lower the learning rate.", **_values(losses)
        )
    if least > (1 - _STUCK) * first:
        return _stuck(experiment)
    if last > _WORSE * least and losses.index(least) < len(losses) - 2:
        return message(
            "Test loss was lowest at epoch {epoch} ({least}) and is {last} now: stop earlier, or add weight decay.",
            epoch=epochs[losses.index(least)],
            **_values(losses),
        )
    return None


def _stuck(experiment: Experiment) -> Message:
    if experiment.model.init is Init.ZEROS and experiment.model.hidden:
        return message("Weights that all start at zero stay alike: choose another initialisation.")
    return message("Test loss hardly falls: raise the learning rate, or give the network more to work with.")


def _values(losses: Sequence[float]) -> dict[str, float]:
    """Return the figures that sentences use, rounded for reading."""
    figures = {"first": losses[0], "last": losses[-1], "least": min(losses)}
    return {name: float(f"{value:.3g}") for name, value in figures.items()}
