"""Worlds: what is drawn, and that each is judged as the plan that it stands for."""

from __future__ import annotations

from hypothesis import given, settings, strategies as st

import powermap as pm
from powermap.judgment.worlds.completion import World, world_values
from powermap.judgment.worlds.conclusions import NOBODY
from powermap.judgment.worlds.drawing import draw_worlds
from powermap.judgment.worlds.robust import conclusions_of
from powermap.judgment.worlds.world_facts import CODES, WorldFacts
from powermap.model import Assessment, Contact, Criterion, Power, Stance, TieKind

FEW = 6
"""Worlds of each random plan that are judged again one by one."""


@st.composite
def plans(draw):
    """Plans of a few people in which anything may be unknown."""
    count = draw(st.integers(1, 6))
    people = []
    for number in range(count):
        power = st.none() | st.sampled_from(Power) | st.integers(0, 10)
        people.append(
            pm.Stakeholder(
                f"P{number}",
                power=draw(power),
                stance=draw(st.none() | st.sampled_from(Stance)),
                contact=draw(st.none() | st.sampled_from(Contact)),
                involvement=draw(st.none() | st.integers(0, 10)),
                can_veto=draw(st.none() | st.booleans()),
                meets_organization_needs=draw(st.none() | st.booleans()),
            )
        )
    ids = [person.id for person in people]
    ties = {}
    for _ in range(draw(st.integers(0, 10)) if count > 1 else 0):
        source, target = draw(st.permutations(ids))[:2]
        kind = draw(st.sampled_from(TieKind))
        # A person has one boss, and nobody is above themselves.
        if kind is TieKind.REPORTS_TO:
            source, target, strength = ids[1], ids[0], None
        strength = draw(st.none() | st.integers(1, 5))
        ties[source, target, kind] = pm.Tie(source, target, kind, strength)
    rivals = draw(st.sampled_from([(), ("Contoso",), ("Contoso", "Fabrikam")]))
    answers = []
    for party in (None, *rivals):
        for criterion in Criterion:
            answer = draw(st.sampled_from("+-??"))
            answers.append(Assessment(criterion, answer, rival=party))
    return pm.AccountPlan(
        "Northwind",
        center=pm.BuyingCenter("ERP", people, ties.values()),
        rivals=rivals,
        assessments=answers,
        supplier_in_place=draw(st.none() | st.booleans()),
    )


def ids_at(center, places):
    ids = [person.id for person in center]
    return [ids[place] for place in places if place != NOBODY]


@settings(max_examples=30)
@given(plans(), st.integers(0, 3))
def test_a_world_is_judged_as_the_plan_that_it_stands_for(plan, seed):
    judgment = pm.judge(plan)
    conclusions = conclusions_of(judgment, FEW, seed)
    stance = world_values(conclusions.worlds).stance
    facts = WorldFacts(conclusions.worlds, stance).facts()
    for number in range(FEW):
        world = World(conclusions.worlds, number)
        alone = pm.judge(world.plan(), playbook=world.playbook())
        assert alone.strategy.strategy is conclusions.strategies[number]
        for name, fact in alone.facts.items():
            assert CODES[fact.value] == facts[name][number]
        for question, verdict in alone.verdicts[None].items():
            assert verdict.answer is conclusions.verdicts[question][number]
        first = [win.person for win in alone.network.win_first][:3]
        assert first == ids_at(plan.center, conclusions.win[number])
        seen = [visit.person for visit in alone.network.visits][:3]
        assert seen == ids_at(plan.center, conclusions.visits[number])


@settings(max_examples=30)
@given(plans(), st.integers(0, 3))
def test_a_world_leaves_nothing_open_and_changes_nothing_known(plan, seed):
    worlds = draw_worlds(pm.judge(plan), FEW, seed)
    for number in range(FEW):
        world = World(worlds, number)
        completed = world.plan()
        assert completed.supplier_in_place is not None
        for before, after in zip(plan.center, completed.center, strict=True):
            assert None not in {after.stance, after.power, after.can_veto}
            assert before.stance in {None, after.stance}
            assert before.can_veto in {None, after.can_veto}
            assert before.contact is after.contact
            assert plan.center.scale.holds(after.power)
        for party, verdicts in pm.judge(completed).verdicts.items():
            for question, verdict in verdicts.items():
                assert verdict.unknown == 0
                known = pm.assess(plan, rival=party)[question].criteria
                for one, other in zip(known, verdict.criteria, strict=True):
                    assert one.answer.value in {"?", other.answer.value}
        for pairs in world.playbook().tie_weights.values():
            assert all(0 <= share < 1 for share in pairs)


def test_the_same_seed_gives_the_same_shares_and_another_nearly_the_same():
    plan = pm.northwind_plan()
    once = pm.robust(plan)
    assert once == pm.robust(plan, n=500, seed=0)
    for seed in (1, 2, 3):
        other = pm.robust(plan, seed=seed)
        for question, answers in once.verdicts.items():
            for answer, share in answers.items():
                assert abs(other.verdicts[question].get(answer, 0) - share) < 0.1


def test_a_person_more_changes_no_draw_of_the_others():
    center = pm.northwind()
    more = center.add(pm.Stakeholder("Ada New", stance="neutral", can_veto=False))
    before = draw_worlds(pm.judge(center), 50, 0)
    after = draw_worlds(pm.judge(more), 50, 0)
    assert (before.power == after.power[:, : len(center)]).all()


def test_other_names_change_nothing():
    english = pm.robust(pm.northwind_plan())
    chinese = pm.robust(pm.northwind_plan("zh"))
    assert [*chinese.win_first.values()] == [*english.win_first.values()]
    assert [*chinese.next.values()] == [*english.next.values()]
    assert chinese.strategies == english.strategies
    assert chinese.verdicts == english.verdicts


def test_people_alone_have_no_strategy_and_no_verdict():
    answer = pm.robust(pm.northwind())
    assert (dict(answer.strategies), dict(answer.verdicts)) == ({}, {})
    assert "marcus-reed" in answer.win_first
    nothing = pm.robust(pm.BuyingCenter("ERP"))
    assert (nothing.rows(), nothing.because) == ([], ())


def test_shares_are_parts_of_all_worlds():
    answer = pm.robust(pm.northwind_plan())
    for shares in (answer.strategies, *answer.verdicts.values()):
        assert abs(sum(shares.values()) - 1) < 1e-9
    for first, first_two, first_three in answer.win_first.values():
        assert 0 <= first <= first_two <= first_three <= 1
    assert sum(answer.next.values()) <= 1 + 1e-9
