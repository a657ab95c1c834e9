"""Tables of plain text: columns as wide as they need to be, within a width.

Laid out as `rich` does, whose console takes longer to load and to print a page than
powermap takes to judge it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rich.cells import cell_len, chop_cells, set_cell_size

__all__ = ["lay_out", "wrap_beside"]

GAP = 3
"""Columns of the terminal between two of a table."""
_WORD = re.compile(r"\s*\S+\s*")
_CONTROLS = dict.fromkeys((7, 8, 11, 12, 13))
"""Characters that move the cursor: bell, back, line and page feeds, return."""


def lay_out(
    headers: Sequence[str],
    rows: Sequence[Sequence[str]],
    limits: Sequence[int | None],
    width: int,
) -> str:
    """Rows under headers and a line; `limits` are the most that columns take."""
    columns = zip(headers, *rows, strict=True)
    paddings = _paddings(len(headers))
    natural = []
    for column, limit, padding in zip(columns, limits, paddings, strict=True):
        widest = max(_widest_line(text) for text in column)
        natural.append(padding + (widest if limit is None else min(widest, limit)))
    # One free column of the terminal at each side and between two of the table.
    fitted = _fit(natural, width - 1 - len(headers))
    widths = []
    for whole, padding in zip(fitted, paddings, strict=True):
        widths.append(max(1, whole - padding))
    rule = " " + "─" * (sum(widths) + GAP * (len(widths) - 1))
    lines = [*_lines(headers, widths, is_header=True), rule]
    for row in rows:
        lines += _lines(row, widths)
    return "\n".join(line.rstrip() for line in lines)


def _paddings(columns: int) -> list[int]:
    """What columns of a table add beside the text: one toward each neighbor."""
    paddings = [2] * columns
    paddings[0] -= 1
    paddings[-1] -= 1
    return paddings


def wrap_beside(mark: str, text: str, width: int) -> str:
    """A text beside a mark, with further lines under its first."""
    lines = _wrap(text, width - cell_len(mark) - 1)
    blank = " " * cell_len(mark)
    beside = [mark, *[blank] * (len(lines) - 1)]
    pairs = zip(beside, lines, strict=True)
    return "\n".join(f"{left} {line}".rstrip() for left, line in pairs)


def _widest_line(text: str) -> int:
    lines = text.translate(_CONTROLS).expandtabs(8).splitlines()
    return max((cell_len(line) for line in lines), default=0)


def _fit(widths: Sequence[int], space: int) -> list[int]:
    """The widths, of which the widest give way until all have space."""
    fitted = [min(width, space) for width in widths]
    while sum(fitted) > space and max(fitted) > 0:
        widest = max(fitted)
        # No further than to the next width, with which they then go on together.
        most = widest - max((each for each in fitted if each < widest), default=0)
        left = fitted.count(widest)
        for place, width in enumerate(fitted):
            if width == widest:
                excess = sum(fitted) - space
                fitted[place] -= min(most, round(excess / left))
                left -= 1
    return fitted


def _lines(
    row: Sequence[str], widths: Sequence[int], *, is_header: bool = False
) -> Iterator[str]:
    cells = []
    for text, width in zip(row, widths, strict=True):
        cells.append(_wrap(text, width))
    height = max(len(lines) for lines in cells)
    for number in range(height):
        parts = []
        for lines, width in zip(cells, widths, strict=True):
            # Headers stand on the line below them.
            place = number - (height - len(lines)) if is_header else number
            text = lines[place] if 0 <= place < len(lines) else ""
            parts.append(set_cell_size(text, width))
        yield " " + (" " * GAP).join(parts)


def _wrap(text: str, width: int) -> list[str]:
    """The lines of a text, broken between words, or within one that is too long."""
    wrapped = []
    for line in text.translate(_CONTROLS).split("\n"):
        current = ""
        for word in _WORD.findall(line.expandtabs(8)):
            if cell_len(current) + cell_len(word.rstrip()) <= width:
                current += word
                continue
            if current:
                wrapped.append(current.rstrip())
            *whole, current = chop_cells(word.rstrip(), width)
            wrapped += whole
            current += word[len(word.rstrip()) :]
        wrapped.append(current.rstrip())
    return wrapped
