"""Where downloaded data sets come from: addresses, mirrors and checksums, as torchvision's classes have them."""

from dataclasses import dataclass

from playground.data.folders import LAYOUTS
from playground.data.torchvision_import import torchvision_datasets


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """A file as it lies on every mirror, and the MD5 sum (32 hexadecimal digits) that it must have."""

    name: str
    md5: str


@dataclass(frozen=True, slots=True)
class Source:
    """Files to fetch; an address is a mirror (ending in a slash) and a file's name.

    Where `members` names any, the only file is a ZIP archive, and they are what is needed of it.
    """

    mirrors: tuple[str, ...]
    files: tuple[RemoteFile, ...]
    members: tuple[str, ...] = ()


def source_of(name: str) -> Source:
    """Return the source of the data set `name` (one of `folders.LAYOUTS`). Imports torchvision: slow at first."""
    layout = LAYOUTS[name]
    known = getattr(torchvision_datasets(), layout.folder)
    if layout.folder == "EMNIST":
        base, _, archive = known.url.rpartition("/")
        members = tuple(f"gzip/{name}.gz" for name in layout.names)
        return Source((f"{base}/",), (RemoteFile(archive, known.md5),), members)
    return Source(tuple(known.mirrors), tuple(RemoteFile(file, md5) for file, md5 in known.resources))
