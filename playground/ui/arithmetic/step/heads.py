"""The heads of the diagram's columns."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QRectF

from playground.ui.arithmetic.step import diagram_texts as texts
from playground.ui.arithmetic.step.activation_words import activation_name
from playground.ui.arithmetic.step.diagram_paint import Painting
from playground.ui.arithmetic.step.diagram_places import HEAD
from playground.ui.look import SEMIBOLD
from playground.ui.network.sheet import Sheet

_LINE = 16.0


def paint_heads(sheet: Sheet, painting: Painting) -> None:
    """Write over each column what it is; over the last, E once it is known."""
    columns = painting.places.columns()
    last = len(columns) - 1
    for number, column in enumerate(columns):
        title = _inputs() if number == 0 else _outputs() if number == last else _hidden(number, last)
        under = "" if number == 0 else activation_name(painting.step, number - 1)
        _paint_head(sheet, column, title, under)
    error = texts.error_text(painting.step, painting.stage, painting.digits)
    _paint_head(sheet, painting.places.targets, _tr("target"), error, "text")
    picture = painting.places.picture
    if picture.width():
        area = QRectF(picture.left(), picture.top() - _LINE - 4, picture.width(), _LINE)
        sheet.text(area, _tr("pixels"), 11, SEMIBOLD, "text", "centre")


def _paint_head(sheet: Sheet, column: Sequence[QRectF], title: str, under: str, role: str = "text3") -> None:
    area = QRectF(column[0].left(), 0, column[0].width(), _LINE)
    sheet.text(area, title, 11, SEMIBOLD, "text", "centre")
    sheet.text(area.translated(0, HEAD / 2 - 2), under, 11, role=role, side="centre")


def _inputs() -> str:
    return _tr("inputs")


def _outputs() -> str:
    return _tr("outputs")


def _hidden(number: int, last: int) -> str:
    return _tr("hidden") if last == 2 else _tr("hidden {number}").format(number=number)


def _tr(text: str) -> str:
    return QCoreApplication.translate("OneStep", text)
