"""Graphs of other programs, and powermap's own, as tables of people and ties."""

from __future__ import annotations

import io
import json

import networkx as nx
import pytest
from hypothesis import given, settings, strategies as st
from tests.helpers.writers import writer_of

import powermap as pm
from powermap.errors import FormatError
from powermap.exchange.formats.kumu import read_kumu_sheets
from powermap.exchange.formats.reading import read_bytes, recognize
from powermap.exchange.mermaid import to_mermaid
from powermap.exchange.reading import inspect
from powermap.exchange.tables.sheets import Sheet
from powermap.language import Language

WHOLE = [".graphml", ".gexf", ".cyjs", ".kumu.json"]
"""Formats that hold all that is known of people and ties."""


def table(content, title="People"):
    """The rows of a sheet as mappings without empty cells."""
    for sheet in content.sheets:
        if sheet.title == title:
            header, *rows = sheet.rows
            return [
                {
                    name: cell
                    for name, cell in zip(header, row, strict=True)
                    if cell is not None
                }
                for row in rows
            ]
    return []


def ties(content):
    return [(row["From"], row["Kind"], row["To"]) for row in table(content, "Ties")]


def notes(content):
    return [str(note.message) for note in content.notes]


def names(content):
    return [row["Name"] for row in table(content)]


def read(text, name, **options):
    payload = text if isinstance(text, bytes) else text.encode()
    return read_bytes(payload, name, **options)


# Files of other programs.

YED = """<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:y="http://www.yworks.com/xml/graphml" xmlns:yed="http://www.yworks.com/xml/yed/3">
  <key attr.name="Description" attr.type="string" for="graph" id="d0"/>
  <key for="port" id="d1" yfiles.type="portgraphics"/>
  <key attr.name="url" attr.type="string" for="node" id="d4"/>
  <key attr.name="Power" attr.type="int" for="node" id="d5"/>
  <key for="node" id="d6" yfiles.type="nodegraphics"/>
  <key for="edge" id="d10" yfiles.type="edgegraphics"/>
  <graph edgedefault="directed" id="G">
    <node id="n0" yfiles.foldertype="group">
      <data key="d6"><y:ProxyAutoBoundsNode><y:Realizers active="0"><y:GroupNode>
        <y:NodeLabel>Finance</y:NodeLabel>
      </y:GroupNode></y:Realizers></y:ProxyAutoBoundsNode></data>
      <graph edgedefault="directed" id="n0:">
        <node id="n0::n0">
          <data key="d5">8</data>
          <data key="d6"><y:ShapeNode><y:Geometry height="30.0" x="1.0"/><y:NodeLabel alignment="center">Ana Ruiz
CFO<y:LabelModel/></y:NodeLabel></y:ShapeNode></data>
        </node>
      </graph>
    </node>
    <node id="n1"><data key="d6"><y:ShapeNode><y:NodeLabel>Ben Ode</y:NodeLabel></y:ShapeNode></data></node>
    <node id="n2"><data key="d6"><y:ShapeNode><y:NodeLabel>Cleo Hart</y:NodeLabel></y:ShapeNode></data></node>
    <edge id="e0" source="n1" target="n0::n0"><data key="d10"><y:PolyLineEdge>
      <y:Arrows source="none" target="standard"/><y:EdgeLabel>Reports to</y:EdgeLabel>
    </y:PolyLineEdge></data></edge>
    <edge id="e1" source="n2" target="n1"><data key="d10"><y:PolyLineEdge>
      <y:Arrows source="none" target="none"/>
    </y:PolyLineEdge></data></edge>
    <edge id="e2" source="n2" target="n0::n0"><data key="d10"><y:PolyLineEdge>
      <y:Arrows source="standard" target="none"/>
    </y:PolyLineEdge></data></edge>
  </graph>
</graphml>"""

IGRAPH = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
  <key id="v_name" for="node" attr.name="name" attr.type="string"/>
  <key id="v_stance" for="node" attr.name="stance" attr.type="string"/>
  <key id="e_weight" for="edge" attr.name="weight" attr.type="double"/>
  <graph id="G" edgedefault="undirected">
    <node id="n0"><data key="v_name">Ana Ruiz</data><data key="v_stance">champion</data></node>
    <node id="n1"><data key="v_name">Ben Ode</data></node>
    <edge source="n0" target="n1"><data key="e_weight">3</data></edge>
  </graph>
