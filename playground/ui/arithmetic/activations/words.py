"""What the page of activations says."""

import math

from PySide6.QtCore import QCoreApplication

from playground.core.activations import Described, Sums
from playground.core.experiment import Experiment
from playground.core.model_options import Activation
from playground.ui.arithmetic.formulas import title_of
from playground.ui.figures import percent, significant, whole


def _tr(text: str) -> str:
    return QCoreApplication.translate("Activations", text)


def layer_titles(experiment: Experiment) -> list[str]:
    """Return what the sums of each layer are called in a list, the output layer last."""
    titles = [
        _tr("Sums of layer {number} · {units}").format(number=number, units=_units(size))
        for number, size in enumerate(experiment.model.hidden, 1)
    ]
    return [*titles, _tr("Sums of the output layer")]


def layer_name(layer: int, layers: int) -> str:
    """Return what layer number `layer` (from 0) of so many is called within a sentence."""
    if layer == layers - 1:
        return _tr("the output layer")
    return _tr("layer {number}").format(number=layer + 1)


def range_text(described: Described) -> str:
    """Return the range as an interval: [0, ∞)."""
    low = "(−∞" if described.low == -math.inf else f"{'[' if described.touches_low else '('}{_round(described.low)}"
    high = "∞)" if described.high == math.inf else f"{_round(described.high)})"
    return _tr("range {interval}").format(interval=f"{low}, {high}")


def told(sums: Sums, used: Activation | None, layers: int) -> str:
    """Say what the activation asked about makes of the sums of a layer; `used` is the one that the layer has."""
    layer, asked = layer_name(sums.ask.layer, layers), sums.ask.activation
    if not sums.examples:
        return _tr("There are no test examples whose sums could be shown.")
    if not len(sums.counts):
        return _tr("The sums that reach {layer} are no finite numbers any more.").format(layer=layer)
    if asked is Activation.IDENTITY:
        return _tr("The slope is 1 everywhere: no unit of {layer} can fall silent.").format(layer=layer)
    names = {
        "layer": layer,
        "units": whole(sums.units),
        "silent": whole(sums.silent) if sums.silent else _tr("none"),
        "count": whole(sums.examples),
        "share": percent(sums.flat),
        "name": title_of(asked),
        "used": title_of(used) if used is not None else "softmax",
    }
    return _sentence(sums, asked is used).format(**names)


def _sentence(sums: Sums, is_used: bool) -> str:
    relu = sums.ask.activation is Activation.RELU
    if sums.units == 1:
        return _tr("{share} of the {count} sums that reach {layer} lie where the slope of {name} is almost 0.")
    if is_used and relu:
        return _tr(
            "{share} of the sums lay where the slope is 0; of the {units} units of {layer}, {silent} stayed silent for "
            "all {count} test examples."
        )
    if is_used:
        return _tr(
            "{share} of the sums lay where the slope is almost 0; of the {units} units of {layer}, {silent} stayed "
            "there for all {count} test examples."
        )
    if relu:
        return _tr(
            "With {name} in place of {used}, {share} of these sums would lie where the slope is 0, and {silent} of the "
            "{units} units of {layer} would be silent for all {count} test examples."
        )
    return _tr(
        "With {name} in place of {used}, {share} of these sums would lie where the slope is almost 0, and {silent} of "
        "the {units} units of {layer} would stay there for all {count} test examples."
    )


def no_network() -> str:
    return _tr("Once there is a network, the sums that reach its layers are shown behind the curve.")


def _units(count: int) -> str:
    return _tr("{count} units").format(count=whole(count)) if count != 1 else _tr("1 unit")


def _round(value: float) -> str:
    return significant(value, 3)
