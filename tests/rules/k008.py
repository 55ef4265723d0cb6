"""K008 total-mismatch."""

from charting_tui.records.chart import VisitFile
from tests.rules.bases import COMPLETE
from tests.rules.example import line, on
from tests.year.courses import INSURED
from tests.year.fault import Fault

CHARGED = on(COMPLETE, {"services.0.charge": "180.00", "claim": {"total": "180.00"}})

BAD = {
    "a total above the charges": on(CHARGED, {"services.0.charge": "135.00"}),
    "the client's line in the total": on(
        CHARGED,
        {
            "note.objective": (
                "L UT 3/4 hypertonic, TTP. C-rot L 50 deg before, 65 after. MFR L UT and "
                "levator. Hot pack neck 10 min."
            ),
            "services.1": line(
                "97010", units=1, modifiers="", pointers="A", charge="40.00", bill_to="client"
            ),
            "claim.total": "220.00",
        },
    ),
}

GOOD = {
    "the total is the sum": CHARGED,
    "no charges": on(COMPLETE, {"claim": {"total": "180.00"}}),
    "no total": on(COMPLETE, {"services.0.charge": "135.00"}),
    "a client who pays": on(CHARGED, {"payer": "client_pay", "services.0.charge": "135.00"}),
    "the client's line is not in the total": on(
        CHARGED,
        {
            "note.objective": (
                "L UT 3/4 hypertonic, TTP. C-rot L 50 deg before, 65 after. MFR L UT and "
                "levator. Hot pack neck 10 min."
            ),
            "services.1": line(
                "97010", units=1, modifiers="", pointers="A", charge="40.00", bill_to="client"
            ),
        },
    ),
}


def _another_total(kept: VisitFile) -> VisitFile:
    changed = kept.claim.model_copy(update={"total": (kept.claim.total or 0) - 4500})
    return kept.model_copy(update={"claim": changed})


PLANTED = (Fault("a total that is not the sum", INSURED, kept=_another_total),)