</graphml>"""

GEPHI_GRAPHML = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
<key attr.name="label" attr.type="string" for="node" id="label"/>
<key attr.name="Edge Label" attr.type="string" for="edge" id="edgelabel"/>
<key attr.name="weight" attr.type="double" for="edge" id="weight"/>
<key attr.name="r" attr.type="int" for="node" id="r"/>
<key attr.name="size" attr.type="float" for="node" id="size"/>
<graph edgedefault="directed">
<node id="a1"><data key="label">Ana Ruiz</data><data key="size">10.0</data><data key="r">153</data></node>
<node id="b2"><data key="label">Ben Ode</data><data key="size">10.0</data><data key="r">153</data></node>
<edge id="0" source="b2" target="a1"><data key="edgelabel">advises</data><data key="weight">1.0</data></edge>
</graph></graphml>"""

GEPHI = """<?xml version='1.0' encoding='UTF-8'?>
<gexf xmlns="http://gexf.net/1.3" version="1.3" xmlns:viz="http://gexf.net/1.3/viz">
  <meta lastmodifieddate="2026-11-20"><creator>Gephi 0.10</creator><description>Some people</description></meta>
  <graph defaultedgetype="directed" mode="static">
    <attributes class="node" mode="static">
      <attribute id="title" title="Title" type="string"/>
      <attribute id="power" title="Power" type="double"><default>2.0</default></attribute>
    </attributes>
    <nodes>
      <node id="0" label="Ana Ruiz">
        <attvalues><attvalue for="title" value="CFO"/><attvalue for="power" value="8.0"/></attvalues>
        <viz:size value="10.0"/><viz:position x="1.0" y="2.0"/><viz:color r="1" g="2" b="3"/>
      </node>
      <node id="1" label="Ben Ode"/>
      <node id="2" label="Cleo Hart"/>
    </nodes>
    <edges>
      <edge id="0" source="1" target="0" weight="2.5" label="works for"/>
      <edge id="1" source="2" target="0" type="undirected" weight="0.5"/>
      <edge id="2" source="2" target="1" weight="4.0" kind="mystery"/>
    </edges>
  </graph>
</gexf>"""

GEXF_12 = """<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2">
  <graph mode="static" defaultedgetype="undirected">
    <nodes><node id="ana" label="Ana"/><node id="ben" label="Ben"/></nodes>
    <edges><edge id="0" source="ana" target="ben" type="directed"/></edges>
  </graph>
</gexf>"""

CYTOSCAPE = {
    "format_version": "1.0",
    "generated_by": "cytoscape-3.10.1",
    "target_cytoscapejs_version": "~2.1",
    "data": {"shared_name": "People", "name": "People", "SUID": 52, "selected": True},
    "elements": {
        "nodes": [
            {
                "data": {
                    "id": "70",
                    "shared_name": "Ana Ruiz",
                    "name": "Ana Ruiz",
                    "SUID": 70,
                    "Power": 8,
                    "selected": False,
                },
                "position": {"x": -1.5, "y": 2.0},
                "selected": False,
            },
            {"data": {"id": "72", "shared_name": "Ben Ode", "name": "Ben Ode"}},
        ],
        "edges": [
            {
                "data": {
                    "id": "74",
                    "source": "72",
                    "target": "70",
                    "shared_name": "Ben Ode (reports to) Ana Ruiz",
                    "shared_interaction": "reports to",
                    "name": "Ben Ode (reports to) Ana Ruiz",
                    "interaction": "reports to",
                    "SUID": 74,
                },
                "selected": False,
            }
        ],
    },
}

CYTOSCAPE_JS = [
    {"group": "nodes", "data": {"id": "it", "label": "IT"}},
    {"group": "nodes", "data": {"id": "ana", "label": "Ana Ruiz", "parent": "it"}},
    {"group": "nodes", "data": {"id": "ben", "label": "Ben Ode"}, "classes": "big"},
    {"group": "edges", "data": {"id": "e", "source": "ana", "target": "ben"}},
]

