"""How much work is done in one piece: batches above a bound are computed in chunks, so that a wish is soon heard."""

from collections.abc import Sequence
from itertools import pairwise

# Rows times weights, and rows times numbers in all layers, of one chunk: 25-50 ms forward and backward on one core.
_MOST_PRODUCTS = 500_000_000
_MOST_NUMBERS = 8_000_000
_FEWEST_ROWS = 16


def chunk_rows(sizes: Sequence[int]) -> int:
    """Return how many examples are computed at once by a network with these layer sizes.

    It follows from the sizes alone, never from the machine, since the last digits of a sum depend on its parts.
    """
    products = sum(before * after for before, after in pairwise(sizes))
    return max(_FEWEST_ROWS, min(_MOST_PRODUCTS // products, _MOST_NUMBERS // sum(sizes)))
