"""The ways to fit an influence graph on a page, from the most to the least that is shown.

Each is a rung of a ladder: cards without titles, one tie each, folded teams.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeVar

from powermap.views.card_sizes import EVEN, Size
from powermap.views.influence.faces import WHOLE_NAMES
from powermap.views.influence.folding import READABLE_PEOPLE
from powermap.views.page_size import SIZES, PageSize

if TYPE_CHECKING:
    from powermap.views.influence.choice import Choice, Options

FEW_PEOPLE = 20
"""People up to whom names are large."""
LARGE_NAME = 11.0
"""Points of a name on a slide of few people."""
SMALL_NAME = 9.5
"""The same with more people."""
WIDER_ROWS = (1.0, 1.15)
"""Times the shape of the page for which rows are tried, since rows come out too short."""
NEARLY = 0.85
"""Share of what texts should be from which on rows of another length are tried."""
LARGER = 0.7
"""Power of that share by which cards become fewer at once, which saves layouts."""
SHORTER_ROWS = 0.75
"""The same for cards with titles, where the width of the page is what is short."""
FEWER_CARDS = (30, 26, 22, 19, 16, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5)
"""Cards that are tried one after the other when everybody does not fit."""


@dataclass(frozen=True, slots=True)
class Rung:
    """One way to fit people on a page: how cards look, and what is left out.

    `wider` is by how much longer rows are than what the shape of the page suggests,
    `names` the share of people whose name and title fit on one line.
    """

    card: Size
    one_tie_each: bool = False
    most: int = READABLE_PEOPLE
    wider: float = 1.0
    names: float = WHOLE_NAMES


class Fitted(Protocol):
    """A picture laid out in one of these ways, as far as the ladder asks."""

    @property
    def rung(self) -> Rung:
        """How cards look, and what is left out."""

    @property
    def choice(self) -> Choice:
        """Who is drawn."""

    @property
    def name_size(self) -> float:
        """Points of a name."""

    @property
    def share(self) -> float:
        """How large texts are, as a part of what they should be."""

    @property
    def is_readable(self) -> bool:
        """Whether all texts are as large as they should be."""


_Fit = TypeVar("_Fit", bound=Fitted)


def choose_fit(rungs: Iterable[Rung], fit_of: Callable[[Rung], _Fit]) -> _Fit:
    """The first rung that can be read, else the one with the largest names."""
    fits: list[_Fit] = []
    skipped: list[Rung] = []
    for rung in rungs:
        if fits and not _is_promising(rung, fits[-1]):
            skipped.append(rung)
            continue
        fit = fit_of(rung)
        if fit.is_readable:
            return _with_more_cards(fit, skipped, fit_of)
        fits.append(fit)
        skipped = []
    if skipped:
        fit = fit_of(skipped[-1])
        if fit.is_readable:
            return _with_more_cards(fit, skipped, fit_of)
        fits.append(fit)
    return max(fits, key=lambda fit: fit.name_size)


def _with_more_cards(
    readable: _Fit, skipped: Sequence[Rung], fit_of: Callable[[Rung], _Fit]
) -> _Fit:
    """The fit with the most cards that can be read, of this and those skipped for it."""
    # Halving finds it in three tries where one after the other would take eight.
    numbers = sorted({rung.most for rung in skipped})
    numbers = [most for most in numbers if most > len(readable.choice.center)]
    best = readable
    while numbers:
        middle = len(numbers) // 2
        same = [rung for rung in skipped if rung.most == numbers[middle]]
        found = _first_readable(same, fit_of)
        if found is None:
            numbers = numbers[:middle]
            continue
        best = max(best, found, key=lambda fit: len(fit.choice.center))
        numbers = numbers[middle + 1 :]
    return best


def _first_readable(
    rungs: Iterable[Rung], fit_of: Callable[[Rung], _Fit]
) -> _Fit | None:
    for rung in rungs:
        fit = fit_of(rung)
        if fit.is_readable:
            return fit
    return None


def _is_promising(rung: Rung, last: Fitted) -> bool:
    """Whether a form may be readable, after how far the last one was from it."""
    if (rung.card, rung.one_tie_each) != (last.rung.card, last.rung.one_tie_each):
        return True
    if rung.most == last.rung.most:
        return last.share >= NEARLY
    # The fewer cards, the larger: by a little less than would be needed on average.
    cards = len(last.choice.center) * math.pow(last.share, LARGER)
    return rung.most <= cards


def list_rungs(whole: Choice, options: Options, card: Size) -> Iterator[Rung]:
    """The ladder of these people, from the top; `card` is one without titles."""
    for wider in (1.0, SHORTER_ROWS):
        yield Rung(EVEN, wider=wider)
    # Where height is what is short, a card of two lines for a name makes its row higher.
    yield Rung(EVEN, names=1.0)
    # Long rows in the first place, since a slide is wide and low.
    for wider in WIDER_ROWS:
        yield Rung(card, wider=wider)
    if options.ties is None:
        for wider in WIDER_ROWS:
            yield Rung(card, one_tie_each=True, wider=wider)
    if options.everybody:
        return
    for most in FEWER_CARDS:
        if most < len(whole.center):
            for wider in WIDER_ROWS:
                yield Rung(card, one_tie_each=True, most=most, wider=wider)


def wants_large_names(choice: Choice, size: PageSize) -> bool:
    """Whether few people stand on a page that is seen from afar."""
    slide = SIZES["slide"]
    is_small = size.width < slide.width and size.height < slide.height
    return len(choice.whole) <= FEW_PEOPLE and not is_small