KUMU = {
    "elements": [
        {
            "_id": "elem-x7Gh2",
            "attributes": {
                "label": "Ana Ruiz",
                "element type": "Person",
                "description": "Met twice",
                "tags": ["board", "finance"],
            },
        },
        {
            "_id": "elem-b81Kq",
            "attributes": {"label": "Ben Ode", "element type": "Person"},
        },
        {
            "_id": "elem-c02Lm",
            "attributes": {"label": "Contoso", "element type": "Organization"},
        },
    ],
    "connections": [
        {
            "_id": "conn-1",
            "from": "elem-b81Kq",
            "to": "elem-x7Gh2",
            "direction": "directed",
            "attributes": {"connection type": "advises", "description": "weekly"},
        },
        {
            "_id": "conn-2",
            "from": "elem-b81Kq",
            "to": "elem-x7Gh2",
            "direction": "undirected",
        },
        {"_id": "conn-3", "from": "elem-b81Kq", "to": "elem-c02Lm"},
    ],
    "maps": [{"name": "Main", "elements": []}],
}


def test_yed_has_names_and_titles_in_labels_and_departments_as_groups():
    content = read(YED, "team.graphml")
    assert table(content) == [
        {
            "Name": "Ana Ruiz",
            "Id": "ana-ruiz",
            "Power": 8,
            "Department": "Finance",
            "Title": "CFO",
        },
        {"Name": "Ben Ode", "Id": "ben-ode"},
        {"Name": "Cleo Hart", "Id": "cleo-hart"},
    ]
    # Arrows as the user sees them: without any, at both ends, or at the start.
    assert ties(content) == [
        ("ben-ode", "Reports to", "ana-ruiz"),
        ("cleo-hart", "Talks to", "ben-ode"),
        ("ana-ruiz", "Influences", "cleo-hart"),
    ]
    assert notes(content) == [
        "1 person is in a group, which was read as the department",
        "1 label has several lines: the first was read as the name, the rest as the title",
        "1 tie without a direction and a known kind was read as: talks to",
        "1 tie without a kind was read as: influences",
    ]


def test_igraph_names_people_by_name_and_gephi_by_label():
    content = read(IGRAPH, "team.graphml")
    assert table(content)[0] == {
        "Name": "Ana Ruiz",
        "Id": "ana-ruiz",
        "stance": "champion",
    }
    assert ties(content) == [("ana-ruiz", "Talks to", "ben-ode")]
    assert table(content, "Ties")[0]["Strength"] == 3
    content = read(GEPHI_GRAPHML, "team.graphml")
    assert table(content)[0] == {"Name": "Ana Ruiz", "Id": "ana-ruiz"}
    assert ties(content) == [("ana-ruiz", "Listens to", "ben-ode")]
    assert notes(content) == [
        "left out, because the value is 1 for every tie: 'weight'",
        "not read, because only the program that drew the graph needs it: 'size', 'r'",
    ]


def test_gexf_of_gephi_with_types_and_weights_of_edges():
    content = read(GEPHI, "team.gexf")
    assert table(content)[:2] == [
        {"Name": "Ana Ruiz", "Id": "ana-ruiz", "Title": "CFO", "Power": 8.0},
        {"Name": "Ben Ode", "Id": "ben-ode", "Power": 2.0},
    ]
    assert table(content, "Ties") == [
        {"From": "ben-ode", "Kind": "Reports to", "To": "ana-ruiz", "Strength": 2.5},
        {"From": "cleo-hart", "Kind": "Talks to", "To": "ana-ruiz", "Strength": 0.5},
        {
            "From": "cleo-hart",
            "Kind": "Influences",
            "To": "ben-ode",
            "Strength": 4.0,
            "Note": "kind: mystery",
        },
    ]
    # A description of another program is no name of a deal.
    assert table(content, "About") == []
    content = read(GEXF_12, "team.gexf")
    assert ties(content) == [("ana", "Influences", "ben")]


