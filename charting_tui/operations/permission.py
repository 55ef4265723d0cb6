"""Who may do what: one table of acts and roles, from which ``docs/roles.md`` is made.

The store refuses a reader's changes as well, whatever led to them.
"""

from collections.abc import Mapping
from enum import StrEnum

from charting_tui.errors import NotAllowed
from charting_tui.records.chart import Chart, VisitFile
from charting_tui.records.office import Office
from charting_tui.records.people import Role, Therapist
from charting_tui.store.chart_store import ChartStore


class May(StrEnum):
    """What a person may do, as it reads after “may”."""

    WRITE_NOTES = "write and sign the notes of their own visits"
    COSIGN = "co-sign the notes of people set to be co-signed by them"
    ADD_TO_ANY_RECORD = "add to records that another person signed"
    BOOK = "book, move and cancel visits"
    KEEP_CLIENTS = "enter and change clients, coverage and authorizations"
    IMPORT_CLIENTS = "import clients from another program"
    IMPORT_SCHEDULE = "import a calendar"
    CHOOSE_PAYER = "choose who pays for any visit"
    TAKE_PAYMENTS = "take what clients pay"
    SEE_OWED = "see what payers and clients owe"
    MAKE_PAPERS = "make receipts, statements and superbills"
    BILL = "bill, hold and close claims, and enter payers' responses"
    FIX_CLAIMS = "correct any claim before it is billed"
    EXPORT_RECORDS = "release a client's full record"
    CHANGE_SETTINGS = "change the practice, staff, payers, fees, code tables and rules"
    PROVE_PEOPLE = "reset PINs and give out one-time codes"
    SEE_REPORT = "see the owner's report"
    READ_HISTORY = "read the history of a chart"
    AUDIT = "see who looked at charts, and the audit of settings, staff, PINs and claims"
    RESTORE_CHARTS = "restore a chart from a backup"
    END_LOGINS = "see who is logged in, and end a login"


_EVERY = (Role.THERAPIST, Role.BILLER, Role.FRONT_DESK, Role.OWNER)
"""Everybody but a reader, who changes nothing."""
_OFFICE = (Role.BILLER, Role.FRONT_DESK, Role.OWNER)
_MONEY = (Role.BILLER, Role.OWNER)
_OWNER = (Role.OWNER,)
TABLE: Mapping[May, tuple[Role, ...]] = {
    May.WRITE_NOTES: (Role.THERAPIST,),
    May.COSIGN: (Role.THERAPIST,),
    May.ADD_TO_ANY_RECORD: _OWNER,
    May.BOOK: _EVERY,
    May.KEEP_CLIENTS: _EVERY,
    May.IMPORT_CLIENTS: (Role.FRONT_DESK, Role.OWNER),
    May.IMPORT_SCHEDULE: _EVERY,
    May.CHOOSE_PAYER: _OFFICE,
    May.TAKE_PAYMENTS: _EVERY,
    May.SEE_OWED: _OFFICE,
    May.MAKE_PAPERS: _EVERY,
    May.BILL: _MONEY,
    May.FIX_CLAIMS: _MONEY,
    May.EXPORT_RECORDS: _EVERY,
    May.CHANGE_SETTINGS: _OWNER,
    May.PROVE_PEOPLE: _OWNER,
    May.SEE_REPORT: _OWNER,
    May.READ_HISTORY: (Role.THERAPIST, Role.BILLER, Role.OWNER),
    May.AUDIT: _OWNER,
    May.RESTORE_CHARTS: _OWNER,
    May.END_LOGINS: _OWNER,
}
"""A person with several roles may do what any of them may."""


def signed_in(office: Office, person_id: str) -> Therapist:
    """Return the person who is signed in; NotAllowed for someone who is not of this clinic."""
    person = office.person(person_id)
    if person is None:
        known = ", ".join(sorted(member.id for member in office.people if member.ended_on is None))
        raise NotAllowed(
            f"“{person_id}” isn't on this clinic's staff ({known}). Use --user with one of those names."
        )
    if person.ended_on is not None:
        raise NotAllowed(f"{person.name} left this clinic on {person.ended_on}. An owner can undo that.")
    return person


def is_allowed(person: Therapist, act: May) -> bool:
    """Whether one of the person's roles may do it."""
    return person.ended_on is None and not set(TABLE[act]).isdisjoint(person.roles)


def why_not(store: ChartStore, act: May) -> str:
    """Return why the person signed in may not do it and who can, or nothing if they may."""
    return "" if is_allowed(signed_in(store.office, store.person), act) else who_may(store.office, act)


def require(store: ChartStore, act: May) -> Therapist:
    """Return the person signed in; NotAllowed says who can where they may not do it."""
    refusal = why_not(store, act)
    if refusal:
        raise NotAllowed(refusal)
    return signed_in(store.office, store.person)


def who_may(office: Office, act: May) -> str:
    """Return a sentence about the roles that may do it, and the people who have them."""
    roles = [f"{'an' if role is Role.OWNER else 'a'} {role}" for role in TABLE[act]]
    listed = " or ".join(filter(None, (", ".join(roles[:-1]), roles[-1]))).replace(
        "a front desk", "the front desk"
    )
    names = ", ".join(person.name for person in office.people if is_allowed(person, act))
    return f"Only {listed} may {act}{f': {names}' if names else ''}."


def may_write(person: Therapist, kept: VisitFile) -> str:
    """Return why this person may not write the visit's note, or nothing if they may."""
    if kept.signed is not None:
        return "This visit is signed. You can change only its claim and addenda."
    if not is_allowed(person, May.WRITE_NOTES):
        return f"Only therapists write notes; you signed in as {', '.join(person.roles)}."
    if kept.visit.therapist not in {"", person.id}:
        return "This is another therapist's visit. Only they can write and sign the note."
    if not kept.visit.state.kept:
        return f"This visit is marked “{kept.visit.state.words}”, so there is nothing to chart."
    return ""


def why_not_read(store: ChartStore, kept: VisitFile) -> str:
    """Return why the person signed in may not read the visit's note, or nothing if they may.

    The owner sets whose notes one may read; one's own, and those one bills or answers for, one always may.
    """
    person, scope = signed_in(store.office, store.person), store.office.practice.notes_read
    signer = kept.signed.signature.by if kept.signed else ""
    if (
        scope == "all"
        or person.id in {kept.visit.therapist, signer, store.office.cosigner_of(kept.visit.therapist)}
        or not _SEES_ALL.isdisjoint(person.roles)
    ):
        return ""
    if scope == "team" and Role.THERAPIST in person.roles:
        return ""
    writer = store.office.person(kept.visit.therapist)
    others = [one.name for one in store.office.people if one.ended_on is None and Role.OWNER in one.roles]
    can = ", ".join(dict.fromkeys(filter(None, (writer.name if writer else "", *others))))
    return f"This clinic shows this note only to its author, billers and owners ({can})."


def readable(store: ChartStore, chart: Chart, *, beside: str = "") -> Chart:
    """Return the chart without the visits whose notes the person signed in may not read.

    The visit ``beside`` stays: of it only what is no note is shown.
    """
    if store.office.practice.notes_read == "all":
        return chart
    visits = tuple(kept for kept in chart.visits if kept.visit.id == beside or not why_not_read(store, kept))
    return chart.model_copy(update={"visits": visits})


_SEES_ALL = frozenset({Role.OWNER, Role.BILLER, Role.READER})
