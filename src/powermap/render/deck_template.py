"""The presentation that slides are added to: a company's template, or our own."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from powermap.errors import FormatError, LibraryWords, Sentence
from powermap.files.installing import extra_needed
from powermap.render.deck_traces import remove_slides, remove_traces
from powermap.render.slide_geometry import to_emu
from powermap.render.xml import quoted

# 13.33 × 7.5 inches, PowerPoint's own widescreen page.
WIDTH = 960.0
"""Width of our own slides in points, at 16:9."""
HEIGHT = 540.0
"""Height of our own slides in points."""
MARGIN = 27.0
"""Points that stay free at the edges of our own slides."""
THEME_SLOTS = (
    "dk1",
    "lt1",
    "dk2",
    "lt2",
    "accent1",
    "accent2",
    "accent3",
    "accent4",
    "accent5",
    "accent6",
    "hlink",
    "folHlink",
)
"""The colors of a theme, as DrawingML names and orders them."""

# Namespaces in the braces in which lxml writes them.
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_PRESENTATION = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
# What python-pptx and the libraries below it raise for a file that is not a package, is
# damaged or is locked.
UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    RuntimeError,
    SyntaxError,
    OSError,
)
SIDES = ("left", "top", "width", "height")
"""What says where a placeholder stands."""
# Generous for templates with pictures; python-pptx reads every part into memory.
_UNPACKED_LIMIT = 150_000_000
"""Bytes that a template may have when unpacked: a small file may hold a huge one."""

_XML = (".xml", ".rels")
_TAGS_LIMIT = 1_000_000
"""Tags of all parts; a template of fifty layouts has some 50,000."""
# A slide of each is tried, which takes longer the more of them there are.
_LAYOUTS_LIMIT = 500
# Rather high: text of ours on a medium gray or blue template is as hard to read as on
# black.
_DARK_BELOW = 160
"""Luma, of 255, below which a background counts as dark."""

# Types of layouts and of placeholders, as PresentationML names them.
_USED_LAYOUTS = {"title", "obj", "titleOnly", "blank"}
_FOOTER_KINDS = {"dt", "ftr", "sldNum"}
_INNER_WIDTH = WIDTH - 2 * MARGIN
# Left, top, width and height of the placeholders of our own layouts, in points.
_PLACES = {
    "title": (MARGIN, 24, _INNER_WIDTH, 36),
    "body": (MARGIN, 74, _INNER_WIDTH, 420),
    "ctrTitle": (MARGIN, 92, _INNER_WIDTH, 60),
    "subTitle": (MARGIN, 160, _INNER_WIDTH, 320),
    "dt": (MARGIN, 504, 200, 24),
    "ftr": (330, 504, 300, 24),
    "sldNum": (WIDTH - MARGIN - 200, 504, 200, 24),
}
# Points by level of text, small enough for a slide that is read at a desk.
_FONT_SIZES = {"titleStyle": (24,), "bodyStyle": (16, 14, 14, 12, 12)}
_UNSTATED_SIZE = (9_144_000, 6_858_000)
"""EMU of a slide, where a deck does not state its size."""
_BULLET_INDENT = 200_025
"""EMU from a bullet to its text."""


@dataclass(frozen=True, slots=True)
class Theme:
    """What a deck without a template looks like.

    Parameters
    ----------
    colors : mapping of str to str
        The twelve colors of a theme by their slot (``dk1``, ``lt1``, …, ``folHlink``),
        as ``#1F2933``.
    latin, east_asian : str
        Typefaces.
    """

    colors: Mapping[str, str]
    latin: str
    east_asian: str


def open_template(content: bytes) -> Any:
    """Open a company's template and remove its slides.

    Raises
    ------
    FormatError
        When the content is not a PowerPoint file with a master and layouts.
    MissingDependencyError
        When python-pptx is not installed.
    """
    presentation_class = _presentation_class()
    from pptx.exc import PythonPptxError

    try:
        # Before python-pptx, which would unpack a bomb in full.
        check_unpacked_size(content)
        deck = presentation_class(io.BytesIO(content))
        layouts = _read_all_parts(deck)
        remove_slides(deck)
        _try_slides(deck)
        remove_traces(deck)
        # A master whose kind is unknown has gone with the traces.
        if layouts:
            layouts = _read_all_parts(deck)
    except (*UNREADABLE, PythonPptxError) as error:
        reason = str(error)[:120]
        values = (("reason", LibraryWords(reason)), ("suffix", ".pptx"))
        raise FormatError(Sentence("message.charts.unreadable_deck", values)) from error
    if not layouts:
        raise FormatError(Sentence("message.charts.deck_without_layouts"))
    return deck


def check_unpacked_size(content: bytes) -> None:
    """Refuse a template that unpacks to more than any template holds.

    Raises
    ------
    ValueError
        With its size and what is allowed.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = package.infolist()
        # A zip that says less than it holds is read only as far as it says.
        size = sum(part.file_size for part in parts)
        if size > _UNPACKED_LIMIT:
            limit = f"{_UNPACKED_LIMIT:,}"
            raise ValueError(f"it unpacks to {size:,} bytes; allowed: {limit}")
        tags = 0
        for part in parts:
            if part.filename.lower().endswith(_XML):
                tags += package.read(part).count(b"<")
    # Each element takes some hundred bytes of memory, however few it has here.
    if tags > _TAGS_LIMIT:
        raise ValueError(f"it has {tags:,} tags; allowed: {_TAGS_LIMIT:,}")


