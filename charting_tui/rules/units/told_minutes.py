"""The minutes that the note gives to what was done, against those of the lines: T020."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from charting_tui.coding.billing.units import units_of_minutes
from charting_tui.coding.prose.evidence import Mention, evidence, sentences
from charting_tui.coding.vocabulary import NoteVocabulary
from charting_tui.records.people import Role
from charting_tui.rules.audience import INSURERS
from charting_tui.rules.case import BilledLine, Case
from charting_tui.rules.finding import Fault, Fix, Severity
from charting_tui.rules.rule import rule

_WORDS = {
    "five": 5, "eight": 8, "ten": 10, "twelve": 12, "fifteen": 15, "twenty": 20, "twenty-five": 25,
    "thirty": 30, "thirty-five": 35, "forty": 40, "forty-five": 45, "fifty": 50, "sixty": 60,
}  # fmt: skip
_MINUTES = re.compile(
    rf"(?<![A-WYZa-wyz\d.:/])(\d{{1,3}}|(?:{'|'.join(sorted(_WORDS, key=len, reverse=True))}))"
    r"\s*-?\s*(?:min\b|mins\b|minutes?\b|['\u2019\u2032](?!\w))",
    re.IGNORECASE,
)
"""Minutes as they are written: “20 minutes”, “20min”, “x20'”, “twenty minutes”."""
_CODE = re.compile(r"\b(?:9\d{4}|[GS]\d{4})\b")
_RANGE = re.compile(r"(\d{1,3})\s*(?:-|\N{EN DASH}|to|or)\s*$", re.IGNORECASE)
_UNCLEAR = re.compile(
    r"\b(?:hours?|hrs?|each|apiece|per|both sides|bilat\w*|every|unit)\b|\d\s*h\b"
    r"|\b\d{1,2}\s*[x\N{MULTIPLICATION SIGN}]\s*\d{1,3}\s*(?:min|')"
    r"|(?:\bmin\w*|\d')\s*[x\N{MULTIPLICATION SIGN}]\s*\d",
    re.IGNORECASE,
)
"""Words beside which minutes may stand for more than they say."""
_ABOUT = re.compile(
    r"(?:~|\babout|\bapprox\w*\.?|\baround|\broughly|\bup to|\bat least|\bover)\s*$", re.IGNORECASE
)
_NO_TREATMENT = re.compile(
    r"\b(?:sits?|sat|drives?|drove|driving|sleeps?|slept|sleeping|late|early|home|hep|daily|a day|per day"
    r"|toleran\w+|commut\w+|desk|goal|able to|can|could|cannot|relief|lasted|lasting|ago|waited|waiting"
    r"|intake|interview\w*|dressing|undressing|talk\w*|booked|scheduled|appointment|session|visit|slot)\b",
    re.IGNORECASE,
)
"""Words whose minutes are no hands-on time."""
_UNSURE_BEFORE = re.compile(
    r"\b(?:after|before|within|until|in|first|last|next|another|additional|extra|further|more)\s*(?:the\s+)?$",
    re.IGNORECASE,
)
_UNSURE_AFTER = re.compile(r"\s*(?:before|after|prior|into|later|rest\w*|break|x\s*\d)\b", re.IGNORECASE)
_SEGMENT = re.compile(r"[,;()]|\b(?:and|then|plus)\b|\+|&", re.IGNORECASE)
_TOTAL = re.compile(
    r"\btotal\s+(?:timed|hands[- ]on|treatment|tx|therapy|massage|one[- ]on[- ]one|direct)[\w\s-]{0,24}?"
    r"[:=]?\s*(\d{1,3})\s*(?:min\b|mins\b|minutes?\b)"
    r"|\b(\d{1,3})\s*(?:min|mins|minutes) (?:in )?total(?=\s*(?:[.,;)]|$))",
    re.IGNORECASE,
)
_AND = re.compile(r"\s*(?:and\b|[&+])", re.IGNORECASE)
_TRAILING = re.compile(r"(?:,|\(|:|\bfor)\s*$", re.IGNORECASE)
Span = tuple[int, int]
"""Where something begins and ends in a text."""
_ENDLESS = 10_000
"""Minutes that are never written."""


