"""The fields of the person: what is asked of a new client, and edited later."""

from datetime import date
from functools import partial

from charting_tui.acts.date_fields import date_field
from charting_tui.acts.fields import Field
from charting_tui.acts.typed_values import (
    choice_of,
    email_of,
    list_of,
    name_of,
    phone_of,
    sex_of,
)
from charting_tui.readers.dates import DateKind, read_date, shown_date
from charting_tui.readers.money import read_money
from charting_tui.records.values import dollars_of

_ADULT = 18
_YES_OR_NO = {"yes": "yes", "no": "no"}


def client_fields(today: date) -> tuple[Field, ...]:
    """Return the person's fields in the order in which a front desk asks for them."""
    past = partial(date_field, today=today, kind=DateKind.PAST)
    return (
        Field("name", "name", name_of, hint="Family first: Doe, Jane."),
        Field(
            "birth_date",
            "birth date",
            partial(read_date, today=today, kind=DateKind.BIRTH),
            tells=partial(age_in_words, today=today),
            hint="Like 3/7/1980, 030780 or Mar 7 1980.",
        ),
        Field("phone", "phone", phone_of, hint="With its area code."),
        Field("sex", "sex", sex_of, hint="f, m or x, as the payer has it."),
        Field("address", "address", hint="Street, town, state and ZIP in one line."),
        Field("email", "e-mail", email_of, hint="Like jane@mail.example."),
        Field("preferred_name", "goes by", hint="The given name the client is called by, if it is another."),
        Field("chart_number", "chart number", hint="The clinic's own number, if it gives any."),
        Field("alerts", "alerts", list_of, hint="What everybody must see; a semicolon between two."),
        past("consent.signed_on", "consent signed", hint="Written consent to treatment; t for today."),
        past("consent.revoked_on", "consent revoked"),
        Field("consent.extra", "  further", list_of, hint="Such as breast work; a semicolon between two."),
        Field("guardian.name", "guardian", hint="Who answers for a client under 18."),
        Field("guardian.phone", "  phone", phone_of),
        past(
            "estimate_sent_on",
            "estimate sent",
            hint="Good-faith estimate, for those who pay themselves.",
        ),
        Field(
            "health_account",
            "health account",
            lambda text: choice_of(text, _YES_OR_NO) == "yes",
            lambda pays: "yes" if pays else "",
            hint="yes where the client pays from an HSA or FSA.",
        ),
        past("necessity_letter_on", "letter of need", hint="Letter of medical necessity."),
        past("abn_signed_on", "ABN signed", hint="Medicare's notice that it may not pay; t for today."),
        Field(
            "therapy_allowed",
            "therapy allowed",
            read_money,
            dollars_of,
            hint="Dollars that Medicare allowed for therapy this year, with every provider.",
        ),
        past("therapy_allowed_on", "  looked up", hint="The day of that amount; it counts this year."),
    )


def years_old(born: date, today: date) -> int:
    """Return somebody's age in whole years."""
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def age_in_words(born: date | None, today: date) -> str:
    """Return a birth date in words with the age, and what is asked of a minor."""
    if born is None:
        return ""
    age = years_old(born, today)
    minor = ": a guardian is needed" if age < _ADULT else ""
    return f"Born {shown_date(born)}, {age} {'year' if age == 1 else 'years'} old{minor}."
