"""A typed line cut into sentences and clauses, each with its place in the line; nothing between is lost."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from charting_tui.shorthand.read.note_words import NoteWords

_HEADING = re.compile(
    r"(?<![\w/])(S|O|A|P|Subj?|Obj|Assess|Assmt|Subjective|Objective|Assessment|Plan)\s*:\s*", re.IGNORECASE
)
_SIGNED = re.compile(r"(?<![\w/.'])(S|O|T|A|P)\s?[/\N{EN DASH}-]\s+(?=\w)")
"""Headings as “S- … O- …” and “S/ … O/ …” have them; they count where two stand in their order."""
_SMALL = re.compile(r"(?:^|(?<=[.;,\n]\s)|(?<=\n))(s|o|a|p)\s?[-\N{EN DASH}]\s+(?=\w)")
"""Headings in small letters; they count where all four begin a sentence in their order."""
_BARE = re.compile(r"(?:^|(?<=[.;\n]\s)|(?<=\n))([SOAP])\s+(?=\w)")
"""Headings without a sign; they count where all four begin a sentence in their order."""
_LONE = re.compile(r"(?:^|(?<=\s))([SOTAP])\s+(?=\S)")
"""Headings without signs or stops; they count where all stand once in their order, the first at the start."""
_SLASHED = re.compile(r"(?:^|(?<=\s))([sotap])/\s*(?=\S)")
"""Headings as “s/ … o/ …” has them; they count where three stand in their order, the first at the start."""
_FEW = 2
_LONE_SMALL = re.compile(r"(?:^|(?<=\s))([sotap])\s+(?=\S)")
_SECTION = {"s": "subjective", "o": "objective", "t": "objective", "a": "assessment", "p": "plan"}
_STOP = re.compile(r"[.!?]+(?=\s|$)|[;\n]+")
_SOFT = re.compile(r"(?<=[A-Za-z])\.(?=\s+[^\s+&@,;(-])")
_CHANGED = re.compile(
    r"(?<=[A-Za-z])\.(?=\s+\d{1,2}(?:/10)?"
    r"(?:\s?(?:\N{RIGHTWARDS ARROW}|-+>|>|to\b)\s?\d|\s(?:after|post|now|leaving)\b))"
)
"""A stop before what a value came to, whatever it abbreviates: “NMT R shldr. 6→3”."""
_DICTATED = re.compile(r"\bcomma\b", re.IGNORECASE)
_SPOKEN = re.compile(r"\s+(?:comma|period|full stop)(?=\s|$)", re.IGNORECASE)
"""Marks that were spoken and written out by dictation; “period” is one only where “comma” is."""
_SPANS = r"wks?\b|weeks?\b|days?\b|d\b|mos?\b|months?\b|hrs?\b"
_SO = (
    r"(?<!\bor\s)(?-i:so)(?!\s(?:tender|tight|sore|stiff|painful|bad|much|far|hypertonic|tense|swollen|ropey|ropy"
    r"|good|great|nice|loose|relaxed|light|calm|happy|glad|of)\b)"
)
_SPLIT = re.compile(
    r",(?=\s|$)|(?<=\s)\N{EM DASH}(?=\s)"
    rf"|(?<=\s)(?:(?<!\d\s)/(?=\s+(?!{_SPANS}))|(?<=\d\s)/(?=\s+(?!{_SPANS}|10\b|5\b)))"
    rf"|\s+(?=(?:but|then|thn|however|though|except|xcpt|{_SO})\s)|\s+(?=followed by\s)"
    rf"|\s+(?=and\s(?:will|again|that\s(?:he|she|they|it|the)|she|he|they|pt|client|cl)\s)"
    r"|\s+(?=(?:other than|besides|aside from|apart from)\s)"
    r"|(?<!\bI)(?<!\bshe)(?<!\bhe)(?<!\bthe)(?<!\bpt)(?<!\bpatient)(?<!\bclient)(?<!\bwe)\s+(?=did\s(?!not\b))"
    r"|(?:(?<=\d)|(?<=\bnow)|(?<=\btoday)|(?<=\bafter)|(?<=\bdone)|(?<=\btable)|(?<=\bout)|(?<=\bup))"
    r"\s+(?=(?:and\s)?(?:(?:he|she|pt|cl|client)\s)?(?:said|says)\s\w|(?:not much|no real)\sdiff)"
    r"|(?:(?<=\d\safter)|(?<=\d\snow))\s+(?=(?:flex|ext|abd|er|ir|rot|sb|df|pf)\s(?:[rl]t?\s)?\d)"
    r"|\s+(?=[a-z]+\d{1,3}\s*@)"
    r"|(?:(?<=\bwell)|(?<=\bok)|(?<=\bgood)|(?<=\bfine)|(?<=\bgreat))"
    r"\s+(?=(?:cont|continue|rtc|f/u|return|rebook|recheck)\b)",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"\"[^\"]*\"?|(?<!\w)'[^']+'(?!\w)|\([^)]*\)")
_LAST_WORD = re.compile(r"[A-Za-z][\w'./]*$")
_MEASURED = re.compile(r"\d\s?(?:ft|lbs?|reps?)$", re.IGNORECASE)
_BEGINS_ANEW = re.compile(r"\s+\d{1,3}\s?(?:min|mins|minutes)\s(?:of\s)?[A-Za-z]")
"""Minutes with what they were spent on, before which a stop ends a sentence: “glute med. 60 minutes of …”."""
_GLUTEAL = re.compile(r"\b(?:glut(?:e|eus)?s?|g)\s(?:med|max|min)$", re.IGNORECASE)
_RESULT_GOES_ON = (
    re.compile(r"(?<!\w)neg$", re.IGNORECASE),
    re.compile(r"\s*,|\s+(?:R|L|B|RT|LT|BL|bilat\w*|right|left|both)\b(?!\s+[a-z]{2,})"),
)
"""“SLR neg. R”, but not “SLR neg. R calf tight”, which begins again."""
_THERAPY_GOES_ON = (re.compile(r"(?<!\w)(?:ex|act)$", re.IGNORECASE), re.compile(r"\s+(?=[a-z\d])[^,.;]*\d"))
"""“ther act. lifting 10 min”."""
_KEPT = 256
"""Texts whose headings are remembered while a line is typed."""
_DOTTED = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]?$")


@dataclass(frozen=True)
class Clause:
    """A stretch of the line that is read as one statement."""

    text: str
    start: int
    end: int
    sentence: int
    """Which sentence of the line it belongs to, counted from 0."""
    heading: str = ""
    """The section that a typed heading before it names, or nothing."""


@dataclass(frozen=True)
class Heading:
    """A section's heading within a line."""

    section: str
    start: int
    end: int
    """Where its words begin."""


