"""Ids of the elements of an SVG document: unique, and valid on any page."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from itertools import groupby
from typing import NamedTuple

from powermap.render.svg_images import clip_id
from powermap.scene.marks import Group, Image, Mark, Scene

__all__ = [
    "DESCRIPTION_ID",
    "TITLE_ID",
    "NamesIn",
    "collect_names",
    "element_ids",
    "ids_of",
    "is_valid_id",
    "names_in",
]

# Reserved: a person whose id is the same gets another one on the page.
TITLE_ID = "chart-title"
DESCRIPTION_ID = "chart-description"
# Characters of XML names, except "." and ":", which a CSS selector would have to escape.
# Ranges and no pattern, since one with such classes takes 6 ms to compile.
_STARTS = (
    ("A", "Z"),
    ("a", "z"),
    ("_", "_"),
    ("\u00c0", "\u00d6"),
    ("\u00d8", "\u00f6"),
    ("\u00f8", "\u02ff"),
    ("\u0370", "\u037d"),
    ("\u037f", "\u1fff"),
    ("\u200c", "\u200d"),
    ("\u2070", "\u218f"),
    ("\u2c00", "\u2fef"),
    ("\u3001", "\ud7ff"),
    ("\uf900", "\ufdcf"),
    ("\ufdf0", "\ufffd"),
    ("\U00010000", "\U000effff"),
)
"""The first and the last character of each range that a name may begin with."""
_INNER = (
    *_STARTS,
    ("0", "9"),
    ("-", "-"),
    ("\u00b7", "\u00b7"),
    ("\u0300", "\u036f"),
    ("\u203f", "\u2040"),
)
"""The same of what may follow in it."""
_ASCII_NAME = re.compile("[A-Za-z_][A-Za-z_0-9-]*")


def is_valid_id(text: str) -> bool:
    """Return whether a text can be an id, or begin one, on any page.

    Style sheets can select it without escaping.

    Examples
    --------
    >>> [is_valid_id(text) for text in ("map-", "图-", "3-", "a b", '"')]
    [True, True, False, False, False]
    """
    if text.isascii():
        return _ASCII_NAME.fullmatch(text) is not None
    return _is_in(_STARTS, text[0]) and all(map(_may_follow, text))


def _may_follow(character: str) -> bool:
    return _is_in(_INNER, character)


def _is_in(ranges: Iterable[tuple[str, str]], character: str) -> bool:
    return any(first <= character <= last for first, last in ranges)


def element_ids(scene: Scene, prefix: str = "") -> dict[str, str]:
    """Return the id of the element of each key.

    It is the prefix and the key itself wherever that is possible; otherwise the key is
    changed into an XML name that is unique on the page.

    Examples
    --------
    >>> from powermap.scene.marks import Group
    >>> groups = (Group((), key="ana"), Group((), key="3 m"))
    >>> element_ids(Scene(9, 9, "", "", groups), "map-")
    {'ana': 'map-ana', '3 m': 'map-id-3-m'}
    """
    return ids_of(names_in(scene.marks), prefix)


class NamesIn(NamedTuple):
    """The keys of groups, and what the shapes are called that round images."""

    keys: tuple[str, ...]
    clips: tuple[str, ...]


def names_in(marks: Iterable[Mark]) -> NamesIn:
    """Return the names in marks and their groups, each once."""
    keys: dict[str, None] = {}
    clips: dict[str, None] = {}
    collect_names(marks, keys, clips)
    return NamesIn(tuple(keys), tuple(clips))


def collect_names(
    marks: Iterable[Mark], keys: dict[str, None], clips: dict[str, None]
) -> None:
    """Add the names in marks and their groups to those that are known."""
    for mark in marks:
        if isinstance(mark, Group):
            if mark.key is not None:
                keys[mark.key] = None
            collect_names(mark.marks, keys, clips)
        elif isinstance(mark, Image) and mark.radius > 0:
            clips[clip_id(mark)] = None


def ids_of(names: NamesIn, prefix: str) -> dict[str, str]:
    """Return the id of the element of each key."""
    keys = names.keys
    reserved = {TITLE_ID, DESCRIPTION_ID, *names.clips}
    # Keys that can stay as they are go first, so that no other takes their name.
    ids = {key: key for key in keys if is_valid_id(key) and key not in reserved}
    taken = {*reserved, *ids}
    for key in keys:
        if key not in ids:
            ids[key] = _unique_name(key, taken)
            taken.add(ids[key])
    return {key: prefix + ids[key] for key in keys}


def _unique_name(key: str, taken: Collection[str]) -> str:
    parts = []
    for is_kept, characters in groupby(key, _may_follow):
        parts.append("".join(characters) if is_kept else "-")
    base = "".join(parts)
    if not _is_in(_STARTS, base[:1]):
        base = f"id-{base}".rstrip("-")
    name = base
    count = 1
    while name in taken:
        count += 1
        name = f"{base}-{count}"
    return name