@dataclass(frozen=True)
class TimeTold:
    """A stretch of prose that names techniques or codes, with the minutes beside them."""

    codes: frozenset[str]
    """What its techniques support, and codes that stand there as numbers."""
    others: bool
    """Whether some of its techniques support none of the codes of another one in it."""
    figures: tuple[int, ...]
    """Minutes that are surely of it, each as it stands there."""
    most: int
    """Of all that may be meant."""
    start: int
    end: int

    @property
    def timed(self) -> bool:
        """Whether it says how long at all, plainly enough to be compared."""
        return self.most < _ENDLESS


@dataclass(frozen=True)
class AllTold:
    """What a text says of time."""

    stretches: tuple[TimeTold, ...]
    beside: int
    """Minutes that stand in sentences without a technique and may be of the treatment too."""
    total: int | None
    """A total that it gives, of the treatment or of what is timed."""


@lru_cache(maxsize=64)
def time_told(text: str, known: NoteVocabulary) -> AllTold:
    """Return the minutes that a text gives to what was done, with what may be meant too."""
    if _MINUTES.search(text) is None:
        return AllTold((), 0, None)
    by_place: dict[Span, list[Mention]] = {}
    for mention in evidence(text, known):
        by_place.setdefault(mention.clause, []).append(mention)
    beside = 0
    stretches = [
        _stretch(text, place, mentions) for place, mentions in _stretches_joined(text, by_place).items()
    ]
    for sentence, at in sentences(text):
        end = at + len(sentence)
        if any(at <= start < end for start, _ in by_place):
            continue
        if _CODE.search(sentence):
            stretches.append(_stretch(text, (at, end), []))
        elif _MINUTES.search(sentence):
            beside += min(_minutes(sentence)[1], _ENDLESS)
    totals = [int(found[1] or found[2]) for found in _TOTAL.finditer(text)]
    return AllTold(tuple(stretches), beside, totals[0] if len(totals) == 1 else None)


def _stretches_joined(text: str, by_place: dict[Span, list[Mention]]) -> dict[Span, list[Mention]]:
    """Join a part of a sentence with the next one where that one's minutes are of both.

    “Effleurage and petrissage, 20 minutes” is cut at its “and”; so is the same with its minutes first.
    """
    joined: dict[Span, list[Mention]] = {}
    for (start, end), mentions in sorted(by_place.items()):
        before = next(reversed(joined), None)
        if before is not None and before[1] == start and _alike(joined[before], mentions):
            told, figure = _MINUTES.search(text, *before), _MINUTES.search(text, start, end)
            trailing = figure is not None and _TRAILING.search(text, start, figure.start())
            if (told is None) != (figure is None) and (_AND.match(text, start) or trailing):
                joined[before[0], end] = [*joined.pop(before), *mentions]
                continue
        joined[start, end] = mentions
    return joined


def _alike(some: list[Mention], others: list[Mention]) -> bool:
    """Whether techniques of both support one code."""
    codes = {code for one in some for code in one.codes}
    return any(code in codes for one in others for code in one.codes)


def _stretch(text: str, place: Span, mentions: list[Mention]) -> TimeTold:
    piece = text[place[0] : place[1]]
    named = [frozenset(mention.codes) for mention in mentions]
    named += [frozenset({found[0]}) for found in _CODE.finditer(piece)]
    codes = frozenset[str]().union(*named)
    apart = any(one.isdisjoint(other) for one in named for other in named)
    sure, most = _minutes(piece)
    weak = bool(mentions) and all(mention.weak for mention in mentions) and not _CODE.search(piece)
    return TimeTold(codes, apart, () if weak else sure, most or _ENDLESS, *place)


def _minutes(piece: str) -> tuple[tuple[int, ...], int]:
    """Return the sure minutes of treatment of a stretch, and how many it gives at most; 0 for none."""
    if _UNCLEAR.search(piece) or _TOTAL.search(piece):
        return (), _ENDLESS if _MINUTES.search(piece) else 0
    figures = [_figure(piece, found) for found in _MINUTES.finditer(piece)]
    return tuple(low for low, _ in figures if low), sum(high for _, high in figures)


def _figure(piece: str, found: re.Match[str]) -> tuple[int, int]:
    minutes = _WORDS.get(found[1].lower()) or int(found[1])
    before, after = piece[: found.start()], piece[found.end() :]
    cuts = [mark.end() for mark in _SEGMENT.finditer(before)]
    stop = _SEGMENT.search(after)
    around = before[cuts[-1] if cuts else 0 :] + " " + (after[: stop.start()] if stop else after)
    if _NO_TREATMENT.search(around):
        return 0, 0
    begun = _RANGE.search(before)
    if begun:
        return int(begun[1]), minutes
    if _ABOUT.search(before):
        return 0, _ENDLESS
    unsure = _UNSURE_BEFORE.search(before) or _UNSURE_AFTER.match(after)
    return (0 if unsure else minutes), minutes


