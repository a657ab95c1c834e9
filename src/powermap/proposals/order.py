"""In which order the changes of a proposal are made, and which of them disagree."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from typing import TYPE_CHECKING

from powermap.errors import ModelError
from powermap.model import AccountPlan, slug
from powermap.model.claim import claimable_fields
from powermap.model.fields import Field, Table
from powermap.model.vocabulary import fold
from powermap.proposals.paths import find_record, place_of
from powermap.proposals.records import RecordKey, keys_in, records_in
from powermap.proposals.values import MEMBERS, PROSE, Words

if TYPE_CHECKING:
    from powermap.exchange.glossary import Glossary
    from powermap.proposals.proposal import Change

__all__ = ["disagreeing", "rank_of"]

_NAMED: Sequence[Table] = ("team", "rivals", "criteria", "people")
"""Tables whose records others name."""
_REMOVE, _REMOVE_NAMED, _ADD_NAMED, _OTHERS = range(4)
Rank = tuple[int, int, int, str, str]


def rank_of(change: Change, start: int) -> Rank:
    """When a change is made: by what it does, then where its quote begins.

    The order of the proposal makes no difference, so the same changes in another
    order give the same plan.
    """
    table = _table_of(change)
    is_named = table in _NAMED
    is_whole = change.field is None
    if change.kind == "remove" and is_whole:
        phase = _REMOVE_NAMED if is_named else _REMOVE
        # Of several that are called alike the last goes first, or the others would be
        # called otherwise.
        number = (change.path or "").rpartition("#")[2]
        place = -int(number) if number.isdecimal() else -1
        return phase, place, 0, _written_path(change), ""
    phase = _ADD_NAMED if change.kind == "add" and is_whole and is_named else _OTHERS
    place = change.place or 0
    return phase, place, start, _written_path(change), _written(change.value)


def _table_of(change: Change) -> Table:
    try:
        return place_of(change).table
    except ModelError:
        return "plan"


def _written_path(change: Change) -> str:
    parts = (change.person, change.path, change.field, change.kind, change.source)
    return "\n".join(part or "" for part in parts)


def _written(value: object) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False)


def disagreeing(
    changes: Mapping[int, Change], plan: AccountPlan, glossary: Glossary
) -> list[int]:
    """The changes of which another says something else about the same place.

    Claims about a person are kept side by side instead; members and lines are added
    to each other.
    """
    keys = _Keys(plan)
    records = {}
    for number, change in changes.items():
        records[number] = _record_of(change, plan, glossary, keys)
    wrong = _crossing_removals(changes, records)
    groups: dict[Hashable, list[int]] = defaultdict(list)
    for number, change in changes.items():
        place = _single_place(change, records[number], plan, glossary)
        if place is not None:
            groups[place].append(number)
    for several in groups.values():
        said = {_said(changes[each], plan, glossary) for each in several}
        if len(said) > 1:
            wrong.update(several)
    return sorted(wrong)


def _crossing_removals(
    changes: Mapping[int, Change], records: Mapping[int, Hashable]
) -> set[int]:
    """Changes of a record that another change removes, and that one."""
    touching: dict[Hashable, list[int]] = defaultdict(list)
    for number, record in records.items():
        touching[record].append(number)
    wrong: set[int] = set()
    for several in touching.values():
        # An undo removes records that are called alike, and adds them in their order.
        touched = [each for each in several if not _adds_own(changes[each])]
        removals = [each for each in touched if _removes_record(changes[each])]
        if removals and len(removals) < len(touched):
            wrong.update(several)
    return wrong


def _adds_own(change: Change) -> bool:
    return change.kind == "add" and change.field is None and change.quote is None


def _removes_record(change: Change) -> bool:
    return change.kind == "remove" and change.field is None


class _Keys:
    """The keys of the records of a plan, found once for all changes."""

    def __init__(self, plan: AccountPlan) -> None:
        self._plan = plan
        self._of_tables: dict[Table, list[RecordKey]] = {}

    def at(self, table: Table, place: int) -> RecordKey:
        """The key of the record that stands at a place."""
        if table not in self._of_tables:
            self._of_tables[table] = keys_in(table, records_in(self._plan, table))
        return self._of_tables[table][place]


def _record_of(
    change: Change, plan: AccountPlan, glossary: Glossary, keys: _Keys
) -> Hashable:
    """The record that a change is about, however it is called."""
    try:
        place = place_of(change)
    except ModelError:
        return fold(change.path or "")
    if place.table == "plan":
        return place.table
    own_id = _id_of_new(change) if place.table == "people" else None
    if own_id is not None:
        # Somebody else may have this id for a name.
        return (place.table, (own_id, 1))
    try:
        at = find_record(plan, place, glossary)
    except ModelError:
        name = slug(place.text) if place.table == "people" else fold(place.text)
        return (place.table, name)
    return (place.table, keys.at(place.table, at))


def _id_of_new(change: Change) -> str | None:
    """The id that a change gives a new person, if it gives one."""
    if change.kind != "add" or change.field is not None:
        return None
    block = change.value if isinstance(change.value, Mapping) else {}
    return str(block["id"]) if block.get("id") else None


def _single_place(
    change: Change, record: Hashable, plan: AccountPlan, glossary: Glossary
) -> Hashable:
    """The place that holds one value; None where several stand side by side."""
    if change.field is None:
        day = change.day if _is_answer(record) else None
        # Two of one name, each for its own place in the list, are two records.
        return (record, None, day, change.place)
    field = _field_of(change, plan, glossary)
    if field is None:
        return None
    adds = change.kind != "set" and change.value is not None
    is_claim = field.table == "people" and field.name in claimable_fields()
    if is_claim and change.quote is not None:
        return None
    if adds and field.kind in MEMBERS:
        # The same member added and removed.
        member = _said(change, plan, glossary)[1]
        return (record, field.name, member)
    if adds and field.name in PROSE:
        return None
    return (record, field.name, change.day if field.name == "answer" else None)


def _is_answer(record: Hashable) -> bool:
    """Whether a record is an answer, of which there may be one for each day."""
    return isinstance(record, tuple) and record[0] == "assessments"


def _field_of(change: Change, plan: AccountPlan, glossary: Glossary) -> Field | None:
    words = Words(plan, glossary)
    try:
        return words.field(
            _table_of(change), str(change.field), may_be_new=change.kind == "add"
        )
    except ModelError:
        return None


def _said(change: Change, plan: AccountPlan, glossary: Glossary) -> tuple[str, str]:
    """What a change says, however it is spelled."""
    field = _field_of(change, plan, glossary) if change.field else None
    text = _written(change.value)
    if field is not None:
        try:
            text = repr(Words(plan, glossary).value(field, change.value))
        except ModelError:
            # Refused when its turn comes.
            return (change.kind, text)
    return (change.kind, text)
