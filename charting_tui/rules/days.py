"""Days as the desk's rules ask for them: whether one has come, and which one is so many days later."""

from datetime import date, timedelta

from charting_tui.rules.case import Case


def has_come(case: Case, day: date) -> bool:
    """Whether it is that day or later; the answer stands until the day is there."""
    return case.has_come(day)


def after(day: date, days: int) -> date:
    """Return the day so many days later, at the most the calendar's last."""
    return day + timedelta(days=days) if days <= (date.max - day).days else date.max
