"""Everything that powermap raises on purpose.

::

    PowermapError
    ├── ModelError(ValueError)          a value or a buying center that contradicts itself
    │   └── UnknownPersonError(KeyError)    nobody has the id or name
    ├── TableError(ValueError)          rows of a file that cannot be read
    ├── FormatError(ValueError)         a file or a format that is not what it claims to be
    │   ├── FileChangedError                somebody changed the file since it was read
    │   └── PluginError                     a plug-in that does not work
    └── MissingDependencyError(ImportError)
    PowermapWarning(UserWarning)        something was understood, but you should know how
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from typing import Any, Protocol

SHOWN = 10
"""As many problems as a message lists."""
BOM = "\ufeff"
"""The mark before a text that says how it is encoded. It has no width, so within a text it is a leftover."""


_LONGEST_WORD = 80
_SIMILAR = 0.6
"""Share of two words that must agree for a suggestion."""
_FEW = 200
"""Words of a vocabulary, of which is remembered how they are folded."""


class Message(Protocol):
    """What is said to a user: a `Reason`, or a text in English."""

    def __str__(self) -> str:
        """In English."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A message by its key in the words, for packages that must not know the language.

    Examples
    --------
    >>> print(Sentence("common.people", (("count", 2),)))
    2 people
    """

    key: str
    values: tuple[tuple[str, object], ...] = ()

    def in_words(self, language: Any) -> str:
        """The sentence in a language."""
        text: str = language.say(self.key, **dict(self.values))
        return text

    def __str__(self) -> str:
        """In English."""
        from powermap.language.messages import say_message

        return say_message(self)


@dataclass(frozen=True, slots=True)
class LibraryWords:
    """What a library says, which speaks English only.

    Examples
    --------
    >>> from powermap.language import Language
    >>> words = LibraryWords("unexpected token")
    >>> words.in_words(Language("en")), words.in_words(Language("zh"))
    ('unexpected token', '格式有误')
    """

    text: str

    def in_words(self, language: Any) -> str:
        """The words in English, elsewhere that the form is wrong."""
        if language.code == "en":
            return self.text
        text: str = language.say("message.wrong_form")
        return text


class PowermapError(Exception):
    """Base of every error that powermap raises on purpose."""

    def say(self, language: object = "en") -> str:
        """The message in a language.

        Parameters
        ----------
        language : {"en", "zh"} or Language
            A code, or what `Playbook.language` returns.

        Returns
        -------
        str

        Examples
        --------
        >>> from powermap.language import Reason
        >>> FormatError(Reason("common.people", count=2)).say("zh")
        '2 人'
        """
        # Errors are below the language, which raises some of them; only when one is
        # said the language is needed.
        from powermap.language.messages import say_error

        return say_error(self, language)


@dataclass(frozen=True, slots=True)
class Issue:
    """One thing wrong in a value of the model.

    Parameters
    ----------
    reason : Reason or str
        What is wrong, with the value and what is allowed.
    field : str or None
        Which field, None when it is about several.
    value : object
        What was given for the field.
    """

    reason: Message
    field: str | None = None
    value: object = None


class ModelError(PowermapError, ValueError):
    """A value or a buying center that contradicts itself.

    Parameters
    ----------
    message : str
        Everything that is wrong, in one line.
    issues : iterable of Issue
        The same one by one, with fields and values.

    Examples
    --------
    >>> from powermap.model import Stakeholder
    >>> try:
    ...     Stakeholder("Ana", can_veto="maybe")
    ... except ModelError as error:
    ...     print(error.issues[0].field, error.issues[0].value)
    can_veto maybe
    """

    def __init__(self, *message: object, issues: Iterable[Issue] = ()) -> None:
        super().__init__(*message)
        self.issues = tuple(issues)


class UnknownPersonError(ModelError, KeyError):
    """Nobody has the id or name, or several people share the name."""

    def __str__(self) -> str:
        """The message as it is; a KeyError would show its repr."""
        return str(self.args[0]) if self.args else ""


class FormatError(PowermapError, ValueError):
    """A file, a folder or a format that cannot be used as asked."""


class FileChangedError(FormatError):
    """A file was not written, since it changed after it was read."""


class PluginError(FormatError):
    """A plug-in that does not work; the message says which, and why."""


class MissingDependencyError(PowermapError, ImportError):
    """An optional library is not installed; the message says which extra brings it."""


class PowermapWarning(UserWarning):
    """Something was understood, but not in the way its writer may expect.

    Its ``note`` is the same as data: `Note` of a file, or None.
    """

    @property
    def note(self) -> Note | None:
        """What was understood, as data."""
        first = self.args[0] if self.args else None
        return first if isinstance(first, Note) else None

    def say(self, language: object = "en") -> str:
        """The note in a language."""
        from powermap.language.messages import say_message

        return say_message(self.args[0] if self.args else "", language)


@dataclass(frozen=True, slots=True)
class Note:
    """Something that was assumed, converted, skipped or left out in reading a file.

    Parameters
    ----------
    message : Reason or str
        What was understood, and what to do if it is wrong.
    source : str or None
        The file.
    sheet : str or None
        Sheet or section, as the file calls it.
    row : int or None
        Row as a spreadsheet counts it, where the note is about one row.
    column : str or None
        Header of the column, as the file writes it.

    Examples
    --------
    >>> print(Note("4 cells are empty", "deal.xlsx", "People", None, "Power"))
    deal.xlsx, People, Power: 4 cells are empty
    """

    message: Message
    source: str | None = None
    sheet: str | None = None
    row: int | None = None
    column: str | None = None

    def say(self, language: object = "en") -> str:
        """The note in a language, with its place."""
        from powermap.language.messages import say_message

        return say_message(self, language)

    def in_words(self, language: object) -> str:
        """The same, where a sentence holds the note."""
        return self.say(language)

    def __str__(self) -> str:
        """In English."""
        return self.say()


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in a table or document: where, which value, what is allowed.

    Parameters
    ----------
    message : Reason or str
        What is wrong, with the value and what is allowed.
    sheet : str or None
        Sheet or section, as the file calls it.
    row : int or None
        Row as a spreadsheet counts it (the header is row 1); in YAML and JSON the place in the list, from 1.
    column : str or None
        Header of the column, as the file writes it.
    value : object
        What stands there.
    rows : tuple of int
        Every row that has the problem, where several have it.
    """

    message: Message
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    value: object = None
    rows: tuple[int, ...] = ()

    def say(self, language: object = "en") -> str:
        """Where, then what, in a language."""
        from powermap.language.messages import say_message

        return say_message(self, language)

    def in_words(self, language: object) -> str:
        """The same, where a sentence holds the problem."""
        return self.say(language)

    def __str__(self) -> str:
        """Where, then what, in English."""
        return self.say()


