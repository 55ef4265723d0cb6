"""What the commands for a clinic's host take."""

import argparse
from pathlib import Path

_PLACES = Path("/etc/charting-tui/server.json")


def server(command: argparse.ArgumentParser) -> None:
    """Set up, take down, upgrade, roll back."""
    command.description = (
        "Make this host a clinic's server: the program for all, an account that owns the clinic, sshd "
        "settings and a nightly check. Every act says what it does and can be repeated. Needs root."
    )
    acts = command.add_subparsers(dest="act", metavar="ACT", required=True)
    made = acts.add_parser("set-up", help="Do every step that is not done yet.")
    made.add_argument("--name", required=True, help="the practice's name")
    made.add_argument("--state", required=True, help="the state whose record law applies, as two letters")
    made.add_argument("--owner", required=True, help="who owns the clinic and adds the others, like kim")
    made.add_argument(
        "--from", dest="source", metavar="PATH", type=Path, help="a checkout or wheel to install"
    )
    made.add_argument(
        "--backup-to", dest="backup", metavar="TARGET", default="", help="back up there every night"
    )
    made.add_argument("--account", help="the account that owns the clinic (clinic)")
    made.add_argument("--clinic", metavar="DIR", type=Path, help="the clinic's folder (/srv/clinic)")
    made.add_argument("--program", metavar="DIR", type=Path, help="where releases go (/opt/charting-tui)")
    _places(made)
    _places(acts.add_parser("take-down", help="Undo all of it but the clinic's records and its account."))
    newer = acts.add_parser("upgrade", help="Install a newer release, with logins at work.")
    newer.add_argument(
        "--from", dest="source", metavar="PATH", type=Path, required=True, help="a checkout or wheel"
    )
    _places(newer)
    _places(acts.add_parser("roll-back", help="Use the release before, with logins at work."))
    loaded = acts.add_parser("preload", help="Keep the program loaded for logins; systemd runs this.")
    loaded.add_argument("--socket", metavar="FILE", type=Path, help="where logins ask")
    _places(loaded)


def people(command: argparse.ArgumentParser) -> None:
    """Who may log in."""
    command.description = "Let people log in to the clinic's server by their SSH keys. Needs root."
    acts = command.add_subparsers(dest="act", metavar="ACT", required=True)
    added = acts.add_parser("add", help="Let a person in with a public key; once more for another key.")
    added.add_argument("name", metavar="NAME", help="who they are in the clinic, like kim")
    added.add_argument("--key", metavar="FILE", type=Path, required=True, help="their public key")
    _places(added)
    removed = acts.add_parser("remove", help="Take away every key of a person.")
    removed.add_argument("name", metavar="NAME", help="who they are in the clinic")
    _places(removed)
    _places(acts.add_parser("renew", help="Bring the lines of an older program's keys up to date."))
    _places(acts.add_parser("list", help="Show who can log in, with which key."))


def doctor(command: argparse.ArgumentParser) -> None:
    """Where the server's places are kept."""
    command.description = (
        "Look at everything that “server set-up” makes, and say what to do where it is wrong."
    )
    command.epilog = "Exit code: 0 nothing is wrong, 1 something is, 2 bad use."
    _places(command)


def _places(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--places",
        metavar="FILE",
        type=Path,
        default=_PLACES,
        help=f"where the server's files are ({_PLACES})",
    )
