"""The matrix of coverage: who on our team covers whom, and which contact is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from powermap import style
from powermap.model import Contact
from powermap.scene.marks import (
    Box,
    Detail,
    Group,
    Mark,
    Metrics,
    Rectangle,
    Scene,
    Text,
)
from powermap.views import coverage_text as words, figures, frame, person_rows as table
from powermap.views.coverage_text import CoverageMatrix
from powermap.views.frame import Key, line
from powermap.views.page import STANDARD, Page
from powermap.views.people import ShownPerson

if TYPE_CHECKING:
    from powermap.judgment.judge import Judgment
    from powermap.language import Language
from powermap.views.coverage_table import (
    APART,
    BAND_GAP,
    BELOW_HEADS,
    CONTACT_WIDTH,
    TOTALS,
    Band,
    Table,
    bands_of,
)


def compose(judgment: Judgment, language: Language, page: Page = STANDARD) -> Scene:
    """The matrix of people and our team as a scene.

    Examples
    --------
    >>> from powermap.judgment.judge import judge
    >>> from powermap.language import Language
    >>> from powermap.model import BuyingCenter, Stakeholder
    >>> ana = Stakeholder("Ana", power="decider", contact="brief", covered_by="Kim")
    >>> compose(judge(BuyingCenter("ERP", [ana])), Language("en")).metrics["too_thin"]
    1
    """
    matrix = _matrix(judgment, language, page)
    heading = figures.choose_title(page.title, judgment.center.name)
    subtitle = words.subtitle(judgment, matrix, page)
    top, start = frame.draw_heading(heading, subtitle, _keys(matrix), page=page)
    board = Table(table.Rows.of(page))
    spare = page.spare_below(_end_of_table(matrix, start, board))
    is_low = spare < 0
    rows = board.rows.spread(spare, len(matrix.people))
    if is_low:
        rows = table.Rows.of(page, is_low=True)
    if spare:
        board = Table(rows)
    height = max(_end_of_table(matrix, start, board) + frame.MARGIN, page.height)
    if page.is_too_low_for(height):
        return figures.empty_scene(heading, page, height, language)
    marks = _draw_table(matrix, start, board)
    return Scene(
        page.width,
        height,
        heading,
        words.description(heading, matrix),
        (*top, *marks),
        language.code,
        metrics=_metrics(matrix, page.fit(squeezed=is_low)),
    )


def _matrix(judgment: Judgment, language: Language, page: Page) -> CoverageMatrix:
    return CoverageMatrix(
        people=table.people_by_power(judgment, language, page),
        coverage=judgment.coverage,
        gaps={gap.person: gap for gap in judgment.coverage.gaps},
        titles={member.name: member.title for member in judgment.plan.team},
        language=language,
    )


def _metrics(matrix: CoverageMatrix, fit: Mapping[str, object]) -> Metrics:
    people = len(matrix.people)
    team = len(matrix.coverage.team)
    return Metrics({"people": people, "team": team, **words.counts(matrix), **fit})


def _keys(matrix: CoverageMatrix) -> list[Key]:
    return [
        Key(_draw_covers_key, matrix.say("covers"), 52),
        Key(partial(_draw_dot, Contact.BRIEF), matrix.say("present"), 10),
        Key(partial(_draw_dot, Contact.NONE), matrix.say("wanted"), 10),
        Key(partial(style.warning_sign, radius=8), matrix.say("missing"), 16),
    ]


def _draw_covers_key(x: float, y: float) -> tuple[Mark, ...]:
    pill = _draw_pill(x, y)
    dots = style.depth_dots(Contact.BRIEF, Contact.SEVERAL, x, y)
    return (pill, *dots)


def _draw_pill(x: float, y: float) -> Box:
    return Box(
        x - 26, y - 10.5, 52, 21, style.PAPER, style.KNOWN, 1.0, 10.5, solid=True
    )


def _draw_dot(present: Contact, x: float, y: float) -> tuple[Mark, ...]:
    first, *_ = style.depth_dots(present, Contact.BRIEF, x + 12, y)
    return (first,)


def _end_of_table(matrix: CoverageMatrix, start: float, board: Table) -> float:
    """Where the last band ends."""
    if not matrix.people:
        return start + 64
    heights = _row_heights(matrix, board)
    low = start - BAND_GAP
    for band in bands_of(matrix, board):
        low = _low_of_heads(band, low + BAND_GAP) + BELOW_HEADS
        for height in heights:
            low += height + board.rows.gap
        low += TOTALS
    return low


def _row_heights(matrix: CoverageMatrix, board: Table) -> list[float]:
    """The height of the row of each person."""
    heights = []
    for subject in matrix.people:
        heights.append(table.row_height(subject, board.rows, matrix.language))
    return heights


def _draw_table(matrix: CoverageMatrix, start: float, board: Table) -> list[Mark]:
    """All bands of our team below one another."""
    if not matrix.people:
        return [table.draw_no_people(matrix.language, start, board.rows.right)]
    heights = _row_heights(matrix, board)
    marks: list[Mark] = []
    low = start - BAND_GAP
    for band in bands_of(matrix, board):
        drawn, low = _draw_band(matrix, band, low + BAND_GAP, heights)
        marks += drawn
    return marks


def _draw_band(
    matrix: CoverageMatrix, band: Band, start: float, heights: Sequence[float]
) -> tuple[list[Mark], float]:
    """Some members of our team with all people, and where it ends."""
    heads, y = _draw_heads(matrix, band, start)
    board = band.table
    rows: list[Mark] = []
    for subject, height in zip(matrix.people, heights, strict=True):
        rows.append(_draw_row(matrix, band, subject, y, height))
        y += height + board.rows.gap
    rows.append(_draw_totals(matrix, band, y + 4))
    low = y + TOTALS
    grounds = [
        table.column_ground(band.first, start - 8, board.edge, low),
        table.column_ground(board.edge + APART, start - 8, board.rows.right, low),
    ]
    return [*grounds, *heads, *rows], low


def _draw_heads(
    matrix: CoverageMatrix, band: Band, start: float
) -> tuple[list[Mark], float]:
    low = _low_of_heads(band, start)
    marks: list[Mark] = [
        *table.caption(
            matrix.say("team"), band.first + 10, band.table.edge - 10, start + 14
        )
    ]
    for place, name in enumerate(band.team):
        head = table.column_head(name, band.middle(place), low, band.width)
        key = f"covering member {matrix.coverage.team.index(name)}"
        title = matrix.titles.get(name)
        tooltip = figures.join_lines([name, title], matrix.language)
        marks.append(Group(head, key, tooltip, ("member",)))
    marks += table.column_head(
        matrix.say("contact"), band.table.contact, low, CONTACT_WIDTH
    )
    gap = matrix.say("gap")
    marks.append(
        line(
            gap,
            band.table.gap,
            low,
            12,
            style.TEXT,
            "semibold",
            solid=True,
        )
    )
    return marks, low + BELOW_HEADS


def _low_of_heads(band: Band, start: float) -> float:
    """The baseline of the last lines of the names of our team."""
    deepest = 1
    for name in band.team:
        deepest = max(deepest, len(table.head_lines(name, band.width)))
    return start + 42 + 15 * (deepest - 1)


def _draw_row(
    matrix: CoverageMatrix, band: Band, subject: ShownPerson, y: float, height: float
) -> Group:
    """One person: who covers them, how well we know them, and what is missing."""
    id = subject.person.id
    middle = y + height / 2
    marks = [
        *table.draw_person(subject, frame.MARGIN, y, band.table.rows, matrix.language)
    ]
    if matrix.is_uncovered(id):
        box = (band.first + 6, y + 1, band.table.edge - 6, y + height - 1)
        marks += _draw_uncovered(matrix, box)
    for place, name in enumerate(band.team):
        x = band.middle(place)
        marks.append(_draw_cell(matrix, subject, name, x, middle))
    marks.append(_draw_contact(matrix, band, id, middle))
    why = matrix.why(id)
    return Group(
        tuple(marks),
        band.key(id),
        figures.join_lines([subject.tooltip, why], matrix.language),
        _row_classes(matrix, subject),
        details=(*subject.details, Detail(matrix.say("gap"), why)),
    )


def _row_classes(matrix: CoverageMatrix, subject: ShownPerson) -> tuple[str, ...]:
    classes = [*subject.classes]
    id = subject.person.id
    if matrix.is_uncovered(id):
        classes.append("uncovered")
    if id in matrix.gaps:
        classes.append("gap")
    return tuple(classes)


def _draw_uncovered(matrix: CoverageMatrix, box: Rectangle) -> tuple[Mark, Mark]:
    """That no one on our team covers a person, across all columns."""
    left, top, right, low = box
    ground = Box(
        left,
        top,
        right - left,
        low - top,
        style.ALARM.tint,
        style.WARNING,
        0.9,
        7.0,
        style.SMALL_DASH,
    )
    words = line(
        matrix.say("uncovered"),
        (left + right) / 2,
        (top + low) / 2 + 4,
        12.0,
        style.ALARM.ink,
        "semibold",
        "middle",
        solid=True,
    )
    return ground, words


def _draw_cell(
    matrix: CoverageMatrix, subject: ShownPerson, name: str, x: float, y: float
) -> Group:
    """Whether a member of our team covers a person, and how well we know them."""
    id = subject.person.id
    covered_by = matrix.coverage.cells[id]
    if name not in covered_by:
        # The row of somebody whom no one covers has one sign across all columns.
        blank = style.no_need(x, y) if covered_by else ()
        return Group(blank, classes=("not-covering",))
    present = matrix.coverage.present[id]
    dots = style.depth_dots(present, matrix.coverage.wanted[id], x, y)
    tooltip = f"{name} → {subject.person.name}\n{words.contact_text(matrix, id)}"
    key = f"{id} team {matrix.coverage.team.index(name)}"
    return Group((_draw_pill(x, y), *dots), key, tooltip, ("covers",))


def _draw_contact(matrix: CoverageMatrix, band: Band, id: str, y: float) -> Group:
    """The dots of contact, and in words what is missing."""
    present = matrix.coverage.present[id]
    wanted = matrix.coverage.wanted[id]
    marks: list[Mark] = [*style.depth_dots(present, wanted, band.table.contact, y)]
    text = words.gap_text(matrix, id)
    left = band.table.gap
    if words.is_contact_missing(matrix, id):
        marks += style.warning_sign(left + 8, y, 8)
        entry = _draw_gap(text, left + 22, y + 4, style.ALARM.ink)
    else:
        entry = _draw_gap(text, left, y + 4, style.MUTED)
    key = band.key(f"{id} contact")
    tooltip = words.contact_text(matrix, id)
    return Group((*marks, entry), key, tooltip, ("contact",))


def _draw_gap(text: str, x: float, y: float, ink: str) -> Text:
    return line(text, x, y, 12.0, ink, solid=True)


def _draw_totals(matrix: CoverageMatrix, band: Band, y: float) -> Group:
    """How many people each member of our team covers."""
    marks: list[Mark] = [
        *table.draw_total_line(y, band.table.rows.right, matrix.language)
    ]
    for place, name in enumerate(band.team):
        count = sum(name in row for row in matrix.coverage.cells.values())
        text = matrix.say("covers_count", count=count)
        # Somebody on our team who covers no one is as much a gap as a person without
        # cover.
        ink = style.TEXT if count else style.ALARM.ink
        x = band.middle(place)
        marks.append(
            line(
                text,
                x,
                y + 20,
                12.0,
                ink,
                "semibold",
                "middle",
                solid=True,
            )
        )
    if not band.team:
        text = matrix.say("no_team")
        x = band.middle(0)
        marks.append(
            line(
                text,
                x,
                y + 20,
                12.0,
                style.MUTED,
                anchor="middle",
                solid=True,
            )
        )
    key = f"coverage total {band.number}"
    return Group(tuple(marks), key, classes=("total",))
