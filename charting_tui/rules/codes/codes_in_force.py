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
    source="CMS physician fee schedule 2024; Gawenda and AAPC on the codes deleted in 2016",
    audience=EVERYBODY,
    denials=("CO-181", "M20", "M51", "M84", "N56"),
    bad="97001 on 01/05/2026",
    good="97124",
)
def procedure_code_invalid(case: Case) -> Iterator[Fault]:
    """A procedure code was not valid on the date of service.

    It is mistyped, or it was deleted and replaced. This program's table has every code in several
    ranges of physical medicine: a code missing from those ranges does not exist. For codes outside
    those ranges, and for codes known only from pairs or limits, this is only information. Codes on a
    bill to the client may be the clinic's own.
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
    swaps = tuple(Fix(f"Change this line to {code}", set_code(line.index, code)) for code in ended.now)
    return Fault(
        line.path("code"),
        f"{line.code} was deleted {ended.until:%m/%d/%Y}.",
        f"Use {one_of(ended.now)}{', whichever fits the visit' if len(ended.now) > 1 else ''}.",
        swaps if len(swaps) == 1 else (Fix("Choose a code", jump=line.path("code")),),
        severity=severity,
    )


def _unknown(case: Case, line: BilledLine) -> Iterator[Fault]:
    field, jump = line.path("code"), (Fix("Choose a code", jump=line.path("code")),)
    known, day = line.procedure, case.visit.date
    if known is not None:
        if known.valid_from and day < known.valid_from:
            yield Fault(
                field,
                f"{line.code} is not valid until {known.valid_from:%m/%d/%Y}.",
                ("Choose a code that was valid on the date of service."),
                jump,
            )
        elif known.valid_to and day > known.valid_to:
            yield Fault(
                field,
                f"{line.code} was deleted {known.valid_to:%m/%d/%Y}.",
                ("Choose a code that was valid on the date of service."),
                jump,
            )
    elif not line.code:
        yield Fault(
            field, "A line has no procedure code.", "Enter the code for what was done.", jump, missing=True
        )
    elif case.tables.names(line.code):
        yield Fault(
            field,
            f"{line.code} is only in the NCCI and MUE tables here, so the rest is not checked.",
            "Check the payer's policy for its time, units and documentation.",
            severity=Severity.ADVISES,
        )
    elif not CODE_SHAPE.fullmatch(line.code):
        yield Fault(
            field,
            f"{quoted(line.service.code)} is not a procedure code.",
            "Enter five digits, or a letter and four digits, like 97140.",
            (*_split(line), *jump),
        )
    elif any(first <= line.code <= last for first, last in _WHOLE):
        table = case.tables.releases.procedures
        yield Fault(
            field,
            f"{line.code} is not a valid procedure code (code table: {table:%B %Y}).",
            "Check the code for a typo.",
            jump,
        )
    else:
        yield Fault(
            field,
            f"{line.code} is not in this program's code table, so it is not checked.",
            "Check the code against the payer's fee schedule.",
            severity=Severity.ADVISES,
        )


def _split(line: BilledLine) -> tuple[Fix, ...]:
    """Offer to part a code from modifiers that stand in its place: “97140-59”."""
    code, *modifiers = re.split(r"[-\s]+", line.code)
    if not modifiers or not CODE_SHAPE.fullmatch(code) or any(len(one) != 2 for one in modifiers):  # noqa: PLR2004
        return ()
    label = f"Change to {code} with modifier{'s' if len(modifiers) > 1 else ''} {' and '.join(modifiers)}"
    return (Fix(label, split_code(line.index, code, tuple(modifiers))),)


@rule(
    "C029",
    "no-procedure-coded",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.THERAPIST,
    source="NUCC, CMS-1500 item 24D; without a code there is nothing to bill",
    audience=EVERYBODY,
    denials=("M20", "M51"),
    bad="a signed note with no code",
    good="a signed note with 97124",
    dismissible=False,
)
def no_procedure_coded(case: Case) -> Iterator[Fault]:
    """The note documents treatment, but no procedure code is entered.

    Without a code line there is nothing to bill, and the visit would look ready with no charge. A visit
    that isn't billed needs a code line too, marked “do not bill”.
    """
    begun = case.visit.state is not VisitState.BOOKED or case.visit.note.text().strip()
    if case.visit.state.kept and case.note_given and begun and not case.visit.services:
        yield Fault(
            "visit.services",
            "No procedure code is entered.",
            "Add the code for what was done. If there is no charge, mark it “do not bill”.",
            missing=True,
        )
