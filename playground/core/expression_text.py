"""From the text of an expression to its graph.

Python's own parser reads the text, which is never run: of the syntax tree only what is listed here is taken.
"""

import ast
import difflib
import math
import warnings
from collections.abc import Callable, Mapping
from typing import Any

from playground.core.expression import (
    FUNCTIONS,
    MOST_INPUTS,
    MOST_OPERATIONS,
    OF_TWO,
    ExpressionError,
    Graph,
    Node,
    Operation,
    Place,
)
from playground.core.expression_spelling import check_spelling
from playground.core.messages import Message, message

_MOST_DEPTH = 40
_INFIX: Mapping[type[ast.operator], Operation] = {
    ast.Add: Operation.ADD,
    ast.Sub: Operation.SUBTRACT,
    ast.Mult: Operation.MULTIPLY,
    ast.Div: Operation.DIVIDE,
    ast.Pow: Operation.POWER,
    ast.MatMult: Operation.MATMUL,
}
_ELSEWHERE = {"max": "maximum", "min": "minimum", "ln": "log", "logistic": "sigmoid", "average": "mean"}
_STATEMENT = message("Each line is a name, =, and what it is: y = a*b + c.")
_UNNAMED = message("Only the last line can do without a name; write it as h = ...")
_DOTTED = message("Functions stand here without a dot: relu(x), sum(x).")
_LISTED = message("Numbers in [ ] are values of an input: write a name here, and give it its value below.")
_PICKED = message("Single elements cannot be picked here: sum, mean and @ work on whole tensors.")


def parse_expression(text: str) -> Graph:
    """Return the graph of `text`: lines (or parts between `;`) such as `h = w*x + b`, of which the last is the output.

    Names that no line gives a value are inputs. A name that is used twice is one node. Raises ExpressionError, and
    nothing else, for what cannot be read, with the place of what is wrong.
    """
    check_spelling(text)
    source = _Source(text)
    reader = _Reader(source)
    statements = source.tree().body
    for statement in statements:
        reader.read(statement, last=statement is statements[-1])
    return reader.graph()


class _Source:
    """The text, and where in it what the parser speaks of stands: that one counts bytes, and takes no indents."""

    def __init__(self, text: str) -> None:
        self._lines = text.split("\n")
        self._bare = [line.lstrip(" \t") for line in self._lines]

    def tree(self) -> ast.Module:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                return ast.parse("\n".join(self._bare))
        except SyntaxError as error:
            raise self._misfit(error) from error
        except (ValueError, RecursionError, MemoryError) as error:
            whole = Place(1, 0, len(self._lines[0]))
            raise ExpressionError(whole, message("This is too deeply nested: give parts of it names.")) from error

    def place(self, node: ast.AST) -> Place:
        """Return where a node of the tree stands, as far as its first line goes."""
        at: Any = node
        line = at.lineno
        start = self._column(line, at.col_offset)
        end = self._column(line, at.end_col_offset) if at.end_lineno == line else len(self._lines[line - 1])
        return Place(line, start, end)

    def words(self, place: Place) -> str:
        return self._lines[place.line - 1][place.start : place.end]

    def _column(self, line: int, offset: int) -> int:
        bare = self._bare[line - 1]
        return self._indent(line) + len(bare.encode()[:offset].decode(errors="ignore"))

    def _indent(self, line: int) -> int:
        return len(self._lines[line - 1]) - len(self._bare[line - 1])

    def _misfit(self, error: SyntaxError) -> ExpressionError:
        """Return our words for what the parser stumbled over."""
        line = min(max(error.lineno or 1, 1), len(self._lines))
        text = self._lines[line - 1]
        start = min(self._indent(line) + max((error.offset or 1) - 1, 0), len(text))
        rest = text[start:].strip(" \t")
        if not rest or rest.startswith(";"):
            return ExpressionError(Place(line, start, start + 1), message("Something is missing here."))
        end = start + max(1, (error.end_offset or 0) - (error.offset or 1))
        what = message("This does not fit here: between two values stands one of + - * / @ **.")
        return ExpressionError(Place(line, start, min(end, len(text))), what)


