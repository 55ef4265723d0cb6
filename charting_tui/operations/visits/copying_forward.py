"""Copying forward from an earlier visit: its lines as copied, its codes only with minutes of today."""

from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from secrets import token_hex

from charting_tui.errors import BadInput
from charting_tui.operations.permission import readable
from charting_tui.operations.visits.editing_session import EditingSession
from charting_tui.operations.visits.proposing import letters_of_areas
from charting_tui.operations.visits.quick import earlier_files, preview
from charting_tui.operations.visits.quick_words import vocabulary_of
from charting_tui.records.chart import Chart, VisitFile
from charting_tui.records.claim import LETTERS, ClaimLine, Draft
from charting_tui.records.values import whole_number
from charting_tui.records.visit import (
    BroughtCode,
    Facts,
    ServiceLine,
    Treatment,
    Visit,
    carried,
    sentences_of,
)
from charting_tui.shorthand.guided.carrying import EarlierLine, earlier_lines, with_carried
from charting_tui.shorthand.reading import NO_CHANGE, Reading
from charting_tui.shorthand.write.wording import placed_areas
from charting_tui.store.journals.typing_state import Words
from charting_tui.store.refusals import JournalFull


@dataclass(frozen=True)
class Brought:
    """What someone chose of an earlier visit."""

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
        raise BadInput(
            f"Minutes: “{text.strip()}” isn't a number of minutes. Type a number, or leave it blank."
        )
    return number


def with_code(session: EditingSession, earlier: VisitFile, line: ServiceLine, minutes: int) -> Draft:
    """Return the draft with the code that was asked for, and the minutes that were confirmed today.

    The treatment is written again, units are earned again, time blocks stay behind. Diagnoses are proposed
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
    return f"{len(lines)} of {total} lines unchanged{told}; {affirmed} confirmed"


def _since(source: str, visit: Visit, chart: Chart) -> str:
    """Return the day of a visit by its id; of one that is not at hand, that it was before all that are."""
    days = {kept.visit.id: kept.visit.date for kept in chart.visits}
    day = days.get(source) or min(days.values(), default=visit.date)
    told = f"{day:%b %-d}" if day.year == visit.date.year else f"{day:%-m/%-d/%Y}"
    return told if source in days else f"before {told}"


HEALTH = "health"
"""The name of the row that says that the client was asked."""


class EarlierMarks:
    """Marks in one earlier visit at a time; the plan is marked at first.

    What was true that day only, and codes, are marked one by one. Which visit is looked at, and what is
    marked in it, is kept with the visit that is being written.
    """

    def __init__(self, session: EditingSession) -> None:
        self._session = session
        self._files = files_to_carry(readable(session.store, session.chart), session.draft.visit)
        self._kept = session.kept_words("last")
        self.back = 0
        """How many visits the one that is looked at lies behind the last."""
        self.lines: dict[str, EarlierLine] = {}
        self.codes: dict[str, ServiceLine] = {}
        self.marked: set[str] = set()
        self._take_up()
        if self._kept.found is not None:
            self._go_on(self._kept.found)

    @property
    def file(self) -> VisitFile:
        """The visit that is looked at."""
        return self._files[self.back]

    @property
    def count(self) -> int:
        """How many visits can be looked at."""
        return len(self._files)

    def _take_up(self) -> None:
        """Look at one earlier visit, and mark its plan."""
        visit = self.file.visit
        lines = earlier_lines(visit, vocabulary_of(self._session.store))
        self.lines = {f"line{place}": line for place, line in enumerate(lines)}
        self.codes = {f"code{place}": line for place, line in enumerate(visit.services)}
        self.marked = set(self.whole("plan"))

    def _go_on(self, found: Words) -> None:
        """Mark what was marked in the login that was cut off."""
        back = found.texts.get("visit", "")
        at = next((at for at, file in enumerate(self._files) if file.visit.id == back), None)
        if at is not None:
            self.back = at
            self._take_up()
            known = {*self.lines, *self.codes, HEALTH}
            self.marked = {name for name in found.texts.get("marked", "").split() if name in known}

    def turn(self, by: int) -> None:
        """Look at another visit; that health was asked stays marked."""
        asked = self.marked & {HEALTH}
        self.back += by
        self._take_up()
        self.marked |= asked

    def keep(self) -> None:
        """Keep the marks, so that a cut line loses none of them."""
        marked = " ".join(sorted(self.marked))
        self._kept.keep(Words({"visit": self.file.visit.id, "marked": marked}))

    def forget(self) -> None:
        """The marks are brought in, or discarded."""
        with suppress(JournalFull):  # told of by whatever is typed next
            self._kept.forget()

    def can_come(self, name: str) -> bool:
        """Whether today has not yet what a row would bring."""
        visit = self._session.draft.visit
        if name == HEALTH:
            return not visit.health_update
        if name in self.codes:
            return self.codes[name].code not in {line.code for line in visit.services}
        line = self.lines[name]
        return line.text not in sentences_of(getattr(visit.note, line.section))

    def whole(self, section: str) -> list[str]:
        """Return the lines of a section that may come as a whole."""
        return [
            name
            for name, line in self.lines.items()
            if line.section == section and not line.of_that_day and self.can_come(name)
        ]

    def mark(self, names: Iterable[str]) -> None:
        """Mark these rows, or take their marks away where all are marked."""
        wanted = set(names)
        if wanted <= self.marked:
            self.marked -= wanted
        else:
            self.marked |= wanted

    def mark_codes(self) -> None:
        """Mark every code that may come."""
        self.marked |= set(filter(self.can_come, self.codes))

    @property
    def brought(self) -> Brought:
        """What is marked."""
        return Brought(
            self.file,
            tuple(line for name, line in self.lines.items() if name in self.marked),
            tuple(place for place, name in enumerate(self.codes) if name in self.marked),
            HEALTH in self.marked,
        )
