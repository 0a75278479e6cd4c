"""What a step of a lesson lights up in the window, by name; whatever hides it is brought out of the way."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from playground.ui.window import MainWindow

_DEVICE = "training.device"
_ARITHMETIC = "arithmetic"
_LESSON = "lesson"


def bring_out(window: "MainWindow", name: str) -> QWidget | None:
    """Bring out what `name` stands for (the path of a field, or one of `core.lesson.LIGHTS`), and return it.

    None: the window has nothing of that name.
    """
    panel, _, rest = name.partition(".")
    if name == _DEVICE:
        return window.toolbar.control("device")
    if name in window.toolbar.CONTROLS:
        return window.toolbar.control(name)
    if panel == _ARITHMETIC:
        window.docks.bring_up(panel)
        page, _, part = rest.partition(".")
        window.arithmetic.show_page(page, part)
        return window.docks[panel]
    if window.docks.knows(name):
        # A panel in the lesson's own place is left behind it: its tab lights up until the words have been read.
        if not window.docks.shares(name, _LESSON):
            window.docks.bring_up(name)
        return window.docks[name]
    window.docks.bring_up("experiment")
    return window.experiment.reveal(name)
