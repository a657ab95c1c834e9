"""Tables as wide as the terminal, 80 columns when there is none; never any colour codes."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterable, Sequence

NARROWEST = 60
"""Columns below which a table of reasons cannot be read."""


def table(
    headers: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    widths: Sequence[int | None],
) -> str:
    """Rows under headers; `widths` are the greatest parts of the terminal for each column, None for the rest."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    width = max(shutil.get_terminal_size((80, 24)).columns, NARROWEST)
    made = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1))
    for header, part in zip(headers, widths, strict=True):
        made.add_column(
            header, max_width=width // part if part else None, overflow="fold"
        )
    for row in rows:
        made.add_row(*map(Text, row))
    page = io.StringIO()
    Console(file=page, width=width, color_system=None, legacy_windows=False).print(made)
    return "\n".join(line.rstrip() for line in page.getvalue().splitlines()).strip("\n")
