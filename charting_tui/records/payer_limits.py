"""What a payer's contract and policies hold beside its rules of units: limits, pairs, terms."""

from datetime import date
from typing import Literal

from pydantic import Field

from charting_tui.records.values import Cents, Day, Record

Span = Literal["day", "week", "month", "year"]


class Contract(Record):
    """From when to when the clinic's contract runs; open on a side without a day."""

    starts: Day | None = Field(default=None, alias="from")
    ends: Day | None = Field(default=None, alias="to")

    def in_force(self, day: date) -> bool:
        """Whether it runs that day."""
        return (self.starts is None or self.starts <= day) and (self.ends is None or day <= self.ends)


class PayerLimit(Record):
    """The most a payer pays in a day, a calendar week, month or year; one of the four is given."""

    per: Span
    units: int | None = None
    visits: int | None = None
    minutes: int | None = None
    money: Cents | None = None
    codes: tuple[str, ...] = ()
    """The codes that it counts; none means every code."""


class PayerPair(Record):
    """Two codes of one day of which the payer pays one, whatever the NCCI pairs say."""

    paid: str
    denied: str
    unless: tuple[str, ...] = ()
    """Modifiers on the denied code with which both are paid; none means never."""
