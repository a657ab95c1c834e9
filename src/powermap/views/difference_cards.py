"""The cards of a chart of changes: people where they are now, outlines where they were."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from powermap import style
from powermap.model import Involvement, Power
from powermap.scene.marks import Box, Detail, Group, Mark, Rectangle
from powermap.scene.text import elide, measure, wrap_within
from powermap.style import flow
from powermap.views.chips import draw_chip
from powermap.views.difference_density import ROOMY, Density
from powermap.views.frame import line
from powermap.views.people import ShownPerson
from powermap.views.person_lines import name_in_lines

if TYPE_CHECKING:
    from powermap.language import Language

NAME = 13.5  # font sizes
TITLE = 12.0
SMALL = 12.0
STEP = 17.0  # from line to line of a card
MOST_LINES = 2  # of one change; the rest is in the tooltip
DISC = 19.0  # from the left edge to the middle of the disc and of a triangle
TEXT = 37.0  # from the left edge to the text
INSET = 9.0  # from the text to the right edge
AFTER_NAME = 8.0  # between a name and what stands in the same line

Place = tuple[Power, Involvement | None] | None
"""A cell, or None for those whose power is unknown."""
Kind = Literal["new", "changed", "same", "ghost", "gone"]
"""Where somebody is (new, changed or as before), was (ghost), or was before removal."""


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One change on a card, and whether it is better for us."""

    text: str
    better: bool | None = None
    is_role: bool = False
    is_outlined: bool = False
    """Whether an outline says the same."""


@dataclass(frozen=True, slots=True)
class Item:
    """Somebody at one place: now, before, or removed."""

    subject: ShownPerson
    kind: Kind
    place: Place = None
    lines: tuple[ChangeLine, ...] = ()
    tooltip: str = ""
    """All changes in sentences."""

    @property
    def is_outline(self) -> bool:
        """Whether nobody is here any more."""
        return self.kind in {"ghost", "gone"}

    @property
    def has_title(self) -> bool:
        """Whether there is a title that a card may show."""
        return bool(self.subject.second_line) and self.kind in {"new", "changed"}

    @property
    def key(self) -> str:
        """Key of the group; that of an outline is no valid id of a person."""
        id = self.subject.person.id
        return f"{id} before" if self.is_outline else id


def card_height(item: Item, width: float, density: Density = ROOMY) -> float:
    """How tall the card of somebody has to be."""
    height = 29.0 + STEP * (len(_name_lines(item, width)) - 1)
    if item.has_title and density.titles:
        height += 18
    lines = _lines_below(item, density)
    changes = sum(len(_change_lines(change, width)) for change in lines)
    if changes:
        height += STEP * changes + 5
    return height


def _name_lines(item: Item, width: float) -> tuple[str, ...]:
    # Dots of contact or the mark of a new person need more room than an outline.
    corner = 44 if item.is_outline else 48
    room = width - TEXT - corner
    return name_in_lines(item.subject.person.name, room, NAME)


def _lines_below(item: Item, density: Density) -> tuple[ChangeLine, ...]:
    """The changes that stand below the name and the title."""
    if item.is_outline and density.low_outlines:
        return ()
    if density.roles:
        return item.lines
    return tuple(change for change in item.lines if not change.is_outlined)


def _change_lines(change: ChangeLine, width: float) -> tuple[str, ...]:
    room = width - TEXT - INSET
    return wrap_within(change.text, room, SMALL, most=MOST_LINES)


def draw_card(
    item: Item,
    box: Rectangle,
    bounds: Rectangle,
    language: Language,
    density: Density = ROOMY,
) -> Group:
    """The card of somebody, or the outline where they were."""
    left, top, right, _ = box
    marks: list[Mark] = [*_draw_ground(item, box)]
    radius = 8 if item.is_outline else 10
    stance = item.subject.person.stance
    marks += style.stance_disc(stance, left + DISC, top + 15, radius)
    y = top + 19.5
    marks += _draw_name(item, left + TEXT, y, right - left)
    y += STEP * (len(_name_lines(item, right - left)) - 1)
    if not item.is_outline:
        marks += _draw_corner(item, right - INSET, top + 14.5, language)
    if item.has_title and density.titles:
        y += 17
        room = right - left - TEXT - INSET
        title = elide(item.subject.second_line, room, TITLE)
        marks.append(line(title, left + TEXT, y, TITLE, style.MUTED, solid=True))
    if item.is_outline and density.low_outlines:
        marks += _draw_beside_name(item, box)
    marks += _draw_changes(item, _lines_below(item, density), box, y + 5)
    return Group(
        tuple(marks),
        item.key,
        _tooltip(item),
        _classes(item),
        bounds,
        details=_details(item, language),
    )


