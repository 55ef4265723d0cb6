"""What each command takes, and how it is read."""

import argparse
from pathlib import Path

from charting_tui.readers.dates import DateOrder

QUOTING = 'put quotes around a name of several words, like "doe jane"'
_CHARTS_WITHOUT_END = 1_000_000
_REMOVABLE = ("pairs", "limits", "medicaid-limits", "diagnoses")
"""Kinds of imported tables, as the command line calls them."""
_MOST_JOBS = 64
_MOST_DAYS = 28
_CODE_KINDS = ("procedure", "modifier", "diagnosis", "place", "denial")
"""Kinds of codes, as the code book calls them."""
_DASH = "- reads it from standard input"
_UNASKED = "A word with two meanings stays as typed, and the command says so."
_JSON = (
    "JSON is one object: sections (S, O, A, P), facts, codes with minutes and areas, kept_as_typed, "
    "questions, health_update, time_in, time_out, client_file, contradictions, unanswered."
)


def new_clinic(init: argparse.ArgumentParser) -> None:
    """The folder of a new clinic, and whose it is."""
    init.add_argument("folder", metavar="DIR", type=Path, help="a new or empty folder")
    init.add_argument("--name", default="", help="the practice's name")
    init.add_argument(
        "--store",
        metavar="URL",
        help="keep charts in a database, postgresql://user@host/clinic (or set CHARTING_STORE); DIR is this "
        "server's own folder",
    )
    init.add_argument("--state", default="", help="the state whose record law applies, as two letters")


def migrate(command: argparse.ArgumentParser) -> None:
    """From where to where."""
    command.description = (
        "Copy a clinic from files into a database, or back into files, and prove the copy by count, digest "
        "and chain. The clinic that is copied stays as it is."
    )
    command.epilog = "Exit code: 0 copied and verified, 1 not copied, 2 bad use or bad input."
    command.add_argument("source", metavar="DIR", type=Path, help="the clinic's folder")
    command.add_argument("target", metavar="TO", help="postgresql://user@host/clinic, or a new folder")


def demo(demo: argparse.ArgumentParser) -> None:
    """The folder of a synthetic clinic, and how large it is."""
    demo.add_argument(
        "folder", metavar="DIR", nargs="?", type=Path, help="where to create it (default: in your own data)"
    )
    demo.add_argument(
        "--clients", metavar="N", type=_count, default=200, help="how many clients (default 200)"
    )
    demo.add_argument(
        "--visits", metavar="N", type=_count, help="how many visits in all (default: about five per client)"
    )
    demo.add_argument(
        "--seed", metavar="N", type=int, default=1, help="another number makes a different clinic"
    )
    demo.add_argument("--no-open", action="store_true", help="create it and exit")
    demo.add_argument("--open-if-there", action="store_true", help="open today's demo if there is one")


def units(command: argparse.ArgumentParser) -> None:
    """Codes with their minutes."""
    command.add_argument("minutes", metavar="CODE=MIN", nargs="+", help="a procedure code and its minutes")
    command.add_argument(
        "--rule", choices=("cms", "ama"), default="cms", help="total minutes, or each code alone"
    )
    command.add_argument("--format", choices=("text", "json"), default="text", help="output format")


