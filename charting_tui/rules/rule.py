"""What a rule is: a function over a case, with all that a user reads about it."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from charting_tui.records.people import Role
from charting_tui.rules.audience import Audience
from charting_tui.rules.case import Case
from charting_tui.rules.finding import Fault, Finding, Severity, Stops

Check = Callable[[Case], Iterator[Fault]]

_ID = re.compile(r"[A-Z]\d{3}")
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_DENIAL = re.compile(r"CO-[A-Z]?\d{1,3}|(?:M|MA|N)\d{1,3}|A[1-8]:\d{1,3}")


@dataclass(frozen=True)
class Rule:
    """One rule of the linter; its docstring is the page a user reads."""

    id: str
    name: str
    """What is wrong, readable after “allow”."""
    severity: Severity
    stops: Stops
    """What it stops where it blocks."""
    owner: Role
    """Who can fix it."""
    source: str
    audience: Audience
    """To whom it speaks."""
    bad: str
    """An example in words of what it finds; the whole examples are in ``tests/rules``."""
    good: str
    """One of what it does not find."""
    page: str
    """The docstring of the rule."""
    check: Check
    denials: tuple[str, ...] = ()
    """Codes of the denials it prevents: CARC (“CO-197”), RARC (“N362”), status of a rejection (“A7:562”).

    A payer may send a CARC with another group than CO: the number is what counts.
    """
    silences: tuple[str, ...] = ()
    """More general rules that are silent on the same pair."""
    dismissible: bool = True
    """False for errors of law or arithmetic."""
    report_only: bool = False
    """Whether it speaks only in the owner's report, never to someone who charts or bills."""

    def finding(self, fault: Fault) -> Finding:
        """Return a fault with all that this rule says about it."""
        severity = fault.severity or self.severity
        return Finding(
            rule=self.id,
            name=self.name,
            severity=severity,
            stops=self.stops if severity is Severity.BLOCKS else "nothing",
            owner=self.owner,
            field=fault.field,
            message=fault.message,
            remedy=fault.remedy,
            source=self.source,
            fixes=fault.fixes,
            missing=fault.missing,
            dismissible=self.dismissible,
        )


def rule(
    rule_id: str,
    name: str,
    severity: Severity,
    *,
    stops: Stops,
    owner: Role,
    source: str,
    audience: Audience,
    bad: str,
    good: str,
    denials: tuple[str, ...] = (),
    silences: tuple[str, ...] = (),
    dismissible: bool = True,
    report_only: bool = False,
) -> Callable[[Check], Rule]:
    """Make a function a rule; ValueError where its id, name, docstring, source or examples are missing."""

    def make(check: Check) -> Rule:
        page = (check.__doc__ or "").strip()
        wanted = {
            "an id of a letter and three digits": _ID.fullmatch(rule_id),
            "a name of lower-case words joined by hyphens": _NAME.fullmatch(name),
            "a docstring: it is the rule's page": page,
            "a source: say where it comes from": source.strip(),
            "a bad example in words": bad.strip(),
            "a good example in words": good.strip(),
            "denial codes like CO-197, N362 or A7:562": all(_DENIAL.fullmatch(code) for code in denials),
        }
        if missing := [what for what, given in wanted.items() if not given]:
            raise ValueError(f"rule {rule_id} needs {' and '.join(missing)}")
        return Rule(
            rule_id,
            name,
            severity,
            stops,
            owner,
            source,
            audience,
            bad,
            good,
            page,
            check,
            denials,
            silences,
            dismissible,
            report_only,
        )

    return make
