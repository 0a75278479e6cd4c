"""Imports Qt, and takes back what PySide does to every import after its own."""

import builtins
import gc

from PySide6 import QtWidgets  # noqa: F401


def settle_imports() -> None:
    """Make imports as quick with Qt as they are without; to be called before whatever else the window needs.

    PySide replaces `__import__` by a function of its own, which reads the source of every module, and keeps it, to see
    whether it says `from __feature__ import ...`. Nothing here says so, and for torch's thousand modules that takes
    0.3 s and 40 MB. And the collector of garbage would go through all that imports make, and find nothing: in the
    window it stays off anyway (see `app.main`).
    """
    gc.disable()
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
