"""Any text as the text or the attribute of an XML document."""

from __future__ import annotations

import re
from functools import lru_cache
from xml.sax.saxutils import escape, quoteattr

# Control characters, halves of surrogate pairs and non-characters: XML 1.0 has no way
# to write them.
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_REPLACEMENT = "\ufffd"


@lru_cache(maxsize=4096)
def escaped(text: str) -> str:
    """Return a text as it stands between tags.

    What XML cannot hold becomes the replacement character.

    Examples
    --------
    >>> escaped("a < b & c")
    'a &lt; b &amp; c'
    """
    legal = _ILLEGAL.sub(_REPLACEMENT, text)
    # A parser would read a bare carriage return as a line feed.
    return escape(legal, {"\r": "&#13;"})


@lru_cache(maxsize=4096)
def quoted(text: str) -> str:
    """Return a text as the value of an attribute, with its quotes.

    Examples
    --------
    >>> quoted("a < b")
    '"a &lt; b"'
    """
    return quoteattr(_ILLEGAL.sub(_REPLACEMENT, text))
