"""The text of a query, to run where the data is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from powermap.errors import FormatError, LibraryWords, MissingDependencyError
from powermap.files.installing import command_for_library
from powermap.language import Listed, Quoted, Reason
from powermap.model.record import check_mapping, check_text

if TYPE_CHECKING:
    from types import ModuleType

__all__ = ["sql_table", "sql_tables", "to_sql"]

_OWN = "duckdb"
"""The dialect of DuckDB's relations."""
_NAN = frozenset({"postgres", "redshift", "snowflake", "materialize"})
"""Dialects with NaN among their numbers, but no function that asks for it."""
_NO_NAN = frozenset({"tsql", "fabric", "mysql", "sqlite", "doris", "starrocks"})
"""Dialects whose numbers are never NaN."""


def sql_table(name: str, columns: Mapping[str, str]) -> Any:
    """A table that exists elsewhere, by its name and the types of its columns.

    Parameters
    ----------
    name : str
        As queries call it: ``contacts`` or ``crm.contacts``.
    columns : mapping of column to type
        Types as DuckDB calls them: ``"BIGINT"``, ``"DOUBLE"``, ``"DECIMAL(4, 1)"``,
        ``"VARCHAR"``, ``"DATE"``, ``"BOOLEAN"``.

    Returns
    -------
    relation of DuckDB
        Without rows, for `roles`, `findings` and the others; `to_sql` gives the query.

    Raises
    ------
    MissingDependencyError
        When DuckDB is not installed.
    FormatError
        When a type does not exist.

    Examples
    --------
    >>> from powermap import frames
    >>> table = sql_table("crm.contacts", {"power": "INTEGER"})
    >>> query = to_sql(frames.roles(table), dialect="snowflake")
    >>> 'FROM "crm"."contacts"' in query
    True
    """
    return sql_tables({check_text(name): columns})[name]


def sql_tables(tables: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    """Tables that one query may join, as people and their ties; see `sql_table`.

    Parameters
    ----------
    tables : mapping of name to mapping of column to type
        The tables as `sql_table` takes one.

    Returns
    -------
    dict of str to relation of DuckDB
        By name.

    Examples
    --------
    >>> from powermap import frames
    >>> tables = sql_tables(
    ...     {
    ...         "crm.contacts": {"account_id": "BIGINT", "id": "VARCHAR", "power": "DOUBLE"},
    ...         "crm.ties": {"account_id": "BIGINT", "source": "VARCHAR", "target": "VARCHAR"},
    ...     }
    ... )
    >>> found = frames.findings(tables["crm.contacts"], ties=tables["crm.ties"])
    >>> 'FROM "crm"."ties"' in to_sql(found, dialect="snowflake")
    True
    """
    check_mapping("tables", tables)
    for name, columns in tables.items():
        for kind in check_mapping(name, columns).values():
            check_text(kind)
    duckdb = _library("duckdb")
    connection = duckdb.connect()
    return {
        name: _described(name, columns, connection) for name, columns in tables.items()
    }


def _described(name: str, columns: Mapping[str, str], connection: Any) -> Any:
    duckdb = _library("duckdb")
    schema, _, table = name.rpartition(".")
    typed = ", ".join(f"{_quoted(each)} {kind}" for each, kind in columns.items())
    path = _quoted(table)
    if schema:
        connection.execute(f"CREATE SCHEMA IF NOT EXISTS {_quoted(schema)}")
        path = f"{_quoted(schema)}.{path}"
    try:
        connection.execute(f"CREATE TABLE {path} ({typed})")
    except duckdb.Error as error:
        reason = LibraryWords(str(error).partition("\n")[0])
        raise FormatError(
            Reason("message.frames.bad_table", table=Quoted(name), reason=reason)
        ) from error
    return connection.table(path)


def to_sql(answer: Any, *, dialect: str | None = None) -> str:
    """The query that computes an answer, as a text for a warehouse.

    Parameters
    ----------
    answer : relation of DuckDB or table of Ibis
        What `roles`, `coverage`, `support`, `findings` or `portfolio` returned.
    dialect : str, optional
        Of the warehouse, as sqlglot calls it: ``"snowflake"``, ``"bigquery"``,
        ``"databricks"``, ``"postgres"`` …; that of DuckDB when not given.

    Returns
    -------
    str

    Raises
    ------
    FormatError
        When the answer is computed by an engine without SQL, or there is no such
        dialect.
    MissingDependencyError
        When a dialect is given and sqlglot is not installed.

    Notes
    -----
    Columns of words are read with regular expressions, which each database has in a
    form of its own. Compare a few rows before you rely on the query.
    """
    written = _written(answer)
    if dialect in {None, _OWN}:
        return written
    return _translated(written, str(dialect))


def _written(answer: Any) -> str:
    """The query in the words of DuckDB."""
    if hasattr(answer, "sql_query"):
        return str(answer.sql_query())
    if type(answer).__module__.startswith("ibis."):
        ibis = _library("ibis")
        return str(ibis.to_sql(answer, dialect=_OWN))
    kind = type(answer).__name__
    raise FormatError(Reason("message.frames.no_sql", type=kind))


def _translated(written: str, dialect: str) -> str:
    sqlglot = _library("sqlglot")
    expressions = sqlglot.expressions
    try:
        tree = sqlglot.parse_one(written, read=_OWN)
        sqlglot.Dialect.get_or_raise(dialect)
    except ValueError as error:
        known = sorted(each for each in sqlglot.Dialect.classes if each)
        raise FormatError(
            Reason(
                "message.frames.no_dialect",
                dialect=Quoted(dialect),
                allowed=Listed(known),
            )
        ) from error
    for part in tree.find_all(expressions.CTE):
        # A word that only DuckDB and Postgres know, and that changes no answer.
        part.set("materialized", None)
    for asked in [*tree.find_all(expressions.IsNan)]:
        asked.replace(_is_nan(asked, dialect, expressions))
    return str(tree.sql(dialect=dialect))


def _is_nan(asked: Any, dialect: str, expressions: Any) -> Any:
    """How a dialect asks whether a number is NaN."""
    if dialect in _NO_NAN:
        never = expressions.EQ(
            this=expressions.Literal.number(1),
            expression=expressions.Literal.number(0),
        )
        return expressions.Paren(this=never)
    if dialect in _NAN:
        nan = expressions.cast(expressions.Literal.string("NaN"), "DOUBLE")
        equal = expressions.EQ(this=asked.this.copy(), expression=nan)
        return expressions.Paren(this=equal)
    return asked


def _library(name: str) -> ModuleType:
    from importlib import import_module

    try:
        return import_module(name)
    except ImportError as error:
        command = command_for_library(name)
        raise MissingDependencyError(
            Reason("message.sheets.backend_missing", backend=name, command=command)
        ) from error


def _quoted(name: str) -> str:
    escaped = name.replace('"', '""')
    return f'"{escaped}"'
