import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.core.data_options import DataOptions
from playground.core.messages import PlaygroundError
from playground.core.problems import ExperimentError
from playground.data.choosing import choose, chosen_classes, draw_per_class
from playground.data.examples import Examples, Stored

NAMES = ("a", "b", "c")


def examples_of(*labels: int) -> Examples:
    """Examples whose input is their place, so that it shows where they ended."""
    return Examples(np.arange(len(labels), dtype=np.float32)[:, None], np.array(labels, dtype=np.int64))


def whole(train: Examples, test: Examples | None = None) -> Stored:
    return Stored(train=train, test=test, class_names=NAMES)


THIRTY = whole(examples_of(*[0, 1, 2] * 10))
OFFICIAL = whole(examples_of(*[2, 1, 0] * 20), examples_of(*[1, 0, 2] * 4))


def test_no_classes_named_means_all() -> None:
    assert chosen_classes(DataOptions(), NAMES) == (0, 1, 2)


def test_classes_keep_the_order_in_which_they_were_chosen_and_count_once() -> None:
    assert chosen_classes(DataOptions(classes=(2, 0, 2)), NAMES) == (2, 0)


@pytest.mark.parametrize(
    ("classes", "why"),
    [((0, 3), "names class 3; this data set has the classes 0 to 2"), ((1,), "one class only"), ((1, 1), "one class")],
)
def test_classes_that_do_not_work_are_refused_by_field(classes: tuple[int, ...], why: str) -> None:
    with pytest.raises(ExperimentError, match=why) as caught:
        chosen_classes(DataOptions(classes=classes), NAMES)
    assert caught.value.problems[0].field == "data.classes"


def test_labels_count_the_chosen_classes() -> None:
    train, test = choose(THIRTY, DataOptions(), (2, 0))
    places = np.concatenate([train.inputs, test.inputs])[:, 0].astype(int)
    labels = np.concatenate([train.labels, test.labels])
    assert sorted(places) == [place for place in range(30) if place % 3 != 1]
    assert np.array_equal(labels, np.where(places % 3 == 2, 0, 1))


def test_the_train_share_is_met_in_every_class() -> None:
    train, test = choose(THIRTY, DataOptions(train_share=0.7), (0, 1, 2))
    assert np.bincount(train.labels).tolist() == [7, 7, 7]
    assert np.bincount(test.labels).tolist() == [3, 3, 3]
    assert not set(train.inputs[:, 0]) & set(test.inputs[:, 0])


@pytest.mark.parametrize("share", [0.05, 0.95])
def test_every_class_is_in_both_parts_of_a_tiny_set(share: float) -> None:
    train, test = choose(whole(examples_of(0, 0, 1, 1, 2, 2)), DataOptions(train_share=share), (0, 1, 2))
    assert set(train.labels) == set(test.labels) == {0, 1, 2}


def _train_places(options: DataOptions) -> list[float]:
    train, _ = choose(THIRTY, options, (0, 1, 2))
    found: list[float] = train.inputs[:, 0].tolist()
    return found


def test_the_split_follows_from_its_seed_alone() -> None:
    np.random.seed(1)  # the global generator has no say
    first = _train_places(DataOptions(split_seed=5))
    np.random.seed(2)
    assert _train_places(DataOptions(split_seed=5, seed=9)) == first
    assert _train_places(DataOptions(split_seed=6)) != first


def test_parts_are_not_sorted_by_class() -> None:
    train, test = choose(whole(examples_of(*[0] * 20, *[1] * 20, *[2] * 20)), DataOptions(), (0, 1, 2))
    assert set(train.labels[:12]) == {0, 1, 2}
    assert set(test.labels[:9]) == {0, 1, 2}


def test_fewer_examples_keep_the_shares_of_the_classes() -> None:
    train, test = choose(whole(examples_of(*[0] * 60, *[1] * 20, *[2] * 20)), DataOptions(examples=50), (0, 1, 2))
    assert np.bincount(np.concatenate([train.labels, test.labels])).tolist() == [30, 10, 10]


