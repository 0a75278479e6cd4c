"""The heads of the diagram's columns."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QRectF

from playground.ui.arithmetic.step import diagram_texts as texts
from playground.ui.arithmetic.step.activation_words import activation_name
from playground.ui.arithmetic.step.diagram_paint import Painting
from playground.ui.arithmetic.step.diagram_places import HEAD
from playground.ui.arithmetic.step.diagram_texts import Texts
from playground.ui.look import SEMIBOLD
from playground.ui.network.sheet import Sheet

_LINE = 16.0
_BESIDE = 16.0  # px of a column's gap that its head may take


def paint_heads(sheet: Sheet, painting: Painting) -> None:
    """Write over each column what it is; over the last, E once it is known."""
    columns = painting.places.columns()
    last = len(columns) - 1
    for number, column in enumerate(columns):
        title = _inputs() if number == 0 else _outputs() if number == last else _hidden(number, last)
        _paint_head(sheet, column, title, _under(painting, number))
    _paint_error(sheet, painting)
    picture = painting.places.picture
    if picture.width():
        area = QRectF(picture.left(), picture.top() - _LINE - 4, picture.width(), _LINE)
        sheet.text(area, _tr("pixels"), 11, SEMIBOLD, "text", "centre")


def _paint_head(sheet: Sheet, column: Sequence[QRectF], title: str, under: Texts) -> None:
    area = QRectF(column[0].left(), 0, column[0].width(), _LINE)
    sheet.text(area, title, 11, SEMIBOLD, "text", "centre")
    fitting = sheet.fitting(under, area.width() + 2 * _BESIDE, 11)
    sheet.text(area.translated(0, HEAD / 2 - 2), fitting, 11, role="text3", side="centre")


def _paint_error(sheet: Sheet, painting: Painting) -> None:
    """Write E over the targets, to the left as far as the activation of the outputs leaves room."""
    target, output = painting.places.targets[0], painting.places.layers[-1][0]
    _paint_head(sheet, painting.places.targets, _tr("target"), ())
    under = sheet.fitting(_under(painting, len(painting.places.layers)), output.width() + 2 * _BESIDE, 11)
    left = output.center().x() + sheet.letters.width(under, 11) / 2 + 8
    area = QRectF(left, HEAD / 2 - 2, target.right() - left, _LINE)
    text = sheet.fitting(texts.error_texts(painting.step, painting.stage, painting.digits), area.width(), 11, SEMIBOLD)
    sheet.text(area, text, 11, SEMIBOLD, "text", "right")


def _under(painting: Painting, number: int) -> Texts:
    """Return what stands under the title of a column: which figures are in its boxes, or where those say so, the
    activation.
    """
    if number == 0:
        return ()
    if not painting.places.high:
        return texts.held(painting.step, painting.stage, painting.names, number - 1)
    if painting.form.symbols:
        return [activation_name(painting.step, number - 1)]
    return ["∂out, ∂net" if texts.goes_back(painting.stage) else "net, out"]


def _inputs() -> str:
    return _tr("inputs")


def _outputs() -> str:
    return _tr("outputs")


def _hidden(number: int, last: int) -> str:
    return _tr("hidden") if last == 2 else _tr("hidden {number}").format(number=number)


def _tr(text: str) -> str:
    return QCoreApplication.translate("OneStep", text)
