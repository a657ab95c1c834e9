from __future__ import annotations

from importlib import import_module
from itertools import pairwise
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from powermap.demo import northwind
from powermap.errors import ModelError
from powermap.model import BuyingCenter, Scale, Stakeholder, Stance, Tie
from powermap.model.playbook import Playbook
from powermap.network.influence_graph import influence_graph
from powermap.network.links import links
from powermap.network.mixture import OPINION
from powermap.network.opinion_model import settle
from powermap.network.opinion_words import nearest_stance
from powermap.network.sway import sway
from powermap.network.win_first import win_first

home = import_module("powermap.network.opinion_model")


def ways(matrix):
    return [
        (who, by, weight)
        for who, row in enumerate(matrix)
        for by, weight in enumerate(row)
        if weight
    ]


def person(id, **more):
    return Stakeholder(id.title(), id=id, **more)


def test_the_group_of_four_of_friedkin_and_johnsen():
    """Friedkin and Johnsen (1999), Social influence networks and opinion change: initial (25, 25, 75, 85), settled
    (60, 60, 75, 75), openness 1 − w_ii; also an example of Parsegov, Proskurnikov, Tempo and Friedkin (2017)."""
    matrix = [
        (0.220, 0.120, 0.360, 0.300),
        (0.147, 0.215, 0.344, 0.294),
        (0, 0, 1, 0),
        (0.090, 0.178, 0.446, 0.286),
    ]
    openness = [1 - matrix[at][at] for at in range(4)]
    for at_once in (True, False):
        found = settle([25, 25, 75, 85], ways(matrix), openness, at_once=at_once)
        assert [round(opinion) for opinion in found.opinions] == [60, 60, 75, 75]
        assert found.converged
        assert (found.iterations == 0) is at_once


def test_two_who_sway_each_other():
    # y = a x + (1 − a) s for both: from 1 and 0, open by 0.5 and 0.25, they settle at 4/7 and 1/7
    found = settle([1, 0], [(0, 1, 1.0), (1, 0, 1.0)], [0.5, 0.25])
    assert found.opinions == pytest.approx((4 / 7, 1 / 7))


def test_a_star():
    # the hub holds on by half to 1; four spokes, wholly open, say what the hub says
    links = [(0, at, 0.25) for at in range(1, 5)] + [(at, 0, 1.0) for at in range(1, 5)]
    assert settle(
        [1, -1, -1, -1, -1], links, [0.5, 1, 1, 1, 1]
    ).opinions == pytest.approx((1, 1, 1, 1, 1))
    # spokes that hold on wholly: the hub ends half-way between itself and their mean
    assert settle(
        [1, -1, -1, 0, 0], links, [0.5, 0, 0, 0, 0]
    ).opinions == pytest.approx((0.25, -1, -1, 0, 0))


def test_all_stubborn_stay():
    found = settle([1, -0.3, 0.2], [(0, 1, 1.0), (1, 2, 1.0), (2, 0, 1.0)], [0, 0, 0])
    assert (found.opinions, found.anchored) == ((1, -0.3, 0.2), (True,) * 3)


def test_groups_without_a_source_keep_what_they_have():
    links = [(0, 1, 1.0), (1, 0, 1.0), (2, 3, 0.5), (2, 1, 0.5)]
    for at_once in (True, False):
        found = settle([0.4, -0.2, 0, 1], links, [1, 1, 1, 0], at_once=at_once)
        assert found.opinions == pytest.approx((0.4, -0.2, 0.4, 1))
        assert found.anchored == (False, False, True, True)
    assert settle([], [], []).opinions == ()


def scattered(count, ties, seed):
    rnd = Random(seed)
    people = [
        Stakeholder(
            f"p{at}",
            stance=rnd.choice([*Stance, None, None]),
            power=rnd.choice([None, "decider", 2, 8.5]),
        )
        for at in range(count)
    ]
    pairs = [rnd.sample(range(count), 2) for _ in range(ties)] if count > 1 else []
    kinds = ["influences", "listens_to", "talks_to", "conflicts_with"]
    return BuyingCenter(
        "ERP",
        people,
        [
            Tie(f"p{a}", f"p{b}", rnd.choice(kinds), rnd.choice([None, 1, 3]))
            for a, b in pairs
        ],
    )


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 12), st.integers(0, 40), st.integers(0, 10**6))
def test_at_once_and_by_repetition_agree_and_solve_the_equation(count, ties, seed):
    rnd = Random(seed)
    matrix = np.zeros((count, count))
    for _ in range(ties if count else 0):
        matrix[rnd.randrange(count), rnd.randrange(count)] = rnd.random()
    sums = matrix.sum(axis=1, keepdims=True)
    matrix = np.divide(matrix, sums, out=np.zeros_like(matrix), where=sums > 0)
    start = [rnd.uniform(-1, 1) for _ in range(count)]
    openness = [
        rnd.choice([0, 0.3, 0.9, 1]) if sums[at] else 0.0 for at in range(count)
    ]
    one, two = (
        settle(start, ways(matrix.tolist()), openness, at_once=how)
        for how in (True, False)
    )
    assert one.opinions == pytest.approx(two.opinions, abs=1e-8)
    assert one.anchored == two.anchored
    opinions, open_ = np.array(one.opinions), np.where(one.anchored, openness, 0)
    assert opinions == pytest.approx(
        open_ * (matrix @ opinions) + (1 - open_) * start, abs=1e-9
    )
    assert all(
        min(start) - 1e-9 <= opinion <= max(start) + 1e-9 for opinion in one.opinions
    )


