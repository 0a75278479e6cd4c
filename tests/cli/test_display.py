"""Each state of the display is made for real, in a process of its own, and Qt itself says whether it can open there."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import PySide6
import pytest

from playground.cli import qt_libraries

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Qt aborts without a display on Linux alone")

ASK = """
import sys
from playground.cli.display import no_display_reason
print(no_display_reason() or "a window can open", end="")
assert not {"PySide6", "torch"} & set(sys.modules)
"""
OPEN = """
import resource
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
from PySide6.QtWidgets import QApplication
QApplication([])
"""
DISPLAY_VARIABLES = {
    "DISPLAY",
    "WAYLAND_DISPLAY",
    "WAYLAND_SOCKET",
    "XDG_SESSION_TYPE",
    "XAUTHORITY",
    "QT_QPA_PLATFORM",
}


def asked(**variables: str) -> str:
    """What `no_display_reason` says where only these of the display's variables are set."""
    answer = python(ASK, variables)
    assert answer.returncode == 0, answer.stderr
    return answer.stdout


def opens(**variables: str) -> bool:
    """Whether Qt really opens there; it aborts where it does not."""
    return python(OPEN, variables).returncode == 0


def python(code: str, variables: dict[str, str]) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name not in DISPLAY_VARIABLES}
    command = [sys.executable, "-c", code]
    return subprocess.run(command, env=kept | variables, capture_output=True, text=True, check=False)


@pytest.fixture
def x_display() -> Iterator[str]:
    """A live X server's DISPLAY."""
    if shutil.which("Xvfb") is None:
        pytest.skip("a live X server needs Xvfb")
    command = ["Xvfb", "-displayfd", "1", "-nolisten", "tcp", "-screen", "0", "320x240x24"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        assert server.stdout
        yield f":{server.stdout.readline().strip()}"
        server.terminate()


@pytest.fixture
def dead_display() -> Iterator[str]:
    """A DISPLAY whose server has died and left its socket behind."""
    folder = Path("/tmp/.X11-unix")
    folder.mkdir(mode=0o1777, exist_ok=True)
    number = next(n for n in range(600, 700) if not (folder / f"X{n}").exists())
    path = folder / f"X{number}"
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(path))
    yield f":{number}"
    path.unlink()


def test_no_display() -> None:
    said = asked()
    assert "neither DISPLAY nor WAYLAND_DISPLAY is set" in said
    assert "ssh -X" in said
    assert "xvfb-run nn-playground" in said
    assert "nn-playground train and nn-playground predict work" in said
    assert not opens()


def test_socket_of_a_dead_server(dead_display: str) -> None:
    assert f"DISPLAY names, {dead_display}, does not answer" in asked(DISPLAY=dead_display)
    assert not opens(DISPLAY=dead_display)


def test_host_without_a_server() -> None:
    with socket.socket() as held:  # a port that is taken and not listened to refuses every connection
        held.bind(("127.0.0.1", 0))
        display = f"127.0.0.1:{held.getsockname()[1] - 6000}"
        assert f"DISPLAY names, {display}, does not answer" in asked(DISPLAY=display)
        assert not opens(DISPLAY=display)


def test_live_server(x_display: str) -> None:
    assert asked(DISPLAY=x_display) == "a window can open"
    assert opens(DISPLAY=x_display)


def test_dead_wayland_is_no_obstacle_where_x_answers(x_display: str, tmp_path: Path) -> None:
    variables = {"DISPLAY": x_display, "WAYLAND_DISPLAY": "wayland-0", "XDG_RUNTIME_DIR": str(tmp_path)}
    assert asked(**variables) == "a window can open"
    assert opens(**variables)


def test_dead_wayland_alone(tmp_path: Path) -> None:
    variables = {"WAYLAND_DISPLAY": "wayland-0", "XDG_RUNTIME_DIR": str(tmp_path)}
    assert "WAYLAND_DISPLAY names, wayland-0, does not answer" in asked(**variables)
    assert not opens(**variables)


def test_wayland_that_answers(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as compositor:
        compositor.bind(str(tmp_path / "wayland-3"))
        compositor.listen()
        assert asked(WAYLAND_DISPLAY="wayland-3", XDG_RUNTIME_DIR=str(tmp_path)) == "a window can open"


@pytest.mark.parametrize("platform", ["offscreen", "minimal:enable_fonts", "xcb;offscreen"])
def test_platforms_without_a_display(platform: str) -> None:
    assert asked(QT_QPA_PLATFORM=platform) == "a window can open"
    assert opens(QT_QPA_PLATFORM=platform)


def test_platform_that_is_none() -> None:
    assert "QT_QPA_PLATFORM asks for xbc, which Qt does not have; it has eglfs" in asked(QT_QPA_PLATFORM="xbc")
    assert not opens(QT_QPA_PLATFORM="xbc")


@pytest.fixture
def crippled_qt(tmp_path: Path) -> Path:
    """A folder with a PySide6 whose xcb plugin asks for libxcb-cursor.so.9, which is nowhere."""
    real = Path(PySide6.__path__[0]) / "Qt"
    plugins = tmp_path / "PySide6" / "Qt" / "plugins" / "platforms"
    plugins.mkdir(parents=True)
    plugin = (real / "plugins" / "platforms" / "libqxcb.so").read_bytes()
    (plugins / "libqxcb.so").write_bytes(plugin.replace(b"libxcb-cursor.so.0\0", b"libxcb-cursor.so.9\0"))
    (tmp_path / "PySide6" / "__init__.py").touch()
    (tmp_path / "PySide6" / "Qt" / "lib").symlink_to(real / "lib")
    return tmp_path


def test_library_of_the_xcb_plugin_is_missing(crippled_qt: Path) -> None:
    said = asked(DISPLAY=":0", PYTHONPATH=str(crippled_qt))
    assert "Qt cannot open a window without libxcb-cursor.so.9" in said
    assert not opens(DISPLAY=":0", QT_QPA_PLATFORM_PLUGIN_PATH=str(crippled_qt / "PySide6/Qt/plugins/platforms"))


def test_missing_library_is_named_with_its_package(crippled_qt: Path) -> None:
    # The package of a library that is nowhere has to be made up.
    table = {**qt_libraries.PACKAGES, "libxcb-cursor.so.9": "libxcb-cursor9"}
    code = f"from playground.cli import qt_libraries\nqt_libraries.PACKAGES = {table!r}\n{ASK}"
    said = python(code, {"DISPLAY": ":0", "PYTHONPATH": str(crippled_qt)}).stdout
    assert "without libxcb-cursor.so.9: install" in said
    assert "sudo apt-get install libxcb-cursor9)" in said


def test_every_library_of_the_window_has_its_package() -> None:
    """All that the installed Qt asks of the system stands in the table, but for the runtimes that every program has."""
    qt = Path(PySide6.__path__[0]) / "Qt"
    files = [
        qt / "plugins/platforms/libqxcb.so",
        *(qt / "lib" / f"libQt6{name}.so.6" for name in ("Gui", "XcbQpa", "DBus")),
    ]
    needed = {name for file in files for name in needed_libraries(file)}
    runtime = {"libc.so.6", "libm.so.6", "libgcc_s.so.1", "libstdc++.so.6"}
    assert {name for name in needed if not name.startswith("libQt6")} - runtime <= qt_libraries.PACKAGES.keys()


def needed_libraries(file: Path) -> set[str]:
    """The names of shared libraries that stand in the file's strings."""
    return {text.decode() for text in file.read_bytes().split(b"\0") if text.startswith(b"lib") and b".so." in text}
