"""What the commands for a clinic's host take."""

import argparse
from pathlib import Path

_PLACES = Path("/etc/charting-tui/server.json")


def server(command: argparse.ArgumentParser) -> None:
    """Set up, take down, upgrade, roll back."""
    command.description = (
        "Make this computer a clinic's server: the program for everyone, an account that owns the "
        "clinic, sshd settings and a nightly check. Each step says what it does, and you can repeat it. "
        "Needs root."
    )
    acts = command.add_subparsers(dest="act", metavar="ACT", required=True)
    made = acts.add_parser("set-up", help="Do every step that isn't done yet.")
    made.add_argument("--name", required=True, help="the practice's name")
    made.add_argument("--state", required=True, help="the state whose record law applies, as two letters")
    made.add_argument(
        "--owner", required=True, help="the owner's login name, such as kim; the owner adds the others"
    )
    made.add_argument(
        "--from", dest="source", metavar="PATH", type=Path, help="a checkout or wheel to install"
    )
    made.add_argument(
        "--backup-to", dest="backup", metavar="TARGET", default="", help="where to back up every night"
    )
    made.add_argument("--account", help="the account that owns the clinic (clinic)")
    made.add_argument("--clinic", metavar="DIR", type=Path, help="the clinic's folder (/srv/clinic)")
    made.add_argument("--program", metavar="DIR", type=Path, help="where releases go (/opt/charting-tui)")
    _places(made)
    _places(acts.add_parser("take-down", help="Undo everything except the clinic's records and its account."))
    newer = acts.add_parser("upgrade", help="Install a newer release while people work.")
    newer.add_argument(
        "--from", dest="source", metavar="PATH", type=Path, required=True, help="a checkout or wheel"
    )
    _places(newer)
    _places(acts.add_parser("roll-back", help="Go back to the release before, while people work."))
    loaded = acts.add_parser("preload", help="Keep the program loaded for logins; systemd runs this.")
    loaded.add_argument("--socket", metavar="FILE", type=Path, help="the socket that logins use")
    _places(loaded)


def people(command: argparse.ArgumentParser) -> None:
    """Who may log in."""
    command.description = "Let people log in to the clinic's server with their SSH keys. Needs root."
    acts = command.add_subparsers(dest="act", metavar="ACT", required=True)
    added = acts.add_parser(
        "add", help="Let a person log in with a public key; run it again for another key."
    )
    added.add_argument("name", metavar="NAME", help="their login name in the clinic, such as kim")
    added.add_argument("--key", metavar="FILE", type=Path, required=True, help="their public key")
    _places(added)
    removed = acts.add_parser("remove", help="Remove all keys of a person.")
    removed.add_argument("name", metavar="NAME", help="their login name in the clinic")
    _places(removed)
    _places(acts.add_parser("renew", help="Update key lines made by an older version of the program."))
    _places(acts.add_parser("list", help="Show who can log in, with which key."))


def doctor(command: argparse.ArgumentParser) -> None:
    """Where the server's places are kept."""
    command.description = "Check everything “server set-up” makes, and say how to fix what is wrong."
    command.epilog = "Exit code: 0 nothing is wrong, 1 something is, 2 wrong use."
    _places(command)


def _places(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--places",
        metavar="FILE",
        type=Path,
        default=_PLACES,
        help=f"where the server's files are ({_PLACES})",
    )
