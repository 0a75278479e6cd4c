"""What is let through of a lesson's Markdown is shown by Qt without images, and with links to https alone."""

from collections.abc import Iterator

from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QTextCharFormat, QTextDocument
from PySide6.QtWidgets import QApplication

from playground.core.lesson_markdown import parse_words
from playground.core.messages import PlaygroundError

PIECES = (
    *(
        "[",
        "]",
        "(",
        ")",
        "!",
        "<",
        ">",
        "\\",
        "`",
        "```",
        "~~~",
        '"',
        "'",
        ":",
        "/",
        "//",
        "&lt;",
        "&#60;",
        "*",
        "_",
        "|",
        "-",
        "#",
    ),
    *(
        "https://a.b",
        "http://a.b",
        "HTTP://a.b",
        "ftp://a.b",
        "file:///a",
        "javascript:x",
        "www.a.b",
        "a@b.c",
        "mailto:a@b.c",
    ),
    *(
        "[a](https://a.b)",
        "[a](",
        "](",
        "]:",
        "![",
        "<img src=a>",
        "<a href=http://a.b>",
        "img",
        " ",
        "\n",
        "\n\n",
        "\t",
        "1.",
        "> ",
        "a",
    ),
)


def _formats(text: str) -> Iterator[QTextCharFormat]:
    document = QTextDocument()
    document.setMarkdown(text)
    block = document.begin()
    while block.isValid():
        pieces = block.begin()
        while not pieces.atEnd():
            yield pieces.fragment().charFormat()
            pieces += 1
        block = block.next()


def _loads_nothing_else(text: str) -> bool:
    return all(
        not one.isImageFormat() and (not one.isAnchor() or one.anchorHref().startswith("https://"))
        for one in _formats(text)
    )


def test_qt_would_show_what_is_refused(qapp: QApplication) -> None:
    image, link = "a\n\n<img src='a.png'/>\n\nb", "<a href='file:///a'>b</a>"
    for text in ("![a](https://a.b/c.png)", image, link, "http://a.b", "www.a.b", "a@b.c", "[a](file:///a)"):
        assert not _loads_nothing_else(text), text


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=12).map("".join))
@settings(max_examples=1500, deadline=None)
def test_what_is_let_through_has_no_images_and_only_safe_links(qapp: QApplication, text: str) -> None:
    try:
        (words,) = parse_words(f"## Title\n\nA sentence.\n\n{text}")
    except (PlaygroundError, ValueError):
        return
    assert _loads_nothing_else(words.text)
