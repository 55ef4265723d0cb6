"""The dates that options of a command name, read on the clinic's today."""

from argparse import Namespace
from datetime import date

from charting_tui.errors import BadInput
from charting_tui.readers.dates import DateKind, read_date, shown_date


def asked_date(text: str | None, option: str, today: date, kind: DateKind = DateKind.EITHER) -> date | None:
    """Return the date that an option gives, or None where it is not given; BadInput names the option."""
    if text is None:
        return None
    try:
        day = read_date(text, today, kind)
    except BadInput as fault:
        raise BadInput(f"{option}: {fault.sentence}") from None
    if day is None:
        raise BadInput(f"{option}: The date is missing. Type it like {shown_date(today)}.")
    return day


def asked_dates(
    options: Namespace, today: date, kind: DateKind = DateKind.EITHER
) -> tuple[date | None, date | None]:
    """Return the dates of --from and --to; BadInput where the second is before the first."""
    first = asked_date(options.first, "--from", today, kind)
    last = asked_date(options.last, "--to", today, kind)
    if first and last and last < first:
        raise BadInput(
            f"--to: {shown_date(last)} is before {shown_date(first)}. Name that day or a later one."
        )
    return first, last
