"""Where the reading of a line stands: its tokens, what was found, what the segment is about."""

from copy import deepcopy
from dataclasses import dataclass, replace

from charting_tui.coding.prose.evidence import areas_in, evidence
from charting_tui.shorthand.dialect.found import Found, GivenTreatment, PlacedArea
from charting_tui.shorthand.dialect.meaning import WordContext
from charting_tui.shorthand.dialect.tokens import Choice, Status, Token, tokens_in
from charting_tui.shorthand.read.billing import Settled
from charting_tui.shorthand.reading import Surroundings
from charting_tui.shorthand.vocabulary import Term, Vocabulary


@dataclass(frozen=True)
class Checkpoint:
    """Where a line stood before a segment, to read it otherwise."""

    at: int
    tokens: tuple[Token, ...]
    found: Found
    section: str


class Line:
    """A line while it is read once, from left to right."""

    def __init__(
        self, line: str, vocabulary: Vocabulary, around: Surroundings, settled: Settled | None = None
    ) -> None:
        self.typed = line
        self.settled = settled or Settled()
        self.vocabulary = vocabulary
        self.around = around
        self.tokens = list(tokens_in(line))
        self.at = 0
        self.spelled: dict[int, tuple[tuple[Term, ...], int]] = {}
        """What is spelled from each token on; its words do not change while the line is read."""
        self.found = Found()
        self.section = "subjective"
        self.new_segment()

    def checkpoint(self) -> Checkpoint:
        """Return where the reading stands."""
        return Checkpoint(self.at, tuple(self.tokens), deepcopy(self.found), self.section)

    def text(self, ahead: int = 0) -> str:
        """Return the token here or so many ahead; a semicolon where the line has ended."""
        place = self.at + ahead
        return self.tokens[place].text if place < len(self.tokens) else ";"

    def take(self, meaning: str, status: Status = Status.UNDERSTOOD, *choices: Choice) -> int:
        """Say what the token here is understood as, go on, and return its place."""
        place = self.at
        self.mark(place, status, meaning, *choices)
        self.at += 1
        return place

    def mark(self, place: int, status: Status, meaning: str, *choices: Choice, partly: bool = False) -> None:
        """Say what a token is understood as."""
        self.tokens[place] = replace(
            self.tokens[place], status=status, meaning=meaning, choices=choices, partly=partly
        )

    def words_to_the_end(self, before: int | None = None) -> str:
        """Take everything to the end of the segment, or before a token, and return it as it was typed."""
        first = self.at
        while self.text() != ";" and self.at != before:
            self.take("kept word for word", Status.FREE)
        return self.typed[self.tokens[first].start : self.tokens[self.at - 1].end] if self.at > first else ""

    def spelling(self, ahead: int = 0) -> tuple[tuple[Term, ...], int]:
        """Return what the longest known spelling here or so many ahead may mean, and its tokens.

        A dash before it is no part of it.
        """
        place = self.at + ahead
        if place not in self.spelled:
            self.spelled[place] = self._spelled(ahead)
        return self.spelled[place]

    def _spelled(self, ahead: int) -> tuple[tuple[Term, ...], int]:
        first = self.text(ahead).removeprefix("-").casefold()
        leads = self.vocabulary.leads
        for length in range(max(leads.get(first, 0), leads.get(first.rstrip(".!?"), 0)), 0, -1):
            words = [self.text(ahead + place) for place in range(length)]
            words[0] = words[0].removeprefix("-")
            if ";" in words:
                continue
            terms = self.vocabulary.meanings(" ".join(words)) or self.vocabulary.meanings(
                " ".join(words).rstrip(".!?")
            )
            if terms:
                return terms, length
        return (), 1

    def new_segment(self) -> None:
        """Forget what tokens of the last segment could attach to."""
        self.areas: list[PlacedArea] = []
        self.closed = False
        self.movement: Term | None = None
        self.treatment: GivenTreatment | None = None
        self.where = WordContext.ITEMS
        self.pain: int | None = None
        self.pain_token = -1
        self.ahead: list[tuple[Term, int]] = []
        """Findings that were written before their areas, with their tokens."""
        self.ahead_areas: list[PlacedArea] = []
        self.symptom = ""
        """The symptom just before, of which one may say how long it has been there."""
        self.felt_in: list[PlacedArea] = []
        """Where the symptoms before were, for those that follow at once."""
        self.findings_first = False
        """Whether findings of the segment stand before their areas."""

    def keep(self, words: str) -> None:
        """Keep words as they are in the section at hand; what they name is a proposal, no fact."""
        self.found.keep(self.section, words)
        self.found.mentioned += [area.name for area in areas_in(words)]
        self.found.mentioned += [mention.technique for mention in evidence(words)]