def test_cytoscape_of_the_desktop_and_of_the_library():
    content = read(json.dumps(CYTOSCAPE), "team.cyjs")
    assert table(content) == [
        {"Name": "Ana Ruiz", "Id": "ana-ruiz", "Power": 8},
        {"Name": "Ben Ode", "Id": "ben-ode"},
    ]
    assert ties(content) == [("ben-ode", "Reports to", "ana-ruiz")]
    assert table(content, "About") == [{"Fact": "Name", "Value": "People"}]
    for document in (CYTOSCAPE_JS, {"elements": CYTOSCAPE_JS}):
        content = read(json.dumps(document), "team.json")
        assert content.kind == "cytoscape"
        assert table(content)[0] == {
            "Name": "Ana Ruiz",
            "Id": "ana",
            "Department": "IT",
        }
        assert ties(content) == [("ana", "Influences", "ben")]


def test_kumu_leaves_out_what_is_no_person():
    content = read(json.dumps(KUMU), "team.json")
    assert content.kind == "kumu"
    assert table(content) == [
        {
            "Name": "Ana Ruiz",
            "Id": "ana-ruiz",
            "Note": "Met twice",
            "tags": "board; finance",
        },
        {"Name": "Ben Ode", "Id": "ben-ode"},
    ]
    assert ties(content) == [
        ("ana-ruiz", "Listens to", "ben-ode"),
        ("ben-ode", "Talks to", "ana-ruiz"),
    ]
    assert table(content, "Ties")[0]["Note"] == "weekly"
    assert notes(content) == [
        "1 element of type 'Organization' is not a person and was left out: 'Contoso'",
        "1 tie without a direction and a known kind was read as: talks to",
        "1 connection with something that is not a person was left out",
        "not read, because only the program that drew the graph needs it: 'maps'",
    ]


def test_a_blueprint_names_people_by_label():
    blueprint = {
        "elements": [{"label": "Ana"}, {"label": "Ben"}],
        "connections": [{"from": "ben", "to": "Ana"}, {"from": "Cleo", "to": "Ana"}],
    }
    content = read(json.dumps(blueprint), "team.kumu.json")
    assert names(content) == ["Ana", "Ben", "Cleo"]
    assert [(start, end) for start, _, end in ties(content)] == [
        ("Ben", "Ana"),
        ("Cleo", "Ana"),
    ]
    assert notes(content)[0] == (
        "ties name 1 person whom the file does not list; the person was added: 'Cleo'"
    )


def test_the_workbook_of_kumu_has_two_sheets():
    elements = [
        ["Label", "Type", "Title"],
        ["Ana", "Person", "CFO"],
        ["Ben", "person", None],
    ]
    connections = [
        ["From", "To", "Direction", "Type", "Strength"],
        ["Ben", "Ana", "directed", "Reports to", None],
        ["Ana", "Ben", "mutual", "Friend", 3],
    ]
    sheets = [Sheet("Elements", elements), Sheet("Connections", connections)]
    content = read_kumu_sheets(sheets, "team.xlsx")
    assert table(content)[0] == {"Name": "Ana", "Id": "Ana", "Title": "CFO"}
    assert ties(content) == [("Ben", "Reports to", "Ana"), ("Ana", "Friend of", "Ben")]
    assert read_kumu_sheets(sheets[:1], "team.xlsx") is None


WEIGHTS = [
    ([0.25, 3.5], [0.25, 3.5], None),
    ([1, 1], [None, None], "left out, because the value is 1"),
    ([2, 0], [2, None], "not a strength, which is a number above 0"),
    ([2, -1], [2, None], "not a strength, which is a number above 0"),
    ([2, "often"], [2, None], "not a strength, which is a number above 0"),
]


def test_a_weight_is_a_strength_when_it_can_be_one():
    for weights, strengths, said in WEIGHTS:
        graph = nx.MultiDiGraph()
        for weight in weights:
            graph.add_edge("Ana", "Ben", weight=weight, kind="influences")
        content = read(json.dumps(nx.cytoscape_data(graph)), "x.cyjs")
        rows = table(content, "Ties")
        assert [row.get("Strength") for row in rows] == strengths
        for row, weight, strength in zip(rows, weights, strengths, strict=True):
            if strength is None and said != WEIGHTS[1][2]:
                assert row["Note"] == f"weight: {weight}"
        assert (
            any(said in note for note in notes(content)) if said else not notes(content)
        )


