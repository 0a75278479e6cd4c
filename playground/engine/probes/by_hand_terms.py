"""The optimizer's update of one weight, term by term, as torch's documentation writes its algorithms."""

import math
from collections.abc import Callable

from playground.core.by_hand import Term, WeightAt
from playground.core.training_options import OptimizerName, ScheduleName
from playground.engine.probes.by_hand_update import Learning

Show = Callable[[float], str]

# What torch's optimizers are made with where the experiment says nothing.
_EPSILON = 1e-8
_ADAGRAD_EPSILON = 1e-10
_RMSPROP_ALPHA = 0.99
_CLIP_EPSILON = 1e-6  # of clip_grad_norm_

_LEAST_DECIMAL = 1e-6
_MOST_DECIMAL = 1e9


def nine_decimals(value: float) -> str:
    """0.25 -> "0.25", -0.0183750207 -> "−0.018375021": as tutorials write them."""
    if value != 0 and not _LEAST_DECIMAL <= abs(value) < _MOST_DECIMAL:
        return six_digits(value)
    text = f"{value + 0.0:.9f}"  # + 0.0: -0.0 becomes 0.0
    return _minus(text.rstrip("0").rstrip("."))


def six_digits(value: float) -> str:
    """0.0123456789 -> "0.0123457", 1e-08 -> "1e−8"."""
    mantissa, e, exponent = f"{value + 0.0:.6g}".partition("e")  # + 0.0: -0.0 becomes 0.0
    return _minus(f"{mantissa}e{int(exponent)}" if e else mantissa)


def _minus(text: str) -> str:
    return text.replace("-", "−")


def update_terms(
    learning: Learning, picked: WeightAt, value: float, gradient: float, norm: float, show: Show
) -> tuple[Term, ...]:
    """Return the lines that lead from the weight's `value` and `gradient` to its new value, which is that of the last.

    `norm` is the length of all gradients where they are clipped; `show` writes a number.
    """
    lines = _Lines(learning, picked, show)
    if learning.biases_fixed and picked.start is None:
        lines.add("new b", "b, which this example keeps", show(value), value)
        return tuple(lines.terms)
    lines.add_rate()
    lines.add_gradient(value, gradient, norm)
    match learning.training.optimizer:
        case OptimizerName.SGD:
            _sgd(lines, value)
        case OptimizerName.ADAM | OptimizerName.ADAMW:
            _adam(lines, value)
        case OptimizerName.RMSPROP:
            _rmsprop(lines, value)
        case OptimizerName.ADAGRAD:
            _adagrad(lines, value)
    return tuple(lines.terms)


class _Lines:
    """The terms so far, and the gradient that the next ones go on with: `gradient`, by the name `g`."""

    def __init__(self, learning: Learning, picked: WeightAt, show: Show) -> None:
        self.terms: list[Term] = []
        self.training = learning.training
        self.rate = learning.rate
        self.memory = learning.memory(picked)
        self.w = "b" if picked.start is None else "w"
        self.g = f"∂E/∂{self.w}"
        self.gradient = 0.0
        self._show = show
        self._learning = learning

    def add(self, symbol: str, formula: str, numbers: str, value: float) -> float:
        """Add a line and return its value; the brackets of a negative number at the beginning are dropped."""
        if numbers.startswith("(−"):
            numbers = numbers[1:].replace(")", "", 1)
        self.terms.append(Term(symbol, formula, numbers, value))
        return value

    def n(self, value: float) -> str:
        """Write a number within a formula: negative ones in brackets."""
        text = self._show(value)
        return f"({text})" if text.startswith("−") else text

    def squared(self, value: float) -> str:
        """Write the square of a number, in brackets where the ² could be taken for a part of its exponent."""
        text = self.n(value)
        return f"({text})²" if "e" in text and not text.startswith("(") else f"{text}²"

    def remembered(self, entry: str) -> float:
        return self.memory.get(entry, 0.0)

    def add_rate(self) -> None:
        if self.training.schedule is not ScheduleName.CONSTANT:
            base, factor = self._learning.base_rate, self._learning.factor
            self.add("rate", "learning rate × schedule", f"{self.n(base)} × {self.n(factor)}", self.rate)

    def add_gradient(self, value: float, gradient: float, norm: float) -> None:
        """Add what is done to the gradient before the optimizer's own rule: L1, clipping, weight decay."""
        self.gradient = gradient
        l1, clip, decay = self.training.l1, self.training.clip_norm, self.training.weight_decay
        if l1 > 0 and self.w == "w":
            sign = float(value > 0) - float(value < 0)
            self._change_gradient("+ L1 × sign(w)", f"+ {self.n(l1)} × {self.n(sign)}", self.gradient + l1 * sign)
        if clip > 0:
            share = clip / (norm + _CLIP_EPSILON)
            share = 1.0 if share > 1 else share  # as torch: no number stays none
            numbers = f"× min(1, {self.n(clip)} / ({self.n(norm)} + {self.n(_CLIP_EPSILON)}))"
            self._change_gradient("× min(1, clip / (norm + ε))", numbers, self.gradient * share)
        if decay > 0 and self.training.optimizer is not OptimizerName.ADAMW:
            numbers = f"+ {self.n(decay)} × {self.n(value)}"
            self._change_gradient(f"+ decay × {self.w}", numbers, self.gradient + decay * value)

    def _change_gradient(self, formula: str, numbers: str, value: float) -> None:
        self.gradient = self.add("g", f"{self.g} {formula}", f"{self.n(self.gradient)} {numbers}", value)
        self.g = "g"

    def finish(self, value: float, move: str, numbers: str, moved: float) -> None:
        """Add the last line: the new value is `value` less the rate times what `move` stands for."""
        formula = f"{self.w} − rate × {move}"
        self.add(f"new {self.w}", formula, f"{self.n(value)} − {self.n(self.rate)} × {numbers}", value - moved)


