"""Reading the file of people that a plan shares with others of its account."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from powermap.errors import FormatError
from powermap.exchange.documents.document import parse_document
from powermap.exchange.documents.shared_people import (
    SharedPeople,
    file_named,
    locate,
    with_shared,
)
from powermap.exchange.formats.reading import read_content
from powermap.exchange.glossary import Glossary
from powermap.exchange.options import ReadOptions
from powermap.exchange.plan_reader import read_plan
from powermap.language import Quoted, Reason

__all__ = ["read_shared", "resolve_shared"]


def resolve_shared(
    document: Mapping[Any, Any], folder: Path | None, source: str, glossary: Glossary
) -> Mapping[Any, Any]:
    """A document with what the file of shared people says, where it names one.

    Raises
    ------
    FormatError
        When the file is missing, or not in the folder of the plan.
    TableError
        When it cannot be read.
    """
    named = file_named(document)
    if named is None:
        return document
    shared = read_shared(named, folder, source, glossary)
    return with_shared(document, named, shared, glossary)


def read_shared(
    named: str, folder: Path | None, source: str, glossary: Glossary
) -> SharedPeople:
    """The people of the file that a plan names."""
    path = locate(named, folder, source)
    options = ReadOptions()
    content = read_content(path, options, format=None)
    if content.document is None:
        from powermap.exchange.table_reading import understand_tables

        tables = understand_tables(content, str(path), path, options, glossary)
        return SharedPeople(tables.checked_plan())
    # A chain of files could lead back to itself.
    if file_named(content.document) is not None:
        raise FormatError(
            Reason("message.shared.chain", source=source, file=Quoted(named))
        )
    raw = parse_document(content.document, str(path), glossary)
    return SharedPeople(read_plan(raw, path.stem))