def check(command: argparse.ArgumentParser) -> None:
    """A file, or which visits of the clinic, and what is told of them."""
    command.description = (
        "List what is wrong with a visit in a file, with the visits of one day or several, or with all "
        "visits. Visits are shown by the IDs of chart and visit; nothing is changed. A visit in a file "
        "is checked with the program's rules and code tables, plus those of the clinic given by --data "
        "or CHARTING_DATA."
    )
    command.epilog = (
        "Exit code: for a file, 0 no findings, 1 findings; for a clinic, 0 nothing blocks, 1 something "
        "blocks, or a chart can't be read; 2 wrong use or bad input. Only what is shown counts."
    )
    command.add_argument("file", metavar="FILE", nargs="?", help="a visit in a file; - reads standard input")
    command.add_argument("--date", "--day", metavar="D", help="that day's visits (default: today's)")
    command.add_argument("--from", dest="first", metavar="D", help="visits from that day on")
    command.add_argument("--to", dest="last", metavar="D", help="visits up to that day")
    command.add_argument("--all", action="store_true", help="every visit that isn't billed yet")
    command.add_argument("--report", action="store_true", help="the owner's report instead of the warnings")
    command.add_argument(
        "--handed-over",
        action="store_true",
        help="include billed visits, checked as of the day they were billed",
    )
    command.add_argument(
        "--rule", metavar="RULE", action="append", help="only this rule, by ID or name; repeat for more"
    )
    command.add_argument(
        "--severity",
        choices=("error", "warning", "info", "blocks", "warns", "advises"),
        help="only findings of this level or above; blocks, warns and advises are the old words",
    )
    command.add_argument("--therapist", metavar="T", help="only that therapist's visits")
    command.add_argument("--payer", metavar="P", help="only visits for that payer")
    command.add_argument("--names", action="store_true", help="show client names too")
    command.add_argument("--counts", action="store_true", help="only a count for each rule")
    command.add_argument(
        "--jobs", metavar="N", type=_jobs, help="how many processes to use (default: the fastest number)"
    )
    how = command.add_mutually_exclusive_group()
    how.add_argument("--format", choices=("text", "json"), default="text", help="output format")
    how.add_argument("--json", action="store_true", help="one JSON object per line")
    command.add_argument("--schema", action="store_true", help="print the JSON schema of the file")


def backup(command: argparse.ArgumentParser) -> None:
    """Where the backup goes, and who can read it."""
    command.description = (
        "Back up the clinic while people work. The program reads each backup back to verify it. The "
        "first backup contains everything, later ones what changed; each month starts over."
    )
    command.epilog = "Exit code: 0 backed up and verified, 1 not backed up, 2 wrong use or bad input."
    command.add_argument("target", metavar="TARGET", help="a folder, or sftp://user@host:port/folder")
    command.add_argument(
        "--encrypt-to",
        metavar="KEY",
        action="append",
        default=[],
        help="a public key: age1… or ssh-ed25519 AAAA…; repeat for more",
    )
    command.add_argument("--full", action="store_true", help="start over with a full backup")
    _over_sftp(command)


def restore(command: argparse.ArgumentParser) -> None:
    """From where, and what."""
    command.description = (
        "Restore a whole clinic into a new folder, or one chart into its clinic. The program verifies "
        "everything first and never overwrites a clinic."
    )
    command.epilog = "Exit code: 0 restored and verified, 1 not restored, 2 wrong use or bad input."
    command.add_argument("source", metavar="FROM", help="the same target as for “backup”")
    command.add_argument("--to", metavar="NEWDIR", type=Path, help="the whole clinic, into this new folder")
    command.add_argument("--chart", metavar="ID", help="one chart, into the clinic (owners only)")
    command.add_argument("--at", metavar="D", help="the last backup of that day, or one from --list")
    command.add_argument(
        "--identity", metavar="FILE", type=Path, help="the private key for encrypted backups"
    )
    command.add_argument("--list", action="store_true", help="list what can be restored")
    command.add_argument(
        "--even-with-faults", action="store_true", help="restore even if verify finds faults in the clinic"
    )
    _over_sftp(command)


def _over_sftp(command: argparse.ArgumentParser) -> None:
    command.add_argument("--ssh-key", metavar="FILE", type=Path, help="the private SSH key for sftp://")
    command.add_argument(
        "--host-key", metavar="KEY", default="", help="the server's key (default: the one in known_hosts)"
    )


def explain(command: argparse.ArgumentParser) -> None:
    """A rule or a denial code."""
    command.add_argument(
        "rule",
        metavar="CODE",
        nargs="*",
        help="a rule's ID or name, such as C013; a denial code, such as CO-197",
    )
    command.add_argument("--all", action="store_true", help="every rule")
    command.add_argument("--format", choices=("markdown", "json"), default="markdown", help="output format")


