"""The road of a sentence: its clauses, what governs them, where they belong, what is told, what is kept."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from charting_tui.records.visit import Treatment
from charting_tui.shorthand.read.billing import (
    Asked,
    Settled,
    holds,
    is_plain,
    recorded,
    settled,
    treatments_in,
    untimed,
)
from charting_tui.shorthand.read.clauses import headings
from charting_tui.shorthand.read.corrected import with_sides_corrected
from charting_tui.shorthand.read.facts import facts_in, marked
from charting_tui.shorthand.read.joints import joints_named
from charting_tui.shorthand.read.lexicon import Lexicon
from charting_tui.shorthand.read.pain_after import (
    by_side_alone,
    told_alone,
    told_of_places,
    with_changes,
    with_pain_after,
)
from charting_tui.shorthand.read.ranges_after import with_ranges_after
from charting_tui.shorthand.read.reads import Read, clauses_read
from charting_tui.shorthand.read.spans import with_spans
from charting_tui.shorthand.read.statements import ClauseFacts
from charting_tui.shorthand.read.treatments import ToldTreatment

_KEPT = 64
"""Segments that are remembered while a line is typed."""


@dataclass(frozen=True)
class Part:
    """A stretch of the line that is kept as typed, in one section."""

    section: str
    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Sentences:
    """What typed sentences come to."""

    kept: tuple[Part, ...]
    facts: tuple[ClauseFacts, ...]
    treatments: tuple[Treatment, ...]
    asked: tuple[Asked, ...]
    understood: tuple[tuple[int, int], ...] = ()
    """Where the words stand that facts tell."""
    starts: tuple[int, ...] = ()
    """Where the clauses of the facts begin."""
    treated: tuple[int, ...] = ()
    """Where the treatments stand."""

    def in_order(self) -> list[Part | ClauseFacts | Treatment]:
        """Return what is kept, told and given, in the order in which it was typed."""
        placed: list[tuple[int, Part | ClauseFacts | Treatment]] = [(one.start, one) for one in self.kept]
        placed += zip(self.starts, self.facts, strict=True)
        placed += zip(self.treated, self.treatments, strict=True)
        return [one for _, one in sorted(placed, key=lambda one: one[0])]


def read_sentences(
    text: str,
    lexicon: Lexicon,
    section: str = "",
    *,
    known: Settled | None = None,
    before: Treatment | None = None,
    ahead: str = "",
) -> Sentences:
    """Return what typed sentences say; any text can be read, and every word is kept or in a fact.

    ``before`` is the last treatment of the line before them, and ``ahead`` all that stands there.
    """
    joints = _joints_of(ahead, lexicon) if ahead else ()
    read, told, runs = _understood(text, lexicon, section, before and (before.code, before.technique), joints)
    stored, asked = settled(list(told), known or Settled())
    plain = [one for one in stored if is_plain(one, read)]
    understood = {place for one, run in runs if not one.worded for place in run}
    understood |= {place for place, each in enumerate(read) for one in plain if holds(each, one)}
    understood -= (among := _among_kept(read, understood))
    plain = [one for one in plain if not any(holds(read[place], one) for place in among)]
    facts = [marked(replace(one, worded=one.worded or bool(among & {*run}))) for one, run in runs]
    kept = [one for place, one in enumerate(read) if place not in understood]
    without = [*untimed(told, stored, read)]
    return Sentences(
        _parts(text, kept),
        tuple(facts),
        (
            *(recorded(one, worded=one not in plain) for one in stored),
            *(recorded(replace(one, code=""), worded=True) for one in without),
        ),
        tuple(asked),
        tuple((read[place].clause.start, read[place].clause.end) for place in sorted(understood)),
        tuple(read[run.start].clause.start for _, run in runs),
        tuple(one.start for one in (*stored, *without)),
    )


@lru_cache(maxsize=_KEPT)
def _understood(
    text: str,
    lexicon: Lexicon,
    section: str,
    before: tuple[str, str] | None,
    joints: tuple[tuple[str, str], ...],
) -> tuple[tuple[Read, ...], tuple[ToldTreatment, ...], tuple[tuple[ClauseFacts, range], ...]]:
    """Return clauses, treatments and facts of a segment; one that did not change is not read again."""
    read = clauses_read(text, lexicon, section)
    last = Treatment(code=before[0], technique=before[1]) if before else None
    told = treatments_in(text, read, lexicon.words, last)
    timed = [one for one in told if one.minutes is not None]
    done = [
        at
        for at, each in enumerate(read)
        if not (each.reached and each.section == "plan") and any(holds(each, one) for one in timed)
    ]
    treated = max(done, default=-1)
    runs = facts_in(text, read, lexicon, treated=before is not None, named_ahead=dict(joints))
    runs += told_of_places(runs, read, treated, lexicon.words)
    for alone in (told_alone, by_side_alone):
        told_already = {at for _, run in runs for at in run}
        runs += [one for one in alone(read, treated, lexicon.words) if told_already.isdisjoint(one[1])]
    runs = with_changes(runs, read, treated, lexicon.words)
    runs = with_ranges_after(sorted(runs, key=lambda one: one[1].start), read, treated)
    runs = with_sides_corrected(runs, read)
    runs = with_pain_after(sorted(runs, key=lambda one: one[1].start), read, treated)
    return tuple(read), tuple(told), tuple(with_spans(runs, read))


@lru_cache(maxsize=_KEPT)
def _joints_of(text: str, lexicon: Lexicon) -> tuple[tuple[str, str], ...]:
    """Return the joints that a text names, each with its side."""
    return tuple(joints_named(clauses_read(text, lexicon, "")).items())


def _among_kept(read: Sequence[Read], understood: set[int]) -> set[int]:
    """Return the clauses that stand between two of their sentence that are kept as typed."""
    among = set()
    for place in understood:
        mine = (read[place].clause.sentence, read[place].section, read[place].clause.heading)
        kept = [
            at
            for at, one in enumerate(read)
            if at not in understood and (one.clause.sentence, one.section, one.clause.heading) == mine
        ]
        if kept and kept[0] < place < kept[-1]:
            among.add(place)
    return among


def _parts(text: str, read: Sequence[Read]) -> tuple[Part, ...]:
    """Join the clauses of one section again where they stood in one sentence, with what stood between."""
    parts: list[Part] = []
    last: Read | None = None
    heads = [mark.start for mark in headings(text)]
    for one in read:
        joined = (
            last is not None
            and one.section == last.section
            and one.clause.sentence == last.clause.sentence
            and one.clause.heading == last.clause.heading
            and not any(last.clause.end <= at < one.clause.start for at in heads)
        )
        end = one.clause.end + text[one.clause.end :].startswith("?")
        start = parts[-1].start if joined else one.clause.start
        if joined:
            parts.pop()
        parts.append(Part(one.section, text[start:end], start, end))
        last = one
    return tuple(parts)
