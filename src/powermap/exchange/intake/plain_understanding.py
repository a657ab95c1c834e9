"""How a file was understood, for a program: keys that stay."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from powermap.errors import Note, Problem
from powermap.exchange.intake.next_steps import describe_missing, next_commands
from powermap.exchange.intake.understanding import (
    ColumnUnderstanding,
    TableUnderstanding,
    Understanding,
)
from powermap.exchange.intake.values.numbers import Number
from powermap.judgment.roles import classify
from powermap.language import Language, as_language
from powermap.language.messages import say_message

__all__ = ["plain_understanding"]


def plain_understanding(
    understanding: Understanding, language: object, file: str | None = None
) -> dict[str, object]:
    """The understanding as values of JSON; sentences are in the language."""
    speaker = language if isinstance(language, Language) else as_language(str(language))
    scale = understanding.scale
    return {
        "source": understanding.source,
        "format": understanding.format,
        "mapping": understanding.mapping,
        "tables": [_table(table, speaker) for table in understanding.tables],
        "scale": {
            "low": scale.low,
            "high": scale.high,
            "cut": scale.middle,
            "stated_by": understanding.scale_from,
        },
        "people": _people(understanding, speaker),
        "ties": _ties(understanding),
        "deals": list(understanding.deals),
        "missing": [speaker.text(each) for each in describe_missing(understanding)],
        "problems": [_problem(each, speaker) for each in understanding.problems],
        "notes": [_note(each, speaker) for each in understanding.notes],
        "next": next_commands(understanding, file),
    }


def _table(table: TableUnderstanding, speaker: Language) -> dict[str, object]:
    return {
        "kind": table.kind,
        "sheet": table.sheet,
        "header_rows": list(table.header_rows),
        "rows": table.rows,
        "columns": [_column(column, speaker) for column in table.columns],
    }


def _column(column: ColumnUnderstanding, speaker: Language) -> dict[str, object]:
    words = []
    for word in column.words:
        words.append(
            {
                "written": word.written,
                "rows": list(word.rows),
                "value": _plain(word.value),
                "how": word.how,
            }
        )
    return {
        "title": column.title,
        "place": column.place,
        "use": column.use,
        "fields": list(column.fields),
        "certainty": column.certainty,
        "filled": column.filled,
        "distinct": column.distinct,
        "examples": list(column.examples),
        "words": words,
        "why": speaker.text(column.why) if column.why else None,
    }


def _people(understanding: Understanding, speaker: Language) -> dict[str, object]:
    center = understanding.center
    if center is None:
        return {"count": None, "placed": None, "roles": {}, "unplaced": []}
    roles = Counter(each.role for each in classify(center).values())
    unplaced = []
    for id, why in understanding.unplaced.items():
        name = center[id].name
        unplaced.append({"id": id, "name": name, "why": speaker.text(why)})
    return {
        "count": len(center),
        "placed": len(center) - roles.get(None, 0),
        "roles": {role.value: count for role, count in roles.items() if role},
        "unplaced": unplaced,
    }


def _ties(understanding: Understanding) -> dict[str, int]:
    center = understanding.center
    if center is None:
        return {}
    return dict(Counter(str(tie.kind) for tie in center.ties))


def _problem(problem: Problem, speaker: Language) -> dict[str, object]:
    return {
        "sheet": problem.sheet,
        "row": problem.row,
        "rows": list(problem.rows),
        "column": problem.column,
        "value": _plain(problem.value),
        "message": say_message(problem.message, speaker),
    }


def _note(note: Note, speaker: Language) -> dict[str, object]:
    return {
        "source": note.source,
        "sheet": note.sheet,
        "row": note.row,
        "column": note.column,
        "message": say_message(note.message, speaker),
    }


def _plain(value: Any) -> object:
    """A value of a cell or of the model as JSON holds it."""
    match value:
        case Number() | StrEnum():
            plain: object = value.value
        case date():
            plain = value.isoformat()
        case Mapping():
            plain = {str(key): _plain(each) for key, each in value.items()}
        case list() | tuple() | set() | frozenset():
            plain = [_plain(each) for each in value]
        case None | bool() | int() | float() | str():
            plain = value
        case _:
            plain = str(value)
    return plain
