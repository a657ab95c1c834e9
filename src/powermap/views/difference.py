"""What changed, as a board: people where they stand now, with an outline where they stood before."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from powermap import style
from powermap.compare import Difference, Moved, diff
from powermap.compare.contrast import both_in_words
from powermap.judgment.roles import GRID, Grid, classify, involvement_of, power_of
from powermap.language import label, say
from powermap.model import AccountPlan, BuyingCenter, Involvement, Power, Scale
from powermap.model.subject import center_of
from powermap.scene.curves import round_corners
from powermap.scene.extents import extent
from powermap.scene.layout.detours import route_around_boxes
from powermap.scene.marks import (
    Box,
    Detail,
    Group,
    Mark,
    Metrics,
    Path,
    Point,
    Rectangle,
    Scene,
    Text,
)
from powermap.scene.text import elide, measure, wrap
from powermap.style import flow
from powermap.views import figures as tiles, frame
from powermap.views.frame import Key, Subject, line

GAP, PAD, BETWEEN, HEAD, FOOT = 10.0, 16.0, 16.0, 60.0, 18.0
"""Between cells, inside a cell, between cards, above and below the cards of a cell."""
NAME, TITLE, SMALL = 13.5, 11.5, 11.5
STEP, SHOWN, MOST_WAYS = 17.0, 4, 16
"""From line to line of a card; how many changes a card shows; how many ways are drawn at most."""
TOLD = 3
"""How many facts, verdicts, findings that appeared and findings that are settled are told in full at the foot."""
ROWS = (Power.DECIDER, Power.INFLUENCER)
Place = tuple[Power, Involvement | None] | None
"""A cell, or the tray of those whose power is not known."""


@dataclass(frozen=True, slots=True)
class Item:
    """Somebody at one place: now, before, or gone."""

    subject: Subject
    kind: str
    """new, changed, same, ghost or gone."""
    lines: tuple[tuple[bool | None, str], ...] = ()
    told: str = ""

    @property
    def key(self) -> str:
        """Key of the group; an outline has one that no person's id can be."""
        id = self.subject.person.id
        return id if self.kind in {"new", "changed", "same"} else f"{id} before"


def compose(
    old: BuyingCenter | AccountPlan,
    new: BuyingCenter | AccountPlan,
    *,
    title: str | None = None,
    lang: str = "en",
    grid: Grid = GRID,
) -> Scene:
    """The board of changes as a scene."""
    found = diff(old, new, lang=lang, grid=grid)
    before, after = center_of(old), center_of(new)
    heading = frame.heading(after, title)
    top, start = frame.top(
        heading, _subtitle(before, after, found, lang), (*after, *before), lang
    )
    items, places = _items(before, after, found, grid, lang)
    board = _Board(start + 30, grid, lang)
    board.cells(items)
    low = board.strips(items)
    ways = _ways(board, places)
    notes = _notes(found, lang)
    foot, end = tiles.draw_notes(notes, low + 26, frame.LEFT) if notes else ((), low)
    height = max(frame.HEIGHT, end + 20)
    metrics = Metrics(
        {
            "came": len(found.came),
            "left": len(found.left),
            "moved": _moved(found),
            "ways": len(ways),
        }
    )
    marks = (
        *top,
        *_keys(items, start, lang),
        *board.grounds,
        *ways,
        *board.drawn,
        *foot,
    )
    text = f"{say(lang, 'difference.described', title=heading)} {found.because}"
    return Scene(frame.WIDTH, height, heading, text, marks, lang, metrics=metrics)


def _subtitle(
    before: BuyingCenter, after: BuyingCenter, found: Difference, lang: str
) -> str:
    parts = [say(lang, "difference.subtitle")]
    if before.as_of and after.as_of and before.as_of != after.as_of:
        days = [frame.day(each.as_of, lang) for each in (before, after)]
        parts = [say(lang, "difference.between", old=days[0], new=days[1])]
    if not found:
        return " · ".join([*parts, found.because])
    counts = {"came": len(found.came), "left": len(found.left), "moved": _moved(found)}
    return " · ".join([*parts, say(lang, "difference.counts", **counts)])