def test_what_settles_slowly_is_solved():
    count = 1300  # a line of open people between two who hold on: repetition would take a million rounds
    links = [(at, at + step, 0.5) for at in range(1, count - 1) for step in (-1, 1)]
    found = settle(
        [1.0] + [0.0] * (count - 1), links, [0.0] + [1.0] * (count - 2) + [0.0]
    )
    assert (found.converged, found.iterations) == (True, 0)
    assert found.opinions == pytest.approx(
        [1 - at / (count - 1) for at in range(count)]
    )


def test_what_neither_settles_nor_is_solved_says_so(monkeypatch):
    monkeypatch.setattr(home, "SOLVED_FIRST", 0)
    monkeypatch.setattr(home, "SOLVABLE", 0)
    monkeypatch.setattr(home, "MOST_ROUNDS", 3)
    people = [
        person("ana", stance="champion", power=8),
        person("ben", stance="neutral"),
        person("cy", stance="opponent"),
    ]
    center = BuyingCenter(
        "ERP", people, [Tie("ana", "ben", "talks_to"), Tie("ben", "cy", "talks_to")]
    )
    outlook = sway(center)
    assert (outlook.converged, outlook.iterations) == (False, 3)
    assert str(outlook.because).endswith(
        " The opinions have not settled, so the numbers are preliminary."
    )


def test_tables_know_every_stance():
    assert set(OPINION) == set(Stance)
    assert [nearest_stance(OPINION[stance]) for stance in Stance] == list(Stance)


def test_the_nearest_word():
    words = {
        1: "champion",
        0.76: "champion",
        0.75: "supporter",
        0.25: "neutral",
        0.1 + 0.15: "neutral",
        -0.25: "neutral",
        -0.26: "opponent",
        -0.75: "opponent",
        -0.8: "enemy",
    }
    assert {opinion: nearest_stance(opinion) for opinion in words} == words


def test_a_weak_tie_moves_little():
    people = [person("ana", stance="champion"), person("ben", power=8), person("cy")]
    ties = [Tie("ana", "ben", strength=1), Tie("ben", "cy", strength=1000)]
    outlook = sway(BuyingCenter("ERP", people, ties).replace("cy", stance="neutral"))
    assert outlook.people["ben"].after == pytest.approx(0.0008)
    assert outlook.people["ben"].expected == "neutral"
    assert outlook.support == outlook.people["ben"].after


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 9), st.integers(0, 25), st.integers(0, 10**6))
def test_what_is_not_carried_stays_with_the_person(count, ties, seed):
    """y = Σ share · other + (1 − Σ share) · own, shares scaled down above 1 only."""
    center = scattered(count, ties, seed)
    outlook = sway(center)
    heard = {each.id: {} for each in center}
    for link in links(center):
        of = heard[link.target]
        of[link.source] = max(link.share, of.get(link.source, 0))
    for each in center:
        shares = heard[each.id]
        total = sum(shares.values())
        mixed = sum(share * outlook.people[id].after for id, share in shares.items())
        own = OPINION[each.stance] if each.stance else 0
        wanted = mixed / max(1, total) + max(0, 1 - total) * own
        found = outlook.people[each.id].after
        # A group that hears only itself, and wholly, keeps what it has.
        assert found == pytest.approx(wanted, abs=1e-9) or total >= 1


def test_good_news_never_hurts():
    better = [Stance.ENEMY, "opponent", "neutral", "supporter", Stance.CHAMPION]
    for seed in range(60):
        center = scattered(7, 14, seed)
        supports = [sway(center, {"p0": stance}).support for stance in better]
        if supports[0] is not None:
            for low, high in pairwise(supports):
                assert high >= low - 1e-9, seed


