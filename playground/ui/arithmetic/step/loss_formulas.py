"""The losses that are taken output by output, as formulas and with numbers, and their slopes by the output."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from playground.core.by_hand import ExampleError
from playground.core.training_options import Loss


@dataclass(frozen=True, slots=True)
class LossFormula:
    """The part of one output in the loss: `formula` in words of out and target, `numbers` with figures in their places
    (which come with how far they are apart), and its `value`. `slope` and `slope_numbers` are the same for its
    derivative by the output.
    """

    formula: str
    numbers: Callable[[str, str, float], str]
    value: Callable[[float, float], float]
    slope: str
    slope_numbers: Callable[[str, str], str]


def loss_formula(name: Loss | ExampleError) -> LossFormula | None:
    """Return the formula of a loss; None where it compares the outputs of the classes with each other."""
    # By their own kind: as words, the cross-entropies of examples and of networks are the same key.
    return _example_formulas()[name] if isinstance(name, ExampleError) else _formulas().get(name)


def _example_formulas() -> Mapping[ExampleError, LossFormula]:
    return {
        ExampleError.HALF_SQUARES: LossFormula(
            "(target − out)^{2} / 2",
            lambda out, target, _: f"({target} − {out})^{{2}} / 2",
            lambda out, target: (target - out) ** 2 / 2,
            "out − target",
            lambda out, target: f"{out} − {target}",
        ),
        ExampleError.CROSS_ENTROPY: LossFormula(
            "−target × ln out",
            lambda out, target, _: f"−{target} × ln {out}",
            lambda out, target: -target * math.log(out) if target and out > 0 else 0.0,
            "−target / out",
            lambda out, target: f"−{target} / {out}",
        ),
    }


def _formulas() -> Mapping[Loss, LossFormula]:
    return {
        Loss.MSE: LossFormula(
            "(out − target)^{2}",
            lambda out, target, _: f"({out} − {target})^{{2}}",
            lambda out, target: (out - target) ** 2,
            "2 × (out − target)",
            lambda out, target: f"2 × ({out} − {target})",
        ),
        Loss.L1: LossFormula(
            "|out − target|",
            lambda out, target, _: f"|{out} − {target}|",
            lambda out, target: abs(out - target),
            "sign(out − target)",
            lambda out, target: f"sign({out} − {target})",
        ),
        Loss.HUBER: LossFormula(
            _tr("d^{2} / 2, or |d| − 1/2 beyond 1; d = out − target"),
            _huber_numbers,
            _huber,
            "max(−1, min(1, out − target))",
            lambda out, target: f"max(−1, min(1, {out} − {target}))",
        ),
        Loss.BCE: LossFormula(
            "−target × ln out − (1 − target) × ln(1 − out)",
            lambda out, target, _: f"−{target} × ln {out} − (1 − {target}) × ln(1 − {out})",
            _binary_cross_entropy,
            "(out − target) / (out × (1 − out))",
            lambda out, target: f"({out} − {target}) / ({out} × (1 − {out}))",
        ),
    }


def _huber(out: float, target: float) -> float:
    distance = abs(out - target)
    return distance**2 / 2 if distance < 1 else distance - 0.5


def _huber_numbers(out: str, target: str, apart: float) -> str:
    return f"({out} − {target})^{{2}} / 2" if abs(apart) < 1 else f"|{out} − {target}| − 1/2"


def _binary_cross_entropy(out: float, target: float) -> float:
    for_yes = -target * math.log(out) if target and out > 0 else 0.0
    return for_yes - ((1 - target) * math.log1p(-out) if target != 1 and out < 1 else 0.0)


def _tr(text: str) -> str:
    return QCoreApplication.translate("OneStep", text)
