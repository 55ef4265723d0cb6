"""Treatments with their minutes as a clause tells them: what is certain, and what is to be asked."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from charting_tui.shorthand.read.classes import Class, Lexeme
from charting_tui.shorthand.read.places import placed_areas

EXERCISE = ("97110", "therapeutic exercise")
"""What named exercises are, where minutes stand beside them and no technique."""
FACILITATION = "proprioceptive neuromuscular facilitation"
"""PNF, which some bill as stretching and some as re-education, so that alone it is always asked."""
_OF_FACILITATION = frozenset({EXERCISE[0], "97112"})
_FACILITATING = frozenset({FACILITATION, "contract-relax stretching"})
"""What facilitation consists of, which beside it tells nothing more: “PNF hams 3x CR”."""
_GENERIC = frozenset({"massage", "manual therapy"})
"""Techniques that only say that hands were used; a named one beside them says how."""
_BY_HAND = frozenset({"97124", "97140"})
"""Codes of techniques that a generic one may stand for."""
_MOST = 120
"""Minutes that a bare number beside a technique can mean."""
_LEAST = 5
"""Minutes that a bare number can mean; less may be a grade, or how many."""
_GAIT = "97116"
_DISTANCES = frozenset({"feet", "ft", "yards", "yds", "steps", "meters"})
COUNTED = _DISTANCES | {"reps", "rep", "laps", "sets", "times"}
"""What a bare number counts that is no time: “gait 100 feet”."""
_IDLE = frozenset({Class.MODIFIER, Class.PLAIN, Class.DROPPED, Class.SIDE})
_WHOLE = frozenset(
    {"session", "sessions", "visit", "appt", "appointment", "total", "booking", "slot", "table"}
)
"""What minutes are of that are no treatment’s own: “60 min session: 40 MFR, 20 Swedish”."""
_OF_ALL = _WHOLE | {"time", "tx", "treatment", "hands", "on", "hands-on", "of", "in", "all"}
"""Words between a total and the parts behind its colon: “53 min tx time: 38 NMT neck, 15 ther ex”."""
_TREATED_BEHIND = re.compile("o-*T")
"""What stands behind a bare number that is minutes wherever it stands: “25 of Swedish”."""
_LED_BY = frozenset({"of", "on"})
_BEGUN = re.compile("(?:S?A[ai]?)+[-.~]*T")
"""Places and their treatment behind minutes that begin the clause: “10 pec stretch”."""
_OF_NEXT = re.compile("[-.~]*[MN]a(?:S?A[ai]?)+[-.~]*")
"""Minutes, and places that a joiner gives to the treatment behind them: “swedish 20 + pec str 5”."""
_ONLY_TIME = re.compile("[-.]*[MN][-.]*a?[-.]*[MN]?")
"""What stands between two treatments of the places behind both: their minutes and a joiner."""
_PLACED_BY_NAME = frozenset({"suboccipital release", "scar mobilization"})
_EXERCISED = re.compile("[TC][^TCE]*[MN]a?(?P<done>E(?:a?E)*)(?P<spent>[MN])[-.~]*$")
_BETWEEN = frozenset({Class.AND, Class.PLAIN, Class.DROPPED, Class.MODIFIER})


@dataclass(frozen=True)
class ToldTreatment:
    """A treatment that a clause tells."""

    code: str
    technique: str
    minutes: int | None
    areas: tuple[str, ...]
    certain: bool
    """Whether it is stored where nothing else speaks against it; else it is asked."""
    start: int
    end: int
    """Where its words stand in the line."""
    others: tuple[str, ...] = ()
    """Techniques of the same code that are told with it: “MFR + TPT”."""
    exercises: bool = False
    """Whether only exercises are named, and no technique."""
    shared: bool = False
    """Whether its minutes are those of several codes, so that it is plain only that it was done."""
    code_asked: bool = False
    """Whether only its code is doubtful, while it is plain that it was done, and how long."""


@dataclass(frozen=True)
class _Group:
    """Techniques that stand together, as “MFR + TPT” do, between two places of the clause."""

    members: tuple[tuple[str, str], ...]
    """Code and technique of each."""
    first: int
    last: int

    @property
    def settles(self) -> str:
        """The only code beside facilitation that says which it is: “PNF/stretch”, “97112 PNF”."""
        beside = {code for code, name in self.members if name not in _FACILITATING} & _OF_FACILITATION
        return next(iter(beside)) if len(beside) == 1 else ""

    @property
    def meant(self) -> tuple[tuple[str, str], ...]:
        """The members, less the generic ones where several codes are named and one says how."""
        members = tuple(
            (self.settles or code if name == FACILITATION else code, name) for code, name in self.members
        )
        named = tuple(one for one in members if one[1] not in _GENERIC)
        by_hand = {code for code, _ in named} <= _BY_HAND
        several = len({code for code, _ in members}) > 1
        return named if named and by_hand and several else members


def treatments_told(found: Sequence[Lexeme]) -> tuple[ToldTreatment, ...]:
    """Return the treatments of a clause; one without minutes is there with none."""
    found = _without_total(found)
    head = header(found)
    spent = _minutes(found) if head is None else [(1, head)]
    groups = _groups(found) if head is None else _headed(_groups(found))
    exercises = bool(spent) and not groups
    names: tuple[str, ...] = ()
    if exercises:
        groups = _exercises(found)
        names = tuple(one.term("exercise").name for one in found if one.kind is Class.EXERCISE)
    told = []
    paired = _paired(groups, spent)
    used = {at for _, at, _ in paired if at >= 0}
    spare = head is None and (_divides(found, groups, spent) or {at for at, _ in spent} != used)
    for group, at, minutes in paired:
        last = max(group.last, at)
        areas = placed_areas(_own(found, group, groups, spent))
        known = head is not None or _is_known(found[: last + 1], group.last)
        codes = {code for code, _ in group.meant}
        start, end = found[group.first].start, found[group.last].end
        for code in sorted(codes):
            named = dict.fromkeys(name for mine, name in group.meant if mine == code and name)
            technique, *others = named or ("",)
            sure = len(codes) == 1 and minutes is not None and known and not spare
            whole = None if minutes is None else round(minutes)
            shared = len(codes) > 1 and known and not spare
            one = ToldTreatment(
                code, technique, whole, areas, sure, start, end, (*others, *names), exercises, shared
            )
            told.append(_as_stretching(one) if technique == FACILITATION and not group.settles else one)
    return (*_with_places_shared(told, found), *_exercises_behind(found, groups, head))


def _with_places_shared(told: Sequence[ToldTreatment], found: Sequence[Lexeme]) -> Iterator[ToldTreatment]:
    """Give a timed treatment the places behind the next of its code: “NMT 15 STM 15 both UT”."""
    for at, one in enumerate(told):
        following = told[at + 1] if at + 1 < len(told) else None
        shares = (
            following is not None and one.minutes and not one.areas and one.technique not in _PLACED_BY_NAME
        )
        if not shares or following is None or following.code != one.code or not following.minutes:
            yield one
            continue
        between = "".join(each.kind for each in found if one.end <= each.start < following.start)
        yield replace(one, areas=following.areas) if _ONLY_TIME.fullmatch(between) else one


def _exercises_behind(
    found: Sequence[Lexeme], groups: Sequence[_Group], head: float | None
) -> Iterator[ToldTreatment]:
    """Give exercises with their own minutes behind timed treatments, to be asked: “STM 10 nerve glides 5”."""
    behind = _EXERCISED.search("".join(one.kind for one in found))
    if behind is None or head is not None or not groups or groups[0].members[0] == EXERCISE:
        return
    done = [one for one in found[behind.start("done") : behind.end("done")] if one.kind is Class.EXERCISE]
    spent = found[behind.start("spent")]
    if spent.value and _LEAST <= spent.value <= _MOST and spent.value.is_integer():
        names = tuple(one.term("exercise").name for one in done)
        start, end = done[0].start, done[-1].end
        yield ToldTreatment(
            *EXERCISE,
            round(spent.value),
            (),
            certain=False,
            start=start,
            end=end,
            others=names,
            code_asked=True,
        )


def _without_total(found: Sequence[Lexeme]) -> Sequence[Lexeme]:
    """Return a clause without the total ahead of its first minutes: “tx 50: 20 DT back”."""
    kinds = "".join(one.kind for one in found)
    total = re.match(r"[-.~]*[MN](.{0,3}):(?=[MN])", kinds)
    if total and {one.text.casefold() for one in found[total.start(1) : total.end(1)]} <= _OF_ALL:
        return found[total.end() :]
    timed = [at for at, one in enumerate(found) if one.kind in {Class.MINUTES, Class.NUMBER}]
    whole = [
        at
        for at in timed
        if found[at].kind is Class.MINUTES and _WHOLE & {*_words_at(found, at + 1), *_words_at(found, at - 1)}
    ]
    if len(whole) == 1 and len(timed) > 1:
        colon = next((at for at, one in enumerate(found[: whole[0] + 3]) if one.text in {":", "-"}), -1)
        return [one for at, one in enumerate(found) if at != whole[0] and at > colon]
    return found


def _words_at(found: Sequence[Lexeme], at: int) -> tuple[str, ...]:
    return (found[at].text.casefold(),) if 0 <= at < len(found) else ()


def _as_stretching(told: ToldTreatment) -> ToldTreatment:
    """Return facilitation as the stretching that it most often is, to be asked."""
    return replace(told, code=EXERCISE[0], certain=False, code_asked=told.certain)


def _is_known(found: Sequence[Lexeme], treated: int) -> bool:
    """Whether no word up to the minutes may be a treatment of its own.

    What stands behind the treatment may be unknown, where minutes have their unit in letters (200' may be
    feet) and nothing joins it.
    """
    unknown = [place for place, one in enumerate(found) if one.kind is Class.UNKNOWN]
    return not unknown or (
        unknown[0] > treated
        and found[-1].kind is Class.MINUTES
        and found[-1].text[-1].isalpha()
        and all(found[place - 1].kind is not Class.AND for place in unknown)
        and all(one.text[0].isalpha() for one in (found[place] for place in unknown))
    )


def _divides(found: Sequence[Lexeme], groups: Sequence[_Group], spent: Sequence[tuple[int, float]]) -> bool:
    """Whether a bare number stands between two treatments and may be of either: “NMT neck 20 DT back”."""
    return (
        not _leads(found)
        and not (len(spent) == len(groups) and _alternate(groups, spent))
        and any(
            place
            and found[place].kind is Class.NUMBER
            and _treats(found[min(place + 1, len(found) - 1)])
            and _treated_places(found[:place])
            for place, _ in spent
        )
    )


def _own(
    found: Sequence[Lexeme], group: _Group, groups: Sequence[_Group], spent: Sequence[tuple[int, float]]
) -> Sequence[Lexeme]:
    """Return the words that tell where a group was done: those up to the next, else those before it."""
    if group.first <= groups[0].first and group.last >= groups[-1].last:
        return found
    later = [one.first for one in groups if one.first > group.last]
    times = {place for place, _ in spent}
    end = later[0] - (later[0] - 1 in times) if later else len(found)
    mine = next((place for place in sorted(times) if group.last < place < end), end)
    if _names_places(found[group.last + 1 : mine]) or _OF_NEXT.fullmatch(
        "".join(one.kind for one in found[group.last + 1 : end])
    ):
        end = mine
    behind = found[group.last + 1 : end]
    earlier = [one.last for one in groups if one.last < group.first]
    since = max([place for place in times if place < group.first] if earlier else [], default=-1)
    apart = not earlier or (
        since > earlier[-1]
        and (found[since + 1].kind is Class.AND or _names_places(found[earlier[-1] + 1 : since]))
    )
    ahead = found[since + 1 : group.first]
    return ahead if apart and not _names_places(behind) else behind


def _names_places(found: Sequence[Lexeme]) -> bool:
    return any(one.kind is Class.AREA for one in found)


def header(found: Sequence[Lexeme]) -> float | None:
    """Return the minutes of “TE 23':”, which are those of all that follows in its sentence."""
    if len(found) < 3 or found[2].text != ":" or found[0].kind is not Class.TECHNIQUE:  # noqa: PLR2004
        return None
    return found[1].value if found[1].kind in {Class.MINUTES, Class.NUMBER} else None