def test_few_known_stances_say_who_leans_never_levels():
    people = [person("ana", stance="champion", power=2), person("cy", power=6)]
    people += [person("ben", power=8), person("dan", power=3), person("eva")]
    center = BuyingCenter("ERP", people, [Tie("ana", "ben"), Tie("cy", "dan")])
    outlook = sway(center)
    assert not outlook.has_levels
    assert [each.expected for each in outlook.people.values()] == [None] * 5
    leaning = {id: each.leaning for id, each in outlook.people.items()}
    assert leaning == {"ana": 1, "ben": 1, "cy": None, "dan": None, "eva": None}
    assert str(outlook.because) == (
        "More in favor than most: Ana, Ben. "
        "Only 1 stance is known among 5 people: too few to say on which side anyone is. "
        "Nothing indicates the stances of 3 people: Cy, Dan, Eva."
    )
    assert outlook.because.say("zh").startswith("比多数人更支持我方：Ana、Ben。")
    moved = sway(center, {"cy": "enemy"}).moved
    assert [str(move.because) for move in moved] == [
        "Cy: less in favor (assumed).",
        "Dan: less in favor, mainly through Cy.",
    ]
    rows = [each.row() for each in outlook.people.values()]
    said = [str(row["after"]) for row in rows]
    more = "more in favor than most"
    assert said == [more, "unknown", more, "unknown", "unknown"]
    assert all(set(row) == {"stance", "before", "after"} for row in rows)


def test_whom_to_win_first_is_not_simply_the_enemy():
    facts = {"contact": "none", "power": 5}
    people = [
        person("eve", stance="enemy", **facts),
        person("ned", stance="neutral", **facts),
        person("sam", stance="supporter", power=5, contact="several"),
        person("dan", power=9, stance="champion"),
    ]
    ties = [Tie("eve", "dan"), Tie("ned", "dan"), Tie("sam", "dan", strength=0.5)]
    wins = win_first(BuyingCenter("ERP", people, ties))
    assert [win.person for win in wins] == ["ned", "eve", "sam"]
    assert [win.effort for win in wins] == [3, 4, 2]
    assert str(wins[2].because) == (
        "Supporter, not yet a champion, met several times; "
        "as a champion they would move the support of others by +0.06."
    )


def test_who_is_not_yet_for_us_comes_before_a_supporter_of_the_same_place():
    """An executive whom we never met is worth more than the friend we see weekly."""
    people = [
        person("boss", power=9, contact="none"),
        person("friend", power=9, stance="supporter", contact="deep"),
    ]
    wins = win_first(BuyingCenter("ERP", people))
    assert [win.person for win in wins] == ["boss"]
    ties = [Tie("friend", "boss"), Tie("boss", "friend")]
    wins = win_first(BuyingCenter("ERP", people, ties))
    assert [win.person for win in wins] == ["boss", "friend"]


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 8), st.integers(0, 20), st.integers(0, 10**6))
def test_a_win_brings_what_the_what_if_says(count, ties, seed):
    center = scattered(count, ties, seed)
    for win in win_first(center, most=99):
        one = sway(center, {win.person: "neutral"}).support
        other = sway(center, {win.person: "supporter"}).support
        own = own_part(center, win.person)
        assert win.gain == pytest.approx(other - one - own, abs=1e-6)


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 8), st.integers(0, 20), st.integers(0, 10**6))
def test_whoever_is_not_yet_for_us_is_worth_at_least_what_a_supporter_is(
    count, ties, seed
):
    center = scattered(count, ties, seed)
    for each in center:
        scores = []
        for stance in ("supporter", "neutral"):
            wins = win_first(center.replace(each.id, stance=stance), most=99)
            scores.append(sum(win.score for win in wins if win.person == each.id))
        assert scores[0] <= scores[1] + 1e-9


def own_part(center, id):
    """What a supporter's own step would move: their vote is ours already."""
    if center[id].stance is not Stance.SUPPORTER:
        return 0.0
    graph = influence_graph(center, Playbook().tie_weights)
    powers = [graph.power(node) or 0.0 for node in range(len(graph.people))]
    return 0.5 * powers[graph.nodes[id]] / sum(powers)


