"""Reads a quick line: segments in any order; a token attaches to what stands on its left.

    line      = segment { ";" segment }
    segment   = ("s:" | "o:" | "a:" | "p:") words | "hu" words | { item }
    item      = pain [area+] | area+ [side[grade]] [finding…] | finding+ area+ [side[grade]]
              | area+ symptom | symptom ["x"span] | movement value | treatment | negative | function
              | goal | outcome | girth | test | time | frequency | ("rtc" span) | response | plan | same
              | '"' words '"'
    pain      = "p" 0-10 [">" 0-10] { "was" n | "worst" n } { factor }
    same      = "same" (("plan" | "s" | "o" | "a" | "home" ["care"]) [month "/" day] | treatment)
    treatment = (technique[minutes] | code minutes) { "+"time"-"time | "$" | "@" area+ | ":" details }
    negative  = ("no" words | "-"words) { "," words }

Nothing is guessed: a token with two meanings gets choices and stores nothing, an unknown one stays as words.
"""

from collections.abc import Callable

from charting_tui.shorthand.dialect.body import (
    areas_without_findings,
    findings_before_areas,
    girth,
    movement_value,
    side,
    vertebra,
)
from charting_tui.shorthand.dialect.clock_tokens import block, clock
from charting_tui.shorthand.dialect.complaints import (
    complains,
    function,
    pain,
    pain_before_its_place,
    pain_compared,
)
from charting_tui.shorthand.dialect.cursor import Line
from charting_tui.shorthand.dialect.meaning import WordContext
from charting_tui.shorthand.dialect.negatives import negative
from charting_tui.shorthand.dialect.scores import frequency, goal, outcome_value, return_visit, test
from charting_tui.shorthand.dialect.tokens import OPEN, Status
from charting_tui.shorthand.dialect.treatments import (
    detail,
    down_or_needling,
    minutes_of_treatment,
    stretching_or_reeducation,
    treatment,
    treatments_without_areas,
)
from charting_tui.shorthand.dialect.words import is_no_word_of_ours, unknown, word
from charting_tui.shorthand.guided.same import same
from charting_tui.shorthand.in_sentences import (
    has_lone_headings,
    health_update_in,
    in_sentences,
    is_told_in_sentences,
    leaves_open,
)
from charting_tui.shorthand.read.billing import Settled, asked_together
from charting_tui.shorthand.reading import NO_CHANGE, Reading, Surroundings
from charting_tui.shorthand.vocabulary import Vocabulary, packaged_vocabulary

_SECTIONS = {"s": "subjective", "o": "objective", "a": "assessment", "p": "plan"}
_NO_CHANGE_WORDS = frozenset({"", "none", "no", "nc", "same", "ok", "unchanged", "no change"})


def _sign(line: Line) -> bool:
    """Take a sign, or words in quotes."""
    signs: dict[str, Callable[[Line], None]] = {"@": _at, ":": _colon, "$": _dollar}
    text = line.text()
    if text in signs:
        if line.treatment is None:
            line.take(f"“{text}” stands after a technique or code with its minutes", Status.WRONG)
        else:
            signs[text](line)
    elif text == ",":
        line.take("and")
    elif text.startswith('"'):
        words = text.strip('"')
        line.take(f"word for word, {line.section}", Status.FREE)
        if words.strip():
            line.keep(words)
    else:
        return False
    return True


def _at(line: Line) -> None:
    line.take("on")
    line.where = WordContext.AREAS


def _colon(line: Line) -> None:
    line.take("with")
    line.where = WordContext.DETAILS


def _dollar(line: Line) -> None:
    if line.treatment:
        line.treatment.client_pays = True
    line.take("the client pays")


_READERS = (
    _sign,
    same,
    negative,
    pain,
    pain_compared,
    complains,
    return_visit,
    function,
    goal,
    girth,
    clock,
    block,
    down_or_needling,
    stretching_or_reeducation,
    treatment,
    minutes_of_treatment,
    detail,
    side,
    movement_value,
    outcome_value,
    test,
    vertebra,
    frequency,
    word,
)
"""The first that takes the token has it; the order is the grammar's."""


