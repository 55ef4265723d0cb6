"""M017 59-without-reason."""

from tests.rules.bases import COMPLETE
from tests.rules.example import line, on
from tests.year.changes import added, all_of, said
from tests.year.fault import Fault

TWO_PEOPLE = on(
    COMPLETE,
    {
        "therapist.licence_type": "DC",
        "note.objective": "Adjusted C5, restricted. Massage neck by Kim Rowe.",
        "services": [line("98940", units=1, modifiers="", pointers="A"), line("97124", 15, 1, "XP", "A")],
    },
)

BAD = {
    "59 on the adjusted neck": on(
        TWO_PEOPLE,
        {
            "note.objective": "Adjusted C5; MFR L UT.",
            "services.1": line("97140", 15, 1, "59", "A", area="neck"),
        },
    ),
    "59 on a line alone": on(COMPLETE, {"services.0.modifiers": ["59"]}),
    "59 at overlapping times": on(
        COMPLETE,
        {
            "therapist.licence_type": "PT",
            "note.objective": "MFR L UT. Grip dynamometer test.",
            "services.0": line("97140", 30, 2, "", "A", blocks=[{"in": "09:00", "out": "09:30"}]),
            "services.1": line("97750", 15, 1, "59", "A", blocks=[{"in": "09:20", "out": "09:35"}]),
        },
    ),
}

GOOD = {
    "the shoulder at its own time": on(
        TWO_PEOPLE,
        {
            "note.objective": "Adjusted C5, restricted. MFR R shoulder, 10:15-10:30.",
            "areas": ["neck", "shoulder"],
            "diagnoses": ["M54.2", "M25.511"],
            "services": [
                line("98940", units=1, modifiers="", pointers="A", regions=["cervical"]),
                line("97140", 15, 1, "59", "B", area="R shoulder", blocks=[{"in": "10:15", "out": "10:30"}]),
            ],
        },
    ),
    "XS with another region named": on(
        TWO_PEOPLE,
        {
            "note.objective": "Adjusted C5, restricted. MFR R shoulder, a different region.",
            "areas": ["neck", "shoulder"],
            "diagnoses": ["M54.2", "M25.511"],
            "services.1": line("97140", 15, 1, "XS", "B", area="shoulder"),
        },
    ),
    "XP with another person named": TWO_PEOPLE,
    "no modifier": COMPLETE,
}


PLANTED = (
    Fault(
        "59 without a reason",
        "commercial therapy, medicaid therapy, comp therapy",
        all_of(added("97750", "59", minutes=15), said("objective", "Timed up and go test with report.")),
    ),
)
