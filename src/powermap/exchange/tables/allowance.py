"""How much the sheets of one file may hold together, in proportion to its size."""

from __future__ import annotations

from dataclasses import dataclass

from powermap.errors import FormatError
from powermap.language import Quoted, Reason

__all__ = ["CELL_TEXT", "ROWS", "WIDTH", "Allowance"]

ROWS = 100_000
"""Rows of a sheet."""
WIDTH = 16_384
"""Columns of a sheet of Excel."""
CELL_TEXT = 32_767
"""Characters that a cell of Excel holds."""
_AREA = 5_000_000
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
    area: int = _AREA
    comments: int = _COMMENTS
    filled: int = _FILLED
    text: int = _LEAST_TEXT

    @classmethod
    def for_bytes(cls, size: int, source: str) -> Allowance:
        """The allowance of a file of so many bytes."""
        return cls(source, text=_LEAST_TEXT + _TEXT_PER_BYTE * size)

    def check_reach(self, rows: int, width: int) -> None:
        """Refuse a sheet whose cells are too far apart."""
        if rows <= ROWS and width <= WIDTH and rows * width <= self.area:
            return
        raise FormatError(
            Reason(
                "message.sheets.too_wide",
                source=self.source,
                # As floats, since whole numbers are written without a comma.
                height=float(rows),
                width=float(width),
                most_rows=float(ROWS),
                most_cells=float(_AREA),
            )
        )

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
                    most=float(_AREA),
                    most_filled=float(_FILLED),
                )
            )
        if self.text < 0:
            raise FormatError(
                Reason("message.sheets.too_much_text", source=self.source)
            )
