"""The words of a lesson's step, from Markdown, in the look of the window."""

import re

from PySide6.QtGui import (
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFragment,
)

from playground.ui.figures import THIN
from playground.ui.look import Look

_SIZE = 13
_INDENT = 20  # px
_PARAGRAPH_GAP, _ITEM_GAP, _LINE_GAP = 7, 2, 0


def html_of(markdown: str, look: Look) -> str:
    """Return rich text for a label: without raw HTML, links in the theme's colour, paragraphs apart."""
    document = QTextDocument()
    document.setDefaultFont(look.font(_SIZE))
    document.setIndentWidth(_INDENT)
    features = QTextDocument.MarkdownFeature
    document.setMarkdown(_keep_percents(markdown), features.MarkdownDialectGitHub | features.MarkdownNoHTML)
    _set_apart(document)
    _colour_links(document, look)
    return document.toHtml()


def _keep_percents(markdown: str) -> str:
    """Keep a figure and its percent sign on one line."""
    return re.sub(r"(?<=\d) (?=%)", THIN, markdown)


def _set_apart(document: QTextDocument) -> None:
    """Give each paragraph room above it but the first; items of a list keep together, and lines of code more so."""
    block, gap_in = document.firstBlock(), _PARAGRAPH_GAP
    while block.isValid():
        before, gap_in = gap_in, _gap_within(block)
        gap = QTextBlockFormat()
        if block != document.firstBlock():
            gap.setTopMargin(gap_in if before == gap_in else _PARAGRAPH_GAP)
        gap.setBottomMargin(0)
        QTextCursor(block).mergeBlockFormat(gap)
        block = block.next()


def _gap_within(block: QTextBlock) -> int:
    """Return the room between such blocks, px: what belongs together in a list or in code is nearer than paragraphs."""
    if block.blockFormat().hasProperty(QTextFormat.Property.BlockCodeFence):
        return _LINE_GAP
    return _PARAGRAPH_GAP if block.textList() is None else _ITEM_GAP


def _colour_links(document: QTextDocument, look: Look) -> None:
    """Give links the accent of the theme, in place of what Qt takes from the palette of the moment."""
    colour = QTextCharFormat()
    colour.setForeground(look.theme.color("accent"))
    for link in _links(document):
        cursor = QTextCursor(document)
        cursor.setPosition(link.position())
        cursor.setPosition(link.position() + link.length(), QTextCursor.MoveMode.KeepAnchor)
        cursor.mergeCharFormat(colour)


def _links(document: QTextDocument) -> list[QTextFragment]:
    found: list[QTextFragment] = []
    block = document.firstBlock()
    while block.isValid():
        place = block.begin()
        while not place.atEnd():
            if place.fragment().charFormat().isAnchor():
                found.append(place.fragment())
            place += 1
        block = block.next()
    return found
