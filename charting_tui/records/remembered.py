"""Answers about records, remembered by the very records they were asked of."""

from collections.abc import Callable
from functools import lru_cache
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


class _Same:
    """An argument that is equal to itself alone: to compare two visits takes longer than to price one."""

    __slots__ = ("it",)

    def __init__(self, it: object) -> None:
        self.it = it

    def __hash__(self) -> int:
        return id(self.it)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.it is other.it


def remembered(most: int) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Remember so many answers of a function of frozen records alone, which never say anything else."""

    def around(function: Callable[P, R]) -> Callable[P, R]:
        @lru_cache(maxsize=most)
        def answer(*asked: _Same) -> R:
            return function(*(one.it for one in asked))  # type: ignore[call-arg, arg-type]

        def ask(*arguments: P.args, **_: P.kwargs) -> R:
            return answer(*map(_Same, arguments))

        return ask

    return around
