"""A016 florida-pip-massage."""

from tests.rules.bases import COMPLETE
from tests.rules.example import line, on
from tests.year.changes import coded, visit
from tests.year.fault import Fault

FLORIDA = on(
    COMPLETE,
    {
        "payer": "florida_pip",
        "practice.state": "FL",
        "therapist.licence_state": "FL",
        "case": {"kind": "auto", "injury_date": "2026-10-20", "state": "FL", "claim_number": "P1"},
    },
)

BAD = {
    "97140 by a massage therapist": FLORIDA,
    "97124 by a physical therapist": on(
        FLORIDA,
        {
            "therapist.licence_type": "PT",
            "therapist.taxonomy": "225100000X",
            "note.objective": (
                "Effleurage and petrissage of neck and L UT; C-rot L 50 deg before, 65 after."
            ),
            "services.0.code": "97124",
        },
    ),
    "97810 by an acupuncturist": on(
        FLORIDA, {"therapist.licence_type": "LAc", "services.0": line("97810", 15, 1, "", "A", area="neck")}
    ),
    "97810 by a chiropractor": on(
        FLORIDA, {"therapist.licence_type": "DC", "services.0": line("97810", 15, 1, "", "A", area="neck")}
    ),
}

GOOD = {
    "97140 by a physical therapist": on(
        FLORIDA, {"therapist.licence_type": "PT", "therapist.taxonomy": "225100000X"}
    ),
    "an auto insurer in Washington": on(FLORIDA, {"payer": "auto", "case.state": "WA"}),
    "a line not billed": on(FLORIDA, {"services.0.bill_to": "nobody"}),
}


PLANTED = (
    Fault("a massage therapist bills injury protection", "pip, pip therapy", visit(therapist="nell")),
    Fault(
        "massage for injury protection", "pip, pip therapy", coded(0, "97124", "effleurage and petrissage")
    ),
)
