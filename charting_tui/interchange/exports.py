"""The tables that other programs export: their headings, by which file and columns are known."""

from charting_tui.interchange.columns import Column, Layout, Program, Several
from charting_tui.records.coverage import Authorization, Coverage, Referral
from charting_tui.records.labels import Labelled, columns_of, labels_of
from charting_tui.records.people import Client

_FIRST, _JOINED = Several.FIRST, Several.JOINED

OUTLOOK = "Outlook"

APPOINTMENTS = Layout(
    columns=(
        Column(
            "id",
            "appointment id|appt id|event id|booking id|appointment reference|booking reference"
            "|reference|uid|id",
            _FIRST,
        ),
        Column("date", "appointment date|scheduled date|start date|visit date|date of service|date|day"),
        Column(
            "start",
            "start time|appointment time|scheduled time|start at|start date time|date time"
            "|time in|start|starts|begin|begins|from|time",
            _FIRST,
        ),
        Column("end date", "end date"),
        Column("end", "end time|end at|end date time|finish time|time out|end|ends|to|until|finish", _FIRST),
        Column(
            "minutes",
            "minutes|duration|service duration|appointment duration|length|duration minutes"
            "|duration min|length minutes|mins|min",
            _FIRST,
        ),
        Column(
            "client",
            "client name|client|patient name|patient|customer name|customer|attendee|guest name"
            "|full name|name|subject|summary|title",
            _FIRST,
        ),
        Column(
            "first name",
            "client first name|patient first name|customer first name|given name|first name|first",
        ),
        Column(
            "last name",
            "client last name|patient last name|customer last name|family name|last name|surname|last",
        ),
        Column("birth date", "birth date|date of birth|dob|birthdate|birthday|client dob|patient dob|born"),
        Column(
            "phone",
            "mobile phone|cell phone|mobile|cell|phone number|phone|client phone|mobile number"
            "|telephone|home phone",
            _FIRST,
        ),
        Column("e-mail", "email|e-mail|email address|client email|customer email|patient email", _FIRST),
        Column("text", "description|appointment notes|notes|comments|client notes", _JOINED),
        Column(
            "therapist",
            "therapist|therapist name|provider|provider name|service provider|staff member"
            "|staff member name|staff name|staff|team member|practitioner|practitioner name"
            "|clinician|employee|calendar|with",
            _FIRST,
        ),
        Column("people and places", "required attendees|meeting organizer|categories|location", _JOINED),
        Column("status", "appointment status|booking status|status|state", _FIRST),
        Column("canceled", "canceled|cancelled|is canceled|is cancelled"),
        Column("all day", "all day event|all day"),
        Column("time zone", "timezone|time zone|tz"),
    ),
    programs=(
        Program("Acuity", "start time|end time|calendar|type"),
        Program("Fresha", "appointment reference|scheduled date"),
        Program(OUTLOOK, "subject|start date|all day event|show time as"),
        Program(OUTLOOK, "subject|start date|all day event|reminder on/off"),
        Program(OUTLOOK, "subject|start date|all day event|categories"),
        Program(OUTLOOK, "subject|start date|all day event|meeting organizer"),
        Program("Google Calendar", "subject|start date|all day event"),
        Program("Google Calendar", "subject|start date|start time|end time"),
        Program("Jane", "start at|end at|patient"),
        Program("Jane", "start at|patient|staff member"),
        Program("Schedulicity", "client name|appointment date|appointment time"),
        Program("Square", "customer name|service|date|time"),
        Program("Booksy", "client name|service|date|phone"),
    ),
)

