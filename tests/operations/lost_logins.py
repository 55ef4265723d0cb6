"""A login that is killed without a process, and a login that has not seen what another one has open."""

import os

from charting_tui.operations.visits.editing_session import EditingSession
from charting_tui.store.chart_store import ChartStore


def kill(store: ChartStore) -> None:
    """Let go of every journal as the system does for a process that is killed."""
    open_journals = store._drafts._open
    for journal in open_journals.values():
        if journal._file is not None:
            os.close(journal._file)
    open_journals.clear()


def opened_beside(store: ChartStore, visit: str) -> EditingSession:
    """Open Jane's visit as a login does that looked before the other began its journal."""
    chart = store.chart("jane", visit=visit)
    kept = chart.visit(visit)
    assert kept is not None
    return EditingSession(store, chart, visit, store.open_journal("jane", visit, kept.revision))


def adds(session: EditingSession, text: str) -> None:
    session.type_text("subjective", said(session) + text)


def said(session: EditingSession) -> str:
    return session.draft.visit.note.subjective
