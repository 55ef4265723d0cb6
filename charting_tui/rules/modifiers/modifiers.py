"""Disciplines, and the form of modifiers: M001 to M003, M013, M014."""

from collections.abc import Iterator

from charting_tui.records.draft_edits import set_modifiers
from charting_tui.records.people import LicenceType, Role
from charting_tui.rules.audience import EVERYBODY, INSURERS, only
from charting_tui.rules.case import Case
from charting_tui.rules.finding import Fault, Fix, Severity
from charting_tui.rules.rule import rule
from charting_tui.rules.wording import one_of, ordinal, quoted

DISCIPLINES = frozenset({"GP", "GO", "GN"})
_UNDER_PLAN: frozenset[LicenceType] = frozenset({"PT", "PTA", "OT", "OTA"})
ASSISTANTS = {"CQ": "GP", "CO": "GO"}
"""The plan under which an assistant of each modifier works."""
MOST_MODIFIERS = 4
"""Modifiers of one line on the CMS-1500 (item 24D) and in the 837P."""


@rule(
    "M001",
    "discipline-modifier-missing",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.BILLER,
    source="NYSCA on UnitedHealthcare; Anthem provider news 9207; VA (mpamedia); Noridian",
    audience=INSURERS.asked_by("discipline_modifier"),
    denials=("CO-4", "N822"),
    bad="UnitedHealthcare, 97140 with no modifier",
    good="UnitedHealthcare, 97140-GP",
)
def discipline_modifier_missing(case: Case) -> Iterator[Fault]:
    """A therapy code is missing its discipline modifier (GP, GO or GN).

    Medicare, UnitedHealthcare, Anthem and the VA want exactly one of GP (physical therapy), GO
    (occupational therapy) and GN (speech therapy) on every “always therapy” code.
    """
    if not wants_discipline(case):
        return
    wanted = discipline_of(case)
    for line in case.payer_lines:
        always = line.procedure is not None and line.procedure.always_therapy
        given = line.claim.modifiers
        if always and not named_disciplines(given):
            full = len(given) >= MOST_MODIFIERS
            added = with_discipline(case, given, wanted)
            yield Fault(
                line.path("modifiers"),
                f"{line.code} has no GP, GO or GN modifier; {case.payer.name or 'this payer'} requires one.",
                f"Add {wanted}. The limit is {MOST_MODIFIERS} modifiers per line, so remove one before that."
                if full
                else f"Add {wanted}.",
                () if full else (Fix(f"Add {wanted} to {line.code}", set_modifiers(line.index, added)),),
                pair=(line.path("modifiers"),),
            )


def wants_discipline(case: Case) -> bool:
    """Whether the payer asked for GP, GO or GN on the day of the visit."""
    setting = case.payer.discipline_modifier
    return case.payer.insures and setting.value and setting.holds_on(case.visit.date)


def discipline_of(case: Case) -> str:
    """Return the plan under which the therapist works."""
    licence = case.therapist.licence_type if case.therapist else None
    return "GO" if licence in {"OT", "OTA"} else "GP"


def named_disciplines(given: tuple[str, ...]) -> frozenset[str]:
    """Return the disciplines that modifiers name."""
    return DISCIPLINES & {modifier.upper() for modifier in given}


def with_discipline(case: Case, given: tuple[str, ...], wanted: str) -> tuple[str, ...]:
    """Put the discipline where Noridian wants it: first, or second after a modifier that opens a pair."""
    first = case.tables.modifier(given[0]) if given else None
    place = 1 if first is not None and first.opens_pairs else 0
    return (*given[:place], wanted, *given[place:])


@rule(
    "M002",
    "discipline-modifier-position",
    Severity.WARNS,
    stops="nothing",
    owner=Role.BILLER,
    source="Noridian (Medicare contractor): the discipline goes first or second",
    audience=only("medicare"),
    denials=("CO-4",),
    bad="97140-59-XS-GP billed to Medicare",
    good="97140-59-GP billed to Medicare",
)
def discipline_modifier_position(case: Case) -> Iterator[Fault]:
    """GP, GO or GN is third or fourth on a line to Medicare.

    A modifier that affects payment may come before it; the others come after.
    """
    if case.payer.kind != "medicare":
        return
    for line in case.payer_lines:
        given = line.claim.modifiers
        late = next((modifier for modifier in given[2:] if modifier.upper() in DISCIPLINES), None)
        if late is not None and not DISCIPLINES & {modifier.upper() for modifier in given[:2]}:
            rest = tuple(modifier for modifier in given if modifier != late)
            yield Fault(
                line.path("modifiers"),
                (
                    f"{late} is the {ordinal(given.index(late) + 1)} modifier on {line.code}; "
                    "Medicare wants it first or second."
                ),
                f"Move {late} to first or second.",
                (
                    Fix(
                        f"Move {late} to the right place on {line.code}",
                        set_modifiers(line.index, with_discipline(case, rest, late)),
                    ),
                ),
            )


