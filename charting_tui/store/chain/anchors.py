"""Anchors: one line each, for paper or another machine, that later tell what of the record is another.

One machine cannot prove that no one recomputed all of its files; a line kept elsewhere can.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from charting_tui.errors import BadInput
from charting_tui.store.chain.chained_log import LogLine
from charting_tui.store.chain.logs import CHAIN, LOOKS, LogRead

_KEPT = 20
"""Characters of a digest: 80 bits, of which no one finds a second text."""
_LINE = re.compile(
    r"charting-tui (?P<at>\d{4}-\d\d-\d\dT\d\d:\d\dZ)"
    r" (?P<heads>\d+):(?P<head>[0-9a-f]{20}|-) (?P<looks>\d+):(?P<look>[0-9a-f]{20}|-)"
)


@dataclass(frozen=True)
class LogEnd:
    """How many whole lines a log had, and the beginning of the last one's digest."""

    lines: int
    digest: str

    @property
    def text(self) -> str:
        """How an anchor writes it."""
        return f"{self.lines}:{self.digest or '-'}"


@dataclass(frozen=True)
class Anchor:
    """Where both logs ended at a moment."""

    at: str
    """In UTC, to the minute."""
    heads: LogEnd
    looks: LogEnd

    @property
    def line(self) -> str:
        """The line that is kept elsewhere."""
        return f"charting-tui {self.at} {self.heads.text} {self.looks.text}"


def anchor_of(chain: LogRead, looks: LogRead, at: datetime) -> Anchor:
    """Return the anchor of both logs as they are now; ``at`` is in UTC."""
    return Anchor(f"{at:%Y-%m-%dT%H:%MZ}", _end_of(chain), _end_of(looks))


def _end_of(log: LogRead) -> LogEnd:
    whole = [line for line in log.lines if line.whole]
    return LogEnd(len(whole), whole[-1].digest[:_KEPT] if whole else "")


def read_anchors(text: str) -> list[Anchor]:
    """Return the anchors in a text, such as a file or a mail; BadInput where there is none."""
    found = [
        Anchor(line["at"], LogEnd(int(line["heads"]), line["head"]), LogEnd(int(line["looks"]), line["look"]))
        for line in _LINE.finditer(text)
    ]
    if not found:
        raise BadInput(
            "--against: there is no anchor in that file. Use the lines “charting-tui verify --anchor” "
            "printed."
        )
    return sorted(found, key=lambda anchor: (anchor.at, anchor.heads.lines, anchor.looks.lines))


def faults_since(anchors: Sequence[Anchor], chain: LogRead, looks: LogRead) -> list[str]:
    """Return what is no more as it was when an anchor was written, and after which anchor that was done."""
    return [
        *_faults_of(CHAIN, chain, [(anchor.at, anchor.heads) for anchor in anchors]),
        *_faults_of(LOOKS, looks, [(anchor.at, anchor.looks) for anchor in anchors]),
    ]


def _faults_of(called: str, log: LogRead, ends: Iterable[tuple[str, LogEnd]]) -> Iterator[str]:
    held = 0
    whole = [line for line in log.lines if line.whole]
    for at, end in ends:
        if end.lines and end.lines > len(whole):
            yield (
                f"Anchor of {at}: {called} had {end.lines} lines and now has {len(whole)}. Lines were "
                "removed, or older files were put back."
            )
        elif end.lines and whole[end.lines - 1].digest[:_KEPT] != end.digest:
            yield (
                f"Anchor of {at}: {called} was rewritten. At least one of lines {held + 1}–{end.lines} "
                f"has changed{_named(whole[held : end.lines])}."
            )
        else:
            held = end.lines


_MOST_NAMED = 8


def _named(lines: Sequence[LogLine]) -> str:
    """Return which charts and files lines are about, as the end of a sentence."""
    values = (line.values for line in lines)
    about = (one.get("chart") or one.get("file") or one.get("client") for one in values)
    names = sorted({str(name) for name in about if name})
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    return f"; they are about {', '.join(names[:_MOST_NAMED])}{more}" if names else ""
