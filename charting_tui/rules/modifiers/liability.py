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
    return Fix(f"Remove {' and '.join(left_out)} from {line.code[:5]}", set_modifiers(line.index, kept))


@rule(
    "M010",
    "at-with-liability",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.BILLER,
    source=_SOURCE,
    audience=only("medicare"),
    denials=("N519",),
    bad="98940-AT-GA billed to Medicare",
    good="98940-GA billed to Medicare, with the ABN on file",
    dismissible=False,
)
def active_beside_liability(case: Case) -> Iterator[Fault]:
    """AT says active treatment, but GA, GX, GY or GZ on the same line says it is not covered."""
    for line, given in _lines(case):
        against = tuple(one for one in _LIABILITY if one in given)
        if _ACTIVE in given and against:
            yield Fault(
                line.path("modifiers"),
                f"{line.code[:5]} has both AT and {' and '.join(against)}, which contradict each other.",
                f"For active treatment, keep AT. Otherwise keep {one_of(against)}.",
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
    bad="97140-AT billed to Medicare",
    good="98941-AT billed to Medicare",
    dismissible=False,
)
def active_on_another_code(case: Case) -> Iterator[Fault]:
    """AT is on a code other than spinal manipulation, 98940 to 98942."""
    for line, given in _lines(case):
        if _ACTIVE in given and line.code and line.code not in _ACTIVE_CODES:
            yield Fault(
                line.path("modifiers"),
                f"AT is only for 98940 to 98942, not for {line.code[:5]}.",
                "Remove AT.",
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
    bad="97124-GA-GZ billed to Medicare",
    good="97124-GY-GX billed to Medicare",
)
def notice_modifiers_conflict(case: Case) -> Iterator[Fault]:
    """The ABN modifiers contradict each other or what is on file.

    GA says that a signed ABN (advance beneficiary notice) is on file, GZ that there is none. The date
    it was signed is entered with the client. GX, a voluntary ABN, usually goes with GY, excluded by
    law; GX without GY is only a warning.
    """
    for line, given in _lines(case):
        field = line.path("modifiers")
        if {"GA", "GZ"} <= given:
            on_file = case.abn_on_file
            yield Fault(
                field,
                f"{line.code[:5]} has both GA (ABN on file) and GZ (no ABN).",
                f"Keep {'GA; the ABN is on file' if on_file else 'GZ, unless the client signed an ABN'}.",
                (_take(line, "GZ"), _take(line, "GA")) if on_file else (_take(line, "GA"),),
            )
        elif "GA" in given and not case.abn_on_file:
            yield Fault(
                field,
                f"{line.code[:5]} has GA, but no signed ABN is on file for this visit.",
                "If the client signed an ABN, enter the date signed. Otherwise change GA to GZ.",
                (
                    Fix("Go to the client", jump="client.abn_signed_on"),
                    Fix(
                        f"Replace GA with GZ on {line.code[:5]}",
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
                f"{line.code[:5]} has GX (voluntary ABN) without GY (excluded by law).",
                "If the service is excluded by law, add GY. Otherwise remove GX.",
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
    bad="98940 billed to Medicare without a modifier",
    good="98940-AT billed to Medicare",
)
def active_treatment_not_named(case: Case) -> Iterator[Fault]:
    """Spinal manipulation is billed to Medicare without AT, GA or GZ.

    Without AT, Medicare denies 98940 to 98942 as maintenance. Bill maintenance care with GA if the
    client signed the ABN, otherwise with GZ. GY is for what the law excludes, which these codes are
    not; GY without the others is only a warning. Add AT only for active treatment. A Medicare Advantage
    plan usually wants AT too; there it is a warning.
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
                f"{line.code} is missing AT; Medicare will deny it as maintenance.",
                (
                    "For active treatment, add AT. For maintenance, use GA if the ABN was signed, "
                    "otherwise GZ."
                ),
                (Fix("Choose the modifiers", jump=line.path("modifiers")) if excluded or full else add,),
                severity=Severity.WARNS if excluded or advantage else None,
            )
