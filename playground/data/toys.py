"""Points in the plane, made from noise and a seed.

Circle, XOR, two Gaussians and spiral follow the recipes of TensorFlow Playground (tensorflow/playground,
src/dataset.ts): its ranges, its noise from 0 to 0.5, its labels, the positive ones being class 1 here. In
circle and XOR noise moves no point: it labels a point as if it were moved.
"""

from collections.abc import Callable, Mapping

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from playground.data.examples import Examples

_RADIUS = 5.0
_XOR_GAP = 0.3
_TURNS = 1.75

_Made = tuple[NDArray[np.float64], NDArray[np.bool_]]


def make_toy(name: str, count: int, noise: float, seed: int) -> Examples:
    """Return `count` points [count, 2] of the toy `name` (one of `TOYS`), all within about [-6, 6]^2."""
    points, positive = TOYS[name](count, noise, np.random.default_rng(seed))
    return Examples(points.astype(np.float32), positive.astype(np.int64))


def _circle(count: int, noise: float, random: Generator) -> _Made:
    inner = (count + 1) // 2
    radius = np.concatenate(
        [random.uniform(0.0, 0.5 * _RADIUS, inner), random.uniform(0.7 * _RADIUS, _RADIUS, count - inner)]
    )
    angle = random.uniform(0.0, 2 * np.pi, count)
    points = radius[:, None] * np.column_stack([np.sin(angle), np.cos(angle)])
    moved = points + noise * random.uniform(-_RADIUS, _RADIUS, (count, 2))
    return points, np.hypot(*moved.T) < 0.5 * _RADIUS


def _xor(count: int, noise: float, random: Generator) -> _Made:
    points = random.uniform(-_RADIUS, _RADIUS, (count, 2))
    points += np.where(points > 0, _XOR_GAP, -_XOR_GAP)
    moved = points + noise * random.uniform(-_RADIUS, _RADIUS, (count, 2))
    return points, moved[:, 0] * moved[:, 1] >= 0


def _gauss(count: int, noise: float, random: Generator) -> _Made:
    positive = np.arange(count) < (count + 1) // 2
    variance = np.interp(noise, [0.0, 0.5], [0.5, 4.0])
    centre = np.where(positive, 2.0, -2.0)[:, None]
    return centre + random.normal(0.0, np.sqrt(variance), (count, 2)), positive


def _spiral(count: int, noise: float, random: Generator) -> _Made:
    positive = np.arange(count) < (count + 1) // 2
    arms = [np.arange(arm) / arm for arm in (int(positive.sum()), int((~positive).sum())) if arm]
    along = np.concatenate(arms)
    angle = 2 * np.pi * _TURNS * along + np.where(positive, 0.0, np.pi)
    points = _RADIUS * along[:, None] * np.column_stack([np.sin(angle), np.cos(angle)])
    return points + noise * random.uniform(-1.0, 1.0, (count, 2)), positive


def _moons(count: int, noise: float, random: Generator) -> _Made:
    from sklearn.datasets import make_moons  # takes 0.8 s to import

    points, labels = make_moons(count, shuffle=False, noise=None)
    scattered = points + random.normal(0.0, noise, (count, 2))
    # scikit-learn's moons lie in [-1, 2] x [-0.5, 1]; centred and three times as large they fill the usual square.
    return 3.0 * (scattered - [0.5, 0.25]), labels == 1


TOYS: Mapping[str, Callable[[int, float, Generator], _Made]] = {
    "circle": _circle,
    "xor": _xor,
    "gauss": _gauss,
    "spiral": _spiral,
    "moons": _moons,
}
