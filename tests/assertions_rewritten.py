"""Rewrites the assertions of a fresh clone before the workers begin, each of whom would rewrite them all."""

import os
import sys
from pathlib import Path

import pytest
from _pytest.assertion import rewrite

from .store.processes import fork


def rewrite_assertions(config: pytest.Config, files: list[Path]) -> None:
    """Keep the rewritten form of every file where pytest 9 looks for it (``AssertionRewritingHook``)."""
    due = [file for file in files if rewrite._read_pyc(file, _kept_at(file)) is None]
    if sys.dont_write_bytecode or not due:
        return

    def share(first: int, cores: int) -> None:
        for file in due[first::cores]:
            digest, code = rewrite._rewrite_test(file, config)
            rewrite._write_pyc(config.stash[rewrite.assertstate_key], code, digest, _kept_at(file))

    for file in due:
        _kept_at(file).parent.mkdir(exist_ok=True)
    cores = os.cpu_count() or 1
    children = [fork(lambda _, first=first: share(first, cores)) for first in range(cores)]  # type: ignore[misc]
    for child in children:
        child.lines()  # a file that cannot be read is told of by the worker that loads it
        child.ended()


def _kept_at(file: Path) -> Path:
    return rewrite.get_cache_dir(file) / f"{file.stem}{rewrite.PYC_TAIL}"
