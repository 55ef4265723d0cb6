"""What differs between two versions of a stored record, field by field, and the way back from the newer.

A change is ``{"old": …, "new": …}``; a side is left out where the field was not there. Of a long text or list
only the middle that differs is kept, with ``"at"``, where it begins.
"""

from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from typing import Any

Change = dict[str, Any]
Changes = dict[str, Change]
"""By the path of the field, like ``visit.note.plan`` or ``visit.services.0.minutes``."""

_SHORT = 40
"""Characters up to which a text is kept whole, because a person reads that more easily."""


def changes_between(old: Mapping[str, Any], new: Mapping[str, Any]) -> Changes:
    """Return what leads from one version to the other; nothing where they are the same."""
    found: Changes = {}
    _compare(old, new, "", found)
    return found


def version_before(new: Mapping[str, Any], changes: Mapping[str, Change]) -> dict[str, Any]:
    """Return the version that the changes led from.

    KeyError, IndexError, TypeError or ValueError where they are of another record.
    """
    if "" in changes:
        return dict(changes[""]["old"])
    old: dict[str, Any] = deepcopy(dict(new))
    for path, change in changes.items():
        _take_back(old, path.split("."), change)
    return old


def _compare(old: Any, new: Any, path: str, found: Changes) -> None:
    if old == new and type(old) is type(new):
        return
    if _are_fields(old) and _are_fields(new):
        _compare_fields(old, new, path, found)
    elif isinstance(old, list) and isinstance(new, list):
        _compare_lists(old, new, path, found)
    elif isinstance(old, str) and isinstance(new, str) and max(len(old), len(new)) > _SHORT:
        found[path] = _middle_of_texts(old, new)
    else:
        found[path] = {"old": old, "new": new}


def _are_fields(value: Any) -> bool:
    return isinstance(value, Mapping) and not any("." in key for key in value)


def _compare_fields(old: Mapping[str, Any], new: Mapping[str, Any], path: str, found: Changes) -> None:
    lead = f"{path}." if path else ""
    for key, value in new.items():
        if key in old:
            _compare(old[key], value, f"{lead}{key}", found)
        else:
            found[f"{lead}{key}"] = {"new": value}
    for key, value in old.items():
        if key not in new:
            found[f"{lead}{key}"] = {"old": value}


def _compare_lists(old: list[Any], new: list[Any], path: str, found: Changes) -> None:
    if len(old) == len(new) and all(map(_are_fields, (*old, *new))):
        for place, (one, other) in enumerate(zip(old, new, strict=True)):
            _compare(one, other, f"{path}.{place}", found)
        return
    begin, end = _same_ends(old, new)
    found[path] = {"old": old[begin : len(old) - end], "new": new[begin : len(new) - end], "at": begin}


def _middle_of_texts(old: str, new: str) -> Change:
    begin, end = _same_ends(old, new)
    begin = _word_begins(old, begin)
    while end and not old[len(old) - end].isspace():
        end -= 1
    return {"old": old[begin : len(old) - end], "new": new[begin : len(new) - end], "at": begin}


def _word_begins(text: str, place: int) -> int:
    while place and not text[place - 1].isspace():
        place -= 1
    return place


def _same_ends(old: Sequence[Any], new: Sequence[Any]) -> tuple[int, int]:
    """Return how many of the first and, besides those, of the last are the same."""
    most = min(len(old), len(new))
    begin = _longest(most, lambda count: old[:count] == new[:count])
    most -= begin
    end = _longest(most, lambda count: old[len(old) - count :] == new[len(new) - count :])
    return begin, end


def _longest(most: int, same: Callable[[int], bool]) -> int:
    """Return the largest count up to ``most`` for which ``same`` holds, as it does for every smaller one."""
    low = 0
    while low < most:
        half = (low + most + 1) // 2
        if same(half):
            low = half
        else:
            most = half - 1
    return low


def _take_back(record: Any, path: list[str], change: Change) -> None:
    for key in path[:-1]:
        record = record[int(key)] if isinstance(record, list) else record[key]
    last: Any = int(path[-1]) if isinstance(record, list) else path[-1]
    if "at" in change:
        begin, now = change["at"], record[last]
        record[last] = now[:begin] + change["old"] + now[begin + len(change["new"]) :]
    elif "old" in change:
        record[last] = change["old"]
    else:
        del record[last]
