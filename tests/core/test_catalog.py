from math import prod

import pytest

from playground.core.catalog import CATALOG, DataSetInfo, Drawing, Family, Source, info_of
from playground.core.data_options import DataOptions
from playground.core.messages import PlaygroundError


@pytest.fixture(params=list(CATALOG))
def info(request: pytest.FixtureRequest) -> DataSetInfo:
    return CATALOG[request.param]


def test_digits_are_the_default() -> None:
    assert info_of(DataOptions().name).title == "Digits 8x8"


def test_an_entry_stands_under_its_own_name(info: DataSetInfo) -> None:
    assert info_of(info.name) is info


def test_an_unknown_name_is_answered_with_the_nearest() -> None:
    with pytest.raises(PlaygroundError, match=r"There is no minst\. Did you mean mnist\?"):
        info_of("minst")


def test_options_are_fields_of_the_data_section(info: DataSetInfo) -> None:
    fields = set(DataOptions.model_fields)
    assert info.options <= fields
    assert all(info.has_option(name) for name in ("name", "classes", "examples", "normalise", "split_seed"))


def test_a_train_share_is_offered_only_without_an_official_split(info: DataSetInfo) -> None:
    assert info.has_option("train_share") is not info.official_split


def test_noise_and_seed_are_offered_only_where_examples_are_made(info: DataSetInfo) -> None:
    made = info.source is Source.MADE
    assert (info.has_option("noise"), info.has_option("seed")) == (made, made)


def test_a_size_is_told_exactly_where_something_is_downloaded(info: DataSetInfo) -> None:
    assert (info.download_bytes > 0) is (info.source is Source.DOWNLOAD)


def test_shape_fits_the_family(info: DataSetInfo) -> None:
    assert len(info.input_shape) == (2 if info.family is Family.IMAGE else 1)
    assert info.family is not Family.PLANE or prod(info.input_shape) == 2


def test_only_images_are_drawn(info: DataSetInfo) -> None:
    assert info.drawing is Drawing.NONE or info.family is Family.IMAGE


def test_classes_have_different_names(info: DataSetInfo) -> None:
    assert len(set(info.class_names)) == len(info.class_names) >= 2
