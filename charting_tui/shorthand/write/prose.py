"""Writes facts as sentences for the four sections, as a colleague would, never the same way twice running."""

from collections.abc import Iterable, Sequence

from charting_tui.records.visit import SECTIONS, Facts, Measure, Visit
from charting_tui.shorthand.reading import NO_CHANGE
from charting_tui.shorthand.vocabulary import Vocabulary
from charting_tui.shorthand.write.objective_prose import Told, Ways, findings_and_ranges, treatments_given
from charting_tui.shorthand.write.wording import (
    capital,
    doing,
    listed,
    measured,
    scored,
    went,
)

_ALIKE = 2
"""Sentences in a row that may begin alike."""


def sections(visit: Visit, facts: Facts, words: Vocabulary, earlier: Iterable[str] = ()) -> dict[str, str]:
    """Return the sentences of these facts by section; a section without facts is missing.

    Of several ways to say a thing the first is taken that is in none of the ``earlier`` texts and opens
    unlike the sentence before it. The visit gives the health update.
    """
    told = "\n".join(earlier)
    parts = {
        "subjective": [*_subjective(visit, facts, words)],
        "objective": [*findings_and_ranges(facts, words), *treatments_given(facts, words)],
        "assessment": [*_assessment(facts, words)],
        "plan": [*_plan(facts)],
    }
    written = {
        section: " ".join(_chosen(_with_kept(section, parts[section], facts), told)) for section in SECTIONS
    }
    return {section: text for section, text in written.items() if text}


def _with_kept(section: str, told: Sequence[tuple[str, Sequence[str]]], facts: Facts) -> Ways:
    """Give the sentences of a section, and what is kept as typed behind those that were told before it."""
    kept = [one for one in facts.verbatim if one.section == section]
    for one in kept:
        if one.behind == "":
            yield (_sentence(one.text),)
    last = {kind: place for place, (kind, _) in enumerate(told)}
    for place, (kind, ways) in enumerate(told):
        if kind == "treatments":
            yield from ((_sentence(one.text),) for one in kept if one.behind is None)
        yield ways
        if place == last[kind]:
            yield from ((_sentence(one.text),) for one in kept if one.behind == kind)
    for one in kept:
        old = one.behind is None and "treatments" not in last
        if old or (one.behind and one.behind not in last):
            yield (_sentence(one.text),)


def _sentence(typed: str) -> str:
    """Return words as they were typed, with a capital and a stop."""
    return capital(typed) if typed.endswith((".", "!", "?")) else f"{capital(typed)}."


def _chosen(ways: Iterable[Sequence[str]], told: str) -> list[str]:
    sentences: list[str] = []
    for choices in ways:
        before = [one.split()[0] for one in sentences[-_ALIKE:]]
        fresh = [one for one in choices if one not in told]
        unlike = [one for one in fresh if one.split()[0] not in before[-1:]]
        third = [one for one in choices if before.count(one.split()[0]) < _ALIKE]
        sentences.append((unlike or fresh or third or list(choices))[0])
    return sentences


def _subjective(visit: Visit, facts: Facts, words: Vocabulary) -> Told:
    scores = [one for one in facts.scores if not one.worded]
    for place, score in enumerate(scores):
        yield from (("scores", ways) for ways in _pain(score, facts.aggravated_by if place == 0 else ()))
    if facts.aggravated_by and not scores:
        causes = listed(facts.aggravated_by)
        yield (
            "aggravated_by",
            (
                f"Symptoms are aggravated by {causes}.",
                f"Aggravating factors: {causes}.",
                f"Worse with {causes}.",
                f"Client names {causes} as aggravating.",
            ),
        )
    if facts.eased_by:
        easing = listed(facts.eased_by)
        yield (
            "eased_by",
            (
                f"Relief comes from {easing}.",
                f"Symptoms ease with {easing}.",
                f"Easing factors: {easing}.",
                f"Client finds relief with {easing}.",
            ),
        )
    if facts.symptoms:
        felt = listed(facts.symptoms)
        yield (
            "symptoms",
            (
                f"Client reports {felt}.",
                f"Also reports {felt}.",
                f"Symptoms today: {felt}.",
                f"Today's complaints: {felt}.",
            ),
        )
    if facts.denied:
        absent = listed(facts.denied, "or")
        yield (
            "denied",
            (
                f"Denies {absent}.",
                f"Client denies {absent}.",
                f"No report of {absent}.",
                f"Asked about {listed(facts.denied)}: none.",
            ),
        )
    for activity in facts.function:
        yield "function", _function(activity, known=words.named("activity", activity.name) is not None)
    yield from (("health", ways) for ways in _health(visit.health_update))


def _health(update: str) -> Ways:
    if update == NO_CHANGE:
        yield (
            "No change in health since the last visit.",
            "Health is unchanged since the last visit.",
            "Health history reviewed, nothing new.",
            "Client reports no new health concerns.",
        )
    elif update:
        told = update.rstrip(".")
        yield (
            f"Health update: {told}.",
            f"On health since the last visit: {told}.",
            f"Asked about health: {told}.",
            f"Client's health update: {told}.",
        )


