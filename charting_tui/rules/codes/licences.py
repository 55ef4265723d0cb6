"""Codes against the license of the person who treats: C005 to C008, C028, C031."""

from collections.abc import Iterator
from dataclasses import replace

from charting_tui.coding.billing.payers import needling_codes, needling_outside
from charting_tui.records.draft_edits import bill_client, bill_nobody
from charting_tui.records.people import LicenceType, Role
from charting_tui.rules.audience import EVERYBODY, INSURERS
from charting_tui.rules.case import BilledLine, Case
from charting_tui.rules.finding import Fault, Fix, Severity
from charting_tui.rules.rule import rule
from charting_tui.rules.wording import a_licence, payer_name

_PT_EVALUATIONS = frozenset({"97161", "97162", "97163", "97164"})
_OT_EVALUATIONS = frozenset({"97165", "97166", "97167", "97168"})
ACUPUNCTURE = frozenset({"97810", "97811", "97813", "97814"})
_MANIPULATION = ("98925", "98943")
_CHIROPRACTIC = "98940"
"""The first code of chiropractic manipulation; those before are osteopathic."""
_NEVER_NEEDLE: frozenset[LicenceType] = frozenset({"LMT", "PT", "PTA", "OT", "OTA"})
_CLIENT_MAY_PAY = frozenset({"commercial", "medicare"})
"""Kinds of payer beside which a client may be billed for what is not covered."""


def is_visit_code(code: str) -> bool:
    """Whether a code is for an office visit or another evaluation and management (E/M) service."""
    return len(code) == 5 and code.isdigit() and "99202" <= code <= "99499"  # noqa: PLR2004


def _licence(case: Case) -> LicenceType | None:
    return case.therapist.licence_type if case.therapist else None


def _refused(line: BilledLine, message: str, remedy: str, *with_it: BilledLine) -> Fault:
    """Return the fault of a line; what cannot be billed without it goes off the bill ``with_it``."""
    return Fault(
        line.path("code"),
        message,
        remedy,
        (Fix("Choose another code", jump=line.path("code")), off_the_bill(*(with_it or (line,)))),
        pair=(line.code,),
    )


def asks_denial(case: Case, line: BilledLine) -> bool:
    """Whether a line to Medicare says by GY that the law excludes it, so that another insurer may pay."""
    return case.payer.kind == "medicare" and "GY" in {one.strip().upper() for one in line.claim.modifiers}


def off_the_bill(*lines: BilledLine) -> Fix:
    """Offer to bill no one for lines, which stay in the record."""
    codes = " and ".join(dict.fromkeys(line.code[:5] for line in lines))
    return Fix(
        f"Keep {codes} in the record, do not bill {'them' if len(lines) > 1 else 'it'}",
        bill_nobody(*(line.index for line in lines)),
    )


@rule(
    "C005",
    "pt-ot-eval-by-non-pt",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.THERAPIST,
    source="The AMA's written answer on 97161 to 97168 (Massage Today 10699)",
    audience=EVERYBODY,
    denials=("CO-8", "CO-170", "CO-185", "CO-B7", "N95"),
    bad="97161 by a massage therapist",
    good="97161 by a physical therapist",
    silences=("A015", "A016", "C028"),
)
def evaluation_by_another_licence(case: Case) -> Iterator[Fault]:
    """A PT or OT evaluation is billed, but the treating therapist is neither.

    97161 to 97164 are only for physical therapists, 97165 to 97168 only for occupational therapists. A
    massage therapist's assessment is part of the treatment. A therapist with both licenses may dismiss
    this and say so.
    """
    licence = _licence(case)
    if licence is None:
        return
    for line in case.lines:
        owner: LicenceType = licence
        if line.code in _PT_EVALUATIONS:
            owner = "PT"
        elif line.code in _OT_EVALUATIONS:
            owner = "OT"
        if line.billed and owner != licence:
            yield _refused(
                line,
                f"{line.code} is {a_licence(owner)} evaluation, but {a_licence(licence)} treated.",
                f"Do not bill {line.code}; the assessment is part of the treatment.",
            )


@rule(
    "C006",
    "em-by-lmt",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.THERAPIST,
    source="Regence massage manual: office visit codes are not payable to massage therapists",
    audience=INSURERS,
    denials=("CO-8", "CO-170", "CO-185", "N95"),
    bad="99203 by a massage therapist",
    good="99203-25 by a chiropractor",
    silences=("A015", "A016", "C028"),
)
def visit_code_by_massage_therapist(case: Case) -> Iterator[Fault]:
    """A massage therapist bills an office visit code (such as 99202 to 99215)."""
    if _licence(case) != "LMT" or not case.payer.insures:
        return
    for line in case.payer_lines:
        if is_visit_code(line.code):
            yield _refused(
                line,
                f"{line.code} is a physician's office visit, but an LMT treated.",
                f"Do not bill {line.code}; intake is part of the treatment.",
            )


