"""Reading and writing a buying center or an account plan: the suffix of the name says how."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Literal, TextIO

from powermap.errors import BOM, FormatError, nearest, shown
from powermap.exchange.center_reader import warn
from powermap.exchange.crm.mapping import mapping_of
from powermap.exchange.crm.reader import read_export
from powermap.exchange.crm.writer import write_export
from powermap.exchange.documents.text import (
    LIMIT,
    decoded,
    parse_plan,
    parse_text,
    render_plan,
    render_text,
)
from powermap.exchange.graphs import WRITERS, suffix_of, write_graph
from powermap.exchange.tables.csv_files import read_csv, write_csv
from powermap.exchange.tables.workbook import (
    read_plan_workbook,
    read_workbook,
    write_plan_workbook,
    write_template,
    write_workbook,
)
from powermap.files.reading import read_file, to_path
from powermap.files.writing import replace_file
from powermap.language import LANGS, Lang
from powermap.model import AccountPlan, BuyingCenter
from powermap.model.subject import people_or_plan, plan_of_people

TABULAR = (".csv", ".xlsx")
SUFFIXES = {
    ".yaml": "yaml",
    ".yml": "yaml",
    ".json": "json",
    ".xlsx": "xlsx",
    ".csv": "csv",
}


def read(
    source: str | os.PathLike[str] | TextIO,
    *,
    format: Literal["yaml", "json"] | None = None,
    mapping: str | os.PathLike[str] | None = None,
    deal: str | None = None,
) -> BuyingCenter:
    """Read a buying center from a file; of an account plan, its buying center.

    Parameters
    ----------
    source : path or text stream
        A ``.yaml``, ``.yml``, ``.json``, ``.xlsx`` or ``.csv`` file. Beside the people of ``deal.csv``, ties are read
        from ``deal-ties.csv`` and facts from ``deal-about.csv`` where they exist. A stream needs `format`.
    format : {"yaml", "json"}, optional
        Format of a stream.
    mapping : {"salesforce", "hubspot", "crm"} or path of a .toml file, optional
        For an export of a CRM, as ``.csv`` or ``.xlsx``: what its columns and words mean.
    deal : str, optional
        For an export of several deals: the name or id of the one to read.

    Returns
    -------
    BuyingCenter

    Raises
    ------
    TableError
        With every problem of the file, each with its sheet, row and column.
    FormatError
        When the file is missing, empty, too large or not what its suffix says.

    Examples
    --------
    >>> import io
    >>> read(io.StringIO("name: Northwind ERP"), format="yaml").name
    'Northwind ERP'
    """
    if mapping is not None:
        return read_export(_tabular(source), mapping_of(mapping), deal)
    if deal is not None:
        raise FormatError(
            "deal goes with mapping, and chooses from an export of several deals"
        )
    if not isinstance(source, str | os.PathLike):
        text, name = _text_of(source, format)
        return parse_text(text, str(format), name)
    path = Path(source)
    kind = _kind(path)
    if kind == "xlsx":
        return read_workbook(path)
    if kind == "csv":
        return read_csv(path)
    return parse_text(
        decoded(read_file(path, LIMIT), str(path)), kind, str(path), name=path.stem
    )


def read_plan(
    source: str | os.PathLike[str] | TextIO,
    *,
    format: Literal["yaml", "json"] | None = None,
) -> AccountPlan:
    """Read an account plan from a file.

    Parameters
    ----------
    source : path or text stream
        Any file that `read` reads. One that holds only people is a plan too, of its name and day.
    format : {"yaml", "json"}, optional
        Format of a stream.

    Returns
    -------
    AccountPlan

    Raises
    ------
    TableError
        With every problem of the file, each with its sheet, row and column.
    FormatError
        When the file is missing, empty, too large or not what its suffix says.

    Examples
    --------
    >>> import io
    >>> plan = read_plan(io.StringIO("{account: Northwind, rivals: [Contoso]}"), format="yaml")
    >>> plan.account, plan.rivals, read_plan(io.StringIO("name: Northwind ERP"), format="yaml").account
    ('Northwind', ('Contoso',), 'Northwind ERP')
    """
    if not isinstance(source, str | os.PathLike):
        text, name = _text_of(source, format)
        return parse_plan(text, str(format), name)
    path = Path(source)
    kind = _kind(path)
    if kind == "xlsx":
        return read_plan_workbook(path)
    if kind == "csv":
        return plan_of_people(read_csv(path))
    return parse_plan(
        decoded(read_file(path, LIMIT), str(path)), kind, str(path), name=path.stem
    )


def write(
    center: BuyingCenter | AccountPlan,
    path: str | os.PathLike[str],
    *,
    lang: Lang = "en",
    mapping: str | os.PathLike[str] | None = None,
    chart: bool = False,
) -> Path:
    """Write a buying center or an account plan to a file, whole or not at all.

    Parameters
    ----------
    center : BuyingCenter or AccountPlan
        What to write.
    path : path
        Its suffix says the format: ``.yaml``, ``.yml``, ``.json``, ``.xlsx`` or ``.csv``; a ``.csv`` of people gets two
        more files beside it, for the ties and the facts. For other programs ``.graphml``, ``.gexf``, ``.cyjs``
        (Cytoscape), ``.kumu.json`` and ``.mmd`` (Mermaid), which cannot be read back. CSV and the formats of other
        programs hold people and ties only: what else a plan says is left out, and a note tells so.
    lang : {"en", "zh"}
        Language of headers and words in a workbook or CSV; it is read in either.
    mapping : {"salesforce", "hubspot", "crm"} or path of a .toml file, optional
        Write the people as a CRM has them, as ``.csv`` or ``.xlsx``; a note lists what has no place there.
    chart : bool, default False
        Whether a workbook gets one more sheet: everybody's role with its reason, and a chart of power over
        involvement. It shows what the other sheets say, and is not read back.

    Returns
    -------
    Path
        The file written.

    Raises
    ------
    FormatError
        When the format is unknown or has no charts, or the file cannot be written; an existing file is then as it was.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "deal.yaml"
    >>> read(write(BuyingCenter("Northwind ERP"), path)).name
    'Northwind ERP'
    """
    path, lang, center = to_path(path), _language(lang), people_or_plan(center)
    if chart and path.suffix.lower() != ".xlsx":
        raise FormatError(
            f"{path}: a chart is for a workbook; write .xlsx, or leave the chart out"
        )
    if mapping is not None:
        columns = mapping_of(mapping)
        if isinstance(center, AccountPlan):
            _tell_left_out(center, path)
            center = center.center
        return write_export(center, _tabular(path), columns, lang)
    if isinstance(center, AccountPlan):
        return _write_plan(center, path, lang, chart=chart)
    graph = suffix_of(path)
    if graph is not None:
        return write_graph(center, path, graph, lang)
    kind = _kind(path, (*SUFFIXES, *WRITERS))
    if kind == "xlsx":
        return write_workbook(center, path, lang, chart=chart)
    if kind == "csv":
        return write_csv(center, path, lang)
    return _replace(path, kind, render_text(center, kind))


def _tabular(source: str | os.PathLike[str] | TextIO) -> Path:
    """The path of a table, which alone has columns that a mapping can mean."""
    if not isinstance(source, str | os.PathLike):
        raise FormatError(
            "a mapping is for a .csv or .xlsx file, not for a stream; save the export to a file"
        )
    path = Path(source)
    if path.suffix.lower() not in TABULAR:
        raise FormatError(
            f"{path}: a mapping is for {' or '.join(TABULAR)}, not for {shown(path.suffix)}"
        )
    return path


def _write_plan(plan: AccountPlan, path: Path, lang: Lang, *, chart: bool) -> Path:
    kind = None if suffix_of(path) is not None else _kind(path, (*SUFFIXES, *WRITERS))
    if kind == "xlsx":
        return write_plan_workbook(plan, path, lang, chart=chart)
    if kind in {None, "csv"}:
        _tell_left_out(plan, path)
        return write(plan.center, path, lang=lang)
    return _replace(path, str(kind), render_plan(plan, str(kind)))


def _tell_left_out(plan: AccountPlan, path: Path) -> None:
    least = plan_of_people(plan.center)
    left = [
        name
        for name in type(plan).model_fields
        if getattr(plan, name) != getattr(least, name)
    ]
    if left:
        told = "this format holds people and ties; left out of the plan"
        warn(f"{path}: {told}: {', '.join(left)}; write .yaml, .json or .xlsx")


def _replace(path: Path, kind: str, text: str) -> Path:
    payload = text.encode()
    if len(payload) > LIMIT:
        raise FormatError(
            f"{path}: more than {LIMIT // 1_000_000} MB as {kind.upper()}; write .xlsx or .csv"
        )
    return replace_file(path, payload)


def template(path: str | os.PathLike[str], *, lang: Lang = "en") -> Path:
    """Write an empty workbook of an account plan to fill in: lists to choose from, help in every header, an example.

    The sheet of people is enough; all others may stay empty.

    Parameters
    ----------
    path : path
        An ``.xlsx`` file.
    lang : {"en", "zh"}
        Language of headers, lists and help.

    Returns
    -------
    Path
        The file written.

    Raises
    ------
    FormatError
        When the suffix is another or the file cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> template(Path(tempfile.mkdtemp()) / "deal.xlsx").name
    'deal.xlsx'
    """
    path = to_path(path)
    if path.suffix.lower() != ".xlsx":
        raise FormatError(
            f"{path}: a template is a workbook; give it a name that ends in .xlsx"
        )
    return write_template(path, _language(lang))


def _text_of(stream: TextIO, format: str | None) -> tuple[str, str]:
    """The text of a stream, and what the stream is called."""
    if not hasattr(stream, "read"):
        kind = type(stream).__name__
        raise FormatError(
            f"{shown(stream)} is of type {kind}; allowed: the path of a file, or a file opened as text"
        )
    if format not in {"yaml", "json"}:
        raise FormatError(
            f"format is {shown(format)}; allowed for a stream: yaml, json"
        )
    source = str(getattr(stream, "name", None) or "stream")
    try:
        text = stream.read(LIMIT + 1)
    except UnicodeDecodeError as error:
        raise FormatError(
            f"{source}: this is not text in UTF-8 (byte {error.start + 1})"
        ) from error
    if not isinstance(text, str):
        raise FormatError(f"{source}: this gives bytes; open it as text")
    if len(text) > LIMIT:
        raise FormatError(
            f"{source}: more than {LIMIT // 1_000_000} million characters; a buying center is smaller"
        )
    return text.lstrip(BOM), source


def _kind(path: Path, allowed: Sequence[str] = tuple(SUFFIXES)) -> str:
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        hint = (
            nearest(suffix, allowed)
            if suffix != ".dot"
            else "; .dot is a picture: draw it"
        )
        raise FormatError(
            f"{path}: the suffix is {shown(suffix)}; allowed: {', '.join(allowed)}{hint}"
        )
    return SUFFIXES[suffix]


def _language(lang: Lang) -> Lang:
    if lang not in LANGS:
        raise FormatError(f"language is {shown(lang)}; allowed: {', '.join(LANGS)}")
    return lang
