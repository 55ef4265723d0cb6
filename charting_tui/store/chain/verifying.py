"""Verifies a clinic: charts, practice, people, claims, both logs, and what lies in its folder.

Whoever writes meanwhile is waited for: what is doubtful is looked at again under its lock.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from charting_tui.store.chain.chained_log import LogLine
from charting_tui.store.chain.heads import Heads
from charting_tui.store.chain.histories import (
    Examined,
    MissingEvent,
    RecordedHead,
    examine_chart,
    examine_heads,
    missing_words,
)
from charting_tui.store.chain.logs import (
    CHAIN,
    LOOKS,
    LogRead,
    explained_by,
    faults_between,
    faults_of_lines,
    names_a_head,
    names_a_look,
    read_log,
)
from charting_tui.store.chain.other_files import examine_folder, examine_other, other_files
from charting_tui.store.chart_files.charts import Charts
from charting_tui.store.engine import Locking
from charting_tui.store.engines import Engine, engine_for
from charting_tui.store.processes import where_it_pays
from charting_tui.store.refusals import Busy, ChartDamaged, ChartMissing

_BATCH = 50
"""Charts looked at between two answers of a process."""
_WORTH_PROCESSES = 300
"""Charts from which starting processes takes less time than they save."""
_LOOKED_AT_AGAIN = 200
"""Doubtful files that are looked at under their locks; where there are more, no one's save is the cause."""
_ONE_MOMENT = timedelta(seconds=60)
"""Within which several logins may be ended together, each between its chart and the chain."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Verdict:
    """What verification found."""

    faults: tuple[str, ...]
    """What should not be: one sentence each, with ids and never names."""
    remarks: tuple[str, ...]
    """What is unfinished but whole."""
    charts: int
    events: int

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults


Asked = tuple[str, tuple[RecordedHead, ...]]
"""A client, and what the clinic's chain says of the chart."""


@dataclass(frozen=True)
class ChartExaminer:
    """Looks at charts, here or in a process it is sent to."""

    root: Path
    imports: frozenset[str]

    def __call__(self, batch: Sequence[Asked]) -> list[Examined]:
        """Return what was found of each."""
        with engine_for(self.root) as engine:
            charts = Charts(self.root / "charts", engine.documents)
            return [self.examined(charts, client, recorded) for client, recorded in batch]

    def examined(self, charts: Charts, client: str, recorded: Sequence[RecordedHead]) -> Examined:
        """Return what was found of one."""
        try:
            with charts.tables(client) as tables:
                exam, events = examine_chart(client, tables)
                examine_heads(exam, events, recorded, self.imports)
                return exam
        except ChartMissing:
            gone = f"Chart {client}: the chart is in the clinic's log, but its file is missing."
            return Examined(client, [gone])
        except ChartDamaged as fault:
            return Examined(client, [fault.sentence])
        except (KeyError, TypeError, ValueError, AttributeError):
            return Examined(client, [f"Chart {client}: the file isn't in the format of a chart."])


@dataclass
class _Clinic:
    """What is verified, and the clinic's chain as it was last read."""

    root: Path
    engine: Engine
    charts: Charts
    heads: Heads
    looks: LogRead = field(init=False)
    chain: LogRead = field(init=False)

    def __post_init__(self) -> None:
        self.looks = read_log(self.heads.looks)
        self.read_chain()

    def read_chain(self) -> None:
        """Read the clinic's chain, after which every file is at least as new as it."""
        self.chain = read_log(self.heads.log)
        self.recorded = self.chain.recorded

    def asked(self, name: str) -> Asked:
        """Return a file with what the chain says of it."""
        return name, tuple(self.recorded.get(name, ()))


def verify_clinic(
    root: Path, engine: Engine, charts: Charts, heads: Heads, progress: Progress | None = None
) -> Verdict:
    """Recompute every history, and compare each with what both logs know of it."""
    clinic = _Clinic(root, engine, charts, heads)
    here = charts.stamps()
    known = {name for name in clinic.recorded if "." not in name}
    clients = sorted({*here, *known, *charts.damaged()})
    found = list(_charts_examined(clinic, clients, progress))
    others = sorted(
        {*other_files(root, engine.documents), *(name for name in clinic.recorded if "." in name)}
    )
    found += [examine_other(root, engine.documents, *clinic.asked(name)) for name in others]
    found = _looked_at_again(clinic, found)
    faults = [fault for exam in found for fault in exam.faults]
    remarks = [remark for exam in found for remark in exam.remarks]
    more_faults, more_remarks = _judged_together(clinic, found)
    folder_faults, folder_remarks = examine_folder(root, engine.documents)
    return Verdict(
        (*faults, *more_faults, *folder_faults),
        (*remarks, *more_remarks, *folder_remarks),
        len(here),
        sum(exam.events for exam in found if "." not in exam.name),
    )


