"""Which people of two versions are the same one, though they have other ids."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from powermap.exchange.documents.settling import people_of
from powermap.exchange.people_register import Register, fold_name
from powermap.language import Quoted, Reason
from powermap.model import slug
from powermap.model.fields import fields_of
from powermap.model.sheet_titles import keys_of

__all__ = ["Aligned", "align", "are_names_alike", "rename_people"]

Document = Mapping[str, Any]
_LIKE = 0.7
"""Share of two names that agrees where one is the other, written again."""
_SHARED = 0.5
"""Share of the facts about a person that stay where a person gets another name."""
_NEEDED = 3
"""Facts that have to agree where the names do not: a placeholder got its name."""
_ALMOST = 0.8
"""Share of the facts that stay where the names do not agree."""


@dataclass
class Aligned:
    """Three documents in which one person has one id.

    Attributes
    ----------
    base, ours, theirs : documents
    notes : list of Reason
        Who was taken for whom.
    """

    base: Document
    ours: Document
    theirs: Document
    notes: list[Reason] = field(default_factory=list)


def align(base: Document, ours: Document, theirs: Document) -> Aligned:
    """Give a person one id in all versions: who was renamed, and who was added twice."""
    aligned = Aligned(base, ours, theirs)
    _align_renamed(aligned)
    _align_added(aligned)
    return aligned


def _align_renamed(aligned: Aligned) -> None:
    here = _renamed(aligned.base, aligned.ours)
    there = _renamed(aligned.base, aligned.theirs)
    in_ours = people_of(aligned.ours)
    in_theirs = people_of(aligned.theirs)
    names = people_of(aligned.base)
    ids: list[dict[str, str]] = [{}, {}, {}]
    for old in names:
        found = [each[old] for each in (here, there) if old in each]
        if not found:
            continue
        new = min(found)
        # Somebody else of that id would become one with them.
        is_taken_here = new in in_ours and here.get(old) != new
        is_taken_there = new in in_theirs and there.get(old) != new
        if is_taken_here or is_taken_there:
            continue
        ids[0][old] = new
        ids[1][here.get(old, old)] = new
        ids[2][there.get(old, old)] = new
        person = in_ours.get(found[0]) or in_theirs[found[0]]
        aligned.notes.append(
            Reason(
                "message.merging.renamed",
                old=Quoted(names[old]["name"]),
                new=Quoted(person["name"]),
            )
        )
    _rename_in_all(aligned, ids)


def _rename_in_all(aligned: Aligned, ids: Sequence[Mapping[str, str]]) -> None:
    base, ours, theirs = ids
    aligned.base = rename_people(aligned.base, base)
    aligned.ours = rename_people(aligned.ours, ours)
    aligned.theirs = rename_people(aligned.theirs, theirs)


def _renamed(base: Document, side: Document) -> dict[str, str]:
    """New ids by old ones, of people whom a side calls otherwise."""
    before = people_of(base)
    after = people_of(side)
    gone = [before[id] for id in before if id not in after]
    come = [after[id] for id in after if id not in before]
    candidates = {
        person["id"]: [other["id"] for other in come if _is_renamed(person, other)]
        for person in gone
    }
    wanted = [new for found in candidates.values() for new in found]
    renamed = {}
    for old, found in candidates.items():
        # Only where nobody else could be meant.
        if len(found) == 1 and wanted.count(found[0]) == 1:
            renamed[old] = found[0]
    return renamed


def _is_renamed(person: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    facts = [
        each.name for each in fields_of("people") if each.name not in {"id", "name"}
    ]
    known = [name for name in facts if name in person or name in other]
    same = [name for name in known if person.get(name) == other.get(name)]
    share = len(same) / len(known) if known else 1.0
    if are_names_alike(person["name"], other["name"]):
        return share >= _SHARED
    return len(same) >= _NEEDED and share >= _ALMOST


def are_names_alike(one: str, other: str) -> bool:
    """Whether two names may be one person's, spelled or completed otherwise."""
    first = fold_name(one)
    second = fold_name(other)
    common = set(first.split()) & set(second.split())
    is_longer = bool(common) and common in (set(first.split()), set(second.split()))
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    return is_longer or matcher.ratio() >= _LIKE


def _align_added(aligned: Aligned) -> None:
    base = people_of(aligned.base)
    ours = people_of(aligned.ours)
    theirs = people_of(aligned.theirs)
    added = {id: ours[id] for id in ours if id not in base}
    register = Register(list(added), [each["name"] for each in added.values()])
    taken = {*base, *ours, *theirs}
    ids: list[dict[str, str]] = [{}, {}, {}]
    for id, person in theirs.items():
        if id in base or (id in added and _may_be_one(added[id], person)):
            continue
        same = _only_one(register, person["name"])
        if same is not None and same not in theirs and id not in ours:
            new = min((same, id), key=lambda each: (each != slug(person["name"]), each))
            ids[1][same] = new
            ids[2][id] = new
            aligned.notes.append(
                Reason("message.merging.added_twice", name=Quoted(person["name"]))
            )
        elif id in added:
            _tell_apart(aligned, added[id], person, taken, ids)
    _rename_in_all(aligned, ids)


def _tell_apart(
    aligned: Aligned,
    ours: Mapping[str, Any],
    theirs: Mapping[str, Any],
    taken: set[str],
    ids: Sequence[dict[str, str]],
) -> None:
    """Give one of two new people of one id another."""
    id = ours["id"]
    new = _free(id, taken)
    taken.add(new)
    # By name, so that the answer does not depend on which version is ours.
    moves_ours = ours["name"] > theirs["name"]
    ids[1 if moves_ours else 2][id] = new
    moved, stays = (ours, theirs) if moves_ours else (theirs, ours)
    aligned.notes.append(
        Reason(
            "message.merging.same_id",
            id=Quoted(id),
            name=Quoted(moved["name"]),
            other=Quoted(stays["name"]),
            new=Quoted(new),
        )
    )


def _may_be_one(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    register = Register([one["id"]], [one["name"]])
    return bool(register.called(other["name"])) or are_names_alike(
        one["name"], other["name"]
    )


def _only_one(register: Register, name: str) -> str | None:
    places = register.called(name)
    return register.ids[places[0]] if len(places) == 1 else None


def _free(id: str, taken: set[str]) -> str:
    number = 2
    while f"{id}-{number}" in taken:
        number += 1
    return f"{id}-{number}"


def rename_people(document: Document, new_ids: Mapping[str, str]) -> Document:
    """A document in which people have other ids, wherever they are named."""
    if not new_ids:
        return document

    def new(id: str) -> str:
        return new_ids.get(id, id)

    renamed = dict(document)
    for table, change in _NAMING.items():
        key = keys_of(table)[0]
        if key in renamed:
            renamed[key] = [change(record, new) for record in renamed[key]]
    return renamed


def _rename_person(record: Mapping[str, Any], new: Callable[[str], str]) -> Any:
    return {**record, "id": new(record["id"])}


def _rename_tie(record: Mapping[str, Any], new: Callable[[str], str]) -> Any:
    return {
        **record,
        "source": new(record["source"]),
        "target": new(record["target"]),
    }


def _rename_action(record: Mapping[str, Any], new: Callable[[str], str]) -> Any:
    changed = dict(record)
    if "with_people" in record:
        changed["with_people"] = [new(id) for id in record["with_people"]]
    if "test_of" in record:
        changed["test_of"] = new(record["test_of"])
    return changed


_NAMING: Mapping[Any, Callable[..., Any]] = {
    "people": _rename_person,
    "ties": _rename_tie,
    "actions": _rename_action,
}
"""How the records of a table name people."""
