"""Numbers and errors as the binary workbooks of Excel write them."""

from __future__ import annotations

import struct

from powermap.exchange.tables.unreadable import Unreadable

__all__ = ["error_of", "number_of_rk", "whole_float"]

_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}


def error_of(code: int) -> Unreadable:
    """The error that a cell shows.

    Examples
    --------
    >>> print(error_of(0x2A))
    #N/A
    """
    return Unreadable(_ERRORS.get(code, "#ERR"))


def whole_float(data: bytes, place: int) -> float:
    """A number of eight bytes."""
    number: float = struct.unpack_from("<d", data, place)[0]
    return number


def number_of_rk(data: bytes, place: int) -> float:
    """A number of four bytes: two bits say whether it is whole, and a hundredth.

    Examples
    --------
    >>> number_of_rk((7 << 2 | 2).to_bytes(4, "little"), 0)
    7
    >>> number_of_rk((750 << 2 | 3).to_bytes(4, "little"), 0)
    7.5
    """
    bits: int = struct.unpack_from("<i", data, place)[0]
    number: float
    if bits & 2:
        number = bits >> 2
    else:
        high = (bits & 0xFFFFFFFC).to_bytes(4, "little")
        number = whole_float(b"\0\0\0\0" + high, 0)
    return number / 100 if bits & 1 else number
