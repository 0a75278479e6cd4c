"""The box in the toolbar that names the lesson."""

import re

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStyleOptionComboBox, QWidget

from playground.ui.combo import Combo

_ARROW_AND_PADDING = 32
_PAUSE = re.compile(r"[:,–—] ?| \(")


class LessonBox(Combo):
    """Closed it says the title as far as there is room: all of it, or up to a pause in it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Lesson"))
        self.setToolTip(self.tr("A tutorial to follow step by step: it sets the experiment, and says what to try."))

    def closed_text(self) -> str:
        """Return what the closed box says."""
        title, room = self.currentText(), self.width() - _ARROW_AND_PADDING
        metrics = self.fontMetrics()
        pauses = [pause.start() for pause in _PAUSE.finditer(title)]
        wordings = (title, *(title[:end] for end in reversed(pauses)))
        fitting = (text for text in wordings if metrics.horizontalAdvance(text) <= room)
        return next(fitting, metrics.elidedText(title, Qt.TextElideMode.ElideRight, room))

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:  # noqa: N802
        super().initStyleOption(option)
        option.currentText = self.closed_text()
