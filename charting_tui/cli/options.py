"""The words of the command line, and the module that answers each command."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from charting_tui import __version__
from charting_tui.errors import BadInput
from charting_tui.readers.dates import DateOrder

_CHARTS_WITHOUT_END = 1_000_000
REMOVABLE = ("pairs", "limits", "medicaid-limits", "diagnoses")
"""Kinds of imported tables, as the command line calls them."""
_MOST_JOBS = 64
_MOST_DAYS = 28
_CODE_KINDS = ("procedure", "modifier", "diagnosis", "place", "denial")
"""Kinds of codes, as the code book calls them."""
QUOTING_OVER_SSH = 'quote the whole command too, like ssh HOST \'quick "doe jane" "p6>4; imp"\''
_QUOTING = 'a name of several words stands in quotes, like "doe jane"'
_DASH = "- reads it from standard input"
_UNASKED = "A word with two meanings stays as typed, and is told."
_JSON = (
    "JSON is one object: sections (S, O, A, P), facts, codes with minutes and areas, kept_as_typed, "
    "questions, health_update, time_in, time_out, client_file, contradictions, unanswered."
)
_COMMANDS = {
    "": "open_screens.run",
    "init": "new_clinic.make_empty",
    "demo": "new_clinic.make_demo",
    "units": "units.run",
    "check": "check.run",
    "explain": "explain.run",
    "codes": "codes.run",
    "code tables": "code_tables.import_table",
    "codes remove": "code_tables.remove_table",
    "codes update": "code_tables.update_diagnoses",
    "unbilled": "unbilled.run",
    "tomorrow": "tomorrow.run",
    "reindex": "records.run",
    "verify": "records.run",
    "import-clients": "imports.import_clients",
    "import-schedule": "imports.import_schedule",
    "quick": "quick.run",
    "chart": "chart.run",
    "report": "progress.tell_report",
    "trends": "progress.tell_trends",
    "vocabulary": "own_files.exchange_words",
    "pace": "pace.run",
    "phrases": "own_files.exchange_phrases",
    "rules": "own_files.exchange_rules",
    "claims check": "claims_check.run",
}
"""Module and function of this package that answer each command; read in only when it is called."""


class OptionParser(argparse.ArgumentParser):
    """A parser that answers bad use with one sentence."""

    def error(self, message: str) -> NoReturn:
        """Raise BadInput with the parser's own message."""
        raise BadInput(f"{message}; say “{self.prog} --help” for what can be written.")

    def format_help(self) -> str:
        """Return the help, with the columns of a list of clients, which are looked up only here."""
        if self.epilog and "{columns}" in self.epilog:
            from charting_tui.interchange.exports import CLIENTS  # noqa: PLC0415 - no start waits for it

            names = ", ".join(column.name for column in CLIENTS.columns)
            self.epilog = self.epilog.replace("{columns}", names)
        return super().format_help()


def read_options(words: Sequence[str], *, over_ssh: bool = False) -> argparse.Namespace:
    """Return the options; ``command`` is empty where the screens are asked for. BadInput for bad use.

    ``over_ssh`` says that a client sent the words to a forced command, so that help is written for it.
    """
    shared = _shared_options(over_ssh=over_ssh)
    parser = OptionParser(
        prog="ssh HOST" if over_ssh else "charting-tui",
        parents=[shared],
        allow_abbrev=False,
        description="Chart massage sessions and assign procedure codes, by keyboard. "
        "Without a command the screens open.",
        epilog="Exit code: 0 fine, 1 findings or failures, 2 bad use or bad input.",
    )
    parser.add_argument("--version", action="version", version=f"charting-tui {__version__}")
    parser.set_defaults(command="", over_ssh=over_ssh)
    commands = parser.add_subparsers(metavar="COMMAND", parser_class=OptionParser)

    def command(name: str, does: str) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=does, description=does, parents=[shared], allow_abbrev=False)
        added.set_defaults(command=name)
        return added

    _clinic_commands(
        command("init", "Make an empty clinic."), command("demo", "Make a synthetic clinic, and open it.")
    )
    _units(command("units", "Tell the units that hands-on minutes earn."))
    _check(command("check", "Tell what is wrong with a visit in a file, with a day's visits, or with all."))
    _explain(command("explain", "Show the page of a rule, or what a denial code means."))
    _codes(command("codes", "Find procedure and diagnosis codes; bring code tables in."), shared)
    _unbilled(command("unbilled", "List unbilled visits, their money, and what keeps each."))
    _tomorrow(command("tomorrow", "List the next days' booked visits with what is missing for each."))
    _clients(command("import-clients", "Bring another program's client list into the charts."))
    _schedule(command("import-schedule", "Bring a calendar's appointments into the charts, again and again."))
    _quick(command("quick", "Chart a line like “p6>4; mfr30 @ neck; imp” into today's visit of a client."))
    _chart(command("chart", "Chart today's visit of a client by questions in plain text, one at a time."))
    _client(command("report", "Tell a client's progress in plain text: baseline against now, with its days."))
    _client(command("trends", "Tell how pain, ranges, function and outcome measures of a client went."))
    _vocabulary(command("vocabulary", "Show the words that the clinic or you add, or take a file of them."))
    _phrases(command("phrases", "Show the clinic's or your own phrases, or take a file of them."))
    _rules(command("rules", "Show the rules that the clinic adds, or take a file of them."))
    _pace(command("pace", "Show your own keys and seconds for each signed note, by week."))
    _claims(command("claims", "Check files of claims: 837P or FHIR, whoever wrote them."), shared)
    command("reindex", "Read every chart into the index again.")
    command("verify", "Recompute the history of every chart and of the clinic.")
    options, left = parser.parse_known_args(words)
    if left == ["-"] and getattr(options, "line", "") is None:
        # Before Python 3.12 argparse gives what may be left out no word that stands behind an option.
        options.line, left = "-", []
    if left:
        named = hasattr(options, "client") and not any(word.startswith("-") for word in left)
        quoting = f"; {QUOTING_OVER_SSH if over_ssh else _QUOTING}" if named else ""
        asked = commands.choices.get(options.command, parser)
        asked.error(f"unrecognized arguments: {' '.join(left)}{quoting}")
    return options


