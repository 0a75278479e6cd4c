"""Expressions to begin with."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Example:
    """`name` is how a lesson calls it, `values` are texts by input; `wanted`: by which the gradient is asked."""

    name: str
    text: str
    values: Mapping[str, str]
    wanted: str | None = None


EXAMPLES = (
    Example("powers", "y = a**3 - b**2", {"a": "5", "b": "6"}),
    Example("relu", "out = relu(w*x + b)", {"w": "2", "x": "3", "b": "1"}),
    Example("twice", "h = a*b\ny = h**2 + h", {"a": "2", "b": "3"}),
    Example(
        "sigmoid",
        "out = sigmoid(w*x + b)\nE = (t - out)**2 / 2",
        {"w": "2", "x": "0.5", "b": "-1", "t": "1"},
    ),
    Example(
        "squares",
        "out = X @ w + b\nloss = mean((out - t)**2)",
        {"X": "[[1, 2], [3, 4]]", "w": "[1, 0.5]", "b": "0.5", "t": "[2, 4]"},
    ),
    Example(
        "softmax",
        "p = softmax(z)\nloss = -sum(t*log(p))",
        {"z": "[2, 1, 0.1]", "t": "[1, 0, 0]"},
        "z",
    ),
    Example(
        "layer",
        "h = tanh(W @ x + b)\ny = v @ h",
        {"W": "[[0.5, -1], [1, 0.3]]", "x": "[1, 2]", "b": "[0.1, -0.2]", "v": "[1, -1]"},
    ),
)
