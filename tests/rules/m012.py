"""M012 ga-gz-conflict."""

from tests.rules.bases import MASSAGE
from tests.rules.example import on
from tests.year.changes import modifiers
from tests.year.fault import Fault

NO_NOTICE = on(
    MASSAGE, {"payer": "medicare", "therapist.licence_type": "PT", "services.0.modifiers": ["GP", "GA"]}
)

BAD = {
    "GA GZ without a notice": on(NO_NOTICE, {"services.0.modifiers": ["GP", "GA", "GZ"]}),
    "GA GZ with a notice": on(NO_NOTICE, {"services.0.modifiers": ["GP", "GA", "GZ"], "abn_on_file": True}),
    "GA without a notice": NO_NOTICE,
    "GX without GY": on(NO_NOTICE, {"services.0.modifiers": ["GP", "GX"]}),
}

GOOD = {
    "GY GX": on(NO_NOTICE, {"services.0.modifiers": ["GP", "GY", "GX"]}),
    "GA with the notice on file": on(NO_NOTICE, {"abn_on_file": True}),
    "GZ": on(NO_NOTICE, {"services.0.modifiers": ["GP", "GZ"]}),
    "a commercial payer": on(MASSAGE, {"services.0.modifiers": ["GP", "GA"]}),
}


PLANTED = (
    Fault("a notice that is not on file", "medicare, medicare back", modifiers(0, "GP GA")),
    Fault("a notice on file and none", "medicare, medicare back", modifiers(0, "GP GA GZ")),
    Fault("a free notice without the law's exclusion", "medicare, medicare back", modifiers(0, "GP GX")),
)
