"""Bringing what an earlier visit had into today's: lines as carried, codes only with minutes of today."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from itertools import islice
from secrets import token_hex

from charting_tui.acts.proposing import letters_of_areas
from charting_tui.acts.sitting import Sitting
from charting_tui.errors import BadInput
from charting_tui.records.chart import Chart, VisitFile
from charting_tui.records.claim import LETTERS, ClaimLine, Draft
from charting_tui.records.note_lines import carried, sentences_of
from charting_tui.records.values import whole_number
from charting_tui.records.visit import Facts, ServiceLine, Treatment, Visit
from charting_tui.rules.changes import with_note
from charting_tui.shorthand.applying import applied
from charting_tui.shorthand.carrying import EarlierLine, with_carried
from charting_tui.shorthand.reading import NO_CHANGE, Reading
from charting_tui.shorthand.vocabulary import Vocabulary, packaged_vocabulary
from charting_tui.shorthand.wording import placed_areas

COMPARED = 3
"""Visits back whose sentences are not said again."""


@dataclass(frozen=True)
class Brought:
    """What somebody chose of an earlier visit."""

    earlier: VisitFile
    lines: tuple[EarlierLine, ...] = ()
    codes: tuple[ServiceLine, ...] = ()
    """Each still needs its minutes of today."""
    health_asked: bool = False
    """Whether the client was asked today, and nothing has changed."""


def earlier_files(chart: Chart, visit: Visit) -> tuple[VisitFile, ...]:
    """Return the kept visits before this one that have a note or codes, the last one first."""
    before = [
        kept
        for kept in chart.visits
        if kept.visit.id != visit.id and kept.visit.date <= visit.date and kept.visit.state.kept
        if kept.visit.note.text().strip() or kept.visit.services
    ]
    return tuple(sorted(before, key=lambda kept: kept.visit.date, reverse=True))


def with_brought(sitting: Sitting, brought: Brought, words: Vocabulary | None = None) -> Draft:
    """Return the draft with the chosen lines marked as carried, and the health update as one of today."""
    draft = sitting.draft
    if brought.health_asked:
        draft = _applied(sitting, Reading("", (), Facts(), NO_CHANGE), words)
    note = with_carried(draft.visit.note, brought.earlier.visit.id, brought.lines)
    return with_note(draft, note)


def minutes_today(text: str) -> int | None:
    """Return the minutes that were confirmed, or None for nothing typed; BadInput for no number of them."""
    number = whole_number(text)
    if text.strip() and not number:
        raise BadInput(f"Minutes: “{text.strip()}” is no number of minutes. Type one, or nothing at all.")
    return number


def with_code(
    sitting: Sitting, earlier: VisitFile, line: ServiceLine, minutes: int, words: Vocabulary | None = None
) -> Draft:
    """Return the draft with a code of an earlier visit, for the minutes that were confirmed today.

    The treatment is written anew, units are earned anew, time blocks stay behind. Diagnoses are proposed
    where today has none and they are prescribed; letters point to the same diagnoses as then.
    """
    given = _given(earlier.visit, line, minutes)
    draft = _applied(sitting, Reading("", (), Facts(treatments=(given,))), words)
    known = {one.id for one in draft.visit.services}
    visit = draft.visit.model_copy(
        update={"diagnoses": draft.visit.diagnoses or _prescribed(sitting.chart, earlier.visit)}
    )
    services = tuple(one if one.id else one.model_copy(update={"id": token_hex(4)}) for one in visit.services)
    visit = visit.model_copy(update={"services": services})
    claim = draft.claim
    for one in services:
        if one.id not in known:
            letters = _letters(earlier, line, visit) or letters_of_areas(
                one.area, visit, sitting.case().tables
            )
            claim = claim.with_line(ClaimLine(line=one.id, pointers=letters))
    return Draft(visit=visit, claim=claim)


def _applied(sitting: Sitting, reading: Reading, words: Vocabulary | None) -> Draft:
    draft = sitting.draft
    before = islice(earlier_files(sitting.chart, draft.visit), COMPARED)
    done = applied(
        draft.visit, reading, words or packaged_vocabulary(), [kept.visit.note.text() for kept in before]
    )
    return draft.model_copy(update={"visit": done.visit})


def _given(visit: Visit, line: ServiceLine, minutes: int) -> Treatment:
    told = [one for one in (visit.note.facts or Facts()).treatments if one.code == line.code]
    before = told[0] if len(told) == 1 else Treatment(technique="", code=line.code, details=line.techniques)
    return before.model_copy(
        update={
            "minutes": minutes,
            "areas": placed_areas(line.area, line.side),
            "blocks": (),
            "bill_to": line.bill_to,
        }
    )


def _prescribed(chart: Chart, earlier: Visit) -> tuple[str, ...]:
    given = {one.code for one in chart.file.diagnoses if one.ended_on is None}
    given |= {code for referral in chart.file.referrals for code in referral.diagnoses}
    return tuple(code for code in earlier.diagnoses if code in given)


def _letters(earlier: VisitFile, line: ServiceLine, visit: Visit) -> tuple[str, ...]:
    then = dict(zip(LETTERS, earlier.visit.diagnoses, strict=False))
    now = dict(zip(visit.diagnoses, LETTERS, strict=False))
    pointed = (then.get(letter, "") for letter in earlier.claim.line(line.id).pointers)
    return tuple(now[code] for code in pointed if code in now)


def carried_in_words(visit: Visit, chart: Chart) -> str:
    """Return how much of a note stands as an earlier visit had it: “9 of 14 lines unchanged since 12 Mar”."""
    lines = carried(visit.note)
    if not lines:
        return ""
    days = {kept.visit.id: kept.visit.date for kept in chart.visits}
    total = len(sentences_of(visit.note.text()))
    since = ", ".join(
        f"{count} since {_day(days.get(source), visit.date)}"
        for source, count in Counter(one.source for one in lines).items()
    )
    if len({one.source for one in lines}) == 1:
        since = since.partition(" ")[2]
        told = f"{len(lines)} of {total} lines unchanged {since}"
    else:
        told = f"{len(lines)} of {total} lines unchanged: {since}"
    return f"{told}; {sum(one.affirmed for one in lines)} affirmed"


def _day(day: date | None, today: date) -> str:
    if day is None:
        return "an earlier visit"
    return f"{day:%-d %b}" if day.year == today.year else f"{day:%-d %b %Y}"