def _moved(found: Difference) -> int:
    """How many people changed."""
    return len({each.person for each in (*found.judged, *found.moved)})


def _items(
    before: BuyingCenter, after: BuyingCenter, found: Difference, grid: Grid, lang: str
) -> tuple[list[tuple[Place, Item]], list[str]]:
    """Everybody with their place, who is gone without one; and the ids of those whose place changed."""
    roles = (
        classify(before, grid=grid, lang=lang),
        classify(after, grid=grid, lang=lang),
    )
    old = {each.person.id: each for each in frame.subjects(before, roles[0], lang)}
    items: list[tuple[Place, Item]] = []
    ghosts: list[tuple[Place, Item]] = []
    wandered = []
    for subject in frame.subjects(after, roles[1], lang):
        id = subject.person.id
        place = _place(subject, after.scale)
        items.append((place, _item(subject, found, lang)))
        if id in old and (was := _place(old[id], before.scale)) != place:
            ghosts.append(
                (was, Item(old[id], "ghost", ((None, _where(subject, lang)),)))
            )
            wandered.append(id)
    order = {"new": 0, "changed": 0, "same": 1, "ghost": 2}
    gone: list[tuple[Place, Item]] = [
        (None, Item(old[id], "gone")) for id in found.left
    ]
    return [
        *sorted([*items, *ghosts], key=lambda each: order[each[1].kind]),
        *gone,
    ], wandered


def _place(subject: Subject, scale: Scale) -> Place:
    power = power_of(subject.person, scale)
    return None if power is None else (power, involvement_of(subject.person, scale))


def _where(subject: Subject, lang: str) -> str:
    """Where somebody is now."""
    role = subject.assignment.role
    return (
        say(lang, "difference.was_here", role=label(role, lang))
        if role
        else say(lang, "difference.now_unknown")
    )


def _item(subject: Subject, found: Difference, lang: str) -> Item:
    if subject.person.id in found.came:
        return Item(
            subject,
            "new",
            told=say(lang, "difference.came", people=subject.person.name),
        )
    moved = found.of(subject.person.id)
    if not moved:
        return Item(subject, "same")
    lines = [(each.better, _told(each, lang)) for each in moved]
    if len(lines) > SHOWN:
        lines = [
            *lines[: SHOWN - 1],
            (None, say(lang, "difference.more", count=len(lines) - SHOWN + 1)),
        ]
    return Item(
        subject, "changed", tuple(lines), "\n".join(each.because for each in moved)
    )


def _told(moved: Moved, lang: str) -> str:
    before, after = both_in_words(moved.before, moved.after, lang)
    field = say(lang, f"difference.field.{moved.field}")
    return f"{field}{say(lang, 'list.colon')}{say(lang, 'difference.arrow', before=before, after=after)}"


