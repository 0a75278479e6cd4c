"""With which settings a run has been trained, and so whether it can be compared with the figures of a lesson's."""

from collections.abc import Set

from playground.app.worker import Run
from playground.core.experiment import Experiment
from playground.core.lesson import FREE, Lesson, LessonRun
from playground.core.progress import Phase, Progress
from playground.core.training_options import ScheduleName

_EPOCHS = "training.epochs"


class Course:
    """One run from its first step on, as far as its settings go. Whoever has it says when these change."""

    def __init__(self, run: Run, present: Experiment) -> None:
        """`present` is the experiment as it now is, which may have changed while the run was built."""
        self._first = present if run.progress.step == 0 else run.experiment
        self._in_force = present
        self._since = run.progress.step
        self._was_done = run.progress.phase is Phase.FINISHED
        self._strayed = any(event.step > 0 and event.values.keys() - self._ignored() for event in run.events)

    def note(self, present: Experiment, progress: Progress, *, training: bool) -> None:
        """Take down that `present` is the experiment from now on, where the run stands at `progress`.

        The step that is under way may be taken with either, so while it is `training` what was in force counts.
        """
        if progress.step == 0 and not training:
            self._first = present
        elif training or progress.step > self._since:
            self._strayed = self._strayed or not _is_same(self._first, self._in_force, self._ignored())
        self._was_done = self._was_done or progress.phase is Phase.FINISHED
        self._in_force, self._since = present, progress.step

    def is_of(self, run: LessonRun) -> bool:
        """Tell whether all steps so far were taken with the settings of `run`."""
        return not self._strayed and _is_same(run.experiment, self._first, self._ignored())

    def run_in(self, lesson: Lesson) -> LessonRun | None:
        """Return the run of `lesson` that the present experiment is, as `run_planned` does; one that has gone on after
        its last epoch is still the same.
        """
        if not self._was_done:
            return run_planned(lesson, self._in_force)
        first = self._in_force.changed({_EPOCHS: self._first.value(_EPOCHS)})
        return lesson.run_by(self._in_force) or run_planned(lesson, first)

    def _ignored(self) -> Set[str]:
        return FREE | {_EPOCHS} if self._was_done else _ignored(self._first)


def run_planned(lesson: Lesson, experiment: Experiment) -> LessonRun | None:
    """Return the run of `lesson` that has this experiment, or that has it but for the number of epochs."""
    others = (run for run in lesson.runs if _is_same(run.experiment, experiment, _ignored(experiment)))
    return lesson.run_by(experiment) or next(others, None)


def _is_same(one: Experiment, other: Experiment, ignored: Set[str]) -> bool:
    return not one.difference(other).keys() - ignored


def _ignored(experiment: Experiment) -> Set[str]:
    """Return what changes nothing of what comes out: not the number of epochs where a schedule spreads the learning
    rate over them.
    """
    return FREE | {_EPOCHS} if experiment.training.schedule is ScheduleName.CONSTANT else FREE
