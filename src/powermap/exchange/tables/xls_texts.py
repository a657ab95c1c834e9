"""Texts of old workbooks (.xls): of one byte a character or two, and in several records.

Source: [MS-XLS] 2.5.293, 2.5.294.
"""

from __future__ import annotations

import codecs
import struct
from collections.abc import Sequence

__all__ = ["TextReader", "codec_of", "read_shared_texts"]

_WIDE = 1
"""Bit that says that each character has two bytes."""
_WITH_READING = 4
_WITH_LOOKS = 8
_MAC = {10000: "mac_roman", 32768: "mac_roman", 32769: "cp1252", 367: "ascii"}
"""Numbers of encodings that are not called after their number."""
_USUAL = "cp1252"


def codec_of(number: int) -> str:
    """The encoding of a workbook of before 1997 by its number.

    Examples
    --------
    >>> codec_of(1251), codec_of(32768), codec_of(4)
    ('cp1251', 'mac_roman', 'cp1252')
    """
    name = _MAC.get(number, f"cp{number}")
    try:
        codecs.lookup(name)
    except LookupError:
        return _USUAL
    return name


class TextReader:
    """Reads the texts within records of one workbook.

    Attributes
    ----------
    is_old : bool
        Whether it is of before 1997, when texts had no Unicode.
    codec : str
        Encoding of such texts.
    """

    def __init__(self) -> None:
        self.is_old = False
        self.codec = _USUAL

    def short(self, data: bytes, place: int) -> str:
        """A text whose length has one byte."""
        if place >= len(data):
            return ""
        return self._text(data, place + 1, data[place])

    def long(self, data: bytes, place: int) -> str:
        """A text whose length has two bytes."""
        if place + 2 > len(data):
            return ""
        length = struct.unpack_from("<H", data, place)[0]
        return self._text(data, place + 2, length)

    def _text(self, data: bytes, place: int, length: int) -> str:
        if self.is_old:
            return data[place : place + length].decode(self.codec, errors="replace")
        if place >= len(data):
            return ""
        flags = data[place]
        place += 1
        # What follows the text is skipped; its size stands before the text.
        place += 2 * bool(flags & _WITH_LOOKS) + 4 * bool(flags & _WITH_READING)
        return _characters(data, place, length, is_wide=bool(flags & _WIDE))


def _characters(data: bytes, place: int, length: int, *, is_wide: bool) -> str:
    if is_wide:
        found = data[place : place + 2 * length]
        return found.decode("utf-16-le", errors="replace")
    return data[place : place + length].decode("latin-1")


def read_shared_texts(chunks: Sequence[bytes]) -> list[str]:
    """The texts that cells share: a record and those that continue it.

    Raises
    ------
    IndexError, struct.error
        When a text ends before its end.
    """
    reader = _Chunks(chunks)
    reader.take(8)  # how many texts there are, which may be wrong
    texts = []
    while not reader.at_end:
        texts.append(reader.text())
    return texts


class _Chunks:
    """Reads across the ends of records."""

    def __init__(self, chunks: Sequence[bytes]) -> None:
        self._chunks = [chunk for chunk in chunks if chunk]
        self._number = 0
        self._place = 0

    @property
    def at_end(self) -> bool:
        return self._number >= len(self._chunks)

    def take(self, size: int) -> bytes:
        """So many bytes, of several records where one has too few."""
        taken = b""
        while len(taken) < size and not self.at_end:
            taken += self._within(size - len(taken))
        return taken

    def skip(self, size: int) -> None:
        """Leave so many bytes out, without making them."""
        while size > 0 and not self.at_end:
            size -= len(self._within(size))

    def _within(self, size: int) -> bytes:
        """At most so many bytes of the present record."""
        chunk = self._chunks[self._number]
        taken = chunk[self._place : self._place + size]
        self._place += len(taken)
        if self._place >= len(chunk):
            self._number += 1
            self._place = 0
        return taken

    def text(self) -> str:
        length, flags = struct.unpack("<HB", self.take(3))
        looks = 0
        reading = 0
        if flags & _WITH_LOOKS:
            looks = struct.unpack("<H", self.take(2))[0]
        if flags & _WITH_READING:
            reading = struct.unpack("<I", self.take(4))[0]
        text = self._characters(length, is_wide=bool(flags & _WIDE))
        self.skip(4 * looks + reading)
        return text

    def _characters(self, length: int, *, is_wide: bool) -> str:
        pieces = []
        while length > 0 and not self.at_end:
            size = 2 if is_wide else 1
            before = self._number
            found = self._within(length * size)
            pieces.append(_characters(found, 0, length, is_wide=is_wide))
            length -= max(1, len(found) // size)
            # A text that goes on in the next record says its width again.
            if length > 0 and self._number != before and not self.at_end:
                is_wide = bool(self.take(1)[0] & _WIDE)
        return "".join(pieces)
