"""Words of the vocabulary by the kind their place allows; other words are kept as typed."""

from collections.abc import Iterator

from charting_tui.shorthand.dialect import amounts
from charting_tui.shorthand.dialect.body import place_area, use_finding, use_movement
from charting_tui.shorthand.dialect.complaints import COMPLAINS
from charting_tui.shorthand.dialect.cursor import Line
from charting_tui.shorthand.dialect.meaning import WordContext, meant
from charting_tui.shorthand.dialect.scores import RETURNS
from charting_tui.shorthand.dialect.tokens import SIGNS, Choice, Status
from charting_tui.shorthand.dialect.treatments import begin
from charting_tui.shorthand.vocabulary import Kind, Term
from charting_tui.shorthand.write.wording import the

_NEEDED: dict[Kind, str] = {
    "exercise": "write it after a treatment with its minutes and a colon",
    "outcome": "write its score after it",
    "test": "write + or - behind it",
}
_FACTORS = {
    "agg": (WordContext.AGGRAVATING, "made worse by"),
    "ease": (WordContext.EASING, "eased by"),
    "eases": (WordContext.EASING, "eased by"),
}
_KEYWORDS = frozenset({"no", "fn", "om", "girth", "in", "out", "same", *COMPLAINS, *RETURNS, *_FACTORS})


_LONGEST_SIGN = 4
"""Letters of the longest word that a reader takes by its form: “prom”, “bilat” is in the vocabulary."""


def is_no_word_of_ours(line: Line) -> bool:
    """Whether the token here is a plain word that no reader takes, so that none needs to be asked."""
    text = line.text()
    return (
        len(text) > _LONGEST_SIGN
        and text.isalpha()
        and line.where in {WordContext.ITEMS, WordContext.AREAS}
        and text.casefold() not in line.vocabulary.leads
        and text.casefold() not in {*_KEYWORDS, "worst"}
    )


def word(line: Line) -> bool:
    """Take a word of the vocabulary; one with two meanings here gets choices."""
    terms, length = line.spelling()
    if not terms:
        return False
    following = line.text(length)
    left = meant(
        terms,
        line.where,
        pain=line.pain is not None,
        minutes=line.treatment is None and amounts.minutes(following) is not None,
        value=amounts.change(following) is not None or following.casefold() in {"wnl", "l", "r", "b"},
    )
    if len(left) != 1:
        choices = tuple(choice for term in terms for choice in _ways_to_write(term))
        line.take(
            f"which is meant: {' or '.join(choice.meaning for choice in choices)}?",
            Status.NEEDS_CHOICE,
            *choices,
        )
        for _ in range(length - 1):
            line.take("part of the word before", Status.NEEDS_CHOICE)
        return True
    _use(line, left[0], length)
    return True


def _use(line: Line, term: Term, length: int) -> None:
    if term.kind == "area":
        place_area(line, term.name, joint=term.part == "joint", length=length)
    elif term.kind == "movement":
        use_movement(line, term, length)
    elif term.kind == "finding":
        use_finding(line, term, length)
    elif term.kind == "technique":
        begin(line, term.name, term.name, term.code)
        for _ in range(length - 1):
            line.take(term.name)
        if line.treatment:
            line.treatment.token = line.at - 1
    elif term.kind in _NEEDED:
        for _ in range(length):
            line.take(f"{term.name}: {_NEEDED[term.kind]}", Status.NEEDS_MORE)
    else:
        _use_listed(line, term, length)


def _use_listed(line: Line, term: Term, length: int) -> None:
    lists: dict[Kind, tuple[list[str], str]] = {
        "symptom": (line.found.symptoms, "subjective"),
        "factor": (
            line.found.eased_by if line.where is WordContext.EASING else line.found.aggravated_by,
            "subjective",
        ),
        "response": (line.found.responses, "assessment"),
        "homework": (line.found.homework, "plan"),
        "next": (line.found.next, "plan"),
    }
    kept, line.section = lists[term.kind]
    name = f"{term.name}{_where(line)}" if term.placed else term.name
    if name not in kept:
        kept.append(name)
    line.symptom = name if term.kind == "symptom" else ""
    for _ in range(length):
        line.take(name)


def _where(line: Line) -> str:
    """Return where a symptom is, by the areas before it of which nothing else was said."""
    areas = [area for area in line.areas if not area.used] or line.felt_in
    for area in areas:
        area.used = True
    line.felt_in, line.closed = areas, line.closed or bool(areas)
    return f" in {the(' and '.join(area.words for area in areas))}" if areas else ""


def unknown(line: Line) -> None:
    """Take words that are not known, as they were typed."""
    first = line.at
    typed = line.text().casefold()
    if typed in _FACTORS:
        line.where, told = _FACTORS[typed]
        line.take(told)
        return
    if line.where is WordContext.AREAS:
        _unknown_area(line)
        return
    named = amounts.word_and_minutes(typed)
    if named:
        line.take(f"kept as typed: no technique is called “{named[0]}”", Status.CODELESS)
    else:
        line.take("kept as typed", Status.FREE)
    while _goes_on(line):
        line.take("kept as typed", Status.FREE)
    line.keep(line.typed[line.tokens[first].start : line.tokens[line.at - 1].end])


def _goes_on(line: Line) -> bool:
    """Whether words that are not known go on here: over commas too, and a colon that is no treatment's."""
    if line.text() == "," or (line.text() == ":" and line.treatment is None):
        return line.text(1) not in SIGNS and _is_unknown(line, 1)
    return line.text() not in SIGNS and _is_unknown(line)


def _unknown_area(line: Line) -> None:
    length = 1
    while line.text(length) not in SIGNS and _is_unknown(line, length):
        length += 1
    first, last = line.tokens[line.at], line.tokens[line.at + length - 1]
    place_area(line, line.typed[first.start : last.end], joint=False, length=length)


def _is_unknown(line: Line, ahead: int = 0) -> bool:
    text = line.text(ahead)
    return not (
        text.startswith(('"', "-", "+"))
        or line.spelling(ahead)[0]
        or any(character.isdigit() for character in text)
        or text.casefold() in _KEYWORDS
    )


def _ways_to_write(term: Term) -> Iterator[Choice]:
    word = term.short[0]
    if term.kind == "activity":
        yield Choice(f"{word}+", f"{term.name} better")
        yield Choice(f"{word}-", f"{term.name} worse")
    elif term.kind == "factor":
        yield Choice(f"agg {word}", f"made worse by {term.name}")
    elif term.kind != "technique":
        yield Choice(word, term.name)
