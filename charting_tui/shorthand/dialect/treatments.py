"""Techniques and codes with their minutes, and what was done in them."""

import re

from charting_tui.shorthand.dialect import amounts
from charting_tui.shorthand.dialect.cursor import Line
from charting_tui.shorthand.dialect.found import GivenTreatment, PlacedArea
from charting_tui.shorthand.dialect.meaning import WordContext
from charting_tui.shorthand.dialect.tokens import SIGNS, Choice, Status
from charting_tui.shorthand.read.treatments import FACILITATION
from charting_tui.shorthand.vocabulary import Term

_CODE = re.compile(r"\d{5}|[A-Z]\d{4}", re.IGNORECASE)
_WORD_AND_SETS = re.compile(r"([a-z]+)(\d+x\d+s?)", re.IGNORECASE)
_HANDS_ON = frozenset({"97124", "97140"})


_DOWN = re.compile(r"dn(\d{0,2})", re.IGNORECASE)
_LEAST_NEEDLING = 5
_MORE_THAN_PAIN = 11
"""Minutes from which a number glued to “dn” or behind it are needling; less may be pain that came down."""


def down_or_needling(line: Line) -> bool:
    """Ask about “dn” with nothing that says that needling is meant: “neck dn 2”."""
    word = _DOWN.fullmatch(line.text())
    if word is None or "needl" in line.typed.casefold():
        return False
    minutes = amounts.minutes(word[1] or line.text(1))
    placed = line.text(1 if word[1] or minutes is None else 2) == "@"
    if placed or (minutes is not None and minutes >= (_LEAST_NEEDLING if word[1] else _MORE_THAN_PAIN)):
        return False
    choices = (
        Choice(f"dry needling {word[1]}".strip(), "dry needling"),
        Choice(f"down {word[1]}".strip(), "down, kept as typed"),
    )
    line.take("which is meant: dry needling or down?", Status.NEEDS_CHOICE, *choices)
    if not word[1] and minutes is not None:
        line.take("part of the word before", Status.NEEDS_CHOICE)
    return True


def stretching_or_reeducation(line: Line) -> bool:
    """Ask about “pnf” with its minutes, which some bill as stretching and some as re-education."""
    glued = amounts.word_and_minutes(line.text())
    word, spent = glued or (line.text(), amounts.minutes(line.text(1)))
    named = _techniques(line.vocabulary.meanings(word))
    if spent is None or named is None or named.name != FACILITATION:
        return False
    choices = (
        Choice(f"pnf stretching {spent if glued else ''}".strip(), "stretching, 97110"),
        Choice(f"pnf re-ed {spent if glued else ''}".strip(), "neuromuscular re-education, 97112"),
    )
    meant = "which is meant: stretching (97110) or re-education (97112)?"
    place = line.take(meant, Status.NEEDS_CHOICE, *choices)
    if not glued:
        line.take("part of the word before", Status.NEEDS_CHOICE)
    # Not among the treatments found, so that its places are read and nothing of it is stored.
    line.treatment = GivenTreatment(named.name, named.code, place, spent)
    line.where, line.section = WordContext.ITEMS, "objective"
    return True


def treatment(line: Line) -> bool:
    """Take a code, or a technique with its minutes."""
    text = line.text()
    if _CODE.fullmatch(text):
        begin(line, text.upper(), "", text.upper())
        return True
    both = amounts.word_and_minutes(text)
    named = _techniques(line.vocabulary.meanings(both[0])) if both else None
    if both and named:
        begin(line, f"{named.name}, {both[1]} minutes", named.name, named.code, both[1])
        return True
    return False


def begin(line: Line, told: str, technique: str, code: str, minutes: int | None = None) -> None:
    """Take the word that begins a treatment."""
    place = line.take(told)
    line.treatment = GivenTreatment(technique, code, place, minutes)
    line.found.treatments.append(line.treatment)
    line.where = WordContext.ITEMS
    line.section = "objective"


