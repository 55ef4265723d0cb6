"""Areas with sides and grades, what was found in them, and how far their joints move."""

from dataclasses import replace

from charting_tui.records.visit import AreaFinding, Measure
from charting_tui.shorthand.dialect import amounts
from charting_tui.shorthand.dialect.cursor import Line
from charting_tui.shorthand.dialect.found import PlacedArea
from charting_tui.shorthand.dialect.meaning import WordContext
from charting_tui.shorthand.dialect.tokens import Choice, Status
from charting_tui.shorthand.dialect.values import measure, told
from charting_tui.shorthand.vocabulary import Term


def side(line: Line) -> bool:
    """Take a side, or a side and grade, for the areas on the left."""
    read = amounts.side_and_grade(line.text())
    if read is None or not line.areas or line.closed:
        return False
    side, grade = read
    if grade is not None and line.where is not WordContext.ITEMS:
        return False
    unsided = [area for area in line.areas if not area.side and not area.used]
    if not unsided:
        return False
    for area in unsided:
        area.side = side
    if grade is None:
        line.take(side if side != "both" else "both sides")
        return True
    for area in unsided:
        area.used = True
        line.found.findings.append(AreaFinding(area=area.name, side=side, grade=grade))
    line.closed = True
    line.section = "objective"
    line.take(f"{ {'': 'no side', 'both': 'both sides'}.get(side, side) }, grade {grade}")
    return True


def place_area(line: Line, name: str, *, joint: bool, length: int) -> None:
    """Take the name of an area: one that was treated after ``@``, else one that is looked at."""
    if line.closed and line.where is WordContext.ITEMS:
        line.areas, line.closed = [], False
    area = PlacedArea(name, joint, line.at)
    for _ in range(length):
        line.take(name)
    if line.where is WordContext.AREAS and line.treatment:
        area.used = True
        line.treatment.areas.append(area)
        line.areas = [area]
        _side_of_treated(line, area)
    else:
        line.areas.append(area)
        line.movement, line.felt_in = None, []
        if line.ahead:
            line.ahead_areas.append(area)


def _side_of_treated(line: Line, area: PlacedArea) -> None:
    read = amounts.side_and_grade(line.text())
    if read and read[1] is None:
        area.side = read[0]
        line.take(read[0] if read[0] != "both" else "both sides")


def vertebra(line: Line) -> bool:
    """Take a vertebra; one in a small letter without its dot gets choices."""
    read = amounts.vertebra(line.text())
    if read is None:
        return False
    name, certain = read
    if certain:
        place_area(line, name, joint=False, length=1)
        return True
    choices = [Choice(name, f"the vertebra {name}")]
    if name.startswith("L"):
        choices.append(Choice(f"lb l{name[1:]}", f"low back, left, grade {name[1:]}"))
    line.take(f"{name}, or a side and grade without its area?", Status.NEEDS_CHOICE, *choices)
    line.areas, line.closed = [], False
    return True


def girth(line: Line) -> bool:
    """Take the word “girth”; its place and value follow."""
    if line.text().casefold() != "girth":
        return False
    line.take("girth")
    line.where = WordContext.GIRTH
    return True


def movement_value(line: Line) -> bool:
    """Take what a movement or a girth measured."""
    text = line.text()
    if line.where is WordContext.GIRTH and line.areas:
        value = amounts.change(text)
        if value is None:
            return False
        _measured(line, "girth", value)
        line.where = WordContext.ITEMS
        return True
    if line.movement is None:
        return False
    if text.casefold() == "wnl":
        joint = _joint(line)
        line.found.ranges.append(
            Measure(name=line.movement.name, value="within normal limits", area=joint.name, side=joint.side)
        )
        line.take(f"{joint.words} {line.movement.name} within normal limits")
        return True
    value = amounts.change(text)
    if value is None or value.unit not in {"", "°", "mm", "deg"}:
        return False
    millimetres = value.unit == "mm" or _joint(line).name == "jaw"
    _measured(line, line.movement.name, replace(value, unit="mm" if millimetres else "°"))
    return True


