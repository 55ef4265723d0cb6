from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from charting_tui.records.chart import Act
from charting_tui.store.chart_files.writing import ChartChange
from charting_tui.store.chart_store import ChartStore
from charting_tui.store.journals.journal_file import read_journal

from .records import edit, said, visit_saying
from .typing_hands import SENTENCE

pytestmark = pytest.mark.both_engines


def test_a_thread_that_saves_while_another_types_loses_no_key(
    charted: ChartStore, login: Callable[[str], ChartStore]
) -> None:
    charted.commit(edit(charted, ""))
    kim = login("kim")
    journal = kim.open_journal("c1", "v1", 2)
    typed: list[tuple[str, int]] = [("", 0)]

    def save_fifty_times() -> int:
        new = 2
        for _ in range(50):
            text, sequence = typed[-1]
            visit = visit_saying(text)
            change = ChartChange(
                Act.EDITED,
                "c1",
                visit=visit,
                visit_revision=new,
                session=journal.head.session,
                sequence=sequence,
            )
            new = kim.commit(change).visit_revision
            journal.restart(new)
        return new

    with ThreadPoolExecutor(1) as worker:
        saving = worker.submit(save_fifty_times)
        text = ""
        while not saving.done():
            now = text + SENTENCE[len(text) % len(SENTENCE)]
            journal.splice("subjective", text, now)
            text = now
            typed.append((text, journal.sequence))
            if len(text) % 7 == 0:
                journal.flush()
                kim.summaries()
                kim.changed()
            found = read_journal(journal.path)
            assert found
    assert saving.result() == 52
    assert journal.replay().texts.get("subjective", said(charted)) == text
    kim.close()
    (head,) = charted.drafts() or (None,)
    assert (charted.adopt(head).replay().texts["subjective"] if head else said(charted)) == text
    assert charted.verify().sound
    assert charted.verify().remarks == ()
    assert charted.repair() == 0