_KNOWN = (
    Column(
        "id",
        "square customer id|client id|patient guid|customer id|patient id|external id"
        "|mbclientid|rssid|barcode id|reference id|id",
        _FIRST,
    ),
    Column(
        "chart number",
        "chart number|chart no|patient number|patient no|file number|record number"
        "|medical record number|mrn|client number|account number",
        _FIRST,
    ),
    Column("name", "client name|patient name|customer name|full name|name|client|patient|customer", _FIRST),
    Column(
        "first name",
        "legal first name|first name|given name|first|client first name|patient first name|firstname",
        _FIRST,
    ),
    Column("middle name", "legal middle name|middle name|middle initial|middle|mi"),
    Column(
        "last name",
        "legal last name|last name|family name|surname|last|client last name|patient last name",
        _FIRST,
    ),
    Column("suffix", "suffix|name suffix"),
    Column(
        "preferred name",
        "preferred name|preferred first name|what name do they go by|nickname|goes by|known as|chosen name",
        _FIRST,
    ),
    Column(
        "birth date", "birth date|date of birth|dob|birthday|birthdate|client dob|patient dob|born|d.o.b."
    ),
    Column("sex", "sex|legal sex|sex assigned at birth|administrative sex|gender", _FIRST),
    Column(
        "phone",
        "mobile phone|cell phone|mobile|cell|mobile number|cell number|phone number|phone"
        "|primary phone|client phone|telephone|home phone|home|work phone|other phone"
        "|day phone|evening phone",
        _FIRST,
    ),
    Column("e-mail", "email address|email|e-mail|e-mail address|client email|primary email", _FIRST),
    Column("address", "address|full address|mailing address|home address", _FIRST),
    Column(
        "street",
        "street address|street address 1|street|address line 1|address 1|address1|street 1"
        "|street line 1|home address street",
        _FIRST,
    ),
    Column(
        "street 2",
        "street address 2|address line 2|address 2|address2|street 2|street line 2|apt|apartment|unit|suite",
        _FIRST,
    ),
    Column("city", "city|town|home address city|city/town"),
    Column("state", "state|province|region|state/province|home address state", _FIRST),
    Column("ZIP", "zip|zip code|postal code|postal|postcode|zip/postal code|home address zip", _FIRST),
    Column(
        "guardian",
        "guardian|guardian name|parent/guardian|parent guardian|parent|parent name"
        "|responsible party|legal guardian",
        _FIRST,
    ),
    Column(
        "guardian phone",
        "guardian phone|parent phone|guardian phone number|parent/guardian phone",
        _FIRST,
    ),
    Column(
        "alerts",
        "alerts|alert|alert notes|red alert|yellow alert|medical alerts|medical alert"
        "|allergies|notes|note|memo|client notes|appointment notes|client alert|comments",
        _JOINED,
    ),
    Column("consent signed", "consent signed|consent signed on|consent date|consent"),
    Column(
        "payer",
        "primary insurance payer|primary insurance|primary insurance name|insurance"
        "|insurance name|payer|payer name|insurance company|insurance provider|primary payer"
        "|insurance carrier|insurer|carrier|health plan",
        _FIRST,
    ),
    Column(
        "member number",
        "primary insurance member id|primary member id|member id|member number|member no"
        "|insurance id|insurance id number|policy number|policy no|insurance member id"
        "|subscriber id|insurance number|primary policy number|primary insurance id|id number",
        _FIRST,
    ),
    Column(
        "group",
        "primary insurance group id|primary insurance group number|group number|group"
        "|group id|group no|insurance group|policy group|plan group|primary group number"
        "|insurance group number",
        _FIRST,
    ),
    Column(
        "coverage from",
        "coverage from|effective date|insurance start|ins start|coverage start|policy start"
        "|effective from|primary insurance effective date|insurance effective date"
        "|coverage start date|insurance start date",
        _FIRST,
    ),
    Column(
        "coverage to",
        "coverage to|termination date|insurance end|ins end|coverage end|policy end"
        "|coverage end date|insurance end date|primary insurance end date|expiration date",
        _FIRST,
    ),
    Column("order", "order|coverage order|insurance order|insurance type|priority"),
    Column(
        "subscriber",
        "subscriber|subscriber name|policy holder|policyholder|policy holder name"
        "|policyholder name|insured name|primary insured name|insured|insured's name"
        "|primary insured",
        _FIRST,
    ),
    Column(
        "relationship",
        "relationship|relationship to subscriber|relationship to insured"
        "|primary insured relationship|subscriber relationship|insured relationship"
        "|patient relationship to insured|client relationship",
        _FIRST,
    ),
    Column(
        "subscriber birth date",
        "subscriber birth date|subscriber dob|subscriber date of birth|insured dob"
        "|insured date of birth|policy holder dob|policyholder dob"
        "|primary insured date of birth|primary insured dob",
        _FIRST,
    ),
    Column(
        "second payer",
        "second payer|secondary payer|secondary insurance|secondary insurance payer|secondary insurance name",
        _FIRST,
    ),
    Column(
        "second member number",
        "second member number|secondary member id|secondary insurance member id"
        "|secondary policy number|secondary insurance id",
        _FIRST,
    ),
    Column(
        "second group",
        "second group|secondary group number|secondary insurance group id|secondary group",
        _FIRST,
    ),
    Column(
        "authorization",
        "authorization|authorization number|auth number|auth no|auth id|auth|prior authorization number"
        "|prior auth|prior auth number",
        _FIRST,
    ),
    Column(
        "authorization from",
        "authorization from|authorization start|authorization start date|auth from|auth start"
        "|auth start date|authorized from",
        _FIRST,
    ),
    Column(
        "authorization to",
        "authorization to|authorization end|authorization end date|auth to|auth end|auth end date"
        "|auth until|auth through|auth exp|auth expires|auth expiration|authorization expires"
        "|authorized to",
        _FIRST,
    ),
    Column(
        "authorization visits",
        "authorization visits|authorized visits|auth visits|visits authorized",
        _FIRST,
    ),
    Column(
        "prescriber",
        "prescriber|referring provider|referring physician|referring doctor|physician|doctor"
        "|referring provider name",
        _FIRST,
    ),
    Column(
        "prescriber NPI",
        "prescriber npi|referring provider npi|referring physician npi|physician npi|referring npi",
        _FIRST,
    ),
    Column("prescribed on", "prescribed on|rx date|prescription date|referral date", _FIRST),
    Column(
        "prescription expires",
        "prescription expires|rx expires|rx expiration|prescription expiration"
        "|referral expires|referral expiration",
        _FIRST,
    ),
    Column(
        "prescription visits",
        "prescription visits|rx visits|prescribed visits|referral visits|visits prescribed",
        _FIRST,
    ),
    Column(
        "diagnoses",
        "diagnoses|diagnosis|diagnosis codes|diagnosis code|dx|icd-10|icd10|dx codes|icd",
        _FIRST,
    ),
    Column("status", "status|client status|patient status|customer status|account status", _FIRST),
    Column("active", "active|is active|active client|active patient", _FIRST),
    Column("inactive", "inactive|archived|is inactive|is archived|inactive client|deceased|deleted", _FIRST),
)
"""The columns of a list of clients that other programs have, with their headings."""


