"""What kind of prescriber may order or certify: A063."""

from collections.abc import Iterator

from charting_tui.records.people import Role
from charting_tui.rules.audience import INSURERS
from charting_tui.rules.authorization.prescription import prescription_asked_for
from charting_tui.rules.case import Case
from charting_tui.rules.finding import Fault, Fix, Severity
from charting_tui.rules.rule import rule
from charting_tui.rules.wording import payer_name

_CERTIFY = frozenset({"MD", "DO", "DPM", "OD", "NP", "PA", "CNS"})
"""Who certifies a plan of therapy for Medicare: physicians, but no chiropractors or dentists; NP, PA, CNS."""
_NO_ORDERS = frozenset({"PT", "OT", "LAc"})


@rule(
    "A063",
    "prescriber-may-not-order",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.FRONT_DESK,
    source="42 CFR 410.60 and 424.24(c): who certifies therapy; CARC 183 and 184, remark N574",
    audience=INSURERS,
    denials=("CO-183", "CO-184", "CO-283", "N574"),
    bad="therapy billed to Medicare, certified by a chiropractor",
    good="therapy billed to Medicare, certified by a nurse practitioner",
)
def prescriber_may_not_order(case: Case) -> Iterator[Fault]:
    """The payer doesn't accept orders from this type of prescriber.

    For Medicare, therapy is certified by physicians, nurse practitioners, physician assistants and
    clinical nurse specialists, but not by chiropractors. For other payers, an order from another
    therapist is only a warning.
    """
    referral = case.referral
    kind = referral.prescriber_kind if referral is not None else None
    therapy = any(line.procedure is not None and line.procedure.always_therapy for line in case.payer_lines)
    if kind is None or kind == "other" or not case.bills_insurer:
        return
    by_medicare = case.payer.kind == "medicare" and therapy and kind not in _CERTIFY
    if by_medicare or (prescription_asked_for(case) and kind in _NO_ORDERS):
        yield Fault(
            "referral.prescriber_kind",
            f"{payer_name(case)} doesn't accept therapy orders from {_an(kind)}.",
            "Get an order from a physician, or correct the type of prescriber.",
            (Fix("Go to the prescriber", jump="referral.prescriber_kind"),),
            severity=None if by_medicare else Severity.WARNS,
        )


def _an(kind: str) -> str:
    return f"{'an' if kind[0] in 'LMON' else 'a'} {kind}"
