"""The deck that slides are put into: our own master and theme, or those of a house without its slides."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from powermap.errors import FormatError, MissingDependencyError
from powermap.render.shapes import EMU
from powermap.render.xml import quoted

WIDTH, HEIGHT, MARGIN = 960.0, 540.0, 27.0
"""A slide of 16:9 and what stays free at its edges, in points."""
SLOTS = (
    "dk1",
    "lt1",
    "dk2",
    "lt2",
    *(f"accent{n}" for n in range(1, 7)),
    "hlink",
    "folHlink",
)
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_BROKEN = (
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
"""What python-pptx and what it stands on raise of a package that is none, is damaged or locked."""
_UNPACKED = 500_000_000
"""Bytes that a template may hold unpacked: a small package may swell."""
_KEPT = {"title", "obj", "titleOnly", "blank"}
_ACROSS = WIDTH - 2 * MARGIN
_PLACES = {  # of the placeholders of our own layouts: left, top, width, height in points
    "title": (MARGIN, 24, _ACROSS, 36),
    "body": (MARGIN, 74, _ACROSS, 420),
    "ctrTitle": (MARGIN, 92, _ACROSS, 60),
    "subTitle": (MARGIN, 160, _ACROSS, 320),
    "dt": (MARGIN, 504, 200, 24),
    "ftr": (330, 504, 300, 24),
    "sldNum": (WIDTH - MARGIN - 200, 504, 200, 24),
}
_SIZES = {"titleStyle": (24,), "bodyStyle": (16, 14, 14, 12, 12)}


@dataclass(frozen=True, slots=True)
class Theme:
    """What a deck without a template looks like.

    Parameters
    ----------
    colours : mapping of str to str
        The twelve colours of a theme by their slot (``dk1``, ``lt1``, …, ``folHlink``), as ``#1F2933``.
    latin, east_asian : str
        Typefaces.
    """

    colours: Mapping[str, str]
    latin: str
    east_asian: str


def opened(template: bytes) -> Any:
    """A house's deck, without its slides.

    Raises
    ------
    FormatError
        When it is no deck.
    """
    presentation = _presentation()
    try:
        with zipfile.ZipFile(io.BytesIO(template)) as package:
            size = sum(part.file_size for part in package.infolist())
        if size > _UNPACKED:
            raise ValueError(f"it unpacks to {size:,} bytes; allowed: {_UNPACKED:,}")
        deck = presentation(io.BytesIO(template))
        layouts = [
            list(each.placeholders) for each in deck.slide_masters[0].slide_layouts
        ]
        ground_is_dark(deck)
        _ = (
            deck.core_properties.title
        )  # like the two above read now, that slides find all that they need
    except _BROKEN as error:
        raise FormatError(
            f"the template cannot be read as a PowerPoint deck ({str(error)[:120]}); save it as .pptx"
        ) from error
    if not layouts:
        raise FormatError(
            "the template has no layouts; save it from PowerPoint with its master"
        )
    whole = deck.part._element  # noqa: SLF001
    for number in list(whole.findall(f"{_P}sldIdLst/{_P}sldId")):
        deck.part.drop_rel(number.get(f"{_R}id"))
        number.getparent().remove(number)
    for name in (
        "custShowLst",
        "extLst",
    ):  # shows and sections, which name slides that are gone
        for each in whole.findall(f"{_P}{name}"):
            whole.remove(each)
    return deck


def own(theme: Theme) -> Any:
    """A deck of our own: 16:9, four layouts, the theme's colours and typefaces."""
    deck = _presentation()()
    from pptx.opc.constants import RELATIONSHIP_TYPE

    deck.slide_width, deck.slide_height = round(WIDTH * EMU), round(HEIGHT * EMU)
    del deck.part._element.find(f"{_P}sldSz").attrib["type"]  # noqa: SLF001 - it says 4:3
    for layout in list(deck.slide_layouts):
        if layout._element.get("type") not in _KEPT:  # noqa: SLF001
            deck.slide_layouts.remove(layout)
    master = deck.slide_master
    for page in (master, *deck.slide_layouts):
        _placed(page)
    _styled(master._element)  # noqa: SLF001
    painted = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    painted.blob = _theme(painted.blob, theme)
    for of, kind in ((deck.part.package, "thumbnail"), (deck.part, "printerSettings")):
        for key, rel in list(of._rels.items()):  # noqa: SLF001
            if rel.reltype.endswith(kind):
                of._rels.pop(key)  # noqa: SLF001
    return deck


