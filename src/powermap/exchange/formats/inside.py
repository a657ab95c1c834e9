"""What the bytes of a file are, whatever its name says."""

from __future__ import annotations

import io
import zipfile
from typing import Literal

__all__ = ["Inside", "kind_of"]

Inside = Literal["text", "workbook", "pdf", "picture", "word", "slides", "zip", "empty"]
"""Texts, workbooks, and what is not read at all."""

_SIGNATURES: tuple[tuple[bytes, Inside], ...] = (
    (b"%PDF-", "pdf"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    # The compound files of old Excel; those of Word and Outlook begin alike, and the
    # reader of workbooks refuses them.
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "workbook"),
)
_PARTS: tuple[tuple[str, Inside], ...] = (
    ("xl/", "workbook"),
    ("content.xml", "workbook"),
    ("word/", "word"),
    ("ppt/", "slides"),
    # A workbook may keep its parts in any folder; its reader follows the relationships.
    ("_rels/.rels", "workbook"),
)
"""Beginnings of the names of parts that tell what a zip file is."""


def kind_of(payload: bytes) -> Inside:
    """What the bytes of a file are.

    Examples
    --------
    >>> kind_of(b"Name,Title"), kind_of(b"%PDF-1.7")
    ('text', 'pdf')
    """
    if not payload.strip():
        return "empty"
    for signature, kind in _SIGNATURES:
        if payload.startswith(signature):
            return kind
    if payload.startswith(b"PK\3\4"):
        return _kind_of_zip(payload)
    return "text"


def _kind_of_zip(payload: bytes) -> Inside:
    try:
        with zipfile.ZipFile(io.BytesIO(payload)) as archive:
            names = [name.lower() for name in archive.namelist()]
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        # A damaged workbook is refused as such by its reader.
        return "workbook"
    for beginning, kind in _PARTS:
        if any(name.startswith(beginning) for name in names):
            return kind
    return "zip"
