"""What does each layer do to a batch? The same operations, with the same names, as a tutorial's model of torch.nn."""

from collections import OrderedDict
from collections.abc import Iterator
from functools import cache

from torch import Tensor, nn

from playground.core.catalog import Family
from playground.core.layers_tour import MOST_EXAMPLES, SHOWN_VALUES, AskTour, Parameter, Tour, TourOperation, TourRow
from playground.core.model_options import OutputActivation
from playground.core.probes import Part
from playground.core.training_options import Loss
from playground.engine.devices import available
from playground.engine.probes.arrays import doubles
from playground.engine.probes.subject import Subject
from playground.engine.work import chunk_rows

_OUTPUT_MODULES: dict[OutputActivation, type[nn.Module]] = {
    OutputActivation.SIGMOID: nn.Sigmoid,
    OutputActivation.SOFTMAX: nn.Softmax,
    OutputActivation.LOG_SOFTMAX: nn.LogSoftmax,
}
_OF_PROBABILITIES = frozenset({TourOperation.SOFTMAX, TourOperation.EXP})


def walk_layers(ask: AskTour, subject: Subject) -> Tour:
    """Send the first training examples through the network, one operation after the other."""
    most = min(max(1, ask.count), MOST_EXAMPLES, chunk_rows(subject.network.sizes))
    stored, labels = subject.stored(Part.TRAIN, most)
    model = _as_tutorials_write_it(subject)
    device = subject.experiment.training.device
    return Tour(
        mark=ask.mark,
        step=subject.step,
        count=len(labels),
        rows=tuple(_rows(stored, labels, subject)),
        model=str(model),
        parameters=_parameters(model, subject),
        device=device,
        device_title=_device_title(device),
    )


def _rows(stored: Tensor, labels: Tensor, subject: Subject) -> Iterator[TourRow]:
    seen = subject.seen(stored)
    if subject.data.facts.family is Family.IMAGE:
        yield from _image_rows(seen.reshape(stored.shape), labels)
    else:
        yield _row(TourOperation.INPUTS, "X", None, seen)
        yield _row(TourOperation.LABELS, "y", None, labels)
    sums, last = seen, len(subject.network.linear_layers())
    softened = _has_logits(subject) or subject.outputs.activation is OutputActivation.SOFTMAX
    for layer, (sums, outputs) in enumerate(subject.layers(seen), start=1):
        operation = TourOperation.LOGITS if layer == last and softened else TourOperation.LINEAR
        yield _row(operation, "Linear", seen, sums, layer)
        if layer < last:
            yield _row(TourOperation.ACTIVATION, type(subject.network.activation).__name__, sums, outputs, layer)
        seen = outputs
    yield from _output_rows(sums, seen, subject)


def _image_rows(images: Tensor, labels: Tensor) -> Iterator[TourRow]:
    """Yield what comes before the first layer for `images` [n, h, w]."""
    batch = images.unsqueeze(1)
    yield _row(TourOperation.INPUTS, "X", None, batch)
    yield _row(TourOperation.LABELS, "y", None, labels)
    yield _row(TourOperation.CHANNEL, "squeeze", batch, images)
    yield _row(TourOperation.FLATTEN, "Flatten", images, images.flatten(1))


def _output_rows(sums: Tensor, outputs: Tensor, subject: Subject) -> Iterator[TourRow]:
    """Yield what comes after the last layer: `sums` [n, outputs] and what its activation makes of them."""
    wanted = subject.outputs
    last = outputs
    if wanted.activation in _OUTPUT_MODULES:
        softmax = wanted.activation is OutputActivation.SOFTMAX
        operation = TourOperation.SOFTMAX if softmax else TourOperation.OUTPUT
        yield _row(operation, _OUTPUT_MODULES[wanted.activation].__name__, sums, outputs)
    if _has_logits(subject):
        last = sums.softmax(1)
        logs = wanted.activation is OutputActivation.LOG_SOFTMAX
        yield (
            _row(TourOperation.EXP, "exp", outputs, last)
            if logs
            else _row(TourOperation.SOFTMAX, "Softmax", outputs, last)
        )
    yield _row(TourOperation.ANSWER, "threshold" if wanted.single else "argmax", last, wanted.chosen(sums))


def _has_logits(subject: Subject) -> bool:
    """Tell whether training puts the outputs through softmax. For the hinge they are scores, and stay so; that other
    views make shares of them is another matter.
    """
    return subject.outputs.logits and subject.experiment.training.loss is not Loss.HINGE


def _row(operation: TourOperation, torch_name: str, before: Tensor | None, after: Tensor, layer: int = 0) -> TourRow:
    numbers = after.double()
    flat = numbers.reshape(len(after), -1)
    return TourRow(
        operation=operation,
        layer=layer,
        torch_name=torch_name,
        before=tuple(before.shape) if before is not None else None,
        after=tuple(after.shape),
        dtype=str(after.dtype),
        least=float(numbers.min()),
        mean=float(numbers.mean()),
        greatest=float(numbers.max()),
        values=doubles(flat[:, :SHOWN_VALUES]),
        totals=doubles(flat.sum(1)) if operation in _OF_PROBABILITIES else None,
    )


def _as_tutorials_write_it(subject: Subject) -> nn.Sequential:
    """Return the network as a tutorial writes it, without its numbers: on the meta device, where none are drawn."""
    network, rate = subject.network, subject.experiment.model.dropout
    parts: OrderedDict[str, nn.Module] = OrderedDict()
    if subject.data.facts.family is Family.IMAGE:
        parts["flatten"] = nn.Flatten()
    linears = network.linear_layers()
    for number, linear in enumerate(linears, start=1):
        parts[f"linear{number}"] = nn.Linear(linear.in_features, linear.out_features, device="meta")
        if number < len(linears):
            parts[f"{subject.experiment.model.activation}{number}"] = network.activation
            if rate > 0:
                parts[f"dropout{number}"] = nn.Dropout(rate)
    module = _OUTPUT_MODULES.get(subject.outputs.activation)
    if module is not None:
        parts[subject.outputs.activation] = module() if module is nn.Sigmoid else module(dim=1)
    return nn.Sequential(parts)


def _parameters(model: nn.Sequential, subject: Subject) -> tuple[Parameter, ...]:
    """Return what `model` learns, with the network's values: both have the same tensors in the same order."""
    return tuple(
        Parameter(name, tuple(tensor.shape), tensor.numel(), doubles(tensor.flatten()[:SHOWN_VALUES]))
        for (name, _), tensor in zip(model.named_parameters(), subject.network.parameters(), strict=True)
    )


@cache
def _device_title(name: str) -> str:
    """Return what people call the device; looked up once, since asking a driver takes its time."""
    wanted = "cuda:0" if name == "cuda" else name
    return next((device.title for device in available() if device.name == wanted), name)
