"""C001 procedure-code-invalid."""

from tests.rules.bases import COMPLETE
from tests.rules.example import GONE, line, on
from tests.year.changes import added, coded, with_line
from tests.year.courses import MASSAGES
from tests.year.fault import Fault

BAD = {
    "97001 in 2026": on(
        COMPLETE,
        {
            "plan_of_care": GONE,
            "as_of": "2026-01-05",
            "therapist.licence_type": "PT",
            "referral.signed_on": "2026-01-02",
            "referral.expires": "2026-04-01",
            "date": "2026-01-05",
            "note.signed_at": "2026-01-05T11:00:00Z",
            "services.0": line("97001", units=1, modifiers="", pointers="A"),
        },
    ),
    "97762, deleted": on(
        COMPLETE, {"therapist.licence_type": "PT", "services.0": line("97762", 30, 2, "", "A")}
    ),
    "four digits": on(COMPLETE, {"services.0": line("9714", 30, 2, "", "A")}),
    "a code that never was": on(COMPLETE, {"services.0": line("97141", 30, 2, "", "A")}),
    "a word for a code": on(COMPLETE, {"services.0": line("massage", 30, 2, "", "A")}),
    "97532, deleted, for a client who pays": on(
        COMPLETE, {"payer": "client_pay", "services.0": line("97532", 15, 1, "", "A")}
    ),
}

GOOD = {
    "97124": on(
        COMPLETE,
        {
            "note.objective": (
                "Effleurage and petrissage to neck and upper back, L UT 3/4. C-rot L 50 deg before, 65 after."
            ),
            "techniques": ["effleurage"],
            "services.0.code": "97124",
        },
    ),
    "a code in lower case": on(
        COMPLETE,
        {
            "note.objective": "IFC to L UT, pads. MFR L UT. C-rot L 50 deg before, 65 after.",
            "services.0": line("g0283", units=1, modifiers="", pointers="A"),
            "services.1": line("97140", 53, 4, "", "A", area="neck"),
        },
    ),
    "an office visit by a chiropractor": on(
        COMPLETE,
        {
            "therapist.licence_type": "DC",
            "note.objective": "Adjusted C5-6; spasm L UT. C-rot L 50 deg.",
            "services.0": line("99203", units=1, modifiers="25", pointers="A"),
            "services.1": line("98940", units=1, modifiers="", pointers="A"),
        },
    ),
    "a code of the practice's own, billed to the client": on(
        COMPLETE, {"services.1": line("LATE", units=1, modifiers="", pointers="A", bill_to="client")}
    ),
    "97001 in 2016": on(
        COMPLETE,
        {
            "plan_of_care": GONE,
            "as_of": "2016-05-04",
            "therapist.licence_type": "PT",
            "therapist.licence_expires": "2017-06-30",
            "client.consent.signed_on": "2016-01-04",
            "coverage.0": {"order": "primary", "member_id": "X100"},
            "referral.signed_on": "2016-05-01",
            "referral.expires": "2016-08-01",
            "date": "2016-05-02",
            "note.signed_at": "2016-05-02T11:00:00Z",
            "services.0": line("97001", units=1, modifiers="", pointers="A"),
        },
    ),
}


PLANTED = (
    Fault("a code that ended", "evaluated", coded(0, "97001", "evaluation"), number=0),
    Fault("a code with letters for digits", f"{MASSAGES}, regence back", with_line(0, code="9712A4")),
    Fault("a code that does not exist", "commercial, premera, comp", with_line(0, code="97119")),
    Fault(
        "a code with its modifier in one field",
        "commercial therapy, commercial",
        with_line(0, code="97124-59"),
    ),
    Fault("a code from another specialty", "commercial, medicaid", with_line(0, code="64999")),
    Fault(
        "a code that only the limits know",
        "commercial therapy, medicaid therapy",
        added("95851", "59", narrative="its own report"),
    ),
)
