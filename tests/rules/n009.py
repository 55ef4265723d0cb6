"""N009 no-technique."""

from tests.rules.bases import SHORT_NOTE
from tests.rules.example import on
from tests.year.changes import OF_PAIN_ALONE, all_of, with_line, written
from tests.year.fault import Fault

BAD = {
    "“worked neck”": on(
        SHORT_NOTE,
        {
            "note.subjective": "Neck pain, cannot sit.",
            "note.objective": "Neck tender 3/4. Worked neck 55 min.",
        },
    ),
    "a client who pays in Washington": on(
        SHORT_NOTE,
        {"payer": "client_pay", "note.subjective": "Stressed, sore neck.", "note.objective": "Neck tender."},
    ),
    "a plan's client in Oregon": on(
        SHORT_NOTE,
        {
            "practice.state": "OR",
            "note.subjective": "Neck pain, cannot sit.",
            "note.objective": "Neck tender 3/4.",
        },
    ),
}

GOOD = {
    "myofascial release and effleurage": on(SHORT_NOTE, {"note.objective": "Neck tender. MFR, effleurage."}),
    "the line has a technique": on(
        SHORT_NOTE, {"note.objective": "Neck tender.", "services.0.techniques": ["MFR"]}
    ),
    "the visit has a technique": on(
        SHORT_NOTE, {"note.objective": "Neck tender.", "techniques": ["petrissage"]}
    ),
    "neuromuscular work and stretching": on(
        SHORT_NOTE, {"note.objective": "Neck tender 3/4. NMT and stretching neck."}
    ),
    "cross-fiber friction": on(
        SHORT_NOTE, {"note.objective": "Neck tender. Cross-fiber friction L levator."}
    ),
    "“released”": on(SHORT_NOTE, {"note.objective": "Neck tender. Released UT."}),
}


_OF_NO_TECHNIQUE = OF_PAIN_ALONE.model_copy(update={"objective": "Tender neck. Treated for the hour."})


PLANTED = (
    Fault(
        "no technique anywhere",
        "self, health account",
        all_of(written(_OF_NO_TECHNIQUE), with_line(0, techniques=())),
    ),
    Fault(
        "no technique anywhere, and none for the code",
        "commercial, anthem, premera",
        all_of(written(_OF_NO_TECHNIQUE), with_line(0, techniques=())),
        also="C023",
        why="the law wants a technique named, and the payer one of the code",
    ),
)
