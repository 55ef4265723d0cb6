"""Who may do what."""

from charting_tui.errors import NotAllowed
from charting_tui.records.chart import VisitFile
from charting_tui.records.office import Office
from charting_tui.records.people import Role, Therapist


def signed_in(office: Office, person_id: str) -> Therapist:
    """Return the person who is signed in; NotAllowed for somebody who is not of this clinic."""
    person = office.person(person_id)
    if person is None:
        known = ", ".join(sorted(member.id for member in office.people if member.ended_on is None))
        raise NotAllowed(
            f"“{person_id}” is not among this clinic's people ({known}). Say --user with one of those names."
        )
    if person.ended_on is not None:
        raise NotAllowed(f"{person.name} left this clinic on {person.ended_on}. An owner can take that back.")
    return person


def may_write(person: Therapist, kept: VisitFile) -> str:
    """Return why this person may not write the visit's note, or nothing if they may."""
    if kept.signed is not None:
        return "This visit is signed and final; only its claim and addenda can change."
    if Role.THERAPIST not in person.roles:
        return f"Notes are written by therapists; you sign in as {', '.join(person.roles)}."
    if kept.visit.therapist not in {"", person.id}:
        return "This visit belongs to another therapist, who alone writes and signs its note."
    if not kept.visit.state.kept:
        return f"This visit is marked “{kept.visit.state}”, so there is nothing to chart."
    return ""
