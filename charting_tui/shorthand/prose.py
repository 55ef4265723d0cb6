"""Writes facts as sentences for the four sections, as a colleague would, never the same way twice running."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from charting_tui.records.visit import SECTIONS, AreaFinding, Facts, Measure, Treatment, Visit
from charting_tui.shorthand.reading import NO_CHANGE
from charting_tui.shorthand.vocabulary import Vocabulary
from charting_tui.shorthand.wording import (
    capital,
    change_told,
    listed,
    measured,
    minutes_told,
    placed,
    scored,
)

_ALIKE = 2
"""Sentences in a row that may begin alike."""


def sections(visit: Visit, facts: Facts, words: Vocabulary, earlier: Iterable[str] = ()) -> dict[str, str]:
    """Return the sentences of these facts by section; a section without facts is missing.

    Of several ways to say a thing the first is taken that is in none of the ``earlier`` texts and opens
    unlike the two sentences before it. The visit gives the health update.
    """
    told = "\n".join(earlier)
    parts = {
        "subjective": _subjective(visit, facts),
        "objective": _objective(facts, words),
        "assessment": _assessment(facts, words),
        "plan": _plan(facts),
    }
    written = {}
    for section in SECTIONS:
        kept = [
            one.text if one.text.endswith((".", "!", "?")) else f"{one.text}."
            for one in facts.verbatim
            if one.section == section
        ]
        sentences = _chosen(parts[section], told)
        if sentences or kept:
            written[section] = " ".join([*sentences, *kept])
    return written


def _chosen(ways: Iterable[Sequence[str]], told: str) -> list[str]:
    sentences: list[str] = []
    for choices in ways:
        first, second = ([one.split()[0] for one in sentences[-_ALIKE:]] + ["", " "])[:_ALIKE]
        alike = first == second
        fresh = [one for one in choices if one not in told]
        varied = [one for one in fresh if not (alike and one.split()[0] == first)]
        sentences.append((varied or fresh or list(choices))[0])
    return sentences


def _subjective(visit: Visit, facts: Facts) -> Iterator[Sequence[str]]:
    for number, score in enumerate(facts.scores):
        yield _pain(score, facts.aggravated_by if number == 0 else ())
    if facts.aggravated_by and not facts.scores:
        causes = listed(facts.aggravated_by)
        yield (f"Symptoms are aggravated by {causes}.", f"Aggravating factors: {causes}.")
    if facts.eased_by:
        easing = listed(facts.eased_by)
        yield (f"Relief comes from {easing}.", f"Symptoms ease with {easing}.")
    if facts.symptoms:
        felt = listed(facts.symptoms)
        yield (f"Client reports {felt}.", f"Also reports {felt}.", f"Symptoms today: {felt}.")
    if facts.denied:
        absent = listed(facts.denied, "or")
        yield (f"Denies {absent}.", f"Client denies {absent}.", f"No report of {absent}.")
    for activity in facts.function:
        yield _function(activity)
    yield from _health(visit.health_update)


def _health(update: str) -> Iterator[Sequence[str]]:
    if update == NO_CHANGE:
        yield (
            "No change in health since the last visit.",
            "Health is unchanged since the last visit.",
            "Health history reviewed, nothing new.",
            "Client reports no new health concerns.",
        )
    elif update:
        yield (f"Health update: {update.rstrip('.')}.",)


def _pain(score: Measure, causes: Sequence[str]) -> Sequence[str]:
    where = f"{capital(score.area)} pain" if score.area else "Pain"
    because = f", aggravated by {listed(causes)}" if causes else ""
    compared = "".join(
        [
            f"; {score.earlier:g}/10 at the earlier visit" if score.earlier is not None else "",
            f"; {score.worst:g}/10 at worst" if score.worst is not None else "",
        ]
    )
    if score.after is None:
        now = scored(score.value)
        return (
            f"{where} is {now} today{because}{compared}.",
            f"Rates {where.lower()} {now} today{because}{compared}.",
            f"Today's {where.lower()} is {now}{because}{compared}.",
        )
    before, after = scored(score.before), scored(score.after)
    return (
        f"{where} was {before} before treatment and {after} after{because}{compared}.",
        f"Rates {where.lower()} {before} on arrival and {after} after treatment{because}{compared}.",
        f"Arrived with {where.lower()} at {before}, leaving at {after}{because}{compared}.",
    )


def _function(activity: Measure) -> Sequence[str]:
    if isinstance(activity.value, str):
        how = activity.value
        return (
            f"Ability to {activity.name} is {how}.",
            f"Reports ability to {activity.name} as {how}.",
            f"Client finds it {how} to {activity.name}."
            if how in {"easier", "harder"}
            else f"To {activity.name} is {how} than before."
            if how in {"better", "worse"}
            else f"Can {activity.name}: {how}.",
        )
    if activity.after is not None:
        before, after = measured(activity.before, activity.unit), measured(activity.after, activity.unit)
        return (
            f"Can now {activity.name} for {after}, before {before}.",
            f"Able to {activity.name} for {after}, up from {before}."
            if _more(activity)
            else f"Able to {activity.name} for {after}, down from {before}.",
        )
    value = measured(activity.value, activity.unit)
    return (
        f"Can {activity.name} for {value}.",
        f"Able to {activity.name} for {value}.",
        f"Tolerance to {activity.name} is {value}.",
    )


def _more(activity: Measure) -> bool:
    return (
        isinstance(activity.before, float)
        and isinstance(activity.after, float)
        and activity.after > activity.before
    )


def _objective(facts: Facts, words: Vocabulary) -> Iterator[Sequence[str]]:
    yield from palpation(facts.findings, words.scale)
    for (name, joint, side), values in groupby(
        facts.ranges, lambda one: (one.name == "girth", one.area, one.side)
    ):
        where = placed(joint, side)
        told = listed([f"{one.name if not name else 'girth'} {change_told(one)}" for one in values])
        yield (f"{capital(where)} {told}.", f"Measured {where} {told}.")
    for test in facts.tests:
        side = (
            f" on the {test.side}"
            if test.side in {"left", "right"}
            else " on both sides"
            if test.side
            else ""
        )
        yield (f"{capital(test.name)} {test.value}{side}.",)
    if facts.treatments:
        given = "; ".join(_treatment(one, words.called) for one in facts.treatments)
        yield (f"Treatment: {given}.", f"Treated with {given}.", f"Given today: {given}.")


def palpation(findings: Sequence[AreaFinding], scale: str) -> Iterator[Sequence[str]]:
    """Give the sentence of what was found in the areas, then that of what was not, each in several ways."""
    what: dict[tuple[str, str], list[AreaFinding]] = {}
    absent: list[str] = []
    for one in findings:
        if one.negative:
            absent.append(f"no {one.kind} in the {placed(one.area, one.side)}")
        else:
            what.setdefault((one.area, one.side), []).append(one)
    alike: dict[tuple[str, str], list[str]] = {}
    for (area, side), parts in what.items():
        alike.setdefault((side, _found(parts)), []).append(area)
    if alike:
        told = listed([f"{placed(listed(areas), side)} {parts}" for (side, parts), areas in alike.items()])
        graded = any(one.grade is not None for one in findings)
        meaning = f" (muscle tension, {scale})" if graded and scale else ""
        yield (
            f"Palpation: {told}{meaning}.",
            f"On palpation {told}{meaning}.",
            f"{capital(told)} on palpation{meaning}.",
        )
    if absent:
        yield (f"{capital(listed(absent))}.",)


def _found(parts: Sequence[AreaFinding]) -> str:
    grades = [f"grade {one.grade}" for one in parts if one.grade is not None]
    kinds = listed([one.kind for one in parts if one.kind])
    return " ".join([*grades, f"with {kinds}" if kinds else ""]).strip()


def _treatment(one: Treatment, called: Mapping[str, str]) -> str:
    name = one.technique or called.get(one.code, one.code)
    where = f" to {listed(one.areas)}" if one.areas else ""
    how = f" ({listed(one.details)})" if one.details else ""
    blocks = "".join(f", {block.time_in:%H:%M} to {block.time_out:%H:%M}" for block in one.blocks)
    return f"{name}{where}{how}{minutes_told(one.minutes)}{blocks}"


def _assessment(facts: Facts, words: Vocabulary) -> Iterator[Sequence[str]]:
    for response in facts.responses:
        term = words.named("response", response)
        yield (term.says if term and term.says else (f"{capital(response)}.", f"Response: {response}."))
    for goal in facts.goals:
        yield (
            f"Goal {goal.name} is {change_told(goal)} met.",
            f"Progress toward goal {goal.name}: {change_told(goal)}.",
        )
    for outcome in facts.outcomes:
        yield (f"{outcome.name} score {change_told(outcome)}.",)


def _plan(facts: Facts) -> Iterator[Sequence[str]]:
    if facts.plan:
        yield (f"{facts.plan}.",)
    if facts.frequency:
        often = facts.frequency
        yield (
            f"Continue {often}.",
            f"Return {often}.",
            f"Treatment to continue {often}.",
            f"Next visits {often}.",
        )
    if facts.homework:
        home = listed(facts.homework)
        yield (
            f"Home care: {home}.",
            f"Advised {home} at home.",
            f"Between visits: {home}.",
            f"Client to use {home} at home.",
        )
