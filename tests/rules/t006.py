"""T006 minutes-not-exact."""

from tests.rules.bases import COMPLETE
from tests.rules.example import line, on
from tests.year.changes import said
from tests.year.fault import Fault

BAD = {
    "8-22 min": on(COMPLETE, {"services.0": line("97140", "8-22 min", 1, "", "A", area="neck")}),
    "about 50": on(COMPLETE, {"services.0": line("97140", "about 50", 3, "", "A", area="neck")}),
    "50+": on(COMPLETE, {"services.0": line("97140", "50+", 3, "", "A")}),
    "30 to 40 minutes": on(COMPLETE, {"services.0": line("97140", "30 to 40 minutes", 2, "", "A")}),
    "a range in the note": on(
        COMPLETE, {"note.objective": "L UT 3/4, C-rot L 50 deg. MFR L UT 53-67 min, 4 units."}
    ),
}

GOOD = {
    "12 minutes": on(COMPLETE, {"services.0": line("97140", 12, 1, "", "A", area="neck")}),
    "a range in the complaint": on(
        COMPLETE,
        {
            "note.subjective": (
                "Neck pain 6/10; can sit 20-30 min before it tightens, cannot look over L shoulder."
            )
        },
    ),
    "a range in the plan": on(COMPLETE, {"note.plan": "1x/wk x 6 wks; foam roll 5-10 min daily."}),
    "a client who pays": on(COMPLETE, {"payer": "client_pay"}),
    "a range on a line not billed": on(
        COMPLETE,
        {
            "note.objective": "L UT 3/4. Hot pack, MFR L UT. C-rot L 50 deg before, 65 after.",
            "services.0": line("97010", "10-15", 1, "", "A", area="neck", bill_to="nobody"),
            "services.1": line("97140", 53, 4, "", "A", area="neck"),
        },
    ),
}


PLANTED = (
    Fault(
        "the note tells the chart of units",
        "commercial, uhc, anthem, medicaid",
        said("objective", "Total time 53-67 minutes."),
    ),
)
