"""The options that every chart has: size, who is drawn, what stands on the page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, TypedDict, cast

from powermap import style as looks
from powermap.charts.chart import Chart
from powermap.charts.paging import Compose, Pages, Split, by_people
from powermap.charts.photos import (
    load_photos,
    note_if_not_drawn,
    shows_photos,
    without_photo,
)
from powermap.charts.selection import Who, limit_to_people, select_people
from powermap.judgment.judge import Judgment, judge
from powermap.language.refusals import not_allowed
from powermap.views.page import STANDARD, Page
from powermap.views.page_size import PageSize, SizeOption, choose_size
from powermap.views.people import PeopleMemory

if TYPE_CHECKING:
    from powermap.judgment.judge import Subject
    from powermap.language import Language
    from powermap.model.playbook import Playbook
    from powermap.render.page_tables import Paths
    from powermap.scene.marks import Scene
    from powermap.scene.parts import Part
    from powermap.style import Style

__all__ = ["ChartOptions", "PageOptions", "make_chart"]

Fit = Callable[[Judgment, "Language", Page, PageSize | None], "Scene"]
"""Draws it so that it fits a page of a size, or one that grows."""
Unfold = Callable[[Judgment, "Language", Page, PageSize | None], "Sequence[Part]"]
"""Draws what such a picture folds."""


class PageOptions(TypedDict, total=False):
    """What every chart takes besides its own options.

    Attributes
    ----------
    size : {"slide", "page", "poster"} or (width, height)
        The page in points; no text is smaller than 9 points where everything fits. When
        not given, the page grows with what is on it.
    subtitle : str
        In place of the usual one; empty for none.
    message : str
        A line that says what the picture says.
    legend : bool
        Whether the signs are explained.
    style : Style or mapping of str to str
        Colors, background and font, checked for contrast.
    with_notes : bool
        Whether tooltips, texts for screen readers and notes of slides hold notes,
        evidence and quotes. When not given, they stay out of every file.
    """

    size: SizeOption | None
    subtitle: str | None
    message: str
    legend: bool
    style: Style | Mapping[str, str] | None
    with_notes: bool


class ChartOptions(PageOptions, total=False):
    """What every chart of people takes besides its own options: `PageOptions`, and these.

    Attributes
    ----------
    only : str, Role, Stance, function, or several
        Who is drawn: ids, names, roles, stances, organizations, departments.
    emphasis : the same
        Who stands out; all others fade.
    show : sequence of str
        Fields under the names, in place of the titles; "photo" draws the photos.
    order : str
        stance, power, involvement, name, file, or a field.
    """

    only: Who | None
    emphasis: Who | None
    show: Sequence[str]
    order: str | None


PAGE_NAMES = tuple(PageOptions.__annotations__)
NAMES = tuple(ChartOptions.__annotations__)
DRAWN_LATER = "_drawn_later"
"""Option of reports, which often need a chart of another size only.

