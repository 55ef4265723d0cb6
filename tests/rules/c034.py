"""C034 treatment-after-the-end."""

from charting_tui.records.coverage import Goal
from charting_tui.records.visit import VisitKind
from tests.rules.bases import SEEN_BEFORE
from tests.rules.example import line, on
from tests.year.changes import visit
from tests.year.fault import Fault

REACHED = [{"text": "look over the shoulder", "progress": 100}]
TREATED = on(SEEN_BEFORE, {"earlier_visits.0.services": [line("97140", 45, 3)]})

BAD = {
    "every goal reached last time": on(TREATED, {"earlier_visits.0.goals": REACHED, "goals": REACHED}),
    "discharged last time": on(TREATED, {"earlier_visits.0.kind": "discharge"}),
}

GOOD = {
    "a goal that is near": on(
        TREATED,
        {
            "earlier_visits.0.goals": REACHED,
            "goals": [*REACHED, {"text": "sleep through", "progress": 40}],
        },
    ),
    "reached today": on(TREATED, {"goals": REACHED}),
    "discharged today": on(
        TREATED, {"earlier_visits.0.goals": REACHED, "goals": REACHED, "kind": "discharge"}
    ),
    "an initial visit after a discharge": on(
        TREATED, {"earlier_visits.0.kind": "discharge", "kind": "initial"}
    ),
}

_DONE = (Goal(text="drive for an hour", progress=100),)

PLANTED = (
    Fault(
        "treatment goes on after every goal",
        "commercial, uhc therapy, premera",
        visit(goals=_DONE),
        visits=2,
        before=visit(goals=_DONE),
    ),
    Fault(
        "treatment goes on after the discharge",
        "commercial back, regence",
        visits=2,
        before=visit(kind=VisitKind.DISCHARGE),
    ),
)
