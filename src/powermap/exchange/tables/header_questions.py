"""Questions shown in the headers of a template, which stay out of the cells.

The number format of a header shows the question below its title. Every program that
reads the cell gets the title alone, so no row of questions can be taken for a person.
"""

from __future__ import annotations

import math
import textwrap
from collections.abc import Iterable
from unicodedata import east_asian_width

__all__ = ["question_format", "row_height"]

_LONGEST = 200
"""Characters of a question that a number format, which holds 255, may show."""
_LINE = 15.0
"""Height of a line in points."""


def question_format(question: str) -> str:
    """A number format that shows a question below the text of a cell; empty for none.

    Examples
    --------
    >>> question_format("Who signs?").splitlines()
    ['@": ', 'Who signs?"']
    """
    if not question or len(question) > _LONGEST:
        return ""
    # A straight quotation mark would end the text of the format.
    words = question.replace('"', "\u201d")
    # LibreOffice leaves the line break out where both fit into one line.
    colon = "：" if any(map(_is_wide, words)) else ": "
    return f'@"{colon}\n{words}"'


def row_height(texts: Iterable[tuple[str, float]]) -> float:
    """The height in points of a row of texts, each with the width of its column.

    Examples
    --------
    >>> row_height([("Who signs, and whom do they ask?", 20)]), row_height([])
    (30.0, 15.0)
    """
    # Excel makes no row higher by itself when the text comes from a number format.
    most = 1
    for text, width in texts:
        lines = sum(_line_count(line, width) for line in text.split("\n"))
        most = max(most, lines)
    return _LINE * most


def _line_count(text: str, width: float) -> int:
    # Letters differ in width; two characters less leave room for wide ones.
    room = max(1, int(width) - 2)
    if not any(_is_wide(char) for char in text):
        return len(textwrap.wrap(text, room))
    size = sum(2 if _is_wide(char) else 1 for char in text)
    return math.ceil(size / room)


def _is_wide(char: str) -> bool:
    return east_asian_width(char) in "WF"
