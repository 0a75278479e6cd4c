"""Which drawings of a gallery are picked."""

from collections.abc import Sequence


class Picks:
    """Drawings picked by their numbers, and the `current` one, from which keys and ranges go on."""

    def __init__(self) -> None:
        self.numbers: frozenset[int] = frozenset()
        self.current: int | None = None

    @property
    def only(self) -> int | None:
        """The drawing that is picked alone."""
        return next(iter(self.numbers)) if len(self.numbers) == 1 else None

    def take(self, number: int) -> None:
        """Pick this one and no other."""
        self.numbers, self.current = frozenset({number}), number

    def take_some(self, numbers: Sequence[int]) -> None:
        """Pick these and no others."""
        self.numbers, self.current = frozenset(numbers), next(iter(numbers), None)

    def toggle(self, number: int) -> None:
        """Pick this one too, or no longer."""
        self.numbers, self.current = self.numbers ^ {number}, number

    def reach(self, number: int, shown: Sequence[int]) -> None:
        """Pick all that are shown from the current one to this."""
        ends = [shown.index(one) for one in (self.current, number) if one in shown]
        self.numbers = frozenset(shown[min(ends) : max(ends) + 1])

    def take_all(self, shown: Sequence[int]) -> None:
        self.numbers = frozenset(shown)

    def keep_to(self, shown: Sequence[int]) -> None:
        """Drop what is no longer shown."""
        self.numbers &= frozenset(shown)
        self.current = self.current if self.current in self.numbers else self.only
