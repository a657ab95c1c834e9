"""Bytes as text: the encoding is found, and a note names it where it was a guess."""

from __future__ import annotations

import re

from powermap.errors import BOM, Note
from powermap.exchange.formats.content import note_on, refuse

__all__ = ["decode"]

_HAN_IN_LATIN = re.compile("[A-Za-z][一-鿿]|[一-鿿][a-z]")


def decode(
    payload: bytes, source: str, encoding: str | None = None
) -> tuple[str, list[Note]]:
    """The text of a file, and a note where its encoding was a guess.

    Examples
    --------
    >>> decode("Ana".encode("utf-8-sig"), "a.csv")
    ('Ana', [])
    """
    if encoding is not None:
        return payload.decode(encoding).lstrip(BOM), []
    if payload.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return payload.decode("utf-16"), []
        except UnicodeDecodeError as error:
            raise refuse(source, "message.encoding.no_utf16") from error
    if b"\0" in payload:
        raise refuse(source, "message.formats.no_text")
    try:
        # Some programs write the mark twice.
        return payload.decode("utf-8-sig").lstrip(BOM), []
    except UnicodeDecodeError:
        pass
    text, name = _guess(payload)
    return text, [note_on(source, "message.encoding.guess", encoding=name)]


def _guess(payload: bytes) -> tuple[str, str]:
    try:
        text = payload.decode("gb18030")
    except UnicodeDecodeError:
        text = ""
    if text and not _HAN_IN_LATIN.search(text):
        return text, "GB18030 (simplified Chinese)"
    return payload.decode("cp1252", errors="replace"), "cp1252 (Western European)"
