"""Reading any file: to the plan that it holds, or to how it is understood."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import IO

from powermap.errors import FormatError, Note, TableError
from powermap.exchange.documents.document import parse_document
from powermap.exchange.formats.content import Content
from powermap.exchange.formats.reading import read_content
from powermap.exchange.glossary import Glossary, glossary_of
from powermap.exchange.intake.note_order import with_source
from powermap.exchange.intake.understanding import Understanding
from powermap.exchange.intake.unplaced import NOT_GIVEN
from powermap.exchange.mapping_options import (
    encoding_needed,
    mapping_named,
    with_mapping,
)
from powermap.exchange.options import (
    DayOrder,
    Limits,
    ReadOptions,
    as_limits,
    as_scale,
)
from powermap.exchange.plan_attempt import attempt_plan
from powermap.exchange.raw_file import warn
from powermap.exchange.shared_people import resolve_shared
from powermap.language import Reason
from powermap.model import AccountPlan, Scale
from powermap.model.playbook import Playbook, as_playbook

__all__ = ["Source", "inspect", "read", "understand"]

Source = str | os.PathLike[str] | IO[str] | IO[bytes]


def read(
    source: Source,
    *,
    format: str | None = None,
    mapping: str | os.PathLike[str] | None = None,
    scale: Scale | tuple[float, float] | str | None = None,
    dates: DayOrder | None = None,
    encoding: str | None = None,
    sheet: str | None = None,
    deal: str | None = None,
    skip_bad_rows: bool = False,
    isolate: bool | Limits = False,
    playbook: Playbook | None = None,
) -> AccountPlan:
    r"""Read a plan from a file; its people are ``.center``.

    A file that holds only people is a plan of its name and day. Warnings say what
    was assumed, converted, skipped or left out; `inspect` shows all of it.

    Parameters
    ----------
    source : path or open file
        A workbook, CSV, YAML, JSON, graph, address book or another format that is
        read. Beside the people of ``deal.csv``, ties are read from ``deal-ties.csv``
        and facts from ``deal-about.csv`` where they exist.
    format : str, optional
        Name of the format, when neither the name of the file nor what is inside says
        it.
    mapping : {"salesforce", "hubspot", "crm"} or path of a .toml file, optional
        What the columns and words of a table mean, as `inspect` writes it.
    scale : Scale, (low, high) or str, optional
        Scale of the scores, where the file does not state it: ``"1..5"``.
    dates : {"dmy", "mdy"}, optional
        How dates such as 03/04/2026 are meant.
    encoding : str, optional
        Encoding of a text file.
    sheet : str, optional
        The sheet of the people.
    deal : str, optional
        For an export of several deals: the name or id of the one to read.
    skip_bad_rows : bool, default False
        Leave rows out that cannot be read, with a warning.
    isolate : bool or Limits, default False
        Read the file in a process of its own, with limits of time and memory: for
        files of strangers.
    playbook : Playbook, optional
        What it renames is understood, and its custom fields are checked.

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
    >>> table = io.StringIO("Name;Power\nAna Ruiz;decider\n")
    >>> read(table, playbook=None).center["ana-ruiz"].power
    <Power.DECIDER: 'decider'>
    """
    options = ReadOptions(
        mapping,
        as_scale(scale),
        dates,
        encoding,
        sheet,
        deal,
        skip_bad_rows,
        format,
        isolate=bool(isolate),
        limits=as_limits(isolate),
    )
    understanding = understand(source, options, glossary_of(as_playbook(playbook)))
    plan = understanding.checked_plan()
    # Only for files that are read: beside errors notes would distract.
    for note in understanding.notes:
        warn(note)
    return plan


def inspect(
    source: Source,
    *,
    format: str | None = None,
    mapping: str | os.PathLike[str] | None = None,
    scale: Scale | tuple[float, float] | str | None = None,
    dates: DayOrder | None = None,
    encoding: str | None = None,
    sheet: str | None = None,
    deal: str | None = None,
    skip_bad_rows: bool = False,
    isolate: bool | Limits = False,
    playbook: Playbook | None = None,
) -> Understanding:
    r"""How a file is understood: sheets, columns, words, people, and what is missing.

    Nothing is refused that can be shown: problems stand in the answer.

    Parameters
    ----------
    source, format, mapping, scale, dates, encoding, sheet, deal, skip_bad_rows, isolate, playbook
        As of `read`.

    Returns
    -------
    Understanding
        Print it, or see it in a notebook.

    Raises
    ------
    FormatError
        When the file is missing, empty, too large or not what its suffix says.

    Examples
    --------
    >>> import io
    >>> shown = inspect(io.StringIO("Stakeholder;Influence\nAna Ruiz;High\n"))
    >>> [column.fields for column in shown.tables[0].columns]
    [('name',), ('power',)]
    """
    options = ReadOptions(
        mapping,
        as_scale(scale),
        dates,
        encoding,
        sheet,
        deal,
        skip_bad_rows,
        format,
        isolate=bool(isolate),
        limits=as_limits(isolate),
    )
    return understand(source, options, glossary_of(as_playbook(playbook)))


def understand(
    source: Source, options: ReadOptions, glossary: Glossary
) -> Understanding:
    """How a file is understood, whatever kind of file it is."""
    if options.isolate:
        from powermap.exchange.isolation import isolated

        found: Understanding = isolated("understand", source, options, glossary)
        return replace(found, options=replace(found.options, isolate=True))
    asked = options
    mapping = mapping_named(options, glossary)
    options = with_mapping(options, mapping)
    content = read_content(source, options, format=options.format)
    name, path = _name_of(source)
    encoding = encoding_needed(content, options, mapping)
    if encoding is not None and path is not None:
        options = replace(options, encoding=encoding)
        content = read_content(source, options, format=options.format)
    if content.document is not None:
        return _understand_document(content, name, path, asked, glossary)
    # Most of the reader, which documents do not need.
    from powermap.exchange.table_reading import understand_tables

    understanding = understand_tables(content, name, path, options, glossary)
    # What the mapping says need not be said again beside it.
    return replace(understanding, options=asked)


def _understand_document(
    content: Content,
    name: str,
    path: Path | None,
    options: ReadOptions,
    glossary: Glossary,
) -> Understanding:
    _refuse_options_of_tables(name, options)
    form_notes: list[Note] = []
    folder = path.parent if path is not None else None
    document = resolve_shared(content.document or {}, folder, name, glossary)
    try:
        raw = parse_document(document, name, glossary, form_notes)
    except TableError as error:
        # So many problems of form that what it says was not looked at.
        return Understanding(
            name,
            content.kind or "",
            notes=tuple(with_source([*content.notes, *form_notes], name)),
            problems=error.problems,
            options=options,
        )
    title = path.stem if path else "Buying center"
    plan, problems, notes = attempt_plan(raw, title)
    scale = plan.center.scale if plan else Scale()
    return Understanding(
        name,
        content.kind or "",
        scale=scale,
        scale_from="about" if "scale_high" in raw.about.values else "default",
        notes=tuple(with_source([*content.notes, *form_notes, *notes], name)),
        problems=tuple(problems),
        plan=plan,
        unplaced=_unplaced_in(plan),
        options=options,
    )


def _unplaced_in(plan: AccountPlan | None) -> dict[str, Reason]:
    """Who has no power in a document, whose fields need no explanation."""
    people = plan.center if plan else ()
    return {person.id: NOT_GIVEN for person in people if person.power is None}


def _refuse_options_of_tables(source: str, options: ReadOptions) -> None:
    """Refuse what would change nothing: a plan states its fields and its scale."""
    hint = Reason("message.intake.to_mapping")
    for option, value in (
        ("--mapping", options.mapping),
        ("--scale", options.scale),
        ("--sheet", options.sheet),
        ("--deal", options.deal),
    ):
        if value is not None:
            raise FormatError(
                Reason(
                    "message.intake.only_for_tables",
                    source=source,
                    option=option,
                    hint=hint if option == "--mapping" else None,
                )
            )


def _name_of(source: Source) -> tuple[str, Path | None]:
    """What a source is called in messages, and its path if it is one."""
    if isinstance(source, str | os.PathLike):
        path = Path(source)
        return str(path), path
    return str(getattr(source, "name", None) or "stream"), None
