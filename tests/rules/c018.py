"""C018 attended-and-unattended-estim."""

from tests.rules.bases import COMPLETE
from tests.rules.example import line, on
from tests.year.changes import added, all_of, said
from tests.year.fault import Fault

BAD = {
    "G0283 and 97032": on(
        COMPLETE,
        {
            "therapist.licence_type": "PT",
            "note.objective": "IFC; attended e-stim motor point.",
            "services": [line("G0283", units=1, modifiers="", pointers="A"), line("97032", 15, 1, "", "A")],
        },
    ),
}

GOOD = {
    "G0283 alone": on(
        COMPLETE,
        {
            "therapist.licence_type": "PT",
            "note.objective": "IFC L UT 15 min, spasm.",
            "services.0": line("G0283", units=1, modifiers="", pointers="A"),
        },
    ),
    "97014 and 97032": on(
        COMPLETE,
        {
            "therapist.licence_type": "PT",
            "note.objective": "IFC L UT; attended stim, spasm.",
            "services": [line("97014", units=1, modifiers="", pointers="A"), line("97032", 15, 1, "", "A")],
        },
    ),
    "other times and 59": on(
        COMPLETE,
        {
            "therapist.licence_type": "PT",
            "note.objective": (
                "IFC L UT 09:00-09:15; attended e-stim motor point R shoulder 09:20-09:35, spasm."
            ),
            "services": [
                line("G0283", units=1, modifiers="", pointers="A", blocks=[{"in": "09:00", "out": "09:15"}]),
                line("97032", 15, 1, "59", "A", blocks=[{"in": "09:20", "out": "09:35"}]),
            ],
        },
    ),
}


PLANTED = (
    Fault(
        "two kinds of stimulation",
        "attended",
        all_of(added("97032", "GP", minutes=15), said("objective", "Attended stimulation by hand.")),
    ),
)
