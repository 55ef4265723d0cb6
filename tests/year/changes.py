"""Ways to make a right visit wrong."""

from collections.abc import Callable
from datetime import date, timedelta

from charting_tui.records.answers import Denial, RecordsRequest
from charting_tui.records.chart import VisitFile
from charting_tui.records.claim import ClaimLine, ClaimState, Draft, Hold
from charting_tui.records.visit import (
    SECTIONS,
    Facts,
    LineOrigin,
    Note,
    Provenance,
    ServiceLine,
    TimeBlock,
    Visit,
)
from tests.year.fault import Change, KeptChange
from tests.year.visit import clock

THIRTEEN = (
    "M54.2",
    "M54.6",
    "M99.01",
    "M99.02",
    "M99.03",
    "R51.9",
    "M25.50",
    "M53.82",
    "M47.812",
    "G89.29",
    "R26.89",
    "M62.81",
    "R29.3",
)

OF_PAIN_ALONE = Note(
    subjective="Neck pain 6/10. No change in health.",
    objective="Tender to palpation at the upper trapezius. Effleurage and petrissage to the neck.",
    assessment="Less pain, 4/10.",
    plan="Weekly.",
)


def all_of(*changes: Change) -> Change:
    def change(draft: Draft) -> Draft:
        for one in changes:
            draft = one(draft)
        return draft

    return change


def visit(**changes: object) -> Change:
    return lambda draft: draft.model_copy(update={"visit": draft.visit.model_copy(update=changes)})


def claim(**changes: object) -> Change:
    return lambda draft: draft.model_copy(update={"claim": draft.claim.model_copy(update=changes)})


def with_visit(change: Callable[[Visit], Visit]) -> Change:
    return lambda draft: draft.model_copy(update={"visit": change(draft.visit)})


def note(**sections: str) -> Change:
    return with_visit(lambda visit: visit.model_copy(update={"note": visit.note.model_copy(update=sections)}))


def said(section: str, words: str) -> Change:
    """Add words to a section."""

    def change(draft: Draft) -> Draft:
        return note(**{section: f"{getattr(draft.visit.note, section)} {words}"})(draft)

    return change


def reworded(old: str, new: str) -> Change:
    """Write other words for some in the whole note."""

    def change(draft: Draft) -> Draft:
        given = draft.visit.note
        sections = {name: getattr(given, name).replace(old, new) for name in SECTIONS}
        return note(**{name: text.replace(old.capitalize(), new) for name, text in sections.items()})(draft)

    return change


def with_line(at: int, **changes: object) -> Change:
    def changed(visit: Visit) -> Visit:
        services = list(visit.services)
        services[at] = services[at].model_copy(update=changes)
        return visit.model_copy(update={"services": tuple(services)})

    return with_visit(changed)


def billed_as(at: int, **changes: object) -> Change:
    """Change how one line is billed."""

    def change(draft: Draft) -> Draft:
        given = draft.claim.line(draft.visit.services[at].id)
        changed = draft.claim.with_line(given.model_copy(update=changes))
        return draft.model_copy(update={"claim": changed})

    return change


def modifiers(at: int, words: str = "") -> Change:
    return billed_as(at, modifiers=tuple(words.split()))


def units(*entered: int | str) -> Change:
    return all_of(*(billed_as(at, units=one) for at, one in enumerate(entered)))


def added(code: str, given: str = "", *, minutes: int | None = None, **changes: object) -> Change:
    """Add a line, and let the session last as much longer."""

    def change(draft: Draft) -> Draft:
        visit, first = draft.visit, draft.visit.services[0]
        name = f"s{len(visit.services)}"
        service = ServiceLine(id=name, code=code, minutes=minutes, area=first.area, side=first.side)
        services = (*visit.services, service.model_copy(update=changes))
        pointers = draft.claim.line(first.id).pointers
        lines = (
            *draft.claim.lines,
            ClaimLine(line=name, modifiers=tuple(given.split()), pointers=pointers),
        )
        longer = lasting(minutes or 0)(draft)
        return longer.model_copy(
            update={
                "visit": longer.visit.model_copy(update={"services": services}),
                "claim": draft.claim.model_copy(update={"lines": lines}),
            }
        )

    return change


def without(at: int) -> Change:
    def change(draft: Draft) -> Draft:
        services = tuple(one for index, one in enumerate(draft.visit.services) if index != at)
        return visit(services=services)(draft)

    return change


