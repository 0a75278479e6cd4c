"""Labelled stroke digits, made up: skeletons of several ways to write each digit, bent, slanted and sampled at random.

They are tidier than people's digits: every one begins as the same few skeletons, so the letter forms that real people
invent, their hurried connections and their slips are missing. Figures measured on them say that the preparation works,
not how well a network does on people's drawings.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Skeleton = Sequence[Sequence[tuple[float, float]]]

# Points in a box of 1 x 1, y down. A point given twice is a sharp corner; between others the line is a smooth curve.
_SKELETONS: dict[int, Sequence[Skeleton]] = {
    0: (
        [[(0.55, 0), (0.2, 0.12), (0, 0.5), (0.18, 0.9), (0.5, 1), (0.85, 0.88), (1, 0.5), (0.85, 0.12), (0.5, 0)]],
        [[(0.7, 0.06), (0.3, 0.04), (0.02, 0.45), (0.25, 0.95), (0.7, 0.95), (1, 0.5), (0.75, 0.1), (0.55, 0.02)]],
        [[(0.4, 0.02), (0.85, 0.15), (1, 0.5), (0.85, 0.88), (0.5, 1), (0.12, 0.85), (0, 0.5), (0.15, 0.12), (0.5, 0)]],
    ),
    1: (
        [[(0.5, 0), (0.5, 0.5), (0.5, 1)]],
        [[(0.3, 0.25), (0.5, 0), (0.5, 0), (0.5, 0.5), (0.5, 1)]],
        [[(0.25, 0.22), (0.5, 0), (0.5, 0), (0.5, 0.5), (0.5, 1)], [(0.25, 1), (0.75, 1)]],
        [[(0.3, 0.25), (0.5, 0), (0.5, 0), (0.5, 1), (0.5, 1), (0.28, 1), (0.28, 1), (0.75, 1)]],
    ),
    2: (
        [[(0.05, 0.25), (0.35, 0), (0.8, 0.1), (0.85, 0.4), (0.45, 0.75), (0, 1), (0, 1), (0.5, 0.98), (1, 1)]],
        [
            [
                *((0.05, 0.2), (0.4, 0), (0.85, 0.15), (0.75, 0.5), (0.3, 0.9), (0.1, 1)),
                *((0.02, 0.88), (0.2, 0.8), (0.55, 0.95), (1, 0.93)),
            ]
        ],
        [[(0, 0.1), (0.4, 0), (0.85, 0.05), (0.85, 0.25), (0.4, 0.65), (0, 1), (0, 1), (1, 1)]],
    ),
    3: (
        [
            [
                *((0.05, 0.12), (0.45, 0), (0.85, 0.15), (0.75, 0.4), (0.35, 0.48), (0.35, 0.48)),
                *((0.85, 0.58), (0.95, 0.82), (0.5, 1), (0.02, 0.88)),
            ]
        ],
        [
            [
                *((0.05, 0), (0.9, 0), (0.9, 0), (0.4, 0.4), (0.4, 0.4)),
                *((0.85, 0.5), (0.95, 0.78), (0.55, 1), (0.02, 0.9)),
            ]
        ],
        [[(0.1, 0.1), (0.6, 0), (0.85, 0.2), (0.45, 0.45), (0.9, 0.65), (0.75, 0.95), (0.1, 0.95)]],
    ),
    4: (
        [[(0.2, 0), (0.05, 0.55), (0.05, 0.55), (1, 0.55)], [(0.75, 0), (0.7, 0.5), (0.7, 1)]],
        [[(0.65, 0), (0, 0.65), (0, 0.65), (1, 0.65)], [(0.68, 0.02), (0.68, 0.5), (0.68, 1)]],
        [[(0.7, 1), (0.7, 0), (0.7, 0), (0, 0.68), (0, 0.68), (1, 0.68)]],
        [[(0.1, 0), (0.12, 0.4), (0.4, 0.5), (0.8, 0.4), (0.8, 0), (0.8, 0), (0.78, 0.5), (0.78, 1)]],
    ),
    5: (
        [
            [(0.2, 0), (0.12, 0.45), (0.12, 0.45), (0.6, 0.38), (0.95, 0.65), (0.65, 0.97), (0, 0.92)],
            [(0.2, 0), (0.9, 0.02)],
        ],
        [
            [
                *((0.9, 0), (0.2, 0), (0.2, 0), (0.1, 0.45), (0.1, 0.45)),
                *((0.6, 0.36), (0.95, 0.65), (0.6, 1), (0, 0.9)),
            ]
        ],
        [[(0.9, 0.02), (0.35, 0.05), (0.15, 0.35), (0.7, 0.5), (0.8, 0.85), (0.4, 1), (0.05, 0.9)]],
    ),
    6: (
        [
            [
                *((0.75, 0), (0.25, 0.3), (0.02, 0.7), (0.3, 1), (0.75, 0.95)),
                *((0.9, 0.7), (0.6, 0.5), (0.2, 0.6), (0.06, 0.75)),
            ]
        ],
        [[(0.35, 0), (0.12, 0.45), (0.15, 0.9), (0.55, 1), (0.9, 0.8), (0.7, 0.58), (0.3, 0.62), (0.15, 0.85)]],
        [[(0.8, 0.05), (0.4, 0.1), (0.05, 0.6), (0.25, 0.97), (0.7, 0.95), (0.8, 0.65), (0.45, 0.5), (0.1, 0.7)]],
    ),
    7: (
        [[(0, 0.02), (0.95, 0), (0.95, 0), (0.6, 0.45), (0.35, 1)]],
        [[(0, 0.02), (0.95, 0), (0.95, 0), (0.6, 0.45), (0.35, 1)], [(0.25, 0.5), (0.9, 0.48)]],
        [[(0.02, 0.15), (0.02, 0), (0.02, 0), (0.9, 0.02), (0.9, 0.02), (0.55, 0.5), (0.45, 1)]],
        [[(0, 0.08), (0.5, 0.1), (0.95, 0), (0.95, 0), (0.55, 0.5), (0.45, 1)]],
    ),
    8: (
        [
            [
                *((0.8, 0.1), (0.45, 0), (0.15, 0.2), (0.5, 0.48), (0.9, 0.75), (0.5, 1)),
                *((0.08, 0.78), (0.5, 0.48), (0.85, 0.22), (0.7, 0.04)),
            ]
        ],
        [
            [(0.5, 0), (0.18, 0.2), (0.5, 0.46), (0.82, 0.2), (0.5, 0)],
            [(0.5, 0.46), (0.08, 0.75), (0.5, 1), (0.92, 0.75), (0.5, 0.46)],
        ],
        [
            [
                *((0.5, 0.48), (0.1, 0.2), (0.5, 0), (0.88, 0.2), (0.5, 0.48)),
                *((0.1, 0.78), (0.5, 1), (0.9, 0.78), (0.5, 0.48)),
            ]
        ],
    ),
    9: (
        [
            [
                *((0.85, 0.2), (0.5, 0), (0.1, 0.2), (0.25, 0.5), (0.65, 0.45)),
                *((0.85, 0.15), (0.85, 0.15), (0.82, 0.6), (0.75, 1)),
            ]
        ],
        [
            [
                *((0.8, 0.12), (0.4, 0.02), (0.08, 0.25), (0.35, 0.52), (0.8, 0.3)),
                *((0.85, 0.1), (0.9, 0.6), (0.65, 0.97), (0.15, 0.92)),
            ]
        ],
        [[(0.8, 0.25), (0.45, 0), (0.1, 0.25), (0.4, 0.5), (0.8, 0.25)], [(0.8, 0.2), (0.75, 0.6), (0.65, 1)]],
    ),
}


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """One drawing: its strokes, each [n, 2] with x right and y down, and the digit it means."""

    label: int
    strokes: list[Floats]


def draw_digits(count: int, seed: int = 0) -> list[Drawn]:
    """Return `count` drawings, labels 0-9 in turn, each written at random; the same for the same seed."""
    rng = np.random.default_rng(seed)
    return [draw_digit(index % 10, rng) for index in range(count)]


def draw_digit(label: int, rng: np.random.Generator) -> Drawn:
    """Return `label` in one of its ways of writing, with a hand, place and size of its own."""
    ways = _SKELETONS[label]
    skeleton = [np.array(stroke) for stroke in ways[int(rng.integers(len(ways)))]]
    wobble = rng.normal(0, 0.02 + 0.02 * rng.random(), (8, 2))
    curves = [_curve(_wobbled(points, rng), rng) for points in skeleton]
    hand = _hand(rng)
    bent = [(points + _bend(points, wobble)) @ hand.T for points in curves]
    lifted = [piece for points in bent for piece in _lifted(points, rng)]
    size, place = 40 * 10 ** rng.uniform(0, 1), rng.uniform(-300, 300, 2)
    tremor = rng.uniform(0, 0.008)
    return Drawn(label, [(points + rng.normal(0, tremor, points.shape)) * size + place for points in lifted])


def _wobbled(points: Floats, rng: np.random.Generator) -> Floats:
    """Move each point of the skeleton a little; a corner, given twice, stays one."""
    places, which = np.unique(points, axis=0, return_inverse=True)
    moved: Floats = (places + rng.normal(0, 0.025, places.shape))[which.reshape(-1)]
    return moved


def _curve(points: Floats, rng: np.random.Generator) -> Floats:
    """Return the smooth line through `points`, sampled as a pen does that slows down and speeds up."""
    corners = [index for index in range(1, len(points)) if np.array_equal(points[index], points[index - 1])]
    pieces = np.split(points, corners)
    per_part = int(rng.integers(3, 12))
    return np.concatenate([_smooth(piece, per_part, rng) for piece in pieces if len(piece) > 1])


def _smooth(points: Floats, per_part: int, rng: np.random.Generator) -> Floats:
    """Catmull-Rom spline through `points`, `per_part` samples between each two."""
    ends = np.concatenate([2 * points[:1] - points[1:2], points, 2 * points[-1:] - points[-2:-1]])
    steps = np.cumsum(rng.uniform(0.4, 1.6, per_part))
    at = np.concatenate([[0.0], steps / steps[-1]])[:, None]
    parts = [_spline(ends[index : index + 4], at) for index in range(len(points) - 1)]
    return np.concatenate(parts)


def _spline(four: Floats, at: Floats) -> Floats:
    before, start, end, after = four
    out: Floats = 0.5 * (
        2 * start
        + (end - before) * at
        + (2 * before - 5 * start + 4 * end - after) * at**2
        + (3 * start - before - 3 * end + after) * at**3
    )
    return out


def _bend(points: Floats, waves: Floats) -> Floats:
    """A smooth displacement of the plane, the same for all strokes of a drawing."""
    x, y = points[:, :1], points[:, 1:]
    basis = np.hstack([np.sin(np.pi * x), np.cos(np.pi * x), np.sin(np.pi * y), np.cos(np.pi * y)])
    basis = np.hstack([basis, basis[:, :1] * basis[:, 2:3], basis[:, 1:2] * basis[:, 3:], x * y, x - y])
    moved: Floats = basis @ waves
    return moved


def _hand(rng: np.random.Generator) -> Floats:
    """Slant, proportion and rotation of one hand as a matrix [2, 2]."""
    slant, turn, aspect = rng.normal(-0.15, 0.2), rng.normal(0, 0.08), rng.uniform(0.45, 0.95)
    turned = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    matrix: Floats = turned @ np.array([[1.0, slant], [0.0, 1.0]]) @ np.diag([aspect, 1.0])
    return matrix


def _lifted(points: Floats, rng: np.random.Generator) -> Iterator[Floats]:
    """Yield the stroke whole or, now and then, in two: a pen that loses touch for a moment."""
    if len(points) < 8 or rng.random() > 0.1:
        yield points
        return
    cut = int(rng.integers(3, len(points) - 3))
    yield points[:cut]
    yield points[cut:]
