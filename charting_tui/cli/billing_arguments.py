"""What the commands of billing take: what is handed over, and what is done to it afterwards."""

import argparse
from pathlib import Path

CLAIM_KINDS = ("superbill", "cms1500", "837p", "csv", "fhir", "json")
"""The kinds of file in which claims are handed over."""
CLAIM_ANSWERS = ("accepted", "rejected", "denied", "paid", "partly-paid", "adjusted")
_AMOUNTS = (
    ("paid", "what the payer paid, in dollars"),
    ("adjusted", "the adjustment the payer made, in dollars"),
    ("client-owes", "what the client owes (patient responsibility), in dollars"),
)


def bill(command: argparse.ArgumentParser) -> None:
    """Which visits are handed over, in which kind of file, where to."""
    command.epilog = (
        "Without --to, each payer is billed in its own way, as on the screen: electronically, on paper, "
        "or by a superbill to the client. Claims are marked as sent; with --created they are not, until "
        "you run “claims send”. Exit code: 0 everything was billed, 1 some visits were left out, 2 wrong "
        "use or nothing to bill."
    )
    which = command.add_mutually_exclusive_group()
    which.add_argument("--list", action="store_true", help="list what is ready (default)")
    which.add_argument("--ready", action="store_true", help="bill every visit that is ready")
    which.add_argument("--select", metavar="VISIT", nargs="+", help="bill these visits, by their IDs")
    command.add_argument("--to", metavar="KIND", choices=CLAIM_KINDS, help=f"one of {', '.join(CLAIM_KINDS)}")
    command.add_argument("--payer", metavar="P", help="only visits for that payer")
    command.add_argument("--therapist", metavar="T", help="only that therapist's visits")
    command.add_argument(
        "--out", metavar="DIR", help="save the files there instead of where the practice says"
    )
    command.add_argument(
        "--created", action="store_true", help="create the files only; nothing is marked as sent"
    )
    command.add_argument("--dry-run", action="store_true", help="show what would be billed; do nothing")
    command.add_argument("--format", choices=("text", "json"), default="text", help="output format")


def owed(command: argparse.ArgumentParser) -> None:
    """Whose debts are listed, from which day they age, and how."""
    command.epilog = (
        "Payers owe what you billed and they haven't paid, including denied claims. Clients owe what is "
        "due on charted visits: their own lines, copays, and what payers left to them."
    )
    command.add_argument("--by", choices=("payer", "client"), help="only payers, or only clients")
    command.add_argument(
        "--age-from",
        choices=("service", "billed"),
        default="service",
        help="count age from the date of service (default) or the date billed (for a client: the date "
        "a payer left it to them)",
    )
    command.add_argument("--payer", metavar="P", help="the visits this payer owes for")
    command.add_argument("--client", metavar="CLIENT", help="the visits this client owes for")
    command.add_argument("--visits", action="store_true", help="list every visit instead of totals")
    command.add_argument("--format", choices=("table", "json", "csv"), default="table", help="output format")


