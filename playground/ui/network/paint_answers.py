"""Paints the answer: a row for each class with its circle, bar and surety."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPen

from playground.ui.figures import surety
from playground.ui.look import REGULAR, SEMIBOLD
from playground.ui.network import words
from playground.ui.network.places import AnswerRows
from playground.ui.network.scene import Scene
from playground.ui.network.sheet import Sheet, Side


def paint_answer_rows(sheet: Sheet, scene: Scene) -> None:
    """Paint what stands still while a network learns: the head, the names, and the troughs of the bars."""
    rows = scene.layout.answers
    subtitles, wrong = words.answer_subtitle(scene.structure, scene.answer)
    left = rows.spots.left
    sheet.head(
        scene.layout.band, left, rows.right, words.answer_title(), subtitles, role="danger" if wrong else "text3"
    )
    for label, name in enumerate(scene.structure.classes):
        if not rows.lettered:
            _write(sheet, scene, label, name, "left")
        sheet.bar(_bar(rows, label), "track")


def paint_answers(sheet: Sheet, scene: Scene) -> None:
    """Paint circles, bars and figures."""
    rows, answer = scene.layout.answers, scene.answer
    for label, name in enumerate(scene.structure.classes):
        chosen = answer is not None and answer.chosen == label
        _paint_circle(sheet, rows, label, name, chosen, _is_pointed(scene, label))
        share = float(answer.probabilities[label]) if answer is not None else None
        _write(sheet, scene, label, surety(share) if share is not None else "–", "right")
        _fill_bar(sheet, _bar(rows, label), share or 0.0, chosen)


def _is_pointed(scene: Scene, label: int) -> bool:
    return scene.hovered == (len(scene.structure.hidden), label)


def _write(sheet: Sheet, scene: Scene, label: int, text: str, side: Side) -> None:
    """Write at one end of a row; the answer stands out."""
    rows = scene.layout.answers
    chosen = scene.answer is not None and scene.answer.chosen == label
    role = "text" if chosen or _is_pointed(scene, label) else "text2"
    sheet.text(_line(rows, label), text, 12 if rows.pitch >= 15 else 11, SEMIBOLD if chosen else REGULAR, role, side)


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


def _fill_bar(sheet: Sheet, trough: QRectF, share: float, chosen: bool) -> None:
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
