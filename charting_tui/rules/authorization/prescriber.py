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
    source="CMS-1500 item 17; remarks N285 and N264: the name of who ordered is missing",
    audience=INSURERS.asked_by("referral"),
    denials=("CO-16", "N264", "N285"),
    bad="a prescription with NPI, without the prescriber's name",
    good="Dr. Ames, with NPI",
    dismissible=False,
)
def prescriber_name_missing(case: Case) -> Iterator[Fault]:
    """The payer asks for a prescription, and the one on file does not name who signed it."""
    referral = case.referral
    if referral is None or not prescription_asked_for(case) or not case.knows("referral.name"):
        return
    if not referral.name.strip():
        yield Fault(
            "referral.name",
            "The prescription doesn't name its prescriber.",
            "Enter the name as the NPI registry has it.",
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
    bad="97110-GP to Medicare, no physician with an NPI on file",
    good="the physician who certifies the plan, with NPI",
)
def certifier_missing(case: Case) -> Iterator[Fault]:
    """Therapy goes to Medicare, and the physician who certifies the plan has no name or no NPI on file.

    The claim names that physician as the referring one, though Medicare asks for no prescription. The
    prescription on file will do, as it mostly comes from the same physician.
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
    what = "NPI" if found is not None and found.name.strip() else "name and NPI"
    yield Fault(
        "referral.npi" if found is not None else "referral",
        f"Medicare wants the certifying physician's {what} on a therapy claim.",
        "Enter the physician who certifies the plan of care, with NPI.",
        (Fix("Go to the prescriber", jump="referral.npi"),),
        missing=True,
    )


@rule(
    "A035",
    "prescriber-is-us",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.FRONT_DESK,
    source="CARC 183 and 184, remark N574: the one who ordered may not; the NPI of a person, not of a group",
    audience=INSURERS,
    denials=("CO-183", "CO-184", "CO-213", "N574"),
    bad="a prescriber with the therapist's own NPI",
    good="a prescriber with another NPI",
)
def prescriber_is_us(case: Case) -> Iterator[Fault]:
    """The prescriber has the NPI of the clinic, or of the therapist who treats.

    The claim would say that the therapist ordered the treatment, or that a group did. A physician or
    chiropractor who treats on their own order needs no prescriber.
    """
    if not case.bills_insurer or case.referral is None:
        return
    npi = case.referral.npi.strip()
    own = case.therapist.npi.strip() if case.therapist else ""
    whose = "the practice" if npi == case.practice.npi.strip() else "the therapist" if npi == own else ""
    if npi and whose:
        yield Fault(
            "referral.npi",
            f"The prescriber has the NPI of {whose}.",
            "Look the prescriber up in the NPI registry, and enter their own NPI.",
            (Fix("Go to the prescriber", jump="referral.npi"),),
        )
