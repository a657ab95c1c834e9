"""A changed plan in the order of the JSON that it replaces."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from powermap.exchange.documents.keys import SCHEMA

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
    # It belongs to the file and not to the plan, which does not hold it.
    if isinstance(old.get(SCHEMA), str):
        new = {SCHEMA: old[SCHEMA], **new}
    kept = [key for key in old if key in new]
    order = _with_new_keys(kept, list(new))
    return {key: _in_order(new[key], old.get(key)) for key in order}


def _with_new_keys(kept: Sequence[str], new: Sequence[str]) -> list[str]:
    """The keys that stay in their order, each new one behind the one before it."""
    order = list(kept)
    for at, key in enumerate(new):
        if key in order:
            continue
        # Behind its predecessor in our own order, so that a new key stands where a
        # reader of other files expects it.
        before = [order.index(other) for other in new[:at]]
        order.insert(max(before, default=-1) + 1, key)
    return order


def _in_order(new: Any, old: Any) -> Any:
    """A value with its blocks in the order of the old ones; entries go by id or name."""
    if isinstance(new, dict):
        return keep_order(new, old)
    if not isinstance(new, list) or not isinstance(old, list):
        return new
    blocks: dict[str, list[Any]] = {}
    for block in old:
        if isinstance(block, dict):
            blocks.setdefault(_key_of(block), []).append(block)
    entries = []
    for entry in new:
        if isinstance(entry, dict):
            alike = blocks.get(_key_of(entry), [])
            # Taken out, so that a second entry of the same name gets the second old
            # block.
            entries.append(keep_order(entry, alike.pop(0) if alike else None))
        else:
            entries.append(entry)
    return entries


def _key_of(block: Mapping[str, Any]) -> str:
    """By what an entry is found again."""
    if "id" in block:
        return repr(block["id"])
    names = ("name", "source", "target", "criterion", "rival", "as_of")
    return repr([block.get(name) for name in names])
