"""From the data section of an experiment to tensors in memory."""

from dataclasses import replace
from hashlib import sha256

import numpy as np
import torch
from numpy.typing import NDArray

from playground.core.catalog import DataSetInfo, Drawing, Family, info_of
from playground.core.data_options import DataOptions
from playground.core.facts import DataFacts
from playground.core.messages import PlaygroundError, message
from playground.core.own_drawings import OwnPreparer, OwnSet
from playground.core.stroke_width import measure_stroke_width
from playground.data import bundled
from playground.data.choosing import choose, chosen_classes
from playground.data.dataset import DataSet
from playground.data.examples import Examples, Stored
from playground.data.folders import LAYOUTS, DataFolders, IdxLayout
from playground.data.idx import read_idx
from playground.data.normalising import Scaling, scale_columns, scale_images
from playground.data.toys import TOYS, make_toy

_MEASURED_IMAGES = 1000
_TURNED_AT_A_TIME = 10_000


def load(options: DataOptions, folders: DataFolders, own: OwnSet | None = None) -> DataSet:
    """Return the data set that `options` describe; the same options and files give the same bytes.

    The drawings of `own` are put among the training examples as often as the options say, at their end.

    Raises MissingDataError when its files are not there, ExperimentError when the options cannot be met, and
    PlaygroundError for a name that does not exist or a file that cannot be read.
    """
    info = info_of(options.name)
    stored = _stored(info, options, folders)
    classes = chosen_classes(options, stored.class_names)
    train, test = choose(stored, options, classes)
    scaling = _scaling(stored, train, options)
    facts = _facts(info, stored, classes, (train, test), scaling)
    if own is not None and options.own_weight:
        train = _joined(train, own, facts, options.own_weight)
        facts = replace(facts, train_count=len(train), fingerprint=_fingerprint(train, test, scaling))
    return DataSet(
        facts,
        torch.from_numpy(train.inputs),
        torch.from_numpy(train.labels),
        torch.from_numpy(test.inputs),
        torch.from_numpy(test.labels),
    )


def _stored(info: DataSetInfo, options: DataOptions, folders: DataFolders) -> Stored:
    count = options.examples or info.train_count
    if info.name in LAYOUTS:
        return _read_images(info, folders)
    if info.name in TOYS:
        made = make_toy(info.name, count, options.noise, options.seed)
        return Stored(train=made, class_names=info.class_names, feature_names=("x", "y"))
    if info.name == "classification":
        return bundled.make_classification(options, count)
    return bundled.load_digits() if info.family is Family.IMAGE else bundled.load_table(info.name)


def _read_images(info: DataSetInfo, folders: DataFolders) -> Stored:
    layout = LAYOUTS[info.name]
    train_images, train_labels, test_images, test_labels = folders.find(info)
    read = []
    for images_file, labels_file in ((train_images, train_labels), (test_images, test_labels)):
        images, labels = read_idx(images_file, info.input_shape), read_idx(labels_file, ())
        numbers = labels.astype(np.int64) - layout.first_label
        if len(images) != len(labels) or not 0 <= numbers.min() <= numbers.max() < len(info.class_names):
            what = message(
                "{file} does not fit {images}: another number of examples, or labels that {data} does not have.",
                file=labels_file,
                images=images_file.name,
                data=info.title,
            )
            raise PlaygroundError(what)
        read.append(Examples(_upright(images, layout), numbers))
    return Stored(train=read[0], test=read[1], class_names=info.class_names, highest=255.0)


def _upright(images: NDArray[np.uint8], layout: IdxLayout) -> NDArray[np.uint8]:
    """Turn `images` [n, h, w] in place, some at a time, where the files hold them transposed."""
    if layout.transposed:
        for start in range(0, len(images), _TURNED_AT_A_TIME):
            some = slice(start, start + _TURNED_AT_A_TIME)
            images[some] = images[some].transpose(0, 2, 1).copy()
    return images


def _joined(train: Examples, own: OwnSet, facts: DataFacts, times: int) -> Examples:
    """Add the drawings that there is a class for, each so many times."""
    added = OwnPreparer().examples(own, facts)
    inputs = np.concatenate([train.inputs, *[added.images] * times]).astype(train.inputs.dtype, copy=False)
    return Examples(inputs, np.concatenate([train.labels, *[added.labels] * times]))


def _scaling(stored: Stored, train: Examples, options: DataOptions) -> Scaling:
    if stored.highest is None:
        return scale_columns(train.inputs, options.normalise)
    return scale_images(train.inputs, stored.highest, options.normalise)


def _facts(
    info: DataSetInfo,
    stored: Stored,
    classes: tuple[int, ...],
    parts: tuple[Examples, Examples],
    scaling: Scaling,
) -> DataFacts:
    train, test = parts
    return DataFacts(
        name=info.name,
        title=info.title,
        family=info.family,
        drawing=info.drawing,
        input_shape=train.inputs.shape[1:],
        class_names=tuple(stored.class_names[number] for number in classes),
        feature_names=stored.feature_names,
        train_count=len(train),
        test_count=len(test),
        official_split=stored.test is not None,
        low=tuple(scaling.low.tolist()),
        high=tuple(scaling.high.tolist()),
        mean=tuple(scaling.mean.tolist()),
        deviation=tuple(scaling.deviation.tolist()),
        shift=tuple(scaling.shift.tolist()),
        scale=tuple(scaling.scale.tolist()),
        stroke_width=_stroke_width(info, train.inputs),
        fingerprint=_fingerprint(train, test, scaling),
    )


def _stroke_width(info: DataSetInfo, images: NDArray[np.uint8]) -> float:
    if info.drawing is Drawing.NONE:
        return 0.0
    return measure_stroke_width(images[:_MEASURED_IMAGES])


def _fingerprint(train: Examples, test: Examples, scaling: Scaling) -> str:
    digest = sha256()
    for array in (train.inputs, train.labels, test.inputs, test.labels, scaling.shift, scaling.scale):
        digest.update(str((array.shape, array.dtype.str)).encode())
        digest.update(np.ascontiguousarray(array).data)
    return digest.hexdigest()[:16]
