import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QPushButton
from pytestqt.qtbot import QtBot

from playground.core.autograd import AskGraph
from playground.core.expression import Place
from playground.engine.probes import answer_free
from playground.ui.arithmetic.autograd.editor import ExpressionEdit
from playground.ui.arithmetic.autograd.examples import EXAMPLES
from playground.ui.arithmetic.autograd.graph_view import GraphView
from playground.ui.arithmetic.autograd.input_field import InputField
from playground.ui.arithmetic.autograd.node_box import NodeBox
from playground.ui.arithmetic.autograd_page import AutogradPage
from playground.ui.look import Look
from playground.ui.theme import DARK
from playground.ui.trying.wrapped_text import WrappedText

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints", extend=True)


@pytest.fixture
def page(qtbot: QtBot) -> AutogradPage:
    page = AutogradPage(Look())
    qtbot.addWidget(page)
    page.resize(680, 380)
    page.show()
    return page


def answer(page: AutogradPage) -> None:
    """Answer what the page asks, as the engine does."""
    for question in page.questions():
        page.show_answer(answer_free(question))


def edit(page: AutogradPage) -> ExpressionEdit:
    return page.findChildren(ExpressionEdit)[0]


def write(page: AutogradPage, text: str) -> None:
    edit(page).setPlainText(text)
    answer(page)


def view(page: AutogradPage) -> GraphView:
    return page.findChildren(GraphView)[0]


def box(page: AutogradPage, name: str) -> NodeBox:
    boxes = view(page).boxes().values()
    return next(box for box in boxes if box.title == name or box.title.startswith(f"{name} ="))


def numbers(page: AutogradPage, name: str) -> tuple[str, str]:
    """Return value and gradient of a node as they are shown, with spaces between the numbers of a row."""
    shown = box(page, name)
    value, gradient = (" | ".join(" ".join(row) for row in part.rows) for part in (shown.value, shown.gradient))
    return value, gradient


def press(page: AutogradPage, text: str) -> None:
    button = next(
        button for button in page.findChildren(QPushButton) if text in (button.text(), button.accessibleName())
    )
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def sentence(page: AutogradPage) -> str:
    return page.findChildren(WrappedText)[0].text()


def working(page: AutogradPage) -> list[str]:
    return page.findChildren(WrappedText)[1].text().split("\n")


def field(page: AutogradPage, name: str) -> InputField:
    return next(field for field in page.findChildren(InputField) if field.name == name)


def combo(page: AutogradPage, name: str) -> QComboBox:
    return next(box for box in page.findChildren(QComboBox) if box.accessibleName() == name)


def test_two_powers_have_values_and_no_gradients_before_backward(page: AutogradPage) -> None:
    answer(page)
    assert [numbers(page, name) for name in ("a", "b", "v1", "v2", "y")] == [
        ("5", "None"),
        ("6", "None"),
        ("125", "None"),
        ("36", "None"),
        ("89", "None"),
    ]
    assert working(page) == [
        "y = v1 − v2 = 125 − 36 = 89",
        "All values are there. Before backward every gradient is None.",
    ]


def test_gradients_come_back_node_by_node_with_their_formulas(page: AutogradPage) -> None:
    answer(page)
    press(page, "One node further")
    assert working(page) == ["y.backward() begins at the end: dy/dy = 1."]
    assert [numbers(page, name)[1] for name in ("y", "v1", "v2", "a", "b")] == ["1", "None", "None", "None", "None"]
    press(page, "One node further")
    assert [numbers(page, name)[1] for name in ("v1", "v2", "a", "b")] == ["1", "−1", "None", "None"]
    press(page, "One node further")
    assert [numbers(page, name)[1] for name in ("a", "b")] == ["None", "−12"]
    assert working(page) == ["dv2/db = 2·b = 12;  dy/db = dy/dv2 × dv2/db = (−1) × 12 = −12"]
    press(page, "One node further")
    assert numbers(page, "a")[1] == "75"
    assert working(page) == ["dv1/da = 3·a² = 75;  dy/da = dy/dv1 × dv1/da = 1 × 75 = 75"]
    press(page, "\u2039")
    assert numbers(page, "a")[1] == "None"


