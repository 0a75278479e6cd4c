"""Where the files of downloaded data sets lie: in the program's own folder, or in one that the user names."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from playground.core.catalog import CATALOG, DataSetInfo
from playground.core.messages import PlaygroundError, message


@dataclass(frozen=True, slots=True, kw_only=True)
class IdxLayout:
    """How the four IDX files of a data set are called, and what is odd about their contents.

    `folder` is the name of torchvision's class, under which torchvision keeps the files in <root>/<folder>/raw.
    Names are without .gz.
    """

    folder: str
    train_images: str = "train-images-idx3-ubyte"
    train_labels: str = "train-labels-idx1-ubyte"
    test_images: str = "t10k-images-idx3-ubyte"
    test_labels: str = "t10k-labels-idx1-ubyte"
    first_label: int = 0
    transposed: bool = False

    @property
    def names(self) -> tuple[str, str, str, str]:
        return self.train_images, self.train_labels, self.test_images, self.test_labels


def _emnist(split: str, first_label: int) -> IdxLayout:
    return IdxLayout(
        folder="EMNIST",
        train_images=f"emnist-{split}-train-images-idx3-ubyte",
        train_labels=f"emnist-{split}-train-labels-idx1-ubyte",
        test_images=f"emnist-{split}-test-images-idx3-ubyte",
        test_labels=f"emnist-{split}-test-labels-idx1-ubyte",
        first_label=first_label,
        transposed=True,
    )


LAYOUTS: Mapping[str, IdxLayout] = {
    "mnist": IdxLayout(folder="MNIST"),
    "fashion_mnist": IdxLayout(folder="FashionMNIST"),
    "kmnist": IdxLayout(folder="KMNIST"),
    "emnist_digits": _emnist("digits", first_label=0),
    "emnist_letters": _emnist("letters", first_label=1),
}


class MissingDataError(PlaygroundError):
    """The files of the data set `info` are not on this computer."""

    def __init__(self, info: DataSetInfo, given: Path | None) -> None:
        megabytes = round(info.download_bytes / 1e6)
        if given is None:
            what = message(
                "{data} is not on this computer yet. Download it ({megabytes} MB), or name a folder that "
                "holds its files (--data-dir or NN_PLAYGROUND_DATA).",
                data=info.title,
                megabytes=megabytes,
            )
        else:
            what = message(
                "{data} is neither in {folder} nor downloaded yet. Download it ({megabytes} MB), or name a folder that "
                "holds its files.",
                data=info.title,
                folder=given,
                megabytes=megabytes,
            )
        super().__init__(what)
        self.info = info


@dataclass(frozen=True, slots=True)
class DataFolders:
    """`own` takes downloads. `given` is a folder of the user's that is read first, and never written to."""

    own: Path
    given: Path | None = None

    def own_folder(self, name: str) -> Path:
        """Return the folder that downloads of the data set `name` go to."""
        return self.own / LAYOUTS[name].folder / "raw"

    def find(self, info: DataSetInfo) -> tuple[Path, ...]:
        """Return training images, training labels, test images and test labels of `info`, all from one folder.

        A plain file is taken before one with .gz. Raises MissingDataError when no folder holds all four.
        """
        for folder in self._candidates(info.name):
            files = [_plain_or_gz(folder / name) for name in LAYOUTS[info.name].names]
            found = tuple(file for file in files if file is not None)
            if len(found) == len(files):
                return found
        raise MissingDataError(info, self.given)

    def available(self) -> frozenset[str]:
        """Return the names of the data sets whose files are here."""
        return frozenset(name for name in LAYOUTS if self._has(CATALOG[name]))

    def _has(self, info: DataSetInfo) -> bool:
        try:
            return bool(self.find(info))
        except MissingDataError:
            return False

    def _candidates(self, name: str) -> Iterator[Path]:
        layout = LAYOUTS[name]
        if self.given is not None:
            yield self.given / layout.folder / "raw"
            yield self.given / layout.folder
            yield self.given / name
            if _may_hold(self.given, name):
                yield self.given
        yield self.own_folder(name)


def _plain_or_gz(file: Path) -> Path | None:
    candidates = (file, file.with_name(f"{file.name}.gz"))
    return next((candidate for candidate in candidates if candidate.is_file()), None)


def _may_hold(folder: Path, name: str) -> bool:
    """Tell whether files that lie in `folder` itself can be those of the set `name`.

    Three sets call their files alike, so what the folder is called decides; one that says nothing holds MNIST.
    """
    if LAYOUTS[name].folder == "EMNIST":
        return True  # its files say by their names what they are
    called = [_plain(part) for part in folder.absolute().parts[-2:]]
    named = [other for other, layout in LAYOUTS.items() if {_plain(other), _plain(layout.folder)} & set(called)]
    return name in named if named else name == "mnist"


def _plain(name: str) -> str:
    return name.lower().replace("_", "").replace("-", "")
