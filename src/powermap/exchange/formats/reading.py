"""Any file as its content: the suffix says what it is, or what is inside."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path, PurePath
from typing import IO

from powermap.errors import FormatError, Note
from powermap.exchange.formats.content import (
    Content,
    Format,
    hint_at,
    note_on,
    refuse,
)
from powermap.exchange.formats.encoding import decode
from powermap.exchange.formats.inside import kind_of
from powermap.exchange.formats.registry import (
    OWN,
    find_format,
    format_named,
    is_own,
    own_format,
    readable_suffixes,
)
from powermap.exchange.options import ReadOptions
from powermap.files.reading import MEGABYTE, name_of_stream, read_file, read_stream
from powermap.language import Reason
from powermap.language.values import Listed, Quoted, Texts

__all__ = ["read_bytes", "read_content", "recognize"]

_LARGEST = 50 * MEGABYTE
_HEAD = 100_000
"""Bytes by which a text is recognized."""
_SAY_LITTLE = {".txt", ".json", ""}
"""Suffixes that do not say what is in a text."""
_WORKBOOK = "xlsx"
_TABLE = "csv"
_NO_TABLES = {"html", "xml", "vcard", "json"}
"""Formats of texts that begin as no table does."""


def read_content(
    source: str | os.PathLike[str] | IO[str] | IO[bytes],
    options: ReadOptions | None = None,
    *,
    format: str | None = None,
) -> Content:
    r"""What a file, or an open stream, holds.

    Parameters
    ----------
    source : path or stream
        A stream may give text or bytes.
    options : ReadOptions, optional
        How the file is to be read.
    format : str, optional
        Name of the format, or its suffix; else the suffix of the file and what is
        inside say it.

    Returns
    -------
    Content

    Raises
    ------
    FormatError
        When the file is missing, too large, or of no format that is read.

    Examples
    --------
    >>> import io
    >>> content = read_content(io.StringIO("Name\tTitle\nAna Ruiz\tCFO\n"))
    >>> content.kind, content.sheets[0].rows[1]
    ('csv', ['Ana Ruiz', 'CFO'])
    """
    options = options or ReadOptions()
    if isinstance(source, str | os.PathLike):
        path = Path(source)
        asked = _asked(path.name, str(path), format)
        limit = asked.limit if asked is not None else _LARGEST
        payload = read_file(path, limit)
        return read_bytes(payload, str(path), options, format=format)
    payload, name, options = _bytes_of(source, options)
    return read_bytes(payload, name, options, format=format)


def read_bytes(
    payload: bytes,
    name: str,
    options: ReadOptions | None = None,
    *,
    format: str | None = None,
) -> Content:
    """What the bytes of a file hold; `name` is what it is called in messages.

    Examples
    --------
    >>> read_bytes(b"name: Northwind", "deal.yaml").document
    {'name': 'Northwind'}
    """
    options = options or ReadOptions()
    asked = _asked(name, name, format)
    chosen = asked
    notes: list[Note] = []
    if format is None and (asked is None or is_own(asked)):
        chosen, notes = _choose(asked, payload, name)
    if chosen is None or chosen.read is None:
        raise refuse(name, "message.formats.unreadable")
    content = chosen.read(payload, name, options)
    content.kind = content.kind or chosen.name
    content.notes[:0] = notes
    return content


def _asked(name: str, source: str, format: str | None) -> Format | None:
    """The format that an option or a suffix asks for; None when nothing does."""
    if format is not None:
        return format_named(format, source)
    found = find_format(name)
    suffix = PurePath(name).suffix.lower()
    if found is None and suffix:
        allowed = readable_suffixes()
        raise refuse(
            source,
            "message.formats.unknown_suffix",
            suffix=Quoted(suffix),
            allowed=Listed(allowed, "comma"),
            hint=hint_at(suffix, allowed),
        )
    if found is not None and found.read is None:
        raise refuse(source, "message.formats.written_only", suffix=Quoted(suffix))
    return found


def _choose(
    asked: Format | None, payload: bytes, name: str
) -> tuple[Format, list[Note]]:
    """The format of what is inside, with a note where the suffix says another."""
    inside = kind_of(payload)
    if inside == "empty":
        raise refuse(name, "message.formats.empty")
    if inside not in {"text", "workbook"}:
        raise refuse(name, f"message.formats.{inside}")
    if inside == "workbook":
        found = own_format(_WORKBOOK)
        return found, _note_on_suffix(asked, found, name)
    found = _format_of_text(asked, payload, name)
    if _suffix_of(asked, name) in _SAY_LITTLE:
        return found, []
    return found, _note_on_suffix(asked, found, name)


def _format_of_text(asked: Format | None, payload: bytes, name: str) -> Format:
    """The format that a text has, whatever its suffix says."""
    says_little = _suffix_of(asked, name) in _SAY_LITTLE
    if asked is None or asked.name == _WORKBOOK or says_little:
        return recognize(_head(payload, name))
    if asked.name == _TABLE:
        found = recognize(_head(payload, name))
        # Any text can be a table; only what begins as no table does is another format.
        return found if found.name in _NO_TABLES else asked
    return asked


def _suffix_of(asked: Format | None, name: str) -> str:
    """The suffix by which a format was found, which may have two points."""
    for suffix in asked.suffixes if asked is not None else ():
        if name.lower().endswith(suffix):
            return suffix
    return PurePath(name).suffix.lower()


def recognize(head: str) -> Format:
    """The format of the beginning of a text.

    Examples
    --------
    >>> recognize("Name;Title;Power").name, recognize('{"name": "ERP"}').name
    ('csv', 'json')
    """
    for name in OWN:
        found = own_format(name)
        if found.recognizes is not None and found.recognizes(head):
            return found
    return own_format(_TABLE)


def _head(payload: bytes, name: str) -> str:
    head = payload[:_HEAD]
    if len(head) < len(payload) and b"\0" not in head:
        # A character must not be cut in two, or the text would look like no UTF-8.
        head = head.rpartition(b"\n")[0] or head
    text, _ = decode(head, name)
    return text


def _note_on_suffix(asked: Format | None, found: Format, name: str) -> list[Note]:
    suffix = PurePath(name).suffix
    if asked is None or asked is found:
        return []
    title = Texts(found.title)
    note = note_on(
        name, "message.formats.other_inside", suffix=Quoted(suffix), title=title
    )
    return [note]


def _bytes_of(
    stream: IO[str] | IO[bytes], options: ReadOptions
) -> tuple[bytes, str, ReadOptions]:
    """The bytes of a stream, what it is called, and how they are to be read."""
    if not hasattr(stream, "read"):
        raise FormatError(
            Reason("message.formats.no_source", value=Quoted(type(stream).__name__))
        )
    name = name_of_stream(stream)
    # One more than allowed shows that there is too much, whatever the stream's size.
    content = read_stream(stream, _LARGEST + 1)
    if isinstance(content, str):
        content = content.encode("utf-8", errors="surrogatepass")
        options = replace(options, encoding="utf-8")
    if len(content) > _LARGEST:
        raise refuse(name, "message.formats.too_large", limit=_LARGEST // MEGABYTE)
    return content, name, options
