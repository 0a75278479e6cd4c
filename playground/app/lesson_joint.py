"""Ties lessons to the window and the session: which one is open, at which step, and what it sets."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QFileDialog

from playground.app.session import Session
from playground.app.worker import Run
from playground.core.experiment import Experiment
from playground.core.lesson import Lesson, LessonRun
from playground.core.messages import PlaygroundError
from playground.store.lessons import bundled_lessons, lesson_named
from playground.ui.lessons.lit import bring_out
from playground.ui.lessons.words import goals_of, title_of
from playground.ui.window import MainWindow

_EPOCHS = "training.epochs"


class LessonJoint(QObject):
    """One lesson at most is open. Its key is its name or, of a teacher's own, the path of its file."""

    changed = Signal()
    """Another lesson is open, another step, or none."""

    def __init__(self, session: Session, window: MainWindow) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self._lessons: dict[str, Lesson] = {}
        self._key = ""
        self._step = 0
        self._run: Run | None = None
        self._trained_as: Experiment | None = None  # what the present run took its first step with, or will
        self._shown: object = None  # the figures, and where they come out
        self._connect()

    @property
    def key(self) -> str:
        """That of the lesson that is open; "" for none."""
        return self._key

    @property
    def step(self) -> int:
        """The index of the step that is shown."""
        return self._step

    def begin(self, key: str, step: int) -> None:
        """Offer the lessons, and go on with the one of this key where it was left; "" is none.

        It sets nothing: the experiment is as the person left it.
        """
        try:
            self._lessons = {lesson.name: lesson for lesson in bundled_lessons()}
        except PlaygroundError as error:
            self._session.said.emit(error.message)
        if key and self._find(key) is not None:
            self._key = key
            self.show_step(step)
        self._show_list()

    def open(self, key: str) -> None:
        """Begin the lesson of this key, with the experiment of its first step; "" leaves the one that is open."""
        if not key:
            self.leave()
        elif self._find(key) is not None:
            self._key = key
            self._set_experiment(0, resting=True)
            self.show_step(0)
        self._show_list()

    def show_step(self, step: int) -> None:
        """Show the step of this index, or the last one, and light up what it is about."""
        lesson = self._lessons[self._key]
        self._step = min(step, len(lesson.steps) - 1)
        window = self._window
        window.lesson_strip.show_step(lesson, self._step)
        window.lesson.show_step(lesson, self._step)
        window.docks.offer("lesson", True)
        self._light_up(lesson.steps[self._step].light)
        self._shown = None
        self._show_present()
        self.changed.emit()

    def leave(self) -> None:
        """Close the lesson; the experiment and its run go on."""
        if not self._key:
            return
        self._key, self._step = "", 0
        window = self._window
        window.lesson_strip.leave()
        window.lesson.leave()
        window.light.go_out()
        window.curves.show_goals(())
        window.docks.offer("lesson", False)
        self._show_list()
        self.changed.emit()

    def _light_up(self, name: str) -> None:
        """Light up what `name` stands for; the tab of a panel that is, or comes, behind others."""
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
        window.lesson.computed.connect(self._on_computed)
        session.experiment_changed.connect(self._on_experiment_changed)
        session.run_built.connect(self._on_run_built)
        session.state_changed.connect(self._on_state_changed)

    @Slot()
    def choose_file(self) -> None:
        """Let the person choose the file of a lesson, and open that."""
        name, _ = QFileDialog.getOpenFileName(self._window, self.tr("Open a lesson"), "", self.tr("Lessons (*.toml)"))
        if name:
            self._lessons.pop(name, None)  # it may have been written anew
            self.open(str(Path(name)))

    @Slot(str)
    def _on_chosen(self, key: str) -> None:
        if key != self._key:
            self.open(key)

    @Slot()
    def _on_set_wanted(self) -> None:
        self._set_experiment(self._step, resting=not self._session.training)

    @Slot()
    def _on_experiment_changed(self) -> None:
        progress = self._session.progress()
        if progress is not None and progress.step == 0:
            self._trained_as = self._session.experiment
        self._show_present()

    @Slot(object)
    def _on_run_built(self, run: Run) -> None:
        self._run, self._trained_as = run, run.experiment
        self._show_present()

    @Slot()
    def _on_state_changed(self) -> None:
        if self._session.run is None and self._run is not None:
            self._run = None
            self._show_present()

    @Slot(float)
    def _on_computed(self, loss: float) -> None:
        run = self._lesson_run()
        self._window.curves.show_goals(goals_of(run.figures, loss) if run is not None else ())

    def _find(self, key: str) -> Lesson | None:
        """Return the lesson of this key, read if it has not been; None, and said why, where that fails."""
        if key not in self._lessons:
            try:
                self._lessons[key] = lesson_named(key)
            except PlaygroundError as error:
                self._session.said.emit(error.message)
                return None
        return self._lessons[key]

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
        """Return the run of the lesson that the present experiment is; one that has gone on is still the same."""
        lesson = self._lessons.get(self._key)
        if lesson is None:
            return None
        experiment, as_it_was = self._session.experiment, self._trained_as
        found = lesson.run_by(experiment)
        if found is None and as_it_was is not None:
            found = lesson.run_by(experiment.changed({_EPOCHS: as_it_was.value(_EPOCHS)}))
        return found

    def _show_present(self) -> None:
        """Show how the present experiment stands to the lesson, and what comes out of its run."""
        if not self._key:
            return
        window, run = self._window, self._lesson_run()
        lesson = self._lessons[self._key]
        window.lesson_strip.show_settable(bool(lesson.changes_to(self._step, self._session.experiment)))
        history = self._run.history if self._run is not None else None
        of_run = run is not None and self._trained_as is not None and run.is_run_by(self._trained_as)
        shown = (run, history, of_run)
        if shown == self._shown:
            return
        self._shown = shown
        window.lesson.show_run(run, history if of_run else None)
        window.lesson.follow(history)
        window.curves.show_goals(goals_of(run.figures, None) if run is not None else ())

    def _show_list(self) -> None:
        titles = {key: title_of(lesson) for key, lesson in self._lessons.items()}
        self._window.toolbar.show_lessons(titles, self._key)
        self._window.actions_.show_lessons(titles, self._key)
