"""A key of the quick line beside one of a bare Input: the whole operation, wall and processor, in one run."""

import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from bench.bare import READY
from bench.clinics import make_clinic
from bench.screens import bare_words, our_words, started
from bench.table import Table, median, ms, p95, times

_TYPED = (
    "neck pain 6/10 desk. bilat UT and levs hypertonic, TrPs R lev. no numbness. cerv rot L 50 to 65, R 60 "
    "to 70. Spurling neg R. MFR + TPT to UT, lev 40 min, ther ex 15 min: chin tucks 2x10. pt tol well, 2x/wk "
)
_LINES = tuple((f"{length} characters", _TYPED[:length]) for length in (20, 60, 200))
_KEYS = ("e", "\x7f") * 10
"""A letter and its end, so that the line stays as long as it is."""

_UNTIL_A_BLINK = 0.25
"""Seconds of quiet after which a key is done: the cursor of the bare application blinks after 0.5."""
_UNTIL_OPEN = 0.6
_BETWEEN_KEYS = 0.02


@dataclass(frozen=True)
class _Seen:
    first: list[float]
    """Seconds from each key to the first byte of the changed screen."""
    last: list[float]
    """To the last byte, with the prose and the codes that follow."""
    processor: float
    """Processor seconds for each key."""


def measure_quick_line(clinic: Path) -> Table:
    """Type in the middle and at the end of lines of three lengths, in both programs."""
    rows = []
    for name, line in _LINES:
        for where, back in (("in the middle", len(line) // 2), ("at the end", 0)):
            bare = _typed(bare_words(), READY, "\t", line, back, quiet=_UNTIL_A_BLINK)
            with tempfile.TemporaryDirectory() as folder:
                # A killed login goes on in its line, so each run has a clinic of its own.
                fresh = shutil.copytree(clinic, Path(folder) / "clinic")
                ours = _typed(our_words(fresh), "to chart", "n\x02", line, back, quiet=_UNTIL_OPEN)
            base = bare
            for who, seen in (("bare Input", bare), ("quick line", ours)):
                rows.append(
                    (
                        f"{name}, {where}, {who}",
                        ms(median(seen.first)),
                        times(median(seen.first), median(base.first)),
                        ms(p95(seen.first)),
                        ms(median(seen.last)),
                        ms(seen.processor),
                        times(seen.processor, base.processor),
                    )
                )
    how = (
        f"{len(_KEYS)} keys, a letter and its end in turns, in a real pseudo-terminal. From the byte of the "
        "key to the first byte of the changed screen, and to the last: for the quick line that is after "
        "the line was read and shown, 50 ms behind the last key. Processor time is all of it, for each key."
    )
    heads = ("", "first byte", "× bare", "p95", "last byte", "processor", "× bare")
    return Table("A key in the quick line", how, heads, tuple(rows))


def _typed(words: list[str], mark: str, opens: str, line: str, back: int, *, quiet: float) -> _Seen:
    with started(words) as terminal:
        terminal.shows(mark)
        terminal.rest(quiet)
        for key in opens:
            terminal.press(key, quiet=quiet)
        for part in line.split(" "):
            terminal.press(f"{part} ", quiet=_BETWEEN_KEYS)
        terminal.press("\x7f", quiet=quiet)
        if back:
            terminal.press("\x1b[D" * back, quiet=quiet)
        terminal.rest(quiet)
        before = terminal.processor_time()
        echoes = [terminal.press(key, quiet=_UNTIL_A_BLINK) for key in _KEYS]
        spent = (terminal.processor_time() - before) / len(_KEYS)
    return _Seen([one.seconds for one in echoes], [one.last for one in echoes], spent)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "clinic"
        make_clinic(made, 20, 60).close()
        sys.stdout.write(f"{measure_quick_line(made).text()}\n")
