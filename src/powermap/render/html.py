"""A scene as an HTML page or section: the SVG, tables of it, and a script.

Every text is escaped by Jinja2 or the SVG writer. The script reads texts back from the
tables, as text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from powermap.render.dark_colors import dark_rules
from powermap.render.font_embedding import (
    font_face_rules,
    markup_characters,
    scene_characters,
)
from powermap.render.offline_page import (
    asset,
    compact_style,
    load_template,
    script_of,
    security_policy,
)
from powermap.render.packed_parts import pack
from powermap.render.page_tables import (
    Filter,
    PageTable,
    Paths,
    find_filters,
    page_tables,
    spoken_keys,
)
from powermap.render.svg import own_prefix, svg
from powermap.render.svg_ids import element_ids
from powermap.scene.marks import Scene
from powermap.scene.parts import Part

if TYPE_CHECKING:
    from jinja2 import Template

WORDS = (
    "search",
    "found",
    "filter",
    "reset",
    "zoom_in",
    "zoom_out",
    "fit",
    "dark",
    "details",
    "hint",
    "close",
    "tables",
    "people",
    "ties",
    "parts",
    "part",
    "within",
    "unfold",
    "back",
    "paths",
    "list",
    "picture",
    "in_picture",
)
"""Keys of the texts of a page, which the caller brings in the language of the scene."""
# In the order in which they need each other.
_SCRIPT_PARTS = (
    "elements.js",
    "search.js",
    "items.js",
    "selection.js",
    "filters.js",
    "zoom.js",
    "legend.js",
    "list.js",
    "parts.js",
    "start.js",
)


@dataclass(frozen=True, slots=True)
class PageContent:
    """What a page shows.

    `card` is the id of the element that opens this picture; empty for the whole.
    `prefix` stands before every id.
    """

    scene: Scene
    words: Mapping[str, str]
    svg: str
    tables: tuple[PageTable, ...]
    filters: tuple[Filter, ...]
    card: str = ""
    prefix: str = ""

    @property
    def has_people(self) -> bool:
        """Whether there is anybody to search for."""
        kinds = {table.kind for table in self.tables}
        return "people" in kinds

    def semibold_texts(self) -> Iterator[str]:
        """Yield the texts outside of the picture that are set in semibold."""
        yield from self.words.values()
        for table in self.tables:
            yield from table.headers
            for row in table.rows:
                yield row.cells[0]


def page(
    scene: Scene,
    words: Mapping[str, str],
    parts: Sequence[Part] = (),
    paths: Paths | None = None,
) -> str:
    """Write a whole document that needs nothing outside of itself.

    Parameters
    ----------
    scene : Scene
        What to show.
    words : mapping
        The texts of the page, one for each of `WORDS`.
    parts : sequence of Part
        Pictures that replace the whole when a reader opens one of its groups.
    paths : mapping, optional
        By key of a group the paths from it that a reader sees with it.

    Returns
    -------
    str
        The document; the same scene and words give the same text.

    Examples
    --------
    >>> text = page(Scene(40, 20, "A < B", "", ()), dict.fromkeys(WORDS, "word"))
    >>> text.startswith("<!DOCTYPE html>"), "<title>A &lt; B</title>" in text
    (True, True)
    """
    content = _page_content(scene, words, "", paths)
    contents = [content]
    sections = []
    for number, part in enumerate(parts):
        parent = scene if part.parent is None else parts[part.parent].scene
        parent_prefix = "" if part.parent is None else _part_prefix(part.parent)
        card = element_ids(parent, parent_prefix)[part.key]
        opened = _page_content(part.scene, words, _part_prefix(number), paths, card)
        contents.append(opened)
        sections.append(_section(opened, script=""))
    style = asset("document.css") + _style_sheet(*contents)
    section = _section(content, is_page=True, script=_script())
    return _template("page.html.j2").render(
        scene=scene,
        style=style,
        policy=security_policy(_script(), style),
        packed=pack(sections),
        inner=section,
    )


def fragment(
    scene: Scene,
    words: Mapping[str, str],
    prefix: str | None = None,
    paths: Paths | None = None,
) -> str:
    """Write a section for a page of somebody else; several may stand in one page.

    Parameters
    ----------
    scene : Scene
        What to show.
    words : mapping
        The texts of the page, one for each of `WORDS`.
    prefix : str, optional
        Stands before every id; made from the content when it is missing.
    paths : mapping, optional
        By key of a group the paths from it that a reader sees with it.

    Returns
    -------
    str
        A section with its own style and script. Where the page allows no script, the
        picture and its tables remain.

    Examples
    --------
    >>> section = fragment(Scene(40, 20, "A", "", ()), dict.fromkeys(WORDS, "word"))
    >>> section.startswith("<section")
    True
    """
    if prefix is None:
        prefix = own_prefix(scene)
    content = _page_content(scene, words, prefix, paths)
    style = _style_sheet(content)
    return _section(content, style=style, script=_script())


def _part_prefix(number: int) -> str:
    """What stands before every id in the picture of a part."""
    return f"part-{number}-"


def _page_content(
    scene: Scene,
    words: Mapping[str, str],
    prefix: str,
    paths: Paths | None,
    card: str = "",
) -> PageContent:
    filters = find_filters(scene)
    ids = element_ids(scene, prefix)
    tables = page_tables(scene, words, ids, filters, paths)
    drawing = svg(scene, prefix, without_titles=spoken_keys(scene))
    shown = tuple(filters.values())
    return PageContent(scene, words, drawing, tables, shown, card, prefix)


def _section(
    content: PageContent, *, script: str, is_page: bool = False, style: str = ""
) -> str:
    return _template("section.html.j2").render(
        content=content, page=is_page, style=style, script=script
    )


def _style_sheet(*contents: PageContent) -> str:
    """Return the style sheet, with dark colors and fonts for exactly these contents."""
    used: dict[Any, set[str]] = {}
    drawings = ""
    for content in contents:
        for weight, characters in scene_characters(content.scene).items():
            used.setdefault(weight, set()).update(characters)
        # The section is rendered twice: once to know its letters, once with the fonts
        # for them. That is simpler than collecting every text a template may show.
        used["regular"] |= markup_characters(_section(content, script=""))
        used["semibold"].update(*content.semibold_texts())
        drawings += content.svg
    parts = [
        font_face_rules(used),
        compact_style(asset("page.css")),
        *dark_rules(drawings, ".powermap svg"),
        "",
    ]
    return "\n".join(parts)


@cache
def _script() -> str:
    """Return the parts of the script in a scope of their own."""
    return script_of(asset(name) for name in _SCRIPT_PARTS)


def _template(name: str) -> Template:
    return load_template("powermap.render", "page", name)
