"""The answers of many files as one text: sections, a list in JSON, a column in CSV."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from powermap.cli.printing import dump_json, dump_sarif, format_csv

if TYPE_CHECKING:
    from powermap.cli.many.tasks import Outcome
    from powermap.language import Language

__all__ = ["FILE", "gather", "section"]

FILE = "file"
"""The key and column that says which file a row is about."""


def section(outcome: Outcome, *, is_annotation: bool) -> str:
    """What is printed for one file: its name, then what is said about it."""
    output = outcome.output
    if output is None:
        return ""
    # Annotations are for a program, and name the file themselves.
    if is_annotation:
        return output.text
    return f"==> {outcome.source.name} <==\n{output.page}"


def gather(format: str, outcomes: Sequence[Outcome], language: Language) -> str:
    """The records of all files in a format for programs."""
    if format == "sarif":
        return _sarif(outcomes, language)
    records = [*_records(outcomes)]
    if format == "json":
        return dump_json(records)
    columns: Sequence[str] = ()
    for outcome in outcomes:
        if outcome.output is not None:
            columns = outcome.output.columns
    return format_csv(records, language, [FILE, *columns])


def _sarif(outcomes: Sequence[Outcome], language: Language) -> str:
    """One log; each result names its file, and what failed is part of it."""
    records: list[Any] = []
    faults = []
    for outcome in outcomes:
        if outcome.output is None:
            faults.append((str(outcome.source.path), outcome.fault))
        else:
            records += outcome.output.records or []
    return dump_sarif(records, language.code, faults)


def _records(outcomes: Sequence[Outcome]) -> Iterator[dict[str, Any]]:
    for outcome in outcomes:
        records = outcome.output.records if outcome.output else None
        several = [records] if isinstance(records, dict) else records or []
        for record in several:
            # First, and over a key of the command's own that names the path.
            yield {FILE: outcome.source.name, **_without_file(record)}


def _without_file(record: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in record.items() if key != FILE}