def read(
    line: str,
    vocabulary: Vocabulary | None = None,
    surroundings: Surroundings | None = None,
    confirmed: frozenset[str] = frozenset(),
    *,
    asks: bool = True,
) -> Reading:
    """Return what a line says; any text at all can be read, and every letter is in a token.

    ``confirmed`` are codes whose question was answered with yes. ``asks`` is False where no one is there to
    choose: a segment with a word of two meanings is then read as sentences, and stays as typed.
    """
    words, around = vocabulary or packaged_vocabulary(), surroundings or Surroundings()
    reading = _reading(Line(line, words, around, Settled(confirmed=confirmed)), asks=asks)
    doubtful = frozenset(one.code for one in reading.asked)
    if not doubtful:
        return reading
    # One mention of a code that is not settled leaves its total open, wherever in the line the others stand.
    return _reading(Line(line, words, around, Settled(doubtful, confirmed)), asks=asks)


def read_by_grammar(line: str, vocabulary: Vocabulary) -> Reading:
    """Return what a line says by the grammar alone, whatever its words would be in a sentence."""
    by_grammar = Line(line, vocabulary, Surroundings())
    while by_grammar.at < len(by_grammar.tokens):
        _by_grammar(by_grammar)
        _end_segment(by_grammar)
    return _told(by_grammar)


def _segment(line: Line, *, asks: bool) -> None:
    """Read a segment by the grammar, or as sentences where a word of it is none of the grammar's."""
    before = line.checkpoint()
    if line.at == 0 and has_lone_headings(line.typed):
        line.at = len(line.tokens)
        in_sentences(line, before)
        return
    _by_grammar(line)
    if is_told_in_sentences(line, before.at):
        in_sentences(line, before)
    elif leaves_open(line, before.at):
        in_sentences(line, before, only_whole=asks or not _loses_words(line, before.at))
    _end_segment(line)


def _loses_words(line: Line, first: int) -> bool:
    """Whether a word of the segment from token ``first`` on would store nothing."""
    return any(token.status in OPEN and not token.partly for token in line.tokens[first : line.at])


def _end_segment(line: Line) -> None:
    if line.at < len(line.tokens) and line.text() == ";":
        line.take("ends what belongs together")


def _by_grammar(line: Line) -> None:
    line.new_segment()
    marker = line.text().lower()
    if marker in _SECTIONS and line.text(1) == ":":
        _verbatim_section(line, _SECTIONS[marker])
    elif marker == "hu":
        _health_update(line)
        return
    while line.text() != ";":
        _item(line)
    findings_before_areas(line)
    pain_before_its_place(line)
    areas_without_findings(line)


def _verbatim_section(line: Line, section: str) -> None:
    line.take(section)
    line.take("word for word from here")
    line.section = section
    words = line.words_to_the_end()
    if words:
        line.keep(words)


def _health_update(line: Line) -> None:
    line.take("health since the last visit")
    first, last = line.at, line.at
    while line.tokens[last:] and line.tokens[last].text != ";":
        last += 1
    if first < last:
        start = line.tokens[first].start
        end = start + health_update_in(line.typed[start : line.tokens[last - 1].end], line.vocabulary)
        last = next((at for at in range(first, last) if line.tokens[at].start >= end), last)
    words = line.words_to_the_end(last).strip(" ,./")
    line.found.health_update = NO_CHANGE if words.casefold() in _NO_CHANGE_WORDS else words


def _item(line: Line) -> None:
    findings_before_areas(line)
    if is_no_word_of_ours(line) or not any(takes(line) for takes in _READERS):
        unknown(line)


def _reading(line: Line, *, asks: bool) -> Reading:
    while line.at < len(line.tokens):
        _segment(line, asks=asks)
    return _told(line)


def _told(line: Line) -> Reading:
    treatments_without_areas(line)
    found = line.found
    return Reading(
        line.typed,
        tuple(line.tokens),
        found.facts(),
        found.health_update,
        found.time_in,
        found.time_out,
        tuple(dict.fromkeys(found.mentioned)),
        tuple(found.same),
        asked_together(found.asked),
    )
