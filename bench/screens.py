"""Start, keys, bytes and memory of the program beside a bare Textual application, in real terminals."""

import os
import sys
from dataclasses import dataclass, field
from pathlib import Path

from bench.bare import READY
from bench.clinics import NOW_THERE
from bench.pseudo_terminal import Echo, PseudoTerminal
from bench.table import Table, median, ms, p95, times

_SENTENCE = "Tender upper trapezius on both sides, less than last week; turns to 70 degrees. "
_LINE = "p6>4 desk; ut b3 rh b2 lev r2 trp; neck rot r70>80; mfr30 @ ut lev; ex15; imp; 1xw6 str"
_STARTS = 7
_IDLE = 5.0
_DOWN = "\x1b[B"


@dataclass
class _Seen:
    starts: list[float] = field(default_factory=list)
    memory: float = 0.0
    idle: tuple[float, int] = (0.0, 0)
    keys: dict[str, list[Echo]] = field(default_factory=dict)


def measure_screens(small: Path, large: Path) -> list[Table]:
    """Measure the bare application and the program over two clinics, in turns."""
    bare, ours_small, ours_large = _Seen(), _Seen(), _Seen()
    for _ in range(_STARTS + 1):
        for seen, words, mark in (
            (bare, bare_words(), READY),
            (ours_small, our_words(small), "to chart"),
            (ours_large, our_words(large), "to chart"),
        ):
            with started(words) as terminal:
                seen.starts.append(terminal.shows(mark))
    for seen in (bare, ours_small, ours_large):
        seen.starts.pop(0)
    _keys_of_the_bare_one(bare)
    for seen, clinic in ((ours_small, small), (ours_large, large)):
        _keys_of_ours(seen, clinic)
    return [_starts(bare, ours_small, ours_large), _keys(bare, ours_small, ours_large)]


def _keys_of_the_bare_one(seen: _Seen) -> None:
    with started(bare_words()) as terminal:
        terminal.shows(READY)
        terminal.rest()
        seen.keys["a letter in a text"] = [terminal.press(letter) for letter in _SENTENCE]
        seen.memory = terminal.memory()
        seen.idle = terminal.idle(_IDLE)
        terminal.press("\x1b[Z")
        seen.keys["a row down in a list"] = [terminal.press(_DOWN) for _ in range(40)]
        terminal.press("\x1b[Z")
        seen.keys["a letter in a line"] = [terminal.press(letter) for letter in _LINE]


def _keys_of_ours(seen: _Seen, clinic: Path) -> None:
    with started(our_words(clinic)) as terminal:
        terminal.shows("to chart")
        terminal.rest(0.6)
        rows = [terminal.press(key) for _ in range(8) for key in (_DOWN, _DOWN, "\x1b[A", "\x1b[A")]
        seen.keys["a row down in a list"] = rows
        terminal.press("n", quiet=0.6)
        seen.keys["a letter in a text"] = [terminal.press(letter) for letter in _SENTENCE]
        seen.memory = terminal.memory()
        terminal.rest(1.5)
        seen.idle = terminal.idle(_IDLE)
        terminal.press("\x02", quiet=0.6)
        seen.keys["a letter in a line"] = [terminal.press(letter) for letter in _LINE]


def _starts(bare: _Seen, small: _Seen, large: _Seen) -> Table:
    base = median(bare.starts)
    rows = tuple(
        (
            name,
            ms(median(seen.starts)),
            times(median(seen.starts), base),
            f"{seen.memory:.0f} MB",
            f"{seen.idle[0] * 100:.1f} %",
            str(seen.idle[1]),
        )
        for name, seen in (
            ("bare Textual application", bare),
            ("the program, small clinic", small),
            ("the program, large clinic", large),
        )
    )
    how = (
        f"In a real pseudo-terminal of 120×40, median of {_STARTS} starts taken in turns, from the start of "
        "the process until the visits of Today, or the bare application's rows, are on the screen. Memory is "
        f"resident, after {len(_SENTENCE)} letters were typed. At rest is over {_IDLE:.0f} s."
    )
    heads = ("", "start", "× bare", "memory", "core at rest", "bytes at rest")
    return Table("Start, memory and rest", how, heads, rows)


def _keys(bare: _Seen, small: _Seen, large: _Seen) -> Table:
    rows = []
    for act in ("a letter in a text", "a letter in a line", "a row down in a list"):
        base = bare.keys[act]
        for name, seen in (("bare", bare), ("small clinic", small), ("large clinic", large)):
            echoes = seen.keys[act]
            taken = [echo.seconds for echo in echoes]
            size, base_size = (sum(echo.size for echo in each) / len(each) for each in (echoes, base))
            over = times(median(taken), median([echo.seconds for echo in base]))
            figures = (ms(median(taken)), over, ms(p95(taken)), f"{size:.0f}", times(size, base_size))
            rows.append((f"{act}, {name}", *figures))
    how = (
        "From the byte of the key to the first byte of the changed screen, and all bytes until the screen "
        "was quiet for 120 ms, which for the program includes what the rules then change. The bare text has "
        "no rules, no journal and no line lengths to keep. The line is the quick line, which is read, "
        "explained and previewed at each letter, beside a bare Input."
    )
    return Table("Keys", how, ("", "median", "× bare", "p95", "bytes a key", "× bare"), tuple(rows))


def started(words: list[str]) -> PseudoTerminal:
    """Start a program in a terminal of its own."""
    return PseudoTerminal([sys.executable, *words], surroundings(), Path.cwd())


def bare_words() -> list[str]:
    """Return the words that start the bare application."""
    return ["-m", "bench.bare"]


def our_words(clinic: Path) -> list[str]:
    """Return the words that open a clinic's screens."""
    return ["-m", "charting_tui", "--data", str(clinic), "--user", "kim"]


def surroundings() -> dict[str, str]:
    """Return the variables that a measured program sees."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    terminal = {"TERM": "xterm-256color", "LANG": "C.UTF-8", "TZ": "UTC", "COLORTERM": "truecolor"}
    return {**kept, **terminal, "CHARTING_NOW": NOW_THERE}
