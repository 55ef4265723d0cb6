"""Relaxation or maintenance care as what the note says the visit was for: C025."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from charting_tui.coding.data_files import read_json
from charting_tui.coding.prose.evidence import sentences
from charting_tui.records.people import Role
from charting_tui.rules.audience import INSURERS
from charting_tui.rules.case import Case
from charting_tui.rules.codes.licences import client_pays
from charting_tui.rules.finding import Fault, Fix, Severity
from charting_tui.rules.rule import rule
from charting_tui.rules.wording import quoted


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


_OF_TODAY = ("subjective", "objective", "assessment")
_UPKEEP = re.compile(
    r"\b(?:maintenance|wellness|relaxation|stress[- ](?:relief|reduction)|self[- ]care|pampering)"
    r"[- ](?:massages?|care|visits?|sessions?|treatments?|program)\b"
    r"|\b(?:for|as) (?:maintenance|wellness|relaxation|upkeep|stress relief)\b",
    re.IGNORECASE,
)
"""How a plan calls the visits to come upkeep."""
_TAKEN_BACK = re.compile(
    r"\b(?:no|not|without|after|then|until|before|instead of|rather than)\b", re.IGNORECASE
)


@rule(
    "C025",
    "wellness-language",
    Severity.WARNS,
    stops="nothing",
    owner=Role.THERAPIST,
    source="eviCore's massage guideline; HNS on 97124: relaxation is not billable",
    audience=INSURERS,
    denials=("CO-49", "CO-50", "CO-202", "N180", "N429", "N567"),
    bad="“relaxation massage”, billed to a health plan",
    good="“restore rotation left from 50 to 70 degrees”",
)
def wellness_language(case: Case) -> Iterator[Fault]:
    """The note calls the visit relaxation, wellness or maintenance, but a health plan is billed.

    Health plans pay only for treatment. If you treated a condition, name it. If not, the client pays.
    Words such as “for relaxation” count only in a note with no finding and no measurement. In Plan,
    they count only if they describe the coming visits as maintenance.
    """
    lines = tuple(
        line for line in case.payer_lines if not line.procedure or line.procedure.kind != "maintenance"
    )
    if not case.payer.insures or not lines:
        return
    note = case.visit.note
    said = wellness_phrase("\n".join(getattr(note, section) for section in _OF_TODAY))
    if said:
        section = next(name for name in _OF_TODAY if said in getattr(note, name))
        yield Fault(
            f"visit.note.{section}",
            f"The note says {quoted(said)}, but health plans pay only for treatment.",
            "If you treated a condition, name it. Otherwise bill the client.",
            (Fix(f"Go to {section.capitalize()}", jump=f"visit.note.{section}"), *client_pays(case, *lines)),
        )
        return
    planned = _upkeep_planned(note.plan)
    if planned:
        yield Fault(
            "visit.note.plan",
            f"The plan says {quoted(planned)}, but health plans pay only for treatment.",
            "Write what treatment is planned. Clients pay for maintenance care themselves.",
            (Fix("Go to Plan", jump="visit.note.plan"),),
        )


def _upkeep_planned(plan: str) -> str:
    """Return the words by which a plan calls what comes next upkeep; nothing where that is for later."""
    for sentence in re.split(r"[.;\n]", plan):
        found = _UPKEEP.search(sentence)
        if found and not _TAKEN_BACK.search(sentence):
            return found[0]
    return ""
