"""A PowerPoint deck: scenes, text and tables as slides, always with the same bytes."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from powermap.render.deck_template import (
    MARGIN,
    SIDES,
    Theme,
    default_deck,
    has_dark_background,
    open_template,
)
from powermap.render.slide_blocks import (
    BodyArea,
    Paragraph,
    TableBlock,
    TextBlock,
    add_table,
    add_text_box,
    fill_placeholder,
)
from powermap.render.slide_geometry import EMU_PER_POINT, Fit
from powermap.render.slide_markup import NAMESPACES
from powermap.render.slide_placeholders import (
    placeholder_kind,
    placeholder_kinds,
    remove_shape,
)
from powermap.render.slide_shapes import write_shapes
from powermap.scene.marks import Group, Scene

__all__ = ["BodyArea", "Deck", "Paragraph", "TableBlock", "TextBlock", "Theme"]

# What shapes call the slots of a theme whose neutral colors they refer to.
_NEUTRAL_COLORS = {"dk1": "tx1", "lt1": "bg1", "dk2": "tx2", "lt2": "bg2"}
# A fixed date keeps the bytes the same on every day.
_FIXED_DATE = datetime(2000, 1, 1)
# By which placeholders a layout is recognized when a template does not state its type.
_LAYOUT_PLACEHOLDERS = {
    "title": {"ctrTitle", "subTitle"},
    "obj": {"title", "body"},
    "titleOnly": {"title"},
}
_LONGEST_TITLE = 255
"""Characters that OOXML allows in the title of a document."""


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
            if placeholder_kind(placeholder) == "body":
                sides = [getattr(placeholder, side) for side in SIDES]
                # Neither the layout nor its master need say where it stands.
                if all(side is not None for side in sides) and placeholder.width:
                    return BodyArea(*(side / EMU_PER_POINT for side in sides))
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

        def embed(content: bytes) -> str:
            _, relation = slide.part.get_or_add_image_part(io.BytesIO(content))
            return str(relation)

        markup = write_shapes(
            scene, fit, self._theme_colors, embed, own_background=not is_themed
        )
        # python-pptx has no public way to add a shape from its markup.
        tree = slide.shapes._spTree  # noqa: SLF001
        # Parsed once as text: python-pptx' own calls take two and a half to five times
        # as long for as many bare shapes (benchmarks/slides.py).
        for shape in list(parse_xml(f"<p:spTree {NAMESPACES}>{markup}</p:spTree>")):
            tree.append(shape)
        _add_notes(slide, _scene_notes(scene))

    def add_page(self, title: str, blocks: Sequence[TextBlock | TableBlock]) -> None:
        """Add a slide with texts and tables where the blocks say.

        The first text stands in the placeholder of the layout.
        """
        slide, body = self._add_slide("obj", title)
        placeholder = body
        for block in blocks:
            if isinstance(block, TableBlock):
                add_table(slide, title, block)
            elif placeholder is not None:
                fill_placeholder(placeholder, block)
                placeholder = None
            else:
                add_text_box(slide, block)
        if placeholder is not None:
            remove_shape(placeholder)

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
