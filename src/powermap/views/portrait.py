"""A person's photo in the place of their disc, with the stance as a ring and a sign."""

from __future__ import annotations

from typing import TYPE_CHECKING

from powermap import style
from powermap.scene.marks import Disc, Image, Mark

if TYPE_CHECKING:
    from powermap.views.people import ShownPerson

__all__ = ["draw_portrait"]

RING = 1.8
"""Width of the ring."""
BADGE = 0.42
"""Radius of the sign of the stance, as a share of that of the photo."""
LEAST_BADGE = 5.2
"""The same in points: a smaller sign could not be read."""
AWAY = 0.72
"""From the middle of the photo to that of the sign, as a share of its radius."""


def draw_portrait(
    shown: ShownPerson, x: float, y: float, radius: float, *, solid: bool = False
) -> tuple[Mark, ...]:
    """The photo of a person who has one, as a disc."""
    inner = radius - RING
    stance = shown.person.stance
    ink = style.FAINT if stance is None else style.STANCES[stance]
    ring = Disc(
        x,
        y,
        radius - RING / 2,
        fill=style.PAPER,
        stroke=ink,
        stroke_width=RING,
        dash=style.SMALL_DASH if stance is None else (),
        solid=solid,
    )
    photo = Image(
        x - inner,
        y - inner,
        2 * inner,
        2 * inner,
        shown.photo or "",
        shown.person.name,
        radius=inner,
    )
    badge = max(radius * BADGE, LEAST_BADGE)
    # At the left, since veto and declared role have their signs at the right.
    badge_x = x - radius * AWAY
    badge_y = y + radius * AWAY
    return (
        ring,
        photo,
        *style.halo(badge_x, badge_y, badge + 1.2),
        *shown.draw_stance(badge_x, badge_y, badge),
    )
