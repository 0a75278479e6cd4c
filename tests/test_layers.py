"""Rooms work where the packages that they must not know cannot be imported at all.

That nothing imports them is for import-linter (.ci/run) to say; this is for imports it cannot see.
"""

import subprocess
import sys

import pytest

QT = {"PySide6", "shiboken6", "pyqtgraph", "superqt", "qtawesome", "qtpy"}
TORCH = {"torch", "torchvision", "sklearn", "safetensors.torch"}

IMPORT_ALL = """
import importlib, pkgutil, sys

class Blocker:
    def find_spec(self, name, path=None, target=None):
        if any(name == blocked or name.startswith(blocked + ".") for blocked in {blocked!r}):
            raise ImportError(f"{{name}} is not for {room}")

sys.meta_path.insert(0, Blocker())
room = importlib.import_module("playground.{room}")
modules = [module.name for module in pkgutil.walk_packages(room.__path__, room.__name__ + ".")]
for module in modules:
    importlib.import_module(module)
print(len(modules))
"""


ROOMS = {f"playground.{room}" for room in ("cli", "app", "ui", "engine", "data", "store", "core")}


def rooms_but(*known: str) -> set[str]:
    return ROOMS - {f"playground.{room}" for room in known}


@pytest.mark.parametrize(
    ("room", "blocked"),
    [
        ("core", QT | TORCH | rooms_but("core")),
        ("store", QT | TORCH | rooms_but("store", "core")),
        ("data", QT | rooms_but("data", "core")),
        ("engine", QT | rooms_but("engine", "data", "core")),
        ("ui", TORCH | rooms_but("ui", "core")),
    ],
)
def test_room_works_without_what_it_must_not_know(room: str, blocked: set[str]) -> None:
    command = [sys.executable, "-c", IMPORT_ALL.format(room=room, blocked=sorted(blocked))]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    assert int(result.stdout) > 0
