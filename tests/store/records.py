"""Synthetic records for the tests."""

from datetime import UTC, date, datetime
from itertools import count

from charting_tui.records.canonical import canonical, digest
from charting_tui.records.chart import Act, Chart, ClientFile, VisitFile
from charting_tui.records.people import Client
from charting_tui.records.visit import Note, Signature, SignedRecord, Visit, VisitState
from charting_tui.store.chart_files.writing import ChartChange
from charting_tui.store.chart_store import ChartStore

MORNING = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)


def visit_saying(text: str, visit: str = "v1", day: date = date(2026, 11, 20)) -> Visit:
    """Return a visit whose subjective section is ``text``."""
    return Visit(id=visit, date=day, state=VisitState.DONE, therapist="kim", note=Note(subjective=text))


def signed(visit: Visit) -> SignedRecord:
    """Return the visit signed by Kim."""
    text = canonical(visit)
    return SignedRecord(
        visit=visit.id, form=1, text=text, signature=Signature(by="kim", at=MORNING, digest=digest(text))
    )


def said(store: ChartStore, visit: str = "v1") -> str:
    """Return what a visit's subjective section says in Jane's chart."""
    kept = store.chart("c1").visit(visit)
    assert kept is not None
    return kept.visit.note.subjective


def revision(store: ChartStore, visit: str = "v1") -> int:
    """Return the revision of a visit in Jane's chart."""
    kept = store.chart("c1").visit(visit)
    return kept.revision if kept else 0


def edit(store: ChartStore, text: str, visit: str = "v1") -> ChartChange:
    """Return a change that makes a visit in Jane's chart say ``text``."""
    return ChartChange(
        Act.EDITED, "c1", visit=visit_saying(text, visit), visit_revision=revision(store, visit)
    )


def one_word_more(store: ChartStore, word: str, visit: str = "v1") -> ChartChange:
    """Return a change that adds a word to a visit in Jane's chart; text and revision are of one read."""
    kept = store.chart("c1").visit(visit)
    assert kept is not None
    text = f"{kept.visit.note.subjective} {word}"
    return ChartChange(Act.EDITED, "c1", visit=visit_saying(text, visit), visit_revision=kept.revision)


def charts(number: int, visits: int) -> list[Chart]:
    """Return charts of as many clients, each with as many visits, one a week."""
    weeks = count()
    return [
        Chart(
            file=ClientFile(
                client=Client(id=f"c{client}", name=f"Doe{client}, Robin", phone=f"503555{client:04}")
            ),
            visits=tuple(
                VisitFile(
                    visit=visit_saying("note", f"c{client}v{place}", date(2026, 1 + next(weeks) % 12, 5))
                )
                for place in range(visits)
            ),
        )
        for client in range(number)
    ]


def stored(store: ChartStore, name: str = "charts/c1.json") -> str:
    """Return the text of a document of the clinic, wherever it is kept."""
    text = store.documents.read(store.root / name)
    assert text is not None
    return text.decode()


def store_again(store: ChartStore, text: str, name: str = "charts/c1.json") -> None:
    """Write a document of the clinic past the program."""
    store.documents.put(store.root / name, text.encode())


def open_jane(store: ChartStore) -> None:
    """Open Jane's chart with a visit."""
    jane = Client(
        id="c1",
        name="Doe, Jane",
        phone="(503) 555-0142",
        birth_date=date(1980, 3, 7),
        chart_number="A-0012",
    )
    store.commit(ChartChange(Act.OPENED, "c1", file=ClientFile(client=jane)))
    store.commit(ChartChange(Act.EDITED, "c1", visit=visit_saying("first words")))
