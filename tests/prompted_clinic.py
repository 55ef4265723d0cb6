"""A client who was treated before, whose visits offer what they hold."""

from datetime import date, time
from pathlib import Path

from charting_tui.operations.bookings.booking import book, read_booking
from charting_tui.records.chart import Act
from charting_tui.records.claim import Claim
from charting_tui.records.visit import Appointment, Visit, VisitKind, VisitState
from charting_tui.shorthand.dialect.parse import read
from charting_tui.shorthand.reading import Surroundings
from charting_tui.shorthand.vocabulary import packaged_vocabulary
from charting_tui.shorthand.write.applying import applied
from charting_tui.store.chart_files.writing import ChartChange
from charting_tui.store.chart_store import ChartStore

from .clinic import TODAY, make_clinic

LAST = (
    "hu; neck p7>5; fn drive 15>20min; ut rh b3; lev r2 trp; neck r rot 65>70; mfr25 @ ut lev; "
    "ex10 @ neck : chin tuck 2x10; imp; 1xw6 str; 1000-1055"
)
DAILY = "hu; p6>4; fn sleep worse; neck b2; mt55 @ neck ut rh : eff pet; tol; 1xw; 1000-1058"


def charted(
    store: ChartStore,
    day: date,
    line: str = LAST,
    *,
    client: str = "jane",
    kind: VisitKind = VisitKind.FOLLOW_UP,
    last: date | None = None,
) -> Visit:
    """Commit a visit with that line taken; “same” speaks of the visit of the day ``last``."""
    insured = client == "jane"
    visit = Visit(
        id=f"v{day:%m%d}",
        date=day,
        kind=kind,
        state=VisitState.DONE,
        therapist="kim",
        payer="sound" if insured else "",
        diagnoses=("M54.2", "M62.838") if insured else (),
        appointment=Appointment(start=time(10), end=time(11)),
    )
    before = store.chart(client).visit(f"v{last:%m%d}") if last else None
    around = Surroundings(before=(before.visit,) if before else ())
    done = applied(visit, read(line, surroundings=around), packaged_vocabulary()).visit
    store.commit(ChartChange(Act.BOOKED, client, visit=done, claim=Claim(visit=done.id, payer=done.payer)))
    return done


def clinic(folder: Path, line: str = LAST, *, client: str = "jane") -> Path:
    """Two visits charted as that line, and an appointment of today at nine."""
    store = make_clinic(folder)
    for day in (9, 16):
        charted(store, date(2026, 11, day), line, client=client)
    book(store, client, read_booking(f"0900 {client} 60"), TODAY)
    store.close()
    return folder
