"""Pairs of this field in words of their own: C012, C014, C016, C018."""

from collections.abc import Iterator

from charting_tui.records.draft_edits import set_modifiers
from charting_tui.records.people import Role
from charting_tui.rules.audience import INSURERS
from charting_tui.rules.case import BilledLine, Case
from charting_tui.rules.codes.manipulation import ADJUSTMENT, needs_no_other_region, shared_regions
from charting_tui.rules.codes.named import MANUAL
from charting_tui.rules.codes.pairs import keep_off, opened
from charting_tui.rules.codes.separate import apart_by
from charting_tui.rules.finding import Fault, Fix, Severity
from charting_tui.rules.modifiers.modifiers import MOST_MODIFIERS
from charting_tui.rules.rule import rule

_SOURCE = "CMS NCCI practitioner table 2024-07-01"
_GROUP = frozenset({"97150"})
_INDIVIDUAL = frozenset({"97110", "97112", "97113", "97116", "97124", "97140", "97530", "97533", "97535"})
_SOFT_TISSUE = frozenset({"97112", "97124", "97140"})
_TEST = frozenset({"97750"})
_TREATMENT = frozenset({"97140", "97530"})


def _closed(
    case: Case, ones: frozenset[str], others: frozenset[str]
) -> Iterator[tuple[BilledLine, BilledLine]]:
    """Return lines of those codes in the order of their pair that a true reason could open, and none does."""
    if not case.payer.insures or not case.payer.ncci.value or not case.payer.ncci.holds_on(case.visit.date):
        return
    lines = case.payer_lines
    for one in dict.fromkeys(line.code for line in lines if line.code in ones):
        for other in dict.fromkeys(line.code for line in lines if line.code in others):
            pair = case.tables.pair(one, other)
            both = tuple(line for line in lines if line.code in {one, other})
            if pair is not None and pair.indicator and not opened(case, both):
                first = next(line for line in both if line.code == pair.column1)
                second = next(line for line in both if line.code == pair.column2)
                yield first, second


def _fault(case: Case, first: BilledLine, second: BilledLine, message: str, remedy: str) -> Fault:
    why = "" if second.code == MANUAL and shared_regions(case, second) else apart_by(first, second)
    given = second.claim.modifiers
    if why and len(given) < MOST_MODIFIERS:
        fix = Fix(f"Add 59 to {second.code}: {why}", set_modifiers(second.index, ("59", *given)))
    else:
        fix = Fix("Document why they were separate, then add 59, XE or XS", jump=second.path("modifiers"))
    keep = keep_off(case, second.code)
    return Fault(second.path("code"), message, remedy, (fix, keep), pair=(first.code, second.code))


@rule(
    "C012",
    "group-with-individual",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.THERAPIST,
    source=f"{_SOURCE}: 97150 with each individual code, indicator 1",
    audience=INSURERS.asked_by("ncci"),
    denials=("CO-97", "CO-236", "M15", "M80", "N20"),
    bad="97150 and 97124",
    good="97150 at 10:00 and 97124-59 at 16:00",
    silences=("C019",),
)
def group_with_individual(case: Case) -> Iterator[Fault]:
    """Group therapy (97150) and a one-on-one service are billed for the same day.

    Both are paid only if the client was in the group at one time and treated one-on-one at another, and
    a modifier says so.
    """
    for first, second in _closed(case, _GROUP, _INDIVIDUAL):
        yield _fault(
            case,
            first,
            second,
            f"{second.code} bundles with group therapy (97150) on the same day.",
            (f"For a separate one-on-one session, add 59 or XE to {second.code}. Otherwise do not bill it."),
        )


@rule(
    "C014",
    "soft-tissue-with-cmt",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.THERAPIST,
    source=f"{_SOURCE}: 98940 to 98942 with 97112, 97124, 97140, indicator 1; ChiroCode on 97124",
    audience=INSURERS.asked_by("ncci"),
    denials=("CO-4", "CO-97", "CO-236", "CO-P14", "M15", "M80", "N20"),
    bad="98940 and 97140",
    good="98940 to the neck and 97140-59 to the shoulder",
    silences=("C019",),
)
def soft_tissue_with_adjustment(case: Case) -> Iterator[Fault]:
    """Soft tissue work and a chiropractic adjustment are billed for the same day without a modifier.

    97140 and 97112 are paid with an adjustment only for another body region. 97124 needs the modifier
    too; Medicare and Medicaid also want another region for it, private payers don't.
    """
    for first, second in _closed(case, ADJUSTMENT, _SOFT_TISSUE):
        if needs_no_other_region(case, second) and len(second.claim.modifiers) < MOST_MODIFIERS:
            given = ("59", *second.claim.modifiers)
            yield Fault(
                second.path("code"),
                f"{second.code} bundles with the chiropractic adjustment ({first.code}) unless it has 59.",
                (
                    f"If {second.code} was a separate service, add 59 (same region is fine). "
                    "Otherwise do not bill it."
                ),
                (
                    Fix(f"Add 59 to {second.code}", set_modifiers(second.index, given)),
                    keep_off(case, second.code),
                ),
                pair=(first.code, second.code),
            )
            continue
        yield _fault(
            case,
            first,
            second,
            f"{second.code} bundles with the chiropractic adjustment ({first.code}).",
            f"If {second.code} was for a separate region, add 59 or XS. Otherwise do not bill it.",
        )


@rule(
    "C016",
    "perf-test-with-tx",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.THERAPIST,
    source=f"{_SOURCE}: 97750 with 97140 and 97530, indicator 1",
    audience=INSURERS.asked_by("ncci"),
    denials=("CO-4", "CO-97", "CO-236"),
    bad="97140 and 97750",
    good="97140 and 97750-59, each with its own minutes",
    silences=("C019",),
)
def performance_test_with_treatment(case: Case) -> Iterator[Fault]:
    """A performance test and treatment are billed for the same day without a modifier.

    Both are paid only if the test had its own minutes.
    """
    for first, second in _closed(case, _TEST, _TREATMENT):
        yield _fault(
            case,
            first,
            second,
            f"{second.code} bundles with {first.code} unless the test had its own minutes.",
            f"If test and treatment did not overlap, add 59 to {second.code}. Otherwise do not bill it.",
        )


@rule(
    "C018",
    "attended-and-unattended-estim",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.THERAPIST,
    source=f"{_SOURCE}: G0283 with 97032, indicator 1",
    audience=INSURERS.asked_by("ncci"),
    denials=("CO-97", "CO-236"),
    bad="G0283 and 97032",
    good="G0283",
    silences=("C019",),
)
def stimulation_twice(case: Case) -> Iterator[Fault]:
    """Attended and unattended electrical stimulation are billed for the same day."""
    for first, second in _closed(case, frozenset({"G0283"}), frozenset({"97032"})):
        yield _fault(
            case,
            first,
            second,
            "Attended (97032) and unattended (G0283) stimulation are billed for the same day.",
            f"Bill only the one you gave. If both were given at separate times, add 59 to {second.code}.",
        )
