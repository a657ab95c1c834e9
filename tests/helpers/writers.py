"""How a format of other programs is written."""

from __future__ import annotations

from powermap.exchange.formats.registry import find_format


def writer_of(suffix):
    """The function that writes the format of a suffix."""
    return find_format(f"deal{suffix}").write