def _read_all_parts(deck: Any) -> list[Any]:
    """Read what the slides will need, so that a damaged part fails here; list layouts.

    python-pptx reads parts when they are first used.
    """
    if deck.slide_width is None or deck.slide_height is None:
        # A deck need not state it; PowerPoint then shows 4:3.
        deck.slide_width, deck.slide_height = _UNSTATED_SIZE
    layouts = list(deck.slide_masters[0].slide_layouts)
    if len(layouts) > _LAYOUTS_LIMIT:
        raise ValueError(f"it has {len(layouts):,} layouts; allowed: {_LAYOUTS_LIMIT}")
    for layout in layouts:
        _read_placeholders(layout)
        _read_places(layout)
    _read_notes_master(deck)
    has_dark_background(deck)
    _ = deck.core_properties.title
    return layouts


def _read_notes_master(deck: Any) -> None:
    from pptx.opc.constants import RELATIONSHIP_TYPE

    kinds = {each.reltype for each in deck.part.rels.values()}
    # Without one, python-pptx makes its own when it is asked for.
    if RELATIONSHIP_TYPE.NOTES_MASTER in kinds:
        _read_placeholders(deck.notes_master)


def _read_placeholders(page: Any) -> None:
    """Read what a slide or its notes take from the placeholders of a page."""
    for placeholder in page.placeholders:
        element = placeholder.element
        _ = element.ph_type, element.ph_idx, element.ph_orient, element.ph_sz


def _read_places(layout: Any) -> None:
    """Read where placeholders stand, which may be where those of the master do."""
    for placeholder in layout.placeholders:
        for side in SIDES:
            getattr(placeholder, side)


def _try_slides(deck: Any) -> None:
    """Make a slide of every layout, with notes, and remove them again.

    python-pptx takes what a placeholder says only when it makes another one of it.
    """
    from pptx.opc.constants import RELATIONSHIP_TYPE

    kinds = {each.reltype for each in deck.part.rels.values()}
    for layout in deck.slide_masters[0].slide_layouts:
        slide = deck.slides.add_slide(layout)
        if RELATIONSHIP_TYPE.NOTES_MASTER in kinds:
            _ = slide.notes_slide
    remove_slides(deck)


def default_deck(theme: Theme) -> Any:
    """Create a deck of our own: 16:9, four layouts, the theme's colors and typefaces.

    Raises
    ------
    MissingDependencyError
        When python-pptx is not installed.
    """
    # python-pptx's own template instead of one shipped with powermap: it is loaded
    # anyway, and no binary file has to be kept in step with the theme.
    deck = _presentation_class()()
    from pptx.opc.constants import RELATIONSHIP_TYPE

    deck.slide_width = to_emu(WIDTH)
    deck.slide_height = to_emu(HEIGHT)
    slide_size = deck.part._element.find(f"{_PRESENTATION}sldSz")  # noqa: SLF001
    del slide_size.attrib["type"]  # python-pptx's own template says 4:3
    _remove_unused_layouts(deck)
    master = deck.slide_master
    for page in (master, *deck.slide_layouts):
        _place_placeholders(page)
    _set_text_styles(master._element)  # noqa: SLF001
    theme_part = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme_part.blob = _with_theme(theme_part.blob, theme)
    # The template's picture and its author's printer would travel with every deck.
    _drop_relationship(deck.part.package, "thumbnail")
    _drop_relationship(deck.part, "printerSettings")
    return deck


def _remove_unused_layouts(deck: Any) -> None:
    for layout in list(deck.slide_layouts):
        if layout._element.get("type") not in _USED_LAYOUTS:  # noqa: SLF001
            deck.slide_layouts.remove(layout)


def _drop_relationship(source: Any, kind: str) -> None:
    relationships = source._rels  # noqa: SLF001
    for key, relationship in list(relationships.items()):
        if relationship.reltype.endswith(kind):
            relationships.pop(key)


