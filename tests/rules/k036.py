"""K036 claim-words-too-long."""

from tests.rules.bases import COMPLETE
from tests.rules.example import on
from tests.year.changes import with_line
from tests.year.fault import Fault

LONG = "Second session of the day after a flare at work, as the attending doctor wrote in the letter of 11/18"

BAD = {"a hundred characters": on(COMPLETE, {"services.0.narrative": LONG})}

GOOD = {
    "few words": on(COMPLETE, {"services.0.narrative": "Flare at work, letter of 11/18"}),
    "a client who pays": on(COMPLETE, {"payer": "client_pay", "services.0.narrative": LONG}),
}


PLANTED = (
    Fault("words for the claim that are too long", "commercial, uhc, lni", with_line(0, narrative=LONG)),
)
