"""A small clinic with something of everything, and hands that change its files behind the program's back."""

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from charting_tui.records.batch import Batch, BatchClaim, BatchState
from charting_tui.records.chart import Act, ClientFile
from charting_tui.records.claim import ClaimState
from charting_tui.records.office import Office
from charting_tui.records.payer import Payer
from charting_tui.records.people import Client, Practice, Role, Therapist
from charting_tui.records.visit import Addendum, Dismissal, Visit
from charting_tui.store.chart_files.writing import ChartChange
from charting_tui.store.chart_store import ChartStore
from charting_tui.store.office_file import new_pin

from .records import signed, visit_saying

MORNING = datetime(2026, 11, 23, 17, tzinfo=UTC)
Json = dict[str, Any]


class Ticking:
    """A clock on which every look at it is a minute later."""

    def __init__(self, now: datetime) -> None:
        self._now = now

    def __call__(self) -> datetime:
        """Return the moment."""
        self._now += timedelta(minutes=1)
        return self._now


@contextmanager
def opened(root: Path, person: str = "kim", now: datetime = MORNING) -> Iterator[ChartStore]:
    """Open a clinic as somebody, and let go of it."""
    store = ChartStore.open(root, person=person, read_clock=Ticking(now), repair=False)
    try:
        yield store
    finally:
        store.close()


def make_small_clinic(root: Path) -> None:
    """Make a clinic with three charts, signed and open visits, PINs, changed settings, and claims."""
    people = (
        Therapist(id="kim", name="Kim Vale", roles=(Role.THERAPIST, Role.OWNER)),
        Therapist(id="lee", name="Lee Marsh", roles=(Role.THERAPIST,)),
    )
    office = Office(
        practice=Practice(name="Quiet Hands", made_for="test"),
        people=people,
        payers=(Payer(id="sound", name="Sound"),),
    )
    ChartStore.create(root, office, person="kim", read_clock=Ticking(MORNING - timedelta(hours=9))).close()
    with opened(root, now=MORNING - timedelta(hours=8)) as store:
        for person in ("kim", "lee"):
            store.change_person(person, lambda known: known.model_copy(update={"pin": new_pin("204060")}))
        practice = office.practice.model_copy(update={"npi": "1234567893"})
        store.save_office(store.office.model_copy(update={"practice": practice}))
        for number in (1, 2, 3):
            _fill_chart(store, f"c{number}", number)
        _hand_over(store)
        save(store, "c1", "second words")
        save(store, "c3", "second words")


def _fill_chart(store: ChartStore, client: str, number: int) -> None:
    store.log_access("", "clients")
    name = f"Doe{number}, Robin"
    store.commit(ChartChange(Act.OPENED, client, file=ClientFile(client=Client(id=client, name=name))))
    store.log_access(client, "chart")
    for place, day in enumerate((date(2026, 11, 9), date(2026, 11, 16), date(2026, 11, 23)), 1):
        visit = visit_saying(f"words of {place}", f"{client}v{place}", day)
        store.commit(ChartChange(Act.BOOKED, client, visit=visit))
    for name in (f"{client}v1", f"{client}v2"):
        kept = visit_of(store, client, name)
        store.log_access(client, f"visit {name}")
        store.commit(
            ChartChange(Act.SIGNED, client, visit=kept, visit_revision=1, signed=signed(kept)),
        )
    word = Addendum(by="kim", at=store.clock.now(), reason="left out", text="Also the left hip.")
    store.commit(ChartChange(Act.ADDED, client, subject=f"{client}v1", addendum=word))
    aside = Dismissal(
        visit=f"{client}v2", rule="T001", field="visit", reason="seen", by="kim", at=store.clock.now()
    )
    store.commit(ChartChange(Act.DISMISSED, client, dismissal=aside))


def _hand_over(store: ChartStore) -> None:
    (number,) = store.batches.take_numbers(1)
    claims = (
        BatchClaim(
            client="c1", visit="c1v1", number=f"20261123-{number}", cents=9000, state_before=ClaimState.OPEN
        ),
    )
    made = Batch(
        id="b1", format="csv", control=number, made_by="kim", made_at=store.clock.now(), claims=claims
    )
    with store.batches.begun(made):
        whole = store.batches.sealed(made, [("claims.csv", b"client,cents\nc1,9000\n")])
        kept = visit_of(store, "c1", "c1v1")
        assert kept.id
        store.batches.save(whole.model_copy(update={"state": BatchState.SENT, "sent_by": "kim"}))


def visit_of(store: ChartStore, client: str, visit: str) -> Visit:
    """Return a visit as the chart has it."""
    kept = store.chart(client).visit(visit)
    assert kept is not None
    return kept.visit


def save(store: ChartStore, client: str, words: str) -> None:
    """Save other words in the open visit of a client."""
    kept = store.chart(client).visit(f"{client}v3")
    assert kept is not None
    note = kept.visit.note.model_copy(update={"subjective": words})
    visit = kept.visit.model_copy(update={"note": note})
    store.commit(ChartChange(Act.EDITED, client, visit=visit, visit_revision=kept.revision))


def work_on(root: Path, count: int = 2, client: str = "c1", days: int = 1) -> None:
    """Look at a chart and save in it, as on another day."""
    with opened(root, now=MORNING + timedelta(days=days)) as store:
        store.log_access(client, "chart")
        for number in range(count):
            save(store, client, f"other words {number}")


def in_file(root: Path, name: str, change: Callable[[Json], object]) -> None:
    """Change a JSON file by hand."""
    path = root / name
    values = json.loads(path.read_text())
    change(values)
    path.write_text(json.dumps(values, separators=(",", ":")))


def in_lines(root: Path, name: str, change: Callable[[list[str]], list[str]]) -> None:
    """Change a log by hand."""
    path = root / name
    path.write_text("".join(change(path.read_text().splitlines(keepends=True))))


def sha(value: Json) -> str:
    """Return the digest of a document, as anybody can compute it."""
    return hashlib.sha256(json.dumps(value, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def chained_anew(root: Path, name: str) -> None:
    """Compute the digests of a log anew, so that each line follows from the one before it."""

    def anew(lines: list[str]) -> list[str]:
        before, made = "", list[str]()
        for line in lines:
            values = {**json.loads(line), "before": before}
            text = json.dumps(values, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
            before = hashlib.sha256(text.encode()).hexdigest()
            made.append(f"{text}\n")
        return made

    in_lines(root, name, anew)
