"""C027 charge-not-fee-times-units."""

from charting_tui.records.chart import VisitFile
from tests.rules.bases import MASSAGE
from tests.rules.example import line, on
from tests.year.courses import INSURED
from tests.year.fault import Fault

BAD = {
    "4 units at 45.00, charged 135.00": on(
        MASSAGE,
        {"practice.fees": [line("97124", cents="45.00", since="2026-01-01")], "services.0.charge": "135.00"},
    ),
    "five cents more": on(
        MASSAGE,
        {
            "payer": "client_pay",
            "practice.fees": [line("97124", cents="45.00", since="2026-01-01")],
            "services.0.charge": "180.05",
        },
    ),
    "units that the minutes earn": on(
        MASSAGE,
        {
            "practice.fees": [line("97124", cents="45.00", since="2026-01-01")],
            "services.0": line("97124", 53, modifiers="GP", pointers="A", charge="135.00"),
        },
    ),
    "a line billed to the client": on(
        MASSAGE,
        {
            "practice.fees": [line("97124", cents="45.00", since="2026-01-01")],
            "services.0": line("97124", 53, 4, "GP", "A", bill_to="client", charge="45.00"),
        },
    ),
}

GOOD = {
    "4 units at 45.00": on(
        MASSAGE,
        {"practice.fees": [line("97124", cents="45.00", since="2026-01-01")], "services.0.charge": "180.00"},
    ),
    "no charge yet": on(MASSAGE, {"practice.fees": [line("97124", cents="45.00", since="2026-01-01")]}),
    "no fee is known": on(MASSAGE, {"services.0.charge": "135.00"}),
    "a line not billed": on(
        MASSAGE,
        {
            "practice.fees": [line("97124", cents="45.00", since="2026-01-01")],
            "services.0": line("97124", 53, 4, "GP", "A", charge="135.00", bill_to="nobody"),
        },
    ),
    "the fee of that day": on(
        MASSAGE,
        {
            "practice.fees": [
                line("97124", cents="30.00", since="2026-01-01"),
                line("97124", cents="45.00", since="2026-12-01"),
            ],
            "services.0.charge": "120.00",
        },
    ),
}


def _charged_more(kept: VisitFile) -> VisitFile:
    first, *others = kept.claim.lines
    dearer = first.model_copy(update={"charge": (first.charge or 0) + 500})
    total = (kept.claim.total or 0) + 500
    changed = kept.claim.model_copy(update={"lines": (dearer, *others), "total": total})
    return kept.model_copy(update={"claim": changed})


PLANTED = (Fault("a charge that is not the fee", f"{INSURED}, self, medicare, regence", kept=_charged_more),)
