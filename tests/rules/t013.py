"""T013 mue-exceeded."""

from tests.rules.bases import COMPLETE, MEDICARE_PT
from tests.rules.example import GONE, line, on
from tests.year.changes import minutes
from tests.year.fault import Fault

SIX_UNITS = on(
    COMPLETE,
    {
        "payer": {
            "id": "md",
            "name": "State Medicaid",
            "kind": "medicaid",
            "unit_limits": {"value": "block", "since": "2027-01-01"},
        },
        "note.objective": (
            "Effleurage and petrissage to neck and upper back, L UT 3/4. C-rot L 50 deg before, 65 after."
        ),
        "techniques": ["effleurage"],
        "services.0": line("97124", 90, 6, "", "A", area="neck"),
    },
)

BAD = {
    "5 units to Medicare": on(
        SIX_UNITS,
        {
            "payer": "medicare",
            "therapist.licence_type": "PT",
            "services.0": line("97124", 75, 5, "GP", "A", area="neck"),
        },
    ),
    "90 minutes to a commercial payer": on(SIX_UNITS, {"payer": "commercial", "services.0.units": GONE}),
    "6 units to Medicaid": on(SIX_UNITS, {"payer": "medicaid"}),
    "two lines of one code": on(
        MEDICARE_PT,
        {
            "payer": "medicaid",
            "note.objective": "PNF, balance board, tandem stance. C-rot L 50 deg.",
            "services": [line("97112", 40, 3, "", "A"), line("97112", 30, 2, "", "A")],
        },
    ),
    "two hot packs": on(
        COMPLETE,
        {
            "payer": "medicaid",
            "note.objective": "Hot packs neck, then low back. TTP L UT.",
            "services.0": line("97010", units=1, modifiers="", pointers="A"),
            "services.1": line("97010", units=1, modifiers="", pointers="A"),
        },
    ),
}

GOOD = {
    "4 units to Medicare": on(
        SIX_UNITS,
        {
            "payer": "medicare",
            "therapist.licence_type": "PT",
            "services.0": line("97124", 60, 4, "GP", "A", area="neck"),
        },
    ),
    "a commercial payer": on(COMPLETE, {"services.0": line("97140", 90, 6, "", "A", area="neck")}),
    "a client who pays": on(SIX_UNITS, {"payer": "client_pay"}),
    "a payer without limits": on(
        SIX_UNITS,
        {"payer": {"id": "harbor", "name": "Harbor Health Plan", "kind": "commercial", "unit_limits": "off"}},
    ),
    "1 unit of a hot pack": on(
        COMPLETE,
        {
            "note.objective": "Hot pack neck. MFR L UT. C-rot L 50 deg before, 65 after.",
            "services.0": line("97010", units=1, modifiers="", pointers="A"),
            "services.1": line("97140", 53, 4, "", "A", area="neck"),
        },
    ),
    "limits from next year": SIX_UNITS,
}


PLANTED = (
    Fault(
        "more units than a day's limit", "commercial, medicaid, uhc, premera, ump, lni, auto", minutes(0, 75)
    ),
)
