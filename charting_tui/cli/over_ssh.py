"""What a person may ask for over SSH, where their key is forced to the program.

sshd runs the command line that ``authorized_keys`` sets for the key, and hands over in SSH_ORIGINAL_COMMAND
what the client asked for. No shell reads that text: it is split into words, and these name a command below.
"""

import shlex
from argparse import Namespace

from charting_tui.cli.options import QUOTING_OVER_SSH, read_options
from charting_tui.errors import BadInput

REQUEST = "SSH_ORIGINAL_COMMAND"
"""The variable that sshd sets where a forced command runs in place of what the client asked for."""
ALLOWED = (
    "unbilled",
    "bill",
    "claims",
    "owed",
    "tomorrow",
    "check",
    "report",
    "trends",
    "quick",
    "chart",
    "pace",
    "sessions",
    "units",
    "explain",
    "codes find",
    "codes show",
    "codes tables",
    "phrases",
    "vocabulary",
    "rules",
    "verify",
    "history",
    "access",
    "audit",
)
"""They act as the person of the key, or only read; none of them names a file of the server. What is handed
over goes where the practice says."""
_LONGEST_SHOWN = 40


def read_request(forced: Namespace, request: str) -> Namespace:
    """Return the options of what the client asked for, with clinic and person of the forced command line.

    BadInput where the request is not allowed, or the forced command line leaves clinic or person open.
    """
    if not (hasattr(forced, "data") and hasattr(forced, "user")):
        raise BadInput(
            "This key's line in authorized_keys must give the clinic and the person, like charting-tui "
            "--data /srv/clinic --user kim."
        )
    words = _words_of(request)
    if not words:
        return forced
    _refuse_other_commands(words)
    options = read_options(words, over_ssh=True)
    _refuse_files(options)
    if hasattr(options, "data") or hasattr(options, "user"):
        raise BadInput("Leave out --data and --user: your SSH key sets the clinic and the person.")
    options.data, options.user = forced.data, forced.user
    options.key_login = getattr(forced, "key_login", False)
    return options


def _words_of(request: str) -> list[str]:
    try:
        return shlex.split(request)
    except ValueError:
        raise BadInput(f"A quote or a backslash is not closed; {QUOTING_OVER_SSH}.") from None


def _refuse_other_commands(words: list[str]) -> None:
    if words[0] in ALLOWED or " ".join(words[:2]) in ALLOWED:
        return
    asked = " ".join(words[:2])[:_LONGEST_SHOWN]
    raise BadInput(
        f"You can't run “{asked}” over SSH. You can run {', '.join(ALLOWED)}. To open the screens, use "
        "ssh -t HOST."
    )


def _refuse_files(options: Namespace) -> None:
    """Refuse a file of the server; what comes on standard input is the client's own."""
    if getattr(options, "against", None) not in {None, "-"}:
        raise BadInput(
            "--against: you can't give a file over SSH. Send the anchors on standard input: ssh HOST "
            "verify --against - < anchors.txt."
        )
    if getattr(options, "out", None) is not None:
        raise BadInput(
            "--out: you can't choose a folder over SSH. Leave --out out; the practice's folder is used."
        )
    file = getattr(options, "file", None)
    if file is not None and (options.command, file) != ("check", "-"):
        raise BadInput(
            "FILE: you can't give a file over SSH. To check a visit, send it on standard input: ssh HOST "
            "check - < visit.json."
        )
