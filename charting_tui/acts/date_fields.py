"""The fields of a form that are dates, which say the weekday of what was typed."""

from datetime import date
from functools import partial

from charting_tui.acts.fields import Field
from charting_tui.readers.dates import DateKind, date_in_words, read_date


def date_field(
    path: str, label: str, today: date, kind: DateKind = DateKind.EITHER, *, hint: str = ""
) -> Field:
    """Return the field of a date of that kind; it may stay empty."""
    return Field(
        path,
        label,
        partial(read_date, today=today, kind=kind),
        tells=lambda day: f"{date_in_words(day)}." if day else "",
        hint=hint or f"Like {today:%-m/%-d/%Y}, {today:%-m/%-d}, t for today, or +7.",
    )
