"""Many therapists at work at once, each by a script in a terminal of their own: ``python -m bench.soak``.

Each writes into a visit of their own, looks at lists, logs off and on, and loses the line now and then. At
the end every word that was seen on a screen must be in its chart once, and ``verify`` must find no fault.
"""

import argparse
import shutil
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from bench.logins import pss
from charting_tui.operations.bookings.booking import book, read_booking
from charting_tui.records.chart import Act, ClientFile
from charting_tui.records.people import Client, Therapist
from charting_tui.records.visit import SECTIONS
from charting_tui.store.chart_files.writing import ChartChange
from charting_tui.store.chart_store import ChartStore
from tests.clinic import CONSENT, NOW, NOW_THERE, OFFICE, TODAY, open_clinic
from tests.server.preloaded import PreloadedProgram
from tests.terminal import Terminal, no_book_made

_MINUTES = 2.0
_LOGINS = 20
_WORDS_A_LOGIN = 3
_EVERY_LOST = 2
"""Of so many logins one loses its line with a word just typed."""
_PAUSE = 0.5
"""Seconds that a person reads before the next keys."""


@dataclass
class _Done:
    """What one therapist did."""

    person: str
    seen: list[str] = field(default_factory=list)
    """Words that stood on the screen."""
    logins: int = 0
    lost: int = 0
    lost_now: bool = False
    """Whether the last login was."""
    fault: str = ""


def main() -> int:
    """Run the soak and print what came of it; 1 where anything went wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=_MINUTES)
    parser.add_argument("--logins", type=int, default=_LOGINS)
    asked = parser.parse_args()
    place = Path(tempfile.mkdtemp(prefix="charting-soak-"))
    try:
        return _soak(place, asked.logins, asked.minutes * 60)
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _soak(place: Path, logins: int, seconds: float) -> int:
    clinic, people = place / "clinic", [f"t{number:02}" for number in range(1, logins + 1)]
    _make(clinic, people)
    with PreloadedProgram(place) as loaded, no_book_made(["--data", str(clinic)]):
        until = time.monotonic() + seconds
        with ThreadPoolExecutor(logins) as threads:
            working = [threads.submit(_work, loaded, clinic, person, until) for person in people]
            memory = []
            while not all(one.done() for one in working):
                time.sleep(min(5.0, max(0.1, until - time.monotonic())))
                memory.append(_memory(loaded))
            done = [one.result() for one in working]
        verdict = loaded.runs("--data", str(clinic), "--user", "kim", "verify")
    faults = [f"{one.person}: {one.fault}" for one in done if one.fault]
    faults += _lost_words(clinic, done)
    if verdict.returncode:
        faults.append(f"verify: {verdict.stdout}{verdict.stderr}")
    if (log := clinic / "crash.log").exists():
        faults.append(log.read_text())
    words, count, lost = (
        sum(values) for values in zip(*((len(one.seen), one.logins, one.lost) for one in done), strict=True)
    )
    sys.stdout.write(
        f"{logins} therapists, {seconds / 60:.1f} minutes: {words} words typed, {count} logins, {lost} lost "
        f"lines; all logins take {memory[len(memory) // 3]:.0f} MB after a third of the time, "
        f"{max(memory):.0f} MB at most; {len(faults)} faults\n"
    )
    sys.stdout.writelines(f"{fault}\n" for fault in faults)
    return bool(faults)


def _make(clinic: Path, people: list[str]) -> None:
    """Make a clinic in which each of them has one client, booked today."""
    staff = tuple(Therapist(id=one, name=f"Therapist {one}", licence_type="LMT") for one in people)
    office = OFFICE.model_copy(update={"people": (*OFFICE.people, *staff)})
    ChartStore.create(clinic, office, person="kim", read_clock=lambda: NOW).close()
    for number, person in enumerate(people):
        store = open_clinic(clinic, person)
        client = Client(id=f"c{person}", name=f"Client, {person}", consent=CONSENT)
        store.commit(ChartChange(Act.OPENED, client.id, file=ClientFile(client=client)))
        book(store, client.id, read_booking(f"{8 + number % 10:02}00 {person} 60"), TODAY)
        store.close()


def _work(loaded: PreloadedProgram, clinic: Path, person: str, until: float) -> _Done:
    done = _Done(person)
    try:
        while time.monotonic() < until or done.lost_now:
            _until_nobody_writes(clinic, person)
            with loaded.opens(clinic, now=NOW_THERE, person=person) as screen:
                done.logins += 1
                _one_login(screen, done, lost=done.logins % _EVERY_LOST == 0, until=until)
    except Exception as fault:  # noqa: BLE001 - told at the end, with whose it was
        done.fault = f"{type(fault).__name__}: {fault}"
    return done


def _until_nobody_writes(clinic: Path, person: str) -> None:
    """Wait until the login whose line was lost has ended, as a person does who logs in again."""
    store = open_clinic(clinic, person)
    while any(head.owned and head.author == person for head in store.journals()):
        time.sleep(0.1)
    store.close()


def _one_login(screen: Terminal, done: _Done, *, lost: bool, until: float) -> None:
    if done.lost_now:
        screen.sees("You left this visit open last time").press("esc")
        done.lost_now = False
    screen.sees("Today › Mon", "to chart")
    for number in range(_WORDS_A_LOGIN):
        word = f"w{done.logins}x{number}"
        screen.press("enter").sees("F6 quick line").types(f" {word} ").sees(word)
        done.seen.append(word)
        if lost and number == _WORDS_A_LOGIN - 1:
            screen.kill()
            done.lost += 1
            done.lost_now = True
            return
        screen.press("esc").sees("Today › Mon")
        screen.press("u").sees("Unbilled ›").press("esc").sees("Today › Mon")
        time.sleep(_PAUSE)
        if time.monotonic() > until and not lost:
            break
    screen.press("ctrl+q").ends()


def _memory(loaded: PreloadedProgram) -> float:
    total = 0.0
    for process in (loaded.process, *loaded.children()):
        try:
            total += pss(process)
        except (OSError, StopIteration):  # it has just ended
            continue
    return total


def _lost_words(clinic: Path, done: list[_Done]) -> list[str]:
    """Tell of each word that is not in its chart exactly once."""
    faults = []
    for one in done:
        store = open_clinic(clinic, one.person)
        (visit,) = store.chart(f"c{one.person}").visits
        text = " ".join(getattr(visit.visit.note, section) for section in SECTIONS).split()
        store.close()
        counts = {word: text.count(word) for word in one.seen}
        faults += [
            f"{one.person}: {word} is {count} times in the note"
            for word, count in counts.items()
            if count != 1
        ]
    return faults


if __name__ == "__main__":
    sys.exit(main())