def has_dark_background(deck: Any) -> bool:
    """Return whether empty slides are dark, as far as the theme says.

    Raises
    ------
    Exception
        Whatever python-pptx raises for a damaged master or theme.
    """
    from lxml import etree
    from pptx.opc.constants import RELATIONSHIP_TYPE

    master = deck.slide_masters[0]
    color_map = master._element.find(f"{_PRESENTATION}clrMap")  # noqa: SLF001
    slot = color_map.get("bg1")
    theme = etree.fromstring(master.part.part_related_by(RELATIONSHIP_TYPE.THEME).blob)
    color = theme.find(f".//{_DRAWING}clrScheme/{_DRAWING}{slot}")[0]
    # A system color (sysClr) has its digits in lastClr; its val is a word such as
    # "window".
    value = color.get("lastClr") or color.get("val")
    red = int(value[0:2], 16)
    green = int(value[2:4], 16)
    blue = int(value[4:6], 16)
    # Luma by ITU-R BT.601.
    return 0.299 * red + 0.587 * green + 0.114 * blue < _DARK_BELOW


def _presentation_class() -> Any:
    with extra_needed("pptx", "pptx", "message.charts.no_pptx"):
        from pptx import Presentation
    return Presentation


def _place_placeholders(page: Any) -> None:
    """Move the placeholders of a master or layout to their places on a 16:9 slide."""
    for shape in page.placeholders:
        element = shape._element  # noqa: SLF001
        kind = element.find(f".//{_PRESENTATION}ph").get("type", "body")
        # Without a transform of its own a placeholder takes its place from the master.
        has_own_place = element.find(f".//{_DRAWING}xfrm") is not None
        if has_own_place or kind in {"ctrTitle", "subTitle"}:
            left, top, width, height = _PLACES[kind]
            shape.left = to_emu(left)
            shape.top = to_emu(top)
            shape.width = to_emu(width)
            shape.height = to_emu(height)
        body = element.find(f".//{_DRAWING}bodyPr")
        if kind not in _FOOTER_KINDS:
            # Without insets the text stands exactly at the margin, in line with the
            # picture.
            body.set("lIns", "0")
            body.set("rIns", "0")
        if kind in {"ctrTitle", "title"}:
            body.set("anchor", "b")
        if kind == "subTitle":
            _set_subtitle_style(element)


def _set_subtitle_style(element: Any) -> None:
    """Align a subtitle left and in the color of text instead of a faint one."""
    for level in element.findall(f".//{_DRAWING}lstStyle/*"):
        level.set("algn", "l")
        for fill in level.findall(f"{_DRAWING}defRPr/{_DRAWING}solidFill"):
            fill.getparent().remove(fill)


def _set_text_styles(master: Any) -> None:
    """Align titles and texts left, titles in semibold, in our own sizes."""
    for name, sizes in _FONT_SIZES.items():
        levels = list(master.find(f".//{_PRESENTATION}{name}"))
        for level, size in zip(levels, sizes, strict=False):
            level.set("algn", "l")
            level.find(f"{_DRAWING}defRPr").set("sz", str(size * 100))
    title = master.find(f".//{_PRESENTATION}titleStyle/{_DRAWING}lvl1pPr")
    title.find(f"{_DRAWING}defRPr").set("b", "1")
    body = master.find(f".//{_PRESENTATION}bodyStyle/{_DRAWING}lvl1pPr")
    body.set("marL", str(_BULLET_INDENT))
    body.set("indent", str(-_BULLET_INDENT))


def _with_theme(blob: bytes, theme: Theme) -> bytes:
    """Return a theme's XML with other colors and typefaces; its effects stay."""
    from lxml import etree

    root = etree.fromstring(blob)
    root.set("name", "powermap")
    _set_colors(root.find(f".//{_DRAWING}clrScheme"), theme.colors)
    _set_typefaces(root.find(f".//{_DRAWING}fontScheme"), theme)
    etree.cleanup_namespaces(root)
    content = etree.tostring(
        root, xml_declaration=True, encoding="UTF-8", standalone=True
    )
    return bytes(content)


def _set_colors(scheme: Any, colors: Mapping[str, str]) -> None:
    from lxml import etree

    scheme.set("name", "powermap")
    for slot in THEME_SLOTS:
        place = scheme.find(f"{_DRAWING}{slot}")
        for child in list(place):
            place.remove(child)
        digits = colors[slot].removeprefix("#").upper()
        etree.SubElement(place, f"{_DRAWING}srgbClr", val=digits)


def _set_typefaces(scheme: Any, theme: Theme) -> None:
    from lxml import etree

    scheme.set("name", "powermap")
    namespace = _DRAWING.strip("{}")
    markup = (
        f'<a:x xmlns:a="{namespace}"><a:latin typeface={quoted(theme.latin)}/>'
        f'<a:ea typeface={quoted(theme.east_asian)}/><a:cs typeface=""/></a:x>'
    )
    for kind in ("major", "minor"):
        place = scheme.find(f"{_DRAWING}{kind}Font")
        for child in list(place):
            place.remove(child)
        for typeface in etree.fromstring(markup):
            place.append(typeface)
