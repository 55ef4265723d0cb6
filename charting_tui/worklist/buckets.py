"""The day at a glance: how many visits stand where, what they come to, and which is next."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time

from charting_tui.worklist.summary import Bucket, VisitSummary

_WITH_MONEY = (Bucket.TO_CHART, Bucket.READY)


@dataclass(frozen=True)
class Tally:
    """A number of visits and their cents."""

    visits: int = 0
    cents: int = 0

    def plus(self, summary: VisitSummary) -> "Tally":
        """Return this tally with one visit more."""
        return Tally(self.visits + 1, self.cents + summary.cents)


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


def head_line(buckets: Buckets) -> str:
    """Return the day in one line, like “to chart 3 ~$270 · ready 5 $412 · +4 from earlier days”."""
    parts = []
    for bucket in Bucket:
        tally = buckets.tally(bucket)
        if not tally.visits and bucket is not Bucket.TO_CHART:
            continue
        part = f"{bucket.value} {tally.visits}"
        if bucket in _WITH_MONEY and tally.cents:
            guess = "~" if bucket is Bucket.TO_CHART else ""
            part += f" {guess}{whole_dollars(tally.cents)}"
        parts.append(part)
    if buckets.earlier:
        parts.append(f"+{buckets.earlier} from earlier days")
    return " · ".join(parts)


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
