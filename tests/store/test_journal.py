import errno
import os
import string
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest

from charting_tui.errors import NotAllowed
from charting_tui.records.claim import Draft
from charting_tui.store.chart_store import ChartStore
from charting_tui.store.journals.journal_file import read_journal
from charting_tui.store.refusals import JournalFull, JournalTaken

from .records import visit_saying
from .typing_hands import save, type_in

pytestmark = pytest.mark.both_engines


def test_text_draft_and_cursor_come_back(charted: ChartStore, login: Callable[[str], ChartStore]) -> None:
    kim = login("kim")
    journal = kim.open_journal("c1", "v1", 1)
    draft = Draft(visit=visit_saying("first words"))
    journal.put(draft)
    text = type_in(journal, "hello", "first words")
    journal.splice("line", "", "p6>")
    journal.cursor("subjective", 3, 14)
    kim.close()
    replay = charted.adopt(charted.drafts()[0]).replay()
    assert replay.texts == {"subjective": text, "line": "p6>"}
    assert replay.draft == draft
    assert replay.cursor == ("subjective", 3, 14)
    assert replay.sequence == journal.sequence


def test_a_draft_put_after_typing_is_the_newest_text(charted: ChartStore) -> None:
    journal = charted.open_journal("c1", "v1", 1)
    type_in(journal, "typed")
    journal.put(Draft(visit=visit_saying("mended")))
    assert journal.replay().texts == {"subjective": "mended"}


def test_a_torn_last_line_loses_only_itself(charted: ChartStore, login: Callable[[str], ChartStore]) -> None:
    kim = login("kim")
    journal = kim.open_journal("c1", "v1", 1)
    type_in(journal, "kept")
    kim.close()
    whole = journal.path.read_bytes()
    for cut in range(1, len(whole.splitlines()[-1])):
        journal.path.write_bytes(whole[:-cut])
        (head,) = charted.drafts()
        adopted = charted.adopt(head)
        assert adopted.replay().texts["subjective"] in {"kep", "kept"}
        adopted.close(discard=True)
        journal.path.write_bytes(whole)


def test_what_the_chart_already_has_is_not_replayed(
    charted: ChartStore, login: Callable[[str], ChartStore]
) -> None:
    kim = login("kim")
    journal = kim.open_journal("c1", "v1", 1)
    saved = type_in(journal, "saved ")
    save(kim, journal, saved)
    type_in(journal, "goal one", field="plan")
    kim.close()
    (head,) = charted.drafts()
    assert charted.adopt(head).replay().texts == {"plan": "goal one"}


def test_a_short_text_typed_on_opening_a_visit_again_is_not_taken_for_what_was_saved_before(
    charted: ChartStore, login: Callable[[str], ChartStore]
) -> None:
    kim = login("kim")
    journal = kim.open_journal("c1", "v1", 1)
    save(kim, journal, type_in(journal, "a long text, saved. "))
    journal.close(discard=True)
    type_in(kim.open_journal("c1", "v1", 2), "short", field="plan")
    kim.close()
    (head,) = charted.drafts()
    assert charted.adopt(head).replay().texts == {"plan": "short"}


def test_no_key_is_lost_between_a_save_and_the_new_journal(
    charted: ChartStore, login: Callable[[str], ChartStore]
) -> None:
    kim = login("kim")
    journal = kim.open_journal("c1", "v1", 1)
    text = type_in(journal, "one ")
    new = save(kim, journal, text)
    text = type_in(journal, "two ", text)
    journal.restart(new)
    text = type_in(journal, "three", text)
    assert journal.head.base_revision == 2
    assert journal.replay().texts == {"subjective": "one two three"}
    kim.close()
    (head,) = charted.drafts()
    assert head.base_revision == 2
    assert charted.adopt(head).replay().texts == {"subjective": "one two three"}


def test_typing_on_after_a_save_starts_from_whole_texts(
    charted: ChartStore, login: Callable[[str], ChartStore]
) -> None:
    kim = login("kim")
    journal = kim.open_journal("c1", "v1", 1)
    text = type_in(journal, "before the save")
    journal.restart(save(kim, journal, text))
    assert journal.replay().empty
    assert kim.drafts() == []
    text = type_in(journal, "!", text)
    kim.close()
    assert charted.adopt(charted.drafts()[0]).replay().texts == {"subjective": "before the save!"}


def test_a_saved_journal_is_removed_when_the_login_ends(charted: ChartStore) -> None:
    journal = charted.open_journal("c1", "v1", 1)
    save(charted, journal, type_in(journal, "done"))
    charted.close()
    assert not journal.path.exists()


def test_another_persons_text_is_seen_and_not_taken(
    charted: ChartStore, login: Callable[[str], ChartStore]
) -> None:
    lee = login("lee")
    type_in(lee.open_journal("c1", "v1", 1), "mine")
    (head,) = charted.drafts()
    assert (head.author, head.owned) == ("lee", True)
    lee.close()
    (head,) = charted.drafts()
    assert not head.owned
    with pytest.raises(NotAllowed, match="lee"):
        charted.adopt(head)
    assert charted.drafts() == [head]