@lru_cache(maxsize=_KEPT)
def headings(line: str) -> tuple[Heading, ...]:
    """Return the headings of a line in their order."""
    found = [*_HEADING.finditer(line)]
    small = [*_SMALL.finditer(line)]
    if [mark[1] for mark in small] == [*"soap"]:
        found += small
    bare = [*_BARE.finditer(line)]
    if [mark[1] for mark in bare] == [*"SOAP"] and not found:
        found = bare
    lone = [*_LONE.finditer(line)]
    if [mark[1] for mark in lone] in ([*"SOAP"], [*"SOTAP"]) and not found and lone[0].start() == 0:
        found = lone
    slashed = [*_SLASHED.finditer(line)]
    letters = [mark[1] for mark in slashed]
    if len(letters) > _FEW and letters == sorted({*letters}, key="sotap".index) and not slashed[0].start():
        found += slashed
    small = [*_LONE_SMALL.finditer(line)]
    if [mark[1] for mark in small] in ([*"soap"], [*"sotap"]) and not found and small[0].start() == 0:
        found = small
    signed = [*_SIGNED.finditer(line)]
    letters = [mark[1] for mark in signed]
    if len(set(letters)) > 1 and letters == sorted(letters, key="SOTAP".index):
        found += signed
    return tuple(
        Heading(_SECTION[mark[1][0].lower()], mark.start(), mark.end())
        for mark in sorted(found, key=lambda one: one.start())
    )


