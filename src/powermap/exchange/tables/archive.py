"""The zip around a workbook: opened only within bounds, and packed again without dates."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping

from powermap.errors import FormatError
from powermap.exchange.tables.workbook_xml import damaged
from powermap.language import Reason

__all__ = ["refuse_many_sheets", "repack", "unpack_safely"]

_PARTS = 2_000
"""Files within the zip."""
_UNPACKED = 200_000_000
"""Bytes of all files within the zip."""
_LEAST_UNPACKED = 20_000_000
"""Bytes that any zip may unpack to."""
_UNPACKED_PER_BYTE = 100
"""Bytes that a packed byte may stand for beyond these; tables reach 10 to 30."""
_LEAST_TAGS = 1_000_000
"""Tags that any workbook may have."""
_TAGS_PER_BYTE = 4
"""Tags that a packed byte may stand for beyond these; a cell has four."""
_SHEETS = 500
"""Sheets of a workbook."""
_STAMP = (1980, 1, 1, 0, 0, 0)
"""The day of every file within a zip, so that the same sheets give the same bytes."""


def unpack_safely(
    payload: bytes, source: str, suffixes: tuple[str, ...]
) -> dict[str, bytes]:
    """The files within a zip whose names end so, by name in small letters.

    They are counted while they are unpacked, and may unpack to a size in proportion to
    that of the zip. Pictures and whatever else a workbook may hold are not read.
    """
    try:
        return _unpack(payload, source, suffixes)
    except FormatError:
        raise
    except (
        zipfile.BadZipFile,
        RuntimeError,
        NotImplementedError,
        ValueError,
        EOFError,
        OSError,
    ) as error:
        raise damaged(source, str(error), "damaged_or_locked") from error
    except Exception as error:
        # The decompressors raise errors of their own classes.
        raise damaged(source, str(error)) from error


def repack(payload: bytes, changes: Mapping[str, Callable[[bytes], bytes]]) -> bytes:
    """The same zip without dates, some of its parts changed."""
    with zipfile.ZipFile(io.BytesIO(payload)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name, change in changes.items():
        if name in parts:
            parts[name] = change(parts[name])
    return _zipped(parts, zipfile.ZIP_DEFLATED)


def _unpack(payload: bytes, source: str, suffixes: tuple[str, ...]) -> dict[str, bytes]:
    parts: dict[str, bytes] = {}
    size = _LEAST_UNPACKED + _UNPACKED_PER_BYTE * len(payload)
    remaining = min(size, _UNPACKED)
    tags = _LEAST_TAGS + _TAGS_PER_BYTE * len(payload)
    with zipfile.ZipFile(io.BytesIO(payload)) as archive:
        if len(archive.infolist()) > _PARTS:
            raise _too_large(source)
        for entry in archive.infolist():
            name = entry.filename.lower()
            if not name.endswith(suffixes):
                continue
            with archive.open(entry) as part:
                # The size in the directory of a zip may lie, so what comes out is
                # counted.
                content = part.read(remaining + 1)
            remaining -= len(content)
            # Each tag costs a call, however few bytes it has.
            tags -= content.count(b"<")
            if remaining < 0 or tags < 0:
                raise _too_large(source)
            parts[name] = content
    return parts


def refuse_many_sheets(number: int, source: str) -> None:
    """Refuse a workbook with more sheets than anybody keeps."""
    if number > _SHEETS:
        raise FormatError(
            Reason("message.sheets.too_many_sheets", source=source, most=_SHEETS)
        )


def _too_large(source: str) -> FormatError:
    return FormatError(
        Reason(
            "message.sheets.unpacks_too_large",
            source=source,
            megabytes=_UNPACKED // 1_000_000,
            times=_UNPACKED_PER_BYTE,
        )
    )


def _zipped(parts: Mapping[str, bytes], compression: int = zipfile.ZIP_STORED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as archive:
        for name, part in parts.items():
            entry = zipfile.ZipInfo(name, _STAMP)
            entry.compress_type, entry.create_system = compression, 3
            # The system and permissions of whoever writes would differ from machine to
            # machine.
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, part)
    return stream.getvalue()
