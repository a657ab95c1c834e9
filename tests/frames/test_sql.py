"""The text of a query: it runs elsewhere and gives the same answers."""

from __future__ import annotations

import sqlite3

import polars as pl
import pytest

import powermap as pm

pytest.importorskip("duckdb")
pytest.importorskip("sqlglot")

NUMBERS = {"id": "INTEGER", "power": "DOUBLE", "involvement": "DECIMAL(4, 1)"}
ROWS = [
    (1, 8.0, 2.5),
    (2, 5.0, None),
    (3, None, 9.0),
    (4, 3.5, 5.0),
    (5, 12.0, 1.0),
    (6, 4.9, -1.0),
]


def test_a_query_of_sqlite_gives_the_roles_of_a_frame():
    query = pm.frames.to_sql(
        pm.frames.roles(pm.frames.sql_table("contacts", NUMBERS)), dialect="sqlite"
    )
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE contacts (id, power, involvement)")
    connection.executemany("INSERT INTO contacts VALUES (?, ?, ?)", ROWS)
    frame = pl.DataFrame(ROWS, schema=["id", "power", "involvement"], orient="row")
    expected = pm.frames.roles(frame).rows()
    answered = connection.execute(f"{query} ORDER BY id").fetchall()
    assert [row[:4] for row in answered] == [row[:4] for row in expected]
    assert [row[5] for row in answered] == [row[5] for row in expected]
    for own, other in zip(answered, expected, strict=True):
        assert own[4] == (other[4] and pytest.approx(other[4]))
    connection.close()


DIALECTS = ["snowflake", "bigquery", "databricks", "postgres", "redshift", "tsql"]


@pytest.mark.parametrize("dialect", [*DIALECTS, "duckdb", None])
def test_a_query_is_one_that_its_dialect_can_read(dialect):
    import sqlglot

    columns = NUMBERS | {"account_id": "BIGINT", "stance": "VARCHAR", "as_of": "DATE"}
    table = pm.frames.sql_table("crm.contacts", columns)
    for answer in (pm.frames.roles(table), pm.frames.portfolio(table)):
        query = pm.frames.to_sql(answer, dialect=dialect)
        parsed = sqlglot.parse_one(query, read=dialect or "duckdb")
        assert [str(each.db) for each in parsed.find_all(sqlglot.exp.Table) if each.db]
        assert "isnan" not in query.lower() or dialect not in {"snowflake", "tsql"}


def test_ibis_gives_its_query():
    ibis = pytest.importorskip("ibis")
    table = ibis.table({"power": "float64"}, name="contacts")
    query = pm.frames.to_sql(pm.frames.roles(table), dialect="snowflake")
    assert "contacts" in query


def test_what_has_no_sql_is_refused():
    table = pm.frames.sql_table("contacts", NUMBERS)
    with pytest.raises(pm.FormatError, match="'oracel' is not a dialect"):
        pm.frames.to_sql(pm.frames.roles(table), dialect="oracel")
    with pytest.raises(pm.FormatError, match="DataFrame has no SQL"):
        pm.frames.to_sql(pl.DataFrame())
    with pytest.raises(pm.FormatError, match="cannot be described"):
        pm.frames.sql_table("contacts", {"power": "NUMBERS"})
