"""How the client took treatment, as a clause tells it: by its words, or by how it begins."""

import re
from collections.abc import Sequence

from charting_tui.shorthand.read.classes import Class, Lexeme
from charting_tui.shorthand.read.lexicon import Lexicon
from charting_tui.shorthand.read.note_words import NoteWords
from charting_tui.shorthand.read.scope import governed_by

_CLIENT = re.compile(r"^(?:pt|cl|client|patient)\.?\s+", re.IGNORECASE)
_SOON = re.compile(
    r"\b(?:after|in|within)\s(?:about\s)?\d{1,3}\s?(?:secs?|seconds|mins?|minutes)\b", re.IGNORECASE
)
_UNITS = frozenset({"sec", "secs", "seconds", "min", "mins", "minutes"})
_TOLD_WITH = frozenset(
    {
        Class.FINDING, Class.SYMPTOM, Class.PAIN, Class.COMPLAINT, Class.AREA, Class.MOVEMENT, Class.LEVEL,
        Class.SIDE, Class.FACTOR, Class.MODIFIER, Class.AND, Class.AT, Class.TO, Class.AFTER, Class.EXERCISE,
    }
)  # fmt: skip
"""What a response may be of: “less tightness in levator”, “easier reaching up”."""
_PAINLESS = re.compile(r"(?:no pain|pain[- ]?free) (?:after|aft|afterwards?|post)\W*$", re.IGNORECASE)
"""“box squats no pain after”, with nothing behind that it was after."""
_AT_EASE = frozenset({"ok", "okay", "fine", "good", "great", "well"})
"""Words that tell of a response where leaving stands with them: “fine when left”."""
_AFTER_ALL = frozenset({"after", "post", "aftr", "pst", "following"})
_WORD = re.compile(r"[A-Za-z][A-Za-z'’/\-]*|\d+|[&+%]")


