"""What one looks for before a visit, in short lines: alerts, what is wrong, the last visits, what is left."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from charting_tui.coding.billing.pricing import codes_in_words, price
from charting_tui.coding.code_tables.tables import CodeTables
from charting_tui.records.chart import Chart
from charting_tui.records.claim import Draft
from charting_tui.records.coverage import Authorization, Goal
from charting_tui.records.office import Office
from charting_tui.records.people import MARK, alert_words
from charting_tui.records.values import dollars_of
from charting_tui.records.visit import SECTIONS, Facts, Measure, Visit
from charting_tui.shorthand.write.wording import number, placed
from charting_tui.worklist.authorizations import authorization_use, falls_under, in_force
from charting_tui.worklist.preview_lines import Preview, PreviewLine
from charting_tui.worklist.summary import Bucket, VisitSummary

_UNITS = re.compile(r"(\S+) ×(\d+)")
_ENOUGH = 2
"""Goals that are told."""


def preview_of(
    chart: Chart, marked: VisitSummary, visits: Sequence[VisitSummary], office: Office, tables: CodeTables
) -> Preview:
    """Return the preview of a visit; ``visits`` are all of its client's."""
    client = chart.file.client
    kept = [one for one in visits if one.state.kept and one.when <= marked.when]
    born = client.birth_date
    age = (
        marked.day.year - born.year - ((marked.day.month, marked.day.day) < (born.month, born.day))
        if born
        else 0
    )
    parts = [marked.client_name, str(age) if born else "", f"{ordinal(len(kept))} visit" if kept else ""]
    file = chart.visit(marked.visit)
    lines = (
        *_alerts(client.alerts),
        *_standing(marked),
        *_reasons(file.visit if file else None, tables),
        *facts_before(chart, file.visit if file else None, visits, office),
    )
    return Preview(" · ".join(filter(None, parts)), lines)


def _alerts(alerts: Sequence[str]) -> Iterator[PreviewLine]:
    words = alert_words(alerts)
    if words:
        yield PreviewLine(MARK, words.removeprefix(f"{MARK} "), "alert")


def facts_before(
    chart: Chart, visit: Visit | None, visits: Iterable[VisitSummary], office: Office
) -> Iterator[PreviewLine]:
    """Give what is known from before a visit: the last one, pain, goals, what the payer still allows."""
    if visit is None:
        return
    before = [
        one
        for one in chart.visits
        if one.visit.id != visit.id and one.visit.state.kept and one.visit.date <= visit.date
        if one.visit.services or one.visit.note.text().strip()
    ]
    told = ((one.visit.date, one.visit.note.facts) for one in reversed(before) if one.visit.note.facts)
    yield from _pain(told)
    yield from _goals(chart, visit)
    yield from _left(chart, visit, visits)
    if before:
        last = before[-1]
        priced = price(
            Draft(visit=last.visit, claim=last.claim), office.payer(last.visit.payer), office.practice
        )
        codes = codes_in_words(priced).replace(" ×", "×").replace("  ", " ")
        yield PreviewLine("last", " · ".join(filter(None, (f"{last.visit.date:%b %-d}", codes))))
        for word in last.added:
            yield PreviewLine("added", " · ".join(word.lines()), "alert")
        for section in (SECTIONS[-1], *SECTIONS[:-1]):
            text = " ".join(getattr(last.visit.note, section).split())
            if text:
                yield PreviewLine("plan" if section == "plan" else section[0].upper(), text, roomy=True)


_BESIDE_NOTE = ("pain", "goal", "left", "last", "plan")
_LAST_NOTE = ("S", "O", "A")
_TALL = 36
"""Rows of a window from which on the last note fits beside the one being written."""


def facts_beside_note(facts: Iterable[PreviewLine], rows: int) -> tuple[PreviewLine, ...]:
    """Return what stands beside the note; a tall window has more of the last note."""
    told = tuple(facts)
    labels = (*_BESIDE_NOTE, *(_LAST_NOTE if rows >= _TALL else ()))
    return tuple(line for line in told if line.label in labels)


