"""A004 auth-code."""

from tests.rules.bases import PRESCRIBED
from tests.rules.example import GONE, on
from tests.year.client_files import each
from tests.year.fault import Fault

AUTHORIZED = on(
    PRESCRIBED,
    {
        "payer": "va_ccn",
        "authorizations": [
            {
                "number": "V1",
                "from": "2026-09-01",
                "to": "2026-12-30",
                "visits": 12,
                "codes": ["97124", "97140"],
            }
        ],
        "earlier_visits": [],
    },
)

BAD = {
    "97112, and 97124 and 97140 are authorized": on(
        AUTHORIZED,
        {
            "note.objective": "Left UT grade 3. PNF and postural re-education of the neck.",
            "services.0.code": "97112",
        },
    ),
    "97140, and only 97124 is authorized": on(AUTHORIZED, {"authorizations.0.codes": ["97124"]}),
}

GOOD = {
    "the code is on the authorization": AUTHORIZED,
    "the authorization lists no codes": on(
        AUTHORIZED,
        {
            "note.objective": "Left UT grade 3. PNF and postural re-education of the neck.",
            "services.0.code": "97112",
            "authorizations.0.codes": GONE,
        },
    ),
    "a line not billed": on(
        AUTHORIZED, {"services.0.bill_to": "nobody", "authorizations.0.codes": ["97124"]}
    ),
    "another authorization lists the code": on(
        AUTHORIZED,
        {
            "authorizations.0.codes": ["97124"],
            "authorizations.1": {
                "number": "V2",
                "from": "2026-09-01",
                "to": "2026-12-30",
                "visits": 12,
                "codes": ["97124", "97140"],
            },
        },
    ),
    "a client who pays": on(
        AUTHORIZED,
        {
            "payer": "client_pay",
            "note.objective": "UT grade 3. PNF for the neck.",
            "services.0.code": "97112",
        },
    ),
}


PLANTED = (
    Fault("the code is not authorized", "va", file=each("authorizations", codes=("97140", "97110"))),
    Fault("manual therapy is not authorized", "va back", file=each("authorizations", codes=("97124",))),
)