def draw_unchanged(
    item: Item, box: Rectangle, bounds: Rectangle, language: Language
) -> Group:
    """Somebody of whom nothing changed, as a disc and a name."""
    chip = draw_chip(item.subject, box)
    details = _details(item, language)
    return replace(chip, classes=_classes(item), bounds=bounds, details=details)


def _tooltip(item: Item) -> str:
    change = item.lines[0].text if item.kind == "ghost" else item.tooltip
    if not change:
        return item.subject.tooltip
    return f"{change}\n{item.subject.tooltip}"


def _classes(item: Item) -> tuple[str, ...]:
    if item.is_outline:
        return ("outline", item.kind)
    return ("stakeholder", *item.subject.classes[1:], item.kind)


def _details(item: Item, language: Language) -> tuple[Detail, ...]:
    # A ghost is a second drawing of somebody whose details are at the card.
    if item.kind == "ghost":
        return ()
    change = Detail(language.say("difference.change"), item.tooltip)
    return (*item.subject.details, change)


def _draw_ground(item: Item, box: Rectangle) -> tuple[Mark, ...]:
    if item.is_outline:
        return (_draw_outline(box),)
    left, top, right, low = box
    rim = style.RULE
    rim_width = 1.0
    if item.kind != "same":
        rim = flow.FRESH
        rim_width = 1.6
    size = (right - left, low - top)
    card = Box(left, top, *size, style.PAPER, rim, rim_width, 8.0, solid=True)
    return (*_draw_shadow(box), card)


def _draw_outline(box: Rectangle) -> Box:
    left, top, right, low = box
    size = (right - left, low - top)
    return Box(left, top, *size, None, style.FAINT, 1.1, 8.0, style.DASH, solid=True)


def _draw_shadow(box: Rectangle) -> tuple[Mark, ...]:
    """A faint wide box and a darker one, which together look soft."""
    left, top, right, low = box
    width = right - left
    height = low - top
    ink = style.SHADOW
    return (
        Box(left - 0.5, top + 1.5, width + 1, height, ink, radius=8.5, opacity=0.05),
        Box(left, top + 0.8, width, height, ink, radius=8, opacity=0.06),
    )


def _draw_name(item: Item, left: float, y: float, width: float) -> list[Mark]:
    ink = style.MUTED if item.is_outline else style.TEXT
    marks: list[Mark] = []
    for text in _name_lines(item, width):
        marks.append(line(text, left, y, NAME, ink, "semibold", solid=True))
        y += STEP
    return marks


def _draw_corner(
    item: Item, right: float, y: float, language: Language
) -> tuple[Mark, ...]:
    """At the top right: how well we know the person, or that they are new."""
    if item.kind != "new":
        return style.contact_dots(item.subject.person.contact, right, y)
    text = language.say("difference.new")
    width = measure(text, 10.5, "semibold") + 14
    middle = right - width / 2
    return (
        Box(
            right - width,
            y - 8,
            width,
            16,
            flow.FRESH,
            radius=8.0,
        ),
        line(
            text,
            middle,
            y + 3.6,
            10.5,
            style.PAPER,
            "semibold",
            "middle",
        ),
    )


def _draw_beside_name(item: Item, box: Rectangle) -> list[Mark]:
    """Where somebody is now, where the line of the name has room for it."""
    left, top, right, _ = box
    names = _name_lines(item, right - left)
    taken = max(measure(name, NAME, "semibold") for name in names)
    room = right - left - TEXT - taken - INSET - AFTER_NAME
    marks: list[Mark] = []
    for change in item.lines:
        if measure(change.text, SMALL) <= room:
            x = right - INSET
            y = top + 19.5
            words = line(
                change.text, x, y, SMALL, style.MUTED, anchor="end", solid=True
            )
            marks.append(words)
    return marks


def _draw_changes(
    item: Item, lines: Sequence[ChangeLine], box: Rectangle, y: float
) -> list[Mark]:
    """What changed: a triangle for better, worse or neither, and the words."""
    left, _, right, _ = box
    marks: list[Mark] = []
    at = y + STEP * 0.72
    for change in lines:
        ink = style.MUTED
        if item.kind == "changed":
            ink = tone_of(change.better).ink
            marks += flow.turn_sign(change.better, left + DISC, at - 3.8, ink)
        for text in _change_lines(change, right - left):
            marks.append(
                line(
                    text,
                    left + TEXT,
                    at,
                    SMALL,
                    ink,
                    solid=True,
                )
            )
            at += STEP
    return marks


def tone_of(better: bool | None) -> style.Tone:
    """The colors of a change that is better, worse or neither."""
    if better is None:
        return flow.NEUTRAL
    return flow.BETTER if better else flow.WORSE
