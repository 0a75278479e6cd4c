"""The field in which an expression is typed."""

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import (
    QFontDatabase,
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QPolygonF,
    QTextCharFormat,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QSizePolicy, QTextEdit, QWidget

from playground.core.expression import Place
from playground.ui.look import Look

_MOST_LINES, _MOST_WHEN_SMALL = 3, 2
_FRAME = 6  # px above and below the text, frame and all
_CARET = 4.0
_FONT_SIZE = 13


class ExpressionEdit(QPlainTextEdit):
    """As high as its lines, up to three, or two where space is short; Tab leaves it. What is wrong is underlined, with
    a caret below its start.
    """

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._place: Place | None = None
        self._role = "danger"
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.NoWrap)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(0)
        self.setViewportMargins(7, 4, 4, 0)
        self.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.setStyleSheet(f'QPlainTextEdit {{ font-family: "{self.font().family()}"; font-size: {_FONT_SIZE}px; }}')
        self.textChanged.connect(self._fit)
        look.changed.connect(self._on_look_changed)
        self._fit()

    def mark(self, place: Place | None, role: str = "danger") -> None:
        """Underline a piece of the text in the theme's colour `role`; None: nothing."""
        self._place, self._role = place, role
        self._underline()

    def marked(self) -> Place | None:
        """Return what is underlined."""
        return self._place

    def sizeHint(self) -> QSize:
        return QSize(240, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._place is None:
            return
        at = self.cursorRect(self._cursor(self._place.line, self._place.start))
        middle = at.left() + (0.5 * self.fontMetrics().horizontalAdvance("0"))
        bottom = min(at.bottom() + _CARET, self.viewport().height() - 0.5)
        caret = [QPointF(middle - _CARET, bottom), QPointF(middle, bottom - _CARET), QPointF(middle + _CARET, bottom)]
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.theme.color(self._role))
        painter.drawPolygon(QPolygonF(caret))
        painter.end()

    def _fit(self) -> None:
        self.ensurePolished()
        most = _MOST_WHEN_SMALL if self._look.small else _MOST_LINES
        lines = min(max(1, self.document().blockCount()), most)
        self.setFixedHeight(lines * QFontMetrics(self.font()).lineSpacing() + 2 * _FRAME)

    def _underline(self) -> None:
        selection = QTextEdit.ExtraSelection()
        if self._place is not None:
            cursor = self._cursor(self._place.line, self._place.start)
            cursor.setPosition(self._cursor(self._place.line, self._place.end).position(), _KEEP)
            selection.cursor = cursor
            looks = QTextCharFormat()
            looks.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
            looks.setUnderlineColor(self._look.theme.color(self._role))
            selection.format = looks
        self.setExtraSelections([selection] if self._place is not None else [])
        self.viewport().update()

    def _cursor(self, line: int, column: int) -> QTextCursor:
        """Return the place of a character; columns count whole characters, Qt's text some as two."""
        block = self.document().findBlockByNumber(min(line, self.document().blockCount()) - 1)
        before = block.text()[:column]
        cursor = QTextCursor(block)
        cursor.setPosition(block.position() + len(before.encode("utf-16-le")) // 2)
        return cursor

    def _on_look_changed(self) -> None:
        self._fit()
        self._underline()


_KEEP = QTextCursor.MoveMode.KeepAnchor
