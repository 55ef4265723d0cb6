"""A rule that a clinic adds as data: for whom, which codes, one condition, and what is said."""

from typing import Literal

from pydantic import Field

from charting_tui.records.values import Day, Record

Section = Literal["subjective", "objective", "assessment", "plan"]


class OwnRule(Record):
    """One rule of the clinic's own; what is left out asks for nothing."""

    id: str
    """X and three digits."""
    message: str
    fix: str = ""
    """What to do; empty: nothing is said of it."""
    severity: Literal["error", "warning", "info"] = "warning"
    """An error stops the bill."""
    payers: tuple[str, ...] = ()
    """Ids of payers; empty: every payer."""
    codes: tuple[str, ...] = ()
    """The lines it looks at; empty: every line that the payer is billed for."""
    starts: Day | None = Field(default=None, alias="from")
    ends: Day | None = Field(default=None, alias="to")
    units_over: int | None = None
    """A finding where the day's units of the codes are more."""
    minutes_over: int | None = None
    minutes_under: int | None = None
    with_code: tuple[str, ...] = ()
    """A finding where one of these is billed as well."""
    without_code: tuple[str, ...] = ()
    """A finding where none of these is billed as well."""
    needs_modifier: tuple[str, ...] = ()
    """A finding where a line has none of these."""
    needs_diagnosis: tuple[str, ...] = ()
    """A finding where no diagnosis begins with one of these."""
    needs_word: tuple[str, ...] = ()
    """A finding where the section has none of these words."""
    section: Section = "plan"


class OwnRules(Record):
    """What a file of a clinic's own rules holds."""

    rules: tuple[OwnRule, ...] = ()
