import random
import time
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from charting_tui.store.chart_store import ChartStore
from charting_tui.store.journals.journal_file import read_journal

from .processes import Tell, fork
from .records import edit, revision, said
from .typing_hands import SENTENCE, save, type_in

pytestmark = [pytest.mark.kills, pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")]


def types_until_killed(store: ChartStore) -> Callable[[Tell], None]:
    def work(tell: Tell) -> None:
        child = ChartStore.open(store.root, person="kim", read_clock=lambda: datetime.now(UTC))
        journal = child.open_journal("c1", "v1", 1)
        text = ""
        while True:
            for sign in SENTENCE:
                journal.splice("subjective", text, text + sign)
                text += sign
                tell(str(len(text)))

    return work


def test_typing_killed_in_mid_sentence_is_replayed_to_the_last_key(charted: ChartStore) -> None:
    for moment in range(8):
        child = fork(types_until_killed(charted))
        first = child.next_line()
        time.sleep(random.Random(moment).uniform(0, 0.02))
        child.kill()
        keys = int([first, *child.lines()][-1])
        child.ended()
        (head,) = charted.drafts()
        assert (head.client, head.visit, head.author, head.owned) == ("c1", "v1", "kim", False)
        journal = charted.adopt(head)
        text = journal.replay().texts["subjective"]
        assert text == (SENTENCE * 10_000)[: len(text)]
        assert len(text) in {keys, keys + 1}
        assert charted.drafts()[0].path == journal.path
        journal.close(discard=True)
        assert charted.drafts() == []


def types_and_saves_until_killed(store: ChartStore) -> Callable[[Tell], None]:
    def work(tell: Tell) -> None:
        child = ChartStore.open(store.root, person="kim", read_clock=lambda: datetime.now(UTC))
        text = said(child)
        left = child.drafts()
        journal = child.adopt(left[0]) if left else child.open_journal("c1", "v1", revision(child))
        text = journal.replay().texts.get("subjective", text)
        tell(str(len(text)))
        while True:
            journal.splice("subjective", text, text + SENTENCE[len(text) % len(SENTENCE)])
            text += SENTENCE[len(text) % len(SENTENCE)]
            tell(str(len(text)))
            if len(text) % 5 == 0:
                new = save(child, journal, text)
                text = type_in(journal, SENTENCE[len(text) % len(SENTENCE)], text)
                tell(str(len(text)))
                journal.restart(new)

    return work


def test_typing_saving_and_taking_up_killed_at_any_moment_lose_no_key(charted: ChartStore) -> None:
    moments = random.Random(3)
    charted.commit(edit(charted, ""))
    for _ in range(30):
        child = fork(types_and_saves_until_killed(charted))
        if moments.random() < 0.7:
            child.next_line()
        time.sleep(moments.uniform(0, 0.01))
        child.kill()
        lines = child.lines()
        child.ended()
        left = charted.drafts()
        assert len(left) <= 1
        found = read_journal(left[0].path) if left else None
        text = found[1].text("subjective") if found else said(charted)
        assert text is not None
        assert text == (SENTENCE * 1000)[: len(text)]
        if lines:
            assert len(text) in {int(lines[-1]), int(lines[-1]) + 1}
