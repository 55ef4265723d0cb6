"""Clauses with their words, with what reaches them from before, and with their section."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from charting_tui.shorthand.read.classes import Class, Lexeme
from charting_tui.shorthand.read.clauses import Clause, clauses
from charting_tui.shorthand.read.lexemes import lexemes
from charting_tui.shorthand.read.lexicon import Lexicon
from charting_tui.shorthand.read.note_words import NoteWords
from charting_tui.shorthand.read.phrases import frequency_in, return_in
from charting_tui.shorthand.read.scope import governed_by, is_of_a_day, phrases, runs_on
from charting_tui.shorthand.read.sections import section_of
from charting_tui.shorthand.read.treatments import treatments_told

CODED = frozenset({Class.TECHNIQUE, Class.CODE, Class.EXERCISE})
"""What is billed."""
_VALUES = frozenset({Class.SCORE, Class.NUMBER})
_VALUED = frozenset({Class.SCORE, Class.NUMBER, Class.GRADE, Class.DEGREES, Class.MINUTES, Class.RESULT})
"""Values, with which a denial ends at a stroke: “no n/t / UT tight 3”."""
_STATED = (
    {Class.AREA, Class.SCORE},
    {Class.COMPLAINT, Class.SCORE},
    {Class.TEST, Class.RESULT},
    {Class.AREA, Class.GRADE},
)
_LEANING = re.compile(r"[it]|S(?![ABV])|[QN](?![TCMABKH])")
_AFTERWARDS = re.compile(r"[QN]f|f[QN]|Q+f|fQ+")
"""A value that is of its own: “, 3/10 after”."""
_VALUED_PLACE = re.compile("S?AS?N")
"""A place with its value: “no weakness, LB still 4”."""
_IDLE = frozenset({Class.DROPPED, Class.MODIFIER, Class.PLAIN})
_KEPT = 512
_OF_VALUES_ALONE = frozenset(
    {
        *_VALUES, *_IDLE, Class.AREA, Class.LEVEL, Class.SIDE, Class.COMPLAINT, Class.PAIN, Class.AND,
        Class.AT, Class.TO, Class.AFTER, Class.COLON,
    }
)  # fmt: skip
"""Words of a clause that tells only values of places."""
_NOW = frozenset({"now", "nw"})
_TODAY = frozenset({*_NOW, "today", "tdy", "tday", "currently", "2day"})
_LISTED = frozenset({Class.TEST, Class.MOVEMENT, Class.SCORE, Class.GRADE, Class.FINDING})
"""What is told in lists, of which a word ahead of the first governs all."""
_TURNS = re.compile(
    r"(?:but|so|then|however|though|did|except|xcpt|other than|besides|aside from|apart from"
    r"|woke|wakes|started|began|reports?|states?|says|said|c/o|slept|fell"
    r"|came|has|still)\b",
    re.IGNORECASE,
)
"""Words with which something else begins, so that what governed before does so no more."""
_DENIED = re.compile(r"\b(?:no|denies|denied|neg for|negative for|without|w/o)\b", re.IGNORECASE)
_OWN = frozenset(
    {Class.UNKNOWN, Class.FINDING, Class.TEST, Class.MOVEMENT, Class.PAIN, Class.COMPLAINT, *CODED}
)
"""What makes a clause a statement of its own."""
_WHEN = frozenset({"when", "whenever", "may"})
_TELLING = frozenset({*_VALUED, Class.FINDING, Class.COMPLAINT, Class.PAIN, Class.SYMPTOM, Class.NORMAL})
_OF_ITS_OWN = re.compile("a-*(?:S?A|H|K|F|X|Y|SV|V)")
"""How a part begins that is no more of what stands before “and”."""
_VALUES_AGAIN = frozenset({Class.BEFORE, Class.AFTER, Class.EARLIER, *_VALUES, Class.GRADE, Class.DEGREES})
"""What may be another value of what stands ahead."""
_GONE = re.compile(
    r"(?:but\s|then\s)?(?:none|nothing|zero|0|no pain|gone|resolved|absent|pain[- ]?free)"
    r"(?:\s(?:pain|for|in|at|on|of|it))*"
    r"\s(?:today|tdy|now|currently|this (?:am|morning|week|wk|visit)|after\b.*|post\b.*)",
    re.IGNORECASE,
)
_WHOSE = (re.compile(r"\b(?:her|hers)\b", re.IGNORECASE), re.compile(r"\bhis\b", re.IGNORECASE))
"""Words of a woman and of a man; where a line has both, one of them is not the client."""
_OF_VALUES = frozenset(
    {Class.BEFORE, Class.AFTER, Class.EARLIER, Class.CIRCUMSTANCE, Class.RESULT, Class.MODIFIER}
)
"""Words that tell what a value is of, and take nothing back where a statement holds them."""
_FELT = re.compile(r"-*S?[AB](?:[aiS-]*[AB])*S?[-e]+F(?:a?-*F)*(?:[i-]*S)?")
_PALPATED = re.compile(r"\b(?:was|were)\b", re.IGNORECASE)
_DONE = re.compile(r"\b(?:done|performed|completed|given)(?:\s(?:today|tdy|this visit))?\W*$", re.IGNORECASE)
"""What stands under the plan's heading and was done all the same."""
_CLOCKED = re.compile(r"(?:time\s)?in:?\s\d", re.IGNORECASE)
"""When the visit began, behind which a note begins again: “In 10:00 out 11:00”."""
_PREDICATED = re.compile("[-~]*S?[AB](?:[aiS-]*[AB])*[-~S]*F")
"""A place with what is felt there: “both UTs very tight”."""
_MORE = frozenset(
    {"worse", "worst", "more", "most", "more so", "moreso", "the worst", "the most", "is worse", "than"}
)
"""Words with which one of two sides is only compared: “QL B tight, L worst”."""
_CHANGED = re.compile("K?S?A?S?K?[QN]t[QN]")
"""“LB 5→2”."""
_SCORED = re.compile("[AH].*K[-~iS]*[NQ]|K.*[AH][-~i]*[NQ]")
"""“R hip sore 4”."""
_MOVED = re.compile("Vi?S?i?[Nd]")
_TAKEN = re.compile(r"(?:(?:pt|cl|she|he|client)\s)?(?:felt|feels|tol(?:erated)?)\b", re.IGNORECASE)
"""How treatment was taken, which a list of denials before it does not deny: “no new meds, felt great”."""
_RATE = re.compile(
    r"(?:about\s|approx\s|~\s?)?(?:\d|once|twice|one|two|three|weekly|wkly|monthly|bi-?weekly|every|q\s?\d)",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?:(?i:hep|home|chiro|acu\w*|gym|yoga|pilates|class|trainer|meds?|dr|md|counsel\w*)|PT|OT)\b"
)
"""Words of what someone else does, or the client alone, whose rate is none of treatment."""
_DAILY = re.compile(
    r"\d\s?x?\s?/\s?d(?:ay)?\b|\b(?:daily|nightly|qd|bid|tid|a day|per day|each day)\b", re.IGNORECASE
)
"""How often an exercise is done, so that another rate behind it is of something else."""
_SELDOM = re.compile(
    r"\bx\s?\d|\bfor\s|^(?:1\s?x|once|weekly|wkly|q\s?\d|every|monthly|mthly|bi-?weekly)", re.IGNORECASE
)
"""A rate that no home exercise has behind a treatment: “1x/wk”, “2x/wk x6”."""
RATED = "rated"
"""The scope of a rate that is of what stands before it."""
HEADED = "headed"
"""The scope of a heading of the plan: what stands under it is meant to be done, or was."""


