"""Collections of answers: short to print, tables in a notebook, rows for a data frame.

Each answer says its own row; the collection adds who or what the row is about.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from datetime import date
from enum import StrEnum
from html import escape
from typing import TYPE_CHECKING, Any, Generic, Protocol, Self, TypeVar, overload

from powermap.errors import UnknownPersonError
from powermap.language.reason import Reason
from powermap.language.speaker import Language, as_language
from powermap.language.values import (
    Capitalized,
    Days,
    Listed,
    Money,
    Nearest,
    Percent,
    Phrase,
    Quoted,
    Signed,
    Texts,
)

if TYPE_CHECKING:
    from powermap.language.values import (
        Capitalized,
        Days,
        Listed,
        Money,
        Percent,
        Phrase,
        Texts,
        Value,
    )

__all__ = [
    "OneRow",
    "ResultList",
    "ResultMap",
    "Tabular",
    "rows_to_html",
    "to_data",
    "to_plain",
]

Row = Mapping[str, "Value"]
"""One row of a table, by the key of its column under ``column`` in the words."""


class HasRow(Protocol):
    """Anything that can stand in a row."""

    def row(self) -> Row:
        """Its values by column."""


_HINTED = 500
"""Among more people no nearest name is looked for, which would take seconds."""
K = TypeVar("K")
A = TypeVar("A", bound=HasRow)


class Tabular:
    """Whatever shows as a table: in a notebook, as rows for a data frame, as records."""

    __slots__ = ()

    def _rows(self) -> list[Row]:
        raise NotImplementedError

    def rows(self, lang: str | Language = "en") -> list[dict[str, str]]:
        """The answers as rows in words, ready for any data frame.

        Parameters
        ----------
        lang : {"en", "zh"} or Language
            Language of the words.

        Returns
        -------
        list of dict
            By the keys of the columns, which do not depend on the language.
        """
        language = as_language(lang)
        rows = []
        for row in self._rows():
            rows.append({key: language.text(value) for key, value in row.items()})
        return rows

    def records(
        self, lang: str | Language = "en", *, reasons: bool = False
    ) -> list[dict[str, object]]:
        """The answers as rows for a program: numbers stay numbers, members their value.

        Parameters
        ----------
        lang : {"en", "zh"} or Language
            Language of the sentences.
        reasons : bool, default False
            Whether each sentence is an object with its ``key`` and ``values``, which
            are the same in every language, beside its ``text``.

        Returns
        -------
        list of dict
            Ready for ``json.dumps``.
        """
        language = as_language(lang)
        plain = to_data if reasons else to_plain
        records = []
        for row in self._rows():
            record = {key: plain(value, language) for key, value in row.items()}
            records.append(record)
        return records

    def _repr_html_(self) -> str:
        """A compact table for notebooks."""
        language = as_language("en")
        return rows_to_html(self.rows(language), language)


class OneRow(Tabular):
    """An answer that stands alone, shown as a table of one row."""

    __slots__ = ()

    def row(self) -> Row:
        """Its values by column."""
        raise NotImplementedError

    def _rows(self) -> list[Row]:
        return [self.row()]


class ResultMap(Tabular, Mapping[K, A], Generic[K, A]):
    """Answers by what they are about; a mapping that cannot be changed.

    Parameters
    ----------
    answers : mapping
        In the order in which they are shown.
    names : mapping of key to Value, optional
        What each key is called in a table; the key itself when not given.
    subject : str
        Key of the first column, under ``column`` in the words.
    """

    def __init__(
        self,
        answers: Mapping[K, A],
        names: Mapping[K, Value] | None = None,
        *,
        subject: str = "name",
    ) -> None:
        self._answers = dict(answers)
        # People are found by id but shown by name.
        self._names = dict(names or {})
        self._subject = subject

    def __getitem__(self, key: K) -> A:
        """The answer about a key, or about the one person of this name."""
        if key in self._answers or not self._is_of_people():
            return self._answers[key]
        return self._answers[self._find_person(key)]

    def _is_of_people(self) -> bool:
        return self._subject == "name" and bool(self._names)

    def _find_person(self, name: object) -> K:
        ids = [id for id, called in self._names.items() if called == name]
        if len(ids) == 1:
            return ids[0]
        if ids:
            raise UnknownPersonError(
                Reason(
                    "message.model.several_people",
                    number=len(ids),
                    name=Quoted(name),
                    ids=Listed([Quoted(id) for id in ids]),
                )
            )
        known: list[str] = []
        for id, called in [*self._names.items()][:_HINTED]:
            known += [str(id), str(called)]
        raise UnknownPersonError(
            Reason(
                "message.model.nobody_here",
                person=Quoted(name),
                hint=Nearest(name, tuple(known)),
            )
        )

    def __iter__(self) -> Iterator[K]:
        return iter(self._answers)

    def __len__(self) -> int:
        return len(self._answers)

    def __hash__(self) -> int:
        # Without order, as mappings are compared.
        return hash(frozenset(self._answers.items()))

    def __repr__(self) -> str:
        return f"<{len(self)} answers: {_shorten(self._answers)}>"

    def _rows(self) -> list[Row]:
        rows: list[Row] = []
        for key, answer in self._answers.items():
            name: Any = self._names.get(key, key)
            rows.append({self._subject: name, **answer.row()})
        return rows


class ResultList(Tabular, Sequence[A], Generic[A]):
    """Answers in their order; a sequence that cannot be changed."""

    def __init__(self, answers: Iterable[A]) -> None:
        self._answers = tuple(answers)

    @overload
    def __getitem__(self, place: int) -> A: ...
    @overload
    def __getitem__(self, place: slice) -> Self: ...
    def __getitem__(self, place: int | slice) -> A | Self:
        if isinstance(place, slice):
            # A copy keeps what a subclass adds, as the day of a check.
            part = copy(self)
            part.__dict__["_answers"] = self._answers[place]
            return part
        return self._answers[place]

    def __len__(self) -> int:
        return len(self._answers)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, ResultList):
            return self._answers == other._answers
        # So that a test or a script can compare an answer with a plain list.
        if isinstance(other, list | tuple):
            return self._answers == tuple(other)
        return NotImplemented

    def __hash__(self) -> int:
        return hash(self._answers)

    def __repr__(self) -> str:
        return f"<{len(self)} answers>"

    def _rows(self) -> list[Row]:
        return [answer.row() for answer in self._answers]


def to_plain(  # noqa: PLR0911, one line per kind
    value: Value, language: Language
) -> object:
    """A value as JSON holds it: shares, amounts and days as numbers, dates as ISO.

    Examples
    --------
    >>> from powermap.model import Role
    >>> to_plain(Percent(0.5), Language()), to_plain(Role.OWNER, Language())
    (0.5, 'owner')
    """
    match value:
        # Plain numbers: a program computes with them, and formats them itself.
        case Percent():
            return value.share
        case Money():
            return value.amount
        case Days():
            return value.count
        case Signed():
            return value.number
        case Listed():
            return [to_plain(part, language) for part in value.parts]
        case StrEnum():
            return value.value
        case date():
            return value.isoformat()
        case Reason() | Texts() | Capitalized() | Phrase():
            return language.text(value)
        case _:
            return value


def to_data(value: Value, language: Language) -> object:
    """A value as JSON holds it, with each sentence as key, values and text.

    Examples
    --------
    >>> to_data(Reason("common.people", count=2), Language("zh"))
    {'key': 'common.people', 'values': {'count': 2}, 'text': '2 人'}
    """
    if isinstance(value, Listed):
        return [to_data(part, language) for part in value.parts]
    if not isinstance(value, Reason):
        return to_plain(value, language)
    values = {}
    for name, part in value.values.items():
        values[name] = to_data(part, language)
    # A sentence of a playbook has no key.
    key = value.key if isinstance(value.key, str) else None
    return {"key": key, "values": values, "text": language.text(value)}


# Answers of a thousand people must not fill the screen of a notebook.
def _shorten(answers: Iterable[object], most: int = 3) -> str:
    keys = [str(key) for key in answers]
    text = ", ".join(keys[:most])
    if len(keys) > most:
        return f"{text}, …"
    return text


def rows_to_html(rows: Sequence[Mapping[str, str]], language: Language) -> str:
    """Rows as an HTML table whose heads are the titles of the columns.

    Examples
    --------
    >>> rows_to_html([{"name": "A & B"}], Language("en"))
    '<table><thead><tr><th>Name</th></tr></thead><tbody><tr><td>A &amp; B</td></tr></tbody></table>'
    """
    keys: list[str] = []
    if rows:
        keys = list(rows[0])
    titles = [title_of_column(key, language) for key in keys]
    head = _row_to_html("th", titles)
    lines = []
    for row in rows:
        cells = [row.get(key, "") for key in keys]
        lines.append(_row_to_html("td", cells))
    body = "".join(lines)
    return f"<table><thead>{head}</thead><tbody>{body}</tbody></table>"


def title_of_column(key: str, language: Language) -> str:
    """What a column is called; one that a plan names, such as a deal, by that name.

    Examples
    --------
    >>> title_of_column("name", Language("zh")), title_of_column("ERP", Language("zh"))
    ('姓名', 'ERP')
    """
    try:
        return language.say(f"column.{key}")
    except KeyError:
        return key


def _row_to_html(tag: str, texts: Iterable[str]) -> str:
    cells = []
    for text in texts:
        # Names are the user's text and may look like HTML.
        cells.append(f"<{tag}>{escape(text)}</{tag}>")
    line = "".join(cells)
    return f"<tr>{line}</tr>"
