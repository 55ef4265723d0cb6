"""The prompts of a visit that is being written: what is offered at each question, and what an answer does."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from charting_tui.coding.code_tables.tables import tables_on
from charting_tui.errors import BadInput
from charting_tui.operations.clients.client_file import plan_that_holds
from charting_tui.operations.clients.intake import CONSENT, PLAN_ENDS, consent_holds, enter_in_file, gained
from charting_tui.operations.visits.editing import EnteredDraft
from charting_tui.operations.visits.editing_session import EditingSession
from charting_tui.operations.visits.quick import COMPARED, drafted, earlier_visits, read_line
from charting_tui.operations.visits.quick_words import vocabulary_of
from charting_tui.operations.visits.reporting import has_report, report_on, with_lines
from charting_tui.readers.dates import DateKind, read_date
from charting_tui.records.coverage import Goal
from charting_tui.records.visit import Facts, LineOrigin, Visit, VisitKind
from charting_tui.shorthand.dialect.tokens import OPEN, Token
from charting_tui.shorthand.guided.answers import BARE, Y_AFFIRMS, YES, Answering, segments_of
from charting_tui.shorthand.guided.offers import NO_CHANGE, Offer, most_alike, offer_of
from charting_tui.shorthand.guided.prompted import Prompted
from charting_tui.shorthand.guided.prompts import Manner, Prompt, prompts_of, told_by, told_in
from charting_tui.shorthand.guided.same import day_named
from charting_tui.shorthand.reading import Reading
from charting_tui.shorthand.write.applying import applied
from charting_tui.shorthand.write.wording import dated
from charting_tui.shorthand.write.written import Writer

BACK, HELP, NOTHING = "<", "?", "-"
_AS_THEN = frozenset({"findings", "response", "plan"})
"""Questions whose answers may stand as they stood in an earlier visit."""
_MOST_SHOWN = 160
"""Letters of a plan beside its question; at the end the whole is shown."""


class Prompting:
    """The questions of one visit; each answer and each key is in the visit's quick line at once."""

    def __init__(self, session: EditingSession, *, asks: bool = True) -> None:
        """``asks`` is False where no one is there to choose what an ambiguous word means."""
        self.session = session
        self._asks = asks
        self.words = vocabulary_of(session.store)
        self.read = cache(self._read)
        """Reads a line. A line is read once: a bare “in” stamps the clock when it is typed."""
        self._writer = Writer(self.words)
        self._warned = ""
        visit, file = session.draft.visit, session.chart.file
        so_far = read_line(session, visit.note.quick_line, self.words).facts
        self.earlier = most_alike(visit, so_far, earlier_visits(session))
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
            lambda: told_in(session.draft.visit),
        )
        if session.kept_words("prompts").found is None:
            self._separate_leftover()

    def _separate_leftover(self) -> None:
        """Keep half a token of the quick line apart, unless it answers what is asked, or begins to."""
        asked, prompt = self.asked, self.asked.current
        typed = asked.typed.strip()
        if not typed or prompt is None:
            return
        reading = self.read(typed)
        if not reading.open and not prompt.takes(told_by(reading)):
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
        offer, today = ask(), self.session.draft.visit.date
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
            said = prompt.help if prompt else "Press Enter to add all of it to the note, < to go back."
        elif word == BACK:
            said = "" if self.asked.back() else "This is the first question."
        elif prompt is None:
            if BARE.fullmatch(word):
                raise BadInput(
                    "You have answered every question. Press Enter on the empty line to add everything."
                )
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
        if self.session.draft.visit.diagnoses:
            yield "diagnoses", " ".join(self.session.draft.visit.diagnoses), ""

    def as_on(self, prompt: Prompt, piece: str) -> str:
        """Return the day of the earlier visit that says the same, where that may be carried over."""
        if prompt.id not in _AS_THEN:
            return ""
        offer = self._offered_plan() if prompt.id == "plan" else offer_of(prompt, self.earlier, self._writer)
        if offer is None or offer.day is None or offer.piece != piece:
            return ""
        return "earlier today" if offer.day == self.session.draft.visit.date else f"on {offer.day:%-m/%-d/%Y}"

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
                "Press Enter again to keep it as it is."
            )

    def _piece(self, text: str) -> str:
        prompt, word = self.asked.current, text.strip()
        word += '"' if word.count('"') % 2 else ""
        if prompt is None or not word or (prompt.id == "diagnoses" and self._names_diagnoses(word)):
            return word
        if prompt.id == "consent":
            return f"s: {CONSENT} {read_date(word, self.session.store.clock.today(), DateKind.PAST)}"
        if prompt.id == "closes" and word.casefold() not in YES and not BARE.fullmatch(word):
            day = read_date(word, self.session.store.clock.today(), DateKind.PAST)
            return f"p: {PLAN_ENDS} {dated(day or self.session.draft.visit.date)}"
        last = self.earlier
        facts = (last.note.facts if last else None) or Facts()
        return Answering(prompt, self.words, self.offer, facts).piece(word)

    def _keep(self, typed: str) -> None:
        self.asked.typed = typed
        self.session.type_text("quick_line", self.asked.line_with(typed))

    def _read(self, line: str) -> Reading:
        return read_line(self.session, line, self.words, asks=self._asks)

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
                raise BadInput(f"{code} isn't one of this client's diagnoses: {', '.join(held)}.")
        draft = self.session.draft
        visit = draft.visit.model_copy(update={"diagnoses": chosen})
        self.session.change(draft.model_copy(update={"visit": visit}))
        self.asked.replace(prompt, [])

    def _held_diagnoses(self) -> tuple[str, ...]:
        day, known = self.session.draft.visit.date, self.session.chart.file.diagnoses
        return tuple(one.code for one in known if one.ended_on is None or one.ended_on >= day)

    def _offered_diagnoses(self) -> Offer | None:
        held, last = self._held_diagnoses(), self.earlier
        codes = [code for code in (last.diagnoses if last else ()) if code in held] or [*held]
        tables = tables_on(self.session.draft.visit.date, self.session.store.books.book)
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
        day = self.session.draft.visit.date
        return Offer(f"p: {PLAN_ENDS} {dated(day)}", Manner.AFFIRMED, says=f"it ends on {dated(day)}")

    def _offered_lines(self, words: str) -> Offer | None:
        if self.earlier is None:
            return None
        piece = f"{words} {day_named(self.earlier)}"
        said = " ".join(line.text for line in self.read(piece).same)
        shown = said if len(said) <= _MOST_SHOWN else f"{said[:_MOST_SHOWN]}…"
        return Offer(piece, Manner.GOES_ON, self.earlier.date, shown) if said else None

    def _shown_goals(self) -> Offer | None:
        file = self.session.chart.file
        holds = plan_that_holds(file)
        told = []
        for number, goal in enumerate(file.plans[holds].goals if holds is not None else (), 1):
            text, reached = (goal.text, goal.progress) if isinstance(goal, Goal) else (goal, None)
            told.append(f"{number} {text}{f', {reached}% so far' if reached is not None else ''}")
        return Offer("", Manner.SHOWN, says="; ".join(told)) if told else None

    def _offered_times(self) -> Offer | None:
        visit = self.session.draft.visit
        booked = visit.appointment
        first = visit.time_in or (booked.start if booked else None)
        last = visit.time_out or (booked.end if booked else None)
        if first is None or last is None:
            return None
        says = f"{first:%H:%M} to {last:%H:%M}, as booked"
        return Offer(f"{first:%H%M}-{last:%H%M}", Manner.AFFIRMED, says=says)


