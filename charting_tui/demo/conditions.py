"""What the demo's clients come for: complaint, places, movement, function and the treatment that fits."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Condition:
    """One reason to be treated, in the words a therapist would use."""

    diagnoses: tuple[str, ...]
    complaint: str
    areas: tuple[str, ...]
    muscles: tuple[str, ...]
    """Where tone and tenderness are felt."""
    side: Literal["left", "right", "both"]
    joint: str
    movement: str
    degrees: tuple[int, int]
    """Range at the first visit, and the range aimed at."""
    triggers: tuple[str, ...]
    function: str
    """What is limited, counted in minutes."""
    minutes: tuple[int, int]
    """How long it could be done at the first visit, and the goal."""
    exercises: tuple[str, ...]


_DESK = ("long desk days", "looking down at a phone", "carrying a shoulder bag", "a bad pillow")
_LOADS = ("lifting boxes", "sitting through meetings", "standing at the counter", "yard work")
_REACHES = ("reaching overhead", "sleeping on that side", "pulling a heavy door", "fastening a seat belt")

NECK = Condition(
    ("M54.2", "M62.838"), "neck pain", ("neck", "upper trapezius", "levator scapulae"),
    ("upper trapezius", "levator scapulae", "scalenes"), "both", "neck", "rotation", (48, 80), _DESK,
    "drive", (15, 60), ("chin tucks", "scapular squeezes", "neck rotation in sitting"),
)  # fmt: skip
LOW_BACK = Condition(
    ("M54.59",), "low back pain", ("low back", "quadratus lumborum"),
    ("lumbar paraspinals", "quadratus lumborum", "lower erectors"), "both", "trunk", "flexion", (45, 85),
    _LOADS, "sit", (20, 60), ("pelvic tilts", "bird dogs", "knee to chest"),
)  # fmt: skip
UPPER_BACK = Condition(
    ("M54.6",), "upper back pain", ("upper back", "rhomboids", "middle trapezius"),
    ("rhomboids", "middle trapezius", "thoracic paraspinals"), "both", "trunk", "rotation", (25, 45), _DESK,
    "work at the computer", (25, 90), ("wall slides", "thoracic extension over a towel", "band rows"),
)  # fmt: skip
RIGHT_SHOULDER = Condition(
    ("M25.511",), "right shoulder pain", ("shoulder", "infraspinatus", "supraspinatus"),
    ("right infraspinatus", "right supraspinatus", "right posterior deltoid"), "right", "right shoulder",
    "flexion", (105, 170), _REACHES, "work overhead", (2, 15),
    ("pendulums", "table slides", "band rotations"),
)  # fmt: skip
LEFT_SHOULDER = Condition(
    ("M25.512",), "left shoulder pain", ("shoulder", "infraspinatus", "supraspinatus"),
    ("left infraspinatus", "left supraspinatus", "left posterior deltoid"), "left", "left shoulder",
    "abduction", (90, 165), _REACHES, "carry groceries", (3, 20),
    ("pendulums", "table slides", "band rotations"),
)  # fmt: skip
HEADACHE = Condition(
    ("M54.2", "G44.86"), "neck pain with headache", ("neck", "suboccipitals", "upper trapezius"),
    ("suboccipitals", "upper trapezius", "sternocleidomastoid"), "both", "neck", "flexion", (30, 50), _DESK,
    "read", (10, 45), ("chin tucks", "upper neck nods", "scapular squeezes"),
)  # fmt: skip
WHIPLASH = Condition(
    ("S13.4XXD", "S16.1XXD"), "neck pain since the collision", ("neck", "upper trapezius", "scalenes"),
    ("scalenes", "upper trapezius", "cervical paraspinals"), "both", "neck", "rotation", (38, 80),
    ("checking a blind spot", "stop and go traffic", "a full day upright", "turning over in bed"),
    "drive", (10, 45), ("chin tucks", "neck rotation in lying", "scapular squeezes"),
)  # fmt: skip
WORK_STRAIN = Condition(
    ("S39.012D",), "low back pain since the lifting injury", ("low back", "quadratus lumborum"),
    ("lumbar paraspinals", "quadratus lumborum", "lower erectors"), "both", "trunk", "flexion", (35, 85),
    _LOADS, "stand at work", (15, 120), ("pelvic tilts", "hip hinges", "bird dogs"),
)  # fmt: skip

OF_HEALTH_PLANS = (NECK, LOW_BACK, UPPER_BACK, RIGHT_SHOULDER, LEFT_SHOULDER, HEADACHE)
