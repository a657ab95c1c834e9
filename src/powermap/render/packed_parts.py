"""Parts of a page, packed: the script of the page builds each when it is opened.

Each part is a section like the whole, and most of its markup is in every other one. As
compressed data all parts together are as large as two of them written out.
"""

from __future__ import annotations

import json
import zlib
from base64 import b64decode, b64encode
from collections.abc import Sequence
from html.parser import HTMLParser

__all__ = ["pack", "unpack"]

Tree = list["str | dict[str, str] | Tree"]
"""Name of an element, its attributes, and its texts and elements."""
RAW = -15
"""Window of zlib that means data without header, as browsers inflate it."""
VOID = frozenset({"input", "br", "hr", "img", "meta", "link"})
"""Elements that have no end."""
CASES = {
    "clippath": "clipPath",
    "clippathunits": "clipPathUnits",
    "viewbox": "viewBox",
}
"""Names of SVG as they are written, since the parser makes small letters of them."""


def pack(sections: Sequence[str]) -> str:
    """Sections as text that a page can hold; empty for none.

    Examples
    --------
    >>> unpack(pack(['<section hidden><svg viewBox="0 0 9 9"/>A &lt; B</section>']))
    [['section', {'hidden': ''}, ['svg', {'viewBox': '0 0 9 9'}], 'A < B']]
    """
    if not sections:
        return ""
    trees = [_read_tree(section) for section in sections]
    text = json.dumps(trees, ensure_ascii=False, separators=(",", ":"))
    packer = zlib.compressobj(9, zlib.DEFLATED, RAW)
    data = packer.compress(text.encode()) + packer.flush()
    return b64encode(data).decode("ascii")


def unpack(text: str) -> list[Tree]:
    """What was packed, as the script of a page reads it."""
    data = zlib.decompress(b64decode(text), RAW)
    trees: list[Tree] = json.loads(data)
    return trees


def _read_tree(section: str) -> Tree:
    reader = _TreeReader()
    reader.feed(section)
    reader.close()
    tree = reader.stack[0][0]
    if not isinstance(tree, list):
        raise TypeError("a section begins with an element")
    return tree


class _TreeReader(HTMLParser):
    """Reads well-formed markup of our own templates."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.stack: list[Tree] = [[]]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = self._add(tag, attrs)
        if tag not in VOID:
            self.stack.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._add(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self.stack.pop()

    def handle_data(self, data: str) -> None:
        # Space with a line end only separates the lines of our files.
        if data.strip() or "\n" not in data:
            self.stack[-1].append(data)

    def _add(self, tag: str, attrs: list[tuple[str, str | None]]) -> Tree:
        attributes = {CASES.get(name, name): value or "" for name, value in attrs}
        element: Tree = [CASES.get(tag, tag), attributes]
        self.stack[-1].append(element)
        return element
