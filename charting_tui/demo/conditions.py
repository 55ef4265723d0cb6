"""What the demo's clients come for: complaint, places, movement, function and the treatment that fits."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Literal


@dataclass(frozen=True)
class PresentingComplaint:
    """One reason to be treated, in the words a therapist would use."""

    diagnoses: tuple[str, ...]
    complaint: str
    areas: tuple[str, ...]
    muscles: tuple[str, ...]
    """Where tone and tenderness are felt, in the quick line's words, as are joint, movement and outcome."""
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
    outcome: str = ""
    """The measure that is scored at every fourth visit, if any."""
    scores: tuple[int, int] = (0, 0)
    """Its score at the first visit, and the one aimed at."""

    @property
    def one_side(self) -> Literal["left", "right", ""]:
        """The side, where it is only one."""
        return "" if self.side == "both" else self.side


_DESK = ("long desk days", "looking down at a phone", "carrying a shoulder bag", "a bad pillow")
_LOADS = ("lifting boxes", "sitting through meetings", "standing at the counter", "yard work")
_REACHES = ("reaching overhead", "sleeping on that side", "pulling a heavy door", "fastening a seat belt")

NECK = PresentingComplaint(
    ("M54.2", "M62.838"), "neck pain", ("neck", "upper trapezius", "levator scapulae"),
    ("upper trapezius", "levator scapulae", "scalenes"), "both", "neck", "rotation", (48, 80), _DESK,
    "drive", (15, 60), ("chin tucks", "scapular squeezes", "neck rotation in sitting"),
    "Neck Disability Index", (44, 8),
)  # fmt: skip
LOW_BACK = PresentingComplaint(
    ("M54.59",), "low back pain", ("low back", "quadratus lumborum"),
    ("paraspinals", "quadratus lumborum", "gluteus medius"), "both", "low back", "flexion", (25, 60),
    _LOADS, "sit", (20, 60), ("pelvic tilts", "bird dogs", "knee to chest"),
    "Oswestry Disability Index", (40, 10),
)  # fmt: skip
UPPER_BACK = PresentingComplaint(
    ("M54.6",), "upper back pain", ("upper back", "rhomboids", "middle trapezius"),
    ("rhomboids", "middle trapezius", "erector spinae"), "both", "thoracic spine", "rotation", (15, 35),
    _DESK, "work at the computer", (25, 90), ("wall slides", "thoracic extension over a towel", "band rows"),
)  # fmt: skip
RIGHT_SHOULDER = PresentingComplaint(
    ("M25.511",), "right shoulder pain", ("shoulder", "infraspinatus", "supraspinatus"),
    ("infraspinatus", "supraspinatus", "deltoid"), "right", "shoulder",
    "flexion", (105, 170), _REACHES, "work overhead", (2, 15),
    ("pendulums", "table slides", "band rotations"),
    "Shoulder Pain and Disability Index", (58, 14),
)  # fmt: skip
LEFT_SHOULDER = PresentingComplaint(
    ("M25.512",), "left shoulder pain", ("shoulder", "infraspinatus", "supraspinatus"),
    ("infraspinatus", "supraspinatus", "deltoid"), "left", "shoulder",
    "abduction", (90, 165), _REACHES, "carry groceries", (3, 20),
    ("pendulums", "table slides", "band rotations"),
    "Shoulder Pain and Disability Index", (62, 16),
)  # fmt: skip
HEADACHE = PresentingComplaint(
    ("M54.2", "G44.86"), "neck pain with headache", ("neck", "suboccipitals", "upper trapezius"),
    ("suboccipitals", "upper trapezius", "sternocleidomastoid"), "both", "neck", "flexion", (30, 50), _DESK,
    "read", (10, 45), ("chin tucks", "upper neck nods", "scapular squeezes"),
    "Neck Disability Index", (38, 8),
)  # fmt: skip
WHIPLASH = PresentingComplaint(
    ("S13.4XXD", "S16.1XXD"), "neck pain since the collision", ("neck", "upper trapezius", "scalenes"),
    ("scalenes", "upper trapezius", "levator scapulae"), "both", "neck", "rotation", (38, 80),
    ("checking a blind spot", "stop and go traffic", "a full day upright", "turning over in bed"),
    "drive", (10, 45), ("chin tucks", "neck rotation in lying", "scapular squeezes"),
    "Neck Disability Index", (52, 10),
)  # fmt: skip
WORK_STRAIN = PresentingComplaint(
    ("S39.012D",), "low back pain since the lifting injury", ("low back", "quadratus lumborum"),
    ("paraspinals", "quadratus lumborum", "gluteus medius"), "both", "low back", "flexion", (20, 60),
    _LOADS, "stand at work", (15, 120), ("pelvic tilts", "hip hinges", "bird dogs"),
    "Oswestry Disability Index", (48, 10),
)  # fmt: skip

