"""A046 auth-not-granted."""

from tests.rules.bases import VA
from tests.rules.example import on
from tests.year.client_files import each
from tests.year.fault import Fault

BAD = {
    "refused": on(VA, {"authorizations.0.status": "refused"}),
    "asked for": on(VA, {"authorizations.0.status": "asked"}),
}

GOOD = {
    "granted": on(VA, {"authorizations.0.status": "granted"}),
    "nothing is said, and it has a number": VA,
}


PLANTED = (Fault("a refused authorization", "va, va back", file=each("authorizations", status="refused")),)
