"""What the window says about the figures of a lesson."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from playground.core.catalog import DataSetInfo
from playground.core.lesson import Figure, Lesson, Origin
from playground.core.lesson_figures import is_fraction
from playground.ui.charts.goals import Goal
from playground.ui.figures import decimal, megabytes, percent, significant, whole
from playground.ui.words import say, tooltip

translate = QCoreApplication.translate

_LOSS_DIGITS = 5


def title_of(lesson: Lesson) -> str:
    """Return the lesson's number and title."""
    return f"{lesson.number} · {lesson.title}"


def listed_title(lesson: Lesson, missing: DataSetInfo | None) -> str:
    """Return what a list says of a lesson; one whose data is `missing` has the size of its download."""
    title = title_of(lesson)
    return f"{title} ({megabytes(missing.download_bytes)})" if missing is not None else title


def missing_text(info: DataSetInfo) -> str:
    """Say that the data of the present experiment is not here, and what to do."""
    text = translate("Lesson", "{data} is not here yet: choose Download ({size}) in Network, or a folder that has it.")
    return text.format(data=say(info.title), size=megabytes(info.download_bytes))


def other_data_text() -> str:
    """Say that the person has left what the step is about."""
    return translate("Lesson", "The experiment is another now, on other data than this step's.")


def reported_text(figure: Figure, value: float) -> str:
    """Write a figure's own value with the digits it was given: "97.22 %", "0.10253"."""
    if is_fraction(figure):
        return percent(value, 0 if round(100 * value, 6).is_integer() else 2)
    return significant(value, _LOSS_DIGITS)


def found_text(figure: Figure, value: float | None) -> str:
    """Write what came out; a dash where nothing has yet."""
    if value is None:
        return "–"
    return percent(value, 2) if is_fraction(figure) else decimal(value, _LOSS_DIGITS)


def bounds_text(figure: Figure, computed: float | None) -> str:
    """Say from where to where the figure is held; "" while that is not known."""
    bounds = figure.bounds(computed)
    if bounds is None:
        return ""
    least, most = bounds
    if is_fraction(figure) and most >= 1:
        return translate("Lesson", "at least {least}").format(least=reported_text(figure, least))
    return translate("Lesson", "{least} to {most}").format(
        least=reported_text(figure, least), most=reported_text(figure, most)
    )


def wanted_text(figure: Figure, computed: float | None) -> str:
    """Write what is to be reached: the value, or where there is none the bounds."""
    value = value_of(figure, computed)
    if value is not None:
        return reported_text(figure, value)
    return bounds_text(figure, computed) or "–"


def value_of(figure: Figure, computed: float | None) -> float | None:
    """Return the figure's value; the one that is `computed` from the data where it comes from there."""
    return computed if figure.origin is Origin.LEAST_SQUARES else figure.value


def origin_word(origin: Origin) -> str:
    """Say in a word or two where a figure comes from."""
    match origin:
        case Origin.REPORTED:
            return translate("Lesson", "tutorial")
        case Origin.SEEN:
            return translate("Lesson", "seen before")
        case Origin.LEAST_SQUARES:
            return translate("Lesson", "least squares")


def origin_help(origin: Origin) -> str:
    """Say in a sentence where a figure comes from."""
    match origin:
        case Origin.REPORTED:
            return translate("Lesson", "The tutorial reports it.")
        case Origin.SEEN:
            return translate("Lesson", "The tutorial leaves it open: it is what came out before.")
        case Origin.LEAST_SQUARES:
            return translate("Lesson", "Computed from the data: no network without a hidden layer can do better.")


def held_text(held: bool | None) -> str:
    """Say whether a figure came out within its bounds; "" while that is not known."""
    return {True: translate("Lesson", "held"), False: translate("Lesson", "outside"), None: ""}[held]


def help_of(figure: Figure, computed: float | None) -> str:
    """Say, as a tooltip, where a figure comes from, and within which bounds it is held."""
    bounds = bounds_text(figure, computed)
    held = translate("Lesson", "Held where it is {bounds}.").format(bounds=bounds) if bounds else ""
    return tooltip(origin_help(figure.origin), held)


def when_text(epoch: int) -> str:
    """Say after how many epochs a figure is taken."""
    if epoch == 0:
        return translate("Lesson", "Before training")
    return translate("Lesson", "After epoch {epoch}").format(epoch=whole(epoch))


def goals_of(figures: Sequence[Figure], computed: float | None) -> tuple[Goal, ...]:
    """Return the figures as goals for the charts: their values, or where they have none what they are held within."""
    goals = (_goal_of(figure, computed) for figure in figures)
    return tuple(goal for goal in goals if goal is not None)


def _goal_of(figure: Figure, computed: float | None) -> Goal | None:
    word, text = origin_word(figure.origin), wanted_text(figure, computed)
    value = value_of(figure, computed)
    if value is not None:
        return Goal(figure.metric, figure.epoch, value, word, text)
    bounds = figure.bounds(computed)
    return None if bounds is None else Goal(figure.metric, figure.epoch, bounds[0], word, text, bounds[1])
