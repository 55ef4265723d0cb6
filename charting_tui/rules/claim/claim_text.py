"""What stands on the claim in words, and where the visit was: K036 and K037."""

from collections.abc import Iterator

from charting_tui.records.people import Role
from charting_tui.rules.audience import INSURERS, only
from charting_tui.rules.case import Case
from charting_tui.rules.finding import Fault, Fix, Severity
from charting_tui.rules.rule import rule

_LONGEST = 80
_NURSING = "31"


@rule(
    "K036",
    "claim-words-too-long",
    Severity.WARNS,
    stops="nothing",
    owner=Role.BILLER,
    source="837P NTE02 (eedi.net): 80 characters, SV101-7 alike; CMS-1500 item 19: 71, not verified",
    audience=INSURERS,
    denials=("CO-16", "MA69", "N350"),
    bad="a claim description of 95 characters",
    good="a claim description of 60 characters",
)
def claim_words_too_long(case: Case) -> Iterator[Fault]:
    """A line's description is longer than the 80 characters a claim has room for."""
    for line in case.payer_lines if case.payer.insures else ():
        words = " ".join(line.service.narrative.split())
        if len(words) > _LONGEST:
            yield Fault(
                line.path("narrative"),
                (
                    f"The line note for {line.code} has {len(words)} characters; a claim has room for "
                    f"{_LONGEST}."
                ),
                f"Shorten it to {_LONGEST} characters.",
                (Fix("Edit the line note for the claim", jump=line.path("narrative")),),
            )


@rule(
    "A037",
    "nursing-facility-resident",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.FRONT_DESK,
    source="CMS audit topic 0138, Pub. 100-04 ch. 6 §20.5: therapy of facility residents; CARC 190, N106",
    audience=only("medicare"),
    denials=("CO-190", "M97", "N79", "N106"),
    bad="97110 in place of service 31, billed to Medicare",
    good="97110 in place of service 12, the client's home",
)
def nursing_facility_resident(case: Case) -> Iterator[Fault]:
    """Therapy in a skilled nursing facility (place of service 31) is billed to Medicare.

    Medicare pays the facility for all therapy of its residents. The facility pays the therapist by
    agreement.
    """
    if case.payer.kind != "medicare" or case.visit.place.strip() != _NURSING:
        return
    line = next((one for one in case.payer_lines if one.procedure and one.procedure.always_therapy), None)
    if line is not None:
        yield Fault(
            "visit.place",
            "At place of service 31 (skilled nursing facility), Medicare pays the facility, not you.",
            "Bill the facility under your agreement with it, or correct the place of service.",
        )