@rule(
    "M003",
    "two-discipline-modifiers",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.BILLER,
    source="Medicare contractor pages on therapy modifiers: one discipline per line",
    audience=EVERYBODY,
    denials=("CO-4", "N519"),
    bad="97140-GP-GO",
    good="97140-GP",
    dismissible=False,
)
def two_discipline_modifiers(case: Case) -> Iterator[Fault]:
    """One line has the modifiers of two therapy plans."""
    for line in case.payer_lines:
        given = line.claim.modifiers
        named = tuple(dict.fromkeys(one.upper() for one in given if one.upper() in DISCIPLINES))
        plan = next((ASSISTANTS[one.upper()] for one in given if one.upper() in ASSISTANTS), "")
        if len(named) > 1:
            yield Fault(
                line.path("modifiers"),
                f"{line.code} has both {' and '.join(named)}; only one is allowed.",
                f"Keep {one_of(named)}.",
                tuple(
                    Fix(
                        f"Keep {kept} on {line.code}",
                        set_modifiers(line.index, without(given, DISCIPLINES - {kept})),
                    )
                    for kept in ((plan,) if plan in named else _own_of(case, named))
                ),
            )


def _own_of(case: Case, named: tuple[str, ...]) -> tuple[str, ...]:
    """Return those of the named disciplines that the therapist may have; all where that is not known."""
    strange = {"GP" if case.licence in {"OT", "OTA"} else "GO"} if case.licence in _UNDER_PLAN else set()
    speech = {"GN"} if case.licence is not None else set()
    return tuple(one for one in named if one not in strange | speech) or named


@rule(
    "M013",
    "too-many-modifiers",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.BILLER,
    source="NUCC, CMS-1500 item 24D; 837P",
    audience=EVERYBODY,
    denials=("CO-4",),
    bad="five modifiers on a line",
    good="four modifiers on a line",
    dismissible=False,
)
def too_many_modifiers(case: Case) -> Iterator[Fault]:
    """A line has more modifiers than a claim has room for."""
    for line in case.payer_lines:
        given = line.claim.modifiers
        if len(given) > MOST_MODIFIERS:
            field = line.path("modifiers")
            yield Fault(
                field,
                f"{line.code} has {len(given)} modifiers; the limit is {MOST_MODIFIERS} per line.",
                "Keep four, with the ones that affect payment listed first.",
                (Fix("Choose the modifiers", jump=field),),
            )


@rule(
    "M014",
    "modifier-unknown-or-duplicate",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.BILLER,
    source="CMS NCCI policy and Noridian's modifier pages (2024)",
    audience=EVERYBODY,
    denials=("CO-182", "N519", "N823"),
    bad="97140-ZZ",
    good="97140-GP",
)
def modifier_unknown_or_duplicate(case: Case) -> Iterator[Fault]:
    """A modifier doesn't exist, or is on one line twice.

    Modifiers of other fields are known by their code and not reported.
    """
    for line in case.payer_lines:
        given = tuple(one.strip() for one in line.claim.modifiers if one.strip())
        unknown = tuple(one for one in given if not case.tables.is_modifier(one))
        kept = tuple(dict.fromkeys(one.upper() for one in given if one not in unknown))
        twice = next((one for one in kept if sum(one == other.upper() for other in given) > 1), "")
        drop = set_modifiers(line.index, kept)
        if unknown:
            yield Fault(
                line.path("modifiers"),
                f"{quoted(unknown[0])} on {line.code} is not a valid modifier.",
                "Remove it, or enter the modifier you meant.",
                (Fix(f"Remove {', '.join(dict.fromkeys(unknown))} from {line.code}", drop),),
            )
        elif twice:
            yield Fault(
                line.path("modifiers"),
                f"{twice} is on {line.code} twice.",
                "Remove one of them.",
                (Fix(f"Keep one {twice} on {line.code}", drop),),
            )


def without(given: tuple[str, ...], left_out: frozenset[str]) -> tuple[str, ...]:
    """Return the modifiers that stay, each once."""
    return tuple(dict.fromkeys(one for one in given if one.strip().upper() not in left_out))
