"""Where each group of connected people stands on the page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from powermap.model import BuyingCenter
from powermap.scene.marks import Point, Rectangle
from powermap.views.cards import card_height
from powermap.views.influence.component import PILL, Component, ComponentLayout
from powermap.views.influence.faces import Face, card_width
from powermap.views.influence.layout import lay_out
from powermap.views.influence.ordering import connected_groups, order
from powermap.views.influence.packing import is_out_of_shape, pack_groups
from powermap.views.person_lines import BETWEEN

if TYPE_CHECKING:
    from powermap.views.influence.choice import Choice, Options
    from powermap.views.people import ShownPerson


STUB_HEIGHT = 26.0
"""Of the card of somebody of another team."""


@dataclass(frozen=True, slots=True)
class PlacedComponent:
    """A group of connected people at its place on the page."""

    layout: ComponentLayout
    dx: float
    dy: float

    def moved(self, dx: float, dy: float) -> PlacedComponent:
        """The group farther right and down."""
        return replace(
            self,
            dx=self.dx + dx,
            dy=self.dy + dy,
        )

    def points(self, points: Iterable[Point]) -> tuple[Point, ...]:
        """Points of the group as points of the page."""
        moved = []
        for x, y in points:
            # Hundredths, so that ties that met in the layout still meet after the move.
            moved.append((round(x + self.dx, 2), round(y + self.dy, 2)))
        return tuple(moved)

    def box(self, box: Rectangle) -> Rectangle:
        """A rectangle of the group on the page."""
        left, top, right, bottom = box
        return (
            left + self.dx,
            top + self.dy,
            right + self.dx,
            bottom + self.dy,
        )

    @property
    def boxes(self) -> dict[str, Rectangle]:
        """The cards on the page."""
        boxes = {}
        for id, box in self.layout.boxes.items():
            boxes[id] = self.box(box)
        return boxes


@dataclass(frozen=True, slots=True)
class Placement:
    """All groups on the page, who is in none of them, and the size of all groups.

    `page_width` is that of a page which grows with them.
    """

    components: Sequence[PlacedComponent]
    alone: Sequence[ShownPerson]
    width: float
    height: float
    page_width: float

    def moved(self, dx: float, dy: float) -> Placement:
        """Everything farther right and down."""
        components = [each.moved(dx, dy) for each in self.components]
        return replace(self, components=components)


def place(
    choice: Choice,
    people: Sequence[ShownPerson],
    options: Options,
    face: Face,
) -> Placement:
    """Lay out each connected group on its own and pack all of them."""
    ids = [person.id for person in choice.center]
    groups = connected_groups(ids, choice.ties)
    connected = [group for group in groups if len(group) > 1]
    alone = {group[0] for group in groups if len(group) == 1}
    people_alone = [each for each in people if each.person.id in alone]
    # All groups are laid out together and may stand in the same rows.
    if connected and (not options.apart or options.height == "power"):
        connected = [[id for group in connected for id in group]]
    components = list(_components(connected, choice, people, options, face))
    layouts = [lay_out(component) for component in components]
    placement, area = _packed(layouts, people_alone, face)
    if len(layouts) < 2:
        return placement
    for at, layout in enumerate(layouts):
        if is_out_of_shape(layout.width, layout.height, face):
            # As if it had the page for itself, which cuts a deep one into strips.
            layouts[at] = lay_out(replace(components[at], is_one_of_several=False))
    reshaped, smaller = _packed(layouts, people_alone, face)
    return reshaped if smaller < area else placement


def _packed(
    layouts: Sequence[ComponentLayout], alone: Sequence[ShownPerson], face: Face
) -> tuple[Placement, float]:
    """All groups on their page, and the area of that."""
    # Pills of the lowest row reach below the layout.
    below = max(face.card.overhang, PILL)
    sizes = [(layout.width, layout.height + below) for layout in layouts]
    packing = pack_groups(sizes, alone, face)
    components = []
    for layout, (x, y) in zip(layouts, packing.corners, strict=True):
        components.append(PlacedComponent(layout, x, y))
    placement = Placement(
        components,
        alone,
        packing.width,
        packing.height,
        packing.page_width,
    )
    return placement, packing.area


def _components(
    groups: Sequence[Sequence[str]],
    choice: Choice,
    people: Sequence[ShownPerson],
    options: Options,
    face: Face,
) -> Iterable[Component]:
    width = card_width(people, face)
    sizes = {}
    for each in people:
        height = card_height(each, width, face.card)
        if each.person.id in choice.stubs:
            height = STUB_HEIGHT
        sizes[each.person.id] = (width, height)
    # One order for all groups, so that powerful people stand high in each.
    place_of = order(choice.center, choice.ties)
    place_in_file = {person.id: at for at, person in enumerate(choice.center)}
    for group in groups:
        members = set(group)
        yield Component(
            ids=sorted(group, key=place_of.__getitem__),
            sizes=sizes,
            ties=[each for each in choice.ties if each[1].source in members],
            departments=_grounds(choice.center, members, options),
            place_in_file=place_in_file,
            sideways=options.sideways,
            shape=face.shape,
            is_strict=options.height == "power",
            earlier=options.earlier,
            row_memory=options.row_memory,
            is_one_of_several=len(groups) > 1,
            overhang=max(face.card.overhang, PILL),
        )


def _grounds(
    center: BuyingCenter, members: set[str], options: Options
) -> Mapping[str, list[str]]:
    """Who stands together on a ground, by its name."""
    grounds: dict[str, list[str]] = {}
    for person in center:
        names = []
        if options.organizations:
            names.append(person.organization)
        if options.departments:
            names.append(person.department)
        name = BETWEEN.join(filter(None, names))
        if name and person.id in members:
            grounds.setdefault(name, []).append(person.id)
    return grounds
