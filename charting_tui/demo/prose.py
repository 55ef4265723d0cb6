"""Notes as a careful therapist writes them, from what was found and done that day."""

from dataclasses import dataclass
from random import Random

from charting_tui.demo.conditions import PresentingComplaint
from charting_tui.records.visit import AreaFinding, Facts, Measure, Note, Treatment
from charting_tui.shorthand.write.wording import placed

_SCORED_EVERY = 4
"""Visits from one score of the outcome measure to the next."""


@dataclass(frozen=True)
class Session:
    """What was found and done in one visit."""

    condition: PresentingComplaint
    number: int
    """Of the visit in its course, from 0."""
    pain: tuple[int, int]
    """Out of ten, before and after."""
    degrees: tuple[int, int]
    """Range before and after."""
    minutes: tuple[int, int]
    """How long the limited act was possible last time, and now."""
    trigger: str
    grades: tuple[int, ...]
    """Tenderness of each muscle, 1 to 4."""
    treatments: tuple[Treatment, ...]
    weeks: int
    """How many weeks the plan still runs."""
    score: int | None
    """Of the outcome measure, in percent; None where it was not asked."""

    @property
    def first(self) -> bool:
        """Whether the course begins with it."""
        return self.number == 0


def session_of(
    random: Random,
    condition: PresentingComplaint,
    number: int,
    treatments: tuple[Treatment, ...],
    starting_pain: int,
) -> Session:
    """Return a plausible visit ``number`` (from 0) of a course that goes well, but not evenly."""
    gained = number / (number + 4)
    low, high = condition.degrees
    least, goal = condition.minutes
    pain = max(1, round(starting_pain - (starting_pain - 1) * gained + random.choice((-1, 0, 0, 1)) * 0.8))
    degrees = _to_five(low + (high - low) * gained * 0.9)
    step = 1 if goal <= 20 else 5  # noqa: PLR2004
    now = least + round((goal - least) * gained / step + random.choice((0, 0, 1))) * step
    return Session(
        condition=condition,
        number=number,
        pain=(pain, max(0, pain - random.choice((1, 2, 2, 3)))),
        degrees=(degrees, min(high, degrees + random.choice((5, 5, 10)))),
        minutes=(max(1, now - step * random.choice((0, 1, 1, 2))), now),
        trigger=random.choice(condition.triggers),
        grades=tuple(
            max(1, min(4, round(3.4 - 2 * gained) + random.choice((-1, 0, 0)))) for _ in condition.muscles
        ),
        treatments=treatments,
        weeks=max(2, 10 - number),
        score=_score(condition, number, gained),
    )


def _score(condition: PresentingComplaint, number: int, gained: float) -> int | None:
    if not condition.outcome or number % _SCORED_EVERY:
        return None
    first, aim = condition.scores
    return 2 * round((first - (first - aim) * gained) / 2)


def write_note(random: Random, session: Session) -> Note:
    """Return the four sections and their facts."""
    return Note(
        subjective=_subjective(random, session),
        objective=_objective(random, session),
        assessment=_assessment(random, session),
        plan=_plan(random, session),
        facts=_facts(session),
    )


def measures(session: Session) -> tuple[Measure, ...]:
    """Return the visit's measures: pain, range and function."""
    found, (was, now) = session.condition, session.minutes
    side = found.one_side
    pain, degrees = session.pain, session.degrees
    return (
        Measure(name="pain", before=pain[0], after=pain[1], area=found.areas[0], side=side),
        Measure(
            name=found.movement, before=degrees[0], after=degrees[1], unit="°", area=found.joint, side=side
        ),
        Measure(name=found.function, earlier=was, value=now, unit="min"),
    )


def _subjective(random: Random, session: Session) -> str:
    found, (pain, _), (was, now) = session.condition, session.pain, session.minutes
    if session.first:
        return (
            f"{found.complaint.capitalize()} for some weeks, {pain}/10 today, worse with {session.trigger}. "
            f"Can {found.function} for {now} minutes before stopping; wants to reach {found.minutes[1]}."
        )
    opening = random.choice(
        (
            f"Reports {found.complaint} {pain}/10 today, brought on by {session.trigger}.",
            f"{found.complaint.capitalize()} at {pain}/10 on arrival; {session.trigger} still sets it off.",
            f"Came in with {found.complaint}, {pain}/10, after {session.trigger} this week.",
            f"Says the {found.complaint} is {pain}/10 and is felt most with {session.trigger}.",
            f"Rates {found.complaint} {pain}/10. Blames {session.trigger}.",
        )
    )
    function = random.choice(
        (
            f"Can {found.function} for {now} minutes now; it was {was} last time.",
            f"Able to {found.function} {now} minutes before it tightens ({was} before).",
            f"Managed to {found.function} for {now} minutes on two days.",
            f"Limit to {found.function} is {now} minutes, goal {found.minutes[1]}.",
        )
    )
    rest = random.choice(
        (
            "Sleeps through most nights.",
            "Woke twice last night and settled again.",
            "Did the home exercises on four days.",
            "Did the home exercises on most days, without flare.",
            "Was sore for a day after the last visit, then easier.",
            "Relief from the last visit held three days.",
            "Took no medication for it this week.",
        )
    )
    return f"{opening} {function} {rest}"


