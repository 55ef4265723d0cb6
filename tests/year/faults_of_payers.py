"""Faults of leave, prescription, plan and policy: A001 to A027."""

from datetime import date
from typing import Literal

from charting_tui.records.chart import ClientFile, VisitFile
from charting_tui.records.claim import ClaimState, Hold
from charting_tui.records.coverage import Authorization, InjuryCase
from charting_tui.records.visit import BillTo, VisitKind
from tests.year.changes import claim, coded, days, line, visit
from tests.year.client_files import both, each, none_of, on_that_day, only_first
from tests.year.fault import Ending, Fault, FileChange

_MASSAGE_BY_PRESCRIPTION = "regence, regence back, ump, lni, lni manual, premera"
_TREATED_UNDER_PLAN = "medicare, medicare back, medicare occupational"
_LONG_AGO = date(2026, 6, 13)
_LATELY = date(2026, 9, 10)


def _first_plan_unsigned(file: ClientFile, day: date) -> ClientFile:
    """Leave the later plans as they are; they begin after the visit."""
    first, *later = file.plans
    unsigned = {"first_treatment": day - days(45), "certified_on": None, "sent_on": None}
    return file.model_copy(update={"plans": (first.model_copy(update=unsigned), *later)})


def held(kept: VisitFile) -> VisitFile:
    """Let the claim wait for a day to come."""
    hold = Hold(reason="The adjuster calls back", by="robin", until=date(2026, 12, 20))
    on_hold = kept.claim.model_copy(update={"state": ClaimState.HELD, "hold": hold})
    return kept.model_copy(update={"claim": on_hold})


def _injured(kind: Literal["auto", "employment"]) -> FileChange:
    """Let there be an accident that another insurer answers for."""

    def change(file: ClientFile, day: date) -> ClientFile:
        case = InjuryCase(id="k9", kind=kind, injury_date=day - days(20), state="WA", claim_number="BA40117")
        return file.model_copy(update={"cases": (case,)})

    return change


def _authorization_over(file: ClientFile, day: date) -> ClientFile:
    payer = file.coverage[0].payer
    over = Authorization(id="a9", payer=payer, starts=day - days(95), ends=day - days(5))
    return file.model_copy(update={"authorizations": (over,)})


