"""The biller's evening: 40 visits, of which 6 are fixed and all are billed, key by key."""

from pathlib import Path

import pytest

from charting_tui.records.claim import ClaimState
from charting_tui.store.chart_store import ChartStore
from charting_tui.worklist.summary import Bucket

from .billing.claims import TWO_PAYERS, a_chart, a_claim, a_file, a_visit, billers_login
from .clinic import NOW, NOW_THERE
from .terminal import Terminal

VISITS, WRONG = 40, 6
NAMES = ("Abel", "Bruna", "Cleo", "Dario", "Edda", "Farid", "Gwen", "Hana")
FIX = ("f", "1", "a", "enter", "esc")
"""For a visit whose code points to no diagnosis, from Unbilled and back to it."""
BILL = ("u", "b", "enter")


def clinic(root: Path) -> None:
    """Forty signed visits with Robin, the biller; in six of them the code points to no diagnosis."""
    ChartStore.create(root, TWO_PAYERS, person="robin", read_clock=lambda: NOW).close()
    store = billers_login(root)
    charts = []
    for number in range(VISITS):
        name = f"{NAMES[number // 8]}son, {NAMES[number % 8]}"
        visit = a_visit(f"v{number:02d}", services=a_visit().services[:1])
        line = a_claim().lines[0]
        if number % 7 == 3:
            line = line.model_copy(update={"pointers": ()})
        file = a_file(f"c{number:02d}", name, referrals=(), cases=())
        charts.append(a_chart(visit, a_claim(visit.id, lines=(line,)), file))
    store.add_charts(charts)
    store.close()


@pytest.mark.terminal
def test_forty_visits_are_reviewed_six_fixed_and_all_billed_within_few_keys(tmp_path: Path) -> None:
    root = tmp_path / "clinic"
    clinic(root)
    env = {"CHARTING_NOW": NOW_THERE}
    keys = 0
    with Terminal(["--data", str(root), "--user", "robin"], tmp_path, env=env) as screen:
        open_it, *hand_over = BILL
        screen.sees("F1 help").press(open_it).sees(f"{WRONG} visits need diagnosis pointers")
        for fixed in range(1, WRONG + 1):
            fix, choose, letter, take, leave = FIX
            screen.press(fix).sees("What do you want to fix?").press(choose).sees("Diagnosis pointers")
            screen.press(letter).press(take).sees("Claim updated").press(leave)
            screen.sees(f"{VISITS - WRONG + fixed} visits are ready to bill")
            keys += len(FIX)
        listed, sent = hand_over
        screen.press(listed).sees(f"Bill {VISITS} visits, $5,400", "Sound Health: 40 visits")
        screen.press(sent).sees(f"{VISITS} claims are marked as sent, $5,400.00.").press("ctrl+q")
        assert screen.ends() == 0
        keys += len(BILL)
    assert keys == 33
    store = ChartStore.open(root, person="robin", read_clock=lambda: NOW)
    rows = store.summaries()
    claims = [store.chart(row.client).visits[0].claim for row in rows]
    assert {row.bucket for row in rows} == {Bucket.DONE}
    assert [claim.state for claim in claims] == [ClaimState.SENT] * VISITS
    assert len({claim.number for claim in claims}) == VISITS
    assert store.verify().sound
    store.close()
