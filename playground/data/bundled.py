"""Data sets that come with scikit-learn, or that it makes. It is imported when one is asked for: that takes 0.8 s.

The digits, with which the program starts, are read from its files without that.
"""

import importlib.util
from collections.abc import Callable, Mapping
from math import ceil, log2
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from playground.core.catalog import info_of
from playground.core.data_options import DataOptions
from playground.core.messages import message
from playground.core.problems import ExperimentError, Problem
from playground.data.examples import Examples, Stored

_MOST_NUMBERS = 20_000_000  # rows times features: scikit-learn holds some three copies of 8 bytes each


def load_digits() -> Stored:
    """Return the 1797 images [n, 8, 8] of scikit-learn's digits as bytes from 0 to 16."""
    rows = _digit_rows()
    examples = Examples(rows[:, :-1].copy().reshape(-1, 8, 8), rows[:, -1].astype(np.int64))
    return Stored(train=examples, class_names=info_of("digits").class_names, highest=16.0)


def _digit_rows() -> NDArray[np.uint8]:
    """Return [1797, 65]: 64 pixels and the label, from the file that scikit-learn's own loader reads."""
    spec = importlib.util.find_spec("sklearn")
    for folder in (spec.submodule_search_locations if spec else None) or []:
        file = Path(folder, "datasets", "data", "digits.csv.gz")
        if file.is_file():
            return np.loadtxt(file, dtype=np.uint8, delimiter=",")
    return _digit_rows_by_scikit_learn()


def _digit_rows_by_scikit_learn() -> NDArray[np.uint8]:
    from sklearn import datasets

    pixels, labels = datasets.load_digits(return_X_y=True)
    return np.column_stack([pixels, labels]).astype(np.uint8)


def load_table(name: str) -> Stored:
    """Return the rows of "iris", "wine" or "breast_cancer", with scikit-learn's names for their columns."""
    from sklearn import datasets

    loaders: Mapping[str, Callable[[], Any]] = {
        "iris": datasets.load_iris,
        "wine": datasets.load_wine,
        "breast_cancer": datasets.load_breast_cancer,
    }
    bunch = loaders[name]()
    return Stored(
        train=Examples(bunch.data.astype(np.float32), bunch.target.astype(np.int64)),
        class_names=info_of(name).class_names,
        feature_names=tuple(str(feature).replace("_", " ") for feature in bunch.feature_names),
    )


def make_classification(options: DataOptions, count: int) -> Stored:
    """Return rows of scikit-learn's make_classification: one cloud per class, around corners of a cube.

    There are `count` rows of the classes that `options` choose, or a few more, and as many again of each other class.

    Half of the features, and at least enough to keep the classes apart, carry information. `options.noise` brings the
    clouds together: their centres are 3 apart along an axis at 0, and 1 at 0.5; each is stretched at random.
    Raises ExperimentError when the features have too few corners for the classes, or the table would not fit.
    """
    from sklearn import datasets

    made = ceil(count / (len(set(options.classes)) or options.class_count)) * options.class_count
    _check_made(options, made)
    informative = max(ceil(log2(options.class_count)), (options.features + 1) // 2)
    inputs, labels = datasets.make_classification(
        n_samples=made,
        n_features=options.features,
        n_informative=informative,
        n_redundant=0,
        n_classes=options.class_count,
        n_clusters_per_class=1,
        class_sep=1.5 - 2.0 * options.noise,
        flip_y=0.0,
        random_state=options.seed,
    )
    return Stored(
        train=Examples(inputs.astype(np.float32), labels.astype(np.int64)),
        class_names=tuple(f"Class {number}" for number in range(options.class_count)),
        feature_names=tuple(f"Feature {number + 1}" for number in range(options.features)),
    )


def _check_made(options: DataOptions, count: int) -> None:
    if options.class_count > 2**options.features:
        what = message(
            "{features} features can hold at most {most} classes apart, and data.class_count is {count}. "
            "Choose fewer classes or more features.",
            features=options.features,
            most=2**options.features,
            count=options.class_count,
        )
        raise ExperimentError([Problem("data.class_count", what)])
    if count * options.features > _MOST_NUMBERS:
        what = message(
            "{count} examples do not fit; with {features} features data.examples must be at most {most}.",
            count=count,
            features=options.features,
            most=_MOST_NUMBERS // options.features,
        )
        raise ExperimentError([Problem("data.examples", what)])
