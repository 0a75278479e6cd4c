"""The conditions that all contenders meet alike: those of the program's training thread, with one thread."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

import torch
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]


@contextmanager
def one_thread() -> Iterator[None]:
    """Let torch and numpy compute on one thread, and Python collect no garbage: the window collects between frames."""
    threads = torch.get_num_threads()
    collecting = gc.isenabled()
    gc.disable()
    torch.set_num_threads(1)
    try:
        with threadpool_limits(1):
            yield
    finally:
        torch.set_num_threads(threads)
        if collecting:
            gc.enable()


@contextmanager
def flushed() -> Iterator[None]:
    """Let numbers below 1e-38 count as 0 in the calling thread, as our own training does: they are slow."""
    torch.set_flush_denormal(True)
    try:
        yield
    finally:
        torch.set_flush_denormal(False)
