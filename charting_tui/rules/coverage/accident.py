"""An injury that another insurer answers for, billed to a health plan: A027."""

import re
from collections.abc import Iterator
from functools import lru_cache

from charting_tui.coding.diagnosis_book.diagnoses import written
from charting_tui.records.people import Role
from charting_tui.rules.audience import only
from charting_tui.rules.case import Case
from charting_tui.rules.finding import Fault, Fix, Severity
from charting_tui.rules.rule import rule
from charting_tui.rules.wording import payer_name, quoted

_HEALTH_PLANS = frozenset({"commercial", "medicare", "medicare advantage", "medicaid"})
_INJURY = ("S", "T07", "T14")
_VEHICLE = r"(?:car|auto(?:mobile)?|motor[ -]?vehicle|vehicle|truck|motorcycle|bus)"
_HURT = r"(?:fell|slipped|tripped|hurt|injured|strained|sprained|fall|injury|accident)"
_ACCIDENT = re.compile(
    rf"\b(?:MVA|MVC|rear[- ]?end(?:ed|er)?|T-boned|{_VEHICLE}[ -](?:accident|crash|collision|wreck)"
    rf"|(?:hit|struck) by an? {_VEHICLE}|{_HURT}\b[^.;\n]{{0,40}}\b"
    r"(?:at work|on the job|at (?:his|her|their|my) job)"
    rf"|(?:at work|on the job)\b[^.;\n]{{0,30}}\b{_HURT}"
    r"|(?:work(?:place)?|on[- ]the[- ]job)[- ](?:injury|accident|related injury))\b",
    re.IGNORECASE,
)
_NOT_THIS_ONE = re.compile(
    r"\b(?:no|not|denies|denied|without|never|n't|unrelated|prior|previous|old|history|hx"
    r"|years? ago|childhood)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[^.;!?\n]+")
_GO = (Fix("Go to the cases", jump="case"),)


@rule(
    "A027",
    "injury-billed-to-health-plan",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.FRONT_DESK,
    source="CMS-1500 item 10; denial reasons CARC 19, 20 and 21: the insurer of the injury pays first",
    audience=only("medicare", "medicare advantage", "medicaid", "commercial"),
    denials=("CO-19", "CO-20", "CO-21", "N743", "N744"),
    bad="a work injury with its claim number, billed to a commercial plan",
    good="the same visit, billed to workers' compensation",
)
def injury_billed_to_health_plan(case: Case) -> Iterator[Fault]:
    """The visit is for an injury that another insurer pays for first, but a health plan is billed.

    A work injury goes to workers' compensation. After an auto accident, the auto insurer pays first in
    most states, so this is only a warning. It is also only a warning if the note mentions an accident
    with an injury code (S) and no case is on file. If the other insurer denied the visit, dismiss this
    and say so.
    """
    if case.payer.kind not in _HEALTH_PLANS or not case.bills_insurer:
        return
    injury = case.injury
    if injury is not None:
        if injury.kind in {"employment", "auto"}:
            at_work = injury.kind == "employment"
            whose = "a work injury" if at_work else "an auto accident"
            yield Fault(
                "case",
                f"This visit is for {whose} but is billed to {payer_name(case)}.",
                "Bill workers' compensation, or remove the visit from the work injury case."
                if at_work
                else "Bill the auto insurer first, or remove the visit from the auto accident case.",
                _GO,
                severity=None if at_work else Severity.WARNS,
            )
        return
    codes = [written(code) for code in case.visit.diagnoses]
    hurt = next((code for code in codes if code.startswith(_INJURY) and not code.endswith("S")), None)
    said = accident_told(case.told.text()) if hurt else ""
    if said:
        yield Fault(
            "case",
            f"The note mentions an accident ({quoted(said)}) with {hurt}, but no case is on file.",
            "Ask the client which insurer covers the accident, and enter the case with that insurer.",
            _GO,
            severity=Severity.WARNS,
        )


@lru_cache(maxsize=64)
def accident_told(text: str) -> str:
    """Return the words by which a text tells of an accident on the road or at work, or nothing."""
    for sentence in _SENTENCE.findall(text):
        found = _ACCIDENT.search(sentence)
        if found and not _NOT_THIS_ONE.search(sentence):
            return found[0]
    return ""
