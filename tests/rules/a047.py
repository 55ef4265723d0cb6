"""A047 auth-for-another-provider."""

from tests.rules.bases import VA
from tests.rules.example import on
from tests.year.client_files import each
from tests.year.fault import Fault

BAD = {
    "another clinic": on(
        VA, {"authorizations.0.provider": "Alder Clinic", "authorizations.0.provider_npi": "1730500117"}
    ),
}

GOOD = {
    "the clinic": on(VA, {"authorizations.0.provider_npi": "1234567893"}),
    "the therapist": on(VA, {"authorizations.0.provider_npi": "1993999998"}),
    "nobody": VA,
}


PLANTED = (
    Fault(
        "an authorization for another clinic",
        "va, va back",
        file=each("authorizations", provider="Alder Clinic", provider_npi="1730500117"),
    ),
)
