"""Small words: lists, values with their units, sides."""

from collections.abc import Iterable

from charting_tui.records.visit import Measure

_UNITS = {
    "min": ("minute", "minutes"),
    "h": ("hour", "hours"),
    "hr": ("hour", "hours"),
    "lb": ("pound", "pounds"),
    "lbs": ("pound", "pounds"),
    "mi": ("mile", "miles"),
    "ft": ("foot", "feet"),
}
_CLOSE = frozenset({"%", "°"})


def listed(words: Iterable[str], last: str = "and") -> str:
    """Return “a, b and c”."""
    every = list(words)
    return every[0] if len(every) == 1 else f"{', '.join(every[:-1])} {last} {every[-1]}" if every else ""


def capital(words: str) -> str:
    """Return the words with a capital at their beginning; the rest stays."""
    return words[:1].upper() + words[1:]


def placed(area: str, side: str) -> str:
    """Return “right shoulder”, “rhomboids on both sides”."""
    return f"{area} on both sides" if side == "both" else f"{side} {area}".strip()


def number(value: str | float | None) -> str:
    """Return a number without needless zeros; words stay as they are."""
    return f"{value:g}" if isinstance(value, (int, float)) else value or ""


def scored(value: str | float | None) -> str:
    """Return “6/10”."""
    return f"{number(value)}/10"


def measured(value: str | float | None, unit: str) -> str:
    """Return “45 minutes”, “80°”, “17.1 cm”; degrees and percent stand close."""
    one, many = _UNITS.get(unit, (unit, unit))
    word = one if value == 1 else many
    return f"{number(value)}{word}" if unit in _CLOSE else f"{number(value)} {word}".rstrip()


def change_told(one: Measure) -> str:
    """Return “70° before and 80° after”, or the one value."""
    if one.after is None:
        return measured(one.value, one.unit)
    return f"{measured(one.before, one.unit)} before and {measured(one.after, one.unit)} after"


def minutes_told(minutes: object) -> str:
    """Return “, 30 minutes”; nothing where they are not known."""
    return f", {minutes} {'minute' if minutes == 1 else 'minutes'}" if minutes is not None else ""
