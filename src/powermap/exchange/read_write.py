"""Reading and writing a plan or its people: the suffix of the name says how."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TextIO

from powermap.errors import FormatError, Note
from powermap.exchange.crm.mapping import mapping_of
from powermap.exchange.crm.writer import write_export
from powermap.exchange.document_writer import write_document
from powermap.exchange.documents.text import (
    is_of_people_only,
)
from powermap.exchange.formats.registry import find_format, written_suffixes
from powermap.exchange.glossary import glossary_of
from powermap.exchange.graphs import note_not_held
from powermap.exchange.raw_file import warn
from powermap.exchange.tables.csv_files import write_csv
from powermap.exchange.tables.template import (
    DEFAULT_SHEETS,
    tables_named,
    write_template,
)
from powermap.exchange.tables.workbook_writer import write_workbook
from powermap.files.reading import to_path
from powermap.files.writing import replace_file
from powermap.language import (
    LANGS,
    Lang,
    Language,
    Listed,
    Nearest,
    Quoted,
    Reason,
)
from powermap.language.lists import either
from powermap.language.refusals import not_allowed
from powermap.language.values import Texts, Value
from powermap.model import AccountPlan
from powermap.model.fields import fields_of
from powermap.model.plan_values import parse_names
from powermap.model.playbook import Playbook, as_playbook
from powermap.model.schema import schema_address
from powermap.model.sheet_titles import sheet_title, table_of_key
from powermap.model.subject import Subject, plan_of, plan_of_people, playbook_of

__all__ = ["CALENDAR", "SUFFIXES", "TABULAR", "template", "write", "write_like"]

TABULAR = (".csv", ".xlsx")
DOCUMENTS = (".yaml", ".yml", ".json")
CALENDAR = ".ics"
"""How the name of a calendar of the actions ends."""
SUFFIXES = {
    ".yaml": "yaml",
    ".yml": "yaml",
    ".json": "json",
    ".xlsx": "xlsx",
    ".csv": "csv",
}


def write(
    subject: Subject,
    path: str | os.PathLike[str],
    *,
    lang: Lang = "en",
    playbook: Playbook | None = None,
    mapping: str | os.PathLike[str] | None = None,
    chart: bool = False,
    schema: bool = False,
) -> Path:
    """Write a plan or its people to a file, whole or not at all.

    Parameters
    ----------
    subject : AccountPlan, BuyingCenter or Judgment
        What to write.
    path : path
        Its suffix says the format: ``.yaml``, ``.yml``, ``.json``, ``.xlsx`` or ``.csv``; a ``.csv`` of people gets two
        more files beside it, for the ties and the facts, which take their names one
        after another. For other programs ``.graphml``, ``.gexf``, ``.cyjs``
        (Cytoscape), ``.kumu.json`` and ``.mmd`` (a flowchart of Mermaid). ``.ics`` is a
        calendar of the actions that have a due date. CSV and the formats of other programs
        hold people and ties only: what else a plan says is left out, with a note.
    lang : {"en", "zh"}
        Language of headers and words in a workbook or CSV; it is read in either.
    playbook : Playbook, optional
        Whose words the headers and drop-downs have. A workbook carries them, so that it is read without the playbook.
    mapping : {"salesforce", "hubspot", "crm"} or path of a .toml file, optional
        Write the people as a CRM has them, as ``.csv`` or ``.xlsx``; a note lists what has no place there.
    chart : bool, default False
        Whether a workbook gets one more sheet: everybody's role with its reason, and a chart of power over
        involvement. It shows what the other sheets say, and is not read back.
    schema : bool, default False
        Whether a ``.yaml`` or ``.json`` file names its JSON Schema, by which an editor completes and explains it.

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
    >>> from powermap.model import BuyingCenter
    >>> path = Path(tempfile.mkdtemp()) / "deal.yaml"
    >>> from powermap.exchange.reading import read
    >>> read(write(BuyingCenter("Northwind ERP"), path)).center.name
    'Northwind ERP'
    """
    path = to_path(path)
    plan = plan_of(subject)
    playbook = playbook_of(subject, playbook)
    language = _language(lang, playbook)
    _check_options(path, chart=chart, schema=schema)
    if mapping is not None:
        glossary = glossary_of(playbook)
        columns = mapping_of(mapping, glossary)
        _note_left_out(plan, path)
        return write_export(plan.center, _tabular(path), columns, language, glossary)
    if path.suffix.lower() == CALENDAR:
        from powermap.exchange.calendar_file import write_calendar

        return write_calendar(plan, path, language)
    # Before the other suffixes: ".kumu.json" ends in ".json" too.
    format = find_format(path.name)
    if format is not None and format.write is not None:
        _note_left_out(plan, path)
        written = replace_file(path, format.write(plan.center, language))
        if format.name == "mermaid":
            note_not_held(plan.center, path)
        return written
    kind = _kind(path)
    if kind == "csv":
        _note_left_out(plan, path)
        return write_csv(plan, path, language, playbook)
    if kind == "xlsx":
        people_only = is_of_people_only(plan)
        return write_workbook(
            plan, path, language, playbook, people_only=people_only, chart=chart
        )
    address = None
    if schema:
        address = schema_address(plan=not is_of_people_only(plan), lang=lang)
    return write_document(plan, path, kind, path, playbook, address)


def _check_options(path: Path, *, chart: bool, schema: bool) -> None:
    """Refuse an option that the format does not have."""
    suffix = path.suffix.lower()
    if chart and suffix != ".xlsx":
        raise FormatError(
            Reason(
                "message.files.chart_without_workbook", file=str(path), suffix=".xlsx"
            )
        )
    if schema and suffix not in DOCUMENTS:
        raise FormatError(
            Reason(
                "message.files.schema_of_table",
                file=str(path),
                suffixes=Listed(DOCUMENTS, "or"),
            )
        )


def write_like(
    plan: AccountPlan,
    path: str | os.PathLike[str],
    like: str | os.PathLike[str],
    *,
    lang: Lang = "en",
    playbook: Playbook | None = None,
) -> Path:
    """Write a plan to a file with the comments and the order of another one.

    Where the two are of different formats, it is written as `write` does.
    """
    path = to_path(path)
    source = to_path(like)
    kind = SUFFIXES.get(path.suffix.lower())
    is_text = kind in {"yaml", "json"}
    if kind is None or not is_text or SUFFIXES.get(source.suffix.lower()) != kind:
        return write(plan, path, lang=lang, playbook=playbook)
    return write_document(plan, path, kind, source, playbook_of(plan, playbook))


def _tabular(source: str | os.PathLike[str] | TextIO) -> Path:
    """The path of a table, which alone has columns that a mapping can mean."""
    if not isinstance(source, str | os.PathLike):
        raise FormatError(
            Reason("message.files.mapping_of_stream", suffixes=Listed(TABULAR, "and"))
        )
    path = Path(source)
    if path.suffix.lower() not in TABULAR:
        raise FormatError(
            Reason(
                "message.files.mapping_of_suffix",
                file=str(path),
                suffixes=Listed(TABULAR, "or"),
                suffix=Quoted(path.suffix),
            )
        )
    return path


def _note_left_out(plan: AccountPlan, path: Path) -> None:
    """A note of what a plan says beside its people, which the format cannot hold."""
    # Compared with the plan that people alone make, so that only what would really be
    # lost is named.
    least = plan_of_people(plan.center)
    left = []
    for name in type(plan).model_fields:
        if getattr(plan, name) != getattr(least, name):
            left.append(_title_of(name))
    if left:
        reason = Reason(
            "message.files.people_only",
            parts=Listed(left),
            suffixes=either((".yaml", ".json", ".xlsx")),
        )
        warn(Note(reason, str(path)))


def _title_of(name: str) -> Value:
    """What workbooks call a field or a list of a plan."""
    table = table_of_key(name)
    if table is not None:
        titles: dict[str, str] = {lang: sheet_title(table, lang) for lang in LANGS}
        return Texts(titles)
    for field in fields_of("plan"):
        if field.attribute == name:
            return Texts(field.title)
    return name


def template(
    path: str | os.PathLike[str],
    *,
    sheets: str | Sequence[str] = DEFAULT_SHEETS,
    rivals: str | Iterable[str] = (),
    lang: Lang = "en",
    playbook: Playbook | None = None,
) -> Path:
    """Write an empty workbook to fill in: people and ties, or a whole account plan.

    It has lists to choose from, a question and help for every column, and a second
    sheet with an example. Only the names of people must be filled in.

    Parameters
    ----------
    path : path
        An ``.xlsx`` file.
    sheets : str or sequence of str, default ("people", "ties")
        Which sheets it has, by their title or key: people, ties, about, claims, plan, team,
        rivals, criteria, assessments, goals, actions, pipeline, appraisal, or all.
        People are always there.
    rivals : str or iterable of str
        The people have a column of stance and of contact for each; for an example one
        when none are given.
    lang : {"en", "zh"}
        Language of headers, lists and help.
    playbook : Playbook, optional
        Whose words, questions and custom fields it has.

    Returns
    -------
    Path
        The file written.

    Raises
    ------
    FormatError
        When the suffix is another, there is no such sheet, or the file cannot be
        written.

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> template(folder / "deal.xlsx").name
    'deal.xlsx'
    >>> template(folder / "plan.xlsx", sheets="people, ties, team, actions").name
    'plan.xlsx'
    """
    path = to_path(path)
    if path.suffix.lower() != ".xlsx":
        raise FormatError(
            Reason("message.template.suffix", path=str(path), suffix=".xlsx")
        )
    tables = tables_named(sheets)
    playbook = as_playbook(playbook)
    names = parse_names(rivals)
    return write_template(path, _language(lang, playbook), playbook, tables, names)


def _kind(path: Path) -> str:
    suffix = path.suffix.lower()
    if suffix in SUFFIXES:
        return SUFFIXES[suffix]
    allowed = (*SUFFIXES, *written_suffixes(), CALENDAR)
    values: dict[str, Value] = {
        "file": str(path),
        "suffix": Quoted(suffix),
        "allowed": Listed(allowed),
    }
    # Graphviz text is one of the formats of a chart, which `save` writes.
    if suffix == ".dot":
        raise FormatError(
            Reason("message.files.dot_is_a_picture", values, suffix_of_picture=".dot")
        )
    raise FormatError(
        Reason("message.files.suffix", values, hint=Nearest(suffix, allowed))
    )


def _language(lang: str | Language, playbook: Playbook) -> Language:
    code = getattr(lang, "code", lang)
    if code not in LANGS:
        raise FormatError(not_allowed("language", lang, LANGS))
    return playbook.language(lang)
