"""Charts a visit by questions in plain text, for a screen reader, a script, or a bad line."""

import sys
from argparse import Namespace
from getpass import getpass

from charting_tui.cli.lines import complain, printable, say
from charting_tui.cli.quick import (
    LineTold,
    new_lines,
    say_as_json,
    say_codes,
    say_in_words,
    say_sections,
    todays_visit,
    typed_line,
)
from charting_tui.errors import BadInput, ChartingError
from charting_tui.operations.signing.signing import may_sign, sign
from charting_tui.operations.visits.editing_session import EditingSession
from charting_tui.operations.visits.guided_entry import (
    BACK,
    HELP,
    NOTHING,
    Outcome,
    Prompting,
    outcome,
    reports,
    take,
)
from charting_tui.operations.visits.quick import contradicted, words_left_open
from charting_tui.records.claim import Draft
from charting_tui.records.people import alert_words
from charting_tui.records.visit import SECTIONS
from charting_tui.rules.finding import Severity

_KEPT = "Your answers are saved in the visit. Run the same command again to continue."
_UNCHANGED = "Nothing was changed."


def run(options: Namespace) -> int:
    """Ask what is not answered yet; 1 where it is left before the end, or a finding blocks."""
    if options.format == "json" and options.line is None:
        raise BadInput(
            "--format json reads all answers as one line from standard input. Write - after CLIENT."
        )
    if options.sign and (options.dry_run or options.format == "json"):
        raise BadInput("--sign doesn't work with a dry run or JSON. Leave one of them out.")
    with todays_visit(options) as session:
        if options.line is not None:
            return _take_line(session, typed_line(options.line), options)
        return _chart(session, signs=options.sign, dry=options.dry_run)


def _take_line(session: EditingSession, line: str, options: Namespace) -> int:
    """Take a line as the answers; a question that it does not answer is told, and never asked."""
    prompting = Prompting(session, asks=False)
    asking = Prompting(session)
    if not line and not prompting.asked.told and not reports(prompting):
        raise BadInput("The line on standard input is empty. Write what you found and did.")
    prompting.answer_all(line)
    done = outcome(prompting)
    reading = prompting.read(prompting.asked.told)
    told = LineTold(
        reading,
        words_left_open(asking.read(prompting.asked.told), reading),
        done.prose,
        new_lines(session.draft.visit.services, done.visit.services),
        done.file,
        contradicted(session, reading),
        tuple(one.id for one in prompting.asked.unanswered()),
    )
    if not options.dry_run:
        session.take(take(prompting))
    if options.format == "json":
        say_as_json(told)
        return 0
    if alerts := session.chart.file.client.alerts:
        say(printable(alert_words(alerts)))
    say_in_words(told)
    say_codes(session.store, _shown(session, done, dry=options.dry_run))
    if options.dry_run:
        say(_UNCHANGED)
        return 0
    blocked = _tell_findings(session)
    if options.sign:
        return _sign(session)
    return 1 if blocked else 0


def _shown(session: EditingSession, done: Outcome, *, dry: bool) -> Draft:
    return session.draft.model_copy(update={"visit": done.visit}) if dry else session.draft


def _chart(session: EditingSession, *, signs: bool, dry: bool) -> int:
    visit = session.draft.visit
    client = session.chart.file.client
    say(printable(f"{client.name}, {visit.date:%-m/%-d/%Y}, {visit.kind}"))
    if client.alerts:
        say(printable(alert_words(client.alerts)))
    say(f"Enter accepts what is in brackets, {NOTHING} skips, {HELP} explains, {BACK} goes back.")
    prompting = Prompting(session)
    for name, piece, _ in prompting.rows():
        say(printable(f"{name}: {piece}"))
    try:
        done = _ask_all(prompting, dry=dry)
    except (EOFError, KeyboardInterrupt) as left:
        say()
        say(_UNCHANGED if dry else _KEPT)
        if isinstance(left, KeyboardInterrupt):
            raise
        return 1
    if not done:
        say("You didn't answer anything, so nothing was changed.")
        return 0
    if dry:
        say(_UNCHANGED)
        return 0
    blocked = _tell_findings(session)
    if signs:
        return _sign(session)
    return 1 if blocked else 0


def _ask_all(prompting: Prompting, *, dry: bool) -> bool:
    """Ask until the answers are taken; False where there is nothing to take."""
    while True:
        text = _asked(prompting).strip() or prompting.asked.typed
        ends = prompting.asked.current is None and text in {"", NOTHING}
        if ends and not prompting.asked.told and not reports(prompting):
            return False
        try:
            if ends:
                if not dry:
                    prompting.session.take(take(prompting, report=text != NOTHING))
                return True
            told = prompting.answer(text)
        except ChartingError as fault:
            prompting.type(text)
            say(printable(fault.sentence))
        else:
            say(printable(told)) if told else _tell_last(prompting, text)
        prompting.session.flush()


def _asked(prompting: Prompting) -> str:
    """Ask the question at hand, or whether to take the whole, and return what was typed."""
    prompt = prompting.asked.current
    say()
    if prompt is None:
        _tell_outcome(prompting, outcome(prompting))
        without = f", {NOTHING} adds it without the report" if reports(prompting) else ""
        return _read_line(f"Enter adds it to the note{without}, {BACK} goes back: ")
    say(f"{prompting.asked.number} of {len(prompting.asked.prompts)}. {prompt.asks}")
    offer = prompting.offer
    if offer is not None:
        say(printable(offer.beside))
    if prompting.asked.typed:
        say(printable(f"typed before: {prompting.asked.typed}; Enter accepts it"))
    return _read_line("> ")


def _read_line(words: str) -> str:
    if sys.stdin is None:
        raise EOFError
    try:
        return input(words)
    except UnicodeDecodeError:
        raise BadInput("The input isn't UTF-8 text.") from None


def _tell_last(prompting: Prompting, text: str) -> None:
    """Say how what was just typed is understood."""
    if text in {"", BACK, NOTHING}:
        return
    reading = prompting.read(prompting.asked.told)
    told = [token.meaning for token in reading.tokens if token.meaning and token.text != ";"]
    if told:
        say(printable(f"understood: {told[-1]}"))


def _tell_outcome(prompting: Prompting, done: Outcome) -> None:
    say_sections(done.prose)
    session = prompting.session
    say_codes(session.store, _shown(session, done, dry=True))
    for entry in done.file:
        say(printable(f"Added to the client's chart: {entry}"))


def _tell_findings(session: EditingSession) -> bool:
    """Say what the rules find, and return whether something blocks."""
    findings = session.findings()
    for found in findings:
        say(printable(f"{found.rule} {found.severity.level}: {found.message} {found.remedy}"))
    return any(found.severity is Severity.BLOCKS and not found.missing for found in findings)


def _sign(session: EditingSession) -> int:
    refusal = may_sign(session)
    if refusal:
        complain(refusal)
        return 1
    say()
    for section in SECTIONS:
        say(printable(f"{section.capitalize()}: {getattr(session.draft.visit.note, section)}"))
    asks = "Enter your PIN to sign this record, or press Enter to leave it unsigned: "
    digits = getpass(asks) if sys.stdin.isatty() else _read_line(asks)
    if not digits.strip():
        say("Not signed. The draft is saved.")
        return 1
    sign(session, digits.strip())
    say("Signed.")
    return 0