@dataclass(frozen=True)
class Read:
    """A clause with its lexemes and its section."""

    clause: Clause
    lexemes: tuple[Lexeme, ...]
    reached: str
    """The kind of scope that reaches it from a clause before, or nothing."""
    section: str


def clauses_read(text: str, lexicon: Lexicon, section: str) -> list[Read]:
    """Return the clauses of a text; the first belongs to ``section`` where nothing says otherwise."""
    read: list[Read] = []
    words = lexicon.words
    two = all(whose.search(text) for whose in _WHOSE)
    for clause in clauses(text, words):
        found = lexemes(clause.text, clause.start, lexicon)
        told = next((one for one in reversed(read) if not _says_nothing(one)), None)
        before = read[-1] if read and _goes_with(read[-1].clause, clause) else None
        place = _section_of(clause.text, clause.heading, told.section if told else section, lexicon)
        if before is not None and not clause.heading and _goes_on(found):
            place = before.section
        if place == "subjective" and not clause.heading and _is_value_after(read, found):
            place = "assessment"
        reached = HEADED if place == clause.heading == "plan" and not _DONE.search(clause.text) else ""
        if text[clause.end : clause.end + 2].lstrip().startswith("?"):
            reached = reached or "conditional"
        if two and any(whose.search(clause.text) for whose in _WHOSE):
            reached = reached or "other"
        if before is not None and _is_rate_of(text, read, clause):
            place, reached = (before.section, reached or RATED)
        elif before is not None:
            reached = reached or _reached(text, read, clause, found, lexicon)
        read.append(Read(clause, found, reached, place))
    return read


