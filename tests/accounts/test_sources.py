"""Which files are meant by files, folders and patterns."""

from __future__ import annotations

import pytest

import powermap as pm
from powermap.exchange.sources import find_named_sources, find_sources


@pytest.fixture
def folder(tmp_path, monkeypatch):
    for name in (
        "b.yaml",
        "a.XLSX",
        "c.json",
        "people.csv",
        "people-ties.csv",
        "people-about.csv",
        "nodes.csv",
        "edges.csv",
        "north/d.yml",
        "north/deep/b.yaml",
        ".hidden.yaml",
        ".git/e.yaml",
        "~$a.xlsx",
        "powermap.toml",
        "readme.md",
        "notes.txt",
        "portfolio.html",
        "deck.pptx",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("")
    monkeypatch.chdir(tmp_path)
    return tmp_path


ALL = [
    "a.XLSX",
    "b.yaml",
    "c.json",
    "edges.csv",
    "people.csv",
    "north/d.yml",
    "north/deep/b.yaml",
]


def test_a_folder_is_searched_for_what_powermap_reads(folder):
    assert list(find_named_sources(folder)) == ALL
    assert find_sources(str(folder)) == tuple(folder / name for name in ALL)
    assert list(find_named_sources(folder, without=[folder / "north", "b.yaml"])) == [
        "a.XLSX",
        "c.json",
        "edges.csv",
        "people.csv",
    ]


@pytest.mark.parametrize(
    ("pattern", "names"),
    [
        ("*.yaml", ["b.yaml"]),
        ("**/*.yaml", ["b.yaml", "north/deep/b.yaml"]),
        ("north/**/*.y*ml", ["d.yml", "deep/b.yaml"]),
        ("[ab].*", ["a.XLSX", "b.yaml"]),
        ("*.md", ["readme.md"]),
    ],
)
def test_a_pattern_takes_what_it_matches(folder, pattern, names):
    assert list(find_named_sources(pattern)) == names
    assert list(find_named_sources(folder / pattern)) == names


def test_a_named_file_is_taken_as_it_is(folder):
    given = ["readme.md", "missing.yaml", "~$a.xlsx"]
    assert [str(path) for path in find_sources(given)] == given
    odd = folder / "x[1].yaml"
    odd.write_text("")
    assert find_sources(odd) == (odd,)


def test_every_file_counts_once_however_it_is_named(folder):
    given = ["b.yaml", folder, "./b.yaml", "*.yaml", "north"]
    assert len(find_sources(given)) == len(ALL)
    (folder / "link.yaml").symlink_to(folder / "b.yaml")
    assert "link.yaml" not in [path.name for path in find_sources(["b.yaml", "."])]


def test_files_of_one_name_in_two_folders_are_told_apart(folder):
    names = list(find_named_sources([folder, folder / "north" / "deep"]))
    assert names == ALL
    named = find_named_sources([folder / "north" / "deep", folder])
    assert len(named) == len(ALL)
    assert {path.resolve() for path in named.values()} == {
        (folder / name).resolve() for name in ALL
    }


@pytest.mark.parametrize("given", ["empty", "*.xyz", ["b.yaml", "no/*.yaml"]])
def test_a_folder_or_pattern_without_files_is_refused(folder, given):
    folder.joinpath("empty").mkdir()
    with pytest.raises(pm.FormatError) as refusal:
        find_sources(given)
    assert refusal.value.say("zh")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.yaml", "account: Acme\npeople: shared.yaml  # both deals\n"),
        ("a.yml", "people_file: 'shared.yaml'\naccount: Acme\n"),
        ("a.json", '{"account": "Acme",\n "people": "shared.yaml",\n "value": 3}'),
        ("a.yaml", "{account: Acme, people: shared.yaml, value: 3}"),
    ],
)
def test_a_file_of_people_that_plans_share_is_no_account(tmp_path, name, text):
    people = "stakeholders:\n- {id: ana, name: Ana Ruiz, power: 8}\n"
    tmp_path.joinpath("shared.yaml").write_text(people)
    tmp_path.joinpath(name).write_text(text)
    assert list(find_named_sources(tmp_path)) == [name]
    assert pm.read(tmp_path / name).center["ana"].power == 8
    # A shell writes out a pattern; named alone it is a file as any other.
    files = [tmp_path / "shared.yaml", tmp_path / name]
    assert list(find_named_sources(files)) == [name]
    assert list(find_named_sources(tmp_path / "shared.yaml")) == ["shared.yaml"]


def test_a_portfolio_among_the_accounts_is_none_of_them(tmp_path):
    pm.write(pm.northwind_plan(), tmp_path / "a.yaml")
    pm.write(pm.northwind(), tmp_path / "b.xlsx")
    tmp_path.joinpath("c.xlsx").write_text("no workbook")
    for name in ("portfolio.json", "portfolio.xlsx"):
        pm.portfolio(tmp_path).save(tmp_path / name)
    names = ["a.yaml", "b.xlsx", "c.xlsx"]
    assert list(find_named_sources(tmp_path)) == names
    assert list(find_named_sources(tmp_path / "*.*")) == names
