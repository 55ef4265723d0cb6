"""What a code line may say besides minutes and areas: its times, new needles, words for the claim."""

from charting_tui.acts.editing import block_of
from charting_tui.errors import BadInput
from charting_tui.records.claim import Draft
from charting_tui.records.draft_edits import set_narrative, with_service
from charting_tui.records.visit import TimeBlock, Visit

_ANSWERS = {"": None, "yes": True, "y": True, "no": False, "n": False}


def with_narrative(draft: Draft, index: int, text: str) -> Draft:
    """Return the draft with the words that go with a line on the claim."""
    return set_narrative(index, " ".join(text.split()))(draft)


def with_blocks(draft: Draft, index: int, text: str) -> Draft:
    """Return the draft with the times of one line."""
    return with_service(draft, index, blocks=blocks_of(text, draft.visit))


def blocks_of(text: str, visit: Visit) -> tuple[TimeBlock, ...]:
    """Return times: “1015-1030, 1110-1120”; BadInput where one cannot be read or ends before it begins."""
    return tuple(block_of(part, visit) for part in text.replace(";", ",").split(",") if part.strip())


def blocks_text(draft: Draft, index: int) -> str:
    """Return the times of a line as they are typed."""
    blocks = draft.visit.services[index].blocks
    return ", ".join(f"{block.time_in:%H:%M}-{block.time_out:%H:%M}" for block in blocks)


def with_new_insertion(draft: Draft, index: int, text: str) -> Draft:
    """Return the draft with whether needles were inserted anew for a line."""
    return with_service(draft, index, new_insertion=new_insertion_of(text))


def new_insertion_of(text: str) -> bool | None:
    """Return the answer, or None for nothing; BadInput for anything but yes and no."""
    if text.strip().lower() not in _ANSWERS:
        raise BadInput(f"“{text.strip()}” is neither yes nor no; write one of them.")
    return _ANSWERS[text.strip().lower()]


def new_insertion_text(draft: Draft, index: int) -> str:
    """Return the answer of a line as it is typed."""
    said = draft.visit.services[index].new_insertion
    return "" if said is None else "yes" if said else "no"