class _Board:
    """Cells, strips and the cards in them, with the rectangle of each card."""

    def __init__(self, start: float, grid: Grid, lang: str) -> None:
        self.start, self.grid, self.lang = start, grid, lang
        self.low = start
        self.grounds: list[Mark] = []
        self.drawn: list[Mark] = []
        self.boxes: dict[str, Rectangle] = {}
        self.labels: list[Rectangle] = []

    def cells(self, items: Sequence[tuple[Place, Item]]) -> None:
        """Both rows of cells, as tall as they need, at least as tall as the standard page has room for."""
        sides = [
            side
            for side in (Involvement.LOW, None, Involvement.HIGH)
            if side or any(place in {(row, None) for row in ROWS} for place, _ in items)
        ]
        across = {side: 1 if side is None else 2 for side in sides}
        inner = (
            frame.RIGHT
            - frame.LEFT
            - GAP * (len(sides) - 1)
            - sum(_rims(n) for n in across.values())
        )
        card = inner / sum(across.values())
        here = {
            (row, side): [item for place, item in items if place == (row, side)]
            for row in ROWS
            for side in sides
        }
        need = {
            row: max(
                HEAD + FOOT + _tall(here[row, side], across[side], card)
                for side in sides
            )
            for row in ROWS
        }
        room = frame.HEIGHT - frame.BELOW - self.start - self._strips_tall(items) - GAP
        spare = max(room - sum(need.values()), 0.0)
        extra = _shared(spare, need)
        y = self.start
        for row in ROWS:
            x, tall = frame.LEFT, need[row] + extra[row]
            for side in sides:
                wide = card * across[side] + _rims(across[side])
                box = (x, y, x + wide, y + tall)
                self._cell(here[row, side], box, (row, side), across[side], card)
                x += wide + GAP
            y += tall + GAP
        self.low = y - GAP
        plot = (frame.LEFT, self.start, frame.RIGHT, self.low)
        axes = [*frame.word_axes(plot, self.lang), *frame.axis_names(plot, self.lang)]
        self.labels += [
            extent(mark) for mark in axes if isinstance(mark, Text) and not mark.rotate
        ]
        self.grounds += axes

    def _cell(
        self,
        items: Sequence[Item],
        box: Rectangle,
        key: tuple[Power, Involvement | None],
        across: int,
        card: float,
    ) -> None:
        left, up, right, low = box
        role, known = self.grid[key], key[1] is not None
        tone = style.tone(role)
        count = sum(item.kind != "ghost" for item in items)
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
        name = line(
            label(role, self.lang),
            left + PAD,
            up + 27,
            16,
            tone.ink,
            "semibold",
            solid=True,
        )
        number = line(str(count), right - PAD, up + 27, 15, tone.ink, "semibold", "end")
        hint = line(
            elide(say(self.lang, f"cell.{role.value}"), right - left - PAD * 2, 12),
            left + PAD,
            up + 46,
            12,
            style.MUTED,
            solid=True,
        )
        self.labels += [
            (left + PAD, up + 12, left + PAD + max(name.width, hint.width), up + 50)
        ]
        self.labels += [(right - PAD - number.width, up + 12, right - PAD, up + 32)]
        group = f"cell {key[0].value} {key[1].value if key[1] else 'unknown'}"
        self.grounds.append(
            Group((ground, name, number, hint), group, classes=("cell", role.value))
        )
        self._packed(items, box, across, card, up + HEAD)

    def _packed(
        self,
        items: Sequence[Item],
        bounds: Rectangle,
        across: int,
        card: float,
        y: float,
    ) -> None:
        for item, column, down in _stacked(items, across, card):
            x, top = bounds[0] + PAD + column * (card + BETWEEN), y + down
            box = (x, top, x + card, top + height(item, card))
            self.boxes[item.key] = box
            self.drawn.append(draw(item, box, bounds, self.lang))

    def strips(self, items: Sequence[tuple[Place, Item]]) -> float:
        """The tray of those without a role and the strip of those who left; and where they end."""
        low = self.low + frame.BELOW - 6
        for name, part in self._strips(items):
            card, tall = _strip_card(), _strip_tall(part)
            box = (frame.LEFT, low, frame.RIGHT, low + tall)
            tone = style.tone(None)
            title, hint = (say(self.lang, key) for key in _STRIPS[name])
            head = line(
                title, box[0] + PAD, low + 25, 14, tone.ink, "semibold", solid=True
            )
            words = line(
                hint, head.x + head.width + 10, low + 25, 12, style.MUTED, solid=True
            )
            ground = Box(
                box[0],
                low,
                box[2] - box[0],
                tall,
                tone.tint,
                style.FAINT,
                0.9,
                12.0,
                style.DASH,
            )
            self.labels.append(
                (box[0] + PAD, low + 10, words.x + words.width, low + 30)
            )
            self.grounds.append(
                Group((ground, head, words), f"cell {name}", classes=("cell", name))
            )
            self._packed(part, box, STRIP, card, low + STRIP_HEAD)
            low += tall + GAP
        return low - GAP

    def _strips_tall(self, items: Sequence[tuple[Place, Item]]) -> float:
        return sum(_strip_tall(part) + GAP for _, part in self._strips(items))

    @staticmethod
    def _strips(items: Sequence[tuple[Place, Item]]) -> list[tuple[str, list[Item]]]:
        tray = [item for place, item in items if place is None and item.kind != "gone"]
        gone = [item for _, item in items if item.kind == "gone"]
        return [
            (name, part) for name, part in (("no-role", tray), ("gone", gone)) if part
        ]


