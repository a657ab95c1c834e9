"""The pills at the lower edge of a card, which heads of ties keep clear of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from powermap.scene.curves import clip_before_box
from powermap.views.cards import PILL_INSET, pill_width, sign_width
from powermap.views.influence.component import PILL

if TYPE_CHECKING:
    from powermap.language import Language
    from powermap.scene.marks import Point, Rectangle
    from powermap.views.card_sizes import Size
    from powermap.views.people import ShownPerson

NEAR = 12.0
"""Height above the lower edge of a card from which on a line may meet a pill."""
CLEARANCE = 1.5
"""Between a pill and the head of a line."""
LAST_PIECE = 60.0
"""Points of the last piece of a line up to which it stays between two rows of cards."""


@dataclass(frozen=True, slots=True)
class Pills:
    """Left and right edges of the pills of a card, and how far they reach below it."""

    edges: tuple[tuple[float, float], ...]
    bottom: float
    overhang: float

    @classmethod
    def of(
        cls, shown: ShownPerson, box: Rectangle, size: Size, language: Language
    ) -> Pills:
        """The pills of a person whose card is this box."""
        left, _, right, bottom = box
        edges = []
        if shown.assignment.role is not None:
            width = pill_width(shown.assignment.role, language, size)
            edges.append((right - PILL_INSET - width, right - PILL_INSET))
        if shown.team:
            start = left + PILL_INSET
            edges.append((start, start + sign_width(shown.team, size.small)))
        return cls(tuple(edges), bottom, max(size.overhang, PILL))

    def beside(
        self, corners: tuple[Point, ...], half_width: float
    ) -> tuple[Point, ...]:
        """The corners of a line, aside by what its head would cover of a pill.

        Examples
        --------
        >>> pills = Pills(((60.0, 90.0),), bottom=50.0, overhang=8.0)
        >>> pills.beside(((0, 90), (57, 90), (57, 50)), half_width=4.0)
        ((0, 90), (54.5, 90), (54.5, 50))
        """
        if len(corners) < 3 or not self._is_met_by(corners):
            return corners
        (_, before), (x, end) = corners[-2:]
        # A longer last piece passes other cards, beside which there may be no room.
        if not end < before <= end + LAST_PIECE:
            return corners
        away = half_width + CLEARANCE
        for left, right in self.edges:
            if left - away < x < left:
                x = left - away
            elif right < x < right + away:
                x = right + away
        return (*corners[:-2], (x, before), (x, end))

    def clear_of(self, curve: tuple[Point, ...]) -> tuple[Point, ...]:
        """A curve that would end under a pill ends at the edge of the pill."""
        if not self._is_met_by(curve):
            return curve
        for left, right in self.edges:
            pill = (
                left - CLEARANCE,
                self.bottom - PILL,
                right + CLEARANCE,
                self.bottom + self.overhang,
            )
            curve = clip_before_box(curve, pill)
        return curve

    def _is_met_by(self, points: Sequence[Point]) -> bool:
        """Whether a line arrives from below, where the pills are."""
        return points[-1][1] >= self.bottom - NEAR
