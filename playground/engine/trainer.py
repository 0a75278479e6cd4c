"""The training loop: a plain iterator over blocks of steps that knows nothing of windows."""

import math
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from playground.core.experiment import Experiment, specs_by_path
from playground.core.history import History
from playground.core.progress import Event, Phase, Progress, Stepping
from playground.core.rules import require
from playground.core.saved_run import COLUMNS, SavedRun
from playground.core.setting import Effect
from playground.core.snapshot import NetworkState, Snapshot
from playground.core.training_options import ScheduleName
from playground.data.dataset import DataSet
from playground.engine import metrics
from playground.engine.control import Control
from playground.engine.devices import device_named
from playground.engine.environment import settle, under
from playground.engine.evaluation import Score
from playground.engine.learner import Learner
from playground.engine.order import Order
from playground.engine.own_score import OwnScore
from playground.engine.randomness import Generators
from playground.engine.schedule import factor

_BLOCK_SECONDS = 0.02
_LEAST_CALL = _BLOCK_SECONDS / 4  # shorter calls for many steps are not worth it
_SNAPSHOT_SECONDS = 2.0
# Copying a parameter and all that belongs to it takes as long as training it on 400 samples. Where that is much, 5 %.
_WIDE = 200_000
_EARNING_SAMPLES = 8_000
_SLOW_BLOCKS = 30  # blocks a second when the speed is limited


@dataclass(slots=True)
class _Tally:
    """Sums over the examples trained since the last row of metrics."""

    loss: float = 0.0
    right: float = 0.0
    samples: float = 0.0

    def add(self, losses: Sequence[float], rights: Sequence[float], sizes: Sequence[int]) -> None:
        """Add steps one after another, so that the sums do not depend on where a block ends."""
        for loss, right, size in zip(losses, rights, sizes, strict=True):
            self.loss += loss
            self.right += right
            self.samples += size


