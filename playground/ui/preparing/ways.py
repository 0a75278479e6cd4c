"""Which ways through the preparation are shown and compared: after each step, and with one step more or less."""

from collections.abc import Sequence
from typing import TypeAlias

from playground.core.preparation import Step

Way: TypeAlias = frozenset[Step]
"""A way through the preparation: the steps that it leaves out."""

ALL_ON: Way = frozenset()


def way_until(step: Step, steps: Sequence[Step], without: Way) -> Way:
    """Return the way that ends after `step`: all later ones of `steps` are left out too."""
    return without.union(steps[steps.index(step) + 1 :])


def way_before(step: Step, steps: Sequence[Step], without: Way) -> Way:
    """Return the way that ends where `step` begins: it and all later ones of `steps` are left out too."""
    return without.union(steps[steps.index(step) :])


def way_but(step: Step, without: Way) -> Way:
    """Return the way without `step`, or with it where `without` leaves it out already."""
    return without ^ {step}


def ways_of(steps: Sequence[Step], without: Way) -> Sequence[Way]:
    """Return all ways that are of interest, each once; among them the one that leaves out every step."""
    after = (way_until(step, steps, without) for step in steps)
    but = (way_but(step, without) for step in steps)
    return list(dict.fromkeys([without, frozenset(steps), *after, *but]))
