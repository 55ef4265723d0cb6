"""M018 59-without-partner."""

from tests.rules.bases import COMPLETE
from tests.rules.example import line, on
from tests.year.changes import all_of, modifiers, with_line
from tests.year.fault import Fault

BAD = {
    "97124-59 alone": on(
        COMPLETE,
        {
            "note.objective": (
                "Effleurage and petrissage to neck and upper back, L UT 3/4. C-rot L 50 deg before, 65 after."
            ),
            "techniques": ["effleurage"],
            "services.0": line("97124", 53, 4, "59", "A"),
        },
    ),
    "97140-XU beside 97110": on(
        COMPLETE,
        {
            "therapist.licence_type": "PT",
            "note.objective": "MFR L UT; chin tucks 2x10.",
            "services": [line("97140", 30, 2, "XU", "A"), line("97110", 15, 1, "", "A")],
        },
    ),
}

GOOD = {
    "beside 98940": on(
        COMPLETE,
        {
            "therapist.licence_type": "DC",
            "note.objective": "Adjusted L4, restricted. Effleurage neck, separate region.",
            "areas": ["neck", "low back"],
            "diagnoses": ["M54.2", "M54.50"],
            "services.0": line("98940", units=1, modifiers="", pointers="A", regions=["lumbar"]),
            "services.1": line("97124", 15, 1, "59", "A", area="neck"),
        },
    ),
    "beside 98940 of an earlier claim": on(
        COMPLETE,
        {
            "note.objective": (
                "Effleurage and petrissage to neck and upper back, L UT 3/4. C-rot L 50 deg before, 65 after."
            ),
            "techniques": ["effleurage"],
            "services.0": line("97124", 30, 2, "59", "A", area="neck"),
            "claim": {"already_billed": ["98940"]},
        },
    ),
    "the same code on another area": on(
        COMPLETE,
        {
            "note.objective": "MFR L UT; later session, R shoulder MFR. TTP.",
            "areas": ["neck", "shoulder"],
            "diagnoses": ["M54.2", "M25.511"],
            "services.0": line("97140", 30, 2, "", "A", area="neck"),
            "services.1": line("97140", 15, 1, "59", "B", area="shoulder"),
        },
    ),
}


PLANTED = (
    Fault(
        "59 beside nothing",
        "commercial, premera, lni, auto, medicaid",
        all_of(modifiers(0, "59"), with_line(0, narrative="left side")),
    ),
    Fault(
        "XS beside nothing",
        "regence, bcbs_nd",
        all_of(modifiers(0, "XS"), with_line(0, narrative="left side")),
    ),
)