STRIP, STRIP_HEAD = 4, 38.0
_STRIPS = {
    "no-role": ("common.no_role", "quadrant.no_role_hint"),
    "gone": ("difference.strip", "difference.strip_hint"),
}


def _rims(across: int) -> float:
    return PAD * 2 + BETWEEN * (across - 1)


def _strip_card() -> float:
    return (frame.RIGHT - frame.LEFT - _rims(STRIP)) / STRIP


def _strip_tall(items: Sequence[Item]) -> float:
    return STRIP_HEAD + _tall(items, STRIP, _strip_card()) + 16


def _shared(spare: float, need: Mapping[Power, float]) -> dict[Power, float]:
    """The spare height, given so that both rows come as near to one height as it allows."""
    first, second = (need[row] for row in ROWS)
    one = min(max((spare + second - first) / 2, 0.0), spare)
    return {ROWS[0]: one, ROWS[1]: spare - one}


def _stacked(
    items: Sequence[Item], across: int, card: float
) -> list[tuple[Item, int, float]]:
    """Each item in the column that is shortest so far, and how far down."""
    ends = [0.0] * across
    placed = []
    for item in items:
        column = ends.index(min(ends))
        placed.append((item, column, ends[column]))
        ends[column] += height(item, card) + BETWEEN
    return placed


def _tall(items: Sequence[Item], across: int, card: float) -> float:
    return max(
        (down + height(item, card) for item, _, down in _stacked(items, across, card)),
        default=0.0,
    )


def _names(item: Item, width: float) -> tuple[str, ...]:
    room = width - 9 - 20 - 8 - (44 if item.kind in {"ghost", "gone"} else 48)
    return wrap(item.subject.person.name, room, NAME, "semibold")


def _changes(item: Item, width: float) -> list[tuple[bool | None, str, bool]]:
    """The lines of a card's changes, wrapped; whether each begins one."""
    return [
        (better, text, not row)
        for better, told in item.lines
        for row, text in enumerate(_two(told, width - 46))
    ]


def _two(told: str, room: float) -> tuple[str, ...]:
    """At most two lines; what is cut ends in … and is whole in the tooltip."""
    lines = wrap(told, room, SMALL)
    return (
        lines
        if len(lines) <= 2
        else (lines[0], elide(" ".join(lines[1:]), room, SMALL))
    )


def height(item: Item, width: float) -> float:
    """How tall the card of somebody has to be."""
    names = len(_names(item, width))
    title = bool(item.subject.person.title) and item.kind in {"new", "changed"}
    lines = len(_changes(item, width))
    return (
        29.0
        + STEP * (names - 1)
        + (18.0 if title else 0.0)
        + (STEP * lines + 5.0 if lines else 0.0)
    )


