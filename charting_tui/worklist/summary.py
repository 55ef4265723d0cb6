"""One visit in one row, as the index keeps it, and the day at a glance: how many stand where."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
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
    NOT_SENT = "not sent"
    """Its claim is made and in a batch, and has not left the clinic."""
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


class OpenMoney(Record):
    """What is still to be paid for a visit, by its payer and by its client."""

    payer: Cents = 0
    """What its payer has still to pay of a signed visit, asked for or not."""
    client: Cents = 0
    """What the client has still to pay: own lines, copay, what the payer left to them."""
    credit: Cents = 0
    """What the client paid too much."""
    left_for: str = ""
    """What the payer left to the client, like “deductible, coinsurance”; “copay” while it is expected."""
    left_on: Day | None = None
    """When a payer answered and left it to the client; None: it is owed since the visit."""
    claim: str = ""
    """The number of the claim as it was handed over last."""
    billed_on: Day | None = None

    @property
    def any(self) -> bool:
        """Whether someone has still to pay, or something is to be given back."""
        return bool(self.payer or self.client or self.credit)


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
    """What is asked for it, of payer and client; a line billed to no one counts nothing."""
    client_cents: Cents = 0
    """Of ``cents``, what the client is asked for."""
    expected: bool = False
    """Whether the money is a guess from earlier visits, because nothing is charted yet."""
    payer: str = ""
    """The payer's id; empty is the client, also where every billed line is the client's."""
    payer_name: str = ""
    billing: str = ""
    """The claim's state in words, or that it bills no one."""
    hold: str = ""
    hold_until: Day | None = None
    waiting: str = ""
    """What it waits for beside a hold: “waiting for Kim Halvorsen's answer”."""
    closing: str = ""
    """Why it is never billed or was written off, with who decided so: “robin: a courtesy visit”."""
    batch: str = ""
    """The id of the batch that its claim is in."""
    numbers: str = ""
    """What its claim is found by: our number, the payer's, checks."""
    causes: tuple[Cause, ...] = ()
    """What keeps it from being signed (unsigned) or billed (signed), the worst first."""
    question: str = ""
    """What a biller asks its therapist, with who asks: “robin: Which side was it?”."""
    answer: str = ""
    """What its therapist answered last, with who did: “kim: The right side.”"""
    reasons: str = ""
    """Why its payer denied or rejected it, as the answer had it: “CO-197 N210”."""
    open_money: OpenMoney = OpenMoney()
    cosigner: str = ""
    """The id of who has still to co-sign its note."""
    timer: str = ""
    """The code whose timer runs, if one does."""
    findings: int = 0
    """All findings but those of what is merely not there yet."""
    stands_from: Day | None = None
    """The first day on which the row, made of the same records, is this one; None: on any before."""
    stands_until: Day | None = None
    """The first day after those; None: it stands on any later."""

    @property
    def client_due(self) -> int:
        """The cents that the client has still to pay."""
        return self.open_money.client

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
        """What it waits for in words: “held until 12/01 for the new card; waiting for Kim's answer”."""
        hold = Hold(reason=self.hold, by="", until=self.hold_until).words if self.hold else ""
        return "; ".join(filter(None, (hold, self.waiting)))

    @property
    def when(self) -> tuple[date, time, str]:
        """What visits are sorted by: day, time, name."""
        return (self.day, self.start or time(23, 59), self.client_name)


_WITH_MONEY = (Bucket.TO_CHART, Bucket.READY)


@dataclass(frozen=True)
class Tally:
    """A number of visits and their cents."""

    visits: int = 0
    cents: int = 0
    came_back: frozenset[str] = frozenset()
    """How the claims came back that are to be corrected: “rejected”, “denied”."""

    def plus(self, summary: VisitSummary) -> "Tally":
        """Return this tally with one visit more."""
        state = {summary.billing} - {""} if summary.bucket is Bucket.DENIED else set()
        return Tally(self.visits + 1, self.cents + summary.cents, self.came_back | state)


