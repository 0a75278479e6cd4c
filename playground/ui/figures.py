"""Figures as people read them: thin spaces between thousands, a real minus sign, no noise digits."""

THIN = "\u202f"
MINUS = "\u2212"
_FLOAT_DUST = 1e-5  # percent: what single precision lacks of 0.29


def whole(value: int) -> str:
    """12000 -> "12 000"."""
    return f"{value:,}".replace(",", THIN).replace("-", MINUS)


def decimal(value: float, digits: int = 3) -> str:
    """0.12345 -> "0.123"; the sign is a real minus."""
    return f"{value:.{digits}f}".replace("-", MINUS)


def significant(value: float, digits: int = 3) -> str:
    """0.0012345 -> "0.00123"; 1e-05 -> "0.00001"."""
    if value == 0:
        return "0"
    text = f"{value:.{digits}g}"
    if "e" in text:
        text = f"{value:.12f}".rstrip("0") if abs(value) < 1 else f"{value:.0f}"
    return text.replace("-", MINUS)


def megabytes(count: int) -> str:
    """11594722 -> "12 MB"."""
    return f"{whole(round(count / 1e6))}{THIN}MB"


def bracketed(text: str) -> str:
    """Return a figure as it stands after another sign: "−0.5" -> "(−0.5)"."""
    return f"({text})" if text.startswith(MINUS) else text


def percent(share: float, digits: int = 1) -> str:
    """0.9731 -> "97.3 %"."""
    return f"{100 * share:.{digits}f}{THIN}%"


def whole_surety(share: float) -> str:
    """A probability in small places: 0.994 -> "99 %". Never 100, as with `surety`: no network is that sure, and the
    figure keeps its width. It is not rounded up, so that it is never more than what `surety` says elsewhere.
    """
    return f"{min(99, int(100 * share + _FLOAT_DUST))}{THIN}%"


def surety(share: float) -> str:
    """A probability for people: never "100 %" or "0 %" where that is not quite so."""
    if share < 0.0001:
        return f"<{THIN}0.01{THIN}%"
    if share > 0.9999:  # also where a float had no digits left to say so
        return f">{THIN}99.99{THIN}%"
    return percent(share, 2)
