"""What answers enter in the client's file: the written consent, goals and their progress, plan of care."""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date

from charting_tui.errors import BadInput
from charting_tui.operations.clients.client_file import plan_that_holds, read_known, save_file
from charting_tui.operations.visits.editing import Entered
from charting_tui.operations.visits.editing_session import EditingSession
from charting_tui.readers.dates import DateKind, read_date
from charting_tui.records.chart import ClientFile
from charting_tui.records.coverage import Goal, PlanOfCare
from charting_tui.records.office import Office
from charting_tui.records.people import Consent
from charting_tui.records.visit import Facts, Visit
from charting_tui.rules.note.record_law import year_after
from charting_tui.shorthand.guided.prompts import prompts_of
from charting_tui.shorthand.write.wording import dated

CONSENT = "Written consent signed"
GOALS = "Goals:"
CARE = "Plan of care:"
PLAN_ENDS = "Plan of care ends"
_HOW_LONG = re.compile(r"(.+?) for (.+ weeks?)")


def consent_holds(file: ClientFile, day: date) -> bool:
    """Whether a written consent that is no older than a year is on file for that day."""
    consent = file.client.consent
    if consent is None or consent.signed_on is None or consent.signed_on > day:
        return False
    revoked = consent.revoked_on is not None and consent.signed_on <= consent.revoked_on <= day
    return not revoked and day <= year_after(consent.signed_on)


def filed(file: ClientFile, visit: Visit, facts: Facts) -> ClientFile:
    """Return the file with what the answers say of consent, plan of care, goals and their progress.

    Goals and plan come from visits that ask for them; a consent that is older than that on file from none.
    """
    consent, before = _day_under(facts, CONSENT, visit.date), file.client.consent or Consent()
    if consent is not None and (before.signed_on is None or before.signed_on < consent):
        signed = before.model_copy(update={"signed_on": consent})
        file = file.model_copy(update={"client": file.client.model_copy(update={"consent": signed})})
    asked = any(prompt.id == "goals" for prompt in prompts_of(visit.kind))
    holds, parts = plan_that_holds(file), _plan_parts(facts) if asked else {}
    if holds is not None and facts.goals:
        parts["goals"] = _with_progress(file.plans[holds], facts)
    if holds is not None and (ends := _day_under(facts, PLAN_ENDS, visit.date)):
        parts["ended_on"] = ends
    if not parts:
        return file
    if holds is None:
        taken = {plan.id for plan in file.plans}
        name = next(f"o{number}" for number in range(1, len(taken) + 2) if f"o{number}" not in taken)
        plan = PlanOfCare(id=name, first_treatment=visit.date, diagnoses=visit.diagnoses)
        return file.model_copy(update={"plans": (*file.plans, plan.model_copy(update=parts))})
    plan = file.plans[holds].model_copy(update=parts)
    return file.model_copy(update={"plans": (*file.plans[:holds], plan, *file.plans[holds + 1 :])})


def gained(file: ClientFile, visit: Visit, facts: Facts) -> tuple[str, ...]:
    """Return in words what the file gains by what the answers say."""
    return tuple(_differences(file, filed(file, visit, facts)))


def _differences(before: ClientFile, after: ClientFile) -> Iterator[str]:
    if after.client.consent != before.client.consent and after.client.consent is not None:
        yield f"consent signed on {after.client.consent.signed_on}"
    for plan in after.plans:
        if plan not in before.plans:
            often = " for ".join(part for part in (plan.frequency, plan.duration) if part)
            goals = f"{len(plan.goals)} {'goal' if len(plan.goals) == 1 else 'goals'}" if plan.goals else ""
            ends = f"ends {dated(plan.ended_on)}" if plan.ended_on else ""
            parts = (plan.type, plan.amount, often, goals, ends)
            yield f"plan of care: {', '.join(part for part in parts if part)}"


def enter_in_file(session: EditingSession, visit: Visit, facts: Facts) -> Entered | None:
    """Save what the answers say in the client's file, as an edit of its own in the chart's history."""
    known = read_known(session.store, session.chart.id)
    changed = filed(known.file, visit, facts)
    if changed == known.file:
        return None
    save_file(session.store, known, changed)
    session.read_file()
    return Entered(known.file, changed)


def _day_under(facts: Facts, lead: str, today: date) -> date | None:
    """Return the day that the words under a heading begin with: “11/20”, “on 2026-11-20”."""
    for word in _under(facts, lead).split()[:2]:
        with suppress(BadInput):
            return read_date(word.rstrip(".,;"), today, DateKind.PAST)
    return None


def _plan_parts(facts: Facts) -> dict[str, object]:
    """Return the fields of the plan that the answers name; a frequency alone makes no plan."""
    goals = [part.strip() for part in _under(facts, GOALS).rstrip(".").split(" / ") if part.strip()]
    kind, _, amount = _under(facts, CARE).rstrip(".").partition(",")
    if not goals and not kind:
        return {}
    long = _HOW_LONG.fullmatch(facts.frequency)
    parts: dict[str, object] = {
        "goals": tuple(Goal(text=goal) for goal in goals),
        "type": kind.strip(),
        "amount": amount.strip(),
        "frequency": long[1] if long else facts.frequency,
        "duration": long[2] if long else "",
    }
    return {name: value for name, value in parts.items() if value}


def _with_progress(plan: PlanOfCare, facts: Facts) -> tuple[str | Goal, ...]:
    """Return the plan's goals with how far the answers say they are reached."""
    reached = {one.name: one.after if one.after is not None else one.value for one in facts.goals}
    goals: list[str | Goal] = []
    for number, goal in enumerate(plan.goals, 1):
        percent = reached.get(str(number))
        whole = Goal(text=goal) if isinstance(goal, str) else goal
        if isinstance(percent, (int, float)):
            goals.append(whole.model_copy(update={"progress": int(percent)}))
        else:
            goals.append(goal)
    return tuple(goals)


def _under(facts: Facts, lead: str) -> str:
    """Return the words under that heading."""
    return " ".join(
        one.text.removeprefix(lead).strip() for one in facts.verbatim if one.text.startswith(lead)
    )


def not_entered(file: ClientFile, office: Office, today: date) -> str:
    """Return in one line what is not entered yet, with the keys that enter it in a chart; or nothing."""
    entries = ", ".join(_entries(file, office, today))
    parts = [f"{entries} (tab, a)"] if entries else []
    if not consent_holds(file, today):
        parts.append("consent (enter)")
    return f"Not entered yet: {'; '.join(parts)}" if parts else ""


def _entries(file: ClientFile, office: Office, today: date) -> Iterator[str]:
    if not file.coverage:
        yield "coverage, unless the client pays"
    payers = [office.payer(policy.payer) for policy in file.coverage if policy.order == "primary"]
    asking = [payer.referral for payer in payers if payer.insures and payer.referral]
    if not file.referrals and any(need.value.required and need.holds_on(today) for need in asking):
        yield "prescription"
    asked_first = [payer.authorization for payer in payers if payer.insures and payer.authorization]
    if not file.authorizations and any(
        need.value.required and not need.value.free_visits and need.holds_on(today) for need in asked_first
    ):
        yield "authorization"