class Trainer:
    """One run: an experiment on data, from its first step on.

    `run` trains and yields where it stands; everything measured is in `history`. Wishes come through `control`: a live
    value takes hold at the next step, a halt at once (a step under way is dropped and done again later). Equal
    experiments on equal data give equal numbers, however often training is halted and however slowly it is read.
    Raises ExperimentError when the experiment cannot run on these data.
    """

    def __init__(
        self,
        experiment: Experiment,
        data: DataSet,
        control: Control,
        *,
        run_id: int = 0,
        stepping: Stepping = Stepping.RECORDED,
    ) -> None:
        require(experiment, data.facts)
        device = device_named(experiment.training.device)
        data = data.to(device)
        self.experiment = experiment
        self.facts = data.facts
        self.run_id = run_id
        self.history = History()
        self.events: list[Event] = []
        self.phase = Phase.IDLE
        self.control = control
        self._generators = Generators.from_seed(experiment.training.seed, device)
        self.environment = settle(device, experiment, data.facts, stepping)
        self._learner = Learner(experiment, data, self._generators, self.environment.stepping)
        self._own = OwnScore(self._learner, data.facts.fingerprint)
        self._order = Order(len(data.train_labels), self._generators.order, device)
        self.step = 0
        self._samples = 0
        self._seconds = 0.0
        self._block_started = 0.0
        self._tally = _Tally()
        self._pending: list[tuple[Tensor, int]] = []  # losses and right answers still on the device, and batch sizes
        self._step_seconds = 0.0  # what a step took when last measured; 0: not since a change
        self._paced_to = 0
        self._test_due = True
        self._diverged_at: int | None = None
        self._kept = self.snapshot()
        self._kept_at = time.perf_counter()
        self._kept_samples = 0

    def run(self, steps: int | None = None, epochs: int | None = None) -> Iterator[Progress]:
        """Train until halted, finished or diverged, or until so many more steps or epochs are done.

        Yields after every block of steps (some 20 ms), the last time with the phase that it ended in.
        """
        self._resume()
        last_step = math.inf if steps is None else self.step + steps
        last_epoch = math.inf if epochs is None else self._order.epoch + epochs
        while self.phase is Phase.TRAINING:
            self._block_started = time.perf_counter()
            with under(self.environment):
                self._block(last_step)
            self._seconds = self._seconds_now()
            self._settle_phase(last_step, last_epoch)
            yield self.progress()

    def progress(self) -> Progress:
        """Return where the run stands."""
        training = self.experiment.training
        batch = min(training.batch_size, self._order.count)
        per_epoch = math.ceil(self._order.count / batch)
        left = math.ceil(self._order.left / batch) + per_epoch * (training.epochs - self._order.epoch - 1)
        return Progress(
            run_id=self.run_id,
            phase=self.phase,
            step=self.step,
            epoch=self._order.epoch,
            share=self._order.share,
            steps_per_epoch=per_epoch,
            planned_steps=self.step + max(0, left) if training.epochs else 0,
            planned_epochs=training.epochs,
            samples=self._samples,
            seconds=self._seconds,
            diverged_at=self._diverged_at,
        )

    def take_change(self) -> None:
        """Let what was wished of live values take hold, as the next step would; measure own drawings that are new."""
        own = self.control.take_own()
        if own is not None:
            self.history.clear(self._own.take(own))
            self._measure_own()
        wished = self.control.take_experiment()
        values = self.experiment.difference(wished) if wished is not None else {}
        if wished is not None and values:
            self._adopt(wished)
            self.events.append(Event(self.step, values))

    def pace(self, due: float) -> float:
        """Wait until `due` (of time.perf_counter) where the speed is limited; return when the next block is due."""
        speed = self.control.speed
        now = time.perf_counter()
        taken, self._paced_to = self.step - self._paced_to, self.step
        if speed is None or self.phase is not Phase.TRAINING:
            return now
        # What was missed is not made up for: a slow stretch is not followed by a rush.
        due = max(due + taken / speed, now - self._most_steps() / speed)
        self.control.wait(due - now)
        return due

    def network_state(self, *, with_optimizer: bool = False) -> NetworkState:
        """Return a copy of the weights, and of the optimizer's state if asked for, after the last complete step."""
        return NetworkState(
            run_id=self.run_id,
            step=self.step,
            epoch=self._order.epoch + self._order.share,
            weights=self._learner.weights(),
            optimizer=self._learner.optimizer_arrays() if with_optimizer else None,
        )

    def snapshot(self) -> Snapshot:
        """Return all that training needs to go on from here, bit for bit. Steps of a block still open are fetched."""
        self._fetch()
        return Snapshot(
            network=self.network_state(),
            epoch=self._order.epoch,
            order=self._order.rest(),
            optimizer=self._learner.optimizer_arrays(),
            generators=self._generators.states(),
            live=self.experiment.to_tree(),
            sums={**asdict(self._tally), "all_samples": self._samples, "test_due": self._test_due},
        )

    def restore(self, snapshot: Snapshot) -> None:
        """Go back to (or on from) `snapshot`, of a run with the same network and data; later metrics are cut off."""
        self._adopt(Experiment.from_tree(snapshot.live))
        self._learner.restore(snapshot.network.weights, snapshot.optimizer)
        self._generators.restore(snapshot.generators)
        self._order.restore(snapshot.epoch, snapshot.order)
        self.step = snapshot.network.step
        sums = dict(snapshot.sums)
        self._samples = int(sums.pop("all_samples"))
        self._test_due = bool(sums.pop("test_due"))
        self._tally = _Tally(**sums)
        self._pending.clear()
        self._kept = snapshot

    def adopt_run(self, saved: SavedRun) -> None:
        """Stand where a saved run of the same network stood: its weights, its metrics, its place in the plan.

        What a run folder does not hold begins anew: the optimizer's state, and the order of a broken epoch.
        """
        self._learner.restore(saved.weights, {})
        for row in saved.rows:
            self.history.append(int(row["step"]), {name: row[name] for name in COLUMNS[1:] if name in row})
        self.step, self._samples, self._seconds = saved.step, saved.samples, saved.seconds
        self._order.restore(saved.epoch, np.empty(0, np.int64))
        self.events = list(saved.events)
        self._test_due = not saved.rows
        self.phase = Phase.FINISHED if self._finished() else Phase.PAUSED if self.step else Phase.IDLE
        self._kept = self.snapshot()

    def _resume(self) -> None:
        if self._diverged_at is not None:
            self.history.cut(self.step)
            self.events.append(Event(self.step, {}, returned=True))
            self._diverged_at = None
        self.phase = Phase.FINISHED if self._finished() and not self._test_due else Phase.TRAINING

    def _settle_phase(self, last_step: float, last_epoch: float) -> None:
        """After a block, tell whether training goes on; a test that is due always comes first."""
        if self.phase is not Phase.TRAINING or self._test_due:
            return
        if self._finished():
            self.phase = Phase.FINISHED
        elif self.control.halted or self.step >= last_step or self._order.epoch >= last_epoch:
            self.phase = Phase.PAUSED

    def _finished(self) -> bool:
        return 0 < self.experiment.training.epochs <= self._order.epoch

    def _block(self, last_step: float) -> None:
        """Test when that is due, then take steps until the time is up or there is something to do between steps."""
        if not self._test_if_due():
            return
        deadline = time.perf_counter() + _BLOCK_SECONDS
        last_step = min(last_step, self.step + self._most_steps())
        while self.step < last_step and not self._finished() and not self.control.halted:
            left = deadline - time.perf_counter()
            if left < _LEAST_CALL or not self._take_steps(last_step, left) or self._test_due:
                break
        self._fetch()
        if self.phase is Phase.TRAINING and self._test_if_due():
            self._keep_snapshot()

    def _most_steps(self) -> float:
        speed = self.control.speed
        return math.inf if speed is None else max(1, int(speed / _SLOW_BLOCKS))

    def _take_steps(self, last_step: float, seconds: float) -> bool:
        """Take as many steps as one call may and `seconds` allow, at least one; False when it was dropped half-way."""
        self.take_change()
        training = self.experiment.training
        started = time.perf_counter()
        wanted = int(min(last_step - self.step, self._steps_to_test(), self._steps_in(seconds)))
        examples = self._order.peek(wanted * training.batch_size, training.shuffle)
        size = min(training.batch_size, len(examples))
        batches = examples[: len(examples) // size * size].view(-1, size)
        found = self._learner.steps(batches, self._rates(size, len(batches)), lambda: self.control.halted)
        if found is None:
            return False
        taken = found.shape[1]
        self.step += taken
        self._pending.append((found, size))
        ended = self._order.advance(taken * size)
        self._test_due = ended or self._steps_to_test() == training.evaluate_every
        if size == training.batch_size:  # the last batch of an epoch says nothing of the others
            self._step_seconds = (time.perf_counter() - started) / taken
        return True

    def _steps_to_test(self) -> float:
        """Return how many steps are left to the next test within an epoch."""
        every = self.experiment.training.evaluate_every
        return every - self.step % every if every else math.inf

    def _steps_in(self, seconds: float) -> float:
        """Return how many steps `seconds` allow, judging by the last ones; one where these say nothing."""
        return max(1, int(seconds / self._step_seconds)) if self._step_seconds else 1

    def _rates(self, size: int, count: int) -> list[float]:
        """Return the learning rates of the next steps: the live one times the schedule's factor."""
        training = self.experiment.training
        if training.schedule is ScheduleName.CONSTANT or not training.epochs:
            return [training.learning_rate] * count
        left = self._order.left
        done = (self._order.epoch + 1 - (left - i * size) / self._order.count for i in range(count))
        return [training.learning_rate * factor(training, epochs / training.epochs) for epochs in done]

    def _adopt(self, experiment: Experiment) -> None:
        values = self.experiment.difference(experiment)
        effects = {specs_by_path()[path].setting.effect for path in values}
        if effects - {Effect.LIVE, Effect.OPTIMIZER}:
            raise ValueError(f"{sorted(values)} cannot change in a run: a new trainer is needed")
        self.experiment = experiment
        self._step_seconds = 0.0
        self._learner.adopt(experiment, restart_optimizer=Effect.OPTIMIZER in effects)

    def _fetch(self) -> None:
        """Bring the losses of the open block from the device into the history; notice one that is not finite."""
        if not self._pending:
            return
        table = torch.cat([found for found, _ in self._pending], 1).cpu().double().numpy()
        sizes = np.concatenate([np.full(found.shape[1], size) for found, size in self._pending])
        self._pending = []
        first = self.step - len(sizes) + 1
        finite = np.isfinite(table[0])
        kept = len(sizes) if finite.all() else int(np.argmin(finite)) + 1  # what comes after the break means nothing
        self._record(first, table[:, :kept], sizes[:kept])
        if not finite.all():
            self._diverge(first + kept - 1)

    def _record(self, first: int, table: NDArray[np.float64], sizes: NDArray[np.int64]) -> None:
        """Write losses and right answers [2, n] of the steps from `first` on down."""
        steps = np.arange(first, first + len(sizes))
        self.history.extend(metrics.BATCH_LOSS, steps, table[0] / sizes)
        self.history.extend(metrics.BATCH_ACCURACY, steps, table[1] / sizes)
        self._samples += int(sizes.sum())
        losses, rights = table.tolist()
        self._tally.add(losses, rights, sizes.tolist())

    def _seconds_now(self) -> float:
        return self._seconds + time.perf_counter() - self._block_started

    def _test_if_due(self) -> bool:
        """Score the test set where that is due; False when training is not to go on: halted, or not finite."""
        if not self._test_due:
            return True
        score = self._learner.evaluate(lambda: self.control.halted)
        if score is None:
            self.phase = Phase.PAUSED
        elif not math.isfinite(score.loss):
            self._diverge(self.step)
        else:
            self._add_row(score)
        return self.phase is Phase.TRAINING

    def _add_row(self, score: Score) -> None:
        """Write a row of metrics, and begin to sum for the next."""
        tally, count = self._tally, self._tally.samples
        row: dict[str, float] = {
            metrics.EPOCH: self._order.epoch + self._order.share,
            metrics.TEST_LOSS: score.loss,
            metrics.TEST_ACCURACY: score.accuracy,
            metrics.LEARNING_RATE: self._rates(1, 1)[0],
            metrics.SECONDS: self._seconds_now(),
        }
        if count:
            row |= {metrics.TRAIN_LOSS: tally.loss / count, metrics.TRAIN_ACCURACY: tally.right / count}
        self.history.append(self.step, row)
        self._measure_own()
        self._tally = _Tally()
        self._test_due = False

    def _measure_own(self) -> None:
        self.history.put(self.step, self._own.figures(lambda: self.phase is Phase.TRAINING and self.control.halted))

    def _keep_snapshot(self) -> None:
        """Keep a finite state to return to: at the ends of epochs, and in long ones by the clock. So to which step of a
        long epoch a training returns that breaks down in it depends on the machine.
        """
        if not (self._snapshot_earned() or time.perf_counter() - self._kept_at >= _SNAPSHOT_SECONDS):
            return
        taken = self.snapshot()
        arrays = [*taken.network.weights.values(), *taken.optimizer.values()]
        if all(np.isfinite(array).all() for array in arrays):
            self._kept = taken
            self._kept_samples = self._samples
            self._kept_at = time.perf_counter()

    def _snapshot_earned(self) -> bool:
        """Tell, at the end of an epoch, whether copying all numbers takes little of the time since the last copy."""
        wide = self._learner.parameter_count >= _WIDE
        return self._order.share == 0 and (not wide or self._samples - self._kept_samples >= _EARNING_SAMPLES)

    def _diverge(self, step: int) -> None:
        """Go back to the last finite state, but keep the values that the person has set since."""
        present = self.experiment
        self.restore(self._kept)
        self._adopt(present)
        self._diverged_at = step
        self.phase = Phase.DIVERGED
