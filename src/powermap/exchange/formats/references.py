"""References to characters by number or name, as ``&#65;`` and ``&amp;``."""

from __future__ import annotations

import html
import re

__all__ = ["unescape", "without_long_references"]

_LONG = re.compile(r"&#[0-9]{100,};?")
"""The number of no character, which Python may refuse to read."""
_NO_CHARACTER = "\ufffd"


def without_long_references(text: str) -> str:
    r"""A text whose references have numbers that Python reads.

    Examples
    --------
    >>> without_long_references("A &#65; &#" + "9" * 5_000 + ";")
    'A &#65; \ufffd'
    """
    return _LONG.sub(_NO_CHARACTER, text)


def unescape(text: str) -> str:
    r"""A text with the characters that its references stand for.

    Examples
    --------
    >>> unescape("A &#65; &amp; &#" + "9" * 5_000 + ";")
    'A A & \ufffd'
    """
    return html.unescape(without_long_references(text))
