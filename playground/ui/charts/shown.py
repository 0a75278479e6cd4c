"""What a chart shows at one moment, for those who tell it and those who steer it."""

from dataclasses import dataclass

from playground.core.experiment import Experiment
from playground.ui.charts.lines import ChartOptions
from playground.ui.charts.placed import Placed
from playground.ui.charts.timeline import Timeline


@dataclass(frozen=True, slots=True)
class Shown:
    """Where all is, how it is drawn, and what the cursor reads: a step, and an earlier run by its number.

    `runs` are the numbers of the earlier runs, oldest first; `last_step` is the present run's newest. Settings are told
    apart from those of the `present` run, which may have `diverged`.
    """

    placed: Placed
    options: ChartOptions
    last_step: int
    runs: tuple[int, ...]
    followed: bool
    diverged: bool
    present: Experiment | None
    cursor: int | None
    cursor_run: int | None

    @property
    def timeline(self) -> Timeline:
        return self.options.timeline
