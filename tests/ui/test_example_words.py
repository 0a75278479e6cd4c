from dataclasses import replace

import pytest

from playground.core.catalog import CATALOG, Drawing, Family
from playground.core.facts import DataFacts
from playground.ui.example_words import ExampleKind, kind_of, short_name, short_names
from playground.ui.feature_figures import features_of

FACTS = DataFacts(
    name="iris",
    title="Iris",
    family=Family.TABLE,
    drawing=Drawing.NONE,
    input_shape=(2,),
    class_names=("grower 0", "grower 1"),
    feature_names=("petal length", "proline"),
    train_count=120,
    test_count=30,
    official_split=False,
    low=(1.0, 278.0),
    high=(6.9, 1680.0),
    mean=(3.76, 747.0),
    deviation=(1.0, 1.0),
    shift=(0.0, 0.0),
    scale=(1.0, 1.0),
    stroke_width=0.0,
    fingerprint="",
)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("digits", ExampleKind.DIGIT),
        ("emnist_letters", ExampleKind.LETTER),
        ("kmnist", ExampleKind.CHARACTER),
        ("fashion_mnist", ExampleKind.PICTURE),
        ("spiral", ExampleKind.POINT),
        ("wine", ExampleKind.ROW),
    ],
)
def test_what_one_example_is_called(name: str, expected: ExampleKind) -> None:
    info = CATALOG[name]
    facts = replace(FACTS, family=info.family, drawing=info.drawing, class_names=info.class_names)
    assert kind_of(facts) is expected


@pytest.mark.parametrize(("name", "short"), [("Class 1", "1"), ("Ankle boot", "Ankle boot"), ("7", "7")])
def test_numbers_stand_for_numbered_classes(name: str, short: str) -> None:
    assert short_name(name) == short


def test_short_names_that_would_be_the_same_are_not_used() -> None:
    assert short_names(FACTS) == ("0", "1")
    assert short_names(replace(FACTS, class_names=("left 1", "right 1"))) == ("left 1", "right 1")


def test_features_have_the_decimals_that_tell_examples_apart() -> None:
    length, proline = features_of(FACTS)
    assert length.figure(3.14159) == "3.14"
    assert proline.figure(747.4) == "747"
    assert features_of(replace(FACTS, low=(2.0, 0.0), high=(2.0, 0.01)))[1].figure(0.00341) == "0.0034"
