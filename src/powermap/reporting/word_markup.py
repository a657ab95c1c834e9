"""What python-docx has no method for: fields, repeated headers, rules, alternative texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any

__all__ = [
    "add_bookmark",
    "add_contents",
    "add_page_number",
    "add_rows_like_last",
    "begin_columns",
    "describe_picture",
    "drop_leftovers",
    "remove_ornaments",
    "rule_table",
    "set_cell_width",
    "set_faces",
    "set_language",
    "set_typeface",
]

LEFTOVERS = ("stylesWithEffects", "thumbnail", "extended-properties", "customXml")
"""Kinds of parts that say what python-docx's own template was made with."""
TWIPS = 20
"""Twentieths of a point, in which Word counts widths."""
EIGHTHS = 8
"""Eighths of a point, in which it counts the width of rules."""
_LANGUAGES = {"zh": "zh-CN", "en": "en-US"}
_FACES = ("ascii", "hAnsi", "cs", "eastAsia")
# Links only and no page numbers, which nobody knows before Word has set the pages: so
# nothing asks the reader to update the list.
_CONTENTS = r' TOC \o "1-1" \n \h \z '


def _element(tag: str, values: Mapping[str, object] | None = None) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element = OxmlElement(tag)
    for name, value in (values or {}).items():
        element.set(qn(f"w:{name}"), str(value))
    return element


def drop_leftovers(document: Any) -> None:
    """Take out what python-docx's own template brings beside its styles.

    Its second copy of the styles says something else than the first once that is
    changed.
    """
    for part in (document.part, document.part.package):
        for id, relation in list(part.rels.items()):
            if relation.reltype.endswith(LEFTOVERS):
                del part.rels[id]


def set_language(document: Any, lang: str) -> None:
    """Set the language of everything that has none of its own."""
    from docx.oxml.ns import qn

    properties = _defaults(document)
    language = properties.find(qn("w:lang"))
    if language is None:
        language = _element("w:lang")
        properties.append(language)
    language.set(qn("w:val"), _LANGUAGES.get(lang, lang))
    language.set(qn("w:eastAsia"), "zh-CN")


def set_faces(document: Any, latin: str, chinese: str) -> None:
    """Set the typefaces of everything that has none of its own."""
    from docx.oxml.ns import qn

    _set_faces(_defaults(document).find(qn("w:rFonts")), latin, chinese)


def _defaults(document: Any) -> Any:
    """The properties of texts that name none; a template may lack the element."""
    from docx.oxml.ns import qn

    place = document.styles.element
    for name in ("w:docDefaults", "w:rPrDefault", "w:rPr"):
        inner = place.find(qn(name))
        if inner is None:
            inner = _element(name)
            place.insert(0, inner)
        place = inner
    return place


def set_typeface(each: Any, latin: str, chinese: str) -> None:
    """Give a style its typefaces, in place of those of the theme."""
    _set_faces(each.element.get_or_add_rPr().get_or_add_rFonts(), latin, chinese)


def _set_faces(fonts: Any, latin: str, chinese: str) -> None:
    from docx.oxml.ns import qn

    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for script in _FACES:
        face = chinese if script == "eastAsia" else latin
        fonts.set(qn(f"w:{script}"), face)


def remove_ornaments(*styles: Any) -> None:
    """Take the line below and the wide letters from styles."""
    from docx.oxml.ns import qn

    for each in styles:
        for path in ("w:pPr/w:pBdr", "w:rPr/w:spacing", "w:pPr/w:numPr"):
            names = [qn(name) for name in path.split("/")]
            found = each.element.find("/".join(names))
            if found is not None:
                found.getparent().remove(found)


def begin_columns(document: Any, count: int, gutter: float) -> None:
    """Set what follows in so many columns, on the same page."""
    from docx.enum.section import WD_SECTION
    from docx.oxml.ns import qn

    section = document.add_section(WD_SECTION.CONTINUOUS)
    columns = section._sectPr.find(qn("w:cols"))  # noqa: SLF001
    columns.set(qn("w:num"), str(count))
    columns.set(qn("w:space"), str(_twips(gutter)))


# Fields -----------------------------------------------------------------------------


def add_page_number(paragraph: Any, style: Any, title: str, width: int) -> None:
    """Write the title of the report and the number of the page into a footer."""
    from docx.enum.text import WD_TAB_ALIGNMENT

    # A template may call the style by another id.
    paragraph.style = style
    stops = paragraph.paragraph_format.tab_stops
    # Those of the style are made for a page that is taller than wide.
    paragraph.style.paragraph_format.tab_stops.clear_all()
    stops.add_tab_stop(width, WD_TAB_ALIGNMENT.RIGHT)
    paragraph.add_run(f"{title}\t")
    _add_field(paragraph, " PAGE ", "1")
    paragraph.add_run(" / ")
    _add_field(paragraph, " NUMPAGES ", "1")


def _add_field(paragraph: Any, code: str, shown: str) -> None:
    _begin_field(paragraph, code)
    paragraph.add_run(shown)
    _end_field(paragraph)


