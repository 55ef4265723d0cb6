"""What is not known of a client's policy: told once, in the chart, where it is entered."""

from collections.abc import Iterable, Iterator

from charting_tui.records.coverage import Coverage
from charting_tui.records.eligibility import Eligibility
from charting_tui.records.office import Office
from charting_tui.rules.coverage.eligibility import SERVICE_OF
from charting_tui.rules.coverage.policies import MEMBERSHIP


def gaps_of_policy(policy: Coverage, office: Office, therapists: Iterable[str] = ()) -> str:
    """Return what no one asked the payer about a policy, in a sentence; nothing where all of it is known.

    The benefits that count are those of the client's ``therapists`` by id, of everybody here without any.
    Insurers of an injury and the VA go by their claim or authorization, so nothing is asked of them.
    """
    if office.payer(policy.payer).kind not in MEMBERSHIP:
        return ""
    unknown = ", ".join(_unknown(policy, office, set(therapists)))
    return f"Not known: {unknown}." if unknown else ""


def _unknown(policy: Coverage, office: Office, therapists: set[str]) -> Iterator[str]:
    answer = policy.eligibility or Eligibility()
    if office.payer(policy.payer).kind == "medicare" and policy.secondary is None:
        yield "who pays first (MSP)"
    if policy.eligibility_checked_on is None and answer.active is None:
        yield "eligibility"
    elif answer.active is None:
        yield "if it is active"
    if answer.other_payers is None:
        yield "other payers"
    here = (
        one.licence_type
        for one in office.people
        if one.ended_on is None and (not therapists or one.id in therapists)
    )
    given = {SERVICE_OF[licence] for licence in here if licence in SERVICE_OF}
    for service in sorted(given):
        benefit = answer.benefit(service)
        if benefit is None or benefit.covered is None:
            yield f"{service} benefit"
        elif benefit.covered and benefit.visits_left is None:
            yield f"{service} visits left"
