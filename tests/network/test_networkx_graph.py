from __future__ import annotations

import io
from copy import deepcopy

import networkx as nx
import pytest
from hypothesis import given, settings, strategies as st

from powermap.errors import ModelError, PowermapWarning
from powermap.model import (
    BuyingCenter,
    Contact,
    Involvement,
    OrganizationNeed,
    PersonalNeed,
    Power,
    Role,
    Scale,
    Stakeholder,
    Stance,
    Tie,
    TieKind,
)
from powermap.network.networkx_graph import from_networkx, to_networkx

WORDS = st.text("abcdefgh xyz张伟<&\"'", min_size=1, max_size=12).filter(str.strip)
LINES = st.none() | WORDS
SCORES = st.integers(0, 10) | st.floats(0, 10)
PEOPLE = st.builds(
    Stakeholder,
    WORDS,
    title=LINES,
    department=LINES,
    organization=LINES,
    power=st.none() | st.sampled_from(Power) | SCORES,
    involvement=st.none() | st.sampled_from(Involvement) | SCORES,
    stance=st.none() | st.sampled_from(Stance),
    contact=st.none() | st.sampled_from(Contact),
    can_veto=st.none() | st.booleans(),
    declared_role=st.none() | st.sampled_from(Role),
    covered_by=st.lists(WORDS, max_size=2),
    organization_needs=st.lists(st.sampled_from(OrganizationNeed), max_size=2),
    personal_needs=st.lists(st.sampled_from(PersonalNeed), max_size=2),
    meets_personal_needs=st.none() | st.booleans(),
    note=LINES,
    as_of=st.none() | st.dates(),
)
STRENGTHS = st.none() | st.integers(1, 9) | st.floats(0.1, 9)


@st.composite
def centers(draw):
    people = [
        person.revised(id=f"p{at}")
        for at, person in enumerate(draw(st.lists(PEOPLE, max_size=5)))
    ]
    ends = st.sampled_from(people or [None])
    kinds = st.sampled_from(
        [kind for kind in TieKind if kind is not TieKind.REPORTS_TO]
    )
    found = (
        draw(
            st.lists(
                st.tuples(ends, ends, kinds, STRENGTHS, LINES, st.none() | WORDS),
                max_size=8,
            )
        )
        if people
        else []
    )
    ties = [
        Tie(a.id, b.id, *more, said_by=who) for a, b, *more, who in found if a is not b
    ]
    ties += [Tie(one.id, people[0].id, "reports_to") for one in people[1:3]]
    scale = draw(st.sampled_from([Scale(), Scale(0, 10, 6.5), Scale(-1, 20)]))
    wanted = draw(st.lists(st.sampled_from(Role), max_size=2))
    return BuyingCenter(
        draw(WORDS), people, ties, scale, draw(st.none() | st.dates()), wanted
    )


def facts(center):
    return (
        center.name,
        center.stakeholders,
        sorted(map(repr, center.ties)),
        center.scale,
        center.as_of,
        center.wanted_roles,
    )


@settings(max_examples=60)
@given(centers())
def test_there_and_back(center):
    graph = to_networkx(center)
    before = deepcopy(graph)
    assert facts(from_networkx(graph)) == facts(center)
    assert nx.utils.graphs_equal(graph, before)
    assert graph.graph == before.graph


@settings(max_examples=25)
@given(centers())
def test_graphml_holds_it_all(center):
    written = io.BytesIO()
    nx.write_graphml(to_networkx(center), written)
    written.seek(0)
    assert facts(
        from_networkx(nx.read_graphml(written, force_multigraph=True))
    ) == facts(center)


def two(*ties):
    return BuyingCenter("ERP", [Stakeholder("Ana"), Stakeholder("Ben")], ties)


