"""The zip around a workbook: opened only within bounds, and made anew without dates."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Callable, Mapping
from typing import Any
from xml.parsers import expat

from powermap.errors import FormatError
from powermap.exchange.tables.cells import Unreadable

ROWS = 100_000
_PARTS = 2_000
_UNPACKED = 200_000_000
_CELLS = 5_000_000
_TEXT = 400_000_000
_STAMP = (1980, 1, 1, 0, 0, 0)
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_SHOWN = 80

Faults = dict[tuple[int, int], Unreadable]
"""Cells of a sheet by row and column, both from 1."""


def safe_copy(payload: bytes, source: str) -> tuple[bytes, dict[str, Faults]]:
    """A workbook that is known to fit into memory, and by sheet the cells that hold something else than a value.

    A zip may say one size and hold another, and two cells at far corners span a sheet of billions: every part is
    unpacked within bounds, measured, and handed on as it was measured.

    Raises
    ------
    FormatError
        When it is no workbook, or larger than any buying center.
    """
    if not payload.startswith(b"PK"):
        raise FormatError(
            f"{source}: this is not an Excel workbook (.xlsx); save it as one, or name it as what it is"
        )
    try:
        parts = _unpacked(payload, source)
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
        raise _error(
            source, f"the workbook is damaged or locked ({str(error)[:200]})"
        ) from error
    except Exception as error:
        raise _error(source, f"the workbook is damaged ({str(error)[:200]})") from error
    parts = {
        name: part for name, part in parts.items() if name.endswith((".xml", ".rels"))
    }  # pictures are not read
    if "xl/workbook.xml" not in parts:
        raise _error(source, "this is a zip file, but not an Excel workbook (.xlsx)")
    faults = _measured(parts, source)
    found = {
        title: faults.get(part, {}) for title, part in _sheets(parts, source).items()
    }
    return _zipped(parts), found


def repacked(payload: bytes, changes: Mapping[str, Callable[[bytes], bytes]]) -> bytes:
    """The same zip without dates, some of its parts changed."""
    with zipfile.ZipFile(io.BytesIO(payload)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name, change in changes.items():
        if name in parts:
            parts[name] = change(parts[name])
    return _zipped(parts, zipfile.ZIP_DEFLATED)


def _error(source: str, what: str) -> FormatError:
    return FormatError(f"{source}: {what}")


def _unpacked(payload: bytes, source: str) -> dict[str, bytes]:
    parts: dict[str, bytes] = {}
    room = _UNPACKED
    with zipfile.ZipFile(io.BytesIO(payload)) as archive:
        entries = archive.infolist()
        if len(entries) > _PARTS or sum(entry.file_size for entry in entries) > room:
            raise _too_large(source)
        for entry in entries:
            with archive.open(entry) as part:
                parts[entry.filename] = part.read(room + 1)
            room -= len(parts[entry.filename])
            if room < 0:
                raise _too_large(source)
    return parts


def _too_large(source: str) -> FormatError:
    return _error(
        source,
        f"the workbook unpacks to more than {_UNPACKED // 1_000_000} MB; a buying center is smaller",
    )


def _zipped(parts: Mapping[str, bytes], compression: int = zipfile.ZIP_STORED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as archive:
        for name, part in parts.items():
            entry = zipfile.ZipInfo(name, _STAMP)
            entry.compress_type, entry.create_system = compression, 3
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, part)
    return stream.getvalue()


def _sheets(parts: Mapping[str, bytes], source: str) -> dict[str, str]:
    """The part that holds each sheet, by the sheet's title. Names of parts are told apart without their case."""
    named = {name.lower(): part for name, part in parts.items()}
    targets = _Listed(
        named.get("xl/_rels/workbook.xml.rels", b""),
        source,
        "Relationship",
        ("Id", "Target"),
    ).pairs
    sheets = _Listed(parts["xl/workbook.xml"], source, "sheet", ("name", "id")).pairs
    return {title: _part(targets.get(id, "")) for title, id in sheets.items()}


def _part(target: str) -> str:
    path = target.lower().removeprefix("/")
    return path if path.startswith("xl/") else posixpath.normpath(f"xl/{path}")


def _measured(parts: Mapping[str, bytes], source: str) -> dict[str, Faults]:
    """Any part may be named as a sheet by the workbook, so each is measured as if it were one."""
    lengths = [
        size
        for name, part in parts.items()
        if _shared(name)
        for size in _Strings(part, source).lengths
    ]
    faults: dict[str, Faults] = {}
    room = _TEXT
    for name, part in parts.items():
        if name.startswith("xl/") and not _shared(name):
            extent = _Extent(part, source, lengths)
            room -= extent.text
            if extent.rows > ROWS or extent.rows * extent.width > _CELLS or room < 0:
                raise _error(
                    source,
                    f"a sheet spans {extent.rows:,} rows and {extent.width:,} columns; "
                    f"allowed: {ROWS:,} rows and {_CELLS:,} cells; delete what stands far off",
                )
            faults[name.lower()] = extent.faults
    return faults


