"""The styles of a company's own Word document, for a report in its look.

Only definitions are read: styles, lists, and the colors and typefaces of the theme.
Everything else of the document, such as its texts, header, comments, author and
thumbnail, was somebody else's.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import deepcopy
from typing import Any

from powermap.errors import FormatError, LibraryWords, PowermapError, Sentence
from powermap.render.deck_template import UNREADABLE, check_unpacked_size

__all__ = ["refusing_damage", "take_styles"]

PARTS = ("styles", "numbering", "theme")
"""The parts that are read, by the last word of the type of their relationship."""
_BULLETS = "List Bullet"
_STYLES = ("docDefaults", "latentStyles", "style")
_LISTS = ("abstractNum", "num")
_SCHEMES = ("clrScheme", "fontScheme")
# Word itself stops at 4,079 styles, and python-docx looks through all of them each time.
_DEFINITIONS_LIMIT = 5_000
# Who edited when, and pictures that are not read.
_TRACES = ("rsid", "lvlPicBulletId", "ins", "del", "moveFrom", "moveTo")


def take_styles(document: Any, content: bytes, names: Sequence[str]) -> frozenset[str]:
    """Give an empty document the styles of another one.

    Parameters
    ----------
    document : Document
        Of python-docx, with its own styles.
    content : bytes
        A .docx, .dotx, .docm or .dotm file.
    names : sequence of str
        The styles of paragraphs that are needed; those that the other document does
        not have stay as they are here.

    Returns
    -------
    frozenset of str
        Those of the names that it has.
    """
    # Before anything is unpacked: a small file may hold a huge one.
    check_unpacked_size(content)
    return _take(document, _read_parts(content), names)


@contextmanager
def refusing_damage() -> Iterator[None]:
    """Say of a template that it cannot be read, wherever python-docx finds that out.

    It reads a style when something is written in it.

    Raises
    ------
    FormatError
        With what python-docx says.
    """
    from docx.exceptions import PythonDocxError
    from docx.oxml.exceptions import XmlchemyError

    try:
        yield
    except PowermapError:
        raise
    except (*UNREADABLE, PythonDocxError, XmlchemyError) as error:
        reason = LibraryWords(str(error)[:120])
        values = (("reason", reason), ("suffix", ".docx"))
        raise FormatError(Sentence("message.charts.unreadable_word", values)) from error


def _take(
    document: Any, parts: Mapping[str, bytes], names: Sequence[str]
) -> frozenset[str]:
    if "styles" not in parts:
        raise ValueError("it has no styles")
    styles = _definitions(parts["styles"], "styles", _STYLES)
    lists = []
    if "numbering" in parts:
        lists = _definitions(parts["numbering"], "numbering", _LISTS)
    schemes = _schemes(parts["theme"]) if "theme" in parts else []
    own = {}
    for name in names:
        own[name] = deepcopy(document.styles[name].element)
    bullets = _own_bullets(document, own[_BULLETS])
    _replace_children(document.styles.element, styles)
    _replace_children(document.part.numbering_part.element, lists)
    _replace_schemes(document, schemes)
    return _complete(document, own, bullets)


# Reading ----------------------------------------------------------------------------


def _read_parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = {}
        for name, kind in _relationships(package, _main_part(package)):
            if kind in PARTS:
                parts[kind] = package.read(name)
    return parts


def _main_part(package: zipfile.ZipFile) -> str:
    for name, kind in _relationships(package, ""):
        if kind == "officeDocument":
            return name
    raise ValueError("it has no document")


def _relationships(package: zipfile.ZipFile, part: str) -> Iterator[tuple[str, str]]:
    """The parts that a part of a package refers to, each with its kind."""
    from docx.oxml.parser import parse_xml

    folder, name = posixpath.split(part)
    listed = parse_xml(package.read(posixpath.join(folder, f"_rels/{name}.rels")))
    for each in listed:
        if each.get("TargetMode") == "External":
            continue
        target = posixpath.join("/", folder, each.get("Target"))
        kind = each.get("Type").rpartition("/")[2]
        yield posixpath.normpath(target).lstrip("/"), kind


def _definitions(content: bytes, name: str, kinds: Sequence[str]) -> list[Any]:
    """The children of a part that define something, without traces of who did it."""
    from docx.oxml.ns import qn
    from docx.oxml.parser import parse_xml
    from lxml import etree

    root = parse_xml(content)
    if root.tag != qn(f"w:{name}"):
        raise ValueError(str(root.tag))
    for element in list(root.iter()):
        parent = element.getparent()
        if parent is None:
            continue
        if _is_trace(element):
            parent.remove(element)
        else:
            _drop_foreign(element)
    wanted = {qn(f"w:{kind}") for kind in kinds}
    etree.cleanup_namespaces(root)
    found = [child for child in root if child.tag in wanted]
    if len(found) > _DEFINITIONS_LIMIT:
        allowed = f"{_DEFINITIONS_LIMIT:,}"
        raise ValueError(f"it has {len(found):,} {name}; allowed: {allowed}")
    return found


def _is_trace(element: Any) -> bool:
    from docx.oxml.ns import nsmap

    # Comments and instructions of XML have no text as their name.
    if not isinstance(element.tag, str):
        return True
    space, _, name = element.tag[1:].partition("}")
    # A later Word's elements would need its namespaces to be declared.
    if space != nsmap["w"]:
        return True
    return name in _TRACES or name.endswith("Change")


def _drop_foreign(element: Any) -> None:
    """Drop the attributes of a later Word, and ids of when somebody edited."""
    from docx.oxml.ns import nsmap

    for name in list(element.attrib):
        space, _, word = name[1:].partition("}")
        if space != nsmap["w"] or word.startswith("rsid"):
            del element.attrib[name]


def _schemes(theme: bytes) -> list[Any]:
    from docx.oxml.ns import qn
    from docx.oxml.parser import parse_xml

    root = parse_xml(theme)
    found = [root.find(f".//{qn(f'a:{name}')}") for name in _SCHEMES]
    return [scheme for scheme in found if scheme is not None]


# Writing ----------------------------------------------------------------------------


def _replace_children(root: Any, children: Sequence[Any]) -> None:
    for child in list(root):
        root.remove(child)
    for child in children:
        root.append(child)


def _replace_schemes(document: Any, schemes: Sequence[Any]) -> None:
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml.parser import parse_xml
    from lxml import etree

    part = document.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    root = parse_xml(part.blob)
    for scheme in schemes:
        own = root.find(f".//{scheme.tag}")
        own.getparent().replace(own, scheme)
    part._blob = etree.tostring(  # noqa: SLF001
        root, xml_declaration=True, encoding="UTF-8", standalone=True
    )


def _complete(document: Any, own: Mapping[str, Any], bullets: Any) -> frozenset[str]:
    """Add the styles that the other document lacks, and name those that it has."""
    found = set()
    placed = {}
    for name, element in own.items():
        existing = _paragraph_style(document, element.name_val)
        if existing is None:
            _add_style(document, element)
        else:
            # Word reads the names of its own styles in any case.
            existing.name_val = element.name_val
            found.add(name)
        placed[name] = element if existing is None else existing
    if not _has_list(document, placed[_BULLETS]):
        _add_bullets(document, placed[_BULLETS], bullets)
    return frozenset(found)


def _paragraph_style(document: Any, name: str) -> Any:
    """The style of paragraphs that has a name; another one of that name goes."""
    from docx.enum.style import WD_STYLE_TYPE

    found = None
    for style in list(document.styles.element.style_lst):
        if (style.name_val or "").casefold() != name.casefold():
            continue
        if found is None and style.type == WD_STYLE_TYPE.PARAGRAPH:
            found = style
        else:
            style.delete()
    return found


def _add_style(document: Any, element: Any) -> None:
    """Add one of our own styles, in the typeface and the color of the others."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml.ns import qn

    styles = document.styles.element
    usual = styles.default_for(WD_STYLE_TYPE.PARAGRAPH)
    for path in ("w:link", "w:rPr/w:rFonts", "w:rPr/w:color"):
        inner = element.find("/".join(qn(name) for name in path.split("/")))
        if inner is not None:
            inner.getparent().remove(inner)
    ids = {style.styleId for style in styles.style_lst}
    while element.styleId in ids:
        element.styleId += "Own"
    for name in ("w:basedOn", "w:next"):
        other = element.find(qn(name))
        if other is not None and usual is not None:
            other.set(qn("w:val"), usual.styleId)
    if usual is not None:
        element.default = None
    styles.append(element)


