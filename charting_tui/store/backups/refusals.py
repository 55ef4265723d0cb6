"""Why a backup was not made, or not restored, each in one sentence that a person can act on."""

from charting_tui.errors import ChartingError


class NotBackedUp(ChartingError):
    """Nothing at the target counts as a new backup; those before are as they were."""

    title = "Not backed up"


class NotRestored(ChartingError):
    """Nothing was restored; the clinic and the backup are as they were."""

    title = "Not restored"
