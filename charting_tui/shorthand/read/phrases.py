"""Statements that are set phrases: how the client took it, when they are to come again and how often."""

import re

from charting_tui.shorthand import amounts
from charting_tui.shorthand.vocabulary import Vocabulary

_CLIENT = re.compile(r"^(?:pt|cl|client|patient)\.?\s+", re.IGNORECASE)
_RETURN = re.compile(
    r"(?:f/?u|rtc|rto|return|ret|see(?: (?:pt|cl|client))?|follow[- ]?up)\.?(?:\s+(?:in|x))?\s*"
    r"(\d{1,2})\s*(d|days?|w|wks?|weeks?|mos?|months?)\.?",
    re.IGNORECASE,
)
_FREQUENCY = re.compile(
    r"(?:cont(?:inue|\.)?\s+)?(\d)\s*x?\s*(?:/|per|a)?\s*(?:wk|week)\.?(?:\s*(?:x|for)\s*(\d{1,2})\s*(?:wks?|weeks?)?\.?)?",
    re.IGNORECASE,
)


def response_in(text: str, vocabulary: Vocabulary) -> str:
    """Return the response that a clause is, by the vocabulary's name, or nothing."""
    bare = _CLIENT.sub("", text).casefold().rstrip(".!")
    named = [term for term in vocabulary.meanings(bare) if term.kind == "response" and " " in bare]
    said = [
        term
        for terms in vocabulary.terms.values()
        for term in terms
        if term.kind == "response" and bare in term.said
    ]
    return (named or said)[0].name if named or said else ""


def return_in(text: str) -> str:
    """Return “Return in one week” for “f/u 1 wk”, or nothing."""
    match = _RETURN.fullmatch(text)
    when = amounts.lasting(f"{match[1]}{match[2]}") if match else ""
    return f"Return in {when}" if when else ""


def frequency_in(text: str) -> str:
    """Return “once a week for six weeks” for “1x/wk x 6 wks”, or nothing."""
    match = _FREQUENCY.fullmatch(text)
    return (amounts.frequency(f"{match[1]}xw{match[2] or ''}") or "") if match else ""
