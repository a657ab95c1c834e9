"""A deck for PowerPoint: a slide for each scene, text and tables in the deck's own layouts, always the same bytes."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from powermap.render.deck_template import MARGIN, Theme, ground_is_dark, opened, own
from powermap.render.shapes import EMU, NAMESPACES, Fit, shapes
from powermap.render.xml import escaped
from powermap.scene.marks import Group, Scene

__all__ = ["Deck", "Paragraph", "Theme"]

_NAMES = {"dk1": "tx1", "lt1": "bg1", "dk2": "tx2", "lt2": "bg2"}
"""What shapes call the slots of a theme to which neutral colours refer."""
_STAMP = datetime(2000, 1, 1)
_STYLE = "{9D7B030F-B1BA-407E-804F-0B05F660EEB4}"
"""Light Style 1, which every PowerPoint has: rules in the colour of the text, no grounds."""
_FURNITURE = {"dt", "ftr", "sldNum"}
_LAYOUTS = {
    "title": {"ctrTitle", "subTitle"},
    "obj": {"title", "body"},
    "titleOnly": {"title"},
}
"""The placeholders by which a layout is known whose type is not told."""
_INSETS = {"marL": "0", "marR": "144000", "marT": "36000", "marB": "36000"}


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph on a slide, `size` in points; a `point` of a list has the bullet of the deck."""

    text: str
    size: float
    point: bool = False
    bold: bool = False


class Deck:
    """A deck that is being made.

    Parameters
    ----------
    theme : Theme
        Colours and typefaces of a deck of its own. Colours of scenes that are its first four refer to the theme, so
        that they become a house's where there is a template.
    template : bytes, optional
        A deck whose master, layouts, theme and size are used; its slides are left out.
    title : str, default ""
        What the deck is called.

    Examples
    --------
    >>> slots = ["dk1", "lt1", "dk2", "lt2", *(f"accent{n}" for n in range(1, 7)), "hlink", "folHlink"]
    >>> deck = Deck(Theme(dict.fromkeys(slots, "#1F2933"), "Source Sans Pro", "Microsoft YaHei"))
    >>> deck.scene(Scene(1280, 720, title="", description="A map.", marks=()))
    >>> deck.payload()[:2]
    b'PK'
    """

    def __init__(
        self, theme: Theme, template: bytes | None = None, title: str = ""
    ) -> None:
        self._deck = own(theme) if template is None else opened(template)
        dark = template is not None and ground_is_dark(self._deck)
        neutral = {
            theme.colours[slot][1:].upper(): name for slot, name in _NAMES.items()
        }
        self._colours = {} if dark else neutral
        facts = self._deck.core_properties
        facts.title, facts.author, facts.last_modified_by, facts.revision = (
            title[:255],
            "",
            "",
            1,
        )
        facts.created = facts.modified = facts.last_printed = _STAMP

    @property
    def room(self) -> tuple[float, float, float, float]:
        """Where text and tables stand on a slide: left, top, width and height in points."""
        layout = self._layout("obj")
        for each in layout.placeholders:
            if _kind(each) == "body" and each.width:
                return (
                    each.left / EMU,
                    each.top / EMU,
                    each.width / EMU,
                    each.height / EMU,
                )
        wide, tall = self._deck.slide_width / EMU, self._deck.slide_height / EMU
        return MARGIN, tall * 0.2, wide - 2 * MARGIN, tall * 0.72

    def scene(self, scene: Scene) -> None:
        """Add a slide with a scene; its notes are the scene's description, and the tooltip of whatever has a key."""
        from pptx.oxml import parse_xml

        slide = self._deck.slides.add_slide(self._layout("titleOnly"))
        for placeholder in list(slide.placeholders):
            _drop(placeholder)
        size = (0.0, 0.0, self._deck.slide_width / EMU, self._deck.slide_height / EMU)
        ground = (
            scene.background[1:].upper() not in self._colours
        )  # our tints are made for light grounds
        made = shapes(
            scene,
            Fit.into(size, scene.width, scene.height),
            self._colours,
            ground=ground,
        )
        tree = slide.shapes._spTree  # noqa: SLF001 - the tree of shapes has no public name
        for shape in list(parse_xml(f"<p:spTree {NAMESPACES}>{made}</p:spTree>")):
            tree.append(shape)
        _note(slide, "\n\n".join(_told(scene)))

    def front(self, title: str, paragraphs: Sequence[Paragraph]) -> None:
        """Add a title slide."""
        slide, body = self._titled("title", title)
        self._say(slide, body, paragraphs)

    def text(self, title: str, paragraphs: Sequence[Paragraph]) -> None:
        """Add a slide of text."""
        slide, body = self._titled("obj", title)
        self._say(slide, body, paragraphs)

    def table(
        self,
        title: str,
        rows: Sequence[Sequence[str]],
        widths: Sequence[float],
        heights: Sequence[float],
        size: float,
        *,
        lead: Sequence[Paragraph] = (),
        under: float = 0.0,
    ) -> None:
        """Add a slide with a table, whose first row is its header, `under` points below its `lead`; all in points."""
        slide, body = self._titled("obj", title)
        left, top, across, _ = self.room
        if lead:
            self._say(slide, body, lead, (left, top, across, under))
        elif body is not None:
            _drop(body)
        area = _emus(left, top + under, sum(widths), sum(heights))
        frame = slide.shapes.add_table(len(rows), len(rows[0]), *area)
        frame.name, table = title, frame.table
        table.horz_banding = False
        next(
            each
            for each in table._tbl.iter()  # noqa: SLF001
            if each.tag.endswith("tableStyleId")
        ).text = _STYLE
        for column, width in zip(table.columns, _emus(*widths), strict=True):
            column.width = width
        for row, height in zip(table.rows, _emus(*heights), strict=True):
            row.height = height
        for row, words in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, words, strict=True):
                _fill(cell._tc, text, size, bold=words is rows[0])  # noqa: SLF001

    def payload(self) -> bytes:
        """The deck; but for the dates of the zip around it, the same scenes give the same bytes."""
        stream = io.BytesIO()
        self._deck.save(stream)
        return stream.getvalue()

    def _layout(self, kind: str) -> Any:
        """The layout of a kind: by its type, by its placeholders, or the first that has a title."""
        found = list(self._deck.slide_layouts)
        typed = [each for each in found if each._element.get("type") == kind]  # noqa: SLF001
        alike = [each for each in found if _kinds(each) == _LAYOUTS[kind]]
        titled = [each for each in found if _kinds(each) & {"title", "ctrTitle"}]
        return [*typed, *alike, *titled, *found][0]

    def _titled(self, kind: str, title: str) -> tuple[Any, Any]:
        """A new slide with its title, and the placeholder of its text; all other placeholders are taken away."""
        slide = self._deck.slides.add_slide(self._layout(kind))
        found = {_kind(each): each for each in reversed(list(slide.placeholders))}
        heading = found.get("ctrTitle") or found.get("title")
        body = found.get("subTitle") or found.get("body")
        for each in list(slide.placeholders):
            if each not in (heading, body):
                _drop(each)
        if heading is not None:
            heading.text_frame.text = title
        return slide, body

    def _say(
        self,
        slide: Any,
        body: Any,
        paragraphs: Sequence[Paragraph],
        area: Sequence[float] | None = None,
    ) -> None:
        """Write into the placeholder of a slide, or where one would be; somewhere else where `area` says so."""
        from pptx.oxml import parse_xml

        if body is None:
            body = slide.shapes.add_textbox(*_emus(*self.room))
            body.text_frame.word_wrap = True
        if area is not None:
            body.left, body.top, body.width, body.height = _emus(*area)
        text = body.text_frame._txBody  # noqa: SLF001
        for old in list(text)[2:]:
            text.remove(old)
        for each in paragraphs:
            text.append(parse_xml(_paragraph(each)))


