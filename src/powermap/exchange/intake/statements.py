"""Words that say several things of a person at once, such as "Keep satisfied"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from powermap.errors import Note
from powermap.exchange.aliases import AliasIndex
from powermap.exchange.glossary import Glossary
from powermap.exchange.intake.column import Column
from powermap.exchange.intake.values.cells import ColumnPlace, WordMeaning
from powermap.exchange.intake.values.lists import split_list
from powermap.exchange.intake.values.texts import shown_text
from powermap.exchange.intake.values.unknown import is_unknown
from powermap.exchange.intake.values.yes import parse_yes
from powermap.exchange.intake.words import WordReader, buying_role_of, quadrant_of
from powermap.language import Listed, Quoted, Reason
from powermap.model import Involvement, Power, Stance
from powermap.model.field_words import level_words
from powermap.model.fields import fields_by_name
from powermap.model.vocabulary import fold

__all__ = ["Statements", "read_flags", "read_statements", "stance_of_header"]

_OF_YES: Mapping[str, Mapping[bool, Mapping[str, Any]]] = {
    "decides": {
        True: {"power": Power.DECIDER},
        False: {"power": Power.INFLUENCER},
    },
    "involved": {
        True: {"involvement": Involvement.HIGH},
        False: {"involvement": Involvement.LOW},
    },
}
"""What yes and no say below headers such as "Decision maker"."""
_MOST = 10
"""Rows or words in a note."""


@dataclass(slots=True)
class Statements:
    """What the words of a column say.

    Attributes
    ----------
    place : ColumnPlace
        The column.
    values : dict of row to dict of field to value
        Only what the words of a row agree on.
    words : list of WordMeaning
        Each distinct word.
    notes : list of Note
        Words that are not known, and rows that contradict themselves.
    """

    place: ColumnPlace
    values: dict[int, dict[str, Any]] = field(default_factory=dict)
    words: list[WordMeaning] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    def note_difference(self, name: str, rows: Sequence[int]) -> Note:
        """A note of rows in which another column says something else."""
        message = Reason(
            "message.columns.differs",
            count=len(rows),
            field=fields_by_name("people")[name],
            rows=Listed(rows, most=_MOST),
        )
        return self.place.note(message)


def read_statements(
    column: Column, part: str | None, place: ColumnPlace, aliases: AliasIndex
) -> Statements:
    """What a column of quadrants, of buying roles, or of a mapping's words says."""
    statements = Statements(place)
    meanings: dict[str, Mapping[str, Any] | None] = {}
    rows: dict[str, list[int]] = {}
    unclear: dict[str, list[int]] = {}
    for cell in column.cells:
        text = " ".join(shown_text(cell.raw).split())
        if is_unknown(cell.raw, more=aliases.extra.unknown):
            continue
        said: dict[str, set[Any]] = {}
        for word in _words_of(column, part, text, aliases):
            if word not in meanings:
                meanings[word] = _meaning(column, part, word, aliases)
            rows.setdefault(word, []).append(cell.row)
            for name, value in (meanings[word] or {}).items():
                said.setdefault(name, set()).add(value)
        # Guessing which of two words holds would be worse than not knowing.
        for name, several in said.items():
            if len(several) == 1:
                statements.values.setdefault(cell.row, {})[name] = next(iter(several))
            else:
                unclear.setdefault(name, []).append(cell.row)
    for word, meaning in meanings.items():
        how = "kept" if meaning is None else "word"
        statements.words.append(WordMeaning(word, tuple(rows[word]), meaning, how))
    _note_unknown(statements, meanings)
    for name, where in unclear.items():
        message = Reason(
            "message.columns.several_values",
            count=len(where),
            field=fields_by_name("people")[name],
            rows=Listed(where, most=_MOST),
        )
        statements.notes.append(place.note(message))
    return statements


def stance_of_header(title: str, glossary: Glossary) -> Stance | None:
    """The stance of people who are marked below a header; None for other headers.

    Examples
    --------
    >>> from powermap.exchange.glossary import PLAIN
    >>> stance_of_header("Champion?", PLAIN), stance_of_header("Region", PLAIN)
    (<Stance.CHAMPION: 'champion'>, None)
    """
    word = title.strip(" ?？")
    # "Primary" is a level in a register, and no stance above marks.
    if fold(word) in level_words():
        return None
    stance = WordReader(fields_by_name("people")["stance"], glossary).find(word)
    return stance if isinstance(stance, Stance) else None


def read_flags(
    column: Column, place: ColumnPlace, glossary: Glossary
) -> Statements | None:
    """What the marks below a header such as "Champion?" say; None for other columns.

    A mark says that the person is one; no mark says nothing.
    """
    member = stance_of_header(column.title, glossary)
    if member is None:
        return None
    extra = glossary.aliases.extra
    marks = [parse_yes(cell.raw, extra) for cell in column.cells]
    if not marks or None in marks:
        return None
    statements = Statements(place)
    rows = []
    for cell, is_yes in zip(column.cells, marks, strict=True):
        if is_yes:
            statements.values[cell.row] = {"stance": member}
            rows.append(cell.row)
    meaning = {"stance": member}
    statements.words.append(WordMeaning(column.title, tuple(rows), meaning, "word"))
    message = Reason(
        "message.columns.words_say",
        words=Reason(
            "message.columns.says",
            field=fields_by_name("people")["stance"],
            value=member,
        ),
    )
    statements.notes.append(place.note(message))
    return statements


def _words_of(
    column: Column, part: str | None, text: str, aliases: AliasIndex
) -> list[str]:
    if column.rule is not None and column.rule.says_several:
        return [word for word, _ in column.rule.parts(text)]
    if _meaning(column, part, text, aliases) is not None:
        return [text]
    if part == "buying_role":

        def knows(word: str) -> bool:
            return buying_role_of(word, aliases) is not None

        return split_list(text, knows, commas=True)
    return [text]


def _meaning(
    column: Column, part: str | None, word: str, aliases: AliasIndex
) -> Mapping[str, Any] | None:
    if column.rule is not None and column.rule.words:
        known = column.rule.word(word)
        if known is not None or column.rule.says_several:
            return None if known is None else known.says
    if part == "quadrant":
        return quadrant_of(word, aliases)
    if part is not None and part in _OF_YES:
        is_yes = parse_yes(word, aliases.extra)
        return None if is_yes is None else _OF_YES[part][is_yes]
    return buying_role_of(word, aliases)


def _note_unknown(
    statements: Statements, meanings: Mapping[str, Mapping[str, Any] | None]
) -> None:
    unknown = [Quoted(word) for word, meaning in meanings.items() if meaning is None]
    if unknown:
        message = Reason(
            "message.columns.unknown_words",
            count=len(unknown),
            words=Listed(unknown, most=_MOST),
        )
        statements.notes.append(statements.place.note(message))
