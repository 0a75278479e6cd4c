"""The conditions of a run that its last digits depend on: threads, denormal numbers, torch's version."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise

import torch

from playground.core.experiment import Experiment
from playground.core.facts import DataFacts
from playground.core.progress import Environment, Stepping
from playground.core.rules import layer_sizes
from playground.engine.freed_memory import keep_freed_memory

# Multiply-adds of a forward pass from which a second thread pays. A step with two is 0.95 times as fast as with one at
# 0.9 million (784-64-64-64-10, batch 15), 1.3 times at 7.6 (784-300-10, 32), 1.6 at 43 (784-512-512-10, 64).
_LARGE = 7_000_000
_MOST_THREADS = 8


def settle(device: torch.device, experiment: Experiment, facts: DataFacts, stepping: Stepping) -> Environment:
    """Choose the environment for a run. `stepping` is what is wished; only on the CPU steps are recorded."""
    keep_freed_memory()
    threads = experiment.training.threads or _fitting_threads(experiment, facts)
    way = stepping if device.type == "cpu" else Stepping.EAGER
    return Environment(
        torch=str(torch.__version__), device=str(device), threads=threads, flush_denormal=True, stepping=way
    )


def _fitting_threads(experiment: Experiment, facts: DataFacts) -> int:
    """One thread for small networks, and never every core: the window draws too."""
    sizes = layer_sizes(experiment, facts.input_count, facts.class_count)
    products = experiment.training.batch_size * sum(before * after for before, after in pairwise(sizes))
    spare = max(1, _cores() - 1)
    return min(spare, _MOST_THREADS) if products >= _LARGE else 1


def _cores() -> int:
    """Return how many cores this process may use, which a container can limit."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def under(environment: Environment) -> Iterator[None]:
    """Put the calling thread under `environment`, for as long as the context lasts.

    Flushing denormals makes training twice as fast and is a thread's own setting; other code of the thread must not
    lose its smallest numbers by it. torch's thread count stays as it is set here: changing it back and forth is dear.
    It is set each time, since one part of it (MKL's) is shared with threads that set it for themselves.
    """
    torch.set_num_threads(environment.threads)
    torch.set_flush_denormal(environment.flush_denormal)
    try:
        yield
    finally:
        torch.set_flush_denormal(False)


def use_one_thread() -> None:
    """Let torch work for the calling thread in that thread alone: other cores are for training and for drawing."""
    torch.set_num_threads(1)
