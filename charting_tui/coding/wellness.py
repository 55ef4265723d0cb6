"""Phrases of a note that name relaxation or upkeep as what a visit was for."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from charting_tui.coding.data_files import read_json
from charting_tui.coding.prose.evidence import sentences


def wellness_phrase(text: str) -> str:
    """Return the words by which a text calls the visit relaxation, wellness or upkeep; empty for none.

    Looser words count only in a text that holds nothing medical: no finding, no measure, no limit.
    """
    said = [_said(sentence) for sentence, _ in sentences(text)]
    plain = next((one.plain for one in said if one.plain), "")
    if plain or any(one.medical for one in said):
        return plain
    return next((one.loose for one in said if one.loose), "")


@dataclass(frozen=True)
class _Said:
    """What one sentence says of the visit."""

    plain: str
    loose: str
    medical: bool


@lru_cache(maxsize=4096)
def _said(sentence: str) -> _Said:
    plain, loose, medical = _patterns()
    return _Said(_first(sentence, plain), _first(sentence, loose), medical.search(sentence) is not None)


def _first(sentence: str, pattern: re.Pattern[str]) -> str:
    for found in pattern.finditer(sentence):
        before, after = sentence[: found.start()].lower(), sentence[found.end() :].lower()
        if not _words("takes_back").search(before) and not _words("elsewhere").search(before + after):
            return found[0]
    return ""


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    words = read_json("wellness_words.json")
    no_tissue = "".join(rf"(?!(?<={last})\s+(?:{_any(after)})\b)" for last, after in words["goes_on"].items())
    plain, loose = (
        re.compile(rf"\b(?:{_any(words[kind])})\b{no_tissue}", re.IGNORECASE) for kind in ("plain", "loose")
    )
    return plain, loose, re.compile("|".join(words["medical"]), re.IGNORECASE)


@cache
def _words(kind: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_any(read_json('wellness_words.json')[kind])})\b")


def _any(phrases: list[str]) -> str:
    """Return the alternation of phrases: longest first, words apart by spaces or hyphens, stems open."""
    ordered = sorted(phrases, key=len, reverse=True)
    return "|".join(
        r"[\s-]+".join(part.replace("*", r"\w*") for part in phrase.split()) for phrase in ordered
    )
