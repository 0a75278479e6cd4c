"""A section of a form that folds: a numbered head, its fields, and those that are not asked for often."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from playground.ui.icons import give_icon
from playground.ui.look import Look

_MARGIN = 16
OVERHANG = 4
"""Room at the right of a body, px, beyond the line where fields end: for the padding of buttons that are mere text, so
that the text ends where the fields do."""


class Section(QWidget):
    """A numbered head over a body. Folded, the head says in a few words what is inside.

    Widgets go into `body`, and keep OVERHANG free at their right; those given to `set_more` show when the head's "More"
    is pressed.
    """

    folded_changed = Signal(bool)

    def __init__(
        self, number: int, title: str, look: Look, sign: QWidget | None = None, parent: QWidget | None = None
    ) -> None:
        """`sign` stands beside the title."""
        super().__init__(parent)
        self._look = look
        self._title = title
        self._right = _MARGIN
        self._folded = False
        self._head = _Head(number, title, look, sign)
        self._more = QPushButton(self.tr("More"))
        self._more_part: QWidget | None = None
        self._content = QWidget()
        self.body = QVBoxLayout(self._content)
        self._lay_out()
        self._head.clicked.connect(self._on_head_clicked)
        self._more.clicked.connect(self._on_more_clicked)
        look.changed.connect(self._on_look_changed)
        self._on_look_changed()

    @property
    def head(self) -> QPushButton:
        return self._head

    @property
    def more_button(self) -> QPushButton:
        return self._more

    @property
    def folded(self) -> bool:
        return self._folded

    def set_folded(self, folded: bool) -> None:
        if folded != self._folded:
            self._folded = folded
            self._content.setVisible(not folded)
            self._more.setVisible(not folded and self._more_part is not None)
            self._head.show_folded(folded)
            self.folded_changed.emit(folded)

    def set_more(self, part: QWidget) -> None:
        """Add a part that is folded away until it is asked for."""
        self._more_part = part
        self.body.addWidget(part)
        self._more.show()
        self._show_more(False)

    def show_more(self) -> None:
        """Unfold all of it, as for a problem in a field that is folded away."""
        self.set_folded(False)
        if self._more_part is not None:
            self._show_more(True)

    def set_right_margin(self, margin: int) -> None:
        """Keep `margin` px free at the right, so that a scroll bar takes its room from there."""
        self._right = margin
        self._on_look_changed()

    def show_summaries(self, texts: Sequence[str]) -> None:
        """Give what a folded head says: the first of these that has room, so longer ones first."""
        self._head.summary.show_texts(texts)

    def _show_more(self, shown: bool) -> None:
        assert self._more_part is not None
        self._more_part.setVisible(shown)
        self._more.setText(self.tr("Less") if shown else self.tr("More"))

    def _on_head_clicked(self) -> None:
        self.set_folded(not self._folded)

    def _on_more_clicked(self) -> None:
        assert self._more_part is not None
        self._show_more(not self._more_part.isVisibleTo(self._content))

    def _lay_out(self) -> None:
        self._more.setProperty("link", True)
        self._more.setAccessibleName(self.tr("More settings of {section}").format(section=self._title))
        self._more.setToolTip(self.tr("Settings that are not needed often."))
        self._more.hide()
        self._line = QHBoxLayout()
        self._line.setSpacing(0)
        self._line.addWidget(self._head, 1)
        self._line.addWidget(self._more)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._line)
        column.addWidget(self._content)
        column.addWidget(_separator())

    def _on_look_changed(self) -> None:
        small = self._look.small
        self._line.setContentsMargins(0, 0, self._right - OVERHANG, 0)
        self.body.setContentsMargins(_MARGIN, 0, self._right - OVERHANG, 8 if small else 16)
        self.body.setSpacing(6 if small else 10)


class _Head(QPushButton):
    """Arrow, number, title, and a summary while it is folded: one button."""

    def __init__(self, number: int, title: str, look: Look, sign: QWidget | None) -> None:
        super().__init__()
        self.setProperty("head", True)
        self.setAccessibleName(title)
        self._look = look
        self._sign = sign
        self._arrow = QToolButton()
        badge = QLabel(str(number))
        name = QLabel(title)
        self.summary = FittingLabel()
        for widget, role in ((badge, "badge"), (name, "title"), (self.summary, "subtitle")):
            widget.setProperty("role", role)
            widget.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        badge.setAlignment(Qt.AlignmentFlag.AlignCenter)
        badge.setFixedSize(20, 20)
        self._arrow.setFixedSize(12, 20)
        self._arrow.setIconSize(QSize(11, 11))
        self._arrow.setProperty("bare", True)
        self._arrow.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._arrow.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.summary.hide()
        line = QHBoxLayout(self)
        line.setContentsMargins(14, 0, 0, 0)
        line.setSpacing(6)
        line.addWidget(self._arrow)
        line.addWidget(badge)
        line.addWidget(name)
        if sign is not None:
            sign.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            line.addWidget(sign)
        line.addWidget(self.summary, 100)
        line.addStretch(1)
        self.show_folded(False)

    def show_folded(self, folded: bool) -> None:
        give_icon(self._arrow, self._look, "folded" if folded else "unfolded", "text3")
        self.summary.setVisible(folded)
        if self._sign is not None:
            self._sign.setVisible(not folded)
        self.setToolTip(self.tr("Show these settings.") if folded else self.tr("Fold these settings away."))


class FittingLabel(QLabel):
    """Shows the first of several texts that has room, never a part of one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts: tuple[str, ...] = ()
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def show_texts(self, texts: Sequence[str]) -> None:
        self._texts = tuple(texts)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        metrics = self.fontMetrics()
        fitting = (text for text in self._texts if metrics.horizontalAdvance(text) <= self.width())
        self.setText(next(fitting, ""))


def _separator() -> QFrame:
    line = QFrame()
    line.setProperty("role", "line")
    line.setFixedHeight(1)
    return line
