"""Graph formats: what others read in them is what was known, and nothing else."""

from __future__ import annotations

import html
import io
import json
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree as ET

import networkx as nx
import pytest
from hypothesis import given, settings, strategies as st
from tests.helpers.writers import writer_of
from typer.testing import CliRunner

import powermap as pm
from powermap.cli import app
from powermap.exchange.formats.registry import find_format
from powermap.exchange.graphs import GRAPH_SUFFIXES, kumu
from powermap.exchange.mermaid import to_mermaid
from powermap.language import Language, label
from powermap.model.stakeholder import known_values
from powermap.network.graph_formats import cytoscape, gexf, graphml

# Of a flowchart, which has no place for most of what is known.
pytestmark = pytest.mark.filterwarnings("ignore:.*has no place for")
SUFFIXES = [".graphml", ".gexf", ".cyjs", ".kumu.json", ".mmd"]
READ_BACK = ".yaml, .yml, .json, .xlsx, .csv"
HOSTILE = [
    'Ana "Ace" Ruiz',
    "<script>alert(1)</script>",
    "# Ana #35; #quot;",
    "Ana & Ben &amp; Co",
    "`Ana` **Ruiz**",
    "Ana | Ben",
    'Ana] --> n1["x"]',
    "A" * 300,
    "Ana\u00a0 Ruiz\u3000X",
    "欧阳静",
    "\u200eabc שלום",
    "👩‍👩‍👧 Ana",
    "C:\\new\\",
    "end",
    "]]>",
    "'; DROP",
    "$x$ {y} (z)",
]


def typed():
    """Everything known of somebody; within a field all scores are of one kind."""
    return pm.BuyingCenter(
        "ERP <x> & Co",
        [
            pm.Stakeholder(
                "Ana Ruiz",
                title="CFO",
                department="Finance",
                organization="Northwind",
                power=8,
                involvement=2.5,
                stance="neutral",
                contact="none",
                can_veto=True,
                declared_role="approver",
                covered_by=["Kim", "=Lee"],
                organization_needs=["finance", "image"],
                personal_needs=["security"],
                meets_organization_needs=False,
                meets_personal_needs=True,
                note="first line\n= second\n\tthird",
                evidence="-said so",
                as_of="2025-03-31",
            ),
            pm.Stakeholder(
                "Ben Ode", id="12", power=-1, involvement=0.1 + 0.2, stance="champion"
            ),
            pm.Stakeholder("张伟"),
            *(
                pm.Stakeholder(text, id=f"h{at}", note=text)
                for at, text in enumerate(HOSTILE)
            ),
        ],
        [
            pm.Tie("12", "ana-ruiz", "reports_to", note="'x\n\ty"),
            pm.Tie("12", "ana-ruiz", "listens_to", 2),
            pm.Tie("12", "ana-ruiz", "influences"),
            pm.Tie("12", "ana-ruiz", "influences", 3),
            pm.Tie("ana-ruiz", "12", "influences"),
            pm.Tie("张伟", "12", "friend_of", 1),
            pm.Tie("张伟", "ana-ruiz", "conflicts_with"),
            pm.Tie("h1", "张伟", "dotted_to"),
            pm.Tie("h2", "张伟", "talks_to"),
        ],
        pm.Scale(-2, 12, 5),
        as_of="2025-04-01",
        wanted_roles=["owner", "gatekeeper"],
    )


READERS = {
    "graphml": lambda center: nx.read_graphml(
        io.BytesIO(graphml(center)), force_multigraph=True
    ),
    "gexf": lambda center: nx.read_gexf(io.BytesIO(gexf(center))),
    "cytoscape": lambda center: nx.cytoscape_graph(json.loads(cytoscape(center))),
}


def nodes_of(graph, also=()):
    return {
        node: {key: value for key, value in facts.items() if key not in also}
        for node, facts in graph.nodes.items()
    }