def _pain(score: Measure, causes: Sequence[str]) -> Ways:
    name = f"{score.area} pain" if score.area else "pain"
    if score.area.endswith("on both sides"):
        name = f"pain in the {score.area}"
    because = f", aggravated by {listed(causes)}" if causes else ""
    if score.after is None:
        now = scored(score.value)
        yield (
            f"{capital(name)} is {now} today{because}.",
            f"Rates {name} {now} today{because}.",
            f"Today's {name} is {now}{because}.",
            f"Client rates {name} at {now}{because}.",
        )
    else:
        before, after = scored(score.before), scored(score.after)
        yield (
            f"{capital(name)} was {before} before treatment and {after} after{because}.",
            f"Rates {name} {before} on arrival and {after} after treatment{because}.",
            f"Arrived with {name} at {before} and left at {after}{because}.",
            f"Client rates {name} at {before} before treatment and {after} after{because}.",
        )
    then = [
        f"{scored(score.earlier)} at an earlier visit" if score.earlier is not None else "",
        f"{scored(score.worst)} at its worst" if score.worst is not None else "",
    ]
    compared = listed([one for one in then if one])
    if compared:
        yield (
            f"It was {compared}.",
            f"For comparison: {compared}.",
            f"Compared with that, it was {compared}.",
            f"Noted for comparison: {compared}.",
        )


def _function(activity: Measure, *, known: bool) -> Sequence[str]:
    name = activity.name
    if isinstance(activity.value, str):
        how = "the same" if activity.value == "same" else activity.value
        if known and how in {"better", "worse"}:
            better = "better" if how == "better" else "less well"
            return (
                f"Client {doing(name)} {better}.",
                f"Able to {name} {better} than before.",
                f"{capital(doing(name))} {better} than before.",
                f"Now {doing(name)} {better}.",
            )
        if known and how in {"easier", "harder"}:
            return (
                f"It is {how} to {name}.",
                f"Client finds it {how} to {name}.",
                f"Finds it {how} to {name}.",
                f"Now finds it {how} to {name}.",
            )
        if known and how == "unable":
            return (
                f"Unable to {name}.",
                f"Cannot {name}.",
                f"Client cannot {name}.",
                f"Still cannot {name}.",
            )
        return (
            f"Ability to {name} is {how}.",
            f"Client reports the ability to {name} as {how}.",
            f"Function, to {name}: {how}.",
            f"Reports the ability to {name} as {how}.",
        )
    if activity.after is not None:
        before, after = measured(activity.before, activity.unit), measured(activity.after, activity.unit)
        up = "up" if _more(activity) else "down"
        return (
            f"Can now {name} for {after}, {up} from {before}.",
            f"Able to {name} for {after}, {up} from {before}.",
            f"Client can now {name} for {after}, {up} from {before}.",
            f"Tolerance to {name} went from {before} to {after}.",
        )
    value = measured(activity.value, activity.unit)
    return (
        f"Can {name} for {value}.",
        f"Able to {name} for {value}.",
        f"Client can {name} for {value}.",
        f"Tolerance to {name} is {value}.",
    )


def _more(activity: Measure) -> bool:
    return (
        isinstance(activity.before, float)
        and isinstance(activity.after, float)
        and activity.after > activity.before
    )


def _assessment(facts: Facts, words: Vocabulary) -> Told:
    for response in facts.responses:
        if response in facts.worded:
            continue
        term = words.named("response", response)
        yield (
            "responses",
            (term.says if term and term.says else (f"{capital(response)}.", f"Response: {response}.")),
        )
    for goal in facts.goals:
        if goal.after is not None:
            told = f"from {measured(goal.before, goal.unit)} to {measured(goal.after, goal.unit)}"
            yield (
                "goals",
                (
                    f"Goal {goal.name} went {told} met.",
                    f"Progress toward goal {goal.name}: {told}.",
                    f"Toward goal {goal.name}, progress went {told}.",
                    f"Progress on goal {goal.name} is {told}.",
                ),
            )
        else:
            met = measured(goal.value, goal.unit)
            yield (
                "goals",
                (
                    f"Goal {goal.name} is {met} met.",
                    f"Progress toward goal {goal.name}: {met}.",
                    f"Toward goal {goal.name}, {met} is reached.",
                    f"Reached {met} of goal {goal.name}.",
                ),
            )
    for outcome in facts.outcomes:
        is_so = went(outcome)
        yield (
            "outcomes",
            (
                f"{outcome.name} score {is_so}.",
                f"The {outcome.name} score {is_so}.",
                f"On retest, the {outcome.name} score {is_so}."
                if outcome.after is not None
                else f"Today's {outcome.name} score {is_so}.",
                f"Scored by the client, the {outcome.name} {is_so}.",
            ),
        )


def _plan(facts: Facts) -> Told:
    if facts.plan and facts.plan not in facts.worded:
        steps = f"{facts.plan[0].lower()}{facts.plan[1:]}"
        yield (
            "plan",
            (
                f"{facts.plan}.",
                f"Next: {steps}.",
                f"Plan: {steps}.",
                f"As agreed: {steps}.",
            ),
        )
    if facts.frequency and facts.frequency not in facts.worded:
        often = facts.frequency
        yield (
            "frequency",
            (
                f"Continue {often}.",
                f"Return {often}.",
                f"Treatment to continue {often}.",
                f"Next visits: {often}.",
            ),
        )
    if facts.homework:
        home = listed(facts.homework)
        yield (
            "homework",
            (
                f"Home care: {home}.",
                f"For home: {home}.",
                f"Between visits: {home}.",
                f"At home: {home}.",
            ),
        )
