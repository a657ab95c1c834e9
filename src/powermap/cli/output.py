"""What a command says about one file, before it is printed or gathered with others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

__all__ = ["Output"]


@dataclass(frozen=True, slots=True)
class Output:
    """What a command says about one file.

    Parameters
    ----------
    text : str
        As it is printed for one file; the lines that name what was written.
    footer : str
        What follows it, said once where several files say the same.
    records : list or dict, optional
        The same for programs: rows, or one object. None where people were asked for.
    columns : sequence of str
        Those of the rows.
    out : Path, optional
        The file for the text; None to print it.
    written : sequence of Path
        Files that the command wrote.
    counts : mapping of str to int
        What is summed over files.
    code : int
        The exit code.
    """

    text: str = ""
    footer: str = ""
    records: list[dict[str, Any]] | dict[str, Any] | None = None
    columns: Sequence[str] = ()
    out: Path | None = None
    written: Sequence[Path] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    code: int = 0

    @property
    def page(self) -> str:
        """The text with what follows it."""
        return "\n".join(part for part in (self.text, self.footer) if part)
