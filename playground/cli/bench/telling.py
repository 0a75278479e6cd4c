"""How far the benchmark is, on standard error: on a terminal in one line that gives way, elsewhere in a line each."""

import sys

_WIDTH = 79


def tell(what: str) -> None:
    """Say what is measured now."""
    on_terminal = sys.stderr.isatty()
    sys.stderr.write(f"\r{what[:_WIDTH]:<{_WIDTH}}" if on_terminal else f"{what}\n")
    sys.stderr.flush()


def hush() -> None:
    """Make way for the table, where both are on one terminal."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{'':<{_WIDTH}}\r")
        sys.stderr.flush()
