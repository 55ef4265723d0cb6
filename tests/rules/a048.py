"""A048 auth-for-another-diagnosis."""

from tests.rules.bases import VA
from tests.rules.example import on
from tests.year.client_files import each
from tests.year.fault import Fault

BAD = {"the shoulder": on(VA, {"authorizations.0.diagnoses": ["M25.511"]})}

GOOD = {
    "the neck": on(VA, {"authorizations.0.diagnoses": ["M54.2", "M25.511"]}),
    "any": VA,
}


PLANTED = (
    Fault(
        "an authorization for the foot", "va, va back", file=each("authorizations", diagnoses=("M79.672",))
    ),
)
