"""Faults of minutes, times and units: T001 to T016."""

from datetime import date, time

from charting_tui.records.claim import Draft
from charting_tui.records.visit import Appointment
from tests.year.changes import (
    added,
    all_of,
    billed_as,
    coded,
    ended_at,
    line,
    minutes,
    said,
    times,
    units,
    visit,
    with_visit,
)
from tests.year.fault import Change, Fault

_HALF_HOURS = "commercial shoulder, commercial left, premera shoulder, lni manual"
_HOURS = "commercial manual, regence, uhc manual, comp, auto manual, bcbs_nd, va back"
_THERAPY = "commercial therapy, uhc therapy, medicare, medicaid therapy, comp therapy, pip, anthem therapy"


def _as_booked(spent: int) -> Change:
    """Let treatment fill the whole time, booked and kept."""
    return all_of(
        minutes(0, spent),
        ended_at(spent),
        with_visit(
            lambda visit: visit.model_copy(
                update={"appointment": Appointment(start=visit.time_in, end=visit.time_out)}
            )
        ),
    )


def _late_with_two(draft: Draft) -> Draft:
    """Let the first visit be with one therapist and the second with another, at one hour."""
    evening = visit(time_in=time(20), time_out=time(21, 10))(draft)
    if draft.visit.id.endswith("2"):
        other = coded(0, "97140", "myofascial release and trigger point release")
        return all_of(other, visit(therapist="ned"))(evening)
    return evening


FAULTS = (
    Fault("a unit more than the minutes earn", "T001", _HALF_HOURS, units(3)),
    Fault("a unit more beside an adjustment", "T001", "uhc adjustment, auto adjustment", units(1, 3)),
    Fault("minutes were corrected and the units were not", "T001", _HOURS,
          all_of(minutes(0, 45), billed_as(0, units=4))),
    Fault("a unit more over two codes", "T001", _THERAPY, units(2, 2)),
    Fault("too few minutes for any unit", "T001", "commercial shoulder, commercial left, lni manual",
          all_of(minutes(0, 5), units(1))),
    Fault("a unit less than the minutes earn", "T002", f"{_HOURS}, commercial, premera, medicaid", units(3)),
    Fault("the units stand on the wrong code", "T003", _THERAPY, units(1, 2)),
    Fault("a unit more than the code's own minutes earn", "T004", "by code therapy", units(2, 2)),
    Fault("minutes of two codes put together", "T004", "by code therapy",
          all_of(minutes(0, 20), minutes(1, 9), units(2, 1))),
    Fault("the code's own minutes were corrected and the units were not", "T004", "by code",
          all_of(minutes(0, 45), units(4))),
    Fault("no minutes", "T005", "commercial, regence, uhc, va, auto, premera", line(0, minutes=None)),
    Fault("no minutes, and so no amount on the receipt", "T005 K013", "self", line(0, minutes=None)),
    Fault("minutes with a letter in them", "T005", "commercial, lni, comp, medicaid", line(0, minutes="6o")),
    Fault("minutes with their unit", "T005", "commercial back, bcbs_nd, ump", line(0, minutes="60 min")),
    Fault("the note tells the chart of units", "T006", "commercial, uhc, anthem, medicaid",
          said("objective", "Total time 53-67 minutes.")),
    Fault("minutes about so many", "T005 T006", "commercial manual, regence", line(0, minutes="about 60")),
    Fault("minutes as a range", "T005 T006", "premera, auto", line(0, minutes="53-67 min")),
    Fault("more minutes than the session has", "T007", f"{_HOURS}, self, commercial, premera", ended_at(40)),
    Fault("the session ends before it begins", "T007", "commercial, lni, self back", ended_at(-10)),
    Fault("no time in and out", "T008", "commercial, uhc, lni, medicare, comp, auto, va",
          visit(time_in=None, time_out=None)),
    Fault("no time out", "T008", "premera, regence, medicaid", visit(time_out=None)),
    Fault("two units of packs", "T009", "commercial packs", units(4, 2)),
    Fault("two units of a code of one a day", "T009",
          "osteopathy, medicare adjustment, unattended, attended, uhc adjustment", units(2)),
    Fault("ten visits of short units", "T010", "commercial, uhc, auto",
          minutes(0, 53), before=minutes(0, 53), visits=10),
    Fault("one timed code on two lines", "T011 T020", "medicare, medicare back, medicare occupational",
          all_of(minutes(0, 15), added("97140", "GP", minutes=15))),
    Fault("more units than the payer's day", "T012", "anthem therapy",
          all_of(minutes(0, 45), minutes(1, 30))),
    Fault("more units than the payer's day, by another code", "T012", "regence, bcbs_nd",
          added("97110", minutes=15, techniques=("chin tucks 2 x 10",))),
    Fault("more units than a day's limit", "T013", "commercial, medicaid, uhc, premera, ump, lni, auto",
          minutes(0, 75)),
    Fault("two clients at one time", "T014", "commercial, uhc therapy, lni, self", twice=True),
    Fault("treatment as long as the booked hour", "T015", "commercial, premera, uhc, lni", _as_booked(60)),
    Fault("more minutes than the treatment's own times", "T017", "commercial, lni, auto, medicaid, uhc",
          times(0, 0, 45)),
    Fault("times outside the session", "T017", "regence, bcbs_nd, comp", times(0, -10, 60)),
    Fault("two treatments at once", "T018", "commercial therapy, medicare, pip, medicaid therapy",
          all_of(times(0, 0, 32), times(1, 20, 38))),
    Fault("the client with two therapists at once", "T019", "commercial", visits=2, same_day=True,
          draft=_late_with_two),
    Fault("the injured client with two therapists at once", "T019", "auto", visits=2, same_day=True,
          draft=_late_with_two, since=date(2026, 7, 4)),
    Fault("a unit missed by a minute", "", "commercial manual, auto manual, self back",
          minutes(0, 52), in_report="T016"),
    Fault("a unit missed by two minutes", "", "commercial therapy, medicaid therapy",
          all_of(minutes(0, 21), minutes(1, 15)), in_report="T016"),
)  # fmt: skip