# Lists ------------------------------------------------------------------------------


def _own_bullets(document: Any, style: Any) -> Any:
    """How our own bullets look."""
    lists = document.part.numbering_part.element
    number = lists.num_having_numId(style.pPr.numPr.numId.val)
    return deepcopy(_look_of(lists, number))


def _look_of(lists: Any, number: Any) -> Any:
    from docx.oxml.ns import qn

    id = number.abstractNumId.val
    for look in lists.findall(qn("w:abstractNum")):
        if look.get(qn("w:abstractNumId")) == str(id):
            return look
    raise KeyError(id)


def _has_list(document: Any, style: Any) -> bool:
    """Whether a style, or one that it builds on, has bullets or numbers."""
    from docx.oxml.ns import qn

    numbers = document.part.numbering_part.element.num_lst
    ids = {str(number.numId) for number in numbers}
    # Not by `base_style`, which looks through all styles each time.
    others = {each.styleId: each for each in document.styles.element.style_lst}
    while style is not None:
        number = style.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}")
        if number is not None:
            return number.get(qn("w:val")) in ids
        # Taken out, so that styles that build on one another come to an end.
        others.pop(style.styleId, None)
        base = style.find(qn("w:basedOn"))
        style = None if base is None else others.get(base.get(qn("w:val")))
    return False


def _add_bullets(document: Any, style: Any, look: Any) -> None:
    from docx.oxml.ns import qn

    lists = document.part.numbering_part.element
    looks = lists.findall(qn("w:abstractNum"))
    ids = [int(each.get(qn("w:abstractNumId"))) for each in looks]
    id = max(ids, default=-1) + 1
    look.set(qn("w:abstractNumId"), str(id))
    for name in ("w:nsid", "w:tmpl", "w:lvl/w:pStyle"):
        inner = look.find("/".join(qn(part) for part in name.split("/")))
        if inner is not None:
            inner.getparent().remove(inner)
    # The standard wants every look before the first list.
    lists.insert(len(looks), look)
    number = lists.add_num(id)
    numbering = style.get_or_add_pPr().get_or_add_numPr()
    numbering.get_or_add_numId().val = number.numId