def test_the_neuron_forward_from_the_start_and_back_at_once(page: AutogradPage) -> None:
    page.show_part("relu")
    answer(page)
    press(page, "To the start")
    assert [numbers(page, name)[0] for name in ("x", "v1", "out")] == ["3", "…", "…"]
    press(page, "One node further")
    assert working(page) == ["v1 = w*x = 2*3 = 6"]
    press(page, "All")
    assert numbers(page, "out") == ("7", "None")
    press(page, "All")
    assert [numbers(page, name)[1] for name in ("w", "x", "b")] == ["3", "2", "1"]
    press(page, "Forward")
    assert [numbers(page, name) for name in ("w", "out")] == [("2", "None"), ("7", "None")]


def test_of_one_input_alone_the_others_stay_none(page: AutogradPage) -> None:
    page.show_part("relu")
    answer(page)
    wanted = combo(page, "Gradient with respect to")
    wanted.setCurrentText("w")
    wanted.activated.emit(wanted.currentIndex())
    answer(page)
    press(page, "Backward")
    assert working(page) == ["torch.autograd.grad(out, w) begins at the end: dout/dout = 1."]
    press(page, "All")
    assert [numbers(page, name)[1] for name in ("w", "x", "b")] == ["3", "None", "None"]


def test_the_input_that_was_chosen_stays_while_there_is_one_of_its_name(page: AutogradPage) -> None:
    page.show_part("softmax")
    answer(page)
    wanted = combo(page, "Gradient with respect to")
    assert wanted.currentText() == "z"
    write(page, "y = sum(z*c)")
    assert wanted.currentText() == "z"
    write(page, "y = sum(c)")
    assert wanted.currentText() == "all inputs"
    page.show_part("softmax")
    page.show_part("powers")
    answer(page)
    assert wanted.currentText() == "all inputs"


def test_a_gradient_of_several_parts_grows(page: AutogradPage) -> None:
    page.show_part("twice")
    answer(page)
    press(page, "Backward")
    press(page, "One node further")
    assert numbers(page, "h")[1] == "1"
    assert working(page)[1] == "dy/dh = 1;  dy/dh gets dy/dy × dy/dh = 1 × 1 = 1 from here"
    press(page, "One node further")
    assert numbers(page, "h")[1] == "13"
    assert working(page) == ["dv1/dh = 2·h = 12;  dy/dh gets dy/dv1 × dv1/dh = 1 × 12 = 12 more: 1 + 12 = 13"]


def test_tensors_are_shown_in_rows_and_a_tensor_as_output_is_summed(page: AutogradPage) -> None:
    page.show_part("squares")
    answer(page)
    press(page, "All")
    assert numbers(page, "X") == ("1 2 | 3 4", "0.5 0.25 | 1.5 0.75")
    assert numbers(page, "w")[1] == "5 7"
    assert working(page)[1] == "dloss/dw = Xᵀ @ dloss/dv1 = [5, 7]"
    write(page, "y = 2*w")
    press(page, "Backward")
    assert working(page)[0] == "y has several numbers, and backward starts from one: their sum is taken."


def test_what_is_typed_is_asked_once_and_shown_when_its_numbers_are_there(page: AutogradPage) -> None:
    asked: list[object] = []
    page.questions_changed.connect(lambda: asked.extend(page.questions()))
    answer(page)
    assert page.questions() == ()
    QTest.keyClicks(edit(page), " ")  # the same graph, at another place in the text
    edit(page).setPlainText("z = a*b")
    (question,) = page.questions()
    assert isinstance(question, AskGraph)
    assert asked[-1] is question
    assert "89" in numbers(page, "y")  # until then the graph before stands
    answer(page)
    assert numbers(page, "z")[0] == "30"
    assert page.questions() == ()


