"""Makes .venv ready for `make run` and `make test`: checks first, does nothing twice, finishes what was interrupted.

The Makefile runs it in a checkout as `python3 -m playground.bootstrap`, before any package is installed, so it and all
that it imports need the standard library alone. A file in .venv, written last, says what the environment was made for.
"""

import hashlib
import http.client
import importlib.util
import logging
import os
import shutil
import subprocess
import sys
import urllib.request
from collections.abc import Sequence
from pathlib import Path

from playground.cli.qt_libraries import missing_libraries, packages_of
from playground.core.messages import PlaygroundError, message

NEEDED_BYTES = 4 * 10**9
CPU_INDEX = "https://download.pytorch.org/whl/cpu"

log = logging.getLogger(__name__)


def main() -> int:
    """Set up the checkout that this file lies in; returns the exit code."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    try:
        set_up(Path(__file__).resolve().parents[1])
    except PlaygroundError as error:
        log.error("%s", error)  # noqa: TRY400 - the sentence is for people, a traceback is not
        return 1
    except KeyboardInterrupt:
        log.info("Stopped. The next call goes on from here.")
        return 130
    return 0


def set_up(checkout: Path) -> None:
    """Make `checkout`/.venv what pyproject.toml asks for. Raises PlaygroundError with what to do about it."""
    environment = checkout / ".venv"
    stamp = environment / "set-up-for"
    if stamp.exists() and stamp.read_text() == _purpose(checkout):
        return
    check_venv()
    check_disk(environment)
    provide_libraries()
    log.info("Setting up %s, once; this takes a minute or more.", environment)
    stamp.unlink(missing_ok=True)
    _make_environment(environment)
    _install_packages(checkout)
    stamp.write_text(_purpose(checkout))


def check_venv() -> None:
    """Raise PlaygroundError where Python comes without what makes virtual environments, as Debian's does."""
    if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        raise PlaygroundError(
            message(
                "Python {version} is here without its venv module: install it "
                "(on Debian or Ubuntu: sudo apt-get install python3-venv python{version}-venv), then call make again.",
                version=version,
            )
        )


def check_disk(environment: Path, needed: int = NEEDED_BYTES) -> None:
    """Raise PlaygroundError where the disk has less than `needed` bytes for the environment, what it has included."""
    taken = sum(file.lstat().st_size for file in environment.rglob("*"))
    free = shutil.disk_usage(environment.parent).free
    if free + taken < needed:
        raise PlaygroundError(
            message(
                "{folder} needs {needed} GB of free disk for the packages and has {free}: "
                "make room there, then call make again.",
                needed=round(needed / 1e9, 1),
                folder=environment.parent,
                free=round((free + taken) / 1e9, 1),
            )
        )


def provide_libraries() -> None:
    """Install what Qt needs of the system, or raise PlaygroundError with the one line to type."""
    missing = missing_libraries() if sys.platform == "linux" else []
    if not missing:
        return
    if shutil.which("apt-get") is None:
        raise PlaygroundError(
            message(
                "Qt needs libraries that are missing: {libraries}. "
                "Install them with your system's package manager, then call make again.",
                libraries=", ".join(missing),
            )
        )
    install_debian_packages(packages_of(missing))


def install_debian_packages(packages: Sequence[str]) -> None:
    """Install the packages as root, or with a sudo that asks for no password; else raise PlaygroundError."""
    install = ["apt-get", "install", "--yes", "--no-install-recommends", *packages]
    root = _way_to_root()
    if root is None:
        raise PlaygroundError(
            message(
                "Qt needs libraries that are missing. Type this line, then call make again:\n  sudo {line}",
                line=" ".join(install),
            )
        )
    log.info("Installing what Qt needs: %s", " ".join(packages))
    _succeeds(*root, "apt-get", "update")
    if not _succeeds(*root, "env", "DEBIAN_FRONTEND=noninteractive", *install):
        raise PlaygroundError(
            message(
                "apt-get could not install what Qt needs; its reason stands above. "
                "Type this line when that is mended, then call make again:\n  sudo {line}",
                line=" ".join(install),
            )
        )


def cpu_index_options(index: str = CPU_INDEX) -> list[str]:
    """Pip's options for PyTorch's own index on Linux, where PyPI's torch brings gigabytes of CUDA.

    Only where it answers: pip would try again and again, for each package.
    """
    if sys.platform != "linux":
        return []
    try:
        with urllib.request.urlopen(urllib.request.Request(f"{index}/torch/", method="HEAD"), timeout=3):
            return ["--extra-index-url", index]
    except (OSError, http.client.HTTPException) as error:
        log.info("%s does not answer (%s); torch comes from where pip finds it, perhaps with CUDA.", index, error)
        return []


def _way_to_root() -> list[str] | None:
    if os.geteuid() == 0:
        return []
    if (
        shutil.which("sudo")
        and subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0
    ):
        return ["sudo", "-n"]
    return None


def _purpose(checkout: Path) -> str:
    """What an environment was made for: this pyproject.toml, in this place, with this Python."""
    declared = hashlib.sha256((checkout / "pyproject.toml").read_bytes()).hexdigest()
    return f"{declared} {_answer(checkout / '.venv', '-c', 'import sys; print(sys.prefix, *sys.version_info[:2])')}"


def _make_environment(environment: Path) -> None:
    """Make the virtual environment; one that is there is kept, less what an interrupted pip left half installed."""
    packages = environment.glob("lib/python*/site-packages/*.dist-info")
    # pip writes a package's files first and INSTALLER after them, but takes one without it for complete.
    half_installed = [package for package in packages if not (package / "INSTALLER").exists()]
    broken = any(package.name.startswith("pip-") for package in half_installed)
    if not broken and _answer(environment, "-m", "pip", "--version"):
        for package in half_installed:
            shutil.rmtree(package)
    elif not _succeeds(sys.executable, "-m", "venv", "--clear", str(environment)):
        raise PlaygroundError(message("{folder} could not be made; the reason stands above.", folder=environment))


def _install_packages(checkout: Path) -> None:
    pip = [_python(checkout / ".venv"), "-I", "-m", "pip", "install", "--disable-pip-version-check"]
    if not _succeeds(*pip, *cpu_index_options(), "--editable", f"{checkout}[dev]"):
        raise PlaygroundError(
            message("pip could not install the packages; its reason stands above. Call make again to go on from there.")
        )
    # As pip does for what it installs: else the first start is a tenth of a second slower, and where Python is told to
    # write no such files (PYTHONDONTWRITEBYTECODE) every start.
    _succeeds(_python(checkout / ".venv"), "-I", "-m", "compileall", "-q", str(checkout / "playground"))


def _python(environment: Path) -> str:
    return str(environment / "bin" / "python")


def _answer(environment: Path, *arguments: str) -> str:
    """What the environment's Python prints, or nothing where it is missing or broken."""
    try:
        command = [_python(environment), "-I", *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return ""


def _succeeds(*command: str) -> bool:
    return subprocess.run(command, check=False).returncode == 0


if __name__ == "__main__":
    sys.exit(main())
