"""C026 maintenance-care."""

from charting_tui.records.claim import Draft
from charting_tui.records.visit import Note
from tests.rules.bases import MASSAGE
from tests.rules.example import GONE, every, line, on
from tests.year.changes import all_of, visit, written
from tests.year.fault import Change, Fault

SIXTH = on(
    MASSAGE,
    {
        "note.subjective": "Neck pain 6/10, cannot look over the left shoulder.",
        "note.objective": "Left upper trapezius grade 3. Effleurage and petrissage.",
        "earlier_visits": every(
            1,
            "2026-10-01",
            5,
            {
                "state": "done",
                "services": [line("97124", 53)],
                "note": {"subjective": "Neck pain 6/10.", "objective": "Upper trapezius grade 3."},
                "diagnoses": ["M54.2"],
            },
        ),
    },
)

BAD = {
    "six visits with pain 6/10": SIXTH,
    "nine visits with a measured 6": on(
        SIXTH,
        {
            "measures": [{"name": "pain", "value": 6}],
            "earlier_visits": every(
                1,
                "2026-10-01",
                8,
                {
                    "state": "done",
                    "services": [line("97124", 53)],
                    "note": {"subjective": "Neck pain 6/10.", "objective": "Upper trapezius grade 3."},
                    "diagnoses": ["M54.2"],
                    "measures": [{"name": "pain", "value": 6}],
                },
            ),
        },
    ),
    "a payer that asks after three visits": on(
        SIXTH,
        {
            "payer": {"name": "Short", "no_change_visits": 3},
            "earlier_visits.2": GONE,
            "earlier_visits.3": GONE,
            "earlier_visits.4": GONE,
        },
    ),
    "a goal that stands still": on(
        SIXTH,
        {
            "goals": [{"text": "look over the shoulder", "progress": 40}],
            "earlier_visits": every(
                1,
                "2026-10-01",
                5,
                {
                    "state": "done",
                    "services": [line("97124", 53)],
                    "note": {"subjective": "Neck pain 6/10.", "objective": "Upper trapezius grade 3."},
                    "diagnoses": ["M54.2"],
                    "goals": [{"text": "look over the shoulder", "progress": 40}],
                },
            ),
        },
    ),
}

GOOD = {
    "pain down to 3 on the sixth visit": on(
        SIXTH, {"note.subjective": "Neck pain 3/10, cannot look over the left shoulder."}
    ),
    "five visits": on(SIXTH, {"earlier_visits.4": GONE}),
    "the range improves": on(
        SIXTH,
        {
            "note.objective": "Neck rotation left 60 degrees. Effleurage and petrissage of the neck.",
            "earlier_visits.0.note.objective": "Rotation left 40 degrees.",
            "earlier_visits.1.note.objective": "Rotation left 41 degrees.",
            "earlier_visits.2.note.objective": "Rotation left 42 degrees.",
            "earlier_visits.3.note.objective": "Rotation left 43 degrees.",
            "earlier_visits.4.note.objective": "Rotation left 44 degrees.",
        },
    ),
    "the goal is reached": on(SIXTH, {"goals": [{"text": "look over the shoulder", "progress": 100}]}),
    "no scores to compare": on(
        SIXTH,
        {
            "earlier_visits": every(
                1,
                "2026-10-01",
                5,
                {
                    "state": "done",
                    "services": [line("97124", 53)],
                    "note": {"subjective": "Neck pain.", "objective": "Upper trapezius grade 3."},
                    "diagnoses": ["M54.2"],
                },
            )
        },
    ),
    "the earlier ones were no-shows": on(
        SIXTH,
        {
            "earlier_visits": every(
                1,
                "2026-10-01",
                5,
                {
                    "state": "no show",
                    "services": [line("97124", 53)],
                    "note": {"subjective": "Neck pain 6/10.", "objective": "Upper trapezius grade 3."},
                    "diagnoses": ["M54.2"],
                },
            )
        },
    ),
    "a client who pays": on(SIXTH, {"payer": "client_pay"}),
    "S8990 for maintenance": on(SIXTH, {"services.0": line("S8990", 60, 1, "", "A")}),
}


def _unchanged(words: str) -> Change:
    """Leave only one measure, always the same, in a note with words of its own."""

    def change(draft: Draft) -> Draft:
        told = Note(
            subjective=f"{words} {draft.visit.date:%A %d %B} after work, the neck was stiff when driving.",
            objective=f"Seen {draft.visit.date:%d %B}: {words.lower()} Tender neck; effleurage, petrissage.",
            assessment=f"{words} No flare.",
            plan="Return in two weeks.",
        )
        same = (draft.visit.measures[0].model_copy(update={"before": 6.0, "after": 6.0}),)
        return all_of(written(told), visit(measures=same, goals=()))(draft)

    return change


PLANTED = (
    Fault(
        "six visits with the same measure",
        "commercial",
        visits=6,
        draft=_unchanged("Much as before."),
        before=_unchanged("As it was last time."),
    ),
)
