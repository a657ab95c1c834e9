"""The quadrant of numbers: people as discs at their exact point, labels beside them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from powermap import style
from powermap.method import Grid
from powermap.model import BuyingCenter, Involvement, Power, Scale
from powermap.scene.marks import Anchor, Box, Disc, Group, Mark, Path, Rectangle
from powermap.scene.place import Spot, leader, place_labels
from powermap.scene.spread import spread
from powermap.scene.text import elide, measure, wrap
from powermap.words import label, say

from . import frame
from .cells import tray, tray_height
from .frame import Subject, line

RADIUS, RING, INSET, BAND = 9.5, 12.0, 18.0, 46.0
"""Discs, the ring round an inexact one, and what stays free of them: at the sides, and where the cells' names stand."""
NAME, TITLE, LABEL_WIDTH = 13.0, 11.0, 190.0
GROWTH, PATIENCE, LIMIT = 1.2, 2.0, 4.0
"""By how much a page grows; up to how many pages before leaders may cross, and before packs go without a list."""
LOWEST = 380.0
"""Least height of the plot, however many people stand beside it."""
FAR_SHARE = 0.2
"""Share of labels that may need a leader before the page rather grows."""


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


def marks(
    people: Sequence[Subject], center: BuyingCenter, grid: Grid, lang: str, start: float
) -> tuple[tuple[Mark, ...], float, Mapping[str, object]]:
    """The panels with their discs and labels; the height of the page; and what there is to report."""
    placed = [each for each in people if each.person.power is not None and each.person.involvement is not None]
    aside = [each for each in people if each not in placed]
    below = frame.BELOW + (22 if any(not exact(each) for each in placed) else 0)
    tall = max(frame.HEIGHT - below - start - tray_height(aside), LOWEST)
    laid = _laid_out(placed, center.scale, grid, start, tall, lang)
    low = laid.plot[3]
    drawn: list[Mark] = [
        *laid.panels,
        *_ticks(laid.plot, center.scale),
        *frame.axis_names(laid.plot, lang),
        *laid.people,
    ]
    if below > frame.BELOW:
        drawn += _ring_legend(low + frame.BELOW + 2, lang)
    if aside:
        drawn += tray(aside, low + below - 6, lang, title="aside", hint="aside_hint")
    report = MappingProxyType(
        {"placement": "scores", "people": len(people), "moved": laid.moved, "far_labels": laid.far}
    )
    return tuple(drawn), low + below + tray_height(aside), report


def exact(subject: Subject) -> bool:
    """Whether both axes of a person hold numbers."""
    return not isinstance(subject.person.power, Power) and not isinstance(subject.person.involvement, Involvement)


@dataclass(frozen=True, slots=True)
class Laid:
    """A plot on which every label found its place."""

    plot: Rectangle
    panels: tuple[Mark, ...]
    people: tuple[Mark, ...]
    moved: int
    far: int


def _laid_out(people: Sequence[Subject], scale: Scale, grid: Grid, start: float, tall: float, lang: str) -> Laid:
    """The first page on which labels stand clear of everything; else the best of those tried, the lowest of them."""
    tried: list[tuple[tuple[int, int, float], Laid]] = []
    while not tried or tall <= PATIENCE * frame.HEIGHT:
        for with_title in (True, False):
            found = _attempt(people, scale, grid, (frame.LEFT, start, frame.RIGHT, start + tall), lang, with_title)
            if found is None:
                continue
            faults, laid = found
            if faults == (0, 0):
                return laid
            tried.append(((*faults, laid.plot[3]), laid))
        tall *= GROWTH
    return min(tried, key=lambda each: each[0])[1]


def _attempt(
    people: Sequence[Subject], scale: Scale, grid: Grid, plot: Rectangle, lang: str, with_title: bool
) -> tuple[tuple[int, int], Laid] | None:
    """Everybody on a plot of this size, with what is not as it should be: leaders that cross, too many far labels."""
    panels, titles = _panels(plot, scale, grid, lang)
    true = [_point(each, scale, plot) for each in people]
    radius = RADIUS if all(map(exact, people)) else RING
    bounds = (plot[0] + 3, plot[1] + 3, plot[2] - 3, plot[3] - 3)
    points = spread(true, radius, (bounds[0], plot[1] + BAND - RING - 1, bounds[2], plot[3] - BAND + RING + 1))
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
    drawn = [_person(*each) for each in zip(people, true, points, labels, placed.spots, strict=True)]
    leads = [mark for behind, _ in drawn for mark in behind]
    moved = sum(math.dist(a, b) > RADIUS for a, b in zip(true, points, strict=True))
    laid = Laid(plot, panels, (*leads, *(group for _, group in drawn)), moved, sum(s.leader for s in placed.spots))
    allowed = max(1, int(FAR_SHARE * len(people)))
    return (placed.crossings + 4 * placed.unlisted, max(placed.far - allowed, 0)), laid


def _label(subject: Subject, *, with_title: bool) -> Label:
    title = subject.person.title if with_title else None
    name = wrap(subject.person.name, LABEL_WIDTH, NAME, "semibold")
    return Label(name, elide(title, LABEL_WIDTH, TITLE) if title else None)


