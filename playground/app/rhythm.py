"""When views are shown anew while a network learns: often, but no more than leaves the processor to the learning."""

_LONGEST_SECONDS = 0.2
_PROBING_SHARE = 0.2  # of one processor, for computing answers
_SLACK_SECONDS = 0.02  # half the time between two looks at the clock: what is due is shown at the nearest


class Rhythm:
    """Tells views when to ask about a new step, after a rest of `shortest` seconds or longer.

    All that the window does may take a `share` of one processor, for which views rest up to a fifth of a second; what
    their answers take to compute is held to a share of its own, for as long as that needs.
    """

    def __init__(self, share: float, shortest: float = 0.0) -> None:
        self._share = share
        self._shortest = shortest
        self._step: tuple[int, int] | None = None
        self._at = self._showing = self._probing = 0.0

    def due(self, step: tuple[int, int], now: float, showing: float, probing: float) -> bool:
        """Tell whether to ask about `step` (run and step) at `now`, and if so begin the rest until the next time.

        `showing` and `probing` are the processor time that the window and the answers have taken so far, in seconds.
        """
        shown = min((showing - self._showing) / self._share, _LONGEST_SECONDS)
        rest = max(self._shortest, shown, (probing - self._probing) / _PROBING_SHARE) - _SLACK_SECONDS
        if step == self._step or (self._step is not None and now - self._at < rest):
            return False
        self._step, self._at, self._showing, self._probing = step, now, showing, probing
        return True

    def begin(self) -> None:
        """Let the next step be asked about at once, be it the same one."""
        self._step = None
