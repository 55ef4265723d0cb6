"""One visit in one row: what Today and Unbilled show, and what the index keeps."""

from datetime import date, time
from enum import StrEnum

from charting_tui.records.claim import Hold
from charting_tui.records.values import Cents, Day, Record, WallTime, dollars_of
from charting_tui.records.visit import VisitState


class Bucket(StrEnum):
    """Where a kept visit stands on its way to being billed; each visit is in exactly one."""

    TO_CHART = "to chart"
    TO_SIGN = "to sign"
    BLOCKED = "blocked"
    DENIED = "denied"
    """Nothing keeps it, but as it stands it is the claim that was denied or rejected."""
    READY = "ready"
    HELD = "held"
    DONE = "done"


class NoteState(StrEnum):
    """How far the note has come."""

    NONE = "none"
    DRAFT = "draft"
    SIGNED = "signed"


class Cause(Record):
    """One thing that keeps a visit from being billed or signed."""

    rule: str
    name: str
    severity: str
    owner: str
    message: str
    remedy: str
    stops: str


class VisitSummary(Record):
    """A visit in one row. Derived: never written into a chart or a claim."""

    client: str
    """The client's id."""
    visit: str
    client_name: str
    day: Day
    start: WallTime | None = None
    """When it began, or is booked to begin."""
    time_in: WallTime | None = None
    time_out: WallTime | None = None
    timed_minutes: int = 0
    """Minutes of codes that are counted by time, one-to-one."""
    therapist: str = ""
    kind: str = ""
    state: VisitState
    note: NoteState
    bucket: Bucket | None = None
    """None for a visit that was not kept."""
    codes: str = ""
    """Each code once, with its units."""
    cents: Cents = 0
    """What is asked for it, of payer and client; a line billed to nobody counts nothing."""
    client_cents: Cents = 0
    """Of ``cents``, what the client is asked for."""
    expected: bool = False
    """Whether the money is a guess from earlier visits, because nothing is charted yet."""
    payer: str = ""
    """The payer's id; empty is the client, also where every billed line is the client's."""
    payer_name: str = ""
    billing: str = ""
    """The claim's state in words, or that it bills nobody."""
    hold: str = ""
    hold_until: Day | None = None
    causes: tuple[Cause, ...] = ()
    """What keeps it from being signed (unsigned) or billed (signed), the worst first."""
    timer: str = ""
    """The code whose timer runs, if one does."""
    findings: int = 0
    """All findings but those of what is merely not there yet."""
    stands_from: Day | None = None
    """The first day on which the row, made of the same records, is this one; None: on any before."""
    stands_until: Day | None = None
    """The first day after those; None: it stands on any later."""

    def stands_on(self, day: date) -> bool:
        """Whether the row, made of the same records on that day, would be this one."""
        return (self.stands_from is None or self.stands_from <= day) and (
            self.stands_until is None or day < self.stands_until
        )

    @property
    def asked_of(self) -> str:
        """Who is asked for the money: “Premera”, or “client $45.00 + Premera” where both are."""
        shared = bool(self.payer) and 0 < self.client_cents < self.cents
        return f"client ${dollars_of(self.client_cents)} + {self.payer_name}" if shared else self.payer_name

    @property
    def held(self) -> str:
        """The hold in words: “held until 12/01 for the new member card”."""
        return Hold(reason=self.hold, by="", until=self.hold_until).words

    @property
    def when(self) -> tuple[date, time, str]:
        """What visits are sorted by: day, time, name."""
        return (self.day, self.start or time(23, 59), self.client_name)
