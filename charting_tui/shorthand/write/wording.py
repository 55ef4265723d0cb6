"""Small words: lists, values with their units, sides."""

import re
from collections.abc import Iterable
from datetime import date

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
_VERTEBRA = re.compile(r"[CTLS]\d{1,2}\b")
_WITH_ARTICLE = ("the ", "both ", "all ", "a ", "her ", "his ", "their ")


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


def placed_areas(areas: str, side: str) -> tuple[str, ...]:
    """Return the areas of a code line, each with its side; “on both sides” is said once, of the last."""
    named = [area for area in areas.split(", ") if area]
    each = "" if side == "both" else side
    return (*(placed(area, each) for area in named[:-1]), *(placed(area, side) for area in named[-1:]))


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


def went(one: Measure) -> str:
    """Return “went from 70° to 80°”, “stayed at 70°”, “is 70°”."""
    if one.after is None:
        return f"is {measured(one.value, one.unit)}"
    if one.before == one.after:
        return f"stayed at {measured(one.after, one.unit)}"
    return f"went from {measured(one.before, one.unit)} to {measured(one.after, one.unit)}"


def the(areas: str) -> str:
    """Return “the neck and rhomboids”; a vertebra takes no article, and what is typed with one keeps it."""
    first, _, rest = areas.partition(" and ") if _VERTEBRA.match(areas) else ("", "", areas)
    if first:
        return f"{first} and {the(rest)}" if rest else first
    return areas if areas.casefold().startswith(_WITH_ARTICLE) else f"the {areas}"


def doing(activity: str) -> str:
    """Return what someone does, in the third person: “climb stairs” is “climbs stairs”."""
    verb, space, rest = activity.partition(" ")
    if verb.endswith(("s", "sh", "ch", "x", "z", "o")):
        verb += "es"
    elif verb.endswith("y") and verb[-2:-1] not in set("aeiou"):
        verb = f"{verb[:-1]}ies"
    else:
        verb += "s"
    return f"{verb}{space}{rest}"


def minutes_told(minutes: object) -> str:
    """Return “, 30 minutes”; nothing where they are not known."""
    return f", {minutes_counted(minutes)}" if minutes is not None else ""


def minutes_counted(minutes: object) -> str:
    """Return “30 minutes”."""
    return f"{minutes} {'minute' if minutes == 1 else 'minutes'}"


def dated(day: date) -> str:
    """Return a day as American prose has it: “11/9/2026”."""
    return f"{day:%-m/%-d/%Y}"
