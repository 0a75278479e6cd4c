import string

import pytest

from playground.core.catalog import info_of
from playground.data.folders import LAYOUTS
from playground.data.sources import source_of
from playground.data.torchvision_import import torchvision_datasets


@pytest.mark.parametrize("name", ["mnist", "fashion_mnist", "kmnist"])
def test_the_four_files_come_from_torchvision(name: str) -> None:
    source = source_of(name)
    assert {file.name for file in source.files} == {f"{file}.gz" for file in LAYOUTS[name].names}
    assert all(len(file.md5) == 32 and not set(file.md5) - set(string.hexdigits) for file in source.files)
    assert source.mirrors
    assert all(mirror.startswith("http") and mirror.endswith("/") for mirror in source.mirrors)


@pytest.mark.parametrize("name", ["emnist_digits", "emnist_letters"])
def test_emnist_comes_as_one_archive_of_which_four_members_are_needed(name: str) -> None:
    source = source_of(name)
    (mirror,), (archive,) = source.mirrors, source.files
    emnist = torchvision_datasets().EMNIST
    assert (mirror + archive.name, archive.md5) == (emnist.url, emnist.md5)
    assert source.members == tuple(f"gzip/{file}.gz" for file in LAYOUTS[name].names)


def test_layouts_are_named_as_torchvisions_classes() -> None:
    assert all(hasattr(torchvision_datasets(), layout.folder) for layout in LAYOUTS.values())


@pytest.mark.parametrize(("name", "known"), [("fashion_mnist", "FashionMNIST"), ("kmnist", "KMNIST")])
def test_classes_are_named_as_in_torchvision(name: str, known: str) -> None:
    assert list(info_of(name).class_names) == getattr(torchvision_datasets(), known).classes


def test_letters_are_torchvisions_without_the_first_that_does_not_exist() -> None:
    _, *letters = torchvision_datasets().EMNIST.classes_split_dict["letters"]
    assert [letter.lower() for letter in info_of("emnist_letters").class_names] == letters
