"""Ties the session to the window: what the person does becomes commands, what happens becomes visible."""

import time
from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Slot

from playground.app.advice_joint import AdviceJoint
from playground.app.data_joint import DataJoint
from playground.app.rhythm import Rhythm
from playground.app.session import Session
from playground.app.worker import Run
from playground.core.catalog import info_of
from playground.core.facts import DataFacts
from playground.core.messages import Message, message
from playground.core.probes import Example, ExampleAt
from playground.core.problems import Problem
from playground.core.progress import Progress
from playground.engine.metrics import EPOCH, METRICS
from playground.ui.charts.bends import EpochBends
from playground.ui.panel import AskingPanel
from playground.ui.run_state import RunState, Speedometer
from playground.ui.run_words import RunWords
from playground.ui.window import MainWindow
from playground.ui.words import say

_REFRESH_MS = 40
# What showing a training may take of one processor: all of it, and where pictures move like a film. Two processors may
# be the halves of one core, so even what the other one does is taken from the training.
_SHARE = 0.3
_MOVING_SHARE = 1.0
_STILL_SECONDS = 0.08  # nobody reads figures and links that change more often than a dozen times a second
_SAID_MS = 8000


class Joint(QObject):
    """Connections between one session and one window, and the one timer that refreshes it."""

    def __init__(self, session: Session, window: MainWindow) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self._words = RunWords()
        self._bends = EpochBends()
        self._meter = Speedometer()
        self._rhythms = {
            False: Rhythm(_SHARE, _STILL_SECONDS),
            True: Rhythm(_MOVING_SHARE),
        }  # of questions that are moving, or not
        self._trained = False
        self._refused = False  # whether the Network panel shows a problem in place of the network
        self._said: Message | None = None
        self._silence = QTimer(self)
        self._silence.setSingleShot(True)
        self._silence.setInterval(_SAID_MS)
        self._silence.timeout.connect(self._on_silence)
        self._shown: tuple[Progress | None, bool, bool] | None = None
        window.curves.follow(None)
        self._connect_commands()
        self._connect_news()
        self._advice = AdviceJoint(session, window)
        self._data = DataJoint(session, window)
        self._timer = QTimer(self)
        self._timer.setInterval(_REFRESH_MS)
        self._timer.timeout.connect(self.refresh)
        self._timer.start()
        self._on_experiment_changed()
        self._on_state_changed()

    @Slot()
    def refresh(self) -> None:
        """Show what is new; called by the timer. Nothing is drawn that did not change."""
        progress = self._session.progress()
        if progress is not None:
            self._meter.add(time.perf_counter(), progress, training=self._session.training)
        self._show_state(progress)
        self._window.curves.refresh()
        self._window.my_digits.refresh()
        self._window.lesson.refresh()
        self._ask_again(progress)

    @Slot()
    def show_charts(self) -> None:
        """Put the charts into their panel, empty until there is a run; pyqtgraph should be imported by now."""
        self._window.curves.set_metrics(METRICS)

    def stop(self) -> None:
        """Refresh no more, since the window goes."""
        self._timer.stop()

    # Commands

    def _connect_commands(self) -> None:
        session, window = self._session, self._window
        bar, actions = window.toolbar, window.actions_
        bar.train_requested.connect(session.train)
        bar.pause_requested.connect(session.pause)
        bar.step_requested.connect(session.step)
        bar.reset_requested.connect(session.reset)
        bar.speed_chosen.connect(session.set_speed)
        bar.device_chosen.connect(self._on_device_chosen)
        actions.undo_requested.connect(session.undo)
        actions.redo_requested.connect(session.redo)
        actions.step_requested.connect(session.step)
        actions.epoch_requested.connect(session.step_epoch)
        actions.stop_requested.connect(session.stop)
        actions.reset_requested.connect(session.reset)
        actions.train_toggled.connect(self._on_train_toggled)
        window.experiment.edited.connect(session.edit)
        window.experiment.data_set_chosen.connect(session.choose_data_set)
        window.experiment.undo_requested.connect(session.undo)
        window.experiment.redo_requested.connect(session.redo)
        window.samples.sample_chosen.connect(self._on_sample_chosen)
        window.samples.point_chosen.connect(window.try_it.set_point)
        window.try_it.example_changed.connect(self._on_example_changed)
        window.try_it.source_changed.connect(window.preparation.show_source)
        window.preparation.without_changed.connect(window.try_it.set_without)
        window.network.input_changed.connect(window.why.set_input)
        window.network.choice_changed.connect(window.why.show_choice)
        window.why.input_chosen.connect(window.network.show_input)
        window.why.sample_chosen.connect(self._on_sample_chosen)
        window.network.input_changed.connect(window.arithmetic.set_input)
        window.arithmetic.sample_chosen.connect(self._on_sample_chosen)
        window.network.point_chosen.connect(window.try_it.set_point)
        window.docks.changed.connect(self._begin_asking)
        window.curves.failed.connect(self._on_export_failed)
        for panel in window.asking_panels:
            panel.questions_changed.connect(self._on_questions_changed)

    @Slot(str)
    def _on_device_chosen(self, name: str) -> None:
        self._session.edit({"training.device": name})

    @Slot()
    def _on_train_toggled(self) -> None:
        if self._session.training:
            self._session.pause()
        else:
            self._session.train()

    @Slot(object)
    def _on_sample_chosen(self, sample: ExampleAt) -> None:
        self._window.network.set_sample(sample)
        self._window.network.show_input("sample")

    @Slot(object)
    def _on_example_changed(self, example: Example | None) -> None:
        """Send what is drawn or placed through the network; when it is taken back, an example of the data again."""
        self._window.network.set_drawing(example)
        self._window.network.show_input("sample" if example is None else "drawing")

    @Slot()
    def _on_questions_changed(self) -> None:
        sender: object = self.sender()
        for panel in self._window.seen_asking_panels():
            if panel is sender:
                self._ask([panel])

    # News

    def _connect_news(self) -> None:
        session = self._session
        session.experiment_changed.connect(self._on_experiment_changed)
        session.value_refused.connect(self._window.experiment.show_refusal)
        session.problems_changed.connect(self._on_problems_changed)
        session.engine_ready.connect(self._on_engine_ready)
        session.run_built.connect(self._on_run_built)
        session.data_missing.connect(self._forget_run)
        session.state_changed.connect(self._on_state_changed)
        session.said.connect(self._on_said)
        session.failed.connect(self._on_failed)
        session.answered.connect(self._on_answered)

    @Slot()
    def _on_experiment_changed(self) -> None:
        experiment = self._session.experiment
        self._window.experiment.show_experiment(experiment, info_of(experiment.data.name), self._session.facts)
        self._window.curves.note_settings(experiment)
        self._window.network.note_settings(experiment)
        self._window.experiment.set_undo(self._session.can_undo, self._session.can_redo)
        self._window.actions_.show_undo(self._session.can_undo, self._session.can_redo)
        self._window.toolbar.show_device(experiment.training.device)

    @Slot(object)
    def _on_problems_changed(self, problems: Sequence[Problem]) -> None:
        self._window.experiment.show_problems(problems)
        self._shown = None
        run = self._session.run
        if problems:
            self._window.network.show_missing(say(problems[0].message), "")
        elif self._refused and run is not None:
            self._window.network.show_facts(run.experiment, run.facts)
            self._window.network.note_settings(self._session.experiment)
            self._begin_asking()
        self._refused = bool(problems)

    @Slot(object)
    def _on_engine_ready(self, devices: Sequence[tuple[str, str]]) -> None:
        self._window.toolbar.show_devices(devices, self._session.experiment.training.device)

    @Slot(object)
    def _on_run_built(self, run: Run) -> None:
        window = self._window
        self._meter.begin()
        window.curves.set_metrics(run.metrics)
        window.curves.follow(run.history, run.experiment)
        window.curves.show_diverged(None, "", "")
        window.experiment.show_experiment(self._session.experiment, info_of(run.experiment.data.name), run.facts)
        window.network.show_facts(run.experiment, run.facts)
        window.arithmetic.show_run(run.experiment, run.facts)
        self._show_facts(run.facts, trained=run.progress.step > 0)
        self._show_plan(run.progress)
        self._begin_asking()

    @Slot(str)
    def _on_export_failed(self, why: str) -> None:
        self._on_said(message("{why}", why=why))

    @Slot(object)
    def _on_said(self, what: Message) -> None:
        """Show in the status bar, for a while, what the program did by itself."""
        self._said = what
        self._shown = None
        self._silence.start()

    @Slot()
    def _on_silence(self) -> None:
        self._said = None
        self._shown = None

    @Slot(object)
    def _on_failed(self, what: Message) -> None:
        self._window.network.show_missing(say(what), "")
        self._on_said(what)
        self._forget_run()

    @Slot()
    def _forget_run(self) -> None:
        self._window.curves.follow(None)
        self._window.my_digits.follow(None, ())
        self._window.arithmetic.show_run(None, None)
        self._show_facts(None, trained=False)
        self._shown = None

    @Slot(object)
    def _on_answered(self, answer: object) -> None:
        for panel in self._window.seen_asking_panels():
            panel.show_answer(answer)

    @Slot()
    def _on_state_changed(self) -> None:
        self._shown = None
        self._begin_asking()
        if not self._session.training:
            self._meter.begin()

    # Showing

    def _show_state(self, progress: Progress | None) -> None:
        session = self._session
        now = (progress, session.training, session.building)
        if now == self._shown:
            return
        self._shown = now
        state = RunState(progress, session.training, session.building, *self._meter.speeds())
        self._window.toolbar.show_state(state, can_train=session.can_train)
        self._window.status.say(state.phase, say(self._said) if self._said else self._words.doing(state))
        if progress is not None:
            if (progress.step > 0) != self._trained:
                self._show_facts(session.facts, trained=progress.step > 0)
            self._show_plan(progress)
            self._advice.look(progress)

    def _show_facts(self, facts: DataFacts | None, *, trained: bool) -> None:
        """Tell the panels that show examples what the data is, and whether the network has learned anything yet."""
        self._trained = trained
        window = self._window
        for panel in (window.try_it, window.preparation, window.why, window.my_digits, window.samples):
            panel.show_facts(facts, trained)

    def _show_plan(self, progress: Progress) -> None:
        curves, run = self._window.curves, self._session.run
        per_epoch = progress.steps_per_epoch
        bends = self._bends.read(run.history, EPOCH, per_epoch) if run is not None else ()
        curves.set_plan(per_epoch, progress.planned_steps, bends)
        self._window.my_digits.set_plan(per_epoch, progress.planned_steps, bends)

    def _ask_again(self, progress: Progress | None) -> None:
        """Ask what the visible panels want to know, once the network has changed and it is time for it."""
        if progress is None:
            return
        step = (progress.run_id, progress.step)
        clocks = time.perf_counter(), time.thread_time(), self._session.probing_seconds
        due = {moving for moving, rhythm in self._rhythms.items() if rhythm.due(step, *clocks)}
        for panel in self._panels_to_ask() if due else ():
            for question in panel.questions():
                if question.moving in due:
                    self._session.ask(question, panel.title)

    def _panels_to_ask(self) -> Sequence[AskingPanel]:
        """While the pen is down the answer alone is asked again: what goes with the drawing is asked with each of its
        points, and painting the rest would hold up the ink.
        """
        window = self._window
        return [window.try_it] if window.try_it.drawing.canvas.pen_down else window.seen_asking_panels()

    @Slot()
    def _begin_asking(self) -> None:
        for rhythm in self._rhythms.values():
            rhythm.begin()

    def _ask(self, panels: Sequence[AskingPanel]) -> None:
        for panel in panels:
            for question in panel.questions():
                self._session.ask(question, panel.title)