class _Reader:
    """Makes nodes of what it reads, operands before operations."""

    def __init__(self, source: _Source) -> None:
        self._source = source
        self._nodes: list[Node] = []
        self._given: dict[str, int] = {}
        self._inputs: dict[str, int] = {}
        self._output = 0
        self._depth = 0
        self._parts: Mapping[type[ast.expr], Callable[[Any, str], int]] = {
            ast.Name: self._name,
            ast.Constant: self._constant,
            ast.UnaryOp: self._unary,
            ast.BinOp: self._binary,
            ast.Call: self._call,
        }

    def graph(self) -> Graph:
        """Return what has been read; results without a name are called v1, v2, ..."""
        taken = {node.name for node in self._nodes}
        free = (name for name in map("v{}".format, range(1, 2 * len(self._nodes) + 2)) if name not in taken)
        named = [node if node.name else _called(node, next(free)) for node in self._nodes]
        return Graph(tuple(named), self._output)

    def read(self, statement: ast.stmt, *, last: bool) -> None:
        """Read one line; its result is the output so far."""
        match statement:
            case ast.Assign(targets=[ast.Name(id=name) as target], value=value):
                self._check_target(target)
                self._output = self._given[name] = self._expression(value, name)
            case ast.Expr(value=value) if last:
                self._output = self._expression(value, "")
            case ast.Expr():
                raise self._error(statement, _UNNAMED)
            case _:
                raise self._error(statement, _STATEMENT)

    def _check_target(self, target: ast.Name) -> None:
        name = target.id
        if name in FUNCTIONS:
            raise self._error(target, message("{name} is a function here; take another name.", name=name))
        if name in self._given:
            raise self._error(target, message("{name} has a value already; take another name.", name=name))
        if name in self._inputs:
            raise self._error(target, message("{name} is used before this line gives it a value.", name=name))

    def _expression(self, part: ast.expr, name: str = "") -> int:
        """Return the node of `part`; `name` is what the text calls it, or ""."""
        build = self._parts.get(type(part))
        if build is None:
            raise self._error(part, _refusal(part))
        if self._depth == _MOST_DEPTH:
            raise self._error(part, message("This is too deeply nested: give parts of it names."))
        self._depth += 1
        node = build(part, name)
        self._depth -= 1
        return node

    def _name(self, part: ast.Name, _: str) -> int:
        name = part.id
        if name in self._given:
            return self._given[name]
        if name in FUNCTIONS:
            raise self._error(part, message("{name} is a function: write {name}(...).", name=name))
        if name not in self._inputs:
            if len(self._inputs) == MOST_INPUTS:
                raise self._error(part, message("This is one input too many: at most {most}.", most=MOST_INPUTS))
            self._inputs[name] = self._add(Node(Operation.INPUT, (), name, self._source.place(part)))
        return self._inputs[name]

    def _constant(self, part: ast.Constant, name: str, sign: int = 1) -> int:
        if not isinstance(part.value, int | float) or isinstance(part.value, bool):
            raise self._error(part, message("Only plain numbers and names can stand here."))
        try:
            number = sign * float(part.value)
        except OverflowError:
            number = math.inf
        place = self._source.place(part)
        if not math.isfinite(number):
            raise ExpressionError(place, message("This number is too large."))
        figure = ("-" if sign < 0 else "") + self._source.words(place)
        return self._add(Node(Operation.NUMBER, (), name or figure, place, number))

    def _unary(self, part: ast.UnaryOp, name: str) -> int:
        if isinstance(part.op, ast.UAdd):
            return self._expression(part.operand, name)
        if not isinstance(part.op, ast.USub):
            raise self._error(part, message("Only + and - can stand before a value."))
        if isinstance(part.operand, ast.Constant):
            return self._constant(part.operand, name, -1)
        return self._operation(part, Operation.NEGATE, [part.operand], name)

    def _binary(self, part: ast.BinOp, name: str) -> int:
        kind = _INFIX.get(type(part.op))
        if kind is None:
            raise self._error(part, message("Between two values stands one of + - * / @ **."))
        return self._operation(part, kind, [part.left, part.right], name)

    def _call(self, part: ast.Call, name: str) -> int:
        if not isinstance(part.func, ast.Name):
            raise self._error(part.func, _DOTTED)
        kind = FUNCTIONS.get(part.func.id)
        if kind is None:
            raise self._error(part.func, _unknown_function(part.func.id))
        wanted = 2 if kind in OF_TWO else 1
        if part.keywords or len(part.args) != wanted:
            few = message("{name} takes one value and nothing else.", name=kind.value)
            raise self._error(part, few if wanted == 1 else message("{name} takes two values.", name=kind.value))
        return self._operation(part, kind, part.args, name)

    def _operation(self, part: ast.expr, kind: Operation, operands: list[ast.expr], name: str) -> int:
        indexes = tuple(self._expression(operand) for operand in operands)
        if sum(node.kind not in (Operation.INPUT, Operation.NUMBER) for node in self._nodes) == MOST_OPERATIONS:
            raise self._error(part, message("This is more than {most} operations.", most=MOST_OPERATIONS))
        return self._add(Node(kind, indexes, name, self._source.place(part)))

    def _add(self, node: Node) -> int:
        self._nodes.append(node)
        return len(self._nodes) - 1

    def _error(self, part: ast.AST, what: Message) -> ExpressionError:
        return ExpressionError(self._source.place(part), what)


def _called(node: Node, name: str) -> Node:
    return Node(node.kind, node.operands, name, node.place, node.number)


def _refusal(part: ast.expr) -> Message:
    """Say why `part`, which is none of what can be used, cannot stand here."""
    if isinstance(part, ast.Attribute):
        return _DOTTED
    if isinstance(part, ast.List):
        return _LISTED
    if isinstance(part, ast.Subscript):
        return _PICKED
    return message("This cannot be used here: there are numbers, names, + - * / @ ** and functions.")


def _unknown_function(name: str) -> Message:
    close = _ELSEWHERE.get(name) or next(iter(difflib.get_close_matches(name, FUNCTIONS, n=1, cutoff=0.6)), "")
    if close:
        return message("{name} is no function here; did you mean {close}?", name=name, close=close)
    return message("{name} is no function here, as relu, tanh, exp, log, sum, mean or softmax are.", name=name)
