"""Which example is shown as numbers: by part, class and number."""

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from playground.core.facts import DataFacts
from playground.core.numbers import AskNth, ClassPlace, Nth, Numbers
from playground.core.probes import ExampleAt, Part
from playground.ui.arithmetic.count_box import CountBox
from playground.ui.combo import Combo
from playground.ui.example_words import short_names
from playground.ui.figures import whole
from playground.ui.look import Look
from playground.ui.segments import HEIGHT, SegmentedControl

_GAP = 8


class Chooser(QWidget):
    """A line of controls. It follows what is shown, and tells what the person wants instead."""

    example_wanted = Signal(object, object, int)
    """A Part, a label (None: of all classes), and a number there, from 1."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts: DataFacts | None = None
        self._at: ExampleAt | None = None
        self._counted: tuple[Part, int | None] | None = None  # whose number the count is
        self._part = SegmentedControl([(Part.TRAIN, self.tr("Train")), (Part.TEST, self.tr("Test"))])
        self._part.setToolTip(self.tr("The part of the data that the example is from."))
        self._class = Combo()
        self._class.setAccessibleName(self.tr("Class"))
        self._class.setToolTip(self.tr("Go through the examples of one class, or of all."))
        self._class.setFixedHeight(HEIGHT)
        self._class.setStyleSheet(f"QComboBox, QComboBox:focus {{ min-height: {HEIGHT - 2}px; font-size: 12px; }}")
        self._number = CountBox(self.tr("Number of the example"))
        self._number.setToolTip(self.tr("Which example of its class, in the order of the file."))
        self._lay_out()
        self._part.chosen.connect(self._on_part)
        self._class.activated.connect(self._on_class)
        self._number.chosen.connect(self._on_number)

    def set_facts(self, facts: DataFacts) -> None:
        """Offer the classes of this data."""
        self._facts = facts
        with QSignalBlocker(self._class):
            self._class.clear()
            self._class.addItem(self.tr("All"), None)
            for label, name in enumerate(short_names(facts)):
                self._class.addItem(name, label)
        self._class.setCurrentIndex(1)
        self._fit_class()
        self._counted = None
        self._number.show_number(None, None)

    def uncounted(self, mark: tuple[str, int]) -> AskNth | None:
        """Return the question that says how many examples there are to choose from; None: that is known."""
        if self._counted == self._chosen():
            return None
        return AskNth(*self._chosen(), 1, mark)

    def show_count(self, nth: Nth) -> None:
        """Take the answer to `uncounted`. Silent."""
        self._counted = nth.ask.part, nth.ask.label
        self._number.show_number(None, nth.count)

    def show_numbers(self, numbers: Numbers) -> None:
        """Follow what is shown. Silent."""
        self._at = numbers.place.at if numbers.place is not None else None
        if numbers.place is not None:
            self._show_place(numbers.label, numbers.place)
            self._counted = self._chosen()
        elif self._number.value() > 0:
            self._number.show_number(None, self._number.maximum())

    def _show_place(self, label: int, place: ClassPlace) -> None:
        self._part.set_value(place.at.part)
        self._show_counts(place)
        if self._label() is None:
            self._number.show_number(place.at.index + 1, int(place.counts.sum()))
            return
        self._class.setCurrentIndex(self._class.findData(label))
        self._number.show_number(place.number, int(place.counts[label]))

    def _show_counts(self, place: ClassPlace) -> None:
        """Say behind each class how many there are of it."""
        if self._facts is None or self._class.view().isVisible():
            return
        names = (self.tr("All"), *short_names(self._facts))
        for row, (name, count) in enumerate(zip(names, (place.counts.sum(), *place.counts), strict=True)):
            text = f"{name}  ·  {whole(int(count))}"
            if self._class.itemText(row) != text:
                self._class.setItemText(row, text)
        self._fit_class()

    def _fit_class(self) -> None:
        if self._class.minimumWidth() != self._class.needed_width():
            self._class.prefer_width(self._class.needed_width())

    def _chosen(self) -> tuple[Part, int | None]:
        return Part(self._part.value()), self._label()

    def _label(self) -> int | None:
        label = self._class.currentData()
        return int(label) if label is not None else None

    def _on_part(self) -> None:
        self._want(1)

    def _on_class(self) -> None:
        # Of all classes the number is that in the file: the example stays.
        self._want(self._at.index + 1 if self._label() is None and self._at is not None else 1)

    def _on_number(self, number: int) -> None:
        self._want(number)

    def _want(self, number: int) -> None:
        self.example_wanted.emit(*self._chosen(), number)

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(_GAP)
        for widget in (self._part, self._class, self._number):
            layout.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeft)
