"""Changes that fixes make to a draft: pure, each giving a new draft."""

from collections.abc import Callable, Mapping

from charting_tui.records.claim import ClaimLine, Draft
from charting_tui.records.visit import BillTo, ServiceLine

Change = Callable[[Draft], Draft]


def with_service(draft: Draft, index: int, **changes: object) -> Draft:
    """Return the draft with some fields of one service line changed."""
    services = list(draft.visit.services)
    services[index] = services[index].model_copy(update=changes)
    visit = draft.visit.model_copy(update={"services": tuple(services)})
    return draft.model_copy(update={"visit": visit})


def with_claim_line(draft: Draft, index: int, **changes: object) -> Draft:
    """Return the draft with some fields of the claim line of one service changed."""
    changed = claim_line(draft, index).model_copy(update=changes)
    return draft.model_copy(update={"claim": draft.claim.with_line(changed)})


def claim_line(draft: Draft, index: int) -> ClaimLine:
    """Return how one service of the draft is billed."""
    return draft.claim.line(draft.visit.services[index].id)


def set_units(units: Mapping[int, int]) -> Change:
    """Return the change that enters units by the place of the service line."""

    def change(draft: Draft) -> Draft:
        for index, number in units.items():
            draft = with_claim_line(draft, index, units=number)
        return draft

    return change


def set_code(index: int, code: str) -> Change:
    """Return the change that gives one line another code: minutes stay, units and charge are earned anew."""
    return lambda draft: with_claim_line(
        with_service(draft, index, code=code), index, units=None, charge=None
    )


def set_minutes(index: int, minutes: int) -> Change:
    """Return the change that writes the minutes of one service line as a number."""
    return lambda draft: with_service(draft, index, minutes=minutes)


def bill_nobody(index: int) -> Change:
    """Return the change that keeps one service in the record and bills nobody for it."""
    return lambda draft: with_service(draft, index, bill_to=BillTo.NOBODY)


def set_modifiers(index: int, modifiers: tuple[str, ...]) -> Change:
    """Return the change that enters the modifiers of one line."""
    return lambda draft: with_claim_line(draft, index, modifiers=modifiers)


def set_pointers(index: int, pointers: tuple[str, ...]) -> Change:
    """Return the change that enters the diagnosis letters of one line."""
    return lambda draft: with_claim_line(draft, index, pointers=pointers)


def set_diagnosis(index: int, code: str) -> Change:
    """Return the change that writes another diagnosis in the place of one."""

    def change(draft: Draft) -> Draft:
        diagnoses = list(draft.visit.diagnoses)
        diagnoses[index] = code
        visit = draft.visit.model_copy(update={"diagnoses": tuple(diagnoses)})
        return draft.model_copy(update={"visit": visit})

    return change


def merge_services(giving: int, taking: int) -> Change:
    """Return the change that adds one service to another: minutes, areas, techniques, blocks and pointers.

    The units and charge of the line that takes are left open, to follow its minutes.
    """

    def change(draft: Draft) -> Draft:
        services = draft.visit.services
        one, other = services[taking], services[giving]
        pointers = _each_once(claim_line(draft, taking).pointers, claim_line(draft, giving).pointers)
        merged = with_service(
            draft,
            taking,
            minutes=(one.exact_minutes or 0) + (other.exact_minutes or 0),
            area=", ".join(_each_once(_areas(one), _areas(other))),
            side=one.side if one.side == other.side else "",
            techniques=_each_once(one.techniques, other.techniques),
            regions=_each_once(one.regions, other.regions),
            blocks=tuple(sorted((*one.blocks, *other.blocks), key=lambda block: block.time_in)),
        )
        merged = with_claim_line(merged, taking, pointers=pointers, units=None, charge=None)
        left = tuple(service for index, service in enumerate(merged.visit.services) if index != giving)
        lines = tuple(line for line in merged.claim.lines if line.line != other.id)
        return merged.model_copy(
            update={
                "visit": merged.visit.model_copy(update={"services": left}),
                "claim": merged.claim.model_copy(update={"lines": lines, "total": None}),
            }
        )

    return change


def _areas(service: ServiceLine) -> tuple[str, ...]:
    named = tuple(part.strip() for part in service.area.split(",") if part.strip())
    return tuple(
        f"{service.side} {part}" if service.side and service.side not in part else part for part in named
    )


def _each_once(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*first, *second)))
