"""Pain of clauses that are not understood whole: its value stands with its place, or follows the only one."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from charting_tui.records.visit import Measure
from charting_tui.shorthand.read.bare_numbers import ACTS, is_activity
from charting_tui.shorthand.read.classes import Class, Lexeme
from charting_tui.shorthand.read.note_words import NoteWords
from charting_tui.shorthand.read.pain_order import without_corrected
from charting_tui.shorthand.read.pain_times import NOW
from charting_tui.shorthand.read.pain_walk import bare_area, pain_in_series
from charting_tui.shorthand.read.places import areas_with_sides, placed, stray_sides
from charting_tui.shorthand.read.reads import CODED, Read, is_timed, parts_at
from charting_tui.shorthand.read.scope import governed_by, is_of_a_day, phrases
from charting_tui.shorthand.read.statements import ClauseFacts, facts_of
from charting_tui.shorthand.read.treatments import treatments_told

_WORST = 10
_TURNED = frozenset(
    {
        Class.BEFORE,
        Class.AFTER,
        Class.EARLIER,
        Class.WORST,
        Class.BEST,
        Class.TO,
        Class.NUMBER,
        Class.GRADE,
        Class.DEGREES,
        Class.RESULT,
        Class.MOVEMENT,
        *CODED,
    }
)
"""What makes another value of a score, or may be what it is of."""
_FOLLOWING = frozenset({"after", "aftr", "following", "p", "post"})
_NO_EVENT = frozenset(
    {Class.SCORE, Class.AREA, Class.LEVEL, Class.GRADE, Class.FINDING, Class.RESULT, *CODED}
)
"""What stands behind “after” where it is no event that brought the pain on."""
_ONSET = re.compile(
    r"\W*(?:s/p|since|from|frm|after|following|d/t|due to|p|onset|began|started)\b"
    r"(?!.*\b(?:was|were|now|today|last)\b)[^,;]*\b(?:ago|accident|injury|surgery|fall)\W*$",
    re.IGNORECASE,
)
"""What pain of today came from: “8/10 s/p MVA 10 days ago”."""
_TAKEN_BACK = frozenset({"no", "sorry", "wait", "correction", "scratch", "that", "mean", "i"})
"""Words that take back what stands before them: “L no sorry R hip 5/10”."""
_LISTED = re.compile(r"[-~]*S?A[-~i]*S?N[-~]*")
_LONE = re.compile(r"[-~.]*Q[-~.]*(?:i?[-~]*z[-~z]*)?r?")
_CAME_TO = re.compile("[-~.]*t[-~.]*Q[-~.]*")
"""“R hip was an eight on Monday but it has come down to about a four today”."""
_SINCE = re.compile(r"\b(?:ever\s)?since\W*$", re.IGNORECASE)
"""“since” behind a value, which leaves it one of today: “felt a pull in R low back, 7/10 since”."""
_ACTING = re.compile(r"-*(?P<act>z)[-~]*(?P<hurts>K?)[-~i]*Q[-~]*")
_EASED = re.compile("-*N[-~]*i?z[-~z]*")
_LATER = re.compile("-*~N[-~]*")
"""“first steps 7/10, by noon 3”."""
_BY_ACTIVITY = re.compile("[-~]*N[-~iz]+N[-~iz]+")
"""Two bare values, each with what it came with: “3 rest 8 reach”."""
_BARE_PLACE = re.compile("[-~.]*(?:S?A|AS)[-~.]*")
_BARE = re.compile("[-~.]*N[-~.]*")
"""A value alone: “L side of neck stuck, 6”."""
_OF_NOW = re.compile("-*N[-~]*")
_DONE = CODED | {Class.MINUTES}
_FELT_OTHERWISE = frozenset(
    {"stress", "stressed", "sleep", "sleeping", "mood", "energy", "anxiety", "fatigue"}
)
"""What has a value that is none of pain: “neck tight, stress 5/10”."""
_SURGERY = re.compile(r"\bs/p\b", re.IGNORECASE)
_SAME_OLD = re.compile(
    r"\b(?:same (?:old|ol'?)|\d+\s?(?:days?|d|wks?|weeks?|mos?|months?) old)\b", re.IGNORECASE
)
"""“same old neck”, which is the one of today."""
_HISTORY = frozenset(
    {"hx", "hx of", "h/o", "history", "history of", "pmh", "pmhx", "old", "childhood", "former"}
)
"""Words of what was long ago, whose place is not the one of today's pain."""


