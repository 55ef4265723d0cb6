"""C015 manual-same-region-as-cmt."""

from tests.rules.bases import MANUAL
from tests.rules.example import GONE, line, on
from tests.year.changes import all_of, billed_as, with_line
from tests.year.fault import Fault

SAME_DIAGNOSIS = on(
    MANUAL,
    {
        "therapist.licence_type": "DC",
        "note.objective": (
            "C4 and C5 restricted; rotation left 50 degrees before, 65 after. "
            "Adjustment of the cervical spine. Myofascial release right shoulder, "
            "separate region."
        ),
        "diagnoses": ["M54.2", "M25.511"],
        "services.0": line("98940", units=1, modifiers="", pointers="A", area="neck"),
        "services.1": line("97140", 15, 1, "59 GP", "A"),
    },
)

BAD = {
    "97140-59 for the adjusted region's diagnosis": SAME_DIAGNOSIS,
    "97140-XS of the neck": on(
        SAME_DIAGNOSIS, {"services.1": line("97140", 15, 1, "XS GP", "B", area="neck")}
    ),
    "the shoulder, with the neck's diagnosis": on(SAME_DIAGNOSIS, {"services.1.area": "right shoulder"}),
    "an auto insurer, no area adjusted": on(SAME_DIAGNOSIS, {"payer": "auto", "services.0.area": GONE}),
}

GOOD = {
    "another diagnosis and another area": on(
        SAME_DIAGNOSIS, {"services.1": line("97140", 15, 1, "59 GP", "B", area="right shoulder")}
    ),
    "another diagnosis": on(SAME_DIAGNOSIS, {"services.1.pointers": ["B"]}),
    "one diagnosis more": on(SAME_DIAGNOSIS, {"services.1.pointers": ["A", "B"]}),
    "XE, at another time": on(
        SAME_DIAGNOSIS,
        {
            "time_out": "16:15",
            "services.1": line("97140", 15, 1, "XE GP", "A", blocks=[{"in": "16:00", "out": "16:15"}]),
        },
    ),
    "a client who pays": on(SAME_DIAGNOSIS, {"payer": "client_pay"}),
}


PLANTED = (
    Fault(
        "manual therapy in the region adjusted",
        "uhc adjustment",
        all_of(
            with_line(1, area="neck", side="both", narrative="after the adjustment"),
            billed_as(1, pointers=("A",)),
        ),
    ),
    Fault(
        "manual therapy in the region adjusted, and nothing sets it apart",
        "uhc adjustment",
        all_of(with_line(1, area="neck", side="both"), billed_as(1, pointers=("A",))),
        also="M017",
        why="the modifier says another region: it was the same, and nothing else sets them apart",
    ),
)
