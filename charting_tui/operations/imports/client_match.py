"""Which client of the clinic a row of a list means: one, no one, or perhaps one."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date

from charting_tui.errors import BadInput
from charting_tui.operations.clients.same_person import are_alike, bare
from charting_tui.readers.dates import shown_date
from charting_tui.records.chart import ClientFile
from charting_tui.records.office import Office
from charting_tui.records.payer import CLIENT_PAY, Payer
from charting_tui.records.people import Client
from charting_tui.store.indexing.rows import ClientRow, folded

_PHONE = 10
"""Digits of a phone number that count, the last ones."""


@dataclass(frozen=True)
class KnownClient:
    """A client of the clinic, or of an earlier row."""

    id: str
    name: str
    birth_date: date | None
    phone: str
    chart_number: str
    line: int = 0
    """The row that adds this client; 0 for one who is in the clinic."""

    @property
    def described(self) -> str:
        """The name with what tells this client from another of that name."""
        born = f", born {shown_date(self.birth_date)}" if self.birth_date else ""
        return f"{self.name}{born}{f' (line {self.line})' if self.line else ''}"


@dataclass(frozen=True)
class Match:
    """Who is meant."""

    client: KnownClient | None = None
    maybe: KnownClient | None = None
    """Someone who may be the same person."""
    why: str = ""
    """What speaks for that; with no one named, why the row is refused."""


class ClientMatcher:
    """Every client of the clinic, and those of earlier rows."""

    def __init__(
        self, rows: Iterable[ClientRow], charts: AbstractSet[str], file_of: Callable[[str], ClientFile]
    ) -> None:
        """``charts`` are the ids that charts of the list's clients have, as far as it gives them ids."""
        self._charts, self._file_of = charts, file_of
        self._by_id: dict[str, KnownClient] = {}
        self._by_number: dict[str, KnownClient] = {}
        self._by_name: defaultdict[str, list[KnownClient]] = defaultdict(list)
        self._by_birth: defaultdict[date, list[KnownClient]] = defaultdict(list)
        self._going_on: dict[str, str] = {}
        for row in rows:
            self.add(KnownClient(row.client, row.name, row.birth_date, row.phone, row.chart_number))
            self._going_on |= dict.fromkeys(row.merged_from, row.client)

    def add(self, known: KnownClient) -> None:
        """Take up a client whom later rows may mean."""
        self._by_id[known.id] = known
        if known.chart_number:
            self._by_number[bare(known.chart_number)] = known
        self._by_name[name_key(known.name)].append(known)
        if known.birth_date:
            self._by_birth[known.birth_date].append(known)

    def match(self, client: Client, external: str, *, as_new: bool) -> Match:
        """Return who is meant by a row that would become this client, and has that id where it comes from.

        ``client.id`` is the id that a chart of it has or would have.
        """
        by_id = self._by_id.get(self._going_on.get(client.id, client.id)) if external else None
        if by_id:
            return _checked(by_id, client, f"The id “{external}”")
        number = self._by_number.get(bare(client.chart_number)) if client.chart_number else None
        if number:
            return _checked(number, client, f"Chart number {client.chart_number}")
        entered = self._entered(client, external)
        if entered or as_new:
            return Match(entered)
        return self._by_person(client, external)

    def _entered(self, client: Client, external: str) -> KnownClient | None:
        """Return the client of the clinic who is written just like this one, as an earlier run added it."""
        for known in self._by_name.get(name_key(client.name), []):
            if known.line or (external and known.id in self._charts) or known.birth_date != client.birth_date:
                continue
            if bare(known.phone) != bare(client.phone):
                continue
            other = self._file_of(known.id).client
            if other.email.lower() == client.email.lower() and (
                client.birth_date or client.phone or client.email or other.address == client.address
            ):
                return known
        return None

    def _by_person(self, client: Client, external: str) -> Match:
        same_name = self._by_name.get(name_key(client.name), [])
        certain = [known for known in same_name if self._is_certain(known, client)]
        if certain:
            known = certain[0]
            proof = "birth date" if known.birth_date and client.birth_date else "phone or e-mail"
            if len(certain) > 1:
                return Match(maybe=known, why=f"is one of several clients with that name and {proof}")
            if external and known.id in self._charts:
                return Match(maybe=known, why=f"has the same name and {proof}, but a different ID")
            return Match(known)
        return next(self._likely(same_name, client, external), Match())

    def _likely(self, same_name: Iterable[KnownClient], client: Client, external: str) -> Iterator[Match]:
        """Give clients who may be this person, with what speaks for it."""
        for known in same_name:
            if not (known.birth_date and client.birth_date):
                yield Match(maybe=known, why="has the same name")
            elif _same_phone(known.phone, client.phone):
                yield Match(maybe=known, why="has the same name and phone")
        for known in self._by_birth.get(client.birth_date, []) if client.birth_date else ():
            if are_alike(known.name, client.name) and not (external and known.id in self._charts):
                yield Match(maybe=known, why="has the same birth date and a very similar name")

    def _is_certain(self, known: KnownClient, client: Client) -> bool:
        """Whether someone of the same name is this person: by birth date, else by phone or e-mail."""
        if known.birth_date and client.birth_date:
            return known.birth_date == client.birth_date
        if client.phone and known.phone:
            return _same_phone(known.phone, client.phone)
        if client.email:
            return self._file_of(known.id).client.email.lower() == client.email.lower()
        return not client.phone and not client.birth_date and known.name == client.name and not _tells(client)