def _emus(*lengths: float) -> list[int]:
    return [round(length * EMU) for length in lengths]


def _kind(placeholder: Any) -> str:
    """What a placeholder is for; whatever takes content is a body."""
    element = placeholder._element  # noqa: SLF001
    kind = next(each for each in element.iter() if each.tag.endswith("}ph")).get(
        "type", "body"
    )
    return "body" if kind == "obj" else str(kind)


def _kinds(layout: Any) -> set[str]:
    return {_kind(each) for each in layout.placeholders} - _FURNITURE


def _drop(shape: Any) -> None:
    shape._element.getparent().remove(shape._element)  # noqa: SLF001


def _told(scene: Scene) -> list[str]:
    """What a scene says in words: its description, and what there is to know of everybody in it."""
    groups = (
        mark for mark in scene.walk() if isinstance(mark, Group) and mark.link is None
    )
    return [
        scene.description,
        *dict.fromkeys(group.title for group in groups if group.key and group.title),
    ]


def _note(slide: Any, notes: str) -> None:
    """Speaker's notes; a house whose notes have no place for text gets none."""
    frame = slide.notes_slide.notes_text_frame if notes else None
    if frame is not None:
        frame.text = notes


def _paragraph(paragraph: Paragraph) -> str:
    bullet = "" if paragraph.point else ' marL="0" indent="0"'
    inner = '<a:spcBef><a:spcPts val="500"/></a:spcBef>' + (
        "" if paragraph.point else "<a:buNone/>"
    )
    runs = _runs(paragraph.text, paragraph.size, paragraph.bold)
    return f"<a:p {NAMESPACES}><a:pPr{bullet}>{inner}</a:pPr>{runs}</a:p>"


def _runs(text: str, size: float, bold: bool) -> str:
    """A text in lines."""
    look = f'<a:rPr sz="{round(size * 100)}" b="{int(bold)}" noProof="1"/>'
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return f"<a:br>{look}</a:br>".join(
        f"<a:r>{look}<a:t>{escaped(line)}</a:t></a:r>" for line in lines
    )


def _fill(cell: Any, text: str, size: float, *, bold: bool) -> None:
    from pptx.oxml import parse_xml

    body = cell.get_or_add_txBody()
    for old in list(body)[2:]:
        body.remove(old)
    body.append(parse_xml(f"<a:p {NAMESPACES}>{_runs(text, size, bold)}</a:p>"))
    properties = cell.get_or_add_tcPr()
    for side, inset in _INSETS.items():
        properties.set(side, inset)
    wide, ink = ("12700", "tx2") if bold else ("6350", "bg2")
    properties.append(
        parse_xml(
            f'<a:lnB w="{wide}" {NAMESPACES}><a:solidFill><a:schemeClr val="{ink}"/></a:solidFill></a:lnB>'
        )
    )
