"""Hands that type into a journal and save."""

from charting_tui.records.chart import Act
from charting_tui.store.chart_files.writing import ChartChange
from charting_tui.store.chart_store import ChartStore
from charting_tui.store.journals.journal import Journal

from .records import revision, visit_saying

SENTENCE = "Right-sided neck pain since Tuesday, núms 4/10 — better lying down. "


def type_in(journal: Journal, text: str, before: str = "", field: str = "subjective") -> str:
    for sign in text:
        journal.splice(field, before, before + sign)
        before += sign
    return before


def save(store: ChartStore, journal: Journal, text: str) -> int:
    change = ChartChange(
        Act.EDITED,
        "c1",
        visit=visit_saying(text),
        visit_revision=revision(store),
        session=journal.head.session,
        sequence=journal.sequence,
    )
    return store.commit(change).visit_revision
