from dataclasses import replace
from typing import Any

import pytest

from charting_tui.keys import KEYS
from charting_tui.operations.visits.timing import session_minutes
from charting_tui.records.claim import ClaimState
from charting_tui.rules.finding import Severity
from tests.rule_forms import Form, bad, case_in, found, good, labels


def _weights(form: Form, rule_id: str) -> set[Severity]:
    return {finding.severity for finding in found(case_in(form), rule_id)}


def _hour_in_65(**visit: Any) -> Form:
    return _changed(good("T007", "60 minutes in 65"), **visit)


def _changed(form: Form, **visit: Any) -> Form:
    return {**form, "visit": {**form["visit"], **visit}}


def _line(code: str, *modifiers: str, minutes: int | None = None) -> Form:
    return {"code": code, "minutes": minutes, "units": 1, "modifiers": modifiers, "pointers": ["A"]}


def _with(form: Form, *lines: Form) -> Form:
    return {**form, "visit": {**form["visit"], "services": lines}}


def test_a_denial_that_is_asked_for_does_not_block() -> None:
    massage = bad("A015", "97124 by a massage therapist")
    assert _weights(massage, "A015") == {Severity.BLOCKS}
    assert _weights(_with(massage, _line("97124", "GP", "GY", minutes=15)), "A015") == {Severity.WARNS}
    adjuster = {**massage, "therapist": {"licence_type": "DC"}}
    assert _weights(_with(adjuster, _line("97140", "GP", minutes=15)), "C028") == {Severity.BLOCKS}
    assert _weights(_with(adjuster, _line("97140", "GP", "GY", minutes=15)), "C028") == set()


def test_an_adjustment_that_calls_itself_excluded_by_law_is_doubted() -> None:
    form = bad("M020", "98940 without a modifier")
    assert _weights(_with(form, _line("98940")), "M020") == {Severity.BLOCKS}
    assert _weights(_with(form, _line("98940", "GY")), "M020") == {Severity.WARNS}
    assert _weights(_with(form, _line("98940", "GZ")), "M020") == set()


@pytest.mark.parametrize(
    ("time_in", "time_out", "weight"),
    [
        ("23:30", "00:40", Severity.WARNS),
        ("23:30", "00:20", Severity.BLOCKS),
        ("10:00", "09:00", Severity.BLOCKS),
        ("20:00", "03:00", Severity.BLOCKS),
        ("21:00", "21:00", Severity.BLOCKS),
    ],
)
def test_only_a_visit_that_may_have_gone_past_midnight_can_be_signed(
    time_in: str, time_out: str, weight: Severity
) -> None:
    form = _hour_in_65(time_in=time_in, time_out=time_out)
    assert _weights(form, "T007") == {weight}


@pytest.mark.parametrize(
    ("end", "times", "weights"),
    [
        ("09:50", {}, {Severity.ADVISES}),
        ("10:00", {}, set()),
        ("09:50", {"time_in": "09:00"}, set()),
        ("09:50", {"time_in": "09:00", "time_out": "10:05"}, set()),
        ("08:00", {}, set()),
    ],
)
def test_minutes_beyond_the_booking_are_told_while_the_visit_is_open_and_has_no_times(
    end: str, times: Form, weights: set[Severity]
) -> None:
    form = _hour_in_65()
    open_note = {**form["visit"]["note"], "signed_at": None, "signed_by": None}
    visit = {"appointment": {"start": "09:00", "end": end}, "time_in": None, "time_out": None, **times}
    assert _weights(_hour_in_65(**visit, note=open_note), "T007") == weights
    assert _weights(_hour_in_65(**visit), "T007") == set()


def test_a_report_that_is_due_is_told_with_the_key_that_drafts_it() -> None:
    (key,) = (key for key in KEYS if key.id == "visit.report")
    (due,) = found(case_in(bad("A012", "the 11th treatment day")), "A012")
    assert f"({key.shown} in the visit drafts it)" in due.remedy


def test_a_session_past_midnight_has_its_length() -> None:
    form = _hour_in_65(time_in="23:30", time_out="00:40")
    assert session_minutes(case_in(form).visit) == 70


def test_the_units_of_two_visits_of_a_day_are_weighed_together_and_only_warned_of() -> None:
    form = bad("T001", "two visits of the day, 23 minutes each")
    assert _weights(form, "T001") == {Severity.WARNS}
    assert found(case_in(form), "T001")[0].remedy.startswith("Bill 1 unit on this visit")


def test_what_medicare_denied_is_never_offered_as_a_replacement() -> None:
    offered = {}
    for payer in ("commercial", "medicare"):
        case = case_in({**bad("K006", "97140-GP billed already"), "payer": payer, "claim": {}})
        denied = replace(case, claim=case.claim.model_copy(update={"state": ClaimState.DENIED}))
        offered[payer] = labels(denied, "K006")
    assert offered == {"commercial": ["Enter the payer's claim number"], "medicare": []}


@pytest.mark.parametrize(
    ("place", "weights"),
    [("11", set()), ("66", {Severity.ADVISES}), ("02", {Severity.WARNS}), ("28", {Severity.BLOCKS})],
)
def test_a_place_of_the_list_never_stops_a_bill(place: str, weights: set[Severity]) -> None:
    assert _weights(_changed(bad("K004", "28, which is none"), place=place), "K004") == weights


@pytest.mark.parametrize("setting", ["referral", "authorization", "filing_days", "discipline_modifier"])
def test_what_a_payer_asks_from_a_later_day_on_is_not_asked_of_this_visit(setting: str) -> None:
    asks: dict[str, tuple[str, Any]] = {
        "referral": ("A008", {"required": True}),
        "authorization": ("A001", {"required": True}),
        "filing_days": ("A013", 30),
        "discipline_modifier": ("M001", True),
    }
    rule_id, value = asks[setting]
    form = _with(good("T001", "53 minutes, 4 units"), _line("97140", minutes=15))
    form |= {"as_of": "2026-12-29", "authorizations": (), "referral": None}
    for since, told in (("2026-11-20", False), ("2026-11-19", True)):
        payer = {"name": "Plan", "kind": "commercial", setting: {"value": value, "since": since}}
        assert bool(found(case_in({**form, "payer": payer}), rule_id)) is told, since