def claims(command: argparse.ArgumentParser, shared: argparse.ArgumentParser) -> None:
    """What is done to a batch or to the claim of a visit; or a file of claims to look through."""
    command.add_argument("--format", choices=("text", "json"), default="text", help="output format")
    acts = command.add_subparsers(metavar="ACT", parser_class=type(command))

    def act(name: str, does: str, of: str = "VISIT") -> argparse.ArgumentParser:
        added = acts.add_parser(name, help=does, description=does, parents=[shared], allow_abbrev=False)
        added.set_defaults(command="claims act", act=name)
        added.add_argument("name", metavar=of, help=f"the ID of a {of.lower()}")
        return added

    shown = act("show", "Show one batch: its claims, files and payer responses.", "BATCH")
    shown.add_argument("--format", choices=("text", "json"), default="text", help="output format")
    act("send", "Send a created batch, or record that you sent it yourself.", "BATCH")
    act("undo", "Undo a batch that hasn't been sent.", "BATCH")
    act("again", "Resend a batch's claims under new numbers.", "BATCH")
    mark = act("mark", "Enter the payer's response.")
    mark.add_argument("state", choices=CLAIM_ANSWERS, help=f"one of {', '.join(CLAIM_ANSWERS)}")
    for name, what in _AMOUNTS:
        mark.add_argument(f"--{name}", metavar="DOLLARS", default="0", help=what)
    mark.add_argument(
        "--reason", metavar="CODE", action="append", default=[], help="such as CO-197; repeat for more"
    )
    mark.add_argument("--number", metavar="N", default="", help="the payer's claim number")
    mark.add_argument("--on", metavar="D", help="the date of the response (default: today)")
    correct = act("correct", "Reopen a claim the payer responded to, so that it goes out corrected.")
    correct.add_argument(
        "--number", metavar="N", default="", help="the payer's claim number of the claim it replaces"
    )
    act("next-payer", "Open the claim to the client's next insurance.")
    hold = act("hold", "Put a claim on hold.")
    hold.add_argument("reason", metavar="REASON", help="what it is waiting for")
    hold.add_argument("--until", metavar="D", help="the day the hold ends by itself")
    act("lift", "Remove a hold.")
    for name, does in (
        ("not-billable", "Mark a visit “not billable”."),
        ("write-off", "Write off what is still owed."),
        ("ask", "Return a visit to its therapist with a question."),
        ("answer", "Answer a biller's question."),
    ):
        act(name, does).add_argument("reason", metavar="TEXT", help="in a sentence")
    act("reopen", "Undo “not billable” or a write-off.")
    pay = act("pay", "Enter what the client paid.")
    pay.add_argument("dollars", metavar="DOLLARS", help="such as 25.00")
    pay.add_argument("--by", choices=("cash", "card", "check", "package"), default="card", help="how")
    refund = act("refund", "Enter a refund to the client.")
    refund.add_argument("dollars", metavar="DOLLARS", help="such as 25.00")
    refund.add_argument("reason", metavar="REASON", help="the reason, in a sentence")
    refund.add_argument("--by", choices=("cash", "card", "check"), default="card", help="how")
    for one in (pay, refund):
        one.add_argument(
            "--ref", metavar="N", default="", help="the check number, or the card's last four digits"
        )
    void = act("void", "Void a payment or refund entered by mistake; it stays in the chart.")
    void.add_argument("entry", metavar="N", type=int, help="which of the visit's entries; the oldest is 1")
    void.add_argument("reason", metavar="REASON", help="the reason, in a sentence")
    does = "List the errors in a claim file, with the segment or resource."
    check = acts.add_parser("check", help=does, description=does, parents=[shared], allow_abbrev=False)
    check.set_defaults(command="claims check")
    check.epilog = "Exit code: 0 accepted, 1 errors, 2 the file can't be read. Nothing is changed."
    check.add_argument("file", metavar="FILE", type=Path, help="an 837P (005010X222A1) or a FHIR R4 bundle")
    check.add_argument("--format", choices=("text", "json"), default="text", help="output format")


def superbill(command: argparse.ArgumentParser) -> None:
    """Of which client and which days, and where the PDF goes."""
    _client(command)
    command.add_argument("--from", dest="first", metavar="D", help="visits from that day on")
    command.add_argument("--to", dest="last", metavar="D", help="visits up to that day")
    command.add_argument(
        "--anyway", action="store_true", help="create it even if something a health plan requires is missing"
    )
    command.add_argument(
        "--out", metavar="DIR", type=Path, default=Path(), help="where to save it (default: here)"
    )


def receipt(command: argparse.ArgumentParser) -> None:
    """Of which client, for which day, and where the PDF goes."""
    _client(command)
    command.add_argument("--date", metavar="D", help="the day of the payment (default: the last one)")
    _one_file(command)


def statement(command: argparse.ArgumentParser) -> None:
    """Of which client, and where the PDF goes."""
    _client(command)
    _one_file(command)


def _client(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "client", metavar="CLIENT", help="the beginning of the client's name, or a phone number"
    )


def _one_file(command: argparse.ArgumentParser) -> None:
    command.add_argument("--out", metavar="FILE", type=Path, help="the file to create (default: a file here)")


def export(command: argparse.ArgumentParser) -> None:
    """Of which client, and where the files go."""
    _client(command)
    command.add_argument(
        "--out", metavar="DIR", type=Path, default=Path(), help="where to save it (default: here)"
    )
