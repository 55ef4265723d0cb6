"""Checks a day, some days or all of a clinic, on as many cores as pay."""

from argparse import Namespace

from charting_tui.cli.check_output import Shown, tell
from charting_tui.cli.clinic import asked_date, asked_dates, open_clinic
from charting_tui.cli.lines import ProgressLine, complain
from charting_tui.coding.code_tables.table_age import old_tables
from charting_tui.errors import BadInput, NotAllowed
from charting_tui.records.people import Role
from charting_tui.rules.finding import Severity
from charting_tui.store.chart_store import ChartStore
from charting_tui.store.checking import Checked, Checker, Wanted, check_charts


def check_clinic(options: Namespace, shown: Shown) -> int:
    """Print the findings of the visits that are asked for; 1 where one of them blocks, else 0.

    Nothing is printed before everything is judged, so that an interruption leaves no half answer.
    """
    _refuse_contradictions(options)
    store = open_clinic(options)
    try:
        _refuse_strangers(store, options)
        person = store.office.person(store.person)
        if options.report and (person is None or Role.OWNER not in person.roles):
            raise NotAllowed("The owner's report is for owners. Say check without --report.")
        checked = _checked(store, options)
        office, book = store.office, store.books.book
    finally:
        store.close()
    found = [(visit, shown.of(visit.findings)) for visit in checked.visits]
    visits = {(visit.day, visit.payer) for visit in checked.visits}
    old = old_tables(
        ((day, office.payer(payer)) for day, payer in visits), office.tables, book.release if book else None
    )
    tell(found, options, old)
    for sentence in checked.unread:
        complain(sentence)
    blocks = any(finding.severity is Severity.BLOCKS for _, findings in found for finding in findings)
    return 1 if blocks or checked.unread or store.damaged else 0


def _refuse_contradictions(options: Namespace) -> None:
    some_days = options.first is not None or options.last is not None
    if (options.all, options.date is not None, some_days).count(True) > 1:
        raise BadInput("check: say --date, or --from and --to, or --all, not two of them.")


def _refuse_strangers(store: ChartStore, options: Namespace) -> None:
    office = store.office
    if options.therapist and office.person(options.therapist) is None:
        known = ", ".join(person.id for person in office.people)
        raise BadInput(f"--therapist: “{options.therapist}” is nobody here; name one of {known}.")
    payers = [payer.id for payer in office.payers]
    if options.payer and options.payer not in payers:
        raise BadInput(f"--payer: “{options.payer}” is none of this clinic; name one of {', '.join(payers)}.")


def _checked(store: ChartStore, options: Namespace) -> Checked:
    today = store.clock.today()
    first, last = asked_dates(options, today)
    day = asked_date(options.date, "--date", today) or (None if options.all or first or last else today)
    wanted = Wanted(
        first=day or first,
        last=day or last,
        therapist=options.therapist,
        payer=options.payer,
        handed_over=options.handed_over,
        report=options.report,
    )
    checker = Checker(store.root, store.office.model_dump_json(), today, wanted)
    clients = checker.clients()
    line = ProgressLine("charts")
    try:
        return check_charts(checker, clients, options.jobs, line)
    finally:
        line.end()
