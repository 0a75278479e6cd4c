"""How a network does on examples that it does not learn from."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import torch
from torch import Tensor

from playground.core.progress import Stepping
from playground.core.training_options import TrainingOptions
from playground.data.dataset import DataSet
from playground.engine.losses import example_losses
from playground.engine.model import Network
from playground.engine.outputs import Outputs
from playground.engine.stepping.loops import Loop, Loops, score_loop
from playground.engine.stepping.recorder import record

# Examples computed at once: what passes from layer to layer stays in the processor's cache.
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Score:
    """Mean loss, and the fraction of right answers, over a set of examples."""

    loss: float
    accuracy: float


class Examiner:
    """Scores `network` on the test part of `data`; a wish is looked at after every `most` examples or sooner."""

    def __init__(
        self,
        network: Network,
        data: DataSet,
        training: TrainingOptions,
        outputs: Outputs,
        most: int,
        stepping: Stepping,
    ) -> None:
        self._network = network
        self._data = data
        self._training = training
        self._outputs = outputs
        self._chunk = min(most, _CHUNK)
        self._piece = most // self._chunk * self._chunk
        self._loops = Loops() if stepping is Stepping.RECORDED else None

    def score(self, halted: Callable[[], bool]) -> Score | None:
        """Score the network on the whole test set; None when `halted` says so between two pieces of it."""
        self._network.eval()
        loss = right = 0.0  # on the host, in double precision, which not every device has
        for inputs, labels in self._pieces():
            if halted():
                return None
            losses, rights = self._sums(inputs, labels).tolist()
            loss += sum(losses)
            right += sum(rights)
        count = max(1, len(self._data.test_labels))
        return Score(loss / count, right / count)

    def _pieces(self) -> Iterator[tuple[Tensor, Tensor]]:
        """Yield inputs and labels of some chunks, all of one size; the last examples come by themselves."""
        inputs, labels = self._data.test_inputs, self._data.test_labels
        whole = len(labels) // self._chunk * self._chunk
        for start in range(0, whole, self._piece):
            piece = slice(start, min(start + self._piece, whole))
            yield inputs[piece], labels[piece]
        if whole < len(labels):
            yield inputs[whole:], labels[whole:]

    def _sums(self, inputs: Tensor, labels: Tensor) -> Tensor:
        """Return losses and numbers of right answers of each chunk, float32 [2, chunks]."""
        rows = min(self._chunk, len(labels))
        loop = self._loops.get(rows, self._record) if self._loops is not None else None
        if loop is not None:
            return loop(list(self._network.parameters()), inputs, labels, self._data.shift, self._data.scale)
        with torch.inference_mode():
            chunks = zip(torch.split(inputs, rows), torch.split(labels, rows), strict=True)
            return torch.stack([torch.stack(self._chunk_sums(*chunk)) for chunk in chunks], dim=1)

    def _chunk_sums(self, inputs: Tensor, labels: Tensor) -> tuple[Tensor, Tensor]:
        return sums(self._training, self._outputs, self._network(self._data.prepared(inputs)), labels)

    def _record(self, rows: int) -> Loop:
        weights = list(self._network.parameters())
        chunk, answers = self._data.test_inputs[:rows], self._data.test_labels[:rows]
        named = {"chunk": chunk, "answers": answers, "shift": self._data.shift, "scale": self._data.scale}
        with torch.no_grad():
            recording = record(
                lambda: self._chunk_sums(chunk, answers),
                named | {f"weight{i}": weight for i, weight in enumerate(weights)},
            )
        return score_loop(recording, len(weights), rows)


def sums(training: TrainingOptions, outputs: Outputs, raw: Tensor, labels: Tensor) -> tuple[Tensor, Tensor]:
    """Return the sum of losses and the number of right answers (as float) of a chunk, both scalars on its device."""
    losses = example_losses(training, outputs, raw, labels)
    return losses.sum(), (outputs.chosen(raw) == labels).sum().float()