class TableError(PowermapError, ValueError):
    """Rows that cannot be read. The message shows the first ten; ``problems`` holds all.

    Parameters
    ----------
    source : str
        File or table the problems are in.
    problems : sequence of Problem
        Every problem found, in reading order.

    Examples
    --------
    >>> error = TableError("plan.xlsx", [Problem("name is missing", "People", 3, "Name")])
    >>> print(error)
    plan.xlsx: 1 problem
      People, row 3, Name: name is missing
    """

    def __init__(self, source: str, problems: Sequence[Problem]) -> None:
        self.source = source
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__(source, self.problems)

    def __str__(self) -> str:
        """Count, then the first ten problems, in English."""
        return self.say()


def nearest(
    word: str, allowed: Iterable[str], *, fold: Callable[[str], str] = str.casefold
) -> str:
    """' (did you mean …?)' when an allowed word is close to `word`, else nothing.

    Examples
    --------
    >>> nearest("suporter", ["champion", "supporter"])
    " (did you mean 'supporter'?)"
    """
    match = nearest_word(word, allowed, fold=fold)
    if match is None:
        return ""
    return f" (did you mean {match!r}?)"


def nearest_word(
    word: str, allowed: Iterable[str], *, fold: Callable[[str], str] = str.casefold
) -> str | None:
    """The allowed word that is close to `word`, if there is one.

    Words are compared as `fold` leaves them; the answer is the word as it is written in `allowed`.

    Examples
    --------
    >>> nearest_word("SUPORTER", ["champion", "Supporter"])
    'Supporter'
    >>> nearest_word("x", ["champion"]) is None
    True
    """
    options = tuple(allowed)
    # A vocabulary is compared with thousands of words, a list of people with a few.
    written = (_by_fold if len(options) <= _FEW else _fold_all)(options, fold)
    # Comparing costs time with the length; a longer word is never a typo.
    folded = fold(word[:_LONGEST_WORD])
    matches = get_close_matches(folded, written, n=1, cutoff=_SIMILAR)
    if not matches:
        return None
    return written[matches[0]]


def _fold_all(options: tuple[str, ...], fold: Callable[[str], str]) -> dict[str, str]:
    """The words by what they are folded to, the first of several."""
    written: dict[str, str] = {}
    for option in options:
        written.setdefault(fold(option), option)
    return written


_by_fold = lru_cache(maxsize=64)(_fold_all)


def shown(value: object, limit: int = 80) -> str:
    """``repr`` of a value, cut so that hostile input cannot flood a message.

    Examples
    --------
    >>> shown("a" * 200, limit=12)
    "'aaaaaaaaaa…"
    """
    if isinstance(value, str):
        value = value[: limit + 1]
    try:
        text = repr(value)
    except (ValueError, RecursionError):
        # An int of more than 4,300 digits, or a nest without end.
        text = f"a {type(value).__name__}"
    if len(text) <= limit:
        return text
    return f"{text[: limit - 1]}…"
