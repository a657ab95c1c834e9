"""Two versions of one plan as one: what each of them changed since a common one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from powermap.errors import ModelError, Problem, TableError
from powermap.exchange.documents.conflict_marks import REMOVAL, REMOVE, Mark, settle
from powermap.exchange.documents.document import parse_document
from powermap.exchange.documents.plan_document import document_of
from powermap.exchange.documents.settling import settle_document, take
from powermap.exchange.documents.text import is_of_people_only
from powermap.exchange.documents.yaml_meaning import keys_of_entries
from powermap.exchange.glossary import PLAIN
from powermap.exchange.plan_reader import read_plan
from powermap.language import Reason
from powermap.merging.conflicts import Merged, conflicts_in
from powermap.merging.identity import align
from powermap.merging.records import merge_record, merge_records, removal
from powermap.merging.repairs import keep_named, mark_crossed_lines, restore_people
from powermap.merging.scales import mark_scores_of_other_scale
from powermap.merging.values import is_same
from powermap.model import AccountPlan
from powermap.model.fields import TABLES, Table
from powermap.model.sheet_titles import keys_of, table_of_key
from powermap.model.subject import Subject, plan_of

__all__ = ["merge"]

_REPAIRS = 20
"""Rounds in which records are marked that only the merge made wrong."""
Document = dict[str, Any]
Version = Mapping[str, Any]


def merge(base: Subject | None, ours: Subject, theirs: Subject) -> Merged:
    """Merge two versions of one plan by person, record and field.

    What one version changed is taken; where both changed one thing to something else,
    ours is taken and the conflict is listed. People are found by id; who was renamed,
    or added in both versions under other ids, is found by name.

    Parameters
    ----------
    base : AccountPlan, BuyingCenter, Judgment or None
        The version that both come from; None where there is none.
    ours, theirs : AccountPlan, BuyingCenter or Judgment
        The two versions.

    Returns
    -------
    Merged
        The plan, and what somebody has to choose. `Merged.save` writes both.

    Raises
    ------
    ModelError
        When a version was redacted: what it leaves out would count as removed.

    Notes
    -----
    A three-way merge as version control knows it (T. Mens, "A State-of-the-Art Survey
    on Software Merging", IEEE TSE 28(5), 2002), on records instead of lines. Lists of
    words are merged as sets, the day of a record is the later of two.

    Examples
    --------
    >>> from powermap.model import BuyingCenter, Stakeholder
    >>> def ana(**facts):
    ...     return BuyingCenter("ERP", [Stakeholder("Ana Ruiz", **facts)])
    >>> merged = merge(ana(), ana(stance="supporter"), ana(contact="brief"))
    >>> person = merged.plan.center["ana-ruiz"]
    >>> person.stance.value, person.contact.value, len(merged.conflicts)
    ('supporter', 'brief', 0)
    >>> merged = merge(ana(), ana(stance="supporter"), ana(stance="opponent"))
    >>> print(merged.conflicts[0].because)
    stance of Ana Ruiz: ours says Supporter, theirs Opponent
    """
    plans = [plan_of(each) for each in (ours, theirs)]
    first = AccountPlan(plans[0].account) if base is None else plan_of(base)
    _refuse_redacted((first, *plans))
    everything = [first, *plans]
    people_only = all(is_of_people_only(each) for each in everything)
    versions = [document_of(each, people_only=people_only) for each in everything]
    if base is None:
        versions[0] = {}
    aligned = align(*versions)
    merged = _merge_documents(aligned.base, aligned.ours, aligned.theirs)
    restore_people(merged, aligned.ours, aligned.theirs)
    keep_named(merged, aligned.ours, aligned.theirs, aligned.notes)
    mark_crossed_lines(merged, aligned.base, aligned.ours, aligned.theirs)
    mark_scores_of_other_scale(merged, aligned.base, aligned.ours, aligned.theirs)
    plan = _with_photos(_build(merged, aligned.ours, aligned.theirs), plans)
    return Merged(plan, conflicts_in(merged, plan), tuple(aligned.notes), merged)


def _refuse_redacted(plans: Any) -> None:
    for plan in plans:
        if plan.center.audience:
            raise ModelError(
                Reason("message.merging.redacted", audience=plan.center.audience)
            )


def _merge_documents(base: Version, ours: Version, theirs: Version) -> Document:
    if is_same(base, theirs) or is_same(ours, theirs):
        return dict(ours)
    if is_same(base, ours):
        return dict(theirs)
    versions = (base, ours, theirs)
    # The facts as one record, then table by table.
    merged = merge_record(*({**_facts(each)} for each in versions))
    for table in TABLES:
        if table in {"about", "plan", "claims", "rivals"}:
            continue
        key = keys_of(table)[0]
        records = merge_records(table, *(each.get(key, ()) for each in versions))
        if records:
            merged[key] = records
    return merged


def _facts(document: Mapping[str, Any]) -> Mapping[str, Any]:
    """What is no list of records; rivals are a list of names."""
    facts = {}
    for key, value in document.items():
        table = table_of_key(key)
        if table is None or table == "rivals":
            facts[key] = value
    return facts


def _build(merged: Document, ours: Version, theirs: Version) -> AccountPlan:
    """The plan with our side of every conflict."""
    for _ in range(_REPAIRS):
        settled = settle_document(merged, take("ours"))
        try:
            raw = parse_document(settled, "merged", PLAIN)
            return read_plan(raw, settled.get("name", "Buying center"))
        except TableError as error:
            places = [_place_in(merged, problem) for problem in error.problems]
            marked = [_mark_all(place, ours, theirs) for place in places if place]
            if not any(marked):
                raise
    raise AssertionError  # every round marks another record, or raises


def _with_photos(plan: AccountPlan, versions: Sequence[AccountPlan]) -> AccountPlan:
    """The plan with photos that know their folder, which no document holds.

    A photo without its folder could lead anywhere on this computer.
    """
    photos = {}
    for version in reversed(versions):
        for person in version.center:
            if person.photo is not None:
                photos[person.photo] = person.photo
    people = []
    for person in plan.center:
        photo = photos.get(person.photo) if person.photo else None
        people.append(person.revised(photo=photo) if photo else person)
    if not photos:
        return plan
    return plan.revised(center=plan.center.revised(stakeholders=people))


def _place_in(
    merged: Document, problem: Problem
) -> tuple[Table, dict[str, Any]] | None:
    """The record of a merged document that a problem of the settled one is about."""
    table = table_of_key(problem.sheet) if problem.sheet else None
    if table is None or problem.row is None:
        return None
    kept = []
    for record in merged.get(keys_of(table)[0], ()):
        mark = record.get(REMOVAL) if isinstance(record, Mapping) else None
        if not isinstance(mark, Mark) or mark.ours != REMOVE:
            kept.append(record)
    record = kept[problem.row - 1]
    return (table, record) if isinstance(record, dict) else None


def _mark_all(
    place: tuple[Table, dict[str, Any]], ours: Version, theirs: Version
) -> bool:
    """Mark every field of a record in which the two versions differ."""
    table, record = place
    key = keys_of_entries(table, [settle(record, take("ours"))])[0]
    found = []
    for document in (ours, theirs):
        records = document.get(keys_of(table)[0], ())
        by_key = dict(zip(keys_of_entries(table, records), records, strict=True))
        found.append(by_key.get(key))
    here, there = found
    if here is None or there is None:
        if REMOVAL in record or here is there:
            return False
        record[REMOVAL] = removal("theirs" if here is None else "ours", is_new=True)
        return True
    marked = False
    for name in {**here, **there}:
        values = (here.get(name), there.get(name))
        if not is_same(*values) and not isinstance(record.get(name), Mark):
            record[name] = Mark(None, *values)
            marked = True
    return marked
