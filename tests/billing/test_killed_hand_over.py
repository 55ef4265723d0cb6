import json
import os
import random
import signal
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from charting_tui.operations.billing.handing_over import finish_broken_off, hand_over, send_batch
from charting_tui.records.batch import BatchState
from charting_tui.records.claim import ClaimState
from charting_tui.store.chart_store import ChartStore
from tests.store.processes import Tell, fork

from .claims import JSON, billers_login, claim_in, places, ready_clinic

pytestmark = [pytest.mark.kills, pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")]

ALL = bool(os.environ.get("CHARTING_ALL_KILLS"))
KILLS = 100 if ALL else 12
CLAIMS = 24


def handed_over(store: ChartStore) -> Counter[str]:
    """Count the batches that each visit was sent with, by what the files say that stayed."""
    counts: Counter[str] = Counter()
    for batch in store.batches.all():
        if batch.state is BatchState.SENT:
            for file in batch.files:
                made = json.loads(store.batches.content(batch.id, file))["claims"]
                assert [claim["visit"] for claim in made] == [entry.visit for entry in batch.claims]
                counts.update(claim["visit"] for claim in made)
    return counts


def made_not_sent(store: ChartStore) -> set[str]:
    """Name the visits whose batch was made but not sent: it waits in Claims for a person to send it."""
    return {
        entry.visit
        for batch in store.batches.all()
        if batch.state is BatchState.CREATED
        for entry in batch.claims
    }


def send_what_waits(store: ChartStore) -> None:
    for batch in store.batches.all():
        if batch.state is BatchState.CREATED:
            send_batch(store, batch.id)


def state_after(visit: str, sent: Counter[str], waiting: set[str]) -> ClaimState:
    if sent[visit]:
        return ClaimState.SENT
    return ClaimState.WRITTEN if visit in waiting else ClaimState.OPEN


def seconds_of_a_hand_over(root: Path) -> float:
    store = ready_clinic(root, CLAIMS)
    begun = time.perf_counter()
    hand_over(store, places(CLAIMS), JSON)
    store.close()
    return time.perf_counter() - begun


def kills_until_sent(store: ChartStore, moments: Iterator[float], most: int) -> int:
    every = places(CLAIMS)

    def bills(tell: Tell) -> None:
        child = billers_login(store.root)
        tell("begins")
        hand_over(child, every, JSON)
        tell("done")

    for kill in range(most):
        child = fork(bills)
        child.next_line()
        time.sleep(next(moments))
        child.kill()
        child.lines()
        assert child.ended() in {0, -signal.SIGKILL}
        finish_broken_off(store)
        assert store.batches.unfinished() == []
        sent, waiting = handed_over(store), made_not_sent(store)
        assert max(sent.values(), default=1) == 1
        for number in range(CLAIMS):
            assert claim_in(store, number).state is state_after(f"v{number:02d}", sent, waiting)
        send_what_waits(store)
        if len(handed_over(store)) == CLAIMS:
            return kill + 1
    return most


def test_a_hand_over_killed_at_any_moment_bills_no_visit_twice_and_loses_none(tmp_path: Path) -> None:
    random_moments = random.Random(11)
    longest = 1.1 * seconds_of_a_hand_over(tmp_path / "measured")
    moments = iter(lambda: random_moments.uniform(0, longest), None)
    every = places(CLAIMS)
    killed = 0
    while killed < KILLS:
        store = ready_clinic(tmp_path / f"clinic{killed}", CLAIMS)
        killed += kills_until_sent(store, moments, KILLS - killed)
        hand_over(store, every, JSON)
        assert handed_over(store) == Counter({place.visit: 1 for place in every})
        numbers = [entry.number for batch in store.batches.all() for entry in batch.claims]
        assert len(numbers) == len(set(numbers))
        assert store.verify().faults == ()
        store.close()


def test_two_billers_at_once_bill_every_visit_once(tmp_path: Path) -> None:
    store = ready_clinic(tmp_path / "clinic", 16)
    every = places(16)

    def bills(person: str, tell: Tell) -> None:
        child = billers_login(store.root, person)
        tell("begins")
        hand_over(child, every, JSON)
        tell("done")

    children = [fork(lambda tell, person=person: bills(person, tell)) for person in ("robin", "kim")]  # type: ignore[misc]
    for child in children:
        assert child.lines() == ["begins", "done"]
        assert child.ended() == 0
    finish_broken_off(store)
    while len(handed_over(store)) < len(every):
        assert hand_over(store, every, JSON).batch is not None
    assert handed_over(store) == Counter({place.visit: 1 for place in every})
    assert store.verify().faults == ()
    store.close()
