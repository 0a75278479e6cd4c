"""The strip of a lesson below the toolbar: its steps, what to do in the present one, and the way on."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolBar, QToolButton, QWidget

from playground.core.lesson import Lesson
from playground.ui.icons import give_icon
from playground.ui.lessons.sentence import Sentence
from playground.ui.lessons.stages import Naming, Stages
from playground.ui.look import Look
from playground.ui.style import set_flag

_GAP = 12
_LEAST_WIDTH = 240


class LessonStrip(QToolBar):
    """Hidden while no lesson is open. It only says what is wanted."""

    step_wanted = Signal(int)
    """The index of the step to go to."""
    set_wanted = Signal()
    """The experiment is to be made that of the step."""
    leave_wanted = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("lesson_strip")
        self.setWindowTitle(self.tr("Lesson"))
        self.setMovable(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.setProperty("ground", "soft")
        self._look = look
        self._content: _Content | None = None
        look.changed.connect(self._on_look_changed)
        self.hide()

    def show_step(self, lesson: Lesson, step: int) -> None:
        """Show the step of this index of `lesson`."""
        if self._content is None:
            self._content = self._make_content()
            self._on_look_changed()
        self._content.show_step(lesson, step)
        self.show()

    def show_settable(self, settable: bool) -> None:
        """Offer to set the experiment of the step, where the present one is another."""
        if self._content is not None:
            self._content.show_settable(settable)

    def show_note(self, note: str) -> None:
        """Say `note` in place of the step's sentence, which cannot be followed as things are; "": it can."""
        if self._content is not None:
            self._content.show_note(note)

    def leave(self) -> None:
        self.hide()

    def _make_content(self) -> "_Content":
        content = _Content(self._look)
        content.stages.chosen.connect(self.step_wanted)
        content.step_wanted.connect(self.step_wanted)
        content.set_button.clicked.connect(self.set_wanted)
        content.close_button.clicked.connect(self.leave_wanted)
        content.leave_wanted.connect(self.leave_wanted)
        self.addWidget(content)
        return content

    def _on_look_changed(self) -> None:
        self.setFixedHeight(36 if self._look.small else 40)
        if self._content is not None:
            self._content.fit()


class _Content(QWidget):
    """What the strip holds once there is a lesson."""

    step_wanted = Signal(int)
    leave_wanted = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._lesson: Lesson | None = None
        self._step = 0
        self._note = ""
        self.stages = Stages(look)
        self._line = QFrame()
        self._sentence = Sentence(look)
        self.set_button = self._button(self.tr("Set it for me"))
        self._back = self._button(self.tr("Back"))
        self._next = self._button(self.tr("Next"))
        self.close_button = self._make_close()
        self._dress()
        self._lay_out()
        self._back.clicked.connect(self._on_back_clicked)
        self._next.clicked.connect(self._on_next_clicked)

    def show_step(self, lesson: Lesson, step: int) -> None:
        if lesson is not self._lesson:
            self._lesson = lesson
            self.stages.show_titles([one.title for one in lesson.steps])
        self._step = step
        self.stages.show_current(step)
        self._back.setEnabled(step > 0)
        self._next.setText(self.tr("Done") if self._last else self.tr("Next"))
        self._next.setToolTip(self.tr("Leave the lesson.") if self._last else self.tr("Go on to the next step."))
        self._show_sentence()

    def show_settable(self, settable: bool) -> None:
        if self.set_button.isVisibleTo(self) != settable:
            self.set_button.setVisible(settable)
            self.fit()

    def show_note(self, note: str) -> None:
        if note != self._note:
            self._note = note
            self._show_sentence()

    def minimumSizeHint(self) -> QSize:
        """Ask for little, or a bar that is too narrow would put all of it into a menu."""
        return QSize(_LEAST_WIDTH, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Name as many stages as leave room for the sentence, which is whole or not there."""
        room = self._room()
        forms = [Naming.CURRENT, Naming.NONE] if self._look.small else list(Naming)
        named = Naming.CURRENT if self.stages.width_of(Naming.CURRENT) <= room else Naming.NONE
        for wanted, choice in ((1, forms), (2, forms)):
            fitting = [form for form in choice if self._sentence.lines_in(room - self.stages.width_of(form)) == wanted]
            if fitting:
                named = fitting[0]
                break
        self.stages.show_names(named)

    def _show_sentence(self) -> None:
        if self._lesson is not None:
            self._sentence.show_text(self._note or self._lesson.steps[self._step].sentence)
            self.fit()

    @property
    def _last(self) -> bool:
        return self._lesson is not None and self._step == len(self._lesson.steps) - 1

    def _room(self) -> int:
        """Return the width that stages and sentence share, px."""
        others = [self._line, self.set_button, self._back, self._next, self.close_button]
        taken = sum(widget.sizeHint().width() + _GAP for widget in others if widget.isVisibleTo(self))
        margins = self._row.contentsMargins()
        return self.width() - margins.left() - margins.right() - taken - _GAP

    def _on_back_clicked(self) -> None:
        self.step_wanted.emit(self._step - 1)

    def _on_next_clicked(self) -> None:
        if self._last:
            self.leave_wanted.emit()
        else:
            self.step_wanted.emit(self._step + 1)

    def _button(self, text: str) -> QPushButton:
        button = QPushButton(text)
        button.setProperty("strip", True)
        return button

    def _make_close(self) -> QToolButton:
        button = QToolButton()
        button.setFixedSize(26, 26)
        button.setIconSize(QSize(14, 14))
        button.setAccessibleName(self.tr("Leave the lesson"))
        button.setToolTip(self.tr("Leave the lesson; all goes on as it is."))
        give_icon(button, self._look, "close")
        return button

    def _dress(self) -> None:
        self._line.setProperty("role", "line")
        self._line.setFixedSize(1, 20)
        set_flag(self._back, "quiet", True)
        self._back.setToolTip(self.tr("Go back to the step before."))
        self.set_button.setToolTip(
            self.tr("Set the experiment as this step has it. A network that is not training begins anew.")
        )
        self.set_button.hide()

    def _lay_out(self) -> None:
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 0, 8, 0)
        self._row.setSpacing(_GAP)
        for widget in (self.stages, self._line):
            self._row.addWidget(widget)
        self._row.addWidget(self._sentence, 1)
        for button in (self.set_button, self._back, self._next, self.close_button):
            self._row.addWidget(button)
