"""The people of several plans as one list, with what each plan says of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from powermap.exchange.people_register import Register, fold_name
from powermap.language import Quoted, Reason
from powermap.merging.identity import are_names_alike
from powermap.model import BuyingCenter, Claim, Stakeholder
from powermap.model.claim import claimable_fields, is_same_value

__all__ = ["CombinedPeople", "combine_people", "other_value"]


@dataclass(frozen=True, slots=True)
class CombinedPeople:
    """Everybody once.

    Attributes
    ----------
    people : list of Stakeholder
    ids : list of mapping
        For each plan the new id by the old one.
    known_by : mapping of str to tuple of str
        By id the sources that know a person.
    """

    people: list[Stakeholder]
    ids: list[Mapping[str, str]]
    known_by: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _View:
    """A person as one plan has them."""

    label: str
    day: date | None
    person: Stakeholder


def combine_people(
    centers: Sequence[BuyingCenter],
    labels: Sequence[str],
    days: Sequence[date | None],
    notes: list[Reason],
) -> CombinedPeople:
    """Everybody of several plans, the oldest plan first."""
    views: dict[str, list[_View]] = {}
    ids: list[Mapping[str, str]] = []
    for center, label, day in zip(centers, labels, days, strict=True):
        new_ids = _new_ids(center, views, notes)
        ids.append(new_ids)
        for person in center:
            view = _View(label, person.as_of or day, person)
            views.setdefault(new_ids[person.id], []).append(view)
    people = [_combine(id, each, notes) for id, each in views.items()]
    known_by = {}
    for id, each in views.items():
        known_by[id] = tuple(view.label for view in each)
    return CombinedPeople(people, ids, known_by)


def _new_ids(
    center: BuyingCenter, views: Mapping[str, Sequence[_View]], notes: list[Reason]
) -> dict[str, str]:
    """For the people of a plan the id of whom they are, else one that is free."""
    known = {id: each[-1].person for id, each in views.items()}
    register = Register(list(known), [person.name for person in known.values()])
    own = {person.id for person in center}
    new_ids: dict[str, str] = {}
    for person in center:
        same = known.get(person.id)
        if same is not None and are_names_alike(same.name, person.name):
            new_ids[person.id] = person.id
            continue
        places = register.called(person.name)
        found = known[register.ids[places[0]]] if len(places) == 1 else None
        is_free = found is not None and found.id not in {*own, *new_ids.values()}
        if found is not None and is_free and _may_be_one(found, person):
            new_ids[person.id] = found.id
            notes.append(Reason("message.combining.same", name=Quoted(person.name)))
            continue
        taken = {*known, *own, *new_ids.values()} - {person.id}
        new_ids[person.id] = _free(person.id, taken | ({person.id} & {*known}))
    return new_ids


def _may_be_one(one: Stakeholder, other: Stakeholder) -> bool:
    """Whether nothing speaks against it: two companies have people of one name."""
    organizations = {
        fold_name(each.organization) for each in (one, other) if each.organization
    }
    return len(organizations) < 2


def _free(id: str, taken: set[str]) -> str:
    number = 2
    free = id
    while free in taken:
        free = f"{id}-{number}"
        number += 1
    return free


def _combine(id: str, views: Sequence[_View], notes: list[Reason]) -> Stakeholder:
    """One person from how each plan has them."""
    latest = max(views, key=lambda view: view.day or date.min)
    values: dict[str, Any] = {}
    claims: list[Claim] = []
    for view in views:
        claims += [claim for claim in view.person.claims if claim not in claims]
    for field in claimable_fields():
        given = [
            view
            for view in views
            if field not in view.person.following
            and getattr(view.person, field) not in (None, ())
        ]
        if not given:
            continue
        if _is_agreed(field, given):
            values[field] = getattr(given[-1].person, field)
        else:
            claims += [_claim(field, view) for view in given]
    for field in ("rival_stances", "rival_contacts", "custom"):
        values[field] = {}
        for view in views:
            known = getattr(view.person, field)
            for key, value in known.items():
                if values[field].get(key, value) != value:
                    notes.append(other_value(latest.person.name, str(key), view.label))
            values[field].update(known)
    for field in ("note", "evidence"):
        values[field] = _texts(field, views)
    photos = [view.person.photo for view in views if view.person.photo is not None]
    values["photo"] = photos[-1] if photos else None
    days = [view.person.as_of for view in views if view.person.as_of is not None]
    values["as_of"] = max(days, default=None)
    return Stakeholder(latest.person.name, id=id, **values, claims=claims)


def other_value(name: str, key: str, label: str) -> Reason:
    """A note that a later plan says something else, which was taken."""
    return Reason(
        "message.combining.other_value",
        name=Quoted(name),
        key=Quoted(key),
        source=Quoted(label),
    )


def _is_agreed(field: str, views: Sequence[_View]) -> bool:
    first = getattr(views[0].person, field)
    return all(is_same_value(getattr(view.person, field), first) for view in views[1:])


def _claim(field: str, view: _View) -> Claim:
    person = view.person
    return Claim(field, getattr(person, field), said_by=view.label, day=view.day)


def _texts(field: str, views: Sequence[_View]) -> str | None:
    """What each plan notes, once, below one another with its source."""
    said: dict[str, str] = {}
    for view in views:
        text = getattr(view.person, field)
        if text is not None:
            said.setdefault(text, view.label)
    if len(said) < 2:
        return next(iter(said), None)
    return "\n".join(f"{label}: {text}" for text, label in said.items())
