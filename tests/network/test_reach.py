from __future__ import annotations

import math
from importlib import import_module
from itertools import combinations
from random import Random

import networkx as nx
import pytest
from hypothesis import given, settings, strategies as st

from powermap.errors import ModelError
from powermap.model import BuyingCenter, Scale, Stakeholder, Tie
from powermap.network.reach import reach

home = import_module("powermap.network.set_cover")


def made(ids, pairs, **facts):
    """People by letter: upper case decides."""
    people = [
        Stakeholder(
            id,
            id=id,
            **{"power": "decider" if id.isupper() else "influencer"}
            | facts.get(id, {}),
        )
        for id in ids
    ]
    return BuyingCenter("ERP", people, [Tie(*pair) for pair in pairs])


def test_one_for_all():
    found = reach(made("abCDE", ["aC", "aD", "ab", "bE"]))
    assert (
        found.people,
        found.share,
        found.exact,
        found.at_least,
        found.out_of_reach,
    ) == (("a",), 1, True, 1, ())
    assert found.reached == {"C": ("a",), "D": ("a",), "E": ("a",)}


def test_over_so_many_steps():
    facts = {
        "C": {"power": "influencer", "stance": "supporter"},
        "a": {"stance": "champion"},
        "b": {"stance": "supporter"},
        "D": {"stance": "neutral"},
        "E": {"stance": "neutral"},
    }
    center = made("abCDE", ["ab", "bC", "CD"], **facts)
    people = {0: "DE", 1: "CE", 2: "CE", None: "CE", 99: "CE"}
    for steps, wanted in people.items():
        assert reach(center, steps=steps).people == tuple(wanted)


def test_people_against_us_are_not_asked_and_pass_nothing_on():
    center = made(
        "abCD", ["aC", "bC", "aD"], a={"stance": "enemy"}, D={"stance": "opponent"}
    )
    found = reach(center)
    assert (found.people, found.out_of_reach, found.share, found.exact) == (
        ("b",),
        ("D",),
        0.5,
        True,
    )
    assert reach(center, hostile=True).people == ("a",)
    passed = made("abC", ["ab", "bC"], b={"stance": "enemy"})
    assert reach(passed).reached == {"C": ("C",)}
    heard = made("aC", ["aC"], C={"stance": "enemy"})
    assert reach(heard).reached == {"C": ("a",)}


def test_of_equals_the_one_closer_to_us():
    pairs = ["aD", "bD", "cD"]
    assert reach(made("abcD", pairs, b={"stance": "supporter"})).people == ("b",)
    assert reach(made("abcD", pairs, c={"contact": "deep"})).people == ("c",)
    assert reach(
        made("abcD", pairs, a={"stance": "neutral"}, c={"stance": "champion"})
    ).people == ("c",)


def test_of_equals_the_stronger_chain_and_none_under_5_percent():
    known = {"a": {"stance": "champion", "contact": "deep"}}
    weak = [("a", "D", "talks_to"), ("b", "D", "influences")]
    found = reach(made("abDE", [*weak, "bE", "aE"], **known))
    assert (found.people, found.strengths) == (("b",), {"D": 0.8, "E": 0.8})
    assert "b. Every chain carries at least 80% " in str(found.because)
    strengths = [Tie("a", "D", "talks_to", 1), Tie("b", "a", "talks_to", 1000)]
    center = made("abD", [], D={"stance": "enemy"}).revised(ties=strengths)
    assert reach(center).out_of_reach == ("D",)
    stronger = center.revised(ties=[Tie("a", "D", "talks_to", 250), strengths[1]])
    found = reach(stronger, steps=None)
    assert (found.people, found.strengths) == (("a",), {"D": pytest.approx(0.05)})


