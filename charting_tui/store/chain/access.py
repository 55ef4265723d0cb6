"""Who looked at what: each look is a line of a chained log, which also names a line of the clinic's chain."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import orjson

from charting_tui.store.chain.heads import Heads


@dataclass(frozen=True)
class LoggedLook:
    """One look, as the log has it."""

    at: datetime
    """In UTC."""
    by: str
    client: str
    """Empty where it was a list, or a command about no one client."""
    what: str


class AccessLog:
    """The log as one login adds to it."""

    def __init__(self, heads: Heads, person: str, session: str, now: Callable[[], datetime]) -> None:
        self._heads = heads
        self._person = person
        self._session = session
        self._now = now

    def add(self, client: str, what: str) -> None:
        """Write a look down; when this returns, it is durable."""
        at = self._now().astimezone(UTC)
        line = {
            "at": at.isoformat(),
            "by": self._person,
            "session": self._session,
            "client": client,
            "what": what,
            "heads": self._heads.log.last_line(durable=True),
        }
        self._heads.looks.append([line], at)

    def looks(self, client: str | None = None) -> Iterator[LoggedLook]:
        """Yield the looks at a client, or all; the first first. A line that cannot be read is passed over."""
        sign = f'"client":"{client}"' if client is not None else '"client":"'
        for line in self._heads.looks.lines_with(sign.encode()):
            look = _read(line)
            if look is not None and client in {None, look.client}:
                yield look


def _read(line: bytes) -> LoggedLook | None:
    try:
        values = orjson.loads(line)
        at = datetime.fromisoformat(values["at"])
        return LoggedLook(at, values["by"], values["client"], values["what"])
    except (orjson.JSONDecodeError, KeyError, TypeError, ValueError):
        return None
