"""C010 addon-without-base."""

from charting_tui.records.visit import BillTo
from tests.rules.bases import COMPLETE
from tests.rules.example import line, on
from tests.year.changes import with_line, without
from tests.year.fault import Fault

BAD = {
    "97811 alone": on(
        COMPLETE,
        {
            "therapist.licence_type": "LAc",
            "note.objective": "New needles BL10.",
            "services.0": line("97811", 15, 1, "", "A", new_insertion=True),
        },
    ),
    "the base code billed to another": on(
        COMPLETE,
        {
            "therapist.licence_type": "LAc",
            "note.objective": "Needled GB20; new needles BL10.",
            "services.0": line("97810", 15, 1, "", "A", bill_to="client"),
            "services.1": line("97811", 15, 1, "", "A", new_insertion=True),
        },
    ),
    "97546 alone": on(
        COMPLETE,
        {
            "therapist.licence_type": "PT",
            "note.objective": "Work hardening, 1 h.",
            "services.0": line("97546", units=1, modifiers="", pointers="A"),
        },
    ),
    "97130 alone": on(
        COMPLETE,
        {
            "therapist.licence_type": "OT",
            "note.objective": "Cognitive training.",
            "services.0": line("97130", units=1, modifiers="", pointers="A"),
        },
    ),
}

GOOD = {
    "97810 and 97811": on(
        COMPLETE,
        {
            "therapist.licence_type": "LAc",
            "note.objective": "Needled GB20; new needles BL10. TTP L UT.",
            "services": [line("97810", 15, 1, "", "A"), line("97811", 15, 1, "", "A", new_insertion=True)],
        },
    ),
    "97545 and 97546": on(
        COMPLETE,
        {
            "therapist.licence_type": "PT",
            "note.objective": "Work hardening, 3 h; lifts 20 lb, limited by spasm.",
            "services.0": line("97545", units=1, modifiers="", pointers="A"),
            "services.1": line("97546", units=1, modifiers="", pointers="A"),
        },
    ),
    "no add-on": COMPLETE,
}


PLANTED = (
    Fault("a further quarter hour alone", "needles, va needles", without(0)),
    Fault("a further quarter hour billed to another", "needles", with_line(0, bill_to=BillTo.CLIENT)),
)
