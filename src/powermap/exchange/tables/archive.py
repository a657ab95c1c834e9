"""The zip around a workbook: opened only within bounds, and packed again without dates."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Callable, Mapping
from typing import Any
from xml.parsers import expat

from powermap.errors import FormatError
from powermap.exchange.tables.unreadable import Unreadable

ROWS = 100_000
"""Rows of a sheet."""
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
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_SHOWN = 80
"""Characters of a formula or an error that a message shows."""
_MOST_PIECES = 20
"""Pieces of a text that are kept; the parser may hand it over in many."""

Faults = dict[tuple[int, int], Unreadable]
"""Cells of a sheet by row and column, both from 1."""


def safe_copy(payload: bytes, source: str) -> tuple[bytes, dict[str, Faults]]:
    """A workbook that is known to fit into memory, and by sheet the cells without a value.

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
        raise FormatError(
            f"{source}: this is not an Excel workbook (.xlsx); "
            "save it as .xlsx, or correct the suffix"
        )
    # Pictures and whatever else a workbook may hold are not read.
    parts = {
        name: part
        for name, part in _unpack_safely(payload, source).items()
        if name.endswith((".xml", ".rels"))
    }
    if "xl/workbook.xml" not in parts:
        raise _error(source, "this is a zip file, but not an Excel workbook (.xlsx)")
    faults = _measure(parts, source)
    faults_by_sheet = {}
    for title, part_name in _sheets(parts, source).items():
        faults_by_sheet[title] = faults.get(part_name, {})
    # Stored and not compressed: the copy is read once, in memory.
    return _zipped(parts), faults_by_sheet


def _unpack_safely(payload: bytes, source: str) -> dict[str, bytes]:
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
        raise _error(
            source, f"the workbook is damaged or locked ({str(error)[:200]})"
        ) from error
    except Exception as error:
        # The decompressors raise errors of their own classes.
        raise _error(source, f"the workbook is damaged ({str(error)[:200]})") from error


def repack(payload: bytes, changes: Mapping[str, Callable[[bytes], bytes]]) -> bytes:
    """The same zip without dates, some of its parts changed."""
    with zipfile.ZipFile(io.BytesIO(payload)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name, change in changes.items():
        if name in parts:
            parts[name] = change(parts[name])
    return _zipped(parts, zipfile.ZIP_DEFLATED)


def _error(source: str, what: str) -> FormatError:
    return FormatError(f"{source}: {what}")


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
    return _error(
        source,
        f"the workbook unpacks to more than {limit} MB; make it smaller",
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
    targets = _Pairs(relations, source, "Relationship", ("Id", "Target")).pairs
    sheets = _Pairs(parts["xl/workbook.xml"], source, "sheet", ("name", "id")).pairs
    part_names = {}
    for title, id in sheets.items():
        part_names[title] = _part_name(targets.get(id, ""))
    return part_names


def _part_name(target: str) -> str:
    path = target.lower().removeprefix("/")
    if path.startswith("xl/"):
        return path
    return posixpath.normpath(f"xl/{path}")


def _measure(parts: Mapping[str, bytes], source: str) -> dict[str, Faults]:
    """Any part may be named as a sheet by the workbook, so each is measured as one."""
    lengths: list[int] = []
    for name, part in parts.items():
        if _is_shared(name):
            lengths += _Strings(part, source).lengths
    faults: dict[str, Faults] = {}
    remaining = _TEXT
    for name, part in parts.items():
        if not name.startswith("xl/") or _is_shared(name):
            continue
        extent = _Extent(part, source, lengths)
        remaining -= extent.text
        cells = extent.rows * extent.width
        if extent.rows > ROWS or cells > _CELLS or remaining < 0:
            raise _error(
                source,
                f"a sheet spans {extent.rows:,} rows and {extent.width:,} columns; "
                f"allowed: {ROWS:,} rows and {_CELLS:,} cells; "
                "delete cells far away from the table",
            )
        faults[name.lower()] = extent.faults
    return faults


def _is_shared(name: str) -> bool:
    return name.lower() == "xl/sharedstrings.xml"


class _Xml:
    """A part read as XML, event by event; a document type, which may define bombs, is refused."""

    def __init__(self, xml: bytes, source: str) -> None:
        # expat directly: the standard library's tree would hold the whole sheet before
        # anything is measured.
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
            "the workbook contains a document type, which no spreadsheet program writes",
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
        if _local(tag) == "si":
            self.lengths.append(0)

    def characters(self, text: str) -> None:
        if self.lengths:
            self.lengths[-1] += len(text)


class _Pairs(_Xml):
    """What every tag of one name says in two of its attributes."""

    def __init__(
        self, xml: bytes, source: str, tag: str, names: tuple[str, str]
    ) -> None:
        self.pairs: dict[str, str] = {}
        self._tag = tag
        self._names = names
        super().__init__(xml, source)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if _local(tag) != self._tag:
            return
        local = {_local(name): value for name, value in attributes.items()}
        key, value = self._names
        self.pairs[local.get(key, "")] = local.get(value, "")


class _Extent(_Xml):
    """How far the cells of a sheet reach, how much text they show, and which hold an error or a formula alone."""

    def __init__(self, xml: bytes, source: str, lengths: list[int]) -> None:
        self.lengths = lengths
        self.rows = 0
        self.width = 0
        self.text = 0
        self.faults: Faults = {}
        self._row = 0
        self._column = 0
        self._type = ""
        self._formula: str | None = None
        self._valued = False
        self._written: list[str] | None = None
        super().__init__(xml, source)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = _local(tag)
        if name == "row":
            # The number of a row may be left out; it then follows the one before.
            number = _whole(attributes.get("r", ""))
            self._row = self._row + 1 if number is None else number
            self._column = 0
        elif name == "c":
            self._cell(attributes)
        elif name in {"v", "is", "f"}:
            self._filled(name)

    def _cell(self, attributes: dict[str, str]) -> None:
        self._type = attributes.get("t", "")
        self._formula = None
        self._valued = False
        place = _PLACE.fullmatch(attributes.get("r", ""))
        if place is None:
            self._column += 1
        else:
            self._column = _column_number(place[1])
            self._row = int(place[2])

    def _filled(self, name: str) -> None:
        """A cell with a value or a formula; one that has only a look does not count."""
        self.rows = max(self.rows, self._row)
        self.width = max(self.width, self._column)
        # A formula may give an empty text, which is a value too.
        if name == "is" or (name == "v" and self._type == "str"):
            self._valued = True
        self._written = None if name == "is" else []

    def characters(self, text: str) -> None:
        if self._written is not None and len(self._written) < _MOST_PIECES:
            self._written.append(text)

    def end(self, tag: str) -> None:
        name = _local(tag)
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
        elif self._type == "s":
            # A number of more than nine digits is no place in any list of texts.
            place = _whole(written[:9])
            if place is not None and place < len(self.lengths):
                self.text += self.lengths[place]

    def _fault(self, fault: Unreadable) -> None:
        if len(self.faults) < ROWS and self._row > 0:
            self.faults[self._row, self._column] = fault


def _local(tag: str) -> str:
    """A tag or an attribute without its namespace."""
    return tag.rpartition(":")[2]


def _whole(text: str) -> int | None:
    """The number that plain digits spell."""
    # isdigit alone also accepts digits of other scripts and superscripts.
    if text.isascii() and text.isdigit():
        return int(text)
    return None


def _column_number(letters: str) -> int:
    """The number of a column, from 1, as its letters say it.

    Examples
    --------
    >>> _column_number("A"), _column_number("AB")
    (1, 28)
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
