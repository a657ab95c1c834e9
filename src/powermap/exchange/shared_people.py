"""The file of people that a plan shares with others of its account."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from powermap.errors import FormatError, Note, PowermapError
from powermap.exchange.documents.document import parse_document
from powermap.exchange.documents.plan_document import document_of
from powermap.exchange.documents.shared_people import (
    SharedPeople,
    file_named,
    locate,
    with_shared,
    without_shared,
)
from powermap.exchange.documents.text import is_of_people_only, says_with
from powermap.exchange.formats.reading import read_content
from powermap.exchange.glossary import Glossary
from powermap.exchange.options import ReadOptions
from powermap.exchange.plan_reader import read_plan
from powermap.exchange.raw_file import warn
from powermap.language import Quoted, Reason
from powermap.model import AccountPlan

__all__ = ["find_shared", "people_file_of", "read_shared", "resolve_shared"]


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


def people_file_of(path: Path) -> str | None:
    """The name of the file of shared people that a file names, if it does."""
    document = read_content(path, ReadOptions(), format=None).document
    return file_named(document) if document is not None else None


def find_shared(
    plan: AccountPlan, path: Path, glossary: Glossary
) -> tuple[SharedPeople | None, AccountPlan]:
    """The people that a file need not say, and the plan as it is written.

    A plan that contradicts the shared file is written whole, and does not name it.
    """
    named = plan.center.people_file
    if named is None:
        return None, plan
    try:
        shared = read_shared(named, path.parent, str(path), glossary)
        whole = document_of(plan, people_only=is_of_people_only(plan))
        if says_with(without_shared(whole, shared), plan, glossary, shared):
            return shared, plan
    except PowermapError:
        pass
    warn(Note(Reason("message.shared.whole", file=Quoted(named)), str(path)))
    alone = plan.center.revised(people_file=None)
    return None, plan.revised(center=alone)
