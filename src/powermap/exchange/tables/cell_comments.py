"""Comments of cells in a workbook of Excel, old ones and conversations."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping

from powermap.exchange.tables.sheet_facts import SheetFacts
from powermap.exchange.tables.workbook_xml import (
    Tags,
    XmlPart,
    local_name,
    place_of,
)

__all__ = ["CellComments"]

_LONGEST = 2_000
"""Characters of a comment."""
_MOST = 10_000
"""Comments of a sheet."""
_OLD_TEXT = "[Threaded comment]"
"""How the copy of a conversation begins that is kept for old versions of Excel."""


class CellComments:
    """The comments of a workbook; a part that several sheets name is read once."""

    def __init__(self, parts: Mapping[str, bytes], source: str) -> None:
        self._parts = parts
        self._source = source
        self._read: dict[str, dict[tuple[int, int], str]] = {}

    def add_to(self, facts: SheetFacts, sheet_part: str) -> None:
        """Add the comments that belong to a sheet."""
        folder, name = posixpath.split(sheet_part)
        relations = self._parts.get(f"{folder}/_rels/{name}.rels", b"")
        tags = Tags(relations, self._source, "Relationship").found
        found: dict[tuple[int, int], str] = {}
        for wanted in ("/comments", "/threadedComment"):
            targets = {
                _path_of(tag.get("Target", ""), folder)
                for tag in tags
                if tag.get("Type", "").endswith(wanted)
            }
            for target in sorted(targets):
                # A conversation replaces the copy of it for old versions.
                found.update(self._texts(target))
        for (row, column), text in found.items():
            facts.comment(row, column, _own_text(text))

    def _texts(self, part_name: str) -> dict[tuple[int, int], str]:
        if part_name not in self._read:
            part = self._parts.get(part_name, b"")
            self._read[part_name] = _Comments(part, self._source).texts
        return self._read[part_name]


def _own_text(text: str) -> str:
    """What was written, without what stands around it for old versions of Excel."""
    _, _, own_text = text.partition("Comment:")
    if text.startswith(_OLD_TEXT) and own_text.strip():
        return own_text.strip()
    return text


def _path_of(target: str, folder: str) -> str:
    target = target.lower()
    if target.startswith("/"):
        return target.removeprefix("/")
    return posixpath.normpath(f"{folder}/{target}")


class _Comments(XmlPart):
    """The texts of comments by row and column."""

    def __init__(self, xml: bytes, source: str) -> None:
        self.texts: dict[tuple[int, int], str] = {}
        self._place: tuple[int, int] | None = None
        self._written: list[str] = []
        self._in_text = False
        super().__init__(xml, source)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = local_name(tag)
        if name in {"comment", "threadedComment"}:
            self._place = place_of(attributes.get("ref", ""))
            self._written = []
        elif name == "text":
            self._in_text = True

    def _characters(self, text: str) -> None:
        if self._in_text and self._place is not None:
            self._written.append(text)

    def _end(self, tag: str) -> None:
        name = local_name(tag)
        if name == "text":
            self._in_text = False
        elif name in {"comment", "threadedComment"} and self._place is not None:
            self._keep("".join(self._written).strip()[:_LONGEST])
            self._place = None

    def _keep(self, text: str) -> None:
        place = self._place
        if place is None or not text or len(self.texts) >= _MOST:
            return
        # An answer stands in the same cell as what it answers.
        before = self.texts.get(place)
        whole = f"{before}\n{text}" if before else text
        self.texts[place] = whole[:_LONGEST]
