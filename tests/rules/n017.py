"""N017 carried-not-affirmed."""

from tests.rules.bases import SEEN_BEFORE
from tests.rules.example import GONE, on
from tests.year.changes import carried
from tests.year.fault import Fault

BAD = {
    "copied and not confirmed": on(
        SEEN_BEFORE,
        {
            "state": "arrived",
            "note.signed_at": GONE,
            "note.signed_by": GONE,
            "note.provenance": [
                {
                    "section": "plan",
                    "line": 0,
                    "origin": "carried",
                    "source": "v1",
                    "text": "1x/wk x 6 wks; stretches at home.",
                }
            ],
        },
    ),
    "one of two lines confirmed": on(
        SEEN_BEFORE,
        {
            "state": "arrived",
            "note.signed_at": GONE,
            "note.signed_by": GONE,
            "note.assessment": "Stable.\nGoal is near.",
            "note.provenance": [
                {
                    "section": "assessment",
                    "line": 0,
                    "origin": "carried",
                    "source": "v1",
                    "text": "Stable.",
                    "affirmed": True,
                },
                {
                    "section": "assessment",
                    "line": 0,
                    "origin": "carried",
                    "source": "v1",
                    "text": "Goal is near.",
                },
            ],
        },
    ),
}

GOOD = {
    "confirmed": on(
        SEEN_BEFORE,
        {
            "note.provenance": [
                {
                    "section": "plan",
                    "line": 0,
                    "origin": "carried",
                    "source": "v1",
                    "text": "1x/wk x 6 wks; stretches at home.",
                    "affirmed": True,
                }
            ]
        },
    ),
    "changed": on(
        SEEN_BEFORE,
        {
            "note.plan": "1x/wk x 6 wks; stretches at home. And ice.",
            "note.provenance": [
                {
                    "section": "plan",
                    "line": 0,
                    "origin": "carried",
                    "source": "v1",
                    "text": "1x/wk x 6 wks; stretches at home.",
                }
            ],
        },
    ),
    "from a phrase": on(
        SEEN_BEFORE,
        {
            "note.provenance": [
                {
                    "section": "plan",
                    "line": 0,
                    "origin": "phrase",
                    "source": "v1",
                    "text": "1x/wk x 6 wks; stretches at home.",
                }
            ]
        },
    ),
}


PLANTED = (
    Fault(
        "a plan of last week that nobody affirmed", "commercial, self, premera, lni, auto", carried("plan")
    ),
)