_SUBJECT = frozenset(
    {
        Class.AREA, Class.LEVEL, Class.SIDE, Class.COMPLAINT, Class.SYMPTOM, Class.FINDING, Class.PAIN,
        Class.MOVEMENT, Class.AND, Class.AT, Class.DROPPED, Class.MODIFIER, Class.PLAIN, Class.FACTOR,
    }
)  # fmt: skip
"""What may stand before what became of it: “UT L released”, “tingling went away”."""
_MEASURED = frozenset({Class.SCORE, Class.DEGREES, Class.GRADE, Class.CODE, Class.SETS})
_COUNT = re.compile(
    r"\d+\s?(?:good\s|full\s|more\s)?(?:%|percent|times|sec|min|hrs?\b|hours?|days?|d\b|wks?|weeks?|mos?\b|months?|yrs?|years?|(?:st|nd|rd|th)\b)"
)
"""A number that is no value: “50% better”, “let go after 90 sec”."""
_QUOTES = ('"', "\N{LEFT DOUBLE QUOTATION MARK}", "'")
_OF_ANYTHING: Sequence[str] = ("unchanged", "changed")
_CUES: Sequence[str] = (
    "unchanged",
    "said",
    "says",
    "felt",
    "changed",
    "compared",
    "liked",
    "able",
    "unsteady",
    "moved",
)
_VALUED = re.compile(
    r"\b(?:an?|to|from|about|at|maybe|is|was|now|like|only)\s(?:zero|one|two|three|four|five|six|seven|eight|nine|ten)\b"
)
"""A value in words: “said pain went from six to two”."""
_EASE = re.compile(
    r"\b(?:eas(?:y|ily|ier)|better|freely|freer|further|farther|lower|higher|smooth(?:ly|er)|straighter|taller"
    r"|deeper|slow(?:ly|er)?|smiling|well|fine|good|great|ok|okay|without|w/o|no (?:limp|pain|help|catch)"
    r"|again|now|on (?:his|her) own|all the way|pain[- ]?free|the whole way|steadier|quicker|faster|lighter"
    r"|looser|brighter|no (?:problems?|issues?)|like (?:a )?new|behind|overhead"
    r"|to (?:the )?(?:ear|toes|floor))\b"
)
"""How someone moved, or can move, after treatment."""
_FELT = re.compile(
    r"\b(?:better|worse|good|great|amazing|wonderful|awesome|relief|relieved|loose\w*|light\w*|new|free\w*"
    r"|less|more|easier|softer|younger|taller|normal|helped|helps|helping|relaxed|sore|tired|sleepy|can|could"
    r"|able|now|again|already|improve\w*|eased|gone|love[sd]?|like[sd]?|heaven\w*|perfect|needed|worth|nice"
    r"|change|difference|best|same|feel\w*|felt|warm\w*|calm\w*|happy|settled|slept|sleep\w*|unstuck|no pain"
    r"|pain[- ]?free|not as|not so)\b"
)
"""What a report in the present must hold to tell of the treatment."""
_LAST = re.compile(
    r"\b(?:(?:last|lst|prev(?:ious)?|prior|first)\s(?:time|one|visit|vst|session|tx|treatment|massage|appt)s?(?:'s)?"
    r"|lv|(?:work|massage|session|treatment|tx)\s(?:we\sdid\s|done\s)?last\s(?:wk|week|time|visit))\b"
)
_HELPED = re.compile(
    r"\b(?:helped|better|relief|lasted|held|looser|felt (?:good|great|better|loose\w*|amazing)"
    r"|(?:no|any) change|good days?|difference|no (?:soreness|relief)|wonders|worse|flared"
    r"|sore\b.*\b(?:after|from)|did (?:great|good|well))\b"
)
_SAT_UP = re.compile(
    r"\b(?:sat up|sitting up|getting up|got up|getting off|got off|off (?:the )?table|on (?:the )?table)\b"
    r"(?!.*\b(?:am|mornings?|bed|days?|wks?|weeks?)\b)"
)
_LIKED = re.compile(
    r"\b(?:loved|liked|enjoyed|(?:didn'?t|did not) (?:like|love|care for|enjoy)"
    r"|(?:happy|pleased|thrilled|satisfied|frustrated) (?:w/?|with|about) (?:the |her |his )?"
    r"(?:progress|results?|how))\b"
)
_CAN_AGAIN = re.compile(r"\b(?:can|able to)\b.*\b(?:now|again)\b")
_OFF_TABLE = re.compile(r"\b(?:got up|got off|getting off table|off (?:of )?(?:the )?table|walked out)\b")
_OF_PLACE = re.compile(
    r"\s(?:in|to)\s(?!.*\b(?:hx|history|meds?|medications?|health|status|job|work|insurance)\b)"
)
_NO_HEALTH = re.compile(r"\b(?:hx|history|meds?|medications?|health|slept|sleep\w*)\b")


def of_last_treatment(text: str) -> bool:
    """Whether a clause tells what the treatment before did: “last one helped for 3 days”."""
    said = _COUNT.sub(",", text.casefold())
    told = _LAST.search(said) is not None and _HELPED.search(said) is not None
    lasted = re.match(r"(?:the\s)?relief (?:lasted|held)\b", said) is not None
    return (told or lasted) and not _NO_HEALTH.search(said) and not any(one.isdigit() for one in said)


def response_begun(text: str, found: Sequence[Lexeme], words: NoteWords, *, behind: bool) -> str:
    """Return a response that its first words tell, whatever follows; else nothing.

    “said it was heaven”, “UT let go nicely”, “less clicking”, “can tie his shoes again”. One with a value, of
    someone else, or of a time to come is none. ``behind``: whether it stands behind the treatment; elsewhere
    its words must be such as tell of nothing but what was done in the visit.
    """
    kinds = {one.kind for one in found}
    if _MEASURED & kinds or {Class.TECHNIQUE, Class.MINUTES} <= kinds:
        return ""
    said = text.casefold().replace("’", "'")
    if any(one.isdigit() for one in _COUNT.sub(",", said)):
        return ""
    cue, rest = _cue(said, found, words)
    if _VALUED.search(rest):
        return ""
    governed = governed_by(text, words)
    if governed in {"other", "intended"} or (
        governed in {"conditional", "earlier"} and cue not in {"said", "unsteady"}
    ):
        return ""
    told = {
        "said": bool(rest.strip()),
        "unchanged": _NO_HEALTH.search(rest) is None,
        "says": _FELT.search(rest) is not None,
        "moved": _EASE.search(rest) is not None,
        "able": said.startswith(("able", "now able")) or _EASE.search(rest) is not None,
    }
    if not cue or not told.get(cue, True) or not (behind or _is_of_visit(cue, said, rest, words)):
        return ""
    return text.rstrip(".!")


