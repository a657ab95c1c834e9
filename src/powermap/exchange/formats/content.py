"""What a file holds before it is understood: its sheets, or the document in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from powermap.errors import FormatError, Note
from powermap.exchange.options import ReadOptions
from powermap.exchange.tables.sheets import Sheet
from powermap.files.reading import MEGABYTE
from powermap.language import Language, Reason
from powermap.language.values import Quoted, Value
from powermap.model import BuyingCenter

__all__ = ["Content", "Format", "Reader", "Writer", "hint_at", "note_on", "refuse"]


@dataclass(slots=True)
class Content:
    """What a reader found in a file.

    Attributes
    ----------
    sheets : list of Sheet
        Its tables, each as the file has it.
    document : dict, optional
        A plan as YAML or JSON, where the file holds one in place of tables.
    kind : str, optional
        Name of the format in which it was read.
    notes : list of Note
        What was assumed, converted, skipped or left out.
    """

    sheets: list[Sheet] = field(default_factory=list)
    document: dict[str, object] | None = None
    kind: str | None = None
    notes: list[Note] = field(default_factory=list)


Reader = Callable[[bytes, str, ReadOptions], Content]
"""Reads the bytes of a file; the text is what the file is called in messages."""
Writer = Callable[[BuyingCenter, Language], bytes]
"""Writes people and ties as the bytes of a file."""


@dataclass(frozen=True, slots=True, eq=False)
class Format:
    """A kind of file, and who reads and writes it.

    Parameters
    ----------
    name : str
        What it is called in an option: ``csv``, ``graphml``.
    suffixes : tuple of str
        Endings of file names, with the point, in lower case.
    title, holds : mapping of language to str
        What it is called, and what powermap finds in it.
    read : Reader, optional
        None when it is only written.
    write : Writer, optional
        Where people and ties alone become one file.
    writes : bool
        Whether powermap writes it in another way than by `write`.
    recognizes : callable, optional
        Whether the beginning of a text is in this format, for files whose suffix says
        little.
    limit : int
        Most bytes of a file.
    """

    name: str
    suffixes: tuple[str, ...]
    title: Mapping[str, str]
    holds: Mapping[str, str]
    read: Reader | None = None
    write: Writer | None = None
    writes: bool = False
    recognizes: Callable[[str], bool] | None = None
    limit: int = 10 * MEGABYTE

    @property
    def is_written(self) -> bool:
        """Whether powermap writes such files."""
        return self.writes or self.write is not None


def refuse(source: str, key: str, **values: Value) -> FormatError:
    """The error that a file cannot be read, said in the reader's language."""
    said = Reason(key, values)
    return FormatError(Reason("message.at_place", place=source, text=said))


def note_on(source: str, key: str, **values: Value) -> Note:
    """A note about a file."""
    return Note(Reason(key, values), source)


def hint_at(word: str, allowed: Iterable[str]) -> Value:
    """A question whether an allowed word was meant; nothing when none is close.

    Examples
    --------
    >>> print(hint_at(".xlxs", [".csv", ".xlsx"]))
     (did you mean '.xlsx'?)
    """
    close = get_close_matches(word[:80].lower(), list(allowed), n=1)
    if not close:
        return ""
    return Reason("message.formats.hint", word=Quoted(close[0]))
