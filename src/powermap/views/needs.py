"""The matrix of needs: what moves each person, and whether we meet it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from powermap import style
from powermap.judgment.needs import Need
from powermap.scene.marks import Box, Group, Mark, Metrics, Rectangle, Scene
from powermap.scene.text import elide, measure
from powermap.views import figures, frame, person_rows as table
from powermap.views.chips import chips_height, draw_chips
from powermap.views.frame import Key, line
from powermap.views.needs_columns import STATES, Columns
from powermap.views.needs_heads import draw_heads
from powermap.views.needs_texts import count_text, describe_needs, need_text
from powermap.views.page import STANDARD, Page
from powermap.views.people import ShownPerson

if TYPE_CHECKING:
    from powermap.judgment.judge import Judgment
    from powermap.judgment.needs import Needs
    from powermap.language import Language

UNNAMED = 12.0  # font size where no need is named
UNNAMED_HALF = 14.0  # half of the height that such words take at most
BESIDE_SIGN = 22.0  # width of a sign before such words
WIDEST_BAR = 52.0  # of the shares in the totals
SIGN = 9.0  # radius of a sign
MOST_ROWS = 3  # of people of whom nothing is known, before they stand as chips
CHIPS_HEAD = 36.0  # height of what stands over the chips
CHIPS_GAP = 16.0  # above the chips


def compose(judgment: Judgment, language: Language, page: Page = STANDARD) -> Scene:
    """The matrix of people and needs as a scene.

    Examples
    --------
    >>> from powermap.judgment.judge import judge
    >>> from powermap.language import Language
    >>> from powermap.model import BuyingCenter, Stakeholder
    >>> ana = Stakeholder("Ana", personal_needs="order", meets_personal_needs=True)
    >>> scene = compose(judge(BuyingCenter("ERP", [ana])), Language("en"))
    >>> scene.groups()["ana order"].title
    'Ana: Order met'
    """
    people = table.people_by_power(judgment, language, page)
    heading = figures.choose_title(page.title, judgment.center.name)
    subtitle = _subtitle(judgment, language, page)
    top, start = frame.draw_heading(heading, subtitle, _keys(language), page=page)
    columns = Columns.of(page, language)
    marks, low = _draw_board(people, judgment.needs, start, columns, language)
    spare = page.spare_below(low)
    is_low = spare < 0
    if is_low:
        columns = Columns.of(page, language, is_low=True)
    else:
        known, _ = _split(people, judgment.needs)
        columns = columns.spread(spare, len(known))
    if spare:
        marks, low = _draw_board(people, judgment.needs, start, columns, language)
    is_squeezed = is_low or columns.is_upright
    return Scene(
        page.width,
        max(low + frame.MARGIN, page.height),
        heading,
        describe_needs(heading, people, judgment.needs, language),
        (*top, *marks),
        language.code,
        metrics=_metrics(people, judgment.needs, page.fit(squeezed=is_squeezed)),
    )


def _subtitle(judgment: Judgment, language: Language, page: Page) -> str:
    parts = [
        language.say("matrix.needs"),
        figures.count_people(len(judgment.center), page, language),
    ]
    states = _all_states(judgment.needs)
    if states:
        # Of needs that nobody named only the row says whether we meet them.
        met = states.count(True)
        text = language.say("matrix.named_met_of", met=met, count=len(states))
        parts.append(text)
    return figures.join_subtitle(parts, judgment.center.as_of, language)


def _all_states(needs: Needs) -> list[bool | None]:
    """Whether we meet it, for every need of every person."""
    states: list[bool | None] = []
    for row in needs.cells.values():
        states += row.values()
    return states


def _metrics(
    people: Sequence[ShownPerson], needs: Needs, fit: Mapping[str, object]
) -> Metrics:
    states = _all_states(needs)
    metrics: dict[str, object] = {"people": len(people), **fit}
    for state, name in STATES.items():
        metrics[name] = states.count(state)
    return Metrics(metrics)


def _keys(language: Language) -> list[Key]:
    keys = []
    for state, name in STATES.items():
        text = language.say(f"matrix.{name}")
        keys.append(Key(partial(_draw_sign, state), text))
    return keys


def _draw_sign(state: bool | None, x: float, y: float) -> tuple[Mark, ...]:
    return style.need_disc(state, x, y, SIGN)


def _split(
    people: Sequence[ShownPerson], needs: Needs
) -> tuple[list[ShownPerson], list[ShownPerson]]:
    """Who has a row, and who is a chip since all of their needs are unknown."""
    known: list[ShownPerson] = []
    unknown: list[ShownPerson] = []
    for each in people:
        person = each.person
        met = (person.meets_organization_needs, person.meets_personal_needs)
        has_row = needs.cells[person.id] or met != (None, None)
        (known if has_row else unknown).append(each)
    if len(unknown) <= MOST_ROWS:
        return list(people), []
    return known, unknown


def _draw_board(
    people: Sequence[ShownPerson],
    needs: Needs,
    start: float,
    columns: Columns,
    language: Language,
) -> tuple[list[Mark], float]:
    """The table of those of whom something is known, the others below it."""
    known, unknown = _split(people, needs)
    marks: list[Mark] = []
    low = start
    if known or not unknown:
        marks, low = _draw_table(known, needs, start, columns, language)
        low += CHIPS_GAP
    if not unknown:
        return marks, low - CHIPS_GAP
    chips, low = _draw_unknown(unknown, low, columns, language)
    return [*marks, *chips], low


def _draw_unknown(
    people: Sequence[ShownPerson], top: float, columns: Columns, language: Language
) -> tuple[list[Mark], float]:
    """Those of whose needs nothing is known, those with most power first."""
    left = frame.MARGIN
    room = columns.right - left - 2 * table.INSET
    height = CHIPS_HEAD + chips_height(people, room) + 8
    ground = figures.dashed_ground(left, top, columns.right - left, height)
    x = left + table.INSET
    text = language.say("matrix.unknown_needs", count=len(people))
    ink = style.NO_ROLE.ink
    title = line(text, x, top + 23, 13, ink, "semibold", solid=True)
    head = Group((ground, title), "needs unknown", classes=("unknown",))
    chips = draw_chips(people, x, top + CHIPS_HEAD, room)
    return [head, *chips], top + height


def _draw_table(
    people: Sequence[ShownPerson],
    needs: Needs,
    start: float,
    columns: Columns,
    language: Language,
) -> tuple[list[Mark], float]:
    """Heads, a row for each person, and totals; and where they end."""
    heads, y = draw_heads(start, columns, language)
    if not people:
        return [table.draw_no_people(language, y, columns.right)], y + 64
    measures = columns.rows
    rows: list[Mark] = []
    for subject in people:
        states = needs.cells[subject.person.id]
        rows.append(_draw_row(subject, states, y, columns, language))
        y += table.row_height(subject, measures, language) + measures.gap
    rows.append(_draw_totals(needs, y + 4, columns, language))
    low = y + 48
    grounds = []
    for kind in columns.kinds:
        ground = table.column_ground(kind.left, start - 8, kind.right, low - 6)
        grounds.append(ground)
    return [*grounds, *heads, *rows], low


def _draw_row(
    subject: ShownPerson,
    states: Mapping[Need, bool | None],
    y: float,
    columns: Columns,
    language: Language,
) -> Group:
    """One person: their needs, and how many of them we meet."""
    rows = columns.rows
    height = table.row_height(subject, rows, language)
    middle = y + height / 2
    marks: list[Mark] = [*table.draw_person(subject, frame.MARGIN, y, rows, language)]
    for kind in columns.kinds:
        # A kind of which no need is named has one sign across its columns: five blanks
        # would look as if the person had none.
        if states.keys() & set(kind.needs):
            for need in kind.needs:
                x = kind.middle(need)
                marks.append(_draw_need(subject, need, states, x, middle, language))
        else:
            half = min(height / 2 - 3, UNNAMED_HALF)
            box = (kind.left + 10, middle - half, kind.right - 10, middle + half)
            marks += _draw_unnamed(kind.all_met(subject), box, language)
    if states:
        text = count_text(list(states.values()), language)
        marks.append(
            line(
                text,
                columns.total,
                middle + 4,
                12.0,
                style.MUTED,
                solid=True,
            )
        )
    return Group(
        tuple(marks),
        subject.person.id,
        subject.tooltip,
        subject.classes,
        details=subject.details,
    )


def _draw_need(
    subject: ShownPerson,
    need: Need,
    states: Mapping[Need, bool | None],
    x: float,
    y: float,
    language: Language,
) -> Group:
    if need not in states:
        return Group(style.no_need(x, y), classes=("no-need",))
    state = states[need]
    colon = language.say("list.colon")
    text = need_text(need, state, language)
    tooltip = f"{subject.person.name}{colon}{text}"
    sign = style.need_disc(state, x, y, SIGN, solid=True)
    key = f"{subject.person.id} {need.value}"
    return Group(sign, key, tooltip, ("need", STATES[state]))


def _draw_unnamed(
    all_met: bool | None, box: Rectangle, language: Language
) -> tuple[Mark, ...]:
    """Where no need of a kind is named: whether we meet them all the same."""
    left, top, right, low = box
    middle = (left + right) / 2
    y = (top + low) / 2
    text = language.say(f"matrix.unnamed_{STATES[all_met]}")
    room = right - left - 12
    if all_met is not None and measure(text, UNNAMED) > room - BESIDE_SIGN:
        text = language.say(f"matrix.{STATES[all_met]}")
    sign: tuple[Mark, ...] = ()
    if all_met is not None:
        room -= BESIDE_SIGN
        half = min(measure(text, UNNAMED), room) / 2
        sign = style.need_disc(all_met, middle - half - 8, y, 7)
        middle += 8
    ground = Box(
        left,
        top,
        right - left,
        low - top,
        style.PAPER,
        style.FAINT,
        0.8,
        7.0,
        style.SMALL_DASH,
    )
    text = elide(text, room, UNNAMED)
    words = line(
        text,
        middle,
        y + 3.8,
        UNNAMED,
        style.MUTED,
        anchor="middle",
        solid=True,
    )
    return (ground, *sign, words)


def _draw_totals(needs: Needs, y: float, columns: Columns, language: Language) -> Group:
    """How many people have each need, and for how many we meet it."""
    marks: list[Mark] = [*table.draw_total_line(y, columns.right, language)]
    for kind in columns.kinds:
        for need in kind.needs:
            states = _states_of(need, needs.cells.values())
            if states:
                x = kind.middle(need)
                width = min(WIDEST_BAR, columns.width - 8)
                marks.append(_draw_total(need, states, (x, y), width, language))
    every = _all_states(needs)
    if every:
        text = count_text(every, language)
        marks.append(
            line(
                text,
                columns.total,
                y + 20,
                12.0,
                style.TEXT,
                "semibold",
                solid=True,
            )
        )
    because = language.text(needs.because)
    return Group(tuple(marks), "needs total", because, classes=("total",))


def _states_of(
    need: Need, rows: Iterable[Mapping[Need, bool | None]]
) -> list[bool | None]:
    states = []
    for row in rows:
        if need in row:
            states.append(row[need])
    return states


def _draw_total(
    need: Need,
    states: Sequence[bool | None],
    at: tuple[float, float],
    width: float,
    language: Language,
) -> Group:
    x, y = at
    people = len(states)
    met = states.count(True)
    shares = (met / people, states.count(False) / people)
    count = f"{met}/{people}"
    marks = (
        *style.share_bar(shares, x - width / 2, y + 5, width, 7),
        line(
            count,
            x,
            y + 28,
            12.0,
            style.TEXT,
            "semibold",
            "middle",
            solid=True,
        ),
    )
    colon = language.say("list.colon")
    name = language.label(need)
    tooltip = f"{name}{colon}{count_text(states, language)}"
    return Group(marks, f"needs total {need.value}", tooltip, ("total",))
