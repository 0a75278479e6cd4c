"""Ties lessons to the window and the session: which one is open, at which step, and what it sets."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QMessageBox

from playground.app.lesson_course import Course, run_planned
from playground.app.lesson_squares import RunSquares
from playground.app.session import Session
from playground.app.worker import Run
from playground.core.catalog import DataSetInfo, Source, info_of
from playground.core.lesson import LIGHTS_WITHOUT_DATA, Lesson, LessonRun
from playground.core.lesson_figures import found
from playground.core.messages import PlaygroundError
from playground.store.lessons import bundled_lessons, lesson_named
from playground.ui.lessons.lit import bring_out
from playground.ui.lessons.words import goals_of, listed_title, missing_text, other_data_text
from playground.ui.window import MainWindow
from playground.ui.words import say

_DATA = "data.name"


class LessonJoint(QObject):
    """One lesson at most is open. Its key is its name or, of a teacher's own, the path of its file."""

    changed = Signal()
    """Another lesson is open, another step, or none."""

    def __init__(self, session: Session, window: MainWindow, key: str, step: int) -> None:
        """`key` and `step` are what to begin with, once lessons can be shown; "" is none."""
        super().__init__(window)
        self._session = session
        self._window = window
        self._lessons: dict[str, Lesson] = {}
        self._wished = (_whole_key(key), step)  # is kept where it cannot be read this time
        self._key = ""
        self._step = 0
        self._run: Run | None = None
        self._course: Course | None = None  # of the run
        self._squares = RunSquares(session, self)
        self._shown: object = None  # the figures, and where they come out
        self._missing: DataSetInfo | None = None  # the data of the experiment, where that is not here
        self._here: frozenset[str] = frozenset()  # the data sets that need no download any more
        self._connect()

    @property
    def key(self) -> str:
        """That of the lesson that is open; "" for none."""
        return self._key

    @property
    def step(self) -> int:
        """The index of the step that is shown."""
        return self._step

    @property
    def remembered(self) -> tuple[str, int]:
        """Key and step to go on with at the next start: what is open, or would be if it could be read."""
        return (self._key, self._step) if self._key else self._wished

    def begin(self) -> None:
        """Offer the lessons, and go on with one where it was left.

        It sets nothing: the experiment is as the person left it.
        """
        try:
            self._lessons |= {lesson.name: lesson for lesson in bundled_lessons()}
        except PlaygroundError as error:
            self._session.said.emit(error.message)
        key, step = self.remembered
        if key and (key == self._key or self._read(key)):
            self._key = key
            self.show_step(step)
        else:
            self._window.docks.offer_lesson(False)
        self._show_list()

    def open(self, name: str) -> None:
        """Begin the lesson of this name or file, with the experiment of its first step; "" leaves the one that is open.

        One that is open stays as it is where the new one cannot be read.
        """
        key = _whole_key(name)
        if not key:
            self.leave()
        elif self._read(key):
            self._key, self._wished = key, ("", 0)
            self._set_experiment(0, resting=True)
            self._window.samples.begin_anew()
            self.show_step(0)
        self._show_list()

    def show_step(self, step: int) -> None:
        """Show the step of this index, or the last one, and light up what it is about."""
        lesson = self._lessons[self._key]
        self._step = min(step, len(lesson.steps) - 1)
        window = self._window
        window.lesson_strip.show_step(lesson, self._step)
        window.lesson.show_step(lesson, self._step)
        window.docks.offer_lesson(True)
        self._light_up()
        self._shown = None
        self._show_present()
        self.changed.emit()

    def leave(self) -> None:
        """Close the lesson; the experiment and its run go on."""
        self._wished = ("", 0)
        if not self._key:
            return
        self._key, self._step = "", 0
        window = self._window
        window.lesson_strip.leave()
        window.lesson.leave()
        window.light.go_out()
        window.curves.show_goals(())
        self._squares.want_for(None)
        window.docks.offer_lesson(False)
        self._show_list()
        self.changed.emit()

    def _light_up(self) -> None:
        """Light up what the step is about, or where its data can be had; of a panel behind others its tab."""
        name = self._lessons[self._key].steps[self._step].light
        if self._missing is not None and name not in LIGHTS_WITHOUT_DATA:
            name = "network"
        docks, light = self._window.docks, self._window.light
        target = bring_out(self._window, name)
        panel = name.partition(".")[0]
        if target is None:
            light.go_out()
        elif docks.knows(panel):
            light.light_up(target, self._step + 1, lambda: docks.tab_of(panel))
        else:
            light.light_up(target, self._step + 1)

    def _connect(self) -> None:
        session, window = self._session, self._window
        window.toolbar.lesson_chosen.connect(self._on_chosen)
        window.actions_.lesson_chosen.connect(self.open)
        window.actions_.lesson_open_requested.connect(self.choose_file)
        window.actions_.lesson_leave_requested.connect(self.leave)
        window.lesson_strip.step_wanted.connect(self.show_step)
        window.lesson_strip.set_wanted.connect(self._on_set_wanted)
        window.lesson_strip.leave_wanted.connect(self.leave)
        session.experiment_changed.connect(self._on_experiment_changed)
        session.run_built.connect(self._on_run_built)
        session.data_missing.connect(self._on_data_missing)
        session.state_changed.connect(self._on_state_changed)
        self._squares.found.connect(self._show_present)

    @Slot()
    def choose_file(self) -> None:
        """Let the person choose the file of a lesson, and open that."""
        name, _ = QFileDialog.getOpenFileName(self._window, self.tr("Open a lesson"), "", self.tr("Lessons (*.toml)"))
        if name:
            self.open(name)

    @Slot(str)
    def _on_chosen(self, key: str) -> None:
        if not key or key != self._key:
            self.open(key)
        elif _is_file(key) and self._read(key):  # it may have been written anew
            self.show_step(self._step)
            self._show_list()

    @Slot()
    def _on_set_wanted(self) -> None:
        self._set_experiment(self._step, resting=not self._session.training)

    @Slot()
    def _on_experiment_changed(self) -> None:
        session = self._session
        progress = session.progress()
        if progress is not None and self._course is not None:
            self._course.note(session.experiment, progress, training=session.training)
        self._show_present()

    @Slot(object)
    def _on_run_built(self, run: Run) -> None:
        self._run, self._course = run, Course(run, self._session.experiment)
        self._squares.forget()
        self._note_missing(None)
        self._show_present()

    @Slot()
    def _on_data_missing(self) -> None:
        self._note_missing(info_of(self._session.experiment.data.name))
        self._show_present()

    def _note_missing(self, info: DataSetInfo | None) -> None:
        """Take down that the data of the experiment is not here (None: it is), and light up what can be used now."""
        changed = info is not self._missing
        self._missing = info
        if changed and self._key:
            self._light_up()
        if self._session.folders.available() != self._here:
            self._show_list()

    @Slot()
    def _on_state_changed(self) -> None:
        if self._session.run is None and self._run is not None:
            self._run = self._course = None
            self._squares.forget()
            self._show_present()

    def _read(self, key: str) -> bool:
        """Read the lesson of this key; where that fails, say why, and return False."""
        try:
            self._lessons[key] = lesson_named(key)
        except PlaygroundError as error:
            self._refuse(key, say(error.message))
            return False
        return True

    def _refuse(self, key: str, why: str) -> None:
        """Tell that a lesson could not be opened, until that has been read."""
        said = self.tr("The lesson could not be opened.") + f"\n\n{why}"
        dialog = QMessageBox(QMessageBox.Icon.Warning, self.tr("Open a lesson"), said, parent=self._window)
        dialog.setTextFormat(Qt.TextFormat.PlainText)
        dialog.setInformativeText("" if key in why else key)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _set_experiment(self, step: int, *, resting: bool) -> None:
        """Make the experiment that of the step. A network that is to be `resting` begins anew, and waits."""
        session = self._session
        before = session.run
        if resting:
            session.pause()
        session.edit(self._lessons[self._key].changes_to(step, session.experiment))
        if resting and (session.training or session.run is before):
            session.reset()

    def _lesson_run(self) -> LessonRun | None:
        """Return the run of the lesson that the present experiment is, with the figures that it reaches or reached."""
        lesson, course = self._lessons.get(self._key), self._course
        if lesson is None:
            return None
        run = course.run_in(lesson) if course is not None else run_planned(lesson, self._session.experiment)
        if run is None:
            return None
        plan, history = self._session.experiment.training.epochs, self._run.history if self._run is not None else None
        reached = (
            figure
            for figure in run.figures
            if not plan or figure.epoch <= plan or (history is not None and found(figure, history) is not None)
        )
        return replace(run, figures=tuple(reached))

    def _show_present(self) -> None:
        """Show how the present experiment stands to the lesson, and what comes out of its run."""
        if not self._key:
            return
        window, run = self._window, self._lesson_run()
        lesson = self._lessons[self._key]
        changes = lesson.changes_to(self._step, self._session.experiment)
        window.lesson_strip.show_settable(bool(changes))
        self._show_note(other_data=_DATA in changes)
        history = self._run.history if self._run is not None else None
        strayed = run is not None and self._course is not None and not self._course.is_of(run)
        computed = self._squares.loss
        shown = (run, history, strayed, computed)
        if shown == self._shown:
            return
        self._shown = shown
        window.lesson.show_run(run, history, strayed=strayed, computed=computed)
        window.lesson.follow(history)
        window.curves.show_goals(goals_of(run.figures, computed) if run is not None else ())
        self._squares.want_for(run if self._run is not None else None)

    def _show_note(self, *, other_data: bool) -> None:
        """Say why the step cannot be followed as things are. One that needs no data keeps its sentence."""
        missing = missing_text(self._missing) if self._missing is not None else ""
        without_data = self._lessons[self._key].steps[self._step].light in LIGHTS_WITHOUT_DATA
        self._window.lesson.show_note(other_data_text() if other_data else missing)
        self._window.lesson_strip.show_note(other_data_text() if other_data else "" if without_data else missing)

    def _show_list(self) -> None:
        self._here = self._session.folders.available()
        titles = {key: listed_title(lesson, self._lacked_by(lesson)) for key, lesson in self._lessons.items()}
        self._window.toolbar.show_lessons(titles, self._key)
        self._window.actions_.show_lessons(titles, self._key)

    def _lacked_by(self, lesson: Lesson) -> DataSetInfo | None:
        """Return the data of a lesson's first run where it has to be downloaded yet."""
        info = info_of(lesson.runs[0].experiment.data.name)
        return info if info.source is Source.DOWNLOAD and info.name not in self._here else None


def _whole_key(name: str) -> str:
    """Return the key of the lesson of this name, or in the file of this name: the same one whoever names it."""
    return str(Path(name).expanduser().resolve()) if _is_file(name) else name


def _is_file(name: str) -> bool:
    return Path(name).suffix.lower() == ".toml"