def test_nothing_known_is_no_support():
    people = [
        person("ana", stance="champion", power=8),
        person("ben", power=8),
        person("cy", power=4),
        person("dan", stance="neutral", power=0),
    ]
    outlook = sway(BuyingCenter("ERP", people, [Tie("ben", "cy"), Tie("cy", "ben")]))
    assert outlook.unknown == ("ben", "cy")
    assert [outlook.people[id].after for id in outlook.unknown] == [0, 0]
    assert [outlook.people[id].expected for id in outlook.unknown] == [None, None]
    assert outlook.support == pytest.approx(8 / 20)
    assert str(outlook.because) == (
        "Support, weighted by power, is expected to be +0.40 (−1 is against us, +1 is for us). "
        "This is based on 2 known stances among 4 people. "
        "Nothing indicates the stances of 2 people: Ben, Cy."
    )
    assert outlook.because.say("zh") == (
        "按权力加权的支持度预计为 +0.40（−1 为反对我方，+1 为支持我方）。"
        "依据为 4 人中 2 人的已知立场。没有依据判断 2 人的立场：Ben、Cy。"
    )


def test_supposed_stances_count_among_those_it_rests_on():
    alone = BuyingCenter("ERP", [person("ana", power=8)])
    forecast = sway(alone).because
    assert "No stance is known yet." in str(forecast)
    assert "立场均未知。" in forecast.say("zh")
    two = alone.add(person("ben", stance="neutral"))
    because = sway(two, {"ana": "champion"}).because
    assert "based on 2 known or assumed stances among 2 people." in str(because)
    assert "依据为 2 人中 2 人的已知或假设立场。" in because.say("zh")


def test_power_in_words_scores_and_unknown():
    people = [
        person("ana", stance="champion", power="decider"),
        person("ben", stance="enemy", power="influencer"),
        person("cy", stance="neutral", power=5),
        person("dan", stance="enemy"),
    ]
    outlook = sway(BuyingCenter("ERP", people, scale=Scale(1, 5, 4)))
    assert outlook.support == pytest.approx(
        (3.5 - 1.5) / (3.5 + 1.5 + 4)
    )  # measured from the low end
    assert outlook.left_out == 1
    assert str(outlook.because).endswith(" 1 person of unknown power is not counted.")
    nobody = sway(BuyingCenter("ERP", people[3:]))
    assert (nobody.support, nobody.support_before) == (None, None)
    assert str(nobody.because).startswith("No one's power is known")
    assert sway(BuyingCenter("ERP")).people == {}


def test_what_if_who_moves_and_why():
    people = [
        person("ana", stance="neutral"),
        person("ben", stance="neutral", power=8),
        person("cy", power=4),
        person("dan", stance="enemy", power=2),
    ]
    center = BuyingCenter(
        "ERP",
        people,
        [Tie("ana", "ben"), Tie("ben", "cy"), Tie("cy", "dan", "talks_to")],
    )
    outlook = sway(center, {"ana": "内线"})
    assert [(move.person, move.through) for move in outlook.moved] == [
        ("ana", None),
        ("ben", "ana"),
        ("cy", "ben"),
        ("dan", "cy"),
    ]
    assert [one.entered for one in outlook.people.values()] == [
        "neutral",
        "neutral",
        None,
        "enemy",
    ]
    assert outlook.people["ben"].after == pytest.approx(0.8)
    ana, ben, *_ = (move.because for move in outlook.moved)
    assert str(ana) == "Ana: Neutral (0.00) → Champion (+1.00) (assumed)."
    assert str(ben) == ("Ben: Neutral (0.00) → Champion (+0.80), mainly through Ana.")
    assert ana.say("zh") == "Ana：中立（0.00） → 内线（+1.00）（假设）。"
    assert ben.say("zh") == "Ben：中立（0.00） → 内线（+0.80），主要受Ana影响。"
    assert outlook.support > outlook.support_before
    because = str(outlook.because)
    assert because.startswith("Support, weighted by power, changes from −0.17 to +")
    assert "Opinions change for Ana, Ben, Cy and 1 more." in because
    assert "立场变化的人：Ana、Ben、Cy及另外 1 人。" in outlook.because.say("zh")
    assert center["ana"].stance == "neutral"


def test_unknown_from_and_to():
    center = BuyingCenter(
        "ERP",
        [
            person("ana"),
            person("ben", power=8),
            person("cy", stance="neutral"),
            person("dan", stance="neutral"),
        ],
        [Tie("ana", "ben")],
    )
    up = sway(center, {"ana": Stance.SUPPORTER})
    assert [str(move.because) for move in up.moved] == [
        "Ana: unknown → Supporter (+0.50) (assumed).",
        "Ben: unknown → Supporter (+0.40), mainly through Ana.",
    ]
    down = sway(center.replace("ana", stance="enemy"), {"ana": None})
    assert str(down.moved[1].because) == (
        "Ben: Enemy (−0.80) → unknown, mainly through Ana."
    )
    assert down.unknown == ("ana", "ben")