def minutes_of_treatment(line: Line) -> bool:
    """Take the minutes that follow a code or technique at once."""
    spent = amounts.minutes(line.text())
    if spent is None or line.treatment is None or line.treatment.token != line.at - 1:
        return False
    if line.treatment.minutes is not None:
        return False
    line.treatment.minutes = spent
    line.take(f"{spent} minutes")
    return True


def detail(line: Line) -> bool:
    """Take what stands after ``:``: strokes, techniques, exercises and their sets."""
    if line.where is not WordContext.DETAILS or line.treatment is None:
        return False
    text = line.text()
    details = line.treatment.details
    if amounts.is_sets(text):
        if details:
            details[-1] = f"{details[-1]} {text.replace('x', ' × ')}"
        else:
            details.append(text.replace("x", " × "))
        line.take("sets and repetitions")
        return True
    glued = _WORD_AND_SETS.fullmatch(text)
    named = _exercise(line, glued[1]) if glued else None
    if glued and named:
        details.append(f"{named.name} {glued[2].replace('x', ' × ')}")
        line.take(details[-1])
        return True
    if _places_only(line):
        area, length = _place(line)
        line.treatment.areas.append(PlacedArea(area, joint=False, token=line.at, used=True))
        for _ in range(length):
            line.take(area)
        return True
    words, length = _detail_words(line)
    details.append(words)
    for _ in range(length):
        line.take(words)
    return True


def _place(line: Line) -> tuple[str, int]:
    """Return the area that the next words name, and how many they are; nothing where they name none."""
    terms, length = line.spelling()
    one = line.vocabulary.meanings(line.text().casefold().removesuffix("s"))
    area = next((term.name for term in (*terms, *one) if term.kind == "area"), "")
    return ("", 0) if {"technique", "exercise"} & {term.kind for term in terms} else (area, length)


def _places_only(line: Line) -> bool:
    """Whether only areas without sides stand up to the segment's end: “massage 60: back, legs”."""
    at, here = line.at, line.treatment is not None and not line.treatment.details
    while here and line.at < len(line.tokens) and line.text() != ";":
        area, length = _place(line)
        here = bool(area) or line.text() in {",", "/", "+", "&"}
        line.at += length or 1
    line.at = at
    return here and bool(_place(line)[0])


def _exercise(line: Line, word: str) -> Term | None:
    return next((term for term in line.vocabulary.meanings(word) if term.kind == "exercise"), None)


def _detail_words(line: Line) -> tuple[str, int]:
    terms, length = line.spelling()
    named = [term for term in terms if term.kind in {"technique", "exercise"}]
    if named:
        return named[0].name, length
    length = 1
    while (
        line.text(length) not in SIGNS
        and not amounts.is_sets(line.text(length))
        and not line.text(length).startswith(('"', "+"))
        and not line.vocabulary.meanings(line.text(length))
    ):
        length += 1
    first = line.tokens[line.at]
    return line.typed[first.start : line.tokens[line.at + length - 1].end], length


def treatments_without_areas(line: Line) -> None:
    """Mark hands-on work without areas, proposing those of today’s findings."""
    found = [area for area in line.found.findings if not area.negative and area.area]
    places = dict.fromkeys(_shortest(line, one.area) for one in found)
    for given in line.found.treatments:
        if given.areas or given.before or given.token < 0 or given.code not in _HANDS_ON:
            continue
        text = line.tokens[given.token].text
        proposal = f"{text} @ {' '.join(places)}"
        names = ", ".join(dict.fromkeys(one.area for one in found))
        line.mark(
            given.token,
            Status.NEEDS_MORE,
            f"{line.tokens[given.token].meaning}: on which areas? write @ and the areas",
            *([Choice(proposal, f"on what was found today: {names}")] if places else []),
            partly=True,
        )


def _shortest(line: Line, name: str) -> str:
    terms = [term for term in line.vocabulary.meanings(name) if term.kind == "area"]
    return terms[0].short[0] if terms else name


def _techniques(terms: tuple[Term, ...]) -> Term | None:
    return next((term for term in terms if term.kind == "technique"), None)
