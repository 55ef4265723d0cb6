"""N016 carried-without-today."""

from charting_tui.records.visit import SECTIONS
from tests.rules.bases import SEEN_BEFORE
from tests.rules.example import on
from tests.year.changes import carried
from tests.year.fault import Fault

BAD = {
    "nothing of today": on(
        SEEN_BEFORE,
        {
            "state": "arrived",
            "note": {
                "subjective": "Doing fine.",
                "objective": "Worked as before.",
                "assessment": "",
                "plan": "1x/wk x 6 wks; stretches at home.",
                "provenance": [
                    {
                        "section": "plan",
                        "line": 0,
                        "origin": "carried",
                        "source": "v1",
                        "text": "1x/wk x 6 wks; stretches at home.",
                    }
                ],
            },
        },
    ),
    "today's part is copied too": on(
        SEEN_BEFORE,
        {
            "state": "arrived",
            "note": {
                "subjective": "Pain 4/10.",
                "objective": "C-rot L 60 deg. Massage of the neck.",
                "assessment": "Pain 4/10 and improved.",
                "plan": "1x/wk x 6 wks; stretches at home.",
                "provenance": [
                    {
                        "section": "subjective",
                        "line": 0,
                        "origin": "carried",
                        "source": "v1",
                        "text": "Pain 4/10.",
                    },
                    {
                        "section": "objective",
                        "line": 0,
                        "origin": "carried",
                        "source": "v1",
                        "text": "C-rot L 60 deg. Massage of the neck.",
                    },
                    {
                        "section": "assessment",
                        "line": 0,
                        "origin": "carried",
                        "source": "v1",
                        "text": "Pain 4/10 and improved.",
                    },
                ],
            },
        },
    ),
}

GOOD = {
    "today's findings beside a copied plan": on(
        SEEN_BEFORE,
        {
            "note.provenance": [
                {
                    "section": "plan",
                    "line": 0,
                    "origin": "carried",
                    "source": "v1",
                    "text": "1x/wk x 6 wks; stretches at home.",
                }
            ]
        },
    ),
    "nothing was copied": on(
        SEEN_BEFORE, {"note.subjective": "Doing fine.", "note.objective": "Worked as before."}
    ),
    "little, but today's": on(
        SEEN_BEFORE,
        {
            "note": {
                "subjective": "Arrived at 4/10.",
                "objective": "Tender upper trapezius.",
                "assessment": "Improved.",
                "plan": "1x/wk x 6 wks; stretches at home.",
                "provenance": [
                    {
                        "section": "plan",
                        "line": 0,
                        "origin": "carried",
                        "source": "v1",
                        "text": "1x/wk x 6 wks; stretches at home.",
                    }
                ],
                "signed_at": "2026-11-19T10:45:00Z",
                "signed_by": "kim",
            }
        },
    ),
}


PLANTED = (
    Fault(
        "all of it carried and nothing of today",
        "commercial, self, premera, lni",
        carried(*SECTIONS, affirmed=True),
    ),
)
