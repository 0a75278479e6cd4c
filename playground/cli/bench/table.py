"""The report as people read it: one table of aligned columns, within 100 characters."""

from collections.abc import Iterator, Sequence
from textwrap import wrap

from playground.cli.bench.figures import Figure, Group, Part, Unit, grouped

_WIDTH = 100
_NAME_WIDTH = 44
_DECIMALS = {
    Unit.MICROSECONDS: 0,
    Unit.MILLISECONDS: 1,
    Unit.SECONDS: 2,
    Unit.STEPS_A_SECOND: 0,
    Unit.EPOCHS_A_SECOND: 0,
    Unit.PER_SECOND: 1,
    Unit.PERCENT: 1,
    Unit.MEGABYTES: 1,
}


def head(sentences: Sequence[str]) -> str:
    """Return what stands above the table: `sentences`, each on lines of its own."""
    return "".join(f"{line}\n" for sentence in sentences for line in wrap(sentence, _WIDTH))


def section(part: Part) -> str:
    """Return one part of the table, with its own head and its notes below."""
    return "\n".join(["", *_section(part), ""])


def _section(part: Part) -> Iterator[str]:
    compares = any(figure.times is not None for group in part.groups for figure in group.figures)
    columns = _columns("median", "lowest", "highest", "unit", "speed" if compares else "")
    yield f"{part.name.heading:<{_NAME_WIDTH}}{columns}".rstrip()
    yield "─" * (_WIDTH if compares else _WIDTH - 10)
    for number, group in enumerate(part.groups):
        if number:
            yield ""
        yield from _group(group)
    if part.groups:
        yield ""
    for note in part.notes:
        yield from wrap(note, _WIDTH, initial_indent="  · ", subsequent_indent="    ")


def _group(group: Group) -> Iterator[str]:
    yield group.title
    for figure in group.figures:
        yield f"  {figure.name:<{_NAME_WIDTH - 2}}{_cells(figure)}".rstrip()


def _cells(figure: Figure) -> str:
    median, lowest, highest = (
        grouped(value, _DECIMALS[figure.unit]) for value in (figure.median, figure.lowest, figure.highest)
    )
    times = "" if figure.times is None else f"{figure.times:.2f} x"
    return _columns(median, lowest, highest, figure.unit, times)


def _columns(median: str, lowest: str, highest: str, unit: str, times: str) -> str:
    return f"{median:>12}{lowest:>11}{highest:>11}  {unit:<9}{times:>10}"