def edges_of(graph, also=()):
    """Edges with all that they carry, however often they are there; 1 and 1.0 and True are told apart."""
    return Counter(
        (
            source,
            target,
            repr(
                sorted((key, value) for key, value in facts.items() if key not in also)
            ),
        )
        for source, target, facts in graph.edges(data=True)
    )


CENTERS = {
    "typed": typed(),
    "nobody": pm.BuyingCenter("Nobody"),
    "demo": pm.northwind("zh"),
}


@pytest.mark.parametrize(
    ("format", "which"),
    [
        (format, which)
        for format in READERS
        for which in CENTERS
        if (format, which) not in {("gexf", "demo"), ("graphml", "demo")}
    ],
)  # their attributes have one type each, and the demo has words beside scores
def test_networkx_reads_the_people_and_the_ties(format, which):
    center = CENTERS[which]
    graph, wanted = READERS[format](center), pm.network.to_networkx(center)
    labels = nodes_of(graph)
    assert {node: facts["label"] for node, facts in labels.items()} == {
        one.id: one.name for one in center
    }
    own = {"label"} | ({"id", "value"} if format == "cytoscape" else set())
    assert nodes_of(graph, own) == nodes_of(wanted)
    assert edges_of(graph, {"id", "source", "target", "key"}) == edges_of(wanted)


def test_cytoscape_holds_scores_and_words_in_one_field(rich):
    graph = READERS["cytoscape"](rich)
    nodes = nodes_of(graph, {"label", "id", "value"})
    assert nodes == nodes_of(pm.network.to_networkx(rich))


def typed_values(center):
    """The values of a GraphML by element and attribute, read as igraph does.

    Each attribute name has one key, and every value is of the type of its key.
    """
    tag = "{http://graphml.graphdrawing.org/xmlns}"
    root = ET.fromstring(graphml(center))
    keys = {key.get("id"): key for key in root.iter(f"{tag}key")}
    names = [(key.get("for"), key.get("attr.name")) for key in keys.values()]
    assert len(names) == len(set(names))
    read = {"string": str, "long": int, "double": float, "boolean": bool}
    values = {}
    for node in root.iter(f"{tag}node"):
        for data in node.iter(f"{tag}data"):
            key = keys[data.get("key")]
            assert key.get("for") == "node"
            value = read[key.get("attr.type")](data.text or "")
            values[node.get("id"), key.get("attr.name")] = value
    return values


@pytest.mark.parametrize("which", CENTERS)
def test_an_attribute_of_graphml_has_one_key_and_one_type(which, rich):
    for center in (CENTERS[which], rich):
        values = typed_values(center)
        for person in center:
            assert values[person.id, "name"] == person.name
            if person.power is not None:
                power = values[person.id, "power"]
                assert power == person.power or power == str(person.power)


@pytest.mark.parametrize("format", READERS)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_people_of_the_demo_are_read_again(format, lang):
    center = pm.northwind(lang)
    graph = READERS[format](center)
    for facts in graph.nodes.values():
        for extra in {"id", "value"} & facts.keys():
            del facts[extra]
    for facts in graph.edges.values():
        for extra in {"id", "source", "target", "key"} & facts.keys():
            del facts[extra]
    assert pm.network.from_networkx(graph).stakeholders == center.stakeholders


@pytest.mark.parametrize("format", ["graphml", "cytoscape"])
def test_what_is_known_of_the_whole_is_there_too(format):
    facts = READERS[format](typed()).graph
    wanted = pm.network.to_networkx(typed()).graph
    assert {key: facts[key] for key in wanted} == wanted
    assert set(facts) - set(wanted) <= {"node_default", "edge_default"}