def codes(command: argparse.ArgumentParser, shared: argparse.ArgumentParser) -> None:
    """The acts upon codes, each with what it takes."""
    acts = command.add_subparsers(metavar="ACT", parser_class=type(command), required=True)

    def act(name: str, does: str, answered_as: str = "code tables") -> argparse.ArgumentParser:
        added = acts.add_parser(name, help=does, description=does, parents=[shared], allow_abbrev=False)
        added.set_defaults(command=answered_as, act=name)
        return added

    find = act("find", "Find codes by number, part of a number, or words, including everyday words.", "codes")
    find.description = (
        f"{find.description} To search a newer ICD-10-CM that a clinic imported, name the clinic with "
        "--data or CHARTING_DATA."
    )
    find.add_argument("words", metavar="WORDS", nargs="+", help="such as 97140, or neck pain")
    find.add_argument("--date", metavar="D", help="the date of service (default: today)")
    find.add_argument("--kind", choices=_CODE_KINDS, help="only codes of that kind")
    find.add_argument("--format", choices=("text", "json"), default="text", help="output format")
    show = act("show", "Show everything the code book knows about a code.", "codes")
    show.description = (
        "Show what a procedure, modifier, diagnosis, place of service or denial code means. Payers and "
        "fees come from the clinic given by --data or CHARTING_DATA."
    )
    show.add_argument("code", metavar="CODE", nargs="+", help="such as 97140, 59, M54.2 or CO-197")
    show.add_argument("--date", metavar="D", help="the date of service (default: today)")
    show.add_argument(
        "--kind", choices=_CODE_KINDS, help="only a code of that kind, if several share the number"
    )
    show.add_argument("--format", choices=("text", "json"), default="text", help="output format")
    pairs = act("import-ncci", "Import a quarter's NCCI code pairs as CMS publishes them: text, CSV or zip.")
    pairs.add_argument("files", metavar="FILE", type=Path, nargs="+", help="all files of one quarter")
    limits = act(
        "import-mue", "Import a quarter's MUE limits (units per day) as CMS publishes them: CSV or zip."
    )
    limits.add_argument("files", metavar="FILE", type=Path, nargs=1, help="the practitioner's table")
    limits.add_argument(
        "--program",
        choices=("medicare", "medicaid"),
        default="medicare",
        help="which program's limits these are",
    )
    edition = act(
        "update",
        "Import a newer edition of ICD-10-CM: the order file, the file of codes, or the zip with them.",
        "codes update",
    )
    edition.add_argument("file", metavar="FILE", type=Path, help="such as icd10cm_order_2027.txt")
    edition.add_argument(
        "--since",
        metavar="D",
        help="the edition's first day, if the file name doesn't show it",
    )
    for one in (pairs, limits):
        one.add_argument(
            "--effective", metavar="D", help="the quarter's first day, if the file name doesn't show it"
        )
    for one in (pairs, limits, edition):
        one.add_argument("--dry-run", action="store_true", help="show what would change; change nothing")
    act("tables", "List the code tables, their start dates, and which are out of date.")
    remove = act("remove", "Remove an imported code table; the program's own tables stay.", "codes remove")
    remove.add_argument("table", choices=_REMOVABLE, help="which kind of table")
    remove.add_argument("since", metavar="D", nargs="?", help="its first day, if you imported several")
    remove.add_argument("--dry-run", action="store_true", help="show what would change; change nothing")


def unbilled(command: argparse.ArgumentParser) -> None:
    """Which days, and whose."""
    command.add_argument("--date", metavar="D", help="that day instead of today")
    command.add_argument("--all", action="store_true", help="every day up to today")
    command.add_argument("--therapist", metavar="T", help="only that therapist's visits")
    command.add_argument("--format", choices=("table", "json", "csv"), default="table", help="output format")


def tomorrow(command: argparse.ArgumentParser) -> None:
    """How many days, whose, and for whom."""
    command.epilog = "Each line says what is missing, who can fix it, and by when."
    command.add_argument(
        "--days", metavar="N", type=_days, default=3, help="how many days with bookings (default 3)"
    )
    command.add_argument("--therapist", metavar="T", help="only that therapist's visits")
    command.add_argument(
        "--for", dest="role", metavar="WHO", help="only what they can fix, such as “front desk”"
    )
    command.add_argument("--format", choices=("text", "json"), default="text", help="output format")


