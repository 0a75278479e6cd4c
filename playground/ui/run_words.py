"""What the window says about the state of a run."""

from PySide6.QtCore import QObject

from playground.core.progress import Phase
from playground.ui.figures import significant, whole
from playground.ui.run_state import RunState


class RunWords(QObject):
    """Sentences for the status bar and the strips of warnings."""

    def doing(self, state: RunState) -> str:
        """Say what the program is doing."""
        progress = state.progress
        if progress is None:
            return self.tr("Getting ready…") if state.building else self.tr("There is no network to train.")
        step = whole(progress.step)
        match state.phase:
            case Phase.TRAINING:
                return self._training(state, step)
            case Phase.PAUSED:
                return self.tr("Paused at step {step}.").format(step=step)
            case Phase.FINISHED:
                return self.tr("Finished: {epochs} epochs, {step} steps.").format(
                    epochs=whole(progress.epoch), step=step
                )
            case Phase.DIVERGED:
                return self.tr("Stopped: the loss grew without end. The weights of step {step} are back.").format(
                    step=step
                )
            case _:
                return self.tr("Ready. Nothing trained yet.")

    def _training(self, state: RunState, step: str) -> str:
        epoch = whole(state.progress.epoch + 1) if state.progress is not None else ""
        if state.samples_per_second <= 0:
            return self.tr("Training: epoch {epoch}, step {step}.").format(epoch=epoch, step=step)
        text = self.tr("Training: epoch {epoch}, step {step}, {samples} samples a second.")
        return text.format(epoch=epoch, step=step, samples=whole(round(state.samples_per_second)))

    def diverged(self, step: int, rate: float) -> tuple[str, str]:
        """Return the sentence after a divergence, and the words for the remedy."""
        text = self.tr("The loss grew without end at step {step}. Lower the learning rate to {rate}.")
        return text.format(step=whole(step), rate=significant(rate)), self.tr("Set and reset")
