"""A changed plan in the order of the JSON that it replaces."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from powermap.exchange.documents.document import SCHEMA

__all__ = ["keep_order"]


def keep_order(document: Mapping[str, Any], old: object) -> dict[str, Any]:
    """A document with its keys in the order of the old one, and its ``$schema``.

    Examples
    --------
    >>> keep_order({"name": "ERP", "ties": []}, {"ties": [], "name": "x"})
    {'ties': [], 'name': 'ERP'}
    """
    new = dict(document)
    if not isinstance(old, dict):
        return new
    if isinstance(old.get(SCHEMA), str):
        new = {SCHEMA: old[SCHEMA], **new}
    ordered: dict[str, Any] = {}
    for key, value in old.items():
        if key in new:
            ordered[key] = _in_order(new.pop(key), value)
    return {**ordered, **new}


def _in_order(new: Any, old: Any) -> Any:
    """A value with its blocks in the order of the old ones; entries go by id or name."""
    if isinstance(new, dict):
        return keep_order(new, old)
    if not isinstance(new, list) or not isinstance(old, list):
        return new
    blocks = {}
    for block in old:
        if isinstance(block, dict):
            blocks[_key_of(block)] = block
    entries = []
    for entry in new:
        if isinstance(entry, dict):
            entries.append(keep_order(entry, blocks.get(_key_of(entry))))
        else:
            entries.append(entry)
    return entries


def _key_of(block: Mapping[str, Any]) -> str:
    """By what an entry is found again."""
    if "id" in block:
        return repr(block["id"])
    names = ("name", "source", "target", "criterion", "rival")
    return repr([block.get(name) for name in names])
