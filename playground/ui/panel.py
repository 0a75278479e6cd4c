"""What every panel of the window is, and the dock that holds it."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QDockWidget, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from playground.core.probes import Question
from playground.ui.head_tabs import HeadTabs
from playground.ui.icons import give_icon
from playground.ui.look import Look

_ASIDE = QPoint(40, 40)  # px by which a panel moves when it is taken out, so that it is seen to


class Panel(Protocol):
    """A widget with a name and a plain word about it; its few controls stand in the head of its dock."""

    @property
    def title(self) -> str: ...

    @property
    def about(self) -> str: ...

    def header_controls(self) -> Sequence[QWidget]: ...


class AskingPanel(Panel, Protocol):
    """A panel that shows answers to questions about the network.

    It asks again when the network has changed, or at once after it has emitted `questions_changed`; answers to other
    panels' questions reach it too, and it takes no notice of those that it has no use for.
    """

    @property
    def questions_changed(self) -> SignalInstance: ...

    def questions(self) -> Sequence[Question]: ...

    def show_answer(self, answer: object) -> None: ...


class PanelDock(QDockWidget):
    """Holds a panel: its head takes the place of the title bar. Drag it anywhere; a double click floats it."""

    def __init__(self, name: str, panel: QWidget, head: "PanelHead", minimum: QSize, parent: QWidget) -> None:
        """`name` keeps the dock's place in saved layouts."""
        super().__init__(head.title, parent)
        self.setObjectName(name)
        panel.setProperty("ground", head.property("ground"))
        panel.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWidget(panel)
        self.setTitleBarWidget(head)
        panel.setMinimumSize(minimum)
        self.head = head
        head.float_button.clicked.connect(self._on_float_clicked)
        self.topLevelChanged.connect(self._on_top_level_changed)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.isFloating():  # a window without a title bar of its own needs an edge to be seen by
            painter = QPainter(self)
            painter.setPen(self.head.border_color())
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def _on_float_clicked(self) -> None:
        place = self.mapToGlobal(QPoint(0, 0))
        self.setFloating(not self.isFloating())
        if self.isFloating():
            room = self.screen().availableGeometry()
            corner = QPoint(room.right() - self.width(), room.bottom() - self.height())
            aside = place + _ASIDE
            self.move(max(room.left(), min(aside.x(), corner.x())), max(room.top(), min(aside.y(), corner.y())))

    def _on_top_level_changed(self, floating: bool) -> None:
        self.head.show_floating(floating)


class PanelHead(QWidget):
    """The head of a panel: title, what it is (left out where there is no room), its controls, and the float button.

    Where several panels share one place, tabs with all their titles stand in place of the one.
    """

    tab_chosen = Signal(str)
    """The person wants to see the panel of this name, which shares the place."""

    def __init__(self, panel: Panel, look: Look, ground: str = "surface", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = panel.title
        self.setProperty("ground", ground)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._look = look
        self._title = _label(panel.title, "title")
        self._tabs = HeadTabs()
        self._tabs.chosen.connect(self.tab_chosen)
        self._tabs.hide()
        self._about = _label(panel.about, "subtitle")
        self._controls = list(panel.header_controls())
        self.float_button = self._make_float_button()
        self.show_floating(False)
        self._lay_out()
        look.changed.connect(self._on_look_changed)
        self._on_look_changed()

    def border_color(self) -> QColor:
        """Return the colour of the edge of a panel that floats."""
        return self._look.theme.color("border")

    def show_floating(self, floating: bool) -> None:
        """Say on the button what it does now: take the panel out, or put it back."""
        if floating:
            give_icon(self.float_button, self._look, "dock")
            self.float_button.setToolTip(self.tr("Put this panel back into the window."))
        else:
            give_icon(self.float_button, self._look, "float")
            self.float_button.setToolTip(self.tr("Take this panel out of the window."))

    def show_tabs(self, titles: Mapping[str, str], current: str) -> None:
        """Show the titles of the panels that share this one's place, by name; this one is `current`."""
        shared = len(titles) > 1
        self._tabs.show_titles(titles if shared else {}, current)
        self._tabs.setVisible(shared)
        self._title.setVisible(not shared)
        self._fit()

    def tab(self, name: str) -> QWidget | None:
        """Return the tab of the panel of this name, which shares the place; None where it does not."""
        return self._tabs.tab(name)

    def sizeHint(self) -> QSize:
        """Ask for the whole height: a dock widget places its panel by this hint, whatever the head's fixed height."""
        return QSize(super().sizeHint().width(), self._height())

    def minimumSizeHint(self) -> QSize:
        """Leave the plain words out of account: they give way first."""
        hint = super().minimumSizeHint()
        about = self._about.sizeHint().width() + 8 if self._about.isVisibleTo(self) else 0
        return QSize(hint.width() - about, self._height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.LayoutRequest):
            self._fit()
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 0, 8, 0)
        layout.setSpacing(8)
        layout.addWidget(self._title)
        layout.addWidget(self._tabs)
        layout.addWidget(self._about)
        layout.addStretch(1)
        for control in self._controls:
            layout.addWidget(control)
            control.installEventFilter(self)
        layout.addWidget(self.float_button)

    def _make_float_button(self) -> QToolButton:
        button = QToolButton(self)
        button.setProperty("quiet", True)
        button.setFixedSize(24, 24)
        button.setIconSize(QSize(14, 14))
        button.setAccessibleName(self.tr("Float {panel}").format(panel=self.title))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _fit(self) -> None:
        """Show the plain words only where they fit whole."""
        controls = sum(control.sizeHint().width() + 8 for control in self._controls if control.isVisibleTo(self))
        title = self._title if self._title.isVisibleTo(self) else self._tabs
        room = self.width() - 16 - 8 - title.sizeHint().width() - controls - 40
        self._about.setVisible(self._about.sizeHint().width() <= room)

    def _height(self) -> int:
        return 32 if self._look.small else 36

    def _on_look_changed(self) -> None:
        self.setFixedHeight(self._height())
        self._fit()


def _label(text: str, role: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", role)
    label.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
    return label