def test_influence_runs_from_who_sways():
    graph = to_networkx(
        two(
            Tie("ana", "ben", "influences", 3),
            Tie("ana", "ben", "listens_to", 2, "on price"),
        )
    )
    assert list(graph.edges(data=True)) == [
        ("ana", "ben", {"kind": "influences", "strength": 3}),
        (
            "ben",
            "ana",
            {"kind": "listens_to", "strength": 2, "note": "on price", "turned": True},
        ),
    ]


def test_ties_that_go_both_ways_are_two_edges_and_one_tie_again():
    center = two(Tie("ana", "ben", "friend_of", 2), Tie("ben", "ana", "conflicts_with"))
    graph = to_networkx(center)
    assert sorted(
        (source, target, bool(found.get("turned")))
        for source, target, found in graph.edges(data=True)
    ) == [
        ("ana", "ben", False),
        ("ana", "ben", True),
        ("ben", "ana", False),
        ("ben", "ana", True),
    ]
    assert facts(from_networkx(graph)) == facts(center)


def test_only_scalars_and_nothing_unknown():
    person = Stakeholder(
        "Ana",
        covered_by=["Kim", "Lee"],
        personal_needs=["power", "order"],
        as_of="2026-11-20",
    )
    graph = to_networkx(
        BuyingCenter(
            "ERP", [person], as_of="2026-11-21", wanted_roles=["owner", "approver"]
        )
    )
    assert graph.nodes["ana"] == {
        "name": "Ana",
        "covered_by": "Kim;Lee",
        "personal_needs": "power;order",
        "as_of": "2026-11-20",
    }
    assert graph.graph["as_of"] == "2026-11-21"
    assert graph.graph["wanted_roles"] == "owner;approver"
    assert all(
        type(value) in {str, int, float, bool} for value in graph.nodes["ana"].values()
    )


def test_any_graph_of_networkx():
    for kind in (nx.Graph, nx.DiGraph, nx.MultiGraph, nx.MultiDiGraph):
        graph = kind()
        graph.add_node("Ana Ruiz", label="Ana R.", power=7)
        graph.add_edge("Ana Ruiz", 7, weight=2.5)
        graph.add_edge(7, 7.5, strength=1, weight=9, kind="friend_of")
        before = deepcopy(graph)
        center = from_networkx(graph, name="ERP")
        assert [(person.id, person.name, person.power) for person in center] == [
            ("ana-ruiz", "Ana R.", 7),
            ("7", "7", None),
            ("7.5", "7.5", None),
        ]
        usual = "influences" if graph.is_directed() else "talks_to"
        ties = [(tie.source, tie.target, tie.kind, tie.strength) for tie in center.ties]
        assert ties == [
            ("ana-ruiz", "7", usual, 2.5),
            ("7", "7.5", "friend_of", 1),
        ]
        assert nx.utils.graphs_equal(graph, before)


def test_nodes_that_would_be_one_id_stay_apart():
    center = from_networkx(nx.DiGraph([("Ana Ruiz", "ana-ruiz"), (1, "1")]))
    assert [person.id for person in center] == ["ana-ruiz", "ana-ruiz-2", "1", "1-2"]
    assert center.name == "Network"


def test_attributes_that_are_no_fields_are_named():
    graph = nx.DiGraph()
    graph.add_node("Ana", colour="red", power=3)
    graph.add_edge("Ana", "Ben", since=2020)
    with pytest.warns(PowermapWarning, match="ignored: colour, since"):
        center = from_networkx(graph)
    assert center["Ana"].power == 3


def test_wrong_values_are_told_with_their_place():
    graph = nx.DiGraph()
    graph.add_node("Ana", stance="fan")
    with pytest.raises(ModelError, match=r"node 'Ana': .*'fan' is not a stance"):
        from_networkx(graph)
    with pytest.raises(ModelError, match=r"edge 'Ana' → 'Ben': .*strength is -1"):
        from_networkx(nx.DiGraph([("Ana", "Ben", {"weight": -1})]))


def test_nothing_at_all():
    assert len(from_networkx(nx.Graph())) == 0
    assert to_networkx(BuyingCenter("ERP")).number_of_nodes() == 0
