"""What `nn-playground train` says on standard error while it trains."""

import sys

from tqdm import tqdm

from playground.core.history import History
from playground.core.progress import Progress
from playground.engine import metrics
from playground.engine.trainer import Trainer


def follow(trainer: Trainer, log_every: int) -> None:
    """Train with a bar on a terminal, and with a line an epoch elsewhere; and with a line every `log_every` steps."""
    if not trainer.experiment.training.epochs:
        sys.stderr.write("Training until Ctrl-C: what was done is kept.\n")
    with tqdm(
        total=trainer.progress().planned_steps or None, unit="step", leave=False, disable=not sys.stderr.isatty()
    ) as bar:
        epoch = logged = 0
        for progress in trainer.run():
            bar.total = progress.planned_steps or None
            bar.update(progress.step - bar.n)
            for step in range(logged + log_every, progress.step + 1, log_every) if log_every else ():
                _write(bar, _batch_line(trainer.history, step))
                logged = step
            if progress.epoch != epoch:
                epoch = progress.epoch
                _show_epoch(bar, trainer.history, progress)


def _batch_line(history: History, step: int) -> str:
    index = history.index(metrics.BATCH_LOSS, step)
    (loss,) = history.read(metrics.BATCH_LOSS, index, index + 1).values
    return f"step {step}: batch loss {loss:.5f}"


def _show_epoch(bar: "tqdm[None]", history: History, progress: Progress) -> None:
    parts = {
        "train": (metrics.TRAIN_LOSS, metrics.TRAIN_ACCURACY),
        "test": (metrics.TEST_LOSS, metrics.TEST_ACCURACY),
    }
    shown = "; ".join(_part(history, name, *series) for name, series in parts.items())
    if not bar.disable:
        bar.set_postfix_str(shown)
    elif _worth_a_line(progress.epoch):
        _write(bar, f"epoch {progress.epoch}/{progress.planned_epochs or '-'}: {shown}")


def _part(history: History, name: str, loss: str, accuracy: str) -> str:
    losses, accuracies = history.last(loss), history.last(accuracy)
    if losses is None or accuracies is None:  # it broke down before anything was measured
        return f"{name} -"
    return f"{name} loss {losses:.5f}, accuracy {accuracies:.4f}"


def _worth_a_line(epoch: int) -> bool:
    """Thin the lines of long runs: each epoch up to 100, every tenth up to 1,000, and so on."""
    every = 10 ** max(0, len(str(epoch - 1)) - 2)
    return epoch % int(every) == 0


def _write(bar: "tqdm[None]", line: str) -> None:
    """Write a line above the bar, where there is one."""
    if bar.disable:
        sys.stderr.write(f"{line}\n")
    else:
        bar.write(line, file=sys.stderr)
