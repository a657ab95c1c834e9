"""``powermap inspect``: how a file is understood, before anything is drawn."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from powermap.cli.account import load_playbook, understand_file
from powermap.cli.options import (
    File,
    Lang,
    Language,
    Out,
    PlaybookFile,
    ReportFormat,
)
from powermap.cli.output import Output
from powermap.cli.printing import dump_json, format_list, format_table
from powermap.cli.reader import print_written
from powermap.cli.reading_options import reads_file
from powermap.cli.takes_files import ManyFiles, takes_files
from powermap.errors import FormatError
from powermap.exchange.intake.mapping_file import write_mapping as write_mapping_file
from powermap.exchange.intake.section_layout import say_value
from powermap.exchange.intake.sections import Section, sections_of
from powermap.exchange.intake.understanding import Understanding
from powermap.exchange.options import ReadOptions
from powermap.files.presence import exists
from powermap.language import Language as Speaker, Reason

_WIDTHS = (4, 5, 6, None)
"""Parts of the width of a terminal: column, field, how sure, what it says."""


@takes_files(ManyFiles(one_only=("write_mapping",)))
@reads_file
def inspect(
    file: File,
    *,
    format: Annotated[
        ReportFormat, typer.Option("--format", help="Output format.")
    ] = ReportFormat.table,
    lang: Language = Lang.en,
    playbook: PlaybookFile = None,
    out: Out = None,
    write_mapping: Annotated[
        Path | None,
        typer.Option(
            "--write-mapping",
            help="Also write it as a .toml file, to edit and to use with --mapping.",
        ),
    ] = None,
    reading: ReadOptions,
) -> Output:
    """Print how a file is understood: columns, words, people, and what is missing.

    Exits with code 1 if something in the file has to be answered or corrected first.
    """
    tables = load_playbook(playbook, beside=file, lang=lang.value)
    understanding = understand_file(file, tables, reading, lang.value)
    language = tables.language(lang.value)
    records = None
    if format is ReportFormat.json:
        records = understanding.to_dict(language, file=file)
        text = dump_json(records)
    else:
        sections = sections_of(understanding, playbook=tables, file=file)
        text = "\n\n".join(_format_section(each, language) for each in sections)
    if write_mapping is not None:
        _write_mapping(understanding, write_mapping, language)
    code = 1 if understanding.problems else 0
    return Output(text, records=records, out=out, code=code)


def _write_mapping(understanding: Understanding, path: Path, language: Speaker) -> None:
    if not understanding.tables:
        raise FormatError(
            Reason(
                "message.intake.only_for_tables",
                source=understanding.source,
                option="--write-mapping",
                hint=None,
            )
        )
    # A mapping is edited by hand; overwriting one would lose that work.
    if exists(path):
        raise FormatError(Reason("message.cli.playbook_exists", file=str(path)))
    written = write_mapping_file(understanding, path, language)
    # To standard error, as standard output may be JSON for a program.
    print_written(written, language.code, err=True)


def _format_section(section: Section, language: Speaker) -> str:
    """A heading, then its table or its lines."""
    block = [say_value(section.title, language)]
    if section.rows:
        headers = [say_value(each, language) for each in section.headers]
        rows = []
        for row in section.rows:
            rows.append([say_value(each, language) for each in row])
        block.append(format_table(headers, rows, widths=_WIDTHS))
    lines = [say_value(line, language) for line in section.lines]
    if section.is_typed:
        block += [f"  {line}" for line in lines]
    elif lines:
        block.append(format_list(lines))
    return "\n".join(block)
