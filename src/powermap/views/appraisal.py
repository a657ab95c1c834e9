"""How a seller is appraised: a bar for each rating against the line of the target."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from powermap import style
from powermap.language import Percent, Reason
from powermap.scene.marks import Box, Group, Mark, Metrics, Scene, Text
from powermap.views import figures, frame
from powermap.views.appraisal_rows import MOST, Columns, draw_rating, is_cut
from powermap.views.figures import fitted
from powermap.views.frame import line
from powermap.views.page import STANDARD, Page

if TYPE_CHECKING:
    from powermap.judgment.appraisal import Appraisal, Attained, SourceAppraisal
    from powermap.judgment.judge import Judgment
    from powermap.language import Language

BESIDE = 260.0  # width of the attainment beside the title


def compose(judgment: Judgment, language: Language, page: Page = STANDARD) -> Scene:
    """The appraisal of a plan's seller as a scene."""
    appraisal = judgment.appraisal
    heading = figures.choose_title(page.title, _usual_title(judgment, language))
    subtitle = figures.join_subtitle(
        [language.say("appraisal.subtitle")], judgment.plan.as_of, language
    )
    top, start = frame.draw_heading(heading, subtitle, (), page.right - BESIDE, page)
    columns = _choose_columns(appraisal, start, language, page)
    # First, since the line of the target, which lies under them, ends where they end.
    blocks, low = _draw_sources(appraisal, start + 26, columns, language)
    marks = (
        *top,
        _draw_whole(appraisal, page.right, language),
        *_draw_scale(appraisal, start + 14, columns, language),
        _draw_target(start + 26, low - columns.after, columns),
        *blocks,
    )
    is_low = columns.row < Columns.of(page).row
    return Scene(
        page.width,
        max(page.height, low + frame.MARGIN - columns.after),
        heading,
        _description(appraisal, heading, language),
        marks,
        language.code,
        metrics=_metrics(appraisal, page.fit(squeezed=is_low)),
    )


def _choose_columns(
    appraisal: Appraisal, start: float, language: Language, page: Page
) -> Columns:
    """The usual rows, or low ones where a page that may not grow needs them."""
    for is_low in (False, True):
        columns = Columns.of(page, is_low=is_low)
        columns = replace(columns, unit=_unit(appraisal, columns))
        _, low = _draw_sources(appraisal, start + 26, columns, language)
        spare = page.spare_below(low - columns.after)
        if spare >= 0:
            rows = len(appraisal.sources) + len(_ratings(appraisal))
            return columns.spread(spare, rows)
    return columns


def _usual_title(judgment: Judgment, language: Language) -> str:
    seller = judgment.plan.seller
    if seller:
        return language.say("appraisal.of", seller=seller)
    return language.say("appraisal.title")


def _description(appraisal: Appraisal, heading: str, language: Language) -> str:
    sentences = [language.say("appraisal.described", title=heading)]
    for source in appraisal.sources.values():
        sentences.append(language.text(source.because))
    beyond = _beyond(appraisal)
    if beyond is not None:
        sentences.append(language.text(beyond))
    for attained in _ratings(appraisal):
        sentences.append(language.text(attained.because))
    sentences.append(language.text(appraisal.because))
    return " ".join(sentences)


def _metrics(appraisal: Appraisal, fit: Mapping[str, object]) -> Metrics:
    ratings = _ratings(appraisal)
    return Metrics(
        {
            "ratings": len(ratings),
            "attainment": appraisal.attainment,
            "cut": sum(map(is_cut, ratings)),
            **fit,
        }
    )


def _ratings(appraisal: Appraisal) -> list[Attained]:
    ratings: list[Attained] = []
    for source in appraisal.sources.values():
        ratings += source.ratings
    return ratings


def _beyond(appraisal: Appraisal) -> Reason | None:
    """That some bars go on, and how many; None when all are whole."""
    count = sum(map(is_cut, _ratings(appraisal)))
    if count == 0:
        return None
    return Reason("appraisal.beyond", most=Percent(MOST), count=count)


