"""What a quick line was understood as: its tokens, its facts, its times."""

from dataclasses import dataclass
from datetime import datetime, time

from charting_tui.records.visit import Facts, Visit
from charting_tui.shorthand.dialect.tokens import OPEN, Status, Token
from charting_tui.shorthand.guided.carrying import EarlierLine
from charting_tui.shorthand.read.billing import Asked

NO_CHANGE = "no change"
"""The health update that says so."""


@dataclass(frozen=True)
class Surroundings:
    """What the line may lean on: when the visit is booked for, and what the clock says.

    ``now`` is local time of the practice, and None where the clock is not to be stamped.
    """

    start: time | None = None
    end: time | None = None
    now: datetime | None = None
    before: tuple[Visit, ...] = ()
    """Earlier visits with a note, the last one first."""

    @property
    def last(self) -> Visit | None:
        """The visit that “same” speaks of where it names no day."""
        return self.before[0] if self.before else None


@dataclass(frozen=True)
class Reading:
    """A line as it was understood. What needs a choice or is wrong stands in its token only."""

    line: str
    tokens: tuple[Token, ...]
    facts: Facts
    health_update: str = ""
    time_in: time | None = None
    time_out: time | None = None
    mentioned: tuple[str, ...] = ()
    """Areas and techniques named in verbatim text: proposals, no facts."""
    same: tuple[EarlierLine, ...] = ()
    """Lines that are carried from an earlier visit."""
    asked: tuple[Asked, ...] = ()
    """Treatments that are likely and not certain."""

    @property
    def codeless(self) -> tuple[Token, ...]:
        """The tokens that are kept as words though they are written like a technique with its minutes."""
        return tuple(token for token in self.tokens if token.status is Status.CODELESS)

    @property
    def open(self) -> tuple[Token, ...]:
        """The tokens that store nothing, or not all, until they are written otherwise."""
        return tuple(token for token in self.tokens if token.status in OPEN)
