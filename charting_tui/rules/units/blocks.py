"""The times of single treatments against their minutes, the session and one another: T017 and T018."""

from collections.abc import Iterator
from itertools import combinations

from charting_tui.readers.clock_times import shown_span
from charting_tui.records.people import Role
from charting_tui.records.visit import TimeBlock
from charting_tui.rules.audience import EVERYBODY
from charting_tui.rules.case import BilledLine, Case
from charting_tui.rules.finding import Fault, Fix, Severity
from charting_tui.rules.rule import rule

_SOURCE = "CMS Pub. 100-04 ch. 5 §20.2: each minute of one-to-one treatment counts once"


def _minutes(block: TimeBlock) -> set[int]:
    start, end = (one.hour * 60 + one.minute for one in (block.time_in, block.time_out))
    return set(range(start, end))


def _covered(line: BilledLine) -> set[int]:
    """Return the minutes of the day that a line's times cover."""
    return {minute for block in line.service.blocks for minute in _minutes(block)}


def _go(line: BilledLine) -> Fix:
    return Fix(f"Go to the times for {line.code}", jump=line.path("blocks"))


@rule(
    "T017",
    "times-against-minutes",
    Severity.BLOCKS,
    stops="sign",
    owner=Role.THERAPIST,
    source=_SOURCE,
    audience=EVERYBODY,
    denials=("CO-151",),
    bad="97140, 30 minutes, from 09:00 to 09:20",
    good="97140, 20 minutes, from 09:00 to 09:20",
    dismissible=False,
)
def times_against_minutes(case: Case) -> Iterator[Fault]:
    """A line has more minutes than its own times cover, or its times are outside the session.

    You enter times for a code line when it matters at what time the service was given. The hands-on
    minutes must fit within them; fewer is fine. Times outside time in and time out are only a warning:
    one of the two is wrong.
    """
    begin, end = case.visit.time_in, case.visit.time_out
    for line in case.lines:
        blocks, spent = line.service.blocks, line.service.exact_minutes
        if not blocks or not line.timed:
            continue
        held = len(_covered(line))
        if spent is not None and spent > held:
            yield Fault(
                line.path("minutes"),
                f"{line.code} has {spent} minutes, but its times cover only {held} minutes.",
                f"Correct the minutes or the times for {line.code}.",
                (Fix(f"Go to the minutes for {line.code}", jump=line.path("minutes")), _go(line)),
            )
        outside = next(
            (
                block
                for block in blocks
                if (begin is not None and block.time_in < begin) or (end is not None and block.time_out > end)
            ),
            None,
        )
        if outside is not None:
            yield Fault(
                line.path("blocks"),
                (
                    f"{line.code} ({shown_span(outside.time_in, outside.time_out)}) is outside "
                    "the session (time in to time out)."
                ),
                f"Correct the times for {line.code}, or time in and time out.",
                (_go(line), Fix("Go to time in", jump="visit.time_in")),
                severity=Severity.WARNS,
            )


@rule(
    "T018",
    "timed-codes-at-once",
    Severity.BLOCKS,
    stops="sign",
    owner=Role.THERAPIST,
    source=_SOURCE,
    audience=EVERYBODY,
    denials=("CO-151",),
    bad="97140 from 09:00 to 09:30 and 97110 from 09:20 to 09:40",
    good="97140 from 09:00 to 09:30 and 97110 from 09:30 to 09:50",
)
def timed_codes_at_once(case: Case) -> Iterator[Fault]:
    """By their times, two timed treatments of one client overlap.

    A minute with the client counts for only one code. Lines marked “do not bill” are not checked.
    """
    timed = [line for line in case.lines if line.timed and line.billed]
    for one, other in combinations(timed, 2):
        shared = len(_covered(one) & _covered(other))
        if shared:
            yield Fault(
                other.path("blocks"),
                f"{one.code} and {other.code} overlap by {shared} {'minute' if shared == 1 else 'minutes'}.",
                "Correct the times; each minute counts for only one code.",
                (_go(other), _go(one)),
            )
