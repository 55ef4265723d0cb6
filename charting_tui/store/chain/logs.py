"""Whether the two logs of a clinic are whole: each by itself, and each by what the other knows of it."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from charting_tui.records.canonical import digest
from charting_tui.store.chain.chained_log import LogLine, Seal, lines_of
from charting_tui.store.chain.heads import head_line, line_digest
from charting_tui.store.chain.histories import MissingEvent, RecordedHead
from charting_tui.store.engine import ChainLog
from charting_tui.store.refusals import Busy

CHAIN, LOOKS = "the clinic's log", "access.log"
"""What sentences call the logs."""


@dataclass(frozen=True)
class LogRead:
    """A log as it was at one moment, with its seal."""

    path: Path
    text: bytes
    there: bool
    """Whether there is a file."""
    seal: Seal

    @cached_property
    def lines(self) -> list[LogLine]:
        """Every line, the first first."""
        return lines_of(self.text)

    @cached_property
    def places(self) -> dict[str, int]:
        """The place of each whole line by its digest, counted from 1."""
        return {line.digest: place for place, line in enumerate(self.lines, 1) if line.whole}

    @property
    def last(self) -> LogLine | None:
        """The last whole line."""
        return next((line for line in reversed(self.lines) if line.whole), None)

    @property
    def recorded(self) -> dict[str, list[RecordedHead]]:
        """What the clinic's chain says of each file."""
        recorded: defaultdict[str, list[RecordedHead]] = defaultdict(list)
        for line in self.lines:
            if names_a_head(line):
                values = line.values
                name = str(values.get("chart") or values.get("file"))
                restored = values.get("restored")
                recorded[name].append(RecordedHead(values["event"], values["head"], restored))
        return recorded

    @property
    def imports(self) -> frozenset[str]:
        """The moments at which charts were being brought in."""
        return frozenset(str(line.values.get("at")) for line in self.lines if "import" in line.values)


def read_log(log: ChainLog) -> LogRead:
    """Read a log and its seal while no one adds to it, as far as that can be had."""
    with ExitStack() as held:
        with suppress(Busy, OSError):
            held.enter_context(log.held())
        text = log.content()
        return LogRead(log.path, text or b"", text is not None, log.sealed())


def names_a_head(line: LogLine) -> bool:
    """Whether a line of the clinic's chain records an event of a file."""
    values = line.values
    name, event, head = values.get("chart") or values.get("file"), values.get("event"), values.get("head")
    restored = values.get("restored")
    return (
        isinstance(name, str)
        and isinstance(event, int)
        and isinstance(head, str)
        and (restored is None or isinstance(restored, int))
    )


def names_a_look(line: LogLine) -> bool:
    """Whether a line of the access log says who looked at what."""
    return all(isinstance(line.values.get(name), str) for name in ("at", "by", "client", "what"))


_NOTES = ("unfinished", "cut")


def faults_of_lines(
    read: LogRead, called: str, is_right: Callable[[LogLine], bool], explained: Callable[[str, str], bool]
) -> tuple[list[str], list[str]]:
    """Return what is wrong with the lines of a log and with its end, and what is worth a remark.

    ``explained`` tells whether a lost line of that digest, after one of another, is known from the charts.
    """
    faults, remarks = [], []
    before = ""
    for place, line in enumerate(read.lines, 1):
        if not line.whole:
            remarks.append(
                f"{_first(called)} ends in an unfinished line. The program removes it at the next change."
            )
            continue
        if not any(name in line.values for name in _NOTES) and not is_right(line):
            faults.append(f"Line {place} of {called} can't be read.")
        elif line.values.get("before", before) != before or (before and not line.chained):
            faults.append(f"Line {place} of {called} doesn't match the line before it.")
        if "unfinished" in line.values:
            remarks.append(f"Line {place} of {called} records that an unfinished line was removed.")
        if "cut" in line.values and not explained(str(line.values["cut"]), before):
            faults.append(f"Line {place} of {called} records that earlier lines were removed.")
        before = line.digest if line.chained else _of_old_lines(read, place)
    return [*faults, *_faults_of_end(read, called, explained)], remarks


def _of_old_lines(read: LogRead, place: int) -> str:
    """Return what the first chained line names: all before it; nothing while none of those is chained."""
    following = read.lines[place : place + 1]
    if not (following and following[0].chained):
        return ""
    text = "".join(f"{line.text}\n" for line in read.lines[:place])
    return digest(text)


def _faults_of_end(read: LogRead, called: str, explained: Callable[[str, str], bool]) -> Iterator[str]:
    """Compare the end of a log with its seal."""
    chained = sum(line.chained for line in read.lines)
    sealed, last = read.seal.last, read.last.digest if read.last else ""
    if not sealed:
        if chained > 1 and not _is_of_old_program(read):
            yield f"The seal file of {called} ({read.path.with_suffix('.seal').name}) is missing."
    elif sealed not in read.places:
        torn = bool(read.lines) and not read.lines[-1].whole
        if not explained(sealed, last) and not (torn and read.seal.before == last):
            yield (
                f"{_first(called)} is incomplete: it has {len(read.places)} lines, and its seal file "
                "records more."
            )


def _is_of_old_program(read: LogRead) -> bool:
    """Whether all lines may be from before logs had seals."""
    return not any({"file", "access", "heads", "import"} & line.values.keys() for line in read.lines)


_NAMED_LOOKS = 100
"""The newest looks that a lost line may have named."""
_RECENT = 200
"""The newest lines among which one that was lost may stand again."""


def explained_by(missing: list[MissingEvent], chain: LogRead, looks: LogRead) -> Callable[[str, str], bool]:
    """Return what tells of a line lost from the clinic's chain whether a file still has its event."""

    def explained(lost: str, before: str) -> bool:
        named = [{}, *({"access": look} for look in list(looks.places)[-_NAMED_LOOKS:])]
        return any(
            line_digest({**line, **look}, before) == lost
            for line in _may_be_lost(missing, chain)
            for look in named
        )

    return explained


def _may_be_lost(missing: list[MissingEvent], chain: LogRead) -> Iterator[dict[str, Any]]:
    """Yield lines that a crash may have left out: of events not in the chain, and of those added later."""
    if len(missing) <= _RECENT:
        yield from (head_line(one.name, one.number, one.head, one.at) for one in missing)
    for line in chain.lines[-_RECENT:]:
        if names_a_head(line):
            yield {key: value for key, value in line.values.items() if key not in {"before", "access"}}


def faults_between(chain: LogRead, looks: LogRead, looks_now: LogRead, lost: set[str]) -> Iterator[str]:
    """Compare what each log knows of the other; ``looks_now`` was read after the chain, ``looks`` before.

    ``lost`` are digests of lines of the chain whose loss is explained.
    """
    for place, line in enumerate(chain.lines, 1):
        look = line.values.get("access")
        if look and look not in looks_now.places:
            yield (
                f"access.log was changed or lines were removed: line {place} of the clinic's log "
                "refers to a missing entry."
            )
            break
    for place, line in enumerate(looks.lines, 1):
        head = line.values.get("heads")
        if head and head not in chain.places and head not in lost:
            yield (
                f"The clinic's log was changed or lines were removed: line {place} of access.log refers "
                "to a missing line."
            )
            break


def _first(called: str) -> str:
    return called[:1].upper() + called[1:] if called != LOOKS else called
