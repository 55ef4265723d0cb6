import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from .terminal import Terminal
from .test_thread import at
from .tiers import TIERS, misplaced


def _drives_the_program() -> None:
    Terminal([], Path()).kill()


def _drives_it_by_a_function_of_another_file() -> None:
    with at(Path()) as screen:
        screen.rests()


def _kills_within() -> None:
    def inner() -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    inner()


def _asks_for_nothing() -> None:
    assert TIERS


def made_of(request: pytest.FixtureRequest, function: Callable[[], None]) -> pytest.Function:
    item: pytest.Function = pytest.Function.from_parent(
        request.node.parent, name=function.__name__, callobj=function
    )
    return item


@pytest.mark.parametrize(
    ("function", "tier"),
    [
        (_drives_the_program, "terminal"),
        (_drives_it_by_a_function_of_another_file, "terminal"),
        (_kills_within, "kills"),
    ],
)
def test_a_test_that_belongs_to_a_tier_is_refused_until_it_is_marked_so(
    request: pytest.FixtureRequest, function: Callable[[], None], tier: str
) -> None:
    item = made_of(request, function)
    assert misplaced(item) == (
        f"tests/test_tiers.py::{function.__name__} {TIERS[tier]}. "
        f"Mark it with @pytest.mark.{tier}, so that make test-fast leaves it out."
    )
    item.add_marker(tier)
    assert misplaced(item) == ""


def test_a_test_that_uses_none_of_their_means_is_fast(request: pytest.FixtureRequest) -> None:
    assert misplaced(made_of(request, _asks_for_nothing)) == ""