def answer_of(command: str) -> tuple[str, str]:
    """Return the module that answers the command, and the name of its function."""
    module, function = _COMMANDS[command].split(".")
    return f"charting_tui.cli.{module}", function


def _shared_options(*, over_ssh: bool) -> OptionParser:
    shared = OptionParser(add_help=False, argument_default=argparse.SUPPRESS, allow_abbrev=False)
    folder, person = "the clinic's folder (or set CHARTING_DATA)", "who you are (else your login name)"
    if over_ssh:
        folder = person = argparse.SUPPRESS
    shared.add_argument("--data", metavar="DIR", type=Path, help=folder)
    shared.add_argument("--user", metavar="NAME", help=person)
    shared.add_argument(
        "--theme",
        choices=("auto", "dark", "light", "none"),
        help="the screens' colours (or set CHARTING_THEME)",
    )
    return shared


def _clinic_commands(init: argparse.ArgumentParser, demo: argparse.ArgumentParser) -> None:
    init.add_argument("folder", metavar="DIR", type=Path, help="a new or empty folder")
    init.add_argument("--name", default="", help="the practice's name")
    init.add_argument("--state", default="", help="the state whose record law applies, as two letters")
    demo.add_argument("folder", metavar="DIR", nargs="?", type=Path, help="where (else among your own data)")
    demo.add_argument("--clients", metavar="N", type=_count, default=200, help="how many clients (200)")
    demo.add_argument(
        "--visits", metavar="N", type=_count, help="how many visits in all (about five for each)"
    )
    demo.add_argument("--seed", metavar="N", type=int, default=1, help="another number makes another clinic")
    demo.add_argument("--no-open", action="store_true", help="make it and leave")
    demo.add_argument("--open-if-there", action="store_true", help="open today's demo if there is one")


def _units(units: argparse.ArgumentParser) -> None:
    units.add_argument("minutes", metavar="CODE=MIN", nargs="+", help="a procedure code and its minutes")
    units.add_argument(
        "--rule", choices=("cms", "ama"), default="cms", help="total minutes, or each code alone"
    )
    units.add_argument("--format", choices=("text", "json"), default="text", help="how to answer")


