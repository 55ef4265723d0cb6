"""The commands of the command line, and the module that answers each."""

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from charting_tui import __version__
from charting_tui.cli import arguments, billing_arguments, server_arguments
from charting_tui.errors import BadInput

QUOTING_OVER_SSH = 'put quotes around the whole command too, like ssh HOST \'quick "doe jane" "p6>4; imp"\''
_COMMANDS = {
    "": "open_screens.run",
    "init": "new_clinic.make_empty",
    "migrate": "migrate.run",
    "demo": "new_clinic.make_demo",
    "units": "units.run",
    "check": "check.run",
    "explain": "explain.run",
    "codes": "codes.run",
    "code tables": "code_tables.import_table",
    "codes remove": "code_tables.remove_table",
    "codes update": "code_tables.update_diagnoses",
    "unbilled": "unbilled.run",
    "bill": "bill.run",
    "claims": "claims.run",
    "claims act": "claims.act",
    "owed": "owed.run",
    "superbill": "papers.make_superbill",
    "receipt": "papers.make_receipt",
    "statement": "papers.make_statement",
    "export": "papers.export_record",
    "tomorrow": "tomorrow.run",
    "reindex": "records.run",
    "verify": "records.run",
    "history": "histories.tell_history",
    "access": "histories.tell_access",
    "audit": "histories.tell_audit",
    "import-clients": "imports.import_clients",
    "import-schedule": "imports.import_schedule",
    "quick": "quick.run",
    "chart": "chart.run",
    "report": "progress.tell_report",
    "trends": "progress.tell_trends",
    "vocabulary": "own_files.exchange_words",
    "pace": "pace.run",
    "sessions": "sessions.run",
    "phrases": "own_files.exchange_phrases",
    "rules": "own_files.exchange_rules",
    "claims check": "claims_check.run",
    "server": "server.manage",
    "people": "server.manage_people",
    "doctor": "server.run_doctor",
    "retention": "records.tell_retention",
    "reset-pin": "console.reset_pin",
    "backup": "backup.make",
    "restore": "backup.restore",
}
"""Module and function of this package that answer each command; read in only when it is called."""


class OptionParser(argparse.ArgumentParser):
    """A parser that answers bad use with one sentence."""

    def error(self, message: str) -> NoReturn:
        """Raise BadInput with the parser's own message."""
        raise BadInput(f"{message}. Run “{self.prog} --help” to see what you can type.")

    def format_help(self) -> str:
        """Return the help, with the columns of a list of clients, which are looked up only here."""
        if self.epilog and "{columns}" in self.epilog:
            from charting_tui.interchange.exports import CLIENTS  # noqa: PLC0415 - no start waits for it

            names = ", ".join(column.name for column in CLIENTS.columns)
            self.epilog = self.epilog.replace("{columns}", names)
        return super().format_help()


Fill = Callable[[argparse.ArgumentParser, argparse.ArgumentParser], None]
"""Adds to a command's parser what it takes; the other parser holds what every command takes."""


def _alone(fill: Callable[[argparse.ArgumentParser], None]) -> Fill:
    return lambda asked, _shared: fill(asked)


