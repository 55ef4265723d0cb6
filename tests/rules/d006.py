"""D006 icd-unspecified-side."""

from tests.rules.bases import LOW_BACK, RIGHT_SHOULDER
from tests.rules.example import line, on
from tests.year.changes import diagnosed
from tests.year.fault import Fault

BAD = {
    "the note names the right shoulder": on(RIGHT_SHOULDER, {"diagnoses": ["M25.519"]}),
    "the line names the right side": on(
        RIGHT_SHOULDER,
        {
            "diagnoses": ["M25.519"],
            "services.0": line("97140", 53, 4, "GP", "A", area="shoulder", side="right"),
        },
    ),
    "the left wrist": on(
        RIGHT_SHOULDER,
        {
            "note.subjective": "Numb fingers, trouble typing. No changes.",
            "note.objective": "Phalen's positive L wrist. MFR of the (L) forearm and left wrist.",
            "diagnoses": ["G56.00"],
        },
    ),
    "both wrists": on(
        RIGHT_SHOULDER,
        {
            "note.subjective": "Both hands numb, trouble typing. No change in health.",
            "note.objective": "Phalen's positive B. MFR bilat wrists and forearms.",
            "diagnoses": ["G56.00"],
            "services.0": line("97140", 53, 4, "GP", "A", area="wrists, forearms", side="both"),
        },
    ),
}

GOOD = {
    "the right shoulder's own code": RIGHT_SHOULDER,
    "the note names no side": on(
        RIGHT_SHOULDER,
        {
            "note.subjective": "Shoulder pain 5/10, cannot reach overhead. No changes.",
            "note.objective": "TTP infraspinatus 3/4, flexion 120 deg. MFR infraspinatus.",
            "diagnoses": ["M25.519"],
        },
    ),
    "the note names both sides": on(
        RIGHT_SHOULDER,
        {
            "note.subjective": (
                "Right shoulder pain, cannot reach overhead; left shoulder is fine. No changes."
            ),
            "diagnoses": ["M25.519"],
        },
    ),
    "a code without sides": LOW_BACK,
    "a client who pays": on(RIGHT_SHOULDER, {"payer": "client_pay", "diagnoses": ["M25.519"]}),
    "a hip whose side nobody names": on(
        LOW_BACK,
        {"note.objective": "Hip flexors tight, L4-5 TTP. MFR hip flexors.", "diagnoses": ["M25.559"]},
    ),
    "a denied side does not count": on(
        RIGHT_SHOULDER,
        {
            "note.subjective": (
                "Shoulder pain 5/10, cannot reach overhead, denies right shoulder trauma. No changes."
            ),
            "note.objective": "TTP infraspinatus 3/4. MFR infraspinatus.",
            "diagnoses": ["M25.519"],
        },
    ),
}


PLANTED = (Fault("the side is left open", "commercial shoulder, commercial left", diagnosed("M25.519")),)