@pytest.mark.parametrize("format", ["graphml", "cytoscape"])
def test_what_was_read_is_the_same_buying_center(format):
    center = typed()
    graph = READERS[format](center)
    for facts in (found for _, found in graph.nodes(data=True)):
        for extra in {"id", "value"} & facts.keys():
            del facts[extra]
    for *_, found in graph.edges(data=True):
        for extra in {"id", "source", "target", "key"} & found.keys():
            del found[extra]
    again = pm.network.from_networkx(graph)
    assert again.stakeholders == center.stakeholders
    assert sorted(again.ties, key=repr) == sorted(center.ties, key=repr)
    assert (again.name, again.scale, again.as_of, again.wanted_roles) == (
        center.name,
        center.scale,
        center.as_of,
        center.wanted_roles,
    )


chars = st.text(
    st.characters(exclude_categories=["Cc", "Cf", "Cs", "Cn", "Zl", "Zp"])
    | st.sampled_from('"<>&#`|;\\'),
    max_size=15,
)
texts = st.tuples(chars, st.sampled_from("xÉ7张"), chars).map("".join)
"""With something to see in it."""


@st.composite
def centers(draw):
    scores = draw(
        st.sampled_from(
            [
                st.integers(0, 10),
                st.floats(0, 10),
                st.sampled_from(["decider", "influencer"]),
            ]
        )
    )
    levels = draw(
        st.sampled_from(
            [st.integers(0, 10), st.floats(0, 10), st.sampled_from(["high", "low"])]
        )
    )
    people = [
        pm.Stakeholder(
            name,
            id=f"p{at}",
            title=draw(st.none() | texts),
            power=draw(st.none() | scores),
            involvement=draw(st.none() | levels),
            stance=draw(st.none() | st.sampled_from(pm.Stance)),
            note=draw(st.none() | texts),
        )
        for at, name in enumerate(draw(st.lists(texts, min_size=2, max_size=6)))
    ]
    node = st.integers(0, len(people) - 1)
    kinds = st.sampled_from(
        [kind for kind in pm.TieKind if kind is not pm.TieKind.REPORTS_TO]
    )
    pairs = draw(
        st.lists(
            st.tuples(node, node, kinds).filter(lambda tie: tie[0] != tie[1]),
            max_size=8,
        )
    )
    strengths = draw(st.sampled_from([st.none(), st.integers(1, 9), st.floats(0.1, 9)]))
    ties = [
        pm.Tie(
            f"p{a}", f"p{b}", kind, draw(st.none() | strengths), draw(st.none() | texts)
        )
        for a, b, kind in pairs
    ]
    return pm.BuyingCenter(draw(texts), people, ties)


@given(centers())
@settings(max_examples=40, deadline=None)
def test_any_text_is_read_as_it_was(center):
    wanted = pm.network.to_networkx(center)
    for format, reader in READERS.items():
        graph = reader(center)
        assert nodes_of(
            graph, {"label"} | ({"id", "value"} if format == "cytoscape" else set())
        ) == nodes_of(wanted)
        assert edges_of(graph, {"id", "source", "target", "key"}) == edges_of(wanted)


def test_what_is_unknown_is_absent_and_nothing_is_dated():
    for suffix in SUFFIXES:
        alone = pm.BuyingCenter(
            "ERP",
            [pm.Stakeholder("Ana"), pm.Stakeholder("Ben")],
            [pm.Tie("ana", "ben")],
        )
        written = writer_of(suffix)(alone, Language()).decode()
        fields = (
            "strength",
            "note",
            "power",
            "involvement",
            "stance",
            "title",
            "can_veto",
            "as_of",
            "covered_by",
        )
        for nothing in (
            "None",
            "null",
            "NaN",
            "lastmodified",
            ":::",
            *(f'"{field}"' for field in fields),
        ):
            assert nothing not in written


def test_gexf_has_one_type_for_each_field_so_that_scores_beside_words_are_read():
    center = pm.northwind("zh")
    graph = nx.read_gexf(io.BytesIO(writer_of(".gexf")(center, Language())))
    powers = {person.id: person.power for person in center if person.power is not None}
    assert {
        id: facts["power"] for id, facts in graph.nodes(data=True) if "power" in facts
    } == {id: str(getattr(power, "value", power)) for id, power in powers.items()}