Its value is the `PeopleMemory` that the charts of a report share.
"""


@dataclass(frozen=True, slots=True)
class Drawing:
    """All that a picture is drawn from, so that it can be drawn again for another size.

    Plain data and functions of modules only, so that a chart can be pickled.
    """

    fit: Fit
    judgment: Judgment
    lang: str
    page: Page
    emphasis: frozenset[str] | None

    def draw(
        self,
        size: PageSize | None,
        *,
        one_page: bool = False,
        bare: int = 0,
        only_whole: bool = False,
    ) -> Scene:
        """The picture on a page of a size, or on one that grows.

        With `one_page` everything stands on it, however small. `bare` leaves out the
        legend, or more: the lines under the title too. With `only_whole` nothing is
        drawn where one page does not hold everything legibly.
        """
        language = self.judgment.playbook.language(self.lang)
        page = replace(self.page, only_whole=only_whole)
        if one_page:
            page = replace(page, part=(1, 1))
        if bare:
            page = replace(page, legend=False)
        if bare > 1:
            page = replace(page, subtitle="", message="")
        scene = self.fit(self.judgment, language, page, size)
        if self.emphasis is not None:
            scene = looks.with_emphasis(scene, self.emphasis)
        return scene

    def decider_paths(self) -> Paths:
        """From everybody the strongest paths to decision makers."""
        from powermap.views.decider_paths import decider_paths

        return decider_paths(self.judgment)

    def draw_parts(self, unfold: Unfold, size: PageSize | None) -> Sequence[Part]:
        """What the picture folds."""
        language = self.judgment.playbook.language(self.lang)
        return unfold(self.judgment, language, self.page, size)


def make_chart(
    subject: Subject,
    compose: Compose,
    options: PageOptions | ChartOptions,
    *,
    title: str | None,
    lang: str,
    playbook: Playbook | None,
    names: Sequence[str] = NAMES,
    split: Split | None = by_people,
    paths: bool = False,
) -> Chart:
    """The chart that a function draws, with what its user asked for.

    `split` puts it on several pages where one of the asked size does not hold it. With
    `paths` its page shows paths to decision makers.

    Raises
    ------
    ModelError
        When an option or its value is not allowed.
    """
    pages = Pages(compose, split)
    return make_fitted_chart(
        subject,
        pages.fit,
        options,
        title=title,
        lang=lang,
        playbook=playbook,
        names=names,
        unfold=pages.unfold,
        paths=paths,
    )


def make_fitted_chart(
    subject: Subject,
    fit: Fit,
    options: PageOptions | ChartOptions,
    *,
    title: str | None,
    lang: str,
    playbook: Playbook | None,
    names: Sequence[str] = NAMES,
    unfold: Unfold | None = None,
    paths: bool = False,
) -> Chart:
    """The same for a chart that fits itself to a page.

    `unfold` draws what the picture folds.

    Raises
    ------
    ModelError
        When an option or its value is not allowed.
    """
    given = dict(options)
    memory = _take_memory(given)
    check_names(given, names)
    asked = cast("ChartOptions", given)
    size = choose_size(asked.get("size"))
    judgment = judge(subject, playbook=playbook)
    page = replace(page_of(asked, title), memory=memory)
    emphasis = None
    who = asked.get("emphasis")
    if who is not None:
        emphasis = select_people(judgment, who, "emphasis")
    only = asked.get("only")
    if only is not None:
        page = replace(page, out_of=len(judgment.center))
        judgment = limit_to_people(judgment, select_people(judgment, only, "only"))
    if shows_photos(shown_fields(asked)):
        page = replace(page, photos=load_photos(judgment.center))
    # Read here, so that a wrong language is refused before anything is drawn.
    judgment.playbook.language(lang)
    drawing = Drawing(fit, judgment, lang, page, emphasis)
    colors = looks.merged(judgment.playbook.style, asked.get("style"))
    scene = None
    if memory is None:
        scene = drawing.draw(size)
        note_if_not_drawn(page.photos, scene)
    parts = None
    if unfold is not None:
        parts = partial(drawing.draw_parts, unfold)
    find_paths = drawing.decider_paths if paths else None
    return Chart(scene, colors, drawing.draw, parts, find_paths, size)


def _take_memory(options: dict[str, object]) -> PeopleMemory | None:
    """Take out what a report has the chart share; only a report can have one."""
    memory = options.get(DRAWN_LATER)
    if not isinstance(memory, PeopleMemory):
        return None
    del options[DRAWN_LATER]
    return memory


def check_names(options: Mapping[str, Any], names: Sequence[str]) -> None:
    """Refuse an option that a chart does not have.

    Raises
    ------
    TypeError
        As for any argument that a function does not have.
    """
    for name in options:
        if name not in names:
            raise TypeError(str(not_allowed("option", name, names)))


def shown_fields(options: ChartOptions) -> tuple[str, ...]:
    """What stands under the names, and "photo" where photos are asked for."""
    show = options.get("show") or ()
    return (show,) if isinstance(show, str) else tuple(show)


def page_of(options: ChartOptions, title: str | None) -> Page:
    """The page with what a user asked to stand on it."""
    return replace(
        STANDARD,
        title=title,
        subtitle=options.get("subtitle"),
        message=options.get("message") or "",
        legend=bool(options.get("legend", True)),
        show=without_photo(shown_fields(options)),
        order=options.get("order"),
        with_notes=bool(options.get("with_notes", False)),
    )
