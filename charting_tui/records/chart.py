"""Everything about one client, as a chart holds it, and the history of its changes."""

from enum import StrEnum
from typing import Any

from pydantic import Field

from charting_tui.records.amendments import AmendmentRequest
from charting_tui.records.claim import Claim
from charting_tui.records.coverage import Authorization, Coverage, Diagnosis, InjuryCase, PlanOfCare, Referral
from charting_tui.records.packages import VisitPackage
from charting_tui.records.people import Client
from charting_tui.records.values import Day, Moment, Record
from charting_tui.records.visit import Addendum, Dismissal, SignedRecord, Visit


class Act(StrEnum):
    """What was done to a chart."""

    OPENED = "opened"
    EDITED = "edited"
    BOOKED = "booked"
    SIGNED = "signed"
    ADDED = "added to"
    DISMISSED = "overruled"
    DISMISSAL_ENDED = "overrule taken back"
    BILLED = "billed"
    HELD = "held"
    RESTORED = "restored"
    MERGED = "merged"
    IMPORTED = "imported"
    MARKED = "marked"
    IN_ERROR = "entered in error"
    COSIGNED = "co-signed"


class Event(Record):
    """One act in a chart's history: numbered, chained to the one before, never rewritten."""

    number: int
    at: Moment
    by: str
    act: Act
    subject: str = ""
    """The visit or other record concerned."""
    session: str = ""
    sequence: int = 0
    """The last entry of that session's journal which this change contains."""
    how: str = ""
    """What the act alone does not tell, like a signature by a PIN that stood."""
    after: dict[str, str]
    """Digest of each record as this act left it, by ``table/id``; empty for one that it took away."""
    changes: dict[str, dict[str, dict[str, Any]]] = Field(default={}, exclude_if=lambda changes: not changes)
    """Old and new values of each record that was there before, by field (``records/changes.py``)."""
    before: str
    """Digest of the event before; empty for the first."""


class ClientFile(Record):
    """What is known of a client apart from the visits: who pays, on what ground, for what."""

    client: Client
    coverage: tuple[Coverage, ...] = ()
    cases: tuple[InjuryCase, ...] = ()
    referrals: tuple[Referral, ...] = ()
    plans: tuple[PlanOfCare, ...] = ()
    authorizations: tuple[Authorization, ...] = ()
    diagnoses: tuple[Diagnosis, ...] = ()
    packages: tuple[VisitPackage, ...] = Field(default=(), exclude_if=lambda packages: not packages)
    amendments: tuple[AmendmentRequest, ...] = Field(default=(), exclude_if=lambda requests: not requests)


class VisitFile(Record):
    """One visit with all that belongs to it."""

    visit: Visit
    """As drafted, with the payer of its coverage; after signing, as signed, with what its claim chose."""
    revision: int = 0
    claim: Claim = Claim()
    signed: SignedRecord | None = None
    addenda: tuple[Addendum, ...] = ()
    dismissals: tuple[Dismissal, ...] = ()

    @property
    def cosignature(self) -> Addendum | None:
        """The second signature of its record, or None."""
        return next((word for word in self.addenda if word.cosigns), None)

    @property
    def added(self) -> tuple[Addendum, ...]:
        """What was added to its record later, without the second signature."""
        return tuple(word for word in self.addenda if not word.cosigns)


class Chart(Record):
    """A client's chart: the client's file, and the visits oldest first."""

    file: ClientFile
    revision: int = 0
    """Of the client's file."""
    visits: tuple[VisitFile, ...] = ()
    visits_before: dict[str, int] | None = None
    """Kept visits before the one the chart was opened for, by payer; None where all visits are here."""
    days_before: dict[str, tuple[Day, ...]] | None = None
    """The days of those visits, oldest first."""
    of_case_before: dict[str, dict[str, int]] | None = None
    """How many of them there were, by payer and injury case; the empty case is none."""

    @property
    def id(self) -> str:
        """The client's id, which names the chart."""
        return self.file.client.id

    def visit(self, visit_id: str) -> VisitFile | None:
        """Return that visit with what belongs to it, or None."""
        return next((kept for kept in self.visits if kept.visit.id == visit_id), None)
