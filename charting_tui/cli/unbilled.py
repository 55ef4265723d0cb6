"""Lists unbilled visits, their money, and what keeps each."""

import csv
import io
import json
from argparse import Namespace
from datetime import date, timedelta
from typing import Any

from charting_tui.cli.clinic import asked_date, open_clinic
from charting_tui.cli.lines import columns, not_a_formula, printable, say
from charting_tui.errors import BadInput
from charting_tui.readers.dates import DateKind
from charting_tui.records.values import dollars_of
from charting_tui.worklist.summary import Bucket, VisitSummary
from charting_tui.worklist.unbilled import age_in_days, is_unbilled, unbilled_groups

_HEADS = ("day", "time", "client", "therapist", "status", "codes", "money", "payer", "needs")
_MONEY = 6


def run(options: Namespace) -> int:
    """Print what is unbilled today, on a day, or on every day so far."""
    if options.all and options.date is not None:
        raise BadInput("unbilled: use --date or --all, not both.")
    store = open_clinic(options)
    try:
        today = store.clock.today()
        if options.therapist and store.office.person(options.therapist) is None:
            known = ", ".join(person.id for person in store.office.people)
            raise BadInput(
                f"--therapist: “{options.therapist}” isn't on this clinic's staff. Use one of {known}."
            )
        day = None if options.all else asked_date(options.date, "--date", today, DateKind.PAST) or today
        rows = store.summaries(
            day=day, before=today + timedelta(1), unbilled=True, therapist=options.therapist
        )
    finally:
        store.close()
    visits = [row for row in rows if is_unbilled(row, today)]
    if options.format == "json":
        say(json.dumps([_as_json(visit, today) for visit in visits], ensure_ascii=False, indent=1))
    elif options.format == "csv":
        say(_as_csv(visits, today))
    else:
        _print(visits, today, day)
    return 0


def _as_json(visit: VisitSummary, today: date) -> dict[str, Any]:
    return {
        "client": visit.client,
        "visit": visit.visit,
        "client_name": visit.client_name,
        "date": visit.day.isoformat(),
        "start": f"{visit.start:%H:%M}" if visit.start else None,
        "therapist": visit.therapist,
        "stands": visit.bucket.value if visit.bucket else None,
        "codes": visit.codes,
        "money": dollars_of(visit.cents),
        "client_money": dollars_of(visit.client_cents),
        "expected": visit.expected,
        "payer": visit.payer_name,
        "age_days": age_in_days(visit, today),
        "hold": visit.hold or None,
        "hold_until": visit.hold_until.isoformat() if visit.hold_until else None,
        "causes": [
            {
                "rule": cause.rule,
                "name": cause.name,
                "owner": cause.owner,
                "message": cause.message,
                "remedy": cause.remedy,
            }
            for cause in visit.causes
        ],
    }


def _as_csv(visits: list[VisitSummary], today: date) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow((*_HEADS, "age in days", "expected", "visit"))
    for visit in visits:
        cells = [
            *_cells(visit),
            str(age_in_days(visit, today)),
            "yes" if visit.expected else "no",
            visit.visit,
        ]
        cells[_MONEY] = dollars_of(visit.cents)
        writer.writerow([not_a_formula(printable(cell)) for cell in cells])
    return text.getvalue().rstrip("\n")


def _cells(visit: VisitSummary) -> list[str]:
    guess = "~" if visit.expected else ""
    return [
        visit.day.isoformat(),
        f"{visit.start:%H:%M}" if visit.start else "",
        visit.client_name,
        visit.therapist,
        visit.bucket.value if visit.bucket else "",
        visit.codes,
        f"{guess}${dollars_of(visit.cents)}",
        visit.asked_of,
        _waits_for(visit),
    ]


def _waits_for(visit: VisitSummary) -> str:
    if visit.bucket is Bucket.HELD:
        until = f" until {visit.hold_until}" if visit.hold_until else ""
        return "; ".join(filter(None, (f"{visit.hold}{until}", visit.waiting)))
    return ", ".join(dict.fromkeys(f"{cause.rule} {cause.name}" for cause in visit.causes))


def _print(visits: list[VisitSummary], today: date, day: date | None) -> None:
    if not visits:
        say(f"Nothing is unbilled {f'on {day}' if day else 'up to today'}.")
        return
    rows = [("visit", *_HEADS), *((visit.visit, *_cells(visit)) for visit in visits)]
    for line in columns(rows, right=(_MONEY + 1,)):
        say(line)
    say()
    for group in unbilled_groups(visits, today):
        say(f"{printable(group.sentence)}.")
