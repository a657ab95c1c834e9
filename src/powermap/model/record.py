"""What every value of the model has in common: frozen, checked on entry, wrong values told in one line."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date, datetime
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, ValidationError

from powermap.errors import BOM, ModelError, shown

NAME_LIMIT, TEXT_LIMIT = 1_000, 32_000
"""Longest line and longest text, in characters; a spreadsheet cell holds 32,767."""
_BLANK = frozenset(
    "\u115f\u1160\u2800\u3164\uffa0"
)  # letters and symbols that leave the paper white
_NONCHARACTERS = "".join(
    f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}"
    for plane in range(0, 0x110000, 0x10000)
)
_UNPRINTABLE = f"\x7f-\x9f\ud800-\udfff\u2028\u2029{_NONCHARACTERS}"
_TURNING = "\u202a-\u202e\u2061-\u206f\ufff9-\ufffb\U000e0001"
"""Formats that make a text read otherwise than it is stored."""
_WIDTHLESS = "\u00ad\u200b\u2060"
"""Where a line may or may not break: at home in prose, while in a name they only hide that it is another one."""
_STRAY_TAG = "(?<![\U0001f3f4\U000e0020-\U000e007f])[\U000e0020-\U000e007f]"
"""Tags are for flags, after a black one."""
_NOT_IN_A_LINE = re.compile(
    f"[\x00-\x1f{_UNPRINTABLE}{_TURNING}{_WIDTHLESS}]|{_STRAY_TAG}"
)
_NOT_IN_PROSE = re.compile(f"[\x00-\x08\x0b-\x1f{_UNPRINTABLE}{_TURNING}]|{_STRAY_TAG}")


class Record(BaseModel):
    """A frozen value whose constructor raises ModelError."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", arbitrary_types_allowed=False
    )

    def __init__(self, **values: Any) -> None:
        try:
            super().__init__(**values)
        except ValidationError as error:
            raise ModelError(_told(type(self).__name__, values, error)) from None

    def revised(self, /, **changes: Any) -> Self:
        """The same value with some fields changed, checked anew.

        Raises
        ------
        ModelError
            When a field does not exist or a value is not allowed.
        """
        unknown = sorted(set(changes) - set(type(self).model_fields))
        if unknown:
            allowed = ", ".join(type(self).model_fields)
            raise ModelError(
                f"{type(self).__name__} has no field {unknown[0]!r}; fields: {allowed}"
            )
        return type(self)(
            **{name: getattr(self, name) for name in type(self).model_fields} | changes
        )


def _told(what: str, values: dict[str, Any], error: ValidationError) -> str:
    name = values.get("name")
    who = f"{what} {shown(name)}" if isinstance(name, str) and name else what
    parts = []
    for each in error.errors(include_url=False):
        place = ".".join(str(part) for part in each["loc"])
        message = each["msg"].removeprefix("Value error, ")
        parts.append(f"{place}: {message}" if place else message)
    return f"{who}: " + "; ".join(dict.fromkeys(parts))


def a_list(value: object, kind: type | None = None) -> tuple[Any, ...]:
    """Several values, all of one kind where there is one; none of None.

    Raises
    ------
    ModelError
        When it is a single one, or one of them is of another kind.

    Examples
    --------
    >>> a_list(["Contoso"]), a_list(None)
    (('Contoso',), ())
    """
    if value is None:
        return ()
    single = isinstance(value, str | bytes | type) or (
        isinstance(value, Record) and not hasattr(value, "__len__")
    )
    if single or not isinstance(value, Iterable):
        of = f" of {kind.__name__} objects" if kind else ""
        raise ModelError(
            f"{shown(value)} is of type {type(value).__name__}; give a list{of}"
        )
    several = tuple(value)
    return several if kind is None else tuple(of_kind(each, kind) for each in several)


def a_table(value: object, name: str) -> Mapping[Any, Any]:
    """A table of the house, which has to be a mapping.

    Raises
    ------
    ModelError
        When it is not.

    Examples
    --------
    >>> a_table(5, "weights")
    Traceback (most recent call last):
    powermap.errors.ModelError: weights: 5 is of type int; give a mapping
    """
    if not isinstance(value, Mapping):
        raise ModelError(
            f"{name}: {shown(value)} is of type {type(value).__name__}; give a mapping"
        )
    return value


def of_kind(value: object, kind: type) -> object:
    """A value that has to be of a kind.

    Raises
    ------
    ModelError
        When it is not.
    """
    if not isinstance(value, kind):
        raise ModelError(
            f"{shown(value)} is of type {type(value).__name__}; give {kind.__name__} objects"
        )
    return value


def printable(text: object, *, lines: bool = False) -> str:
    """A text that may enter: trimmed, without byte order marks, and of characters that can be printed.

    Refused are control and lone surrogate characters, and formats that hide or turn round what stands beside them.
    Joiners (U+200C, U+200D) stay, since Persian, Indic scripts and emoji are written with them.

    Raises
    ------
    ValueError
        Naming the first character that may not enter and its place.
    """
    if not isinstance(text, str):
        raise ModelError(
            f"{shown(text)} is of type {type(text).__name__}; write a text"
        )
    limit = TEXT_LIMIT if lines else NAME_LIMIT
    text = text.replace(BOM, "")
    clean = text.replace("\r\n", "\n").strip() if lines else text.strip()
    if len(clean) > limit:
        raise ModelError(
            f"{shown(clean)} has {len(clean):,} characters; allowed: {limit:,}"
        )
    found = (_NOT_IN_PROSE if lines else _NOT_IN_A_LINE).search(clean)
    if found:
        code = f"U+{ord(found[0]):04X} {unicodedata.name(found[0], '')}".strip()
        place = f"character {found.start() + 1}"
        raise ModelError(
            f"{shown(clean)} holds {code} at {place}; allowed: printable characters only, so delete it"
        )
    return clean


def visible(text: str) -> bool:
    r"""Whether anything of a text can be seen: formats, spaces and marks without a letter cannot.

    Examples
    --------
    >>> visible("张"), visible("\u200b\u202e"), visible("\u0301")
    (True, False, False)
    """
    hidden = {"Cc", "Cf", "Cs", "Mc", "Me", "Mn", "Zl", "Zp", "Zs"}
    return any(
        unicodedata.category(char) not in hidden and char not in _BLANK for char in text
    )


def a_line(value: object) -> str | None:
    """A text of one line, None when empty."""
    return None if value is None else printable(value) or None


def a_text(value: object) -> str | None:
    """A text of any number of lines, None when empty."""
    return None if value is None else printable(value, lines=True) or None


def a_date(value: object) -> date | None:
    """A date, from itself, a moment, or any ISO form of either; None of None.

    Raises
    ------
    ModelError
        When it is something else, a number too: seconds since 1970 are no date that anybody meant.

    Examples
    --------
    >>> a_date("2026-W47-5"), a_date("2026-11-20T09:30:00Z")
    (datetime.date(2026, 11, 20), datetime.date(2026, 11, 20))
    """
    if value is None or isinstance(value, date):
        return value.date() if isinstance(value, datetime) else value
    written = value.strip() if isinstance(value, str) else ""
    for way in (
        (date.fromisoformat, datetime.fromisoformat) if written.isascii() else ()
    ):
        with suppress(ValueError):
            found = way(written)
            return found.date() if isinstance(found, datetime) else found
    raise ModelError(f"{shown(value)} is not a date; write it as 2026-11-20")
