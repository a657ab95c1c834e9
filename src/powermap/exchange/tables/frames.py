"""People from and to data frames of any library; none of them is imported here."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Literal, overload

from powermap.errors import (
    FormatError,
    MissingDependencyError,
    PowermapError,
    Problem,
    TableError,
)
from powermap.exchange.glossary import Glossary, glossary_of
from powermap.exchange.intake.values.quoting import quote_texts
from powermap.exchange.options import DayOrder, ReadOptions, ScaleWords, as_scale
from powermap.exchange.plan_records import cell_value, columns_of, rows_of
from powermap.exchange.raw_file import warn
from powermap.exchange.table_reading import understand_sheets
from powermap.exchange.tables.allowance import ROWS
from powermap.exchange.tables.frame_accounts import (
    AccountRows,
    each_account,
    open_rows,
)
from powermap.exchange.tables.frame_columns import typed_column
from powermap.exchange.tables.frame_rows import (
    as_frame,
    duplicate_columns,
    plain_value,
)
from powermap.exchange.tables.sheets import Row, Sheet
from powermap.files.installing import command_for_library
from powermap.language import Listed, Quoted, Reason
from powermap.model import BuyingCenter, Role
from powermap.model.fields import Table
from powermap.model.playbook import Playbook, as_playbook
from powermap.model.subject import Subject, center_of, plan_of_people

Backend = Literal["pandas", "polars", "pyarrow"]
BACKENDS: tuple[Backend, ...] = ("pandas", "polars", "pyarrow")
_SOURCE = "data frame"
"""What a frame is called in messages."""
_ROWS = ROWS - 1
"""Rows of a frame, as of a sheet below its header."""
_TOO_MANY = "message.people.too_many"


@overload
def from_frame(
    people: Any,
    ties: Any = None,
    *,
    name: str,
    scale: ScaleWords = None,
    as_of: date | str | None = None,
    wanted_roles: Iterable[Role | str] = (),
    mapping: str | os.PathLike[str] | None = None,
    dates: DayOrder | None = None,
    deal: str | None = None,
    skip_bad_rows: bool = False,
    playbook: Playbook | None = None,
) -> BuyingCenter: ...


@overload
def from_frame(
    people: Any,
    ties: Any = None,
    *,
    by: str,
    scale: ScaleWords = None,
    as_of: date | str | None = None,
    wanted_roles: Iterable[Role | str] = (),
    mapping: str | os.PathLike[str] | None = None,
    dates: DayOrder | None = None,
    skip_bad_rows: bool = False,
    playbook: Playbook | None = None,
) -> Iterator[tuple[Any, BuyingCenter | PowermapError]]: ...


def from_frame(
    people: Any,
    ties: Any = None,
    *,
    name: str | None = None,
    by: str | None = None,
    scale: ScaleWords = None,
    as_of: date | str | None = None,
    wanted_roles: Iterable[Role | str] = (),
    mapping: str | os.PathLike[str] | None = None,
    dates: DayOrder | None = None,
    deal: str | None = None,
    skip_bad_rows: bool = False,
    playbook: Playbook | None = None,
) -> Any:
    """A buying center from a data frame of people and one of ties, or one per account.

    Parameters
    ----------
    people : data frame or path
        Of pandas, Polars, PyArrow or whatever narwhals knows. Columns as in a workbook, in English or Chinese or by
        field, in any order; NaN, NaT and null mean unknown. With `by` also a lazy frame, a relation of DuckDB, or the
        path of a Parquet file or of a folder of them.
    ties : data frame or path, optional
        Likewise; people by id, or by a name that only one has.
    name : str
        What the buying center is called; with `by` it is called as the account.
    by : str, optional
        The column that says whose people they are. Then the accounts come one after
        another, whatever the number of rows.
    scale : Scale, (low, high) or str, optional
        Of scores, where the columns do not state it: ``"1..5"``.
    as_of : date or ISO str, optional
        Day for which all this holds.
    wanted_roles : iterable of Role or str
        Roles that the deal needs somebody for.
    mapping : {"salesforce", "hubspot", "crm"} or path of a .toml file, optional
        For people as a CRM has them: what the columns and words mean.
    dates : {"dmy", "mdy"}, optional
        How dates such as 03/04/2026 are meant.
    deal : str, optional
        For people of several deals: the name or id of the one to take.
    skip_bad_rows : bool, default False
        Leave rows out that cannot be read, with a warning.
    playbook : Playbook, optional
        What it renames is understood, and its custom fields are checked.

    Returns
    -------
    BuyingCenter or iterator
        With `by`, pairs of the account and its buying center in the order of the
        accounts. An account that cannot be read has the error in its place. Ties of
        accounts without people are not read. An account may have 10,000 people and 50,000 ties.

    Raises
    ------
    TableError
        With every problem; rows are counted as in a spreadsheet, the header being row 1.
    FormatError
        When there is no such mapping, a deal is given without one, or the frame has no
        column for the account.

    Examples
    --------
    >>> import polars
    >>> frame = polars.DataFrame({"Name": ["Ana Ruiz"], "Power": ["decider"]})
    >>> from_frame(frame, name="Northwind ERP")["ana-ruiz"].power
    <Power.DECIDER: 'decider'>
    >>> for account, center in from_frame(frame.with_columns(account_id=7), by="account_id"):
    ...     print(account, center)
    7 <BuyingCenter '7', 1 people, 0 ties>
    """
    options = ReadOptions(
        mapping,
        as_scale(scale),
        dates,
        deal=deal,
        skip_bad_rows=skip_bad_rows,
    )
    facts = {"as_of": as_of, "wanted_roles": tuple(wanted_roles)}
    glossary = glossary_of(as_playbook(playbook))

    def read(sheets: Sequence[Sheet], title: str) -> BuyingCenter:
        return _read_sheets(sheets, title, options, glossary, facts)

    if by is not None:
        return _each_account(people, ties, by, read)
    if name is None:
        raise FormatError(Reason("message.sheets.frame_without_name"))
    problems: list[Problem] = []
    sheets = [_sheet(people, "people", problems)]
    if ties is not None:
        sheets.append(_sheet(ties, "ties", problems))
    if problems:
        raise TableError(_SOURCE, problems)
    return read(sheets, name)


def _read_sheets(
    sheets: Sequence[Sheet],
    name: str,
    options: ReadOptions,
    glossary: Glossary,
    facts: Mapping[str, object],
) -> BuyingCenter:
    known: dict[str, Table] = {"people": "people", "ties": "ties"}
    try:
        understanding = understand_sheets(
            sheets,
            _SOURCE,
            options,
            glossary,
            title=name,
            known=known,
            facts={"name": name, **facts},
        )
    except FormatError as error:
        raise _for_a_frame(error) from None
    for note in understanding.notes:
        warn(note)
    return understanding.checked_plan().center


def _for_a_frame(error: FormatError) -> FormatError:
    """An error about a file with too many people, with advice for a frame."""
    reason = error.args[0]
    if not isinstance(reason, Reason) or reason.key != _TOO_MANY:
        return error
    values = dict(reason.values)
    number, limit = values["count"], values["most"]
    return FormatError(
        Reason("message.sheets.many_of_frame", number=number, limit=limit)
    )


def _each_account(
    people: Any, ties: Any, by: str, read: Callable[[Sequence[Sheet], str], Any]
) -> Iterator[tuple[Any, BuyingCenter | PowermapError]]:
    rows = AccountRows(open_rows(people), "people", by)
    rows.check()
    rows_of_ties = None
    if ties is not None:
        rows_of_ties = AccountRows(open_rows(ties), "ties", by)
        rows_of_ties.check()
    # What is wrong with the whole is told at the call, not at the first account.
    return each_account(rows, rows_of_ties, read)


def to_frame(subject: Subject, *, backend: Backend = "pandas") -> Any:
    """The people of a buying center as a data frame, one column per field, null where not known.

    Parameters
    ----------
    subject : BuyingCenter, AccountPlan or Judgment
        Whose people. Their ties are in `ties_to_frame`. Claims stay in files; a value
        that follows from one is in its column.
    backend : {"pandas", "polars", "pyarrow"}
        Library of the frame.

    Returns
    -------
    data frame
        Power and involvement are numbers when all of them are, else text; lists are
        text separated by ``;``; a custom field is a column more, and so are a
        stance and a contact of each rival that the people name.

    Raises
    ------
    MissingDependencyError
        When the library is not installed.

    Examples
    --------
    >>> from powermap.model import Stakeholder
    >>> center = BuyingCenter("Northwind ERP", [Stakeholder("Ana Ruiz", power=8)])
    >>> to_frame(center, backend="polars")["power"].to_list()
    [8.0]
    """
    return _frame(center_of(subject), "people", backend)


def ties_to_frame(subject: Subject, *, backend: Backend = "pandas") -> Any:
    """The ties of a buying center as a data frame.

    Parameters
    ----------
    subject : BuyingCenter, AccountPlan or Judgment
        Whose ties.
    backend : {"pandas", "polars", "pyarrow"}
        Library of the frame.

    Returns
    -------
    data frame
        With the columns source, kind, target, strength, said_by and note, and custom fields.

    Raises
    ------
    MissingDependencyError
        When the library is not installed.

    Examples
    --------
    >>> ties_to_frame(BuyingCenter("Northwind ERP"), backend="polars").columns
    ['source', 'kind', 'target', 'strength', 'said_by', 'note']
    """
    return _frame(center_of(subject), "ties", backend)


def _sheet(native: Any, table: Table, problems: list[Problem]) -> Sheet:
    """The cells of a frame; columns of one name are problems."""
    try:
        # Lazy frames are refused: collecting one may read a database that the caller
        # did not mean to read.
        frame = as_frame(native, table, eager=True)
    except FormatError:
        duplicates = duplicate_columns(native)
        if not duplicates:
            raise
        for name, count in duplicates.items():
            message = Reason(
                "message.sheets.same_columns", number=count, name=Quoted(name)
            )
            problems.append(Problem(message, table, 1, name, name))
        return Sheet(table, [])
    if len(frame) > _ROWS:
        raise FormatError(
            Reason(
                "message.sheets.long_frame",
                table=table,
                # As floats, since whole numbers are written without a comma.
                number=float(len(frame)),
                limit=float(_ROWS),
            )
        )
    rows: list[Row] = [list(frame.columns)]
    for row in frame.iter_rows():
        rows.append([plain_value(value) for value in row])
    return Sheet(table, rows)


def _frame(center: BuyingCenter, table: Table, backend: Backend) -> Any:
    import narwhals as nw

    if backend not in BACKENDS:
        raise FormatError(
            Reason(
                "message.sheets.no_backend",
                backend=Quoted(backend),
                allowed=Listed(BACKENDS),
            )
        )
    plan = plan_of_people(center)
    rows = rows_of(plan, table)
    columns = columns_of(plan, rows, table, Playbook())
    kinds: dict[str, str] = {}
    values: dict[str, list[Any]] = {}
    for field in columns:
        column = [quote_texts(field, cell_value(row, field)) for row in rows]
        header = field.title["en"] if field.custom else field.name
        kinds[header], values[header] = typed_column(field, column)
    schema = None
    if backend != "pandas":
        # pandas has no missing truth value or date in the types narwhals would
        # choose: it keeps Python's own objects.
        schema = {name: getattr(nw, kind) for name, kind in kinds.items()}
    try:
        frame = nw.from_dict(values, schema=schema, backend=backend)
    except ImportError as error:
        command = command_for_library(backend)
        raise MissingDependencyError(
            Reason("message.sheets.backend_missing", backend=backend, command=command)
        ) from error
    return frame.to_native()
