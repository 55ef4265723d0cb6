"""N011 consent-missing-or-old."""

from datetime import date

from charting_tui.records.chart import ClientFile
from charting_tui.records.people import Consent
from tests.rules.bases import HEALTH_TOLD
from tests.rules.example import GONE, on
from tests.year.changes import days
from tests.year.client_files import of_client
from tests.year.courses import ANYBODY
from tests.year.fault import Fault

BAD = {
    "signed 14 months before": on(HEALTH_TOLD, {"client.consent.signed_on": "2025-09-19"}),
    "no day": on(HEALTH_TOLD, {"client.consent.signed_on": GONE}),
    "no consent": on(HEALTH_TOLD, {"client.consent": GONE}),
    "revoked": on(HEALTH_TOLD, {"client.consent.revoked_on": "2026-10-01"}),
    "a year and a day old, for a client who pays": on(
        HEALTH_TOLD, {"payer": "client_pay", "client.consent.signed_on": "2025-11-18"}
    ),
    "signed 14 months before, in Oregon": on(
        HEALTH_TOLD, {"practice.state": "OR", "client.consent.signed_on": "2025-09-19"}
    ),
}

GOOD = {
    "signed three months before": on(HEALTH_TOLD, {"client.consent.signed_on": "2026-08-19"}),
    "a year old to the day": on(HEALTH_TOLD, {"client.consent.signed_on": "2025-11-19"}),
    "signed again after it was revoked": on(
        HEALTH_TOLD, {"client.consent": {"signed_on": "2026-10-02", "revoked_on": "2026-10-01"}}
    ),
    "revoked after the visit": on(HEALTH_TOLD, {"client.consent.revoked_on": "2026-11-25"}),
    "no client is known": on(HEALTH_TOLD, {"client": GONE}),
    "signed after the visit": on(HEALTH_TOLD, {"client.consent.signed_on": "2026-11-25"}),
    "a no-show": on(
        HEALTH_TOLD, {"client.consent.signed_on": "2025-09-19", "state": "no show", "services": []}
    ),
}


def _consent_before(file: ClientFile, day: date) -> ClientFile:
    return of_client(consent=Consent(signed_on=day - days(400)))(file, day)


def _revoked(file: ClientFile, day: date) -> ClientFile:
    revoked = Consent(signed_on=day - days(90), revoked_on=day - days(3))
    return of_client(consent=revoked)(file, day)


PLANTED = (
    Fault("no consent", ANYBODY, file=of_client(consent=None)),
    Fault("a consent older than a year", "commercial, self, regence, va", file=_consent_before),
    Fault("a consent that was revoked", "commercial, lni, medicaid", file=_revoked),
)