def test_changes_that_cannot_be():
    center = BuyingCenter("ERP", [person("ana")])
    with pytest.raises(KeyError, match="did you mean 'ana'"):
        sway(center, {"ane": "champion"})
    with pytest.raises(ModelError, match=r"'fan' is not a stance; allowed: champion"):
        sway(center, {"ana": "fan"})


@settings(max_examples=80, deadline=None)
@given(st.integers(1, 9), st.integers(0, 25), st.integers(0, 10**6))
def test_what_holds_for_any_center(count, ties, seed):
    center = scattered(count, ties, seed)
    forecast = sway(center)
    same = sway(center, {one.id: one.stance for one in center})
    assert same.moved == ()
    assert forecast.moved == ()
    assert forecast.support == forecast.support_before
    for one in forecast.people.values():
        assert -1 <= one.after <= 1
        assert one.before == one.after
        is_unknown = one.person in forecast.unknown
        assert (one.leaning is None) is is_unknown
        assert (one.expected is None) is (is_unknown or not forecast.has_levels)
    won = sway(center, {"p0": "champion"})
    sizes = [round(abs(move.by), 9) for move in won.moved]
    assert all(a >= b for a, b in pairwise(sizes))
    assert all(str(move.because) and move.person != move.through for move in won.moved)


def test_nobody_turns_from_us_when_somebody_who_is_not_swayed_is_won():
    for seed in range(20):
        heard = [Tie("ann", "p1"), Tie("ann", "p2")]
        center = scattered(8, 14, seed).add(
            Stakeholder("Ann", stance="opponent"), ties=heard
        )
        outlook = sway(center, {"ann": "champion"})
        assert all(one.after >= one.before - 1e-12 for one in outlook.people.values())


def test_a_large_network_ends_and_both_ways_agree(monkeypatch):
    center = scattered(3000, 20000, 5)
    outlook = sway(center, {"p1": "champion"})
    assert outlook.converged
    assert outlook.iterations > 0
    small = scattered(600, 4000, 6)
    solved = sway(small)
    monkeypatch.setattr(home, "SOLVED_FIRST", 0)
    repeated = sway(small)
    assert (solved.iterations, repeated.iterations > 0) == (0, True)
    assert [one.after for one in solved.people.values()] == pytest.approx(
        [one.after for one in repeated.people.values()], abs=1e-9
    )


def test_whoever_leaves_is_heard_by_no_one():
    """As if the buying center never had them, for everybody who stays."""
    center = northwind()
    for person in center:
        outlook = sway(center, {person.name: "left"})
        without = sway(center.without(person.id))
        assert outlook.left == (person.id,)
        assert outlook.support == pytest.approx(without.support)
        assert list(outlook.people) == list(without.people)
        for id, opinion in outlook.people.items():
            assert opinion.after == pytest.approx(without.people[id].after)
            assert opinion.leaning == without.people[id].leaning
        assert outlook.unknown == without.unknown
        assert str(outlook.because).startswith(f"Without {person.name}. ")


def test_several_changes_at_once_in_words_of_both_languages():
    center = northwind()
    first, second, *_ = center
    english = sway(center, {first.id: "left", second.name: "Unknown"})
    chinese = sway(center, {first.name: "离职", second.id: "未知"})
    assert english == chinese == sway(center, {first.id: "left", second.id: None})
    with pytest.raises(ModelError, match="lefft"):
        sway(center, {first.id: "lefft"})


def test_whoever_left_moves_others_by_their_silence_and_nobody_changes_twice():
    people = [
        Stakeholder("Ana", stance="champion", power=8),
        Stakeholder("Ben", stance="neutral", power=8),
    ]
    center = BuyingCenter("ERP", people, [Tie("ana", "ben")])
    outlook = sway(center, {"Ana": "left"})
    [ben] = outlook.moved
    assert "mainly because Ana has left" in str(ben.because)
    assert "主要因为Ana离开" in ben.because.say("zh")
    assumed = sway(center, {"ben": "opponent"})
    assert "we assume that Ben keeps one view, whatever others say" in str(
        assumed.because
    )
    assert "立场不变" not in sway(center).because.say("zh")
    with pytest.raises(ModelError, match="'Ana' has more than one change"):
        sway(center, {"ana": "left", "Ana": "champion"})


def test_support_of_people_of_whom_nothing_is_known_is_unknown():
    people = [Stakeholder("Ana", power=8), Stakeholder("Ben", stance="champion")]
    outlook = sway(BuyingCenter("ERP", people))
    assert str(outlook.because).startswith("No one of known power has a known stance")
    assert "支持度未知" in outlook.because.say("zh")
