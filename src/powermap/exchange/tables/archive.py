"""The zip around a workbook: opened only within bounds, and packed again without dates."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from powermap.errors import FormatError
from powermap.exchange.tables.cell_comments import add_comments
from powermap.exchange.tables.sheet_facts import ROWS, SheetFacts
from powermap.exchange.tables.workbook_xml import (
    Pairs,
    SharedTexts,
    SheetCells,
    Styles,
    damaged,
)
from powermap.language import Reason

__all__ = [
    "SafeWorkbook",
    "open_xlsx",
    "refuse_large",
    "repack",
    "unpack_safely",
]

_PARTS = 2_000
"""Files within the zip."""
_UNPACKED = 200_000_000
"""Bytes of all files within the zip."""
_CELLS = 5_000_000
"""Cells of a sheet, empty ones too, since the library makes a grid of them."""
_TEXT = 400_000_000
"""Characters of all texts, of which a shared one counts wherever it stands."""
_STAMP = (1980, 1, 1, 0, 0, 0)
"""The day of every file within a zip, so that the same sheets give the same bytes."""


@dataclass(frozen=True, slots=True)
class SafeWorkbook:
    """A workbook that is known to fit into memory.

    Attributes
    ----------
    copy : bytes
        The workbook to read, without what is not read.
    sheets : mapping of title to SheetFacts
        What the reader of cells does not say of each sheet.
    """

    copy: bytes
    sheets: Mapping[str, SheetFacts]


def open_xlsx(payload: bytes, source: str) -> SafeWorkbook:
    """A workbook of Excel, measured before anything makes a grid of its cells.

    A zip may say one size and hold another, and two cells at far corners span a
    sheet of billions: every part is unpacked within bounds, measured, and handed on
    as it was measured.

    Raises
    ------
    FormatError
        When it is not a workbook, or larger than any buying center.
    """
    # The signature of zip files; an old .xls or an HTML table named .xlsx is refused at
    # once.
    if not payload.startswith(b"PK"):
        raise FormatError(Reason("message.sheets.not_excel", source=source))
    # Pictures and whatever else a workbook may hold are not read.
    parts = {
        name: part
        for name, part in unpack_safely(payload, source).items()
        if name.endswith((".xml", ".rels"))
    }
    if "xl/workbook.xml" not in parts:
        raise FormatError(Reason("message.sheets.zip_only", source=source))
    facts = _measure(parts, source)
    sheets = {}
    for title, part_name in _sheets(parts, source).items():
        found = facts.get(part_name, SheetFacts())
        add_comments(found, parts, part_name, source)
        sheets[title] = found
    # Stored and not compressed: the copy is read once, in memory.
    return SafeWorkbook(_zipped(parts), sheets)


def unpack_safely(payload: bytes, source: str) -> dict[str, bytes]:
    """The files within a zip by name, counted while they are unpacked."""
    try:
        return _unpack(payload, source)
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


def _unpack(payload: bytes, source: str) -> dict[str, bytes]:
    parts: dict[str, bytes] = {}
    remaining = _UNPACKED
    with zipfile.ZipFile(io.BytesIO(payload)) as archive:
        entries = archive.infolist()
        promised = sum(entry.file_size for entry in entries)
        if len(entries) > _PARTS or promised > remaining:
            raise _too_large(source)
        for entry in entries:
            with archive.open(entry) as part:
                # The size in the directory of a zip may lie, so what comes out is
                # counted.
                parts[entry.filename] = part.read(remaining + 1)
            remaining -= len(parts[entry.filename])
            if remaining < 0:
                raise _too_large(source)
    return parts


def _too_large(source: str) -> FormatError:
    limit = _UNPACKED // 1_000_000
    return FormatError(
        Reason("message.sheets.unpacks_too_large", source=source, megabytes=limit)
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


def _sheets(parts: Mapping[str, bytes], source: str) -> dict[str, str]:
    """The part that holds each sheet, by the sheet's title. Names of parts are told apart without their case."""
    # Some programs write the names of parts in other cases than they refer to them.
    by_name = {name.lower(): part for name, part in parts.items()}
    relations = by_name.get("xl/_rels/workbook.xml.rels", b"")
    targets = Pairs(relations, source, "Relationship", ("Id", "Target")).pairs
    sheets = Pairs(parts["xl/workbook.xml"], source, "sheet", ("name", "id")).pairs
    part_names = {}
    for title, id in sheets.items():
        part_names[title] = _part_name(targets.get(id, ""))
    return part_names


def _part_name(target: str) -> str:
    path = target.lower().removeprefix("/")
    if path.startswith("xl/"):
        return path
    return posixpath.normpath(f"xl/{path}")


def _measure(parts: Mapping[str, bytes], source: str) -> dict[str, SheetFacts]:
    """Any part may be named as a sheet by the workbook, so each is measured as one."""
    lengths: list[int] = []
    for name, part in parts.items():
        if _is_shared(name):
            lengths += SharedTexts(part, source).lengths
    styles = parts.get("xl/styles.xml", b"")
    percents = Styles(styles, source).percents
    found: dict[str, SheetFacts] = {}
    remaining = _TEXT
    for name, part in parts.items():
        if not name.startswith("xl/") or _is_shared(name):
            continue
        facts = SheetCells(part, source, lengths, percents).facts
        remaining -= facts.text
        refuse_large(facts, source, remaining)
        found[name.lower()] = facts
    return found


def refuse_large(facts: SheetFacts, source: str, remaining: int = 0) -> None:
    """Refuse a sheet that would not fit into memory as a grid."""
    cells = facts.rows * facts.width
    if facts.rows > ROWS or cells > _CELLS or remaining < 0:
        raise FormatError(
            Reason(
                "message.sheets.too_wide",
                source=source,
                # As floats, since whole numbers are written without a comma.
                height=float(facts.rows),
                width=float(facts.width),
                most_rows=float(ROWS),
                most_cells=float(_CELLS),
            )
        )


def _is_shared(name: str) -> bool:
    return name.lower() == "xl/sharedstrings.xml"