def pain_at_its_place(one: Read, words: NoteWords, *, ahead: bool) -> ClauseFacts | None:
    """Return pain with its place that stands before words that say more of it: “R hip 5/10 deep …”.

    ``ahead``: whether it stands before the treatment, so that “after” leads to what brought it on.
    """
    found = one.lexemes
    found = found[_who(found) :]
    at = next((place for place, each in enumerate(found) if each.kind is Class.SCORE), -1)
    found = found[: _event(found, at)] if ahead else found
    kinds = [each.kind for each in found]
    rest = found[at + 1 :]
    if at < 0 or one.reached or one.section == "plan" or '"' in one.clause.text:
        return None
    if kinds.count(Class.SCORE) > 1 or _TURNED & {*kinds} or (rest and rest[0].kind in {*"ASKB"}):
        return None
    parted = next((place for place in range(at + 1, len(found)) if parts_at(found, place, words)), len(found))
    if Class.UNKNOWN in kinds[at:parted]:
        return None
    unknown = [place for place in range(at) if kinds[place] is Class.UNKNOWN]
    first = unknown[-1] + 1 if unknown else 0
    if any(found[place].text.casefold() not in _TAKEN_BACK for place in unknown):
        return None
    end = found[at].end - one.clause.start
    said, behind = one.clause.text[:end], one.clause.text[end:]
    if (
        governed_by(said, words)
        or (governed_by(behind, words) not in {"", "denied"} and not _ONSET.match(behind))
        or is_of_a_day(one.clause.text)
    ):
        return None
    return _only_score(facts_of(found[first : at + 1]))


def _who(found: Sequence[Lexeme]) -> int:
    """Return where the words end that tell who it is and how old: “pitcher 17”, “preg 31 wks”."""
    told = [at for at, each in enumerate(found) if each.kind is not Class.DROPPED][:2]
    if len(told) < 2:  # noqa: PLR2004
        return 0
    first, second = (found[at] for at in told)
    aged = first.kind is Class.PLAIN and second.kind is Class.NUMBER and (second.value or 0) > _WORST
    pregnant = first.text.casefold().startswith("preg") and second.kind is Class.MEASURE
    return told[1] + 1 if aged or pregnant else 0


def pain_corrected(one: Read, words: NoteWords) -> ClauseFacts | None:
    """Return the pain that is told instead of a value taken back: “pain 3 no make that 4/10 mid back”."""
    kept = without_corrected(one.lexemes)
    if len(kept) == len(one.lexemes) or one.reached or one.section == "plan":
        return None
    if governed_by(one.clause.text, words) or is_of_a_day(one.clause.text):
        return None
    return _only_score(facts_of(kept))


def _event(found: Sequence[Lexeme], at: int) -> int:
    """Return where an event behind a score begins that brought it on: “5/10 after 18 miler sun”."""
    for place in range(at + 1, len(found)):
        event = found[place + 1 :]
        told = {each.kind for each in event}
        if found[place].text.casefold() in _FOLLOWING:
            brought = bool(told & {Class.FACTOR, Class.MEASURE, Class.UNKNOWN}) and not told & _NO_EVENT
            return (
                place
                if brought and not any(each.text.casefold().startswith("work") for each in event)
                else len(found)
            )
    return len(found)


