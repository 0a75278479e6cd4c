"""When views are shown anew while a network learns: often, but no more than leaves the processor to the learning."""

_MOST_SECONDS = 0.5
_SLACK_SECONDS = 0.02  # half the time between two looks at the clock: what is due is shown at the nearest


class Rhythm:
    """Tells views when to ask about a new step, so that showing the answers takes a `share` of one processor's time."""

    def __init__(self, share: float) -> None:
        self._share = share
        self._step: tuple[int, int] | None = None
        self._at = 0.0
        self._spent = 0.0

    def due(self, step: tuple[int, int], now: float, spent: float) -> bool:
        """Tell whether to ask about `step` (run and step) at `now`, and if so begin the rest until the next time.

        `spent` is the processor time that the window has taken so far; both in seconds.
        """
        rest = min((spent - self._spent) / self._share, _MOST_SECONDS) - _SLACK_SECONDS
        if step == self._step or (self._step is not None and now - self._at < rest):
            return False
        self._step, self._at, self._spent = step, now, spent
        return True

    def begin(self) -> None:
        """Let the next step be asked about at once, be it the same one."""
        self._step = None
