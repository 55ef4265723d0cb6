"""A segment of the line that is no quick line: read as sentences, and kept as typed where it is not understood."""

from charting_tui.records.visit import Verbatim
from charting_tui.shorthand.cursor import Checkpoint, Line
from charting_tui.shorthand.read.clauses import HEADING
from charting_tui.shorthand.read.lexemes import lexicon_of
from charting_tui.shorthand.read.line import Sentences, read_sentences
from charting_tui.shorthand.tokens import KEPT, Status, Token

_WORDLESS = "kept word for word"
_FUNCTION = frozenset({"and", "&", "+", "to", "for", "with", "w/", "w", "on", "of", "x"})


def is_told_in_sentences(line: Line, first: int) -> bool:
    """Whether a word of the segment from token ``first`` on is none of the quick line's grammar."""
    tokens = line.tokens[first : line.at]
    text = line.typed[tokens[0].start : tokens[-1].end] if tokens else ""
    return len(HEADING.findall(text)) > 1 or any(
        (token.status in KEPT and token.meaning != _WORDLESS and not token.text.startswith('"'))
        or token.text.casefold() in _FUNCTION
        or "\n" in line.typed[tokens[0].start : token.start]
        for token in tokens
    ) or _denies_the_unknown(line, tokens)


def _denies_the_unknown(line: Line, tokens: list[Token]) -> bool:
    spoken = [token.text.casefold() for token in tokens]
    if "no" not in spoken:
        return False
    at = spoken.index("no")
    return any(
        word.isalpha() and not line.vocabulary.meanings(word) and token.meaning.startswith("not there")
        for word, token in zip(spoken[at + 1 :], tokens[at + 1 :], strict=True)
        if not _of_a_longer(line, spoken, word)
    )


def _of_a_longer(line: Line, spoken: list[str], word: str) -> bool:
    return any(word in name.split() and name in " ".join(spoken) for name in line.vocabulary.terms if " " in name)


def in_sentences(line: Line, before: Checkpoint) -> None:
    """Read the segment that begins at ``before`` as sentences."""
    end = line.at
    line.found, line.section = before.found, before.section
    start, stop = before.tokens[before.at].start, before.tokens[end - 1].end
    told = read_sentences(line.typed[start:stop], lexicon_of(line.vocabulary), line.section)
    for part in told.kept:
        line.found.verbatim.append(Verbatim.model_validate({"section": part.section, "text": part.text}))
        line.section = part.section
    for facts in told.facts:
        line.found.scores += facts.scores
        line.found.findings += facts.findings
        line.found.ranges += facts.ranges
        line.found.tests += facts.tests
        line.found.responses += facts.responses
        line.found.next += facts.next
        line.found.frequency = facts.frequency or line.found.frequency
    line.found.told += told.treatments
    line.found.asked += told.asked
    line.tokens[before.at : end] = [
        _as_read(token, token.start - start, told) for token in before.tokens[before.at : end]
    ]
    line.new_segment()
    line.at = end


def _as_read(token: Token, at: int, told: Sentences) -> Token:
    if any(first <= at < last for first, last in told.understood):
        return Token(token.text, token.start, token.end, Status.UNDERSTOOD, "understood")
    return Token(token.text, token.start, token.end, Status.FREE, "kept as typed")