def is_generic(told: ToldTreatment) -> bool:
    """Whether a treatment only says that hands were used."""
    return told.technique in _GENERIC


def _headed(groups: list[_Group]) -> list[_Group]:
    """Return what a header times: itself, or where it only says that hands were used, all that follows."""
    if groups[0].members[0][1] not in _GENERIC:
        return groups[:1]
    return [_Group(tuple(one for group in groups for one in group.members), groups[0].first, groups[0].last)]


def _groups(found: Sequence[Lexeme]) -> list[_Group]:
    groups: list[_Group] = []
    for place, one in enumerate(found):
        member = _member(one)
        if member is None or _is_time(found, place):
            continue
        between = found[groups[-1].last + 1 : place] if groups else ()
        if groups and all(other.kind in _BETWEEN for other in between):
            groups[-1] = _Group((*groups[-1].members, member), groups[-1].first, place)
        else:
            groups.append(_Group((member,), place, place))
    return groups


def _is_time(found: Sequence[Lexeme], place: int) -> bool:
    """Whether a technique only tells when: “sore after NMT”, “p TE”."""
    before = found[place - 1] if place else None
    timed = place + 1 < len(found) and found[place + 1].kind in {Class.MINUTES, Class.NUMBER}
    when = before is not None and (
        before.kind in {Class.AFTER, Class.BEFORE} or before.text.casefold() in {"p", "during"}
    )
    return when and not timed


