"""The page that a picture is laid out for, and what its user asked of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from powermap.frozen import FrozenMapping

if TYPE_CHECKING:
    from powermap.views.people import PeopleMemory

__all__ = ["HEIGHT", "LEFT", "MARGIN", "ROUNDING", "STANDARD", "WIDTH", "Page"]

WIDTH = 1280.0  # of the standard page, in points
HEIGHT = 720.0  # of the standard page
NARROW = 790.0  # of a page on which measures are the smallest
MARGIN = 36.0  # between the content and the edges of the page
ROUNDING = 0.5  # by which a picture may be higher than its page
LEFT = 84.0  # left edge of a plot, which leaves room for the upright axis


@dataclass(frozen=True, slots=True)
class Page:
    """The page that a picture is laid out for, in points, and what stands on it.

    Attributes
    ----------
    width : float
        That the picture always takes.
    height : float
        That it takes at least.
    may_grow : bool
        Whether it may be taller when people need it.
    in_any_case : bool
        Whether a picture that does not fit is drawn all the same. Without it a view
        may say that it is crowded and draw nothing.
    title, subtitle : str, optional
        In place of the usual ones; an empty subtitle leaves it out.
    message : str
        A line under them that says what the picture says.
    legend : bool
        Whether the signs are explained.
    show : tuple of str
        Fields of a person under the name, in place of the title.
    order : str, optional
        What people are sorted by, in place of the usual order.
    out_of : int, optional
        How many people there are, where only some of them are drawn.
    part : (number, count), optional
        Which of several pages it is, where one does not hold everything.
    only_whole : bool
        Whether nothing is drawn where further pages would be needed.
    lanes : bool
        Whether people stand by organization within their cell.
    with_notes : bool
        Whether texts behind the marks hold notes, evidence and quotes.
    photos : mapping of str to str
        By id the photo of each person, where photos are asked for; empty for those
        who have none.
    memory : PeopleMemory, optional
        What is written of people, where they are drawn more than once.
    """

    width: float = WIDTH
    height: float = HEIGHT
    may_grow: bool = True
    in_any_case: bool = False
    title: str | None = None
    subtitle: str | None = None
    message: str = ""
    legend: bool = True
    show: tuple[str, ...] = ()
    order: str | None = None
    out_of: int | None = None
    part: tuple[int, int] | None = None
    only_whole: bool = False
    lanes: bool = False
    with_notes: bool = False
    photos: Mapping[str, str] = FrozenMapping()
    memory: PeopleMemory | None = field(default=None, compare=False, repr=False)

    @property
    def left(self) -> float:
        """The left edge of a plot."""
        return LEFT

    @property
    def right(self) -> float:
        """The right edge of a plot."""
        return self.width - MARGIN

    def between(self, narrow: float, wide: float) -> float:
        """A measure that goes from one to the other as the page gets wide."""
        share = (self.width - NARROW) / (WIDTH - NARROW)
        share = min(max(share, 0.0), 1.0)
        return narrow + (wide - narrow) * share

    def spare_below(self, low: float) -> float:
        """The height left below a picture that ends there; less than 0 if it is missing.

        A page that grows has none.
        """
        return 0.0 if self.may_grow else self.height - MARGIN - low

    def is_too_low_for(self, height: float) -> bool:
        """Whether a picture of this height will not be shown, so need not be drawn."""
        if self.may_grow or self.in_any_case:
            return False
        return height > self.height + ROUNDING

    def fit(self, *, squeezed: bool, left_out: bool = False) -> dict[str, object]:
        """What the metrics of a picture say about how it fits a page of a given size.

        A picture that is crowded needs a larger page, one that is squeezed had to move
        together, or even something is left out.
        """
        if self.may_grow:
            return {}
        return {
            "crowded": self.width < NARROW - 1,
            "squeezed": squeezed,
            "left_out": left_out,
        }


STANDARD = Page()
"""The page of a picture of which nothing is asked."""
