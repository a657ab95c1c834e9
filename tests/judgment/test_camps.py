"""Both camps, and no decision."""

import pytest
from hypothesis import given, strategies as st

import powermap as pm
from powermap.judgment.no_decision import DecisionCriterion
from powermap.model import Contact, Stance

STANCES = st.none() | st.sampled_from(Stance)


def plan(people=(), ties=(), **facts):
    center = pm.BuyingCenter("ERP", people, ties)
    return pm.AccountPlan("Northwind", center=center, **facts)


def decider(name, **known):
    return pm.Stakeholder(name, power="decider", **known)


def answers(subject, **options):
    judged = pm.judge(subject, **options).no_decision
    return {each.criterion.value: each.answer.value for each in judged}


def codes(subject):
    return {each.code for each in pm.check(subject, select="PM31")}


@given(ours=STANCES, theirs=STANCES, power=st.sampled_from(["decider", "influencer"]))
def test_a_swing_person_is_in_no_camp_or_in_both(ours, theirs, power):
    people = [
        pm.Stakeholder("Ana", power=power, stance=ours, rival_stances={"C": theirs}),
        pm.Stakeholder("Ben", rival_stances={"C": "neutral"}),
    ]
    for_us = ours in {Stance.CHAMPION, Stance.SUPPORTER}
    for_them = theirs in {Stance.CHAMPION, Stance.SUPPORTER}
    against_us = ours in {Stance.OPPONENT, Stance.ENEMY}
    is_known = ours is not None or theirs is not None
    in_no_camp = not (for_us or for_them or against_us)
    expected = power == "decider" and is_known and (in_no_camp or (for_us and for_them))
    assert ("PM313" in codes(pm.BuyingCenter("ERP", people))) == expected


@given(contacts=st.lists(st.none() | st.sampled_from(Contact), min_size=1, max_size=5))
def test_a_rival_hangs_on_the_only_one_of_several_whom_it_knows_well(contacts):
    people = []
    for number, contact in enumerate(contacts):
        toward = {"Contoso": contact}
        people.append(pm.Stakeholder(f"P{number}", rival_contacts=toward))
    known = [each for each in contacts if each is not None]
    well = [each for each in known if each in {Contact.SEVERAL, Contact.DEEP}]
    found = "PM312" in codes(pm.BuyingCenter("ERP", people))
    assert found == (len(well) == 1 and len(known) > 1)


def test_whoever_is_for_a_rival_is_an_opponent_who_was_found():
    people = [pm.Stakeholder("Ana", stance="neutral", rival_stances={"C": "supporter"})]
    assert not pm.check(pm.BuyingCenter("ERP", people), select="PM302")


@pytest.mark.parametrize(
    ("facts", "today", "answer"),
    [
        ({}, None, "?"),
        ({"deciding_event": "Support ends"}, None, "?"),
        ({"event_on": "2027-01-01"}, None, "+"),
        ({"event_on": "2027-01-01"}, "2027-01-01", "+"),
        ({"event_on": "2027-01-01"}, "2027-01-02", "-"),
    ],
)
def test_only_an_event_to_come_forces_a_decision(facts, today, answer):
    assert answers(plan(**facts), today=today)["event"] == answer


@pytest.mark.parametrize(
    ("first", "second", "ties", "answer"),
    [
        ({"organization_needs": "finance"}, {"organization_needs": "finance"}, [], "+"),
        ({"organization_needs": "finance"}, {"organization_needs": "image"}, [], "-"),
        ({"organization_needs": "finance"}, {}, [], "?"),
        ({}, {}, [("ana", "ben", "conflicts_with")], "-"),
        ({}, {}, [("ana", "ben", "friend_of")], "?"),
    ],
)
def test_deciders_agree_on_a_shared_need(first, second, ties, answer):
    people = [decider("Ana", **first), decider("Ben", **second)]
    subject = plan(people, [pm.Tie(*each) for each in ties])
    assert answers(subject)["consensus"] == answer
    assert ("PM315" in codes(subject)) == (answer == "-")


def test_one_decider_and_a_need_of_another_kind_are_no_consensus():
    assert answers(plan([decider("Ana")]))["consensus"] == "?"
    people = [
        decider("Ana", organization_needs="image"),
        decider("Ben", personal_needs="order"),
    ]
    assert answers(plan(people))["consensus"] == "-"


def test_who_prefers_no_decision_loses_by_the_change():
    waiting = decider("Ana", rival_stances={"No decision": "champion"})
    assert answers(plan([waiting]))["losers"] == "-"
    assert answers(plan([decider("Ana")]))["losers"] == "?"
    assert answers(plan([decider("Ana", loses_by_change=False)]))["losers"] == "+"
    # Somebody without power cannot stop the change.
    helpless = pm.Stakeholder("Ana", power="influencer", loses_by_change=True)
    assert answers(plan([helpless]))["losers"] == "?"


def test_the_answer_is_given_only_when_what_is_missing_cannot_turn_it():
    known = {"cost_of_waiting": "Much", "event_on": "2027-01-01"}
    judged = pm.judge(plan(**known)).no_decision
    assert judged.answer == "+"
    assert judged.is_known
    assert pm.judge(plan(cost_of_waiting="Much")).no_decision.answer == "?"
    empty = pm.judge(plan()).no_decision
    assert (empty.answer, empty.is_known, len(empty)) == ("?", False, 4)
    assert empty.of("cost").criterion is DecisionCriterion.COST


def test_people_alone_have_no_findings_of_a_plan():
    people = [
        decider("Ana", loses_by_change=True, organization_needs="finance"),
        decider("Ben", organization_needs="image"),
    ]
    assert codes(pm.BuyingCenter("ERP", people)) == set()
    assert codes(plan(people)) == {"PM314", "PM315", "PM316", "PM317"}


def test_pictures_keep_their_shape_where_nothing_is_known_of_no_decision():
    bare = pm.charts.scorecard(plan()).scene
    assert not [key for key in bare.groups() if key.startswith("no decision")]
    known = pm.charts.scorecard(plan(cost_of_waiting="Much"), lang="zh").scene
    assert "客户会作出决定吗" in known.groups()["no decision"].title


@pytest.mark.parametrize(
    ("cost", "answer"),
    [
        ("45,000 a month", "+"),
        ("Their auditor insists", "+"),
        ("一个月 4 万元。", "+"),
        ("Unknown", "?"),
        ("未知。", "?"),
        ("n/a", "?"),
        ("none", "?"),
        ("?", "?"),
        ("0", "-"),
        ("0.00 EUR a month", "-"),
    ],
)
def test_only_a_cost_that_is_known_speaks_for_a_decision(cost, answer):
    subject = plan(people=[decider("Ana")], cost_of_waiting=cost)
    assert answers(subject)["cost"] == answer
    assert ("PM316" in codes(subject)) == (answer != "+")


def test_an_event_that_says_it_is_unknown_is_none():
    event = pm.judge(plan(deciding_event="TBD")).no_decision.of("event")
    assert str(event.because) == "No event that forces the decision is known."
    named = pm.judge(plan(deciding_event="Support ends.", event_on="2027-01-01"))
    said = str(named.no_decision.of("event").because)
    assert said == "Forces the decision on 1 Jan 2027: Support ends."


@pytest.mark.parametrize("loses", [None, False, True])
def test_whoever_is_for_no_decision_speaks_against_one(loses):
    toward = {"no decision": "supporter"}
    ana = decider("Ana", rival_stances=toward, loses_by_change=loses)
    assert answers(plan([ana]))["losers"] == "-"
    assert "PM317" in codes(plan([ana]))
