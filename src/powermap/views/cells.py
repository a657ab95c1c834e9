"""The quadrant of words: people as cards packed in role cells.

Cards are whole where everybody has room on the standard page; a cell that fills up takes short ones; then the page
grows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from powermap import style
from powermap.judgment.judge import Judgment
from powermap.language import Language
from powermap.model import BuyingCenter, Involvement, Power, Role
from powermap.model.axes import involvement_of, power_of
from powermap.scene.marks import Box, Group, Mark, Metrics, Rectangle
from powermap.scene.text import measure
from powermap.views import frame
from powermap.views.cards import SHORT, TIGHT, WHOLE, Size, card_height, draw_card
from powermap.views.frame import line
from powermap.views.people import ShownPerson

GAP, PAD, HEAD, FOOT = 10.0, 16.0, 62.0, 14.0
TIGHT_HEAD, TIGHT_FOOT = 38.0, 8.0
"""Head of a cell without its hint, and its foot, when that keeps everybody on the standard page."""
NARROWEST = 158.0
ROWS = (Power.DECIDER, Power.INFLUENCER)
Cell = tuple[Power, Involvement | None]


@dataclass(frozen=True, slots=True)
class Plan:
    """How the cells are cut: cards across, width of a column, kind of card, height of a row, head of a cell."""

    across: Mapping[Involvement | None, int]
    width: Mapping[Involvement | None, float]
    size: Mapping[Cell, Size]
    need: Mapping[Power, float]
    head: float

    @property
    def total(self) -> float:
        """Height of both rows and the gap between them."""
        return sum(self.need.values()) + GAP


def draw(
    people: Sequence[ShownPerson],
    judgment: Judgment,
    language: Language,
    start: float,
) -> tuple[tuple[Mark, ...], float, Mapping[str, object]]:
    """The cells with their cards below `start`; the height of the page; and its metrics."""
    cells = _sorted_out(people, judgment.center)
    grid = judgment.playbook.role_grid
    tray = [each for each in people if each.assignment.role is None]
    columns = [
        side
        for side in (Involvement.LOW, None, Involvement.HIGH)
        if side or any(cells[row, None] for row in ROWS)
    ]
    for tray_size in (WHOLE, SHORT):
        tray_tall = _tray_height(tray, tray_size)
        room = frame.HEIGHT - frame.BELOW - start - tray_tall
        plan = _plan(cells, columns, room)
        if plan.total <= room or not tray:
            break
    rows = _stretched(plan, room)
    low = start + sum(rows.values()) + GAP
    plot = (frame.LEFT, start, frame.RIGHT, low)
    drawn = [
        *frame.draw_axis_arrows(plot, language),
        *frame.draw_axis_names(plot, language),
    ]
    y = start
    for row in ROWS:
        x = frame.LEFT
        for side in columns:
            box = (x, y, x + plan.width[side], y + rows[row])
            drawn += _cell(
                cells[row, side], box, grid[row, side], plan, (row, side), language
            )
            x += plan.width[side] + GAP
        y += rows[row] + GAP
    drawn += (
        _tray(tray, low + frame.BELOW - 6, language, size=tray_size) if tray else []
    )
    short = sum(len(cells[key]) for key in cells if plan.size.get(key) is not WHOLE)
    metrics = Metrics(
        {"placement": "cells", "short_cards": short, "people": len(people)}
    )
    return tuple(drawn), low + frame.BELOW + tray_tall, metrics


def _sorted_out(
    people: Sequence[ShownPerson], center: BuyingCenter
) -> dict[Cell, list[ShownPerson]]:
    cells: dict[Cell, list[ShownPerson]] = {
        key: [] for key in product(ROWS, (Involvement.LOW, None, Involvement.HIGH))
    }
    for each in people:
        power = power_of(each.person, center.scale)
        if power is not None:
            cells[power, involvement_of(each.person, center.scale)].append(each)
    return cells


def _plan(
    cells: Mapping[Cell, Sequence[ShownPerson]],
    columns: Sequence[Involvement | None],
    room: float,
) -> Plan:
    """The cut that needs least: whole cards, else short ones, else tight ones where they fit, else a taller page."""
    half = (room - GAP) / 2
    whole = [
        _cut(cells, columns, across, half, WHOLE) for across in _ways(columns, 200.0)
    ]
    fitting = [plan for plan in whole if max(plan.need.values()) <= half]
    if fitting:
        return fitting[0]
    ways = _ways(columns, NARROWEST)
    short = _least([_cut(cells, columns, across, half, SHORT) for across in ways], room)
    if short.total <= room:
        return short
    tight = _least([_cut(cells, columns, across, half, TIGHT) for across in ways], room)
    return tight if tight.total <= room else short


def _least(plans: Sequence[Plan], room: float) -> Plan:
    return min(
        plans,
        key=lambda plan: (
            round(max(plan.total, room), 1),
            -sum(s is WHOLE for s in plan.size.values()),
        ),
    )


def _ways(
    columns: Sequence[Involvement | None], narrowest: float
) -> list[tuple[int, ...]]:
    """Cards across in each column of cells, from the usual look to the odder ones."""
    inner = frame.RIGHT - frame.LEFT - GAP * (len(columns) - 1) - PAD * 2 * len(columns)
    usual = (2, 1, 2) if len(columns) == 3 else (2, 2)
    ways = [
        way
        for way in product(range(1, 6), repeat=len(columns))
        if inner / sum(way) - SHORT.gap * (sum(way) - len(way)) / sum(way)
        >= min(narrowest, 172)
    ]
    return sorted(
        ways,
        key=lambda way: (sum(abs(a - b) for a, b in zip(way, usual, strict=True)), way),
    )


def _cut(
    cells: Mapping[Cell, Sequence[ShownPerson]],
    columns: Sequence[Involvement | None],
    across: Sequence[int],
    half: float,
    smallest: Size,
) -> Plan:
    inner = frame.RIGHT - frame.LEFT - GAP * (len(columns) - 1) - PAD * 2 * len(columns)
    width = {
        side: inner * count / sum(across) + PAD * 2
        for side, count in zip(columns, across, strict=True)
    }
    many = dict(zip(columns, across, strict=True))
    size: dict[Cell, Size] = {}
    need = {}
    for row in ROWS:
        tall = []
        for side in columns:
            here = cells[row, side]
            fits = (
                smallest is WHOLE
                or _stack(here, many[side], width[side], WHOLE, smallest) <= half
            )
            size[row, side] = WHOLE if fits else smallest
            tall.append(
                _stack(here, many[side], width[side], size[row, side], smallest)
            )
        need[row] = max(tall)
    return Plan(many, width, size, need, _head(smallest)[0])


def _head(smallest: Size) -> tuple[float, float]:
    return (TIGHT_HEAD, TIGHT_FOOT) if smallest is TIGHT else (HEAD, FOOT)


def _stack(
    people: Sequence[ShownPerson], across: int, width: float, size: Size, smallest: Size
) -> float:
    head, foot = _head(smallest)
    each = _card_width(width, across, size)
    rows = [people[at : at + across] for at in range(0, len(people), across)]
    tall = sum(
        max(card_height(person, each, size) for person in row) + size.gap
        for row in rows
    )
    return head + max(tall - size.gap, 0) + foot


def _card_width(width: float, across: int, size: Size) -> float:
    return (width - PAD * 2 - size.gap * (across - 1)) / across


def _stretched(plan: Plan, room: float) -> dict[Power, float]:
    """Heights of the rows: even halves of the standard page where they fit, else what each needs."""
    half = (room - GAP) / 2
    if max(plan.need.values()) <= half:
        return dict.fromkeys(ROWS, half)
    spare = max(room - plan.total, 0) / 2
    return {row: plan.need[row] + spare for row in ROWS}


def _cell(
    people: Sequence[ShownPerson],
    box: Rectangle,
    role: Role,
    plan: Plan,
    key: Cell,
    language: Language,
) -> list[Mark]:
    left, up, right, low = box
    tone = style.tone(role)
    known = key[1] is not None
    ground = Box(
        left,
        up,
        right - left,
        low - up,
        tone.tint,
        None if known else style.FAINT,
        0.9,
        12.0,
        () if known else style.DASH,
    )
    head: list[Mark] = [
        ground,
        line(
            language.label(role),
            left + PAD,
            up + 27,
            16,
            tone.ink,
            "semibold",
            solid=True,
        ),
    ]
    head.append(
        line(str(len(people)), right - PAD, up + 27, 15, tone.ink, "semibold", "end")
    )
    hint = language.say(f"cell.{role.value}")
    if measure(hint, 12) <= right - left - PAD * 2 and plan.head == HEAD:
        head.append(line(hint, left + PAD, up + 46, 12, style.MUTED, solid=True))
    cards = _packed(
        people, box, plan.across[key[1]], plan.size[key], language, head=plan.head
    )
    return [
        Group(
            tuple(head),
            f"cell {key[0].value} {key[1].value if key[1] else 'unknown'}",
            classes=("cell", role.value),
        ),
        *cards,
    ]


def _packed(
    people: Sequence[ShownPerson],
    box: Rectangle,
    across: int,
    size: Size,
    language: Language,
    *,
    head: float = HEAD,
    pill: bool = False,
) -> list[Mark]:
    left, up, right, _ = box
    each = _card_width(right - left, across, size)
    drawn: list[Mark] = []
    y = up + head
    for at in range(0, len(people), across):
        row = people[at : at + across]
        for place, subject in enumerate(row):
            x = left + PAD + place * (each + size.gap)
            drawn.append(
                draw_card(subject, x, y, each, size, language, bounds=box, pill=pill)
            )
        y += max(card_height(person, each, size) for person in row) + size.gap
    return drawn


TRAY_HEAD = 40.0


def _tray_across(size: Size) -> int:
    return 5 if size is WHOLE else 6


def _tray_height(people: Sequence[ShownPerson], size: Size = WHOLE) -> float:
    if not people:
        return 0.0
    width = frame.RIGHT - frame.LEFT
    return _stack(people, _tray_across(size), width, size, size) - HEAD + TRAY_HEAD + 24


def _tray(
    people: Sequence[ShownPerson],
    up: float,
    language: Language,
    *,
    title: str = "common.no_role",
    hint: str = "quadrant.no_role_hint",
    size: Size = WHOLE,
    pill: bool = False,
) -> list[Mark]:
    """Those who cannot be placed, shown all the same; with the pill of a role where they have one."""
    box = (frame.LEFT, up, frame.RIGHT, up + _tray_height(people, size) - 18)
    tone = style.tone(None)
    name = language.say(title)
    ground = Box(
        box[0],
        box[1],
        box[2] - box[0],
        box[3] - box[1],
        tone.tint,
        style.FAINT,
        0.9,
        12.0,
        style.DASH,
    )
    head: list[Mark] = [
        ground,
        line(name, box[0] + PAD, up + 25, 14, tone.ink, "semibold", solid=True),
        line(
            language.say(hint),
            box[0] + PAD + measure(name, 14, "semibold") + 18,
            up + 25,
            12,
            style.MUTED,
            solid=True,
        ),
    ]
    cards = _packed(
        people, box, _tray_across(size), size, language, head=TRAY_HEAD, pill=pill
    )
    return [Group(tuple(head), "cell no-role", classes=("cell", "no-role")), *cards]


tray, tray_height = _tray, _tray_height
packed, stack = _packed, _stack