@dataclass(frozen=True)
class Buckets:
    """A day's kept visits, each counted once, and what earlier days left open."""

    tallies: Mapping[Bucket, Tally] = field(default_factory=dict)
    earlier: int = 0
    """Visits of earlier days that are not done."""

    def tally(self, bucket: Bucket) -> Tally:
        """Return the visits in that bucket and their cents."""
        return self.tallies.get(bucket, Tally())

    @property
    def visits(self) -> int:
        """The day's kept visits, in all buckets."""
        return sum(tally.visits for tally in self.tallies.values())

    @property
    def cents(self) -> int:
        """The money of the day's kept visits, in all buckets."""
        return sum(tally.cents for tally in self.tallies.values())


def buckets_on(day: date, summaries: Iterable[VisitSummary]) -> Buckets:
    """Return the buckets of ``day``; a visit given twice counts once, one of a later day not at all."""
    tallies: dict[Bucket, Tally] = {}
    earlier = 0
    seen: set[tuple[str, str]] = set()
    for summary in summaries:
        bucket, key = summary.bucket, (summary.client, summary.visit)
        if bucket is None or key in seen:
            continue
        seen.add(key)
        if summary.day == day:
            tallies[bucket] = tallies.get(bucket, Tally()).plus(summary)
        elif summary.day < day and bucket is not Bucket.DONE:
            earlier += 1
    return Buckets(tallies, earlier)


def whole_dollars(cents: int) -> str:
    """Return money to the nearest dollar, like “$1,204”."""
    dollars = (abs(cents) + 50) // 100
    return f"{'-' if cents < 0 and dollars else ''}${dollars:,}"


@dataclass(frozen=True)
class Count:
    """How many visits of the day are in one bucket; None: those of earlier days that are not done."""

    bucket: Bucket | None
    visits: int
    money: str = ""
    """Whole dollars; a guess begins with “~”."""
    came_back: str = ""
    """“rejected”, “denied” or both, of claims that came back."""

    @property
    def words(self) -> str:
        """What is counted: “to chart”, “earlier”."""
        if self.came_back:
            return self.came_back
        return self.bucket.value if self.bucket else "earlier"


def counts(buckets: Buckets) -> list[Count]:
    """Return what there is of each bucket, in their order, and what earlier days left."""
    told: list[Count] = []
    for bucket in Bucket:
        tally = buckets.tally(bucket)
        if tally.visits or bucket is Bucket.TO_CHART:
            guess = "~" if bucket is Bucket.TO_CHART else ""
            money = bucket in _WITH_MONEY and tally.cents
            shown = f"{guess}{whole_dollars(tally.cents)}" if money else ""
            back = " or ".join(sorted(tally.came_back, reverse=True))
            told.append(Count(bucket, tally.visits, shown, back))
    return [*told, Count(None, buckets.earlier)] if buckets.earlier else told


def head_line(buckets: Buckets) -> str:
    """Return the day in one line, like “3 to chart ~$270  5 ready $412  4 earlier”."""
    return "  ".join(f"{one.visits} {one.words} {one.money}".rstrip() for one in counts(buckets))


def next_visit(summaries: Iterable[VisitSummary], after: str | None, now: datetime) -> VisitSummary | None:
    """Return the next visit to work on after the visit with id ``after``, or None when there is no other.

    Today's visits whose time has come by ``now`` on the practice's wall clock are first, those to chart
    before those to sign, in their order; then what earlier days left, likewise; then the next one booked.
    After the last comes the first.
    """
    moment = (now.date(), now.time().replace(tzinfo=None))

    def turn(summary: VisitSummary) -> tuple[int, bool, tuple[date, time, str], str]:
        come = (summary.day, summary.start or time(0)) <= moment
        rank = 2 if not come else 0 if summary.day == moment[0] else 1
        return (rank, summary.bucket is Bucket.TO_SIGN, summary.when, summary.visit)

    waiting = (Bucket.TO_SIGN, Bucket.TO_CHART)
    turns = sorted((summary for summary in summaries if summary.bucket in waiting), key=turn)
    place = next((index for index, summary in enumerate(turns) if summary.visit == after), None)
    if place is not None:
        turns = turns[place + 1 :] + turns[:place]
    return turns[0] if turns else None
