"""The same claim on paper and as 837P: what both say must be the same."""

from collections.abc import Iterator

from charting_tui.billing.claim_data import ClaimData, Insurance, NameParts
from charting_tui.billing.paper.cms1500 import form_faults
from charting_tui.billing.paper.form_items import Items, items_of, line_items
from charting_tui.billing.paper.form_text import filed_name, form_code, form_money, form_words
from charting_tui.billing.x12.write_837p import write_837p
from charting_tui.records.addresses import Address

from .claims_made import ENVELOPE, MADE_AT, claims

Segment = list[str]
_RELATIONS = {"18": "self", "01": "spouse", "19": "child", "G8": "other relation", "20": "other relation"}


def segments(claim: ClaimData) -> list[Segment]:
    text = write_837p([claim], ENVELOPE, MADE_AT).decode()
    return [one.strip().split("*") for one in text.split("~") if one.strip()]


def first(found: list[Segment], *begins: str) -> Segment:
    return next((one for one in found if one[: len(begins)] == list(begins)), [])


def part(segment: Segment, place: int) -> str:
    return segment[place] if place < len(segment) else ""


def before_other_payers(found: list[Segment]) -> list[Segment]:
    clm = next(place for place, one in enumerate(found) if one[0] == "CLM")
    others = [place for place, one in enumerate(found) if place > clm and one[0] in {"SBR", "LX"}]
    return found[: others[0]]


def other_payer(found: list[Segment]) -> list[Segment]:
    clm = next(place for place, one in enumerate(found) if one[0] == "CLM")
    begins = next(place for place, one in enumerate(found) if place > clm and one[0] == "SBR")
    ends = [place for place, one in enumerate(found) if place > begins and one[0] in {"SBR", "LX"}]
    return found[begins : ends[0]]


def same_name(segment: Segment) -> str:
    if part(segment, 2) == "2":
        return form_words(part(segment, 3))
    names = NameParts(
        family=part(segment, 3), given=part(segment, 4), middle=part(segment, 5), suffix=part(segment, 7)
    )
    return filed_name(names)


def differing(claim: ClaimData, policy: Insurance) -> Iterator[str]:
    form: Items = items_of(claim, policy, claim.lines, None)
    whole = segments(claim)
    found = before_other_payers(whole)
    insured, sbr, clm = first(found, "NM1", "IL"), first(found, "SBR"), first(found, "CLM")
    patient = first(found, "NM1", "QC") or insured
    relation = part(first(found, "PAT"), 1) or part(sbr, 2)
    cause = part(clm, 11).split(":")
    frequency = part(clm, 5).split(":")[2]
    medicare = policy.payer.filing_kind == "MB"
    pairs = [
        ("1a", form["insured ID"], form_code(part(insured, 9))),
        ("2", form["patient name"], same_name(patient)),
        ("6", _marked(form), _RELATIONS[relation]),
        ("10a", "employment yes" in form, "EM" in cause),
        ("10b", ("auto yes" in form, form.get("auto state", "")), ("AA" in cause, _state(cause))),
        ("10c", "other accident yes" in form, "OA" in cause),
        ("11b", form.get("other claim ID", ""), _claim_number(found, medicare=medicare)),
        ("13", "insured signature" in form, part(clm, 8) == "Y"),
        ("17", form.get("referring qualifier", ""), _sender(found)),
        ("21", [form.get(f"diagnosis {letter}", "") for letter in "ABCDEFGHIJKL"], _diagnoses(found)),
        ("22", form.get("resubmission code", "1"), frequency),
        ("22 number", form.get("original reference", ""), form_code(part(first(found, "REF", "F8"), 2))),
        ("23", form.get("prior authorization", ""), form_code(part(first(found, "REF", "G1"), 2))),
        ("25", form["tax ID"], part(first(found, "REF", "EI") or first(found, "REF", "SY"), 2)),
        ("26", form["patient account"], form_code(part(clm, 1))),
        ("27", "assignment yes" in form, part(clm, 7) == "A"),
        ("28", form["total charge"], form_money(round(float(part(clm, 2)) * 100))),
        ("33a", form["billing NPI"], part(first(found, "NM1", "85"), 9)),
    ]
    if not medicare:
        pairs += [
            ("4", form.get("insured name", ""), same_name(insured)),
            ("11", form.get("group number", ""), form_code(part(sbr, 3))),
        ]
        pairs += _other_pairs(form, claim, whole)
    lines = [one for one in whole if one[0] == "SV1"]
    for line, service in zip(claim.lines, lines, strict=True):
        on_form, code = line_items(line, claim), part(service, 1).split(":")
        pairs.append(("24D", f"{on_form['code']} {on_form.get('modifiers', '')}".strip(), _code(code)))
        pairs.append(("24G", on_form["units"], part(service, 4)))
    yield from (f"{item}: {paper!r} is {file!r}" for item, paper, file in pairs if paper != file)


def _other_pairs(form: Items, claim: ClaimData, whole: list[Segment]) -> list[tuple[str, object, object]]:
    if not claim.others:
        return [("11d", ("another plan no" in form, "other insured name" in form), (True, False))]
    other = other_payer(whole)
    sbr, insured = first(other, "SBR"), first(other, "NM1", "IL")
    plan = part(sbr, 4) or part(first(other, "NM1", "PR"), 3)
    return [
        ("9", form["other insured name"], same_name(insured)),
        ("9a", form["other insured policy"], form_code(part(sbr, 3) or part(insured, 9))),
        ("9d", form["other plan name"], form_words(plan)),
        ("11d", "another plan yes" in form, True),
    ]


def _marked(form: Items) -> str:
    return next(name for name in ("self", "spouse", "child", "other relation") if name in form)


def _state(cause: list[str]) -> str:
    return cause[3] if len(cause) > 3 else ""


def _claim_number(found: list[Segment], *, medicare: bool) -> str:
    number = form_code(part(first(found, "REF", "Y4"), 2))
    return f"Y4 {number}" if number and not medicare else ""


def _sender(found: list[Segment]) -> str:
    return next((role for role in ("DN", "DQ") if first(found, "NM1", role)), "")


def _diagnoses(found: list[Segment]) -> list[str]:
    codes = [one.split(":")[1] for one in first(found, "HI")[1:]]
    return [*codes, *[""] * (12 - len(codes))]


def _code(parts: list[str]) -> str:
    return " ".join(filter(None, parts[1:6]))


def test_paper_and_file_say_the_same_of_every_claim() -> None:
    fitting = [one for one in claims(150) if not form_faults(one)]
    assert len(fitting) > 100
    found = {
        f"{claim.number}: {words}"
        for claim in fitting
        if claim.insurance is not None
        for words in differing(claim, claim.insurance)
    }
    assert found == set()


def test_the_insured_of_workers_compensation_is_the_employer_with_its_address() -> None:
    claim = next(one for one in claims() if one.accident and one.accident.employer)
    assert claim.insurance is not None
    assert claim.accident is not None
    where = Address(street="7 Dock St", city="Bremerton", state="WA", zip_code="98337")
    accident = claim.accident.model_copy(update={"employer_address": where})
    form = items_of(claim.model_copy(update={"accident": accident}), claim.insurance, claim.lines, None)
    told = [form[name] for name in ("insured name", "insured street", "insured city", "other relation")]
    assert told == ["ALDER BOAT WORKS", "7 DOCK ST", "BREMERTON", "X"]
    assert form["patient name"] == filed_name(claim.patient.name)
    assert "insured birth year" not in form