@rule(
    "C007",
    "manipulation-by-lmt",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.THERAPIST,
    source="Regence massage manual: manipulation codes are not payable to massage therapists",
    audience=INSURERS,
    denials=("CO-8", "CO-170", "CO-185", "N95"),
    bad="98940 by a massage therapist",
    good="98940 by a chiropractor",
    silences=("A015", "A016", "C028"),
)
def manipulation_by_massage_therapist(case: Case) -> Iterator[Fault]:
    """A massage therapist bills osteopathic or chiropractic manipulation (98925 to 98943)."""
    if _licence(case) != "LMT" or not case.payer.insures:
        return
    first, last = _MANIPULATION
    for line in case.payer_lines:
        if first <= line.code <= last and len(line.code) == len(first):
            kind = "osteopathic (DO)" if line.code < _CHIROPRACTIC else "chiropractic (DC)"
            yield _refused(
                line,
                f"{line.code} is {kind} manipulation, but an LMT treated.",
                "Use the code for what was done.",
            )


@rule(
    "C008",
    "acupuncture-by-non-acupuncturist",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.THERAPIST,
    source="Scope of practice: acupuncture is for acupuncturists and physicians",
    audience=INSURERS,
    denials=("CO-8", "CO-170", "CO-185", "N95"),
    bad="97810 by a massage therapist",
    good="97810 by an acupuncturist",
    silences=("A015", "A016", "C028"),
)
def acupuncture_by_another_licence(case: Case) -> Iterator[Fault]:
    """Acupuncture (97810 to 97814) is billed, but the therapist's license is for something else.

    Acupuncturists and physicians may bill it. Chiropractors, who may needle in some states, are not
    reported.
    """
    licence = _licence(case)
    if licence not in _NEVER_NEEDLE or not case.payer.insures:
        return
    needled = [line for line in case.payer_lines if line.code in ACUPUNCTURE]
    for line in needled:
        yield _refused(
            line,
            f"{line.code} is acupuncture, but {a_licence(licence)} treated.",
            "Use the code for what was done.",
            *needled,
        )


@rule(
    "C031",
    "needling-outside-license",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.THERAPIST,
    source="State practice acts: massage works from outside the body; APTA's list of dry needling laws",
    audience=EVERYBODY,
    denials=("CO-170", "CO-185", "N95"),
    bad="20560 by a massage therapist",
    good="20560 by a physical therapist in Colorado",
    silences=("A015", "A016", "C028"),
)
def needling_outside_license(case: Case) -> Iterator[Fault]:
    """Dry needling (20560, 20561) is billed, but the therapist's license doesn't cover it.

    Massage therapists may not insert needles in any state. For physical therapists, the states that a
    published list names (California, Hawaii, New York, Oregon) get only a warning, because laws change.
    Other licenses and states are not checked.
    """
    licence, person = _licence(case), case.therapist
    if licence is None or person is None:
        return
    state = (person.licence_state or case.practice.state).strip().upper()
    scope = needling_outside(licence, state)
    for line in case.lines if scope is not None else ():
        if scope is not None and line.billed and line.code in needling_codes():
            where = f" in {scope.state}" if scope.state else ""
            refused = _refused(
                line,
                f"{line.code} is dry needling, which is outside {a_licence(licence)}'s scope of practice"
                f"{where}.",
                "Use the code for what was done. If needles were used, tell the clinic's owner.",
            )
            yield replace(refused, severity=Severity.WARNS) if scope.weighs == "warns" else refused


@rule(
    "C028",
    "code-not-paid-to-licence",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.BILLER,
    source="The payer's setting: the codes it pays for each type of license",
    audience=INSURERS.asked_by("codes_paid"),
    denials=(
        "CO-8",
        "CO-12",
        "CO-96",
        "CO-147",
        "CO-170",
        "CO-171",
        "CO-185",
        "CO-204",
        "CO-256",
        "CO-B7",
        "N95",
        "N130",
        "N216",
        "N381",
        "N425",
        "N448",
        "N808",
    ),
    bad="97112 by a massage therapist, to a plan that pays them only for 97124",
    good="97124 by a massage therapist, to the same plan",
)
def code_not_paid_to_licence(case: Case) -> Iterator[Fault]:
    """The payer is known not to pay this code for this type of license.

    Which codes a payer pays for each license is a setting of the payer. If it is not known, nothing is
    reported. A line with GY asks Medicare for a denial, so it is not reported. Massage therapists under
    Original Medicare and Florida PIP have rules of their own, A015 and A016.
    """
    licence, setting = _licence(case), case.payer.codes_paid
    if licence is None or setting is None or not setting.holds_on(case.visit.date):
        return
    paid = setting.value.get(licence)
    if paid is None or not case.payer.insures:
        return
    refused = [
        line
        for line in case.payer_lines
        if line.code and line.code not in paid and not asks_denial(case, line)
    ]
    for line in refused:
        yield Fault(
            line.path("code"),
            f"{payer_name(case)} doesn't pay {licence}s for {line.code[:5]}.",
            instead_of_payer(case),
            (*client_pays(case, *refused), off_the_bill(*refused)),
            pair=(line.code,),
        )


def instead_of_payer(case: Case) -> str:
    """Return what to do with a line that the payer does not pay."""
    if case.payer.kind in _CLIENT_MAY_PAY:
        return "Bill the client, or mark it “do not bill”."
    return "Mark it “do not bill”; this client can't be billed for it."


def client_pays(case: Case, *lines: BilledLine) -> tuple[Fix, ...]:
    """Offer to bill lines to the client, where the kind of payer allows it."""
    if case.payer.kind not in _CLIENT_MAY_PAY or not lines:
        return ()
    named = ", ".join(line.code[:5] for line in lines[:3])
    return (Fix(f"Bill {named} to the client", bill_client(*(line.index for line in lines))),)
