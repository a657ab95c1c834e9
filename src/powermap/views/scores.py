"""The quadrant of numbers: people as discs at their exact point, labels beside them."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from powermap import style
from powermap.errors import ModelError
from powermap.judgment.judge import Judgment
from powermap.language import Language
from powermap.model import Involvement, Power, Scale
from powermap.model.axes import involvement_score, power_score
from powermap.model.playbook import RoleGrid as Grid
from powermap.scene.layout.labels import Spot, leader_line, place_labels
from powermap.scene.layout.spread import spread
from powermap.scene.marks import (
    Anchor,
    Box,
    Disc,
    Group,
    Mark,
    Metrics,
    Path,
    Point,
    Rectangle,
)
from powermap.scene.text import elide, measure, wrap
from powermap.views import frame
from powermap.views.cells import tray, tray_height
from powermap.views.frame import line
from powermap.views.people import ShownPerson

RADIUS, RING, INSET, BAND = 9.5, 12.0, 18.0, 46.0
"""Discs, the ring round an inexact one, and what stays free of them: at the sides, and where the cells' names stand."""
NAME, TITLE, LABEL_WIDTH = 13.0, 11.0, 190.0
GROWTH, PATIENCE, LIMIT = 1.2, 2.0, 4.0
"""By how much a page grows; up to how many pages before leaders may cross, and before packs go without a list."""
LOWEST = 380.0
"""Least height of the plot, however many people stand beside it."""
FAR_SHARE = 0.2
"""Share of labels that may need a leader before the page rather grows."""
GUTTER = 6.0
"""Between two panels."""
MOST = 400
"""People whose labels are placed; a page with more of them would be a wall."""


@dataclass(frozen=True, slots=True)
class Axis:
    """From scores to points, straight in each half, with room at the cut: a disc on it stands in the upper half.

    `start` and `end` are where the ends of the scale lie, `cut` is the middle of the gap between the panels, `room`
    what a disc needs beside it.
    """

    scale: Scale
    start: float
    end: float
    cut: float
    room: float

    def at(self, score: float) -> float:
        """Where a score lies."""
        scale, way = self.scale, 1.0 if self.end > self.start else -1.0
        if score >= scale.middle:
            first, span = self.cut + way * self.room, scale.high - scale.middle
            return first + (self.end - first) * (
                (score - scale.middle) / span if span else 0.0
            )
        last = self.cut - way * self.room
        return self.start + (last - self.start) * (score - scale.low) / (
            scale.middle - scale.low
        )

    @property
    def knots(self) -> tuple[Point, ...]:
        """Places with their scores, between which the axis runs straight."""
        scale, way = self.scale, 1.0 if self.end > self.start else -1.0
        below, above = self.cut - way * self.room, self.cut + way * self.room
        return (
            (self.start, scale.low),
            (below, scale.middle),
            (above, scale.middle),
            (self.end, scale.high),
        )


def _axes(plot: Rectangle, scale: Scale) -> tuple[Axis, Axis]:
    """Involvement from left to right, power from below; each half wide enough for its names, whatever the cut."""
    left, up, right, low = plot
    share = scale.share(scale.middle)
    x = left + INSET + min(max(share, 0.16), 0.84) * (right - left - 2 * INSET)
    y = low - BAND - min(max(share, 0.12), 0.88) * (low - up - 2 * BAND)
    room = RING + GUTTER / 2 + 1
    return Axis(scale, left + INSET, right - INSET, x, room), Axis(
        scale, low - BAND, up + BAND, y, room
    )


