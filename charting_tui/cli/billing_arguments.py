"""What the commands of billing take: what is handed over, and what is done to it afterwards."""

import argparse
from pathlib import Path

CLAIM_KINDS = ("superbill", "cms1500", "837p", "csv", "fhir", "json")
"""The kinds of file in which claims are handed over."""
CLAIM_ANSWERS = ("accepted", "rejected", "denied", "paid", "partly-paid", "adjusted")


def bill(command: argparse.ArgumentParser) -> None:
    """Which visits are handed over, in which kind of file, where to."""
    command.epilog = (
        "Without --to each payer is billed in its own way, as on the screen: electronic, on paper, or by a "
        "superbill to the client. Claims are marked as sent; with --created they are not, until “claims "
        "send” says so. "
        "Exit code: 0 all of it was handed over, 1 some visits were left out, 2 bad use or nothing to bill."
    )
    which = command.add_mutually_exclusive_group()
    which.add_argument("--list", action="store_true", help="list what is ready (as without any option)")
    which.add_argument("--ready", action="store_true", help="hand over every visit that is ready")
    which.add_argument("--select", metavar="VISIT", nargs="+", help="hand over these visits, by their ids")
    command.add_argument("--to", metavar="KIND", choices=CLAIM_KINDS, help=f"one of {', '.join(CLAIM_KINDS)}")
    command.add_argument("--payer", metavar="P", help="only visits of that payer")
    command.add_argument("--therapist", metavar="T", help="only that therapist's visits")
    command.add_argument("--out", metavar="DIR", help="bring the files there, not where the practice says")
    command.add_argument("--created", action="store_true", help="make the files; nothing is marked as sent")
    command.add_argument("--dry-run", action="store_true", help="tell what would be billed; do nothing")
    command.add_argument("--format", choices=("text", "json"), default="text", help="how to answer")


def owed(command: argparse.ArgumentParser) -> None:
    """Whose debts are listed, from which day they age, and how."""
    command.epilog = (
        "What payers owe was handed over and is not paid, denied claims too; what clients owe is what is due "
        "of charted visits: own lines, copays, and what the payer left to them."
    )
    command.add_argument("--by", choices=("payer", "client"), help="only payers, or only clients")
    command.add_argument(
        "--age-from",
        choices=("service", "billed"),
        default="service",
        help="the day money ages from: date of service (as without it), or the day it was billed "
        "(for a client, the day a payer left it to them)",
    )
    command.add_argument("--payer", metavar="P", help="the visits that payer owes for")
    command.add_argument("--client", metavar="CLIENT", help="the visits that client owes for")
    command.add_argument("--visits", action="store_true", help="list every visit, not the sums")
    command.add_argument("--format", choices=("table", "json", "csv"), default="table", help="how to answer")


