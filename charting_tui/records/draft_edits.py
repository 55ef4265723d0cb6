"""Changes that fixes make to a draft: pure, each giving a new draft."""

from collections.abc import Callable, Mapping, Sequence
from datetime import time
from typing import Literal

from charting_tui.records.claim import LETTERS, ClaimLine, Draft
from charting_tui.records.visit import BillTo, LineTimer, Note, ServiceLine, VisitKind

Change = Callable[[Draft], Draft]


def with_note(draft: Draft, note: Note) -> Draft:
    """Return the draft with another note."""
    return draft.model_copy(update={"visit": draft.visit.model_copy(update={"note": note})})


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
            draft = _with_units(draft, index, number)
        return draft

    return change


def _with_units(draft: Draft, index: int, units: int | None) -> Draft:
    """Return the draft with other units of a line; a charge of nothing was that of no units, and opens."""
    changed = with_claim_line(draft, index, units=units)
    return with_claim_line(changed, index, charge=None) if claim_line(draft, index).charge == 0 else changed


def set_charge(index: int, cents: int) -> Change:
    """Return the change that enters the charge of one line, in cents."""
    return lambda draft: with_claim_line(draft, index, charge=cents)


def set_code(index: int, code: str) -> Change:
    """Return the change that gives one line another code: minutes stay, units and charge are earned again."""
    return lambda draft: with_claim_line(
        with_service(draft, index, code=code), index, units=None, charge=None
    )


def split_code(index: int, code: str, modifiers: tuple[str, ...]) -> Change:
    """Return the change that moves modifiers written behind a code to the line's own."""

    def change(draft: Draft) -> Draft:
        given = claim_line(draft, index).modifiers
        joined = _each_once(modifiers, given)
        return with_claim_line(with_service(draft, index, code=code), index, modifiers=joined)

    return change


def keep_units(units: Mapping[int, int]) -> Change:
    """Return the change that enters units by line, and bills no one for a line that has none left."""

    def change(draft: Draft) -> Draft:
        draft = set_units({index: number for index, number in units.items() if number})(draft)
        for index, number in units.items():
            draft = draft if number else bill_nobody(index)(draft)
        return draft

    return change


def set_minutes(index: int, minutes: int) -> Change:
    """Return the change that writes the minutes of one service line as a number."""
    return lambda draft: with_service(draft, index, minutes=minutes)


def bill_nobody(*indexes: int) -> Change:
    """Return the change that keeps some services in the record and bills no one for them."""
    return _bill(BillTo.NOBODY, indexes)


def set_area(index: int, area: str) -> Change:
    """Return the change that enters the areas of one service, sides among their words."""
    return lambda draft: with_service(draft, index, area=area, side="")


def set_narrative(index: int, text: str) -> Change:
    """Return the change that writes the claim's words for one service."""
    return lambda draft: with_service(draft, index, narrative=text)


def set_times(begin: time, end: time) -> Change:
    """Return the change that writes when the visit began and ended."""

    def change(draft: Draft) -> Draft:
        visit = draft.visit.model_copy(update={"time_in": begin, "time_out": end})
        return draft.model_copy(update={"visit": visit})

    return change


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


def set_place(code: str) -> Change:
    """Return the change that enters the place of service."""
    return lambda draft: draft.model_copy(update={"visit": draft.visit.model_copy(update={"place": code})})


def set_payer(payer: str, case: str = "") -> Change:
    """Return the change by which that payer pays for the visit, chosen by hand; empty is the client."""
    chosen = {"payer": payer, "case": case, "payer_chosen": True}
    return lambda draft: draft.model_copy(update={"visit": draft.visit.model_copy(update=chosen)})


def set_frequency(frequency: Literal["1", "7", "8"]) -> Change:
    """Return the change that says whether the claim is a first one, a replacement or a voiding."""
    return _with_claim(frequency=frequency)


