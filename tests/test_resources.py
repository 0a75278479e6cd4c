"""`resource` finds the program's files in each of the three ways to have the program."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from playground.core.messages import PlaygroundError
from playground.core.resources import resource

CHECKOUT = Path(__file__).parents[1]
ICON = "icons/nn-playground.svg"
FIND = f"from playground.core.resources import resource; print(resource({ICON!r}), end='')"


def pip(*arguments: str | Path) -> None:
    """Run pip without the network: what builds the package is in the development packages."""
    command = [sys.executable, "-m", "pip", *arguments, "--no-deps", "--no-build-isolation", "--no-index", "--quiet"]
    subprocess.run(command, check=True)


def found_from(folder: Path) -> Path:
    """Where a Python that sees this folder of packages and else the standard library finds the icon."""
    code = f"import site; site.addsitedir({str(folder)!r}); {FIND}"
    command = [sys.executable, "-I", "-S", "-c", code]
    return Path(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The packages' folder of an installed wheel."""
    folder = tmp_path_factory.mktemp("wheel")
    pip("wheel", CHECKOUT, "--wheel-dir", folder)
    (wheel,) = folder.glob("*.whl")
    zipfile.ZipFile(wheel).extractall(folder / "packages")
    return folder / "packages"


def test_checkout() -> None:
    command = [sys.executable, "-S", "-c", FIND]
    found = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=True).stdout
    assert Path(found) == CHECKOUT / "resources" / ICON


def test_wheel(unpacked: Path) -> None:
    found = found_from(unpacked)
    assert found == unpacked / "playground" / "resources" / ICON
    assert found.read_bytes() == (CHECKOUT / "resources" / ICON).read_bytes()


def test_editable_install(tmp_path: Path) -> None:
    pip("install", "--editable", CHECKOUT, "--prefix", tmp_path, "--ignore-installed")
    (packages,) = tmp_path.glob("lib/python*/site-packages")
    assert not (packages / "playground").exists()
    assert found_from(packages) == CHECKOUT / "resources" / ICON


def test_wheel_carries_all_resources_but_the_pictures(unpacked: Path) -> None:
    here, carried = CHECKOUT / "resources", unpacked / "playground" / "resources"
    expected = {file.relative_to(here) for file in here.rglob("*") if file.is_file()}
    expected = {name for name in expected if name.parts[0] != "pictures"}
    assert {file.relative_to(carried) for file in carried.rglob("*") if file.is_file()} == expected


def test_wheel_carries_nothing_that_works_in_a_checkout_alone(unpacked: Path) -> None:
    assert {path.name for path in unpacked.iterdir() if path.suffix != ".dist-info"} == {"playground"}
    assert not (unpacked / "playground" / "bootstrap.py").exists()


def test_missing_file_is_named() -> None:
    with pytest.raises(PlaygroundError, match=r"icons/none\.svg\. Install nn-playground again"):
        resource("icons/none.svg")