def _objective(random: Random, session: Session) -> str:
    found = session.condition
    graded = zip(found.muscles, session.grades, strict=True)
    felt = [f"{placed(muscle, found.one_side)} {grade}/4" for muscle, grade in graded]
    random.shuffle(felt)
    where = "" if found.one_side else " on both sides"
    palpation = random.choice(
        (
            f"Tender to palpation{where}: {', '.join(felt)}.",
            f"Palpation{where} finds increased tone, tenderness {', '.join(felt)}.",
            f"On palpation{where} {', '.join(felt)} tender, tissue warm and guarded.",
            f"Palpated taut bands{where}; tenderness {', '.join(felt)}.",
        )
    )
    before, after = session.degrees
    joint = placed(found.joint, found.one_side)
    moved = random.choice(
        (
            f"ROM {joint} {found.movement} {before}° before, {after}° after.",
            f"{joint.capitalize()} {found.movement} ROM {before}° → {after}° with treatment.",
            f"Active ROM: {joint} {found.movement} from {before}° to {after}°.",
        )
    )
    done = " ".join(_treatment_sentence(random, treatment) for treatment in session.treatments)
    return f"{palpation} {moved} {done}"


def _treatment_sentence(random: Random, treatment: Treatment) -> str:
    places = _listed(treatment.areas)
    what, spent = treatment.technique, f"{treatment.minutes} minutes"
    if treatment.code == "97110":
        return f"Therapeutic exercise, {spent}, for the {places}: {what}, with cueing."
    return random.choice(
        (
            f"{_capital(what)} to the {places}, {spent}.",
            f"Treated the {places} with {what}, {spent}.",
            f"{spent} of {what} to the {places}.",
        )
    )


def _assessment(random: Random, session: Session) -> str:
    (before, after), (_, now), found = session.pain, session.minutes, session.condition
    response = random.choice(
        (
            f"Tolerated treatment well; pain {before} → {after} by the end.",
            f"Responded well, pain fell from {before} to {after}.",
            f"Less guarding after treatment and pain down to {after} from {before}.",
            f"Good response: pain {after}/10 on leaving, {before}/10 on arrival.",
        )
    )
    ways = (
        f"Works toward {found.minutes[1]} minutes: can {found.function} for {now} at present.",
        f"Nearing the functional goal to {found.function} for {found.minutes[1]} minutes ({now} now).",
        f"Goal to {found.function} {found.minutes[1]} minutes not yet met; {now} minutes today.",
        f"{_capital(found.movement)} gains carry into function: {now} of {found.minutes[1]} minutes.",
    )
    progress = random.choice(2 * ways[session.number % 2 :: 2])  # no two visits running say it alike
    score = f" {found.outcome} {session.score}%." if session.score is not None else ""
    return f"{response} {progress}{score}"


def _plan(random: Random, session: Session) -> str:
    exercise = random.choice(session.condition.exercises)
    return random.choice(
        (
            f"Continue every second week for {session.weeks} weeks. Home: {exercise}, two sets of ten.",
            f"Return in two weeks; {session.weeks} weeks left of the plan. {exercise.capitalize()} daily.",
            f"Next visit in two weeks. Added {exercise} to the home program, once a day.",
            f"A visit every two weeks for {session.weeks} weeks. Progress {exercise} as it allows.",
        )
    )


def _facts(session: Session) -> Facts:
    found = session.condition
    pain, range_, function = measures(session)
    return Facts(
        scores=(pain,),
        ranges=(range_,),
        function=(function,),
        findings=tuple(
            AreaFinding(area=muscle, side=found.side, kind="tenderness to palpation", grade=grade)
            for muscle, grade in zip(found.muscles, session.grades, strict=True)
        ),
        outcomes=()
        if session.score is None
        else (Measure(name=found.outcome, value=session.score, unit="%"),),
        treatments=session.treatments,
        response="improved" if session.pain[1] < session.pain[0] else "unchanged",
        plan=f"every 2 weeks for {session.weeks} weeks",
    )


def _to_five(value: float) -> int:
    return round(value / 5) * 5


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _listed(words: tuple[str, ...]) -> str:
    return " and ".join(words) if len(words) < 3 else f"{', '.join(words[:-1])} and {words[-1]}"  # noqa: PLR2004
