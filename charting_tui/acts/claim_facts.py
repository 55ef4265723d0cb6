"""What a claim is asked for as a whole: which one it corrects, and when another payer decided."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from charting_tui.errors import BadInput
from charting_tui.readers.dates import read_past_date, shown_date
from charting_tui.records.claim import Claim, ClaimState
from charting_tui.records.visit import Visit

_CORRECTS = {"7": "replaces", "8": "voids"}
_STATES = {ClaimState.OPEN: "not sent", ClaimState.WRITTEN: "created"}
_LONGEST_NUMBER = 50


@dataclass(frozen=True)
class ClaimFact:
    """One fact of a claim: how it is asked for, what stands there, and the claim with what was typed."""

    question: str
    hint: str
    value: Callable[[Claim], str]
    put: Callable[[Claim, str], Claim]
    """BadInput for text that it cannot be."""


def claim_facts(visit: Visit, today: date) -> Mapping[str, ClaimFact]:
    """Return the facts by the path that findings name."""
    return {
        "claim.original_ref": ClaimFact(
            "payer's claim number",
            "Payer's claim number from the EOB or ERA (makes this a replacement claim)",
            lambda claim: claim.original_ref,
            with_payers_number,
        ),
        "claim.primary_decided_on": ClaimFact(
            "date the primary payer processed it",
            f"From the primary payer's EOB or ERA, like {shown_date(today)}.",
            lambda claim: str(claim.primary_decided_on or ""),
            lambda claim, text: with_primary_decision(claim, text, visit.date, today),
        ),
    }


def with_payers_number(claim: Claim, text: str) -> Claim:
    """Return the claim with the payer's number of the one it corrects; without one it is a first claim.

    A first claim that is given a number replaces that one; one that voids it goes on to do so.
    """
    number = "".join(text.split())
    if len(number) > _LONGEST_NUMBER:
        raise BadInput(f"That is {len(number)} characters; {_LONGEST_NUMBER} is the most.")
    corrects = "7" if claim.frequency == "1" else claim.frequency
    return claim.model_copy(update={"original_ref": number, "frequency": corrects if number else "1"})


def with_primary_decision(claim: Claim, text: str, visited: date, today: date) -> Claim:
    """Return the claim with the day of the first payer's decision, which follows the visit."""
    decided = read_past_date(text, today)
    if decided is not None and decided < visited:
        raise BadInput(
            f"{shown_date(decided)} is before the visit of {shown_date(visited)}. "
            "Type the day of the decision on it."
        )
    return claim.model_copy(update={"primary_decided_on": decided})


def claim_words(claim: Claim) -> str:
    """Return how far the claim has come, and what it corrects: “not sent, replaces 2026110012”."""
    corrects = _CORRECTS.get(claim.frequency, "")
    what = f", {corrects} {claim.original_ref or '?'}" if corrects else ""
    decided = f", primary processed {claim.primary_decided_on}" if claim.primary_decided_on else ""
    return f"{_STATES.get(claim.state, claim.state)}{what}{decided}"
