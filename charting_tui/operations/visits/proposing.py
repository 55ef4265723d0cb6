"""What is proposed for a visit: codes that its prose names, diagnoses that were prescribed."""

from collections.abc import Collection, Iterable

from charting_tui.coding.code_tables.code_facts import why_not_paid, why_not_today
from charting_tui.coding.code_tables.tables import CodeTables
from charting_tui.coding.prose.evidence import areas_in
from charting_tui.coding.prose.proposals import NamedCode, proposals
from charting_tui.operations.visits.editing import new_line, with_line
from charting_tui.records.claim import LETTERS, ClaimLine, Draft
from charting_tui.records.coverage import Diagnosis
from charting_tui.records.visit import Visit
from charting_tui.rules.case import Case


def proposed(case: Case) -> tuple[NamedCode, ...]:
    """Return the codes that the note names as done and that no line bears, if they can be billed here."""
    day, licence = case.visit.date, case.therapist.licence_type if case.therapist else None

    def refused(code: str) -> bool:
        known = case.tables.procedure(code)
        return known is None or bool(
            why_not_today(known, day, licence) or why_not_paid(known, day, case.payer, licence)
        )

    return proposals(case.visit.note, {line.code for line in case.lines}, refused, case.tables.vocabulary)


def never_beside(case: Case, code: str) -> tuple[str, ...]:
    """Return the codes of the visit beside which that payer never pays this one."""
    if not (case.payer.insures and case.payer.ncci.value and case.payer.ncci.holds_on(case.visit.date)):
        return ()
    pairs = ((line.code, case.tables.pair(code, line.code)) for line in case.payer_lines)
    return tuple(dict.fromkeys(other for other, pair in pairs if pair and pair.indicator == 0))


def with_named(draft: Draft, named: NamedCode, tables: CodeTables) -> Draft:
    """Return the draft with a line for what the note names: areas and minutes as written, letters by area."""
    area = ", ".join(named.areas)
    line = new_line(named.code).model_copy(update={"minutes": named.minutes, "area": area})
    return with_line(draft, line, ClaimLine(pointers=letters_of_areas(area, draft.visit, tables)))


def letters_of_areas(area: str, visit: Visit, tables: CodeTables) -> tuple[str, ...]:
    """Return the letters of the visit's diagnoses that are of the regions treated; a single one's always."""
    if len(visit.diagnoses) == 1:
        return (LETTERS[0],)
    regions = {one.region for one in areas_in(area, tables.vocabulary)}
    entries = (tables.diagnosis(code) for code in visit.diagnoses)
    lettered = zip(LETTERS, entries, strict=False)
    return tuple(letter for letter, entry in lettered if entry and entry.region in regions)


def prescribed_for(
    visit: Visit, prescribed: Iterable[Diagnosis], last: Collection[str], tables: CodeTables
) -> tuple[str, ...]:
    """Return the diagnoses in force that a prescriber gave for what is treated, the first given first.

    A visit that has diagnoses keeps them; those of the last visit go before the rest of the prescription. A
    single one, and one of no region, fit whatever is treated.
    """
    if visit.diagnoses:
        return visit.diagnoses
    day = visit.date
    given = dict.fromkeys(
        one.code
        for one in prescribed
        if one.prescriber
        and (one.given_on is None or one.given_on <= day)
        and (one.ended_on is None or day <= one.ended_on)
    )
    likely = [code for code in given if code in last] or given
    entries = [entry for code in likely if (entry := tables.diagnosis(code)) and entry.in_force(day)]
    treated = {area.region for line in visit.services for area in areas_in(line.area, tables.vocabulary)}
    treated.add("")
    fitting = [entry.code for entry in entries if len(entries) == 1 or entry.region in treated]
    return tuple(fitting) if visit.services else ()
