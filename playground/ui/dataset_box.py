"""The choice of a data set, by families, and what to do where it is not on this computer yet."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from playground.core.catalog import CATALOG, DataSetInfo, Family, Source
from playground.core.setting import FieldSpec
from playground.ui.combo import Combo
from playground.ui.effects import effect_sentence
from playground.ui.figures import megabytes
from playground.ui.icons import give_icon, icon
from playground.ui.look import SEMIBOLD, Look
from playground.ui.sections import OVERHANG
from playground.ui.style import set_flag
from playground.ui.words import say, tooltip

_FAMILY_ICONS: Mapping[Family, str] = {Family.IMAGE: "image", Family.PLANE: "plane", Family.TABLE: "table"}


class DataSetBox(QWidget):
    """A combo box of all data sets, with a note and a button beneath where the chosen one has to be downloaded."""

    chosen = Signal(str)
    """The person took another data set; its name."""
    download_requested = Signal()

    def __init__(self, spec: FieldSpec, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.spec = spec
        self._look = look
        self._available: frozenset[str] = frozenset()
        self._combo = Combo()
        self._combo.setIconSize(QSize(16, 16))
        self._note = QLabel()
        self._button = QPushButton(self.tr("Download"))
        self._missing = QWidget()
        self._problem = QLabel()
        self._fill()
        self._lay_out()
        self._combo.activated.connect(self._on_activated)
        self._button.clicked.connect(self.download_requested)
        look.changed.connect(self._on_look_changed)
        self._on_look_changed()

    @property
    def path(self) -> str:
        return self.spec.path

    @property
    def problem_text(self) -> str:
        return self._problem.text()

    @property
    def combo(self) -> Combo:
        return self._combo

    @property
    def download_button(self) -> QPushButton:
        return self._button

    def controls(self) -> list[QWidget]:
        return [self._combo, self._button]

    def show_data_set(self, info: DataSetInfo, *, loaded: bool) -> None:
        """Show which data set is chosen; silent. One that is not on this computer yet offers its download."""
        with QSignalBlocker(self._combo):
            self._combo.setCurrentIndex(self._combo.findData(info.name))
        self._missing.setVisible(not loaded and self._must_download(info))
        self._note.setText(self.tr("Not here yet: {size}.").format(size=megabytes(info.download_bytes)))

    def set_available(self, names: Iterable[str]) -> None:
        """Say which of the data sets that are downloaded are on this computer already."""
        self._available = frozenset(names)
        for index in range(self._combo.count()):
            name = self._combo.itemData(index)
            if name is not None:
                self._combo.setItemText(index, self._text(CATALOG[name]))

    def show_problem(self, text: str, *, framed: bool = True) -> None:
        """Say below the box what is wrong; an empty text clears it. `framed`: the set shown is what is wrong."""
        self._problem.setText(text)
        self._problem.setVisible(bool(text))
        set_flag(self._combo, "invalid", framed and bool(text))

    def _must_download(self, info: DataSetInfo) -> bool:
        return info.source is Source.DOWNLOAD and info.name not in self._available

    def _text(self, info: DataSetInfo) -> str:
        title = say(info.title)
        return f"{title} \u00b7 {megabytes(info.download_bytes)}" if self._must_download(info) else title

    def _fill(self) -> None:
        titles = {
            Family.IMAGE: self.tr("Images"),
            Family.PLANE: self.tr("Points in the plane"),
            Family.TABLE: self.tr("Tables"),
        }
        model = QStandardItemModel(self)
        for family, title in titles.items():
            model.appendRow(self._heading(title))
            for info in CATALOG.values():
                if info.family is family:
                    model.appendRow(self._item(info))
        self._combo.setModel(model)

    def _heading(self, title: str) -> QStandardItem:
        item = QStandardItem(title)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        item.setFont(self._look.font(11, SEMIBOLD))
        return item

    def _item(self, info: DataSetInfo) -> QStandardItem:
        item = QStandardItem(self._text(info))
        item.setData(info.name, Qt.ItemDataRole.UserRole)
        licence = self.tr("Licence: {licence}.").format(licence=info.licence)
        size = ""
        if info.source is Source.DOWNLOAD:
            size = self.tr("Downloaded once, when it is asked for: {size}.").format(size=megabytes(info.download_bytes))
        item.setToolTip(tooltip(say(info.about), licence, size))
        return item

    def _lay_out(self) -> None:
        setting = self.spec.setting
        self._combo.setAccessibleName(say(setting.title))
        self._combo.setAccessibleDescription(say(setting.help))
        self.setToolTip(tooltip(say(setting.help), effect_sentence(setting.effect)))
        self._note.setProperty("role", "hint")
        self._note.setWordWrap(True)
        self._button.setProperty("primary", True)
        self._button.setToolTip(
            tooltip(self.tr("Fetch the data set and check it. Nothing else goes over the network."))
        )
        give_icon(self._button, self._look, "download", "on_accent")
        self._problem.setProperty("role", "problem")
        self._problem.setWordWrap(True)
        self._problem.hide()
        self._missing.hide()
        line = QHBoxLayout(self._missing)
        line.setContentsMargins(0, 2, 0, 0)
        line.setSpacing(8)
        line.addWidget(self._note, 1)
        line.addWidget(self._button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, OVERHANG, 0)
        column.setSpacing(4)
        column.addWidget(self._combo)
        column.addWidget(self._missing)
        column.addWidget(self._problem)

    def _on_activated(self) -> None:
        self.chosen.emit(self._combo.currentData())

    def _on_look_changed(self) -> None:
        for index in range(self._combo.count()):
            name = self._combo.itemData(index)
            if name is not None:
                self._combo.setItemIcon(index, icon(self._look, _FAMILY_ICONS[CATALOG[name].family], "text3"))