def test_a_graph_of_networkx_comes_in_by_every_format_that_it_writes():
    graph = nx.DiGraph()
    graph.add_node("Ana Ruiz", title="CFO", power=8)
    graph.add_edge("Ben Ode", "Ana Ruiz", relation="knows")
    graphml, gexf = io.BytesIO(), io.BytesIO()
    nx.write_graphml(graph, graphml)
    nx.write_gexf(graph, gexf)
    written = {
        "x.graphml": graphml.getvalue(),
        "x.gexf": gexf.getvalue(),
        "x.cyjs": json.dumps(nx.cytoscape_data(graph)),
    }
    for name, payload in written.items():
        content = read(payload, name)
        assert table(content)[0] == {
            "Name": "Ana Ruiz",
            "Id": "ana-ruiz",
            "title": "CFO",
            "power": 8,
        }
        assert ties(content) == [("ben-ode", "Talks to", "ana-ruiz")]


def test_what_only_looks_like_a_graph_is_refused_with_one_message():
    bomb = '<!DOCTYPE x [<!ENTITY a "b"><!ENTITY c "&a;&a;">]><graphml>&c;</graphml>'
    wrong = [
        (bomb, "x.graphml", "defines entities"),
        ("<graphml><graph>", "x.graphml", "damaged or in another format"),
        ("<html/>", "x.graphml", "not GraphML"),
        ("<gexf/>", "x.gexf", "not GEXF"),
        ("{", "x.cyjs", "damaged"),
        ('{"a": 1}', "x.cyjs", "not Cytoscape JSON"),
        ('{"a": 1}', "x.kumu.json", "not Kumu"),
        ("pie\n", "x.mmd", "only quadrantChart and flowchart are read"),
        ("<a>" * 200, "x.graphml", "within each other"),
    ]
    for text, name, said in wrong:
        with pytest.raises(FormatError, match=said):
            read(text, name)


def test_a_document_type_without_entities_is_no_danger():
    text = f'<!DOCTYPE graphml SYSTEM "graphml.dtd">{IGRAPH.partition("?>")[2]}'
    assert names(read(text, "x.graphml")) == ["Ana Ruiz", "Ben Ode"]


def test_a_graph_is_recognized_without_its_suffix():
    heads = [
        (YED, "graphml"),
        (GEPHI, "gexf"),
        (json.dumps(CYTOSCAPE), "cytoscape"),
        (json.dumps(CYTOSCAPE_JS), "cytoscape"),
        (json.dumps(KUMU), "kumu"),
        ("```mermaid\nquadrantChart\n  A: [0.1, 0.2]\n```", "mermaid"),
        ("%% a comment\nflowchart LR\n A-->B", "mermaid"),
        ('{"name": "ERP", "stakeholders": []}', "json"),
        ("Name,Title\ngraph,CFO", "csv"),
    ]
    for head, name in heads:
        assert recognize(head).name == name


# Mermaid.

QUADRANT = """---
title: Key people
---
%%{init: {"theme": "dark"}}%%
quadrantChart
    x-axis Low Interest --> High Interest
    y-axis Low Influence --> High Influence
    quadrant-1 Manage closely
    %% a comment
    Ana Ruiz: [0.3, 0.8]
    "Ben: the 'second' #quot;CIO#quot;":::big: [1, 0] radius: 12
    张伟: [.5, 0.25] color: #ff3300
    classDef big color: #109060
"""


def test_a_quadrant_chart_is_people_on_a_scale_from_0_to_1():
    content = read(QUADRANT, "map.mmd")
    assert table(content) == [
        {"Name": "Ana Ruiz", "Power": 0.8, "Involvement": 0.3},
        {"Name": "Ben: the 'second' \"CIO\"", "Power": 0, "Involvement": 1},
        {"Name": "张伟", "Power": 0.25, "Involvement": 0.5},
    ]
    assert table(content, "About") == [
        {"Fact": "Name", "Value": "Key people"},
        {"Fact": "Lowest score", "Value": 0},
        {"Fact": "Highest score", "Value": 1},
    ]
    assert notes(content) == [
        "the x-axis ('Low Interest' → 'High Interest') was read as involvement, from 0 to 1",
        "the y-axis ('Low Influence' → 'High Influence') was read as power, from 0 to 1",
        (
            "the names of the quadrants were not read: 'Manage closely'; "
            "roles follow from power and involvement"
        ),
        "styles, classes and colors were not read",
    ]


