"""Areas with their sides, as they stand in a clause."""

import re
from collections.abc import Sequence

from charting_tui.shorthand.read.classes import Class, Lexeme

_MIDLINE = frozenset(
    {
        "trunk",
        "abdomen",
        "sternum",
        "spine",
        "sacrum",
        "head",
        "face",
        "whole body",
        "full body",
        "thoracic spine",
        "lumbar spine",
        "cervical spine",
    }
)
"""Areas in the middle, which have a side only where it stands beside them: “R arm + trunk”."""
_PLURALS = {
    "leg": "legs", "foot": "feet", "hip": "hips", "knee": "knees", "ankle": "ankles", "shoulder": "shoulders",
    "arm": "arms", "elbow": "elbows", "wrist": "wrists", "hand": "hands", "forearm": "forearms",
    "thigh": "thighs", "calf": "calves",
}  # fmt: skip
_PLACED = frozenset({Class.AREA, Class.LEVEL})


def placed_areas(found: Sequence[Lexeme]) -> tuple[str, ...]:
    """Return the areas of a clause in words, each with its side, or in the plural as typed: “legs”."""
    many = {one.terms[0].name for one in found if one.kind is Class.AREA and _is_plural(one)}
    return tuple(
        dict.fromkeys(
            _PLURALS[name] if name in many and not side else placed(name, side)
            for name, side in areas_with_sides(_side_moved(found))
        )
    )


def _is_plural(one: Lexeme) -> bool:
    """Whether several of what there are two of were typed: “feet”, “shldrs”."""
    word = one.text.casefold().rstrip(".")
    return one.terms[0].name in _PLURALS and (word.endswith("s") or word == "feet")


def _side_moved(found: Sequence[Lexeme]) -> Sequence[Lexeme]:
    """Return the words with a side behind the minutes at places without one: “calf 20 min B”."""
    kinds = "".join(one.kind for one in found)
    behind = re.search(r"[AB](?P<minutes>[^ABS]{0,3}[MN])(?P<side>S)[-~.]*$", kinds)
    if behind is None or kinds.count(Class.SIDE) > 1:
        return found
    at, side = behind.start("minutes"), behind.start("side")
    return [*found[:at], found[side], *found[at:side], *found[side + 1 :]]


def areas_with_sides(found: Sequence[Lexeme]) -> list[tuple[str, str]]:
    """Return areas and sides; a side before a list or behind it serves the whole list."""
    runs: list[list[tuple[str, str]]] = []
    side, fresh = "", True
    found = [one for place, one in enumerate(found) if not _is_between(found, place)]
    kinds = "".join("A" if one.kind in _PLACED else one.kind for one in found)
    for place, one in enumerate(found):
        if one.kind is Class.SIDE:
            behind = kinds[:place].endswith(("A", "Ai", "AK"))
            ahead = kinds[place + 1 : place + 2] == "A"
            if behind and not ahead and runs and _is_midway(found, place):
                name, mine = runs[-1][-1]
                runs[-1][-1] = (name, mine or one.word)
            elif behind and not ahead and runs:
                last = len(runs[-1]) - 1
                runs[-1] = [
                    (name, mine or (one.word if at == last or name not in _MIDLINE else ""))
                    for at, (name, mine) in enumerate(runs[-1])
                ]
            else:
                side, fresh = one.word, True
        elif one.kind in _PLACED:
            if fresh or not runs:
                runs.append([])
                fresh = False
            name = one.terms[0].name
            beside = kinds[place - 1 : place] == Class.SIDE
            runs[-1].append((name, side if beside or name not in _MIDLINE else ""))
        elif one.kind is not Class.AND and kinds[place + 1 : place + 2] != Class.SIDE:
            side, fresh = "", True
    return [pair for run in runs for pair in run]


def _is_midway(found: Sequence[Lexeme], place: int) -> bool:
    """Whether a side stands within a list over commas, so that it is of one area: “back, QL B, glutes”."""
    ahead, behind = found[place - 2 : place], found[place + 1 : place + 3]
    return [one.text for one in (*ahead[:1], *behind[:1])] == [",", ","] and [
        one.kind for one in behind[1:]
    ] == [Class.AREA]


def _is_between(found: Sequence[Lexeme], place: int) -> bool:
    """Whether a word right before an area modifies it: “L frozen shoulder”, “R ITB + lat quad”."""
    return (
        found[place].kind is Class.MODIFIER
        and 0 < place < len(found) - 1
        and found[place - 1].kind in {Class.SIDE, Class.AND}
        and found[place + 1].kind in _PLACED
    )


def stray_sides(found: Sequence[Lexeme]) -> bool:
    """Whether a side stands apart from every area: “hams 5m R”."""
    found = [one for place, one in enumerate(found) if not _is_between(found, place)]
    return any(
        one.kind is Class.SIDE
        and not any(
            other.kind in {*_PLACED, Class.SIDE, Class.COMPLAINT}
            for other in (*found[max(place - 1, 0) : place], *found[place + 1 : place + 2])
        )
        and not _is_behind_pain(found, place)
        for place, one in enumerate(found)
    )


def _is_behind_pain(found: Sequence[Lexeme], place: int) -> bool:
    """Whether a side stands behind a place and the name of its pain: “hip pain L”."""
    return "".join(one.kind for one in found[:place]).endswith("AK")


def placed(name: str, side: str) -> str:
    """Return “right shoulder”, “rhomboids on both sides”."""
    return f"{name} on both sides" if side == "both" else f"{side} {name}".strip()
