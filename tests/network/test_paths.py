from __future__ import annotations

import math
from random import Random

import networkx as nx
import pytest
from hypothesis import given, settings, strategies as st

from powermap.errors import ModelError
from powermap.model import BuyingCenter, Contact, Stakeholder, Stance, Tie
from powermap.network.links import links
from powermap.network.paths import paths_to
from powermap.network.visits import (
    CONTACT_NEED,
    INVOLVEMENT_NEED,
    OWN_ACCESS,
    STANCE_NEED,
    who_next,
)


def person(id, **more):
    return Stakeholder(id.title(), id=id, **more)


ANA = person("ana", stance="champion", contact="deep", power=3)
BEN = person("ben", power=4)
CLEO = person("cleo", power=9, contact="none", involvement="low")


def ids(chains):
    return [chain.people for chain in chains]


def test_the_stronger_way_not_the_shorter():
    ties = [
        Tie("ana", "ben", strength=10),
        Tie("ben", "cleo", strength=10),
        Tie("ana", "cleo", strength=1),
    ]
    [chain] = paths_to(BuyingCenter("ERP", [ANA, BEN, CLEO], ties), "cleo")
    assert chain.people == ("ana", "ben", "cleo")
    assert chain.strength == pytest.approx(0.64)
    assert (chain.weakest.source, chain.weakest.share) == ("ana", 0.8)


def test_reasons_in_two_languages():
    ties = [Tie("ana", "ben"), Tie("ben", "cleo", "reports_to")]
    center = BuyingCenter("ERP", [ANA, BEN, CLEO], ties)
    [chain] = paths_to(center, "cleo")
    assert str(chain.because) == (
        "Ana → Ben → Cleo: 16% of the influence gets through. "
        "The weakest step is Ben → Cleo (Ben reports to Cleo, 20%)."
    )
    assert chain.because.say("zh").startswith(
        "Ana → Ben → Cleo：影响可传达 16%。最弱的一步是 Ben → Cleo（"
    )
    [direct] = paths_to(center, "ben")
    assert str(direct.because) == (
        "Ana → Ben: 80% of the influence gets through directly (Ana influences Ben)."
    )


def test_of_several_ties_the_strongest_counts():
    ties = [
        Tie("ana", "cleo", "talks_to"),
        Tie("cleo", "ana", "listens_to"),
        Tie("ana", "cleo", "friend_of"),
    ]
    [chain] = paths_to(BuyingCenter("ERP", [ANA, CLEO], ties), "cleo")
    assert (chain.strength, chain.weakest.tie.kind) == (0.8, "listens_to")


def test_where_chains_start():
    champion = {"stance": "champion"}
    supporter = {"stance": "supporter"}
    deep = {"contact": "deep"}
    several = {"contact": "several"}
    deep_enemy = {"contact": "deep", "stance": "enemy"}
    deep_opponent = {"contact": "deep", "stance": "opponent"}
    ties = [
        Tie("a", "z", strength=1),
        Tie("b", "z", strength=2),
        Tie("c", "z", strength=3),
    ]
    for facts, starts in (
        ([champion, supporter, deep], "a"),
        ([{}, supporter, deep], "b"),
        ([{}, {"contact": "brief"}, deep], "c"),
        ([several, deep_enemy, deep], "ca"),
        ([{"contact": "none"}, deep_opponent, {"stance": "neutral"}], ""),
    ):
        people = [person(id, **known) for id, known in zip("abc", facts, strict=True)]
        chains = paths_to(BuyingCenter("ERP", [*people, person("z")], ties), "z")
        assert ids(chains) == [(id, "z") for id in starts]


def test_from_whom_one_says():
    center = BuyingCenter(
        "ERP", [ANA, BEN, CLEO], [Tie("ana", "ben"), Tie("ben", "cleo")]
    )
    assert ids(paths_to(center, "cleo", "ben")) == [("ben", "cleo")]
    assert ids(paths_to(center, "cleo", ["ana", "ben", "ana", "cleo"])) == [
        ("ben", "cleo"),
        ("ana", "ben", "cleo"),
    ]
    assert ids(paths_to(center, "cleo", ["ana", "ben"], most=1)) == [("ben", "cleo")]
    assert paths_to(center, "cleo", []) == paths_to(center, "ana", ["cleo"]) == ()


def test_nobody_by_that_name():
    center = BuyingCenter("ERP", [ANA, BEN])
    with pytest.raises(KeyError, match="did you mean 'ben'"):
        paths_to(center, "bem")
    with pytest.raises(KeyError, match="did you mean 'ben'"):
        paths_to(center, "ana", ["bem"])


def test_how_many():
    center = BuyingCenter("ERP", [ANA, BEN])
    for most in (0, -1, 1.5, True, "2", None):
        with pytest.raises(ModelError, match="a whole number, 1 or more"):
            paths_to(center, "ana", most=most)
        with pytest.raises(ModelError, match="a whole number, 1 or more"):
            who_next(center, most=most)


