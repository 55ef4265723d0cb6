"""An answer in the short form of its question, as the piece of a quick line that it stands for."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from charting_tui.errors import BadInput
from charting_tui.records.visit import Facts, Measure, Treatment
from charting_tui.shorthand.dialect import amounts
from charting_tui.shorthand.dialect.parse import read
from charting_tui.shorthand.dialect.tokens import KEPT, Status, tokens_in
from charting_tui.shorthand.guided.offers import Offer
from charting_tui.shorthand.guided.prompts import Manner, Prompt
from charting_tui.shorthand.reading import Reading
from charting_tui.shorthand.vocabulary import Vocabulary
from charting_tui.shorthand.write.written import Writer, is_exercise

YES = frozenset({"y", "yes"})
BARE = re.compile(r"y+|n+|yes|no", re.IGNORECASE)
"""A yes or a no, once or more, which tells nothing of its own."""
_NO = frozenset({"n", "no"})
Y_AFFIRMS = "y confirms it for today, - skips it; or type today's answer."
_SCORE = re.compile(r"\d{1,2}(>\d{1,2})?")
_MARKER = re.compile(r"\s*[soap]\s*:", re.IGNORECASE)
_MINUTES_FIRST = re.compile(r"((?:\d{1,3}(?:m|min)?\s+)*\d{1,3}(?:m|min)?)(?![\w>.-])\s*(.*)", re.IGNORECASE)
_PERCENTS = re.compile(r"\d{1,3}%?(\s+\d{1,3}%?)*")


def segments_of(text: str) -> list[str]:
    """Return what stands between the semicolons of a text, those in quotes apart."""
    ends = [token.start for token in tokens_in(text) if token.text == ";"]
    starts = [0, *(end + 1 for end in ends)]
    return [text[start:end].strip() for start, end in zip(starts, [*ends, len(text)], strict=True)]


@dataclass(frozen=True)
class Answering:
    """One question being answered: what the earlier visit holds gives short forms their meaning."""

    prompt: Prompt
    words: Vocabulary
    offer: Offer | None = None
    last: Facts = field(default_factory=Facts)

    def piece(self, text: str) -> str:
        """Return the piece for an answer; after its first semicolon everything is the quick line's own.

        BadInput says what a short form wants.
        """
        first, *rest = segments_of(text)
        return "; ".join([self._first(first), *rest]) if first else "; ".join(["", *rest]).strip("; ")

    def _first(self, text: str) -> str:
        if BARE.fullmatch(text) and not (self.prompt.id == "health" and text.casefold() in _NO):
            return self._affirmed(text)
        if _MARKER.match(text):
            return text
        if self.prompt.lead:
            return text if self._is_another(text) else f"{self.prompt.section}: {self.prompt.lead} {text}"
        shorten = _SHORT_FORMS.get(self.prompt.id)
        piece = shorten(self, text) if shorten else text
        tokens = self._read(piece).tokens
        kept = all(token.status in KEPT for token in tokens)
        if kept and not any(letter.isalpha() for letter in piece):
            raise BadInput(f"“{piece}” isn't a complete answer. Type ? and press Enter to see how to answer.")
        return f"{self.prompt.section}: {piece}" if kept else piece

    def _affirmed(self, text: str) -> str:
        if self.prompt.id == "health":
            raise BadInput("Type what is new, or just press Enter if nothing changed.")
        if self.offer is None or self.offer.manner is Manner.SHOWN:
            raise BadInput("There is nothing to confirm here. Type today's answer.")
        if text.casefold() not in YES:
            raise BadInput(Y_AFFIRMS)
        return self.offer.piece

    def _read(self, text: str) -> Reading:
        return read(text, self.words)

    def _is_plain(self, text: str) -> bool:
        """Whether the quick line understands every token of it as it stands."""
        return all(token.status is Status.UNDERSTOOD for token in self._read(text).tokens)

    def _is_another(self, text: str) -> bool:
        """Whether it is no words but a whole piece: it has a number or a place, and no token is in doubt."""
        reading = self._read(text)
        facts = reading.facts
        told = (facts.scores, facts.function, facts.findings, facts.ranges, facts.tests, facts.outcomes)
        more = (facts.treatments, facts.goals, facts.frequency, reading.time_in, reading.health_update)
        return self._is_plain(text) and any((*told, *more))

    def health(self, text: str) -> str:
        """Words are the update."""
        if text.casefold() in _NO:
            return "hu"
        if not any(letter.isalpha() for letter in text):
            raise BadInput(f"“{text}” isn't a health update. Type what is new in words; for pain, type p6>4.")
        begun = text.split(maxsplit=1)[0].casefold() == "hu"
        return text if begun or self._is_another(text) else f"hu {text}"

    def pain(self, text: str) -> str:
        """A number is a score, of the place that was asked about last time."""
        parts = text.split()
        place = next((at for at, part in enumerate(parts) if _SCORE.fullmatch(part)), None)
        if place is None or any(part[:1].casefold() == "p" and part[1:2].isdigit() for part in parts):
            return text
        parts[place] = f"p{parts[place]}"
        if not self._is_plain(" ".join(parts[: place + 1])):
            return text  # words of one's own, in which a number may be that of another day
        known = [one.area for one in self.last.scores]
        if not place and len(known) == 1:
            parts = [*Writer(self.words).places(known[0]).split(), *parts]
        return " ".join(parts)

    def function(self, text: str) -> str:
        """Activities are measured; numbers alone are those of last time."""
        if self._is_plain(text):
            return text
        parts = [part for part in text.split() if part.casefold() != "fn"]
        if parts and all(map(amounts.change, parts)):
            return _named(" ".join(parts), self.last.function, self._activity) or text
        marked = [part for part in parts if part[-1] in "+-" and self._is_plain(part)]
        rest = [part for part in parts if part not in marked]
        piece = " ".join([*marked, *(["fn", *rest] if rest else [])])
        own = "," in text or (len(rest) > 1 and not self._is_plain(piece))
        return piece if piece and not own else text

    def _activity(self, one: Measure, value: str) -> str:
        return f"fn {Writer(self.words).activity(one)} {value}{'' if value[-1].isalpha() else one.unit}"

    def ranges(self, text: str) -> str:
        """Numbers alone are the movements of last time."""
        values = [amounts.change(part) for part in text.split()]
        named = _named(text, self.last.ranges, self._range) if all(values) else ""
        return named or text

    def _range(self, one: Measure, value: str) -> str:
        unit = "" if value[-1].isalpha() or one.unit == "°" else one.unit
        return f"{Writer(self.words).movement(one)} {value}{unit}"

    def outcome(self, text: str) -> str:
        """Numbers alone are the questionnaires of last time."""
        values = [amounts.change(part) for part in text.split()]
        return (_named(text, self.last.outcomes, self._questionnaire) if all(values) else "") or text

    def _questionnaire(self, one: Measure, value: str) -> str:
        unit = one.unit if value[-1].isdigit() else ""
        return f"{Writer(self.words).questionnaire(one)} {value}{unit}"

    def treatment(self, text: str) -> str:
        """Minutes first are those of the work of last time."""
        return self._with_minutes(text, [one for one in self.last.treatments if not is_exercise(one)], "@")

    def exercise(self, text: str) -> str:
        """Minutes first are those of the exercises of last time."""
        given = [*filter(is_exercise, self.last.treatments)] or [
            Treatment(technique="therapeutic exercise", code="97110")
        ]
        return self._with_minutes(text, given, ":")

    def _with_minutes(self, text: str, given: list[Treatment], sign: str) -> str:
        """Return the work of last time with today's minutes, and with the areas or details behind them."""
        found = _MINUTES_FIRST.fullmatch(text)
        if not found or not given:
            return text
        minutes, more = [re.sub(r"\D", "", one) for one in found[1].split()], found[2]
        if len(minutes) != len(given):
            names = ", ".join(one.technique or one.code for one in given)
            raise BadInput(f"Last time it was {names}: type the minutes for each, or start with a technique.")
        where, colon, how = more.partition(":") if more[:1] in {"@", ":"} or sign == "@" else ("", ":", more)
        if more and len(given) > 1:
            raise BadInput("If areas or strokes differ, start with the technique: mfr30 @ ut; stm15 @ lev.")
        where = where.removeprefix("@").strip()
        writer = Writer(self.words)
        told = zip(given, minutes, strict=True)
        return "; ".join(
            writer.treatment(one, spent, where, how.strip() if colon else "") for one, spent in told
        )

    def progress(self, text: str) -> str:
        """Numbers alone are the goals in their order."""
        if not _PERCENTS.fullmatch(text):
            return text
        return " ".join(f"g{at} {part.rstrip('%')}%" for at, part in enumerate(text.split(), 1))


def _named(text: str, last: Iterable[Measure], write: Callable[[Measure, str], str]) -> str:
    """Return values with the names of what was measured last time; nothing where there are too few names."""
    values, names = text.split(), [*last]
    if len(values) > len(names):
        return ""
    return "; ".join(write(one, value) for one, value in zip(names, values, strict=False))


_SHORT_FORMS: dict[str, Callable[[Answering, str], str]] = {
    "health": Answering.health,
    "pain": Answering.pain,
    "function": Answering.function,
    "ranges": Answering.ranges,
    "outcome": Answering.outcome,
    "treatment": Answering.treatment,
    "exercise": Answering.exercise,
    "progress": Answering.progress,
}
