"""What a bare number may be beside other words: a value of pain, or how many there are of something."""

import re
from collections.abc import Sequence

from charting_tui.shorthand.read.classes import Class, Lexeme

WORST_GRADE = 4
NO_COUNT = frozenset({"swelling", "stiffness", "soreness", "aching", "burning", "throbbing", "tightness"})
"""What a client feels of which a number before it tells no count: “knee 4 swollen”."""
_AT_REST = frozenset({"rest", "rst", "walk", "grip", "flat"})
_NO_PAIN = frozenset(
    {
        "stress",
        "stressed",
        "sleep",
        "sleeping",
        "mood",
        "energy",
        "anxiety",
        "fatigue",
        "balance",
        "work",
        "job",
    }
)
"""What has a value that is none of pain: “neck tight, stress 5/10”."""
_STEPS = (
    "first step",
    "1st step",
    "am ",
    "stair",
    "overhead",
    "sit",
    "stand",
    "walk",
    "squat",
    "run",
    "lift",
)
"""How circumstances begin whose value is one of pain: “first steps 7/10”."""
_LEADS_ON = frozenset({"at", "in", "on", "with", "w/", "w", "after", "during", "from", "when", "while", "by"})
_NO_VALUE = frozenset({"up", "more", "another", "left", "pt", "ot", "visits", "times", "goal", "kids"})
"""Words beside a bare number that is no value of pain: “back 6 more”, “knee 2 PT”."""
_COUNTABLE = frozenset(
    {Class.UNKNOWN, Class.FINDING, Class.AREA, Class.MEASURE, Class.FACTOR, Class.PLAIN, Class.SYMPTOM}
)
ACTS = frozenset({"stairs", "steps", "at rest", "rest", "rst", "grip", "walk", "stand", "sit"})


def is_no_value(found: Sequence[Lexeme], at: int) -> bool:
    """Whether a bare number is of something else by the words beside it: “back at 3”, “knee 2 PT”."""
    ahead = found[at - 1].text.casefold() if at else ""
    behind = found[at + 1].text.casefold() if at + 1 < len(found) else ""
    returns = ahead in {"at", "in", "on"} and at > 1 and found[at - 2].text.casefold() == "back"
    return found[at].kind is Class.NUMBER and (returns or ahead in _NO_VALUE or behind in _NO_VALUE)


def is_activity(word: str) -> bool:
    """Whether pain may come with what a word tells, so that a value beside it is one of pain: “stairs 5”."""
    return word not in _NO_PAIN and (
        word in ACTS or word.startswith(_STEPS) or (word.endswith("ing") and not word.startswith("sleep"))
    )


def counts(following: Sequence[Lexeme], *, again: bool) -> bool:
    """Whether a bare number may count what stands behind it: “2 toenails”, “2 pillows”; not “2 sitting”.

    ``again``: whether another value stands ahead of it, so that they tell of two activities.
    """
    if not following or following[0].kind not in _COUNTABLE:
        return False
    word = following[0].text.casefold().split()[0]
    listed = re.match("AS?[QN]", "".join(one.kind for one in following))
    felt = [term.name for term in following[0].terms if term.kind in {"symptom", "finding"}]
    if again and following[0].kind is Class.FACTOR:
        return False
    if listed or word in _LEADS_ON or word.startswith(("btw", "betw", "b/w")) or {*felt} & NO_COUNT:
        return False
    acts = word in _AT_REST or word.endswith("ing") or is_activity(following[0].text.casefold())
    return following[0].kind is not Class.FACTOR or not acts
