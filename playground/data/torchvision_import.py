"""The one place that imports torchvision, which is only asked for the addresses and checksums of its data sets."""

import importlib
import re
from types import ModuleType

import torch

_MOST_OPERATORS = 20
_MISSING = re.compile(r"operator (\w+::\w+) does not exist")


def torchvision_datasets() -> ModuleType:
    """Return `torchvision.datasets`; the first import takes a second or more.

    torchvision's compiled operators do not load beside a CPU build of torch when they were built for CUDA. Its import
    then fails when it registers something for one of them ("operator torchvision::nms does not exist"). None is
    needed for data sets, so whichever the message names is declared, without an implementation, and the import tried
    again. Where the operators load, nothing of this happens.
    """
    for _ in range(_MOST_OPERATORS):
        try:
            return importlib.import_module("torchvision.datasets")
        except RuntimeError as error:
            missing = _MISSING.search(str(error))
            if missing is None:
                raise
            # Not a torch.library.Library of our own: its declarations would go when it does.
            torch.library.define(missing[1], "() -> ()")
    raise ImportError("torchvision does not load: it misses too many operators.", name="torchvision")
