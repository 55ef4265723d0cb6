"""The clock of a command that needs no clinic."""

import os
from datetime import datetime

from charting_tui.clock import Clock, fixed_clock, system_clock
from charting_tui.errors import BadInput

NOW = "CHARTING_NOW"
"""The variable that sets the clock, in clinics made for demonstration or test and for a visit in a file."""


def clock_that_may_be_set(zone: str) -> Clock:
    """Return the clock as the environment sets it, else the machine's; BadInput for no moment."""
    text = os.environ.get(NOW)
    if not text:
        return system_clock(zone)
    try:
        return fixed_clock(datetime.fromisoformat(text), zone)
    except (ValueError, OverflowError):
        raise BadInput(f"{NOW}: “{text}” isn't a date and time. Write it like 2026-11-23T14:05.") from None
