from pathlib import Path

import pytest

from playground.core.catalog import CATALOG, Source, info_of
from playground.data.folders import LAYOUTS, DataFolders, MissingDataError


def put(folder: Path, name: str, *, suffix: str = "") -> Path:
    """Put four empty files of the data set `name` into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for file in LAYOUTS[name].names:
        (folder / f"{file}{suffix}").touch()
    return folder


def found_in(folders: DataFolders, name: str) -> Path:
    files = folders.find(info_of(name))
    assert tuple(file.name.removesuffix(".gz") for file in files) == LAYOUTS[name].names
    (folder,) = {file.parent for file in files}
    return folder


def test_every_downloaded_set_has_a_layout() -> None:
    assert set(LAYOUTS) == {name for name, info in CATALOG.items() if info.source is Source.DOWNLOAD}


@pytest.mark.parametrize("name", LAYOUTS)
@pytest.mark.parametrize("suffix", ["", ".gz"])
def test_finds_torchvisions_folders_in_both_places(tmp_path: Path, name: str, suffix: str) -> None:
    folders = DataFolders(tmp_path / "own", tmp_path / "given")
    own = put(tmp_path / "own" / LAYOUTS[name].folder / "raw", name, suffix=suffix)
    assert found_in(folders, name) == own == folders.own_folder(name)
    given = put(tmp_path / "given" / LAYOUTS[name].folder / "raw", name, suffix=suffix)
    assert found_in(folders, name) == given


@pytest.mark.parametrize("place", ["mnist", "MNIST", "."])
def test_finds_a_given_folder_with_less_in_between(tmp_path: Path, place: str) -> None:
    given = tmp_path / "files"
    put(given / place, "mnist")
    assert found_in(DataFolders(tmp_path / "own", given), "mnist") == given / place


@pytest.mark.parametrize("place", ["FashionMNIST", "fashion-mnist", "fashion_mnist", "FashionMNIST/raw"])
def test_a_folder_of_files_is_what_it_is_called(tmp_path: Path, place: str) -> None:
    given = put(tmp_path / place, "fashion_mnist")
    folders = DataFolders(tmp_path / "own", given)
    assert found_in(folders, "fashion_mnist") == given
    for other in ("mnist", "kmnist"):
        with pytest.raises(MissingDataError):
            folders.find(info_of(other))


def test_clothes_are_not_taken_from_a_folder_that_says_nothing(tmp_path: Path) -> None:
    given = put(tmp_path / "files", "mnist")
    with pytest.raises(MissingDataError):
        DataFolders(tmp_path / "own", given).find(info_of("fashion_mnist"))


def test_a_plain_file_is_taken_before_a_packed_one(tmp_path: Path) -> None:
    folders = DataFolders(tmp_path)
    put(folders.own_folder("mnist"), "mnist", suffix=".gz")
    put(folders.own_folder("mnist"), "mnist")
    assert [file.suffix for file in folders.find(info_of("mnist"))] == ["", "", "", ""]


def test_half_a_set_is_missing(tmp_path: Path) -> None:
    folders = DataFolders(tmp_path)
    (put(folders.own_folder("mnist"), "mnist") / "t10k-labels-idx1-ubyte").unlink()
    with pytest.raises(
        MissingDataError, match=r"MNIST digits is not on this computer yet\. Download it \(12 MB\)"
    ) as caught:
        folders.find(info_of("mnist"))
    assert caught.value.info is info_of("mnist")


def test_a_missing_set_names_the_given_folder(tmp_path: Path) -> None:
    with pytest.raises(MissingDataError, match=r"neither in .*given nor downloaded yet"):
        DataFolders(tmp_path / "own", tmp_path / "given").find(info_of("kmnist"))


def test_what_is_there_is_told_by_name(test_data: Path, tmp_path: Path) -> None:
    assert DataFolders(own=tmp_path, given=test_data).available() == {"mnist", "fashion_mnist"}
    assert DataFolders(own=tmp_path).available() == frozenset()
