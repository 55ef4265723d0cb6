"""Active treatment, and who answers for what Medicare does not pay: M010 to M012, M020."""

from collections.abc import Iterator

from charting_tui.records.draft_edits import set_modifiers
from charting_tui.records.people import Role
from charting_tui.rules.audience import only
from charting_tui.rules.case import BilledLine, Case
from charting_tui.rules.finding import Fault, Fix, Severity
from charting_tui.rules.modifiers.modifiers import MOST_MODIFIERS, without
from charting_tui.rules.rule import rule
from charting_tui.rules.wording import one_of

_SOURCE = "Noridian's modifier pages (2024); CARC 4"
_ACTIVE = "AT"
_ACTIVE_CODES = frozenset({"98940", "98941", "98942"})
_LIABILITY = ("GA", "GX", "GY", "GZ")


def _lines(case: Case) -> Iterator[tuple[BilledLine, set[str]]]:
    """Return the lines to Medicare with their modifiers."""
    for line in case.payer_lines if case.payer.kind == "medicare" else ():
        yield line, {one.strip().upper() for one in line.claim.modifiers}


def _advantage_lines(case: Case) -> Iterator[tuple[BilledLine, set[str]]]:
    for line in case.payer_lines:
        yield line, {one.strip().upper() for one in line.claim.modifiers}


def _take(line: BilledLine, *left_out: str) -> Fix:
    kept = without(line.claim.modifiers, frozenset(left_out))
    return Fix(f"Take {' and '.join(left_out)} from {line.code[:5]}", set_modifiers(line.index, kept))


@rule(
    "M010",
    "at-with-liability",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.BILLER,
    source=_SOURCE,
    audience=only("medicare"),
    denials=("N519",),
    bad="98940-AT-GA to Medicare",
    good="98940-GA to Medicare, the notice on file",
    dismissible=False,
)
def active_beside_liability(case: Case) -> Iterator[Fault]:
    """AT says active treatment, and GA, GX, GY or GZ on the same line says that it will not be paid."""
    for line, given in _lines(case):
        against = tuple(one for one in _LIABILITY if one in given)
        if _ACTIVE in given and against:
            yield Fault(
                line.path("modifiers"),
                f"{line.code[:5]} has AT beside {' and '.join(against)}, which say the contrary.",
                f"Keep AT for active treatment, else {one_of(against)}.",
                (_take(line, *against), _take(line, _ACTIVE)),
            )


@rule(
    "M011",
    "at-on-wrong-code",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.BILLER,
    source=_SOURCE,
    audience=only("medicare"),
    denials=("CO-4",),
    bad="97140-AT to Medicare",
    good="98941-AT to Medicare",
    dismissible=False,
)
def active_on_another_code(case: Case) -> Iterator[Fault]:
    """AT stands on a code other than chiropractic manipulation of the spine, 98940 to 98942."""
    for line, given in _lines(case):
        if _ACTIVE in given and line.code and line.code not in _ACTIVE_CODES:
            yield Fault(
                line.path("modifiers"),
                f"AT is for 98940 to 98942; {line.code[:5]} is none of them.",
                "Take AT away.",
                (_take(line, _ACTIVE),),
            )


@rule(
    "M012",
    "ga-gz-conflict",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.BILLER,
    source=_SOURCE,
    audience=only("medicare"),
    denials=("CO-116", "M27", "M38", "M39", "N519", "N563"),
    bad="97124-GA-GZ to Medicare",
    good="97124-GY-GX to Medicare",
)
def notice_modifiers_conflict(case: Case) -> Iterator[Fault]:
    """The modifiers of Medicare's notice of non-coverage (ABN) contradict each other or the file.

    GA says that a signed notice is on file, GZ that there is none. The day on which it was signed stands
    with the client. GX, a notice given freely, usually stands beside GY, what the law excludes; alone it
    only warns.
    """
    for line, given in _lines(case):
        field = line.path("modifiers")
        if {"GA", "GZ"} <= given:
            on_file = case.abn_on_file
            yield Fault(
                field,
                f"{line.code[:5]} has GA, a notice (ABN) on file, and GZ, none.",
                f"Keep {'GA: the notice is on file' if on_file else 'GZ, unless the notice was signed'}.",
                (_take(line, "GZ"), _take(line, "GA")) if on_file else (_take(line, "GA"),),
            )
        elif "GA" in given and not case.abn_on_file:
            yield Fault(
                field,
                f"{line.code[:5]} has GA, and no signed notice (ABN) is on file by that day.",
                "Enter the day it was signed with the client, or write GZ.",
                (
                    Fix("Go to the client's file", jump="client.abn_signed_on"),
                    Fix(
                        f"Write GZ in place of GA on {line.code[:5]}",
                        set_modifiers(
                            line.index,
                            tuple(
                                "GZ" if one.strip().upper() == "GA" else one for one in line.claim.modifiers
                            ),
                        ),
                    ),
                ),
            )
        if "GX" in given and "GY" not in given:
            full = len(line.claim.modifiers) >= MOST_MODIFIERS
            add = Fix(f"Add GY to {line.code[:5]}", set_modifiers(line.index, (*line.claim.modifiers, "GY")))
            yield Fault(
                field,
                f"{line.code[:5]} has GX, a notice given freely, without GY, not covered by law.",
                "Add GY if the law excludes it; else take GX away.",
                (_take(line, "GX"),) if full else (add, _take(line, "GX")),
                severity=Severity.WARNS,
            )


@rule(
    "M020",
    "active-treatment-not-named",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.BILLER,
    source="Noridian, chiropractic claims: AT for active treatment, else GA or GZ; KMC University (2022)",
    audience=only("medicare", "medicare advantage"),
    denials=("CO-4", "CO-50", "M27", "N180", "N563", "N822"),
    bad="98940 to Medicare without a modifier",
    good="98940-AT to Medicare",
)
def active_treatment_not_named(case: Case) -> Iterator[Fault]:
    """Manipulation of the spine goes to Medicare without AT, and nothing says who answers for it.

    Medicare takes 98940 to 98942 without AT as maintenance and denies them. Upkeep is billed with GA
    where the client signed the notice (ABN), else with GZ. GY is for what the law excludes, which these
    codes are not; alone it only warns. Add AT only for active treatment. A Medicare Advantage plan mostly
    wants AT too, and there it warns.
    """
    advantage = case.payer.kind == "medicare advantage"
    for line, given in _advantage_lines(case) if advantage else _lines(case):
        if line.code in _ACTIVE_CODES and not given & {_ACTIVE, "GA", "GZ"}:
            full, excluded = len(line.claim.modifiers) >= MOST_MODIFIERS, "GY" in given
            add = Fix(
                f"Add AT to {line.code}, if it was active treatment",
                set_modifiers(line.index, (_ACTIVE, *line.claim.modifiers)),
            )
            yield Fault(
                line.path("modifiers"),
                f"{line.code} lacks AT; Medicare takes it as maintenance and denies it.",
                "Add AT for active treatment; upkeep goes with GA if the notice was signed, else GZ.",
                (Fix("Choose the modifiers", jump=line.path("modifiers")) if excluded or full else add,),
                severity=Severity.WARNS if excluded or advantage else None,
            )
