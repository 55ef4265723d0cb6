"""Statements that are set phrases: how the client took it, when they are to come again and how often."""

import re

from charting_tui.shorthand.dialect import amounts
from charting_tui.shorthand.read.lexicon import Lexicon

_CLIENT = re.compile(r"^(?:pt|cl|client|patient)\.?\s+", re.IGNORECASE)
_COMES = (
    r"(?:please\s+)?(?:and\s+|then\s+|thn\s+|plan\s+|p\s+)?(?:(?:pt|cl|client|she|he)\s+)?(?:to\s+|will\s+|should\s+)?"
    r"(?:(?:cont(?:inue)?|see(?:\s(?:pt|cl|client|her|him|them|me|us))?|come(?:s)?(?:\sin)?|coming(?:\sin)?|return|rtc|book(?:s|ing)?|sched(?:ule)?"
    r"|rec(?:ommend)?|tx|treat|massages?|sessions?|visits?|freq(?:uency)?|be\sseen|keep|maintain|poc|back|i\srecommend|suggest(?:ed|s)?|advise[ds]?|recommended|recommends|plan|care|therapy|massage|mt|mld|with|w/|at|current|same|treatment|appts?|appointments?|seen|stay|schedule[ds]?)\.?\s+)*"
)
_NUMBERS = {
    "a": 1, "an": 1, "one": 1, "once": 1, "two": 2, "twice": 2, "three": 3, "four": 4, "five": 5, "six": 6,
    "seven": 7, "eight": 8, "nine": 9, "ten": 10, "twelve": 12,
}  # fmt: skip
_NUMBER = rf"(?:\d{{1,2}}|{'|'.join(_NUMBERS)})"
_SPAN = r"(?:wks?|weeks?|w|mos?|mnths?|months?|days?|d)"
_OFTEN = re.compile(
    rf"{_COMES}(?:"
    rf"(?P<times>(?:once|twice)(?=\s(?:per|a|each|every|/))|{_NUMBER}(?:\s?-\s?\d)?)(?:(?:\s?x|\stimes?)\s?(?:/|per\s|a\s|each\s|every\s|\s)?|\s?/|\s?(?:per|a|each|every)\s)\s?"
    rf"(?P<unit>wk|week|mo|month)(?:ly)?"
    rf"|(?P<word>weekly|wkly|monthly|biweekly|bi-weekly|eow)"
    rf"|(?:q|every)\s?(?P<every>\d{{1,2}}(?:-\d{{1,2}})?|other|two|three|four|six|eight)?\s?-?\s?"
    rf"(?P<span>wk|week|w|mo|month)s?"
    rf")\.?(?:\s?(?:sessions?|visits?|massages?|tx))?"
    rf"(?:(?:\s?(?:x|for|×)\s?(?:the\snext\s)?|\s(?=\d{{1,2}}\s?(?:wks?|weeks?|mos?|months?)\b))(?P<long>{_NUMBER})\s?"
    rf"(?P<kind>wks?|weeks?|w|mos?|months?|visits?|sessions?|tx)?\.?)?"
    rf"(?:\s(?:for\s)?(?:mntnc|maintenance|maint|prn|as\sneeded|per\spoc|per\splan))?",
    re.IGNORECASE,
)
_RETURN = re.compile(
    rf"(?:and\s+)?(?:(?:pt|cl|client|she|he)\s+)?(?:will\s+|to\s+)?(?:f/?u|rtc|rto|return|returns|ret|rtn|back"
    rf"|bk|come\sback|see|again|recheck|re-?check|next(?:\svisit|\sappt)?|nxt(?:\svst)?|rebook|resched|sched(?:uled?)?|rebooked|booked|book|rs|r/s|reschedule|next\ssession|next\stx|nv|fu\sappt|see\sagain|back\sagain|recheck\sappt"
    rf"|see\s(?:pt|cl|client)|follow[- ]?up)"
    rf"\.?(?:\s+(?:in|x|for|on))?\s*(?:(?P<number>{_NUMBER})\s*(?P<span>{_SPAN})"
    r"|(?P<day>mon|tues?|wed|thurs?|fri|sat|sun)(?:day|sday|nesday|rsday|urday)?)\.?",
    re.IGNORECASE,
)
_COUNTS = re.compile(r"\d\s?x|\bthen\b|\bif\b", re.IGNORECASE)
_THERAPIST = re.compile(r"\bPT\b(?=[^A-Z]*[a-z])")
"""“see PT wed” is of another's visit; “see pt wed” of the patient's."""
_DAYS = {
    "mon": "Monday", "tue": "Tuesday", "wed": "Wednesday", "thu": "Thursday", "fri": "Friday",
    "sat": "Saturday", "sun": "Sunday",
}  # fmt: skip
_UNTIL = re.compile(
    r"\s+(?P<word>until|till?|'til|through|thru|while|as long as)\s+(?P<end>[\w .'’/-]+)$", re.IGNORECASE
)
"""Until when they are to come: “2x/wk til the sleeve comes”, “weekly while flaring”."""
_LASTING = {"thru": "through", "till": "until", "til": "until", "'til": "until"}
_THEN = re.compile(r"\s*,?\s*\b(?:then|thn)\s+")
_WORD = re.compile(r"[A-Za-z][A-Za-z'’/\-]*|\d+|[&+%]")


