"""Who leaves, and what is lost: against rebuilding the buying center without them."""

from __future__ import annotations

import pickle
from importlib import import_module
from itertools import combinations
from random import Random
from statistics import fmean

import networkx as nx
import pytest
from hypothesis import given, settings, strategies as st

import powermap as pm
from powermap.model import AccountPlan, Action, BuyingCenter, Member, Stakeholder, Tie
from powermap.model.axes import power_score
from powermap.network.carried import carried_to_deciders
from powermap.network.influence_graph import influence_graph
from powermap.network.reach import LEAST_CARRIED, LEAST_WEIGHT
from powermap.network.resilience import resilience

# A second boss would be refused.
KINDS = [kind for kind in pm.TieKind if kind != "reports_to"]
home = import_module("powermap.network.support_without")
opinion_model = import_module("powermap.network.opinion_model")
WEIGHTS = pm.Playbook().tie_weights
TEAM = ("Kim", "Lee")
PINS = {"x", "y"}
"""Two people who hold the strongest tie of each kind, and who stay."""
FOR_US = {"champion", "supporter"}
AGAINST = {"opponent", "enemy"}
KNOWN = {"several", "deep"}


def random_plan(seed, most=7):
    """A plan of few people with whatever may be known of them."""
    dice = Random(seed)
    count = dice.randint(0, most)
    people = []
    for number in range(count):
        people.append(
            Stakeholder(
                f"p{number}",
                power=dice.choice([None, "decider", "influencer", 0, 3, 6, 9]),
                stance=dice.choice([None, *FOR_US, "neutral", *AGAINST]),
                contact=dice.choice([None, "none", "brief", *KNOWN]),
                covered_by=dice.sample(TEAM, dice.choice([0, 1, 1, 2])),
                organization=dice.choice([None, "Northwind", "Fabrikam"]),
            )
        )
    ties = []
    if count > 1:
        # Else the weaker ties would carry more in a center without the strongest.
        for kind in KINDS:
            ties.append(Tie("x", "y", kind, strength=4))
        for _ in range(dice.randint(0, 3 * count)):
            source, target = dice.sample(range(count), 2)
            kind = dice.choice(KINDS)
            strength = dice.choice([0.3, 1, 2, 4])
            ties.append(Tie(f"p{source}", f"p{target}", kind, strength))
        people += [Stakeholder("x"), Stakeholder("y")]
    actions = [
        Action("visit", who="Kim"),
        Action("offer", who="Lee", state="done"),
    ]
    center = BuyingCenter("ERP", people, ties)
    team = [Member(name) for name in TEAM]
    return AccountPlan("Northwind", center=center, team=team, actions=actions)


def reached(center, steps):
    """The decision makers whom somebody who speaks for us gets to."""
    graph = influence_graph(center, WEIGHTS)
    carried = carried_to_deciders(graph, steps, graph.against_us, LEAST_CARRIED)
    starts = []
    for node, person in enumerate(center):
        speaks = person.stance in FOR_US or person.contact in KNOWN
        if speaks and person.stance not in AGAINST:
            starts.append(node)
    return {
        center.stakeholders[decider].id
        for place, decider in enumerate(graph.deciders)
        if any(carried[start, place] for start in starts)
    }


def without(center, leavers):
    """The buying center when people of the customer and of our team have left."""
    people = []
    for person in center.without(*(leavers - set(TEAM))):
        staying = [name for name in person.covered_by if name not in leavers]
        changed = {"covered_by": staying}
        if person.covered_by and not staying:
            # Whom nobody speaks with any longer passes on what they hear, no more.
            changed["contact"] = "none"
            if person.stance in FOR_US:
                changed["stance"] = "neutral"
        people.append(person.revised(**changed))
    ids = {person.id for person in people}
    ties = [tie for tie in center.ties if {tie.source, tie.target} <= ids]
    return BuyingCenter(center.name, people, ties)


def known_well(center):
    return {
        person.id
        for person in center
        if person.contact in KNOWN and person.stance not in AGAINST
    }


def champions(center):
    return {person.id for person in center if person.stance == "champion"}


def support_change(center, leavers):
    gone = leavers - set(TEAM)
    before = pm.network.sway(center).support
    rebuilt = pm.network.sway(center.without(*gone)).support
    if rebuilt is None or before is None:
        return None
    return rebuilt - before


def check(loss, plan, leavers, steps):
    center = plan.center
    rebuilt = without(center, leavers)
    lost = reached(center, steps) - reached(rebuilt, steps) - leavers
    assert set(loss.deciders_lost) == lost
    assert set(loss.threads_lost) == known_well(center) - known_well(rebuilt)
    assert loss.sole_champion is bool(champions(center) and not champions(rebuilt))
    uncovered = {
        person.id
        for person in center
        if person.covered_by and leavers.issuperset(person.covered_by)
    }
    assert set(loss.uncovered) == uncovered - leavers
    assert loss.actions_lost == (("visit",) if "Kim" in leavers else ())
    change = support_change(center, leavers)
    if change is None:
        assert loss.support_change is None
    else:
        assert loss.support_change == pytest.approx(change, abs=1e-9)
    return power_of_all(center, lost)