def _is_of_visit(cue: str, said: str, rest: str, words: NoteWords) -> bool:
    """Whether a response is of this visit wherever it stands: “didn't like the cups”, “UT released”."""
    tells = {
        "said": _FELT.search(rest),
        "says": _CAN_AGAIN.search(rest),
        "changed": words.cues["strong"].search(said),
        "unsteady": _SAT_UP.search(rest),
        "liked": _LIKED.search(said),
        "moved": _OFF_TABLE.search(said),
        "unchanged": _OF_PLACE.match(rest),
    }
    return tells.get(cue) is not None


def _cue(said: str, found: Sequence[Lexeme], words: NoteWords) -> tuple[str, str]:
    """Return the kind of words a clause begins with that tell of a response, and what stands behind them.

    What became of something may stand behind any one word: “limp gone”.
    """
    if said.startswith(_QUOTES):
        return "quoted", said[1:]
    start, kinds = found[0].start if found else 0, _CUES
    places = {_behind_leads(said, 0, words): kinds}
    for at, one in enumerate(found):
        if one.kind is Class.UNKNOWN and not at and one.text.isalpha():
            kinds = _OF_ANYTHING
        elif one.kind not in _SUBJECT:
            break
        places.setdefault(_behind_leads(said, one.end - start, words), kinds)
    for place, each in places.items():
        for kind in each:
            match = words.cues[kind].match(said, place)
            if match:
                return kind, said[match.end() :]
    return "", ""


def _behind_leads(said: str, at: int, words: NoteWords) -> int:
    """Return where the words end that may stand before a cue."""
    while True:
        at += len(said[at:]) - len(said[at:].lstrip(" ,-"))
        lead = words.cues["leads"].match(said, at)
        if lead is None:
            return at
        at = lead.end()


def response_in(text: str, lexicon: Lexicon) -> str:
    """Return the response that a clause is, by the vocabulary's name, or nothing."""
    bare = _CLIENT.sub("", text).casefold().rstrip(".!")
    named = [term for term in lexicon.vocabulary.meanings(bare) if term.kind == "response" and " " in bare]
    return named[0].name if named else lexicon.responses.get(bare, "")


def response_told(text: str, found: Sequence[Lexeme], lexicon: Lexicon, *, assessed: bool) -> str:
    """Return a response in the words it was typed in, where all of them tell of one; else nothing.

    ``found`` are the words of the text. ``assessed``: whether it stands in the assessment, where some words
    tell of the response that may tell of anything elsewhere.
    """
    said = lexicon.words.responses
    taken = lexicon.words.taken.sub(lambda phrase: "tolerated".ljust(len(phrase[0])), text)
    taken = _PAINLESS.sub(lambda phrase: "tolerated".ljust(len(phrase[0])), taken)
    words = [(one[0].casefold().strip("'’"), one.start()) for one in _WORD.finditer(taken)]
    heads = said["heads"] | (said["assessed"] if assessed else frozenset())
    left = any(one.kind is Class.AFTER and one.text.casefold() not in _AFTER_ALL for one in found)
    heads |= _AT_EASE if left else frozenset()
    if not heads & {word for word, _ in words}:
        return ""
    start = found[0].start if found else 0
    told = {at - start: one.kind for one in found for at in range(one.start, one.end)}
    kinds = {one.kind for one in found}
    felt = all(told.get(at) is Class.FINDING for word, at in words if word in heads)
    if felt and Class.AREA in kinds and Class.AFTER not in kinds:
        return ""
    sure = any(word in lexicon.words.better for word, _ in words)
    counts = "%" in text or "percent" in text or _SOON.search(text) is not None
    known = said["heads"] | said["assessed"] | said["words"]
    whole = all(
        word in known
        or (left and told.get(at) is Class.AFTER)
        or (sure and told.get(at) in _TOLD_WITH and (told[at] is not Class.FACTOR or word.endswith("ing")))
        or (counts and (word.isdigit() or word in _UNITS))
        for word, at in words
    )
    return text.rstrip(".!") if whole else ""
