"""What the parsers of JSON, YAML and TOML find wrong, in the reader's language."""

from __future__ import annotations

import re

from powermap.errors import LibraryWords
from powermap.language import Listed, Quoted, Reason
from powermap.language.values import Value

__all__ = ["name_fault", "parser_fault", "place_in_text"]

_LONGEST = 200
"""Characters; parsers quote whole lines of the file in their errors."""
_KNOWN = {
    "Expecting value": "value",
    "Expecting ',' delimiter": "comma",
    "Expecting ':' delimiter": "colon",
    "Expecting property name": "quoted_key",
    "Unterminated string": "open_text",
    "Invalid control character": "control",
    "Invalid \\": "escape",
    "Extra data": "extra",
    "Illegal trailing comma": "trailing_comma",
    "found character '\\t'": "tab",
    "mapping values are not allowed": "nested",
    "could not find expected ':'": "colon",
    "expected <block end>": "block_end",
    "did not find expected key": "block_end",
    "did not find expected '-' indicator": "block_end",
    "did not find expected node content": "value",
    "did not find expected ',' or": "bracket",
    "did not find expected <document start>": "document",
    "control characters are not allowed": "control",
    "found unexpected end of stream": "open_text",
    "aliases (*)": "alias",
}
"""How the errors of the parsers begin, and what we call them."""
_PLACE = re.compile(r" \(at line (\d+), column (\d+)\)$")
"""How Python's parser of TOML says where."""
_KEY_TWICE = re.compile(r'found duplicate key "(.*?)" with')
"""How the parser of YAML says that a key stands twice."""


def parser_fault(
    text: str, line: int | None = None, column: int | None = None
) -> Value:
    """What is wrong and where.

    Examples
    --------
    >>> fault = parser_fault("Expecting ',' delimiter", 3, 5)
    >>> print(fault, fault.say("zh"))
    a comma is missing, line 3, column 5 缺少逗号，第 3 行第 5 列
    """
    match = _PLACE.search(text)
    if match:
        line, column = int(match[1]), int(match[2])
        text = text[: match.start()]
    parts = [name_fault(text)]
    if line is not None and column is not None:
        parts.append(place_in_text(line, column))
    return Reason("list.plain", text=Listed(parts, "clause"))


def place_in_text(line: int, column: int) -> Reason:
    """A place in a text, both counted from 1."""
    return Reason("message.documents.place", line=line, column=column)


def name_fault(text: str) -> Value:
    """What is wrong, in our words where we have them."""
    twice = _KEY_TWICE.match(text)
    if twice:
        return Reason("message.documents.parser.key_twice", key=Quoted(twice[1]))
    for beginning, name in _KNOWN.items():
        if text.startswith(beginning):
            return Reason(f"message.documents.parser.{name}")
    return LibraryWords(text[:_LONGEST])
