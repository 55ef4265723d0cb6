from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from charting_tui.records.visit import VisitState
from charting_tui.worklist.owed import AgedFrom, OwedList, owed_list
from charting_tui.worklist.summary import Bucket, NoteState, OpenMoney, VisitSummary

TODAY = date(2026, 11, 23)


def row(visit: str, days: int, open_money: OpenMoney, **changes: object) -> VisitSummary:
    made = VisitSummary(
        client=f"c-{visit}",
        visit=visit,
        client_name=f"Doe, {visit}",
        day=TODAY - timedelta(days=days),
        state=VisitState.DONE,
        note=NoteState.SIGNED,
        bucket=Bucket.DONE,
        payer="sound",
        payer_name="Sound Health",
        billing="sent",
        open_money=open_money,
    )
    return made.model_copy(update=changes)


def sums(owed: OwedList) -> list[tuple[str, tuple[int, ...]]]:
    return [(line.name, line.by_age) for line in owed.lines]


def test_money_stands_by_payer_and_by_client_in_its_age() -> None:
    rows = [
        row("a", 30, OpenMoney(payer=100)),
        row("b", 31, OpenMoney(payer=200, client=5)),
        row("c", 60, OpenMoney(payer=400), billing="denied", bucket=Bucket.DENIED, reasons="CO-197"),
        row("d", 120, OpenMoney(client=50, left_for="deductible")),
        row("e", 121, OpenMoney(payer=800)),
    ]
    owed = owed_list(rows, TODAY)
    assert sums(owed) == [
        ("Sound Health", (100, 600, 0, 0, 800)),
        ("Doe, d", (0, 0, 0, 50, 0)),
        ("Doe, b", (0, 5, 0, 0, 0)),
    ]
    words = [one.words for one in owed.payers[0].visits]
    assert words == ["sent", "denied CO-197", "sent", "sent"]
    assert owed.clients[0].visits[0].words == "deductible"


def test_money_may_age_from_the_day_it_was_billed_or_left_to_the_client() -> None:
    billed = TODAY - timedelta(days=10)
    rows = [
        row("a", 95, OpenMoney(payer=100, billed_on=billed)),
        row("b", 95, OpenMoney(client=50, left_on=billed)),
        row("c", 95, OpenMoney(payer=25), billing="accepted"),
    ]
    assert sums(owed_list(rows, TODAY))[0] == ("Sound Health", (0, 0, 0, 125, 0))
    by_bill = owed_list(rows, TODAY, AgedFrom.BILLED)
    assert sums(by_bill) == [("Sound Health", (100, 0, 0, 25, 0)), ("Doe, b", (50, 0, 0, 0, 0))]


def test_what_is_not_billed_yet_credits_and_visits_that_are_not_charted_stand_apart() -> None:
    rows = [
        row("a", 3, OpenMoney(payer=100), billing="open", bucket=Bucket.READY),
        row("b", 3, OpenMoney(credit=40)),
        row("c", 3, OpenMoney(client=2500), note=NoteState.NONE, bucket=Bucket.TO_CHART),
        row("d", -3, OpenMoney(client=2500)),
        row("e", 3, OpenMoney(client=900), note=NoteState.NONE, state=VisitState.LATE_CANCEL),
    ]
    owed = owed_list(rows, TODAY)
    assert (owed.not_billed, [line.cents for line in owed.credits]) == (100, [40])
    assert [(line.name, line.cents) for line in owed.lines] == [("Doe, e", 900)]


@given(st.lists(st.tuples(st.integers(-5, 400), st.integers(0, 9999), st.integers(0, 9999)), max_size=30))
def test_every_cent_is_in_one_line_and_one_age(found: list[tuple[int, int, int]]) -> None:
    rows = [row(str(n), days, OpenMoney(payer=p, client=c)) for n, (days, p, c) in enumerate(found)]
    owed = owed_list(rows, TODAY)
    assert owed.cents == sum(p + c for days, p, c in found if days >= 0)
    assert all(sum(line.by_age) == line.cents for line in owed.lines)
