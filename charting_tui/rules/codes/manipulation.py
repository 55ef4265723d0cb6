"""Manual therapy beside manipulation: C015 and C017."""

from collections.abc import Iterator

from charting_tui.coding.prose.evidence import areas_in
from charting_tui.records.draft_edits import bill_nobody
from charting_tui.records.people import Role
from charting_tui.rules.audience import INSURERS
from charting_tui.rules.case import BilledLine, Case
from charting_tui.rules.codes.named import MANUAL, MASSAGE
from charting_tui.rules.codes.pairs import keep_off
from charting_tui.rules.diagnoses.diagnosis_fit import pointed, repoint
from charting_tui.rules.finding import Fault, Fix, Severity
from charting_tui.rules.rule import rule

_CHIROPRACTIC = frozenset({"98940", "98941", "98942", "98943"})
ADJUSTMENT = frozenset({"98940", "98941", "98942"})
"""Chiropractic adjustments of the spine, which form pairs with soft tissue work."""
_BY_NCCI_POLICY = frozenset({"medicare", "medicaid"})
"""Kinds of payer for whom all soft tissue work beside an adjustment must be of another region."""
_OSTEOPATHIC = frozenset({"98925", "98926", "98927", "98928", "98929"})
_OTHER_REGION = frozenset({"59", "XS"})


@rule(
    "C015",
    "manual-same-region-as-cmt",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.THERAPIST,
    source="HNS on 97140 with an adjustment: only for another region; CARC 97",
    audience=INSURERS,
    denials=("CO-97",),
    bad="98940 to the neck and 97140-59 for M54.2",
    good="98940 to the neck and 97140-59 for M25.511",
)
def manual_in_region_of_adjustment(case: Case) -> Iterator[Fault]:
    """97140 is billed as separate from a chiropractic adjustment, but both are for the same region.

    Modifier 59 or XS is correct only if 97140 treated a region that was not adjusted. Both the areas on
    the line and the regions of its diagnoses are compared: neither may be entirely within the adjusted
    regions. The adjusted regions are those entered for the adjustment, or else those of its diagnoses.
    """
    if not case.payer.insures:
        return
    for line in case.payer_lines:
        separate = _OTHER_REGION & {one.strip().upper() for one in line.claim.modifiers}
        if line.code != MANUAL or not separate:
            continue
        shared = shared_regions(case, line)
        if not shared:
            continue
        diagnosed, elsewhere = _of_diagnoses(case, line), tuple(sorted(_entered(line) - _adjusted(case)))
        keep = Fix(f"Keep {MANUAL} in the record, do not bill it", bill_nobody(line.index))
        regions = " and ".join(sorted(shared)[:2])
        yield Fault(
            line.path("pointers" if shared == diagnosed and elsewhere else "area"),
            f"{MANUAL}-{min(separate)} and the chiropractic adjustment are both for the {regions}.",
            "If another region was treated, correct the area or diagnosis. Otherwise do not bill 97140.",
            (*(repoint(case, line, elsewhere) if elsewhere else ()), keep),
        )


def needs_no_other_region(case: Case, line: BilledLine) -> bool:
    """Whether a line is massage, which private payers pay beside an adjustment of the same region too."""
    return line.code == MASSAGE and case.payer.kind not in _BY_NCCI_POLICY


def shared_regions(case: Case, line: BilledLine) -> set[str]:
    """Return the regions of a line, or else of its diagnoses, that all lie among those adjusted."""
    adjusted = _adjusted(case)
    known = (_entered(line), _of_diagnoses(case, line))
    return next((regions for regions in known if regions and regions <= adjusted), set())


def _adjusted(case: Case) -> set[str]:
    regions: set[str] = set()
    for line in case.payer_lines:
        if line.code in _CHIROPRACTIC:
            regions |= _entered(line) or _of_diagnoses(case, line)
    return regions


def _entered(line: BilledLine) -> set[str]:
    words = ", ".join((line.service.area, *line.service.regions))
    return {area.region for area in areas_in(words)}


def _of_diagnoses(case: Case, line: BilledLine) -> set[str]:
    """Return the regions of the diagnoses a line points to; none where one of them names no region."""
    regions = {entry.region for entry in pointed(case, line)}
    return set() if "" in regions else regions


@rule(
    "C017",
    "omt-with-manual",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.THERAPIST,
    source="CMS NCCI practitioner table 2024-07-01: 98925 to 98929 with 97140, indicator 0",
    audience=INSURERS.asked_by("ncci"),
    denials=("CO-97", "CO-231", "CO-236"),
    bad="98926 and 97140",
    good="only 98926",
    silences=("C019",),
)
def manual_beside_osteopathic(case: Case) -> Iterator[Fault]:
    """Manual therapy (97140) and osteopathic manipulation are billed for the same day.

    For payers that use NCCI edits, manual therapy is bundled with it, and no modifier bypasses the
    edit.
    """
    ncci = case.payer.ncci
    if not case.payer.insures or not ncci.value or not ncci.holds_on(case.visit.date):
        return
    first = next((line for line in case.payer_lines if line.code in _OSTEOPATHIC), None)
    for line in case.payer_lines if first is not None else ():
        pair = case.tables.pair(MANUAL, first.code) if first is not None else None
        if first is not None and pair is not None and line.code == MANUAL:
            yield Fault(
                line.path("code"),
                f"{MANUAL} bundles with osteopathic manipulation ({first.code}), even with a modifier.",
                "Bill only one of them; keep the other in the record.",
                tuple(keep_off(case, one.code) for one in (line, first)),
                pair=(pair.column1, pair.column2),
            )
