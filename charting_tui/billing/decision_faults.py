"""What is wrong with the other payers of a claim, and with what they decided."""

import re
from collections.abc import Iterable, Iterator

from charting_tui.billing.claim_data import ClaimData, Insurance
from charting_tui.records.answers import Adjustment
from charting_tui.records.values import dollars_of

_REASON = re.compile(r"[A-Z]?\d{1,3}|[A-Z]\d{1,2}")
_RANK = {"primary": 1, "secondary": 2, "tertiary": 3}
_Fault = tuple[str, str, str]


def decision_faults(claim: ClaimData) -> Iterator[_Fault]:
    """Yield path, fault and fix of what is wrong with other insurances and their decisions."""
    held = claim.insurance
    if held is None:
        return
    orders = {held.order}
    for place, other in enumerate(claim.others):
        path = f"others[{place}]"
        if other.order in orders:
            yield f"{path}.order", f"Two policies on the claim are {other.order}.", "Correct their order."
        orders.add(other.order)
        yield from _policy(path, other)
    before = [one for one in claim.others if _RANK[one.order] < _RANK[held.order]]
    decided = [one for one in before if one.decision is not None]
    if held.order != "primary" and not decided:
        yield (
            "others",
            f"The {held.order} payer is billed, but the earlier payer's payment or denial isn't entered.",
            "Enter the first payer's EOB or remittance.",
        )
    if decided:
        yield from _balance(claim, decided[-1])
    elif any(line.earlier is not None for line in claim.lines):
        yield (
            "lines",
            "A line has an earlier payer's payment, but that payer's claim decision isn't entered.",
            "Enter the earlier payer's EOB or remittance.",
        )


def _policy(path: str, other: Insurance) -> Iterator[_Fault]:
    needed = (
        ("payer.name", other.payer.name, "name of the payer"),
        ("payer.electronic_id", other.payer.electronic_id, "electronic payer ID"),
        ("member_id", other.member_id, "member ID"),
        (
            "subscriber.name.family",
            other.relationship == "self" or other.subscriber.name.family,
            "subscriber",
        ),
    )
    for name, value, words in needed:
        if not value or not str(value).strip():
            yield (
                f"{path}.{name}",
                f"The other insurance's {words} is missing.",
                "Enter it, or end that coverage.",
            )
    if other.decision is not None and other.decision.decided_on is None:
        yield (
            f"{path}.decision.decided_on",
            "The date of the other payer's EOB or remittance is missing.",
            "Enter that date.",
        )
    if other.decision is not None:
        yield from _reasons(f"{path}.decision.adjustments", other.decision.adjustments)


def _reasons(path: str, adjustments: Iterable[Adjustment]) -> Iterator[_Fault]:
    for one in adjustments:
        if not _REASON.fullmatch(one.reason):
            yield (
                path,
                f"“{one.reason[:5]}” isn't an adjustment reason code.",
                "Enter it as on the remittance, such as 45.",
            )


def _balance(claim: ClaimData, other: Insurance) -> Iterator[_Fault]:
    """Compare what was charged with what was paid and taken off: payers reject what does not balance."""
    decision = other.decision
    if decision is None:
        return
    path = f"others[{claim.others.index(other)}].decision"
    told = [line for line in claim.lines if line.earlier is not None]
    if told and len(told) < len(claim.lines):
        yield (
            f"{path}.paid",
            "The earlier payer's payment is entered for some lines only.",
            "Enter it for every line.",
        )
        return
    for place, line in enumerate(claim.lines if told else ()):
        if line.earlier is None:
            continue
        off = line.charge - (line.earlier.paid or 0) - _sum(line.earlier.adjustments)
        if off:
            yield (
                f"lines[{place}].earlier",
                (
                    f"Line {place + 1}: the payment and adjustments differ from its charge by "
                    f"${dollars_of(abs(off))}."
                ),
                "Check them against the remittance.",
            )
        odd = next(
            (one.reason for one in line.earlier.adjustments if not _REASON.fullmatch(one.reason)), None
        )
        if odd is not None:
            yield (
                f"lines[{place}].earlier",
                f"“{odd[:5]}” isn't an adjustment reason code.",
                "Enter a code such as 45.",
            )
    taken = sum(_sum(line.earlier.adjustments) for line in told if line.earlier)
    off = claim.total - decision.paid - _sum(decision.adjustments) - taken
    if off:
        yield (
            f"{path}.paid",
            f"The earlier payer's payment and adjustments differ from the total by ${dollars_of(abs(off))}.",
            "Check them against the remittance.",
        )


def _sum(adjustments: Iterable[Adjustment]) -> int:
    return sum(one.cents for one in adjustments)