def test_round_people_against_us_where_there_is_a_way():
    against = person("dan", stance="enemy")
    ties = [
        Tie("ana", "dan", strength=5),
        Tie("dan", "cleo", strength=5),
        Tie("ana", "ben", strength=1),
    ]
    only = BuyingCenter("ERP", [ANA, BEN, CLEO, against], ties)
    [chain] = paths_to(only, "cleo")
    assert chain.people == ("ana", "dan", "cleo")
    assert str(chain.because).endswith(
        " It runs through Dan, who is against us; there is no other path."
    )
    assert chain.because.say("zh").endswith("途经反对我方的Dan，没有其他路径。")
    assert ids(paths_to(only.add(ties=[Tie("ben", "cleo")]), "cleo")) == [
        ("ana", "ben", "cleo")
    ]
    assert ids(paths_to(only, "dan")) == [("ana", "dan")]


def scattered(count, ties, seed):
    rnd = Random(seed)
    words = ["champion", "supporter", "neutral", "opponent", "enemy", None]
    people = [
        Stakeholder(
            f"p{at}",
            power=rnd.choice([None, rnd.randint(0, 10)]),
            stance=rnd.choice(words),
            contact=rnd.choice([None, "none", "brief", "several", "deep"]),
            involvement=rnd.choice([None, "low", "high"]),
            can_veto=rnd.choice([None, None, True]),
        )
        for at in range(count)
    ]
    pairs = [rnd.sample(range(count), 2) for _ in range(ties)] if count > 1 else []
    kinds = ["influences", "listens_to", "talks_to", "friend_of"]
    return BuyingCenter(
        "ERP",
        people,
        [
            Tie(f"p{a}", f"p{b}", rnd.choice(kinds), rnd.choice([None, 1, 2, 5]))
            for a, b in pairs
        ],
    )


def graph_of(center):
    graph = nx.DiGraph()
    graph.add_nodes_from(person.id for person in center)
    for link in links(center):
        known = graph.get_edge_data(link.source, link.target, {"share": 0})["share"]
        graph.add_edge(link.source, link.target, share=max(known, link.share))
    return graph


def strongest(graph, center, start, target, *, round_them=True):
    """Brute force: the largest product over all simple paths."""
    against = (
        {one.id for one in center if one.stance in {"opponent", "enemy"}}
        if round_them
        else set()
    )
    paths = nx.all_simple_paths(graph, start, target)
    return max(
        (
            math.prod(graph[a][b]["share"] for a, b in nx.utils.pairwise(path))
            for path in paths
            if not against & set(path[1:-1])
        ),
        default=0,
    )


@settings(max_examples=60, deadline=None)
@given(st.integers(2, 7), st.integers(0, 16), st.integers(0, 10**6))
def test_no_simple_path_is_stronger(count, ties, seed):
    center = scattered(count, ties, seed)
    graph = graph_of(center)
    starts = [one.id for one in center][1:]
    chains = paths_to(center, "p0", starts, most=99)
    best = {start: strongest(graph, center, start, "p0") for start in starts}
    if not any(best.values()):
        best = {
            start: strongest(graph, center, start, "p0", round_them=False)
            for start in starts
        }
    assert {chain.people[0]: pytest.approx(chain.strength) for chain in chains} == {
        start: found for start, found in best.items() if found
    }
    strengths = [round(chain.strength, 9) for chain in chains]
    assert strengths == sorted(strengths, reverse=True)
    for chain in chains:
        shares = [graph[a][b]["share"] for a, b in nx.utils.pairwise(chain.people)]
        assert chain.strength == pytest.approx(math.prod(shares))
        assert (chain.weakest.share, len(set(chain.people))) == (
            min(shares),
            len(chain.people),
        )
        assert "%" in str(chain.because)


def test_tables_know_every_word():
    assert set(STANCE_NEED) == {*Stance, None}
    assert set(CONTACT_NEED) == set(OWN_ACCESS) == {*Contact, None}
    assert all(
        0 < value <= 1
        for table in (STANCE_NEED, CONTACT_NEED, OWN_ACCESS, INVOLVEMENT_NEED)
        for value in table.values()
    )


def test_whom_to_see_why_and_through_whom():
    ties = [Tie("ana", "ben"), Tie("ben", "cleo")]
    visits = who_next(BuyingCenter("ERP", [ANA, BEN, CLEO], ties))
    assert [(visit.person, visit.through) for visit in visits] == [
        ("ben", ("ana",)),
        ("cleo", ("ana", "ben")),
    ]
    assert visits[0].score == pytest.approx(0.9 * 0.8 * 1 * 1 * 0.8 * 0.8)
    assert visits[1].score == pytest.approx(0.9 * 1 * 1 * 0.6 * 0.64)
    ben, cleo = (visit.because for visit in visits)
    assert str(ben) == (
        "Influences Cleo, who decides (80%); stance unknown, contact unknown. "
        "Ana can introduce us (80%)."
    )
    assert str(cleo) == (
        "Decides; stance unknown, no contact yet. We can be introduced through Ana → Ben (64%)."
    )
    assert ben.say("zh") == (
        "影响决策者Cleo（80%）；立场未知，接触情况未知。可由Ana引见（80%）。"
    )
    assert cleo.say("zh") == (
        "有决策权；立场未知，尚无接触。可依次通过 Ana → Ben 引见（64%）。"
    )


