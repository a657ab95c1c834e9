"""What the words that a mapping explains mean for a field."""

from __future__ import annotations

from typing import Any

from powermap.errors import ModelError
from powermap.exchange.crm.columns import field_or_part
from powermap.exchange.glossary import Glossary
from powermap.exchange.intake.values.yes import parse_yes
from powermap.exchange.intake.words import MIDDLE, UNKNOWN, WordReader
from powermap.language import Listed, Quoted, Reason
from powermap.model.fields import Field

__all__ = ["column_words", "value_of_word"]

_KINDS = frozenset({"level", "word", "words", "yes"})


def column_words(name: str) -> bool:
    """Whether a mapping may explain the words of a column that fills a field."""
    return field_or_part(name).kind in _KINDS


def value_of_word(name: str, written: object, glossary: Glossary) -> Any:
    """What a mapping lets a word mean: a member, middle, unknown, a score, yes or no.

    Raises
    ------
    ModelError
        When the field has no such value.

    Examples
    --------
    >>> from powermap.exchange.glossary import PLAIN
    >>> value_of_word("power", "decider", PLAIN), value_of_word("power", "middle", PLAIN)
    (<Power.DECIDER: 'decider'>, 'middle')
    """
    field = field_or_part(name)
    if field.kind == "yes":
        return _yes(written)
    is_number = isinstance(written, int | float) and not isinstance(written, bool)
    if field.kind == "level" and is_number:
        return written
    words = WordReader(field, glossary)
    found = words.find(written) if isinstance(written, str) else None
    if found is None and written in (MIDDLE, UNKNOWN):
        found = str(written)
    if found is None or (found == MIDDLE and field.kind != "level"):
        raise ModelError(_describe(field, written))
    return found


def _yes(written: object) -> bool:
    value = written if isinstance(written, bool) else parse_yes(written)
    if value is None:
        raise ModelError(Reason("message.mapping.not_yes_or_no", value=Quoted(written)))
    return value


def _describe(field: Field, written: object) -> Reason:
    allowed = [member.value for member in field.vocabulary or ()]
    if field.kind == "level":
        allowed.append(MIDDLE)
    allowed.append(UNKNOWN)
    return Reason(
        "message.mapping.not_a_value",
        value=Quoted(written),
        allowed=Listed(allowed, "comma"),
    )