def _checked(known: KnownClient, client: Client, what: str) -> Match:
    """Return the client whose id or number it is, unless that is plainly someone else."""
    same_birth = known.birth_date and known.birth_date == client.birth_date
    if name_key(known.name) == name_key(client.name) or same_birth:
        other = known.birth_date and client.birth_date and not same_birth
        if not other or known.line == 0:
            return Match(known)
    return Match(why=f"{what} belongs to {known.described}. Correct the ID or the name.")


def _tells(client: Client) -> bool:
    """Whether a row has more than a name, so that a chart of that name would change by it."""
    return bool(client.address.line or client.alerts or client.sex or client.guardian or client.chart_number)


def name_key(name: str) -> str:
    """Return family name and first given one, as two writings of a name have in common."""
    family, _, given = folded(name).partition(",")
    words = [*_words(family), *list(_words(given))[:1]]
    return " ".join(sorted(words))


def _words(text: str) -> Iterator[str]:
    for word in text.replace("-", " ").replace("'", "").replace("’", "").split():
        yield "".join(sign for sign in word if sign.isalnum())


def _same_phone(one: str, other: str) -> bool:
    digits = ["".join(sign for sign in text if sign.isdigit())[-_PHONE:] for text in (one, other)]
    return bool(digits[0]) and digits[0] == digits[1]


_WORD = re.compile(r"[a-z0-9]+")
_CLIENT = {
    *("selfpay", "self", "cash", "privatepay", "private", "client", "clientpays", "patient", "outofpocket"),
    *("noinsurance", "uninsured", "selfpaid", "selfpaying", "cashpay", "nocoverage", "no"),
}
_SAYS_LITTLE = {
    *(
        "insurance",
        "ins",
        "health",
        "healthcare",
        "healthplan",
        "plan",
        "plans",
        "company",
        "co",
        "inc",
        "llc",
    ),
    *("corp", "corporation", "group", "the", "of", "and", "ppo", "hmo", "epo", "pos"),
}
_ALIASES = {
    "uhc": ("uhc", "united", "united healthcare", "united health care", "optum", "optumhealth"),
    "anthem": ("anthem bcbs", "anthem blue cross", "anthem blue cross blue shield"),
    "regence": ("regence", "regence bcbs", "regence blue shield", "regence blue cross blue shield"),
    "premera": ("premera", "premera bcbs", "premera blue cross blue shield"),
    "ump": ("ump",),
    "va_ccn": ("va", "ccn", "triwest", "veterans affairs", "va ccn"),
    "wa_lni": ("lni", "l&i", "l & i", "labor and industries", "wa lni", "department of labor and industries"),
    "workers_comp": ("workers comp", "work comp", "workers' comp", "workmans comp", "worker's compensation"),
    "auto": ("auto", "auto insurance", "mva", "pip"),
    "medicare": ("medicare part b", "original medicare"),
}
"""Other names of presets, which a clinic's payers are copied from."""


def payer_named(text: str, office: Office) -> str:
    """Return the payer's id; empty where the client pays. BadInput where it is none of the clinic's."""
    asked = _together(text)
    if asked in _CLIENT:
        return ""
    for reading in (_together, _telling):
        wanted = reading(text)
        found = [
            payer
            for payer in office.payers
            if wanted and wanted in {reading(name) for name in _names_of(payer)}
        ]
        if len(found) == 1:
            return "" if found[0].id == CLIENT_PAY.id else found[0].id
    raise BadInput(f"“{' '.join(text.split())}” isn't one of the clinic's payers.")


def _names_of(payer: Payer) -> Iterator[str]:
    yield payer.id
    yield payer.name
    yield from payer.name.split("/")
    if payer.preset or payer.id in _ALIASES:
        yield from _ALIASES.get(payer.preset or payer.id, ())


def _together(text: str) -> str:
    return "".join(_WORD.findall(folded(text)))


def _telling(text: str) -> str:
    """Return the words that tell one insurance from another, in the order of the alphabet."""
    return " ".join(sorted(word for word in _WORD.findall(folded(text)) if word not in _SAYS_LITTLE))
