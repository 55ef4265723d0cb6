import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

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
