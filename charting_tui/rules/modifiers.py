"""Modifiers: M001."""

from collections.abc import Iterator

from charting_tui.records.people import Role
from charting_tui.rules.case import Case
from charting_tui.rules.changes import set_modifiers
from charting_tui.rules.finding import Fault, Fix, Severity
from charting_tui.rules.rule import rule

DISCIPLINES = frozenset({"GP", "GO", "GN"})
MOST_MODIFIERS = 4
"""Modifiers of one line on the CMS-1500 (item 24D) and in the 837P."""


@rule(
    "M001",
    "discipline-modifier-missing",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.BILLER,
    source="NYSCA on UnitedHealthcare; Anthem provider news 9207; VA (mpamedia); Noridian",
    trips="UnitedHealthcare, 97140 without modifier",
    passes="UnitedHealthcare, 97140-GP",
)
def discipline_modifier_missing(case: Case) -> Iterator[Fault]:
    """A therapy code lacks the modifier that says under which plan it was given.

    Medicare, UnitedHealthcare, Anthem and the VA want exactly one of GP (physical therapy), GO
    (occupational therapy) and GN (speech therapy) on every code that always counts as therapy.
    """
    if not case.payer.insures or not case.payer.discipline_modifier.value:
        return
    licence = case.therapist.licence_type if case.therapist else None
    wanted = "GO" if licence in {"OT", "OTA"} else "GP"
    for line in case.payer_lines:
        always = line.procedure is not None and line.procedure.always_therapy
        given = line.claim.modifiers
        if always and not DISCIPLINES & {modifier.upper() for modifier in given}:
            full = len(given) >= MOST_MODIFIERS
            added = _with_discipline(case, given, wanted)
            yield Fault(
                line.path("modifiers"),
                f"{line.code} has none of GP, GO, GN; {case.payer.name or 'this payer'} wants one.",
                f"A line holds {MOST_MODIFIERS} modifiers; take one out, then add {wanted}."
                if full
                else f"Add {wanted}.",
                () if full else (Fix(f"Add {wanted} to {line.code}", set_modifiers(line.index, added)),),
            )


def _with_discipline(case: Case, given: tuple[str, ...], wanted: str) -> tuple[str, ...]:
    """Put the discipline where Noridian wants it: first, or second after a modifier that opens a pair."""
    first = case.tables.modifier(given[0]) if given else None
    place = 1 if first is not None and first.opens_pairs else 0
    return (*given[:place], wanted, *given[place:])


RULES = (discipline_modifier_missing,)
