"""Who ordered or certified the treatment, as the claim names them: A033 to A035."""

from collections.abc import Iterator

from charting_tui.records.people import LicenceType, Role
from charting_tui.rules.audience import INSURERS, only
from charting_tui.rules.authorization.prescription import prescription_asked_for
from charting_tui.rules.case import Case
from charting_tui.rules.finding import Fault, Fix, Severity
from charting_tui.rules.rule import rule

_GO = (Fix("Go to the prescriber", jump="referral.name"),)
_UNDER_PLAN: frozenset[LicenceType] = frozenset({"PT", "PTA", "OT", "OTA"})


@rule(
    "A033",
    "prescriber-name-missing",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.FRONT_DESK,
    source="CMS-1500 item 17; remarks N285 and N264: the ordering provider's name is missing",
    audience=INSURERS.asked_by("referral"),
    denials=("CO-16", "N264", "N285"),
    bad="a prescription with an NPI, but no prescriber name",
    good="Dr. Ames, with NPI",
    dismissible=False,
)
def prescriber_name_missing(case: Case) -> Iterator[Fault]:
    """The payer requires a prescription, and the one on file has no prescriber name."""
    referral = case.referral
    if referral is None or not prescription_asked_for(case) or not case.knows("referral.name"):
        return
    if not referral.name.strip():
        yield Fault(
            "referral.name",
            "The prescription on file has no prescriber name.",
            "Enter the prescriber's name as the NPI registry shows it.",
            _GO,
            missing=True,
        )


@rule(
    "A034",
    "certifier-missing",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.FRONT_DESK,
    source="Noridian (2022-12): the certifying physician's name and NPI on therapy claims; N285, N286",
    audience=only("medicare"),
    denials=("CO-16", "CO-206", "N265", "N285", "N286"),
    bad="97110-GP billed to Medicare, no physician with an NPI on file",
    good="the physician who certifies the plan, with NPI",
)
def certifier_missing(case: Case) -> Iterator[Fault]:
    """Therapy is billed to Medicare, but the certifying physician's name or NPI is not on file.

    The claim names that physician as the referring provider, although Medicare requires no
    prescription. The prescriber on file counts, because it is usually the same physician.
    """
    licence = case.licence
    therapy = any(line.procedure is not None and line.procedure.always_therapy for line in case.payer_lines)
    if case.payer.kind != "medicare" or licence not in _UNDER_PLAN or not therapy or not case.at_desk:
        return
    if not case.knows("referral") or not case.visit.state.kept:
        return
    found = case.referral
    if found is not None and found.name.strip() and found.npi.strip():
        return
    named = found is not None and bool(found.name.strip())
    yield Fault(
        "referral.npi" if found is not None else "referral",
        "The certifying physician's NPI is not on file; Medicare therapy claims need it."
        if named
        else "The certifying physician's name and NPI are not on file; Medicare requires both.",
        "Enter the name and NPI of the physician who certifies the plan of care.",
        (Fix("Go to the prescriber", jump="referral.npi"),),
        missing=True,
    )


@rule(
    "A035",
    "prescriber-is-us",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.FRONT_DESK,
    source="CARC 183 and 184, remark N574: not eligible to order; a person's NPI, not a group's",
    audience=INSURERS,
    denials=("CO-183", "CO-184", "CO-213", "N574"),
    bad="a prescriber with the therapist's own NPI",
    good="a prescriber with another NPI",
)
def prescriber_is_us(case: Case) -> Iterator[Fault]:
    """The prescriber has the same NPI as the clinic or the treating therapist.

    The claim would say that the therapist, or a group, ordered the treatment. A physician or
    chiropractor who treats on their own order needs no prescriber.
    """
    if not case.bills_insurer or case.referral is None:
        return
    npi = case.referral.npi.strip()
    own = case.therapist.npi.strip() if case.therapist else ""
    whose = "the practice's" if npi == case.practice.npi.strip() else "the therapist's" if npi == own else ""
    if npi and whose:
        yield Fault(
            "referral.npi",
            f"The prescriber on file has {whose} NPI.",
            "Look up the prescriber in the NPI registry, and enter their own NPI.",
            (Fix("Go to the prescriber", jump="referral.npi"),),
        )
