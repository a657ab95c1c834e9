"""Any text as the text or the attribute of an XML document."""

from __future__ import annotations

from functools import lru_cache
from html import escape
from itertools import chain

_REPLACEMENT = "\ufffd"
_CONTROLS = set(range(0x20)) - {ord(char) for char in "\t\n\r"}
_SURROGATES = range(0xD800, 0xE000)
_NO_CHARACTERS = (0xFFFE, 0xFFFF)
# XML 1.0 has no way to write them.
_ILLEGAL = dict.fromkeys(chain(_CONTROLS, _SURROGATES, _NO_CHARACTERS), _REPLACEMENT)
# A parser would read a bare carriage return as a line feed, and in an attribute every
# one of these as a space.
_KEPT_IN_TEXT = {ord("\r"): "&#13;"}
_KEPT_IN_ATTRIBUTE = {ord("\n"): "&#10;", ord("\r"): "&#13;", ord("\t"): "&#9;"}


@lru_cache(maxsize=4096)
def escaped(text: str) -> str:
    """Return a text as it stands between tags.

    What XML cannot hold becomes the replacement character.

    Examples
    --------
    >>> escaped("a < b & c")
    'a &lt; b &amp; c'
    """
    legal = text.translate(_ILLEGAL)
    return escape(legal, quote=False).translate(_KEPT_IN_TEXT)


@lru_cache(maxsize=4096)
def quoted(text: str) -> str:
    """Return a text as the value of an attribute, with its quotes.

    Examples
    --------
    >>> quoted("a < b")
    '"a &lt; b"'
    """
    legal = text.translate(_ILLEGAL)
    value = escape(legal, quote=False).translate(_KEPT_IN_ATTRIBUTE)
    if '"' not in value:
        return f'"{value}"'
    if "'" not in value:
        return f"'{value}'"
    return '"{}"'.format(value.replace('"', "&quot;"))
