"""Memory that a step has freed is kept for the next one."""

import platform
import subprocess
import sys

import pytest

# The pages that the system hands out anew for three tensors of 30 MB, made and freed ten times, after the first few.
_FAULTS = """
import ctypes, resource, sys
import torch
from playground.engine.freed_memory import keep_freed_memory
for option in (-1, -3):
    ctypes.CDLL(None).mallopt(option, 128 * 1024)  # where glibc begins; it may have moved on by now
if sys.argv[1] == "keep":
    keep_freed_memory()
def step():
    first = torch.ones(7_500_000)
    second = first * 2
    return float((first * second)[0])
for _ in range(5):
    step()
before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
for _ in range(10):
    step()
print(resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before)
"""


def _faults(how: str) -> int:
    run = subprocess.run([sys.executable, "-c", _FAULTS, how], capture_output=True, text=True, check=True)
    return int(run.stdout)


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc is told to")
def test_large_tensors_come_from_memory_that_was_freed() -> None:
    assert _faults("keep") < 0.5 * _faults("leave")
