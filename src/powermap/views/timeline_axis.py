"""The days of a history from left to right, none so near the next that signs meet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from powermap import style
from powermap.scene.marks import Mark, Path
from powermap.scene.text import measure
from powermap.views.frame import line

if TYPE_CHECKING:
    from powermap.language import Language

__all__ = ["Axis"]

LEAST = 22.0  # between two versions, where the width allows it
SIZE = 11.0  # font size of days
APART = 14.0  # between two days


@dataclass(frozen=True, slots=True)
class Axis:
    """Where each version stands.

    Attributes
    ----------
    days : tuple of date
    places : tuple of float
        Abscissas in points.
    left, right : float
        Ends of the axis.
    """

    days: tuple[date, ...]
    places: tuple[float, ...]
    left: float
    right: float

    @classmethod
    def of(cls, days: Sequence[date], left: float, right: float) -> Axis:
        """The axis of some days, by their distance in time.

        Examples
        --------
        >>> days = [date(2026, 1, 1), date(2026, 1, 2), date(2026, 4, 11)]
        >>> [round(place) for place in Axis.of(days, 0, 1000).places]
        [0, 22, 1000]
        """
        if len(days) == 1:
            return cls(tuple(days), ((left + right) / 2,), left, right)
        span = (days[-1] - days[0]).days or 1
        least = min(LEAST, (right - left) / (len(days) - 1))
        places: list[float] = []
        for day in days:
            place = left + (right - left) * (day - days[0]).days / span
            places.append(max(place, places[-1] + least) if places else place)
        # Pushed beyond the end, they move back as far as they must.
        limit = right
        for index in range(len(places) - 1, -1, -1):
            places[index] = min(places[index], limit)
            limit = places[index] - least
        return cls(tuple(days), tuple(places), left, right)

    @property
    def least_gap(self) -> float:
        """The least distance of two versions."""
        pairs = zip(self.places, self.places[1:], strict=False)
        return min((right - left for left, right in pairs), default=LEAST)

    def draw(self, y: float, language: Language) -> Iterator[Mark]:
        """The days for which there is room, the first and the last always."""
        taken: list[tuple[float, float]] = []
        order = [0, len(self.days) - 1, *range(1, len(self.days) - 1)]
        for index in dict.fromkeys(order):
            text = language.text(self.days[index])
            wide = measure(text, SIZE)
            x = self.places[index]
            start, end = x - wide / 2 - APART, x + wide / 2 + APART
            if any(start < other_end and end > other for other, other_end in taken):
                continue
            taken.append((start + APART / 2, end - APART / 2))
            yield line(text, x, y + SIZE, SIZE, style.MUTED, anchor="middle")

    def lines(self, top: float, low: float) -> list[Mark]:
        """A faint line for each version."""
        lines: list[Mark] = []
        for place in self.places:
            steps = (("M", place, top), ("L", place, low))
            lines.append(Path(steps, stroke=style.RULE, stroke_width=0.6, opacity=0.7))
        return lines