def power_of_all(center, ids):
    total = 0.0
    for id in ids:
        score = power_score(center[id], center.scale) or 0.0
        total += max(center.scale.share(score), LEAST_WEIGHT)
    return total


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 10**9), st.sampled_from([0, 1, 2, 3, None]))
def test_a_loss_is_what_the_center_without_the_person_has_less(seed, steps):
    plan = random_plan(seed)
    losses = resilience(plan, steps=steps)
    everybody = {person.id for person in plan.center} | set(TEAM)
    assert sorted(loss.person for loss in losses) == sorted(everybody)
    powers = []
    for loss in losses:
        if loss.person not in PINS:
            powers.append(check(loss, plan, {loss.person}, steps))
    assert powers == pytest.approx(sorted(powers, reverse=True))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**9), st.sampled_from([1, 2, None]))
def test_so_is_the_loss_of_two(seed, steps):
    plan = random_plan(seed, most=6)
    everybody = {person.id for person in plan.center} | set(TEAM)
    losses = resilience(plan, pairs=True, steps=steps)
    pairs = [frozenset({loss.person, loss.together_with}) for loss in losses]
    every_pair = {frozenset(pair) for pair in combinations(everybody, 2)}
    assert len(pairs) == len(every_pair)
    assert set(pairs) == every_pair
    powers = []
    for loss, pair in zip(losses, pairs, strict=True):
        if PINS.isdisjoint(pair):
            powers.append(check(loss, plan, set(pair), steps))
    assert powers == pytest.approx(sorted(powers, reverse=True))


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 10**9))
def test_those_who_cut_us_off_are_the_dominators(seed):
    """Without a limit on chains, and where a chain never gets too weak."""
    dice = Random(seed)
    count = dice.randint(2, 9)
    people = [
        Stakeholder(
            f"p{number}",
            power=dice.choice(["decider", "influencer"]),
            stance=dice.choice(["neutral", "neutral", "supporter"]),
        )
        for number in range(count)
    ]
    pairs = [dice.sample(range(count), 2) for _ in range(dice.randint(0, 3 * count))]
    ties = [Tie(f"p{source}", f"p{target}") for source, target in pairs]
    center = BuyingCenter("ERP", people, ties)
    graph = nx.DiGraph([(tie.source, tie.target) for tie in ties])
    for person in people:
        if person.stance == "supporter":
            graph.add_edge("us", person.id)
    graph.add_node("us")
    nearest = nx.immediate_dominators(graph, "us")
    lost = {person.id: set() for person in people}
    for person in people:
        passed = nearest.get(person.id) if person.power == "decider" else None
        while passed not in {None, "us"}:
            lost[passed].add(person.id)
            passed = nearest[passed]
    found = {
        loss.person: set(loss.deciders_lost) for loss in resilience(center, steps=None)
    }
    assert found == lost


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 10**9))
def test_support_changes_as_with_left_where_groups_only_hear_themselves(seed):
    """Strong ties only: many take on everything, and leavers free or bind others."""
    dice = Random(seed)
    count = dice.randint(2, 7)
    people = []
    for number in range(count):
        stance = dice.choice([None, "champion", "neutral", "enemy"])
        people.append(
            Stakeholder(f"p{number}", power=dice.randint(0, 9), stance=stance)
        )
    pairs = [dice.sample(range(count), 2) for _ in range(dice.randint(1, 3 * count))]
    ties = [Tie(f"p{source}", f"p{target}") for source, target in pairs]
    center = BuyingCenter("ERP", people, ties)
    for loss in [*resilience(center), *resilience(center, pairs=True)]:
        changes = {loss.person: "left"}
        if loss.together_with:
            changes[loss.together_with] = "left"
        outlook = pm.network.sway(center, changes)
        if outlook.support is None or outlook.support_before is None:
            assert loss.support_change is None
        else:
            change = outlook.support - outlook.support_before
            assert loss.support_change == pytest.approx(change, abs=1e-9)