def _check(check: argparse.ArgumentParser) -> None:
    check.description = (
        "Tell what is wrong with a visit in a file, with the visits of a day or of some days, or with all. "
        "Visits are named by the ids of chart and visit; nothing is written. A visit in a file is judged by "
        "the program's code tables; those that a clinic brought in count where it is named with --data or "
        "CHARTING_DATA."
    )
    check.epilog = (
        "Exit code: of a file, 0 no findings, 1 findings; of a clinic, 0 nothing that blocks, 1 something "
        "that blocks, or a chart that cannot be read; 2 bad use or bad input. Only what is shown counts."
    )
    check.add_argument("file", metavar="FILE", nargs="?", help="a visit in a file; - reads standard input")
    check.add_argument("--date", "--day", metavar="D", help="the visits of that day (else today's)")
    check.add_argument("--from", dest="first", metavar="D", help="the visits from that day on")
    check.add_argument("--to", dest="last", metavar="D", help="the visits up to that day")
    check.add_argument("--all", action="store_true", help="every visit that is not yet handed over")
    check.add_argument("--report", action="store_true", help="the owner's report instead of the warnings")
    check.add_argument(
        "--handed-over", action="store_true", help="those too, as of the day on which they were billed"
    )
    check.add_argument(
        "--rule", metavar="RULE", action="append", help="only that rule's, by id or name; may come again"
    )
    check.add_argument(
        "--severity", choices=("blocks", "warns", "advises"), help="only what weighs so much or more"
    )
    check.add_argument("--therapist", metavar="T", help="only that therapist's visits")
    check.add_argument("--payer", metavar="P", help="only visits that are meant for that payer")
    check.add_argument("--names", action="store_true", help="name the clients too")
    check.add_argument("--counts", action="store_true", help="only how often each rule found something")
    check.add_argument("--jobs", metavar="N", type=_jobs, help="how many processes (else as many as pay)")
    how = check.add_mutually_exclusive_group()
    how.add_argument("--format", choices=("text", "json"), default="text", help="how to answer")
    how.add_argument("--json", action="store_true", help="one JSON object on each line")
    check.add_argument("--schema", action="store_true", help="print the JSON schema of the file")


def _explain(explain: argparse.ArgumentParser) -> None:
    explain.add_argument(
        "rule", metavar="CODE", nargs="*", help="a rule's id or name, like C013; a denial code, like CO-197"
    )
    explain.add_argument("--all", action="store_true", help="every rule")
    explain.add_argument("--format", choices=("markdown", "json"), default="markdown", help="how to answer")


def _codes(codes: argparse.ArgumentParser, shared: OptionParser) -> None:
    acts = codes.add_subparsers(metavar="ACT", parser_class=OptionParser, required=True)

    def act(name: str, does: str, command: str = "code tables") -> argparse.ArgumentParser:
        added = acts.add_parser(name, help=does, description=does, parents=[shared], allow_abbrev=False)
        added.set_defaults(command=command, act=name)
        return added

    find = act("find", "Find codes by number, part of a number, or words, everyday ones too.", "codes")
    find.description = (
        f"{find.description} A newer ICD-10-CM that a clinic brought in is known where that is named "
        "with --data or CHARTING_DATA."
    )
    find.add_argument("words", metavar="WORDS", nargs="+", help="like 97140, or neck pain")
    find.add_argument("--date", metavar="D", help="the date of service (else today)")
    find.add_argument("--kind", choices=_CODE_KINDS, help="only codes of that kind")
    find.add_argument("--format", choices=("text", "json"), default="text", help="how to answer")
    show = act("show", "Show all that is known of a code: its page in the code book.", "codes")
    show.description = (
        "Show what a procedure, modifier, diagnosis, place of service or denial code means, and what is "
        "known of it. Payers and fees are those of the clinic that --data or CHARTING_DATA names."
    )
    show.add_argument("code", metavar="CODE", nargs="+", help="like 97140, 59, M54.2 or CO-197")
    show.add_argument("--date", metavar="D", help="the date of service (else today)")
    show.add_argument("--kind", choices=_CODE_KINDS, help="only a code of that kind, where several bear it")
    show.add_argument("--format", choices=("text", "json"), default="text", help="how to answer")
    pairs = act("import-ncci", "Read a quarter's code pairs as CMS publishes them: text, CSV or zip.")
    pairs.add_argument("files", metavar="FILE", type=Path, nargs="+", help="all parts of one quarter")
    limits = act("import-mue", "Read a quarter's most units in a day as CMS publishes them: CSV or zip.")
    limits.add_argument("files", metavar="FILE", type=Path, nargs=1, help="the practitioner's table")
    limits.add_argument(
        "--program", choices=("medicare", "medicaid"), default="medicare", help="whose limits they are"
    )
    edition = act(
        "update",
        "Read a newer edition of ICD-10-CM: the order file, the file of codes, or the zip with them.",
        "codes update",
    )
    edition.add_argument("file", metavar="FILE", type=Path, help="like icd10cm_order_2027.txt")
    edition.add_argument(
        "--since",
        metavar="D",
        help="the edition's first day, where the file's name does not tell it",
    )
    for one in (pairs, limits):
        one.add_argument("--effective", metavar="D", help="the quarter's first day, where no name tells it")
    for one in (pairs, limits, edition):
        one.add_argument("--dry-run", action="store_true", help="tell what would change, and change nothing")
    act("tables", "List the code tables, the days from which they hold, and which of them are out of date.")
    remove = act(
        "remove", "Remove a code table that was imported; those of the program stay.", "codes remove"
    )
    remove.add_argument("table", choices=REMOVABLE, help="which kind of table")
    remove.add_argument("since", metavar="D", nargs="?", help="its first day, where several were imported")
    remove.add_argument("--dry-run", action="store_true", help="tell what would change, and change nothing")