AXES = [
    # x, y, where [0.25, 1] stands: power and involvement
    ("Low Interest --> High Interest", "Low Power --> High Power", (1, 0.25)),
    ("Low Power --> High Power", "Low Interest --> High Interest", (0.25, 1)),
    ("Power", "Effort", (0.25, 1)),
    ("Effort", "Involvement", (0.25, 1)),
    ('"低权力" --> "高权力"', '"低兴趣" --> "高兴趣"', (0.25, 1)),
    ("Involvement high --> Involvement low", "Power", (1, 0.75)),
    ("Interest: high --> low", "Influencer --> Decider", (1, 0.75)),
    ("Urgent", "Important", (1, 0.25)),
]


def test_the_words_of_the_axes_say_which_is_which():
    for x, y, (power, involvement) in AXES:
        text = f"quadrantChart\nx-axis {x}\ny-axis {y}\nAna: [0.25, 1]"
        [ana] = table(read(text, "map.mmd"))
        assert (ana["Power"], ana["Involvement"]) == (power, involvement), (x, y)


FLOWCHARTS = [
    ("graph TD\n A[Ana] --> B(Ben)", ["Ana Influences Ben"]),
    (
        "flowchart LR; Ana-->|reports to|Ben; Ana --- Cleo",
        ["Ana Reports to Ben", "Ana Talks to Cleo"],
    ),
    (
        "flowchart TD\n Ana -- manages --> Ben --> Cleo",
        ["Ben Reports to Ana", "Ben Influences Cleo"],
    ),
    (
        "flowchart TD\n Ana & Ben -.-> Cleo",
        ["Ana Influences Cleo", "Ben Influences Cleo"],
    ),
    ("flowchart TD\n Ana == friend of ==> Ben", ["Ana Friend of Ben"]),
    ("flowchart TD\n Ana <--> Ben\n style Ana fill:#f00", ["Ana Talks to Ben"]),
    ('graph BT\n a["Ana (CFO)"]:::champion --> b{{Ben}}', ["Ana (CFO) Influences Ben"]),
]


def test_a_flowchart_is_people_and_ties():
    for text, wanted in FLOWCHARTS:
        content = read(text, "map.mmd")
        called = {row["Id"]: row["Name"] for row in table(content)}
        said = [
            f"{called[start]} {kind} {called[end]}"
            for start, kind, end in ties(content)
        ]
        assert said == wanted, text
        assert not any("not understood" in note for note in notes(content))


def test_subgraphs_are_departments_and_strange_lines_are_told():
    text = "graph TD\n subgraph IT [Group IT]\n a[Ana<br/>CIO]\n end\n b[Ben]\n ???\n"
    content = read(text, "map.mmd")
    assert table(content) == [
        {"Name": "Ana", "Id": "a", "Department": "Group IT", "Title": "CIO"},
        {"Name": "Ben", "Id": "b"},
    ]
    assert "1 line was not understood and left out: '???'" in notes(content)


def test_an_axis_of_more_than_two_ends_is_told():
    ends = " --> ".join(["Low power", *["High power"] * 50_000])
    content = read(f"quadrantChart\nx-axis {ends}\nAna: [0.3, 0.8]\n", "map.mmd")
    assert table(content) == [{"Name": "Ana", "Power": 0.8, "Involvement": 0.3}]
    assert any("1 line was not understood" in note for note in notes(content))


# What powermap writes is read back, as far as the format holds it.


def understand(payload, format):
    return inspect(io.BytesIO(payload), format=format)


def everything(center):
    """All that a buying center says, ties without their order."""
    ties = sorted(center.ties, key=repr)
    facts = (center.name, center.scale, center.as_of, center.wanted_roles)
    return center.stakeholders, ties, facts