OF_HEALTH_PLANS = (NECK, LOW_BACK, UPPER_BACK, RIGHT_SHOULDER, LEFT_SHOULDER, HEADACHE)


_FAMILY = (
    "Abernathy, Adeyemi, Alvarez, Andersson, Ångström, Baptiste, Begay, Bianchi, Brandvold, "
    "Castañeda, Chaudhary, Côté, Dąbrowski, Delacroix, D'Angelo, Dvořák, Ellingsworth, Eriksen, "
    "Fairweather, Fernández, Gallagher, Gutiérrez, Haddad, Hashimoto, Holloway, Ibarra, Jansen, "
    "Kahananui, Kealoha, Kovačević, Lindqvist, Mbeki, McAllister, Moreau, Müller, Nakamura, Ngũgĩ, "
    "Nguyễn, O'Brien, O'Shaughnessy, Okonkwo, Olafsdóttir, Pacheco, Petrović, Quintero, Rasmussen, "
    "Saint-Clair, Santos, Şahin, Takahashi, Tamanaha, Thibodeaux, Ueda, Valdez, Van der Berg, "
    "Vasquez, Whitehorse, Wójcik, Yamamoto, Zielinski"
)
FAMILY = tuple(_FAMILY.split(", "))
_GIVEN = (
    "Aiko, Amara, Anselm, Beatriz, Björn, Bronwyn, Callum, Chidi, Clémence, Dara, Dmitri, Eilidh, "
    "Elena, Esperanza, Farid, Freya, Giulia, Grace, Hana, Idris, Imani, Ingrid, Jamal, Joaquín, "
    "Kalani, Keiko, Lachlan, Leilani, Lucía, Malik, Maren, Mateo, Nadia, Noor, Oskar, Paloma, "
    "Priya, Quentin, Rosalind, Rui, Sanjay, Saoirse, Selim, Sunniva, Tadeusz, Thandiwe, Tomás, Una, "
    "Viktor, Wren, Xiomara, Yusuf, Zoë"
)
GIVEN = tuple(_GIVEN.split(", "))
LONG_NAME = "Featherstonehaugh-Montgomery de la Cruz, Alexandrina Wilhelmina"
EXAMPLE_NAME = "Doe, Jane"
"""The client of the documentation's examples."""
_EXAMPLE = 89
"""Whose place among the pairs it takes: a client of Kim's, treated before for neck pain, and not in Today."""
_PRESCRIBERS = (
    "Ramona Achterberg, Basil Oyelaran, Corinne Whitlock, Desmond Pruitt, Ottilie Fenwick, Hugo Marchetti"
)
PRESCRIBERS = tuple(_PRESCRIBERS.split(", "))
"""Doctors who send clients."""


def client_names(random: Random) -> Iterator[str]:
    """Yield names written ``Family, Given``, without end and without a repetition."""
    pairs = [f"{family}, {given}" for family in FAMILY for given in GIVEN]
    random.shuffle(pairs)
    yield pairs[0]
    yield LONG_NAME
    yield from pairs[1:_EXAMPLE]
    yield EXAMPLE_NAME
    yield from pairs[_EXAMPLE + 1 :]
    generation = 2
    while True:
        yield from (f"{pair} {'I' * generation if generation < 4 else generation}" for pair in pairs)  # noqa: PLR2004
        generation += 1
