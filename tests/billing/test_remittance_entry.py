from dataclasses import replace

import pytest

from charting_tui.errors import BadInput
from charting_tui.operations.billing.remittance_entry import (
    Amounts,
    AmountTexts,
    AnsweredClaim,
    AnsweredLine,
    AnswerTexts,
    check_fault,
    equation,
    proposed,
    read_adjustments,
    read_answer,
    state_of,
)
from charting_tui.records.answers import Adjustment, AdjustmentGroup
from charting_tui.records.claim import ClaimState

ONE = AnsweredClaim(
    client="c",
    visit="v",
    name="Doe, Jane",
    day="11/19/2026",
    number="261119-000002",
    payer="Sound Health",
    payer_number="",
    lines=(AnsweredLine("s1", "97124", 13500),),
)
TWO = replace(ONE, lines=(AnsweredLine("s1", "97124", 9000), AnsweredLine("s2", "97140", 4500)))


def off(group: AdjustmentGroup, reason: str, cents: int) -> Adjustment:
    return Adjustment(group=group, reason=reason, cents=cents)


def typed(paid: str, allowed: str = "", adjustments: str = "") -> AnswerTexts:
    return AnswerTexts(AmountTexts(paid, allowed, adjustments))


def test_what_the_contract_takes_off_and_the_clients_share_are_proposed() -> None:
    assert proposed(ONE, AmountTexts("90")).adjustments == "CO-45 45.00"
    assert proposed(ONE, AmountTexts("90", "110")).adjustments == "CO-45 25.00 PR-2 20.00"
    assert proposed(replace(ONE, allowed=11000), AmountTexts("0")).adjustments == "CO-45 25.00 PR-1 110.00"
    copay = replace(ONE, copay=2000)
    assert proposed(copay, AmountTexts("90")) == AmountTexts("90", "110.00", "CO-45 25.00 PR-3 20.00")
    assert proposed(ONE, AmountTexts("90", "110", "CO-45 45")).adjustments == "CO-45 45"
    assert proposed(ONE, AmountTexts("")) == AmountTexts("")
    assert proposed(ONE, AmountTexts("9o")) == AmountTexts("9o")


def test_a_second_payer_takes_off_what_the_first_one_paid() -> None:
    second = replace(ONE, left_by_first=2000)
    assert proposed(second, AmountTexts("15")) == AmountTexts("15", "20.00", "OA-23 115.00 PR-2 5.00")
    assert read_answer(second, typed("15", "20", "OA-23 115 PR-2 5")).state is ClaimState.PAID


def test_reasons_are_read_as_the_eob_has_them_and_one_takes_the_rest() -> None:
    assert read_adjustments("co45 25, PR 2 20.00", 4500) == (
        (off("CO", "45", 2500), off("PR", "2", 2000)),
        (),
    )
    assert read_adjustments("CO-197 N130", 13500) == ((off("CO", "197", 13500),), ("N130",))
    assert read_adjustments("PR-3 20 CO-45", 4500)[0][1].cents == 2500


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("45 25", "has no group"),
        ("CO-45 PR-2", "has no amount"),
        ("off 25", "isn't an adjustment"),
    ],
)
def test_reasons_that_are_not_understood_are_named(text: str, sentence: str) -> None:
    with pytest.raises(BadInput, match=sentence):
        read_adjustments(text, 4500)


def test_an_answer_that_does_not_balance_says_by_how_much() -> None:
    with pytest.raises(BadInput, match=r"Doe, Jane: .* add up to \$130\.00, \$5\.00 less than the \$135\.00"):
        read_answer(ONE, typed("90", "110", "CO-45 20 PR-2 20"))
    with pytest.raises(BadInput, match="type what the payer paid"):
        read_answer(ONE, typed(""))
    assert equation(ONE, typed("90", "110", "CO-45 25 PR-2 20")) == (
        "$135.00 = paid 90.00 + off 25.00 + client 20.00: paid"
    )


def test_lines_are_typed_on_demand_and_make_up_the_claim() -> None:
    lines = (AmountTexts("60", "70", "CO-45 20 PR-2 10"), AmountTexts("0", "", "CO-97"))
    answer = read_answer(TWO, AnswerTexts(payer_number=" ICN 9 ", lines=lines))
    assert (answer.whole.paid, answer.whole.allowed, answer.whole.client_owes) == (6000, None, 1000)
    assert (answer.state, answer.payer_number) == (ClaimState.PARTLY_PAID, "ICN9")
    assert [(one.line, one.paid) for one in answer.lines] == [("s1", 6000), ("s2", 0)]
    assert answer.reasons == ("CO-45", "PR-2", "CO-97")
    with pytest.raises(BadInput, match="97140: the payment and adjustments add up to"):
        read_answer(TWO, AnswerTexts(lines=(lines[0], AmountTexts("0", "", "CO-97 40"))))


def test_a_claim_of_one_line_is_answered_by_line_without_asking() -> None:
    assert read_answer(ONE, typed("135")).lines[0].paid == 13500
    assert read_answer(TWO, typed("135")).lines == ()


def test_the_state_follows_from_the_amounts() -> None:
    assert state_of(Amounts(9000, None, (off("CO", "45", 4500),))) is ClaimState.PAID
    assert state_of(Amounts(9000, None, (off("CO", "97", 4500),))) is ClaimState.PARTLY_PAID
    assert state_of(Amounts(0, None, (off("CO", "197", 13500),))) is ClaimState.DENIED
    assert state_of(Amounts(0, None, (off("PR", "1", 13500),))) is ClaimState.PAID
    assert state_of(Amounts(0, None, (off("CO", "45", 13500),))) is ClaimState.ADJUSTED


def test_a_check_is_compared_with_its_claims() -> None:
    answers = [(ONE, read_answer(ONE, typed("135"))), (TWO, read_answer(TWO, typed("135")))]
    assert check_fault(27000, answers) == ""
    assert check_fault(None, answers) == ""
    assert check_fault(27500, answers) == (
        "The check is $275.00, but these 2 claims add up to $270.00, $5.00 less."
    )
    again = (replace(ONE, paid_before=9000), answers[0][1])
    assert check_fault(4500, [again]) == ""