SIGNS = st.text(
    st.characters(codec="utf-8", categories=["L", "N", "P", "Sm", "Sc"])
    | st.sampled_from(' "<>&#`|;\\:-[]'),
    max_size=12,
)
TEXTS = st.tuples(st.sampled_from("xÉ张"), SIGNS, st.sampled_from("xÉ张")).map("".join)
# Without commas, since "Last, First" is turned in every table.
NAMES = st.text(st.characters(codec="utf-8", categories=["L", "N"]), max_size=8).map(
    lambda text: f'x "{text}" <y> & z'
)
LINES = st.lists(TEXTS, min_size=1, max_size=2).map("\n".join)
CUSTOM = st.dictionaries(
    # Names that formats use themselves, among others.
    st.sampled_from(["Region", "label", "value", "Tags", "custom: x", "Size", "color"]),
    TEXTS | st.booleans() | st.integers(-999, 999) | st.floats(-9, 9) | st.dates(),
    max_size=3,
)
SCALES = st.sampled_from(
    [pm.Scale(), pm.Scale(1, 5), pm.Scale(-2, 12, 6.5), pm.Scale(0, 1)]
)
KINDS = [kind for kind in pm.TieKind if kind is not pm.TieKind.REPORTS_TO]


@st.composite
def centers(draw):
    scale = draw(SCALES)
    # Four digits, as people write scores.
    decimals = st.floats(scale.low, scale.high).map(lambda score: round(score, 4))
    scores = st.just(1) | decimals
    people = []
    for place, name in enumerate(draw(st.lists(NAMES, min_size=1, max_size=4))):
        person = pm.Stakeholder(
            # Numbered, since people who share a name are told about.
            f"{name} {place}",
            id=draw(st.sampled_from(["p", "n", "X-", "é;", "12"])) + str(place),
            title=draw(st.none() | TEXTS),
            power=draw(st.none() | st.sampled_from(pm.Power) | scores),
            involvement=draw(st.none() | st.sampled_from(pm.Involvement) | scores),
            stance=draw(st.none() | st.sampled_from(pm.Stance)),
            can_veto=draw(st.none() | st.booleans()),
            covered_by=draw(st.sampled_from([(), ("Kim",), ("Kim", "Lee X")])),
            organization_needs=draw(st.sampled_from([(), ("finance", "image")])),
            note=draw(st.none() | LINES),
            as_of=draw(st.sampled_from([None, "2025-03-31"])),
            custom=draw(CUSTOM),
        )
        people.append(person)
    ties = []
    ids = [person.id for person in people]
    for _ in range(draw(st.integers(0, 4)) if len(ids) > 1 else 0):
        start, end = draw(st.permutations(ids))[:2]
        strength = draw(st.none() | st.integers(1, 9) | st.floats(0.5, 9))
        note = draw(st.none() | LINES)
        kind = draw(st.sampled_from(KINDS))
        said_by = draw(st.sampled_from([None, "Kim", start]))
        facts = {"said_by": said_by, "custom": draw(CUSTOM)}
        ties.append(pm.Tie(start, end, kind, strength, note, **facts))
    as_of = draw(st.sampled_from([None, "2025-04-01"]))
    wanted = draw(st.sampled_from([(), ("owner", "gatekeeper")]))
    return pm.BuyingCenter(draw(TEXTS), people, ties, scale, as_of, wanted)


@given(centers())
@settings(max_examples=25, deadline=None)
def test_whatever_is_written_is_read_back(center):
    for suffix in WHOLE:
        payload = writer_of(suffix)(center, Language())
        assert payload == writer_of(suffix)(center, Language())
        shown = understand(payload, suffix)
        assert [str(problem) for problem in shown.problems] == []
        assert everything(shown.plan.center) == everything(center), suffix


def test_the_demo_is_read_back_from_every_format():
    for lang in ("en", "zh"):
        center = pm.northwind(lang)
        for suffix in WHOLE:
            shown = understand(writer_of(suffix)(center, Language()), suffix)
            assert [str(note) for note in shown.notes] == []
            assert everything(shown.plan.center) == everything(center), suffix


