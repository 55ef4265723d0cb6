"""M001 discipline-modifier-missing."""

from tests.rules.bases import BARE_MANUAL, BARE_MASSAGE, MANUAL, PRESCRIPTION
from tests.rules.example import line, on
from tests.year.changes import modifiers
from tests.year.courses import WITH_GP
from tests.year.fault import Fault

BAD = {
    "97140 to UnitedHealthcare": on(BARE_MANUAL, {"payer": "uhc", "services.0.modifiers": []}),
    "97140-59 to the VA": on(
        BARE_MANUAL,
        {
            "payer": "va_ccn",
            "authorizations": [{"number": "V1", "from": "2026-10-01", "to": "2026-12-30", "visits": 12}],
            "services.0.modifiers": ["59"],
        },
    ),
    "97124 to Anthem": on(BARE_MASSAGE, {"payer": "anthem", "services.0.modifiers": []}),
}

GOOD = {
    "97140-GP": on(MANUAL, {"payer": "uhc"}),
    "59 before GO": on(MANUAL, {"payer": "uhc", "services.0.modifiers": ["59", "GO"]}),
    "Regence asks for none": on(
        MANUAL, {"payer": "regence", "services.0.modifiers": [], "referral": PRESCRIPTION}
    ),
    "a modifier in lower case": on(
        MANUAL, {"payer": "medicare", "therapist.licence_type": "PT", "services.0.modifiers": ["gp"]}
    ),
    "a hot pack needs none": on(
        MANUAL, {"payer": "uhc", "services.1": line("97010", units=1, modifiers="", pointers="A")}
    ),
    "a line billed to the client": on(
        MANUAL, {"payer": "uhc", "services.0": line("97140", 53, 4, "", "A", bill_to="client")}
    ),
    "UnitedHealthcare before July 2020": on(
        MANUAL,
        {
            "as_of": "2020-06-30",
            "payer": "uhc",
            "client.consent.signed_on": "2020-01-10",
            "coverage.0": {"order": "primary", "member_id": "X100", "from": "2020-01-01"},
            "date": "2020-06-30",
            "note.signed_at": "2020-06-30T10:20:00Z",
            "services.0.modifiers": [],
        },
    ),
}


PLANTED = (
    Fault("no discipline", f"{WITH_GP}, uhc therapy, medicare, attended, uhc occupational", modifiers(0)),
)
