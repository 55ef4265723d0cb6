"""Lists the next days' booked visits with what is missing for each."""

import json
from argparse import Namespace
from datetime import date
from typing import Any

from charting_tui.cli.clinic import open_clinic
from charting_tui.cli.lines import counted, printable, say
from charting_tui.errors import BadInput
from charting_tui.operations.bookings.coming_days import ComingDays, coming_days
from charting_tui.records.people import Role
from charting_tui.records.values import dollars_of
from charting_tui.worklist.tomorrow import ComingVisit, Gap


def run(options: Namespace) -> int:
    """Print the visits still to come today and on the next days with bookings."""
    role = _role(options.role)
    store = open_clinic(options)
    try:
        if options.therapist and store.office.person(options.therapist) is None:
            known = ", ".join(person.id for person in store.office.people)
            raise BadInput(
                f"--therapist: “{options.therapist}” isn't on this clinic's staff. Use one of {known}."
            )
        today = store.clock.today()
        found = coming_days(store, options.days, options.therapist)
    finally:
        store.close()
    shown = found.for_owner(role)
    if options.format == "json":
        say(json.dumps(_as_json(shown), ensure_ascii=False, indent=1))
    elif not found.days:
        whose = f" with {options.therapist}" if options.therapist else ""
        say(f"No visits{whose} are booked in the next four weeks.")
    else:
        _print(shown, today, role)
    return 0


def _role(text: str | None) -> Role | None:
    """Return the role that --for names; BadInput where there is none of that name."""
    if text is None or text.strip().lower() in set(Role):
        return Role(text.strip().lower()) if text else None
    raise BadInput(f"--for: “{text}” isn't a role. Use one of {', '.join(Role)}.")


def _as_json(shown: ComingDays) -> dict[str, Any]:
    return {
        "visits": [_visit_json(visit) for visit in shown.visits],
        "not_known": [
            {"payer": one.payer, "client": one.client, "told": one.sentence} for one in shown.not_known
        ],
    }


def _visit_json(visit: ComingVisit) -> dict[str, Any]:
    return {
        "client": visit.client,
        "visit": visit.visit,
        "client_name": visit.client_name,
        "date": visit.day.isoformat(),
        "start": f"{visit.start:%H:%M}" if visit.start else None,
        "therapist": visit.therapist,
        "payer": visit.payer_name,
        "copay": None if visit.copay is None else dollars_of(visit.copay),
        "read": not visit.unread,
        "missing": [_gap_json(gap) for gap in visit.gaps],
    }


def _gap_json(gap: Gap) -> dict[str, Any]:
    return {
        "rule": gap.rule or None,
        "missing": gap.missing,
        "severity": gap.severity.value,
        "level": gap.severity.level,
        "owner": gap.owner.value,
        "field": gap.field,
        "message": gap.message,
        "remedy": gap.remedy,
        "by": gap.by,
        "due": gap.due.isoformat(),
        "for_visit": gap.visit,
        "for_visit_on": gap.later.isoformat() if gap.later else None,
    }


def _print(shown: ComingDays, today: date, role: Role | None) -> None:
    if not shown.days:
        say(f"Nothing is missing that the {role} can fix.")
    for day in shown.days:
        name = f"Today, {day.day:%a %b %-d}" if day.day == today else f"{day.day:%a %b %-d}"
        ready = "" if role else f", {day.ready} ready"
        say(f"{name}: {counted(len(day.visits), 'visit')}{ready}")
        for visit in day.visits:
            start = f"{visit.start:%H:%M}" if visit.start else "     "
            state = "the chart can't be read" if visit.unread else "" if visit.missing else "ready"
            copay = f"copay ${dollars_of(visit.copay)}" if visit.copay else ""
            told = (visit.client_name, visit.therapist, visit.payer_name, copay, state)
            say(printable(f"{start} {' · '.join(filter(None, told))}"))
            for gap in visit.gaps:
                later = f"for {gap.later.month}/{gap.later.day}: " if gap.later else ""
                rule = f"{gap.rule} " if gap.rule else ""
                say(printable(f"  {gap.mark} {rule}{later}{gap.message}"))
                say(printable(f"    {gap.remedy} ({gap.owner.value}, {gap.by})"))
        say()
    if shown.not_known and role is None:
        say("Unknown:")
        for unknown in shown.not_known:
            say(printable(f"  {unknown.sentence}"))
