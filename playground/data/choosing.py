"""Which examples take part, and which of them are kept back for the test. Every draw has its own generator."""

from enum import IntEnum

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from playground.core.data_options import DataOptions
from playground.core.messages import PlaygroundError, message
from playground.core.problems import ExperimentError, Problem
from playground.data.examples import Examples, Stored

Indexes = NDArray[np.int64]


class Purpose(IntEnum):
    """What a generator draws, so that no draw changes another."""

    TRAIN_EXAMPLES = 0
    TEST_EXAMPLES = 1
    SPLIT = 2
    ORDER = 3


def chosen_classes(options: DataOptions, names: tuple[str, ...]) -> tuple[int, ...]:
    """Return the numbers of the classes that take part, in the order chosen, each once.

    Raises ExperimentError when one does not exist, or when fewer than two are left.
    """
    classes = tuple(dict.fromkeys(options.classes)) or tuple(range(len(names)))
    beyond = [number for number in classes if number >= len(names)]
    if beyond:
        what = message(
            "data.classes names class {number}; this data set has the classes 0 to {last}.",
            number=beyond[0],
            last=len(names) - 1,
        )
        raise ExperimentError([Problem("data.classes", what)])
    if len(classes) < 2:
        what = message("data.classes names one class only; there is nothing to tell apart. Choose at least two.")
        raise ExperimentError([Problem("data.classes", what)])
    return classes


def choose(stored: Stored, options: DataOptions, classes: tuple[int, ...]) -> tuple[Examples, Examples]:
    """Return the training and the test part: of these classes, of that many examples, split.

    Labels count the chosen classes from 0. An official split stays, in its order unless that is by class; other sets
    are split by `train_share`, class by class so that each class is in both parts, and shuffled. All draws follow from
    `split_seed`.
    Raises ExperimentError when that leaves a part without a class.
    """
    train = _of_classes(stored.train, classes, len(stored.class_names))
    if stored.test is None:
        _check_present(train, classes, least=2)
        return _split(_fewer(train, options, classes), options)
    test = _of_classes(stored.test, classes, len(stored.class_names))
    _check_present(train, classes, least=1)
    _check_present(test, classes, least=1)
    train, test = _fewer_of_both(train, test, options, classes)
    return _mixed(train, options), _mixed(test, options)


def draw_per_class(labels: NDArray[np.int64], count: int, leave: int, random: Generator, least: int = 1) -> Indexes:
    """Return `count` indexes of `labels`, rising, in which every class has its share and at least `least`.

    At least `leave` of each class are not drawn. The classes are 0 to the largest label, each with more than `leave`.
    """
    sizes = np.bincount(labels)
    shares = _shares(sizes, count, leave, least)
    drawn = [random.permutation(np.flatnonzero(labels == number))[:share] for number, share in enumerate(shares)]
    return np.sort(np.concatenate(drawn))


def _shares(sizes: NDArray[np.int64], count: int, leave: int, least: int) -> NDArray[np.int64]:
    """Divide `count` in proportion to `sizes` (largest remainders), each from `least` to its size less `leave`."""
    exact = count * sizes / sizes.sum()
    shares: NDArray[np.int64] = np.clip(np.floor(exact), least, sizes - leave).astype(np.int64)
    while shares.sum() < count:
        shares[np.argmax(np.where(shares < sizes - leave, exact - shares, -np.inf))] += 1
    while shares.sum() > count:
        shares[np.argmax(np.where(shares > least, shares - exact, -np.inf))] -= 1
    return shares


def _of_classes(examples: Examples, classes: tuple[int, ...], count: int) -> Examples:
    if classes == tuple(range(count)):
        return examples  # all as they are: no copy
    numbers = np.full(count, -1, dtype=np.int64)
    numbers[list(classes)] = np.arange(len(classes))
    labels = numbers[examples.labels]
    kept = np.flatnonzero(labels >= 0)
    return Examples(examples.inputs[kept], labels[kept])


def _fewer(examples: Examples, options: DataOptions, classes: tuple[int, ...]) -> Examples:
    if not 0 < options.examples < len(examples):
        return examples
    _check_enough(options, classes)
    random = _generator(options, Purpose.TRAIN_EXAMPLES)
    return examples.take(draw_per_class(examples.labels, options.examples, 0, random, least=2))


def _fewer_of_both(
    train: Examples, test: Examples, options: DataOptions, classes: tuple[int, ...]
) -> tuple[Examples, Examples]:
    total = len(train) + len(test)
    if not 0 < options.examples < total:
        return train, test
    _check_enough(options, classes)
    least = len(classes)
    tests = round(options.examples * len(test) / total)
    tests = min(max(tests, least), options.examples - least, len(test))
    trains = min(options.examples - tests, len(train))
    return (
        train.take(draw_per_class(train.labels, trains, 0, _generator(options, Purpose.TRAIN_EXAMPLES))),
        test.take(draw_per_class(test.labels, tests, 0, _generator(options, Purpose.TEST_EXAMPLES))),
    )


def _split(examples: Examples, options: DataOptions) -> tuple[Examples, Examples]:
    random = _generator(options, Purpose.SPLIT)
    classes = int(examples.labels.max()) + 1
    count = min(max(round(options.train_share * len(examples)), classes), len(examples) - classes)
    train = draw_per_class(examples.labels, count, 1, random)
    test = np.setdiff1d(np.arange(len(examples)), train, assume_unique=True)
    # Sources list one class after the other; unshuffled training and the first test examples should see them all.
    return examples.take(random.permutation(train)), examples.take(random.permutation(test))


def _mixed(examples: Examples, options: DataOptions) -> Examples:
    """Shuffle examples that are sorted by class, as the test part of EMNIST's letters is."""
    if (np.diff(examples.labels) < 0).any():
        return examples
    return examples.take(_generator(options, Purpose.ORDER).permutation(len(examples)))


def _check_enough(options: DataOptions, classes: tuple[int, ...]) -> None:
    least = 2 * len(classes)
    if options.examples < least:
        what = message(
            "data.examples is {value}; with {count} classes it must be 0 (all) or at least {least}.",
            value=options.examples,
            count=len(classes),
            least=least,
        )
        raise ExperimentError([Problem("data.examples", what)])


def _check_present(examples: Examples, classes: tuple[int, ...], least: int) -> None:
    if np.bincount(examples.labels, minlength=len(classes)).min() < least:
        raise PlaygroundError(
            message("One of the chosen classes has too few examples to train and to test with. Use more examples.")
        )


def _generator(options: DataOptions, purpose: Purpose) -> Generator:
    return np.random.default_rng([purpose, options.split_seed])