def response_in(text: str, lexicon: Lexicon) -> str:
    """Return the response that a clause is, by the vocabulary's name, or nothing."""
    bare = _CLIENT.sub("", text).casefold().rstrip(".!")
    named = [term for term in lexicon.vocabulary.meanings(bare) if term.kind == "response" and " " in bare]
    return named[0].name if named else lexicon.responses.get(bare, "")


def response_told(text: str, lexicon: Lexicon, *, assessed: bool) -> str:
    """Return a response in the words it was typed in, where all of them tell of one; else nothing.

    ``assessed``: whether it stands in the assessment, where some words tell of the response that may tell of
    anything elsewhere.
    """
    words = [found[0].casefold().strip("'’") for found in _WORD.finditer(text)]
    said = lexicon.words.responses
    heads = said["heads"] | (said["assessed"] if assessed else frozenset())
    if not words or not heads & set(words):
        return ""
    known = said["heads"] | said["assessed"] | said["words"]
    share = "%" in words or "percent" in words
    return text.rstrip(".!") if all(word in known or (share and word.isdigit()) for word in words) else ""


def return_in(text: str) -> str:
    """Return “Return in one week” for “f/u 1 wk”, or nothing."""
    match = _RETURN.fullmatch(text.strip())
    if match is None or _THERAPIST.search(text):
        return ""
    if match["day"]:
        return f"Return on {_DAYS[match['day'][:3].lower()]}"
    when = amounts.lasting(f"{_number(match['number'])}{match['span']}")
    return f"Return in {when}" if when else ""


def frequency_in(text: str) -> str:
    """Return “once a week for six weeks” for “1x/wk x 6 wks”, or nothing."""
    said = text.strip()
    until = _UNTIL.search(said)
    counted = until is not None and _COUNTS.search(until[0]) is not None
    told = said if until is None or counted else said[: until.start()]
    parts = [_frequency(part) for part in _THEN.split(told) if part]
    if until is not None and all(parts) and told != said:
        word = until["word"].lower()
        parts[-1] += f" {_LASTING.get(word, word)} {until['end']}"
    return ", then ".join(parts) if all(parts) else ""


def _frequency(text: str) -> str:
    match = _OFTEN.fullmatch(text)
    if match is None:
        return ""
    often = _often(match)
    if match["long"]:
        kind = (match["kind"] or "weeks").lower()
        unit = "week" if kind.startswith("w") else "month" if kind.startswith("m") else "visit"
        many = _number(match["long"])
        often += f" for {amounts.in_words(many)} {unit}{'' if many == 1 else 's'}"
    return often


def _often(match: re.Match[str]) -> str:
    if match["times"]:
        unit = "week" if match["unit"].lower().startswith("w") else "month"
        if "-" in match["times"]:
            first, last = re.split(r"\s?-\s?", match["times"])
            return f"{amounts.in_words(_number(first))} to {amounts.in_words(_number(last))} times a {unit}"
        times = _number(match["times"])
        told = {1: "once", 2: "twice"}.get(times, f"{amounts.in_words(times)} times")
        return f"{told} a {unit}"
    if match["word"]:
        word = match["word"].lower()
        return {"wkly": "weekly", "weekly": "weekly", "monthly": "monthly"}.get(word, "every two weeks")
    span = "week" if match["span"].lower().startswith("w") else "month"
    every = (match["every"] or "").lower()
    if not every or every == "other":
        return f"every other {span}" if every else f"every {span}"
    return f"every {every if '-' in every else amounts.in_words(_number(every))} {span}s"


def _number(text: str) -> int:
    return int(text) if text.isdigit() else _NUMBERS[text.lower()]
