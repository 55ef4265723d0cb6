"""What is owed to the clinic, by payer and by client, by age; and what clients paid too much."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from charting_tui.records.claim import ClaimState
from charting_tui.worklist.summary import NoteState, VisitSummary

_ENDS = (30, 60, 90, 120)
AGES = ("0-30", "31-60", "61-90", "91-120", "over 120")
"""Days since the money is owed."""
_NOT_ASKED = frozenset({ClaimState.OPEN.value, ClaimState.HELD.value, ClaimState.WRITTEN.value})


class AgedFrom(StrEnum):
    """The day from which money ages."""

    SERVICE = "date of service"
    BILLED = "date billed"
    """The day on which the claim was sent; for a client's part, the day on which a payer left it to them.
    Where there is none, the date of service."""


class Owes(StrEnum):
    """Who owes money."""

    PAYER = "payer"
    CLIENT = "client"


@dataclass(frozen=True)
class OwedVisit:
    """What one party owes for one visit."""

    row: VisitSummary
    cents: int
    since: date
    days: int
    age: int
    """The place of its age in ``AGES``."""
    words: str
    """Where it stands, like “sent 11/02/2026”, “denied CO-197” or “deductible”."""


@dataclass(frozen=True)
class OwedLine:
    """What a payer or a client owes in all."""

    owes: Owes
    id: str
    """Of the payer, or of the client's chart."""
    name: str
    visits: tuple[OwedVisit, ...]
    """The oldest first."""

    @property
    def by_age(self) -> tuple[int, ...]:
        """The cents in each of ``AGES``."""
        return _by_age(self.visits)

    @property
    def cents(self) -> int:
        """All that is owed."""
        return sum(one.cents for one in self.visits)


@dataclass(frozen=True)
class OwedList:
    """All that is owed on a day, the most money first."""

    day: date
    aged_from: AgedFrom
    payers: tuple[OwedLine, ...]
    clients: tuple[OwedLine, ...]
    credits: tuple[OwedLine, ...]
    """What clients paid too much, as money above nothing."""
    not_billed: int
    """Cents that no payer is asked for yet: the visits are in Unbilled."""

    @property
    def lines(self) -> tuple[OwedLine, ...]:
        """Payers, then clients."""
        return (*self.payers, *self.clients)

    @property
    def cents(self) -> int:
        """All that is owed; credits are not taken off."""
        return sum(line.cents for line in self.lines)


def ages_of(lines: Iterable[OwedLine]) -> tuple[int, ...]:
    """Return the cents in each of ``AGES`` over several lines."""
    return _by_age(visit for line in lines for visit in line.visits)


def owed_list(rows: Iterable[VisitSummary], today: date, aged_from: AgedFrom = AgedFrom.SERVICE) -> OwedList:
    """Return what is owed for these visits.

    A payer owes what was handed over and is not paid, denied and rejected claims too; a client owes what is
    due of charted visits, before the claim and after the payer's answer.
    """
    owing = [row for row in rows if row.day <= today and counts(row)]
    to_payers, to_clients, back = [], [], []
    not_billed = 0
    for row in owing:
        money = row.open_money
        if money.payer and row.billing in _NOT_ASKED:
            not_billed += money.payer
        elif money.payer:
            to_payers.append(_owed(row, money.payer, today, _billed(row, aged_from), _claim_words(row)))
        if money.client:
            since = money.left_on if aged_from is AgedFrom.BILLED else None
            to_clients.append(_owed(row, money.client, today, since, money.left_for))
        if money.credit:
            back.append(_owed(row, money.credit, today, None, "paid too much"))
    return OwedList(
        day=today,
        aged_from=aged_from,
        payers=_lines(Owes.PAYER, to_payers),
        clients=_lines(Owes.CLIENT, to_clients),
        credits=_lines(Owes.CLIENT, back),
        not_billed=not_billed,
    )


def counts(row: VisitSummary) -> bool:
    """Whether money is asked for a visit at all: it is charted, or was cancelled too late."""
    return row.bucket is not None and (row.note is not NoteState.NONE or not row.state.kept)


def _owed(row: VisitSummary, cents: int, today: date, since: date | None, words: str) -> OwedVisit:
    begun = since or row.day
    days = max(0, (today - begun).days)
    return OwedVisit(row, cents, begun, days, _place(days), words)


def _billed(row: VisitSummary, aged_from: AgedFrom) -> date | None:
    return row.open_money.billed_on if aged_from is AgedFrom.BILLED else None


def _place(days: int) -> int:
    return next((place for place, end in enumerate(_ENDS) if days <= end), len(_ENDS))


def _claim_words(row: VisitSummary) -> str:
    billed = row.open_money.billed_on
    sent = f" {billed:%m/%d/%Y}" if billed and row.billing == ClaimState.SENT.value else ""
    return f"{row.billing}{sent} {row.reasons}".rstrip()


def _lines(owes: Owes, visits: Iterable[OwedVisit]) -> tuple[OwedLine, ...]:
    held: dict[tuple[str, str], list[OwedVisit]] = {}
    for one in sorted(visits, key=lambda visit: (visit.since, visit.row.when, visit.row.visit)):
        row = one.row
        party = (row.payer, row.payer_name) if owes is Owes.PAYER else (row.client, row.client_name)
        held.setdefault(party, []).append(one)
    lines = [OwedLine(owes, party, name, tuple(found)) for (party, name), found in held.items()]
    return tuple(sorted(lines, key=lambda line: (-line.cents, line.name)))


def _by_age(visits: Iterable[OwedVisit]) -> tuple[int, ...]:
    sums = [0] * len(AGES)
    for one in visits:
        sums[one.age] += one.cents
    return tuple(sums)
