"""Tables of ties that other programs and people write."""

from __future__ import annotations

import pytest

from powermap import TieKind, read
from powermap.exchange import inspect


def _ties(path):
    return [(tie.source, tie.kind, tie.target) for tie in read(path).center.ties]


@pytest.mark.filterwarnings("ignore::powermap.PowermapWarning")
def test_a_list_of_ties_alone_makes_its_people(tmp_path):
    path = tmp_path / "edges.csv"
    path.write_text(
        "Source,Target,Type,Label,Weight\n"
        "Ana Ruiz,Ben Ode,Directed,,2\nBen Ode,Cleo Hart,Undirected,,1\n"
    )
    assert _ties(path) == [
        ("ana-ruiz", TieKind.INFLUENCES, "ben-ode"),
        ("ben-ode", TieKind.TALKS_TO, "cleo-hart"),
    ]


@pytest.mark.filterwarnings("ignore::powermap.PowermapWarning")
def test_nodes_and_edges_of_a_graph_program_are_one_file(tmp_path):
    (tmp_path / "net-nodes.csv").write_text("Id,Label\n1,Ana Ruiz\n2,Ben Ode\n")
    (tmp_path / "net-edges.csv").write_text("Source,Target,Type\n1,2,Directed\n")
    for name in ("net-nodes.csv", "net-edges.csv"):
        center = read(tmp_path / name).center
        assert [person.name for person in center] == ["Ana Ruiz", "Ben Ode"]
        assert [(tie.source, tie.target) for tie in center.ties] == [("1", "2")]


def test_a_word_from_the_second_person_turns_the_tie_with_a_note(tmp_path):
    path = tmp_path / "who.csv"
    path.write_text("Person A,Relationship,Person B\nAna,manages,Ben\n")
    understanding = inspect(path)
    ties = understanding.center.ties
    assert [(tie.source, tie.kind) for tie in ties] == [("ben", TieKind.REPORTS_TO)]
    notes = [str(note) for note in understanding.notes]
    assert any("'manages' → Reports to, from the second" in note for note in notes)


@pytest.mark.filterwarnings("ignore::powermap.PowermapWarning")
def test_columns_that_name_people_are_ties(tmp_path):
    path = tmp_path / "people.csv"
    path.write_text(
        "Name,Influences,Direct reports,Region\n"
        "Ana,Ben,Cleo; Ben,South\nBen,,,\nCleo,,,North\n"
    )
    assert _ties(path) == [
        ("ana", TieKind.INFLUENCES, "ben"),
        ("cleo", TieKind.REPORTS_TO, "ana"),
        ("ben", TieKind.REPORTS_TO, "ana"),
    ]
    assert read(path).center["ana"].custom == {"Region": "South"}


def test_managers_of_a_list_of_pairs_are_people(tmp_path):
    path = tmp_path / "pairs.csv"
    path.write_text("Manager,Direct report\nAna,Ben\nAna,Cleo\nBen,Dan\n")
    understanding = inspect(path)
    names = [person.name for person in understanding.center]
    assert names == ["Ben", "Cleo", "Dan", "Ana"]
    assert len(understanding.center.ties) == 3
    assert any("was added: 'Ana'" in str(note) for note in understanding.notes)


def test_marks_below_a_stance_say_it(tmp_path):
    path = tmp_path / "people.csv"
    path.write_text("Name,Champion?,Blocker,Primary\nAmy,x,,x\nBen,,x,\nCy,,,x\n")
    understanding = inspect(path)
    stances = [str(person.stance) for person in understanding.center]
    assert stances == ["champion", "opponent", "None"]
    notes = [str(note) for note in understanding.notes]
    assert any("Champion?: read as: Stance Champion" in note for note in notes)
