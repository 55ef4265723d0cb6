"""A038 therapist-not-enrolled."""

from tests.rules.bases import COMPLETE, LNI
from tests.rules.example import on
from tests.year.changes import visit
from tests.year.fault import Fault

ENROLLED = {"payer": "commercial", "status": "enrolled", "from": "2026-06-01"}


def entry(**changes: object) -> dict[str, object]:
    return on(COMPLETE, {"therapist.enrollments": [{**ENROLLED, **changes}]})


BAD = {
    "enrolled from December on": entry(**{"from": "2026-12-01"}),
    "ended in October": entry(status="ended", to="2026-10-31"),
    "pending": entry(status="pending"),
    "not enrolled": entry(status="not enrolled"),
    "no provider number with L&I": on(
        LNI, {"therapist.enrollments": [{"payer": "wa_lni", "status": "enrolled"}]}
    ),
}

GOOD = {
    "enrolled since June": entry(),
    "nothing is known": COMPLETE,
    "another payer's enrollment is pending": entry(payer="uhc", status="pending"),
    "a provider number with L&I": on(
        LNI, {"therapist.enrollments": [{"payer": "wa_lni", "status": "enrolled", "number": "0212345"}]}
    ),
    "ended after the visit": entry(status="ended", to="2026-11-30"),
}


PLANTED = (Fault("a therapist who is not enrolled", "commercial, regence", visit(therapist="unenrolled")),)
