"""A picture laid out for a page of a given size, with texts as large as people allow."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from powermap.scene.marks import Text
from powermap.scene.scaling import scaled, scaled_length
from powermap.views.page import ROUNDING
from powermap.views.page_size import SMALLEST_TEXT, PageSize

if TYPE_CHECKING:
    from powermap.scene.marks import Scene
    from powermap.views.page import Page

__all__ = [
    "Fit",
    "fit_small",
    "fit_to_page",
    "is_readable",
    "lay_out",
    "lay_out_alike",
    "lay_out_legibly",
    "smallest_text",
]

# The smallest text of a view has 12 points on its own page, names have 13 and more, so
# that at three quarters nothing is below 9 points.
SCALES = (1.1, 1.0, 0.9, 0.82, 0.75)
"""Points of the asked page for one of the page that a view lays out, large ones first."""
SMALL_SCALES = (0.62, 0.5, 0.42, 0.35, 0.28)
"""Where nothing fits otherwise, as in small Axes: smaller texts than asked for."""
LEAST_SCALE = 0.82
"""At which names have 11 points; below it only names and titles are worth the loss."""
LOSSES = ("short_cards", "without_titles", "numbered", "left_out")
"""Metrics that count people of whom less stands on the picture."""
TOLERANCE = 0.02
"""Points by which a text may be smaller."""


def lay_out(
    compose: Callable[[Page], Scene], page: Page, size: PageSize | None
) -> Scene:
    """The picture on a page of this size; without a size on one that grows.

    The largest texts with which everything fits, better with titles than without.
    Where even the smallest ones do not let it fit, the whole picture is made smaller.
    """
    if size is None:
        return compose(page)
    return fit_to_page(compose, page, size).on_page(size)


def fit_to_page(
    compose: Callable[[Page], Scene],
    page: Page,
    size: PageSize,
    like: Fit | None = None,
) -> Fit:
    """The same before it is scaled, since whoever compares pictures scales only one.

    Of several pages of as many people most have one scale, so that of `like`, a page
    before, is tried first.
    """
    if like is not None and like.scale < SCALES[-1]:
        fit = _fit_like(compose, page, size, like)
        if fit is not None:
            return fit
    return _best_fit(compose, page, size) or fit_small(compose, page, size)


def fit_small(compose: Callable[[Page], Scene], page: Page, size: PageSize) -> Fit:
    """The same where it is known that no legible texts fit."""
    fit = _small_fit(compose, page, size)
    return fit or _fit_in_any_case(compose, page, size)


def _fit_like(
    compose: Callable[[Page], Scene], page: Page, size: PageSize, like: Fit
) -> Fit | None:
    """The picture at the scale of another, if no larger one fits it."""
    if not like.is_fitting:
        if _at_scale(compose, page, size, SMALL_SCALES[-1]).is_fitting:
            return None
        return _fit_in_any_case(compose, page, size)
    larger = (SCALES[-1], *SMALL_SCALES)[SMALL_SCALES.index(like.scale)]
    if _at_scale(compose, page, size, larger).is_fitting:
        return None
    trial = _at_scale(compose, page, size, like.scale)
    return Fit(trial.scene, like.scale) if trial.is_fitting else None


def _fit_in_any_case(
    compose: Callable[[Page], Scene], page: Page, size: PageSize
) -> Fit:
    # The page of the last scale is so large that everything fits somewhere, though with
    # small texts.
    drawn = replace(page, in_any_case=True)
    trial = _at_scale(compose, drawn, size, SMALL_SCALES[-1])
    return Fit(trial.scene, SMALL_SCALES[-1], is_fitting=False)


def _small_fit(
    compose: Callable[[Page], Scene], page: Page, size: PageSize
) -> Fit | None:
    """The largest of the small scales with which everything fits."""
    best: Fit | None = None
    scales: Sequence[float] = SMALL_SCALES
    # Halved, since what does not fit with small texts does not with larger ones.
    while scales:
        middle = len(scales) // 2
        trial = _at_scale(compose, page, size, scales[middle])
        if trial.is_fitting:
            best = Fit(trial.scene, scales[middle])
            scales = scales[:middle]
        else:
            scales = scales[middle + 1 :]
    return best


def lay_out_legibly(
    compose: Callable[[Page], Scene], page: Page, size: PageSize
) -> Scene | None:
    """The same with no text below the smallest size; None where that is impossible."""
    best = _best_fit(compose, page, size)
    return best and best.on_page(size)


def lay_out_alike(
    parts: Iterable[tuple[Callable[[Page], Scene], Page]], size: PageSize
) -> list[Scene]:
    """Legible pages of one picture, all of one scale; none when one does not fit.

    Titles, margins and texts would otherwise jump from page to page.
    """
    fits: list[tuple[Callable[[Page], Scene], Page, Fit]] = []
    for compose, page in parts:
        fit = _best_fit(compose, page, size)
        if fit is None or not fit.is_readable(size):
            return []
        fits.append((compose, page, fit))
    smallest = min(fit.scale for _, _, fit in fits)
    scenes = []
    for compose, page, fit in fits:
        chosen = fit
        if fit.scale > smallest:
            scene, is_fitting = _at_scale(compose, page, size, smallest)
            chosen = Fit(scene, smallest) if is_fitting else fit
        scenes.append(chosen.on_page(size))
    return scenes


class Fit(NamedTuple):
    """A picture in points of its own, and how large they are on the asked page."""

    scene: Scene
    scale: float
    is_fitting: bool = True

    def on_page(self, size: PageSize) -> Scene:
        """The picture in the points of the asked page, as wide and high as it."""
        smaller = scaled(self.scene, self._factor(size))
        return replace(smaller, width=size.width, height=size.height)

    def smallest_text(self, size: PageSize) -> float:
        """The size that its smallest text has on the asked page."""
        sizes = _text_sizes(self.scene)
        if not sizes:
            return SMALLEST_TEXT
        return scaled_length(min(sizes), self._factor(size))

    def is_readable(self, size: PageSize) -> bool:
        """Whether no text is smaller there than it may be."""
        return self.smallest_text(size) >= SMALLEST_TEXT - TOLERANCE

    def _factor(self, size: PageSize) -> float:
        width = size.width / self.scene.width
        height = size.height / self.scene.height
        return min(self.scale, width, height)


def _best_fit(
    compose: Callable[[Page], Scene], page: Page, size: PageSize
) -> Fit | None:
    largest, *_, smallest = SCALES
    trials = {largest: _at_scale(compose, page, size, largest)}
    if not trials[largest].is_fitting:
        # What does not fit with the smallest texts does not with larger ones.
        trials[smallest] = _at_scale(compose, page, size, smallest)
        if not trials[smallest].is_fitting:
            return None
    best: Fit | None = None
    for scale in SCALES:
        trial = trials.get(scale) or _at_scale(compose, page, size, scale)
        scene = trial.scene
        if not trial.is_fitting:
            continue
        if best is None or is_better(scene, best.scene, scale):
            best = Fit(scene, scale)
        if squeezed(scene) == (0, 0):
            break
    return best


class _Trial(NamedTuple):
    """A picture in points of its own, and whether it fits its page."""

    scene: Scene
    is_fitting: bool


def _at_scale(
    compose: Callable[[Page], Scene], page: Page, size: PageSize, scale: float
) -> _Trial:
    """The picture on a page that is later made smaller."""
    fixed = replace(
        page, width=size.width / scale, height=size.height / scale, may_grow=False
    )
    scene = compose(fixed)
    return _Trial(scene, _fits(scene, fixed))


def _fits(scene: Scene, page: Page) -> bool:
    if scene.metrics.get("crowded"):
        return False
    is_low = scene.height <= page.height + ROUNDING
    return is_low and scene.width <= page.width + ROUNDING


def squeezed(scene: Scene) -> tuple[int, int]:
    """How many people lost a title or a name; and how much else was made smaller."""
    lost = sum(_count(scene.metrics.get(name)) for name in LOSSES)
    return lost, _count(scene.metrics.get("squeezed"))


def is_better(scene: Scene, other: Scene, scale: float) -> bool:
    """Whether a picture of this scale is worth its smaller texts."""
    lost, moved = squeezed(scene)
    other_lost, other_moved = squeezed(other)
    if lost != other_lost:
        return lost < other_lost
    return moved < other_moved and scale >= LEAST_SCALE


def _count(value: object) -> int:
    return int(value) if isinstance(value, int) else 0


def is_readable(scene: Scene) -> bool:
    """Whether no text is smaller than it may be."""
    return smallest_text(scene) >= SMALLEST_TEXT - TOLERANCE


def smallest_text(scene: Scene) -> float:
    """The size of the smallest text; what it may be where there is none."""
    return min(_text_sizes(scene), default=SMALLEST_TEXT)


def _text_sizes(scene: Scene) -> list[float]:
    return [mark.size for mark in scene.walk() if isinstance(mark, Text)]
