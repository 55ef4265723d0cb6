"""C012 group-with-individual."""

from tests.rules.bases import COMPLETE, MEDICARE_PT
from tests.rules.example import line, on
from tests.year.changes import added, all_of, said
from tests.year.fault import Fault

BAD = {
    "97150 and 97124": on(
        COMPLETE,
        {
            "note.objective": "Group exercise x4 clients; effleurage L UT.",
            "services": [line("97150", units=1, modifiers="", pointers="A"), line("97124", 30, 2, "", "A")],
        },
    ),
    "97150 and 97110": on(
        COMPLETE,
        {
            "therapist.licence_type": "PT",
            "note.objective": "Group; chin tucks 2x10.",
            "services": [line("97150", units=1, modifiers="", pointers="A"), line("97110", 15, 1, "", "A")],
        },
    ),
}

GOOD = {
    "97150 at 10:00 and 97124-59 at 16:00": on(
        COMPLETE,
        {
            "therapist.licence_type": "PT",
            "time_in": "10:00",
            "time_out": "16:30",
            "note.objective": (
                "Group exercise x4 clients at 10:00. Seen alone at 16:00: effleurage L UT. TTP L UT."
            ),
            "services": [
                line("97150", units=1, modifiers="", pointers="A", blocks=[{"in": "10:00", "out": "10:30"}]),
                line("97124", 30, 2, "59", "A", blocks=[{"in": "16:00", "out": "16:30"}]),
            ],
        },
    ),
    "97150 alone": on(
        COMPLETE,
        {
            "therapist.licence_type": "PT",
            "note.objective": "Group exercise, 4 clients. ROM C-rot 50 deg.",
            "services.0": line("97150", units=1, modifiers="", pointers="A"),
        },
    ),
    "a payer without NCCI edits": on(
        MEDICARE_PT,
        {
            "payer": "workers_comp",
            "note.objective": "Group exercise x4; effleurage L UT. TTP L UT.",
            "services": [line("97150", units=1, modifiers="", pointers="A"), line("97124", 30, 2, "", "A")],
            "case": {
                "kind": "employment",
                "injury_date": "2026-10-01",
                "claim_number": "C1",
                "employer": "E",
                "state": "WA",
            },
        },
    ),
}


PLANTED = (
    Fault(
        "a group beside one client alone",
        "commercial therapy, medicaid therapy",
        all_of(added("97150"), said("objective", "Group class of four.")),
    ),
)
