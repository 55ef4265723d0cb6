"""N002 signed-note-edited."""

from charting_tui.records.chart import VisitFile
from charting_tui.records.visit import Addendum
from tests.rules.bases import HEALTH_TOLD
from tests.rules.example import on
from tests.year.courses import ANYBODY
from tests.year.fault import Fault

BAD = {
    "the text was replaced": on(
        HEALTH_TOLD,
        {
            "note.objective": (
                "Left upper trapezius grade 2. Neck rotation left 70 degrees. Myofascial "
                "release left upper trapezius."
            ),
            "note.signed_digest": "8280a4857e3ef31aed7034a5e45c29aac1aae63ed6bcbed537e4faf34bf22e38",
        },
    ),
    "the minutes were changed": on(
        HEALTH_TOLD,
        {
            "note.signed_digest": "8280a4857e3ef31aed7034a5e45c29aac1aae63ed6bcbed537e4faf34bf22e38",
            "services.0.minutes": 60,
        },
    ),
    "an addendum without author and day": on(
        HEALTH_TOLD,
        {
            "note.addenda": [{"text": "Left UT also released."}],
            "note.signed_digest": "8280a4857e3ef31aed7034a5e45c29aac1aae63ed6bcbed537e4faf34bf22e38",
        },
    ),
    "an addendum without its day": on(
        HEALTH_TOLD,
        {
            "note.addenda": [{"by": "AB", "text": "Left UT also released."}],
            "note.signed_digest": "8280a4857e3ef31aed7034a5e45c29aac1aae63ed6bcbed537e4faf34bf22e38",
        },
    ),
}

GOOD = {
    "the signed text": on(
        HEALTH_TOLD,
        {"note.signed_digest": "8280a4857e3ef31aed7034a5e45c29aac1aae63ed6bcbed537e4faf34bf22e38"},
    ),
    "an addendum with author and day": on(
        HEALTH_TOLD,
        {
            "note.addenda": [
                {
                    "by": "AB",
                    "at": "2026-11-20T09:00:00Z",
                    "text": "Left UT also released.",
                    "reason": "late entry",
                }
            ],
            "note.signed_digest": "8280a4857e3ef31aed7034a5e45c29aac1aae63ed6bcbed537e4faf34bf22e38",
        },
    ),
    "place and units are not signed": on(
        HEALTH_TOLD,
        {
            "place": "12",
            "note.signed_digest": "8280a4857e3ef31aed7034a5e45c29aac1aae63ed6bcbed537e4faf34bf22e38",
            "services.0.units": 3,
        },
    ),
    "no digest is known": HEALTH_TOLD,
}


def _rewritten(kept: VisitFile) -> VisitFile:
    words = kept.visit.note.model_copy(update={"assessment": "Much improved in every respect."})
    return kept.model_copy(update={"visit": kept.visit.model_copy(update={"note": words})})


def _word_of_nobody(kept: VisitFile) -> VisitFile:
    return kept.model_copy(update={"addenda": (Addendum(text="Left side meant.", reason="correction"),)})


PLANTED = (
    Fault("the signed note was rewritten", ANYBODY, kept=_rewritten),
    Fault("a later word without author and day", "commercial, premera, comp", kept=_word_of_nobody),
)
