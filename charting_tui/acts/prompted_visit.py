"""What the answers to the prompts come to: the note, the codes, and what the client's file gains."""

from dataclasses import dataclass

from charting_tui.acts.intake import enter_in_file, gained
from charting_tui.acts.prompting import Prompting
from charting_tui.acts.quick import COMPARED, drafted, earlier_visits
from charting_tui.acts.reporting import has_report, report_on, with_lines
from charting_tui.acts.step import Taken
from charting_tui.records.visit import LineOrigin, Visit, VisitKind
from charting_tui.shorthand.applying import applied

_REPORTS = frozenset({VisitKind.PROGRESS_REPORT, VisitKind.DISCHARGE})


@dataclass(frozen=True)
class Outcome:
    """What the answers come to."""

    visit: Visit
    prose: dict[str, str]
    """What each section gains."""
    file: tuple[str, ...] = ()
    """What is entered in the client's file, in words."""


def reports(prompting: Prompting) -> bool:
    """Whether a report of progress belongs to this visit and is not in its note yet."""
    visit = prompting.session.draft.visit
    return visit.kind in _REPORTS and not has_report(visit)


def outcome(prompting: Prompting, *, report: bool = True) -> Outcome:
    """Return the visit with all answers in it; what an earlier visit says too stands in lines of its own."""
    session = prompting.session
    visit = session.draft.visit
    same, earlier = _same_as_before(prompting), prompting.earlier
    segments = [(at, one) for at, one in enumerate(prompting.asked.segments) if one]
    carried = "; ".join(one for at, one in segments if at in same)
    fresh = "; ".join(one for at, one in segments if at not in same)
    told = [one.note.text() for one in earlier_visits(session)[:COMPARED]]
    prose: dict[str, list[str]] = {}
    for line, source in ((carried, earlier.id if earlier else ""), (fresh, "")):
        if line:
            done = applied(visit, prompting.read(line), prompting.words, told)
            visit = _carried_from(source, visit, done.visit) if source else done.visit
            for section, text in done.prose.items():
                prose.setdefault(section, []).append(text)
    visit = _with_one_line(session.draft.visit, visit, prompting.asked.told)
    if report and reports(prompting):
        lines = report_on(session.store, session.chart.id, visit)
        visit = with_lines(visit, lines)
        for section, added in lines.items():
            prose.setdefault(section, []).extend(added)
    file = gained(session.chart.file, visit, prompting.read(prompting.asked.told).facts)
    return Outcome(visit, {section: "\n".join(texts) for section, texts in prose.items()}, file)


def take(prompting: Prompting, *, report: bool = True) -> Taken:
    """Enter in the client's file what belongs there, and return the draft with the answers in it."""
    session, facts = prompting.session, prompting.read(prompting.asked.told).facts
    visit = outcome(prompting, report=report).visit
    return Taken(drafted(session, visit), enter_in_file(session, visit, facts))


def _same_as_before(prompting: Prompting) -> set[int]:
    """Return the places of the segments that say what an earlier visit said; a plan carries itself."""
    places = set[int]()
    for one in prompting.asked.answers():
        if one.prompt and one.prompt.id != "plan" and prompting.as_on(one.prompt, one.piece):
            places.update(prompting.asked.places(one.prompt))
    return places


def _carried_from(source: str, before: Visit, after: Visit) -> Visit:
    """Return the visit with its new lines as carried from that visit: its answers were affirmed today."""
    known = before.note.provenance
    new = [
        one.model_copy(update={"origin": LineOrigin.CARRIED, "source": source, "affirmed": True})
        for one in after.note.provenance[len(known) :]
    ]
    note = after.note.model_copy(update={"provenance": (*known, *new)})
    return after.model_copy(update={"note": note})


def _with_one_line(before: Visit, after: Visit, line: str) -> Visit:
    """Return the visit with all answers as one line among its facts."""
    facts = after.note.facts
    if facts is None:
        return after
    known = before.note.facts.lines if before.note.facts else ()
    told = facts.model_copy(update={"lines": (*known, line) if line else known})
    return after.model_copy(update={"note": after.note.model_copy(update={"facts": told})})
