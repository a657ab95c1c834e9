"""The engines that are installed here, and a frame of each from plain rows."""

from __future__ import annotations

import datetime as dt
import functools
import importlib.util

import narwhals as nw


def arrow_table(columns):
    """An Arrow table of columns, each a list with its type in Python."""
    import pyarrow as pa

    kinds = {
        float: pa.float64(),
        str: pa.string(),
        bool: pa.bool_(),
        int: pa.int64(),
        dt.date: pa.date32(),
    }
    return pa.table(
        {
            name: pa.array(values, type=kinds[kind])
            for name, (kind, values) in columns.items()
        }
    )


def _polars(table):
    import polars as pl

    return pl.from_arrow(table)


def _polars_lazy(table):
    return _polars(table).lazy()


def _pandas(table):
    return table.to_pandas()


def _pyarrow(table):
    return table


def _duckdb(table):
    import duckdb

    return duckdb.connect().from_arrow(table)


def _dask(table):
    import dask.dataframe as dd

    return dd.from_pandas(table.to_pandas(), npartitions=2)


def _ibis(table):
    import ibis

    return ibis.memtable(table)


@functools.cache
def spark_session():
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master("local[1]")
    for key, value in {
        "spark.ui.enabled": "false",
        "spark.sql.shuffle.partitions": "1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
    }.items():
        builder = builder.config(key, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    return session


def _pyspark(table):
    from pyspark.sql.types import (
        BooleanType,
        DateType,
        DoubleType,
        LongType,
        StringType,
        StructField,
        StructType,
    )

    types = {
        "double": DoubleType(),
        "string": StringType(),
        "bool": BooleanType(),
        "int64": LongType(),
        "date32[day]": DateType(),
    }
    fields = [StructField(each.name, types[str(each.type)]) for each in table.schema]
    rows = [tuple(row.values()) for row in table.to_pylist()]
    return spark_session().createDataFrame(rows, StructType(fields))


ENGINES = {
    "polars": _polars,
    "polars lazy": _polars_lazy,
    "pandas": _pandas,
    "pyarrow": _pyarrow,
    "duckdb": _duckdb,
    "dask": _dask,
    "ibis": _ibis,
    "pyspark": _pyspark,
}
SLOW = {"pyspark", "dask"}
"""Engines that take long for a frame of any size: fewer examples for them."""


def installed():
    """The names of the engines that are installed."""
    return [name for name in ENGINES if importlib.util.find_spec(name.split()[0])]


def make(engine, columns):
    """A frame of an engine."""
    return ENGINES[engine](arrow_table(columns))


def make_both(engine, *several):
    """Frames of an engine that it can join."""
    if engine != "duckdb":
        return [make(engine, columns) for columns in several]
    import duckdb

    connection = duckdb.connect()
    return [connection.from_arrow(arrow_table(columns)) for columns in several]


def rows(native, order):
    """The rows of a frame of any engine, sorted by a column, with None for missing."""
    frame = nw.from_native(native)
    if isinstance(frame, nw.LazyFrame):
        frame = frame.collect("pyarrow")
    table = frame.to_arrow().to_pylist()
    plain = []
    for row in table:
        plain.append({name: _plain(value) for name, value in row.items()})
    return sorted(plain, key=lambda row: row[order])


def _plain(value):
    is_nan = isinstance(value, float) and value != value
    return None if is_nan else value
