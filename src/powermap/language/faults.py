"""Why a file could not be read, as a value that stands in a row or a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from powermap.errors import TableError
from powermap.language import Listed, Reason
from powermap.language.values import sendable

if TYPE_CHECKING:
    from powermap.errors import PowermapError
    from powermap.language import Language
    from powermap.language.values import Value

__all__ = ["fault_of"]

MOST = 3
"""Problems of one file that are listed; the others are counted."""


def fault_of(error: PowermapError, source: object = None) -> Reason:
    """What is wrong, without the name of the file, which stands beside it.

    Examples
    --------
    >>> from powermap.errors import FormatError, Problem
    >>> print(fault_of(TableError("a.csv", [Problem("no name", None, 3)] * 4)))
    row 3: no name; row 3: no name; row 3: no name and 1 more
    >>> empty = Reason("message.at_place", place="b/a.csv", text="empty")
    >>> print(fault_of(FormatError(empty), "b/a.csv"))
    empty
    """
    if isinstance(error, TableError):
        parts: list[Value] = list(error.problems)
        listed = Listed(parts, "semicolon", most=MOST, more="message.some")
        return Reason("list.plain", text=listed)
    message = error.args[0] if error.args else ""
    return Reason("list.plain", text=_Unnamed(message, str(source)))


@dataclass(frozen=True, slots=True)
class _Unnamed:
    """A message without the file with which it begins."""

    message: Reason | str
    source: str

    def in_words(self, language: Language) -> str:
        """The rest of the message in a language."""
        text = sendable(language.text(self.message))
        for colon in (": ", "：", ":"):
            text = text.removeprefix(self.source + colon)
        return text
