"""The status bar: what the program is doing, in words, and at most one warning that says what to do."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QStatusBar, QToolButton, QWidget

from playground.core.progress import Phase
from playground.ui.icons import give_icon
from playground.ui.look import Look
from playground.ui.steady_label import SteadyLabel
from playground.ui.words import tooltip

_DOTS = {
    Phase.IDLE: "text3",
    Phase.TRAINING: "accent",
    Phase.PAUSED: "warn",
    Phase.FINISHED: "text3",
    Phase.DIVERGED: "danger",
}


class StatusBar(QStatusBar):
    """A coloured dot, a sentence, and a warning with its sign."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self._dot = _Dot(look)
        self._doing = SteadyLabel(look, look.font(12), "text2", elastic=True)
        self._sign = QToolButton()
        self._sign.setProperty("quiet", True)
        self._sign.setAccessibleName(self.tr("Warning"))
        self._sign.setFixedSize(20, 20)
        self._sign.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        give_icon(self._sign, look, "warning", "warn")
        self._warning = SteadyLabel(look, look.font(12), "text2", elastic=True)
        self._lay_out()
        self.warn("")

    def text(self) -> str:
        """Return the sentence that is shown."""
        return self._doing.text()

    def say(self, phase: Phase, text: str) -> None:
        """Show what the program is doing."""
        self._dot.show_role(_DOTS[phase])
        if text != self._doing.text():
            self._doing.setText(text)
            self._doing.setToolTip(tooltip(text))

    def warn(self, text: str) -> None:
        """Show a warning, or none for an empty text."""
        self._sign.setVisible(bool(text))
        self._warning.setVisible(bool(text))
        self._warning.setText(text)
        self._warning.setToolTip(tooltip(text))

    def _lay_out(self) -> None:
        box = QWidget()
        layout = QHBoxLayout(box)
        layout.setContentsMargins(16, 0, 16, 0)
        layout.setSpacing(8)
        layout.addWidget(self._dot)
        layout.addWidget(self._doing, 2)
        layout.addWidget(self._sign)
        layout.addWidget(self._warning, 3)
        self.addWidget(box, 1)


class _Dot(QWidget):
    """A dot 8 px wide in a colour of the theme."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._role = "text3"
        self.setFixedSize(QSize(8, 8))
        look.changed.connect(self.update)

    def show_role(self, role: str) -> None:
        if role != self._role:
            self._role = role
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.theme.color(self._role))
        painter.drawEllipse(self.rect())
