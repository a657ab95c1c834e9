"""A proposal applied: what is accepted, what follows, and how it is taken back."""

from hypothesis import given, settings, strategies as st

import powermap as pm
from powermap.exchange.documents.plan_document import document_of
from powermap.proposals import Proposal, changes_between, parse_proposal
from proposals import NOTES, changes, whole_plan

PLAN = whole_plan()
MANY = settings(max_examples=100)


def written(plan):
    """What a file would say, in which a given value differs from one that follows."""
    return document_of(plan, people_only=False)


@MANY
@given(st.lists(changes(PLAN, quoted=True), max_size=6))
def test_apply_then_undo_is_equality(several):
    applied = pm.apply(PLAN, Proposal(several), source_text=NOTES)
    undo = parse_proposal(applied.undo.to_json())
    back = pm.apply(applied.plan, undo)
    assert not back.refused
    assert back.plan == PLAN
    assert written(back.plan) == written(PLAN)


@MANY
@given(st.lists(changes(PLAN, quoted=False), max_size=6))
def test_changes_of_ones_own_are_taken_back_too(several):
    applied = pm.apply(PLAN, Proposal(several))
    back = pm.apply(applied.plan, applied.undo)
    assert not back.refused
    assert back.plan == PLAN
    assert written(back.plan) == written(PLAN)
    again = pm.apply(PLAN, changes_between(PLAN, applied.plan))
    assert again.plan == applied.plan


@MANY
@given(st.data())
def test_the_order_of_changes_does_not_matter(data):
    several = data.draw(st.lists(changes(PLAN, quoted=True), max_size=5))
    other = data.draw(st.permutations(several))
    one = pm.apply(PLAN, Proposal(several), source_text=NOTES)
    two = pm.apply(PLAN, Proposal(other), source_text=NOTES)
    assert one.plan == two.plan


@MANY
@given(st.lists(changes(PLAN, quoted=True), max_size=5))
def test_each_change_is_accepted_or_refused_with_a_reason_in_both_languages(several):
    applied = pm.apply(PLAN, Proposal(several), source_text=NOTES)
    assert len(applied.accepted) + len(applied.refused) == len(several)
    for outcome in (*applied.accepted, *applied.refused):
        for lang in ("en", "zh"):
            text = outcome.because.say(lang)
            assert text
            assert "{" not in text.replace("{Contoso", "")
    if not applied.accepted:
        assert applied.plan == PLAN