_REPORTS = frozenset({VisitKind.PROGRESS_REPORT, VisitKind.DISCHARGE})


@dataclass(frozen=True)
class Outcome:
    """What the answers come to."""

    visit: Visit
    prose: dict[str, str]
    """What each section gains."""
    file: tuple[str, ...] = ()
    """What is entered in the client's file, in words."""


def reports(prompting: Prompting) -> bool:
    """Whether a report of progress belongs to this visit and is not in its note yet."""
    visit = prompting.session.draft.visit
    return visit.kind in _REPORTS and not has_report(visit)


def outcome(prompting: Prompting, *, report: bool = True) -> Outcome:
    """Return the visit with all answers in it; what an earlier visit says too stands in lines of its own."""
    session = prompting.session
    visit = session.draft.visit
    same, earlier = _same_as_before(prompting), prompting.earlier
    segments = [(at, one) for at, one in enumerate(prompting.asked.segments) if one]
    carried = "; ".join(one for at, one in segments if at in same)
    fresh = "; ".join(one for at, one in segments if at not in same)
    told = [one.note.text() for one in earlier_visits(session)[:COMPARED]]
    prose: dict[str, list[str]] = {}
    for line, source in ((carried, earlier.id if earlier else ""), (fresh, "")):
        if line:
            done = applied(visit, prompting.read(line), prompting.words, told)
            visit = _carried_from(source, visit, done.visit) if source else done.visit
            for section, text in done.prose.items():
                prose.setdefault(section, []).append(text)
    visit = _with_one_line(session.draft.visit, visit, prompting.asked.told)
    if report and reports(prompting):
        lines = report_on(session.store, session.chart.id, visit)
        visit = with_lines(visit, lines)
        for section, added in lines.items():
            prose.setdefault(section, []).extend(added)
    file = gained(session.chart.file, visit, prompting.read(prompting.asked.told).facts)
    return Outcome(visit, {section: "\n".join(texts) for section, texts in prose.items()}, file)


def take(prompting: Prompting, *, report: bool = True) -> EnteredDraft:
    """Enter in the client's file what belongs there, and return the draft with the answers in it."""
    session, facts = prompting.session, prompting.read(prompting.asked.told).facts
    visit = outcome(prompting, report=report).visit
    return EnteredDraft(drafted(session, visit), enter_in_file(session, visit, facts))


def _same_as_before(prompting: Prompting) -> set[int]:
    """Return the places of the segments that say what an earlier visit said; a plan carries itself."""
    places = set[int]()
    for one in prompting.asked.answers():
        if one.prompt and one.prompt.id != "plan" and prompting.as_on(one.prompt, one.piece):
            places.update(prompting.asked.places(one.prompt))
    return places


def _carried_from(source: str, before: Visit, after: Visit) -> Visit:
    """Return the visit with its new lines as carried from that visit: its answers were affirmed today."""
    known = before.note.provenance
    new = [
        one.model_copy(update={"origin": LineOrigin.CARRIED, "source": source, "affirmed": True})
        for one in after.note.provenance[len(known) :]
    ]
    note = after.note.model_copy(update={"provenance": (*known, *new)})
    return after.model_copy(update={"note": note})


def _with_one_line(before: Visit, after: Visit, line: str) -> Visit:
    """Return the visit with all answers as one line among its facts."""
    facts = after.note.facts
    if facts is None:
        return after
    known = before.note.facts.lines if before.note.facts else ()
    told = facts.model_copy(update={"lines": (*known, line) if line else known})
    return after.model_copy(update={"note": after.note.model_copy(update={"facts": told})})