def _unit(appraisal: Appraisal, columns: Columns) -> float:
    """How wide the bar of the whole target is."""
    # The target is always on the page, even if everybody is far below it.
    most = 1.0
    for attained in _ratings(appraisal):
        most = max(most, attained.attainment or 0.0)
    # A little room beyond the longest bar, but never beyond where bars are cut.
    return (columns.figures - columns.names) / min(most * 1.02, MOST)


def _draw_whole(appraisal: Appraisal, right: float, language: Language) -> Group:
    """The attainment over all sources, at the top right."""
    if appraisal.attainment is None:
        text = language.say("appraisal.unknown")
        size = 16.0
    else:
        text = language.percent(appraisal.attainment)
        size = 28.0
    figure = fitted(
        text,
        right,
        54,
        170,
        size,
        style.TEXT,
        "semibold",
        "end",
    )
    known = [
        source for source in appraisal.sources.values() if source.attainment is not None
    ]
    caption = line(
        language.say("appraisal.attainment", count=len(known)),
        right,
        74,
        12,
        style.MUTED,
        anchor="end",
        solid=True,
    )
    tooltip = language.text(appraisal.because)
    return Group((figure, caption), "attainment", tooltip, ("figure",))


def _draw_scale(
    appraisal: Appraisal, y: float, columns: Columns, language: Language
) -> list[Text]:
    """The word over the line of the target, and that some bars go on."""
    target = line(
        language.say("appraisal.full"),
        columns.names + columns.unit,
        y,
        12.0,
        style.MUTED,
        "semibold",
        "middle",
        solid=True,
    )
    beyond = _beyond(appraisal)
    if beyond is None:
        return [target]
    text = language.text(beyond)
    note = line(
        text,
        columns.figures,
        y,
        12.0,
        style.MUTED,
        anchor="end",
        solid=True,
    )
    return [target, note]


def _draw_target(top: float, low: float, columns: Columns) -> Box:
    middle = columns.names + columns.unit
    height = low - top
    return Box(middle - 0.75, top, 1.5, height, style.FAINT)


def _draw_sources(
    appraisal: Appraisal, y: float, columns: Columns, language: Language
) -> tuple[list[Mark], float]:
    marks: list[Mark] = []
    for source in appraisal.sources.values():
        marks.append(_draw_source(source, y, columns, language))
        y += columns.head + 4
        if not source.ratings:
            text = language.say("appraisal.nothing")
            marks.append(
                line(
                    text,
                    frame.MARGIN,
                    y + 18,
                    12,
                    style.MUTED,
                    solid=True,
                )
            )
            y += 28
        for place, attained in enumerate(source.ratings):
            key = f"rating {source.source.value} {place + 1}"
            row, y = draw_rating(attained, key, y, columns, language)
            marks.append(row)
        y += columns.after
    return marks, y


def _draw_source(
    source: SourceAppraisal, y: float, columns: Columns, language: Language
) -> Group:
    """The head of a source: its name and its attainment."""
    width = columns.right - frame.MARGIN + 28
    ground = Box(
        frame.MARGIN - 14,
        y,
        width,
        columns.head,
        style.GROUND.tint,
        radius=8.0,
    )
    baseline = y + columns.head / 2 + 5.5
    name = fitted(
        language.label(source.source),
        frame.MARGIN,
        baseline,
        columns.names - frame.MARGIN + 200,
        14.5,
        style.TEXT,
        "semibold",
    )
    share = _draw_share(source.attainment, columns.right, baseline, language)
    key = f"source {source.source.value}"
    classes = ("source", source.source.value)
    tooltip = language.text(source.because)
    return Group((ground, name, share), key, tooltip, classes)


def _draw_share(
    attainment: float | None, right: float, y: float, language: Language
) -> Text:
    if attainment is None:
        text = language.say("appraisal.unknown")
        return line(
            text,
            right,
            y,
            12,
            style.MUTED,
            anchor="end",
            solid=True,
        )
    text = language.percent(attainment)
    return line(
        text,
        right,
        y,
        14.5,
        style.TEXT,
        "semibold",
        "end",
        solid=True,
    )
