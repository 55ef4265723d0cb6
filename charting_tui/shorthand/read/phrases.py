"""Statements of the plan that are set phrases: when the client is to come again, and how often."""

import re

from charting_tui.shorthand.dialect import amounts

_COMES = (
    r"(?:please\s+)?(?:and\s+|then\s+|thn\s+|plan\s+|p\s+)?(?:(?:pt|cl|client|she|he)\s+)?(?:to\s+"
    r"|will\s+|should\s+)?"
    r"(?:(?:cont(?:inue)?s?|(?:reduc|decreas|increas|dropp?|taper|wean|mov|go)(?:e|es|ed"
    r"|ing)?(?:\s(?:down|back|up|freq(?:uency)?|visits|tx))?(?:\sto)?|maint(?:enance)?|mntnc|wellness"
    r"|see(?:\s(?:pt|cl|client|her|him|them|me|us))?|come(?:s)?(?:\sin)?|coming(?:\sin)?|return|rtc"
    r"|book(?:s|ing)?|sched(?:ule)?"
    r"|rec(?:ommend)?(?:s|ed|ing)?|keep coming|coming|poc:|frequency:|freq:|plan:|tx|treat|massages?"
    r"|sessions?|visits?|freq(?:uency)?|be\sseen|keep|maintain|poc|back|i\srecommend|suggest(?:ed|s)?"
    r"|advise[ds]?|recommended|recommends|plan|care|therapy|massage|mt|mld|with|w/|at|current|same"
    r"|treatment|appts?|appointments?|seen|stay|schedule[ds]?)\.?\s+)*"
)
_NUMBERS = {
    "a": 1, "an": 1, "one": 1, "once": 1, "two": 2, "twice": 2, "three": 3, "four": 4, "five": 5, "six": 6,
    "seven": 7, "eight": 8, "nine": 9, "ten": 10, "twelve": 12,
}  # fmt: skip
_NUMBER = rf"(?:\d{{1,2}}|{'|'.join(_NUMBERS)})"
_ON_DAY = r"(?P<weekday>mon|tues?|wed|thurs?|thu|fri|sat|sun)(?:day|sday|nesday|rsday|urday|s)?\b"
_SPAN = r"(?:wks?|weeks?|w|mos?|mnths?|months?|days?|d)"
_OFTEN = re.compile(
    rf"{_COMES}(?:"
    rf"(?P<times>(?:once|twice)(?=\s(?:per|a|each|every|/))|{_NUMBER}(?:\s?-\s?\d)?)(?:(?:\s?x"
    rf"|\stimes?)\s?(?:/|per\s|a\s|each\s|every\s|\s)?|\s?/|\s?(?:per|a|each|every)\s)\s?"
    rf"(?P<unit>wk|week|mo|month)(?:ly)?"
    rf"|(?P<word>weekly|wkly|mthly|mnthly|monthly|biweekly|bi-weekly|eow|eowk)"
    rf"|(?:q|every)\sother\s{_ON_DAY}"
    rf"|(?:q|every)\s?(?P<every>\d{{1,2}}(?:-\d{{1,2}})?|other|two|three|four|six|eight)?\s?-?\s?"
    rf"(?P<span>wk|week|w|mo|month)s?"
    rf")\.?(?:\s?(?:sessions?|visits?|massages?|tx))?"
    rf"(?:\s(?:for\s)?(?P<minutes>\d{{2,3}})\s?(?:min|mins|minutes))?"
    rf"(?:\s(?:x\s?|for\s)?(?P<more>{_NUMBER})\smore(?:\s(?:visits?|sessions?|tx))?)?"
    rf"(?:(?:\s?(?:x|for|×)\s?(?:the\s)?(?:next\s)?(?:(?=(?:wk|week|mo|month)\b))?"
    rf"|\s(?=\d{{1,2}}\s?(?:wks?|weeks?|mos?|months?)\b))(?P<long>{_NUMBER})\s?"
    rf"(?P<kind>wks?|weeks?|w|mos?|months?|visits?|sessions?|tx)?\.?)?"
    rf"(?:\s(?:for\s)?(?:mntnc|maintenance|maint|prn|as\sneeded|per\spoc|per\splan))?",
    re.IGNORECASE,
)
_DAY = r"(?P<day>mon|tues?|wed|thurs?|thu|fri|sat|sun)(?:day|sday|nesday|rsday|urday|s)?"
_CLOCK = r"(?:\s+(?:at\s|@\s?)?\d{1,2}(?::\d\d)?\s?(?:am|pm|a|p)?)?"
_RETURN = re.compile(
    rf"(?:(?:and|then|plan|plan\sis|pt|cl|client|patient|she|he|will|to|should|has|is|please"
    rf"|plans)\s+)*(?:f/?u|rtc|rto|return(?:s|ing)?|ret|rtn|back"
    rf"|bk|com(?:e|es|ing)\s(?:back|in)|see|seeing|again|re-?check(?:\sappt)?|rebook(?:ed|ing)?"
    rf"|resched(?:uled?)?|reschedule|sched(?:uled?)?|book(?:ed|ing)?|rs|r/s"
    rf"|(?:next|nxt)(?:\s(?:visit|appt|appointment|session|tx|treatment|massage|vst))?|nv|fu\sappt"
    rf"|f/u\sappt|see\sagain|back\sagain|see\s(?:pt|cl|client|her|him|them|me)(?:\sagain)?"
    rf"|follow[- ]?up|see\sback"
    rf"|(?:reg(?:ular)?|usual)\s(?P<minutes>\d{{2,3}})(?:\s?min)?|(?:keep|kept|keeping)\s(?:appt|appointment)|(?:another|same)\s(?:session|visit|appt"
    rf"|massage)|(?:appt|appointment|session))"
    rf"\.?(?:\s+(?:appt|visit|again|w/\sme|with\sme|massage|session))?(?:\s+(?:in|x|for|on|at|about"
    rf"|approx))*\s*(?:"
    rf"(?P<number>{_NUMBER})(?:\s?(?:-|to|or)\s?(?P<upto>{_NUMBER}))?\s*(?P<span>{_SPAN})(?:\stime)?"
    rf"|(?:the\s)?(?P<coming>next|nxt|this|following)\s(?P<unit>wk|week|mo|month)"
    rf"|(?:next\s|nxt\s|this\s)?{_DAY}{_CLOCK}"
    rf"|(?P<date>\d{{1,2}}/\d{{1,2}}(?:/\d{{2,4}})?){_CLOCK}"
    rf"|the\s(?P<nth>\d{{1,2}}(?:st|nd|rd|th)))\.?",
    re.IGNORECASE,
)
"""When they are to come again: “f/u 1 wk”, “next appt 12/8”, “see thurs”."""
_SAME_TIME = re.compile(
    r"(?:see\s(?:her|him|them|pt)\s)?same time (?:next|nxt) (?P<unit>wk|week|mo|month)\.?",
    re.IGNORECASE,
)
_AS_NEEDED = re.compile(
    r"(?:will\s)?(?:rtc|rto|return|f/?u|follow[- ]?up|back|come back)\s(?:prn|as needed)\.?", re.IGNORECASE
)
_SOON_AGAIN = re.compile(
    r"(?:in\s)?(?:\d{1,2}\s?(?:-\s?\d{1,2}\s?)?(?:wks?|weeks?|w|mos?|months?)|(?:next|nxt)\s(?:wk|week|mo|month))\.?",
    re.IGNORECASE,
)
"""When they come again, without a word that says so: “Tolerated well. 4 wks.”"""
_SINGLE = re.compile(r"(?:appt|appointment|session)\b(?!\s+in\b)", re.IGNORECASE)
"""An appointment that may be with anybody: “appt friday”."""
_ACHES = re.compile(r"(?:back|bk)\s(?:\d[\d\s-]*d(?:ays?)?\b|\d{1,2}/10(?!/))", re.IGNORECASE)
"""“hips sore all week, back 2 days”."""
_GOES_ON = re.compile(
    r"\s+(?:focus(?:ing|ed)?|for|to|w/?|with|and|then|per|or (?:sooner|earlier)|as|under|via|working|work"
    r"|add|continue|cont|unless|@|at|\+|&|-|\()",
    re.IGNORECASE,
)
"""What may stand behind when and how often they come: “rtc 2 wks focus R hip”."""
_SOONER = re.compile(r"\s+or (?:sooner|earlier)\b", re.IGNORECASE)
_CONDITION = re.compile(r"\b(?:if|unless|when|prn|as needed|maybe|may|might|could|would)\b|\?", re.IGNORECASE)
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