def _member(one: Lexeme) -> tuple[str, str] | None:
    if one.kind is Class.CODE:
        return one.text[:5].upper(), ""
    named = next((term for term in one.terms if term.kind == "technique"), None)
    return (named.code, named.name) if one.kind is Class.TECHNIQUE and named else None


def _exercises(found: Sequence[Lexeme]) -> list[_Group]:
    """Return the named exercises of a clause without a technique as one group."""
    places = [place for place, one in enumerate(found) if one.kind is Class.EXERCISE]
    return [_Group((EXERCISE,), places[0], places[-1])] if places else []


def _minutes(found: Sequence[Lexeme]) -> list[tuple[int, float]]:
    """Return where minutes stand: with a unit, or a bare number right beside a technique or a code."""
    spent = []
    scored = bool({Class.SCORE, Class.PAIN} & {one.kind for one in found})
    led = _LED_BY - ({"on"} if scored else set())
    kinds = "".join("o" if one.text.casefold() in led else one.kind for one in found)
    for place, one in enumerate(found):
        if one.kind is Class.MINUTES and one.value:
            spent.append((place, one.value))
        elif (
            one.kind is Class.NUMBER and one.value and one.value.is_integer() and _LEAST <= one.value <= _MOST
        ):
            left = place - 1
            if left > 0 and found[left].text.casefold() in {"x", "was"}:
                left -= 1
            right = found[place + 1 : place + 2]
            last = all(other.kind in _IDLE for other in found[place + 1 :])
            counted = right[0].text.casefold() if right else ""
            walked = counted in _DISTANCES and any(term.code == _GAIT for term in found[left].terms)
            if counted in COUNTED - _DISTANCES or walked:
                continue
            if (
                (left >= 0 and _treats(found[left]))
                or (left >= 0 and found[left].kind is Class.EXERCISE and right and _exercises_so(right[0]))
                or ((_begins(found, place) or _leads(found)) and right and _treats(right[0]))
                or _TREATED_BEHIND.match(kinds, place + 1)
                or (_begins(found, place) and _BEGUN.match(kinds, place + 1))
                or (
                    one.value >= _LEAST
                    and (last or _treats(right[0]) or _BEGUN.match(kinds, place + 1))
                    and _treated_places(found[:place])
                )
            ):
                spent.append((place, one.value))
    return spent


