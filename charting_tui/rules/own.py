"""Rules that a clinic adds as data, made into rules like all others."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from charting_tui.coding.billing.pricing import PricedLine
from charting_tui.records.additions import OwnRule
from charting_tui.records.people import Role
from charting_tui.rules.audience import EVERYBODY
from charting_tui.rules.case import BilledLine, Case
from charting_tui.rules.finding import Fault, Severity
from charting_tui.rules.rule import Rule

_SEVERITIES = {"error": Severity.BLOCKS, "warning": Severity.WARNS, "info": Severity.ADVISES}


_NO_FIX = "Correct it, or dismiss this with a reason."


@dataclass(frozen=True)
class Condition:
    """What a rule of a clinic may ask."""

    words: str
    """Said of it on the rule's page; the braces hold what the clinic wrote."""
    fields: Callable[[OwnRule, Case, tuple[BilledLine, ...]], Iterator[str]]
    """Yields the path of every value at fault, of a case with lines that the rule looks at."""
    owner: Role
    of_codes: bool = True
    """Whether it makes no sense without codes."""


def _units_over(rule: OwnRule, case: Case, lines: tuple[BilledLine, ...]) -> Iterator[str]:
    others = [
        case.priced_before(visit)
        for visit in case.earlier_visits
        if visit.date == case.visit.date and visit.payer == case.visit.payer and visit.state.kept
    ]
    billed = sum(_units(priced, rule.codes) for priced in (case.priced, *others))
    if rule.units_over is not None and billed > rule.units_over:
        yield lines[-1].path("units")


def _units(priced: tuple[PricedLine, ...], codes: tuple[str, ...]) -> int:
    return sum(line.units or 0 for line in priced if line.service.code.strip().upper() in codes)


def _minutes(lines: tuple[BilledLine, ...]) -> int | None:
    spent = [line.service.exact_minutes for line in lines]
    known = [minutes for minutes in spent if minutes is not None]
    return sum(known) if len(known) == len(spent) else None


def _minutes_over(rule: OwnRule, _case: Case, lines: tuple[BilledLine, ...]) -> Iterator[str]:
    spent = _minutes(lines)
    if spent is not None and rule.minutes_over is not None and spent > rule.minutes_over:
        yield lines[-1].path("minutes")


def _minutes_under(rule: OwnRule, _case: Case, lines: tuple[BilledLine, ...]) -> Iterator[str]:
    spent = _minutes(lines)
    if spent is not None and rule.minutes_under is not None and spent < rule.minutes_under:
        yield lines[-1].path("minutes")


def _with_code(rule: OwnRule, case: Case, _lines: tuple[BilledLine, ...]) -> Iterator[str]:
    yield from (line.path("code") for line in case.payer_lines if line.code in rule.with_code)


def _without_code(rule: OwnRule, case: Case, lines: tuple[BilledLine, ...]) -> Iterator[str]:
    if not any(line.code in rule.without_code for line in case.payer_lines):
        yield lines[0].path("code")


def _needs_modifier(rule: OwnRule, _case: Case, lines: tuple[BilledLine, ...]) -> Iterator[str]:
    for line in lines:
        if not {one.strip().upper() for one in line.claim.modifiers} & set(rule.needs_modifier):
            yield line.path("modifiers")


def _needs_diagnosis(rule: OwnRule, case: Case, _lines: tuple[BilledLine, ...]) -> Iterator[str]:
    known = [code.strip().upper() for code in case.visit.diagnoses]
    if not any(code.startswith(rule.needs_diagnosis) for code in known):
        yield "visit.diagnoses"


def _needs_word(rule: OwnRule, case: Case, _lines: tuple[BilledLine, ...]) -> Iterator[str]:
    text = str(getattr(case.visit.note, rule.section)).casefold()
    if case.noted and not any(word.casefold() in text for word in rule.needs_word):
        yield f"visit.note.{rule.section}"


CONDITIONS = {
    "units_over": Condition("more than {} units on one day", _units_over, Role.BILLER),
    "minutes_over": Condition("more than {} minutes", _minutes_over, Role.THERAPIST),
    "minutes_under": Condition("fewer than {} minutes", _minutes_under, Role.THERAPIST),
    "with_code": Condition("billed with {}", _with_code, Role.BILLER),
    "without_code": Condition("billed without {}", _without_code, Role.BILLER),
    "needs_modifier": Condition("billed without the modifier {}", _needs_modifier, Role.BILLER),
    "needs_diagnosis": Condition(
        "no diagnosis that begins with {}", _needs_diagnosis, Role.THERAPIST, of_codes=False
    ),
    "needs_word": Condition(
        "a note whose {section} section does not say {}", _needs_word, Role.THERAPIST, of_codes=False
    ),
}
"""By the key under which a file asks for them; a rule has exactly one."""


def conditions_of(rule: OwnRule) -> list[str]:
    """Return the keys of the conditions that a rule has."""
    return [name for name in CONDITIONS if getattr(rule, name) not in (None, ())]


@cache
def made(own: tuple[OwnRule, ...]) -> tuple[Rule, ...]:
    """Return a clinic's own rules as rules."""
    return tuple(_made(rule) for rule in own if len(conditions_of(rule)) == 1)


def _made(rule: OwnRule) -> Rule:
    (name,) = conditions_of(rule)
    condition = CONDITIONS[name]
    severity = _SEVERITIES[rule.severity]

    def check(case: Case) -> Iterator[Fault]:
        lines = tuple(line for line in case.payer_lines if not rule.codes or line.code in rule.codes)
        if not lines or not _holds(rule, case):
            return
        for path in condition.fields(rule, case, lines):
            yield Fault(path, rule.message, rule.fix or _NO_FIX)

    return Rule(
        id=rule.id,
        name=f"clinic-rule-{rule.id.lower()}",
        severity=severity,
        stops="bill" if severity is Severity.BLOCKS else "nothing",
        owner=condition.owner,
        source="This clinic's own rule; charting-tui rules shows and changes them",
        audience=EVERYBODY,
        bad=in_words(rule),
        good="every other visit",
        page=f"{rule.message} {rule.fix}".strip(),
        check=check,
    )


def in_words(rule: OwnRule) -> str:
    """Return whom a rule is for and what it asks: “97140, more than 4 units on one day, for regence”."""
    (name,) = conditions_of(rule)
    value = getattr(rule, name)
    asked = " or ".join(value) if isinstance(value, tuple) else str(value)
    days = (f"from {rule.starts}" if rule.starts else "", f"to {rule.ends}" if rule.ends else "")
    parts = (
        " or ".join(rule.codes),
        CONDITIONS[name].words.format(asked, section=rule.section),
        f"for {' or '.join(rule.payers)}" if rule.payers else "",
        " ".join(filter(None, days)),
    )
    return ", ".join(filter(None, parts))


def _holds(rule: OwnRule, case: Case) -> bool:
    day = case.visit.date
    in_time = (rule.starts is None or rule.starts <= day) and (rule.ends is None or day <= rule.ends)
    return in_time and (not rule.payers or case.payer.id in rule.payers)