def return_in(text: str) -> str:
    """Return “Return in one week” for “f/u 1 wk”, or nothing."""
    same = _SAME_TIME.fullmatch(text.strip())
    if same:
        unit = "week" if same["unit"].lower().startswith("w") else "month"
        return f"Return next {unit} at the same time"
    if _AS_NEEDED.fullmatch(text.strip()):
        return "Return as needed"
    if any(one.match(text) for one in (_SINGLE, _ACHES)) or _THERAPIST.search(text):
        return ""
    match = _RETURN.fullmatch(text.strip())
    lasting = f" for {match['minutes']} minutes" if match and match["minutes"] else ""
    again = _returning(match, text) if match else ""
    return again and again + lasting


def soon_again(text: str) -> str:
    """Return “Return in 4 weeks” for “4 wks”, which tells so only where it stands alone at a note's end."""
    return return_in(f"rtc {text}") if _SOON_AGAIN.fullmatch(text.strip()) else ""


def _returning(match: re.Match[str], text: str) -> str:
    """Return when they come again, in words."""
    if match["day"]:
        day = _DAYS[match["day"][:3].lower()]
        ahead = text.lower()[: match.start("day")].split()[-1:]
        later = ahead in (["next"], ["nxt"]) and len(match[0].split()) > 2  # noqa: PLR2004
        return f"Return {'next' if later else 'on'} {day}"
    if match["coming"]:
        unit = "week" if match["unit"].lower().startswith("w") else "month"
        return f"Return {'this' if match['coming'].lower() == 'this' else 'next'} {unit}"
    if match["date"] or match["nth"]:
        return f"Return on {match['date'] or 'the ' + match['nth'].lower()}"
    if match["upto"]:
        span = {"w": "weeks", "m": "months", "d": "days"}[match["span"][0].lower()]
        return f"Return in {_number(match['number'])} to {_number(match['upto'])} {span}"
    when = amounts.lasting(f"{_number(match['number'])}{match['span']}")
    return f"Return in {when}" if when else ""


