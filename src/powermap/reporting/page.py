"""A report as one HTML page that works offline and prints well."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from powermap.render.dark_colors import dark_rules, light_or_dark
from powermap.render.font_embedding import (
    font_face_rules,
    markup_characters,
    scene_characters,
)
from powermap.reporting.templates import load_template

if TYPE_CHECKING:
    from powermap.reporting.one_page import OnePage
    from powermap.reporting.section import Section
    from powermap.scene.marks import Weight

__all__ = ["render_page"]


def render_page(
    values: Mapping[str, Any],
    colors: Mapping[str, str],
    sections: Sequence[Section],
    page: OnePage | None = None,
) -> str:
    """The page, or that of the six questions; its fonts have the glyphs that it uses."""
    fonts = partial(_font_rules, title=values["title"], sections=sections)
    name = "report.html.j2" if page is None else "one_page.html.j2"
    return load_template(name).render(
        **values,
        page=page,
        colors=colors,
        fonts=fonts,
        both=light_or_dark,
        dark_rules=_dark_rules,
    )


def _dark_rules(body: str) -> str:
    return "\n".join(dark_rules(body, "figure svg"))


def _font_rules(body: str, title: str, sections: Sequence[Section]) -> str:
    bold = set(title)
    for section in sections:
        for text in _bold_texts(section):
            bold.update(text)
        for chart in section.charts:
            bold |= scene_characters(chart.scene)["semibold"]
    used: dict[Weight, set[str]] = {
        "regular": markup_characters(body),
        "semibold": bold,
    }
    return font_face_rules(used)


def _bold_texts(section: Section) -> Iterator[str]:
    """Titles, headings, headers and first columns."""
    yield section.title
    for bullets in (*section.bullets, *section.points_below):
        yield bullets.heading or ""
    if section.table is not None:
        yield from section.table.headers
        for row in section.table.rows:
            yield row[0]
