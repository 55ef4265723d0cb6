"""Codes as the table of the day and the payer know them: C002 to C004, C020 to C022."""

from collections.abc import Iterator

from charting_tui.records.draft_edits import bill_nobody, set_code, set_modifiers, set_narrative
from charting_tui.records.people import Role
from charting_tui.records.visit import BillTo
from charting_tui.rules.audience import EVERYBODY, INSURERS, only
from charting_tui.rules.case import BilledLine, Case
from charting_tui.rules.codes.codes_in_force import CODE_SHAPE
from charting_tui.rules.codes.pairs import clashes
from charting_tui.rules.finding import Fault, Fix, Severity
from charting_tui.rules.modifiers.modifiers import (
    MOST_MODIFIERS,
    discipline_of,
    named_disciplines,
    wants_discipline,
    with_discipline,
)
from charting_tui.rules.rule import rule
from charting_tui.rules.wording import payer_name, quoted

_SUPPLY = "99070"


@rule(
    "C002",
    "97014-to-medicare",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.BILLER,
    source="CMS physician fee schedule 2024: 97014 is not valid for Medicare",
    audience=INSURERS.asked_by("prefers_g0283", by_law="medicare"),
    denials=("CO-181", "M20", "N56", "N657"),
    bad="97014 billed to Medicare",
    good="G0283 billed to Medicare",
    silences=("T013",),
)
def stimulation_coded_97014(case: Case) -> Iterator[Fault]:
    """Unattended electrical stimulation is coded 97014, but the payer accepts only G0283.

    Medicare doesn't accept 97014. Which other payers want G0283 is a setting of the payer.
    """
    wanted = case.payer.prefers_g0283
    if case.payer.kind != "medicare" and not (
        case.payer.insures and wanted and wanted.value and wanted.holds_on(case.visit.date)
    ):
        return
    for line in case.payer_lines:
        if line.code == "97014":
            yield Fault(
                line.path("code"),
                f"{payer_name(case)} does not accept 97014; it wants G0283.",
                "Change the code to G0283.",
                () if clashes(case, line, "G0283") else (_as_g0283(case, line),),
                pair=(line.code,),
            )


def _as_g0283(case: Case, line: BilledLine) -> Fix:
    """Offer the code with its discipline, where the payer wants one: 97014 needs none, G0283 does."""
    coded = set_code(line.index, "G0283")
    given = line.claim.modifiers
    if not wants_discipline(case) or named_disciplines(given) or len(given) >= MOST_MODIFIERS:
        return Fix("Change this line to G0283", coded)
    wanted = discipline_of(case)
    with_it = set_modifiers(line.index, with_discipline(case, given, wanted))
    return Fix(f"Change this line to G0283, with {wanted}", lambda draft: with_it(coded(draft)))


@rule(
    "C003",
    "g0283-to-commercial",
    Severity.ADVISES,
    stops="nothing",
    owner=Role.BILLER,
    source="Coding pages on 97014 and G0283 (codingahead, pabau); the payer's setting",
    audience=INSURERS.asked_by("prefers_g0283"),
    bad="G0283 billed to a payer known to want 97014",
    good="97014 billed to that payer",
)
def stimulation_coded_g0283(case: Case) -> Iterator[Fault]:
    """Unattended electrical stimulation is coded G0283, but the payer is known to want 97014.

    If the payer's preference is not known, nothing is reported.
    """
    wanted = case.payer.prefers_g0283
    if not case.payer.insures or case.payer.kind == "medicare":
        return
    if wanted is None or wanted.value or not wanted.holds_on(case.visit.date):
        return
    for line in case.payer_lines:
        if line.code == "G0283":
            yield Fault(
                line.path("code"),
                f"{payer_name(case)} wants 97014 instead of G0283.",
                "Change the code to 97014.",
                (Fix("Change this line to 97014", set_code(line.index, "97014")),),
            )


