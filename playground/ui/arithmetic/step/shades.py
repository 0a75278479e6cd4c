"""The shades of a step's numbers, whatever their size."""

import numpy as np

from playground.core.probes import Doubles, Floats
from playground.ui.network.colors import output_shades


def shades(values: Doubles) -> Floats:
    """Return where `values` lie on the map, as `output_shades` has it; single precision, which the map works in, would
    make 0 of the smallest and infinity of the largest.
    """
    largest = float(np.abs(values).max(initial=0.0))
    scaled = values / largest if 0 < largest < np.inf else np.zeros_like(values)
    return output_shades(scaled.astype(np.float32))
