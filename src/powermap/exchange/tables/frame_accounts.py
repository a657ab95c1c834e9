"""The accounts of a frame one after another, in memory that does not grow."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from os import PathLike
from pathlib import Path
from typing import Any, Literal

from powermap.errors import FormatError, MissingDependencyError, Note, PowermapError
from powermap.exchange.most_people import PEOPLE, TIES
from powermap.exchange.raw_file import warn
from powermap.exchange.tables.frame_rows import as_frame, plain_value
from powermap.exchange.tables.sheets import Row, Sheet
from powermap.files.installing import command_for_library
from powermap.files.presence import is_file, is_folder
from powermap.language import Listed, Quoted, Reason
from powermap.model.fields import Table

__all__ = ["AccountRows", "each_account", "open_rows"]

_SOURCE = "data frame"
"""What a frame is called in messages."""
_ROWS_AT_ONCE = 50_000
"""Rows that are held at once, unless one account has more."""
_READERS: tuple[Literal["duckdb", "polars", "pyarrow"], ...] = (
    "duckdb",
    "polars",
    "pyarrow",
)
"""What may read Parquet, the first that is installed."""
_PARQUET = ".parquet"

Sheets = Callable[[Sequence[Sheet], str], Any]


def open_rows(source: Any) -> Any:
    """A frame, or the Parquet files of a path, as narwhals has them.

    Parameters
    ----------
    source : data frame, str or path
        A frame, lazy or not; a Parquet file, or a folder of them, perhaps partitioned
        in folders such as ``region=EU``.

    Raises
    ------
    FormatError
        When it is neither.
    MissingDependencyError
        When nothing that reads Parquet is installed.
    """
    if isinstance(source, str | PathLike):
        return _scan(Path(source))
    return as_frame(source, "people")


def _scan(path: Path) -> Any:
    import narwhals as nw

    if is_folder(path):
        files = f"{path}/**/*{_PARQUET}"
        is_found = any(path.rglob(f"*{_PARQUET}"))
    else:
        files = str(path)
        is_found = is_file(path)
    if not is_found:
        raise FormatError(Reason("message.sheets.no_parquet", path=Quoted(path)))
    for backend in _READERS:
        if find_spec(backend) is None:
            continue
        # PyArrow finds the partitions of a folder by itself.
        if backend == "pyarrow":
            return nw.scan_parquet(str(path), backend=backend)
        return nw.scan_parquet(files, backend=backend, hive_partitioning=True)
    raise MissingDependencyError(
        Reason(
            "message.sheets.backend_missing",
            backend=_READERS[0],
            command=command_for_library(_READERS[0]),
        )
    )


@dataclass(frozen=True)
class AccountRows:
    """The rows of one table, account by account.

    Parameters
    ----------
    frame : frame of narwhals
        With the rows of all accounts.
    table : {"people", "ties"}
        What they are.
    by : str
        The column with the account.
    """

    frame: Any
    table: Table
    by: str

    def check(self) -> None:
        """Refuse a frame without the column."""
        names = self.frame.collect_schema().names()
        if self.by not in names:
            raise FormatError(
                Reason(
                    "message.sheets.no_account_column",
                    table=self.table,
                    column=Quoted(self.by),
                    columns=Listed([Quoted(name) for name in names], most=10),
                )
            )

    def ranges(self) -> Iterator[tuple[Any, Any]]:
        """The first and the last account of each part that is held at once.

        An account with more rows than may be read is none of these.
        """
        first = last = None
        held = 0
        for account, rows in _collect(self._counts().sort(self.by)).iter_rows():
            is_end = rows > self.most or held + rows > _ROWS_AT_ONCE
            if held and is_end:
                yield first, last
                held = 0
            if rows > self.most:
                continue
            if not held:
                first = account
            last = account
            held += rows
        if held:
            yield first, last

    def _counts(self) -> Any:
        """The number of rows of each account."""
        import narwhals as nw

        counts = self.frame.group_by(self.by).agg(nw.len().alias("_rows"))
        return counts.filter(~nw.col(self.by).is_null())

    @property
    def most(self) -> int:
        """Rows that an account may have."""
        return TIES if self.table == "ties" else PEOPLE

    def refused(self) -> dict[Any, FormatError]:
        """The accounts with more rows than may be read, each with its error."""
        import narwhals as nw

        errors = {}
        many = self._counts().filter(nw.col("_rows") > self.most)
        for account, rows in _collect(many).iter_rows():
            message = Reason(
                "message.sheets.long_account",
                table=self.table,
                account=Quoted(account),
                column=Quoted(self.by),
                # As floats, since whole numbers are written without a comma.
                number=float(rows),
                limit=float(self.most),
            )
            errors[plain_value(account)] = FormatError(message)
        return errors

    def warn_of_others(self) -> None:
        """Tell how many rows belong to no account."""
        import narwhals as nw

        others = self.frame.filter(nw.col(self.by).is_null()).select(nw.len())
        count = _collect(others).item()
        if count:
            message = Reason(
                "message.sheets.no_account", count=count, column=Quoted(self.by)
            )
            warn(Note(message, _SOURCE, self.table))

    def between(
        self, first: Any, last: Any, without: Collection[Any] = ()
    ) -> dict[Any, list[Row]]:
        """The rows of the accounts of a range, each with the header."""
        import narwhals as nw

        account = nw.col(self.by)
        frame = self.frame.filter((account >= first) & (account <= last))
        if without:
            frame = frame.filter(~account.is_in(list(without)))
        part = _collect(frame)
        names = list(part.columns)
        place = names.index(self.by)
        header = names[:place] + names[place + 1 :]
        sheets: dict[Any, list[Row]] = {}
        for row in part.iter_rows():
            cells = [plain_value(value) for value in row]
            account_of_row = cells.pop(place)
            rows = sheets.setdefault(account_of_row, [[*header]])
            rows.append(cells)
        return sheets


def each_account(
    people: AccountRows, ties: AccountRows | None, read: Sheets
) -> Iterator[tuple[Any, Any]]:
    """What is read of each account, or the error that it raises.

    Parameters
    ----------
    people, ties : AccountRows
        The rows.
    read : function
        Of the sheets of an account and its name.
    """
    people.warn_of_others()
    refused = people.refused()
    # Errors about people come first: an account may have too many of both.
    waiting = sorted(refused, reverse=True)
    if ties:
        refused = ties.refused() | refused
    for first, last in people.ranges():
        while waiting and waiting[-1] < plain_value(first):
            account = waiting.pop()
            yield account, refused[account]
        rows = people.between(first, last)
        rows_of_ties = ties.between(first, last, refused) if ties else {}
        for account in sorted(rows):
            if account in refused:
                yield account, refused[account]
                continue
            sheets = [Sheet("people", rows[account])]
            if account in rows_of_ties:
                sheets.append(Sheet("ties", rows_of_ties[account]))
            yield account, _read(sheets, str(account), read)
    for account in reversed(waiting):
        yield account, refused[account]


def _read(sheets: Sequence[Sheet], name: str, read: Sheets) -> Any:
    # One account that cannot be read does not stop the others.
    try:
        return read(sheets, name)
    except PowermapError as error:
        return error


def _collect(frame: Any) -> Any:
    import narwhals as nw

    return frame.collect() if isinstance(frame, nw.LazyFrame) else frame
