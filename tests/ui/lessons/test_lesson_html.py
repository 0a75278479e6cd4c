"""Words of a lesson as rich text: paragraphs apart, and what belongs together near."""

from PySide6.QtGui import QTextDocument

from playground.ui.lessons.markdown import html_of
from playground.ui.look import Look


def _gaps(markdown: str) -> list[float]:
    document = QTextDocument()
    document.setHtml(html_of(markdown, Look()))
    blocks = [document.findBlockByNumber(number) for number in range(document.blockCount())]
    return [block.blockFormat().topMargin() for block in blocks]


def test_paragraphs_are_apart_and_items_of_a_list_nearer(qapp: object) -> None:
    one, two, first, second, three = _gaps("One.\n\nTwo.\n\n- a\n- b\n\nThree.")
    assert one == 0
    assert two == first == three > second > 0


def test_lines_of_code_stand_together(qapp: object) -> None:
    before, first, second, after = _gaps("Type this:\n\n```\nprogram \\\n    --option\n```\n\nThen go on.")
    assert before == second == 0
    assert first == after > 0


def test_a_figure_and_its_percent_sign_stay_on_one_line() -> None:
    document = QTextDocument()
    document.setHtml(html_of("It reports 95.15 and 97.22 % of them.", Look()))
    assert document.toPlainText() == "It reports 95.15 and 97.22\u202f% of them."