def set_total(cents: int) -> Change:
    """Return the change that writes the sum of the claim, in cents."""
    return _with_claim(total=cents)


def set_icd_indicator(indicator: str) -> Change:
    """Return the change that says by which ICD the diagnoses are written."""
    return _with_claim(icd_indicator=indicator)


def _with_claim(**changes: object) -> Change:
    return lambda draft: draft.model_copy(update={"claim": draft.claim.model_copy(update=changes)})


def set_kind(kind: VisitKind) -> Change:
    """Return the change that says what the visit is for."""
    return lambda draft: draft.model_copy(update={"visit": draft.visit.model_copy(update={"kind": kind})})


def open_units(*indexes: int) -> Change:
    """Return the change that leaves the units of some lines to their minutes."""

    def change(draft: Draft) -> Draft:
        for index in indexes:
            draft = _with_units(draft, index, None)
        return draft

    return change


def bill_payer(index: int) -> Change:
    """Return the change that bills the payer for one line."""
    return lambda draft: with_service(draft, index, bill_to=BillTo.PAYER)


def bill_client(*indexes: int) -> Change:
    """Return the change that bills the client for some lines."""
    return _bill(BillTo.CLIENT, indexes)


def _bill(party: BillTo, indexes: Sequence[int]) -> Change:
    def change(draft: Draft) -> Draft:
        for index in indexes:
            draft = with_service(draft, index, bill_to=party)
        return draft

    return change


def reorder_diagnoses(order: Sequence[int], instead: Mapping[int, int] | None = None) -> Change:
    """Return the change that keeps the diagnoses of these places, in this order.

    Pointers follow their diagnosis to its new letter, or to that of the one kept ``instead`` of it; a
    letter without a diagnosis stays as it is, and one whose diagnosis is taken off goes.
    """

    def change(draft: Draft) -> Draft:
        given = draft.visit.diagnoses
        moved = {old: LETTERS[new] for new, old in enumerate(order[: len(LETTERS)])}
        moved |= {old: moved[kept] for old, kept in (instead or {}).items() if kept in moved}
        letters = {LETTERS[old]: moved.get(old, "") for old in range(min(len(given), len(LETTERS)))}
        lines = tuple(
            line.model_copy(update={"pointers": _followed(line.pointers, letters)})
            for line in draft.claim.lines
        )
        return draft.model_copy(
            update={
                "visit": draft.visit.model_copy(update={"diagnoses": tuple(given[old] for old in order)}),
                "claim": draft.claim.model_copy(update={"lines": lines}),
            }
        )

    return change


def _followed(pointers: tuple[str, ...], letters: Mapping[str, str]) -> tuple[str, ...]:
    new = (letters.get(pointer.strip().upper(), pointer) for pointer in pointers)
    return tuple(dict.fromkeys(pointer for pointer in new if pointer))


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
                "visit": merged.visit.model_copy(
                    update={
                        "services": left,
                        "timers": _with_one_timer(merged.visit.timers, other.id, one.id),
                    }
                ),
                "claim": merged.claim.model_copy(update={"lines": lines, "total": None}),
            }
        )

    return change


def _with_one_timer(timers: tuple[LineTimer, ...], giving: str, taking: str) -> tuple[LineTimer, ...]:
    """Return the timers with those of two lines in one: its seconds are theirs, and it runs if one ran."""
    both = [timer for timer in timers if timer.line in {giving, taking}]
    if not both:
        return timers
    since = next((timer.since for timer in both if timer.since), None)
    joined = LineTimer(line=taking, seconds=sum(timer.seconds for timer in both), since=since)
    return (*(timer for timer in timers if timer not in both), joined)


def _areas(service: ServiceLine) -> tuple[str, ...]:
    named = tuple(part.strip() for part in service.area.split(",") if part.strip())
    return tuple(
        f"{service.side} {part}" if service.side and service.side not in part else part for part in named
    )


def _each_once(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*first, *second)))
