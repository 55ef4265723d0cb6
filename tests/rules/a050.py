"""A050 auth-code-units-used."""

from tests.rules.bases import VA
from tests.rules.example import line, on
from tests.year.client_files import each
from tests.year.fault import Fault

WEEK_BEFORE = {"date": "2026-11-12", "state": "done", "services": [line("97140", 53, 4)]}
USED = on(VA, {"authorizations.0.code_units": {"97140": 7}, "earlier_visits": [WEEK_BEFORE]})

BAD = {"8 of 7": USED}

GOOD = {
    "8 of 8": on(USED, {"authorizations.0.code_units": {"97140": 8}}),
    "units of another code": on(USED, {"authorizations.0.code_units": {"97124": 2}}),
}


PLANTED = (
    Fault(
        "more units of a code than authorized",
        "va, va back",
        file=each("authorizations", code_units={"97124": 2, "97140": 2}),
    ),
)