def test_an_answer_to_an_earlier_question_is_left_alone(page: AutogradPage) -> None:
    early = [answer_free(question) for question in page.questions()]
    field(page, "a").setText("2")
    page.show_answer(early[0])
    assert numbers(page, "a")[0] == "…"
    answer(page)
    assert numbers(page, "y")[0] == "−28"


def test_before_torch_is_there_the_graph_stands_without_numbers(page: AutogradPage) -> None:
    assert numbers(page, "y") == ("…", "None")
    assert sentence(page) == "The numbers come as soon as PyTorch has been loaded."
    edit(page).setPlainText("y = a + b + c")
    assert numbers(page, "c")[0] == "…"


def test_a_wrong_expression_is_pointed_at_and_leaves_the_last_graph_pale(page: AutogradPage) -> None:
    answer(page)
    before = view(page).grab().toImage()
    edit(page).setPlainText("y = a**3 - foo(b)")
    assert sentence(page) == "Column 12: foo is no function here, as relu, tanh, exp, log, sum, mean or softmax are."
    assert edit(page).marked() == Place(1, 11, 14)
    assert edit(page).accessibleDescription() == sentence(page)
    assert numbers(page, "y")[0] == "89"
    assert view(page).grab().toImage() != before
    assert not any(button.isEnabled() for button in page.findChildren(QPushButton))
    edit(page).setPlainText("y = a**3 - b**2")
    assert edit(page).marked() is None
    assert view(page).grab().toImage() == before


def view_index(page: AutogradPage, name: str) -> int:
    return next(index for index, shown in view(page).boxes().items() if shown.title.startswith(name))


def test_with_the_graph_the_inputs_of_half_typed_names_become_pale(page: AutogradPage) -> None:
    write(page, "z = si")
    edit(page).setPlainText("z = sin(")
    assert not field(page, "si").isEnabled()
    write(page, "z = si*b")
    assert all(field(page, name).isEnabled() for name in ("si", "b"))


def test_an_example_that_is_typed_has_its_values(page: AutogradPage) -> None:
    answer(page)
    assert field(page, "b").text() == "6"
    write(page, "out = relu(w*x + b)")
    assert combo(page, "Examples").currentText() == "Neuron with ReLU"
    assert [field(page, name).text() for name in ("w", "x", "b")] == ["2", "3", "1"]
    assert numbers(page, "out")[0] == "7"
    field(page, "b").setText("4")
    QTest.keyClicks(edit(page), " ")
    QTest.keyClick(edit(page), Qt.Key.Key_Backspace)
    assert field(page, "b").text() == "4"  # what was typed since stays


def test_no_text_is_no_mistake(page: AutogradPage) -> None:
    answer(page)
    edit(page).setPlainText("")
    assert sentence(page) == "Type an expression, such as y = a**3 - b**2."
    assert edit(page).marked() is None


def test_what_cannot_be_computed_is_pointed_at_in_the_text(page: AutogradPage) -> None:
    write(page, "h = a - 7\ny = log(h)")
    assert sentence(page).startswith("Line 2, column 5: The log of a negative number")
    assert edit(page).marked() == Place(2, 4, 10)
    assert box(page, "y").faulty
    write(page, "y = sigmoid(W @ x)")
    field(page, "W").setText("[[1, 2, 3]]")
    field(page, "x").setText("[1, 2]")
    answer(page)
    assert "Shapes [1, 3] and [2] do not fit" in sentence(page)
    assert numbers(page, "y")[0] == "…"
    assert working(page) == [""]


def test_a_value_that_cannot_be_read_keeps_the_last_good_one(page: AutogradPage) -> None:
    answer(page)
    field(page, "a").setText("[1, 2")
    answer(page)
    assert sentence(page) == "a: A comma or ] is missing here."
    assert numbers(page, "y")[0] == "89"
    QTest.keyClick(field(page, "a"), Qt.Key.Key_Escape)
    assert field(page, "a").text() == "5"
    field(page, "a").setText("[1, 2, 3, 4, 5]")
    assert sentence(page) == "a: At most 4 rows and columns."