def _says_nothing(one: Read) -> bool:
    """Whether a clause belongs to no section: the time, or how the client lay."""
    return _CLOCKED.match(one.clause.text) is not None or all(
        each.kind is Class.PLAIN for each in one.lexemes
    )


def _is_value_after(read: Sequence[Read], found: Sequence[Lexeme]) -> bool:
    """Whether a clause behind a treatment tells only values, which are those after it: “jaw 2, HA 1”."""
    kinds = {one.kind for one in found}
    valued = bool(kinds & _VALUES) and kinds <= _OF_VALUES_ALONE
    return valued and any(is_spent(one) and not one.reached for one in read)


def _goes_with(before: Clause, clause: Clause) -> bool:
    """Whether a clause stands in the sentence of the one before it, under the same heading."""
    return (before.sentence, before.heading) == (clause.sentence, clause.heading)


def section_alone(text: str, lexicon: Lexicon) -> str:
    """Return the section that the words of a clause tell of by themselves."""
    return _section_of(text, "", "", lexicon)


@lru_cache(maxsize=_KEPT)
def _section_of(text: str, heading: str, before: str, lexicon: Lexicon) -> str:
    """Return the section of a clause; one that did not change is not asked again while a line is typed."""
    return section_of(
        Clause(text, 0, len(text), 0, heading), lexemes(text, 0, lexicon), before, lexicon.words
    )


def _reached(
    text: str, read: Sequence[Read], clause: Clause, found: Sequence[Lexeme], lexicon: Lexicon
) -> str:
    """Return the scope that reaches a clause from the one before it in its sentence, or nothing.

    A denial reaches over commas, up to what was timed; any scope does over a list of treatments.
    """
    before, words = read[-1], lexicon.words
    kind = (before.reached != RATED and before.reached) or governed_by(before.clause.text, words)
    between = text[before.clause.end : clause.start]
    if not kind or _TURNS.match(clause.text) or "." in between:
        return ""
    if "/" in between and (kind != "denied" or {one.kind for one in found} & _VALUED):
        return ""
    if "," not in between:
        denied = _DENIED.search(before.clause.text)
        named = before.clause.text[denied.end() :].split() if denied else []
        return "" if kind == "denied" and len(named) > 1 else kind
    treats = is_timed(before.lexemes) and bool({one.kind for one in found} & CODED)
    if treats or (kind != "denied" and _lists_on(before, found, words)):
        return kind
    if kind == "denied" and (
        _states({one.kind for one in found}) or _begins_anew(read, clause, found, lexicon)
    ):
        return ""
    runs = before.reached == "denied" or runs_on(before.clause.text, words)
    return "denied" if runs and not is_timed(found) else ""


