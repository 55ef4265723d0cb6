import importlib
import inspect
import pkgutil
from collections import Counter
from collections.abc import Iterator, Mapping

import grimp
import pytest

import charting_tui

ANCESTORS = 2
"""Classes of ours that one of ours may inherit through."""
METHODS = 40
"""Functions and properties of ours that one object may have."""
OURS = "charting_tui"


def all_classes() -> list[type]:
    for module in pkgutil.walk_packages(charting_tui.__path__, f"{OURS}."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    return sorted(set(subclasses_of(object)), key=lambda one: (one.__module__, one.__qualname__))


def subclasses_of(parent: type) -> Iterator[type]:
    children: list[type] = type.__subclasses__(parent)
    for child in children:
        if is_ours(child):
            yield child
        yield from subclasses_of(child)


def is_ours(one: type) -> bool:
    return str(one.__module__).partition(".")[0] == OURS  # some compiled classes have no name there


def depth_of(one: type) -> int:
    """Count the classes of ours on the longest way down to this one, with itself."""
    return is_ours(one) + max((depth_of(base) for base in one.__bases__), default=0)


def methods_of(one: type) -> set[str]:
    kinds = (property, classmethod, staticmethod)
    return {
        name
        for base in one.__mro__
        if is_ours(base)
        for name, value in vars(base).items()
        if inspect.isfunction(value) or isinstance(value, kinds)
    }


@pytest.fixture(scope="module")
def classes() -> list[type]:
    return all_classes()


def test_no_class_inherits_through_more_than_two_others_of_ours(classes: list[type]) -> None:
    assert classes
    assert [one.__qualname__ for one in classes if depth_of(one) > ANCESTORS + 1] == []


def test_a_name_of_a_class_is_that_of_one_class_in_the_whole_program(classes: list[type]) -> None:
    homes = {(one.__module__, one.__name__) for one in classes if one.__qualname__ == one.__name__}
    names = Counter(name for _, name in homes)
    assert [name for name, count in names.items() if count > 1] == []


def test_no_object_has_more_methods_than_a_person_can_hold_in_mind(classes: list[type]) -> None:
    counts = {one.__qualname__: len(methods_of(one)) for one in classes}
    assert max(counts.values()) > METHODS / 2
    too_many = {name: count for name, count in counts.items() if count > METHODS}
    assert not too_many, (
        "Give what belongs together to a part of its own, like screens/signing/signed_visit.py."
    )


def test_no_module_imports_itself_by_way_of_others() -> None:
    graph = grimp.build_graph(OURS, cache_dir=None)
    imports = {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    assert circles_in({"a": {"b"}, "b": {"c"}, "c": {"b"}}) == {"b", "c"}
    assert circles_in(imports) == set()


def circles_in(imports: Mapping[str, set[str]]) -> set[str]:
    """Return the modules that are in a circle, or between two: what is left where no end can be taken off."""
    left = {module: set(imported) for module, imported in imports.items()}
    while True:
        imported = set().union(*left.values())
        ends = {module for module, its in left.items() if not its & left.keys() or module not in imported}
        if not ends:
            return set(left)
        left = {module: its - ends for module, its in left.items() if module not in ends}
