"""How long an appointment lasts, as calendars write it: 60 min, 1h 30m, 1:00, 1.5 hours, 90."""

import re

from charting_tui.errors import BadInput
from charting_tui.interchange.refusals import shown

_HOURS = r"(?P<hours>\d{1,2}(?:\.\d+)?)\s*(?:hours|hour|hrs|hr|h)\.?"
_MINUTES = r"(?P<minutes>\d{1,3})\s*(?:minutes|minute|mins|min|m)?\.?"
_IN_WORDS = re.compile(rf"(?:{_HOURS})?\s*(?:,|and)?\s*(?:{_MINUTES})?", re.IGNORECASE)
_BY_THE_CLOCK = re.compile(r"(?P<hours>\d{1,2}):(?P<minutes>[0-5]\d)(?::00)?")
_DAY = 24 * 60


def read_length(text: str) -> int:
    """Return minutes, from 1 to a day; BadInput for anything else."""
    typed = " ".join(text.split())
    found = _BY_THE_CLOCK.fullmatch(typed) or _IN_WORDS.fullmatch(typed)
    minutes = float(found["hours"] or 0) * 60 + int(found["minutes"] or 0) if found else 0
    if not 0 < minutes < _DAY or minutes != int(minutes):
        raise BadInput(f"“{shown(typed)}” is not a length in minutes.")
    return int(minutes)
