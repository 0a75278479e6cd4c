"""Answers to the questions of `core.probes`: one file for each kind, and the `Prober` that hands them out."""

from playground.engine.probes.free import answer_free
from playground.engine.probes.prober import Prober

__all__ = ["Prober", "answer_free"]