def _begin_field(paragraph: Any, code: str) -> None:
    _add_to_run(paragraph, _element("w:fldChar", {"fldCharType": "begin"}))
    instruction = _element("w:instrText")
    instruction.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    instruction.text = code
    _add_to_run(paragraph, instruction)
    _add_to_run(paragraph, _element("w:fldChar", {"fldCharType": "separate"}))


def _end_field(paragraph: Any) -> None:
    _add_to_run(paragraph, _element("w:fldChar", {"fldCharType": "end"}))


def _add_to_run(paragraph: Any, element: Any) -> None:
    paragraph.add_run()._r.append(element)  # noqa: SLF001


def add_contents(paragraph: Any, name: str, titles: Sequence[str], color: str) -> None:
    """Write a table of contents, its entries as links to the headings."""
    from docx.shared import RGBColor

    # No colon, which Chinese writes otherwise.
    paragraph.add_run(f"{name}   ").bold = True
    _begin_field(paragraph, _CONTENTS)
    for number, title in enumerate(titles):
        if number:
            paragraph.add_run(" · ")
        link = _element("w:hyperlink", {"anchor": _bookmark(number), "history": "1"})
        run = paragraph.add_run(title)
        run.font.color.rgb = RGBColor.from_string(color[1:])
        link.append(run._r)  # noqa: SLF001
        paragraph._p.append(link)  # noqa: SLF001
    _end_field(paragraph)


def add_bookmark(heading: Any, number: int) -> None:
    """Mark a heading as what an entry of the contents links to."""
    start = {"id": number, "name": _bookmark(number)}
    heading._p.insert(1, _element("w:bookmarkStart", start))  # noqa: SLF001
    heading._p.append(_element("w:bookmarkEnd", {"id": number}))  # noqa: SLF001


def _bookmark(number: int) -> str:
    # What Word itself calls them.
    return f"_Toc{number + 1:08}"


# Pictures and tables ----------------------------------------------------------------


def describe_picture(paragraph: Any, name: str, text: str) -> None:
    """Say in words what the picture of a paragraph shows."""
    from docx.oxml.ns import qn

    properties = paragraph._p.find(f".//{qn('wp:docPr')}")  # noqa: SLF001
    properties.set("name", name)
    properties.set("descr", text)


def rule_table(table: Any, rule: str, hairline: str, widths: Sequence[float]) -> None:
    """Fix the widths of a table, repeat its header, and draw lines below its rows."""
    from docx.oxml.ns import qn

    table.autofit = False
    properties = table._tbl.tblPr  # noqa: SLF001
    borders = _element("w:tblBorders")
    for side in ("bottom", "insideH"):
        borders.append(_rule(side, hairline, 0.75))
    margins = _element("w:tblCellMar")
    for side, space in (("left", 0), ("right", 9)):
        margins.append(_element(f"w:{side}", {"w": space * TWIPS, "type": "dxa"}))
    layout = properties.find(qn("w:tblLayout"))
    layout.addprevious(borders)
    layout.addnext(margins)
    total = _twips(sum(widths))
    width = properties.find(qn("w:tblW"))
    width.set(qn("w:type"), "dxa")
    width.set(qn("w:w"), str(total))
    for column, points in zip(table._tbl.tblGrid, widths, strict=True):  # noqa: SLF001
        column.set(qn("w:w"), str(_twips(points)))
    for number, row in enumerate(table.rows):
        _rule_row(row, rule, is_header=number == 0)


def add_rows_like_last(table: Any, rows: Sequence[Sequence[str]]) -> None:
    """Put rows of texts below a table that look like its last row."""
    from docx.oxml.ns import qn

    if not rows:
        return
    pattern = deepcopy(table._tbl.tr_lst[-1])  # noqa: SLF001
    for run in pattern.iter(qn("w:r")):
        for content in run.findall(qn("w:t")):
            run.remove(content)
    for texts in rows:
        row = deepcopy(pattern)
        for run, text in zip(row.iter(qn("w:r")), texts, strict=True):
            if text:
                content = _element("w:t")
                content.text = text
                run.append(content)
        table._tbl.append(row)  # noqa: SLF001


def _rule_row(row: Any, rule: str, *, is_header: bool) -> None:
    properties = row._tr.get_or_add_trPr()  # noqa: SLF001
    properties.append(_element("w:cantSplit"))
    if not is_header:
        return
    properties.append(_element("w:tblHeader"))
    for cell in row.cells:
        borders = _element("w:tcBorders")
        borders.append(_rule("bottom", rule, 1.25))
        cell._tc.get_or_add_tcPr().append(borders)  # noqa: SLF001


def _rule(side: str, color: str, points: float) -> Any:
    values = {
        "val": "single",
        "sz": round(points * EIGHTHS),
        "space": 0,
        "color": color[1:],
    }
    return _element(f"w:{side}", values)


def set_cell_width(cell: Any, points: float) -> None:
    """Say how wide a cell is, which programs read in place of the table's own widths."""
    from docx.shared import Twips

    cell.width = Twips(_twips(points))


def _twips(points: float) -> int:
    return round(points * TWIPS)
