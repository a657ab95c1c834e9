"""The DOT text read back by Graphviz: who is there, who sways whom, and where everybody stands."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from graphviz import Digraph
from hypothesis import given, settings, strategies as st

import powermap as pm
from powermap.render.dot import dot
from powermap.scene.marks import Box, Disc, Scene

# Not everywhere is it to be had ready-made.
AGraph = pytest.importorskip("pygraphviz", exc_type=ImportError).AGraph

HOSTILE = [
    'Ana "Ace" Ruiz',
    'ends in "',
    "C:\\new\\table",
    "ends in \\",
    '\\"',
    "<b>Ana</b> Ruiz",
    "<script>alert(1)</script>",
    "AT&amp;T & Co",
    "Ana <script>",
    r"\N and \G",
    "a\\lb\\rc",
    "a -> b; }",
    "// no comment /* here */",
    "# none",
    "digraph",
    "node",
    "7",
    "-.5",
    "张伟 李娜",
    "\u200eabc שלום",
    "👩‍👩‍👧",
    "N" * 300,
]


def tied(names=HOSTILE):
    """One person for each name, everybody tied to the next, the kinds in turn."""
    people = [
        pm.Stakeholder(
            name,
            id=f"p{at}",
            power=(at * 3) % 11,
            note=f'first "line"\nsecond \\N {name}',
        )
        for at, name in enumerate(names)
    ]
    kinds = [kind for kind in pm.TieKind if kind is not pm.TieKind.REPORTS_TO]
    ties = [
        pm.Tie(
            f"p{at}",
            f"p{at + 1}",
            kinds[at % len(kinds)],
            note=f"{names[at]}\n{names[at + 1]}",
        )
        for at in range(len(names) - 1)
    ]
    reports = [
        pm.Tie(f"p{at}", f"p{(at - 1) // 4}", "reports_to")
        for at in range(1, len(names), 3)
    ]
    return pm.BuyingCenter('Deal "x" \\ <y>', people, [*ties, *reports])


def unescaped(text):
    """What Graphviz makes of a label or a tooltip; its line breaks become blanks."""
    plain = re.sub(r"\\(.)", lambda found: "\n" if found[1] == "n" else found[1], text)
    return plain.replace("&amp;", "&")


def joined(text):
    return "".join(text.split())


class Read:
    """A DOT text as Graphviz reads it."""

    def __init__(self, text):
        self.graph = AGraph(text)
        self.nodes = {
            node.attr["id"]: dict(node.attr.items()) for node in self.graph.nodes()
        }
        self.ids = {str(node): node.attr["id"] for node in self.graph.nodes()}
        self.edges = [
            (self.ids[edge[0]], self.ids[edge[1]], dict(edge.attr.items()))
            for edge in self.graph.edges()
        ]

    def edge(self, source, kind, target):
        (found,) = (
            edge for edge in self.edges if edge[2]["id"] == f"{source} {kind} {target}"
        )
        return found


def body_of(scene, id):
    return next(
        mark
        for mark in scene.groups()[id].marks
        if isinstance(mark, Box | Disc) and mark.solid
    )


@pytest.fixture(scope="module")
def hostile():
    return pm.influence(tied(), with_notes=True)


def test_graphviz_reads_one_node_for_each_person_and_one_edge_for_each_tie(hostile):
    read = Read(hostile.dot())
    assert sorted(read.nodes) == sorted(person.id for person in tied())
    assert len(read.graph.nodes()) == len(tied())
    assert read.graph.directed
    assert Counter(edge["id"] for *_, edge in read.edges) == Counter(
        f"{tie.source} {tie.kind} {tie.target}" for tie in tied().ties
    )
    for first, second, edge in read.edges:
        assert {first, second} == set(edge["id"].split()[::2])


def test_hostile_names_are_whole_after_reading(hostile):
    read = Read(hostile.dot())
    for person in tied():
        node = read.nodes[person.id]
        label = joined(unescaped(node["label"]))
        if "…" in label:
            # A name of more than four lines is whole in the tooltip only.
            shown = label.split("…")[0]
            assert joined(person.name).startswith(shown)
            assert len(shown) > 60
        else:
            assert label.startswith(joined(person.name))
        tooltip = unescaped(node["tooltip"]).split("\n")
        assert tooltip[0] == person.name
        assert tooltip[-1] == f"second \\N {person.name}"
        assert tooltip == hostile.scene.groups()[person.id].title.split("\n")
    for tie in tied().ties:
        *_, edge = read.edge(tie.source, tie.kind, tie.target)
        assert unescaped(edge["tooltip"]).endswith(
            f"\n{tie.note}" if tie.note else tied()[tie.target].name
        )
    assert unescaped(read.graph.graph_attr["label"]) == tied().name


chars = st.text(
    st.characters(exclude_categories=["Cc", "Cf", "Cs", "Cn", "Zl", "Zp"])
    | st.sampled_from('"<\\&#N|{};'),
    max_size=20,
)
texts = st.tuples(chars, st.sampled_from("xÉ7张"), chars).map("".join)
"""With something to see in it."""


@given(st.lists(texts, min_size=1, max_size=4), texts)
@settings(max_examples=40, deadline=None)
def test_any_name_is_whole_after_reading(names, title):
    people = [pm.Stakeholder(name, id=f"p{at}") for at, name in enumerate(names)]
    read = Read(pm.influence(pm.BuyingCenter(title, people)).dot())
    assert unescaped(read.graph.graph_attr["label"]) == title.strip()
    assert {
        id: joined(unescaped(node["label"])) for id, node in read.nodes.items()
    } == {person.id: joined(person.name) for person in people}
    assert all(
        unescaped(read.nodes[one.id]["tooltip"]).split("\n")[0] == one.name
        for one in people
    )


def arrow_at(edge):
    """Who has the head of an edge."""
    first, second, facts = edge
    return {"forward": second, "back": first, "none": None}[facts["dir"]]


@pytest.mark.parametrize("powers", [(9, 1), (1, 9), (5, 5), (None, None)])
@pytest.mark.parametrize("direction", ["down", "right"])
def test_the_arrow_is_at_who_is_swayed(powers, direction):
    people = [
        pm.Stakeholder(name, power=power)
        for name, power in zip("AB", powers, strict=True)
    ]
    for kind, swayed in [
        ("influences", "b"),
        ("listens_to", "a"),
        ("talks_to", None),
        ("dotted_to", None),
        ("conflicts_with", None),
        ("friend_of", None),
        ("reports_to", None),
    ]:
        center = pm.BuyingCenter("ERP", people, [pm.Tie("a", "b", kind)])
        (edge,) = Read(pm.charts.to_graphviz(center, direction=direction).source).edges
        assert arrow_at(edge) == swayed
        assert set(edge[:2]) == {"a", "b"}


def test_arrows_and_kinds_in_a_crowd(hostile):
    read = Read(hostile.dot())
    for tie in tied().ties:
        edge = read.edge(tie.source, tie.kind, tie.target)
        swayed = {"influences": tie.target, "listens_to": tie.source}.get(tie.kind)
        assert arrow_at(edge) == swayed
        assert edge[2]["class"].split() == ["tie", tie.kind.value.replace("_", "-")]
        assert edge[2]["arrowhead"] == (
            "empty" if tie.kind == "listens_to" else "normal"
        )
        assert re.fullmatch("#[0-9A-F]{6}", edge[2]["color"])
        assert 0 < float(edge[2]["penwidth"]) < 10


def test_ties_inside_a_reporting_line_keep_their_own_arrow():
    people = [pm.Stakeholder("Boss", power=9), pm.Stakeholder("Ana", power=2)]
    ties = [
        pm.Tie("ana", "boss", kind)
        for kind in ("reports_to", "influences", "listens_to", "talks_to")
    ]
    read = Read(
        pm.influence(
            pm.BuyingCenter("ERP", people, [*ties, pm.Tie("boss", "ana", "influences")])
        ).dot()
    )
    assert [edge[:2] for edge in read.edges] == [("boss", "ana")] * 5
    assert arrow_at(read.edge("ana", "influences", "boss")) == "boss"
    assert arrow_at(read.edge("ana", "listens_to", "boss")) == "ana"
    assert arrow_at(read.edge("boss", "influences", "ana")) == "ana"
    assert arrow_at(read.edge("ana", "talks_to", "boss")) is None


@pytest.mark.parametrize(
    "options", [{}, {"departments": True}, {"apart": False}], ids=str
)
def test_bosses_stand_above_their_reports_and_at_the_upper_end_of_the_edge(options):
    center = pm.northwind()
    read = Read(pm.influence(center, **options).dot())
    reports = [tie for tie in center.ties if tie.kind is pm.TieKind.REPORTS_TO]
    assert reports
    for tie in reports:
        boss, report, facts = read.edge(tie.source, tie.kind, tie.target)
        assert (boss, report, facts["dir"]) == (tie.target, tie.source, "none")
        high, low = (
            float(read.nodes[id]["pos"].split(",")[1]) for id in (boss, report)
        )
        assert high > low


def check_places(chart, people):
    read = Read(chart.dot())
    assert sorted(read.nodes) == sorted(people)
    for id in people:
        body = body_of(chart.scene, id)
        wide, tall = (
            (body.radius * 2,) * 2
            if isinstance(body, Disc)
            else (body.width, body.height)
        )
        x, y = (
            (body.x, body.y)
            if isinstance(body, Disc)
            else (body.x + wide / 2, body.y + tall / 2)
        )
        node = read.nodes[id]
        assert [float(number) for number in node["pos"].split(",")] == pytest.approx(
            [x, chart.scene.height - y], abs=0.006
        )
        assert [
            float(node[side]) * 72 for side in ("width", "height")
        ] == pytest.approx([wide, tall], abs=0.005)


@pytest.mark.parametrize(
    "options",
    [{}, {"direction": "right"}, {"kinds": []}, {"around": "p3", "steps": 2}],
    ids=str,
)
def test_everybody_stands_where_the_scene_has_them(options):
    chart = pm.influence(tied(), **options)
    people = [person.id for person in tied() if person.id in chart.scene.groups()]
    assert len(people) == len(tied()) or "around" in options
    check_places(chart, people)


@pytest.mark.parametrize("placement", ["cells", "scores"])
def test_a_quadrant_has_people_and_no_edges(placement):
    center = pm.northwind()
    chart = pm.quadrant(center, placement=placement)
    check_places(chart, [person.id for person in center])
    read = Read(chart.dot())
    assert read.edges == []
    for person in center:
        assert joined(person.name) in joined(unescaped(read.nodes[person.id]["label"]))
        assert unescaped(read.nodes[person.id]["tooltip"]).split("\n")[0] == person.name


def test_nodes_show_title_and_stance():
    ana = pm.Stakeholder(
        "Ana Ruiz", title="CFO", stance="champion", power=8, involvement=9
    )
    chart = pm.influence(
        pm.BuyingCenter(
            "ERP", [ana, pm.Stakeholder("Ben")], [pm.Tie("ben", "ana-ruiz")]
        )
    )
    node = Read(chart.dot()).nodes["ana-ruiz"]
    assert set(unescaped(node["label"]).split("\n")) == {"Ana Ruiz", "CFO", "Owner"}
    assert node["class"].split() == ["stakeholder", "owner", "stance-champion"]
    disc = next(
        mark
        for mark in chart.scene.groups()["ana-ruiz"].marks
        if isinstance(mark, Disc)
    )
    assert node["color"] == disc.fill


def test_the_same_text_twice_from_every_door(tmp_path, hostile):
    text = pm.influence(tied(), with_notes=True).dot()
    assert text == hostile.dot() == dot(hostile.scene)
    graph = pm.charts.to_graphviz(tied(), with_notes=True)
    assert isinstance(graph, Digraph)
    assert graph.source == text
    path = hostile.save(tmp_path / "map.DOT")
    assert path.read_text(encoding="utf-8") == text
    assert [each.name for each in tmp_path.iterdir()] == ["map.DOT"]


def test_options_reach_the_graph():
    center = tied()
    assert {
        edge["class"]
        for *_, edge in Read(
            pm.charts.to_graphviz(center, kinds=["influences"]).source
        ).edges
    } == {"tie influences"}
    with pytest.raises(pm.ModelError, match="direction"):
        pm.charts.to_graphviz(center, direction="up")
    assert len(
        Read(pm.charts.to_graphviz(center, emphasis=["p0"]).source).edges
    ) == len(center.ties)


def test_a_folder_as_target_is_refused(tmp_path, hostile):
    (tmp_path / "map.dot").mkdir()
    with pytest.raises(pm.FormatError, match="this is a folder"):
        hostile.save(tmp_path / "map.dot")
    assert [each.name for each in tmp_path.rglob("*")] == ["map.dot"]


def test_nobody_is_a_graph_without_nodes():
    read = Read(dot(Scene(40, 20, title='A "b"', description="", marks=())))
    assert (read.nodes, read.edges) == ({}, [])
    assert read.graph.graph_attr["label"] == 'A "b"'
    assert Read(pm.charts.to_graphviz(pm.BuyingCenter("ERP")).source).nodes == {}


def reading(scene_options, ties, names=("Boss", "Rep", "Ana", "Ben")):
    people = [
        pm.Stakeholder(name, power=power)
        for name, power in zip(names, (9, 3, 6, 4), strict=True)
    ]
    return Read(
        pm.influence(pm.BuyingCenter("ERP", people, ties), **scene_options).dot()
    )


@pytest.mark.parametrize("direction", ["down", "right"])
def test_a_boss_stands_first_whichever_way_the_scene_runs(direction):
    ties = [pm.Tie(id, "boss", "reports_to") for id in ("rep", "ana", "ben")]
    read = reading({"direction": direction}, ties)
    for tie in ties:
        tail, head, _ = read.edge(tie.source, "reports_to", "boss")
        assert (tail, head) == ("boss", tie.source)


def test_a_tie_on_a_path_keeps_its_look():
    tie = pm.Tie("ana", "ben", "talks_to")
    *_, plain = reading({}, [tie]).edge("ana", "talks_to", "ben")
    *_, marked = reading({"path": ["ana", "ben"]}, [tie]).edge("ana", "talks_to", "ben")
    assert {key: marked[key] for key in ("color", "penwidth", "style")} == {
        key: plain[key] for key in ("color", "penwidth", "style")
    }
