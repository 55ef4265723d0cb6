from datetime import date

from charting_tui.coding.billing.payers import preset
from charting_tui.operations.clients.coverage_gaps import gaps_of_policy
from charting_tui.records.coverage import Coverage
from charting_tui.records.eligibility import Benefit, Eligibility
from charting_tui.records.office import Office
from charting_tui.records.people import Practice, Therapist

PEOPLE = (
    Therapist(id="kim", licence_type="LMT"),
    Therapist(id="pat", licence_type="PT", ended_on=date(2026, 1, 31)),
    Therapist(id="robin"),
)
OFFICE = Office(practice=Practice(), people=PEOPLE, payers=(preset("regence"), preset("auto")))
ASKED = date(2026, 11, 2)


def test_a_policy_that_nobody_asked_about_says_so_for_the_services_given_here() -> None:
    told = gaps_of_policy(Coverage(payer="regence"), OFFICE)
    assert told == "Not known: eligibility, other payers, massage benefit."


def test_what_the_payer_answered_is_known_and_the_rest_is_told() -> None:
    answer = Eligibility(active=True, other_payers=(), benefits=(Benefit(service="massage", covered=True),))
    policy = Coverage(payer="regence", eligibility_checked_on=ASKED, eligibility=answer)
    assert gaps_of_policy(policy, OFFICE) == "Not known: massage visits left."
    counted = (Benefit(service="massage", covered=True, visits_left=8),)
    whole = answer.model_copy(update={"benefits": counted})
    assert gaps_of_policy(policy.model_copy(update={"eligibility": whole}), OFFICE) == ""


def test_the_benefits_that_count_are_those_of_whoever_treats_the_client() -> None:
    here = OFFICE.model_copy(update={"people": (*PEOPLE, Therapist(id="ana", licence_type="LAc"))})
    asked = Coverage(payer="regence", eligibility=Eligibility(active=True, other_payers=()))
    assert gaps_of_policy(asked, here) == "Not known: acupuncture benefit, massage benefit."
    assert gaps_of_policy(asked, here, ["ana"]) == "Not known: acupuncture benefit."


def test_an_insurer_of_an_injury_is_asked_nothing() -> None:
    assert gaps_of_policy(Coverage(payer="auto"), OFFICE) == ""
