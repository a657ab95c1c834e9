"""The rows and columns of the table of influence: names, tree, bands and sums."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from powermap import style
from powermap.model import Tie, TieKind
from powermap.scene.marks import Anchor, Box, Group, Mark, Path
from powermap.scene.text import elide, measure
from powermap.views import figures, frame
from powermap.views.frame import line
from powermap.views.influence.component import influence_direction, is_reporting

if TYPE_CHECKING:
    from powermap.language import Language
    from powermap.model.fields import Field
    from powermap.views.influence.choice import Choice
    from powermap.views.people import ShownPerson

NAME = 12.0
"""Font size of names at the left."""
HEAD = 12.0
"""Font size of the names of columns."""
SLANT = -60.0
"""Degrees by which the names of columns are turned, to stand closely."""
INDENT = 13.0
"""Between a boss and a report."""
DISC = 5.5
"""Radius of the stance."""
LONGEST_NAME = 190.0
"""Points that a name takes at most."""
BAR = 100.0
"""Length of the bar of the largest sum."""
NOT_SUMMED = frozenset({TieKind.REPORTS_TO, TieKind.CONFLICTS_WITH})
"""Kinds of ties that are no influence."""


@dataclass(frozen=True, slots=True)
class MatrixTable:
    """Where rows and columns are, and what their signs depend on.

    Attributes
    ----------
    people : sequence of ShownPerson
        Everyone in the order of columns.
    rows : range
        Which of them have a row on this page.
    wide, tall : float
        Of a cell.
    """

    choice: Choice
    people: Sequence[ShownPerson]
    rows: range
    depth: Mapping[str, int]
    left: float
    top: float
    wide: float
    tall: float
    language: Language
    fields: Sequence[Field]
    names: Mapping[str, str]
    strongest: Mapping[TieKind, float]
    used_keys: set[str] = field(default_factory=set)

    @property
    def number(self) -> dict[str, int]:
        """The column of everyone."""
        return {each.person.id: at for at, each in enumerate(self.people)}

    @property
    def right(self) -> float:
        """Where the cells end."""
        return self.left + self.wide * len(self.people)

    @property
    def bottom(self) -> float:
        """Where the rows end."""
        return self.top + self.tall * len(self.rows)

    @property
    def cell(self) -> float:
        """The shorter side of a cell, in which signs have room."""
        return min(self.wide, self.tall)

    def middle_of_row(self, number: int) -> float:
        """The height of somebody's row."""
        rows_above = number - self.rows.start
        return self.top + (rows_above + 0.5) * self.tall

    def middle_of_column(self, number: int) -> float:
        """Where somebody's column is."""
        return self.left + (number + 0.5) * self.wide


def names_width(people: Sequence[ShownPerson], depth: Mapping[str, int]) -> float:
    """What the names at the left take, with the tree before them."""
    widest = 0.0
    for each in people:
        name = min(measure(each.person.name, NAME, "semibold"), LONGEST_NAME)
        before = depth[each.person.id] * INDENT + 2 * DISC + 6
        widest = max(widest, before + name)
    return widest


def head_length(each: ShownPerson) -> float:
    """The length of the name of a column."""
    return min(measure(each.person.name, HEAD), LONGEST_NAME)


def cells_of(tie: Tie) -> tuple[tuple[str, str], ...]:
    """Row and column of a tie: who influences and who is influenced, or both ways."""
    if tie.kind in (TieKind.INFLUENCES, TieKind.LISTENS_TO):
        return (influence_direction(tie),)
    if tie.kind in (TieKind.REPORTS_TO, TieKind.DOTTED_TO):
        return ((tie.target, tie.source),)
    return (tie.source, tie.target), (tie.target, tie.source)


def draw_table(table: MatrixTable) -> tuple[list[Mark], list[Mark]]:
    """What stands behind the signs of ties, and what stands beside them."""
    behind = [*_draw_bands(table), *_draw_heads(table), *_draw_tree(table)]
    return behind, [*_draw_rows(table), *_draw_sums(table)]