def _lists_on(before: Read, found: Sequence[Lexeme], words: NoteWords) -> bool:
    """Whether a clause lists more of what a word ahead of all governs: “if Neer +, Hawkins +”."""
    alike = {one.kind for one in before.lexemes} & {one.kind for one in found} & _LISTED
    if not alike or any(one.text.casefold() in _TODAY for one in found):
        return False
    first = next(one for one in before.lexemes if one.kind in {*_LISTED, Class.AREA, Class.SIDE})
    ahead = before.clause.text[: first.start - before.clause.start]
    return bool(before.reached or governed_by(ahead, words))


def _states(kinds: set[Class]) -> bool:
    """Whether a clause tells a value with what it is of, so that no denial reaches it: “Homans neg L”."""
    return any(both <= kinds for both in _STATED)


def _is_rate_of(text: str, read: Sequence[Read], clause: Clause) -> bool:
    """Whether a bare rate may be of what stands before it, and no plan: “HA, 2x/wk”, “bridges, 3x/wk”."""
    before = read[-1]
    parted = "/" in text[before.clause.end : clause.start] or clause.heading == "plan"
    parted = parted or _DAILY.search(before.clause.text) is not None
    if parted or not _RATE.match(clause.text) or not frequency_in(clause.text):
        return False
    kinds = {one.kind for one in before.lexemes}
    if _SELDOM.search(clause.text) and any(is_spent(each) for each in read):
        return False
    treated = any(is_spent(each) for each in read)
    done = bool(kinds & {Class.TECHNIQUE, Class.CODE}) and _is_spent(before.lexemes)
    planned = {Class.FACTOR} if before.section == "plan" else set()
    at_home = not done and bool(kinds & {Class.EXERCISE, Class.TECHNIQUE, Class.SETS, *planned})
    told = before.section == "subjective" and not treated and before.reached != "denied"
    return told or at_home or before.reached == "other" or _OTHERS.search(before.clause.text) is not None


def is_spent(each: Read) -> bool:
    """Whether a clause tells of a treatment with a number that may be its minutes."""
    return bool({one.kind for one in each.lexemes} & CODED) and _is_spent(each.lexemes)


def _is_spent(found: Sequence[Lexeme]) -> bool:
    return bool({Class.MINUTES, Class.NUMBER} & {one.kind for one in found})


def _begins_anew(read: Sequence[Read], clause: Clause, found: Sequence[Lexeme], lexicon: Lexicon) -> bool:
    """Whether a clause is no part of a list of complaints that are denied.

    “no numbness, UTs tight L>R”, “no new sx, NMT 30 neck”, “no pain during, weekly”; what denies a treatment
    may go on with others: “no MFR, MLD 20”.
    """
    sentence = read[-1].clause.sentence
    said = "".join(one.kind for one in found if one.kind not in _IDLE)
    if (
        said == Class.SCORE
        or (_VALUED_PLACE.fullmatch(said) and _is_no_muscle(found))
        or _CHANGED.fullmatch(said)
        or _AFTERWARDS.fullmatch(said)
        or (Class.RESPONSE in said and _TAKEN.match(clause.text))
    ):
        return True
    denying = [one for one in read if one.clause.sentence == sentence and _denies(one, lexicon.words)]
    if not denying or {each.kind for one in denying for each in one.lexemes} & CODED:
        return False
    kinds = "".join(one.kind for one in found)
    felt = _PREDICATED.match(kinds)
    if felt and found[felt.end() - 1].text.casefold() in lexicon.words.predicates:
        return True
    if frequency_in(clause.text) or return_in(clause.text):
        return True
    if _SCORED.search(kinds):
        return True
    return _MOVED.search(kinds) is not None or any(
        one.minutes and one.certain for one in treatments_told(found)
    )


def _is_no_muscle(found: Sequence[Lexeme]) -> bool:
    return not any(term.part == "muscle" for one in found for term in one.terms)


def _denies(one: Read, words: NoteWords) -> bool:
    return "denied" in {one.reached, governed_by(one.clause.text, words)}


def _goes_on(found: Sequence[Lexeme]) -> bool:
    """Whether a clause begins with a value, and so goes on with what stands before it."""
    return bool(found) and found[0].kind in _VALUES and not any(one.kind in CODED for one in found)


