"""N012 health-update-missing."""

from tests.rules.bases import SHORT_NOTE
from tests.rules.example import on
from tests.year.changes import all_of, reworded, visit
from tests.year.courses import ANYBODY
from tests.year.fault import Fault

BAD = {
    "not a word on health": on(SHORT_NOTE, {"note.subjective": "Neck pain 6/10, cannot sit."}),
    "a client who pays in Washington": on(
        SHORT_NOTE, {"payer": "client_pay", "note.subjective": "Sore from the gym."}
    ),
    "a plan's client in Oregon": on(
        SHORT_NOTE, {"practice.state": "OR", "note.subjective": "Neck pain, cannot sit."}
    ),
    "a flare is no health update": on(
        SHORT_NOTE, {"note.subjective": "Moved boxes, neck flared, cannot sit."}
    ),
}

GOOD = {
    "no changes": on(SHORT_NOTE, {"note.subjective": "Neck pain 6/10, cannot sit. No changes."}),
    "history reviewed": on(SHORT_NOTE, {"note.subjective": "Cannot sit. Health hx reviewed, unchanged."}),
    "new medication": on(SHORT_NOTE, {"note.subjective": "Cannot sit. New meds: lisinopril."}),
    "the visit has a health update": on(SHORT_NOTE, {"health_update": "No changes"}),
    "an initial visit": on(SHORT_NOTE, {"kind": "initial"}),
    "denies changes": on(SHORT_NOTE, {"note.subjective": "Cannot sit. Denies changes in health."}),
    "no new injuries": on(SHORT_NOTE, {"note.subjective": "No new injuries or illnesses. Cannot sit."}),
}


PLANTED = (
    Fault(
        "no word on the client's health",
        ANYBODY,
        all_of(visit(health_update=""), reworded("medication", "coffee")),
    ),
)
