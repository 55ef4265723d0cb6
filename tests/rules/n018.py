"""N018 signed-before-visit."""

from datetime import timedelta

from tests.rules.bases import MANUAL_45
from tests.rules.example import on
from tests.year.fault import Fault

BAD = {
    "signed on the day before": on(MANUAL_45, {"note.signed_at": "2026-11-18T18:30:00Z"}),
    "signed before the visit began": on(
        MANUAL_45, {"practice.time_zone": "America/Los_Angeles", "note.signed_at": "2026-11-19T16:30:00Z"}
    ),
    "two days before": on(MANUAL_45, {"practice.state": "", "note.signed_at": "2026-11-17T18:30:00Z"}),
}

GOOD = {
    "signed when the visit ended": MANUAL_45,
    "signed in the practice's zone": on(
        MANUAL_45, {"practice.time_zone": "America/Los_Angeles", "note.signed_at": "2026-11-19T18:05:00Z"}
    ),
    "no zone is known": on(MANUAL_45, {"note.signed_at": "2026-11-19T08:30"}),
    "the evening before, by an unknown zone": on(
        MANUAL_45, {"practice.state": "", "note.signed_at": "2026-11-18T18:30:00Z"}
    ),
}


PLANTED = (
    Fault("signed on the day before", "commercial, self, lni", signed_after=-timedelta(days=1)),
    Fault("signed before it began", "commercial, self, auto", signed_after=-timedelta(hours=2)),
)
