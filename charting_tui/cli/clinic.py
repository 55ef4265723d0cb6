"""Which clinic, which person and which moment a command is about."""

import getpass
import os
from argparse import Namespace
from datetime import date
from pathlib import Path

from charting_tui.cli.lines import ProgressLine, complain
from charting_tui.cli.moment import clock_that_may_be_set
from charting_tui.clock import Clock, system_clock
from charting_tui.errors import BadInput, NotAllowed
from charting_tui.operations.permission import signed_in
from charting_tui.readers.dates import DateKind, read_date, shown_date
from charting_tui.records.additions import ImportedTable
from charting_tui.records.office import Office
from charting_tui.records.people import Role
from charting_tui.store.chart_files.charts import damage_words
from charting_tui.store.chart_store import ChartStore
from charting_tui.store.refusals import Busy, NotSaved


def make_index(store: ChartStore) -> None:
    """Read the charts into an index that is not there; where another login does that, wait for it."""
    if store.indexed:
        return
    line = ProgressLine("charts read")
    try:
        while not store.indexed:
            try:
                store.make_index(line)
            except Busy:
                line.tell("Another user is updating the lists. Please wait.")
    finally:
        line.end()


_TELL_OF_DAMAGE = ("", "reindex", "verify")
"""Commands that tell of damaged charts themselves; the empty one opens the screens."""


def open_clinic(options: Namespace, *, repair: bool = True) -> ChartStore:
    """Open the clinic that the options and the environment name, as the person they name.

    ``repair`` reads charts that changed behind the index's back; the screens do it when Today is there.
    """
    folder = clinic_folder(options)
    store = ChartStore.open(folder, person=login_name(options), repair=False)
    office = store.office
    person = person_of(options, office)
    clock = clinic_clock(office)
    store.close()
    opened = ChartStore.open(folder, person=person, read_clock=clock.read, repair=False)
    opened.by_key = getattr(options, "key_login", False)
    make_index(opened)
    if repair:
        opened.repair()
        if opened.batches.unfinished():
            from charting_tui.operations.billing.handing_over import finish_broken_off  # noqa: PLC0415

            for sentence in finish_broken_off(opened):
                complain(sentence)
    note_look(opened, "", options.command or "screens")
    if opened.damaged and options.command not in _TELL_OF_DAMAGE:
        complain(damage_words(opened.damaged))
    return opened


def note_look(store: ChartStore, client: str, what: str) -> None:
    """Write down who looks at what; a disk that refuses is told, and keeps no one from the record."""
    try:
        store.log_access(client, what)
    except (NotSaved, Busy) as fault:
        complain(f"This view is not in the access log. {fault.sentence}")
    except OSError as fault:
        complain(f"This view is not in the access log ({os.strerror(fault.errno or 0).lower()}).")


def clinic_folder(options: Namespace) -> Path:
    """Return the clinic's folder: the option, else CHARTING_DATA, else a place among one's own data."""
    named = getattr(options, "data", None) or os.environ.get("CHARTING_DATA")
    folder = Path(named).absolute() if named else own_data("clinic")
    database = os.environ.get("CHARTING_STORE")
    if database:
        from charting_tui.store.joining import follow_database  # noqa: PLC0415  few clinics have one

        follow_database(folder, database)
    return folder


def clinics_tables(options: Namespace) -> tuple[ImportedTable, ...]:
    """Return the tables of the clinic that is named, whoever asks; none where none is named."""
    office = clinics_office(options)
    return office.tables if office else ()


def clinics_office(options: Namespace) -> Office | None:
    """Return the office of the clinic that is named, whoever asks; None where none is named."""
    if not (getattr(options, "data", None) or os.environ.get("CHARTING_DATA")):
        return None
    store = ChartStore.open(clinic_folder(options), person=login_name(options), repair=False)
    try:
        return store.office
    finally:
        store.close()


def own_data(name: str) -> Path:
    """Return a folder of that name among one's own data of this program."""
    home = os.environ.get("XDG_DATA_HOME") or os.path.expanduser("~/.local/share")  # noqa: PTH111 - never raises
    return Path(home).absolute() / "charting-tui" / name


def login_name(options: Namespace) -> str:
    """Return the name given, else the name one is logged in by."""
    given = getattr(options, "user", None)
    if given:
        return str(given)
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        raise BadInput("--user: this login has no name. Give yours with --user NAME.") from None


def person_of(options: Namespace, office: Office) -> str:
    """Return who is signed in; a demo clinic takes a stranger who gave no name for its owner."""
    name = login_name(options)
    if office.person(name):
        return signed_in(office, name).id
    owner = next((person.id for person in office.people if Role.OWNER in person.roles), None)
    if owner and office.practice.made_for != "work" and not getattr(options, "user", None):
        return owner
    known = ", ".join(person.id for person in office.people) or "no one yet"
    raise NotAllowed(f"--user: “{name}” isn't on this clinic's staff. The staff: {known}.")


def clinic_clock(office: Office) -> Clock:
    """Return the machine's clock, or the moment the environment sets where the clinic allows it."""
    practice = office.practice
    return (
        clock_that_may_be_set(practice.time_zone)
        if practice.made_for != "work"
        else system_clock(practice.time_zone)
    )


_MOST_NAMED = 5


def client_named(store: ChartStore, words: str) -> str:
    """Return the id of the one client whom these words find; BadInput where it is not one."""
    found = store.find_clients(words, _MOST_NAMED + 1)
    if len(found) == 1:
        return found[0].client
    if not found:
        raise BadInput(
            f"CLIENT: no client matches “{words}”. Type the beginning of the name, or a phone number."
        )
    named = "; ".join(f"{one.name}, born {one.birth_date or 'unknown'}" for one in found[:_MOST_NAMED])
    raise BadInput(f"CLIENT: “{words}” matches more than one client ({named}). Type more of the name.")


def asked_date(text: str | None, option: str, today: date, kind: DateKind = DateKind.EITHER) -> date | None:
    """Return the date that an option gives, or None where it is not given; BadInput names the option."""
    if text is None:
        return None
    try:
        day = read_date(text, today, kind)
    except BadInput as fault:
        raise BadInput(f"{option}: {fault.sentence}") from None
    if day is None:
        raise BadInput(f"{option}: The date is missing. Type it like {shown_date(today)}.")
    return day


def asked_dates(
    options: Namespace, today: date, kind: DateKind = DateKind.EITHER
) -> tuple[date | None, date | None]:
    """Return the dates of --from and --to; BadInput where the second is before the first."""
    first = asked_date(options.first, "--from", today, kind)
    last = asked_date(options.last, "--to", today, kind)
    if first and last and last < first:
        raise BadInput(
            f"--to: {shown_date(last)} is before {shown_date(first)}. Give that day or a later one."
        )
    return first, last
