"""The prompts of a visit that is being written: what is offered at each question, and what an answer does."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from charting_tui.acts.client_entries import plan_that_holds
from charting_tui.acts.intake import CONSENT, PLAN_ENDS, consent_holds
from charting_tui.acts.quick import earlier_visits, read_line
from charting_tui.acts.quick_words import vocabulary_of
from charting_tui.acts.sitting import Sitting
from charting_tui.coding.tables import tables_on
from charting_tui.errors import BadInput
from charting_tui.readers.dates import DateKind, read_date
from charting_tui.records.coverage import Goal
from charting_tui.records.visit import Facts
from charting_tui.shorthand.answers import BARE, Y_AFFIRMS, YES, Answering, segments_of
from charting_tui.shorthand.offers import NO_CHANGE, Offer, most_alike, offer_of
from charting_tui.shorthand.prompted import Prompted
from charting_tui.shorthand.prompts import Manner, Prompt, prompts_of, told_by, told_in
from charting_tui.shorthand.reading import Reading
from charting_tui.shorthand.same import day_named
from charting_tui.shorthand.tokens import OPEN, Token
from charting_tui.shorthand.wording import dated
from charting_tui.shorthand.written import Writer

BACK, HELP, NOTHING = "<", "?", "-"
_AS_THEN = frozenset({"findings", "response", "plan"})
"""Questions whose answers may stand as they stood in an earlier visit."""
_MOST_SHOWN = 160
"""Letters of a plan beside its question; at the end the whole is shown."""


class Prompting:
    """The questions of one visit; each answer and each key is in the visit's quick line at once."""

    def __init__(self, sitting: Sitting, *, asks: bool = True) -> None:
        """``asks`` is False where nobody is there to choose what an ambiguous word means."""
        self.sitting = sitting
        self._asks = asks
        self.words = vocabulary_of(sitting.store)
        self.read = cache(self._read)
        """Reads a line. A line is read once: a bare “in” stamps the clock when it is typed."""
        self._writer = Writer(self.words)
        self._warned = ""
        visit, file = sitting.draft.visit, sitting.chart.file
        so_far = read_line(sitting, visit.note.quick_line, self.words).facts
        self.earlier = most_alike(visit, so_far, earlier_visits(sitting))
        """The earlier visit whose answers are offered: one and the same to the last question."""
        left_out = set()
        if consent_holds(file, visit.date):
            left_out.add("consent")
        if not self._held_diagnoses():
            left_out.add("diagnoses")
        if plan_that_holds(file) is None:
            left_out.add("closes")
        self.asked = Prompted(
            [one for one in prompts_of(visit.kind) if one.id not in left_out],
            visit.note.quick_line,
            self.read,
            lambda: told_in(sitting.draft.visit),
        )
        if sitting.kept_words("prompts").found is None:
            self._separate_leftover()

    def _separate_leftover(self) -> None:
        """Keep half a token of the quick line apart, unless it begins the answer asked for."""
        asked, prompt = self.asked, self.asked.current
        typed = asked.typed.strip()
        if typed and prompt is not None and not prompt.takes(told_by(self.read(typed))):
            asked.add([typed])
            asked.typed = ""

    @property
    def offer(self) -> Offer | None:
        """What may answer the question without being typed; one gone back to keeps its own answer."""
        prompt = self.asked.current
        if prompt is None:
            return None
        own = self.asked.own(prompt)
        if own:
            return Offer(own, Manner.GOES_ON)
        of_its_own = {
            "health": lambda: NO_CHANGE,
            "diagnoses": self._offered_diagnoses,
            "times": self._offered_times,
            "progress": self._shown_goals,
            "plan": self._offered_plan,
            "after": self._offered_home_care,
            "closes": self._offered_end,
        }
        ask = of_its_own.get(prompt.id, lambda: offer_of(prompt, self.earlier, self._writer))
        offer, today = ask(), self.sitting.draft.visit.date
        return replace(offer, same_day=True) if offer and offer.day == today else offer

    def type(self, text: str) -> str:
        """Keep what is typed in the visit, and return what its short form wants, or nothing."""
        try:
            piece = "" if text.strip() in {BACK, HELP, NOTHING} else self._piece(text)
        except BadInput as fault:
            self._keep(text)
            return fault.sentence
        self._keep(piece)
        return ""

    def tokens(self, typed: str | None = None) -> tuple[Token, ...]:
        """Return how what is typed behind the answers is understood."""
        before = self.asked.line_with("")
        line = before + (self.asked.typed if typed is None else typed)
        return tuple(token for token in self.read(line).tokens if token.start >= len(before))

    def answer(self, text: str) -> str:
        """Take an answer, and return what is to be said of it; BadInput says what is wrong with it."""
        word, prompt = text.strip(), self.asked.current
        said = ""
        if word == HELP:
            said = prompt.help if prompt else "Enter takes all of it into the note, < goes back."
        elif word == BACK:
            said = "" if self.asked.back() else "This is the first question."
        elif prompt is None:
            if BARE.fullmatch(word):
                raise BadInput("Every question is answered. Enter on the empty line takes all of it.")
            self._doubts(word)
            self.asked.add(segments_of(word))
        elif not word:
            self._enter(prompt)
        elif word == NOTHING:
            self.asked.replace(prompt, [])
        elif prompt.id == "diagnoses" and self._names_diagnoses(word):
            self._choose_diagnoses(prompt, word)
        else:
            self._take(prompt, self._piece(text))
        self._keep("")
        return said

    def answer_all(self, line: str) -> None:
        """Take a whole line as answers, behind those that are there; what it leaves open stays unanswered."""
        self.asked.add(segments_of(self._stamped(line)))
        self._keep("")

    def rows(self) -> Iterator[tuple[str, str, str]]:
        """Give what was answered so far: the question's name, the piece, and the day that said the same."""
        for one in self.asked.answers():
            if one.prompt is None:
                yield "words", one.piece, ""
            else:
                heading = f"{one.prompt.section}: {one.prompt.lead} "
                shown = one.piece.removeprefix(heading) if one.prompt.lead else one.piece
                yield one.prompt.id, shown or NOTHING, self.as_on(one.prompt, one.piece)
        if self.sitting.draft.visit.diagnoses:
            yield "diagnoses", " ".join(self.sitting.draft.visit.diagnoses), ""

    def as_on(self, prompt: Prompt, piece: str) -> str:
        """Return the day of the earlier visit that says the same, where that may be carried over."""
        if prompt.id not in _AS_THEN:
            return ""
        offer = self._offered_plan() if prompt.id == "plan" else offer_of(prompt, self.earlier, self._writer)
        if offer is None or offer.day is None or offer.piece != piece:
            return ""
        return "earlier today" if offer.day == self.sitting.draft.visit.date else f"on {offer.day:%-d %b %Y}"

    def _enter(self, prompt: Prompt) -> None:
        """An empty answer takes what goes on and passes over what is open; it affirms nothing."""
        offer = self.offer
        if offer is None or offer.manner is Manner.SHOWN:
            self.asked.replace(prompt, [])
        elif offer.manner is Manner.AFFIRMED:
            raise BadInput(Y_AFFIRMS)
        elif self.asked.own(prompt):
            self.asked.stay()
        else:
            self._take(prompt, offer.piece)

    def _take(self, prompt: Prompt, piece: str) -> None:
        self._doubts(piece)
        self.asked.replace(prompt, segments_of(self._stamped(piece)))

    def _stamped(self, piece: str) -> str:
        """Return the piece with the moment behind a bare “in” or “out”: it is stamped once."""
        reading = self.read(piece)
        for word, moment in (("in", reading.time_in), ("out", reading.time_out)):
            if moment is not None:
                bare = re.compile(rf"(?<!\S){word}(?=\s*(?:;|$))", re.IGNORECASE)
                piece = bare.sub(f"{word} {moment:%H%M}", piece)
        return piece

    def _doubts(self, piece: str) -> None:
        """Raise BadInput, once for each piece, where a token of it stores nothing, or not all it could."""
        waits = [token for token in self.tokens(piece) if token.status in OPEN]
        if waits and self._warned != piece:
            self._warned = piece
            ways = " or ".join(choice.text for choice in waits[0].choices)
            raise BadInput(
                f"{waits[0].text}: {waits[0].meaning.rstrip('?')}.{f' Write {ways}.' if ways else ''} "
                "Enter again keeps it as it is."
            )

    def _piece(self, text: str) -> str:
        prompt, word = self.asked.current, text.strip()
        word += '"' if word.count('"') % 2 else ""
        if prompt is None or not word or (prompt.id == "diagnoses" and self._names_diagnoses(word)):
            return word
        if prompt.id == "consent":
            return f"s: {CONSENT} {read_date(word, self.sitting.store.clock.today(), DateKind.PAST)}"
        if prompt.id == "closes" and word.casefold() not in YES and not BARE.fullmatch(word):
            day = read_date(word, self.sitting.store.clock.today(), DateKind.PAST)
            return f"p: {PLAN_ENDS} {dated(day or self.sitting.draft.visit.date)}"
        last = self.earlier
        facts = (last.note.facts if last else None) or Facts()
        return Answering(prompt, self.words, self.offer, facts).piece(word)

    def _keep(self, typed: str) -> None:
        self.asked.typed = typed
        self.sitting.type_text("quick_line", self.asked.line_with(typed))

    def _read(self, line: str) -> Reading:
        return read_line(self.sitting, line, self.words, asks=self._asks)

    def _names_diagnoses(self, text: str) -> bool:
        """Whether it is codes of the client's file, or “y”; codes are no tokens of the line."""
        return text.casefold() in YES or self._codes(text)[0] in self._held_diagnoses()

    def _codes(self, text: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(word.upper().strip(",") for word in text.split()))

    def _choose_diagnoses(self, prompt: Prompt, text: str) -> None:
        held, offer = self._held_diagnoses(), self.offer
        chosen = self._codes(offer.piece if offer and text.casefold() in YES else text)
        for code in chosen:
            if code not in held:
                raise BadInput(f"{code} is none of this client's diagnoses: {', '.join(held)}.")
        draft = self.sitting.draft
        visit = draft.visit.model_copy(update={"diagnoses": chosen})
        self.sitting.change(draft.model_copy(update={"visit": visit}))
        self.asked.replace(prompt, [])

    def _held_diagnoses(self) -> tuple[str, ...]:
        day, known = self.sitting.draft.visit.date, self.sitting.chart.file.diagnoses
        return tuple(one.code for one in known if one.ended_on is None or one.ended_on >= day)

    def _offered_diagnoses(self) -> Offer | None:
        held, last = self._held_diagnoses(), self.earlier
        codes = [code for code in (last.diagnoses if last else ()) if code in held] or [*held]
        tables = tables_on(self.sitting.draft.visit.date, self.sitting.store.books.book)
        entries = [(code, tables.diagnosis(code)) for code in codes]
        says = ", ".join(f"{code} {entry.text if entry else ''}".strip() for code, entry in entries)
        return Offer(" ".join(codes), Manner.AFFIRMED, says=says)

    def _offered_plan(self) -> Offer | None:
        """Offer the lines of the plan to be carried: nothing that they say becomes a fact of today."""
        return self._offered_lines("same plan")

    def _offered_home_care(self) -> Offer | None:
        """Offer the home care of the plan alone: after a discharge there is no further visit."""
        return self._offered_lines("same home care")

    def _offered_end(self) -> Offer:
        day = self.sitting.draft.visit.date
        return Offer(f"p: {PLAN_ENDS} {dated(day)}", Manner.AFFIRMED, says=f"it ends on {dated(day)}")

    def _offered_lines(self, words: str) -> Offer | None:
        if self.earlier is None:
            return None
        piece = f"{words} {day_named(self.earlier)}"
        said = " ".join(line.text for line in self.read(piece).same)
        shown = said if len(said) <= _MOST_SHOWN else f"{said[:_MOST_SHOWN]}…"
        return Offer(piece, Manner.GOES_ON, self.earlier.date, shown) if said else None

    def _shown_goals(self) -> Offer | None:
        file = self.sitting.chart.file
        holds = plan_that_holds(file)
        told = []
        for number, goal in enumerate(file.plans[holds].goals if holds is not None else (), 1):
            text, reached = (goal.text, goal.progress) if isinstance(goal, Goal) else (goal, None)
            told.append(f"{number} {text}{f', {reached}% so far' if reached is not None else ''}")
        return Offer("", Manner.SHOWN, says="; ".join(told)) if told else None

    def _offered_times(self) -> Offer | None:
        visit = self.sitting.draft.visit
        booked = visit.appointment
        first = visit.time_in or (booked.start if booked else None)
        last = visit.time_out or (booked.end if booked else None)
        if first is None or last is None:
            return None
        says = f"{first:%H:%M} to {last:%H:%M}, as booked"
        return Offer(f"{first:%H%M}-{last:%H%M}", Manner.AFFIRMED, says=says)