FIELDS = {
    **{one.column: one for one in labels_of(Client).values()},
    **columns_of(Coverage, Authorization, Referral),
}
"""The fields of a chart that are columns of a list of clients, by these columns."""
_OF_CLIENT = {one.column for one in labels_of(Client).values()}
_NAMED = {column.name for column in _KNOWN}


def _heads(column: str, field: Labelled) -> str:
    """Return the headings of a column of no other program: its name, and a client's field as we name it."""
    return f"{column}|{field.path}" if column in _OF_CLIENT else column


CLIENTS = Layout(
    columns=(
        *_KNOWN,
        *(Column(name, _heads(name, one), _FIRST) for name, one in FIELDS.items() if name not in _NAMED),
    ),
    programs=(
        Program("SimplePractice", "legal first name|legal last name"),
        Program("Square", "square customer id"),
        Program("Square", "reference id|first name|email address"),
        Program("Jane", "patient number|first name|last name"),
        Program("Jane", "patient guid"),
        Program("Mindbody", "barcode id|last name"),
        Program("Mindbody", "mbclientid"),
        Program("Mindbody", "rssid"),
        Program("Fresha", "client id|mobile number|marketing"),
        Program("Fresha", "client id|mobile number|blocked"),
        Program("Acuity", "first name|last name|days since last appointment"),
        Program("Acuity", "first name|last name|last appointment"),
    ),
)
