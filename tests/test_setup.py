"""`make` sets up what is missing and nothing else. A small project stands in for this one, whose packages are 1.5 GB;
make, Python, the virtual environment and pip are real.
"""

import http.server
import os
import shutil
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from playground import bootstrap
from playground.core.messages import PlaygroundError

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="make is for Linux and macOS")

CHECKOUT = Path(__file__).parents[1]
PARTS = (
    "Makefile",
    "playground/__init__.py",
    "playground/bootstrap.py",
    "playground/cli/__init__.py",
    "playground/cli/qt_libraries.py",
    "playground/core/__init__.py",
    "playground/core/messages.py",
)
PYPROJECT = """
[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]

[project]
name = "small"
dynamic = ["version", "dependencies"]
"""
# Needs no package to build with, so that pip needs no network.
BACKEND = """
import shutil

def build_editable(folder, config_settings=None, metadata_directory=None):
    shutil.copy("wheels/small-1-py3-none-any.whl", folder)
    return "small-1-py3-none-any.whl"
"""


def write_wheel(folder: Path, name: str, metadata: str = "") -> None:
    """A wheel of one empty module."""
    about = f"{name}-1.dist-info"
    with zipfile.ZipFile(folder / f"{name}-1-py3-none-any.whl", "w") as wheel:
        wheel.writestr(f"{name}.py", "")
        wheel.writestr(f"{about}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 1\n{metadata}")
        wheel.writestr(f"{about}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr(f"{about}/RECORD", "")


def make(checkout: Path, *arguments: str, path: str | None = None) -> subprocess.CompletedProcess[str]:
    """Call make; pip finds the small wheels and nothing else."""
    environment = {**os.environ, "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": "wheels"}
    command = [shutil.which("make") or "make", "--no-print-directory", *arguments]
    environment["PATH"] = os.environ["PATH"] if path is None else path
    return subprocess.run(command, cwd=checkout, env=environment, capture_output=True, text=True, check=False)


def site_packages(checkout: Path) -> Path:
    (folder,) = checkout.glob(".venv/lib/python*/site-packages")
    return folder


def set_up_at(checkout: Path) -> int:
    """When pip last installed the small project, in nanoseconds: it does so whenever it is called."""
    return (site_packages(checkout) / "small-1.dist-info" / "METADATA").stat().st_mtime_ns


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout of the small project, in a folder with a space."""
    checkout = tmp_path_factory.mktemp("a checkout")
    for part in PARTS:
        (checkout / part).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(CHECKOUT / part, checkout / part)
    (checkout / "playground" / "__main__.py").write_text("import sys\nprint(sys.argv[1:])\n")
    (checkout / "backend.py").write_text(BACKEND)
    (checkout / "wheels").mkdir()
    write_wheel(checkout / "wheels", "small", "Requires-Dist: dependency\nProvides-Extra: dev\n")
    write_wheel(checkout / "wheels", "dependency")
    return checkout


@pytest.fixture
def checkout(made: Path) -> Path:
    """The small project, set up."""
    (made / "pyproject.toml").write_text(PYPROJECT)
    result = make(made, "setup")
    assert result.returncode == 0, result.stdout + result.stderr
    assert (site_packages(made) / "dependency.py").exists()
    return made


def test_run_passes_arguments_to_the_program(checkout: Path) -> None:
    result = make(checkout, "run", "ARGS=--set data.name=mnist --set 'data.classes=[3, 7]'")
    assert result.stdout == "['--set', 'data.name=mnist', '--set', 'data.classes=[3, 7]']\n"


def test_second_call_does_nothing(checkout: Path) -> None:
    before = set_up_at(checkout)
    result = make(checkout, "setup")
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")
    assert set_up_at(checkout) == before


def test_changed_pyproject_is_noticed_once(checkout: Path) -> None:
    before = set_up_at(checkout)
    (checkout / "pyproject.toml").write_text(PYPROJECT + "# changed\n")
    assert make(checkout, "setup").returncode == 0
    after = set_up_at(checkout)
    assert after > before
    assert make(checkout, "setup").returncode == 0
    assert set_up_at(checkout) == after


def test_interrupted_pip_is_finished(checkout: Path) -> None:
    # What a pip that is killed leaves: a package with its metadata, less its last files, and no stamp of ours.
    (site_packages(checkout) / "dependency.py").unlink()
    (site_packages(checkout) / "dependency-1.dist-info" / "INSTALLER").unlink()
    (checkout / ".venv" / "set-up-for").unlink()
    assert make(checkout, "setup").returncode == 0
    assert (site_packages(checkout) / "dependency.py").exists()


def test_half_made_environment_is_made_anew(checkout: Path) -> None:
    shutil.rmtree(site_packages(checkout))
    (checkout / ".venv" / "set-up-for").unlink()
    assert make(checkout, "setup").returncode == 0
    assert (site_packages(checkout) / "dependency.py").exists()


def test_environment_whose_python_is_gone_is_made_anew(checkout: Path) -> None:
    python = checkout / ".venv" / "bin" / "python"
    python.unlink()
    python.symlink_to(checkout / "gone")
    assert make(checkout, "setup").returncode == 0
    assert subprocess.run([python, "-c", "import dependency"], check=False).returncode == 0


def test_failed_pip_is_said_and_tried_again(checkout: Path) -> None:
    (checkout / "pyproject.toml").write_text("[project")
    for _ in range(2):
        result = make(checkout, "setup")
        assert result.returncode == 2
        assert "pip could not install the packages; its reason stands above." in result.stderr


def test_set_up_needs_the_standard_library_alone() -> None:
    command = [sys.executable, "-S", "-c", "import playground.bootstrap"]
    assert subprocess.run(command, cwd=CHECKOUT, check=False).returncode == 0


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    """A folder of programs that stands in for PATH: other Pythons and package managers than this machine has."""
    folder = tmp_path / "bin"
    folder.mkdir()
    return folder


def write_program(folder: Path, name: str, *lines: str) -> None:
    (folder / name).write_text("\n".join(["#!/bin/sh", *lines, ""]))
    (folder / name).chmod(0o755)


def test_no_python(checkout: Path, programs: Path) -> None:
    result = make(checkout, "setup", path=str(programs))
    assert result.returncode == 2
    assert "nn-playground needs Python 3.11, 3.12, 3.13 or 3.14, and none of them is here: install" in result.stderr


def test_old_python_is_passed_over_for_a_newer_one(checkout: Path, programs: Path) -> None:
    write_program(
        programs, "python3", "exit 1"
    )  # what a Python answers that is asked whether it is new enough, and isn't
    assert make(checkout, "setup", path=str(programs)).returncode == 2
    write_program(programs, "python3.12", f'exec "{sys.executable}" "$@"')
    assert make(checkout, "setup", path=str(programs)).returncode == 0


def test_python_without_venv(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ensurepip", None)  # as good as not installed
    with pytest.raises(PlaygroundError, match=r"without its venv module: install it .*apt-get install python3-venv"):
        bootstrap.check_venv()


def test_full_disk(tmp_path: Path) -> None:
    free = shutil.disk_usage(tmp_path).free
    with pytest.raises(PlaygroundError, match=r"GB of free disk for the packages and has .*: make room"):
        bootstrap.check_disk(tmp_path / ".venv", needed=free + 10**11)


def test_what_the_environment_has_counts_as_free_disk(tmp_path: Path) -> None:
    environment = tmp_path / ".venv"
    environment.mkdir()
    with (environment / "package").open("wb") as file:
        file.truncate(2 * 10**11)
    bootstrap.check_disk(environment, needed=shutil.disk_usage(tmp_path).free + 10**11)


def test_libraries_are_installed_where_sudo_asks_for_no_password(
    programs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_program(programs, "sudo", '[ "$1" = -n ] || exit 1', "shift", 'exec "$@"')
    write_program(programs, "env", "shift", 'exec "$@"')
    write_program(programs, "true")
    write_program(programs, "apt-get", f'echo "$@" >> {programs}/said')
    monkeypatch.setenv("PATH", str(programs))
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    bootstrap.install_debian_packages(["libegl1", "libgl1"])
    said = (programs / "said").read_text()
    assert said == "update\ninstall --yes --no-install-recommends libegl1 libgl1\n"


def test_line_to_type_where_nothing_may_be_installed(programs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_program(programs, "sudo", "exit 1")
    monkeypatch.setenv("PATH", str(programs))
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(PlaygroundError, match=r"Type this line, .*\n  sudo apt-get install .*libegl1 libgl1$"):
        bootstrap.install_debian_packages(["libegl1", "libgl1"])


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere Qt brings all it needs")
def test_libraries_are_named_where_there_is_no_apt(programs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(programs))
    monkeypatch.setattr(bootstrap, "missing_libraries", lambda: ["libEGL.so.1"])
    with pytest.raises(PlaygroundError, match=r"missing: libEGL\.so\.1\. Install them with your system's"):
        bootstrap.provide_libraries()


class Index(http.server.BaseHTTPRequestHandler):
    def do_HEAD(self) -> None:
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def index() -> Iterator[http.server.HTTPServer]:
    with http.server.HTTPServer(("127.0.0.1", 0), Index) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere PyPI's torch is the one to have")
def test_torch_comes_from_its_own_index_where_that_answers(
    index: http.server.HTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    address = f"http://127.0.0.1:{index.server_port}"
    assert bootstrap.cpu_index_options(address) == ["--extra-index-url", address]


def test_index_that_does_not_answer_is_left_out() -> None:
    assert bootstrap.cpu_index_options("http://127.0.0.1:9") == []
