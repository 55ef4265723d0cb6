from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charting_tui.records.changes import changes_between, version_before

VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=60) | st.text("ab ", max_size=90),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=12,
)
RECORDS = st.dictionaries(st.sampled_from(["note", "services", "a", "b", "c.d"]), VALUES, max_size=5)


@given(old=RECORDS, new=RECORDS)
def test_changes_lead_back_to_the_version_before(old: dict[str, Any], new: dict[str, Any]) -> None:
    assert version_before(new, changes_between(old, new)) == old


def test_only_what_differs_is_kept() -> None:
    old = {
        "id": "v1",
        "note": {"plan": "weekly", "objective": ""},
        "services": [{"code": "97140", "minutes": 30}],
    }
    new = {
        "id": "v1",
        "note": {"plan": "monthly", "objective": ""},
        "services": [{"code": "97140", "minutes": 45}],
    }
    assert changes_between(old, new) == {
        "note.plan": {"old": "weekly", "new": "monthly"},
        "services.0.minutes": {"old": 30, "new": 45},
    }
    assert changes_between(new, new) == {}


def test_of_a_long_text_the_words_that_differ_are_kept() -> None:
    lead, end = "Client reports less pain at the neck since the last visit, ", " and slept through the night."
    old, new = f"{lead}6/10 before{end}", f"{lead}4/10 before{end}"
    assert changes_between({"text": old}, {"text": new}) == {
        "text": {"old": "6/10", "new": "4/10", "at": len(lead)}
    }


@pytest.mark.parametrize(("old", "new"), [({"a": 1}, {}), ({}, {"a": None}), ({"a": None}, {"a": ""})])
def test_a_field_that_came_or_went_is_told_from_an_empty_one(
    old: dict[str, Any], new: dict[str, Any]
) -> None:
    changes = changes_between(old, new)
    assert changes
    assert version_before(new, changes) == old
