"""A PowerPoint deck: scenes, text and tables as slides, always with the same bytes."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from powermap.render.deck_template import (
    MARGIN,
    Theme,
    default_deck,
    has_dark_background,
    open_template,
)
from powermap.render.slide_geometry import EMU_PER_POINT, Fit, to_emu
from powermap.render.slide_markup import NAMESPACES
from powermap.render.slide_placeholders import (
    placeholder_kind,
    placeholder_kinds,
    remove_paragraphs,
    remove_shape,
)
from powermap.render.slide_shapes import write_shapes
from powermap.render.xml import escaped
from powermap.scene.marks import Group, Scene

__all__ = ["Deck", "Paragraph", "Theme"]

# What shapes call the slots of a theme whose neutral colors they refer to.
_NEUTRAL_COLORS = {"dk1": "tx1", "lt1": "bg1", "dk2": "tx2", "lt2": "bg2"}
# A fixed date keeps the bytes the same on every day.
_FIXED_DATE = datetime(2000, 1, 1)
# "Light Style 1", which every PowerPoint has: rules in the color of the text, no fills.
_TABLE_STYLE = "{9D7B030F-B1BA-407E-804F-0B05F660EEB4}"
# By which placeholders a layout is recognized when a template does not state its type.
_LAYOUT_PLACEHOLDERS = {
    "title": {"ctrTitle", "subTitle"},
    "obj": {"title", "body"},
    "titleOnly": {"title"},
}
# Insets of a table cell in EMU.
_CELL_INSETS = {"marL": "0", "marR": "144000", "marT": "36000", "marB": "36000"}
_HEADER_RULE = ("12700", "tx2")
"""Width in EMU and theme color of the rule below the header of a table."""
_ROW_RULE = ("6350", "bg2")
"""Width in EMU and theme color of the rule below every other row."""
_LONGEST_TITLE = 255
"""Characters that OOXML allows in the title of a document."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph on a slide.

    Parameters
    ----------
    text : str
        What it says; lines stay lines.
    size : float
        Size of type in points.
    bullet : bool, default False
        Whether it is an item of a list, with the bullet of the template.
    bold : bool, default False
        Whether it is set in bold.
    """

    text: str
    size: float
    bullet: bool = False
    bold: bool = False


class BodyArea(NamedTuple):
    """Where text and tables stand on a slide, in points."""

    left: float
    top: float
    width: float
    height: float


class Deck:
    """A PowerPoint deck to which slides are added.

    Parameters
    ----------
    theme : Theme
        Colors and typefaces of a deck without a template. Colors of scenes that are its
        four neutral ones refer to the theme, so that they become those of a template.
    template : bytes, optional
        A deck whose master, layouts, theme and size are used; its slides are left out.
    title : str, default ""
        Title of the document.

    Examples
    --------
    >>> from powermap.render.deck_template import THEME_SLOTS
    >>> colors = dict.fromkeys(THEME_SLOTS, "#1F2933")
    >>> deck = Deck(Theme(colors, "Source Sans Pro", "Microsoft YaHei"))
    >>> deck.add_scene(Scene(1280, 720, title="", description="A map.", marks=()))
    >>> deck.to_bytes()[:2]
    b'PK'
    """

    def __init__(
        self, theme: Theme, template: bytes | None = None, title: str = ""
    ) -> None:
        self._theme_colors: dict[str, str] = {}
        if template is None:
            self._deck = default_deck(theme)
        else:
            self._deck = open_template(template)
        # On a dark template the theme's colors would turn the light scene inside out.
        if template is None or not has_dark_background(self._deck):
            for slot, name in _NEUTRAL_COLORS.items():
                digits = theme.colors[slot].removeprefix("#").upper()
                self._theme_colors[digits] = name
        self._set_properties(title)

    def _set_properties(self, title: str) -> None:
        properties = self._deck.core_properties
        properties.title = title[:_LONGEST_TITLE]
        properties.author = ""
        properties.last_modified_by = ""
        properties.revision = 1
        properties.created = _FIXED_DATE
        properties.modified = _FIXED_DATE
        properties.last_printed = _FIXED_DATE

    @property
    def body_area(self) -> BodyArea:
        """Where text and tables stand on a slide."""
        for placeholder in self._layout("obj").placeholders:
            if placeholder_kind(placeholder) == "body" and placeholder.width:
                return BodyArea(
                    placeholder.left / EMU_PER_POINT,
                    placeholder.top / EMU_PER_POINT,
                    placeholder.width / EMU_PER_POINT,
                    placeholder.height / EMU_PER_POINT,
                )
        # A template without such a layout: below the usual height of a title.
        width, height = self._slide_size()
        return BodyArea(MARGIN, height * 0.2, width - 2 * MARGIN, height * 0.72)

    def _slide_size(self) -> tuple[float, float]:
        """Width and height of a slide in points."""
        width = self._deck.slide_width / EMU_PER_POINT
        height = self._deck.slide_height / EMU_PER_POINT
        return width, height

    def add_scene(self, scene: Scene) -> None:
        """Add a slide with a scene.

        Its notes are the description of the scene and the tooltips of its groups.
        """
        from pptx.oxml import parse_xml

        slide = self._deck.slides.add_slide(self._layout("titleOnly"))
        # The scene brings its title as a shape of its own; empty placeholders would
        # show "Click to add title" while somebody edits.
        for placeholder in list(slide.placeholders):
            remove_shape(placeholder)
        width, height = self._slide_size()
        fit = Fit.inside((0.0, 0.0, width, height), scene.width, scene.height)
        # The tints of a scene are made for its background. Where the template has no
        # color that stands for it, the scene brings its own.
        is_themed = scene.background[1:].upper() in self._theme_colors
        markup = write_shapes(
            scene, fit, self._theme_colors, own_background=not is_themed
        )
        # python-pptx has no public way to add a shape from its markup.
        tree = slide.shapes._spTree  # noqa: SLF001
        # Parsed once as text: python-pptx' own calls take two and a half to five times
        # as long for as many bare shapes (benchmarks/slides.py).
        for shape in list(parse_xml(f"<p:spTree {NAMESPACES}>{markup}</p:spTree>")):
            tree.append(shape)
        _add_notes(slide, _scene_notes(scene))

    def add_title_slide(self, title: str, paragraphs: Sequence[Paragraph]) -> None:
        """Add a title slide."""
        slide, body = self._add_slide("title", title)
        self._write_paragraphs(slide, body, paragraphs)

    def add_text(self, title: str, paragraphs: Sequence[Paragraph]) -> None:
        """Add a slide of text."""
        slide, body = self._add_slide("obj", title)
        self._write_paragraphs(slide, body, paragraphs)

    def add_table(
        self,
        title: str,
        rows: Sequence[Sequence[str]],
        widths: Sequence[float],
        heights: Sequence[float],
        size: float,
        *,
        lead: Sequence[Paragraph] = (),
        lead_height: float = 0.0,
    ) -> None:
        """Add a slide with a table.

        Parameters
        ----------
        title : str
            Title of the slide.
        rows : sequence of rows of str
            Cells; the first row is the header.
        widths, heights : sequence of float
            Of the columns and rows, in points.
        size : float
            Size of type in points.
        lead : sequence of Paragraph
            What stands above the table.
        lead_height : float, default 0
            Height of the lead in points.
        """
        slide, body = self._add_slide("obj", title)
        left, top, width, _ = self.body_area
        if lead:
            lead_area = BodyArea(left, top, width, lead_height)
            self._write_paragraphs(slide, body, lead, lead_area)
        elif body is not None:
            remove_shape(body)
        frame = slide.shapes.add_table(
            len(rows),
            len(rows[0]),
            to_emu(left),
            to_emu(top + lead_height),
            to_emu(sum(widths)),
            to_emu(sum(heights)),
        )
        frame.name = title
        table = frame.table
        # Rules instead of stripes, so that tints keep their meaning.
        table.horz_banding = False
        _set_table_style(table)
        for column, column_width in zip(table.columns, widths, strict=True):
            column.width = to_emu(column_width)
        for number, (row, height) in enumerate(zip(table.rows, heights, strict=True)):
            row.height = to_emu(height)
            is_header = number == 0
            for cell, text in zip(row.cells, rows[number], strict=True):
                _fill_cell(cell._tc, text, size, is_header=is_header)  # noqa: SLF001

    def to_bytes(self) -> bytes:
        """Return the deck as a .pptx file.

        The same slides give the same bytes, except for the dates of the zip around
        them.
        """
        stream = io.BytesIO()
        self._deck.save(stream)
        return stream.getvalue()

    def _layout(self, kind: str) -> Any:
        """Return the layout of a kind, or the most similar one that the template has."""
        layouts = list(self._deck.slide_layouts)
        for layout in layouts:
            if layout._element.get("type") == kind:  # noqa: SLF001
                return layout
        for layout in layouts:
            if placeholder_kinds(layout) == _LAYOUT_PLACEHOLDERS[kind]:
                return layout
        for layout in layouts:
            if placeholder_kinds(layout) & {"title", "ctrTitle"}:
                return layout
        return layouts[0]

    def _add_slide(self, kind: str, title: str) -> tuple[Any, Any]:
        """Add a slide with its title; return it and the placeholder of its text.

        All other placeholders are removed.
        """
        slide = self._deck.slides.add_slide(self._layout(kind))
        placeholders = list(slide.placeholders)
        # Reversed, so that the first of each kind is kept.
        by_kind = {placeholder_kind(each): each for each in reversed(placeholders)}
        heading = by_kind.get("ctrTitle") or by_kind.get("title")
        body = by_kind.get("subTitle") or by_kind.get("body")
        for placeholder in placeholders:
            if placeholder not in (heading, body):
                remove_shape(placeholder)
        if heading is not None:
            heading.text_frame.text = title
        return slide, body

    def _write_paragraphs(
        self,
        slide: Any,
        body: Any,
        paragraphs: Sequence[Paragraph],
        area: BodyArea | None = None,
    ) -> None:
        """Write into the placeholder of a slide, or into a text box where it has none.

        The text stands where the layout has it, unless an area is given.
        """
        from pptx.oxml import parse_xml

        if body is None:
            left, top, width, height = self.body_area
            body = slide.shapes.add_textbox(
                to_emu(left), to_emu(top), to_emu(width), to_emu(height)
            )
            body.text_frame.word_wrap = True
        if area is not None:
            body.left = to_emu(area.left)
            body.top = to_emu(area.top)
            body.width = to_emu(area.width)
            body.height = to_emu(area.height)
        text_body = body.text_frame._txBody  # noqa: SLF001
        remove_paragraphs(text_body)
        for paragraph in paragraphs:
            text_body.append(parse_xml(_paragraph_markup(paragraph)))


def _scene_notes(scene: Scene) -> str:
    """Return the description of a scene and what is known of everybody in it."""
    titles: dict[str, None] = {}
    for mark in scene.walk():
        if isinstance(mark, Group) and mark.link is None and mark.key and mark.title:
            titles[mark.title] = None
    return "\n\n".join([scene.description, *titles])


def _add_notes(slide: Any, notes: str) -> None:
    if not notes:
        return
    frame = slide.notes_slide.notes_text_frame
    # A template's notes page may have no placeholder for text.
    if frame is not None:
        frame.text = notes


def _paragraph_markup(paragraph: Paragraph) -> str:
    indent = ""
    no_bullet = ""
    if not paragraph.bullet:
        indent = ' marL="0" indent="0"'
        no_bullet = "<a:buNone/>"
    runs = _runs_markup(paragraph.text, paragraph.size, bold=paragraph.bold)
    return (
        f"<a:p {NAMESPACES}><a:pPr{indent}>"
        f'<a:spcBef><a:spcPts val="500"/></a:spcBef>{no_bullet}</a:pPr>{runs}</a:p>'
    )


def _runs_markup(text: str, size: float, *, bold: bool) -> str:
    look = f'<a:rPr sz="{round(size * 100)}" b="{int(bold)}" noProof="1"/>'
    with_line_feeds = text.replace("\r\n", "\n").replace("\r", "\n")
    runs = []
    for line in with_line_feeds.split("\n"):
        content = escaped(line)
        runs.append(f"<a:r>{look}<a:t>{content}</a:t></a:r>")

    line_break = f"<a:br>{look}</a:br>"
    return line_break.join(runs)


def _set_table_style(table: Any) -> None:
    for element in table._tbl.iter():  # noqa: SLF001
        if element.tag.endswith("tableStyleId"):
            element.text = _TABLE_STYLE
            return


def _fill_cell(cell: Any, text: str, size: float, *, is_header: bool) -> None:
    from pptx.oxml import parse_xml

    body = cell.get_or_add_txBody()
    remove_paragraphs(body)
    runs = _runs_markup(text, size, bold=is_header)
    body.append(parse_xml(f"<a:p {NAMESPACES}>{runs}</a:p>"))
    properties = cell.get_or_add_tcPr()
    for side, inset in _CELL_INSETS.items():
        properties.set(side, inset)
    width, color = _HEADER_RULE if is_header else _ROW_RULE
    rule = (
        f'<a:lnB w="{width}" {NAMESPACES}><a:solidFill><a:schemeClr val="{color}"/>'
        "</a:solidFill></a:lnB>"
    )
    properties.append(parse_xml(rule))
