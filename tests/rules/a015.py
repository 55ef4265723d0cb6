"""A015 lmt-to-medicare."""

from tests.rules.bases import COMPLETE, MEDICARE_PT
from tests.rules.example import line, on
from tests.year.changes import visit
from tests.year.fault import Fault

BAD = {
    "97140-GP by a massage therapist": on(MEDICARE_PT, {"therapist.licence_type": "LMT"}),
    "97124 by a massage therapist": on(
        COMPLETE,
        {
            "payer": "medicare",
            "note.objective": (
                "Effleurage and petrissage of neck and L UT; C-rot L 50 deg before, 65 after."
            ),
            "services.0": line("97124", 53, 4, "GP", "A", area="neck"),
        },
    ),
    "97124-GY, billed for the denial": on(
        COMPLETE, {"payer": "medicare", "services.0": line("97124", 53, 4, "GP GY", "A", area="neck")}
    ),
}

GOOD = {
    "97140-GP by a physical therapist": MEDICARE_PT,
    "a line billed to the client": on(COMPLETE, {"payer": "medicare", "services.0.bill_to": "client"}),
    "an Advantage plan that pays massage therapists": on(
        COMPLETE,
        {
            "payer": {
                "id": "adv",
                "name": "Harbor Advantage",
                "kind": "medicare",
                "codes_paid": {"LMT": ["97140"]},
            }
        },
    ),
}


PLANTED = (
    Fault("a massage therapist bills Medicare", "medicare, attended, medicare back", visit(therapist="ned")),
)