def _charts_examined(
    clinic: _Clinic, clients: Sequence[str], progress: Progress | None
) -> Iterator[Examined]:
    asked = [clinic.asked(client) for client in clients]
    batches = [tuple(asked[start : start + _BATCH]) for start in range(0, len(asked), _BATCH)]
    examiner = ChartExaminer(clinic.root, clinic.chain.imports)
    done = 0
    for found in where_it_pays(batches, examiner, examiner, pays=len(asked) > _WORTH_PROCESSES):
        done += len(found)
        if progress:
            progress(done, len(asked))
        yield from found


def _looked_at_again(clinic: _Clinic, found: list[Examined]) -> list[Examined]:
    """Look again at what someone may have been writing, while no one writes it."""
    doubtful = [exam.name for exam in found if exam.doubtful]
    if not doubtful or len(doubtful) > _LOOKED_AT_AGAIN:
        return found
    again = {name: _again(clinic, name) for name in doubtful}
    return [again.get(exam.name, exam) for exam in found]


def _again(clinic: _Clinic, name: str) -> Examined:
    held: AbstractContextManager[None] = nullcontext()
    with suppress(Busy, OSError):
        held = _lock_of(clinic.engine.locks, name)
    try:
        with held:
            return _examined_now(clinic, name)
    except (Busy, OSError):
        return _examined_now(clinic, name)


def _examined_now(clinic: _Clinic, name: str) -> Examined:
    clinic.read_chain()
    if "." in name:
        return examine_other(clinic.root, clinic.engine.documents, *clinic.asked(name))
    examiner = ChartExaminer(clinic.root, clinic.chain.imports)
    return examiner.examined(clinic.charts, *clinic.asked(name))


def _lock_of(locks: Locking, name: str) -> AbstractContextManager[None]:
    if "." not in name:
        return locks.chart(name)
    return locks.held("practice" if name == "practice.json" else "people")


def _judged_together(clinic: _Clinic, found: list[Examined]) -> tuple[list[str], list[str]]:
    """Judge both logs, and what is missing from the clinic's chain."""
    missing = [one for exam in found for one in exam.missing]
    explained = explained_by(missing, clinic.chain, clinic.looks)
    faults, remarks = faults_of_lines(clinic.chain, CHAIN, _is_of_chain, explained)
    known = any(exam.events for exam in found)
    if known and not clinic.chain.there:
        faults.append("The clinic's log (heads.log) is missing.")
    more, told = faults_of_lines(clinic.looks, LOOKS, names_a_look, lambda *_: False)
    faults, remarks = [*faults, *more], [*remarks, *told]
    if not clinic.looks.there and any("access" in line.values for line in clinic.chain.lines):
        faults.append("access.log is missing, but the clinic's log refers to it.")
    last = clinic.chain.last.digest if clinic.chain.last else ""
    sealed = clinic.chain.seal.last
    lost = {sealed} if explained(sealed, last) else set[str]()
    lost |= {str(line.values["cut"]) for line in clinic.chain.lines if "cut" in line.values}
    looks_now = read_log(clinic.heads.looks)
    faults += faults_between(clinic.chain, clinic.looks, looks_now, lost)
    more, told = _judged_missing(found, missing)
    return [*faults, *more], [*remarks, *told]


def _judged_missing(found: list[Examined], missing: list[MissingEvent]) -> tuple[list[str], list[str]]:
    """Judge events that the chain has not: one may be a crash's, or several of one moment."""
    without = [exam for exam in found if exam.missing]
    together = all(len(exam.missing) == 1 for exam in without) and _is_one_moment(missing)
    if together:
        return [], [
            f"{exam.what}: the last change isn't in the clinic's log yet; the program adds it by itself."
            for exam in without
        ]
    return [missing_words(exam) for exam in without], []


def _is_one_moment(missing: list[MissingEvent]) -> bool:
    try:
        moments = [datetime.fromisoformat(one.at) for one in missing]
    except ValueError:
        return False
    return not moments or max(moments) - min(moments) <= _ONE_MOMENT


def _is_of_chain(line: LogLine) -> bool:
    values = line.values
    return names_a_head(line) or "import" in values
