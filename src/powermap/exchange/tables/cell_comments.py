"""Comments of cells in a workbook of Excel, old ones and conversations."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping

from powermap.exchange.tables.sheet_facts import SheetFacts
from powermap.exchange.tables.workbook_xml import (
    Pairs,
    XmlPart,
    local_name,
    place_of,
)

__all__ = ["add_comments"]

_LONGEST = 2_000
"""Characters of a comment."""
_MOST = 10_000
"""Comments of a sheet."""
_OLD_TEXT = "[Threaded comment]"
"""How the copy of a conversation begins that is kept for old versions of Excel."""


def add_comments(
    facts: SheetFacts, parts: Mapping[str, bytes], sheet_part: str, source: str
) -> None:
    """Add the comments that belong to a sheet."""
    by_name = {name.lower(): part for name, part in parts.items()}
    folder, name = posixpath.split(sheet_part)
    relations = by_name.get(f"{folder}/_rels/{name}.rels", b"")
    targets = Pairs(relations, source, "Relationship", ("Target", "Type")).pairs
    for wanted in ("/comments", "/threadedComment"):
        for target, kind in targets.items():
            if not kind.endswith(wanted):
                continue
            part = by_name.get(_path_of(target, folder), b"")
            found = _Comments(part, source).texts
            # A conversation replaces the copy of it for old versions.
            facts.comments.update(found)
    for place, text in list(facts.comments.items()):
        _, _, own_text = text.partition("Comment:")
        if text.startswith(_OLD_TEXT) and own_text.strip():
            facts.comments[place] = own_text.strip()


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
        self.texts[place] = f"{before}\n{text}" if before else text
