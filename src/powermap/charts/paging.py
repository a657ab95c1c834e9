"""A picture on several pages, where one of the asked size does not hold it legibly."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from itertools import islice
from typing import TYPE_CHECKING

from powermap.charts.selection import limit_to_people
from powermap.charts.sizing import (
    Fit,
    fit_small,
    fit_to_page,
    is_readable,
    lay_out,
    lay_out_alike,
    lay_out_legibly,
)
from powermap.judgment.judge import Judgment
from powermap.scene.marks import Metrics
from powermap.scene.parts import Part
from powermap.views import figures
from powermap.views.page import Page
from powermap.views.people import PeopleMemory
from powermap.views.person_rows import ids_by_power

if TYPE_CHECKING:
    from powermap.language import Language
    from powermap.scene.marks import Scene
    from powermap.views.page_size import PageSize

__all__ = ["Pages", "Split", "by_people", "by_questions", "by_rows"]

MOST_PAGES = 12
"""Pages of a picture; a deck of more would be read by nobody."""
QUESTIONS = 4
LARGER = 1.05
"""How much larger texts must be for further pages that are still too small."""
FEW_PAGES = (2, 4, MOST_PAGES)
"""Numbers of pages that are tried where texts are too small on any."""

Compose = Callable[[Judgment, "Language", Page], "Scene"]
Split = Callable[
    [Judgment, "Language", Page, int], "Iterable[tuple[Judgment, Page]] | None"
]
"""What stands on each of so many pages; None when it cannot be split so far."""


def by_people(
    judgment: Judgment, language: Language, page: Page, count: int
) -> Iterable[tuple[Judgment, Page]] | None:
    """As many people on each page, those with most power first."""
    people = ids_by_power(judgment, language, page)
    if count > len(people):
        return None
    length = -(-len(people) // count)
    chunks = [people[at : at + length] for at in range(0, len(people), length)]
    return _pages_of(chunks, judgment, page, page.out_of or len(people))


def _pages_of(
    chunks: Sequence[Sequence[str]], judgment: Judgment, page: Page, total: int
) -> Iterator[tuple[Judgment, Page]]:
    # One by one: where the first page is not legible, nobody asks for the others.
    for number, chunk in enumerate(chunks, 1):
        part = replace(page, out_of=total, part=(number, len(chunks)))
        yield limit_to_people(judgment, frozenset(chunk)), part


def by_questions(
    judgment: Judgment,
    language: Language,  # noqa: ARG001, as every split
    page: Page,
    count: int,
) -> Sequence[tuple[Judgment, Page]] | None:
    """The four questions on so many pages, the first ones with one more."""
    if count > QUESTIONS:
        return None
    return _same_people(judgment, page, count)


def by_rows(
    judgment: Judgment,
    language: Language,  # noqa: ARG001, as every split
    page: Page,
    count: int,
) -> Sequence[tuple[Judgment, Page]] | None:
    """The same people on each of so many pages, of which each has some of the rows."""
    if count > len(judgment.center):
        return None
    return _same_people(judgment, page, count)


def _same_people(
    judgment: Judgment, page: Page, count: int
) -> Sequence[tuple[Judgment, Page]]:
    """Everybody on each of so many pages; a view knows what stands on which."""
    pages = []
    for number in range(1, count + 1):
        pages.append((judgment, replace(page, part=(number, count))))
    return pages


@dataclass(frozen=True, slots=True)
class Pages:
    """A picture that may need several pages; data only, so that it can be pickled.

    Where not even the most pages are legible, everybody is composed at most 14 times
    over: from 300 people on the time grows with their number (0.5 s of the processor
    for the coverage of 300, 2 s of 1,000, 6 s of 3,000).
    """

    compose: Compose
    split: Split | None = None

    def fit(
        self,
        judgment: Judgment,
        language: Language,
        page: Page,
        size: PageSize | None,
    ) -> Scene:
        """The first page."""
        if page.only_whole and self.split is not None:
            return self._whole_or_nothing(judgment, language, page, size)
        first, *others = _lay_out_all(self, judgment, language, page, size)
        if not others:
            return first
        metrics = Metrics({**first.metrics, "further_pages": len(others)})
        return replace(first, metrics=metrics)

    def _whole_or_nothing(
        self, judgment: Judgment, language: Language, page: Page, size: PageSize | None
    ) -> Scene:
        """Everything on one page, or nothing where that is not legible."""
        compose = partial(self.compose, judgment, language)
        page = remembering(page)
        if size is None:
            return lay_out(compose, page, size)
        whole = lay_out_legibly(compose, page, size)
        if whole is None or not is_readable(whole):
            return figures.empty_scene("", page, size.height, language)
        return whole

    def unfold(
        self,
        judgment: Judgment,
        language: Language,
        page: Page,
        size: PageSize | None,
    ) -> Sequence[Part]:
        """The further pages."""
        _, *others = _lay_out_all(self, judgment, language, page, size)
        return [Part(scene, f"page {number}") for number, scene in enumerate(others, 2)]

    def lay_out_all(
        self,
        judgment: Judgment,
        language: Language,
        page: Page,
        size: PageSize | None,
    ) -> list[Scene]:
        """Every page of the picture."""
        compose = partial(self.compose, judgment, language)
        page = remembering(page)
        if size is None or self.split is None or page.part is not None:
            return [lay_out(compose, page, size)]
        whole = lay_out_legibly(compose, page, size)
        if whole is not None and is_readable(whole):
            return [whole]
        if self._may_be_legible(judgment, language, page, size):
            for count in range(2, MOST_PAGES + 1):
                parts = self.split(judgment, language, page, count)
                scenes = parts and self._legible(parts, language, size)
                if scenes:
                    return scenes
        return self._smaller(judgment, language, page, size, is_small=whole is None)

    def _may_be_legible(
        self, judgment: Judgment, language: Language, page: Page, size: PageSize
    ) -> bool:
        """Whether the first of most pages is: if not, no page of more people is."""
        parts = self.split and self.split(judgment, language, page, MOST_PAGES)
        if not parts:
            return True
        first = list(islice(parts, 1))
        return bool(self._legible(first, language, size))

    def _legible(
        self,
        parts: Iterable[tuple[Judgment, Page]],
        language: Language,
        size: PageSize,
    ) -> list[Scene]:
        """The pages of these parts; none as soon as one of them is not legible."""
        composed = (
            (partial(self.compose, part, language), remembering(part_page))
            for part, part_page in parts
        )
        return lay_out_alike(composed, size)

    def _smaller(
        self,
        judgment: Judgment,
        language: Language,
        page: Page,
        size: PageSize,
        *,
        is_small: bool,
    ) -> list[Scene]:
        """Where no number of pages will do: the one with the largest texts of a few."""
        compose = partial(self.compose, judgment, language)
        fit = fit_small if is_small else fit_to_page
        best = [fit(compose, page, size)]
        for count in FEW_PAGES:
            parts = self.split and self.split(judgment, language, page, count)
            least = smallest_of(best, size) * LARGER
            fits = self._larger(parts or (), language, size, least, best[-1])
            if fits:
                best = fits
        return [each.on_page(size) for each in best]

    def _larger(
        self,
        parts: Iterable[tuple[Judgment, Page]],
        language: Language,
        size: PageSize,
        least: float,
        like: Fit,
    ) -> list[Fit]:
        """The pages of these parts; none as soon as a text of one is not larger."""
        fits = []
        for part, part_page in parts:
            compose = partial(self.compose, part, language)
            fit = fit_to_page(compose, remembering(part_page), size, like)
            if fit.smallest_text(size) <= least:
                return []
            fits.append(fit)
            like = fit
        return fits


def remembering(page: Page) -> Page:
    """The page, on which texts about people are written once for all sizes tried."""
    return replace(page, memory=page.memory or PeopleMemory())


# A deck asks for the first page, then for the others; a judgment never changes.
@lru_cache(maxsize=4)
def _lay_out_all(
    pages: Pages,
    judgment: Judgment,
    language: Language,
    page: Page,
    size: PageSize | None,
) -> tuple[Scene, ...]:
    return tuple(pages.lay_out_all(judgment, language, page, size))


def smallest_of(fits: Sequence[Fit], size: PageSize) -> float:
    """The size that the smallest text of several pages has on a page of this size."""
    return min(fit.smallest_text(size) for fit in fits)