def test_text_of_a_login_that_is_alive_is_not_taken(
    charted: ChartStore, login: Callable[[str], ChartStore]
) -> None:
    other = login("kim")
    type_in(other.open_journal("c1", "v1", 1), "mine")
    (head,) = charted.drafts()
    assert head.owned
    with pytest.raises(JournalTaken):
        charted.adopt(head)
    assert other.drafts()[0].owned is False


def test_typed_text_is_taken_up_over_an_untouched_journal_of_this_login(
    charted: ChartStore, login: Callable[[str], ChartStore]
) -> None:
    other = login("kim")
    type_in(other.open_journal("c1", "v1", 1), "older")
    other.close()
    charted.open_journal("c1", "v1", 1)
    assert charted.adopt(charted.drafts()[0]).replay().texts == {"subjective": "older"}


def test_older_text_does_not_displace_what_this_login_typed(
    charted: ChartStore, login: Callable[[str], ChartStore]
) -> None:
    other = login("kim")
    older = other.open_journal("c1", "v1", 1)
    type_in(older, "older")
    other.close()
    type_in(charted.open_journal("c1", "v1", 1), "newer")
    head = next(head for head in charted.drafts() if head.path == older.path)
    with pytest.raises(JournalTaken):
        charted.adopt(head)
    assert len(charted.drafts()) == 2


def test_the_newest_text_comes_first(charted: ChartStore, login: Callable[[str], ChartStore]) -> None:
    kim = login("kim")
    first, second = kim.open_journal("c1", "v1", 1), kim.open_journal("c1", "v2", 0)
    type_in(second, "a")
    type_in(first, "b")
    assert {head.visit for head in charted.drafts()} == {"v1", "v2"}
    heads = charted.drafts()
    assert heads[0].changed_ns >= heads[1].changed_ns


def test_a_cursor_alone_is_nothing_unsaved(charted: ChartStore) -> None:
    charted.open_journal("c1", "v1", 1).cursor("plan", 0, 0)
    assert charted.drafts() == []


def test_a_file_that_is_no_journal_is_passed_over(charted: ChartStore) -> None:
    (charted.root / "drafts" / "v1.odd").write_bytes(b"\xff\xfe not a journal\n[]\n")
    assert charted.drafts() == []


def test_what_a_killed_login_left_half_written_is_swept_away(charted: ChartStore) -> None:
    left = charted.root / "drafts" / ".v1.gone.new"
    left.write_text("half a jour")
    assert charted.drafts() == []
    assert not left.exists()


def test_a_key_in_a_long_note_writes_a_short_line(charted: ChartStore) -> None:
    journal = charted.open_journal("c1", "v1", 1)
    long = string.ascii_letters * 200
    journal.splice("subjective", "", long)
    before = journal.path.stat().st_size
    journal.splice("subjective", long, long[:5000] + "x" + long[5000:])
    assert journal.path.stat().st_size - before < 80


def test_a_journal_says_whose_it_is_and_when_it_began(charted: ChartStore) -> None:
    journal = charted.open_journal("c1", "v1", 1)
    found = read_journal(Path(journal.path))
    assert found
    assert found[0].author == "kim"
    assert datetime.fromisoformat(found[0].started).date() == date(2026, 11, 23)


def test_a_closed_journal_keeps_nothing_and_touches_no_other_file(charted: ChartStore) -> None:
    journal = charted.open_journal("c1", "v1", 1)
    text = type_in(journal, "kept")
    journal.close()
    with (charted.root / "innocent").open("wb", buffering=0) as other:
        journal.cursor("subjective", 0, 4)
        journal.flush()
        journal.flush_if_due()
        journal.restart(2)
        journal.close(discard=True)
        with pytest.raises(JournalTaken, match="Reopen it"):
            journal.splice("subjective", text, text + "!")
        with pytest.raises(JournalTaken):
            journal.put(Draft(visit=visit_saying("x")))
        assert other.tell() == 0
    assert not journal.pending
    assert not journal.wanted()
    assert charted.adopt(charted.drafts()[0]).replay().texts == {"subjective": "kept"}


@pytest.mark.parametrize("code", [errno.EIO, errno.ENOSPC])
def test_a_disk_that_fails_at_the_flush_is_one_sentence_and_the_next_flush_tries_again(
    charted: ChartStore, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    def fail(_file: int) -> None:
        raise OSError(code, os.strerror(code))

    journal = charted.open_journal("c1", "v1", 1)
    type_in(journal, "kept")
    with monkeypatch.context() as broken:
        broken.setattr(os, "fdatasync", fail)
        for _ in range(2):
            with pytest.raises(JournalFull, match=r"not saved yet|can't save your typing"):
                journal.flush()
    journal.flush()
    assert journal.replay().texts == {"subjective": "kept"}


def test_all_journals_are_let_go_at_the_end_also_where_the_disk_fails(
    charted: ChartStore, login: Callable[[str], ChartStore], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_file: int) -> None:
        raise OSError(errno.EIO, "broken")

    kim = login("kim")
    for visit in ("v1", "v2"):
        type_in(kim.open_journal("c1", visit, 0), "kept")
    with monkeypatch.context() as broken:
        broken.setattr(os, "fdatasync", fail)
        with pytest.raises(JournalFull):
            kim.close()
    assert [head.owned for head in charted.drafts()] == [False, False]
