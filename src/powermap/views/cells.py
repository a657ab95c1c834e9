"""The quadrant of words: people as cards packed in role cells.

Cards are whole where everybody has room on the standard page; a cell that fills up takes short ones; then the page
grows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from types import MappingProxyType

from powermap import style
from powermap.method import Grid
from powermap.method.roles import involvement_of, power_of
from powermap.model import BuyingCenter, Involvement, Power, Role
from powermap.scene.marks import Box, Group, Mark, Rectangle
from powermap.scene.text import measure
from powermap.words import label, say

from . import frame
from .cards import SHORT, WHOLE, Size, card, height
from .frame import Subject, line

GAP, PAD, HEAD, FOOT = 10.0, 16.0, 62.0, 14.0
NARROWEST = 158.0
ROWS = (Power.DECIDER, Power.INFLUENCER)
Cell = tuple[Power, Involvement | None]


@dataclass(frozen=True, slots=True)
class Plan:
    """How the cells are cut: cards across, width of a column of cells, kind of card, height of a row."""

    across: Mapping[Involvement | None, int]
    width: Mapping[Involvement | None, float]
    size: Mapping[Cell, Size]
    need: Mapping[Power, float]

    @property
    def total(self) -> float:
        """Height of both rows and the gap between them."""
        return sum(self.need.values()) + GAP


def marks(
    people: Sequence[Subject], center: BuyingCenter, grid: Grid, lang: str, start: float
) -> tuple[tuple[Mark, ...], float, Mapping[str, object]]:
    """The cells with their cards below `start`; the height of the page; and what there is to report."""
    cells = _sorted_out(people, center)
    tray = [each for each in people if each.assignment.role is None]
    columns = [
        side for side in (Involvement.LOW, None, Involvement.HIGH) if side or any(cells[row, None] for row in ROWS)
    ]
    tray_tall = _tray_height(tray)
    room = frame.HEIGHT - frame.BELOW - start - tray_tall
    plan = _plan(cells, columns, room)
    rows = _stretched(plan, room)
    low = start + sum(rows.values()) + GAP
    plot = (frame.LEFT, start, frame.RIGHT, low)
    drawn = [*frame.word_axes(plot, lang), *frame.axis_names(plot, lang)]
    y = start
    for row in ROWS:
        x = frame.LEFT
        for side in columns:
            box = (x, y, x + plan.width[side], y + rows[row])
            drawn += _cell(cells[row, side], box, grid[row, side], plan, (row, side), lang)
            x += plan.width[side] + GAP
        y += rows[row] + GAP
    drawn += _tray(tray, low + frame.BELOW - 6, lang) if tray else []
    short = sum(len(cells[key]) for key in cells if plan.size.get(key) is SHORT)
    report = MappingProxyType({"placement": "cells", "short_cards": short, "people": len(people)})
    return tuple(drawn), low + frame.BELOW + tray_tall, report


def _sorted_out(people: Sequence[Subject], center: BuyingCenter) -> dict[Cell, list[Subject]]:
    cells: dict[Cell, list[Subject]] = {key: [] for key in product(ROWS, (Involvement.LOW, None, Involvement.HIGH))}
    for each in people:
        power = power_of(each.person, center.scale)
        if power is not None:
            cells[power, involvement_of(each.person, center.scale)].append(each)
    return cells


def _plan(cells: Mapping[Cell, Sequence[Subject]], columns: Sequence[Involvement | None], room: float) -> Plan:
    """The cut that needs least: whole cards before short ones, then the lowest page, then the most even columns."""
    half = (room - GAP) / 2
    whole = [_cut(cells, columns, across, half, shrink=False) for across in _ways(columns, 200.0)]
    fitting = [plan for plan in whole if max(plan.need.values()) <= half]
    if fitting:
        return fitting[0]
    short = [_cut(cells, columns, across, half, shrink=True) for across in _ways(columns, NARROWEST)]
    return min(short, key=lambda plan: (round(max(plan.total, room), 1), -sum(s is WHOLE for s in plan.size.values())))


def _ways(columns: Sequence[Involvement | None], narrowest: float) -> list[tuple[int, ...]]:
    """Cards across in each column of cells, from the usual look to the odder ones."""
    inner = frame.RIGHT - frame.LEFT - GAP * (len(columns) - 1) - PAD * 2 * len(columns)
    usual = (2, 1, 2) if len(columns) == 3 else (2, 2)
    ways = [
        way
        for way in product(range(1, 6), repeat=len(columns))
        if inner / sum(way) - SHORT.gap * (sum(way) - len(way)) / sum(way) >= min(narrowest, 172)
    ]
    return sorted(ways, key=lambda way: (sum(abs(a - b) for a, b in zip(way, usual, strict=True)), way))


def _cut(
    cells: Mapping[Cell, Sequence[Subject]],
    columns: Sequence[Involvement | None],
    across: Sequence[int],
    half: float,
    *,
    shrink: bool,
) -> Plan:
    inner = frame.RIGHT - frame.LEFT - GAP * (len(columns) - 1) - PAD * 2 * len(columns)
    width = {side: inner * count / sum(across) + PAD * 2 for side, count in zip(columns, across, strict=True)}
    many = dict(zip(columns, across, strict=True))
    size: dict[Cell, Size] = {}
    need = {}
    for row in ROWS:
        tall = []
        for side in columns:
            here = cells[row, side]
            size[row, side] = WHOLE
            if shrink and _stack(here, many[side], width[side], WHOLE) > half:
                size[row, side] = SHORT
            tall.append(_stack(here, many[side], width[side], size[row, side]))
        need[row] = max(tall)
    return Plan(many, width, size, need)


def _stack(people: Sequence[Subject], across: int, width: float, size: Size) -> float:
    each = _card_width(width, across, size)
    rows = [people[at : at + across] for at in range(0, len(people), across)]
    tall = sum(max(height(person, each, size) for person in row) + size.gap for row in rows)
    return HEAD + max(tall - size.gap, 0) + FOOT


def _card_width(width: float, across: int, size: Size) -> float:
    return (width - PAD * 2 - size.gap * (across - 1)) / across


def _stretched(plan: Plan, room: float) -> dict[Power, float]:
    """Heights of the rows: even halves of the standard page where they fit, else what each needs."""
    half = (room - GAP) / 2
    if max(plan.need.values()) <= half:
        return dict.fromkeys(ROWS, half)
    spare = max(room - plan.total, 0) / 2
    return {row: plan.need[row] + spare for row in ROWS}


def _cell(people: Sequence[Subject], box: Rectangle, role: Role, plan: Plan, key: Cell, lang: str) -> list[Mark]:
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
    name = label(role, lang)
    head: list[Mark] = [ground, line(name, left + PAD, up + 27, 16, tone.ink, "semibold", solid=True)]
    head.append(line(str(len(people)), right - PAD, up + 27, 15, tone.ink, "semibold", "end"))
    hint = say(lang, f"cell.{role.value}")
    if measure(hint, 12) <= right - left - PAD * 2:
        head.append(line(hint, left + PAD, up + 46, 12, style.MUTED, solid=True))
    cards = _packed(people, box, plan.across[key[1]], plan.size[key], lang)
    return [Group(tuple(head), f"cell-{role.value}", classes=("cell", role.value)), *cards]


def _packed(people: Sequence[Subject], box: Rectangle, across: int, size: Size, lang: str) -> list[Mark]:
    left, up, right, _ = box
    each = _card_width(right - left, across, size)
    drawn: list[Mark] = []
    y = up + HEAD
    for at in range(0, len(people), across):
        row = people[at : at + across]
        for place, subject in enumerate(row):
            drawn.append(card(subject, left + PAD + place * (each + size.gap), y, each, size, lang, bounds=box))
        y += max(height(person, each, size) for person in row) + size.gap
    return drawn


TRAY_HEAD, TRAY_ACROSS = 40.0, 5


def _tray_height(people: Sequence[Subject]) -> float:
    if not people:
        return 0.0
    width = frame.RIGHT - frame.LEFT
    return _stack(people, TRAY_ACROSS, width, WHOLE) - HEAD + TRAY_HEAD + 24


def _tray(
    people: Sequence[Subject], up: float, lang: str, *, title: str = "tray", hint: str = "tray_hint"
) -> list[Mark]:
    """Those who cannot be placed, shown all the same."""
    box = (frame.LEFT, up, frame.RIGHT, up + _tray_height(people) - 18)
    tone = style.tone(None)
    name = say(lang, f"board.{title}")
    ground = Box(box[0], box[1], box[2] - box[0], box[3] - box[1], tone.tint, style.FAINT, 0.9, 12.0, style.DASH)
    head: list[Mark] = [
        ground,
        line(name, box[0] + PAD, up + 25, 14, tone.ink, "semibold", solid=True),
        line(
            say(lang, f"board.{hint}"),
            box[0] + PAD + measure(name, 14, "semibold") + 10,
            up + 25,
            12,
            style.MUTED,
            solid=True,
        ),
    ]
    shifted = (box[0], up - HEAD + TRAY_HEAD, box[2], box[3])
    cards = _packed(people, shifted, TRAY_ACROSS, WHOLE, lang)
    return [Group(tuple(head), "cell-no-role", classes=("cell", "no-role")), *cards]


tray, tray_height = _tray, _tray_height
