"""Bringing what an earlier visit had into today's: lines as carried, codes only with minutes of today."""

from collections import Counter
from dataclasses import dataclass
from secrets import token_hex

from charting_tui.errors import BadInput
from charting_tui.operations.visits.editing_session import EditingSession
from charting_tui.operations.visits.proposing import letters_of_areas
from charting_tui.operations.visits.quick import earlier_files, preview
from charting_tui.records.chart import Chart, VisitFile
from charting_tui.records.claim import LETTERS, ClaimLine, Draft
from charting_tui.records.note_lines import carried, sentences_of
from charting_tui.records.values import whole_number
from charting_tui.records.visit import BroughtCode, Facts, ServiceLine, Treatment, Visit
from charting_tui.shorthand.guided.carrying import EarlierLine, with_carried
from charting_tui.shorthand.reading import NO_CHANGE, Reading
from charting_tui.shorthand.write.wording import placed_areas


@dataclass(frozen=True)
class Brought:
    """What somebody chose of an earlier visit."""

    earlier: VisitFile
    lines: tuple[EarlierLine, ...] = ()
    codes: tuple[int, ...] = ()
    """The places of service lines, each of which still needs its minutes of today."""
    health_asked: bool = False
    """Whether the client was asked today, and nothing has changed."""


def files_to_carry(chart: Chart, visit: Visit) -> tuple[VisitFile, ...]:
    """Return the earlier visits that have a note or codes, the last one first."""
    before = earlier_files(chart, visit)
    return tuple(kept for kept in before if kept.visit.note.text().strip() or kept.visit.services)


def with_brought(session: EditingSession, brought: Brought) -> Draft:
    """Return the draft with the chosen lines marked as carried, and the health update as one of today."""
    visit = session.draft.visit
    if brought.health_asked:
        visit = preview(session, Reading("", (), Facts(), NO_CHANGE)).visit
    visit = visit.model_copy(update={"note": with_carried(visit.note, brought.lines)})
    return session.draft.model_copy(update={"visit": visit})


def take_codes(session: EditingSession, brought: Brought) -> None:
    """Keep which codes were chosen, so that their minutes are asked even after a cut line."""
    visit = brought.earlier.visit.id
    session.take_unconfirmed(tuple(BroughtCode(visit=visit, line=place) for place in brought.codes))


def next_to_confirm(session: EditingSession) -> tuple[VisitFile, ServiceLine] | None:
    """Return the code whose minutes are to be asked now; one whose line is no longer there is passed over."""
    waiting = session.draft.visit.unconfirmed
    for passed, code in enumerate(waiting):
        earlier = session.chart.visit(code.visit)
        if earlier is not None and code.line < len(earlier.visit.services):
            if passed:
                session.take_unconfirmed(waiting[passed:])
            return earlier, earlier.visit.services[code.line]
    if waiting:
        session.take_unconfirmed(())
    return None


def minutes_today(text: str) -> int | None:
    """Return the minutes that were confirmed, or None for nothing typed; BadInput for no number of them."""
    number = whole_number(text)
    if text.strip() and not number:
        raise BadInput(f"Minutes: “{text.strip()}” is no number of minutes. Type one, or nothing at all.")
    return number


def with_code(session: EditingSession, earlier: VisitFile, line: ServiceLine, minutes: int) -> Draft:
    """Return the draft with the code that was asked for, and the minutes that were confirmed today.

    The treatment is written anew, units are earned anew, time blocks stay behind. Diagnoses are proposed
    where today has none and they are prescribed; letters point to the same diagnoses as then.
    """
    given = _given(earlier.visit, line, minutes)
    visit = preview(session, Reading("", (), Facts(treatments=(given,)))).visit
    known = {one.id for one in visit.services}
    services = tuple(one if one.id else one.model_copy(update={"id": token_hex(4)}) for one in visit.services)
    diagnoses = visit.diagnoses or _prescribed(session.chart, earlier.visit)
    asked = visit.unconfirmed[1:]
    visit = visit.model_copy(update={"services": services, "diagnoses": diagnoses, "unconfirmed": asked})
    claim, tables = session.draft.claim, session.case().tables
    for one in services:
        if one.id not in known:
            letters = _letters(earlier, line, visit) or letters_of_areas(one.area, visit, tables)
            claim = claim.with_line(ClaimLine(line=one.id, pointers=letters))
    return Draft(visit=visit, claim=claim)


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
    total, affirmed = len(sentences_of(visit.note.text())), sum(one.affirmed for one in lines)
    since = Counter(_since(one.source, visit, chart) for one in lines)
    (day, _), *others = since.items()
    told = f" since {day}" if not others else f": {', '.join(f'{n} since {day}' for day, n in since.items())}"
    return f"{len(lines)} of {total} lines unchanged{told}; {affirmed} affirmed"


def _since(source: str, visit: Visit, chart: Chart) -> str:
    """Return the day of a visit by its id; of one that is not at hand, that it was before all that are."""
    days = {kept.visit.id: kept.visit.date for kept in chart.visits}
    day = days.get(source) or min(days.values(), default=visit.date)
    told = f"{day:%-d %b}" if day.year == visit.date.year else f"{day:%-d %b %Y}"
    return told if source in days else f"before {told}"