def test_who_covers_whom_and_who_does_what():
    ana = Stakeholder("Ana", stance="champion", contact="deep", covered_by=["Kim"])
    ben = Stakeholder("Ben", power=8, contact="brief", covered_by=["Kim", "Lee"])
    cleo = Stakeholder("Cleo", power=6, contact="several")
    ties = [Tie("ana", "ben")]
    plan = AccountPlan(
        "Northwind",
        center=BuyingCenter("ERP", [ana, ben, cleo], ties),
        team=[Member("Max"), Member("Lee")],
        actions=[Action("Demo", who="Lee"), Action("Visit", who="Lee", state="done")],
    )
    kim, ana, cleo, lee, ben, max_ = sorted(
        resilience(plan), key=lambda loss: "kaclbm".index(loss.person[0].lower())
    )
    assert (kim.is_ours, kim.deciders_lost, kim.threads_lost) == (
        True,
        ("ben",),
        ("ana",),
    )
    assert (kim.sole_champion, kim.uncovered) == (True, ("ana",))
    assert (ana.is_ours, ana.deciders_lost, ana.sole_champion) == (
        False,
        ("ben",),
        True,
    )
    # Cleo has nobody named: somebody of ours knows her, whoever leaves.
    assert cleo.threads_lost == ("cleo",)
    assert (lee.uncovered, lee.actions_lost, lee.support_change) == ((), ("Demo",), 0)
    assert not max_.is_more_than_support
    assert str(max_.because) == "Nothing that we know of would be lost."
    assert str(kim.because) == (
        "All our paths of influence to Ben would end (1 of 2 decision makers we "
        "reach today). We would have no champion left to work with. We would lose touch "
        "with Ana, whom we know well."
    )
    assert kim.because.say("zh") == (
        "我方通向Ben的影响路径将全部中断（目前可影响的 2 位决策者中的 1 位）。我方将不再有可合作的内线。"
        "我方将与熟悉的Ana失去联系。"
    )
    worst, *_ = resilience(plan, pairs=True)
    assert {worst.person, worst.together_with} == {"ana", "cleo"}


def test_several_organizations():
    ana = Stakeholder("Ana", contact="deep", organization="Northwind")
    ben = Stakeholder("Ben", contact="deep", organization="Fabrikam")
    cleo = Stakeholder("Cleo", contact="deep", organization="Northwind")
    losses = resilience(BuyingCenter("ERP", [ana, ben, cleo]))
    assert {loss.person: loss.no_contact_at for loss in losses} == {
        "ana": (),
        "ben": ("Fabrikam",),
        "cleo": (),
    }
    assert losses[0].person == "ben"
    assert "know well at Fabrikam." in str(losses[0].because)
    alone = resilience(BuyingCenter("ERP", [ana, Stakeholder("Dev")]))
    assert alone[0].no_contact_at == ("ERP",)
    assert "no one left whom we know well." in str(alone[0].because)


def test_nobody_and_nothing():
    assert resilience(BuyingCenter("ERP")) == []
    assert resilience(BuyingCenter("ERP"), pairs=True) == []
    people = [Stakeholder("Ana"), Stakeholder("Ben")]
    for loss in resilience(BuyingCenter("ERP", people)):
        assert not loss.is_more_than_support
        assert loss.support_change is None


def test_losses_are_answers_like_others():
    plan = pm.northwind_plan()
    losses = pm.network.resilience(plan)
    assert losses == pm.network.resilience(pm.judge(plan))
    assert losses == pm.judge(plan).network.resilience
    first, *_ = losses
    assert repr(first) == "<Loss Kim Example: 1 deciders, 2 threads>"
    assert losses.rows()[0]["name"] == "Kim Example (our team)"
    assert losses.rows("zh")[0]["name"] == "Kim Example（我方）"
    assert pickle.loads(pickle.dumps(losses)) == losses
    worst, *_ = pm.network.resilience(plan, pairs=True)
    assert worst.row()["deciders_lost"] == 2
    assert "If only one of the two left, a path to" in str(worst.because)


def many_people(count, tie_count):
    dice = Random(5)
    people = []
    for number in range(count):
        people.append(
            Stakeholder(
                f"p{number}",
                power=dice.randint(0, 10),
                stance=dice.choice([None, None, "neutral", "supporter", "opponent"]),
                contact=dice.choice([None, None, None, None, "none", "deep"]),
                covered_by=dice.sample(["Kim", "Lee", "Max", "Ida"], 1),
            )
        )
    ties = []
    for _ in range(tie_count):
        source, target = dice.sample(range(count), 2)
        ties.append(Tie(f"p{source}", f"p{target}", dice.choice(KINDS)))
    return BuyingCenter("ERP", people, ties)


def test_of_many_people_the_worst_pairs():
    center = many_people(200, 1000)
    losses = resilience(center)
    for loss in losses[::20]:
        if not loss.is_ours:
            outlook = pm.network.sway(center, {loss.person: "left"})
            change = outlook.support - outlook.support_before
            assert loss.support_change == pytest.approx(change, abs=1e-9)
    pairs = resilience(center, pairs=True)
    assert len(pairs) == 200
    # No pair is better than its worse half.
    assert len(pairs[0].deciders_lost) >= len(losses[0].deciders_lost) - 1


def test_in_large_networks_support_is_nearly_the_same(monkeypatch):
    center = many_people(200, 600)
    exact = {loss.person: loss.support_change for loss in resilience(center)}
    monkeypatch.setattr(home, "SOLVED_FIRST", 0)
    monkeypatch.setattr(opinion_model, "SOLVED_FIRST", 0)
    rough = {loss.person: loss.support_change for loss in resilience(center)}
    spread = max(map(abs, exact.values()))
    off = [abs(rough[id] - change) for id, change in exact.items()]
    assert max(off) < 0.25 * spread
    assert fmean(off) < 0.02 * spread
