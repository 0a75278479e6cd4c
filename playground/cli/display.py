"""Can Qt open a window here? Asked before Qt is loaded: on Linux it aborts with a core dump where it cannot."""

import ctypes
import importlib.util
import os
import socket
import sys
from collections.abc import Sequence
from pathlib import Path

from playground.cli.qt_libraries import missing_libraries, packages_of
from playground.core.messages import Message, message

_NO_DISPLAY = message(
    "There is no display to open a window on: neither DISPLAY nor WAYLAND_DISPLAY is set. "
    "Log in with ssh -X to have one, or start xvfb-run nn-playground for one that nobody sees."
)


def no_display_reason() -> Message | None:
    """Why no window can open, and the ways on; None where one can, or where Qt says so itself (Windows, macOS)."""
    if sys.platform != "linux":
        return None
    reasons: list[Message] = []
    for platform in _platforms():
        reason = _reason_against(platform)
        if reason is None:
            return None
        reasons.append(reason)
    return message("{reason} Without a window, nn-playground train and nn-playground predict work.", reason=reasons[0])


def _platforms() -> Sequence[str]:
    """The names of the platforms that Qt will try, in its order; it takes the first that works."""
    asked = os.environ.get("QT_QPA_PLATFORM", "")
    if asked:
        return [name.partition(":")[0] for name in asked.split(";")]
    wayland = os.environ.get("WAYLAND_DISPLAY") or os.environ.get("XDG_SESSION_TYPE") == "wayland"
    return ["wayland", "xcb"] if wayland else ["xcb"]


def _reason_against(platform: str) -> Message | None:
    if platform == "xcb":
        return _no_x_display_named() or _plugin_does_not_load(platform) or _x_server_is_silent()
    if platform.startswith("wayland"):
        return _plugin_does_not_load("wayland") or _wayland_is_silent()
    return _plugin_does_not_load(platform)


def _no_x_display_named() -> Message | None:
    return None if os.environ.get("DISPLAY") else _NO_DISPLAY


def _x_server_is_silent() -> Message | None:
    """Connect with the library that Qt connects with, so that sockets, hosts and permits are read as Qt reads them."""
    xcb = ctypes.CDLL("libxcb.so.1")
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connection_has_error.argtypes = [ctypes.c_void_p]
    xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(None, None)
    failed = xcb.xcb_connection_has_error(connection) != 0
    xcb.xcb_disconnect(connection)
    if not failed:
        return None
    return message(
        "The display that DISPLAY names, {display}, does not answer, or does not let you in. "
        "Name one that does, log in with ssh -X, or start xvfb-run nn-playground for one that nobody sees.",
        display=os.environ["DISPLAY"],
    )


def _wayland_is_silent() -> Message | None:
    name = os.environ.get("WAYLAND_DISPLAY", "")
    path = Path(os.environ.get("XDG_RUNTIME_DIR", "")) / (name or "wayland-0")
    with socket.socket(socket.AF_UNIX) as client:
        if "WAYLAND_SOCKET" in os.environ or client.connect_ex(str(path)) == 0:
            return None
    if not name:
        return _NO_DISPLAY
    return message(
        "The display that WAYLAND_DISPLAY names, {display}, does not answer. Name one that does.", display=name
    )


def _plugin_does_not_load(platform: str) -> Message | None:
    """Load Qt's plugin for the platform, as Qt will: the loader names what is missing."""
    plugins = _platform_plugins()
    # Older releases have libqwayland-egl.so and libqwayland-generic.so for libqwayland.so.
    found = [plugin for name, plugin in plugins.items() if name.startswith(platform)]
    if plugins and not found:
        return _unknown_platform(platform, list(plugins))
    try:
        for plugin in found[:1]:
            ctypes.CDLL(str(plugin))
    except OSError as error:
        return _why_not_loaded(platform, str(error))
    return None


def _platform_plugins() -> dict[str, Path]:
    """Qt's platform plugins by name, found without importing PySide6; empty where it brings no Qt of its own."""
    spec = importlib.util.find_spec("PySide6")
    folders = (spec.submodule_search_locations if spec else None) or []
    files = [file for folder in folders for file in Path(folder).glob("Qt/plugins/platforms/libq*.so")]
    return {file.stem.removeprefix("libq"): file for file in sorted(files)}


def _unknown_platform(platform: str, known: Sequence[str]) -> Message | None:
    if {"QT_PLUGIN_PATH", "QT_QPA_PLATFORM_PLUGIN_PATH"} & os.environ.keys():
        return None
    return message(
        "QT_QPA_PLATFORM asks for {platform}, which Qt does not have; it has {known}. Unset it, or name one of these.",
        platform=platform,
        known=", ".join(known),
    )


def _why_not_loaded(platform: str, error: str) -> Message:
    library, _, problem = error.partition(": ")
    if not problem.startswith("cannot open shared object file"):
        return message("Qt's {platform} plugin cannot be loaded: {error}.", platform=platform, error=error)
    libraries = sorted({library, *missing_libraries()})
    packages = packages_of(libraries)
    if not packages:
        return message("Qt cannot open a window without {libraries}: install it.", libraries=library)
    return message(
        "Qt cannot open a window without {libraries}: install what is missing "
        "(on Debian or Ubuntu: sudo apt-get install {packages}).",
        libraries=", ".join(libraries),
        packages=" ".join(packages),
    )
