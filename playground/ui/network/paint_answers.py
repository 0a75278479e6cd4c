"""Paints the answer: a row for each class with its circle, bar and surety."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPen

from playground.ui.figures import surety
from playground.ui.look import REGULAR, SEMIBOLD
from playground.ui.network import words
from playground.ui.network.places import AnswerRows
from playground.ui.network.scene import Scene
from playground.ui.network.sheet import Sheet


def paint_answers(sheet: Sheet, scene: Scene) -> None:
    rows = scene.layout.answers
    subtitles, wrong = words.answer_subtitle(scene.structure, scene.answer)
    left = rows.spots.left
    sheet.head(
        scene.layout.band, left, rows.right, words.answer_title(), subtitles, role="danger" if wrong else "text3"
    )
    for label in range(len(scene.structure.classes)):
        _paint_row(sheet, scene, label)


def _paint_row(sheet: Sheet, scene: Scene, label: int) -> None:
    rows, answer = scene.layout.answers, scene.answer
    chosen = answer is not None and answer.chosen == label
    pointed = scene.hovered == (len(scene.structure.hidden), label)
    _paint_circle(sheet, rows, label, scene.structure.classes[label], chosen, pointed)
    share = float(answer.probabilities[label]) if answer is not None else None
    weight = SEMIBOLD if chosen else REGULAR
    role = "text" if chosen or pointed else "text2"
    line = _line(rows, label)
    if not rows.lettered:
        sheet.text(line, scene.structure.classes[label], 12 if rows.pitch >= 15 else 11, weight, role)
    value = surety(share) if share is not None else "–"
    sheet.text(line, value, 12 if rows.pitch >= 15 else 11, weight, role, "right")
    _paint_bar(sheet, _bar(rows, label), share or 0.0, chosen)


def _line(rows: AnswerRows, label: int) -> QRectF:
    """Return where the words of a row stand: at the height of its circle, or above it."""
    height = min(rows.pitch, 18.0)
    top = float(rows.spots.y[label]) - (16.0 if rows.stacked else height / 2)
    return QRectF(rows.text_left, top, rows.right - rows.text_left, height)


def _bar(rows: AnswerRows, label: int) -> QRectF:
    y = float(rows.spots.y[label])
    if rows.stacked:
        return QRectF(rows.text_left, y + 3, rows.right - rows.text_left, 6)
    left = rows.text_left + (0 if rows.lettered else rows.name_width + 8)
    height = 10.0 if rows.pitch >= 20 else 6.0
    return QRectF(left, y - height / 2, rows.right - rows.value_width - 8 - left, height)


def _paint_bar(sheet: Sheet, trough: QRectF, share: float, chosen: bool) -> None:
    sheet.bar(trough, "track")
    if share * trough.width() >= 0.5:
        filled = QRectF(trough.x(), trough.y(), share * trough.width(), trough.height())
        sheet.bar(filled, "accent" if chosen else "text3")


def _paint_circle(sheet: Sheet, rows: AnswerRows, label: int, name: str, chosen: bool, pointed: bool) -> None:
    painter, theme = sheet.painter, sheet.theme
    rim = theme.color("text") if pointed else theme.color("accent" if chosen else "border")
    painter.setPen(QPen(rim, 2 if pointed else 1))
    painter.setBrush(theme.color("accent" if chosen else "surface"))
    radius = (rows.spots.diameter - 1) / 2
    centre = rows.spots.centre(label)
    painter.drawEllipse(centre, radius, radius)
    if rows.lettered:
        box = QRectF(centre.x() - 20, centre.y() - 10, 40, 20)
        role = "on_accent" if chosen else "text"
        sheet.text(box, name, 12 if rows.spots.diameter >= 20 else 11, SEMIBOLD if chosen else REGULAR, role, "centre")
    painter.setBrush(Qt.BrushStyle.NoBrush)
