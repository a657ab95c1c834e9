"""Any text as the text or the attribute of an XML document."""

from __future__ import annotations

import re
from functools import lru_cache
from xml.sax.saxutils import escape, quoteattr

_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@lru_cache(maxsize=4096)
def escaped(text: str) -> str:
    """A text between tags; what XML cannot hold becomes the replacement character.

    Examples
    --------
    >>> escaped("a < b & c")
    'a &lt; b &amp; c'
    """
    return escape(_ILLEGAL.sub("\ufffd", text), {"\r": "&#13;"})


@lru_cache(maxsize=4096)
def quoted(text: str) -> str:
    """A text as the value of an attribute, with its quotes.

    Examples
    --------
    >>> quoted("a < b")
    '"a &lt; b"'
    """
    return quoteattr(_ILLEGAL.sub("\ufffd", text))