def lasting(more: int) -> Change:
    """Let the session end so many minutes later."""

    def change(given: Visit) -> Visit:
        end = given.time_out
        return given.model_copy(update={"time_out": end and clock(end.hour * 60 + end.minute + more)})

    return with_visit(change)


def minutes(at: int, spent: int, **changes: object) -> Change:
    """Let one line take another time, in its field, in the note and in the session."""

    def change(draft: Draft) -> Draft:
        old = draft.visit.services[at].exact_minutes or 0
        told = reworded(f"{old} minutes", f"{spent} minutes")
        return all_of(with_line(at, minutes=spent, **changes), told, lasting(spent - old))(draft)

    return change


def coded(at: int, code: str, technique: str, **changes: object) -> Change:
    """Let another service be given, coded and written."""

    def change(draft: Draft) -> Draft:
        old = draft.visit.services[at]
        named = tuple(technique.split(" and "))
        told = reworded(" and ".join(old.techniques), technique)
        return all_of(with_line(at, code=code, techniques=named, **changes), told)(draft)

    return change


def diagnosed(*codes: str, letters: str = "") -> Change:
    """Write other diagnoses, and let every line point to all of them or to some letters."""

    def change(draft: Draft) -> Draft:
        pointers = tuple(letters or "ABCD"[: len(codes)])
        points = (billed_as(at, pointers=pointers) for at in range(len(draft.visit.services)))
        return all_of(visit(diagnoses=codes), *points)(draft)

    return change


def written(words: Note) -> Change:
    return visit(note=words)


def ended_at(minutes_after_start: int) -> Change:
    def change(given: Visit) -> Visit:
        begin = given.time_in
        return given.model_copy(
            update={"time_out": begin and clock(begin.hour * 60 + begin.minute + minutes_after_start)}
        )

    return with_visit(change)


def days(number: int) -> timedelta:
    return timedelta(days=number)


def times(at: int, begin: int, end: int) -> Change:
    """Write when one treatment was given, in minutes after the session began."""

    def change(draft: Draft) -> Draft:
        start = draft.visit.time_in
        assert start is not None
        first = start.hour * 60 + start.minute
        block = TimeBlock(time_in=clock(first + begin), time_out=clock(first + end))
        return with_line(at, blocks=(block,))(draft)

    return change


def carried(*sections: str, affirmed: bool = False) -> Change:
    """Let these sections be carried line by line from a visit before."""

    def change(visit: Visit) -> Visit:
        origins = tuple(
            Provenance.model_validate(
                {
                    "section": section,
                    "line": at,
                    "origin": LineOrigin.CARRIED,
                    "source": "before",
                    "text": line,
                    "affirmed": affirmed,
                }
            )
            for section in sections
            for at, line in enumerate(getattr(visit.note, section).split("\n"))
        )
        return visit.model_copy(update={"note": visit.note.model_copy(update={"provenance": origins})})

    return with_visit(change)


def held(kept: VisitFile) -> VisitFile:
    """Let the claim wait for a day to come."""
    hold = Hold(reason="The adjuster calls back", by="robin", until=date(2026, 12, 20))
    on_hold = kept.claim.model_copy(update={"state": ClaimState.HELD, "hold": hold})
    return kept.model_copy(update={"claim": on_hold})


def answered(due_in: int | None = None, **claim: object) -> KeptChange:
    """Let the claim be denied a fortnight after the visit, and billed again 40 days after it.

    ``due_in`` are the days from that bill to the last day of an appeal; None: it is not said.
    """

    def change(kept: VisitFile) -> VisitFile:
        again = kept.visit.date + days(40)
        denial = Denial(
            denied_on=kept.visit.date + days(14),
            reasons=("CO-50",),
            appeal_due=None if due_in is None else again + days(due_in),
        )
        return _again(kept, denial=denial, **claim)

    return change


def records_asked(due_in: int | None = None) -> KeptChange:
    """Let the payer ask for records, due so many days after the second bill."""

    def change(kept: VisitFile) -> VisitFile:
        again = kept.visit.date + days(40)
        request = RecordsRequest(
            asked_on=again - days(7), due=None if due_in is None else again + days(due_in)
        )
        return _again(kept, records_request=request)

    return change


def _again(kept: VisitFile, **claim: object) -> VisitFile:
    changes = {"billed_on": kept.visit.date + days(40), **claim}
    return kept.model_copy(update={"claim": kept.claim.model_copy(update=changes)})


def charted(facts: Facts) -> Change:
    """Let these be the values that were charted beside the note's words."""
    return with_visit(
        lambda visit: visit.model_copy(update={"note": visit.note.model_copy(update={"facts": facts})})
    )
