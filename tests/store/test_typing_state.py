from hypothesis import given, settings
from hypothesis import strategies as st

from charting_tui.store.typing_state import TypingState, line_of, read_lines, splice_entry

texts = st.text(st.characters(exclude_categories=()), max_size=30)


@settings(deadline=None, max_examples=200)
@given(st.lists(st.tuples(st.sampled_from(["subjective", "plan"]), texts), max_size=8), st.integers(0, 8))
def test_any_edits_are_replayed_exactly_also_after_a_new_start(
    edits: list[tuple[str, str]], kept: int
) -> None:
    state, file, now = TypingState(), b"", {"subjective": "", "plan": ""}
    for number, (field, text) in enumerate(edits, 1):
        known = state.text(field)
        entry = (
            {"k": "text", "f": field, "t": text} if known is None else splice_entry(field, now[field], text)
        )
        state.fold({"n": number, **entry})
        file += line_of({"n": number, **entry})
        now[field] = text
    replayed = TypingState.of(read_lines(file))
    touched = {field for field, _ in edits}
    assert replayed.since(0).texts == {field: now[field] for field in touched}
    again = TypingState.of(replayed.entries_since(kept), replayed.sequence)
    assert again.since(kept) == replayed.since(kept)