def draw(item: Item, box: Rectangle, bounds: Rectangle, lang: str) -> Group:
    """The card of somebody, or the outline where they were."""
    left, up, right, _ = box
    outline = item.kind in {"ghost", "gone"}
    person = item.subject.person
    marks: list[Mark] = [*_ground(item, box)]
    names = _names(item, right - left)
    marks += style.stance_disc(person.stance, left + 19, up + 15, 8 if outline else 10)
    x, y = left + 37, up + 19.5
    ink = style.MUTED if outline else style.TEXT
    marks += [
        line(text, x, y + STEP * row, NAME, ink, "semibold", solid=True)
        for row, text in enumerate(names)
    ]
    y += STEP * (len(names) - 1)
    if not outline:
        marks += _corner(item, right, up, lang)
        if person.title and item.kind != "same":
            y += 17
            marks.append(
                line(
                    elide(person.title, right - x - 9, TITLE),
                    x,
                    y,
                    TITLE,
                    style.MUTED,
                    solid=True,
                )
            )
    marks += _lines(item, box, y + 5)
    classes = (
        ("stakeholder", *item.subject.classes[1:], item.kind)
        if not outline
        else ("outline", item.kind)
    )
    first = item.lines[0][1] if item.kind == "ghost" else item.told
    told = f"{first}\n{item.subject.tooltip}" if first else item.subject.tooltip
    details = (
        ()
        if item.kind == "ghost"
        else (
            *item.subject.details,
            Detail(say(lang, "difference.change"), item.told or ""),
        )
    )
    return Group(tuple(marks), item.key, told, classes, bounds, details=details)


def _ground(item: Item, box: Rectangle) -> tuple[Mark, ...]:
    left, up, right, low = box
    wide, tall = right - left, low - up
    if item.kind in {"ghost", "gone"}:
        return (
            Box(
                left,
                up,
                wide,
                tall,
                None,
                style.FAINT,
                1.1,
                8.0,
                style.DASH,
                solid=True,
            ),
        )
    rim, width = (style.RULE, 1.0) if item.kind == "same" else (flow.FRESH, 1.6)
    return (
        Box(
            left - 0.5, up + 1.5, wide + 1, tall, style.SHADOW, radius=8.5, opacity=0.05
        ),
        Box(left, up + 0.8, wide, tall, style.SHADOW, radius=8, opacity=0.06),
        Box(left, up, wide, tall, style.PAPER, rim, width, 8.0, solid=True),
    )


def _corner(item: Item, right: float, up: float, lang: str) -> tuple[Mark, ...]:
    """At the top right: how well we know the person, or that they are new."""
    if item.kind != "new":
        return style.contact_dots(item.subject.person.contact, right - 9, up + 14.5)
    return _new(right - 9, up + 14.5, lang)


def _new(right: float, y: float, lang: str) -> tuple[Mark, ...]:
    text = say(lang, "difference.new")
    wide = measure(text, 10.5, "semibold") + 14
    return (
        Box(right - wide, y - 8, wide, 16, flow.FRESH, radius=8.0),
        line(text, right - wide / 2, y + 3.6, 10.5, style.PAPER, "semibold", "middle"),
    )


def _lines(item: Item, box: Rectangle, y: float) -> list[Mark]:
    """What changed, line by line: a triangle for the better, the worse or neither, and the words."""
    drawn: list[Mark] = []
    for row, (better, text, begins) in enumerate(_changes(item, box[2] - box[0])):
        tone = {True: flow.BETTER, False: flow.WORSE, None: flow.NEUTRAL}[better]
        at = y + STEP * (row + 0.72)
        ink = tone.ink if item.kind == "changed" else style.MUTED
        if begins and item.kind == "changed":
            drawn += flow.turn_sign(better, box[0] + 19, at - 3.8, tone.ink)
        drawn.append(line(text, box[0] + 37, at, SMALL, ink, solid=True))
    return drawn


