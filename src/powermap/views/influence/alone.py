"""People without ties, in a tray of their own below the graph."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from powermap import style
from powermap.scene.marks import Box, Group, Mark
from powermap.scene.text import measure
from powermap.views import frame
from powermap.views.card_sizes import Size
from powermap.views.cards import card_height, draw_card
from powermap.views.cell_plan import PAD
from powermap.views.frame import line
from powermap.views.influence.component import PILL
from powermap.views.influence.faces import Face, card_width

if TYPE_CHECKING:
    from powermap.language import Language
    from powermap.views.people import ShownPerson

HEAD = 40.0
"""Height of the head of the tray."""
FOOT = 2.0
"""Below the last pill."""
AFTER = 12.0
"""Between the tray and what follows."""
HINT = 12.0
"""Font size of the hint."""
HINT_GAP = 10.0
"""Between the name of the tray and its hint."""


def draw_people_alone(
    people: Sequence[ShownPerson],
    top: float,
    width: float,
    language: Language,
    face: Face,
) -> tuple[list[Mark], float]:
    """The tray on a page of this width; and where what follows may begin."""
    if not people:
        return [], top
    size = face.card
    wide, rows = _card_rows(people, width, face)
    cards: list[Mark] = []
    y = top + HEAD
    for row in rows:
        for column, each in enumerate(row):
            x = frame.MARGIN + PAD + column * (wide + size.gap)
            cards.append(draw_card(each, x, y, wide, size, language, pill=True))
        y += _row_height(row, wide, size)
    bottom = y + FOOT
    head = _draw_head(top, bottom, width, language, max(HINT, size.small))
    return [head, *cards], bottom + AFTER


def tray_height(people: Sequence[ShownPerson], width: float, face: Face) -> float:
    """The height of the tray on a page of this width, with what comes after it."""
    if not people:
        return 0.0
    wide, rows = _card_rows(people, width, face)
    height = HEAD + FOOT + AFTER
    for row in rows:
        height += _row_height(row, wide, face.card)
    return height


def _card_rows(
    people: Sequence[ShownPerson], width: float, face: Face
) -> tuple[float, list[Sequence[ShownPerson]]]:
    """The width of a card, and who stands in each row of the tray."""
    room = width - 2 * frame.MARGIN - 2 * PAD
    # As many as fit at the width that cards have in the graph at least, so that both
    # parts of the page look alike.
    gap = face.card.gap
    least = face.widths.least
    if face.shape is not None:
        least = card_width(people, face)
    across = max(1, int((room + gap) / (least + gap)))
    wide = min((room - gap * (across - 1)) / across, face.widths.most)
    rows = [people[first : first + across] for first in range(0, len(people), across)]
    return wide, rows


def _row_height(row: Sequence[ShownPerson], wide: float, size: Size) -> float:
    tallest = max(card_height(each, wide, size) for each in row)
    return tallest + size.gap + max(size.overhang, PILL)


def _draw_head(
    top: float, bottom: float, width: float, language: Language, hint_size: float
) -> Group:
    tone = style.tone(None)
    ground = Box(
        frame.MARGIN,
        top,
        width - 2 * frame.MARGIN,
        bottom - top,
        fill=tone.tint,
        stroke=style.FAINT,
        stroke_width=0.9,
        radius=12.0,
        dash=style.DASH,
    )
    left = frame.MARGIN + PAD
    y = top + 25
    name = language.say("influence.alone")
    hint = language.say("influence.alone_hint")
    hint_left = left + measure(name, 14, "semibold") + HINT_GAP
    marks = (
        ground,
        line(
            name,
            left,
            y,
            size=14,
            ink=tone.ink,
            weight="semibold",
            solid=True,
        ),
        line(
            hint,
            hint_left,
            y,
            size=hint_size,
            ink=style.MUTED,
            solid=True,
        ),
    )
    return Group(marks, key="without ties", classes=("without-ties",))