def _standing(marked: VisitSummary) -> Iterator[PreviewLine]:
    """Give what keeps a visit, the worst in full; whom it waits for; what the client owes."""
    for cause in marked.causes[:1]:
        yield PreviewLine("✗", f"{cause.rule} {cause.message} {cause.remedy}".strip(), "error", standing=True)
    if len(marked.causes) > 1:
        further = ", ".join(dict.fromkeys(cause.rule for cause in marked.causes[1:]))
        yield PreviewLine("also", further, "error", roomy=True)
    if marked.bucket is Bucket.HELD:
        until = f"until {marked.hold_until:%b %-d}: " if marked.hold_until else ""
        yield PreviewLine("held", f"{until}{marked.hold}".removesuffix(": "), standing=True)
    if marked.reasons:
        yield PreviewLine("denied", marked.reasons, "error", standing=True)
    if marked.client_due:
        yield PreviewLine(
            "due", f"${dollars_of(marked.client_due)} from the client. Press $ to enter a payment."
        )
    if marked.question:
        yield PreviewLine("asked", marked.question, "alert", standing=True)


def _pain(told: Iterable[tuple[date, Facts]]) -> Iterator[PreviewLine]:
    for day, facts in told:
        scores = [words for one in facts.scores if (words := score_words(one))]
        if scores:
            yield PreviewLine("pain", f"{', '.join(scores)} on {day:%b %-d}")
            return


def score_words(one: Measure) -> str:
    """Return a score as short as it is typed: “neck 6 → 3”, “low back 4/10”; nothing where it has none."""
    where = placed(one.area, one.side)
    if one.before is not None and one.after is not None:
        return f"{where} {number(one.before)} → {number(one.after)}".strip()
    value = one.value if one.value is not None else one.before if one.before is not None else one.after
    return f"{where} {number(value)}/10".strip() if value is not None else ""


def _goals(chart: Chart, visit: Visit) -> Iterator[PreviewLine]:
    plans = [plan for plan in chart.file.plans if plan.goals]
    listed: Sequence[str | Goal] = visit.goals or (plans[-1].goals if plans else ())
    for goal in listed[:_ENOUGH]:
        text = goal if isinstance(goal, str) else goal.text
        reached = None if isinstance(goal, str) else goal.progress
        yield PreviewLine("goal", f"{text}, {reached} %" if reached is not None else text)


def _left(chart: Chart, visit: Visit, visits: Iterable[VisitSummary]) -> Iterator[PreviewLine]:
    rows = list(visits)
    for leave in chart.file.authorizations:
        if not in_force(leave, visit.date) or leave.payer not in {"", visit.payer}:
            continue
        use = authorization_use(leave, rows, visit.date)
        parts = [f"{max(use.left, 0)} of {leave.visits} visits"] if use.left is not None else []
        if leave.units is not None:
            parts.append(f"{max(leave.units - _units_used(leave, rows), 0)} of {leave.units} units")
        if parts:
            until = f" until {leave.ends:%b %-d}" if leave.ends else ""
            none = use.left is not None and use.left <= 0
            yield PreviewLine("left", f"{', '.join(parts)}{until}", "error" if none else "")


def _units_used(leave: Authorization, visits: Iterable[VisitSummary]) -> int:
    """Return the units charted under an authorization, with those used before this program counted."""
    charted = (
        (code, int(units))
        for visit in visits
        if falls_under(leave, visit)
        for code, units in _UNITS.findall(visit.codes)
    )
    return (leave.units_used or 0) + sum(
        units for code, units in charted if not leave.codes or code in leave.codes
    )


def _reasons(visit: Visit | None, tables: CodeTables) -> Iterator[PreviewLine]:
    for code in visit.diagnoses[:1] if visit else ():
        entry = tables.diagnosis(code)
        yield PreviewLine("for", f"{entry.text} {code}" if entry else code, "quiet")


def ordinal(count: int) -> str:
    """Return “1st”, “2nd”, “11th”."""
    teens = range(11, 14)
    ending = "th" if count % 100 in teens else {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th")
    return f"{count}{ending}"
