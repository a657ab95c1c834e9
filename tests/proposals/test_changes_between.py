"""The proposal that makes one version of another."""

from hypothesis import assume, given, settings

import powermap as pm
from powermap.model.fields import LISTS
from powermap.proposals import changes_between, parse_proposal
from powermap.proposals.records import keys_in, records_in
from versions import versions


def stand_in_one_order(old, new):
    for table in ("people", "ties", *LISTS):
        before = keys_in(table, records_in(old, table))
        after = keys_in(table, records_in(new, table))
        shared = {*before} & {*after}
        kept = [[key for key in keys if key in shared] for keys in (before, after)]
        if kept[0] != kept[1]:
            return False
    return True


@settings(max_examples=60)
@given(versions())
def test_it_makes_the_other_version(sides):
    base, one, other = sides
    pairs = [(base, one), (one, base), (one, other)]
    pairs = [pair for pair in pairs if stand_in_one_order(*pair)]
    assume(pairs)
    for old, new in pairs:
        proposal = parse_proposal(changes_between(old, new).to_json())
        applied = pm.apply(old, proposal)
        assert not applied.refused
        assert applied.plan == new


def test_nothing_changes_between_a_plan_and_itself():
    plan = pm.northwind_plan()
    assert not changes_between(plan, plan).changes
