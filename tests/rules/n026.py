"""N026 cosignature-missing."""

from tests.rules.bases import MANUAL
from tests.rules.example import on
from tests.year.changes import visit
from tests.year.fault import Fault

_TRAINEE = {"therapist.co_signer": "pat"}
_SECOND = [{"by": "pat", "at": "2026-11-19T18:00:00Z", "reason": "co-signature", "text": "Read."}]

BAD = {
    "a trainee's note": on(MANUAL, _TRAINEE),
    "only something was added": on(MANUAL, {**_TRAINEE, "note.addenda": _SECOND}),
}

GOOD = {
    "no co-signer needed": MANUAL,
    "co-signed": on(MANUAL, {**_TRAINEE, "note.addenda": [{**_SECOND[0], "cosigns": True}]}),
}


PLANTED = (Fault("nobody co-signed", "commercial, self, lni", visit(therapist="trainee")),)
