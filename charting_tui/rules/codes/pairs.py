"""Codes that may not stand side by side: C013 and C019."""

from collections.abc import Iterator

from charting_tui.coding.code_tables.table_rows import CodePair
from charting_tui.records.draft_edits import bill_nobody, merge_services
from charting_tui.records.people import Role
from charting_tui.rules.audience import INSURERS
from charting_tui.rules.case import BilledLine, Case
from charting_tui.rules.codes.licences import is_visit_code
from charting_tui.rules.codes.named import MANUAL, MASSAGE, names_instead
from charting_tui.rules.finding import Fault, Fix, Severity
from charting_tui.rules.rule import rule

SEPARATE_VISIT = "25"
"""Says that an office visit was apart from the procedure of the day."""


@rule(
    "C013",
    "massage-with-manual-therapy",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.THERAPIST,
    source="CMS NCCI practitioner table 2024-07-01: 97140/97124, indicator 0",
    audience=INSURERS,
    denials=("CO-97", "CO-231", "CO-236", "CO-P14", "M15", "M80", "N20"),
    bad="97140 2 units and 97124-59 2 units",
    good="97140 4 units",
    silences=("C019",),
)
def massage_with_manual_therapy(case: Case) -> Iterator[Fault]:
    """Massage (97124) and manual therapy (97140) are billed for the same day.

    Payers that use NCCI edits pay only 97140, and no modifier bypasses the edit; other payers often
    deny one of them. Minutes can move to one code only if the note names a technique of that code for
    them. Otherwise keep one of the two in the record and don't bill it.
    """
    manual = next((line for line in case.payer_lines if line.code == MANUAL), None)
    if manual is None or not case.payer.insures:
        return
    ncci = case.payer.ncci.value
    for massage in case.payer_lines:
        if massage.code == MASSAGE:
            yield Fault(
                massage.path("code"),
                "97124 and 97140 are never both paid on the same day, even with a modifier."
                if ncci
                else "97124 with 97140 on the same day is often denied.",
                "Bill only the one the note supports.",
                _one_of(case, massage, manual),
                severity=None if ncci else Severity.WARNS,
                pair=(MASSAGE, MANUAL),
            )


def _one_of(case: Case, massage: BilledLine, manual: BilledLine) -> tuple[Fix, ...]:
    merges = [
        _merge(giving, taking)
        for giving, taking in ((massage, manual), (manual, massage))
        if _exact(giving, taking) and names_instead(case, giving, taking.code)
    ]
    return (
        *merges,
        *(keep_off(case, line.code) for line in (massage, manual)),
    )


def _exact(*lines: BilledLine) -> bool:
    return all(line.service.exact_minutes is not None for line in lines)


def _merge(giving: BilledLine, taking: BilledLine) -> Fix:
    label = f"Bill these {giving.service.exact_minutes} minutes as {taking.code}"
    return Fix(label, merge_services(giving.index, taking.index))


@rule(
    "C019",
    "ncci-ptp",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.BILLER,
    source="CMS NCCI practitioner table 2024-07-01",
    audience=INSURERS.asked_by("ncci"),
    denials=("CO-4", "CO-97", "CO-231", "CO-234", "CO-236", "M15", "M80", "N19", "N20", "N431", "N626"),
    bad="97530 and 97537",
    good="97530 and 97112, which are not an NCCI edit",
)
def ncci_pair(case: Case) -> Iterator[Fault]:
    """Two codes billed for the same day are an NCCI edit: one bundles with the other.

    The payer pays the first code and denies the second. Some edits can be bypassed with a modifier (59,
    XE, XS, XP, XU …) if it is true: another session, another body region, minutes that don't overlap.
    Others can't be bypassed.
    """
    if not case.payer.insures or not case.payer.ncci.value:
        return
    by_code: dict[str, list[BilledLine]] = {}
    for line in case.payer_lines:
        by_code.setdefault(line.code, []).append(line)
    codes = list(by_code)
    for place, one in enumerate(codes):
        for other in codes[place + 1 :]:
            pair = case.tables.pair(one, other)
            if pair and not (pair.indicator and opened(case, (*by_code[one], *by_code[other]))):
                yield _paired(case, pair, by_code[pair.column1][0], by_code[pair.column2][0])


def opened(case: Case, lines: tuple[BilledLine, ...]) -> bool:
    """Whether a modifier of those lines may open a pair; 25 does so on an office visit alone."""
    known = (
        case.tables.modifier(code)
        for line in lines
        for code in line.claim.modifiers
        if code.strip() != SEPARATE_VISIT or is_visit_code(line.code)
    )
    return any(modifier is not None and modifier.opens_pairs for modifier in known)


def keep_off(case: Case, code: str) -> Fix:
    """Offer to bill no one for a code, on whichever of the payer's lines it stands."""
    places = (line.index for line in case.payer_lines if line.code == code)
    return Fix(f"Keep {code} in the record, do not bill it", bill_nobody(*places))


def clashes(case: Case, line: BilledLine, code: str) -> bool:
    """Whether a line with that code would not be paid beside another line of the payer."""
    others = [other for other in case.payer_lines if other is not line]
    if any(other.code == code for other in others):
        return case.payer.kind == "medicare"
    return case.payer.ncci.value and any(case.tables.pair(code, other.code) is not None for other in others)


def _paired(case: Case, pair: CodePair, first: BilledLine, second: BilledLine) -> Fault:
    keep = keep_off(case, second.code)
    if pair.indicator == 0:
        return Fault(
            second.path("code"),
            f"{second.code} bundles with {first.code} on the same day (NCCI), even with a modifier.",
            f"Bill only {first.code}; keep {second.code} in the record.",
            (keep,),
            pair=(pair.column1, pair.column2),
        )
    ask = Fix(
        "Document why they were separate (time or region), then add 59, XE, XS, XP or XU",
        jump=second.path("modifiers"),
    )
    return Fault(
        second.path("code"),
        f"{second.code} bundles with {first.code} on the same day (NCCI edit).",
        (
            f"If they were separate, add 59, XE, XS, XP or XU to {second.code}. "
            f"Otherwise bill only {first.code}."
        ),
        (ask, keep),
        pair=(pair.column1, pair.column2),
    )
