"""N015 facts-differ-from-note."""

from charting_tui.records.visit import Facts, Measure
from tests.rules.bases import SEEN_BEFORE
from tests.rules.example import GONE, on
from tests.year.changes import charted
from tests.year.fault import Fault

HEADACHE = on(
    SEEN_BEFORE,
    {
        "state": "arrived",
        "note.signed_at": GONE,
        "note.signed_by": GONE,
        "note.subjective": "No headache this week.",
        "note.facts": {"symptoms": ["headache"]},
    },
)

BAD = {
    "pain 5 in the note, 6 in the facts": on(
        HEADACHE,
        {
            "note.subjective": "Neck pain 5/10 on arrival and 4/10 on leaving.",
            "note.facts": {"scores": [{"name": "pain", "area": "neck", "before": 6, "after": 4}]},
            "note.provenance": [
                {
                    "section": "subjective",
                    "line": 0,
                    "origin": "facts",
                    "source": "quick line",
                    "text": "Neck pain was 6/10 before treatment and 4/10 after.",
                }
            ],
        },
    ),
    "left in the note, right in the facts": on(
        HEADACHE,
        {
            "note.subjective": (
                "Neck pain 6/10 on arrival and 4/10 on leaving; turned to look twice without pain."
            ),
            "note.objective": "Left neck rotation 60° before and 70° after.",
            "note.facts": {
                "ranges": [
                    {
                        "name": "rotation",
                        "area": "neck",
                        "side": "right",
                        "before": 60,
                        "after": 70,
                        "unit": "°",
                    }
                ]
            },
        },
    ),
    "a headache in the facts, none in the note": HEADACHE,
}

GOOD = {
    "the same scores in other words": on(
        SEEN_BEFORE,
        {
            "note.subjective": (
                "Neck pain 6/10 on arrival and 4/10 on leaving; turned to look twice without pain."
            ),
            "note.facts": {"scores": [{"name": "pain", "area": "neck", "before": 6, "after": 4}]},
            "note.provenance": [
                {
                    "section": "subjective",
                    "line": 0,
                    "origin": "facts",
                    "source": "quick line",
                    "text": "Neck pain was 6/10 before treatment and 4/10 after.",
                }
            ],
        },
    ),
    "scores in words, a symptom denied": on(
        SEEN_BEFORE,
        {
            "note.subjective": "Arrived at six out of ten, left at four; denies headaches.",
            "note.facts": {
                "scores": [{"name": "pain", "area": "neck", "before": 6, "after": 4}],
                "denied": ["headache"],
            },
        },
    ),
}


PLANTED = (
    Fault(
        "a pain score that the note no longer says",
        "commercial, self, premera, lni, auto",
        charted(Facts(scores=(Measure(name="pain", before=9.0, after=8.0),))),
    ),
)
