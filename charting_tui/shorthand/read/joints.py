"""Joints that a line names, for movements that are told without one."""

from collections.abc import Sequence

from charting_tui.shorthand.read.classes import Class
from charting_tui.shorthand.read.note_words import NoteWords
from charting_tui.shorthand.read.places import areas_with_sides
from charting_tui.shorthand.read.reads import Read
from charting_tui.shorthand.read.scope import governed_by

_MOVES = {
    "neck": frozenset(
        {
            "suboccipitals",
            "sternocleidomastoid",
            "scalenes",
            "splenius",
            "upper trapezius",
            "levator scapulae",
            "trapezius",
        }
    ),
    "hip": frozenset({"iliopsoas", "hip flexors", "piriformis", "tensor fasciae latae", "gluteus medius"}),
    "low back": frozenset({"quadratus lumborum"}),
    "thoracic spine": frozenset({"middle back"}),
    "shoulder": frozenset({"rotator cuff", "supraspinatus", "infraspinatus", "subscapularis", "teres minor"}),
}
"""Joints by the muscles that name them, where the line names no joint."""


def joints_before(read: Sequence[Read]) -> dict[str, str]:
    """Return the joints that are named up to a clause, or those that its muscles move."""
    named = joints_named(read)
    muscles = {term.name for one in read for each in one.lexemes for term in each.terms}
    return named or {joint: "" for joint, movers in _MOVES.items() if muscles & movers}


def of_client(read: Sequence[Read], words: NoteWords) -> list[Read]:
    """Return the clauses that tell of no one else: “dad had both hips done” names none of the client's."""
    return [one for one in read if "other" not in {one.reached, governed_by(one.clause.text, words)}]


def joints_named(read: Sequence[Read]) -> dict[str, str]:
    """Return the joints that a text names, each with its side where that is always the same."""
    sides: dict[str, set[str]] = {}
    for one in read:
        joints = {term.name for each in one.lexemes for term in each.terms if term.part == "joint"}
        for name, side in areas_with_sides(one.lexemes):
            if name in joints:
                sides.setdefault(name, set()).add(side)
        for each in one.lexemes:
            if each.kind is Class.COMPLAINT and each.word == "low back":
                sides.setdefault(each.word, set()).add("")
    named = {name: told - {""} for name, told in sides.items()}
    return {name: next(iter(told)) if len(told) == 1 else "" for name, told in named.items()}