def leans(found: Sequence[Lexeme]) -> bool:
    """Whether a clause goes on with the one before it: “, R worse”, “, 4/10 at night”."""
    kinds = "".join(one.kind for one in found if one.kind not in _IDLE)
    return bool(_LEANING.match(kinds)) and not _AFTERWARDS.fullmatch(kinds)


def adds(found: Sequence[Lexeme]) -> bool:
    """Whether a clause says nothing without the one before it: “, with towels”."""
    return not {one.kind for one in found} & _OWN


def is_changed_by(run: Sequence[Read], following: Sequence[Lexeme]) -> bool:
    """Whether a clause may say otherwise of what stands before it: “, to 70 after”, “, L not”."""
    if following and following[0].text.casefold() in _NOW:
        return any(one.kind is Class.EARLIER for one in run[-1].lexemes)
    if not leans(following):
        return False
    kinds = "".join(one.kind for one in following if one.kind not in _IDLE)
    if kinds.startswith(Class.SIDE) and all(
        one.kind is Class.SIDE or one.text.casefold() in _MORE for one in following
    ):
        return False
    if kinds.startswith(Class.SIDE):
        sides = {one.word for one in run[-1].lexemes if one.kind is Class.SIDE}
        first = next(one.word for one in following if one.kind is Class.SIDE)
        return not sides or not sides.isdisjoint({first, "both"})
    return kinds.startswith(Class.TO) or (kinds[0] in "QN" and not {*"fbet"}.isdisjoint(kinds))


def is_taken_back(read: Sequence[Read], place: int) -> bool:
    """Whether the next clause says that nothing of it is there today: “HA 4/10 most days, none today”."""
    following = read[place + 1] if place + 1 < len(read) else None
    return (
        following is not None
        and following.clause.sentence == read[place].clause.sentence
        and _GONE.match(following.clause.text) is not None
    )


def parts_at(found: Sequence[Lexeme], at: int, words: NoteWords) -> bool:
    """Whether a part begins here that says something of its own, and takes back nothing of what stands ahead.

    A part that “and” begins must tell something itself; one that “from” or “no” begins may say anything but a
    condition.
    """
    first, rest = found[at], found[at:]
    begins = first.text.casefold()
    kinds = "".join(one.kind for one in rest if one.kind not in _IDLE)
    said = " ".join(one.text for one in rest)
    if any(words.governs.get(phrase) == "conditional" for phrase in phrases(said) if phrase not in _WHEN):
        return False
    if first.kind is Class.AND and begins != ",":
        told = {*kinds[1:]} & _TELLING
        return bool(told) and _OF_ITS_OWN.match(kinds) is not None
    again = {one.kind for one in rest[1:]} & _VALUES_AGAIN
    return begins in words.begins and not again


def is_timed(found: Sequence[Lexeme]) -> bool:
    """Whether minutes with their unit, or written as in the quick line (“mfr30 @”), say that it was done."""
    kinds = {one.kind for one in found}
    written = len(found) > 2 and found[1].glued and found[1].kind is Class.NUMBER and found[2].text == "@"  # noqa: PLR2004
    return (Class.MINUTES in kinds or written) and bool(kinds & CODED)


def is_governed(one: Read, words: NoteWords) -> bool:
    """Whether a word of the clause keeps it from stating anything; “was 8” does not, it is a value."""
    text, start = one.clause.text, one.clause.start
    if is_of_a_day(text):
        return True
    for each in one.lexemes:
        if each.kind in _OF_VALUES:
            first, last = each.start - start, each.end - start
            text = text[:first] + "," * (last - first) + text[last:]
    return bool(governed_by(_PALPATED.sub("are", text) if _is_palpation(one) else text, words))


def _is_palpation(one: Read) -> bool:
    """Whether a clause tells in the past tense what was felt in a place today: “the UT was quite tight”."""
    kinds = "".join(each.kind for each in one.lexemes if each.kind not in {Class.MODIFIER, Class.PLAIN})
    return one.section == "objective" and _FELT.fullmatch(kinds) is not None
