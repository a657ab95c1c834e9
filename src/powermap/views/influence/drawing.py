"""The marks of the influence graph: grounds, ties, cards, and the lines as counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from powermap import style
from powermap.model import Tie, TieKind
from powermap.scene.crossings import DrawnLine
from powermap.scene.curves import round_corners, straight_curve
from powermap.scene.marks import Box, Group, Mark, Point, Rectangle, Scene
from powermap.scene.text import elide
from powermap.views import ties
from powermap.views.card_sizes import WHOLE, Size
from powermap.views.cards import draw_card
from powermap.views.frame import line
from powermap.views.influence import texts
from powermap.views.influence.component import (
    HEADED,
    influence_direction,
    is_reporting,
)
from powermap.views.influence.pills import Pills

if TYPE_CHECKING:
    from powermap.language import Language
    from powermap.model.fields import Field
    from powermap.model.playbook import Playbook
    from powermap.views.influence.choice import Choice
    from powermap.views.influence.placement import PlacedComponent
    from powermap.views.page import Page
    from powermap.views.people import ShownPerson

TIE_BEND = 9.0
"""Radius of the corners of other ties."""
TIGHT_BEND = 4.0
"""The same on a page of a given size, where the last piece of a line is short."""
BEND = 7.0
"""Radius of the corners of a tie inside a reporting line."""
RING = 4.0
"""How far the ring around somebody on the path reaches beyond their card."""
LOSS_RING = 6.5
"""The same for somebody whose loss cuts us off: outside the ring of a path."""
NAME_SIZE = 11.0
"""Font size of the name of a department."""

STUB_NAME = 13.5
"""Font size of the name of somebody of another team."""

CountedLine = tuple[DrawnLine, tuple[int, ...]]
"""A line and the numbers of the cards that it joins."""


@dataclass(slots=True)
class Layers:
    """Marks from back to front, since cards cover lines and lines cover grounds."""

    grounds: list[Mark] = field(default_factory=list)
    reporting_lines: list[Mark] = field(default_factory=list)
    curves: list[Mark] = field(default_factory=list)
    ground_names: list[Mark] = field(default_factory=list)
    cards: list[Mark] = field(default_factory=list)
    counted: list[CountedLine] = field(default_factory=list)

    @property
    def marks(self) -> tuple[Mark, ...]:
        """All of them from back to front."""
        return (
            *self.grounds,
            *self.reporting_lines,
            *self.curves,
            *self.ground_names,
            *self.cards,
        )


@dataclass(frozen=True, slots=True)
class Drawing:
    """What every mark of the picture depends on."""

    choice: Choice
    people: Mapping[str, ShownPerson]
    sentences: Mapping[int, str]
    fields: Sequence[Field]
    language: Language
    strongest: Mapping[TieKind, float]
    boss_of: Mapping[str, str]
    names: Mapping[str, str]
    card_size: Size
    used_keys: set[str] = field(default_factory=set)

    @property
    def bend(self) -> float:
        """Radius of the corners of ties."""
        return TIE_BEND if self.card_size is WHOLE else TIGHT_BEND


def places_of_people(scene: Scene) -> dict[str, Point]:
    """The middles of all cards of an influence graph, by id."""
    places = {}
    for id, group in scene.groups().items():
        if "stakeholder" not in group.classes:
            continue
        cards = [mark for mark in group.marks if isinstance(mark, Box) and mark.solid]
        if cards:
            card = cards[0]
            places[id] = card.x + card.width / 2, card.y + card.height / 2
    return places


def draw_components(
    choice: Choice,
    components: Sequence[PlacedComponent],
    people: Sequence[ShownPerson],
    sentences: Mapping[int, str],
    language: Language,
    playbook: Playbook,
    card_size: Size,
    page: Page,
) -> Layers:
    """Draw every group of connected people."""
    all_ties = [tie for _, tie in choice.ties]
    drawing = Drawing(
        choice,
        {each.person.id: each for each in people},
        sentences,
        ties.tie_fields(all_ties, playbook, page),
        language,
        ties.strongest_by_kind(all_ties),
        {tie.source: tie.target for tie in all_ties if is_reporting(tie)},
        texts.names_of_all(choice),
        card_size,
    )
    # Metrics count runs through cards by number, over all groups of the page.
    card_numbers: dict[str, int] = {}
    for component in components:
        for id in component.layout.boxes:
            card_numbers[id] = len(card_numbers)
    layers = Layers()
    for component in components:
        _draw_grounds(drawing, component, layers)
        _draw_ties(drawing, component, card_numbers, layers)
        _draw_cards(drawing, component, layers)
    return layers


def _draw_grounds(drawing: Drawing, component: PlacedComponent, layers: Layers) -> None:
    for name, box in component.layout.grounds:
        page_box = component.box(box)
        layers.grounds.append(_draw_ground(name, page_box))
        size = max(NAME_SIZE, drawing.card_size.small)
        layers.ground_names.append(_draw_ground_name(name, page_box, size))


def _draw_ground(name: str, box: Rectangle) -> Group:
    left, top, right, bottom = box
    ground = Box(
        left,
        top,
        right - left,
        bottom - top,
        fill=style.GROUND.tint,
        radius=12.0,
    )
    return Group((ground,), classes=("department",), title=name)


def _draw_ground_name(name: str, box: Rectangle, size: float) -> Group:
    """The name of a department on a patch of its ground, since lines run below it."""
    left, _, right, bottom = box
    # A department is as wide as its people, however long its name is.
    shown = elide(name, right - left - 24, size, "semibold")
    text = line(
        shown,
        left + 12,
        bottom - 6,
        size=size,
        ink=style.GROUND.ink,
        weight="semibold",
    )
    patch = Box(
        text.x - 3,
        bottom - size - 5,
        text.width + 6,
        size + 2,
        fill=style.GROUND.tint,
        radius=3.0,
    )
    return Group((patch, text), classes=("department-name",))


def _draw_ties(
    drawing: Drawing,
    component: PlacedComponent,
    card_numbers: Mapping[str, int],
    layers: Layers,
) -> None:
    layout = component.layout
    with_another_inside = set(layout.shared.values())
    here = {*layout.reporting_lines, *layout.ties, *layout.shared}
    for number, tie in drawing.choice.ties:
        if number not in here:
            continue
        points, counted = _course(drawing, component, number, tie)
        marks = _tie_marks(drawing, tie, points, broad=number in with_another_inside)
        group = _tie_group(drawing, number, tie, marks)
        layer = layers.reporting_lines if is_reporting(tie) else layers.curves
        if drawing.choice.is_faded(tie.source, tie.target):
            # What fades lies behind what stands out.
            layer.insert(0, style.faded(group))
        else:
            layer.append(group)
        joined = (card_numbers[tie.source], card_numbers[tie.target])
        layers.counted.append((counted, joined))


def _tie_group(
    drawing: Drawing, number: int, tie: Tie, marks: tuple[Mark, ...]
) -> Group:
    sentence = drawing.sentences[number]
    fields, language = drawing.fields, drawing.language
    tooltip = ties.tie_tooltip(tie, sentence, fields, language)
    inside = texts.bundle_lines(drawing.choice, number, drawing.names, language)
    return Group(
        marks,
        key=ties.unused_key(tie, drawing.used_keys),
        title="\n".join([tooltip, *inside]),
        classes=("tie", tie.kind.value.replace("_", "-")),
        link=(tie.source, tie.target),
        details=ties.tie_details(tie, sentence, fields, language, drawing.strongest),
    )


def _course(
    drawing: Drawing, component: PlacedComponent, number: int, tie: Tie
) -> tuple[tuple[Point, ...], DrawnLine]:
    """Where a tie runs, and the line as it is counted.

    A reporting line has corners from boss to report; another tie control points from
    the person who influences to the one who is influenced.
    """
    layout = component.layout
    if is_reporting(tie):
        corners = component.points(layout.reporting_lines[number])
        return corners, DrawnLine(corners, ("boss", tie.target))
    source, target = influence_direction(tie)
    if number in layout.shared:
        corners = component.points(layout.reporting_lines[layout.shared[number]])
        boss = target if drawing.boss_of.get(source) == target else source
        # The family of the reporting lines: what runs inside the tree crosses nothing
        # that the tree does not cross already.
        counted = DrawnLine(corners, ("boss", boss))
        points = round_corners(corners if source == boss else corners[::-1], BEND)
    else:
        corners = component.points(layout.ties[number])
        if source != tie.source:
            corners = corners[::-1]
        if tie.kind in HEADED:
            half = ties.head_half_width(tie.kind, _share(drawing, tie))
            pills = _pills(drawing, component, target)
            corners = pills.beside(corners, half)
        counted = DrawnLine(corners, ("tie", number))
        points = round_corners(corners, drawing.bend)
    if tie.kind in HEADED:
        points = _pills(drawing, component, target).clear_of(points)
    return points, counted


def _pills(drawing: Drawing, component: PlacedComponent, id: str) -> Pills:
    box = component.box(component.layout.boxes[id])
    return Pills.of(drawing.people[id], box, drawing.card_size, drawing.language)


def _share(drawing: Drawing, tie: Tie) -> float | None:
    """The strength of a tie as a part of the strongest of its kind."""
    if tie.strength is None:
        return None
    return tie.strength / drawing.strongest[tie.kind]


def _tie_marks(
    drawing: Drawing, tie: Tie, points: tuple[Point, ...], *, broad: bool
) -> tuple[Mark, ...]:
    on_path = drawing.choice.is_on_path(tie)
    if is_reporting(tie):
        marks = ties.draw_reporting_line(points, broad=broad)
        return (ties.draw_halo(straight_curve(points)), *marks) if on_path else marks
    marks = ties.draw_tie(tie.kind, points, _share(drawing, tie))
    return (ties.draw_halo(points), *marks) if on_path else marks


def _draw_cards(drawing: Drawing, component: PlacedComponent, layers: Layers) -> None:
    for id, box in component.boxes.items():
        left, top, right, _ = box
        if id in drawing.choice.stubs:
            layers.cards.append(_draw_stub(drawing.people[id], box))
            continue
        card = draw_card(
            drawing.people[id],
            left,
            top,
            right - left,
            drawing.card_size,
            drawing.language,
            pill=True,
        )
        if drawing.choice.is_faded(id):
            card = style.faded(card)
        layers.cards.append(card)
        if id in drawing.choice.path:
            # Behind the ties, or it would cut off the heads that end at the card.
            layers.grounds.append(_draw_ring(box))
        lost = (drawing.choice.marked or {}).get(id)
        if lost is not None:
            layers.grounds.append(_draw_loss(box, lost))


def _draw_loss(box: Rectangle, lost: str) -> Group:
    """The ring around somebody whose loss cuts us off, with what is lost."""
    left, top, right, bottom = box
    ring = ties.loss_ring(
        left - LOSS_RING,
        top - LOSS_RING,
        right - left + 2 * LOSS_RING,
        bottom - top + 2 * LOSS_RING,
        radius=13.0,
    )
    return Group((ring,), title=lost)


def _draw_stub(shown: ShownPerson, box: Rectangle) -> Group:
    """Somebody of another team, to whom a tie leads: a name on a dashed ground."""
    left, top, right, bottom = box
    ground = Box(
        left,
        top,
        right - left,
        bottom - top,
        fill=style.PAPER,
        stroke=style.FAINT,
        radius=8.0,
        dash=style.DASH,
        solid=True,
    )
    name = line(
        elide(shown.person.name, right - left - 16, STUB_NAME),
        (left + right) / 2,
        (top + bottom) / 2 + STUB_NAME / 3,
        STUB_NAME,
        style.MUTED,
        anchor="middle",
        solid=True,
    )
    return Group(
        (ground, name),
        key=shown.person.id,
        title=shown.tooltip,
        classes=(*shown.classes, "stub"),
        details=shown.details,
    )


def _draw_ring(box: Rectangle) -> Box:
    left, top, right, bottom = box
    return Box(
        left - RING,
        top - RING,
        right - left + 2 * RING,
        bottom - top + 2 * RING,
        fill=style.PATH.tint,
        stroke=style.PATH.ink,
        stroke_width=1.4,
        radius=11.0,
    )
