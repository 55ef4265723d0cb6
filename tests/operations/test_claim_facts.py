from dataclasses import replace
from datetime import date

import pytest

from charting_tui.errors import BadInput
from charting_tui.operations.signing.claim_changes import (
    claim_facts,
    claim_words,
    fixes_of_claim,
    with_payers_number,
    with_primary_decision,
)
from charting_tui.records.answers import Denial, RecordsRequest
from charting_tui.records.chart import VisitFile
from charting_tui.records.claim import Claim, ClaimState
from charting_tui.records.visit import Visit
from charting_tui.rules.finding import Severity
from charting_tui.rules.registry import lint
from tests.rule_forms import case_in, examples, found

TODAY = date(2026, 11, 19)
VISITED = date(2026, 11, 2)


def test_a_correction_names_the_earlier_claim_and_without_a_number_is_a_first_one() -> None:
    correction = Claim(frequency="7")
    named = with_payers_number(correction, " 2026 110012 ")
    assert (named.frequency, named.original_ref) == ("7", "2026110012")
    assert with_payers_number(named, "").frequency == "1"
    assert with_payers_number(Claim(), "2026110012").frequency == "7"
    assert with_payers_number(Claim(frequency="8"), "2026110012").frequency == "8"
    with pytest.raises(BadInput, match="The limit is 50"):
        with_payers_number(correction, "9" * 51)


def test_a_primary_payer_decides_after_the_visit_and_not_in_the_future() -> None:
    assert with_primary_decision(Claim(), "2026-11-10", VISITED, TODAY).primary_decided_on == date(
        2026, 11, 10
    )
    assert with_primary_decision(Claim(), "", VISITED, TODAY).primary_decided_on is None
    for typed, said in (
        ("2026-11-01", "before the visit"),
        ("2026-11-20", "future"),
        ("soon", "isn't a date"),
    ):
        with pytest.raises(BadInput, match=said):
            with_primary_decision(Claim(), typed, VISITED, TODAY)


def test_a_claim_says_what_it_corrects() -> None:
    assert claim_words(Claim()) == "not sent"
    assert claim_words(Claim(frequency="8", original_ref="77")) == "not sent, voids 77"
    decided = Claim(frequency="7", primary_decided_on=VISITED)
    assert claim_words(decided) == "not sent, replaces ?, primary processed 2026-11-02"


def test_a_claim_says_what_its_payer_waits_for_until_it_is_sent() -> None:
    denial, asked = Denial(appeal_due=date(2027, 5, 20)), RecordsRequest(due=date(2026, 12, 22))
    waits = Claim(state=ClaimState.DENIED, denial=denial, records_request=asked)
    assert claim_words(waits) == "denied, appeal due 5/20/2027, records due 12/22/2026"
    sent = {
        "denial": denial.model_copy(update={"appeal_sent_on": TODAY}),
        "records_request": asked.model_copy(update={"sent_on": TODAY}),
    }
    assert claim_words(waits.model_copy(update=sent)) == "denied"


@pytest.mark.parametrize("rule", ["K012", "A014"])
def test_what_a_claim_lacks_is_asked_for_by_the_key_that_fixes_it(rule: str) -> None:
    assert examples(rule, "bad")
    for form in examples(rule, "bad").values():
        case = case_in(form)
        kept = VisitFile(visit=case.visit, claim=case.claim)
        jumps = [fix.jump for _, fix in fixes_of_claim(tuple(found(case, rule)), kept) if fix.jump]
        assert jumps
        assert set(jumps) <= set(claim_facts(Visit(date=VISITED), TODAY))


def test_a_denied_claim_is_sent_again_as_a_replacement() -> None:
    form = {
        "payer": "uhc",
        "visit": {"date": "2026-11-02", "services": [{"code": "97140"}], "note": {"signed_by": "kim"}},
    }
    case = case_in(form)
    assert not found(case, "K006")
    denied = replace(case, claim=case.claim.model_copy(update={"state": ClaimState.DENIED}))
    assert [one.severity for one in found(denied, "K006")] == [Severity.ADVISES]
    assert [fix.jump for one in found(denied, "K006") for fix in one.fixes] == ["claim.original_ref"]
    replacing = replace(denied, claim=with_payers_number(denied.claim, "2026110012"))
    assert not {one.rule for one in lint(replacing)} & {"K006", "K012"}
