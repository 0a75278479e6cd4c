import gzip
import struct
import tracemalloc
from pathlib import Path

import numpy as np
import pytest
import torch
from digit_strokes import draw_digits
from numpy.typing import NDArray

from playground.core.catalog import CATALOG, Family, Source, info_of
from playground.core.data_options import DataOptions, Normalise
from playground.core.messages import PlaygroundError
from playground.core.own_drawings import OwnPreparer, OwnSet
from playground.core.problems import ExperimentError
from playground.core.stroke_file import LabelledDrawing
from playground.data.dataset import DataSet
from playground.data.folders import LAYOUTS, DataFolders, MissingDataError
from playground.data.loading import load

LOCAL = [name for name, info in CATALOG.items() if info.source is not Source.DOWNLOAD]
NOWHERE = DataFolders(Path("nowhere"))


def local(name: str, **options: object) -> DataSet:
    return load(DataOptions.model_validate({"name": name, **options}), NOWHERE)


def all_bytes(data: DataSet) -> list[bytes]:
    parts = (data.train_inputs, data.train_labels, data.test_inputs, data.test_labels)
    return [part.numpy().tobytes() for part in parts]


@pytest.fixture(scope="module")
def mnist(test_data: Path, tmp_path_factory: pytest.TempPathFactory) -> DataSet:
    return load(DataOptions(name="mnist"), DataFolders(tmp_path_factory.mktemp("own"), test_data))


@pytest.mark.parametrize("name", LOCAL)
def test_local_sets_are_as_the_catalog_says(name: str) -> None:
    data, info = local(name), info_of(name)
    facts = data.facts
    assert facts.train_count + facts.test_count == info.train_count
    assert (len(data.train_labels), len(data.test_labels)) == (facts.train_count, facts.test_count)
    assert facts.train_count == pytest.approx(0.8 * info.train_count, abs=1)
    assert data.train_inputs.shape[1:] == data.test_inputs.shape[1:] == facts.input_shape == info.input_shape
    assert facts.class_names == info.class_names
    assert set(data.train_labels.tolist()) == set(data.test_labels.tolist()) == set(range(facts.class_count))
    assert data.train_labels.dtype == torch.int64
    assert data.train_inputs.dtype == (torch.uint8 if info.family is Family.IMAGE else torch.float32)
    assert not facts.official_split


@pytest.mark.parametrize("name", LOCAL)
def test_the_same_options_give_the_same_bytes_and_fingerprint(name: str) -> None:
    torch.manual_seed(1)
    first = local(name)
    torch.manual_seed(2)
    second, other = local(name), local(name, split_seed=1)
    assert all_bytes(first) == all_bytes(second)
    assert first.facts == second.facts
    assert first.facts.fingerprint != other.facts.fingerprint


@pytest.mark.parametrize("name", LOCAL)
@pytest.mark.parametrize("kind", list(Normalise))
def test_prepared_values_are_finite_and_normalised(name: str, kind: Normalise) -> None:
    data = local(name, normalise=kind.value)
    seen = data.prepared(data.train_inputs)
    assert seen.dtype == torch.float32
    assert seen.shape == (data.facts.train_count, data.facts.input_count)
    assert torch.isfinite(seen).all()
    if kind is Normalise.NONE:
        assert torch.equal(seen, data.train_inputs.flatten(1).float())
    elif kind is Normalise.UNIT:
        assert (seen.min().item(), seen.max().item()) == pytest.approx((0.0, 1.0), abs=1e-6)
    else:
        assert seen.mean().item() == pytest.approx(0.0, abs=1e-5)
        assert seen.std().item() == pytest.approx(1.0, abs=0.01)


def test_statistics_come_from_the_training_part_alone() -> None:
    data = local("wine")
    rows = data.train_inputs.numpy().astype(np.float64)
    assert np.allclose(data.facts.mean, rows.mean(0))
    assert np.allclose(data.facts.deviation, rows.std(0))
    assert np.allclose(data.facts.low, rows.min(0))


def test_preparing_leaves_stored_values_alone() -> None:
    data = local("iris", normalise="none")
    before = data.train_inputs.clone()
    data.prepared(data.train_inputs).add_(1.0)
    assert torch.equal(data.train_inputs, before)


def test_digits_are_bytes_up_to_16_with_a_stroke_width() -> None:
    data = local("digits")
    assert data.train_inputs.max().item() == 16
    assert (data.facts.low, data.facts.high) == ((0.0,), (16.0,))
    assert 1.0 < data.facts.stroke_width < 2.5


def test_columns_have_names() -> None:
    assert local("iris").facts.feature_names[0] == "sepal length (cm)"
    assert local("wine").facts.feature_names[1] == "malic acid"
    assert local("spiral").facts.feature_names == ("x", "y")
    assert len(local("classification", features=7).facts.feature_names) == 7