def test_gradients_follow_a_value_that_is_changed(page: AutogradPage) -> None:
    answer(page)
    press(page, "Backward")
    press(page, "All")
    QTest.keyClick(field(page, "a"), Qt.Key.Key_Up)
    answer(page)
    assert numbers(page, "a") == ("6", "108")


def test_values_come_back_with_their_names(page: AutogradPage) -> None:
    field(page, "a").setText("[1, 2]")
    write(page, "y = c + 1")
    write(page, "y = c + a")
    assert field(page, "a").text() == "[1, 2]"


def test_arrow_keys_change_the_number_at_the_cursor(page: AutogradPage) -> None:
    a = field(page, "a")
    a.setText("[1, −0.25]")
    a.setCursorPosition(2)
    QTest.keyClick(a, Qt.Key.Key_Down)
    assert a.text() == "[0, −0.25]"
    a.setCursorPosition(7)
    QTest.keyClick(a, Qt.Key.Key_Up)
    assert a.text() == "[0, −0.24]"
    QTest.keyClick(a, Qt.Key.Key_PageDown)
    assert a.text() == "[0, −0.34]"


def test_tab_goes_from_the_expression_through_the_values_to_the_graph_and_the_steps(page: AutogradPage) -> None:
    write(page, "y = c*a + d")
    edit(page).setFocus()
    reached = []
    for _ in range(9):
        QTest.keyClick(page.focusWidget(), Qt.Key.Key_Tab)
        reached.append(page.focusWidget().accessibleName() or page.focusWidget().property("text"))
    assert reached == [
        "Examples",
        *(f"Value of {name}" for name in ("c", "a", "d")),
        "Graph of the expression",
        "Forward",
        "To the start",
        "One node back",
        "One node further",
    ]


def test_a_node_that_is_pointed_at_is_explained(page: AutogradPage) -> None:
    answer(page)
    press(page, "Backward")
    press(page, "All")
    QTest.mouseMove(view(page), view(page).place(view_index(page, "b")).center().toPoint())
    assert working(page) == ["b = 6", "dy/db = −12"]
    view(page).setFocus()
    QTest.keyClick(view(page), Qt.Key.Key_Escape)
    QTest.keyClick(view(page), Qt.Key.Key_Right)
    assert working(page) == ["a = 5", "dy/da = 75"]
    assert view(page).accessibleDescription() == "a = 5\ndy/da = 75"


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_every_example_runs_to_its_end(page: AutogradPage, example: object) -> None:
    at = [shown.name for shown in EXAMPLES].index(example.name)  # type: ignore[attr-defined]
    choice = combo(page, "Examples")
    choice.setCurrentIndex(at)
    choice.activated.emit(at)
    answer(page)
    further = next(button for button in page.findChildren(QPushButton) if button.text() == "One node further")
    press(page, "To the start")
    for _ in range(30):
        assert all(working(page))
        press(page, "One node further")
    assert not further.isEnabled()
    assert choice.currentIndex() == at
    assert any(box.gradient.rows != (("None",),) for box in view(page).boxes().values() if box.is_input)
    page.look.set_theme(DARK)
    page.grab()


def test_another_text_is_none_of_the_examples(page: AutogradPage) -> None:
    write(page, "y = a*b")
    assert combo(page, "Examples").currentIndex() == -1


def test_a_graph_that_is_too_wide_is_scrolled_to_what_is_gone_over(page: AutogradPage) -> None:
    write(page, "y = " + "tanh(" * 9 + "a" + ")" * 9)
    assert view(page).width() > 680
    assert view(page).visibleRegion().boundingRect().left() == 0
    press(page, "Backward")
    seen = view(page).visibleRegion().boundingRect()
    assert seen.contains(view(page).place(view_index(page, "y")).toRect())
