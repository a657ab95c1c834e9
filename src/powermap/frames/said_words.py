"""What a caller says that the texts of a column mean."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from powermap.errors import ModelError
from powermap.exchange.glossary import Glossary
from powermap.exchange.intake.words import MIDDLE
from powermap.frames.spellings import UNKNOWN, ask_reader
from powermap.language import Nearest, Quoted, Reason
from powermap.model.fields import fields_by_name

__all__ = ["Words", "meanings_said"]

Words = Mapping[str, Mapping[str, object]] | None
"""For each field what a text means: a word of the field, a score, yes or no."""


def meanings_said(
    words: Words, glossary: Glossary
) -> Mapping[str, Mapping[str, object]]:
    """The meanings as members, scores and truth values.

    Raises
    ------
    ModelError
        When there is no such field, or a meaning is none of its words.
    """
    said = {}
    for field, texts in (words or {}).items():
        meanings = {}
        for text, meaning in texts.items():
            meanings[text] = _meaning(field, meaning, glossary)
        said[field] = meanings
    return said


def _meaning(name: str, meaning: object, glossary: Glossary) -> object:
    fields = fields_by_name("people")
    if name not in fields:
        raise ModelError(
            Reason(
                "message.frames.no_field",
                field=Quoted(name),
                hint=Nearest(name, tuple(fields)),
            )
        )
    is_plain = not isinstance(meaning, str) or isinstance(meaning, StrEnum)
    if is_plain or meaning in {MIDDLE, UNKNOWN}:
        return UNKNOWN if meaning is None else meaning
    understood = ask_reader(fields[name], str(meaning), glossary)
    if understood is None:
        raise ModelError(
            Reason(
                "message.frames.no_meaning",
                word=Quoted(meaning),
                field=Quoted(name),
            )
        )
    return understood