def test_mermaid_gets_nothing_that_it_would_run_or_set_as_a_formula():
    center = pm.BuyingCenter(
        "Deal #42; %%{init: {'theme':'forest'}}%%",
        [pm.Stakeholder("$$x^2$$ %%{init}%%", power=1, involvement=1)],
    )
    for chart in ("flowchart", "quadrant"):
        text = to_mermaid(center, chart)
        assert "%" not in text
        assert "$" not in text
    assert (
        decoded(to_mermaid(center, "quadrant").splitlines()[1].strip())
        == f"title {center.name}"
    )


SIGNS = st.lists(
    st.sampled_from(
        ["fa:", "fa-", "fab:fa-x", "$", "$$", "\\", "n", "\\n", "#", " ", "A"]
    ),
    min_size=1,
    max_size=8,
).map("".join)


@given(SIGNS.filter(str.strip))
def test_mermaid_finds_no_icon_no_formula_and_no_line_break_in_a_name(name):
    people = [pm.Stakeholder(f"A {name}", id="a", power=1, involvement=1)]
    center = pm.BuyingCenter("ERP", people)
    for chart in ("flowchart", "quadrant"):
        line = to_mermaid(center, chart).splitlines()[-1 if chart == "quadrant" else 1]
        # What Mermaid 10 to 12 look for when they have read the entities.
        assert not re.search(r"fa[bklrs]?:fa-|\$\$|\\n", seen_by_mermaid(line)), line
        assert plain(f"A {name}") in decoded(line)


def test_write_uses_the_language_that_is_asked_for(tmp_path):
    people = [pm.Stakeholder("Ana"), pm.Stakeholder("Ben")]
    center = pm.BuyingCenter("ERP", people, [pm.Tie("ana", "ben", "listens_to")])
    path = pm.write(center, tmp_path / "deal.mmd", lang="zh")
    assert "听取" in path.read_text(encoding="utf-8")


def test_mermaid_takes_any_subject_and_the_words_of_a_playbook():
    people = [pm.Stakeholder("Ana"), pm.Stakeholder("Ben")]
    center = pm.BuyingCenter("ERP", people, [pm.Tie("ana", "ben", "friend_of")])
    playbook = pm.Playbook(wording={"en": {"TieKind.friend_of": "Golf partner of"}})
    plan = pm.AccountPlan("Northwind", center=center)
    judgment = pm.judge(plan, playbook=playbook)
    text = to_mermaid(judgment)
    assert '|"Golf partner of"|' in text
    assert to_mermaid(plan, playbook=playbook) == text
    assert to_mermaid(center, playbook=playbook) == text


def test_the_same_bytes_twice():
    for suffix in SUFFIXES:
        first = writer_of(suffix)(typed(), Language())
        assert first == writer_of(suffix)(typed(), Language())
        assert first.endswith(b"\n")
        assert first != writer_of(suffix)(typed().without("12"), Language())


