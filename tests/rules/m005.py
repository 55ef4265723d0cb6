"""M005 59-on-em."""

from tests.rules.bases import COMPLETE
from tests.rules.example import line, on
from tests.year.changes import added, all_of, with_line
from tests.year.fault import Fault

BAD = {
    "99213-59": on(
        COMPLETE,
        {
            "therapist.licence_type": "DC",
            "note.objective": "Adjusted C5.",
            "services.0": line("99213", units=1, modifiers="59", pointers="A"),
            "services.1": line("98940", units=1, modifiers="", pointers="A"),
        },
    ),
    "99203-XU": on(
        COMPLETE,
        {"therapist.licence_type": "DC", "services.0": line("99203", units=1, modifiers="XU", pointers="A")},
    ),
}

GOOD = {
    "99213-25": on(
        COMPLETE,
        {
            "therapist.licence_type": "DC",
            "note.objective": "Adjusted C5, spasm.",
            "services.0": line("99213", units=1, modifiers="25", pointers="A"),
            "services.1": line("98940", units=1, modifiers="", pointers="A"),
        },
    ),
}


PLANTED = (
    Fault(
        "59 on an office visit",
        "osteopathy",
        all_of(added("99213", "59"), with_line(1, narrative="a separate visit")),
    ),
)