def import_schedule(command: argparse.ArgumentParser) -> None:
    """A calendar, and whose it is."""
    command.epilog = (
        "Exports from Acuity, Google Calendar, Outlook, Fresha, Square, Schedulicity and Jane are "
        "recognized by their headings. For any other table, name the columns with --columns: date, start "
        "(or both in one), end and end date or minutes, client (or first name and last name), id, therapist, "
        "status, birth date, phone, e-mail, canceled, text, people and places, all day, time zone. "
        "Exit code: 0 fine, 1 some appointments were not imported, 2 the file was refused."
    )
    command.add_argument("file", metavar="FILE", help="an .ics calendar, or a table with headings (CSV)")
    command.add_argument(
        "--format", choices=("auto", "ics", "csv"), default="auto", help="what kind of file FILE is"
    )
    _table(command, "Visit Day=date,Guest=client")
    command.add_argument(
        "--therapist",
        metavar="T",
        action="append",
        help="whose calendar it is, if it names no one; or “Kim Rowe=kim” for a name in it",
    )
    command.add_argument("--since", metavar="D", help="skip appointments before that day")
    command.add_argument("--dry-run", action="store_true", help="show what would change; change nothing")


def import_clients(command: argparse.ArgumentParser) -> None:
    """A list of clients, and what is done with those who are there."""
    command.epilog = (
        "Client lists from SimplePractice, Square, Jane, Acuity, Mindbody and others are recognized by their "
        "headings. For any other list, name the columns with --columns: {columns}. "
        "Exit code: 0 fine, 1 some rows were refused or held back, 2 the file was refused."
    )
    command.add_argument("file", metavar="FILE", help="a list of clients with headings (CSV)")
    _table(command, "Patient Name=name,DOB=birth date")
    command.add_argument(
        "--update", action="store_true", help="replace the chart's values with the file's where they differ"
    )
    command.add_argument(
        "--as-new",
        metavar="LINES",
        type=_lines,
        default=frozenset(),
        help="add the clients on these lines even though they look like existing ones, such as 7,19",
    )
    command.add_argument(
        "--inactive", action="store_true", help="also import clients the list marks inactive"
    )
    command.add_argument("--dry-run", action="store_true", help="show everything it would do; do nothing")


def _table(command: argparse.ArgumentParser, example: str) -> None:
    command.add_argument(
        "--columns",
        metavar="H=C",
        default="",
        help=f"match columns by their headings, such as “{example}”; - for none",
    )
    command.add_argument(
        "--dates", metavar="ORDER", type=_order, help="mdy or dmy: how dates in numbers are written"
    )


def client(command: argparse.ArgumentParser) -> None:
    """A client."""
    command.add_argument(
        "client", metavar="CLIENT", help="the beginning of the client's name, or a phone number"
    )


def reset_pin(command: argparse.ArgumentParser) -> None:
    """Add whose PIN is reset."""
    command.add_argument("owner", metavar="OWNER", help="the name the owner signs in with")


def verify(command: argparse.ArgumentParser) -> None:
    """What of the record is written down elsewhere, or compared with that."""
    how = command.add_mutually_exclusive_group()
    how.add_argument(
        "--anchor", action="store_true", help="print one line to keep on paper or on another computer"
    )
    how.add_argument(
        "--against", metavar="FILE", help="also compare with such lines in a file; - reads standard input"
    )


def history(command: argparse.ArgumentParser) -> None:
    """A client, by whom and when."""
    client(command)
    _by_whom_and_when(command)


def access(command: argparse.ArgumentParser) -> None:
    """A client, or none for every look."""
    command.add_argument("client", metavar="CLIENT", nargs="?", help="a client (otherwise every view)")
    _by_whom_and_when(command)


def audit(command: argparse.ArgumentParser) -> None:
    """By whom and when."""
    _by_whom_and_when(command)


def _by_whom_and_when(command: argparse.ArgumentParser) -> None:
    command.add_argument("--by", metavar="PERSON", help="only that person's entries")
    command.add_argument("--date", metavar="D", help="only that day's entries")
    command.add_argument("--from", dest="first", metavar="D", help="from that day on")
    command.add_argument("--to", dest="last", metavar="D", help="up to that day")
    command.add_argument("--format", choices=("text", "json"), default="text", help="output format")


def quick(command: argparse.ArgumentParser) -> None:
    """A client and a line."""
    client(command)
    command.epilog = f"{_UNASKED} {_JSON}"
    command.add_argument("line", metavar="LINE", help=f"the note as one quick line; {_DASH}")
    _told_or_tried(command)