def pain_listed(one: Read, before: ClauseFacts | None) -> ClauseFacts | None:
    """Return the pain of a place in a list behind a score: “R shoulder 6/10, L low back 3”."""
    found = one.lexemes
    kinds = "".join(each.kind for each in found)
    value = next((each.value for each in found if each.kind is Class.NUMBER), None)
    if before is None or not before.scores or one.section != "subjective" or not _LISTED.fullmatch(kinds):
        return None
    if value is None or value > _WORST:
        return None
    scored = [
        replace(each, meaning=replace(each.meaning, kind=Class.SCORE)) if each.kind is Class.NUMBER else each
        for each in found
    ]
    listed = _only_score(facts_of(scored))
    if listed is None or before.scores[-1].after is None or before.scores[-1].before is not None:
        return listed
    # “pain after: neck 2, low back 3” tells what each is after treatment.
    last = listed.scores[0]
    return replace(listed, scores=[last.model_copy(update={"value": None, "after": last.value})])


def _only_score(facts: ClauseFacts | None) -> ClauseFacts | None:
    if facts is None or len(facts.scores) != 1 or not facts.scores[0].area or facts.findings:
        return None
    return ClauseFacts(scores=facts.scores, worded=True)


def with_place_named(
    facts: Sequence[tuple[ClauseFacts, range]], read: Sequence[Read], words: NoteWords
) -> list[tuple[ClauseFacts, range]]:
    """Give pain without a place the only place that the client named before it, and read lone scores so."""
    told = {at for _, run in facts for at in run}
    whole = [(_placed(one, read, _valued_in(read, run), words), run) for one, run in facts]
    treated = next((at for at, one in enumerate(read) if _treats(one)), len(read))
    for at, one in enumerate(read[:treated]):
        valued = at not in told and any(each.kind in {Class.SCORE, Class.NUMBER} for each in one.lexemes)
        place = (only_place(read, at, words) or _place_behind(read, at)) if valued else ""
        lone = (_lone(one, place, words) or _now(read, at, place)) if place else None
        lone = lone or (_in_series(one, place, words, ahead=at < treated) if place else None)
        lone = lone or (_at_ease(one, place, whole[-1], at) if place and whole else None)
        if lone is None:
            continue
        last, run = whole[-1] if whole else (lone, range(0))
        same = run.stop == at and read[at - 1].clause.sentence == one.clause.sentence
        values = [float(score.value or 0) for facts in (last, lone) for score in facts.scores]
        now = _OF_NOW.fullmatch("".join(each.kind for each in one.lexemes)) is not None
        if same and now and last.scores and last.scores[-1].area == place:
            worst = max(float(last.scores[-1].worst or 0), values[-2])
            of_now = {"value": values[-1]} | ({"worst": worst} if worst > values[-1] else {})
            scores = [*last.scores[:-1], last.scores[-1].model_copy(update=of_now)]
            whole[-1] = (replace(last, scores=scores, worded=True), range(run.start, at + 1))
        elif same and (_rises(last, lone) or _rises(lone, last)):
            worse = last.scores[0].model_copy(update={"value": min(values), "worst": max(values)})
            whole[-1] = (replace(last, scores=[worse]), range(run.start, at + 1))
        else:
            whole.append((lone, range(at, at + 1)))
    return whole


def _valued_in(read: Sequence[Read], run: range) -> int:
    """Return the first clause of a run that has a value: “TMJ L clicks, pain 3 chewing”."""
    return next((at for at in run if {Class.SCORE, Class.NUMBER} & {*_kinds(read[at])}), run.start)


def _kinds(one: Read) -> list[Class]:
    return [each.kind for each in one.lexemes]


def _treats(one: Read) -> bool:
    """Whether a clause tells of a treatment with its minutes, behind which a value is one after it."""
    return is_timed(one.lexemes) or any(told.minutes for told in treatments_told(one.lexemes))


def _rises(first: ClauseFacts, second: ClauseFacts) -> bool:
    """Whether two scores of one place are what it is and what it is at worst."""
    scores = [*first.scores, *second.scores]
    if len(scores) != 2 or scores[0].area != scores[1].area or scores[0].worst is not None:  # noqa: PLR2004
        return False
    now, worse = scores[0].value, scores[1].value
    return isinstance(now, float) and isinstance(worse, float) and now < worse


