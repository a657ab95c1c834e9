"""What a user says about how a file is to be read."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Literal

from powermap.model import Scale

__all__ = ["DayOrder", "ReadOptions"]

DayOrder = Literal["dmy", "mdy"]
"""Which of the two numbers of 03/04/2026 is the day."""


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What is said beside the file; None is for the reader to find out.

    Parameters
    ----------
    mapping : str or path, optional
        ``salesforce``, ``hubspot``, ``crm``, or a .toml file: what columns and words
        mean.
    scale : Scale, optional
        Scale of the scores in the file.
    dates : {"dmy", "mdy"}, optional
        How dates such as 03/04/2026 are meant.
    encoding : str, optional
        Of a text file.
    sheet : str, optional
        The sheet of the people.
    deal : str, optional
        Of an export of several deals: name or id of the one to read.
    skip_bad_rows : bool
        Whether rows that cannot be read are left out, with a note.
    """

    mapping: str | os.PathLike[str] | None = None
    scale: Scale | None = None
    dates: DayOrder | None = None
    encoding: str | None = None
    sheet: str | None = None
    deal: str | None = None
    skip_bad_rows: bool = False
