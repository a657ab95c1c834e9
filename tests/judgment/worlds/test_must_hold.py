"""What must hold: against trying everything, on small plans."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings, strategies as st

import powermap as pm
from powermap.errors import ModelError
from powermap.judgment.strategy.tally import Tally
from powermap.judgment.worlds.requirements import (
    BLOCKED,
    Situation,
    requirements_of,
)
from powermap.model import Assessment, Criterion, Strategy


@st.composite
def small_plans(draw):
    answers = []
    for criterion in Criterion:
        answers.append(Assessment(criterion, draw(st.sampled_from("+++-?"))))
    person = pm.Stakeholder(
        "Dee",
        power=9,
        stance=draw(st.sampled_from([None, "enemy", "neutral", "supporter"])),
        can_veto=draw(st.sampled_from([None, True])),
    )
    return pm.AccountPlan(
        "Northwind",
        center=pm.BuyingCenter("ERP", [person]),
        assessments=answers,
        supplier_in_place=draw(st.sampled_from([None, False])),
    )


def changed(plan, changes):
    """The plan with some changes, by public means only."""
    for one in changes:
        if one.kind == "supplier_in_place":
            plan = plan.revised(supplier_in_place=one.value)
        elif one.kind == "answer":
            kept = []
            for each in plan.assessments:
                if (each.criterion, each.rival) != (one.about, one.rival):
                    kept.append(each)
            new = Assessment(one.about, one.value, rival=one.rival)
            plan = plan.revised(assessments=[*kept, new])
        else:
            field = "stance" if one.kind == "stance" else "can_veto"
            center = plan.center.replace(one.about, **{field: one.value})
            plan = plan.revised(center=center)
    return plan


def is_reached(plan, goal):
    judgment = pm.judge(plan)
    if goal != "win":
        return judgment.strategy.strategy == goal
    blocked = any(
        person.can_veto and person.stance in {"opponent", "enemy"}
        for person in plan.center
    )
    facts = judgment.facts
    return bool(facts["winnable"].value and facts["deciders_for_us"].value) and (
        not blocked
    )


@settings(max_examples=8)
@given(small_plans(), st.sampled_from(["win", *Strategy]))
def test_the_smallest_sets_are_those_of_trying_everything(plan, goal):
    answer = pm.must_hold(plan, goal, most=10_000)
    assert answer.complete
    assert answer.holds == is_reached(plan, goal)
    if answer.holds:
        return
    every = list(requirements_of(pm.judge(plan)))
    for size in (1, 2):
        efforts = {}
        for several in combinations(every, size):
            things = frozenset(one.thing for one in several)
            if len(things) == size and is_reached(changed(plan, several), goal):
                effort = sum(one.effort for one in several)
                efforts[things] = min(effort, efforts.get(things, effort))
        if efforts:
            found = {}
            for each in answer.sets:
                things = frozenset(one.thing for one in each.changes)
                found[things] = each.effort
                assert is_reached(changed(plan, each.changes), goal)
            assert found == efforts
            return
    assert all(len(each.changes) == 3 for each in answer.sets)


def test_facts_of_several_changes_are_those_of_the_changed_plan():
    plan = pm.northwind_plan()
    judgment = pm.judge(plan)
    situation = Situation(judgment)
    pairs = []
    for pair in combinations(requirements_of(judgment), 2):
        if pair[0].thing != pair[1].thing:
            pairs.append(pair)
    for pair in pairs[:: len(pairs) // 150]:
        facts = situation.facts(pair)
        facts.pop(BLOCKED)
        expected = pm.judge(changed(plan, pair)).facts
        assert facts == {name: fact.value for name, fact in expected.items()}, pair


def test_a_goal_out_of_reach_says_so():
    answer = pm.must_hold(pm.AccountPlan("Northwind"), "win")
    assert (answer.holds, len(answer.sets), answer.complete) == (False, 0, True)
    assert str(answer.because) == (
        "Winning takes a yes to “Can we win?”; more decision makers for us than against "
        "us; no one against us who can stop the purchase. Missing today: a yes to “Can "
        "we win?”; more decision makers for us than against us. No decision maker is "
        "known yet. Until there is one, this goal is out of reach: The conditions for "
        "winning are met."
    )


def test_a_set_asks_no_more_than_it_takes_and_says_from_what_to_what():
    boss = pm.Stakeholder("Boss", power="decider", stance="enemy", can_veto=True)
    center = pm.BuyingCenter("ERP", [boss, pm.Stakeholder("Ana", power="decider")])
    known = ["insider", "top_recognition", "culture"]
    answers = [pm.plan.Assessment(each, "+") for each in known]
    plan = pm.AccountPlan("Northwind", center=center, assessments=answers)
    answer = pm.must_hold(plan, "win")
    words = [str(each.because) for each in answer.sets]
    assert words[0] == (
        "The conditions for winning are met if the stance of Boss changes from Enemy to "
        "Supporter."
    )
    things = [frozenset(one.thing for one in each.changes) for each in answer.sets]
    assert len(set(things)) == len(things)


def test_goals_in_either_language_and_no_others():
    plan = pm.northwind_plan()
    for goal in ("Defend", "防御", Strategy.DEFEND):
        assert pm.must_hold(plan, goal).goal == "defend"
    assert pm.must_hold(plan, "insider").holds
    assert pm.must_hold(plan, "worth").holds
    with pytest.raises(ModelError, match="'victory' is not a goal; allowed: 'win'"):
        pm.must_hold(plan, "victory")


def test_of_a_large_plan_not_everything_is_tried():
    people = [
        pm.Stakeholder(f"P{number}", power=9, stance="enemy") for number in range(40)
    ]
    center = pm.BuyingCenter("ERP", people)
    plan = pm.AccountPlan("Northwind", center=center, rivals=["Contoso", "Fabrikam"])
    answer = pm.must_hold(plan, "win")
    assert (answer.complete, len(answer.sets)) == (False, 0)


def test_a_large_plan_is_counted_once_whatever_is_tried(monkeypatch):
    counted = 0
    count = Tally.count

    def counting(tally, *args):
        nonlocal counted
        counted += 1
        count(tally, *args)

    monkeypatch.setattr(Tally, "count", counting)
    stances = [*pm.Stance, None]
    for size in (100, 400):
        people = []
        for number in range(size):
            stance = stances[number % len(stances)]
            person = pm.Stakeholder(f"P{number}", power="decider", stance=stance)
            people.append(person)
        center = pm.BuyingCenter("ERP", people)
        counted = 0
        pm.must_hold(pm.AccountPlan("Northwind", center=center), "win")
        assert counted == size
