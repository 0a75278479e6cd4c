"""What the figures were measured on, in words that name no one's computer."""

import os
import platform
from dataclasses import dataclass
from importlib.metadata import version

from playground import __version__
from playground.engine import devices

_PACKAGES = ("torch", "numpy", "scikit-learn", "PySide6-Essentials")


@dataclass(frozen=True, slots=True)
class Machine:
    """`versions` maps the packages that matter to their versions."""

    processor: str
    cores: int
    system: str
    python: str
    program: str
    versions: dict[str, str]

    @property
    def lines(self) -> tuple[str, str]:
        """What it is, and what runs on it, for people."""
        cores = "1 core" if self.cores == 1 else f"{self.cores} cores"
        packages = ", ".join(f"{name} {number}" for name, number in self.versions.items())
        return f"{self.processor}, {cores}, {self.system}", f"Python {self.python}, {packages}"


def this_machine() -> Machine:
    return Machine(
        processor=devices.available()[0].title,
        cores=os.cpu_count() or 1,
        system=_system(),
        python=platform.python_version(),
        program=__version__,
        versions={name: version(name) for name in _PACKAGES},
    )


def _system() -> str:
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except OSError:  # not Linux
        return f"{platform.system()} {platform.release()}"
