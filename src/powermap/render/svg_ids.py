"""Ids of the elements of an SVG document: unique, and valid on any page."""

from __future__ import annotations

import re
from collections.abc import Collection

from powermap.render.svg_images import clip_ids
from powermap.scene.marks import (
    Scene,
)

__all__ = ["DESCRIPTION_ID", "TITLE_ID", "element_ids", "is_valid_id"]

# Reserved: a person whose id is the same gets another one on the page.
TITLE_ID = "chart-title"
DESCRIPTION_ID = "chart-description"
# Characters of XML names, except "." and ":", which a CSS selector would have to escape.
_NAME_START = (
    "A-Za-z_\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d"
    "\u037f-\u1fff\u200c-\u200d\u2070-\u218f\u2c00-\u2fef"
    "\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_NAME_REST = f"{_NAME_START}0-9\u00b7\u0300-\u036f\u203f-\u2040-"
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
    # Compiled when needed: these classes of characters take long.
    return re.fullmatch(f"[{_NAME_START}][{_NAME_REST}]*", text) is not None


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
    keys = list(scene.groups())
    reserved = {TITLE_ID, DESCRIPTION_ID, *clip_ids(scene)}
    # Keys that can stay as they are go first, so that no other takes their name.
    names = {key: key for key in keys if is_valid_id(key) and key not in reserved}
    taken = {*reserved, *names}
    for key in keys:
        if key not in names:
            names[key] = _unique_name(key, taken)
            taken.add(names[key])
    return {key: prefix + names[key] for key in keys}


def _unique_name(key: str, taken: Collection[str]) -> str:
    base = re.sub(f"[^{_NAME_REST}]+", "-", key)
    if not re.match(f"[{_NAME_START}]", base):
        base = f"id-{base}".rstrip("-")
    name = base
    count = 1
    while name in taken:
        count += 1
        name = f"{base}-{count}"
    return name