def _point(subject: Subject, scale: Scale, plot: Rectangle) -> tuple[float, float]:
    left, up, right, low = plot
    across = scale.share(frame.score(subject.person.involvement, Involvement.HIGH, scale))
    along = scale.share(frame.score(subject.person.power, Power.DECIDER, scale))
    return left + INSET + across * (right - left - 2 * INSET), low - BAND - along * (low - up - 2 * BAND)


def _panels(plot: Rectangle, scale: Scale, grid: Grid, lang: str) -> tuple[tuple[Mark, ...], list[Rectangle]]:
    left, up, right, low = plot
    cut = scale.share(scale.middle)
    x, y = left + INSET + cut * (right - left - 2 * INSET), low - BAND - cut * (low - up - 2 * BAND)
    drawn: list[Mark] = []
    titles: list[Rectangle] = []
    for power, top, bottom in ((Power.DECIDER, up, y - 3), (Power.INFLUENCER, y + 3, low)):
        for side, start, end in ((Involvement.LOW, left, x - 3), (Involvement.HIGH, x + 3, right)):
            role = grid[power, side]
            tone = style.tone(role)
            name = label(role, lang)
            at = start + 16 if side is Involvement.LOW else end - 16
            baseline = top + 27 if power is Power.DECIDER else bottom - 15
            text = line(
                name, at, baseline, 16, tone.ink, "semibold", "start" if side is Involvement.LOW else "end", solid=True
            )
            ground = Box(
                start,
                top,
                max(end - start, 1),
                max(bottom - top, 1),
                tone.tint,
                radius=min(12.0, max(end - start, 1) / 2, max(bottom - top, 1) / 2),
            )
            drawn.append(Group((ground, text), f"cell-{role.value}", classes=("cell", role.value)))
            edge = at if side is Involvement.LOW else at - text.width
            titles.append((edge - 4, baseline - 14, edge + text.width + 4, baseline + 6))
    return tuple(drawn), titles


def _ticks(plot: Rectangle, scale: Scale) -> list[Mark]:
    left, up, right, low = plot
    drawn: list[Mark] = []
    for score in _round_scores(scale):
        share = scale.share(score)
        x, y = left + INSET + share * (right - left - 2 * INSET), low - BAND - share * (low - up - 2 * BAND)
        text = f"{score:.10g}"
        drawn += [
            line(text, x, low + 18, 11.5, style.MUTED, anchor="middle"),
            line(text, left - 9, y + 4, 11.5, style.MUTED, anchor="end"),
        ]
    return drawn


def _round_scores(scale: Scale) -> list[float]:
    """Round numbers on the scale, at most seven."""
    span = scale.high - scale.low
    raw = span / 6
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(power * each for each in (1, 2, 5, 10) if power * each >= raw * 0.999)
    first = math.ceil(scale.low / step - 1e-9)
    return [round(step * each, 10) for each in range(first, first + 12) if step * each <= scale.high + span * 1e-9]


def _person(
    subject: Subject, true: tuple[float, float], point: tuple[float, float], text: Label, spot: Spot
) -> tuple[list[Mark], Group]:
    x, y = point
    behind: list[Mark] = []
    if math.dist(true, point) > RADIUS:
        tick = (
            ("M", true[0] - 3, true[1]),
            ("L", true[0] + 3, true[1]),
            ("M", true[0], true[1] - 3),
            ("L", true[0], true[1] + 3),
        )
        behind += [
            Path((("M", *true), ("L", x, y)), stroke=style.FAINT, stroke_width=0.8),
            Path(tick, stroke=style.MUTED, stroke_width=1.2),
        ]
    if spot.leader:
        behind.append(
            Path(
                (("M", x, y), ("L", *leader(spot, text.size, (x, y, RADIUS))[2:])), stroke=style.FAINT, stroke_width=0.8
            )
        )
    inner: list[Mark] = [*style.stance_disc(subject.person.stance, x, y, RADIUS, solid=True)]
    if not exact(subject):
        inner.insert(0, Disc(x, y, RING - 0.5, None, style.MUTED, 1.0, style.SMALL_DASH))
    inner += _written(text, spot, x)
    return behind, Group(tuple(inner), subject.person.id, subject.tooltip, subject.classes)


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
        line(each, x, spot.y + 11.5 + 15 * row, NAME, style.TEXT, "semibold", anchor, solid=True)
        for row, each in enumerate(text.name)
    ]
    if text.title:
        drawn.append(
            line(text.title, x, spot.y + 15 * len(text.name) + 9.8, TITLE, style.MUTED, anchor=anchor, solid=True)
        )
    return drawn


def _ring_legend(y: float, lang: str) -> list[Mark]:
    return [
        Disc(frame.LEFT + RING, y, RING - 3, None, style.MUTED, 1.0, style.SMALL_DASH),
        line(say(lang, "board.at_middle"), frame.LEFT + RING * 2 + 6, y + 4, 11.5, style.MUTED),
    ]
