"""Writes ``docs/roles.md`` from the table of acts and roles in ``operations/permission.py``."""

from pathlib import Path

from charting_tui.operations.permission import TABLE, May
from charting_tui.records.people import Role

PAGE = Path(__file__).parent / "roles.md"
_HEAD = """\
# Who may do what

A person has one role or several (Settings, Staff; only an owner gives them), and may do what any of \
them may. This page is made from the table in `operations/permission.py`, \
which the program and its tests read.

"""
_TAIL = """
A reader reads and changes nothing. Who may not do something is told who can.

## Whose notes one may read

“Notes are read by” in Settings, Practice: **all** (as a new clinic has it), everybody; **team**, every \
therapist, and not the front desk; **own**, who wrote them. Billers, owners and readers always may, because \
they bill, answer for and review them. In an emergency anybody of the staff reads a note by typing a reason: \
the chart's history and the log of looks keep it, and every owner sees it at the next login.

## How a person is proved

On a server each person's SSH key says who they are. A PIN signs notes and opens the lock. The first PIN is \
chosen on a login by one's own key, or with a one-time code that an owner gives (Settings, Staff); a code \
counts once, for its person, for 7 days. Only in a clinic whose owners have no PIN yet an owner chooses one \
without. A reset says at the person's next login who did it and when. Five wrong PINs bring a pause of five \
minutes, each further one doubles it up to an hour. The only owner who forgot the PIN gets a code at the \
server's console ([owner.md](owner.md#who-may-do-what)).
"""


def page() -> str:
    """Return the page."""
    heads = ["", *(str(role) for role in Role)]
    rows = [
        [f"{act[0].upper()}{act[1:]}", *("yes" if role in TABLE[act] else "–" for role in Role)]
        for act in May
    ]
    lines = [heads, ["---"] * len(heads), *rows]
    return _HEAD + "".join(f"| {' | '.join(line)} |\n" for line in lines) + _TAIL


if __name__ == "__main__":
    PAGE.write_text(page())
