"""Texts and tables of a slide, each in its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from powermap.render.slide_geometry import to_emu
from powermap.render.slide_markup import NAMESPACES
from powermap.render.slide_placeholders import remove_paragraphs
from powermap.render.xml import escaped

__all__ = [
    "BodyArea",
    "Paragraph",
    "TableBlock",
    "TextBlock",
    "add_table",
    "add_text_box",
    "fill_placeholder",
]

# "Light Style 1", which every PowerPoint has: rules in the color of the text, no fills.
_TABLE_STYLE = "{9D7B030F-B1BA-407E-804F-0B05F660EEB4}"
# Insets of a table cell in EMU.
_CELL_INSETS = {"marL": "0", "marR": "144000", "marT": "36000", "marB": "36000"}
_HEADER_RULE = ("12700", "tx2")
"""Width in EMU and theme color of the rule below the header of a table."""
_ROW_RULE = ("6350", "bg2")
"""Width in EMU and theme color of the rule below every other row."""
_BULLET_INDENT = 171_450
"""EMU from a bullet to its text."""


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


@dataclass(frozen=True, slots=True)
class TextBlock:
    """Paragraphs in a place of a slide.

    Parameters
    ----------
    paragraphs : tuple of Paragraph
        The text.
    area : BodyArea, optional
        Where it stands; where the layout has its text when not given.
    """

    paragraphs: tuple[Paragraph, ...]
    area: BodyArea | None = None


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table in a place of a slide.

    Parameters
    ----------
    rows : tuple of rows of str
        Cells; the first row is the header.
    widths, heights : tuple of float
        Of the columns and rows, in points.
    size : float
        Size of type in points.
    left, top : float
        Where it stands, in points.
    """

    rows: tuple[Sequence[str], ...]
    widths: tuple[float, ...]
    heights: tuple[float, ...]
    size: float
    left: float
    top: float


def fill_placeholder(placeholder: Any, block: TextBlock) -> None:
    """Write into the placeholder of a slide."""
    if block.area is not None:
        _place(placeholder, block.area)
    text_body = placeholder.text_frame._txBody  # noqa: SLF001
    _write_paragraphs(text_body, block.paragraphs, own_bullets=False)


def add_text_box(slide: Any, block: TextBlock) -> None:
    """Write into a text box of its own."""
    area = block.area or BodyArea(0.0, 0.0, 0.0, 0.0)
    box = slide.shapes.add_textbox(0, 0, 0, 0)
    _place(box, area)
    frame = box.text_frame
    frame.word_wrap = True
    # As in our own layouts, so that texts below each other begin in one line.
    frame.margin_left = frame.margin_right = 0
    frame.margin_top = frame.margin_bottom = 0
    _write_paragraphs(frame._txBody, block.paragraphs, own_bullets=True)  # noqa: SLF001


def _place(shape: Any, area: BodyArea) -> None:
    shape.left = to_emu(area.left)
    shape.top = to_emu(area.top)
    shape.width = to_emu(area.width)
    shape.height = to_emu(area.height)


def add_table(slide: Any, name: str, block: TableBlock) -> None:
    """Add a table with rules and a header."""
    frame = slide.shapes.add_table(
        len(block.rows),
        len(block.rows[0]),
        to_emu(block.left),
        to_emu(block.top),
        to_emu(sum(block.widths)),
        to_emu(sum(block.heights)),
    )
    frame.name = name
    table = frame.table
    # Rules instead of stripes, so that tints keep their meaning.
    table.horz_banding = False
    _set_table_style(table)
    for column, width in zip(table.columns, block.widths, strict=True):
        column.width = to_emu(width)
    for number, (row, height) in enumerate(zip(table.rows, block.heights, strict=True)):
        # Not by the row's own `height`, which adds up all rows each time.
        row._tr.h = to_emu(height)  # noqa: SLF001
        is_header = number == 0
        for cell, text in zip(row.cells, block.rows[number], strict=True):
            _fill_cell(cell._tc, text, block.size, is_header=is_header)  # noqa: SLF001
    table.notify_height_changed()


def _write_paragraphs(
    text_body: Any, paragraphs: Sequence[Paragraph], *, own_bullets: bool
) -> None:
    from pptx.oxml import parse_xml

    remove_paragraphs(text_body)
    for paragraph in paragraphs:
        markup = _paragraph_markup(paragraph, own_bullets=own_bullets)
        text_body.append(parse_xml(markup))


def _paragraph_markup(paragraph: Paragraph, *, own_bullets: bool) -> str:
    indent = ""
    bullet = ""
    if not paragraph.bullet:
        indent = ' marL="0" indent="0"'
        bullet = "<a:buNone/>"
    elif own_bullets:
        # A text box has no list style of the layout.
        indent = f' marL="{_BULLET_INDENT}" indent="-{_BULLET_INDENT}"'
        bullet = '<a:buFont typeface="Arial"/><a:buChar char="•"/>'
    runs = _runs_markup(paragraph.text, paragraph.size, bold=paragraph.bold)
    return (
        f"<a:p {NAMESPACES}><a:pPr{indent}>"
        f'<a:spcBef><a:spcPts val="500"/></a:spcBef>{bullet}</a:pPr>{runs}</a:p>'
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
    runs = _runs_markup(text, size, bold=is_header) if text else ""
    # An empty cell is as tall as its own size of type, else as that of the master.
    end = f'<a:endParaRPr sz="{round(size * 100)}"/>'
    body.append(parse_xml(f"<a:p {NAMESPACES}>{runs}{end}</a:p>"))
    properties = cell.get_or_add_tcPr()
    for side, inset in _CELL_INSETS.items():
        properties.set(side, inset)
    width, color = _HEADER_RULE if is_header else _ROW_RULE
    rule = (
        f'<a:lnB w="{width}" {NAMESPACES}><a:solidFill><a:schemeClr val="{color}"/>'
        "</a:solidFill></a:lnB>"
    )
    properties.append(parse_xml(rule))