def _placed(one: ClauseFacts, read: Sequence[Read], at: int, words: NoteWords) -> ClauseFacts:
    told = read[at].section in {"subjective", "objective"} and not read[at].clause.heading
    told = told or read[at].section == "subjective"
    if not told or not any(_lacks_place(each) for each in one.scores):
        return one
    place = only_place(read, at, words) or _place_behind(read, at)
    if not place:
        return one
    scores = [each.model_copy(update={"area": place}) if _lacks_place(each) else each for each in one.scores]
    return replace(one, scores=scores, worded=True)


def _place_behind(read: Sequence[Read], at: int) -> str:
    """Return the place that stands alone behind the values of a sentence: “4 now, worst 8, R glute”."""
    mine = [one for one in read[at + 1 :] if one.clause.sentence == read[at].clause.sentence]
    named = next((one for one in mine if _BARE_PLACE.fullmatch("".join(_kinds(one)))), None)
    between = mine[: mine.index(named)] if named is not None else []
    if named is None or named.reached or any({*"ABSH"} & {*_kinds(one)} for one in (read[at], *between)):
        return ""
    return " and ".join(placed(name, side) for name, side in areas_with_sides(named.lexemes))


def _lacks_place(one: Measure) -> bool:
    return not one.area and one.value is not None


def _lone(one: Read, place: str, words: NoteWords) -> ClauseFacts | None:
    """Return a score that stands with no more than what it came with: “2/10 walking”."""
    kinds = "".join(each.kind for each in one.lexemes)
    now = any(each.text.casefold() in NOW for each in one.lexemes)
    sections = {"subjective", "objective", "assessment"} if now else {"subjective", "objective"}
    if not place or one.section not in sections or one.reached:
        return None
    part = next((at for at in range(1, len(one.lexemes)) if parts_at(one.lexemes, at, words)), len(kinds))
    came = _CAME_TO.fullmatch(kinds) is not None and now
    several = " and " in place and one.lexemes[-1].word == "both" and _LONE.fullmatch(kinds[:-1])
    if (
        not (several or came)
        and not _LONE.fullmatch(kinds)
        and not _LONE.fullmatch(kinds[:part])
        and not _acts(one, kinds)
    ):
        return None
    if governed_by(_SINCE.sub("", one.clause.text), words) or is_of_a_day(one.clause.text):
        return None
    value = next(each.value for each in one.lexemes if each.kind is Class.SCORE)
    return ClauseFacts(scores=[Measure(name="pain", area=place, value=value)], worded=True)


def _in_series(one: Read, place: str, words: NoteWords, *, ahead: bool) -> ClauseFacts | None:
    """Return scores of the only place under several conditions: “3/10 w skating 0 at rest”."""
    kinds = "".join(each.kind for each in one.lexemes)
    if any(each.text.casefold() in _FELT_OTHERWISE for each in one.lexemes):
        return None
    if one.section == "assessment" or not ({*"QK"} & {*kinds} or _is_when(one, kinds)):
        return None
    told = pain_in_series(one, Measure(name="pain", area=place), words, ahead=ahead)
    areas = [each.area for each in told]
    same = bool(areas) and all(bare_area(each) == bare_area(place) for each in areas)
    return ClauseFacts(scores=list(told), worded=True) if same else None


def _is_when(one: Read, kinds: str) -> bool:
    """Whether bare values stand with when or what they come with: “8 at nite 4 now”, “3 lifting a cup”."""
    if _BY_ACTIVITY.fullmatch(kinds) or _BARE.fullmatch(kinds):
        return True
    timed = any(each.text.casefold() in NOW or each.word == "when" for each in one.lexemes)
    acts = any(each.kind is Class.FACTOR and is_activity(each.text.casefold()) for each in one.lexemes)
    return one.section == "subjective" and (timed or acts)


def _acts(one: Read, kinds: str) -> bool:
    """Whether a score stands behind what it came with: “chewing hurts about a 4”, “stairs 5/10”."""
    match = _ACTING.fullmatch(kinds)
    if match is None:
        return False
    word = one.lexemes[match.start("act")].text.casefold()
    return bool(match["hurts"]) or is_activity(word)


