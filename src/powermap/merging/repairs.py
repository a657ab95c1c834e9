"""What only the merge of two versions breaks: lost references, circles, two managers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from powermap.exchange.documents.conflict_marks import (
    KEEP,
    REMOVAL,
    Mark,
    Side,
)
from powermap.exchange.documents.settling import people_of
from powermap.language import Quoted, Reason
from powermap.merging.records import Record, removal
from powermap.model import Criterion, TieKind
from powermap.model.by_rival import NO_DECISION
from powermap.model.fields import Table
from powermap.model.sheet_titles import keys_of

__all__ = ["keep_named", "mark_crossed_lines", "restore_people"]

Document = Mapping[str, Any]
_SIDES: tuple[Side, ...] = ("ours", "theirs")


def restore_people(merged: dict[str, Any], ours: Document, theirs: Document) -> None:
    """Bring back, with a mark, who was removed by one side and is named by the other."""
    key = keys_of("people")[0]
    people = merged.setdefault(key, [])
    here = people_of(ours)
    there = people_of(theirs)
    known = {person["id"] for person in people}
    for id in dict.fromkeys(_named_people(merged)):
        if id in known or id not in {*here, *there}:
            continue
        side: Side = "ours" if id in here else "theirs"
        record = here[id] if side == "ours" else there[id]
        people.append({**record, REMOVAL: removal(side)})
        known.add(id)
    if not people:
        del merged[key]
    for person in people:
        if REMOVAL in person:
            _keep_ties_and_actions(merged, person, {"ours": ours, "theirs": theirs})


def _keep_ties_and_actions(
    merged: dict[str, Any], person: Record, versions: Mapping[Side, Document]
) -> None:
    """Keep, with a mark, what one side says of a person whom the other removed."""
    id = person["id"]
    side: Side = "ours" if person[REMOVAL].ours == KEEP else "theirs"
    key = keys_of("ties")[0]
    ties = merged.setdefault(key, [])
    for tie in ties:
        # In a file nothing else says that the tie goes with the person.
        if id in (tie["source"], tie["target"]) and REMOVAL not in tie:
            tie[REMOVAL] = removal(side)
    known = {_key_of(tie) for tie in ties}
    for tie in versions[side].get(key, ()):
        names_them = id in (tie["source"], tie["target"])
        if names_them and _key_of(tie) not in known:
            ties.append({**tie, REMOVAL: removal(side)})
    if not ties:
        del merged[key]
    key = keys_of("actions")[0]
    both = [
        {_action(each): each for each in versions[each_side].get(key, ())}
        for each_side in _SIDES
    ]
    for action in merged.get(key, ()):
        here, there = (found.get(_action(action), {}) for found in both)
        kept = (here, there)[_SIDES.index(side)]
        for field in ("with_people", "test_of", "passed"):
            if id in (kept.get("test_of"), *kept.get("with_people", ())):
                _mark_if_differs(action, field, here.get(field), there.get(field))


def _mark_if_differs(action: dict[str, Any], field: str, here: Any, there: Any) -> None:
    if here != there and not isinstance(action.get(field), Mark):
        action[field] = Mark(None, here, there)


def _key_of(tie: Record) -> tuple[Any, ...]:
    return (tie["source"], tie["target"], tie.get("kind"))


def _action(record: Record) -> Any:
    return record.get("name")


def _named_people(document: Document) -> Iterator[str]:
    for tie in document.get(keys_of("ties")[0], ()):
        yield tie["source"]
        yield tie["target"]
    for action in document.get(keys_of("actions")[0], ()):
        for id in _values_of(action.get("with_people")):
            yield from id
        for id in _values_of(action.get("test_of")):
            yield id


def _values_of(value: Any) -> Iterator[Any]:
    """A value, or those of both sides."""
    sides = (value.ours, value.theirs) if isinstance(value, Mark) else (value,)
    for each in sides:
        if each is not None:
            yield each


def keep_named(
    merged: dict[str, Any], ours: Document, theirs: Document, notes: list[Reason]
) -> None:
    """Keep rivals, members of the team and criteria that are still named."""
    named: Mapping[Table, list[str]] = {
        "rivals": list(_named_rivals(merged)),
        "team": list(_named_members(merged)),
        "criteria": list(_named_criteria(merged)),
    }
    for table, names in named.items():
        key = keys_of(table)[0]
        # Without a list of the team any owner is allowed.
        if table == "team" and key not in merged:
            continue
        entries = list(merged.get(key, ()))
        known = {_name_of(entry) for entry in entries}
        for name in dict.fromkeys(names):
            if name in known:
                continue
            entries.append(_entry(table, name, (ours, theirs)))
            notes.append(Reason(f"message.merging.kept_{table}", name=Quoted(name)))
        if entries:
            merged[key] = entries


def _name_of(entry: Any) -> Any:
    return entry["name"] if isinstance(entry, Mapping) else entry


def _entry(table: Table, name: str, documents: Sequence[Document]) -> Any:
    """The entry of a list as a version has it."""
    for document in documents:
        for entry in document.get(keys_of(table)[0], ()):
            if _name_of(entry) == name:
                return entry
    return name if table == "rivals" else {"name": name}


def _named_rivals(document: Document) -> Iterator[str]:
    for answer in document.get(keys_of("assessments")[0], ()):
        if answer.get("rival"):
            yield answer["rival"]
    for person in document.get(keys_of("people")[0], ()):
        for field in ("rival_stances", "rival_contacts"):
            for stances in _values_of(person.get(field)):
                yield from (name for name in stances if name != NO_DECISION)


def _named_members(document: Document) -> Iterator[str]:
    for action in document.get(keys_of("actions")[0], ()):
        yield from _values_of(action.get("who"))


def _named_criteria(document: Document) -> Iterator[str]:
    own = {criterion.value for criterion in Criterion}
    for answer in document.get(keys_of("assessments")[0], ()):
        if answer["criterion"] not in own:
            yield answer["criterion"]


def mark_crossed_lines(
    merged: dict[str, Any], base: Document, ours: Document, theirs: Document
) -> None:
    """Mark the lines that make a circle, or a second manager, only together."""
    ties = merged.get(keys_of("ties")[0], [])
    lines = [tie for tie in ties if tie.get("kind") == TieKind.REPORTS_TO.value]
    before = _ends(base)
    sides = {"ours": _ends(ours), "theirs": _ends(theirs)}

    def mark(crossed: Sequence[dict[str, Any]]) -> bool:
        new = False
        for tie in crossed:
            ends = (tie["source"], tie["target"])
            if ends in before or REMOVAL in tie:
                continue
            owners = [side for side in _SIDES if ends in sides[side]]
            if len(owners) == 1:
                tie[REMOVAL] = removal(owners[0], is_new=True)
                new = True
        return new

    by_person = defaultdict(list)
    for tie in lines:
        by_person[tie["source"]].append(tie)
    for of_person in by_person.values():
        if len(of_person) > 1:
            mark(of_person)
    for side in _SIDES:
        circle = _circle(lines, side)
        while circle and mark(circle):
            circle = _circle(lines, side)


def _ends(document: Document) -> set[tuple[str, str]]:
    return {
        (tie["source"], tie["target"])
        for tie in document.get(keys_of("ties")[0], ())
        if tie.get("kind") == TieKind.REPORTS_TO.value
    }


def _circle(lines: Sequence[dict[str, Any]], side: Side) -> list[dict[str, Any]]:
    """The lines of a circle, as far as a side keeps them."""
    managers = {}
    for tie in lines:
        mark = tie.get(REMOVAL)
        if mark is None or mark.taken(side) == KEEP:
            managers[tie["source"]] = tie
    done: set[str] = set()
    for start in managers:
        chain: dict[str, dict[str, Any]] = {}
        person = start
        while person in managers and person not in done and person not in chain:
            chain[person] = managers[person]
            person = managers[person]["target"]
        if person in chain:
            people = list(chain)
            return [chain[each] for each in people[people.index(person) :]]
        done |= set(chain)
    return []
