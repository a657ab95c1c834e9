"""Two versions of one plan as one."""

from hypothesis import given, settings
from versions import versions

from powermap.exchange.documents.conflict_marks import Mark
from powermap.exchange.documents.document import document_of, parse_document
from powermap.exchange.documents.settling import settle_document, take
from powermap.exchange.glossary import PLAIN
from powermap.exchange.plan_reader import read_plan
from powermap.merging import merge
from powermap.merging.identity import align
from powermap.merging.values import is_same


def ours(document):
    return settle_document(document, take("ours"))


def theirs(document):
    return settle_document(document, take("theirs"))


@settings(max_examples=60)
@given(versions())
def test_a_version_that_changed_nothing_does_not_count(sides):
    base, one, other = sides
    assert merge(base, one, base).plan == one
    assert merge(base, base, other).plan == other
    assert merge(base, one, one).plan == one
    assert not merge(base, one, base).conflicts


@settings(max_examples=60)
@given(versions())
def test_it_does_not_matter_which_version_is_ours(sides):
    base, one, other = sides
    there = merge(base, one, other)
    back = merge(base, other, one)
    assert ours(there.document) == theirs(back.document)
    assert theirs(there.document) == ours(back.document)
    assert len(there.conflicts) == len(back.conflicts)


@settings(max_examples=60)
@given(versions())
def test_nothing_that_somebody_wrote_is_lost(sides):
    """Each field that a version changed is in the plan or among the conflicts."""
    base, one, other = sides
    merged = merge(base, one, other).document
    aligned = align(*(document_of(each, people_only=False) for each in sides))
    people = {person["id"]: person for person in merged.get("stakeholders", ())}
    before = {each["id"]: each for each in aligned.base.get("stakeholders", ())}
    for side, version in (("ours", aligned.ours), ("theirs", aligned.theirs)):
        for person in version.get("stakeholders", ()):
            old = before.get(person["id"], {})
            changed = {
                name: value
                for name, value in person.items()
                if not is_same(old.get(name), value)
            }
            for name, value in changed.items():
                kept = people[person["id"]][name]
                if isinstance(kept, Mark):
                    assert is_same(kept.taken(side), value)
                elif isinstance(value, list):
                    assert {*value} - {*old.get(name, ())} <= {*kept}
                elif not isinstance(value, dict):
                    assert is_same(kept, value)


@settings(max_examples=60)
@given(versions())
def test_the_other_side_of_every_conflict_makes_a_plan_too(sides):
    merged = merge(*sides)
    settled = theirs(merged.document)
    if settled:
        assert read_plan(parse_document(settled, "theirs", PLAIN), "ERP") is not None
