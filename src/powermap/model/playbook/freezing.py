"""The tables of a playbook as values that nobody can change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from powermap.errors import ModelError
from powermap.frozen import FrozenMapping
from powermap.language import Quoted, Reason

__all__ = ["freeze_aliases", "freeze_levels", "freeze_mapping", "freeze_rows"]


def freeze_mapping(name: str, table: object) -> Mapping[Any, Any] | None:
    """A table by key that cannot be changed; None stays None."""
    if table is None:
        return None
    if not isinstance(table, Mapping):
        kind = type(table).__name__
        raise ModelError(
            Reason(
                "message.model.needs_mapping",
                name=name,
                value=Quoted(table),
                type=kind,
            )
        )
    return FrozenMapping(table)


def freeze_aliases(
    aliases: Mapping[str, Iterable[str]] | None,
) -> Mapping[str, Any] | None:
    """Aliases by what they mean, that cannot be changed."""
    frozen = freeze_mapping("aliases", aliases)
    if frozen is None:
        return None
    lists = {}
    for key, words in frozen.items():
        # Anything else than a list is refused by the check, which names the key.
        lists[key] = tuple(words) if isinstance(words, list | tuple) else words
    return freeze_mapping("aliases", lists)


def freeze_levels(
    levels: Mapping[str, Mapping[str, Iterable[str]]] | None,
) -> Mapping[str, Mapping[str, tuple[str, ...]]] | None:
    """The levels of an audience, that cannot be changed."""
    if levels is None:
        return None
    frozen = {}
    for level, tables in freeze_mapping("levels", levels).items():  # type: ignore[union-attr]
        fields = {}
        for table, names in freeze_mapping(f"levels.{level}", tables).items():  # type: ignore[union-attr]
            fields[table] = tuple(names)
        frozen[level] = fields
    return freeze_mapping("levels", frozen)


def freeze_rows(
    name: str, rows: Iterable[Any] | None, kind: type
) -> tuple[Any, ...] | None:
    """Rows of one kind, that cannot be changed."""
    if rows is None:
        return None
    if isinstance(rows, str) or not isinstance(rows, Iterable):
        raise ModelError(
            Reason(
                "message.playbook.rows",
                table=name,
                value=Quoted(rows),
                type=type(rows).__name__,
                kind=kind.__name__,
            )
        )
    frozen = tuple(rows)
    for row in frozen:
        if not isinstance(row, kind):
            raise ModelError(
                Reason(
                    "message.playbook.row",
                    table=name,
                    value=Quoted(row),
                    type=type(row).__name__,
                    kind=kind.__name__,
                )
            )
    return frozen