def _measured(line: Line, name: str, value: amounts.Change) -> None:
    joint = _joint(line) if name != "girth" else line.areas[-1]
    joint.used = True
    side = value.side or joint.side
    line.closed = True
    line.found.ranges.append(measure(name, value).model_copy(update={"area": joint.name, "side": side}))
    line.take(f"{name} {told(value)}")
    line.section = "objective"


def _joint(line: Line) -> PlacedArea:
    joints = [area for area in line.areas if area.joint] or line.areas
    return joints[-1]


def use_finding(line: Line, term: Term, length: int) -> None:
    """Take a finding for the areas on the left, or where it begins what is said, for those behind it."""
    if _area_follows(line, length) and (line.findings_first or not line.areas):
        line.findings_first = True
        for _ in range(length):
            line.ahead.append((term, line.take(f"{term.name}, of the area behind it")))
        return
    if _is_area(line, length) and line.at and line.tokens[line.at - 1].text == ",":
        typed, areas = line.text(), " and ".join(area.words for area in line.areas)
        line.take(
            f"{term.name} of the area before it, or of the one behind it?",
            Status.NEEDS_CHOICE,
            Choice(f"; {typed}", f"{term.name} of {line.spelling(length)[0][0].name}"),
            Choice(f"{typed};", f"{term.name} of {areas}"),
        )
        return
    if not line.areas:
        line.take(f"{term.name}: where? write the area before it", Status.NEEDS_MORE)
        for _ in range(length - 1):
            line.take(term.name, Status.NEEDS_MORE)
        return
    last = [area for area in line.areas if not area.used] or line.areas
    for area in last:
        area.used = True
        line.found.findings.append(AreaFinding(area=area.name, side=area.side, kind=term.name))
    line.closed = True
    line.section = "objective"
    for _ in range(length):
        line.take(f"{term.name}, {' and '.join(area.words for area in last)}")


def findings_before_areas(line: Line) -> None:
    """Give findings that stand before their areas to these, once something else follows."""
    goes_on = line.text() == "," or _is_area(line, 0) or amounts.side_and_grade(line.text()) is not None
    if not line.ahead_areas or (goes_on and not line.closed):
        return
    for term, token in line.ahead:
        for area in line.ahead_areas:
            area.used = True
            line.found.findings.append(AreaFinding(area=area.name, side=area.side, kind=term.name))
        line.mark(
            token,
            Status.UNDERSTOOD,
            f"{term.name}, {' and '.join(area.words for area in line.ahead_areas)}",
        )
    line.ahead, line.ahead_areas = [], []
    line.closed = True
    line.section = "objective"


def _area_follows(line: Line, ahead: int) -> bool:
    """Whether an area comes next, over other findings and commas."""
    while line.text(ahead) == "," or any(term.kind == "finding" for term in line.spelling(ahead)[0]):
        ahead += 1 if line.text(ahead) == "," else line.spelling(ahead)[1]
    return _is_area(line, ahead)


def _is_area(line: Line, ahead: int) -> bool:
    """Whether an area stands so many tokens ahead, and nothing else can be meant."""
    named = line.spelling(ahead)[0]
    return bool(named) and all(term.kind == "area" for term in named)


def use_movement(line: Line, term: Term, length: int) -> None:
    """Take a movement of the joint named last; without one it gets choices."""
    if not line.areas:
        joints = [joint for joint in term.normal if line.vocabulary.meanings(joint)]
        choices = [
            Choice(f"{line.vocabulary.meanings(joint)[0].short[0]} {line.text()}", f"{joint} {term.name}")
            for joint in joints
        ]
        line.take(f"{term.name} of which joint?", Status.NEEDS_CHOICE, *choices)
        if amounts.change(line.text()) is not None or line.text().casefold() == "wnl":
            line.take("waits for the choice before it", Status.NEEDS_MORE)
        return
    line.movement = term
    _joint(line).used = True
    for _ in range(length):
        line.take(f"{_joint(line).words} {term.name}")


def areas_without_findings(line: Line) -> None:
    """Mark the areas of the segment of which nothing was said."""
    for area in line.areas:
        if not area.used:
            line.mark(
                area.token,
                Status.NEEDS_MORE,
                f"{area.words}: what was found? write a side and grade (r2) or a finding after it",
            )