def one_line(text):
    return " ".join(text.split()) if text else None


@given(centers(), st.sampled_from(["en", "zh"]))
@settings(max_examples=25, deadline=None)
def test_a_flowchart_gives_names_titles_stances_and_ties_again(center, lang):
    payload = to_mermaid(center, lang=lang).encode()
    again = understand(payload, "mermaid").plan.center
    assert [(each.name, each.title, each.stance) for each in again] == [
        (one_line(each.name), one_line(each.title), each.stance) for each in center
    ]
    assert ends_by_place(again) == ends_by_place(center)


def ends_by_place(center):
    places = {person.id: place for place, person in enumerate(center)}
    return [(places[tie.source], tie.kind, places[tie.target]) for tie in center.ties]


@given(centers(), st.sampled_from(["en", "zh"]))
@settings(max_examples=25, deadline=None)
def test_a_quadrant_gives_everybody_their_half_again(center, lang):
    payload = to_mermaid(center, "quadrant", lang=lang).encode()
    again = understand(payload, "mermaid").plan.center
    placed = [each for each in center if None not in {each.power, each.involvement}]
    assert [each.name for each in again] == [one_line(each.name) for each in placed]
    for read_again, person in zip(again, placed, strict=True):
        for axis, word in (("power", "decider"), ("involvement", "high")):
            was = getattr(person, axis)
            is_high = was == word if isinstance(was, str) else center.scale.is_high(was)
            value = getattr(read_again, axis)
            # Three decimals: what stands just below the cut may stand on it.
            assert again.scale.is_high(value) == is_high or value == 0.5


def test_a_person_of_the_quadrant_case_has_their_role(tmp_path):
    path = tmp_path / "map.mmd"
    path.write_text(QUADRANT, encoding="utf-8")
    with pytest.warns(pm.PowermapWarning):
        plan = pm.read(path)
    assert plan.center.name == "Key people"
    assert (plan.center.scale.low, plan.center.scale.high) == (0, 1)
    roles = pm.judge(plan).roles
    assert [str(roles[person.id].role) for person in plan.center] == [
        "approver",
        "advocate",
        "advocate",
    ]


def test_a_foreign_graph_becomes_a_map(tmp_path):
    for text, name in (
        (YED, "x.graphml"),
        (GEPHI, "x.gexf"),
        (json.dumps(KUMU), "x.json"),
    ):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        with pytest.warns(pm.PowermapWarning):
            center = pm.read(path).center
        assert center["ana-ruiz"].name == "Ana Ruiz"
        assert center.ties


KEYS = st.sampled_from(
    [
        "elements",
        "nodes",
        "edges",
        "data",
        "id",
        "source",
        "target",
        "label",
        "name",
        "from",
        "to",
        "type",
        "direction",
        "attributes",
        "parent",
        "weight",
        "turned",
    ]
)
ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.sampled_from(["a", "", "Person"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4)
    ),
    max_leaves=20,
)
PIECES = [
    "A",
    "B",
    "-->",
    "---",
    "==>",
    "|",
    "[",
    "]",
    "(",
    '"',
    ":::x",
    "&",
    ";",
    "\n",
]
PIECES += [
    "subgraph",
    "end",
    "x-axis",
    "quadrant-1",
    "[0.1,0.2]",
    ":",
    " ",
    "-- x",
    "%%",
]


@given(
    st.fixed_dictionaries(
        {}, optional={"elements": ANY_JSON, "connections": ANY_JSON, "data": ANY_JSON}
    )
)
@settings(max_examples=40, deadline=None)
def test_any_json_is_read_or_refused(document):
    for name in ("x.cyjs", "x.kumu.json"):
        try:
            read(json.dumps(document), name)
        except pm.PowermapError as error:
            assert "x." in str(error)


@given(st.lists(st.sampled_from(PIECES), max_size=20).map("".join))
@settings(max_examples=40, deadline=None)
def test_any_lines_of_mermaid_are_read(text):
    for start in ("graph TD\n", "quadrantChart\n"):
        assert read(start + text, "x.mmd").sheets[0].title == "People"
