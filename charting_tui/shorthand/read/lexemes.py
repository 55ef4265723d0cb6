"""The words of a clause by what they may be: areas, sides, techniques, minutes, values, or nothing known."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from charting_tui.shorthand.read.beside_values import BETWEEN, FALLEN, NUMBERS
from charting_tui.shorthand.read.classes import Class, Lexeme, Meaning
from charting_tui.shorthand.read.lexicon import Lexicon
from charting_tui.shorthand.read.neighbors import as_neighbors_say
from charting_tui.shorthand.vocabulary import Term

_TOKEN = re.compile(
    r"""
    (?P<between>(?<![\w./-])\d\s?(?:-|\N{EN DASH}|\bor\b)\s?(?:\d|10)\s?/\s?10(?![\d/])
      |(?<![\w./-])\d\s?(?:-|\N{EN DASH}|to|or)\s?(?:\d|10)\sout\sof\s(?:10|ten)\b
      |(?<![\w./,-])\d\s?[-\N{EN DASH}]\s?(?:\d|10)(?![\w/%#"°-])(?!\.\d)(?!\s?(?:x|min|mins|minutes
      |m|h|hrs?|hours?|d|days?|w|wks?|weeks?|mos?|months?|yrs?|years?|reps?|sets?|lbs?|times?|deg|degrees|sec|ft|miles?|visits?|nights?|per|a\s)\b))
  | (?P<score>(?:one|two|three|four|five|six|seven|eight|nine|ten|\d{1,2})\s(?:out\ of|of)\s(?:10|ten)\b
      |\d{1,2}(?:\.\d)?\s?(?:/|out\ of\ (?:a\ )?(?:possible\ )?|outta\ |outa\ )\s?10(?![\d/]))
  | (?P<rated>\b(?:rat(?:es|ed|ing)\s(?:it|this|that)\s(?:(?:as|at)\s)?(?:an?\s)?
      |(?:(?:is|at|about|around|like|maybe|perhaps|only|roughly|just|now|still)\s)?an\s(?=8)|(?:(?:is|at|about|around|like|maybe
      |perhaps|only|roughly|just|now|still)\s)?a\s)(?:10|\d|one|two|three|four|five|six|seven|eight|nine|ten)\b(?=\s*$
      |\s?[,;.)]|\s(?:today|tdy|now|at|with|w/|when|while|this|before|after|on|and|most|by|in\sthe|all\s(?:day|week|wk)
      |from|last|but|since|down|which|to\san?\s)\b))
  | (?P<approx>[~≈])
  | (?P<visit>(?<!last\s)(?<!lst\s)(?<!prev\s)(?<!prior\s)(?<!next\s)(?<!first\s)(?<!previous\s)
      \b(?:(?:visit|vis|vst)\s?(?:\#|no\.?\s)?|(?:session|appt|f/u|fu|tx)\s?\#\s?)\d{1,3}
      (?:\s?(?:of|/)\s?\d{1,3})?\b(?![/%]|:\d|\s?(?:x|mins?|minutes?|hrs?|days?|d|wks?|weeks?|mos?|months?)\b)
      |(?<!\S)\#\s?\d{1,2}(?:\s?(?:of|/)\s?\d{1,2})?(?!\S))
  | (?P<sided>\(\s?(?:R|L|B|RT|LT|BIL|BILAT)\s?\)(?!\w))
  | (?P<result>\(\s?[+-]\s?\))
  | (?P<more>(?<!\w)(?:RT?\.?|LT?\.?|right|left)\s?>{1,2}\s?(?:(?:RT|LT)\.|(?:RT?|LT?|right|left)(?!\w)))
  | (?P<span>(?<!\w)(?:(?:x|for|over)(?:\ the)?(?:\ past|\ last)?\s?(?:~\s?)?
      (?:\d{1,2}(?:-\d{1,2})?\+?\s?(?:d|w|wk|wks|weeks?|days?|mos?|months?|yrs?|years?|hrs?|hours?)
      |(?:a|one|two|three|several|few|a\ few)\s(?:days?|weeks?|months?|years?))\b
      |(?<!last\ )(?:wk|week|day|pod)\s\d{1,3}\b(?![/x])
      |\d{1,2}\s?(?:wks?|weeks?|mos?|months?|days?)\s(?:out|post[-\ ]?op|along)\b
      |since\s(?:(?:last|this|the|an?|her|his|my)\s)?
      (?:mon|tues?|wed|weds|thurs?|fri|sat|sun)(?:day|nesday|rsday|urday|sday)?\b
      |since\s(?:(?:last|this|the|an?)\s)?(?:mva|accident|fall|yesterday|morning|am|waking|weekend|week|wk
      |last\ night|night|car\ accident|surgery|injury|lv|visit|tx|session|slip|crash|rear-end|game|race)\b
      (?:\s(?:off|on|down|from|at)\s(?:the\s)?(?:ladder|roof|ice|stairs|steps|bike|horse|work|curb)\b)?
      (?:\s(?:on\s)?\d{1,2}/\d{1,2}(?![\d/]))?))
  | (?P<mobility>\b(?:gr|grade|g)s?\.?\s?[0-4]\s?-\s?[1-5]\b(?![/\d])
      |\b(?:gr|grade)s?\.?\s?(?:I{1,3}|IV|V)(?:-I{1,3}V?)?\b)
  | (?P<grade>(?:\b(?:one|two|three|four)\splus\b|\bplus\s(?:one|two|three|four)\b
      |\b(?:gr|grade)\.?\s?(?:[0-4]\+?\s?/\s?4(?![\d/])
      |(?:[0-4]|one|two|three|four)\b\+?(?![\d/]))|\bg[0-4]\b\+?(?![\d/-])|\+[1-4](?![\d.%/"])
      |(?<![\d./])[1-4]\+(?![\d/])|(?<![\d./])[0-4]\+?\s?/\s?4(?![\d/])))
  | (?P<level>(?<![\w])(?-i:[CTL])\d{1,2}(?:\s?[-/]\s?[CTLS]?\d{1,2})?(?![\w/])|(?<![\w])(?-i:S)1(?!\w))
  | (?P<reach>\bfinger\s?tips?\s(?:reach(?:es)?\s)?(?:to\s)?(?:(?:mid|distal|prox|upper|lower)[-\s]?)?
      (?:shins?|knees?|patellas?|ankles?|floor|toes|thighs?|feet)\b)
  | (?P<landmark>\b(?:(?:hip|back)\spocket|belt\s?line|bra\s(?:line|strap))\b)
  | (?P<ribs>(?<!\w)ribs?\s\#?\d{1,2}(?:\s?-\s?\d{1,2})?(?![\w/-]))
  | (?P<daily>\d{1,3}(?:\.\d)?\s?(?:hrs?|hours?|h|minutes?|mins?|m)\.?\s?(?:/\s?(?:d|day|night|nt|wk|week)\b
      |(?:per|a|each|every)\s(?:day|night|wk|week)\b|daily\b|nightly\b))
  | (?P<half>1/2\s?(?:hrs?\b\.?|hours?))
  | (?P<fraction>\d+[+-]?/\d+[+-]?(?:/\d+)?)
  | (?P<hours>(?:\d(?:\.\d+)?|an?|one|two)\s?(?:hrs?\b\.?|hours?|h\b)(?:\s?(?:and\ a\ half))?)
  | (?P<part>(?<![\w.#])\d{1,3}\s?(?:min\s)?(?:of|out\sof|/)\s?(?:the\s)?\d{2,3}[\s-]?(?:minutes?|mins?\b\.?))
  | (?P<minutes>(?<![\w.#])\d{1,3}\s?-?(?:minutes?|mins?\b\.?|m\b|['’\N{PRIME}](?!\w)))
  | (?P<sets>\d{1,2}\s?[x×]\s?\d{1,3}(?:s|\s?sec)?\b)
  | (?P<degrees>\d{1,3}\s?(?:deg(?:rees?|s)?\b\.?|°))
  | (?P<arc>(?<![\w./-])-?(?:1?\d)\s?[-\N{EN DASH}]\s?(?:[6-9]\d|1[0-5]\d)(?![\w/.%-]))
  | (?P<measure>\d+(?:\.\d+)?\s?(?:%|\#|lbs?\b|kg\b|cm\b|mm\b|ft\b|"|wks?\b|weeks?\b|days?\b
      |mos?\b|months?\b|yrs?\b|years?\b|y\.?o\b|secs?\b|am\b|pm\b)\.?)
  | (?P<glued>\d+(?:\.\d+)?(?:in|mi|d|h|w|x|s|st|nd|rd|th|yo)\b)
  | (?P<clock>\d{1,2}:\d{2})
  | (?P<code>(?<![\w.])(?:9[0-9]{4}|G0283|S8948)\b(?:\s?[x×]?\s?\d\s?(?:units?|u)\b|\s?[x×]\s?\d\b)?)
  | (?P<number>(?<!\S)-\d{1,2}(?![\d/.%-])|\d+(?:\.\d+)?)
  | (?P<lower>↓)
  | (?P<arrow>-+>|→|>+|<|=)
  | (?P<joiner>[+&/,])
  | (?P<at>@)
  | (?P<colon>:)
  | (?P<word>(?<!\w)p!|(?:[A-Za-z][A-Za-z'’\-]*[A-Za-z'’]|[A-Za-z])(?:\.(?=\w\b)\w)*\.?)
  | (?P<bracket>[()])
  | (?P<other>\S)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_REACHES = re.compile(r"^finger\s?tips?\s(?:reach(?:es)?\s)?(?:to\s)?")
_SPELT = re.compile(rf"\b(?:{'|'.join(NUMBERS)})\b", re.IGNORECASE)
_OF_SIGNS = {
    "score": Class.SCORE,
    "rated": Class.SCORE,
    "sets": Class.SETS,
    "code": Class.CODE,
    "measure": Class.MEASURE,
    "daily": Class.MEASURE,
    "glued": Class.MEASURE,
    "fraction": Class.MEASURE,
    "clock": Class.MEASURE,
    "number": Class.NUMBER,
    "joiner": Class.AND,
    "at": Class.AT,
    "arrow": Class.TO,
    "colon": Class.COLON,
    "lower": Class.LIMITED,
    "minutes": Class.MINUTES,
    "bracket": Class.DROPPED,
    "approx": Class.DROPPED,
    "span": Class.MODIFIER,
    "visit": Class.MODIFIER,
    "grade": Class.GRADE,
    "mobility": Class.MODIFIER,
    "degrees": Class.DEGREES,
    "arc": Class.DEGREES,
    "other": Class.UNKNOWN,
}
_LONGEST = 5
"""Words in the longest phrase that is looked up."""
_HOUR = 60
_LONGEST_VISIT = 180
"""Minutes that a treatment can last; more is told of something else: “in PT 200 min”, “200' with walker”."""
_WIDEST_SPAN = 2
"""How far apart the ends of a value lie that is told as two: “5-6”."""
_KEPT = 512
"""Clauses that are remembered: some lines of a day."""


@dataclass(frozen=True)
class _Raw:
    group: str
    text: str
    start: int
    end: int


@lru_cache(maxsize=_KEPT)
def lexemes(text: str, at: int, lexicon: Lexicon) -> tuple[Lexeme, ...]:
    """Return the lexemes of a clause that begins at ``at`` in its line; the longest phrase wins."""
    known = _lexemes_of(text, lexicon)
    return tuple(replace(one, start=one.start + at, end=one.end + at) for one in known) if at else known


@lru_cache(maxsize=_KEPT)
def _lexemes_of(text: str, lexicon: Lexicon) -> tuple[Lexeme, ...]:
    """Return the lexemes of a clause; one that did not change is not read again while a line is typed."""
    raw = [
        _Raw(str(found.lastgroup), found[0], found.start(), found.end()) for found in _TOKEN.finditer(text)
    ]
    shouted = text.isupper() and len(raw) > 1
    found = list(_grouped(raw, lexicon, shouted=shouted))
    return as_neighbors_say(found, lexicon)


def _grouped(raw: list[_Raw], lexicon: Lexicon, *, shouted: bool) -> Iterator[Lexeme]:
    place = 0
    while place < len(raw):
        glued = place > 0 and raw[place - 1].end == raw[place].start
        for length in range(min(_LONGEST, len(raw) - place), 0, -1):
            several = raw[place : place + length]
            meaning = _meaning(several, lexicon, shouted=shouted)
            if meaning is not None:
                break
        yield Lexeme(
            meaning or Meaning(Class.UNKNOWN), _phrase(several), several[0].start, several[-1].end, glued
        )
        place += length


def _meaning(several: list[_Raw], lexicon: Lexicon, *, shouted: bool) -> Meaning | None:
    if len(several) == 1 and several[0].group != "word":
        return _of_sign(several[0])
    if any(part.group not in {"word", "number", "joiner", "glued"} for part in several):
        return None
    acronym = not shouted and len(several) == 1 and re.sub(r"['’]?s$", "", several[0].text).isupper()
    return lexicon.meaning(_phrase(several), acronym=acronym and len(several[0].text) > 1)


def _phrase(several: list[_Raw]) -> str:
    text = several[0].text
    for before, part in pairwise(several):
        text += ("" if before.end == part.start else " ") + part.text
    return text


def _of_sign(raw: _Raw) -> Meaning:
    text = raw.text.casefold()
    if raw.group in {"sided", "more"}:
        one = raw.group == "sided" and text.strip("( ")[0]
        return Meaning(Class.SIDE, word={"r": "right", "l": "left"}.get(one or "", "both"))
    if raw.group == "result":
        return Meaning(Class.RESULT, word="positive" if "+" in text else "negative")
    if raw.group in {"ribs", "landmark", "level", "reach"}:
        name = raw.text.upper().replace(" ", "") if raw.group == "level" else _REACHES.sub("", text)
        return Meaning(Class.LEVEL, (Term("area", name, part="region"),))
    if raw.group == "between":
        return _between(text)
    value = _HOUR * _hours(raw.group, text) if raw.group in {"half", "hours"} else _number(raw.group, text)
    if raw.group in {"half", "hours", "minutes", "part"}:
        return Meaning(Class.MINUTES if (value or 0) <= _LONGEST_VISIT else Class.MEASURE, value=value)
    if raw.group == "arc":
        value = float(re.split(r"\D+", text)[-1])
    return Meaning(_OF_SIGNS[raw.group], value=value)


def _between(text: str) -> Meaning:
    """Return “5-6” as a value that lies between; one that falls, or reaches far, may be anything."""
    first, last = (float(one) for one in re.findall(r"\d+", text)[:2])
    if first >= last:
        return Meaning(Class.UNKNOWN, value=first, word=FALLEN)
    if last - first > _WIDEST_SPAN:
        return Meaning(Class.UNKNOWN)
    scored = "/" in text or "out" in text
    return Meaning(Class.SCORE if scored else Class.UNKNOWN, value=(first + last) / 2, word=BETWEEN)


def _hours(group: str, text: str) -> float:
    if group == "half":
        return 0.5
    number = re.search(r"\d+(?:\.\d+)?", text)
    many = float(number[0]) if number else 1.0 + text.startswith("two")
    return many + 0.5 * ("half" in text)


def _number(group: str, text: str) -> float | None:
    """Return the number of a token; in a score or a grade it may be written as a word."""
    spelt = _SPELT.search(text) if group in {"score", "rated", "grade"} else None
    if spelt and (group != "score" or text.startswith(spelt[0])):
        return float(NUMBERS.index(spelt[0]) + 1)
    number = re.search(r"^-\d+$|\d+(?:\.\d+)?", text)
    return float(number[0]) if number else None
