"""Headers that say for sure that a column is about a rival: "Rival stance: Contoso"."""

from __future__ import annotations

import re

from powermap.exchange.glossary import Glossary
from powermap.model.by_rival import rival_from_header
from powermap.model.fields import Field, fields_by_name

__all__ = ["OURS", "rival_in_title"]

OURS = {"rival_stances": "stance", "rival_contacts": "contact"}
"""What the same field is called where it is about us."""
_OPENING = "(（[【"
_LONGEST = 1_100
"""Characters of a header: a field and the name of a rival."""
_SEPARATOR = re.compile(r"\s*(?:[:：.]|[-–—|](?=\s)|(?=[(（\[【]))\s*")
"""What stands between a title and the name of a rival."""
_BRACKETED = re.compile(r"[(（\[【](.*)[)）\]】]")


def rival_in_title(title: str, glossary: Glossary) -> tuple[Field, str] | None:
    """The field and the rival of a header that names both for sure.

    The name is empty where only the field is named.

    Examples
    --------
    >>> from powermap.exchange.glossary import PLAIN
    >>> [rival_in_title(each, PLAIN)[1] for each in
    ...  ("Rival stance: Contoso", "对手接触：Contoso", "rival_stances: Contoso", "Rival stance")]
    ['Contoso', 'Contoso', 'Contoso', '']
    """
    if len(title) > _LONGEST:
        return None
    for name in OURS:
        base = fields_by_name("people")[name]
        for header in _headers(base, glossary):
            rival = _behind(title.strip(), header)
            if rival is not None:
                return base, rival
    return None


def _headers(base: Field, glossary: Glossary) -> list[str]:
    """Everything that a field is called, the longest first."""
    names = {*base.headers, *base.more_headers, *glossary.aliases.headers_of(base)}
    for texts in glossary.wording.values():
        own = texts.get(f"field.{base.name}")
        if own:
            names.add(own)
    return sorted(names, key=lambda name: (-len(name), name))


def _behind(title: str, header: str) -> str | None:
    """What stands behind a header; None when the title does not begin with it."""
    if title[: len(header)].casefold() != header.casefold():
        return None
    rest = title[len(header) :]
    if not rest.strip():
        return ""
    separator = _SEPARATOR.match(rest)
    if separator is None:
        return None
    name = rest[separator.end() :].strip()
    bracketed = _BRACKETED.fullmatch(name) if name[:1] in _OPENING else None
    is_marked = any(mark in separator.group() for mark in ":：.")
    # Behind a colon, brackets are part of the name.
    name = bracketed[1].strip() if bracketed and not is_marked else name
    return rival_from_header(name)