def test_two_classes_of_ten_keep_their_names_and_count_from_0() -> None:
    data, whole = local("digits", classes=(7, 3)), local("digits")
    assert data.facts.class_names == ("7", "3")
    assert set(data.train_labels.tolist()) == {0, 1}

    def sevens(source: DataSet, label: int) -> set[bytes]:
        images = torch.cat([source.train_inputs, source.test_inputs])
        labels = torch.cat([source.train_labels, source.test_labels])
        return {image.numpy().tobytes() for image in images[labels == label]}

    assert sevens(data, 0) == sevens(whole, 7)
    assert sevens(data, 1) == sevens(whole, 3)


@pytest.mark.parametrize("name", LOCAL)
def test_a_subset_has_the_size_asked_for(name: str) -> None:
    facts = local(name, examples=60, train_share=0.5).facts
    assert (facts.train_count, facts.test_count) == (30, 30)


def test_noise_and_seed_of_a_toy_reach_it() -> None:
    inputs = [local("spiral", **options).train_inputs for options in ({}, {"noise": 0.5}, {"seed": 1})]
    assert not torch.equal(inputs[0], inputs[1])
    assert not torch.equal(inputs[0], inputs[2])


@pytest.mark.parametrize(("features", "classes"), [(2, 2), (2, 4), (3, 8), (4, 10), (100, 2)])
def test_made_to_measure_has_the_features_and_classes_asked_for(features: int, classes: int) -> None:
    data = local("classification", features=features, class_count=classes)
    assert data.facts.input_shape == (features,)
    assert data.facts.class_names == tuple(f"Class {number}" for number in range(classes))
    assert torch.bincount(data.train_labels).tolist() == pytest.approx([800 / classes] * classes, abs=2)


def test_noise_makes_made_classes_overlap() -> None:
    def right_by_nearest_mean(noise: float) -> float:
        data = local("classification", noise=noise, examples=4000)
        means = torch.stack([data.train_inputs[data.train_labels == label].mean(0) for label in (0, 1)])
        return float((torch.cdist(data.test_inputs, means).argmin(1) == data.test_labels).double().mean())

    assert right_by_nearest_mean(0.0) > right_by_nearest_mean(0.5) + 0.05


def test_a_subset_of_made_classes_still_has_the_size_asked_for() -> None:
    facts = local("classification", class_count=4, classes=(1, 3), examples=200).facts
    assert facts.train_count + facts.test_count == 200
    assert facts.class_names == ("Class 1", "Class 3")


@pytest.mark.parametrize(
    ("options", "field", "why"),
    [
        ({"class_count": 5, "features": 2}, "data.class_count", "2 features can hold at most 4 classes"),
        ({"examples": 1_000_000, "features": 100}, "data.examples", "must be at most 200\u202f000"),
        ({"classes": (0, 2)}, "data.classes", "classes 0 to 1"),
    ],
)
def test_what_cannot_be_made_is_refused_by_field(options: dict[str, object], field: str, why: str) -> None:
    with pytest.raises(ExperimentError, match=why) as caught:
        local("classification", **options)
    assert caught.value.problems[0].field == field


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(PlaygroundError, match="Did you mean digits"):
        local("digit")


def test_files_that_are_not_there_are_missing(tmp_path: Path) -> None:
    with pytest.raises(MissingDataError) as caught:
        load(DataOptions(name="mnist"), DataFolders(tmp_path / "own"))
    assert caught.value.info.name == "mnist"
    assert list(tmp_path.iterdir()) == []


def test_moving_to_a_device_takes_everything_along() -> None:
    moved = local("iris").to(torch.device("meta"))
    assert moved.prepared(moved.test_inputs).device.type == "meta"
    assert moved.train_labels.device.type == "meta"


def test_mnist_is_whole_and_in_its_order(mnist: DataSet) -> None:
    assert mnist.train_inputs.shape == (60_000, 28, 28)
    assert mnist.test_inputs.shape == (10_000, 28, 28)
    assert torch.bincount(mnist.test_labels).tolist() == [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]
    assert mnist.train_labels[:10].tolist() == [5, 0, 4, 1, 9, 2, 1, 3, 1, 4]
    assert mnist.facts.official_split


def test_mnist_has_its_known_statistics(mnist: DataSet) -> None:
    assert mnist.facts.mean[0] / 255 == pytest.approx(0.1307, abs=1e-4)
    assert mnist.facts.deviation[0] / 255 == pytest.approx(0.3081, abs=1e-4)
    assert mnist.facts.stroke_width == pytest.approx(2.4, abs=0.2)


def test_an_official_split_ignores_the_train_share(test_data: Path, tmp_path: Path) -> None:
    options = DataOptions(name="mnist", train_share=0.5, examples=700)
    facts = load(options, DataFolders(tmp_path, test_data)).facts
    assert (facts.train_count, facts.test_count) == (600, 100)