def test_a_decider_to_whom_nobody_leads_is_there_and_says_so():
    against = person("dan", stance="enemy", power=1)
    [visit] = who_next(BuyingCenter("ERP", [ANA, CLEO]))
    assert (visit.person, visit.through) == ("cleo", ())
    assert str(visit.because).endswith(
        " We have no path to them: it would be a cold call."
    )
    visits = who_next(
        BuyingCenter(
            "ERP", [ANA, CLEO, against], [Tie("ana", "dan"), Tie("dan", "cleo")]
        )
    )
    cleo = next(visit for visit in visits if visit.person == "cleo")
    assert cleo.through == ()
    assert str(cleo.because).endswith(
        " Only people who are against us lead to them: it would be a cold call."
    )


def test_whom_we_know_we_see_ourselves():
    known = person("cleo", power=9, contact="several", stance="neutral")
    [visit] = who_next(BuyingCenter("ERP", [ANA, known], [Tie("ana", "cleo")]))
    assert visit.through == ()
    assert str(visit.because) == (
        "Decides; neutral, can be won, met several times. We have our own contact."
    )
    for strength, through in [("influences", ("ana",)), ("talks_to", ())]:
        brief = person("cleo", power=9, contact="brief")
        [visit] = who_next(
            BuyingCenter("ERP", [ANA, brief], [Tie("ana", "cleo", strength)])
        )
        assert visit.through == through


def test_to_people_on_our_side_we_go_without_claiming_a_contact():
    for stance in ("champion", "supporter"):
        for contact, said in ((None, "contact unknown"), ("none", "no contact yet")):
            cleo = person("cleo", power=9, stance=stance, contact=contact)
            [visit] = who_next(BuyingCenter("ERP", [cleo]))
            because = str(visit.because)
            assert said in because
            assert because.endswith(
                ". They are on our side, so we can go to them directly."
            )
            assert visit.because.say("zh").endswith("。此人支持我方，可直接拜访。")


def test_veto_and_unknown_power_have_their_worth():
    veto, unknown = person("vic", power=1, can_veto=True), person("una")
    visits = who_next(
        BuyingCenter("ERP", [ANA, veto, unknown, person("idle", power=2)])
    )
    assert [
        (visit.person, str(visit.because).partition(";")[0]) for visit in visits
    ] == [
        ("vic", "Can stop the purchase"),
        ("una", "Power unknown, may decide"),
    ]


def test_who_needs_more_comes_first():
    stances = ["champion", "enemy", "supporter", "opponent", "neutral", None]
    people = [
        person(f"p{at}", power=8, stance=stance, contact="none")
        for at, stance in enumerate(stances)
    ]
    assert [
        visit.person for visit in who_next(BuyingCenter("ERP", people), most=9)
    ] == [f"p{at}" for at in range(5, -1, -1)]
    for key, better, worse in [
        ("involvement", "high", "low"),
        ("power", 9, 6),
        ("stance", None, "supporter"),
    ]:
        pair = [
            person("worse", **{"power": 8, key: worse}),
            person("better", **{"power": 8, key: better}),
        ]
        assert who_next(BuyingCenter("ERP", pair))[0].person == "better"


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 9), st.integers(0, 25), st.integers(0, 10**6))
def test_visits_of_any_center(count, ties, seed):
    center = scattered(count, ties, seed)
    visits = who_next(center, most=99)
    scores = [visit.score for visit in visits]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)
    listed = {visit.person for visit in visits}
    for one in center:
        done = one.stance == "champion" and one.contact == "deep"
        decides = isinstance(one.power, int) and one.power >= 5
        assert not (done and one.id in listed)
        assert done or not decides or one.id in listed
    shares = {(link.source, link.target) for link in links(center)}
    for visit in visits:
        assert all(
            pair in shares for pair in nx.utils.pairwise((*visit.through, visit.person))
        )
        assert visit.person not in visit.through
    assert who_next(center) == visits[:5]


def test_long_chains_are_told_in_short():
    people = [
        person(
            f"p{at}", power=8 if at == 20 else 1, stance="champion" if at == 0 else None
        )
        for at in range(21)
    ]
    [chain] = paths_to(
        BuyingCenter("ERP", people, [Tie(f"p{at}", f"p{at + 1}") for at in range(20)]),
        "p20",
    )
    assert len(chain.people) == 21
    assert str(chain.because).startswith(
        "P0 → P1 → P2 → … → P18 → P19 → P20: 1% of the influence gets through."
    )


def test_a_large_network_ends():
    center = scattered(2000, 15000, 3)
    assert len(who_next(center)) == 5
    assert len(paths_to(center, "p1")) == 5
