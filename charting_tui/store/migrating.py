"""Moves a clinic from files into a database or back: every document and line as it is, then proved."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from charting_tui.errors import NotAllowed
from charting_tui.store.chain.chained_log import Seal
from charting_tui.store.engine import ChainLog, Documents
from charting_tui.store.engines import Engine, engine_for
from charting_tui.store.office_file import PRACTICE
from charting_tui.store.refusals import ClinicNotUsable, NotSaved

_AREAS = ("people", "charts", "claims")
_OF_THIS_MACHINE = frozenset({"lock"})
"""Files of a batch that hold a lock and nothing else."""
_AT_ONCE = 50
"""Documents that are written as one."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Migrated:
    """What was moved, and proved to be the same."""

    documents: int
    lines: int
    """Of the clinic's chain and the log of looks."""
    digest: str
    """Of every document and line together: the same for the same clinic, wherever it is kept."""


def copy_clinic(source: Path, target: Path, progress: Progress | None = None) -> Migrated:
    """Copy a clinic into a folder that is made for it, whose database is empty where it has one.

    The practice is written last: a copy that was broken off is no clinic. NotSaved where what is there
    afterwards is not the same.
    """
    with engine_for(source) as old, engine_for(target) as new, old.locks.held("gate"):
        if new.chain.content() or new.documents.stamp(target / PRACTICE):
            raise NotAllowed("There is a clinic already. Name an empty database or a new folder.")
        names = list(document_names(source, old.documents))
        done, folders = 0, {str(Path(name).parent) for name in names} - set(_AREAS)
        for folder in sorted(folders):
            new.documents.begin_folder(target / folder)
        for batch in _batches(names):
            with new.documents.as_one():
                for name in batch:
                    new.documents.put(target / name, _read(old, source, name), durable=False)
            done += len(batch)
            if progress:
                progress(done, len(names))
        for log, copy in ((old.chain, new.chain), (old.looks, new.looks)):
            copy.begin_with(_whole_lines(log), log.sealed())
        new.documents.put(target / PRACTICE, _read(old, source, PRACTICE))
        before, after = digest_of_clinic(source, old), digest_of_clinic(target, new)
    if before != after:
        raise NotSaved(
            "The copy differs from the clinic. Check the disk and the network, then migrate again."
        )
    return after


def document_names(root: Path, documents: Documents) -> Iterator[str]:
    """Yield the path of every document besides the practice."""
    for area in _AREAS:
        there = documents.stamps(root / area)
        for name in documents.names(root / area):
            if name in there:
                yield f"{area}/{name}"
                continue
            inner = documents.names(root / area / name)
            yield from (f"{area}/{name}/{one}" for one in inner if one not in _OF_THIS_MACHINE)


def digest_of_clinic(root: Path, engine: Engine) -> Migrated:
    """Return how much there is of a clinic, and one digest of all of it."""
    names = sorted([PRACTICE, *document_names(root, engine.documents)])
    found = hashlib.sha256()
    for name in names:
        body = _read(engine, root, name)
        found.update(f"{name} {len(body)} {hashlib.sha256(body).hexdigest()}\n".encode())
    lines = 0
    for log in (engine.chain, engine.looks):
        kept = _whole_lines(log)
        lines += len(kept)
        sealed: Seal = log.sealed()
        found.update(f"{log.path.name} {len(kept)} {sealed.last} {sealed.before}\n".encode())
        found.update(hashlib.sha256(b"\n".join(kept)).digest())
    return Migrated(len(names), lines, found.hexdigest())


def refuse_unsaved(count: int) -> None:
    """Raise NotAllowed where typing is not in the charts yet, which would stay behind."""
    if count:
        visits = "1 visit has" if count == 1 else f"{count} visits have"
        raise NotAllowed(f"{visits} unsaved text. Have it saved, and everybody signed out; then migrate.")


def _read(engine: Engine, root: Path, name: str) -> bytes:
    body = engine.documents.read(root / name)
    if body is None:
        raise ClinicNotUsable(f"{name} was removed while the clinic was copied. Start again.")
    return body


def _whole_lines(log: ChainLog) -> list[bytes]:
    return (log.content() or b"").split(b"\n")[:-1]


def _batches(names: Sequence[str]) -> Iterator[tuple[str, ...]]:
    rest = iter(names)
    return iter(lambda: tuple(islice(rest, _AT_ONCE)), ())
