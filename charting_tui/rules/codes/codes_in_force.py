"""Whether a procedure code is one on the date of service: C001."""

import re
from collections.abc import Iterator

from charting_tui.coding.code_tables.table_rows import EndedCode
from charting_tui.records.draft_edits import set_code, split_code
from charting_tui.records.people import Role
from charting_tui.records.visit import BillTo, VisitState
from charting_tui.rules.audience import EVERYBODY
from charting_tui.rules.case import BilledLine, Case
from charting_tui.rules.finding import Fault, Fix, Severity
from charting_tui.rules.rule import rule
from charting_tui.rules.wording import one_of, quoted

CODE_SHAPE = re.compile(r"[0-9]{4}[0-9A-Z]|[A-Z][0-9]{4}")
_WHOLE = (("97010", "97039"), ("97110", "97150"), ("97530", "97546"), ("97810", "97814"))
"""Ranges of which the code table holds every code."""


@rule(
    "C001",
    "procedure-code-invalid",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.THERAPIST,
    source="CMS physician fee schedule 2024; Gawenda and AAPC on the codes that ended in 2016",
    audience=EVERYBODY,
    denials=("CO-181", "M20", "M51", "M84", "N56"),
    bad="97001 on 2026-01-05",
    good="97124",
)
def procedure_code_invalid(case: Case) -> Iterator[Fault]:
    """A procedure code was not in force on the date of service.

    It is mistyped, or it ended and another took its place. The table of this program holds whole ranges
    of physical medicine: a code that is absent there does not exist. Of codes elsewhere nothing is
    known, and the finding only informs, as it does for a code of which only pairs or limits are known. Codes
    of a bill to the client may be the clinic's own.
    """
    for line in case.lines:
        to_payer = line.service.bill_to is BillTo.PAYER and case.payer.insures
        ended = case.tables.ended(line.code)
        if ended is not None and case.visit.date > ended.until:
            if line.billed:
                yield _ended(line, ended, None if to_payer else Severity.WARNS)
        elif ended is None and to_payer:
            yield from _unknown(case, line)


def _ended(line: BilledLine, ended: EndedCode, severity: Severity | None) -> Fault:
    swaps = tuple(Fix(f"Code this line {code}", set_code(line.index, code)) for code in ended.now)
    return Fault(
        line.path("code"),
        f"{line.code} ended on {ended.until}.",
        f"Code it {one_of(ended.now)}{', as the case was' if len(ended.now) > 1 else ''}.",
        swaps if len(swaps) == 1 else (Fix("Choose its code", jump=line.path("code")),),
        severity=severity,
    )


def _unknown(case: Case, line: BilledLine) -> Iterator[Fault]:
    field, jump = line.path("code"), (Fix("Choose its code", jump=line.path("code")),)
    known, day = line.procedure, case.visit.date
    if known is not None:
        if known.valid_from and day < known.valid_from:
            yield Fault(field, f"{line.code} begins on {known.valid_from}.", "Choose its code.", jump)
        elif known.valid_to and day > known.valid_to:
            yield Fault(field, f"{line.code} ended on {known.valid_to}.", "Choose its code.", jump)
    elif not line.code:
        yield Fault(field, "A service line has no code.", "Choose its code.", jump, missing=True)
    elif case.tables.names(line.code):
        yield Fault(
            field,
            f"{line.code} is only in the tables of pairs and limits; the rest of it is not checked.",
            "Check its time, its units and what the note must show with the payer's list.",
            severity=Severity.ADVISES,
        )
    elif not CODE_SHAPE.fullmatch(line.code):
        yield Fault(
            field,
            f"{quoted(line.service.code)} is not a procedure code.",
            "Write five digits, or a letter and four digits, like 97140.",
            (*_split(line), *jump),
        )
    elif any(first <= line.code <= last for first, last in _WHOLE):
        table = case.tables.releases.procedures
        yield Fault(
            field,
            f"{line.code} is no procedure code (table of {table:%B %Y}).",
            "Compare it with the code you meant.",
            jump,
        )
    else:
        yield Fault(
            field,
            f"{line.code} is not in this program's code table, and is not judged.",
            "Compare it with the payer's list.",
            severity=Severity.ADVISES,
        )


def _split(line: BilledLine) -> tuple[Fix, ...]:
    """Offer to part a code from modifiers that stand in its place: “97140-59”."""
    code, *modifiers = re.split(r"[-\s]+", line.code)
    if not modifiers or not CODE_SHAPE.fullmatch(code) or any(len(one) != 2 for one in modifiers):  # noqa: PLR2004
        return ()
    label = f"Write {code}, with {' and '.join(modifiers)} as its modifier{'s' if len(modifiers) > 1 else ''}"
    return (Fix(label, split_code(line.index, code, tuple(modifiers))),)


@rule(
    "C029",
    "no-procedure-coded",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.THERAPIST,
    source="NUCC, CMS-1500 item 24D; arithmetic: nothing coded is nothing billed",
    audience=EVERYBODY,
    denials=("M20", "M51"),
    bad="a signed note without a code",
    good="a signed note with 97124",
    dismissible=False,
)
def no_procedure_coded(case: Case) -> Iterator[Fault]:
    """The note says that the client was treated, and no procedure is coded.

    Without a code line there is nothing to bill to anybody, and the visit would look ready with no money
    in it. A visit that is to be billed to nobody has its line too, marked so.
    """
    begun = case.visit.state is not VisitState.BOOKED or case.visit.note.text().strip()
    if case.visit.state.kept and case.note_given and begun and not case.visit.services:
        yield Fault(
            "visit.services",
            "No procedure is coded.",
            "Add the code of what was done; bill it to nobody if nothing is to be paid.",
            missing=True,
        )
