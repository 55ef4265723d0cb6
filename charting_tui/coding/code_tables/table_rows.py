"""What a code table answers with: pairs, unit limits, modifiers, places, codes that ended."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from charting_tui.coding.data_files import read_json

Program = Literal["medicare", "medicaid"]


@dataclass(frozen=True)
class CodePair:
    """Two codes that one day's claim may not hold side by side (NCCI)."""

    column1: str
    """The code that is paid."""
    column2: str
    """The code that is denied beside it."""
    indicator: Literal[0, 1]
    """0: never both; 1: both with a modifier and a true reason."""
    since: date | None
    """The day the pair began; None where it was not read."""
    as_of: date
    """The day of the table it was read in."""


@dataclass(frozen=True)
class UnitLimit:
    """The most units of a code in one day (MUE)."""

    code: str
    program: Program
    units: int
    judged: Literal[1, 2, 3] | None
    """1 by line, 2 by day without exception, 3 by day as a benchmark; None where not known."""
    as_of: date


@dataclass(frozen=True)
class Modifier:
    """A modifier of a procedure code."""

    code: str
    text: str
    shows: str
    """What the record must show."""
    opens_pairs: bool
    """Whether it may open a pair of indicator 1 where its reason is true."""
    kind: str


@dataclass(frozen=True)
class Place:
    """A place of service."""

    code: str
    text: str
    hands_on: bool
    """Whether hands-on treatment is plausible there."""


@dataclass(frozen=True)
class EndedCode:
    """A procedure code that ended, and what took its place."""

    code: str
    until: date
    now: tuple[str, ...]
    """The codes of which one fits the case."""


@cache
def other_places() -> frozenset[str]:
    """Return their codes."""
    return frozenset(read_json("places.json")["elsewhere"].split())
