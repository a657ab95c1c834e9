"""Reading and writing a buying center: the suffix of the name says how."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Literal, TextIO

from powermap.errors import BOM, FormatError, nearest, shown
from powermap.model import BuyingCenter
from powermap.words import LANGS, Lang

from .csvfiles import read_csv, write_csv
from .documents import LIMIT, decoded, parse_text, render_text
from .files import read_whole, replace_whole
from .graphs import WRITERS, suffix_of, write_graph
from .workbook import read_workbook, write_template, write_workbook

SUFFIXES = {".yaml": "yaml", ".yml": "yaml", ".json": "json", ".xlsx": "xlsx", ".csv": "csv"}


def read(source: str | os.PathLike[str] | TextIO, *, format: Literal["yaml", "json"] | None = None) -> BuyingCenter:
    """Read a buying center from a file.

    Parameters
    ----------
    source : path or text stream
        A ``.yaml``, ``.yml``, ``.json``, ``.xlsx`` or ``.csv`` file. Beside the people of ``deal.csv``, ties are read
        from ``deal-ties.csv`` and facts from ``deal-about.csv`` where they exist. A stream needs `format`.
    format : {"yaml", "json"}, optional
        Format of a stream.

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
    if not isinstance(source, str | os.PathLike):
        return _read_stream(source, format)
    path = Path(source)
    kind = _kind(path)
    if kind == "xlsx":
        return read_workbook(path)
    if kind == "csv":
        return read_csv(path)
    return parse_text(decoded(read_whole(path, LIMIT), str(path)), kind, str(path), name=path.stem)


def write(center: BuyingCenter, path: str | os.PathLike[str], *, lang: Lang = "en") -> Path:
    """Write a buying center to a file, whole or not at all.

    Parameters
    ----------
    center : BuyingCenter
        What to write.
    path : path
        Its suffix says the format: ``.yaml``, ``.yml``, ``.json``, ``.xlsx`` or ``.csv``; a ``.csv`` of people gets two
        more files beside it, for the ties and the facts. For other programs ``.graphml``, ``.gexf``, ``.cyjs``
        (Cytoscape), ``.kumu.json`` and ``.mmd`` (Mermaid), which cannot be read back.
    lang : {"en", "zh"}
        Language of headers and words in a workbook or CSV; it is read in either.

    Returns
    -------
    Path
        The file written.

    Raises
    ------
    FormatError
        When the format is unknown or the file cannot be written; an existing file is then as it was.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "deal.yaml"
    >>> read(write(BuyingCenter("Northwind ERP"), path)).name
    'Northwind ERP'
    """
    path, lang = Path(path), _language(lang)
    graph = suffix_of(path)
    if graph is not None:
        return write_graph(center, path, graph, lang)
    kind = _kind(path, (*SUFFIXES, *WRITERS))
    if kind == "xlsx":
        return write_workbook(center, path, lang)
    if kind == "csv":
        return write_csv(center, path, lang)
    payload = render_text(center, kind).encode()
    if len(payload) > LIMIT:
        raise FormatError(f"{path}: more than {LIMIT // 1_000_000} MB as {kind.upper()}; write .xlsx or .csv")
    return replace_whole(path, payload)


def template(path: str | os.PathLike[str], *, lang: Lang = "en") -> Path:
    """Write an empty workbook to fill in: lists to choose from, help in every header, an example sheet.

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
    path = Path(path)
    if path.suffix.lower() != ".xlsx":
        raise FormatError(f"{path}: a template is a workbook; give it a name that ends in .xlsx")
    return write_template(path, _language(lang))


def _read_stream(stream: TextIO, format: str | None) -> BuyingCenter:
    if format not in {"yaml", "json"}:
        raise FormatError(f"format is {shown(format)}; allowed for a stream: yaml, json")
    source = str(getattr(stream, "name", None) or "stream")
    try:
        text = stream.read(LIMIT + 1)
    except UnicodeDecodeError as error:
        raise FormatError(f"{source}: this is not text in UTF-8 (byte {error.start + 1})") from error
    if not isinstance(text, str):
        raise FormatError(f"{source}: this gives bytes; open it as text")
    if len(text) > LIMIT:
        raise FormatError(f"{source}: more than {LIMIT // 1_000_000} million characters; a buying center is smaller")
    return parse_text(text.lstrip(BOM), str(format), source)


def _kind(path: Path, allowed: Sequence[str] = tuple(SUFFIXES)) -> str:
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        hint = nearest(suffix, allowed) if suffix != ".dot" else "; .dot is a picture: draw it"
        raise FormatError(f"{path}: the suffix is {shown(suffix)}; allowed: {', '.join(allowed)}{hint}")
    return SUFFIXES[suffix]


def _language(lang: Lang) -> Lang:
    if lang not in LANGS:
        raise FormatError(f"language is {shown(lang)}; allowed: {', '.join(LANGS)}")
    return lang
