"""Who influences whom as a table: each person a row and a column, each tie a sign."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from powermap.model import TieKind
from powermap.scene.marks import Mark, Metrics, Scene
from powermap.views import figures, frame, ties
from powermap.views.influence import texts
from powermap.views.influence.choice import Choice, Options, choose
from powermap.views.influence.component import is_reporting
from powermap.views.influence.folding import fold
from powermap.views.influence.matrix_cells import draw_cells
from powermap.views.influence.matrix_signs import draw_matrix_legend
from powermap.views.influence.matrix_table import (
    LONGEST_NAME,
    MatrixTable,
    draw_table,
    head_length,
    names_width,
)
from powermap.views.influence.ordering import order

if TYPE_CHECKING:
    from powermap.judgment.judge import Judgment
    from powermap.language import Language
    from powermap.views.page import Page
    from powermap.views.people import ShownPerson

READABLE_ROWS = 100
"""People up to whom each has a row unless asked otherwise."""
COLUMNS_OF_SLIDE = 48
"""The same on a page of a given size: so many columns stand side by side on a slide."""
RISE = 0.87
"""Height of the turned name of a column for its length."""
ADVANCE = 0.5
"""Width of such a name for its length."""
LEAST_WIDE = 17.0
"""Width of a cell, with room for the turned name above it."""
LEAST_TALL = 15.0
"""Height of a cell, with room for the name beside it."""
MOST_CELL = 44.0
"""Of either side of a cell."""
WIDER = 3.4
"""Times its height that a cell is wide at most."""
WIDEST = 80.0
"""Of a cell."""
SUMS = 150.0
"""Width of the sums at the right."""
BELOW_ROWS = 42.0
"""From the last row to the legend, with the sums between them."""
LEGEND_ROOM = 44.0
"""Height of the legend and the margin below it."""
BELOW_LEGEND = 12.0
"""Between the legend and the lower edge of the page."""
BESIDE_NAMES = 12.0
"""Between names and cells."""


@dataclass(frozen=True, slots=True)
class _Cells:
    """Where the first cell begins, how large all are, and how wide the page is."""

    left: float
    top: float
    wide: float
    tall: float
    page_width: float


def compose_matrix(
    judgment: Judgment,
    language: Language,
    options: Options,
    *,
    title: str | None = None,
) -> Scene:
    """The ties of a buying center as a table."""
    page = options.page
    choice = _choose_people(judgment, options, language)
    people, depth = _in_tree_order(
        choice, texts.describe_people(judgment, choice, language, page)
    )
    rows = _rows_of_page(len(people), page)
    left = _first_column(people, depth, language)
    # The heading is as wide as the page, and the page as wide as the columns.
    width = _page_width(people, left, page)
    heading = figures.choose_title(title, judgment.center.name)
    top_marks, start = frame.draw_heading(
        heading,
        _subtitle(judgment, choice, options, language),
        frame.stance_keys(choice.center, language),
        width - frame.MARGIN,
        page,
    )
    cells = _measure_cells(people, rows, left, start, width, page)
    all_ties = [tie for _, tie in choice.ties]
    table = MatrixTable(
        choice,
        people,
        rows,
        depth,
        cells.left,
        cells.top,
        cells.wide,
        cells.tall,
        language,
        ties.tie_fields(all_ties, judgment.playbook, page),
        texts.names_of_all(choice),
        ties.strongest_by_kind(all_ties),
    )
    if not people:
        empty = figures.draw_empty(language.say("common.nobody"), start)
        return _scene(heading, (*top_marks, empty), width, frame.HEIGHT, table)
    marks, bottom = _draw_all(table, cells.page_width)
    return _scene(heading, (*top_marks, *marks), cells.page_width, bottom, table)


def _choose_people(judgment: Judgment, options: Options, language: Language) -> Choice:
    """Everybody where the page has as many columns, else folded teams."""
    page = options.page
    choice = choose(judgment.center, options)
    most = READABLE_ROWS if page.may_grow else _columns_beside(page)
    if options.everybody or len(choice.center) <= most:
        return choice
    return fold(choice, most, language)


def _first_column(
    people: Sequence[ShownPerson], depth: Mapping[str, int], language: Language
) -> float:
    """Where cells begin, right of the names and of the head of the sums."""
    received = figures.caps(language.say("influence.received"), 0, 0)
    widest = max(names_width(people, depth), received.width)
    return frame.MARGIN + widest + BESIDE_NAMES


def _draw_all(table: MatrixTable, width: float) -> tuple[tuple[Mark, ...], float]:
    """Rows, columns, signs and the legend; and where the page ends."""
    occurring = {tie.kind for _, tie in table.choice.ties}
    legend, bottom = draw_matrix_legend(
        [kind for kind in TieKind if kind in occurring],
        table.bottom + BELOW_ROWS,
        width,
        table.language,
    )
    behind, beside = draw_table(table)
    return (*behind, *draw_cells(table), *beside, *legend), bottom + BELOW_LEGEND


def _columns_beside(page: Page) -> int:
    """How many columns stand on a page of a given size, as many as on a slide at least."""
    room = page.width - 2 * frame.MARGIN - LONGEST_NAME - SUMS
    return max(COLUMNS_OF_SLIDE, int(room / LEAST_WIDE))


def _rows_of_page(count: int, page: Page) -> range:
    """The people with a row; all of them have a column on each of several pages."""
    number, pages = page.part or (1, 1)
    length = -(-count // pages)
    return range((number - 1) * length, min(number * length, count))


def _page_width(people: Sequence[ShownPerson], left: float, page: Page) -> float:
    """As wide as the columns, the last of whose names leans out."""
    if not page.may_grow:
        return page.width
    right = left + _square_cell(len(people)) * len(people)
    return max(frame.WIDTH, right + _beside_columns(people) + frame.MARGIN)


def _beside_columns(people: Sequence[ShownPerson]) -> float:
    lean = max((head_length(each) for each in people), default=0.0)
    return max(SUMS, lean * ADVANCE)


def _square_cell(count: int) -> float:
    room = frame.WIDTH - 2 * frame.MARGIN - LONGEST_NAME - SUMS
    return min(max(room / max(count, 1), LEAST_WIDE), MOST_CELL)


def _measure_cells(
    people: Sequence[ShownPerson],
    rows: range,
    left: float,
    start: float,
    width: float,
    page: Page,
) -> _Cells:
    """As wide as the page lets cells be, and as high on a page of a given size."""
    lean = max((head_length(each) for each in people), default=0.0)
    top = start + lean * RISE + 4
    count = max(len(people), 1)
    beside = _beside_columns(people) + frame.MARGIN
    wide = (width - left - beside) / count
    if page.may_grow:
        cell = _square_cell(count)
        return _Cells(left, top, min(max(wide, cell), WIDEST), cell, width)
    room = page.height - top - BELOW_ROWS - LEGEND_ROOM
    tall = min(max(room / max(len(rows), 1), LEAST_TALL), MOST_CELL)
    wide = min(max(wide, LEAST_WIDE), WIDEST, tall * WIDER)
    return _Cells(left, top, wide, tall, max(width, left + wide * count + beside))


def _scene(
    heading: str,
    marks: tuple[Mark, ...],
    width: float,
    height: float,
    table: MatrixTable,
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
