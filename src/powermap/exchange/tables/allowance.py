"""How much the sheets of one file may hold together, in proportion to its size."""

from __future__ import annotations

from dataclasses import dataclass

from powermap.errors import FormatError
from powermap.language import Quoted, Reason
from powermap.model.text import TEXT_LIMIT

__all__ = [
    "AREA",
    "CELL_TEXT",
    "ROWS",
    "WIDTH",
    "Allowance",
    "beginning",
    "beginning_of_cell",
    "check_area",
]

ROWS = 100_000
"""Rows of a sheet."""
WIDTH = 16_384
"""Columns of a sheet of Excel."""
CELL_TEXT = TEXT_LIMIT
"""Characters that a cell of Excel holds, and so a text of a plan."""
AREA = 5_000_000
"""Cells of all sheets, empty ones too, since later steps look at each."""
_FILLED = 2_000_000
"""Filled cells of all sheets."""
_LEAST_TEXT = 5_000_000
"""Characters of all cells that any file may show."""
_TEXT_PER_BYTE = 20
"""Characters that a packed byte may stand for beyond these: words repeat in tables."""
_COMMENTS = 20_000
"""Comments of all sheets; what is beyond is not kept."""
_SHOWN = 40
"""Characters of a text that is too long in the message about it."""


def beginning_of_cell(text: str) -> str:
    """As much of a text as a cell of Excel holds."""
    return beginning(text, CELL_TEXT)


def beginning(text: str, units: int) -> str:
    """The beginning of a text, as long as Excel counts it: in units of UTF-16.

    Examples
    --------
    >>> beginning("abc", 2), beginning("\N{WAVING HAND SIGN}\N{WAVING HAND SIGN}", 3)
    ('ab', '👋')
    """
    encoded = text.encode("utf-16-le", "replace")
    return encoded[: 2 * units].decode("utf-16-le", "ignore")


def check_area(rows: int, width: int, area: int, source: str) -> None:
    """Refuse a sheet whose cells are too far apart."""
    if rows <= ROWS and width <= WIDTH and rows * width <= area:
        return
    raise FormatError(
        Reason(
            "message.sheets.too_wide",
            source=source,
            # As floats, since whole numbers are written without a comma.
            height=float(rows),
            width=float(width),
            most_rows=float(ROWS),
            most_cells=float(AREA),
        )
    )


@dataclass(slots=True)
class Allowance:
    """What is left of the limits of a file, counted over all its sheets.

    Two sheets that show the same part of a file are two sheets to whoever reads on, so
    each counts.

    Attributes
    ----------
    source : str
        What the file is called in messages.
    area, filled, text, comments : int
        Cells, filled cells, characters and comments that further sheets may have.
    """

    source: str
    area: int = AREA
    comments: int = _COMMENTS
    filled: int = _FILLED
    text: int = _LEAST_TEXT

    @classmethod
    def for_bytes(cls, size: int, source: str) -> Allowance:
        """The allowance of a file of so many bytes."""
        return cls(source, text=_LEAST_TEXT + _TEXT_PER_BYTE * size)

    def check_reach(self, rows: int, width: int) -> None:
        """Refuse a sheet whose cells are too far apart."""
        check_area(rows, width, self.area, self.source)

    def check_text(self, text: str) -> None:
        """Refuse a text that no cell of a spreadsheet holds."""
        if len(text) > CELL_TEXT:
            raise FormatError(
                Reason(
                    "message.sheets.long_text",
                    source=self.source,
                    text=Quoted(text, _SHOWN),
                    most=float(CELL_TEXT),
                )
            )

    def take(self, area: int, filled: int, text: int) -> None:
        """Count a sheet, and refuse the file when its sheets hold too much together."""
        self.area -= area
        self.filled -= filled
        self.text -= text
        if self.area < 0 or self.filled < 0:
            raise FormatError(
                Reason(
                    "message.sheets.too_many_cells",
                    source=self.source,
                    most=float(AREA),
                    most_filled=float(_FILLED),
                )
            )
        if self.text < 0:
            raise FormatError(
                Reason("message.sheets.too_much_text", source=self.source)
            )
