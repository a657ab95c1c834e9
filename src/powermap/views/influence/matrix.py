"""Who influences whom as a table: each person a row and a column, each tie a sign."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from powermap import style
from powermap.model import Tie, TieKind
from powermap.scene.marks import Box, Group, Mark, Metrics, Path, Scene
from powermap.scene.text import elide, measure
from powermap.views import figures, frame, ties
from powermap.views.frame import line
from powermap.views.influence import texts
from powermap.views.influence.choice import Choice, Options, choose
from powermap.views.influence.component import (
    NumberedTie,
    influence_direction,
    is_reporting,
)
from powermap.views.influence.folding import fold
from powermap.views.influence.matrix_signs import (
    draw_matrix_legend,
    draw_tie_sign,
)
from powermap.views.influence.ordering import order

if TYPE_CHECKING:
    from powermap.judgment.judge import Judgment
    from powermap.language import Language
    from powermap.model.fields import Field
    from powermap.views.people import ShownPerson

READABLE_ROWS = 100
"""People up to whom each has a row unless asked otherwise."""
NAME = 12.0
"""Font size of names at the left."""
HEAD = 12.0
"""Font size of the names of columns."""
SLANT = -60.0
"""Degrees by which the names of columns are turned, to stand closely."""
RISE = 0.87
"""Height of such a name for its length."""
ADVANCE = 0.5
"""Width of such a name for its length."""
INDENT = 13.0
"""Between a boss and a report."""
DISC = 5.5
"""Radius of the stance."""
LONGEST_NAME = 190.0
"""Points that a name takes at most."""
LEAST_CELL = 17.0
MOST_CELL = 44.0
SUMS = 150.0
"""Width of the sums at the right."""
BAR = 100.0
"""Length of the bar of the largest sum."""
NOT_SUMMED = frozenset({TieKind.REPORTS_TO, TieKind.CONFLICTS_WITH})
"""Kinds of ties that are no influence."""
BESIDE_NAMES = 12.0
"""Between names and cells."""


@dataclass(frozen=True, slots=True)
class _Table:
    """Where rows and columns are, and what their signs depend on."""

    choice: Choice
    people: Sequence[ShownPerson]
    depth: Mapping[str, int]
    left: float
    top: float
    cell: float
    language: Language
    fields: Sequence[Field]
    names: Mapping[str, str]
    strongest: Mapping[TieKind, float]
    used_keys: set[str] = field(default_factory=set)

    @property
    def number(self) -> dict[str, int]:
        """The row and column of everyone."""
        return {each.person.id: at for at, each in enumerate(self.people)}

    @property
    def right(self) -> float:
        """Where the cells end."""
        return self.left + self.cell * len(self.people)

    @property
    def bottom(self) -> float:
        """Where the rows end."""
        return self.top + self.cell * len(self.people)


def compose_matrix(
    judgment: Judgment,
    language: Language,
    options: Options,
    *,
    title: str | None = None,
) -> Scene:
    """The ties of a buying center as a table."""
    choice = choose(judgment.center, options)
    if not options.everybody and len(choice.center) > READABLE_ROWS:
        choice = fold(choice, READABLE_ROWS, language)
    people, depth = _in_tree_order(
        choice, texts.describe_people(judgment, choice, language, options.page)
    )

    # The page is as wide as its columns, the last of whose names leans out
    cell = _cell_size(len(people))
    received = figures.caps(language.say("influence.received"), 0, 0)
    names_width = max(_names_width(people, depth), received.width)
    left = frame.MARGIN + names_width + BESIDE_NAMES
    right = left + cell * len(people)
    lean = max((_head_length(each) for each in people), default=0.0)
    width = max(frame.WIDTH, right + max(SUMS, lean * ADVANCE) + frame.MARGIN)
    heading = figures.choose_title(title, judgment.center.name)
    top_marks, start = frame.draw_heading(
        heading,
        _subtitle(judgment, choice, options, language),
        frame.stance_keys(choice.center, language),
        width - frame.MARGIN,
        options.page,
    )
    all_ties = [tie for _, tie in choice.ties]
    table = _Table(
        choice,
        people,
        depth,
        left,
        start + lean * RISE + 4,
        cell,
        language,
        ties.tie_fields(all_ties, judgment.playbook, options.page),
        texts.names_of_all(choice),
        ties.strongest_by_kind(tie for _, tie in choice.ties),
    )
    if not people:
        empty = figures.draw_empty(language.say("common.nobody"), start)
        return _scene(heading, (*top_marks, empty), width, frame.HEIGHT, table)
    signs = _draw_signs(table)
    legend, bottom = draw_matrix_legend(
        [kind for kind in TieKind if kind in {tie.kind for _, tie in choice.ties}],
        table.bottom + 2 * cell + 14,
        width,
        language,
    )
    marks = (
        *top_marks,
        *_draw_bands(table),
        *_draw_heads(table),
        *_draw_tree(table),
        *signs,
        *_draw_rows(table),
        *_draw_sums(table),
        *legend,
    )
    return _scene(heading, marks, width, bottom + 12, table)


def _scene(
    heading: str, marks: tuple[Mark, ...], width: float, height: float, table: _Table
) -> Scene:
    choice = table.choice
    sentences = texts.sentences(choice, table.names, table.language)
    metrics = {
        "people": len(table.people),
        "ties": len(choice.ties),
        "folded_people": sum(map(len, choice.teams.values())),
    }
    described = texts.describe(
        heading, choice, table.people, sentences.values(), table.language
    )
    return Scene(
        width,
        max(height, frame.HEIGHT / 2),
        heading,
        described,
        marks,
        table.language.code,
        metrics=Metrics(metrics),
    )


def _subtitle(
    judgment: Judgment, choice: Choice, options: Options, language: Language
) -> str:
    usual = texts.subtitle(judgment, choice, options, language)
    return figures.join_subtitle(
        [usual, language.say("influence.matrix_hint")], None, language
    )


def _in_tree_order(
    choice: Choice, people: Sequence[ShownPerson]
) -> tuple[list[ShownPerson], dict[str, int]]:
    """Everyone after their boss, by power among siblings; and how deep they are."""
    boss_of = {}
    for _, tie in choice.ties:
        if is_reporting(tie):
            boss_of[tie.source] = tie.target
    place = order(choice.center, choice.ties)
    reports: defaultdict[str | None, list[str]] = defaultdict(list)
    for id in sorted(place, key=place.__getitem__):
        reports[boss_of.get(id)].append(id)
    by_id = {each.person.id: each for each in people}
    depth = {}
    stack = [(id, 0) for id in reversed(reports[None])]
    while stack:
        id, level = stack.pop()
        depth[id] = level
        stack += [(report, level + 1) for report in reversed(reports[id])]
    return [by_id[id] for id in depth], depth


def _cell_size(count: int) -> float:
    room = frame.WIDTH - 2 * frame.MARGIN - LONGEST_NAME - SUMS
    return min(max(room / max(count, 1), LEAST_CELL), MOST_CELL)


def _names_width(people: Sequence[ShownPerson], depth: Mapping[str, int]) -> float:
    widest = 0.0
    for each in people:
        name = min(measure(each.person.name, NAME, "semibold"), LONGEST_NAME)
        before = _before_name(depth[each.person.id])
        widest = max(widest, before + name)
    return widest


def _before_name(depth: int) -> float:
    return depth * INDENT + 2 * DISC + 6


def _head_length(each: ShownPerson) -> float:
    return min(measure(each.person.name, HEAD), LONGEST_NAME)


def _draw_bands(table: _Table) -> list[Mark]:
    """Every other row on a ground, and the diagonal, on which nobody has a tie."""
    marks: list[Mark] = []
    cell = table.cell
    width = table.right - table.left
    for row in range(len(table.people)):
        y = table.top + row * cell
        if row % 2 == 0:
            marks.append(Box(table.left, y, width, cell, fill=style.GROUND.tint))
        x = table.left + row * cell
        diagonal = (("M", x + 3, y + 3), ("L", x + cell - 3, y + cell - 3))
        marks.append(Path(diagonal, stroke=style.RULE, stroke_width=1.0))
    return marks


def _draw_heads(table: _Table) -> list[Mark]:
    marks: list[Mark] = []
    for column, each in enumerate(table.people):
        marks.append(
            line(
                elide(each.person.name, LONGEST_NAME, HEAD),
                table.left + (column + 0.65) * table.cell,
                table.top - 5,
                HEAD,
                style.TEXT,
                rotate=SLANT,
            )
        )
    return marks


def _draw_tree(table: _Table) -> list[Mark]:
    """Right-angled lines from each boss down to the reports."""
    marks: list[Mark] = []
    number = table.number
    for _, tie in table.choice.ties:
        if not is_reporting(tie):
            continue
        depth = table.depth[tie.source]
        # A second boss has no place in an indented tree, only a sign in a cell.
        if table.depth[tie.target] != depth - 1:
            continue
        x = frame.MARGIN + table.depth[tie.target] * INDENT + DISC
        y1 = table.top + (number[tie.target] + 0.5) * table.cell
        y2 = table.top + (number[tie.source] + 0.5) * table.cell
        end = frame.MARGIN + depth * INDENT
        marks.append(
            Path(
                (("M", x, y1 + DISC), ("L", x, y2), ("L", end, y2)),
                stroke=style.TIES[TieKind.REPORTS_TO].ink,
                stroke_width=1.1,
            )
        )
    return marks


def _draw_rows(table: _Table) -> list[Mark]:
    marks: list[Mark] = []
    for row, each in enumerate(table.people):
        x = frame.MARGIN + table.depth[each.person.id] * INDENT
        middle = table.top + (row + 0.5) * table.cell
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
        marks.append(
            Group(
                (*disc, name),
                key=each.person.id,
                title=each.tooltip,
                classes=each.classes,
                details=each.details,
            )
        )
    return marks


def _cells_of(tie: Tie) -> tuple[tuple[str, str], ...]:
    """Row and column of a tie: who influences and who is influenced, or both ways."""
    if tie.kind in (TieKind.INFLUENCES, TieKind.LISTENS_TO):
        return (influence_direction(tie),)
    if tie.kind in (TieKind.REPORTS_TO, TieKind.DOTTED_TO):
        return ((tie.target, tie.source),)
    return (tie.source, tie.target), (tie.target, tie.source)


def _draw_signs(table: _Table) -> list[Mark]:
    by_cell: defaultdict[tuple[str, str], list[NumberedTie]] = defaultdict(list)
    for number, tie in table.choice.ties:
        for ends in _cells_of(tie):
            by_cell[ends].append((number, tie))
    place_in_cell = {}
    for cell, members in by_cell.items():
        # A reporting line is the ground of its cell, so it takes no room in it.
        beside = [each for each in members if not is_reporting(each[1])]
        for at, (number, _) in enumerate(beside):
            place_in_cell[cell, number] = (at, len(beside))
    reporting: list[Mark] = []
    others: list[Mark] = []
    for number, tie in table.choice.ties:
        marks: list[Mark] = []
        for cell in _cells_of(tie):
            at, count = place_in_cell.get((cell, number), (0, 1))
            marks += _draw_sign(table, tie, cell, at, count)
        group = _tie_group(table, number, tie, tuple(marks))
        (reporting if is_reporting(tie) else others).append(group)
    return [*reporting, *others]


def _draw_sign(
    table: _Table, tie: Tie, cell: tuple[str, str], at: int, count: int
) -> tuple[Mark, ...]:
    number = table.number
    share = None
    if tie.strength is not None:
        share = tie.strength / table.strongest[tie.kind]
    wide = table.cell / count
    x = table.left + number[cell[1]] * table.cell + (at + 0.5) * wide
    y = table.top + (number[cell[0]] + 0.5) * table.cell
    return draw_tie_sign(tie.kind, x, y, min(wide, table.cell), share)


def _tie_group(table: _Table, number: int, tie: Tie, marks: tuple[Mark, ...]) -> Group:
    sentence = texts.tie_text(table.choice, number, tie, table.names, table.language)
    inside = texts.bundle_lines(table.choice, number, table.names, table.language)
    tooltip = ties.tie_tooltip(tie, sentence, table.fields, table.language)
    return Group(
        marks,
        key=ties.unused_key(tie, table.used_keys),
        title="\n".join([tooltip, *inside]),
        classes=("tie", tie.kind.value.replace("_", "-")),
        link=(tie.source, tie.target),
        details=ties.tie_details(
            tie, sentence, table.fields, table.language, table.strongest
        ),
    )


def _draw_sums(table: _Table) -> list[Mark]:
    """How many ties lead from each person at the right, and to each below."""
    out: Counter[str] = Counter()
    into: Counter[str] = Counter()
    for number, tie in table.choice.ties:
        if tie.kind in NOT_SUMMED:
            continue
        count = len(table.choice.ties_inside(number, tie))
        for row, column in _cells_of(tie):
            out[row] += count
            into[column] += count
    most = max([*out.values(), 1])
    marks: list[Mark] = []
    for at, each in enumerate(table.people):
        id = each.person.id
        middle = (at + 0.5) * table.cell
        if out[id]:
            length = BAR * out[id] / most
            y = table.top + middle
            bar = Box(
                table.right + 10,
                y - 4,
                length,
                8,
                fill=style.CASING,
                radius=2.0,
            )
            marks += [bar, _sum(table.right + 16 + length, y + 4, out[id])]
        if into[id]:
            x = table.left + middle
            marks.append(_sum(x, table.bottom + 15, into[id], middle=True))
    say = table.language.say
    marks.append(figures.caps(say("influence.given"), table.right + 10, table.top - 8))
    marks.append(
        figures.caps(
            say("influence.received"), table.left - 10, table.bottom + 15, anchor="end"
        )
    )
    return marks


def _sum(x: float, y: float, count: int, *, middle: bool = False) -> Mark:
    anchor = "middle" if middle else "start"
    return line(str(count), x, y, HEAD, style.MUTED, "semibold", anchor)  # type: ignore[arg-type]