def clauses(line: str, words: NoteWords) -> tuple[Clause, ...]:
    """Return the clauses of a line in their order."""
    found: list[Clause] = []
    heading, every = "", headings(line)
    for number, (start, end) in enumerate(_sentences(line, words)):
        at = start
        for mark in (one for one in every if start <= one.start < end):
            found += _clauses_of(line, (at, mark.start), number, heading, words)
            heading, at = mark.section, mark.end
        found += _clauses_of(line, (at, end), number, heading, words)
    return tuple(found)


def _clauses_of(
    line: str, part: tuple[int, int], sentence: int, heading: str, words: NoteWords
) -> Iterator[Clause]:
    at, end = part
    start = at
    for mark in _marks(line, start, end, words):
        yield from _clause(line, at, mark.start(), sentence, heading)
        at = mark.end()
    yield from _clause(line, at, end, sentence, heading)


def _marks(line: str, start: int, end: int, words: NoteWords) -> list[re.Match[str]]:
    """Return where the clauses of a sentence part: commas, “but” and the like, and stops after “30 min”."""
    shut = [found.span() for found in _QUOTED.finditer(line, start, end)]
    marks = [*_SPLIT.finditer(line, start, end)]
    for mark in _SOFT.finditer(line, start, end):
        last = _LAST_WORD.search(line[start : mark.start()])
        if last and last[0].casefold().rpartition("/")[2] in words.ends and not _sides(last[0], line, mark):
            marks.append(mark)
    marks += _CHANGED.finditer(line, start, end)
    marks += _SPOKEN.finditer(line, start, end) if _DICTATED.search(line) else ()
    inside = [one for one in marks if not any(first < one.start() < last for first, last in shut)]
    return sorted(inside, key=lambda one: one.start())


def _sides(word: str, line: str, mark: re.Match[str]) -> bool:
    """Whether a stop only abbreviates a side that belongs to the word behind it: “bilat. low back”."""
    return word.casefold() == "bilat" and line[mark.end() :].lstrip()[:1].islower()


def _clause(line: str, start: int, end: int, sentence: int, heading: str) -> Iterator[Clause]:
    text = line[start:end]
    bare = text.strip()
    if bare:
        first = start + len(text) - len(text.lstrip())
        yield Clause(bare, first, first + len(bare), sentence, heading)


def _sentences(line: str, words: NoteWords) -> Iterator[tuple[int, int]]:
    shut = [found.span() for found in _QUOTED.finditer(line)]
    at = 0
    for mark in _STOP.finditer(line):
        if any(first < mark.start() < last for first, last in shut) or _abbreviates(line, mark, words):
            continue
        yield at, mark.start()
        at = mark.end()
    yield at, len(line)


def _abbreviates(line: str, mark: re.Match[str], words: NoteWords) -> bool:
    """Whether a full stop ends an abbreviation: a known one, a dotted one, or a lone letter."""
    before = line[: mark.start()]
    if mark[0] == "!":
        return re.search(r"(?<!\w)[Pp]$", before) is not None
    if mark[0] != ".":
        return False
    following = re.match(r"\s+(?:([A-Z])|\d)", line[mark.end() :])
    measured = following is not None and following[1] is not None and _MEASURED.search(before)
    if measured or _BEGINS_ANEW.match(line, mark.end()) or (following and _GLUTEAL.search(before)):
        return False
    if _DOTTED.search(before):
        return True
    if any(
        word.search(before) and on.match(line[mark.end() :])
        for word, on in (_RESULT_GOES_ON, _THERAPY_GOES_ON)
    ):
        return True
    last = _LAST_WORD.search(before)
    return (
        last is not None
        and not _is_written_out(last[0], line)
        and all(
            part.casefold() in words.abbreviations | words.ends for part in re.split("/", last[0]) if part
        )
    )


def _is_written_out(word: str, line: str) -> bool:
    """Whether a word stands in the line without a stop as well, so that one behind it ends a sentence."""
    return re.search(rf"(?<![\w./]){re.escape(word)}(?![\w./-])", line, re.IGNORECASE) is not None
