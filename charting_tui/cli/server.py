"""Commands for whoever runs a clinic's host: set up, people, doctor."""

from argparse import Namespace
from dataclasses import replace
from pathlib import Path

from charting_tui.cli.lines import columns, printable, say
from charting_tui.errors import BadInput
from charting_tui.server import people, preloader, releases
from charting_tui.server.doctor import examine
from charting_tui.server.host import Host, only_root
from charting_tui.server.steps import NewServer, set_up, take_down

_STATE_LETTERS = 2


def manage(options: Namespace) -> int:
    """Set the server up, take it down, install a newer release, or go back to the one before."""
    host = _host(options)
    if options.act == "preload":
        from charting_tui.cli.preloading import serve  # noqa: PLC0415 - it loads everything

        return serve(options.socket or host.socket)
    only_root()
    if options.act == "set-up":
        host.write(options.places)
        new = NewServer(options.name, _state(options.state), options.owner, options.backup)
        for line in set_up(host, new, source=options.source):
            say(printable(line))
        say("Check it at any time with: charting-tui doctor")
    elif options.act == "take-down":
        for line in take_down(host):
            say(printable(line))
    elif options.act == "upgrade":
        say(printable(releases.install(host, options.source)))
        preloader.load_anew(host)
    else:
        say(printable(releases.roll_back(host)))
        preloader.load_anew(host)
    return 0


def manage_people(options: Namespace) -> int:
    """Let a person in by a key, shut one out, or list who can log in."""
    host = _host(options)
    if options.act != "list":
        only_root()
    if options.act == "add":
        say(printable(people.add(host, options.name, options.key)))
    elif options.act == "remove":
        say(printable(people.remove(host, options.name)))
    elif options.act == "renew":
        renewed = people.renew(host)
        say(
            f"Renewed {renewed} {'line' if renewed == 1 else 'lines'}."
            if renewed
            else "All key lines are up to date."
        )
    else:
        rows = [(key.person, key.fingerprint, key.comment) for key in people.keys_of(host)]
        for line in columns([("person", "key", "comment"), *rows]) if rows else ["No one can log in yet."]:
            say(line)
    return 0


def run_doctor(options: Namespace) -> int:
    """Look at the server and say what is wrong and what to do; 1 where anything is."""
    wrong = 0
    for check in examine(_host(options)):
        say(printable(f"{'ok  ' if check.fine else 'FIX '} {check.what}"))
        if not check.fine:
            wrong += 1
            say(printable(f"     → {check.fix}"))
    return 1 if wrong else 0


def _host(options: Namespace) -> Host:
    host = Host.read(options.places)
    named: dict[str, Path] = {
        name: value for name in ("clinic", "program") if (value := getattr(options, name, None)) is not None
    }
    account = getattr(options, "account", None) or host.account
    return replace(host, account=account, **{name: value.absolute() for name, value in named.items()})


def _state(text: str) -> str:
    state = text.upper()
    if len(state) != _STATE_LETTERS or not (state.isascii() and state.isalpha()):
        raise BadInput(f"--state: “{text}” isn't a state. Use two letters, such as WA.")
    return state