def _sgd(lines: _Lines, value: float) -> None:
    """Sutskever et al., 2013, as torch has it: the rate multiplies the momentum too."""
    momentum, g = lines.training.momentum, lines.gradient
    if momentum == 0:
        lines.finish(value, lines.g, lines.n(g), lines.rate * g)
        return
    before = lines.remembered("momentum_buffer")
    numbers = f"{lines.n(momentum)} × {lines.n(before)} + {lines.n(g)}"
    v = lines.add("v", f"momentum × v + {lines.g}", numbers, momentum * before + g)
    if not lines.training.nesterov:
        lines.finish(value, "v", lines.n(v), lines.rate * v)
        return
    ahead = lines.add(
        "g", f"{lines.g} + momentum × v", f"{lines.n(g)} + {lines.n(momentum)} × {lines.n(v)}", g + momentum * v
    )
    lines.finish(value, "g", lines.n(ahead), lines.rate * ahead)


def _adam(lines: _Lines, value: float) -> None:
    """Kingma and Ba, 2015; with AdamW the weight decays apart from the gradient (Loshchilov and Hutter, 2019)."""
    n, g, training = lines.n, lines.gradient, lines.training
    beta1, beta2, count = training.beta1, training.beta2, int(lines.remembered("step")) + 1
    if training.optimizer is OptimizerName.ADAMW and training.weight_decay > 0:
        decay = training.weight_decay
        numbers = f"{n(value)} − {n(lines.rate)} × {n(decay)} × {n(value)}"
        value = lines.add(lines.w, f"{lines.w} − rate × decay × {lines.w}", numbers, value * (1 - lines.rate * decay))
    m, v = lines.remembered("exp_avg"), lines.remembered("exp_avg_sq")
    numbers = f"{n(beta1)} × {n(m)} + {n(1 - beta1)} × {n(g)}"
    m = lines.add("m", f"β1 × m + (1 − β1) × {lines.g}", numbers, beta1 * m + (1 - beta1) * g)
    numbers = f"{n(beta2)} × {n(v)} + {n(1 - beta2)} × {lines.squared(g)}"
    v = lines.add("v", f"β2 × v + (1 − β2) × {_squared(lines.g)}", numbers, beta2 * v + (1 - beta2) * g * g)
    m = lines.add("m̂", "m / (1 − β1^t)", f"{n(m)} / (1 − {n(beta1)}^{count})", m / (1 - beta1**count))
    v = lines.add("v̂", "v / (1 − β2^t)", f"{n(v)} / (1 − {n(beta2)}^{count})", v / (1 - beta2**count))
    numbers = f"{n(m)} / (√{n(v)} + {n(_EPSILON)})"
    lines.finish(value, "m̂ / (√v̂ + ε)", numbers, lines.rate * m / (math.sqrt(v) + _EPSILON))


def _rmsprop(lines: _Lines, value: float) -> None:
    """Hinton, lecture 6e of "Neural Networks for Machine Learning", 2012."""
    n, g, momentum = lines.n, lines.gradient, lines.training.momentum
    s = lines.remembered("square_avg")
    numbers = f"{n(_RMSPROP_ALPHA)} × {n(s)} + {n(1 - _RMSPROP_ALPHA)} × {lines.squared(g)}"
    s = lines.add(
        "s", f"α × s + (1 − α) × {_squared(lines.g)}", numbers, _RMSPROP_ALPHA * s + (1 - _RMSPROP_ALPHA) * g * g
    )
    move, numbers = f"{lines.g} / (√s + ε)", f"{n(g)} / (√{n(s)} + {n(_EPSILON)})"
    moved = g / (math.sqrt(s) + _EPSILON)
    if momentum > 0:
        before = lines.remembered("momentum_buffer")
        numbers = f"{n(momentum)} × {n(before)} + {numbers}"
        moved = lines.add("v", f"momentum × v + {move}", numbers, momentum * before + moved)
        move, numbers = "v", n(moved)
    lines.finish(value, move, numbers, lines.rate * moved)


def _adagrad(lines: _Lines, value: float) -> None:
    """Duchi et al., 2011."""
    n, g, s = lines.n, lines.gradient, lines.remembered("sum")
    s = lines.add("s", f"s + {_squared(lines.g)}", f"{n(s)} + {lines.squared(g)}", s + g * g)
    numbers = f"{n(g)} / (√{n(s)} + {n(_ADAGRAD_EPSILON)})"
    lines.finish(value, f"{lines.g} / (√s + ε)", numbers, lines.rate * g / (math.sqrt(s) + _ADAGRAD_EPSILON))


def _squared(name: str) -> str:
    return f"{name}²" if len(name) == 1 else f"({name})²"