def test_every_hash_seed_writes_the_same(tmp_path):
    pm.write(typed(), tmp_path / "deal.yaml")
    code = (
        "import sys, hashlib, powermap as pm\n"
        "from powermap.exchange.formats.registry import find_format\n"
        "from powermap.language import Language\n"
        "center = pm.read(sys.argv[1]).center\n"
        f"for suffix in {GRAPH_SUFFIXES!r}:\n"
        "    write = find_format('deal' + suffix).write\n"
        "    print(hashlib.sha256(write(center, Language())).hexdigest())\n"
    )
    hashes = {
        subprocess.run(
            [sys.executable, "-c", code, tmp_path / "deal.yaml"],
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(hashes) == 1


def kumu_of(center):
    return json.loads(kumu(center))


def test_kumu_has_the_shape_of_its_documentation():
    made = kumu_of(typed())
    # Facts of the whole stand first; Kumu itself has no place for them.
    assert list(made)[-2:] == ["elements", "connections"]
    assert made["name"] == "ERP <x> & Co"
    assert (made["scale_low"], made["scale_high"]) == (-2, 12)
    ids = [each["id"] for each in (*made["elements"], *made["connections"])]
    assert len(ids) == len(set(ids)) == len(typed()) + len(typed().ties)
    elements = {each["id"] for each in made["elements"]}
    assert [each["label"] for each in made["elements"]] == [
        person.name for person in typed()
    ]
    assert all(each["type"] == "Person" for each in made["elements"])
    for each in made["connections"]:
        assert {each["from"], each["to"]} <= elements
        assert each["from"] != each["to"]
        assert each["direction"] in {"directed", "mutual", "undirected"}
    flat = [
        value
        for each in (*made["elements"], *made["connections"])
        for value in each.values()
    ]
    assert all(isinstance(value, str | int | float | bool | list) for value in flat)


def test_kumu_of_two_people_in_full():
    people = [
        pm.Stakeholder(
            "Ana",
            power=8,
            can_veto=False,
            covered_by=["Kim", "Lee"],
            note="met",
            as_of="2025-03-31",
        ),
        pm.Stakeholder("Ben", id="b", involvement="low"),
    ]
    ties = [
        pm.Tie("b", "ana", "listens_to", 2, "often"),
        pm.Tie("b", "ana"),
        pm.Tie("ana", "b", "friend_of"),
    ]
    assert kumu_of(pm.BuyingCenter("ERP", people, ties)) == {
        "name": "ERP",
        "scale_low": 0,
        "scale_high": 10,
        "elements": [
            {
                "id": "person-ana",
                "label": "Ana",
                "type": "Person",
                "description": "met",
                "power": 8,
                "can_veto": False,
                "covered_by": ["Kim", "Lee"],
                "as_of": "2025-03-31",
            },
            {"id": "person-b", "label": "Ben", "type": "Person", "involvement": "low"},
        ],
        "connections": [
            {
                "id": "tie-1",
                "from": "person-ana",
                "to": "person-b",
                "type": "Is listened to by",
                "direction": "directed",
                "kind": "listens_to",
                "strength": 2,
                "description": "often",
            },
            {
                "id": "tie-2",
                "from": "person-b",
                "to": "person-ana",
                "type": label(pm.TieKind.INFLUENCES, "en"),
                "direction": "directed",
                "kind": "influences",
            },
            {
                "id": "tie-3",
                "from": "person-ana",
                "to": "person-b",
                "type": label(pm.TieKind.FRIEND_OF, "en"),
                "direction": "mutual",
                "kind": "friend_of",
            },
        ],
    }


@given(centers())
@settings(max_examples=40, deadline=None)
def test_kumu_keeps_all_that_is_known(center):
    made = kumu_of(center)
    for person, element in zip(center, made["elements"], strict=True):
        known = {
            key: value
            for key, value in known_values(person).items()
            if key not in {"id", "name", "note"}
        }
        assert element["label"] == person.name
        assert element.get("description") == person.note
        assert {key: element[key] for key in known} == known
        assert set(element) == {
            "id",
            "label",
            "type",
            *known,
            *(["description"] if person.note else []),
        }


TEXT = r'(?:[^"<>`#&\r\n]|#\w+;)+'
STANCES = "|".join(pm.Stance)
FLOWCHART = [
    r"flowchart TD",
    rf'    n\d+\["{TEXT}(?:<br/>{TEXT})?"\](?::::(?:{STANCES}))?',
    rf'    n\d+ (?:---|-\.-|==>|-->|-\.->|x--x|o--o)(?:\|"{TEXT}"\|)? n\d+',
    rf"    classDef (?:{STANCES}) fill:#\w{{6}},stroke:#\w{{6}},color:#\w{{6}}",
]
NUMBER = r"(?:1|0|0\.\d{0,2}[1-9])"
QUADRANT = [
    r"quadrantChart",
    r"    title \S.*",
    rf'    [xy]-axis "{TEXT}" --> "{TEXT}"',
    rf'    quadrant-[1-4] "{TEXT}"',
    rf'    "{TEXT}": \[{NUMBER}, {NUMBER}\]',
]


def lines_of(text, grammar):
    assert text.endswith("\n")
    lines = text.removesuffix("\n").split("\n")
    assert [
        line for line in lines if not any(re.fullmatch(rule, line) for rule in grammar)
    ] == []
    return lines


def decoded(text):
    """Mermaid's entities as the characters that it draws and somebody sees."""
    return seen_by_mermaid(text).replace("\u200b", "")


def seen_by_mermaid(text):
    return html.unescape(
        re.sub(
            r"#(\w+);", lambda found: f"&{'#' * found[1].isdigit()}{found[1]};", text
        )
    )


def plain(text):
    return " ".join(text.split())


def shown_in(lines):
    """Names and titles by node."""
    found = (re.fullmatch(r'    (n\d+)\["(.*)"\](?::::\w+)?', line) for line in lines)
    return {one[1]: tuple(map(decoded, one[2].split("<br/>"))) for one in found if one}


@given(centers(), st.sampled_from(["en", "zh"]))
@settings(max_examples=60, deadline=None)
def test_mermaid_keeps_to_its_grammar_and_to_the_text(center, lang):
    lines = lines_of(to_mermaid(center, lang=lang), FLOWCHART)
    assert list(shown_in(lines).values()) == [
        tuple(plain(text) for text in (person.name, person.title) if text)
        for person in center
    ]
    stances = {person.stance for person in center} - {None}
    assert len(lines) == 1 + len(center) + len(center.ties) + len(stances)
    points = [
        line
        for line in lines_of(to_mermaid(center, "quadrant", lang=lang), QUADRANT)
        if ": [" in line[-16:]
    ]
    both = [
        person
        for person in center
        if person.power is not None and person.involvement is not None
    ]
    assert [decoded(point.strip().rpartition('": [')[0][1:]) for point in points] == [
        plain(each.name) for each in both
    ]


def test_hostile_names_survive_mermaid():
    for name in HOSTILE:
        people = [
            pm.Stakeholder(name, id="a", title=name, power=1, involvement=1),
            pm.Stakeholder("B", id="b"),
        ]
        center = pm.BuyingCenter("ERP", people, [pm.Tie("a", "b")])
        lines = lines_of(to_mermaid(center), FLOWCHART)
        assert shown_in(lines) == {"n0": (plain(name), plain(name)), "n1": ("B",)}
        point = lines_of(to_mermaid(center, "quadrant"), QUADRANT)[-1]
        assert decoded(
            point.removeprefix('    "').removesuffix('": [0.1, 0.1]')
        ) == plain(name)


FIRST_IN_A_LINE = [
    ("reports_to", "n1 --- n0"),
    ("dotted_to", 'n1 -.-|"Dotted to"| n0'),
    ("influences", "n0 ==> n1"),
    ("listens_to", 'n1 -->|"Is listened to by"| n0'),
    ("talks_to", 'n0 -.->|"Talks to"| n1'),
    ("conflicts_with", 'n0 x--x|"Conflicts with"| n1'),
    ("friend_of", 'n0 o--o|"Friend of"| n1'),
]


def test_a_manager_and_who_influences_come_first():
    for kind, line in FIRST_IN_A_LINE:
        people = [pm.Stakeholder("A", stance="enemy"), pm.Stakeholder("B", title="CFO")]
        text = to_mermaid(pm.BuyingCenter("ERP", people, [pm.Tie("a", "b", kind)]))
        drawn, _, classes = text.partition("    classDef ")
        assert (
            drawn
            == f'flowchart TD\n    n0["A"]:::enemy\n    n1["B<br/>CFO"]\n    {line}\n'
        )
        assert classes == "enemy fill:#FADEDB,stroke:#96281B,color:#96281B\n"


POINTS = [
    (8, 10, (0, 10), "[1, 0.8]"),
    (0, 0, (0, 10), "[0, 0]"),
    (10, 5, (0, 10), "[0.5, 1]"),
    (10.0, 1 / 3, (0, 10), "[0.033, 1]"),
    ("decider", "low", (0, 10), "[0.25, 0.75]"),
    ("influencer", "high", (0, 10), "[0.75, 0.25]"),
    (8, 4, (0, 10, 8), "[0.25, 0.5]"),
    (9, 9.9999, (0, 10, 8), "[1, 0.75]"),
    (10, 5, (0, 10, 10), "[0.25, 0.5]"),
    (3, 1, (1, 5), "[0, 0.5]"),
    (-1, 1, (-1, 1), "[1, 0]"),
]


def test_the_cut_stands_in_the_middle_and_numbers_as_mermaid_wants_them():
    for power, involvement, scale, point in POINTS:
        ana = pm.Stakeholder("Ana", power=power, involvement=involvement)
        lines = lines_of(
            to_mermaid(
                pm.BuyingCenter("ERP", [ana], scale=pm.Scale(*scale)), "quadrant"
            ),
            QUADRANT,
        )
        assert lines[-1] == f'    "Ana": {point}'


@given(
    st.floats(-3, 12),
    st.sampled_from([pm.Scale(-3, 12), pm.Scale(-3, 12, 11.5), pm.Scale(-3, 12, -2.9)]),
)
def test_who_decides_stands_in_the_upper_half(power, scale):
    ana = pm.Stakeholder("Ana", power=power, involvement="low")
    last = lines_of(
        to_mermaid(pm.BuyingCenter("ERP", [ana], scale=scale), "quadrant"), QUADRANT
    )[-1]
    y = float(last.rpartition(", ")[2].removesuffix("]"))
    assert y >= 0.5 if scale.is_high(power) else y <= 0.5


def test_only_those_stand_in_the_quadrant_of_whom_both_are_known():
    people = [
        pm.Stakeholder("A", power=1),
        pm.Stakeholder("B", involvement=1),
        pm.Stakeholder("C"),
    ]
    assert len(to_mermaid(pm.BuyingCenter("ERP", people), "quadrant").splitlines()) == 8


def test_mermaid_speaks_chinese():
    center = pm.BuyingCenter(
        "ERP",
        [pm.Stakeholder("A"), pm.Stakeholder("B")],
        [pm.Tie("a", "b", "friend_of")],
    )
    assert f'n0 o--o|"{label(pm.TieKind.FRIEND_OF, "zh")}"| n1' in to_mermaid(
        center, lang="zh"
    )
    assert f'quadrant-1 "{label(pm.Role.OWNER, "zh")}"' in to_mermaid(
        center, "quadrant", lang="zh"
    )


def test_a_chart_that_mermaid_does_not_get_is_refused():
    with pytest.raises(
        pm.FormatError,
        match=r"'quadrants'; allowed: flowchart, quadrant \(did you mean 'quadrant'",
    ):
        to_mermaid(pm.BuyingCenter("ERP"), "quadrants")


def test_what_a_flowchart_does_not_hold_is_told(tmp_path):
    people = [
        pm.Stakeholder("Ana", title="CFO", power=8, stance="enemy", custom={"Desk": 4}),
        pm.Stakeholder("Ben"),
    ]
    center = pm.BuyingCenter("ERP", people, [pm.Tie("ana", "ben", strength=2)])
    said = "has no place for: Power, Desk and Strength|has no place for: Power, Desk, Strength"
    with pytest.warns(pm.PowermapWarning, match=said):
        pm.write(center, tmp_path / "deal.mmd")


def test_write_replaces_whole(tmp_path):
    for suffix in SUFFIXES:
        folder = tmp_path / suffix
        folder.mkdir()
        target = folder / f"deal{suffix}"
        target.write_bytes(b"old " * 100_000)
        assert pm.write(typed(), target) == target
        assert target.read_bytes() == writer_of(suffix)(typed(), Language())
        assert [path.name for path in folder.iterdir()] == [target.name]


def test_a_folder_as_target_is_refused_and_nothing_is_left_behind(tmp_path):
    for suffix in SUFFIXES:
        folder = tmp_path / suffix
        folder.mkdir()
        target = folder / f"deal{suffix}"
        target.mkdir()
        with pytest.raises(pm.FormatError, match="this is a folder; name a file in it"):
            pm.write(typed(), target)
        with pytest.raises(pm.FormatError, match="does not exist; make it first"):
            pm.write(typed(), folder / "nowhere" / f"deal{suffix}")
        assert list(folder.rglob("*")) == [target]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_file_stays_as_it_was_when_it_cannot_be_replaced(
    tmp_path, monkeypatch, suffix
):
    target = tmp_path / f"deal{suffix}"
    target.write_bytes(b"mine")

    def refuse(*_):
        raise PermissionError(13, "in use")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(pm.FormatError, match=r"cannot be replaced \(in use\)"):
        pm.write(typed(), target)
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [
        (target.name, b"mine")
    ]


def test_a_suffix_that_is_none_names_all_that_can_be_written(tmp_path):
    with pytest.raises(pm.FormatError, match=r"did you mean '\.graphml'") as caught:
        pm.write(typed(), tmp_path / "deal.graphm")
    assert all(
        suffix in str(caught.value) for suffix in (*SUFFIXES, *READ_BACK.split(", "))
    )
    assert list(tmp_path.iterdir()) == []


FILE_NAMES = [
    ("deal.GraphML", ".graphml"),
    ("deal.v2.Kumu.JSON", ".kumu.json"),
    ("deal.json", None),
    ("kumu.json", None),
    ("deal.mmd.yaml", None),
    ("mmd", None),
]


def test_the_format_follows_the_end_of_the_name():
    for name, suffix in FILE_NAMES:
        format = find_format(str(Path("folder.gexf") / name))
        writes = format is not None and format.write is not None
        assert (format.suffixes[0] if writes else None) == suffix


def test_convert_writes_graph_formats(tmp_path):
    for suffix in SUFFIXES:
        folder = tmp_path / suffix
        folder.mkdir()
        pm.write(typed(), folder / "deal.yaml")
        target = folder / f"deal{suffix}"
        done = CliRunner().invoke(
            app, ["convert", str(folder / "deal.yaml"), str(target)]
        )
        assert (done.exit_code, done.output) == (0, f"wrote {target}\n")
        assert target.read_bytes() == writer_of(suffix)(
            pm.read(folder / "deal.yaml").center, Language()
        )


def test_draw_writes_mermaid_of_the_chart_that_is_asked_for(tmp_path):
    pm.write(typed(), tmp_path / "deal.yaml")
    for chart, diagram in (("quadrant", "quadrant"), ("influence", "flowchart")):
        given = [
            "draw",
            str(tmp_path / "deal.yaml"),
            "-o",
            str(tmp_path / "x.mmd"),
            "--chart",
            chart,
            "--lang",
            "zh",
        ]
        assert CliRunner().invoke(app, given).exit_code == 0
        assert (tmp_path / "x.mmd").read_text(encoding="utf-8") == to_mermaid(
            typed(), diagram, lang="zh"
        )


def test_convert_into_a_folder_is_one_message_and_exit_code_2(tmp_path):
    (tmp_path / "deal.graphml").mkdir()
    done = subprocess.run(
        [sys.executable, "-m", "powermap", "convert", "-", "deal.graphml"],
        input=b"name: ERP\n",
        capture_output=True,
        cwd=tmp_path,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, b"")
    assert (
        done.stderr.decode().strip()
        == "powermap: deal.graphml: this is a folder; name a file in it"
    )
    assert [path.name for path in tmp_path.rglob("*")] == ["deal.graphml"]