def _claims(claims: argparse.ArgumentParser, shared: OptionParser) -> None:
    acts = claims.add_subparsers(metavar="ACT", parser_class=OptionParser, required=True)
    does = "Tell what is wrong with a file of claims, with the segment or resource."
    check = acts.add_parser("check", help=does, description=does, parents=[shared], allow_abbrev=False)
    check.set_defaults(command="claims check")
    check.epilog = "Exit code: 0 accepted, 1 faults, 2 the file cannot be read. Nothing is written."
    check.add_argument("file", metavar="FILE", type=Path, help="an 837P (005010X222A1) or a FHIR R4 bundle")
    check.add_argument("--format", choices=("text", "json"), default="text", help="how to answer")


def _unbilled(unbilled: argparse.ArgumentParser) -> None:
    unbilled.add_argument("--date", metavar="D", help="that day instead of today")
    unbilled.add_argument("--all", action="store_true", help="every day up to today")
    unbilled.add_argument("--therapist", metavar="T", help="only that therapist's")
    unbilled.add_argument("--format", choices=("table", "json", "csv"), default="table", help="how to answer")


def _tomorrow(tomorrow: argparse.ArgumentParser) -> None:
    tomorrow.epilog = "Each line says what is missing, who can fix it and by when."
    tomorrow.add_argument(
        "--days", metavar="N", type=_days, default=3, help="how many days with bookings (3)"
    )
    tomorrow.add_argument("--therapist", metavar="T", help="only that therapist's")
    tomorrow.add_argument(
        "--for", dest="role", metavar="WHO", help="only what they can fix, like “front desk”"
    )
    tomorrow.add_argument("--format", choices=("text", "json"), default="text", help="how to answer")


def _schedule(schedule: argparse.ArgumentParser) -> None:
    schedule.epilog = (
        "Exports of Acuity, Google Calendar, Outlook, Fresha, Square, Schedulicity and Jane are known by "
        "their headings. Of another table name the columns with --columns: date, start (or both in one), end "
        "and end date or minutes, client (or first name and last name), id, therapist, status, birth date, "
        "phone, e-mail, canceled, text, people and places, all day, time zone. "
        "Exit code: 0 fine, 1 some appointments were not imported, 2 the file was refused."
    )
    schedule.add_argument("file", metavar="FILE", help="an .ics calendar, or a table with headings (CSV)")
    schedule.add_argument("--format", choices=("auto", "ics", "csv"), default="auto", help="what FILE is")
    _table(schedule, "Visit Day=date,Guest=client")
    schedule.add_argument(
        "--therapist",
        metavar="T",
        action="append",
        help="whose calendar it is, where it names nobody; or “Kim Rowe=kim” for a name in it",
    )
    schedule.add_argument("--since", metavar="D", help="leave out what is before that day")
    schedule.add_argument("--dry-run", action="store_true", help="tell what would change, and change nothing")


def _clients(clients: argparse.ArgumentParser) -> None:
    clients.epilog = (
        "Client lists of SimplePractice, Square, Jane, Acuity, Mindbody and others are known by their "
        "headings. Of another list name the columns with --columns: {columns}. "
        "Exit code: 0 fine, 1 some rows were refused or held back, 2 the file was refused."
    )
    clients.add_argument("file", metavar="FILE", help="a list of clients with headings (CSV)")
    _table(clients, "Patient Name=name,DOB=birth date")
    clients.add_argument(
        "--update", action="store_true", help="take the file's values where a chart has others"
    )
    clients.add_argument(
        "--as-new",
        metavar="LINES",
        type=_lines,
        default=frozenset(),
        help="add the clients of these lines although they look like others, like 7,19",
    )
    clients.add_argument(
        "--inactive", action="store_true", help="import clients too whom the list marks inactive"
    )
    clients.add_argument("--dry-run", action="store_true", help="tell all that would be done, and do nothing")


def _table(command: argparse.ArgumentParser, example: str) -> None:
    command.add_argument(
        "--columns",
        metavar="H=C",
        default="",
        help=f"columns by their headings, like “{example}”; - for none",
    )
    command.add_argument(
        "--dates", metavar="ORDER", type=_order, help="mdy or dmy: how dates in numbers are written"
    )