def test_no_set_of_equal_size_has_a_stronger_weakest_chain():
    """Against every set of that size, chains of at most two steps by brute force."""
    improved = 0
    for seed in range(60):
        rnd = Random(seed)
        shares = {
            pair: rnd.choice((1, 3, 6))
            for pair in (rnd.sample("abcdefGHI", 2) for _ in range(16))
            for pair in ["".join(pair)]
        }
        ties = [Tie(*pair, "influences", share) for pair, share in shares.items()]
        center = made("abcdefGHI", []).revised(ties=ties)
        link = {
            pair: 0.8 * share / max(shares.values()) for pair, share in shares.items()
        }

        def carried(one, decider, link=link):
            if one == decider:
                return 0.8 if max(link.values()) == pytest.approx(0.8) else 1
            direct = link.get(one + decider, 0)
            over = [
                link.get(one + by, 0) * link.get(by + decider, 0) for by in "abcdefGHI"
            ]
            strongest = max(direct, *over)
            return strongest if strongest >= 0.05 else 0

        found = reach(center)
        weakest = [
            min(max(carried(one, decider) for one in some) for decider in "GHI")
            for some in combinations("abcdefGHI", len(found.people))
        ]
        mine = min(
            max(carried(one, decider) for one in found.people) for decider in "GHI"
        )
        assert mine == pytest.approx(max(weakest)), seed
        improved += min(each for each in weakest if each) < mine
    assert improved > 20


def test_a_share_is_by_power():
    facts = {"B": {"power": 9}, "C": {"power": 5}, "D": {"power": 6}}
    assert reach(made("BCD", [], **facts), share=0.45).people == ("B",)
    found = reach(made("BCD", [], **facts), share=0.72)
    assert found.people == ("B", "D")
    assert found.share == pytest.approx(15 / 20)
    mixed = BuyingCenter(
        "ERP",
        [Stakeholder("A", power=-2), Stakeholder("B", power="decider")],
        scale=Scale(-4, 4, -2),
    )
    assert reach(mixed, share=0.7).share == pytest.approx(
        5 / 7
    )  # 2 above the low end, and 5 the centre of the half


def test_out_of_reach_is_told_never_left_out():
    center = made("abCD", ["aC"], D={"stance": "enemy"}, C={"power": 6})
    because = reach(center).because
    assert str(because) == (
        "1 person reaches 1 of 2 decision makers (44% of their power): a. "
        "Every chain carries at least 80% of the influence. "
        "No smaller group is enough. No one we can ask gets 5% or more of their influence through to D."
    )
    assert because.say("zh") == (
        "1 人可影响 2 位决策者中的 1 位，占其权力的 44%：a。每条影响链的强度都不低于 80%。"
        "人数更少的组合做不到。可争取的人对D的影响都不到 5%。"
    )
    assert reach(center, share=0.9).people == ("a",)
    only = reach(made("D", [], D={"stance": "enemy"}))
    assert (only.people, only.reached, only.share, only.exact) == ((), {}, 0, True)
    assert (
        str(only.because)
        == "No one we can ask gets 5% or more of their influence through to D."
    )


def test_nobody_decides():
    for center in (BuyingCenter("ERP"), made("ab", ["ab"])):
        found = reach(center)
        assert (
            found.people,
            found.reached,
            found.out_of_reach,
            found.share,
            found.exact,
        ) == ((), {}, (), 0, True)
    assert str(found.because) == "No decision maker is known yet."
    assert found.because.say("zh") == "决策者未知。"


def test_shares_and_steps_that_are_refused():
    for share in (0, -0.1, 1.01, math.nan, True, "all", None):
        with pytest.raises(ModelError, match="share is"):
            reach(made("A", []), share=share)
    for steps in (-1, 1.5, True, "2"):
        with pytest.raises(ModelError, match="steps is"):
            reach(made("A", []), steps=steps)


def scattered(count, ties, seed, scores=10):
    rnd = Random(seed)
    people = [
        Stakeholder(
            f"p{at}",
            power=rnd.choice([None, "decider", *range(scores + 1)]),
            stance=rnd.choice([None, None, "champion", "neutral", "opponent", "enemy"]),
        )
        for at in range(count)
    ]
    pairs = [rnd.sample(range(count), 2) for _ in range(ties)] if count > 1 else []
    return BuyingCenter("ERP", people, [Tie(f"p{a}", f"p{b}") for a, b in pairs])


def brute(center, share, steps):
    """How few people do it at least, whom they reach, and all that can be reached, by trying every set."""
    against = {one.id for one in center if one.stance in {"opponent", "enemy"}}
    power = {
        one.id: 7.5 if one.power == "decider" else one.power
        for one in center
        if one.power is not None
    }
    deciders = {id: score for id, score in power.items() if score >= 5}
    graph = nx.DiGraph()
    graph.add_nodes_from(one.id for one in center)
    graph.add_edges_from(
        (tie.source, tie.target) for tie in center.ties if tie.source not in against
    )
    near = {
        id: deciders.keys()
        & nx.single_source_shortest_path_length(graph, id, cutoff=steps).keys()
        for id in graph
        if id not in against
    }
    able = set().union(*near.values())
    weigh = lambda ids: sum(deciders[id] for id in ids)  # noqa: E731
    wanted = min(share * weigh(deciders), weigh(able))
    for size in range(len(near) + 1):
        if any(
            weigh(set().union(*map(near.get, some))) >= wanted - 1e-9
            for some in combinations(near, size)
        ):
            return size, near, able, wanted, deciders
    raise AssertionError


