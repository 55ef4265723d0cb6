"""A value of the line as a measure, and as words."""

from charting_tui.records.visit import Measure
from charting_tui.shorthand.dialect import amounts


def measure(name: str, value: amounts.Change) -> Measure:
    """Return the value, or values before and after, as a measure."""
    if value.after is None:
        return Measure(name=name, value=value.first, unit=value.unit, side=value.side)
    return Measure(name=name, before=value.first, after=value.after, unit=value.unit, side=value.side)


def told(value: amounts.Change) -> str:
    """Return it in words: “70°, then 80°”."""
    side = f"{value.side} " if value.side else ""
    unit = value.unit if value.unit in {"%", "°"} else f" {value.unit}".rstrip()
    after = f", then {value.after:g}{unit}" if value.after is not None else ""
    return f"{side}{value.first:g}{unit}{after}"
