"""Texts in Mermaid, with its entities as the characters that it draws."""

from __future__ import annotations

import re

from powermap.exchange.formats.references import unescape

__all__ = ["plain_text_of"]

_ENTITY = re.compile(r"#(\w+);")
_NO_WIDTH = "8203"


def plain_text_of(text: str) -> str:
    """A text of a diagram without quotes, Markdown signs and entities.

    Examples
    --------
    >>> plain_text_of('"Ana #quot;Ace#quot; Ruiz"'), plain_text_of("A #35; B")
    ('Ana "Ace" Ruiz', 'A # B')
    """
    text = text.strip()
    if len(text) >= 2 and text[0] == text[-1] == '"':
        text = text[1:-1].strip()
    # A text between grave accents is Markdown to Mermaid.
    if len(text) >= 2 and text[0] == text[-1] == "`":
        text = text[1:-1].strip()
    return unescape(_ENTITY.sub(_entity, text))


def _entity(found: re.Match[str]) -> str:
    name = found[1]
    # It only keeps signs apart that would be an icon or a formula.
    if name == _NO_WIDTH:
        return ""
    return f"&#{name};" if name.isdigit() else f"&{name};"