@dataclass(frozen=True, slots=True)
class Label:
    """Lines of a label and the room that they take."""

    name: tuple[str, ...]
    title: str | None

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in points."""
        widths = [measure(text, NAME, "semibold") for text in self.name]
        widths += [measure(self.title, TITLE)] if self.title else []
        return max(widths), 15.0 * len(self.name) + (13.5 if self.title else 0.0)


def draw(
    people: Sequence[ShownPerson],
    judgment: Judgment,
    language: Language,
    start: float,
) -> tuple[tuple[Mark, ...], float, Mapping[str, object]]:
    """The panels with their discs and labels; the height of the page; and its metrics."""
    if len(people) > MOST:
        raise ModelError(
            f"{len(people):,} people at their scores; allowed: {MOST}; take placement 'cells' for more"
        )
    placed = [
        each
        for each in people
        if each.person.power is not None and each.person.involvement is not None
    ]
    aside = [each for each in people if each not in placed]
    below = frame.BELOW + (22 if any(not exact(each) for each in placed) else 0)
    tall = max(frame.HEIGHT - below - start - tray_height(aside), LOWEST)
    laid = _laid_out(
        placed,
        judgment.center.scale,
        judgment.playbook.role_grid,
        start,
        tall,
        language,
    )
    low = laid.plot[3]
    drawn: list[Mark] = [
        *laid.panels,
        *_ticks(laid.plot, laid.axes),
        *frame.draw_axis_names(laid.plot, language),
        *laid.people,
    ]
    if below > frame.BELOW:
        drawn += _ring_legend(low + frame.BELOW + 2, language)
    if aside:
        drawn += tray(
            aside,
            low + below - 6,
            language,
            title="quadrant.aside",
            hint="quadrant.aside_hint",
            pill=True,
        )
    facts = {
        "placement": "scores",
        "people": len(people),
        "moved": laid.moved,
        "far_labels": laid.far,
    }
    metrics = Metrics(
        facts | {"involvement": laid.axes[0].knots, "power": laid.axes[1].knots}
    )
    return tuple(drawn), low + below + tray_height(aside), metrics


def exact(subject: ShownPerson) -> bool:
    """Whether both axes of a person hold numbers."""
    return not isinstance(subject.person.power, Power) and not isinstance(
        subject.person.involvement, Involvement
    )


@dataclass(frozen=True, slots=True)
class Laid:
    """A plot on which every label found its place."""

    plot: Rectangle
    axes: tuple[Axis, Axis]
    panels: tuple[Mark, ...]
    people: tuple[Mark, ...]
    moved: int
    far: int


def _laid_out(
    people: Sequence[ShownPerson],
    scale: Scale,
    grid: Grid,
    start: float,
    tall: float,
    language: Language,
) -> Laid:
    """The first page on which labels stand clear of everything; else the best of those tried, the lowest of them."""
    tried: list[tuple[tuple[int, int, float], Laid]] = []
    while not tried or tall <= PATIENCE * frame.HEIGHT:
        for with_title in (True, False):
            found = _attempt(
                people,
                scale,
                grid,
                (frame.LEFT, start, frame.RIGHT, start + tall),
                language,
                with_title,
            )
            if found is None:
                continue
            faults, laid = found
            if faults == (0, 0):
                return laid
            tried.append(((*faults, laid.plot[3]), laid))
        tall *= GROWTH
    return min(tried, key=lambda each: each[0])[1]


def _attempt(
    people: Sequence[ShownPerson],
    scale: Scale,
    grid: Grid,
    plot: Rectangle,
    language: Language,
    with_title: bool,
) -> tuple[tuple[int, int], Laid] | None:
    """Everybody on a plot of this size, with what is not as it should be: leaders that cross, too many far labels."""
    radius = RADIUS if all(map(exact, people)) else RING
    axes = _axes(plot, scale)
    panels, titles = _panels(plot, axes, grid, language)
    true = [_point(each, scale, axes) for each in people]
    bounds = (plot[0] + 3, plot[1] + 3, plot[2] - 3, plot[3] - 3)
    points = _apart(true, plot, axes, radius)
    labels = [_label(each, with_title=with_title) for each in people]
    anchors = [(x, y, radius) for x, y in points]
    pages = (plot[3] - plot[1]) / frame.HEIGHT
    placed = place_labels(
        anchors,
        [each.size for each in labels],
        obstacles=titles,
        bounds=bounds,
        most=len(people) // 2 + 1 if pages < PATIENCE else None,
        listed=pages < LIMIT,
    )
    if placed is None:
        return None
    drawn = [
        _person(*each)
        for each in zip(people, true, points, labels, placed.spots, strict=True)
    ]
    leads = [mark for behind, _ in drawn for mark in behind]
    away = [a for a, b in zip(true, points, strict=True) if math.dist(a, b) > RADIUS]
    ticks = [
        _tick(at)
        for at in dict.fromkeys(away)
        if all(math.dist(at, point) > 2 for point in points)
    ]
    marks = (*leads, *(group for _, group in drawn), *ticks)
    laid = Laid(
        plot, axes, panels, marks, len(away), sum(s.leader for s in placed.spots)
    )
    allowed = max(1, int(FAR_SHARE * len(people)))
    return (placed.crossings + 4 * placed.unlisted, max(placed.far - allowed, 0)), laid


def _label(subject: ShownPerson, *, with_title: bool) -> Label:
    title = subject.person.title if with_title else None
    name = wrap(subject.person.name, LABEL_WIDTH, NAME, "semibold")
    return Label(name, elide(title, LABEL_WIDTH, TITLE) if title else None)


def _point(
    subject: ShownPerson, scale: Scale, axes: tuple[Axis, Axis]
) -> tuple[float, float]:
    involvement = involvement_score(subject.person, scale) or 0.0
    power = power_score(subject.person, scale) or 0.0
    return axes[0].at(involvement), axes[1].at(power)


def _apart(
    true: Sequence[Point], plot: Rectangle, axes: tuple[Axis, Axis], radius: float
) -> list[Point]:
    """Discs spread within the panel of their role, so that nobody seems to have another."""
    panels: defaultdict[tuple[bool, bool], list[int]] = defaultdict(list)
    for at, (x, y) in enumerate(true):
        panels[x > axes[0].cut, y < axes[1].cut].append(at)
    points = list(true)
    edge, half = RING + 1, GUTTER / 2
    for (right, upper), members in panels.items():
        bounds = (
            axes[0].cut + half if right else plot[0] + 3,
            plot[1] + BAND - edge if upper else axes[1].cut + half,
            plot[2] - 3 if right else axes[0].cut - half,
            axes[1].cut - half if upper else plot[3] - BAND + edge,
        )
        spread_here = spread([true[at] for at in members], radius, bounds)
        for at, point in zip(members, spread_here, strict=True):
            points[at] = point
    return points


def _panels(
    plot: Rectangle, axes: tuple[Axis, Axis], grid: Grid, language: Language
) -> tuple[tuple[Mark, ...], list[Rectangle]]:
    left, up, right, low = plot
    x, y, half = axes[0].cut, axes[1].cut, GUTTER / 2
    drawn: list[Mark] = []
    titles: list[Rectangle] = []
    for power, top, bottom in (
        (Power.DECIDER, up, y - half),
        (Power.INFLUENCER, y + half, low),
    ):
        for side, start, end in (
            (Involvement.LOW, left, x - half),
            (Involvement.HIGH, x + half, right),
        ):
            role = grid[power, side]
            tone = style.tone(role)
            name = language.label(role)
            at = start + 16 if side is Involvement.LOW else end - 16
            baseline = top + 27 if power is Power.DECIDER else bottom - 15
            text = line(
                name,
                at,
                baseline,
                16,
                tone.ink,
                "semibold",
                "start" if side is Involvement.LOW else "end",
                solid=True,
            )
            ground = Box(start, top, end - start, bottom - top, tone.tint, radius=12.0)
            drawn.append(
                Group(
                    (ground, text),
                    f"cell {power.value} {side.value}",
                    classes=("cell", role.value),
                )
            )
            edge = at if side is Involvement.LOW else at - text.width
            titles.append(
                (edge - 4, baseline - 14, edge + text.width + 4, baseline + 6)
            )
    return tuple(drawn), titles


def _ticks(plot: Rectangle, axes: tuple[Axis, Axis]) -> list[Mark]:
    """Scores along both axes, left out where they would stand on one another."""
    left, _, _, low = plot
    drawn: list[Mark] = []
    last_x, last_y = -math.inf, math.inf
    for score in _round_scores(axes[0].scale):
        x, y = axes[0].at(score), axes[1].at(score)
        text = f"{score:.10g}"
        wide = measure(text, 11.5)
        if x - wide / 2 > last_x + 6:
            drawn.append(line(text, x, low + 18, 11.5, style.MUTED, anchor="middle"))
            last_x = x + wide / 2
        if y < last_y - 14:
            drawn.append(line(text, left - 9, y + 4, 11.5, style.MUTED, anchor="end"))
            last_y = y
    return drawn


def _round_scores(scale: Scale) -> list[float]:
    """Round numbers on the scale, at most seven."""
    span = scale.high - scale.low
    raw = span / 6
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(power * each for each in (1, 2, 5, 10) if power * each >= raw * 0.999)
    first = math.ceil(scale.low / step - 1e-9)
    return [
        round(step * each, 10)
        for each in range(first, first + 12)
        if step * each <= scale.high + span * 1e-9
    ]


def _person(
    subject: ShownPerson,
    true: tuple[float, float],
    point: tuple[float, float],
    text: Label,
    spot: Spot,
) -> tuple[list[Mark], Group]:
    x, y = point
    behind: list[Mark] = []
    if math.dist(true, point) > RADIUS:
        behind.append(
            Path((("M", *true), ("L", x, y)), stroke=style.FAINT, stroke_width=0.8)
        )
    if spot.leader:
        behind.append(
            Path(
                (("M", x, y), ("L", *leader_line(spot, text.size, (x, y, RADIUS))[2:])),
                stroke=style.FAINT,
                stroke_width=0.8,
            )
        )
    inner: list[Mark] = [
        *style.stance_disc(subject.person.stance, x, y, RADIUS, solid=True)
    ]
    if not exact(subject):
        inner.insert(
            0, Disc(x, y, RING - 0.5, None, style.MUTED, 1.0, style.SMALL_DASH)
        )
    inner += _written(text, spot, x)
    group = Group(
        tuple(inner),
        subject.person.id,
        subject.tooltip,
        subject.classes,
        details=subject.details,
    )
    return behind, group


def _tick(at: Point) -> Group:
    """The true point of those who had to move, a small cross with a rim, above the discs packed round it."""
    x, y = at
    cross = (("M", x - 3, y), ("L", x + 3, y), ("M", x, y - 3), ("L", x, y + 3))
    rim = Path(cross, stroke=style.PAPER, stroke_width=3.0)
    return Group(
        (rim, Path(cross, stroke=style.TEXT, stroke_width=1.2)), classes=("true-point",)
    )


def _written(text: Label, spot: Spot, disc: float) -> list[Mark]:
    """The label's lines, flush with the disc that they stand beside."""
    width, _ = text.size
    anchor: Anchor
    if spot.x + width <= disc:
        x, anchor = spot.x + width, "end"
    elif spot.x >= disc:
        x, anchor = spot.x, "start"
    else:
        x, anchor = spot.x + width / 2, "middle"
    drawn: list[Mark] = [
        line(
            each,
            x,
            spot.y + 11.5 + 15 * row,
            NAME,
            style.TEXT,
            "semibold",
            anchor,
            solid=True,
        )
        for row, each in enumerate(text.name)
    ]
    if text.title:
        drawn.append(
            line(
                text.title,
                x,
                spot.y + 15 * len(text.name) + 9.8,
                TITLE,
                style.MUTED,
                anchor=anchor,
                solid=True,
            )
        )
    return drawn


def _ring_legend(y: float, language: Language) -> list[Mark]:
    return [
        Disc(frame.LEFT + RING, y, RING - 3, None, style.MUTED, 1.0, style.SMALL_DASH),
        line(
            language.say("quadrant.at_middle"),
            frame.LEFT + RING * 2 + 6,
            y + 4,
            11.5,
            style.MUTED,
        ),
    ]