def chart(command: argparse.ArgumentParser) -> None:
    """A client, and whether all is answered at once."""
    command.epilog = (
        "At each question: Enter accepts what is in brackets, y confirms what must be true today, - "
        "skips, ? explains, < goes back. You can answer several at once in one line. Your answers are "
        "saved in the visit; run the command again to continue. With - nothing is asked: the line "
        f"answers what it can, and the command lists what is missing. {_UNASKED} {_JSON}"
    )
    command.add_argument(
        "client", metavar="CLIENT", help="the beginning of the client's name, or a phone number"
    )
    command.add_argument(
        "line", metavar="-", nargs="?", type=_dash, help=f"all answers as one quick line: {_DASH}"
    )
    _told_or_tried(command)
    command.add_argument("--sign", action="store_true", help="read the record and sign it with your PIN")


def _told_or_tried(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--format", choices=("text", "json"), default="text", help="json: for other programs"
    )
    command.add_argument(
        "--dry-run",
        action="store_true",
        help="show the result and change nothing, even while the visit is open elsewhere",
    )


def vocabulary(command: argparse.ArgumentParser) -> None:
    """A file of words, the clinic's or one's own."""
    command.add_argument(
        "file", metavar="FILE", nargs="?", help="the words as JSON; without a file, shows them"
    )
    _owned(command)


def phrases(command: argparse.ArgumentParser) -> None:
    """A file of them."""
    command.add_argument(
        "file", metavar="FILE", nargs="?", help="the phrases as JSON; without a file, shows them"
    )
    command.add_argument("--format", choices=("text", "json"), default="text", help="output format")
    _owned(command)


def rules(command: argparse.ArgumentParser) -> None:
    """A file of them."""
    command.add_argument(
        "file", metavar="FILE", nargs="?", help="the rules as TOML; without a file, shows them"
    )
    command.add_argument("--dry-run", action="store_true", help="check the file; change nothing")


def _owned(command: argparse.ArgumentParser) -> None:
    command.add_argument("--mine", action="store_true", help="your own instead of the clinic's")
    command.add_argument("--dry-run", action="store_true", help="check the file; change nothing")


def sessions(command: argparse.ArgumentParser) -> None:
    """Whose login to end."""
    command.add_argument("--end", metavar="WHO", help="end that person's logins, or that session")
    command.add_argument("--format", choices=("text", "json"), default="text", help="output format")


def pace(command: argparse.ArgumentParser) -> None:
    """Since when and until when."""
    command.add_argument("--from", dest="first", metavar="D", help="notes signed from that day on")
    command.add_argument("--to", dest="last", metavar="D", help="notes signed up to that day")
    command.add_argument("--format", choices=("text", "json"), default="text", help="output format")


def _dash(text: str) -> str:
    if text != "-":
        raise argparse.ArgumentTypeError(f"“{text}” isn't “-”; {QUOTING}")
    return text


def _order(text: str) -> DateOrder:
    orders = {"mdy": DateOrder.MONTH_FIRST, "dmy": DateOrder.DAY_FIRST}
    if text.lower() not in orders:
        raise argparse.ArgumentTypeError(f"“{text}” isn't mdy (month first) or dmy (day first)")
    return orders[text.lower()]


def _lines(text: str) -> frozenset[int]:
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if not all(part.isascii() and part.isdigit() for part in parts):
        raise argparse.ArgumentTypeError(f"“{text}” isn't a list of lines. Write it like 7,19")
    return frozenset(map(int, parts))


def _jobs(text: str) -> int:
    if text.isascii() and text.isdigit() and 0 < int(text[:9]) <= _MOST_JOBS:
        return int(text[:9])
    raise argparse.ArgumentTypeError(f"“{text}” isn't a number of processes from 1 to {_MOST_JOBS}")


def _days(text: str) -> int:
    if text.isascii() and text.isdigit() and 0 < int(text[:9]) <= _MOST_DAYS:
        return int(text[:9])
    raise argparse.ArgumentTypeError(f"“{text}” isn't a number of days from 1 to {_MOST_DAYS}")


def _count(text: str) -> int:
    if text.isascii() and text.isdigit() and 0 < int(text[:9]) <= _CHARTS_WITHOUT_END:
        return int(text[:9])
    raise argparse.ArgumentTypeError(f"“{text}” isn't a number from 1 to {_CHARTS_WITHOUT_END}")
