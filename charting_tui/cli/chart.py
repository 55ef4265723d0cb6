"""Charts a visit by questions in plain text, for a screen reader, a script, or a bad line."""

import sys
from argparse import Namespace
from getpass import getpass

from charting_tui.acts.alerts import alert_words
from charting_tui.acts.editing_session import EditingSession
from charting_tui.acts.opening import open_for_writing
from charting_tui.acts.overlaps import overlap_words_of
from charting_tui.acts.prompted_visit import Outcome, outcome, reports, take
from charting_tui.acts.prompting import BACK, HELP, NOTHING, Prompting
from charting_tui.acts.signing import may_sign, sign
from charting_tui.acts.starting import start_visit
from charting_tui.cli.client_named import client_named
from charting_tui.cli.clinic import open_clinic
from charting_tui.cli.lines import complain, printable, say
from charting_tui.cli.quick import tell_codes
from charting_tui.errors import BadInput, ChartingError
from charting_tui.records.visit import SECTIONS
from charting_tui.rules.finding import Severity

_KEPT = "What you answered is kept in the visit; the same command goes on there."


def run(options: Namespace) -> int:
    """Ask what is not answered yet; 1 where it is left before the end, or a finding blocks."""
    store = open_clinic(options)
    try:
        visit = start_visit(store, client := client_named(store, options.client))
        if overlap := overlap_words_of(store, client, visit):
            complain(overlap)
        session = open_for_writing(store, client, visit.id)
        try:
            return _chart(session, signs=options.sign)
        finally:
            session.leave()
    finally:
        store.close()


def _chart(session: EditingSession, *, signs: bool) -> int:
    visit = session.draft.visit
    client = session.chart.file.client
    say(printable(f"{client.name}, {visit.date:%-d %b %Y}, {visit.kind}"))
    if client.alerts:
        say(printable(alert_words(client.alerts)))
    say(f"Enter takes what stands in brackets, {NOTHING} passes over, {HELP} tells more, {BACK} goes back.")
    prompting = Prompting(session)
    for name, piece, _ in prompting.rows():
        say(printable(f"{name}: {piece}"))
    try:
        done = _ask_all(prompting)
    except (EOFError, KeyboardInterrupt) as left:
        say()
        say(_KEPT)
        if isinstance(left, KeyboardInterrupt):
            raise
        return 1
    if not done:
        say("Nothing was answered, so nothing was changed.")
        return 0
    blocked = _tell_findings(session)
    if signs:
        return _sign(session)
    return 1 if blocked else 0


def _ask_all(prompting: Prompting) -> bool:
    """Ask until the answers are taken; False where there is nothing to take."""
    while True:
        text = _asked(prompting).strip() or prompting.asked.typed
        ends = prompting.asked.current is None and text in {"", NOTHING}
        if ends and not prompting.asked.told and not reports(prompting):
            return False
        try:
            if ends:
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
        without = f", {NOTHING} takes it without the report" if reports(prompting) else ""
        return _read_line(f"Enter takes it into the note{without}, {BACK} goes back: ")
    say(f"{prompting.asked.number} of {len(prompting.asked.prompts)}. {prompt.asks}")
    offer = prompting.offer
    if offer is not None:
        say(printable(offer.beside))
    if prompting.asked.typed:
        say(printable(f"typed before: {prompting.asked.typed}; enter takes it"))
    return _read_line("> ")


def _read_line(words: str) -> str:
    if sys.stdin is None:
        raise EOFError
    try:
        return input(words)
    except UnicodeDecodeError:
        raise BadInput("The input is not text in UTF-8.") from None


def _tell_last(prompting: Prompting, text: str) -> None:
    """Say how what was just typed is understood."""
    if text in {"", BACK, NOTHING}:
        return
    reading = prompting.read(prompting.asked.told)
    told = [token.meaning for token in reading.tokens if token.meaning and token.text != ";"]
    if told:
        say(printable(f"understood: {told[-1]}"))


def _tell_outcome(prompting: Prompting, done: Outcome) -> None:
    for section in SECTIONS:
        if section in done.prose:
            say(printable(f"{section.capitalize()}: {done.prose[section]}"))
    session = prompting.session
    tell_codes(session.store, session.draft.model_copy(update={"visit": done.visit}))
    for entry in done.file:
        say(printable(f"Into the client's file: {entry}"))


def _tell_findings(session: EditingSession) -> bool:
    """Say what the rules find, and return whether something blocks."""
    findings = session.findings()
    for found in findings:
        say(printable(f"{found.rule} {found.severity}: {found.message} {found.remedy}"))
    return any(found.severity is Severity.BLOCKS and not found.missing for found in findings)


def _sign(session: EditingSession) -> int:
    refusal = may_sign(session)
    if refusal:
        complain(refusal)
        return 1
    say()
    for section in SECTIONS:
        say(printable(f"{section.capitalize()}: {getattr(session.draft.visit.note, section)}"))
    asks = "Your PIN signs this record; nothing typed leaves it unsigned: "
    digits = getpass(asks) if sys.stdin.isatty() else _read_line(asks)
    if not digits.strip():
        say("Not signed; the draft is kept.")
        return 1
    sign(session, digits.strip())
    say("Signed.")
    return 0
