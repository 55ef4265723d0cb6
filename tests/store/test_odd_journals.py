import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from charting_tui.records.claim import Draft
from charting_tui.store.chart_store import ChartStore
from charting_tui.store.journals.journal_file import FORM, read_journal
from charting_tui.store.journals.typing_state import Words
from charting_tui.store.refusals import JournalUnreadable, NewerForm

from .records import visit_saying
from .typing_hands import type_in


@pytest.fixture
def left(charted: ChartStore, login: Callable[[str], ChartStore]) -> Path:
    kim = login("kim")
    journal = kim.open_journal("c1", "v1", charted.chart("c1").visits[0].revision)
    journal.put(Draft(visit=visit_saying("first words")))
    type_in(journal, "ab", field="plan")
    kim.close()
    return journal.path


def rewrite(path: Path, change: Callable[[list[dict[str, Any]]], object]) -> bytes:
    lines = [json.loads(line) for line in path.read_bytes().splitlines()]
    change(lines)
    path.write_bytes(b"".join(json.dumps(line).encode() + b"\n" for line in lines))
    return path.read_bytes()


@pytest.mark.parametrize(
    "odd",
    [
        {"n": 9, "k": "text", "f": "plan"},
        {"n": 9, "k": "text", "f": "plan", "t": 3},
        {"n": 9, "k": "splice", "f": "plan", "at": 0},
        {"n": 9, "k": "put"},
        {"n": 9, "k": "put", "d": []},
        {"n": 9, "k": "cursor", "f": "plan"},
        {"n": 9, "k": "asked", "d": "times", "t": {}, "f": "text"},
        {"n": 9, "k": "asked", "d": "times", "t": [], "f": "text", "c": 0},
        {"n": 9, "k": "left"},
        {"n": "9", "k": "text", "f": "plan", "t": "x"},
        {"n": 9, "k": ["text"]},
        {"n": 9, "k": "dance"},
        {"k": "text"},
        {"head": {}},
        {},
    ],
)
def test_an_entry_that_is_not_whole_is_skipped_and_only_it(
    charted: ChartStore, left: Path, odd: dict[str, Any]
) -> None:
    rewrite(left, lambda lines: lines.insert(3, odd))
    (head,) = charted.drafts()
    replay = charted.adopt(head).replay()
    assert replay.texts == {"plan": "ab"}
    assert replay.draft


@pytest.mark.parametrize(
    "odd",
    [
        {"base_revision": "1"},
        {"started": "yesterday"},
        {"client": "../c1"},
        {"visit": ""},
        {"form": None},
    ],
)
def test_a_file_with_an_odd_head_is_passed_over_and_kept(
    charted: ChartStore, left: Path, odd: dict[str, Any]
) -> None:
    content = rewrite(left, lambda lines: lines[0]["head"].update(odd))
    assert charted.journals() == []
    assert left.read_bytes() == content


@pytest.mark.parametrize("draft", [{"visit": {"shape": "of tomorrow"}}, {"pages": []}])
def test_a_draft_of_another_version_is_refused_and_kept(
    charted: ChartStore, left: Path, draft: dict[str, Any]
) -> None:
    content = rewrite(left, lambda lines: lines[1].update(d=draft))
    (head,) = charted.drafts()
    with pytest.raises(JournalUnreadable, match="Another version") as refusal:
        charted.adopt(head)
    assert f"drafts/{left.name}" in refusal.value.sentence
    assert left.read_bytes() == content
    charted.close()
    assert left.read_bytes() == content


def test_a_journal_of_an_older_form_is_taken_up_and_keeps_dialogs_from_then_on(
    charted: ChartStore, left: Path
) -> None:
    rewrite(left, lambda lines: lines[0]["head"].update(form=1))
    (head,) = charted.drafts()
    journal = charted.adopt(head)
    assert (journal.head.form, journal.replay().texts) == (FORM, {"plan": "ab"})
    journal.keep_words("times", Words({"text": "902-95"}, "text", 6))
    found = read_journal(journal.path)
    assert found is not None
    assert found[0].form == FORM
    assert found[1].asked["times"][1].texts == {"text": "902-95"}
    charted.close()


def test_a_journal_of_a_newer_form_is_seen_refused_and_kept(charted: ChartStore, left: Path) -> None:
    content = rewrite(left, lambda lines: lines[0]["head"].update(form=FORM + 1, colour="red"))
    (head,) = charted.drafts()
    with pytest.raises(NewerForm, match="Your text is kept"):
        charted.adopt(head)
    assert left.read_bytes() == content


@pytest.mark.parametrize(
    "content",
    [
        None,
        b"",
        b"{}",
        b'{"form": {"1": {"form": 99}}}',
        b'{"form": {"1": {"form": 1}}, "history": {"1": {}}}',
    ],
)
def test_text_over_a_missing_or_damaged_chart_is_listed_as_unsaved(
    charted: ChartStore, left: Path, content: bytes | None
) -> None:
    chart = charted.root / "charts" / "c1.json"
    charted.open_journal("c1", "v2", 0).cursor("plan", 0, 0)
    if content is None:
        chart.unlink()
    else:
        chart.write_bytes(content)
    assert {(head.visit, head.unsaved) for head in charted.journals()} == {("v1", True), ("v2", False)}
    assert left.exists()