def ahead_of_rest(text: str) -> str:
    """Return when or how often they come where more of the plan stands behind it, or nothing.

    “rtc 2 wks” of “rtc 2 wks focus R hip flexors”; a condition may only bring it forward.
    """
    for mark in reversed([*_GOES_ON.finditer(text)]):
        ahead, rest = text[: mark.start()], text[mark.start() :]
        if return_in(ahead) or frequency_in(ahead):
            return ahead if _SOONER.match(rest) or not _CONDITION.search(rest) else ""
    return ""


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
    if match["minutes"]:
        often += f", {match['minutes']} minutes"
    if match["more"]:
        many = _number(match["more"])
        often += f" for {amounts.in_words(many)} more visit{'' if many == 1 else 's'}"
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
    if match["weekday"]:
        return f"every other {_DAYS[match['weekday'][:3].lower()]}"
    if match["word"]:
        word = match["word"].lower()
        return {
            "wkly": "weekly",
            "weekly": "weekly",
            "monthly": "monthly",
            "mthly": "monthly",
            "mnthly": "monthly",
        }.get(word, "every two weeks")
    span = "week" if match["span"].lower().startswith("w") else "month"
    every = (match["every"] or "").lower()
    if not every or every == "other":
        return f"every other {span}" if every else f"every {span}"
    return f"every {every if '-' in every else amounts.in_words(_number(every))} {span}s"


def _number(text: str) -> int:
    return int(text) if text.isdigit() else _NUMBERS[text.lower()]