def ground_is_dark(deck: Any) -> bool:
    """Whether slides are dark where nothing stands on them, as far as the theme tells."""
    from lxml import etree
    from pptx.opc.constants import RELATIONSHIP_TYPE

    master = deck.slide_masters[0]
    slot = master._element.find(f"{_P}clrMap").get("bg1")  # noqa: SLF001
    theme = etree.fromstring(master.part.part_related_by(RELATIONSHIP_TYPE.THEME).blob)
    colour = next(iter(theme.find(f".//{_A}clrScheme/{_A}{slot}")))
    value = colour.get("lastClr") or colour.get("val")
    red, green, blue = (int(value[at : at + 2], 16) for at in (0, 2, 4))
    return 0.299 * red + 0.587 * green + 0.114 * blue < 160


def _presentation() -> Any:
    try:
        from pptx import Presentation
    except ImportError as error:
        raise MissingDependencyError(
            "python-pptx is not installed; install it: pip install 'powermap[pptx]'"
        ) from error
    return Presentation


def _placed(page: Any) -> None:
    """Put the placeholders of a master or layout where they belong on a slide of 16:9."""
    for shape in page.placeholders:
        element = shape._element  # noqa: SLF001
        kind = element.find(f".//{_P}ph").get("type", "body")
        if element.find(f".//{_A}xfrm") is not None or kind in {"ctrTitle", "subTitle"}:
            shape.left, shape.top, shape.width, shape.height = (
                round(each * EMU) for each in _PLACES[kind]
            )
        body = element.find(f".//{_A}bodyPr")
        if kind not in {"dt", "ftr", "sldNum"}:
            body.set("lIns", "0")
            body.set("rIns", "0")
        if kind in {"ctrTitle", "title"}:
            body.set("anchor", "b")
        for level in element.findall(f".//{_A}lstStyle/*"):
            if kind == "subTitle":
                level.set("algn", "l")
                for faint in level.findall(f"{_A}defRPr/{_A}solidFill"):
                    faint.getparent().remove(faint)


def _styled(master: Any) -> None:
    """Titles to the left and in semibold, text in the sizes of a slide that is read at a desk."""
    for name, sizes in _SIZES.items():
        levels = list(master.find(f".//{_P}{name}"))
        for level, size in zip(levels, sizes, strict=False):
            level.set("algn", "l")
            level.find(f"{_A}defRPr").set("sz", str(size * 100))
    master.find(f".//{_P}titleStyle/{_A}lvl1pPr/{_A}defRPr").set("b", "1")
    first = master.find(f".//{_P}bodyStyle/{_A}lvl1pPr")
    first.set("marL", "200025")
    first.set("indent", "-200025")


def _theme(blob: bytes, theme: Theme) -> bytes:
    """The theme's XML with other colours and typefaces; its lines and effects stay."""
    from lxml import etree

    root = etree.fromstring(blob)
    root.set("name", "powermap")
    colours, fonts = root.find(f".//{_A}clrScheme"), root.find(f".//{_A}fontScheme")
    for scheme in (colours, fonts):
        scheme.set("name", "powermap")
    for slot in SLOTS:
        place = colours.find(f"{_A}{slot}")
        for old in list(place):
            place.remove(old)
        etree.SubElement(place, f"{_A}srgbClr", val=theme.colours[slot][1:].upper())
    faces = f'<a:latin typeface={quoted(theme.latin)}/><a:ea typeface={quoted(theme.east_asian)}/><a:cs typeface=""/>'
    for kind in ("major", "minor"):
        place = fonts.find(f"{_A}{kind}Font")
        for old in list(place):
            place.remove(old)
        for face in etree.fromstring(f'<a:x xmlns:a="{_A[1:-1]}">{faces}</a:x>'):
            place.append(face)
    etree.cleanup_namespaces(root)
    return bytes(
        etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    )