def _draw_bands(table: MatrixTable) -> list[Mark]:
    """Every other row on a ground, and the diagonal, on which nobody has a tie."""
    marks: list[Mark] = []
    width = table.right - table.left
    for number in table.rows:
        y = table.middle_of_row(number) - table.tall / 2
        if number % 2 == 0:
            marks.append(Box(table.left, y, width, table.tall, fill=style.GROUND.tint))
        x = table.left + number * table.wide
        right = x + table.wide
        diagonal = (("M", x + 3, y + 3), ("L", right - 3, y + table.tall - 3))
        marks.append(Path(diagonal, stroke=style.RULE, stroke_width=1.0))
    return marks


def _draw_heads(table: MatrixTable) -> list[Mark]:
    marks: list[Mark] = []
    for column, each in enumerate(table.people):
        name = line(
            elide(each.person.name, LONGEST_NAME, HEAD),
            table.left + (column + 0.65) * table.wide,
            table.top - 5,
            HEAD,
            style.TEXT,
            rotate=SLANT,
        )
        marks.append(name)
    return marks


def _draw_tree(table: MatrixTable) -> list[Mark]:
    """Right-angled lines from each boss down to the reports."""
    marks: list[Mark] = []
    number = table.number
    for _, tie in table.choice.ties:
        if not is_reporting(tie) or number[tie.source] not in table.rows:
            continue
        depth = table.depth[tie.source]
        # A second boss has no place in an indented tree, only a sign in a cell.
        if table.depth[tie.target] != depth - 1:
            continue
        x = frame.MARGIN + table.depth[tie.target] * INDENT + DISC
        # A boss on the page before stands above the first row.
        begin = table.top
        if number[tie.target] in table.rows:
            begin = table.middle_of_row(number[tie.target]) + DISC
        y = table.middle_of_row(number[tie.source])
        end = frame.MARGIN + depth * INDENT
        marks.append(
            Path(
                (("M", x, begin), ("L", x, y), ("L", end, y)),
                stroke=style.TIES[TieKind.REPORTS_TO].ink,
                stroke_width=1.1,
            )
        )
    return marks


def _draw_rows(table: MatrixTable) -> list[Mark]:
    marks: list[Mark] = []
    for number in table.rows:
        each = table.people[number]
        x = frame.MARGIN + table.depth[each.person.id] * INDENT
        middle = table.middle_of_row(number)
        name = line(
            elide(each.person.name, LONGEST_NAME, NAME, "semibold"),
            x + 2 * DISC + 6,
            middle + 4.2,
            NAME,
            style.TEXT,
            "semibold",
            solid=True,
        )
        disc = style.stance_disc(each.person.stance, x + DISC, middle, DISC)
        row = Group(
            (*disc, name),
            key=each.person.id,
            title=each.tooltip,
            classes=each.classes,
            details=each.details,
        )
        marks.append(row)
    return marks


def _count_influence(table: MatrixTable) -> tuple[Counter[str], Counter[str]]:
    """How many ties lead from each person, and to each."""
    given: Counter[str] = Counter()
    received: Counter[str] = Counter()
    for number, tie in table.choice.ties:
        if tie.kind in NOT_SUMMED:
            continue
        count = len(table.choice.ties_inside(number, tie))
        for row, column in cells_of(tie):
            given[row] += count
            received[column] += count
    return given, received


def _draw_sums(table: MatrixTable) -> list[Mark]:
    """How many ties lead from each person at the right, and to each below."""
    given, received = _count_influence(table)
    most = max([*given.values(), 1])
    marks: list[Mark] = []
    for number in table.rows:
        count = given[table.people[number].person.id]
        if not count:
            continue
        length = BAR * count / most
        y = table.middle_of_row(number)
        x = table.right + 10
        bar = Box(x, y - 4, length, 8, fill=style.CASING, radius=2.0)
        marks += [bar, _sum(x + 6 + length, y + 4, count, "start")]
    for number, each in enumerate(table.people):
        count = received[each.person.id]
        if count:
            x = table.middle_of_column(number)
            marks.append(_sum(x, table.bottom + 15, count, "middle"))
    say = table.language.say
    given_title = say("influence.given")
    received_title = say("influence.received")
    marks.append(figures.caps(given_title, table.right + 10, table.top - 8))
    marks.append(
        figures.caps(received_title, table.left - 10, table.bottom + 15, anchor="end")
    )
    return marks


def _sum(x: float, y: float, count: int, anchor: Anchor) -> Mark:
    return line(str(count), x, y, HEAD, style.MUTED, "semibold", anchor)