def _shared(name: str) -> bool:
    return name.lower() == "xl/sharedstrings.xml"


class _Xml:
    """A part read as XML, event by event; a document type, which may define bombs, is refused."""

    def __init__(self, xml: bytes, source: str) -> None:
        parser = expat.ParserCreate()
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.characters
        parser.StartDoctypeDeclHandler = self._refuse
        self.source = source
        if xml:
            try:
                parser.Parse(xml, True)
            except FormatError:
                raise
            except (expat.ExpatError, ValueError) as error:
                raise _error(source, f"the workbook is damaged ({error})") from error

    def _refuse(self, *_: Any) -> None:
        raise _error(
            self.source,
            "the workbook holds a document type, which no spreadsheet program writes",
        )

    def start(self, tag: str, attributes: dict[str, str]) -> None: ...

    def end(self, tag: str) -> None: ...

    def characters(self, text: str) -> None: ...


class _Strings(_Xml):
    """How long each shared text is."""

    def __init__(self, xml: bytes, source: str) -> None:
        self.lengths: list[int] = []
        super().__init__(xml, source)

    def start(self, tag: str, attributes: dict[str, str]) -> None:  # noqa: ARG002 - expat's signature
        if tag.rpartition(":")[2] == "si":
            self.lengths.append(0)

    def characters(self, text: str) -> None:
        if self.lengths:
            self.lengths[-1] += len(text)


class _Listed(_Xml):
    """What every tag of one name says in two of its attributes."""

    def __init__(
        self, xml: bytes, source: str, tag: str, names: tuple[str, str]
    ) -> None:
        self.pairs: dict[str, str] = {}
        self._tag, self._names = tag, names
        super().__init__(xml, source)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag.rpartition(":")[2] == self._tag:
            found = {
                name.rpartition(":")[2]: value for name, value in attributes.items()
            }
            key, value = (found.get(name, "") for name in self._names)
            self.pairs[key] = value


class _Extent(_Xml):
    """How far the cells of a sheet reach, how much text they show, and which hold an error or a formula alone."""

    def __init__(self, xml: bytes, source: str, lengths: list[int]) -> None:
        self.lengths = lengths
        self.rows = self.width = self.text = 0
        self.faults: Faults = {}
        self._row = self._column = 0
        self._type = ""
        self._formula: str | None = None
        self._valued = False
        self._written: list[str] | None = None
        super().__init__(xml, source)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if name == "row":
            written = attributes.get("r", "")
            self._row = (
                int(written)
                if written.isascii() and written.isdigit()
                else self._row + 1
            )
            self._column = 0
        elif name == "c":
            self._cell(attributes)
        elif name in {"v", "is", "f"}:
            self._filled(name)

    def _cell(self, attributes: dict[str, str]) -> None:
        self._type, self._formula, self._valued = attributes.get("t", ""), None, False
        found = _PLACE.fullmatch(attributes.get("r", ""))
        self._column = _number_of(found[1]) if found else self._column + 1
        self._row = int(found[2]) if found else self._row

    def _filled(self, name: str) -> None:
        """A cell with a value or a formula; one that has only a look does not count."""
        self.rows, self.width = max(self.rows, self._row), max(self.width, self._column)
        self._valued |= name == "is" or (
            name == "v" and self._type == "str"
        )  # a formula may give an empty text
        self._written = None if name == "is" else []

    def characters(self, text: str) -> None:
        if self._written is not None and len(self._written) < 20:
            self._written.append(text)

    def end(self, tag: str) -> None:
        name = tag.rpartition(":")[2]
        if self._written is not None and name in {"v", "f"}:
            written = "".join(self._written).strip()[:_SHOWN]
            self._written = None
            if name == "f":
                self._formula = f"={written}"
            elif written:
                self._value(written)
        elif name == "c" and self._formula is not None and not self._valued:
            self._fault(Unreadable(self._formula, formula=True))

    def _value(self, written: str) -> None:
        self._valued = True
        if self._type == "e":
            self._fault(Unreadable(written))
        elif (
            self._type == "s"
            and written.isascii()
            and written.isdigit()
            and int(written[:9]) < len(self.lengths)
        ):
            self.text += self.lengths[int(written[:9])]

    def _fault(self, fault: Unreadable) -> None:
        if len(self.faults) < ROWS and self._row > 0:
            self.faults[self._row, self._column] = fault


def _number_of(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
