"""A document with conflict marks once every conflict is decided."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from powermap.errors import Problem
from powermap.exchange.documents.conflict_marks import (
    Mark,
    Path,
    Side,
    find_marks,
    is_removal,
    parse_marks,
    settle,
)
from powermap.language import Listed, Quoted, Reason
from powermap.language.values import Value
from powermap.model.sheet_titles import keys_of, table_of_key

__all__ = ["people_of", "settle_document", "take", "undecided", "without_marks"]

_LONGEST = 60
"""Characters of a value in a message."""


def people_of(document: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """The people of a document by id."""
    people = document.get(keys_of("people")[0], ())
    return {person["id"]: person for person in people}


def take(side: Side) -> Callable[[Mark], Any]:
    """One side of every mark."""
    return lambda mark: mark.taken(side)


def settle_document(
    document: Mapping[str, Any], choose: Callable[[Mark], Any]
) -> dict[str, Any]:
    """The document with a value for each mark; ties and actions follow who is removed.

    It names people by their ids, as documents do that powermap makes.
    """
    settled: dict[str, Any] = settle(document, choose)
    ids = set(people_of(settled))
    ties = keys_of("ties")[0]
    if ties in settled:
        kept = []
        for tie in settled[ties]:
            if tie["source"] in ids and tie["target"] in ids:
                kept.append(tie)
        settled[ties] = kept
    actions = keys_of("actions")[0]
    if actions in settled:
        settled[actions] = [_of_known(action, ids) for action in settled[actions]]
    return {key: value for key, value in settled.items() if value != []}


def _of_known(action: Mapping[str, Any], ids: set[str]) -> dict[str, Any]:
    known = dict(action)
    if "with_people" in action:
        known["with_people"] = [id for id in action["with_people"] if id in ids]
        if not known["with_people"]:
            del known["with_people"]
    if action.get("test_of") is not None and action["test_of"] not in ids:
        # Whether a test was passed says nothing without whom it tested.
        del known["test_of"]
        known.pop("passed", None)
    return known


def without_marks(
    document: Mapping[Any, Any], source: str
) -> tuple[Mapping[Any, Any], list[Problem]]:
    """A document as it was read, with our side of each mark, and a problem for each."""
    if not _may_have_marks(document):
        return document, []
    marked = parse_marks(document)
    problems = list(undecided(marked, source))
    if not problems:
        return document, []
    return settle(marked, take("ours")), problems


def _may_have_marks(document: Mapping[Any, Any]) -> bool:
    """Whether there is a block where a value is expected, without looking deeper."""
    for value in document.values():
        if isinstance(value, Mapping):
            return True
        if isinstance(value, list) and any(map(_has_block, value)):
            return True
    return False


def _has_block(record: Any) -> bool:
    if not isinstance(record, Mapping):
        return False
    return any(isinstance(value, Mapping | list) for value in record.values())


def undecided(marked: Any, source: str) -> Iterator[Problem]:
    """A problem for each mark of a document, with its place."""
    for way, mark in find_marks(marked):
        key = "removal" if is_removal(way) else "undecided"
        message = Reason(
            f"message.merging.{key}",
            ours=_written(mark.ours),
            theirs=_written(mark.theirs),
            file=source,
        )
        section, row, column = _place(way)
        yield Problem(message, section, row, column)


def _place(way: Path) -> tuple[str | None, int | None, str]:
    keys = [str(part) for part in way]
    if len(way) > 1 and table_of_key(keys[0]) is not None and isinstance(way[1], int):
        return keys[0], way[1] + 1, ".".join(keys[2:])
    return None, None, ".".join(keys)


def _written(value: Any) -> Value:
    if value is None:
        return Reason("message.merging.nothing")
    if isinstance(value, list):
        return Listed([Quoted(each, _LONGEST) for each in value])
    return Quoted(value, _LONGEST)