_NOTHING: Fill = _alone(lambda _asked: None)
_TOLD: dict[str, tuple[str, Fill]] = {
    "init": ("Create an empty clinic.", _alone(arguments.new_clinic)),
    "migrate": ("Copy a clinic into a database, or back into files.", _alone(arguments.migrate)),
    "demo": ("Create a demo clinic with invented clients, and open it.", _alone(arguments.demo)),
    "units": ("Show how many units your hands-on minutes make.", _alone(arguments.units)),
    "check": (
        "List what is wrong with a visit in a file, a day's visits, or all of them.",
        _alone(arguments.check),
    ),
    "explain": ("Explain a rule, or what a denial code means.", _alone(arguments.explain)),
    "codes": ("Look up codes; import newer code tables.", arguments.codes),
    "unbilled": (
        "List unbilled visits, their charges, and why each isn't billed.",
        _alone(arguments.unbilled),
    ),
    "tomorrow": (
        "List what is missing for visits booked in the next days.",
        _alone(arguments.tomorrow),
    ),
    "import-clients": (
        "Import another program's client list.",
        _alone(arguments.import_clients),
    ),
    "import-schedule": (
        "Import a calendar's appointments, as often as you like.",
        _alone(arguments.import_schedule),
    ),
    "quick": (
        "Chart a client's visit today in one line, like “p6>4; mfr30 @ neck; imp”.",
        _alone(arguments.quick),
    ),
    "chart": (
        "Chart a client's visit today by answering questions, one at a time.",
        _alone(arguments.chart),
    ),
    "report": (
        "Show a client's progress in plain text: baseline and now, with dates.",
        _alone(arguments.client),
    ),
    "trends": (
        "Show how a client's pain, ROM, function and outcome measures changed.",
        _alone(arguments.client),
    ),
    "vocabulary": (
        "Show words the clinic or you added, or load them from a file.",
        _alone(arguments.vocabulary),
    ),
    "phrases": (
        "Show the clinic's or your own phrases, or load them from a file.",
        _alone(arguments.phrases),
    ),
    "rules": ("Show the clinic's own rules, or load them from a file.", _alone(arguments.rules)),
    "pace": (
        "Show how many keys and seconds you needed for each signed note, by week.",
        _alone(arguments.pace),
    ),
    "sessions": ("For owners: list who is logged in, or end a login.", _alone(arguments.sessions)),
    "bill": ("Bill what is ready, or list it.", _alone(billing_arguments.bill)),
    "claims": (
        "List claims; send, undo, hold or correct them; enter payer responses; check a file.",
        billing_arguments.claims,
    ),
    "owed": ("List what payers and clients owe, by age (A/R aging).", _alone(billing_arguments.owed)),
    "superbill": ("Create a PDF of a client's superbills.", _alone(billing_arguments.superbill)),
    "receipt": (
        "Create a PDF receipt for what a client paid.",
        _alone(billing_arguments.receipt),
    ),
    "statement": ("Create a PDF statement of what a client owes.", _alone(billing_arguments.statement)),
    "export": (
        "Export a client's whole record as a PDF and as data.",
        _alone(billing_arguments.export),
    ),
    "retention": ("List records you no longer have to keep. Nothing is deleted.", _NOTHING),
    "reset-pin": (
        "At the server's console: a one-time code for an owner who forgot the PIN.",
        _alone(arguments.reset_pin),
    ),
    "backup": ("Back up the clinic to a disk or server while people work.", _alone(arguments.backup)),
    "restore": ("Restore a clinic, or one chart, from a backup.", _alone(arguments.restore)),
    "reindex": ("Rebuild the index from the charts.", _NOTHING),
    "verify": ("Check that no record was changed outside the program.", _alone(arguments.verify)),
    "history": ("Show who changed a client's chart, when, and what.", _alone(arguments.history)),
    "access": ("Show who viewed a client's chart, and when.", _alone(arguments.access)),
    "audit": (
        "For owners: who changed settings, staff, PINs or claims, and who viewed charts.",
        _alone(arguments.audit),
    ),
    "server": (
        "Make this computer a clinic's server; upgrade it, or roll back.",
        _alone(server_arguments.server),
    ),
    "people": ("Let people log in to the server with their SSH keys.", _alone(server_arguments.people)),
    "doctor": ("Check the server, and say how to fix what is wrong.", _alone(server_arguments.doctor)),
}
"""What each command does, and what adds its arguments: for the one that was asked for alone."""


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
        epilog="Exit code: 0 fine, 1 findings or failures, 2 wrong use or bad input.",
    )
    parser.add_argument("--version", action="version", version=f"charting-tui {__version__}")
    parser.set_defaults(command="", over_ssh=over_ssh)
    commands = parser.add_subparsers(metavar="COMMAND", parser_class=OptionParser)

    for name, (does, fill) in _TOLD.items():
        if name not in words:
            commands.add_parser(name, help=does, add_help=False)  # listed in the help of the program
            continue
        asked = commands.add_parser(name, help=does, description=does, parents=[shared], allow_abbrev=False)
        asked.set_defaults(command=name)
        fill(asked, shared)
    options, left = parser.parse_known_args(words)
    if left == ["-"] and getattr(options, "line", "") is None:
        # Before Python 3.12 argparse gives what may be left out no word that stands behind an option.
        options.line, left = "-", []
    if left:
        named = hasattr(options, "client") and not any(word.startswith("-") for word in left)
        quoting = f"; {QUOTING_OVER_SSH if over_ssh else arguments.QUOTING}" if named else ""
        at_fault = commands.choices.get(options.command, parser)
        at_fault.error(f"unrecognized arguments: {' '.join(left)}{quoting}")
    return options


def answer_of(command: str) -> tuple[str, str]:
    """Return the module that answers the command, and the name of its function."""
    module, function = _COMMANDS[command].split(".")
    return f"charting_tui.cli.{module}", function


def _shared_options(*, over_ssh: bool) -> OptionParser:
    shared = OptionParser(add_help=False, argument_default=argparse.SUPPRESS, allow_abbrev=False)
    folder, person = "the clinic's folder (or set CHARTING_DATA)", "who you are (default: your login name)"
    if over_ssh:
        folder = person = argparse.SUPPRESS
    shared.add_argument("--data", metavar="DIR", type=Path, help=folder)
    # In the line of a person's key alone, which sshd forces: it says that the key proved the person.
    shared.add_argument("--key-login", action="store_true", help=argparse.SUPPRESS)
    shared.add_argument("--user", metavar="NAME", help=person)
    shared.add_argument(
        "--theme",
        choices=("auto", "dark", "light", "contrast", "terminal", "none"),
        help="the screens' colors (or set CHARTING_THEME)",
    )
    return shared
