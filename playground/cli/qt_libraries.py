"""The shared libraries of the system that Qt loads on Linux, and the Debian and Ubuntu packages they come in.

Standard library only: the set-up looks here before any package is installed.
"""

import ctypes
from collections.abc import Iterable, Mapping
from types import MappingProxyType

# What Qt6Gui and the xcb platform plugin of PySide6-Essentials ask for (`readelf --dynamic`) and don't bring along.
# Where Debian and Ubuntu have renamed a package (libglib2.0-0t64), the new one provides the old name.
PACKAGES: Mapping[str, str] = MappingProxyType(
    {
        "libEGL.so.1": "libegl1",
        "libGL.so.1": "libgl1",
        "libX11-xcb.so.1": "libx11-xcb1",
        "libX11.so.6": "libx11-6",
        "libdbus-1.so.3": "libdbus-1-3",
        "libfontconfig.so.1": "libfontconfig1",
        "libfreetype.so.6": "libfreetype6",
        "libglib-2.0.so.0": "libglib2.0-0",
        "libgthread-2.0.so.0": "libglib2.0-0",
        "libxcb-cursor.so.0": "libxcb-cursor0",
        "libxcb-icccm.so.4": "libxcb-icccm4",
        "libxcb-image.so.0": "libxcb-image0",
        "libxcb-keysyms.so.1": "libxcb-keysyms1",
        "libxcb-randr.so.0": "libxcb-randr0",
        "libxcb-render-util.so.0": "libxcb-render-util0",
        "libxcb-render.so.0": "libxcb-render0",
        "libxcb-shape.so.0": "libxcb-shape0",
        "libxcb-shm.so.0": "libxcb-shm0",
        "libxcb-sync.so.1": "libxcb-sync1",
        "libxcb-util.so.1": "libxcb-util1",
        "libxcb-xfixes.so.0": "libxcb-xfixes0",
        "libxcb-xkb.so.1": "libxcb-xkb1",
        "libxcb.so.1": "libxcb1",
        "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
        "libxkbcommon.so.0": "libxkbcommon0",
        "libz.so.1": "zlib1g",
        "libzstd.so.1": "libzstd1",
    }
)


def missing_libraries(names: Iterable[str] = PACKAGES) -> list[str]:
    """Those of the libraries that the loader does not find."""
    return [name for name in names if not _loads(name)]


def packages_of(libraries: Iterable[str]) -> list[str]:
    """The packages that bring the libraries, each once; a library that is not in the table has none."""
    return sorted({PACKAGES[library] for library in libraries if library in PACKAGES})


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