FAULTS = (
    Fault("no authorization", "A001", "va, va back, va needles", file=none_of("authorizations")),
    Fault("the authorization ended", "A002", "va, va back, va needles",
          file=on_that_day("authorizations", starts=lambda day: day - days(95),
                           ends=lambda day: day - days(5))),
    Fault("the authorization has not begun", "A002", "va, va back",
          file=on_that_day("authorizations", starts=lambda day: day + days(5))),
    Fault("the authorization is used up", "A003", "va, va back, va needles",
          file=each("authorizations", visits_used=12)),
    Fault("the code is not authorized", "A004", "va", file=each("authorizations", codes=("97140", "97110"))),
    Fault("manual therapy is not authorized", "A004", "va back",
          file=each("authorizations", codes=("97124",))),
    Fault("one visit is left", "A005", "va, va back", file=each("authorizations", visits_used=10)),
    Fault("a week is left", "A005", "va, va needles",
          file=on_that_day("authorizations", ends=lambda day: day + days(7))),
    Fault("one visit more than the plan pays in a year", "A006", "ump", visits=17, since=date(2026, 2, 7)),
    Fault("one visit more than the plan pays for a case", "A006", "per case", visits=27,
          since=date(2026, 1, 3)),
    Fault("the free visits are used", "A007", "premera, premera shoulder, lni", visits=7,
          file=none_of("authorizations")),
    Fault("no prescription", "A008", _MASSAGE_BY_PRESCRIPTION, file=none_of("referrals")),
    Fault("the prescription is not signed", "A008", _MASSAGE_BY_PRESCRIPTION,
          file=both(only_first("referrals"), each("referrals", signed_on=None))),
    Fault("the prescription was signed after the visit", "A008", "regence, ump, premera",
          file=both(only_first("referrals"), on_that_day("referrals", signed_on=lambda day: day + days(3)))),
    Fault("the prescription ended", "A008", _MASSAGE_BY_PRESCRIPTION,
          file=both(only_first("referrals"), on_that_day("referrals", expires=lambda day: day - days(1)))),
    Fault("a prescriber without number", "A009", "regence, premera, lni", file=each("referrals", npi="")),
    Fault("a prescriber with a wrong number", "A009", "regence back, ump, lni manual",
          file=each("referrals", npi="1234567890")),
    Fault("no plan of care", "A010", _TREATED_UNDER_PLAN, file=none_of("plans")),
    Fault("a plan without frequency", "A010", _TREATED_UNDER_PLAN, file=each("plans", frequency="")),
    Fault("a plan without goals", "A010", "medicare adjustment, attended", file=each("plans", goals=())),
    Fault("a plan that nobody signed in time", "A011", _TREATED_UNDER_PLAN,
          file=both(only_first("plans"), on_that_day(
              "plans", first_treatment=lambda day: day - days(45), certified_on=lambda _: None,
              sent_on=lambda _: None, ended_on=lambda _: None))),
    Fault("a plan that was signed late", "A011", "medicare, attended",
          file=both(only_first("plans"), on_that_day(
              "plans", first_treatment=lambda day: day - days(45), certified_on=lambda day: day - days(5),
              sent_on=lambda _: None, ended_on=lambda _: None))),
    Fault("a plan that nobody signed, and a later one that is signed", "A011", "medicare, medicare back",
          file=_first_plan_unsigned),
    Fault("a certification that ended", "A011", "medicare, medicare back",
          file=both(only_first("plans"), on_that_day(
              "plans", first_treatment=lambda day: day - days(110), certified_on=lambda day: day - days(100),
              ended_on=lambda _: None))),
    Fault("a certification counted from its signature", "A011", "medicare, medicare back",
          file=both(only_first("plans"), on_that_day(
              "plans", first_treatment=lambda day: day - days(95), certified_on=lambda day: day - days(85),
              ended_on=lambda _: None))),
    Fault("a plan whose own four weeks are over", "A011", "medicare, medicare back, attended",
          file=both(only_first("plans"), on_that_day(
              "plans", first_treatment=lambda day: day - days(45), certified_on=lambda day: day - days(40),
              duration=lambda _: "4 weeks", ended_on=lambda _: None))),
    Fault("a plan that runs until the client is better", "A011", "medicare",
          file=both(only_first("plans"), on_that_day(
              "plans", first_treatment=lambda day: day - days(45), certified_on=lambda day: day - days(40),
              duration=lambda _: "until better", ended_on=lambda _: None))),
    Fault("an authorization that ended, of a payer that may not ask for one", "A002", "commercial, uhc",
          file=_authorization_over),
    Fault("an injury at work, billed to a health plan", "A027", "commercial, uhc, medicaid", visit(case="k9"),
          file=_injured("employment")),
    Fault("an auto accident, billed to a health plan", "A027", "commercial", visit(case="k9"),
          file=_injured("auto")),
    Fault("eleven treatment days without a report", "A012", "medicare, medicare occupational", visits=11,
          draft=visit(kind=VisitKind.FOLLOW_UP), before=visit(kind=VisitKind.FOLLOW_UP)),
    Fault("forty days without a report", "A012", "lni, lni manual",
          file=both(only_first("plans"), on_that_day("plans", first_treatment=lambda day: day - days(40)))),
    Fault("the time to file has passed", "A013", "uhc, uhc therapy, anthem", since=_LONG_AGO,
          ending=Ending.SIGNED, kept=held),
    Fault("the first payer has not decided", "A014", "two payers", claim(primary_decided_on=None)),
    Fault("a massage therapist bills Medicare", "A015", "medicare, attended, medicare back",
          visit(therapist="ned")),
    Fault("a massage therapist bills injury protection", "A016", "pip, pip therapy", visit(therapist="nell")),
    Fault("massage for injury protection", "A016", "pip, pip therapy",
          coded(0, "97124", "effleurage and petrissage")),
    Fault("a work injury without claim number", "A017", "comp, lni, comp therapy, lni manual",
          file=each("cases", claim_number="")),
    Fault("a work injury without employer", "A017", "comp, lni", file=each("cases", employer="")),
    Fault("a work injury without its day", "A017", "comp, lni", file=each("cases", injury_date=None)),
    Fault("a work injury without a case", "A017", "comp, comp therapy", file=none_of("cases")),
    Fault("an accident without its state", "A018", "auto, auto manual, pip therapy",
          file=each("cases", state="")),
    Fault("an accident in a state that is none", "A018", "auto, auto adjustment",
          file=each("cases", state="Wash")),
    Fault("an accident without a case", "A018", "auto, auto manual", file=none_of("cases")),
    Fault("a massage at home without leave", "A019", "lni, lni manual", visit(place="12")),
    Fault("two massages in one day", "A020 K006", "lni", visits=2, same_day=True),
    Fault("the veteran is billed", "A021", "va, va back", line(0, bill_to=BillTo.CLIENT)),
    Fault("membership was last asked a year ago", "A022", "commercial, uhc, premera, medicare, medicaid",
          file=each("coverage", eligibility_checked_on=date(2025, 11, 3))),
    Fault("membership was never asked", "A022", "regence, ump, anthem",
          file=each("coverage", eligibility_checked_on=None)),
    Fault("the case was closed a week before", "A024", "comp, lni, auto, pip",
          file=on_that_day("cases", ended_on=lambda day: day - days(7))),
    Fault("a visit before the injury", "A024", "comp therapy, auto manual",
          file=on_that_day("cases", injury_date=lambda day: day + days(1))),
    Fault("one visit more than was prescribed", "A025", "regence, ump, lni, premera", visits=3,
          file=each("referrals", visits=2)),
    Fault("more units than were authorized", "A026", "va, va back, va needles",
          file=each("authorizations", units=48, units_used=47)),
    Fault("units of earlier visits count", "A026", "va", visits=3, file=each("authorizations", units=10)),
    Fault("most of the time to file has passed", "A023", "uhc, uhc manual, anthem", since=_LATELY,
          ending=Ending.SIGNED, kept=held),
)  # fmt: skip
