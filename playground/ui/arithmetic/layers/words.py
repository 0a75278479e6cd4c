"""What the operations on a batch are called, and what they do, in words."""

import math
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from playground.core.layers_tour import Tour, TourOperation, TourRow
from playground.ui.figures import MINUS, decimal, whole

_WHOLE = frozenset({"torch.int64"})
_FINE_BELOW, _PLAIN_BELOW, _SHORT_BELOW = 10, 100, 1e5


def operation_name(row: TourRow) -> str:
    """Return what stands in the first column."""
    names = {
        TourOperation.INPUTS: _tr("X, the inputs"),
        TourOperation.LABELS: _tr("y, the labels"),
        TourOperation.LINEAR: f"Linear {row.layer}",
        TourOperation.LOGITS: _tr("Linear {number}, the logits").format(number=row.layer),
        TourOperation.ACTIVATION: f"{row.torch_name} {row.layer}",
        TourOperation.ANSWER: _tr("{function}, the answer").format(function=row.torch_name),
    }
    return names.get(row.operation, row.torch_name)


def operation_help(row: TourRow) -> str:
    """Say in a sentence what the operation does."""
    return {
        TourOperation.INPUTS: _tr(
            "The first training examples, as a DataLoader hands them out, and as the network sees them."
        ),
        TourOperation.LABELS: _tr("The number of the class of each example; whole numbers."),
        TourOperation.CHANNEL: _tr("A grey picture has one channel; it is left out."),
        TourOperation.FLATTEN: _tr("The rows of each picture are laid end to end: one long row for each example."),
        TourOperation.LINEAR: _tr("Each neuron's weighted sum: x @ weight.T + bias."),
        TourOperation.LOGITS: _tr("The weighted sums of the last layer, before they are made probabilities."),
        TourOperation.ACTIVATION: _tr("The activation, applied to each number alone."),
        TourOperation.OUTPUT: _tr("The output activation."),
        TourOperation.SOFTMAX: _tr("Makes probabilities: none below 0, and together 1 for each example."),
        TourOperation.EXP: _tr("From the logarithms of probabilities to these; together 1 for each example."),
        TourOperation.ANSWER: _tr("The class that the network takes each example for."),
    }[row.operation]


def shape_text(shape: Sequence[int]) -> str:
    """Return a shape as torch prints it: [3, 1, 28, 28]."""
    return f"[{', '.join(str(size) for size in shape)}]"


def way_text(row: TourRow) -> str:
    """Return the shapes before and after."""
    after = shape_text(row.after)
    return after if row.before is None else f"{shape_text(row.before)} → {after}"


def dtype_text(row: TourRow) -> str:
    """Return the type without its package: float32."""
    return row.dtype.removeprefix("torch.")


def value_text(value: float, row: TourRow) -> str:
    """Return one of a row's values, in seven signs at most."""
    if not math.isfinite(value):
        return str(value).replace("-", MINUS)
    if row.dtype in _WHOLE:
        return whole(round(value))
    if abs(value) < _PLAIN_BELOW:
        return decimal(round(value, 3) + 0.0, 3)
    text = decimal(value, 0) if abs(value) < _SHORT_BELOW else f"{value:.0e}"
    return text.replace("-", MINUS)


def parameter_text(value: float) -> str:
    """Return a weight or a bias, in seven signs at most."""
    if not math.isfinite(value):
        return str(value).replace("-", MINUS)
    digits = 4 if abs(value) < _FINE_BELOW else 2 if abs(value) < 10 * _PLAIN_BELOW else 0
    return decimal(round(value, digits) + 0.0, digits)


def mean_text(row: TourRow) -> str:
    """Return the mean; nothing for numbers of classes, whose mean means nothing."""
    return "" if row.dtype in _WHOLE else value_text(row.mean, row)


def total_text(row: TourRow) -> str:
    """Return what the probabilities of the first example add up to; nothing for other rows."""
    return "" if row.totals is None else decimal(float(row.totals[0]), 5)


def before_of(tour: Tour, place: int) -> TourRow | None:
    """Return the row that the one at `place` goes out from; None: it comes from the data."""
    if tour.rows[place].before is None:
        return None
    return next(row for row in reversed(tour.rows[:place]) if row.operation is not TourOperation.LABELS)


def first_bend(tour: Tour) -> int:
    """Return the place of the row that there is most to see at: the first activation, else the last but the answer."""
    bends = (place for place, row in enumerate(tour.rows) if row.operation is TourOperation.ACTIVATION)
    return next(bends, len(tour.rows) - 2)


def batch_note(tour: Tour, asked: int) -> str:
    """Say that not as many examples went through as were asked for; nothing where they did."""
    if tour.count >= asked:
        return ""
    return _tr("The first {count} only: there are no more, or the network is very wide.").format(
        count=whole(tour.count)
    )


def device_text(tour: Tour) -> str:
    """Say what the network trains on."""
    return _tr("Device in use: {device} ({title})").format(device=tour.device, title=tour.device_title)


def total_parameters(tour: Tour) -> str:
    """Say how many numbers are learned."""
    return _tr("{count} parameters in {tensors} tensors").format(
        count=whole(sum(parameter.count for parameter in tour.parameters)), tensors=len(tour.parameters)
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("LayersPage", text)
