"""The clinic's own side of every visit: the practice, its people, and the payers it deals with."""

from datetime import date

from charting_tui.records.additions import NO_WORDS, ImportedTable, OwnRule, OwnWords, Phrase
from charting_tui.records.payer import CLIENT_PAY, Payer
from charting_tui.records.people import Practice, Therapist
from charting_tui.records.values import Record


class Office(Record):
    """The practice with its people, payers and words."""

    practice: Practice
    people: tuple[Therapist, ...] = ()
    payers: tuple[Payer, ...] = ()
    words: OwnWords = NO_WORDS
    """Its own words for techniques and areas, and for the quick line."""
    phrases: tuple[Phrase, ...] | None = None
    """Its own phrases; None where it has changed none of those that come with the program."""
    tables: tuple[ImportedTable, ...] = ()
    """Code tables that were brought in, beside those of the program."""
    rules: tuple[OwnRule, ...] = ()
    """Rules that the clinic adds to those of the program."""

    def person(self, person_id: str) -> Therapist | None:
        """Return the person who signs in by that name, or None."""
        return next((person for person in self.people if person.id == person_id), None)

    def cosigner_of(self, therapist: str) -> str:
        """Return the id of who co-signs that person's notes; empty where no one has to."""
        person = self.person(therapist)
        return person.co_signer if person and person.co_signer != person.id else ""

    def supervisor_of(self, therapist: Therapist, payer: str, day: date) -> Therapist | None:
        """Return under whom an assistant is billed to that payer: as enrolled with it, else the usual one."""
        held = therapist.enrollment(payer, day)
        return self.person(held.supervisor if held and held.supervisor else therapist.supervisor)

    def payer(self, payer_id: str) -> Payer:
        """Return that payer; the client where the id is empty or not known."""
        return next((payer for payer in self.payers if payer.id == payer_id), CLIENT_PAY)
