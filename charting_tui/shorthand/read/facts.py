"""Facts of the clauses of a text: of the longest runs of them that are understood whole."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from charting_tui.shorthand.read.classes import Class, Lexeme, Meaning
from charting_tui.shorthand.read.joints import joints_before, joints_named, of_client
from charting_tui.shorthand.read.lexemes import lexemes
from charting_tui.shorthand.read.lexicon import Lexicon
from charting_tui.shorthand.read.note_words import NoteWords
from charting_tui.shorthand.read.pain_by_side import pain_by_side
from charting_tui.shorthand.read.pain_led import (
    pain_at_its_place,
    pain_corrected,
    pain_listed,
    with_place_named,
)
from charting_tui.shorthand.read.pain_series import add_series
from charting_tui.shorthand.read.phrases import ahead_of_rest, frequency_in, return_in, soon_again
from charting_tui.shorthand.read.reads import (
    CODED,
    RATED,
    Read,
    adds,
    is_changed_by,
    is_governed,
    is_taken_back,
    leans,
    parts_at,
)
from charting_tui.shorthand.read.scope import governed_by
from charting_tui.shorthand.read.statements import ClauseFacts, facts_of
from charting_tui.shorthand.read.taken import is_of_before, responses_told

_KEPT = 512
"""Runs of clauses that are remembered while a line is typed."""


def facts_in(
    text: str,
    read: Sequence[Read],
    lexicon: Lexicon,
    *,
    treated: bool = False,
    named_ahead: Mapping[str, str] | None = None,
) -> list[tuple[ClauseFacts, range]]:
    """Return the facts of the longest runs of clauses that are understood whole, each with its clauses.

    ``treated``: whether a treatment was told in the line before them; ``named_ahead``: the joints that were
    named there, each with its side, which count where none is named here.
    """
    joints = joints_named(of_client(read, lexicon.words)) or dict(named_ahead or {})
    last_timed = max((at for at, one in enumerate(read) if _times(one)), default=-1 if treated else len(read))
    apart = {at: (told, range(at, at + 1)) for at, told in pain_by_side(read, lexicon.words).items()} | {
        run.start: (ClauseFacts(responses=[told]), run)
        for told, run in responses_told(text, read, lexicon, last_timed)
    }
    ends = _ends_of_runs(text, read, lexicon.words, {at for _, run in apart.values() for at in run})
    facts: list[tuple[ClauseFacts, range]] = []
    place = 0
    while place < len(read):
        found = apart.get(place)
        if found is None and not is_taken_back(read, place):
            found = _longest_run(text, read, place, ends[place], lexicon=lexicon, joints=joints)
            if found is not None and found[0].responses and is_of_before(read, place, last_timed):
                found = (replace(found[0], responses=[], worded=True), found[1])
            if found is None:
                _add_part(facts, text, read, place, lexicon=lexicon, joints=joints, ahead=place < last_timed)
        if found is not None and found[0]:
            facts.append(found)
        place = found[1].stop if found is not None else place + 1
    facts += _at_the_end(read, facts, last_timed)
    return with_place_named(facts, read, lexicon.words)


def _longest_run(
    text: str, read: Sequence[Read], place: int, end: int, *, lexicon: Lexicon, joints: Mapping[str, str]
) -> tuple[ClauseFacts, range] | None:
    """Return the facts of the longest run from a clause on that is understood whole, with its clauses."""
    sentence, heading = read[place].clause.sentence, read[place].clause.heading
    mine = [at for at, one in enumerate(read) if one.clause.sentence == sentence]
    last = max(at for at in mine if at >= place and read[at].clause.heading == heading)
    for stop in range(min(last, end) + 1, place, -1):
        run = read[place:stop]
        if not _stands_alone(run, read[stop : last + 1], first=place == mine[0]):
            continue
        found = _facts_of(text, run, lexicon, joints)
        if found is None and _moves(run):
            named = joints_before(of_client(read[: stop - 1], lexicon.words)) or joints
            found = _facts_of(text, run, lexicon, named)
        if found is not None:
            goes_on = stop <= last and (adds(read[stop].lexemes) or leans(read[stop].lexemes))
            return (replace(found, worded=True) if goes_on else found), range(place, stop)
    return None


def _add_part(
    facts: list[tuple[ClauseFacts, range]],
    text: str,
    read: Sequence[Read],
    place: int,
    *,
    lexicon: Lexicon,
    joints: Mapping[str, str],
    ahead: bool,
) -> None:
    """Add what a part of a clause tells that is not understood whole."""
    found = _in_part(text, read, place, lexicon, facts, joints=joints, ahead=ahead)
    if found is not None:
        facts.append((found, range(place, place + 1)))
    else:
        add_series(facts, read, place, lexicon.words, ahead=ahead)


def _in_part(
    text: str,
    read: Sequence[Read],
    place: int,
    lexicon: Lexicon,
    facts: Sequence[tuple[ClauseFacts, range]],
    *,
    joints: Mapping[str, str],
    ahead: bool,
) -> ClauseFacts | None:
    """Return the facts of a part of a clause that is not understood whole, where the rest changes nothing."""
    one = read[place]
    same = facts and read[facts[-1][1].start].clause.sentence == one.clause.sentence
    return (
        _ahead_of_rest(text, one, lexicon, joints)
        or pain_at_its_place(one, lexicon.words, ahead=ahead)
        or pain_corrected(one, lexicon.words)
        or pain_listed(one, facts[-1][0] if same else None)
        or _behind_rest(text, one, lexicon, joints)
    )


def _at_the_end(
    read: Sequence[Read], facts: Sequence[tuple[ClauseFacts, range]], last_timed: int
) -> list[tuple[ClauseFacts, range]]:
    """Return when they come again, where a note ends in that alone, as “Tolerated well. 4 wks” does."""
    last = len(read) - 1
    if last <= last_timed or read[last].reached or any(last in run for _, run in facts):
        return []
    alone = (
        read[last - 1].clause.sentence != read[last].clause.sentence or read[last - 1].section == "assessment"
    )
    again = soon_again(read[last].clause.text) if alone and not any(one.next for one, _ in facts) else ""
    return [(ClauseFacts(next=[again]), range(last, last + 1))] if again else []


def _ahead_of_rest(text: str, one: Read, lexicon: Lexicon, joints: Mapping[str, str]) -> ClauseFacts | None:
    """Return the facts of a clause ahead of a part that says something of its own: “UT tight, and HA lately”.

    The longest part that is understood whole counts, where what stands behind it takes nothing of it back.
    """
    found = one.lexemes
    for at in range(len(found) - 1, 0, -1):
        if not parts_at(found, at, lexicon.words):
            continue
        end = found[at - 1].end
        apart = lexemes(text[one.clause.start : end], one.clause.start, lexicon)
        if [each.kind for each in apart] != [each.kind for each in found[:at]]:
            continue  # Without what stands behind them its words would be others: “TrP” before minutes.
        ahead = replace(
            one, clause=replace(one.clause, text=text[one.clause.start : end], end=end), lexemes=found[:at]
        )
        facts = _facts_of(text, [ahead], lexicon, joints)
        if facts is not None and not (facts.responses or facts.next or facts.frequency):
            return replace(facts, worded=True)
    return None


def _behind_rest(text: str, one: Read, lexicon: Lexicon, joints: Mapping[str, str]) -> ClauseFacts | None:
    """Return the facts behind the last “and” of a clause whose first part has unknown words.

    “slept on the couch and now L neck 6/10”: they have their own place, and nothing ahead governs them.
    """
    found = one.lexemes
    at = max(
        (at for at, each in enumerate(found) if each.kind is Class.AND and each.text.isalpha()), default=0
    )
    ahead, rest = found[:at], found[at + 1 :]
    if not rest or Class.UNKNOWN not in {each.kind for each in ahead} or one.section == "plan":
        return None
    if ahead[-1].kind in {Class.AREA, Class.LEVEL}:
        return None  # Its value is of both places: “31 wks low back and R SI 5/10”.
    start = rest[0].start
    if governed_by(text[one.clause.start : start], lexicon.words):
        return None
    behind = replace(
        one, clause=replace(one.clause, text=text[start : one.clause.end], start=start), lexemes=rest
    )
    facts = _facts_of(text, [behind], lexicon, joints)
    if facts is None or not (facts.scores or facts.findings):
        return None
    areas = [each.area for each in (*facts.scores, *facts.ranges)] + [each.area for each in facts.findings]
    return replace(facts, worded=True) if all(areas) else None


def _ends_of_runs(text: str, read: Sequence[Read], words: NoteWords, apart: Collection[int]) -> list[int]:
    """Return for each clause the last one that may be understood together with it.

    What stands behind the treatment is told apart, since it is so after it.
    """
    joins = [
        each.clause.heading == other.clause.heading
        and not (_times(each) and CODED.isdisjoint(one.kind for one in other.lexemes))
        and _is_joint(text[each.clause.end : other.clause.start].strip(), other)
        for each, other in pairwise(read)
    ]
    plain = [
        not (at in apart or _is_unread(one) or one.reached or is_governed(one, words))
        for at, one in enumerate(read)
    ]
    ends = list(range(len(read)))
    for at in range(len(read) - 2, -1, -1):
        if joins[at] and plain[at] and plain[at + 1]:
            ends[at] = ends[at + 1]
    return ends


def _is_joint(between: str, following: Read) -> bool:
    return between in {",", "\N{EM DASH}"} or (between == "/" and leans(following.lexemes))


def _is_unread(one: Read) -> bool:
    """Whether a clause has an unknown word, so that nothing it stands with is understood whole."""
    return ":" not in one.clause.text and any(each.kind is Class.UNKNOWN for each in one.lexemes)


def _stands_alone(run: Sequence[Read], following: Sequence[Read], *, first: bool) -> bool:
    """Whether a run may be read without what stands around it in its sentence.

    The next clause may change what it says, and one that goes on with what stands before it names no place
    behind it: “8/10, down to 3 by lunch, arch & heel”.
    """
    if following and is_changed_by(run, following[0].lexemes):
        return False
    placed = any(each.kind is Class.AREA for one in run[1:] for each in one.lexemes)
    return first or not placed or not leans(run[0].lexemes)


def _moves(run: Sequence[Read]) -> bool:
    return any(each.kind is Class.MOVEMENT for one in run for each in one.lexemes)


def _times(one: Read) -> bool:
    kinds = {each.kind for each in one.lexemes}
    return not one.reached and bool(kinds & CODED) and bool(kinds & {Class.MINUTES, Class.NUMBER})


def _facts_of(
    text: str, run: Sequence[Read], lexicon: Lexicon, joints: Mapping[str, str]
) -> ClauseFacts | None:
    if any('"' in one.clause.text for one in run) or len({one.clause.heading for one in run}) > 1:
        return None
    if len(run) == 1:
        alone = _planned(run[0])
        if alone:
            return alone
    if any(one.reached or is_governed(one, lexicon.words) for one in run):
        return None
    for one, other in pairwise(run):
        joint = text[one.clause.end : other.clause.start].strip()
        if joint not in {",", "\N{EM DASH}"} and not (joint == "/" and leans(other.lexemes)):
            return None
    return _understood(tuple(one.clause.text for one in run), tuple(joints.items()), lexicon)


@lru_cache(maxsize=_KEPT)
def _understood(
    run: tuple[str, ...], joints: tuple[tuple[str, str], ...], lexicon: Lexicon
) -> ClauseFacts | None:
    """Return the facts of clauses over commas; those that did not change are not read again."""
    joined: list[Lexeme] = []
    for clause in run:
        if joined:
            joined.append(Lexeme(Meaning(Class.AND), ",", 0, 0))
        joined += lexemes(clause, 0, lexicon)
    return facts_of(joined, dict(joints))


def _planned(one: Read) -> ClauseFacts | None:
    """Return when and how often to come again, where a clause is a set phrase that says so."""
    if one.reached in {"denied", RATED}:
        return None
    whole = _set_phrase(one.clause.text)
    planned = ahead_of_rest(one.clause.text) if whole is None and one.section == "plan" else ""
    ahead = _set_phrase(planned) if planned else None
    return replace(ahead, worded=True) if ahead else whole


def marked(facts: ClauseFacts) -> ClauseFacts:
    """Mark the facts of a clause that is kept as typed beside them."""
    if not facts.worded:
        return facts
    said = {"worded": True}
    return replace(
        facts,
        scores=[one.model_copy(update=said) for one in facts.scores],
        findings=[one.model_copy(update=said) for one in facts.findings],
        ranges=[one.model_copy(update=said) for one in facts.ranges],
        tests=[one.model_copy(update=said) for one in facts.tests],
    )


@lru_cache(maxsize=_KEPT)
def _set_phrase(text: str) -> ClauseFacts | None:
    again, often = return_in(text), frequency_in(text)
    if again:
        return ClauseFacts(next=[again])
    return ClauseFacts(frequency=often) if often else None
