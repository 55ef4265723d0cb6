"""Visits that look wrong and are right: nothing may speak, or only the advice that is named."""

from datetime import UTC, date, datetime, timedelta

from charting_tui.records.chart import ClientFile, VisitFile
from charting_tui.records.claim import Draft
from charting_tui.records.people import Consent
from charting_tui.records.visit import Addendum, BillTo, VisitKind
from tests.year.changes import (
    added,
    all_of,
    billed_as,
    claim,
    coded,
    days,
    diagnosed,
    minutes,
    modifiers,
    said,
    times,
    visit,
    with_line,
)
from tests.year.client_files import both, each, none_of, of_client, on_that_day, only_first
from tests.year.fault import Fault


def _with_a_later_word(kept: VisitFile) -> VisitFile:
    at = datetime(2026, 8, 1, 9, tzinfo=UTC)
    word = Addendum(by=kept.visit.therapist, at=at, text="Left side meant.", reason="correction")
    return kept.model_copy(update={"addenda": (word,)})


def _again_in_the_evening(draft: Draft) -> Draft:
    """Let the second visit of the day say on the claim that it is one, and why."""
    if not draft.visit.id.endswith("2"):
        return draft
    return all_of(modifiers(0, "76"), with_line(0, narrative="Flare after work"))(draft)


def _of_age(file: ClientFile, day: date) -> ClientFile:
    return of_client(birth_date=day.replace(year=day.year - 18), guardian=None)(file, day)


def _consented_a_year_ago(file: ClientFile, day: date) -> ClientFile:
    return of_client(consent=Consent(signed_on=day.replace(year=day.year - 1)))(file, day)


FAULTS = (
    Fault("separate minutes for a test", "commercial therapy, medicaid therapy, uhc therapy",
          all_of(added("97750", "GP 59", minutes=15), said("objective", "Timed up and go test with report."),
                 times(0, 0, 32), times(1, 32, 49), times(2, 49, 65))),
    Fault("a group, and alone at another time", "commercial therapy",
          all_of(added("97150", "59", narrative="Group class at 16:00"),
                 said("objective", "Group class of four in the afternoon."))),
    Fault("a massage at home with leave", "lni, lni manual", visit(place="12"),
          file=each("authorizations", place="12")),
    Fault("two massages in one day, and why", "lni", same_day=True, visits=2,
          draft=_again_in_the_evening),
    Fault("a replacement that names the earlier claim", "commercial, premera, auto",
          claim(frequency="7", original_ref="2026110012")),
    Fault("upkeep with a signed notice", "medicare adjustment", modifiers(0, "GA"),
          file=of_client(abn_signed_on=date(2026, 6, 1))),
    Fault("what the law excludes, with a free notice", "medicare", modifiers(0, "GP GX GY")),
    Fault("a late entry that says so", "commercial, self, lni", said("subjective", "Late entry."),
          signed_after=timedelta(days=9)),
    Fault("a later word with author and day", "commercial, premera", kept=_with_a_later_word),
    Fault("minutes typed as text", "commercial, uhc", with_line(0, minutes=" 60 ")),
    Fault("the client pays what the plan would", "uhc, commercial, premera",
          all_of(with_line(0, bill_to=BillTo.CLIENT), modifiers(0), billed_as(0, pointers=()))),
    Fault("packs that nobody is billed for", "medicare, commercial therapy, bundles",
          all_of(added("97010", "GP", bill_to=BillTo.NOBODY), said("objective", "A hot pack."))),
    Fault("an injury actively treated", "auto, auto manual, pip", diagnosed("S13.4XXA")),
    Fault("a plan sent in time under a signed order", "medicare, attended",
          file=both(only_first("plans"), on_that_day(
              "plans", first_treatment=lambda day: day - days(45), certified_on=lambda _: None,
              sent_on=lambda day: day - days(40), order_signed_on=lambda day: day - days(50),
              ended_on=lambda _: None))),
    Fault("seven minutes that count for another code", "commercial therapy, medicaid therapy, pip",
          all_of(minutes(0, 33), minutes(1, 7))),
    Fault("eighteen today", "commercial child", file=_of_age),
    Fault("a consent of a year ago", "commercial, self, lni", file=_consented_a_year_ago),
    Fault("the last free visit", "premera, lni", visits=6, file=none_of("authorizations")),
    Fault("the last prescribed visit", "regence, premera", visits=3, file=each("referrals", visits=3)),
    Fault("the last authorized unit", "va, va back",
          file=each("authorizations", units=48, units_used=44)),
    Fault("the case closes with this visit", "comp, auto",
          file=on_that_day("cases", ended_on=lambda day: day)),
    Fault("a prescription that ends today", "regence, ump",
          file=both(only_first("referrals"), on_that_day("referrals", expires=lambda day: day))),
    Fault("a discharge", "commercial, uhc therapy, auto", visit(kind=VisitKind.DISCHARGE), number=2),
    Fault("an office visit before an adjustment", "osteopathy", added("99213", "25")),
    Fault("massage beside an adjustment for another region", "auto adjustment, uhc adjustment",
          coded(1, "97124", "effleurage and petrissage")),
)  # fmt: skip