def _client(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "client", metavar="CLIENT", help="beginnings of the client's name, or a phone number"
    )


def _quick(quick: argparse.ArgumentParser) -> None:
    _client(quick)
    quick.epilog = f"{_UNASKED} {_JSON}"
    quick.add_argument("line", metavar="LINE", help=f"what was found and done, as one line; {_DASH}")
    _told_or_tried(quick)


def _chart(chart: argparse.ArgumentParser) -> None:
    chart.epilog = (
        "At each question: enter takes what stands in brackets, y affirms what must be so today, - passes "
        "it over, ? tells more, < goes back. Several answers in one line are understood. What is answered is "
        "kept in the visit; the next run goes on there. With - nothing is asked: the line answers what it "
        f"can, and what it leaves unanswered is told. {_UNASKED} {_JSON}"
    )
    chart.add_argument("client", metavar="CLIENT", help="beginnings of the client's name, or a phone number")
    chart.add_argument(
        "line", metavar="-", nargs="?", type=_dash, help=f"all answers as one quick line: {_DASH}"
    )
    _told_or_tried(chart)
    chart.add_argument("--sign", action="store_true", help="read the record and sign it with your PIN")


def _told_or_tried(command: argparse.ArgumentParser) -> None:
    command.add_argument("--format", choices=("text", "json"), default="text", help="json: for programs")
    command.add_argument(
        "--dry-run",
        action="store_true",
        help="tell what it would be and change nothing, also while the visit is open elsewhere",
    )


def _vocabulary(vocabulary: argparse.ArgumentParser) -> None:
    vocabulary.add_argument(
        "file", metavar="FILE", nargs="?", help="the words as JSON; without it they are shown"
    )
    _owned(vocabulary)


def _phrases(phrases: argparse.ArgumentParser) -> None:
    phrases.add_argument(
        "file", metavar="FILE", nargs="?", help="the phrases as JSON; without it they are shown"
    )
    phrases.add_argument("--format", choices=("text", "json"), default="text", help="how to show them")
    _owned(phrases)


def _rules(rules: argparse.ArgumentParser) -> None:
    rules.add_argument("file", metavar="FILE", nargs="?", help="the rules as TOML; without it they are shown")
    rules.add_argument("--dry-run", action="store_true", help="judge the file, and change nothing")


def _owned(command: argparse.ArgumentParser) -> None:
    command.add_argument("--mine", action="store_true", help="your own instead of the clinic's")
    command.add_argument("--dry-run", action="store_true", help="judge the file, and change nothing")


def _pace(pace: argparse.ArgumentParser) -> None:
    pace.add_argument("--from", dest="first", metavar="D", help="notes signed from that day on")
    pace.add_argument("--to", dest="last", metavar="D", help="notes signed up to that day")
    pace.add_argument("--format", choices=("text", "json"), default="text", help="how to answer")


def _dash(text: str) -> str:
    if text != "-":
        raise argparse.ArgumentTypeError(f"“{text}” is not “-”; {_QUOTING}")
    return text


def _order(text: str) -> DateOrder:
    orders = {"mdy": DateOrder.MONTH_FIRST, "dmy": DateOrder.DAY_FIRST}
    if text.lower() not in orders:
        raise argparse.ArgumentTypeError(f"“{text}” is neither mdy (month first) nor dmy (day first)")
    return orders[text.lower()]


def _lines(text: str) -> frozenset[int]:
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if not all(part.isascii() and part.isdigit() for part in parts):
        raise argparse.ArgumentTypeError(f"“{text}” is not a list of lines; write it like 7,19")
    return frozenset(map(int, parts))


def _jobs(text: str) -> int:
    if text.isascii() and text.isdigit() and 0 < int(text[:9]) <= _MOST_JOBS:
        return int(text[:9])
    raise argparse.ArgumentTypeError(f"“{text}” is not a number of processes from 1 to {_MOST_JOBS}")


def _days(text: str) -> int:
    if text.isascii() and text.isdigit() and 0 < int(text[:9]) <= _MOST_DAYS:
        return int(text[:9])
    raise argparse.ArgumentTypeError(f"“{text}” is not a number of days from 1 to {_MOST_DAYS}")


def _count(text: str) -> int:
    if text.isascii() and text.isdigit() and 0 < int(text[:9]) <= _CHARTS_WITHOUT_END:
        return int(text[:9])
    raise argparse.ArgumentTypeError(f"“{text}” is not a number from 1 to {_CHARTS_WITHOUT_END}")
