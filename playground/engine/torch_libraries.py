"""Loads torch's shared libraries before torch is imported, without holding up other threads."""

import ctypes
import importlib.util
import logging
import os
import sys
from pathlib import Path

log = logging.getLogger(__name__)


def preload() -> None:
    """Load the large libraries of torch; call it in the thread that is about to import torch.

    Importing torch loads half a gigabyte of libraries while Python's lock is held, which freezes a window for a fifth
    of a second or more. A foreign function is called without the lock, so the system's own dlopen is; the import then
    finds the libraries in place. Where this does not work nothing is lost: the import loads them itself.
    """
    if not sys.platform.startswith("linux"):
        return
    spec = importlib.util.find_spec("torch")
    if spec is None or not spec.submodule_search_locations:
        return
    folder = Path(spec.submodule_search_locations[0]) / "lib"
    dlopen = ctypes.CDLL(None).dlopen
    dlopen.restype = ctypes.c_void_p
    dlopen.argtypes = (ctypes.c_char_p, ctypes.c_int)
    for name in ("libtorch_cpu.so", "libtorch_python.so"):
        if not dlopen(os.fsencode(folder / name), os.RTLD_NOW):
            log.info("%s could not be loaded ahead", name)
