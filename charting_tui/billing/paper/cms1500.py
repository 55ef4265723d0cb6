"""The CMS-1500 (02/12) for forms that are printed already: data alone, each character in its place.

The form itself is not drawn: payers read only the red original. A copy for people has plain boxes of our own.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from charting_tui.billing.claim_data import ClaimData, Insurance, LineData
from charting_tui.billing.paper.form_grid import (
    ACROSS,
    DOWN,
    SIZE,
    PrintedField,
    PrintOffset,
    box,
    corner,
    form_grid,
    page,
    run,
    small_label,
)
from charting_tui.billing.paper.form_items import Items, items_of, line_items
from charting_tui.billing.paper.typesetting import PaperPart, Value, typeset
from charting_tui.errors import BadInput
from charting_tui.records.claim import LETTERS

NO_OFFSET = PrintOffset()
_LARGEST_OFFSET = 72
_MODIFIERS = 4
_WORDS = frozenset(
    {"supplement", "additional information", "plan name", "other plan name", "provider signature"}
)
"""Fields of words that are cut at their length, beside names, streets and cities."""
_WORDED = (" name", " street", " city")
_RIGHT = frozenset({"charge", "total charge", "amount paid"})


def cms1500(claim: ClaimData, *, signed_on: date | None = None, offset: PrintOffset = NO_OFFSET) -> bytes:
    """Return the data of a claim for printed forms as PDF, six lines to a form, each form with its own total.

    Six lines is what a form holds; Medicare's contractors ask for a total on each. What clients paid stands
    on the first. BadInput where the claim does not fit the form, and names the item.
    """
    return typeset(f"CMS-1500 {claim.number}", [form_part(claim, signed_on=signed_on, offset=offset)])


def cms1500_batch(
    claims: Sequence[ClaimData], *, signed_on: date | None = None, offset: PrintOffset = NO_OFFSET
) -> bytes:
    """Return the forms of several claims as one PDF, to be printed in one go; its faults are those of one."""
    parts = [form_part(claim, signed_on=signed_on, offset=offset) for claim in claims]
    if not parts:
        raise BadInput("No claim is selected. Select at least one.")
    return typeset("CMS-1500", parts)


def form_faults(claim: ClaimData) -> tuple[str, ...]:
    """Return what keeps a claim from the form, in a sentence for each; nothing where it fits."""
    try:
        form_part(claim)
    except BadInput as fault:
        return (fault.sentence,)
    return ()


def alignment_page(offset: PrintOffset = NO_OFFSET) -> bytes:
    """Return a page to lay over a printed form: the corners of the grid marked, each field outlined."""
    _check_offset(offset)
    grid = form_grid()
    fields = _all_fields()
    left, top = grid.left + offset.right, grid.top + offset.down
    right, bottom = left + grid.columns * ACROSS, top + grid.rows * DOWN
    marks: list[Value] = [{"x": x, "y": y} for x in (left, right) for y in (top, bottom)]
    told = (
        "CMS-1500 alignment page",
        "Print at 100 %, not fitted to the page. Lay this sheet over a form and hold both up to the light.",
        (
            "If the boxes are too far left, enter a larger offset to the right; if too high, a larger offset "
            "down."
        ),
        f"Offset of this page: {offset.right:g} points right, {offset.down:g} points down (72 are an inch).",
    )
    words = [small_label(left + 12, top + 14 + 10 * number, text, 6.4) for number, text in enumerate(told)]
    sheet = page((), [box(field, offset) for field in fields], [*words, *_labels(fields, offset)], marks)
    return typeset("CMS-1500 alignment page", [_part([sheet], "alignment")])


def form_part(
    claim: ClaimData,
    *,
    signed_on: date | None = None,
    offset: PrintOffset = NO_OFFSET,
    labeled: bool = False,
) -> PaperPart:
    """Return the forms of a claim as a part of a document; ``labeled``: for people, on plain paper."""
    _check_offset(offset)
    policy = _checked(claim)
    each = len(form_grid().lines)
    lines = [claim.lines[start : start + each] for start in range(0, len(claim.lines), each)]
    sheets: list[Mapping[str, Value]] = []
    for number, charged in enumerate(lines):
        items = items_of(claim, policy, charged, signed_on)
        if number:
            items.pop("amount paid", None)
        runs = [run(field, text, offset) for field, text in _placed(items, charged, claim)]
        if labeled:
            fields = _all_fields()
            told = _proof_words(number + 1, len(lines), offset)
            boxes = [box(field, offset) for field in fields]
            sheets.append(page(runs, boxes, [*told, *_labels(fields, offset)]))
        else:
            sheets.append(page(runs))
    return _part(sheets, f"CMS-1500 {claim.number}")


def cut_on_form(claim: ClaimData) -> tuple[str, ...]:
    """Return the items whose words are longer than the form has room for, like “item 2, patient name”."""
    policy = _checked(claim)
    grid = form_grid()
    items = [(grid.fields[name], text) for name, text in items_of(claim, policy, claim.lines, None).items()]
    first = grid.lines[0]
    items += [(first[name], text) for line in claim.lines for name, text in line_items(line, claim).items()]
    long = {
        f"item {field.item}, {field.name}" if field.item else field.name: None
        for field, text in items
        if _is_words(field) and len(text) > field.length
    }
    return tuple(long)


def _part(sheets: Sequence[Mapping[str, Value]], name: str) -> PaperPart:
    return PaperPart("grid", {"size": SIZE, "pages": sheets}, name)


def _checked(claim: ClaimData) -> Insurance:
    if claim.insurance is None:
        raise BadInput(
            "This claim is billed to the client, and a CMS-1500 is for an insurer. Print a superbill."
        )
    if not claim.lines:
        raise BadInput("The claim has no service line. Enter the procedures before you print it.")
    if len(claim.diagnoses) > len(LETTERS):
        raise BadInput(
            f"The claim has {len(claim.diagnoses)} diagnoses. A CMS-1500 has room for 12. Remove some."
        )
    crowded = next((line for line in claim.lines if len(line.modifiers) > _MODIFIERS), None)
    if crowded is not None:
        raise BadInput(
            f"{crowded.code} has {len(crowded.modifiers)} modifiers. Item 24D has room for 4. Remove some."
        )
    return claim.insurance


def _check_offset(offset: PrintOffset) -> None:
    for name, points in (("right", offset.right), ("down", offset.down)):
        if not -_LARGEST_OFFSET <= points <= _LARGEST_OFFSET:
            raise BadInput(f"Offset {name}: {points:g} points is more than an inch. Type -72 to 72.")


def _placed(items: Items, lines: Sequence[LineData], claim: ClaimData) -> Iterator[tuple[PrintedField, str]]:
    grid = form_grid()
    for name, text in items.items():
        yield grid.fields[name], _fitted(grid.fields[name], text)
    for fields, line in zip(grid.lines, lines, strict=False):
        for name, text in line_items(line, claim).items():
            yield fields[name], _fitted(fields[name], text)


def _fitted(field: PrintedField, text: str) -> str:
    if len(text) > field.length:
        if not _is_words(field):
            raise BadInput(
                f"CMS-1500 item {field.item}, {field.name}, has {len(text)} characters. It has room for "
                f"{field.length}. Shorten it."
            )
        text = text[: field.length].rstrip()
    return text.rjust(field.length) if field.name in _RIGHT else text


def _is_words(field: PrintedField) -> bool:
    return field.name in _WORDS or field.name.endswith(_WORDED)


def _all_fields() -> list[PrintedField]:
    grid = form_grid()
    lines = [field for fields in grid.lines for field in fields.values() if field.name != "rendering number"]
    return [*grid.fields.values(), *lines]


def _labels(fields: Sequence[PrintedField], offset: PrintOffset) -> Iterator[Value]:
    """Give the words of the fields, those of service lines above the first line alone."""
    grid = form_grid()
    later = grid.lines[1]["supplement"].row
    for field in fields:
        x, y = corner(field, offset)
        if field.beside:
            yield small_label(x - field.beside, y + 8, field.label)
        elif field.label and field is not grid.lines[0].get(field.name):
            if field.row < grid.lines[0]["supplement"].row or field.row > grid.lines[-1]["charge"].row:
                yield small_label(x, y - 1.5, field.label)
        elif field.label and field.row < later:
            yield small_label(x, y - DOWN - 1.5, field.label)


def _proof_words(number: int, many: int, offset: PrintOffset) -> list[Value]:
    x, y = form_grid().left + offset.right, form_grid().top + offset.down
    told = (
        (10.0, f"Claim on the CMS-1500, form {number} of {many}"),
        (6.4, "For reference only, not the official form: payers accept only the printed CMS-1500."),
    )
    return [small_label(x, y + 12 + 12 * place, text, size) for place, (size, text) in enumerate(told)]
