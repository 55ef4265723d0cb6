"""What is not known of a payer, and which rules are silent for it: told once, in Settings."""

from charting_tui.coding.billing.payers import model_of
from charting_tui.operations.settings.payer_values import SETTINGS
from charting_tui.records.office import Office
from charting_tui.records.payer import Payer
from charting_tui.records.people import ASSISTANTS, Therapist
from charting_tui.rules.registry import rules
from charting_tui.rules.rule import Rule

_WAY = frozenset({"paper_claims", "electronic_id", "claims_address"})
"""The settings that say how a claim reaches the payer; they are missing together or not at all."""
_SHOWN = 6
"""Settings that are named before the rest is counted."""


def silent_rules(payer: Payer, setting: str) -> tuple[Rule, ...]:
    """Return the rules that say nothing to this payer while that setting is not known."""
    if getattr(payer, setting) is not None:
        return ()
    return tuple(
        one
        for one in rules()
        if setting in one.audience.settings
        and not one.audience.has(payer)
        and payer.kind in one.audience.kinds
    )


def claims_can_be_sent(payer: Payer) -> bool:
    """Whether it is known how a claim reaches the payer: by its electronic id, or on paper to its address."""
    return any(
        setting is not None and bool(setting.value) for setting in (payer.electronic_id, payer.claims_address)
    )


def unknown_settings(payer: Payer) -> tuple[str, ...]:
    """Return the labels of what is not known and keeps rules silent, the heaviest rules first."""
    if not payer.insures:
        return ()
    silent = {one: silent_rules(payer, one.path) for one in SETTINGS if one.path not in _WAY}
    waiting = [one for one, found in silent.items() if found]
    waiting.sort(key=lambda one: (min(rule.severity.rank for rule in silent[one]), -len(silent[one])))
    way = () if claims_can_be_sent(payer) else ("electronic payer ID or claims address",)
    return (*way, *(one.label[:1].lower() + one.label[1:] for one in waiting))


def not_enrolled_yet(payer: Payer, office: Office) -> tuple[Therapist, ...]:
    """Return who treats here today and of whom no enrollment with this payer is entered; no assistants."""
    if not payer.insures:
        return ()
    return tuple(
        person
        for person in office.people
        if person.licence_type is not None
        and person.licence_type not in ASSISTANTS
        and person.ended_on is None
        and not any(one.payer == payer.id for one in person.enrollments)
    )


def gaps_told(payer: Payer, office: Office) -> str:
    """Return what is not known of a payer in at most two lines; nothing where all of it is known."""
    names, people = unknown_settings(payer), not_enrolled_yet(payer, office)
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    lines = (
        [f"Unknown, so not checked: {', '.join(names[:_SHOWN])}{more}. Press Enter to fill them in."]
        if names
        else []
    )
    if people:
        listed = ", ".join(person.id for person in people[:_SHOWN])
        others = f" and {len(people) - _SHOWN} more" if len(people) > _SHOWN else ""
        lines.append(f"Enrollment unknown: {listed}{others}. Enter it on the staff tab.")
    return "\n".join(lines)


def why_not_known(payer: Payer, setting: str) -> str:
    """Return what is silent while a setting is not known, and what was read of it, in a sentence or two."""
    silent = [one.id for one in silent_rules(payer, setting)]
    model = model_of(payer)
    read = model.why_unknown.get(setting, "") if model else ""
    told = f"Not known, so these rules don't check it: {', '.join(silent)}." if silent else "Unknown."
    return f"{told} {read}".strip()
