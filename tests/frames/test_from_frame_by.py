"""The accounts of a frame one after another."""

from __future__ import annotations

import warnings

import engines
import polars as pl
import pytest

import powermap as pm
from powermap.errors import TableError
from powermap.exchange.tables import frame_accounts

PEOPLE = {
    "account_id": (str, ["b", "a", "b", "c", "a", None]),
    "Name": (str, ["Ben Ode", "Ana Ruiz", "Bo Lind", "Cy Park", "Al Gray", "No One"]),
    "Power": (float, [3.0, 8.0, 9.0, 12.0, None, 5.0]),
}
TIES = {
    "account_id": (str, ["b", "b"]),
    "Source": (str, ["Ben Ode", "Bo Lind"]),
    "Kind": (str, ["reports to", "talks to"]),
    "Target": (str, ["Bo Lind", "Ben Ode"]),
}


def described(pairs):
    """The names and the number of ties, or the error, of each account."""
    answer = {}
    for account, center in pairs:
        if isinstance(center, pm.PowermapError):
            answer[account] = type(center)
        else:
            names = [person.name for person in center]
            answer[account] = (center.name, names, len(center.ties))
    return answer


EXPECTED = {
    "a": ("a", ["Ana Ruiz", "Al Gray"], 0),
    "b": ("b", ["Ben Ode", "Bo Lind"], 2),
    "c": TableError,
}


@pytest.mark.parametrize("rows_at_once", [1, 3, 50_000])
@pytest.mark.parametrize(
    "engine", [each for each in engines.installed() if each != "pyspark"]
)
def test_each_account_of_a_frame_is_read_by_itself(engine, rows_at_once, monkeypatch):
    monkeypatch.setattr(frame_accounts, "_ROWS_AT_ONCE", rows_at_once)
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        people = engines.make(engine, PEOPLE)
        ties = engines.make(engine, TIES)
        pairs = pm.from_frame(people, ties, by="account_id", scale="0..10")
        assert described(pairs) == EXPECTED
    assert any("1 row has nothing in 'account_id'" in str(each) for each in told)


def test_parquet_files_and_partitioned_folders_are_read(tmp_path):
    people = pl.from_arrow(engines.arrow_table(PEOPLE)).drop_nulls("account_id")
    file = tmp_path / "people.parquet"
    people.write_parquet(file)
    for region, part in (("EU", people[:2]), ("US", people[2:])):
        folder = tmp_path / "people" / f"region={region}"
        folder.mkdir(parents=True)
        part.write_parquet(folder / "part-0.parquet")
    for reader in ("duckdb", "polars", "pyarrow"):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(frame_accounts, "_READERS", (reader,))
            for source in (file, str(file)):
                pairs = pm.from_frame(source, by="account_id", scale="0..10")
                assert described(pairs) == EXPECTED | {
                    "b": ("b", ["Ben Ode", "Bo Lind"], 0)
                }
            pairs = dict(
                pm.from_frame(tmp_path / "people", by="account_id", scale="0..10")
            )
            assert {person.name for person in pairs["b"]} == {"Ben Ode", "Bo Lind"}
            assert pairs["a"]["Ana Ruiz"].custom["region"] == "EU"


def test_what_is_wrong_with_the_whole_is_told_at_the_call(tmp_path):
    frame = engines.make("polars", PEOPLE)
    with pytest.raises(pm.FormatError, match="there is no column 'deal'"):
        pm.from_frame(frame, by="deal")
    with pytest.raises(pm.FormatError, match="no Parquet file"):
        pm.from_frame(tmp_path, by="account_id")
    with pytest.raises(pm.FormatError, match="give the buying center a name"):
        pm.from_frame(frame)
    with pytest.raises(pm.FormatError, match="is not a data frame"):
        pm.from_frame([1, 2], by="account_id")


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_an_account_with_too_many_rows_has_an_error_in_its_place(engine, monkeypatch):
    monkeypatch.setattr(frame_accounts, "PEOPLE", 2)
    monkeypatch.setattr(frame_accounts, "TIES", 1)
    accounts = ["a", "b", "b", "b", "c", "d", "e", "e", "e"]
    names = [f"Person {number}" for number in range(len(accounts))]
    people = engines.make(engine, {"by": (str, accounts), "Name": (str, names)})
    ends = {"Source": (str, names[5:6] * 2), "Target": (str, names[4:5] * 2)}
    ties = engines.make(engine, {"by": (str, ["d", "d"]), **ends})
    for rows_at_once in (1, 50_000):
        monkeypatch.setattr(frame_accounts, "_ROWS_AT_ONCE", rows_at_once)
        pairs = list(pm.from_frame(people, ties, by="by"))
        assert [account for account, _ in pairs] == ["a", "b", "c", "d", "e"]
        answers = dict(pairs)
        assert len(answers["a"]) == len(answers["c"]) == 1
        assert str(answers["b"]).startswith(
            "people: the account 'b' in the column 'by' has 3 rows; allowed: 2; keep "
        )
        assert str(answers["d"]).startswith("ties: the account 'd' in the column 'by'")
        assert "列“by”中的客户“e”有 3 行；最多 2 行" in answers["e"].say("zh")


@pytest.mark.parametrize("rows", [10_001, 99_999])
def test_a_frame_with_too_many_people_is_refused_in_words_for_frames(rows):
    names = pl.DataFrame({"Name": [f"Person {number}" for number in range(rows)]})
    with pytest.raises(pm.FormatError, match="allowed: 10,000 in one buying") as error:
        pm.from_frame(names, name="Northwind")
    assert "--deal" not in str(error.value)
    assert "一张权力地图最多 10,000 人" in error.value.say("zh")


def test_a_frame_longer_than_a_sheet_is_refused_as_a_frame():
    with pytest.raises(pm.FormatError, match="people: 100,000 rows; allowed: 99,999"):
        pm.from_frame(pl.DataFrame({"Name": ["Ana"] * 100_000}), name="Northwind")
