"""Memory that a step has freed is kept for the next one."""

import ctypes
import logging
import sys

log = logging.getLogger(__name__)

# Of mallopt(3), with the values of glibc's malloc.h.
_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3
_KEPT = 128 * 2**20
_LARGEST = 32 * 2**20


def keep_freed_memory() -> None:
    """Let the C library keep up to 128 MB that were freed, and pieces of up to 32 MB among them, where it is glibc.

    It would give the large tensors of a step back to the system and ask for them anew in the next, empty page by empty
    page: with 12,400 images a step and one neuron that was more than half of the time. glibc comes to the same bounds
    by itself, but only if something of that size happens to be freed before.
    """
    if not sys.platform.startswith("linux"):
        return
    try:
        set_option = ctypes.CDLL(None).mallopt
    except AttributeError:  # another C library
        return
    if not (set_option(_MMAP_THRESHOLD, _LARGEST) and set_option(_TRIM_THRESHOLD, _KEPT)):
        log.info("The C library does not keep freed memory as wished")
