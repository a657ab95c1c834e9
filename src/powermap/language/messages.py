"""Errors, problems and notes in the language of whoever reads them."""

from __future__ import annotations

from typing import Any

from powermap.errors import SHOWN, Note, PowermapError, Problem, TableError
from powermap.language.speaker import Language, as_language
from powermap.language.values import Listed, sendable

__all__ = ["say_error", "say_message"]

_ROWS = 5
"""As many rows as a message names before it counts the rest."""


def say_error(error: PowermapError, language: object = "en") -> str:
    """The message of an error in a language.

    Examples
    --------
    >>> print(say_error(TableError("plan.xlsx", [Problem("?", "People", 3)]), "zh"))
    plan.xlsx：1 个问题
      People，第 3 行：?
    """
    speaker = _speaker(language)
    if isinstance(error, TableError):
        return sendable(_say_problems(error, speaker))
    message = error.args[0] if error.args else ""
    return say_message(message, speaker)


def say_message(message: Any, language: object = "en") -> str:
    """A reason, a note, a problem or a text in a language.

    Examples
    --------
    >>> say_message(Problem("the name is missing", "People", 3, "Name"))
    'People, row 3, Name: the name is missing'
    """
    speaker = _speaker(language)
    if isinstance(message, Note | Problem):
        return sendable(_say_with_place(message, speaker))
    return sendable(speaker.text(message))


def _speaker(language: object) -> Language:
    if isinstance(language, Language):
        return language
    return as_language(str(language))


def _say_problems(error: TableError, speaker: Language) -> str:
    """The count, then the first problems."""
    count = len(error.problems)
    lines = [speaker.say("message.problems", source=error.source, count=count)]
    for problem in error.problems[:SHOWN]:
        lines.append(f"  {say_message(problem, speaker)}")
    if count > SHOWN:
        rest = speaker.say("message.more_problems", count=count - SHOWN)
        lines.append(f"  {rest}")
    return "\n".join(lines)


def _say_rows(message: Note | Problem, row: int, speaker: Language) -> str:
    rows = getattr(message, "rows", ())
    if len(rows) < 2:
        return speaker.say("message.row", row=row)
    return speaker.say("message.rows", rows=Listed(rows, most=_ROWS))


def _say_with_place(message: Note | Problem, speaker: Language) -> str:
    place = []
    source = getattr(message, "source", None)
    if source:
        place.append(source)
    # A CSV file is its only sheet and has the same name.
    if message.sheet and not (source or "").endswith(message.sheet):
        place.append(message.sheet)
    if message.row is not None:
        place.append(_say_rows(message, message.row, speaker))
    if message.column:
        place.append(message.column)
    text = speaker.text(message.message)  # type: ignore[arg-type]
    if not place:
        return text
    joined = speaker.listed(place, "places")
    return speaker.say("message.at_place", place=joined, text=text)
