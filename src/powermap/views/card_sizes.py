"""Measures of cards: whole, short, tight, and of one line."""

from __future__ import annotations

from dataclasses import dataclass, replace

PILL_EXTRA = 5.0  # height of a pill beside its text
AROUND_PHOTO = 3.5  # between a photo and the edges of a card of one line


@dataclass(frozen=True, slots=True)
class Size:
    """Measures of one kind of card, in points.

    Attributes
    ----------
    height : float
        Of a card whose name has one line.
    gap : float
        Between two cards.
    disc : float
        Radius of the stance.
    inset : float
        From the edge to disc and title.
    step : float
        From one line of a wrapped name to the next.
    whole : bool
        Whether the title has room under the name.
    baseline : float
        From the upper edge to the baseline of a name without a title.
    dots : float
        From the upper edge to the contact dots.
    name : float
        Font size of the name.
    title : float
        Font size of the title.
    small : float
        Font size of the role and of counts, the smallest one.
    drop : float
        From the lower edge down to the middle of what hangs there.
    title_lines : int
        Lines that a title may take.
    title_step : float
        From one line of a title to the next.
    """

    height: float
    gap: float
    disc: float
    inset: float
    step: float
    whole: bool
    baseline: float
    dots: float
    name: float = 13.0
    title: float = 12.0
    small: float = 10.0
    drop: float = 0.0
    title_lines: int = 1
    title_step: float = 15.0

    @property
    def overhang(self) -> float:
        """How far the role reaches below the card."""
        return self.drop + (self.small + PILL_EXTRA) / 2

    @property
    def photo(self) -> float:
        """Radius of a photo in the place of the disc."""
        return self.height / 2 - AROUND_PHOTO


# Tight cards save a point of height and half of the gap: with them some forty people
# still fit the standard page.
WHOLE = Size(50, 12, 11.5, 9, 17, whole=True, baseline=30, dots=13, name=13.5)
# Where a cell has height left for titles that are too long for one line.
WRAPPED_TITLES = (replace(WHOLE, title_lines=3), replace(WHOLE, title_lines=2))
SHORT = Size(29, 6, 8.7, 8, 16, whole=False, baseline=19.5, dots=14.5)
TIGHT = Size(28, 3, 8.7, 8, 15.5, whole=False, baseline=19.5, dots=14.5)
# For pages of a given size, where the smallest text is what decides: fonts that are
# nearly equal, and in the second one the name alone.
EVEN = Size(
    50, 12, 11.5, 9, 17, whole=True, baseline=30, dots=13, name=13.5, small=11.2
)
LINE = Size(
    28,
    10,
    8.7,
    7,
    16,
    whole=False,
    baseline=18.5,
    dots=14,
    name=13.5,
    small=12.7,
    drop=3.6,
)
# For few people, whose names are larger beside the same smallest text.
LARGE_LINE = Size(
    26,
    10,
    8.2,
    7,
    16,
    whole=False,
    baseline=17.5,
    dots=13,
    name=13.5,
    small=11.1,
    drop=3.6,
)