def claims(command: argparse.ArgumentParser, shared: argparse.ArgumentParser) -> None:
    """What is done to a batch or to the claim of a visit; or a file of claims to look through."""
    command.add_argument("--format", choices=("text", "json"), default="text", help="how to answer")
    acts = command.add_subparsers(metavar="ACT", parser_class=type(command))

    def act(name: str, does: str, of: str = "VISIT") -> argparse.ArgumentParser:
        added = acts.add_parser(name, help=does, description=does, parents=[shared], allow_abbrev=False)
        added.set_defaults(command="claims act", act=name)
        added.add_argument("name", metavar=of, help=f"the id of a {of.lower()}")
        return added

    shown = act("show", "Show one batch: its claims, files and answers.", "BATCH")
    shown.add_argument("--format", choices=("text", "json"), default="text", help="how to answer")
    act("send", "Send a batch that was created, or say that you sent it yourself.", "BATCH")
    act("undo", "Undo a batch that was not sent.", "BATCH")
    act("again", "Send the claims of a batch once more, under new numbers.", "BATCH")
    mark = act("mark", "Enter what the payer answered.")
    mark.add_argument("state", choices=CLAIM_ANSWERS, help=f"one of {', '.join(CLAIM_ANSWERS)}")
    for name, what in (("paid", "the payer paid"), ("adjusted", "is taken off"), ("client-owes", "is left")):
        mark.add_argument(f"--{name}", metavar="DOLLARS", default="0", help=f"what {what}, in dollars")
    mark.add_argument("--reason", metavar="CODE", action="append", default=[], help="like CO-197; again")
    mark.add_argument("--number", metavar="N", default="", help="the payer's own number of the claim")
    mark.add_argument("--on", metavar="D", help="the day of the answer (else today)")
    correct = act("correct", "Open an answered claim again, so that it goes out corrected.")
    correct.add_argument(
        "--number", metavar="N", default="", help="the payer's number of the one it replaces"
    )
    act("next-payer", "Open the claim of the client's next policy.")
    hold = act("hold", "Hold a claim.")
    hold.add_argument("reason", metavar="REASON", help="what it waits for")
    hold.add_argument("--until", metavar="D", help="the day on which it comes back by itself")
    act("lift", "Lift a hold.")
    for name, does in (
        ("not-billable", "Say that a visit is never billed."),
        ("write-off", "Give up what is still owed."),
        ("ask", "Return a visit to its therapist with a question."),
        ("answer", "Answer a biller's question."),
    ):
        act(name, does).add_argument("reason", metavar="TEXT", help="in a sentence")
    act("reopen", "Take back that a visit is not billable, or was written off.")
    pay = act("pay", "Enter what the client paid.")
    pay.add_argument("dollars", metavar="DOLLARS", help="like 25.00")
    pay.add_argument("--by", choices=("cash", "card", "check", "package"), default="card", help="how")
    refund = act("refund", "Enter that the client was given money back.")
    refund.add_argument("dollars", metavar="DOLLARS", help="like 25.00")
    refund.add_argument("reason", metavar="REASON", help="why, in a sentence")
    refund.add_argument("--by", choices=("cash", "card", "check"), default="card", help="how")
    for one in (pay, refund):
        one.add_argument(
            "--ref", metavar="N", default="", help="number of the check, or the card's last four digits"
        )
    void = act("void", "Void a payment or refund that was entered by mistake; it stays in the chart.")
    void.add_argument("entry", metavar="N", type=int, help="which of the visit's entries, the oldest is 1")
    void.add_argument("reason", metavar="REASON", help="why, in a sentence")
    does = "Tell what is wrong with a file of claims, with the segment or resource."
    check = acts.add_parser("check", help=does, description=does, parents=[shared], allow_abbrev=False)
    check.set_defaults(command="claims check")
    check.epilog = "Exit code: 0 accepted, 1 faults, 2 the file cannot be read. Nothing is written."
    check.add_argument("file", metavar="FILE", type=Path, help="an 837P (005010X222A1) or a FHIR R4 bundle")
    check.add_argument("--format", choices=("text", "json"), default="text", help="how to answer")


def superbill(command: argparse.ArgumentParser) -> None:
    """Of which client and which days, and where the PDF goes."""
    _client(command)
    command.add_argument("--from", dest="first", metavar="D", help="visits from that day on")
    command.add_argument("--to", dest="last", metavar="D", help="visits up to that day")
    command.add_argument(
        "--anyway", action="store_true", help="make it though it lacks what an insurer asks for"
    )
    command.add_argument("--out", metavar="DIR", type=Path, default=Path(), help="where (else here)")


def receipt(command: argparse.ArgumentParser) -> None:
    """Of which client, for which day, and where the PDF goes."""
    _client(command)
    command.add_argument("--date", metavar="D", help="the day of the payment (else the last one)")
    _one_file(command)


def statement(command: argparse.ArgumentParser) -> None:
    """Of which client, and where the PDF goes."""
    _client(command)
    _one_file(command)


def _client(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "client", metavar="CLIENT", help="beginnings of the client's name, or a phone number"
    )


def _one_file(command: argparse.ArgumentParser) -> None:
    command.add_argument("--out", metavar="FILE", type=Path, help="the file to write (else one made here)")


def export(command: argparse.ArgumentParser) -> None:
    """Of which client, and where the files go."""
    _client(command)
    command.add_argument("--out", metavar="DIR", type=Path, default=Path(), help="where (else here)")
