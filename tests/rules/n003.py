"""N003 note-late."""

from datetime import date, timedelta

from tests.rules.bases import COMPLETE
from tests.rules.example import GONE, on
from tests.year.courses import ANYBODY
from tests.year.fault import Ending, Fault

BAD = {
    "signed nine days later": on(COMPLETE, {"date": "2026-11-10"}),
    "signed three days later": on(COMPLETE, {"date": "2026-11-10", "note.signed_at": "2026-11-13T20:00:00Z"}),
    "not signed after nine days": on(
        COMPLETE, {"date": "2026-11-10", "note.signed_at": GONE, "note.signed_by": GONE}
    ),
    "a practice that allows one day": on(
        COMPLETE,
        {"practice.late_note_days": 1, "date": "2026-11-10", "note.signed_at": "2026-11-12T20:00:00Z"},
    ),
}

GOOD = {
    "signed on the day": COMPLETE,
    "signed within two days and a half": on(
        COMPLETE, {"date": "2026-11-10", "note.signed_at": "2026-11-13T06:30:00Z"}
    ),
    "an addendum says late entry": on(
        COMPLETE,
        {
            "date": "2026-11-10",
            "note.addenda": [
                {
                    "by": "kim",
                    "at": "2026-11-19T11:00:00Z",
                    "text": "Written when the power was back.",
                    "reason": "late entry",
                }
            ],
        },
    ),
    "the note says late entry": on(
        COMPLETE,
        {
            "date": "2026-11-10",
            "note.subjective": (
                "Late entry, 2026-11-19. Neck pain 6/10 after two days at the desk, "
                "cannot look over the left shoulder."
            ),
        },
    ),
    "a practice that allows seven days": on(
        COMPLETE,
        {"practice.late_note_days": 7, "date": "2026-11-10", "note.signed_at": "2026-11-17T20:00:00Z"},
    ),
    "signed at a time not known": on(COMPLETE, {"date": "2026-11-10", "note.signed_at": GONE}),
}


PLANTED = (
    Fault("signed after nine days", f"{ANYBODY}, comp", signed_after=timedelta(days=9)),
    Fault(
        "still open after weeks",
        "commercial, auto, self",
        ending=Ending.WRITTEN,
        since=date(2026, 10, 31),
        also="N001",
        why="a note that is open is not signed, and after two days it is late",
    ),
)
