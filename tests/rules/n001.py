"""N001 note-unsigned."""

from datetime import date

from tests.rules.bases import BARE_MANUAL, MANUAL
from tests.rules.example import GONE, on
from tests.year.courses import ANYBODY, NOTED
from tests.year.fault import Ending, Fault

BAD = {
    "a draft that was billed": on(
        BARE_MANUAL, {"claim": {"billed_on": "2026-11-19"}, "note.signed_at": GONE, "note.signed_by": GONE}
    ),
    "a draft": on(BARE_MANUAL, {"note.signed_at": GONE, "note.signed_by": GONE}),
    "a draft billed to the client": on(
        BARE_MANUAL,
        {
            "payer": "client_pay",
            "claim": {"billed_on": "2026-11-19"},
            "note.signed_at": GONE,
            "note.signed_by": GONE,
        },
    ),
}

GOOD = {
    "a signed note": MANUAL,
    "signed and billed": on(MANUAL, {"claim": {"billed_on": "2026-11-19"}}),
    "an empty note": on(MANUAL, {"health_update": GONE, "note": {}}),
}


_YESTERDAY = date(2026, 11, 22)


PLANTED = (
    Fault("billed and not signed", NOTED, since=_YESTERDAY, ending=Ending.BILLED_UNSIGNED),
    Fault("not signed", f"{ANYBODY}, comp, regence", since=_YESTERDAY, ending=Ending.WRITTEN),
)
