"""Where each group of connected people stands on the page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from powermap.model import BuyingCenter
from powermap.scene.layout.packing import pack_shelves, preferred_width
from powermap.scene.marks import Point, Rectangle
from powermap.scene.text import measure
from powermap.views import frame
from powermap.views.card_sizes import WHOLE, Size
from powermap.views.cards import beside_name, card_height
from powermap.views.influence.component import PILL, Component, ComponentLayout
from powermap.views.influence.layout import lay_out
from powermap.views.influence.ordering import connected_groups, order
from powermap.views.person_lines import BETWEEN

if TYPE_CHECKING:
    from powermap.views.influence.choice import Choice, Options
    from powermap.views.people import ShownPerson


@dataclass(frozen=True, slots=True)
class CardWidths:
    """Width of cards with short names, and with long ones."""

    least: float
    most: float


USUAL_WIDTHS = CardWidths(200.0, 236.0)
"""Of cards on a page that grows with them."""
NARROW_WIDTHS = CardWidths(120.0, 220.0)
"""Of cards on a page of a given size: as wide as their texts."""
DOTS = 33.0
"""Width of the contact dots, which stand beside the name and not beside the title."""
STUB_HEIGHT = 26.0
"""Of the card of somebody of another team."""
SLACK = 11.0
"""Points of a card between its name and the dots."""
WHOLE_NAMES = 0.9
"""Share of names that fit on one line; one long title does not widen every card."""
GAP = 44.0
"""Between two groups."""
TIGHT_GAP = 26.0
"""The same on a page of a given size."""
SHELVES = (1.0, 1.15, 1.3, 1.5, 1.75, 2.0)
"""Times the width of the page's shape for which groups are packed."""
ASPECT = 1.78
"""Width to height of the page that groups are packed for."""


@dataclass(frozen=True, slots=True)
class Face:
    """How cards look, and for which shape of page they are laid out.

    `shape` is width to height of the room for the graph; None on a page that grows.
    `names` is the share of people whose name and title fit on one line.
    """

    card: Size
    widths: CardWidths
    shape: float | None = None
    names: float = WHOLE_NAMES


GROWING = Face(WHOLE, USUAL_WIDTHS)
"""On a page that grows with its people."""


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
    """All groups on the page, who is in none of them, and the size of all groups."""

    components: Sequence[PlacedComponent]
    alone: Sequence[ShownPerson]
    width: float
    height: float

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
    if not connected:
        return Placement([], people_alone, 0.0, 0.0)

    # All groups are laid out together and may stand in the same rows.
    if not options.apart or options.height == "power":
        connected = [[id for group in connected for id in group]]
    layouts = []
    for component in _components(connected, choice, people, options, face):
        layouts.append(lay_out(component))

    placed, width, height = _pack(layouts, face)
    return Placement(placed, people_alone, width, height)


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
            is_one_of_several=len(groups) > 1,
            overhang=max(face.card.overhang, PILL),
        )


def card_width(people: Sequence[ShownPerson], face: Face) -> float:
    """Wide enough for nine names and titles of ten, or for all, within the limits."""
    size = face.card
    widths = []
    for each in people:
        beside = beside_name(each, size) + SLACK
        width = measure(each.person.name, size.name, "semibold") + beside
        if size.whole:
            title = measure(each.second_line, size.title) + beside - DOTS
            width = max(width, title)
        widths.append(width)
    widths.sort()
    least, most = face.widths.least, face.widths.most
    wanted = least
    if widths:
        wanted = widths[min(int(len(widths) * face.names), len(widths) - 1)]
    return min(max(wanted, least), most)


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


def _pack(
    layouts: Sequence[ComponentLayout], face: Face
) -> tuple[list[PlacedComponent], float, float]:
    """The groups side by side and below one another; and the size of all."""
    # Pills of the lowest row reach below the layout.
    sizes = []
    for layout in layouts:
        sizes.append((layout.width, layout.height + max(face.card.overhang, PILL)))
    if face.shape is not None:
        corners, (width, height) = _pack_into_shape(sizes, face.shape)
    else:
        least = frame.WIDTH - 2 * frame.MARGIN
        room = preferred_width(sizes, least=least, aspect=ASPECT)
        corners, (width, height) = pack_shelves(sizes, width=room, gap=GAP)
    placed = []
    for layout, (x, y) in zip(layouts, corners, strict=True):
        placed.append(PlacedComponent(layout, x, y))
    return placed, width, height


def _pack_into_shape(
    sizes: Sequence[tuple[float, float]], shape: float
) -> tuple[tuple[Point, ...], tuple[float, float]]:
    """The packing that is largest on a page of this shape."""
    usual = preferred_width(sizes, least=0.0, aspect=shape)
    packings = []
    for factor in SHELVES:
        packing = pack_shelves(sizes, width=usual * factor, gap=TIGHT_GAP)
        _, (width, height) = packing
        packings.append((max(width / shape, height), packing))
    _, best = min(packings, key=lambda each: each[0])
    return best