def _ways(board: _Board, wandered: Sequence[str]) -> tuple[Mark, ...]:
    """From each outline to the card of the same person, round all cards and the heads of cells."""
    keys = list(board.boxes)
    pairs = [
        (keys.index(f"{id} before"), keys.index(id)) for id in wandered[:MOST_WAYS]
    ]
    if not pairs:
        return ()
    boxes = [*board.boxes.values(), *board.labels]
    low = max(box[3] for box in boxes) + 14
    routes = route_around_boxes(
        boxes, pairs, (frame.LEFT + 2, board.start + 2, frame.RIGHT - 2, low)
    )
    return tuple(
        Group(
            (*_trail(route),),
            f"{id} moved",
            classes=("move",),
            link=(f"{id} before", id),
        )
        for id, route in zip(wandered, routes, strict=False)
        if route is not None
    )


def _trail(route: Sequence[Point]) -> tuple[Mark, ...]:
    (x0, y0), (x, y) = route[-2], route[-1]
    far = math.hypot(x - x0, y - y0) or 1.0
    dx, dy = (x - x0) / far, (y - y0) / far
    base = (x - dx * 7, y - dy * 7)
    curve = round_corners((*route[:-1], (x - dx * 2, y - dy * 2)), 5.0)
    commands = (
        ("M", *curve[0]),
        *(("C", *a, *b, *c) for a, b, c in zip(*[iter(curve[1:])] * 3, strict=True)),
    )
    head = (
        ("M", x, y),
        ("L", base[0] - dy * 4, base[1] + dx * 4),
        ("L", base[0] + dy * 4, base[1] - dx * 4),
        ("Z",),
    )
    return Path(commands, stroke=flow.TRAIL, stroke_width=1.6), Path(
        head, fill=flow.TRAIL, head=True
    )


def _keys(
    items: Sequence[tuple[Place, Item]], start: float, lang: str
) -> tuple[Mark, ...]:
    """What rims, outlines and triangles mean, in a line under the heading; only what occurs."""
    kinds = {item.kind for _, item in items}
    turns = {
        better
        for _, item in items
        for better, _ in item.lines
        if item.kind == "changed"
    }
    entries = [
        *(
            [Key(_draw_ghost, say(lang, "difference.key_ghost"), 26)]
            if "ghost" in kinds
            else []
        ),
        *(
            Key(partial(_draw_turn, better), say(lang, f"difference.key_{name}"), 10)
            for better, name in ((True, "better"), (False, "worse"))
            if better in turns
        ),
        *(
            [Key(_draw_rim, say(lang, "difference.key_moved"), 26)]
            if kinds & {"new", "changed"}
            else []
        ),
    ]
    x, drawn = frame.LEFT, []
    for key in entries:
        entry = line(
            key.text, x + key.wide + 7, start + 12, 12, style.MUTED, solid=True
        )
        drawn.append(
            Group((*key.draw(x + key.wide / 2, start + 8), entry), classes=("legend",))
        )
        x += key.wide + 7 + entry.width + 22
    return tuple(drawn)


def _draw_ghost(x: float, y: float) -> tuple[Mark, ...]:
    return (Box(x - 13, y - 7, 26, 14, None, style.FAINT, 1.1, 4.0, style.DASH),)


def _draw_rim(x: float, y: float) -> tuple[Mark, ...]:
    return (Box(x - 13, y - 7, 26, 14, style.PAPER, flow.FRESH, 1.6, 4.0),)


def _draw_turn(better: bool | None, x: float, y: float) -> tuple[Mark, ...]:
    return flow.turn_sign(better, x, y, (flow.BETTER if better else flow.WORSE).ink)


def _notes(found: Difference, lang: str) -> list[str]:
    """What changed beside the people, counted."""
    counts = found.counts()
    said = [
        say(lang, f"difference.count_{key}", count=count)
        for key, count in counts.items()
        if count
    ]
    counted = [say(lang, "difference.and").join(said)] if said else []
    told = [
        each.because
        for part in (found.facts, found.verdicts, found.appeared, found.gone)
        for each in part[:TOLD]
    ]
    return [*counted, *told]
