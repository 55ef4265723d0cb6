"""K007 over-six-lines."""

from tests.rules.bases import COMPLETE
from tests.rules.example import GONE, line, on
from tests.year.changes import added, all_of, said
from tests.year.fault import Fault

SEVEN_LINES = on(
    COMPLETE,
    {
        "services": [
            line("97140", 30, 2, "", "A", area="neck", charge="98.00"),
            line("97010", 10, 1, "", "A", area="neck"),
            line("97012", 10, 1, "", "A", area="neck"),
            line("97016", 10, 1, "", "A", area="neck"),
            line("97018", 10, 1, "", "A", area="neck"),
            line("97022", 10, 1, "", "A", area="neck"),
            line("97024", 10, 1, "", "A", area="neck"),
        ]
    },
)

BAD = {
    "7 lines on paper": SEVEN_LINES,
}

GOOD = {
    "6 lines": on(
        SEVEN_LINES,
        {
            "payer": {"id": "h", "name": "Harbor", "kind": "commercial", "ncci": False},
            "time_out": "11:30",
            "services.6": GONE,
        },
    ),
    "7 lines, sent electronically": on(
        SEVEN_LINES,
        {
            "payer": {
                "id": "h",
                "name": "Harbor",
                "kind": "commercial",
                "ncci": False,
                "paper_claims": False,
                "electronic_id": "99120",
            },
            "time_out": "11:30",
        },
    ),
}


PLANTED = (
    Fault(
        "seven lines on paper",
        "on paper",
        all_of(
            *(added(code) for code in ("97010", "97012", "97014", "97016", "97022", "97024")),
            said(
                "objective",
                "Hot pack, traction table, interferential current, pneumatic sleeve, whirlpool, diathermy.",
            ),
        ),
    ),
)
