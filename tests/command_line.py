import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, TextIO
from unittest import mock

from charting_tui.cli.main import run

NOW = "2026-11-23T14:05"
ROOT = Path(__file__).parent.parent


@dataclass(frozen=True)
class Answer:
    code: int
    out: str
    err: str

    def refused_in_one_sentence(self) -> bool:
        lines = self.err.strip().splitlines()
        return self.code == 2 and len(lines) == 1 and lines[0].startswith("charting-tui: ") and not self.out


def environment(**changes: str) -> dict[str, str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("CHARTING_", "SSH_", "XDG_"))
    }
    return kept | {"CHARTING_NOW": NOW, "HOME": "/nonexistent"} | changes


def call(*words: str, fed: str | bytes | None = None, **changes: str) -> Answer:
    """Run the command in this process, which spares a start for each; ``call_process`` pays for one."""
    given = fed.encode() if isinstance(fed, str) else fed
    with TemporaryFile() as told, TemporaryFile() as said, _asked(given) as asked:
        with (
            mock.patch.dict(os.environ, environment(**changes), clear=True),
            _text_of(told) as out,
            _text_of(said, "backslashreplace") as err,
            mock.patch.multiple(sys, stdin=asked, stdout=out, stderr=err),
            chdir(ROOT),
        ):
            code = run(words)
        return Answer(code, _all_of(told), _all_of(said))


@contextmanager
def _asked(given: bytes | None) -> Iterator[TextIO]:
    with TemporaryFile() if given is not None else Path(os.devnull).open("rb") as source:
        if given is not None:
            source.write(given)
            source.seek(0)
        with TextIOWrapper(source, encoding="utf-8") as text:
            yield text


@contextmanager
def _text_of(file: IO[bytes], errors: str = "strict") -> Iterator[TextIO]:
    """Give a stream onto a file by a descriptor of its own, which the command may send elsewhere."""
    with os.fdopen(os.dup(file.fileno()), "w", encoding="utf-8", errors=errors) as text:
        yield text


def _all_of(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode()


def call_process(*words: str, fed: str | bytes | None = None, **changes: str) -> Answer:
    """Run the command in a process of its own, as a person does."""
    given = fed.encode() if isinstance(fed, str) else fed
    done = subprocess.run(
        [sys.executable, "-m", "charting_tui", *words],
        input=given,
        stdin=subprocess.DEVNULL if given is None else None,
        capture_output=True,
        env=environment(**changes),
        cwd=ROOT,
        timeout=60,
        check=False,
    )
    return Answer(done.returncode, done.stdout.decode(), done.stderr.decode())


FORM = {
    "as_of": "2026-11-19",
    "payer": "commercial",
    "visit": {"date": "2026-11-19", "services": [{"code": "97124", "minutes": 50, "units": 4}]},
}