def _at_ease(one: Read, place: str, before: tuple[ClauseFacts, range], at: int) -> ClauseFacts | None:
    """Return a bare value behind a score of the same place, with what it came with: “7/10 grip, 2 rest”."""
    facts, run = before
    kinds = "".join(each.kind for each in one.lexemes)
    value = next((each.value for each in one.lexemes if each.kind is Class.NUMBER), None)
    mine = run.stop == at and len(facts.scores) == 1 and facts.scores[0].area == place
    later = _LATER.fullmatch(kinds) is not None
    if not mine or value is None or value > _WORST or one.reached or not (later or _EASED.fullmatch(kinds)):
        return None
    word = one.lexemes[kinds.index("~" if later else "z")].text.casefold()
    told = word.startswith("by ") if later else word in ACTS or word.endswith("ing")
    return ClauseFacts(scores=[Measure(name="pain", area=place, value=value)], worded=True) if told else None


def _now(read: Sequence[Read], at: int, place: str) -> ClauseFacts | None:
    """Return the pain of now behind that of another day in its sentence: “R hip was 8 yesterday, 4 today”."""
    one, before = read[at], read[at - 1] if at else None
    value = next((each.value for each in one.lexemes if each.kind is Class.NUMBER), None)
    now = any(each.text.casefold() in NOW for each in one.lexemes)
    if before is None or before.clause.sentence != one.clause.sentence or one.reached or not now:
        return None
    then = {each.kind for each in before.lexemes} & {Class.SCORE, Class.NUMBER}
    whole = _OF_NOW.fullmatch("".join(each.kind for each in one.lexemes))
    if not then or not whole or value is None or value > _WORST or one.section != "subjective":
        return None
    return ClauseFacts(scores=[Measure(name="pain", area=place, value=value)], worded=True)


def _complained(found: Sequence[Lexeme]) -> Iterator[str]:
    """Give the places of complaints, each with the side beside it."""
    for at, one in enumerate(found):
        if one.kind is Class.COMPLAINT:
            beside = (*found[max(at - 1, 0) : at], *found[at + 1 : at + 2])
            sides = [each.word for each in beside if each.kind is Class.SIDE and ">" not in each.text]
            yield placed(one.word, sides[0] if len(sides) == 1 else "")


def only_place(read: Sequence[Read], before: int, words: NoteWords) -> str:
    """Return the only place that the client names before a clause, or nothing.

    Where the client names none, it is the only one that is named at all.
    """
    told = [one for one in read[:before] if one.section == "subjective" or one.clause.heading]
    named = _places_named(told, words, of_client=True)
    if named == set():
        named = _places_named(read[:before], words, of_client=False)
    return next(iter(named)) if named and len(named) == 1 else ""


def _places_named(read: Sequence[Read], words: NoteWords, *, of_client: bool) -> set[str] | None:
    """Return the places that clauses name; None where one may be of another time, person or side."""
    named: set[str] = set()
    for one in read:
        text, found = _ahead_of_surgery(one)
        areas = [placed(name, side) for name, side in areas_with_sides(found)]
        areas += [*_complained(found)]
        clean = (
            (one.section == "subjective" or not (of_client or _DONE & {each.kind for each in found}))
            and not one.reached
            and not stray_sides(found)
            and governed_by(text, words) in {"", "earlier"}
            and _HISTORY.isdisjoint(phrases(_SAME_OLD.sub(",", text)))
        )
        if areas and not clean:
            return None
        areas = [each for each in areas if not any(other.endswith(f" {each}") for other in areas)]
        named |= {" and ".join(dict.fromkeys(areas))} if areas else set()
    return named


def _ahead_of_surgery(one: Read) -> tuple[str, Sequence[Lexeme]]:
    """Return a clause without what was operated on long ago: “R shoulder wk 8 s/p rc repair”."""
    found = _SURGERY.search(one.clause.text)
    if found is None:
        return one.clause.text, one.lexemes
    end = one.clause.start + found.start()
    return one.clause.text[: found.start()], [each for each in one.lexemes if each.end <= end]