def test_more_examples_than_there_are_means_all() -> None:
    train, test = choose(THIRTY, DataOptions(examples=1000), (0, 1, 2))
    assert len(train) + len(test) == 30


def test_an_official_split_is_kept_as_it_is() -> None:
    train, test = choose(OFFICIAL, DataOptions(train_share=0.5, split_seed=8), (0, 1, 2))
    assert OFFICIAL.test is not None
    assert np.shares_memory(train.inputs, OFFICIAL.train.inputs)  # not held twice
    assert np.shares_memory(test.inputs, OFFICIAL.test.inputs)


def test_both_parts_of_an_official_split_shrink_alike_and_keep_their_order() -> None:
    train, test = choose(OFFICIAL, DataOptions(examples=24), (0, 1, 2))
    assert (len(train), len(test)) == (20, 4)
    assert set(test.labels) == {0, 1, 2}
    assert (np.diff(train.inputs[:, 0]) > 0).all()
    again, _ = choose(OFFICIAL, DataOptions(examples=24), (0, 1, 2))
    other, _ = choose(OFFICIAL, DataOptions(examples=24, split_seed=1), (0, 1, 2))
    assert np.array_equal(train.inputs, again.inputs)
    assert not np.array_equal(train.inputs, other.inputs)


def test_an_official_part_that_is_sorted_by_class_is_shuffled() -> None:
    stored = whole(examples_of(*[2, 1, 0] * 20), examples_of(*[0] * 20, *[1] * 20, *[2] * 20))
    _, test = choose(stored, DataOptions(), (0, 1, 2))
    assert set(test.labels[:12]) == {0, 1, 2}
    assert np.array_equal(test.labels, test.inputs[:, 0].astype(int) // 20)


@pytest.mark.parametrize("stored", [THIRTY, OFFICIAL])
def test_too_few_examples_are_refused_with_the_least_number(stored: Stored) -> None:
    with pytest.raises(ExperimentError, match=r"data\.examples is 5; with 3 classes .* at least 6"):
        choose(stored, DataOptions(examples=5), (0, 1, 2))
    train, test = choose(stored, DataOptions(examples=6), (0, 1, 2))
    assert set(train.labels) == set(test.labels) == {0, 1, 2}


@pytest.mark.parametrize(
    "stored",
    [whole(examples_of(0, 0, 1, 2, 2)), whole(examples_of(0, 1, 2), examples_of(0, 1))],
    ids=["one example of a class", "a class without test examples"],
)
def test_a_class_that_cannot_be_in_both_parts_is_refused(stored: Stored) -> None:
    with pytest.raises(PlaygroundError, match="too few examples"):
        choose(stored, DataOptions(), (0, 1, 2))


@given(data=st.data(), sizes=st.lists(st.integers(2, 40), min_size=2, max_size=12), leave=st.sampled_from([0, 1]))
def test_a_draw_per_class_has_its_size_and_every_class(data: st.DataObject, sizes: list[int], leave: int) -> None:
    labels = np.repeat(np.arange(len(sizes)), sizes)
    count = data.draw(st.integers(len(sizes), len(labels) - leave * len(sizes)))
    drawn = draw_per_class(labels, count, leave, np.random.default_rng(0))
    per_class = np.bincount(labels[drawn], minlength=len(sizes))
    assert len(np.unique(drawn)) == len(drawn) == count
    assert per_class.min() >= 1
    assert (per_class <= np.array(sizes) - leave).all()


def test_few_examples_of_a_rare_class_still_reach_both_parts() -> None:
    rare = Stored(train=examples_of(*[0] * 40, *[1] * 4), class_names=("a", "b"))
    for seed in range(10):
        train, test = choose(rare, DataOptions(examples=4, split_seed=seed), (0, 1))
        assert set(train.labels.tolist()) == set(test.labels.tolist()) == {0, 1}
