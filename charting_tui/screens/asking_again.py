"""Opening again, over a visit, the dialog in which an earlier login was cut off."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from charting_tui.screens.line_parts import LINE_PARTS
from charting_tui.store.words import Words

if TYPE_CHECKING:
    from charting_tui.screens.visit import VisitScreen


def ask_again(visit: "VisitScreen") -> str:
    """Open again what was open; return what of it cannot be, as it was typed, or nothing.

    A dialog that was open over another is opened by that one.
    """
    lost: list[str] = []
    for name, words in visit.sitting.asked.items():
        opens = _opening(visit, name, words)
        if opens is None:
            lost += [text for text in words.texts.values() if text.strip()]
        elif visit.app.screen is visit:
            opens()
    return "; ".join(f"“{text}”" for text in lost)


def _opening(visit: "VisitScreen", name: str, words: Words) -> Callable[[], object] | None:
    """Return what opens the dialog of that name, or None where what it was about is gone."""
    what, _, of = name.partition(": ")
    draft = visit.sitting.draft.visit
    lines = [line.id for line in draft.services]
    whole: dict[str, Callable[[], object]] = {
        "code": visit.action_add_code,
        "diagnoses": visit.action_diagnoses,
        "times": visit.action_times,
        "quick line": visit.action_quick,
        "prompts": visit.action_prompts,
        "body": visit.action_body,
        "last": visit.action_same,
        "form": partial(visit.open_form_again, words),
    }
    if what in whole:
        return whole[what]
    kind, _, part = what.partition(" ")
    match kind:
        case "line" if of in lines and part in LINE_PARTS:
            return partial(visit.go_to_line, lines.index(of), part)
        case "times" if of in lines:
            return visit.action_times
        case "confirm" if draft.unconfirmed:
            return visit.confirm_codes
        case "dismiss":
            found = (one for one in visit.sitting.findings() if (one.rule, one.field) == (part, of))
            return next((partial(visit.ask_reason, one) for one in found), None)
    return None