def _exercises_so(one: Lexeme) -> bool:
    """Whether a word only calls what stands before it exercise: “nerve glides 5 ther ex”."""
    return any(term.code == EXERCISE[0] for term in one.terms)


def _begins(found: Sequence[Lexeme], place: int) -> bool:
    """Whether only words that say nothing stand before: “so 50 Swedish”."""
    return all(one.kind in {Class.PLAIN, Class.DROPPED} for one in found[:place])


def _leads(found: Sequence[Lexeme]) -> bool:
    """Whether the clause begins with minutes and their technique, so that those behind may do so too."""
    return len(found) > 1 and found[0].kind in {Class.NUMBER, Class.MINUTES} and _treats(found[1])


def _treated_places(found: Sequence[Lexeme]) -> bool:
    """Whether a technique and its places stand right before: “STM RC/pec 20”."""
    kinds = "".join(one.kind for one in found)
    return re.search(r"[TC][-.~ait]*(?:S?[ABEz][aiS~]*)+x?$", kinds) is not None


def _treats(one: Lexeme) -> bool:
    return one.kind in {Class.TECHNIQUE, Class.CODE}


def _paired(groups: list[_Group], spent: list[tuple[int, float]]) -> list[tuple[_Group, int, float | None]]:
    """Give each group its minutes and where these stand, where they can be paired in one way only."""
    if len(spent) == 1 and groups:
        members = tuple(one for group in groups for one in group.members)
        whole = _Group(members, groups[0].first, groups[-1].last)
        if len({code for code, _ in whole.meant}) == 1:
            return [(whole, *spent[0])]
    if len(spent) == len(groups) and _alternate(groups, spent):
        return [(group, *one) for group, one in zip(groups, spent, strict=True)]
    for beside in (_behind, _ahead):
        near = [next((one for one in spent if beside(group, one[0])), None) for group in groups]
        if sum(one is not None for one in near) == len(spent) > 1:
            return [
                (group, *one) if one else (group, -1, None) for group, one in zip(groups, near, strict=True)
            ]
    return [_beside(group, spent) for group in groups]


def _behind(group: _Group, place: int) -> bool:
    return place == group.last + 1


def _ahead(group: _Group, place: int) -> bool:
    return place == group.first - 1


def _beside(group: _Group, spent: list[tuple[int, float]]) -> tuple[_Group, int, float | None]:
    """Give a group the only minutes that touch it."""
    near = [one for one in spent if one[0] in {group.last + 1, group.first - 1}]
    return (group, *near[0]) if len(near) == 1 else (group, -1, None)


def _alternate(groups: Sequence[_Group], spent: Sequence[tuple[int, float]]) -> bool:
    marks = sorted([(group.first, "group") for group in groups] + [(at, "minutes") for at, _ in spent])
    return all(one[1] != other[1] for one, other in pairwise(marks))
