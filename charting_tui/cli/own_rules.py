"""Shows the rules that a clinic adds, or takes a file of them in their place."""

from argparse import Namespace
from pathlib import Path

from charting_tui.cli.clinic import open_clinic
from charting_tui.cli.given_file import text_of
from charting_tui.cli.lines import counted, printable, say
from charting_tui.operations.settings.own_rules import read_rules, rules_text, save_rules, with_known_payers
from charting_tui.rules.own import in_words


def run(options: Namespace) -> int:
    """Print the clinic's own rules as a file holds them, or take those of the file."""
    given = None if options.file is None else read_rules(text_of(Path(options.file)))
    store = open_clinic(options)
    try:
        if given is None:
            kept = rules_text(store.office.rules)
            say("\n".join(printable(line) for line in kept.splitlines()) or _NONE)
            return 0
        given = with_known_payers(given, store.office)
        if not options.dry_run:
            save_rules(store, given)
    finally:
        store.close()
    for rule in given:
        say(printable(f"{rule.id}  {in_words(rule)}: {rule.message}"))
    done = "Nothing was changed; the file has" if options.dry_run else "The clinic has"
    say(f"{done} {counted(len(given), 'rule')} of its own.")
    return 0


_NONE = "No rules of your own yet. Write them in a file as docs/own_rules.md shows, and name it here."
