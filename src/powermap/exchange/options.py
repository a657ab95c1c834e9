"""What a user says about how a file is to be read."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from typing import Literal, cast

from powermap.errors import FormatError
from powermap.language import Quoted, Reason
from powermap.model import Scale

__all__ = [
    "DayOrder",
    "Limits",
    "ReadOptions",
    "ScaleWords",
    "as_limits",
    "as_scale",
]

DayOrder = Literal["dmy", "mdy"]
"""Which of the two numbers of 03/04/2026 is the day."""


_MOST_SECONDS = 1_000_000
_MOST_MEGABYTES = 1_000_000_000
"""What an operating system counts in bytes without an error."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading a file may cost in a process of its own.

    Parameters
    ----------
    seconds : float, default 60
        Time from its start to its end.
    megabytes : int, default 1000
        Memory, where the operating system limits it: not on Windows.

    Raises
    ------
    FormatError
        When a limit is no number, negative, or larger than any machine.
    """

    seconds: float = 60
    megabytes: int = 1_000

    def __post_init__(self) -> None:
        _check_limit("seconds", self.seconds, _MOST_SECONDS)
        _check_limit("megabytes", self.megabytes, _MOST_MEGABYTES)


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
    format : str, optional
        Name of the format of the file.
    isolate : bool
        Whether the file is read in a process of its own.
    limits : Limits, optional
        What this process may cost.
    """

    mapping: str | os.PathLike[str] | None = None
    scale: Scale | None = None
    dates: DayOrder | None = None
    encoding: str | None = None
    sheet: str | None = None
    deal: str | None = None
    skip_bad_rows: bool = False
    format: str | None = None
    isolate: bool = False
    limits: Limits | None = None


_RANGE = re.compile(r"\s*(-?[\d.]+)\s*(?:\.\.|:|-|–|,|to)\s*(-?[\d.]+)\s*")


ScaleWords = Scale | tuple[float, float] | str | None
"""How a caller may state a scale."""


def as_scale(scale: ScaleWords) -> Scale | None:
    """A scale as it may be given: itself, its ends, or a text such as ``1..5``.

    Raises
    ------
    FormatError
        When the text is no scale.

    Examples
    --------
    >>> as_scale("1..5").high, as_scale((0, 100)).high
    (5, 100)
    """
    if scale is None or isinstance(scale, Scale):
        return scale
    if not isinstance(scale, str):
        return Scale(*scale)
    ends = _RANGE.fullmatch(scale)
    if ends is None:
        raise FormatError(Reason("message.scale.not_a_scale", scale=Quoted(scale)))
    return Scale(_number(ends[1]), _number(ends[2]))


def _number(text: str) -> float:
    number = float(text)
    return int(number) if number.is_integer() else number


def as_limits(isolate: bool | Limits) -> Limits | None:
    """The limits that a user gives in place of a plain yes.

    Raises
    ------
    FormatError
        When they are neither.
    """
    if isinstance(isolate, bool):
        return None
    if isinstance(isolate, Limits):
        return isolate
    raise FormatError(Reason("message.isolation.not_limits", value=Quoted(isolate)))


def _check_limit(name: str, value: object, most: int) -> None:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    # Written so that it is false for nan too.
    if is_number and 0 <= cast("float", value) <= most:
        return
    raise FormatError(
        Reason("message.isolation.limit", name=name, value=Quoted(value), most=most)
    )
