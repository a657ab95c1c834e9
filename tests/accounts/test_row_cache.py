"""Rows that are kept: the same as those made anew, whatever changed or was damaged."""

from __future__ import annotations

import json
import shutil

import pytest

import powermap as pm
from powermap.accounts import account_job
from powermap.accounts.judged_row import account_row
from powermap.accounts.plain_values import from_plain, to_plain
from powermap.demo import northwind_plan

DAY = "2026-11-20"


@pytest.fixture
def judged(monkeypatch):
    """The accounts that were judged, in their order."""
    names = []

    def row(name, *arguments, **options):
        names.append(name)
        return account_row(name, *arguments, **options)

    monkeypatch.setattr(account_job, "account_row", row)
    return names


@pytest.fixture
def folder(tmp_path):
    accounts = tmp_path / "accounts"
    accounts.mkdir()
    pm.write(northwind_plan(), accounts / "客户 northwind.yaml")
    accounts.joinpath("people.yaml").write_text(
        "stakeholders: [{id: ana, name: Ana Ruiz, power: 8}]"
    )
    accounts.joinpath("acme.yaml").write_text("account: Acme\npeople: people.yaml\n")
    accounts.joinpath("export.csv").write_text(
        "Name,Power,Deal\nAna Ruiz,8,ERP\nBen Ode,3,MES\n"
    )
    return tmp_path


ALL = ["acme.yaml", "export.csv · ERP", "export.csv · MES", "客户 northwind.yaml"]


def make(folder, **options):
    given = {"today": DAY, "cache": folder / "cache", **options}
    return pm.portfolio(folder / "accounts", **given)


def test_what_did_not_change_is_not_judged_again(folder, judged):
    first = make(folder)
    assert judged == ALL
    assert make(folder) == first
    assert judged == ALL
    for changed, again in (
        (folder / "accounts" / "people.yaml", ["acme.yaml"]),
        (folder / "accounts" / "export.csv", ALL[1:3]),
    ):
        judged.clear()
        changed.write_text(changed.read_text().replace("8", "2"))
        assert make(folder) == make(folder, cache=None)
        assert judged[: len(again)] == again
        assert len(judged) == len(again) + len(ALL)
    judged.clear()
    make(folder, today="2026-11-21")
    assert judged == ALL


def test_pages_are_written_again_where_they_are_gone(folder, judged):
    pages = folder / "pages"
    first = make(folder, pages=pages)
    before = {path.name: path.read_bytes() for path in pages.iterdir()}
    shutil.rmtree(pages)
    judged.clear()
    assert make(folder, pages=pages) == first
    assert judged == []
    assert {path.name: path.read_bytes() for path in pages.iterdir()} == before


def test_a_cache_that_is_gone_or_damaged_is_made_again(folder, judged):
    first = make(folder)
    for path in folder.joinpath("cache").rglob("*"):
        if path.is_file():
            path.write_bytes(path.read_bytes()[:-7])
    judged.clear()
    assert make(folder) == first
    assert judged == ALL
    shutil.rmtree(folder / "cache")
    assert make(folder) == first


def test_files_that_fail_are_read_each_time(folder, judged):
    bad = folder / "accounts" / "bad.yaml"
    bad.write_text("name: [broken")
    for _ in range(2):
        assert [error.source for error in make(folder).errors] == ["bad.yaml"]
    pm.write(northwind_plan(), bad)
    assert not make(folder).errors


@pytest.mark.parametrize("account", ["plan", "people"])
def test_a_row_comes_back_as_it_was(account):
    subject = {"plan": northwind_plan, "people": pm.northwind}[account]()
    row = account_row("n.yaml", pm.judge(subject, today=DAY))
    text = json.dumps(to_plain(row))
    assert from_plain(json.loads(text)) == row


@pytest.mark.parametrize(
    "plain",
    [
        ["object", "powermap.files.writing:replace_file", "a", "b"],
        ["object", "pathlib:Path", "a"],
        ["member", "os:name", "a"],
        ["kind", "powermap.accounts.__main__:x"],
        ["object", "powermap.accounts.rows:AccountError", "a"],
        ["call", "a"],
        [],
        ["date", "soon"],
    ],
)
def test_nothing_else_is_made_of_a_cache(plain):
    with pytest.raises(ValueError):
        from_plain(plain)
    with pytest.raises(TypeError):
        to_plain(object())
