from hypothesis import given, settings
from hypothesis import strategies as st

from charting_tui.store.journals.typing_state import (
    TypingState,
    Words,
    asked_entry,
    line_of,
    read_lines,
    splice_entry,
)

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


@settings(deadline=None, max_examples=100)
@given(
    st.lists(st.tuples(st.sampled_from(["times", "code"]), st.none() | texts, st.integers(0, 9)), max_size=8),
    st.integers(0, 8),
)
def test_open_dialogs_are_replayed_exactly_also_after_a_new_start(
    steps: list[tuple[str, str | None, int]], kept: int
) -> None:
    state, file, now = TypingState(), b"", dict[str, Words]()
    for number, (name, text, cursor) in enumerate(steps, 1):
        words = Words({"text": text or ""}, "text", cursor)
        entry = {"k": "left", "d": name} if text is None else asked_entry(name, words)
        state.fold({"n": number, **entry})
        file += line_of({"n": number, **entry})
        if text is None:
            now.pop(name, None)
        else:
            now[name] = words
    replayed = TypingState.of(read_lines(file))
    again = TypingState.of(replayed.entries_since(kept), replayed.sequence)
    for one in (state, replayed, again):
        assert {name: words for name, (_, words) in one.asked.items()} == now
        assert not one.holds_after(0)
