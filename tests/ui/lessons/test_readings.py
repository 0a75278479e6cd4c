import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QSpinBox, QTableView
from pytestqt.qtbot import QtBot

from playground.core.history import History
from playground.ui.lessons.readings import BatchRows, EpochRows, Readings
from playground.ui.look import Look

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints", extend=True)


@pytest.fixture
def history() -> History:
    """250 batches of an epoch of 125, tested in the middle of each too."""
    made = History()
    made.append(0, {"epoch": 0.0, "test_loss": 2.3, "test_accuracy": 0.1})
    made.extend("batch_loss", range(1, 251), [1 / step for step in range(1, 251)])
    for step, epoch in ((62, 0.496), (125, 1.0), (187, 1.496), (250, 2.0)):
        made.append(step, {"epoch": epoch, "test_loss": epoch / 4, "test_accuracy": epoch / 2})
    return made


def _texts(rows: BatchRows | EpochRows) -> list[list[str]]:
    columns = range(rows.columnCount())
    return [[rows.data(rows.index(row, column)) for column in columns] for row in range(rows.rowCount())]


def test_every_hundredth_batch_is_read_the_newest_first(qapp: object, history: History) -> None:
    rows = BatchRows()
    rows.begin(100)
    rows.read(history)
    assert _texts(rows) == [["200", "0.00500"], ["100", "0.01000"]]
    history.extend("batch_loss", [299, 300], [0.5, 0.25])
    rows.read(history)
    assert _texts(rows)[0] == ["300", "0.25000"]
    assert rows.rowCount() == 3


def test_the_test_part_is_read_at_the_ends_of_epochs(qapp: object, history: History) -> None:
    rows = EpochRows()
    rows.read(history)
    assert _texts(rows) == [
        ["2", "0.50000", "100.00\u202f%"],
        ["1", "0.25000", "50.00\u202f%"],
        ["0", "2.30000", "10.00\u202f%"],
    ]


def test_what_is_taken_back_is_not_read_any_more(qapp: object, history: History) -> None:
    batches, epochs = BatchRows(), EpochRows()
    for rows in (batches, epochs):
        rows.read(history)
    history.cut(125)
    for rows in (batches, epochs):
        rows.read(history)
    assert [row[0] for row in _texts(batches)] == ["100"]
    assert [row[0] for row in _texts(epochs)] == ["1", "0"]


def test_another_interval_reads_all_anew(qtbot: QtBot, history: History) -> None:
    readings = Readings(Look())
    qtbot.addWidget(readings)
    readings.follow(history)
    (box,) = readings.findChildren(QSpinBox)
    models = [table.model() for table in readings.findChildren(QTableView)]
    assert [model.rowCount() for model in models] == [2, 3]
    box.setValue(50)
    assert models[0].rowCount() == 5
    at = box.rect().center()
    no, nowhere = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.NoButton
    turned = QPoint(0, -120)
    wheel = QWheelEvent(QPointF(at), QPointF(at), turned, turned, nowhere, no, Qt.ScrollPhase.NoScrollPhase, False)
    QApplication.sendEvent(box, wheel)
    assert box.value() == 50  # the wheel scrolls what the box stands in
    readings.follow(None)
    assert [model.rowCount() for model in models] == [0, 0]
    heads = [models[1].headerData(column, Qt.Orientation.Horizontal) for column in range(3)]
    assert heads == ["epoch", "loss", "right"]


def test_losses_are_whole_beside_a_scroll_bar(qtbot: QtBot) -> None:
    long = History()
    for epoch in range(31):
        long.append(epoch, {"epoch": float(epoch), "test_loss": 0.05, "test_accuracy": 0.96})
    readings = Readings(Look())
    qtbot.addWidget(readings)
    readings.resize(400, 240)
    readings.show()
    readings.follow(long)
    QApplication.processEvents()
    tests = next(table for table in readings.findChildren(QTableView) if isinstance(table.model(), EpochRows))
    assert tests.verticalScrollBar().isVisible()
    for column in range(3):
        wanted = tests.fontMetrics().horizontalAdvance(str(tests.model().index(0, column).data()))
        assert tests.columnWidth(column) > wanted + 6