@rule(
    "C004",
    "97010-bundled",
    Severity.WARNS,
    stops="nothing",
    owner=Role.BILLER,
    source="CMS physician fee schedule 2024: 97010 is bundled; the payer's setting",
    audience=INSURERS.asked_by("bundled", by_law="medicare"),
    denials=("CO-96", "CO-97", "CO-234", "M15"),
    bad="97010 billed to Medicare",
    good="97010 in the record, marked “do not bill”",
    silences=("T013",),
)
def hot_packs_bundled(case: Case) -> Iterator[Fault]:
    """A bundled code is billed, one the payer never pays separately: for Medicare, hot and cold packs.

    It is part of the other services of the visit. Keep it in the record, but don't bill it.
    """
    setting = case.payer.bundled
    bundled = setting.value if setting.holds_on(case.visit.date) else ()
    for line in case.payer_lines:
        by_law = case.payer.kind == "medicare" and line.code == "97010"
        if case.payer.insures and line.code != _SUPPLY and (by_law or line.code in bundled):
            yield _never_apart(line, f"{line.code} is bundled; {payer_name(case)} never pays it separately.")


def _never_apart(line: BilledLine, message: str) -> Fault:
    return Fault(
        line.path("code"),
        message,
        f"Keep {line.code} in the record, but do not bill it.",
        (Fix(f"Keep {line.code} in the record, do not bill it", bill_nobody(line.index)),),
        pair=(line.code,),
    )


@rule(
    "C020",
    "unlisted-without-narrative",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.THERAPIST,
    source="CMS physician fee schedule 2024: carrier priced, from the description",
    audience=EVERYBODY,
    denials=("CO-16", "CO-189", "CO-252", "CO-P9", "M51", "MA69", "N350"),
    bad="97039 with no description",
    good="97039, “cupping, 15 minutes”",
)
def unlisted_without_narrative(case: Case) -> Iterator[Fault]:
    """An unlisted code has no description of the service.

    The payer prices 97039, 97139 and 97799 by the description sent with the claim (item 19).
    """
    for line in case.lines:
        unlisted = line.procedure is not None and line.procedure.kind == "unlisted"
        if unlisted and line.billed and not line.service.narrative.strip():
            to_payer = line.service.bill_to is BillTo.PAYER and case.payer.insures
            yield Fault(
                line.path("narrative"),
                f"{line.code} is an unlisted code with no description of the service.",
                "In the line note for the claim, describe the service and how long it took.",
                (*_from_the_record(line), Fix("Write the line note", jump=line.path("narrative"))),
                severity=None if to_payer else Severity.ADVISES,
                missing=True,
            )


def _from_the_record(line: BilledLine) -> tuple[Fix, ...]:
    """Offer the line's own techniques, area and minutes, where techniques are named."""
    service = line.service
    if not service.techniques:
        return ()
    spent = f"{service.exact_minutes} minutes" if service.exact_minutes else ""
    words = ", ".join(part for part in (*service.techniques, service.area.strip(), spent) if part)
    return (Fix(f"Describe it as {quoted(words)}", set_narrative(line.index, words)),)


@rule(
    "C021",
    "s-code-to-medicare",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.BILLER,
    source="CMS physician fee schedule 2024: S codes are not valid for Medicare",
    audience=only("medicare"),
    denials=("CO-96",),
    bad="S8990 billed to Medicare",
    good="S8990 billed to a commercial payer",
)
def s_code_to_medicare(case: Case) -> Iterator[Fault]:
    """An S code is billed to Medicare, which accepts no S codes."""
    if case.payer.kind != "medicare":
        return
    for line in case.payer_lines:
        if line.code.startswith("S") and CODE_SHAPE.fullmatch(line.code):
            yield Fault(
                line.path("code"),
                f"{line.code} can't be billed to Medicare; Medicare accepts no S codes.",
                "Bill another payer, or mark it “do not bill”.",
                (Fix(f"Keep {line.code} in the record, do not bill it", bill_nobody(line.index)),),
            )


@rule(
    "C022",
    "supplies-bundled",
    Severity.WARNS,
    stops="nothing",
    owner=Role.BILLER,
    source="CMS physician fee schedule 2024: 99070 is bundled; eviCore excludes lotions",
    audience=INSURERS,
    denials=("CO-96", "CO-97", "CO-234", "M15", "N19", "N390"),
    bad="99070 for lotion",
    good="no line for lotion",
    silences=("T013",),
)
def supplies_bundled(case: Case) -> Iterator[Fault]:
    """Lotion, oil or other supplies are billed separately, but they are bundled with the treatment."""
    if case.payer.insures:
        for line in case.payer_lines:
            if line.code == _SUPPLY:
                yield _never_apart(
                    line, ("Supplies (99070) are bundled with the treatment and aren't paid separately.")
                )