def test_fashion_mnist_is_never_drawn(test_data: Path, tmp_path: Path) -> None:
    data = load(DataOptions(name="fashion_mnist"), DataFolders(tmp_path, test_data))
    assert torch.bincount(data.train_labels).tolist() == [6000] * 10
    assert data.facts.stroke_width == 0.0


def test_images_are_held_once_and_as_bytes(test_data: Path, tmp_path: Path) -> None:
    tracemalloc.start()
    try:
        data = load(DataOptions(name="mnist"), DataFolders(tmp_path, test_data))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    held = data.train_inputs.nbytes + data.test_inputs.nbytes
    assert data.train_inputs.dtype == torch.uint8
    assert peak < 1.5 * held


def test_a_given_folder_is_not_touched(test_data: Path, tmp_path: Path) -> None:
    def listing() -> list[tuple[str, int, int]]:
        return sorted((str(p), p.stat().st_mtime_ns, p.stat().st_size) for p in test_data.rglob("*"))

    before = listing()
    load(DataOptions(name="mnist", examples=100), DataFolders(tmp_path / "own", test_data))
    assert listing() == before
    assert not (tmp_path / "own").exists()


def write_idx(file: Path, array: NDArray[np.uint8]) -> None:
    header = bytes([0, 0, 8, array.ndim]) + struct.pack(f">{array.ndim}I", *array.shape)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(gzip.compress(header + array.tobytes(), compresslevel=1))


def write_letters(folder: Path, labels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Write the same images and labels as both parts of EMNIST's letters and return the images, upright."""
    images = np.random.default_rng(0).integers(0, 256, (len(labels), 28, 28), dtype=np.uint8)
    layout = LAYOUTS["emnist_letters"]
    for images_file, labels_file in (
        (layout.train_images, layout.train_labels),
        (layout.test_images, layout.test_labels),
    ):
        write_idx(folder / f"{images_file}.gz", np.ascontiguousarray(images.transpose(0, 2, 1)))
        write_idx(folder / f"{labels_file}.gz", labels)
    return images


def test_letters_are_turned_upright_and_counted_from_0(tmp_path: Path) -> None:
    labels = np.array([*range(26, 0, -1)] * 2, dtype=np.uint8)
    images = write_letters(tmp_path, labels)
    data = load(DataOptions(name="emnist_letters"), DataFolders(tmp_path / "own", tmp_path))
    assert np.array_equal(data.train_inputs.numpy(), images)
    assert np.array_equal(data.train_labels.numpy(), labels - 1)
    assert data.facts.class_names[25] == "Z"


@pytest.mark.parametrize("label", [0, 27])
def test_labels_that_the_set_does_not_have_are_refused(tmp_path: Path, label: int) -> None:
    write_letters(tmp_path, np.array([1, 2, 3, label], dtype=np.uint8))
    with pytest.raises(PlaygroundError, match="labels that EMNIST letters does not have"):
        load(DataOptions(name="emnist_letters"), DataFolders(tmp_path / "own", tmp_path))


def test_images_without_labels_are_refused(tmp_path: Path) -> None:
    write_letters(tmp_path, np.array([1, 2, 3], dtype=np.uint8))
    write_idx(tmp_path / f"{LAYOUTS['emnist_letters'].train_labels}.gz", np.array([1, 2], dtype=np.uint8))
    with pytest.raises(PlaygroundError, match="another number of examples"):
        load(DataOptions(name="emnist_letters"), DataFolders(tmp_path / "own", tmp_path))


def test_own_drawings_join_the_training_examples_as_often_as_asked() -> None:
    plain = local("digits")
    own = OwnSet().with_drawings([LabelledDrawing(one.strokes, str(one.label)) for one in draw_digits(4)])
    joined = load(DataOptions(name="digits", own_weight=3), NOWHERE, own)
    added = joined.facts.train_count - plain.facts.train_count
    assert added == 12 == len(joined.train_labels) - len(plain.train_labels)
    assert joined.train_labels[-12:].tolist() == [0, 1, 2, 3] * 3
    examples = OwnPreparer().examples(own, plain.facts)
    assert np.array_equal(joined.train_inputs[-4:].numpy(), examples.images)
    assert joined.train_inputs.dtype == plain.train_inputs.dtype
    assert torch.equal(joined.train_inputs[:-12], plain.train_inputs)
    assert joined.facts.fingerprint != plain.facts.fingerprint


def test_own_drawings_stay_out_where_nobody_asked_for_them() -> None:
    own = OwnSet().with_drawings([LabelledDrawing(one.strokes, str(one.label)) for one in draw_digits(4)])
    assert load(DataOptions(name="digits"), NOWHERE, own).facts == local("digits").facts