_MOST_FIGURES = 12
_ROUNDED = 5
"""Minutes to which a note's figure may be rounded."""


@rule(
    "T020",
    "note-minutes-contradict",
    Severity.WARNS,
    stops="nothing",
    owner=Role.THERAPIST,
    source="Audits of timed codes: the minutes in the note against the units (AAPC; chirofreeinfo)",
    audience=INSURERS,
    denials=("N163", "N206"),
    bad="“MFR L UT 20 minutes”, and 97140 with 45 minutes",
    good="“MFR L UT 45 minutes”, and 97140 with 45 minutes",
)
def note_minutes_contradict(case: Case) -> Iterator[Fault]:
    """The note gives different minutes for a treatment than its code line.

    Auditors compare these two first. Objective is read for the minutes given with a technique or a
    code, and for a total. Nothing is reported if a technique has no minutes, if minutes are a range or
    “each side”, or if other minutes could make up the difference. How long the client sits, drives or
    sleeps, home exercises and the length of the appointment don't count.
    """
    timed = [line for line in case.lines if line.timed]
    objective = case.told.objective
    if not case.payer.insures or not case.payer_lines or not timed or not objective.strip():
        return
    if any(line.service.exact_minutes is None for line in timed):
        return
    told = time_told(objective, case.tables.vocabulary)
    entered = sum(line.service.exact_minutes or 0 for line in timed)
    if told.total is not None and told.total < entered and _differ(told.total, entered):
        yield _fault(timed, told.total, entered, "in total")
        return
    codes = frozenset(line.code for line in timed)
    elsewhere = sum(one.most for one in told.stretches if not one.codes & codes and one.timed)
    for together in _joined([one for one in told.stretches if one.codes & codes], codes):
        named = frozenset[str]().union(*(one.codes & codes for one in together))
        lines = [line for line in timed if line.code in named]
        spent = sum(line.service.exact_minutes or 0 for line in lines)
        most = sum(one.most for one in together)
        sure = [
            minutes for one in together if not one.others or one.codes <= codes for minutes in one.figures
        ]
        beside = told.beside + elsewhere
        if most + beside < spent and _differ(most + beside, spent):
            yield _fault(lines, most, spent, "")
        elif sum(sure) > spent and not _may_be_told_in(sure, spent):
            yield _fault(lines, sum(sure), spent, "")


def _may_be_told_in(figures: list[int], spent: int) -> bool:
    """Whether some of these figures add up to those minutes, and none alone is more than they are."""
    if any(one > spent and _differ(one, spent) for one in figures):
        return False
    return any(not _differ(one, spent) for one in _sums(figures))


def _sums(figures: list[int]) -> set[int]:
    """Return what some of these figures add up to: a total and its parts may stand side by side."""
    sums = {0}
    for one in figures[:_MOST_FIGURES]:
        sums |= {one + other for other in sums}
    return sums


def _differ(one: int, other: int) -> bool:
    """Whether minutes are further apart than rounding brings them, or earn other units."""
    return abs(one - other) >= _ROUNDED or units_of_minutes(one) != units_of_minutes(other)


def _joined(stretches: list[TimeTold], codes: frozenset[str]) -> list[list[TimeTold]]:
    """Part stretches so that those which name a code in common are together."""
    groups: list[tuple[frozenset[str], list[TimeTold]]] = []
    for one in stretches:
        named, members = one.codes & codes, [one]
        for group in [group for group in groups if group[0] & named]:
            groups.remove(group)
            named, members = named | group[0], [*group[1], *members]
        groups.append((named, members))
    return [members for _, members in groups]


def _fault(lines: list[BilledLine], told: int, entered: int, words: str) -> Fault:
    codes = " and ".join(dict.fromkeys(line.code for line in lines))
    field = max(lines, key=lambda line: line.service.exact_minutes or 0).path("minutes")
    said = f"{told} minutes{f' {words}' if words else ''}"
    return Fault(
        field,
        f"The note says {said}, but {entered} are entered for {codes}.",
        "Correct the minutes, or correct the note.",
        (Fix("Go to the minutes", jump=field), Fix("Go to Objective", jump="visit.note.objective")),
    )
