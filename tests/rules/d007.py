"""D007 icd-side-vs-note."""

from tests.rules.bases import HEALTH_TOLD, LOW_BACK, RIGHT_SHOULDER
from tests.rules.example import line, on
from tests.year.changes import diagnosed
from tests.year.fault import Fault

BAD = {
    "the line says right, the code left": on(
        RIGHT_SHOULDER,
        {
            "diagnoses": ["M25.512"],
            "services.0": line("97140", 53, 4, "GP", "A", area="shoulder", side="right"),
        },
    ),
    "the visit's areas say right": on(
        RIGHT_SHOULDER, {"diagnoses": ["M25.512"], "areas": ["right shoulder"]}
    ),
    "the note says right": on(RIGHT_SHOULDER, {"diagnoses": ["M25.512"]}),
    "right knee coded, left treated": on(
        LOW_BACK,
        {
            "note.objective": "Crepitus L knee. MFR L quad and around the left knee.",
            "diagnoses": ["M25.561"],
            "services.0.area": "left knee",
        },
    ),
}

GOOD = {
    "the treated side's code": on(
        RIGHT_SHOULDER, {"services.0": line("97140", 53, 4, "GP", "A", area="shoulder", side="right")}
    ),
    "both sides treated": on(
        RIGHT_SHOULDER,
        {
            "diagnoses": ["M25.512"],
            "services.0": line("97140", 53, 4, "GP", "A", area="shoulder", side="both"),
        },
    ),
    "both codes": on(RIGHT_SHOULDER, {"diagnoses": ["M25.511", "M25.512"], "services.0.area": "R shoulder"}),
    "the note alone": RIGHT_SHOULDER,
    "a client who pays": on(
        RIGHT_SHOULDER,
        {
            "payer": "client_pay",
            "diagnoses": ["M25.512"],
            "services.0": line("97140", 53, 4, "GP", "A", area="shoulder", side="right"),
        },
    ),
    "a side of another part": on(
        HEALTH_TOLD, {"diagnoses": ["M25.512"], "services.0.area": "right neck, shoulder"}
    ),
    "a code that crosses parts": on(LOW_BACK, {"diagnoses": ["M54.31"], "services.0.area": "left low back"}),
    "a healthy side does not count": on(
        RIGHT_SHOULDER,
        {"note.objective": "TTP R infraspinatus 3/4; L shoulder flexion WNL 170 deg. MFR R infraspinatus."},
    ),
    "the level of the shoulders is no side": on(
        LOW_BACK,
        {"note.objective": "L4-5 shoulder height even; TTP. MFR shoulder.", "diagnoses": ["M25.511"]},
    ),
}


PLANTED = (
    Fault("the diagnosis of the other shoulder", "commercial shoulder", diagnosed("M25.512")),
    Fault("the diagnosis of the other shoulder, left", "commercial left", diagnosed("M25.511")),
)