CASES = given(
    st.integers(0, 8),
    st.integers(0, 14),
    st.integers(0, 10**6),
    st.sampled_from([1, 0.8, 0.5, 0.3]),
    st.sampled_from([0, 1, 2, 3, None]),
)


@settings(max_examples=150, deadline=None)
@CASES
def test_no_smaller_set_does(count, ties, seed, share, steps):
    center = scattered(count, ties, seed)
    found = reach(center, share=share, steps=steps)
    size, near, able, wanted, deciders = brute(center, share, steps)
    assert (len(found.people), found.exact, found.at_least) == (size, True, size)
    reached = set().union(*(near[id] for id in found.people))
    assert found.reached == {
        id: tuple(one for one in found.people if id in near[one]) for id in reached
    }
    assert set(found.out_of_reach) == deciders.keys() - able
    assert sum(deciders[id] for id in reached) >= wanted - 1e-9
    if deciders:
        assert found.share == pytest.approx(
            sum(deciders[id] for id in reached) / sum(deciders.values())
        )


def test_beyond_the_limits_the_greedy_set_stands_within_its_bound():
    larger = 0
    for seed in range(60):
        center = scattered(9, 16, seed)
        for share in (1, 0.7):
            size, *_ = brute(center, share, 1)
            for limit in ("EXACT_ELEMENTS", "MOST_BRANCHES"):
                with pytest.MonkeyPatch.context() as patch:
                    patch.setattr(home, limit, 0)
                    found = reach(center, share=share, steps=1)
                assert found.at_least <= size <= len(found.people)
                assert found.exact is (found.at_least == len(found.people))
                larger += not found.exact
    assert larger


def test_greedy_says_so(monkeypatch):
    monkeypatch.setattr(home, "MOST_BRANCHES", 0)
    center = made(
        "abcDEFGHI", ["aD", "aE", "aF", "aG", "bD", "bE", "bH", "cF", "cG", "cI"]
    )
    found = reach(center, steps=1)
    assert (found.people, found.exact, found.at_least) == (("a", "b", "c"), False, 2)
    assert str(found.because) == (
        "3 people reach 6 of 6 decision makers (100% of their power): a, b, c. "
        "Every chain carries at least 80% of the influence. "
        "A smaller group may be enough, but it needs at least 2 people."
    )
    assert found.because.say("zh").endswith("但至少需要 2 人。")
    monkeypatch.undo()
    assert reach(center, steps=1).people == ("b", "c")


def test_any_number_of_steps_goes_round_in_circles():
    center = made("abcDE", ["ab", "bc", "ca", "cD", "DE", "ED"])
    assert reach(center, steps=None).people == ("D",)
    assert reach(center, steps=None, share=0.5).exact


def test_a_large_network_ends():
    center = scattered(3000, 20000, 5)
    for steps in (1, 2, None):
        found = reach(center, steps=steps)
        assert 0 < found.at_least <= len(found.people)
        assert found.share > 0.99 or found.out_of_reach
    ring = [Stakeholder(f"p{at}", power=8) for at in range(1000)]
    circle = BuyingCenter(
        "ERP", ring, [Tie(f"p{at}", f"p{(at + 1) % 1000}") for at in range(1000)]
    )
    found = reach(circle)
    assert found.at_least == 334 <= len(found.people) <= 500


def test_hard_for_the_search_ends():
    rnd = Random(4)
    people = [Stakeholder(f"p{at}", power=1) for at in range(200)]
    people += [Stakeholder(f"d{at}", power=9) for at in range(60)]
    ties = [
        Tie(f"p{at}", f"d{to}") for at in range(200) for to in rnd.sample(range(60), 6)
    ]
    found = reach(BuyingCenter("ERP", people, ties), steps=1)
    assert 10 <= found.at_least <= len(found.people) <= 20
