"""What our steps are held against: the loop of the tutorials, scikit-learn, and the least that a step must compute."""

from collections.abc import Callable, Iterator
from itertools import cycle, islice, pairwise
from typing import Any, TypeAlias

import numpy as np
import torch
from PIL import Image
from sklearn.neural_network import MLPClassifier
from torch import Tensor, nn
from torch.utils.data import DataLoader, Dataset

from playground.cli.bench.cases import CLASSES, Case
from playground.core.training_options import OptimizerName
from playground.data.dataset import DataSet
from playground.data.torchvision_import import torchvision_datasets
from playground.engine.affine import is_large, product

TUTORIALS = "tutorials' loop"
"""What all are compared with."""

_TEST_BATCH = 1000


class PilImages(Dataset[tuple[Tensor, int]]):
    """Images [n, h, w] and labels [n] as `torchvision.datasets.MNIST` hands them out: one at a time, by way of PIL."""

    def __init__(self, images: Tensor, labels: Tensor) -> None:
        self._images = images
        self._labels = labels
        self._transform = _tutorial_transform()

    def __len__(self) -> int:
        return len(self._labels)

    def __getitem__(self, index: int) -> tuple[Tensor, int]:
        picture = Image.fromarray(self._images[index].numpy())
        return self._transform(picture), int(self._labels[index])


class TutorialLoop:
    """The loop that most tutorials teach: a DataLoader, eager autograd, torch's default optimizer, `loss.item()`."""

    def __init__(self, case: Case, data: DataSet) -> None:
        train, test = PilImages(data.train_inputs, data.train_labels), PilImages(data.test_inputs, data.test_labels)
        self._batches = _endless(DataLoader(train, batch_size=case.batch, shuffle=True))
        self._tests = DataLoader(test, batch_size=_TEST_BATCH)
        self._network = _sequential(case)
        optimizer = {OptimizerName.ADAM: torch.optim.Adam, OptimizerName.SGD: torch.optim.SGD}[case.optimizer]
        self._optimizer = optimizer(self._network.parameters(), lr=case.rate)
        self._criterion = nn.CrossEntropyLoss()
        self.losses: list[float] = []

    def train(self, steps: int) -> None:
        self._network.train()
        for images, labels in islice(self._batches, steps):
            self._optimizer.zero_grad()
            loss = self._criterion(self._network(images), labels)
            loss.backward()
            self._optimizer.step()
            self.losses.append(loss.item())

    def evaluate(self) -> tuple[float, float]:
        """Return mean loss and accuracy over the test images."""
        self._network.eval()
        loss = right = 0.0
        with torch.no_grad():
            for images, labels in self._tests:
                raw = self._network(images)
                loss += self._criterion(raw, labels).item() * len(labels)
                right += (raw.argmax(dim=1) == labels).sum().item()
        count = len(self._tests.dataset)  # type: ignore[arg-type]
        return loss / count, right / count


class ScikitLearn:
    """scikit-learn's MLPClassifier, with the same network and optimizer, on float images made beforehand."""

    def __init__(self, case: Case, data: DataSet, steps: int) -> None:
        count = steps * case.batch
        pieces = len(data.train_labels) // count
        inputs, labels = data.prepared(data.train_inputs[: pieces * count]).numpy(), data.train_labels.numpy()
        self._pieces = cycle(
            (inputs[i * count : (i + 1) * count], labels[i * count : (i + 1) * count]) for i in range(pieces)
        )
        self._network = MLPClassifier(
            case.hidden,
            solver=str(case.optimizer),
            batch_size=case.batch,
            learning_rate_init=case.rate,
            alpha=0.0,
            momentum=0.0,
            nesterovs_momentum=False,
            random_state=0,
        )

    def train(self) -> float:
        """Take the steps of one piece of the data; returns their mean loss."""
        inputs, labels = next(self._pieces)
        self._network.partial_fit(inputs, labels, classes=np.arange(CLASSES))
        return float(self._network.loss_)


Product: TypeAlias = Callable[[Tensor, Tensor, Tensor], object]
"""Computes a [m, k] @ b [k, n], into the third [m, n] where it can."""


class Products:
    """The matrix products of a step, and nothing else: no bias, activation, loss or update. No step can be faster that
    computes them with `product`."""

    def __init__(self, case: Case, product: Product) -> None:
        self._product = product
        random = torch.Generator().manual_seed(0)
        self.weights = [torch.randn(to, before, generator=random) / before**0.5 for before, to in pairwise(case.sizes)]
        self.signals = [torch.randn(case.batch, size, generator=random) for size in case.sizes]
        self.errors = [torch.randn(case.batch, size, generator=random) for size in case.sizes]
        self.gradients = [torch.empty_like(weight) for weight in self.weights]

    def compute(self, steps: int) -> None:
        with torch.inference_mode():
            for _ in range(steps):
                self._step()

    def _step(self) -> None:
        signals, errors = self.signals, self.errors
        for layer, weight in enumerate(self.weights):
            self._product(signals[layer], weight.t(), signals[layer + 1])
        for layer in reversed(range(len(self.weights))):
            self._product(errors[layer + 1].t(), signals[layer], self.gradients[layer])
            if layer:
                self._product(errors[layer + 1], self.weights[layer], errors[layer])


def torch_product(a: Tensor, b: Tensor, out: Tensor) -> None:
    """What torch computes products of 32-bit numbers with: MKL, on most machines."""
    torch.mm(a, b, out=out)


def our_product(a: Tensor, b: Tensor, out: Tensor) -> None:
    """What our layers compute them with: oneDNN where they are large."""
    if is_large(a.shape[0], b):
        product(a, b.t())
    else:
        torch_product(a, b, out)


def _tutorial_transform() -> Callable[[Image.Image], Tensor]:
    torchvision_datasets()  # lets torchvision load where its compiled operators do not
    from torchvision import transforms

    made: Callable[[Image.Image], Tensor] = transforms.Compose(
        [transforms.ToTensor(), transforms.Normalize((0.1307,), (0.3081,))]
    )
    return made


def _sequential(case: Case) -> nn.Sequential:
    layers: list[nn.Module] = [nn.Flatten()]
    for before, to in pairwise(case.sizes):
        layers += [nn.Linear(before, to), nn.ReLU()]
    return nn.Sequential(*layers[:-1])


def _endless(loader: DataLoader[Any]) -> Iterator[Any]:
    while True:
        yield from loader
