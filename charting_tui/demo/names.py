"""Invented names, some of them long, hyphened, accented or with an apostrophe."""

from collections.abc import Iterator
from random import Random

_FAMILY = (
    "Abernathy, Adeyemi, Alvarez, Andersson, Ångström, Baptiste, Begay, Bianchi, Brandvold, "
    "Castañeda, Chaudhary, Côté, Dąbrowski, Delacroix, D'Angelo, Dvořák, Ellingsworth, Eriksen, "
    "Fairweather, Fernández, Gallagher, Gutiérrez, Haddad, Hashimoto, Holloway, Ibarra, Jansen, "
    "Kahananui, Kealoha, Kovačević, Lindqvist, Mbeki, McAllister, Moreau, Müller, Nakamura, Ngũgĩ, "
    "Nguyễn, O'Brien, O'Shaughnessy, Okonkwo, Olafsdóttir, Pacheco, Petrović, Quintero, Rasmussen, "
    "Saint-Clair, Santos, Şahin, Takahashi, Tamanaha, Thibodeaux, Ueda, Valdez, Van der Berg, "
    "Vasquez, Whitehorse, Wójcik, Yamamoto, Zielinski"
)
FAMILY = tuple(_FAMILY.split(", "))
_GIVEN = (
    "Aiko, Amara, Anselm, Beatriz, Björn, Bronwyn, Callum, Chidi, Clémence, Dara, Dmitri, Eilidh, "
    "Elena, Esperanza, Farid, Freya, Giulia, Grace, Hana, Idris, Imani, Ingrid, Jamal, Joaquín, "
    "Kalani, Keiko, Lachlan, Leilani, Lucía, Malik, Maren, Mateo, Nadia, Noor, Oskar, Paloma, "
    "Priya, Quentin, Rosalind, Rui, Sanjay, Saoirse, Selim, Sunniva, Tadeusz, Thandiwe, Tomás, Una, "
    "Viktor, Wren, Xiomara, Yusuf, Zoë"
)
GIVEN = tuple(_GIVEN.split(", "))
LONG_NAME = "Featherstonehaugh-Montgomery de la Cruz, Alexandrina Wilhelmina"
EXAMPLE_NAME = "Doe, Jane"
"""The client of the documentation's examples."""
_EXAMPLE = 89
"""Whose place among the pairs it takes: a client of Kim's, treated before for neck pain, and not in Today."""
_PRESCRIBERS = (
    "Ramona Achterberg, Basil Oyelaran, Corinne Whitlock, Desmond Pruitt, Ottilie Fenwick, Hugo Marchetti"
)
PRESCRIBERS = tuple(_PRESCRIBERS.split(", "))
"""Doctors who send clients."""


def client_names(random: Random) -> Iterator[str]:
    """Yield names written ``Family, Given``, without end and without a repetition."""
    pairs = [f"{family}, {given}" for family in FAMILY for given in GIVEN]
    random.shuffle(pairs)
    yield pairs[0]
    yield LONG_NAME
    yield from pairs[1:_EXAMPLE]
    yield EXAMPLE_NAME
    yield from pairs[_EXAMPLE + 1 :]
    generation = 2
    while True:
        yield from (f"{pair} {'I' * generation if generation < 4 else generation}" for pair in pairs)  # noqa: PLR2004
        generation += 1
