"""An appointment in one line: ``1430 doe 60``."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, time
from secrets import token_hex

from charting_tui.acts.permission import signed_in
from charting_tui.errors import BadInput
from charting_tui.records.chart import Act, Chart
from charting_tui.records.claim import Claim
from charting_tui.records.office import Office
from charting_tui.records.people import Role
from charting_tui.records.responsible import following
from charting_tui.records.visit import Appointment, Visit, VisitKind, VisitState
from charting_tui.store.change import ChartChange
from charting_tui.store.chart_store import ChartStore

_TIME = re.compile(r"(\d{1,2}):?(\d{2})?")
_USUAL_MINUTES = 60
_LONGEST_MINUTES = 240
_DAY_MINUTES = 24 * 60


@dataclass(frozen=True)
class Booking:
    """What an appointment line says: a time, the words that name the client, and the minutes."""

    start: time
    client_words: str
    minutes: int
    therapist: str = ""
    """Whose appointment it is; empty: of whoever books it."""

    @property
    def end(self) -> time:
        """When it is over."""
        whole = self.start.hour * 60 + self.start.minute + self.minutes
        return time(whole // 60, whole % 60)


def read_booking(line: str, therapists: Collection[str] = ()) -> Booking:
    """Read ``1430 doe 60 kim``: time, client, minutes (60 where left out), therapist (one's own).

    BadInput names what is wrong.
    """
    words = line.split()
    therapist = words.pop() if len(words) > 2 and words[-1] in therapists else ""  # noqa: PLR2004
    if not words:
        raise BadInput("Type a time, a client and the minutes, like 1430 doe 60.")
    start = _start(words[0])
    rest = words[1:]
    minutes = _USUAL_MINUTES
    if rest and rest[-1].isascii() and rest[-1].isdigit():
        minutes = int(rest[-1][:5])
        rest = rest[:-1]
    if not rest:
        raise BadInput("The client is missing. Type part of a name after the time, like 1430 doe 60.")
    if not 0 < minutes <= _LONGEST_MINUTES:
        raise BadInput(f"{minutes} is not a length in minutes. Type 1 to {_LONGEST_MINUTES}.")
    if start.hour * 60 + start.minute + minutes >= _DAY_MINUTES:
        raise BadInput("The appointment would end after midnight. Type an earlier time or fewer minutes.")
    return Booking(start, " ".join(rest), minutes, therapist)


def _start(word: str) -> time:
    found = _TIME.fullmatch(word)
    if found:
        whole, part = found[1], found[2]
        hour, minute = int(whole), int(part or 0)
        if hour < 24 and minute < 60:  # noqa: PLR2004
            return time(hour, minute)
    raise BadInput(f"“{word}” is not a time. Type it first, like 1430 or 9:30.")


def therapists_of(office: Office) -> tuple[str, ...]:
    """Return the ids of the people who treat."""
    return tuple(
        person.id for person in office.people if Role.THERAPIST in person.roles and person.ended_on is None
    )


def _own(store: ChartStore) -> str:
    person = signed_in(store.office, store.person)
    treating = therapists_of(store.office)
    if person.id in treating:
        return person.id
    if len(treating) == 1:
        return treating[0]
    raise BadInput(f"Whose appointment is it? End the line with one of these names: {', '.join(treating)}.")


def book(store: ChartStore, client_id: str, booking: Booking, on: date) -> Visit:
    """Put an appointment into a client's chart, with its payer and diagnoses as they stand."""
    therapist = booking.therapist or _own(store)
    appointment = Appointment(start=booking.start, end=booking.end, booked_on=store.clock.today())
    visit = new_visit(store, store.chart(client_id), on, appointment, therapist=therapist)
    store.commit(
        ChartChange(
            Act.BOOKED,
            client_id,
            subject=visit.id,
            visit=visit,
            claim=Claim(visit=visit.id, payer=visit.payer),
        )
    )
    return visit


def new_visit(
    store: ChartStore,
    chart: Chart,
    on: date,
    appointment: Appointment,
    *,
    therapist: str,
    visit_id: str = "",
) -> Visit:
    """Return a visit as it is booked: of the payer in force that day, the first one of a client initial."""
    first = not any(kept.visit.state.kept for kept in chart.visits)
    visit = Visit(
        id=visit_id or token_hex(6),
        date=on,
        kind=VisitKind.INITIAL if first else VisitKind.FOLLOW_UP,
        state=VisitState.BOOKED,
        therapist=therapist,
        place=store.office.practice.place,
        appointment=appointment,
    )
    return following(visit, chart.file.coverage)
